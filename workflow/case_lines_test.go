package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func openInput(a *domain.ReconAccount, key string, lines ...domain.ID) domain.OpenCaseInput {
	return domain.OpenCaseInput{AccountID: a.ID, LineIds: lines, Category: domain.CauseMissing, Note: "Nobody here knows this payment.", IdempotencyKey: "open-key-" + key}
}

// puts opens a case by hand and returns it.
func (h *house) puts(a *domain.ReconAccount, key string, lines ...domain.ID) *domain.Case {
	h.t.Helper()
	done, err := h.service.OpenCase(h.as(reconciler), openInput(a, key, lines...))
	require.NoError(h.t, err)
	return h.readCase(done.Case)
}

// readCase reads a case as its owner would.
func (h *house) readCase(id domain.ID) *domain.Case {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(reconciler), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	c, ok := nodes[0].(*domain.Case)
	require.True(h.t, ok)
	return c
}

// becoming says what became of a case's lines.
func becoming(c *domain.Case, code string) domain.ResolveCaseInput {
	return domain.ResolveCaseInput{ID: c.ID, Version: c.Version, Code: code, Note: "Looked at with the bank.", IdempotencyKey: "resolve-" + c.Key + code}
}

// lineStands is where a line stands, and in which case.
func (h *house) lineStands(line domain.ID) string {
	h.t.Helper()
	return value[string](h, `SELECT coalesce((SELECT c.state || ' ' || coalesce(k.key, '-') FROM recon_claim c LEFT JOIN control_case k ON k.id = c.case_id WHERE c.id = $1), 'NEW')`, line.UUID)
}

func TestOpenCase_HoldsLinesUntilSomethingSettlesThem(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), bankLine("b2", "RE-100002", 900), ledgerLine("l3", "RE-100003", 50))
	in := openInput(a, "two", ids[0], ids[1])
	in.Version = new(a.Version)
	done, err := h.service.OpenCase(h.as(reconciler), in)
	require.NoError(t, err)
	again, err := h.service.OpenCase(h.as(reconciler), in)
	require.NoError(t, err)
	require.Equal(t, done, again, "the same key is the same case")
	c := h.readCase(done.Case)
	require.Equal(t, []string{"MATCHED", "ADJUSTED", "CARRIED_FORWARD", "NOT_NEEDED"}, c.Codes())
	require.Equal(t, "Greta Sundermoor", c.OpenedBy.Name)
	require.Contains(t, c.Evidence, "Nobody here knows this payment.\n2 lines of bank, sum 16.00 EUR")
	require.Equal(t, domain.NewMoney(1600, "EUR"), c.Exposure)
	require.False(t, c.OwnerID.IsZero())
	require.Equal(t, domain.SLARunning, c.SLA.Clock)
	require.Positive(t, c.SLA.WorkingDaysLeft)
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[0]))
	require.Equal(t, "NEW", h.lineStands(ids[2]))

	h.runs(a, "finds nothing")
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[0]), "a run leaves it where a person put it")
	require.NotContains(t, h.lineStands(ids[2]), c.Key)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM control_case WHERE subject_id = $1`, a.ID.UUID), "the run's own case is about the other line alone")

	h.loads(a, ledgerLine("l1", "RE-100001", 700))
	h.runs(a, "finds one")
	require.Equal(t, "MATCHED "+c.Key, h.lineStands(ids[0]), "a rule settled it")
	require.Equal(t, domain.CaseOpen, h.readCase(c.ID).State)
	h.loads(a, ledgerLine("l2", "RE-100002", 900))
	h.runs(a, "finds the other")
	ended := h.readCase(c.ID)
	require.Equal(t, domain.CaseResolved, ended.State)
	require.Equal(t, "MATCHED", ended.Resolution.Code)
	require.Equal(t, &domain.SystemName{Name: "clock"}, ended.Resolution.By(), "nobody had to answer for it")
	lines, err := h.service.CaseLines(h.as(reconciler), []domain.ID{c.ID}, 10, 0)
	require.NoError(t, err)
	require.Len(t, lines[c.ID], 2, "it still tells of which lines it was")
	h.clean()
}

func TestOpenCase_RefusesWhatIsSettledHeldOrNotTheirs(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, other := h.reconcile("1200", "DE02120300000000202051"), h.reconcile("1600", "DE89370400440532013000")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), ledgerLine("l1", "RE-100001", 700), bankLine("b2", "RE-100002", 900))
	h.runs(a, "first")
	clerk := h.as(reconciler)
	_, err := h.service.OpenCase(clerk, openInput(a, "settled", ids[0], ids[2]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "is matched by a rule")
	_, err = h.service.OpenCase(clerk, openInput(a, "none"))
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.OpenCase(clerk, openInput(other, "elsewhere", ids[2]))
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.OpenCase(clerk, openInput(a, "twice", ids[2], ids[2]))
	refused(t, err, domain.CodeInvalid)
	vague := openInput(a, "vague", ids[2])
	vague.Category, vague.Note = "feed", ""
	_, err = h.service.OpenCase(clerk, vague)
	require.Len(t, refused(t, err, domain.CodeInvalid).Details["violations"], 2)
	stale := openInput(a, "stale", ids[2])
	stale.Version = new(a.Version + 7)
	_, err = h.service.OpenCase(clerk, stale)
	refused(t, err, domain.CodeStale)
	_, err = h.service.OpenCase(h.as("jana.koehlert"), openInput(a, "clerk", ids[2]))
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.OpenCase(h.as("saskia.norholt"), openInput(a, "steward", ids[2]))
	refused(t, err, domain.CodeForbidden)
	theirs := openInput(a, "owner", ids[2])
	theirs.OwnerID = &domain.ID{Kind: domain.NodeUser, UUID: h.person("jana.koehlert")}
	_, err = h.service.OpenCase(clerk, theirs)
	require.Equal(t, "ownerId", refused(t, err, domain.CodeInvalid).Field)
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM control_case WHERE opened_by IS NOT NULL`))

	theirs.OwnerID, theirs.IdempotencyKey = &domain.ID{Kind: domain.NodeUser, UUID: h.person(secondReconciler)}, "open-key-given"
	done, err := h.service.OpenCase(clerk, theirs)
	require.NoError(t, err)
	c := h.readCase(done.Case)
	require.Equal(t, "Oskar Fenwald", c.Owner.Name)
	_, err = h.service.OpenCase(h.as(secondReconciler), openInput(a, "again", ids[2]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "is in "+c.Key+" already")
}

func TestOpenCase_OfTwoPeopleAtOneLineOneWins(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	a := h.reconcile("1200", "DE02120300000000202051")
	for i := range 15 {
		ids := h.loads(a, bankLine(fmt.Sprintf("b%d", i), "RE-100001", 700), ledgerLine(fmt.Sprintf("l%d", i), "RE-100002", 900))
		key := fmt.Sprint(i)
		errs := together(
			func() error {
				_, err := h.service.OpenCase(h.as(reconciler), openInput(a, "left"+key, ids[0], ids[1]))
				return err
			},
			func() error {
				_, err := second.OpenCase(h.as(secondReconciler), openInput(a, "right"+key, ids[0]))
				return err
			},
		)
		require.Equal(t, 1, won(t, errs, domain.CodeWrongState), "%v", errs)
	}
	require.Equal(t, 15, value[int](h, `SELECT count(*)::int FROM control_case WHERE opened_by IS NOT NULL`))
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM recon_claim WHERE case_id IS NULL`))
	h.clean()
}

func TestOpenCase_WhileARunIsUnderWayLosesNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	a := h.reconcile("1200", "DE02120300000000202051")
	for i := range 8 {
		ids := h.loads(a, bankLine(fmt.Sprintf("b%d", i), fmt.Sprintf("RE-2000%d", i), 700), ledgerLine(fmt.Sprintf("l%d", i), fmt.Sprintf("RE-3000%d", i), 12_345))
		task := h.asks(a, fmt.Sprint("race", i))
		errs := together(
			func() error { return h.service.Reconcile(h.system("clock"), task, time.Minute) },
			func() error {
				_, err := second.OpenCase(h.as(reconciler), openInput(a, fmt.Sprint("race", i), ids[0]))
				return err
			},
		)
		require.NoError(t, errs[0])
		require.NoError(t, errs[1])
		require.Equal(t, domain.JobDone, h.run(task).State)
		require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM recon_claim c JOIN control_case k ON k.id = c.case_id AND k.opened_by IS NOT NULL WHERE c.id = $1 AND c.state = 'CASE'`, ids[0].UUID))
	}
	h.clean()
}

func TestResolveCase_SaysWhatBecameOfTheLines(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), ledgerLine("l1", "RE-100002", 700), bankLine("b2", "RE-100003", 900), bankLine("b3", "RE-100004", 300))
	c := h.puts(a, "two", ids[0], ids[2])
	_, err := h.service.ResolveCase(h.as(reconciler), becoming(c, "MATCHED"))
	told := refused(t, err, domain.CodeWrongState)
	require.Equal(t, 2, told.Details["lines"])
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(c, "EXPLAINED"))
	refused(t, err, domain.CodeInvalid)

	matched, err := h.service.MatchLines(h.as(secondReconciler), matchInput(a, "one of them", ids[0], ids[1]))
	require.NoError(t, err)
	require.Equal(t, domain.CaseOpen, h.readCase(c.ID).State, "the other is open still")
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(c, "CARRIED_FORWARD"))
	require.NoError(t, err)
	carried := h.readCase(c.ID)
	require.Equal(t, domain.CaseResolved, carried.State)
	require.Equal(t, "Looked at with the bank.", carried.Resolution.Note)
	require.True(t, h.today().Before(*carried.CarriedTo()))
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[2]), "it is open, and carried")
	h.runs(a, "leaves it")
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[2]))

	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(matched.Groups[0], "undo"))
	require.NoError(t, err)
	require.Equal(t, domain.CaseResolved, h.readCase(c.ID).State, "the line comes back to what is carried forward")
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[0]))

	single := h.puts(a, "three", ids[3])
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(single, "NOT_NEEDED"))
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "clear reconciling items")
	require.Equal(t, "CASE "+single.Key, h.lineStands(ids[3]), "refused, nothing is changed")
	_, err = h.service.ResolveCase(h.as(secondReconciler), becoming(single, "NOT_NEEDED"))
	require.NoError(t, err)
	require.Equal(t, "EXCLUDED "+single.Key, h.lineStands(ids[3]))
	require.True(t, value[bool](h, `SELECT held FROM recon_claim WHERE id = $1`, ids[3].UUID), "no run takes it")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'lines.left_out' AND subject_id = $1 AND authority <> ''`, single.ID.UUID))
	_, err = h.service.MatchLines(h.as(secondReconciler), matchInput(a, "left out", ids[3], ids[0]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "was left out")
	h.clean()
}

func TestReopenCase_TakesBackThatLinesWereLeftOut(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), bankLine("b2", "RE-100002", 900), ledgerLine("l1", "RE-100003", 700))
	c := h.puts(a, "one", ids[0], ids[1])
	act := func(version int, reason *string, key string) domain.ActInput {
		return domain.ActInput{ID: c.ID, Version: version, Reason: reason, IdempotencyKey: "reopen-" + key}
	}
	why := new("The bank has found the payer.")
	_, err := h.service.ReopenCase(h.as(reconciler), act(c.Version, why, "open"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "is open")
	_, err = h.service.ResolveCase(h.as(secondReconciler), becoming(c, "NOT_NEEDED"))
	require.NoError(t, err)
	resolved := h.readCase(c.ID)
	for name, refusal := range map[string]struct {
		who  string
		in   domain.ActInput
		code domain.Code
	}{
		"who may not":   {"emre.tasdemir", act(resolved.Version, why, "clerk"), domain.CodeNotFound},
		"no reason":     {reconciler, act(resolved.Version, nil, "silent"), domain.CodeInvalid},
		"a stale look":  {reconciler, act(resolved.Version-1, why, "stale"), domain.CodeStale},
		"who only sees": {"marit.holvaag", act(resolved.Version, why, "auditor"), domain.CodeForbidden},
	} {
		_, err := h.service.ReopenCase(h.as(refusal.who), refusal.in)
		require.Equal(t, refusal.code, domain.CodeOf(err), "%s: %v", name, err)
	}
	require.Equal(t, "EXCLUDED "+c.Key, h.lineStands(ids[0]), "refused, nothing is changed")

	_, err = h.service.ReopenCase(h.as(reconciler), act(resolved.Version, why, "again"))
	require.NoError(t, err)
	again := h.readCase(c.ID)
	require.Equal(t, domain.CaseOpen, again.State)
	require.Nil(t, again.Resolution)
	require.Equal(t, []string{"CASE " + c.Key, "CASE " + c.Key}, []string{h.lineStands(ids[0]), h.lineStands(ids[1])})
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'lines.taken_in' AND subject_id = $1 AND authority <> ''`, c.ID.UUID))
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "now it can be", ids[0], ids[2]))
	require.NoError(t, err)
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(again, "CARRIED_FORWARD"))
	require.NoError(t, err)
	_, err = h.service.ReopenCase(h.as(reconciler), act(h.readCase(c.ID).Version, why, "carried"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "left out", "what is carried forward is open")
	h.clean()
}

func TestReopenCase_LeavesACertifiedPeriodAlone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	h.line(a, 8, "BANK", r.Period.Last.AddDays(-2), 300)
	c := h.puts(a, "left-out", domain.ID{Kind: domain.NodeLine, Entity: 2, UUID: lineID(8)})
	_, err := h.service.ResolveCase(h.as(secondReconciler), becoming(c, "NOT_NEEDED"))
	require.NoError(t, err)
	h.exec(`INSERT INTO reconciliation (entity_id, id, version, account_id, period_id, state, ledger, supported, unexplained, data_hash, changes, updated_at)
		VALUES (2, $1, 1, $2, $3, 'CERTIFIED', 0, 0, 0, 'x', 0, now())`, r.ID.UUID, a.ID.UUID, r.PeriodID)
	_, err = h.service.ReopenCase(h.as(reconciler), domain.ActInput{ID: c.ID, Version: h.readCase(c.ID).Version, Reason: new("Found."), IdempotencyKey: "reopen-certified"})
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "is certified")
}

func TestUndoMatch_OpensTheCaseAgainThatTheMatchEnded(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), ledgerLine("l1", "RE-100002", 700))
	c := h.puts(a, "one", ids[0])
	matched, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "settles", ids[0], ids[1]))
	require.NoError(t, err)
	require.Equal(t, domain.CaseResolved, h.readCase(c.ID).State)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(matched.Groups[0], "undo"))
	require.NoError(t, err)
	again := h.readCase(c.ID)
	require.Equal(t, domain.CaseOpen, again.State)
	require.Nil(t, again.Resolution)
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[0]))
	require.Equal(t, "NEW", h.lineStands(ids[1]))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.reopened' AND subject_id = $1`, c.ID.UUID))
	h.clean()
}

func TestReconcile_OpensACaseForWhatIsAmbiguousWithItsRivals(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 700), bankLine("b2", "RE-100001", 700), ledgerLine("l1", "RE-100001", 700))
	h.runs(a, "first")
	require.Equal(t, map[string]int{"AMBIGUOUS": 3}, h.states(a))
	found := value[domain.UUID](h, `SELECT id FROM control_case WHERE category = 'ambiguous' AND state = 'OPEN'`)
	c := h.readCase(domain.ID{Kind: domain.NodeCase, Entity: a.ID.Entity, UUID: found})
	require.Contains(t, c.Title, "3 lines can be matched in several ways")
	require.Contains(t, c.Evidence, "Rivals by the rule")
	require.Contains(t, c.Evidence, "2026-11-03 ledger 7.00 EUR RE-100001")
	require.Equal(t, "AMBIGUOUS "+c.Key, h.lineStands(ids[0]))
	before := c.Version
	h.runs(a, "second")
	require.Equal(t, before, h.readCase(c.ID).Version, "what was found again changes nothing")
	_, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "decides", ids[0], ids[2]))
	require.NoError(t, err)
	h.runs(a, "third")
	require.Equal(t, domain.CaseResolved, h.readCase(c.ID).State)
	h.clean()
}
