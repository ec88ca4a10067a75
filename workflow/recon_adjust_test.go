package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/workflow"
)

// creditor approves write-offs of the German entity.
const creditor = "klaus.brandhorst"

func (h *house) writeOff(a *domain.ReconAccount, key string, lines ...domain.ID) domain.ProposeAdjustmentInput {
	h.t.Helper()
	return domain.ProposeAdjustmentInput{
		AccountID: a.ID, LineIds: lines, Kind: "FEE", AgainstAccountID: *h.account("DE01", "5300"), ReasonCode: "BANK_FEE",
		Reason: "The bank kept its fee for the quarter.", IdempotencyKey: "write-off-" + key,
	}
}

// adjustment is one as the treasury reads it.
func (h *house) adjustment(id domain.ID) *domain.MatchAdjustment {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(reconciler), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	a, ok := nodes[0].(*domain.MatchAdjustment)
	require.True(h.t, ok)
	return a
}

func (h *house) decision(id domain.ID, approve bool, key string) domain.DecideAdjustmentInput {
	h.t.Helper()
	in := domain.DecideAdjustmentInput{ID: id, Version: h.adjustment(id).Version, Approve: approve, IdempotencyKey: "decision-" + key}
	if !approve {
		in.Comment = new("The bank owes us this fee.")
	}
	return in
}

func TestProposeAdjustment_HoldsItsLinesUntilSomebodyElseApproves(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "FEE-Q4", -450), bankLine("b2", "FEE-Q5", -6_000_000), bankLine("b3", "RE-1", 700), ledgerLine("l3", "RE-1", 700))
	_, err := h.service.ProposeAdjustment(h.as(reconciler), h.writeOff(a, "no right", ids[0]))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "too much", ids[1]))
	refused(t, err, domain.CodeOverLimit)
	_, err = h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "ties", ids[2], ids[3]))
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.ProposeAdjustment(h.as("emre.tasdemir"), h.writeOff(a, "stranger", ids[0]))
	refused(t, err, domain.CodeNotFound)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM adjustment`))

	done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(t, err)
	again, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(t, err)
	require.Equal(t, done, again, "the same key is the same act")
	got := h.adjustment(done.Adjustment)
	require.Equal(t, "PROPOSED", got.State)
	require.Equal(t, int64(-450), got.Amount.Minor)
	require.Equal(t, []string{"1200", "5300"}, []string{got.Lines[0].Account, got.Lines[1].Account})
	require.Zero(t, got.Lines[0].Amount.Add(got.Lines[1].Amount).Minor)
	require.Equal(t, domain.GroupSuggested, got.Group.State)
	require.Equal(t, got.Amount, got.Group.Remainder)

	h.runs(a, "a run leaves it alone")
	require.Equal(t, map[string]int{"SUGGESTED": 1, "CASE": 1, "MATCHED": 2}, h.states(a))
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "taken", ids[0], ids[1]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "Oskar Fenwald")
	_, err = h.service.AcceptMatch(h.as(reconciler), h.actOn(got.Group.ID, "accept"))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.DecideAdjustment(h.as(secondReconciler), h.decision(got.ID, true, "own"))
	require.Contains(t, []domain.Code{domain.CodeForbidden, domain.CodeDutyConflict}, domain.CodeOf(err))

	yes := h.decision(got.ID, true, "yes")
	_, err = h.service.DecideAdjustment(h.as(creditor), yes)
	require.NoError(t, err)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(got.ID, false, "late"))
	refused(t, err, domain.CodeWrongState)
	got = h.adjustment(done.Adjustment)
	require.Equal(t, "Klaus Brandhorst", got.Decider.Name)
	require.Equal(t, domain.GroupApproved, got.Group.State)
	require.Equal(t, map[string]int{"CASE": 1, "MATCHED": 3}, h.states(a))
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(got.Group.ID, "undo"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, got.Key)
	require.Equal(t, 2, value[int](h, `SELECT count(DISTINCT kind)::int FROM event WHERE subject_id = $1 AND kind IN ('adjustment.proposed', 'adjustment.approved') AND authority <> ''`, got.ID.UUID))
	h.runs(a, "and a run proves that all of it ties")
	h.clean()
}

func TestDecideAdjustment_RejectedItsLinesAreOpenAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "FEE-Q4", -450), bankLine("b2", "RE-100001", 9_850), ledgerLine("l2", "RE-100001", 10_000))
	h.runs(a, "a rule explains a fee")
	before := h.standings(a)
	done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(t, err)
	require.False(t, h.adjustment(done.Adjustment).CaseID.IsZero(), "its line was in a case")
	silent := h.decision(done.Adjustment, false, "silent")
	silent.Comment = nil
	_, err = h.service.DecideAdjustment(h.as(creditor), silent)
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(done.Adjustment, false, "no"))
	require.NoError(t, err)
	h.exec(`UPDATE adjustment SET state = 'WITHDRAWN', decided_by = NULL WHERE id = $1`, done.Adjustment.UUID) // not what this compares
	require.Equal(t, before, h.standings(a), "as if it had never been proposed")

	rules := domain.ID{Kind: domain.NodeAdjustment, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM adjustment WHERE prepared_by IS NULL`)}
	require.Equal(t, "PROPOSED", h.adjustment(rules).State)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(rules, false, "rule"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"CASE": 1, "NEW": 2}, h.states(a), "a difference does not stand without the entry that explains it")
	h.runs(a, "and is not found again")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_claim WHERE state = 'MATCHED'`))
	h.clean()
}

func TestDecideAdjustment_OfARuleStandsWithItsMatch(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b2", "RE-100001", 9_850), ledgerLine("l2", "RE-100001", 10_000))
	h.runs(a, "a rule explains a fee")
	page, err := h.service.Adjustments(h.as(creditor), domain.AdjustmentFilter{State: []string{"PROPOSED"}, AccountID: &a.ID}, workflow.List{Page: domain.PageRequest{First: 10}, Counted: true})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	one := page.Items[0]
	can, err := h.service.CanAdjustment(h.as(creditor), one, nil)
	require.NoError(t, err)
	require.True(t, can[0].Allowed, "%+v", can[0])
	can, err = h.service.CanAdjustment(h.as(reconciler), one, nil)
	require.NoError(t, err)
	require.False(t, can[0].Allowed)
	none, err := h.service.Adjustments(h.as("emre.tasdemir"), domain.AdjustmentFilter{}, workflow.List{Page: domain.PageRequest{First: 10}})
	require.NoError(t, err)
	require.Empty(t, none.Items, "who does not see the account does not see what is booked on it")
	mine := true
	none, err = h.service.Adjustments(h.as(creditor), domain.AdjustmentFilter{Mine: &mine}, workflow.List{Page: domain.PageRequest{First: 10}})
	require.NoError(t, err)
	require.Empty(t, none.Items)

	stale := h.decision(one.ID, true, "stale")
	stale.Version++
	_, err = h.service.DecideAdjustment(h.as(creditor), stale)
	refused(t, err, domain.CodeStale)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(one.ID, true, "yes"))
	require.NoError(t, err)
	got := h.adjustment(one.ID)
	require.Equal(t, domain.GroupMatched, got.Group.State)
	require.Equal(t, map[string]int{"MATCHED": 2}, h.states(a))
	_, err = h.pool.AsApp(t).Exec(t.Context(), `UPDATE adjustment SET decided_by = prepared_by, prepared_at = prepared_at`)
	require.Error(t, err, "who prepared it is not altered, and never who decided")
	h.clean()
}

func TestAdjustment_WhoCertifiesAPeriodClearsNoneOfItsItems(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES (gen_random_uuid(), $1, 'reconciliation_reviewer', '{2}', '2020-01-01')`, h.person(reconciler))
	h.exec(`UPDATE world SET authz = authz + 1`)
	h.line(a, 5, "BANK", r.Period.Last.AddDays(-3), -450)
	line := domain.ID{Kind: domain.NodeLine, Entity: 2, UUID: lineID(5)}
	r = h.period(a, r.PeriodID)
	_, err := h.service.ProposeAdjustment(h.as(reconciler), h.writeOff(a, "first", line))
	require.NoError(t, err)
	r = h.period(a, r.PeriodID)
	in := certify(r, domain.SignPreparer, "after clearing")
	in.Note = new("Only the fee is still on its way.")
	_, err = h.service.Certify(h.as(reconciler), in)
	require.Contains(t, refused(t, err, domain.CodeDutyConflict).Message, "clear")
}

// postsEntry posts what waits, as the workers do.
func (h *house) postsEntry(id domain.ID) error {
	h.t.Helper()
	posting := value[domain.UUID](h, `SELECT id FROM posting WHERE adjustment_id = $1`, id.UUID)
	return h.service.PostDocument(h.t.Context(), domain.PostDocument{Entity: id.Entity, Posting: posting})
}

// approvedEntry is a write-off that two people agreed on.
func (h *house) approvedEntry() domain.ID {
	h.t.Helper()
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "FEE-Q4", -450))
	done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(h.t, err)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(done.Adjustment, true, "yes"))
	require.NoError(h.t, err)
	return done.Adjustment
}

func TestPostDocument_AnAdjustmentIsBookedOnceWhateverIsLostOnTheWay(t *testing.T) {
	t.Parallel()
	for _, kind := range []fileledger.FaultKind{"", fileledger.FaultLost, fileledger.FaultDropped, fileledger.FaultLate} {
		h := setup(t)
		id := h.approvedEntry()
		if kind != "" {
			h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: kind, Times: 1})
		}
		require.NoError(t, h.postsEntry(id), kind)
		h.later(time.Minute)
		require.NoError(t, h.postsEntry(id), kind)
		require.NoError(t, h.postsEntry(id), "once more changes nothing")
		got := h.adjustment(id)
		require.Equal(t, "POSTED", got.State, kind)
		require.NotEmpty(t, *got.Reference)
		require.Equal(t, domain.PostingConfirmed, got.Posting.State)
		require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND kind = 'adjustment.posted'`, id.UUID))
		entries := h.books("DE01")
		require.Len(t, entries, 1, kind)
		for _, part := range []string{`"` + got.Key + `"`, `"JOURNAL"`, `"1200"`, `"5300"`} {
			require.Contains(t, entries[0], part, kind)
		}
		h.clean()
	}
}

func TestPostDocument_ACrashBetweenLedgerAndRecordFindsTheEntryAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.approvedEntry()
	require.NoError(t, h.postsEntry(id))
	// As if the process had died after the ledger took it and before that was recorded.
	h.exec(`UPDATE posting SET state = 'SENT', reference = NULL, posted_at = NULL, updated_at = now() - interval '1 hour' WHERE adjustment_id = $1`, id.UUID)
	h.exec(`UPDATE adjustment SET state = 'APPROVED', reference = NULL WHERE id = $1`, id.UUID)
	resumed, err := h.service.ResumePostings(t.Context(), time.Second)
	require.NoError(t, err)
	require.Equal(t, 1, resumed)
	require.Equal(t, "POSTED", h.adjustment(id).State)
	require.Len(t, h.books("DE01"), 1)
}

func TestRetryAdjustment_AfterTheLedgerRefused(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.approvedEntry()
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultClosed, Times: 1})
	require.NoError(t, h.postsEntry(id))
	got := h.adjustment(id)
	require.Equal(t, "APPROVED", got.State)
	require.Equal(t, domain.PostingRefused, got.Posting.State)
	require.Equal(t, "unposted", value[string](h, `SELECT category FROM control_case WHERE subject_id = $1`, id.UUID))
	again := domain.ActInput{ID: id, Version: got.Version, IdempotencyKey: "retry-of-entry"}
	_, err := h.service.RetryAdjustment(h.as(creditor), again)
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.RetryAdjustment(h.as("greta.sundermoor"), again)
	require.NoError(t, err)
	require.NoError(t, h.postsEntry(id))
	require.Equal(t, "POSTED", h.adjustment(id).State)
	again.IdempotencyKey, again.Version = "retry-of-posted", 0
	_, err = h.service.RetryAdjustment(h.as("greta.sundermoor"), again)
	refused(t, err, domain.CodeWrongState)
	h.clean()
}

func TestPostDocument_AnAdjustmentWhoseApproverMayNoLongerIsNotPosted(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.approvedEntry()
	h.exec(`UPDATE role_grant SET valid_to = now() - interval '1 second' WHERE person_id = $1`, h.person(creditor))
	h.exec(`UPDATE world SET authz = authz + 1`)
	require.NoError(t, h.postsEntry(id))
	got := h.adjustment(id)
	require.Equal(t, domain.PostingRefused, got.Posting.State)
	require.Contains(t, *got.Posting.Problem, "Klaus Brandhorst")
	require.Empty(t, h.books("DE01"))
}

// adds proves that the account adds up, with this much on its way to the ledger.
func (h *house) adds(account domain.ID, underway int64) {
	h.t.Helper()
	e := h.reconAccount(account).Equation
	require.NotNil(h.t, e.LedgerTies)
	require.True(h.t, *e.LedgerTies, "%+v", e)
	require.Equal(h.t, underway, e.Entries.Minor)
}

func TestPullLedger_AnEntryThatComesBackIsNoOpenItem(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.approvedEntry()
	a := h.reconAccount(domain.ID{Kind: domain.NodeReconAccount, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM recon_account`)})
	h.exec(`INSERT INTO bank_statement (entity_id, id, version, account_id, source, number, format, provisional, first_day, last_day, currency, opening, closing, entries, moves, file_id, sha256, imported_at)
		VALUES (2, gen_random_uuid(), 1, $1, 'BANK', '1', 'camt.053', false, '2026-11-01', '2026-11-30', 'EUR', 10000, 9550, 1, -450, gen_random_uuid(), 'x', now())`, a.ID.UUID)
	h.adds(a.ID, -450)
	require.NoError(t, h.postsEntry(id))
	h.adds(a.ID, -450)
	for range 2 {
		require.NoError(t, h.service.PullLedger(h.system("clock")))
	}
	require.Equal(t, map[string]int{"MATCHED": 2}, h.states(a), "it ties itself to its adjustment")
	got := h.adjustment(id)
	require.NotNil(t, got.Entry)
	require.Equal(t, got.Amount, got.Entry.Amount)
	require.Equal(t, domain.GroupApproved, got.Group.State)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND kind = 'adjustment.listed'`, id.UUID))
	h.adds(a.ID, 0)
	require.Zero(t, h.reconAccount(a.ID).Open)

	nodes, err := h.service.Nodes(h.as(reconciler), []domain.ID{got.Entry.ID}, workflow.PartGroup)
	require.NoError(t, err)
	l, ok := nodes[0].(*domain.Line)
	require.True(t, ok)
	require.Equal(t, []domain.ReconReason{{Label: "The ledger lists the entry " + got.Key, Weight: 1}}, l.Group.Reasons)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(l.Group.ID, "undo of an entry"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, got.Key)
	h.loads(a, bankLine("b9", "RE-1", 700), ledgerLine("l9", "RE-1", 700))
	run := h.runs(a, "and a run proves that all of it ties")
	require.Equal(t, domain.JobDone, run.State)
	require.Equal(t, map[string]int{"MATCHED": 4}, h.states(a))
	h.clean()
}

func TestPullLedger_AnEntryOfAnotherAmountStaysOpen(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.approvedEntry()
	a := h.reconAccount(domain.ID{Kind: domain.NodeReconAccount, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM recon_account`)})
	require.NoError(t, h.postsEntry(id))
	h.exec(`UPDATE adjustment SET minor = -451 WHERE id = $1`, id.UUID)
	require.NoError(t, h.service.PullLedger(h.system("clock")))
	require.Equal(t, map[string]int{"MATCHED": 1, "NEW": 1}, h.states(a), "what is not what was agreed on is looked at by somebody")
	require.Nil(t, h.adjustment(id).Entry)
}

func TestDecideAdjustment_OfTwoPeopleAtOneOneDecides(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from, limit_minor, limit_currency) SELECT gen_random_uuid(), $1, role_key, entities, valid_from, limit_minor, limit_currency
		FROM role_grant WHERE person_id = $2`, h.person("ulrike.hagenau"), h.person(creditor))
	h.exec(`UPDATE world SET authz = authz + 1`)
	a := h.reconcile("1200", "DE02120300000000202051")
	for i := range 15 {
		ids := h.loads(a, bankLine(fmt.Sprint("b", i), fmt.Sprint("FEE-", i), int64(-450-i)))
		done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, fmt.Sprint("race", i), ids[0]))
		require.NoError(t, err)
		yes, no := h.decision(done.Adjustment, true, fmt.Sprint("yes", i)), h.decision(done.Adjustment, false, fmt.Sprint("no", i))
		errs := together(
			func() error { _, err := h.service.DecideAdjustment(h.as(creditor), yes); return err },
			func() error { _, err := second.DecideAdjustment(h.as("ulrike.hagenau"), no); return err },
			func() error {
				_, err := second.WithdrawAdjustment(h.as(secondReconciler), domain.ActInput{ID: done.Adjustment, Version: yes.Version, Reason: new("It was the wrong line after all."), IdempotencyKey: fmt.Sprint("withdrawn-", i)})
				return err
			},
		)
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
				continue
			}
			require.Contains(t, []domain.Code{domain.CodeStale, domain.CodeWrongState}, domain.CodeOf(err), err)
		}
		require.Equal(t, 1, won, "%v", errs)
		state := h.adjustment(done.Adjustment).State
		require.Equal(t, map[bool]int{true: 1, false: 0}[state == "APPROVED"], value[int](h, `SELECT count(*)::int FROM posting WHERE adjustment_id = $1`, done.Adjustment.UUID), state)
	}
	h.clean()
}

func TestWithdrawAdjustment_ByWhoPreparedItUntilItIsDecided(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "FEE-Q4", -450), bankLine("b2", "RE-100001", 9_850), ledgerLine("l2", "RE-100001", 10_000), bankLine("b3", "X-1", 9_900), ledgerLine("l3", "Y-1", 10_000))
	h.runs(a, "a rule explains a fee")
	before := h.standings(a)
	back := func(id domain.ID, key string) domain.ActInput {
		return domain.ActInput{ID: id, Version: h.adjustment(id).Version, Reason: new("The bank will pay the fee back."), IdempotencyKey: "withdraw-" + key}
	}
	done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(t, err)
	_, err = h.service.WithdrawAdjustment(h.as(creditor), back(done.Adjustment, "another"))
	refused(t, err, domain.CodeForbidden)
	silent := back(done.Adjustment, "silent")
	silent.Reason = nil
	_, err = h.service.WithdrawAdjustment(h.as(secondReconciler), silent)
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.WithdrawAdjustment(h.as(secondReconciler), back(done.Adjustment, "own"))
	require.NoError(t, err)
	require.Equal(t, before, h.standings(a), "as if it had never been proposed")
	require.Equal(t, "The bank will pay the fee back.", *h.adjustment(done.Adjustment).Comment)
	_, err = h.service.WithdrawAdjustment(h.as(secondReconciler), back(done.Adjustment, "again"))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(done.Adjustment, true, "late"))
	refused(t, err, domain.CodeWrongState)

	of := domain.ID{Kind: domain.NodeAdjustment, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM adjustment WHERE prepared_by IS NULL`)}
	_, err = h.service.WithdrawAdjustment(h.as(secondReconciler), back(of, "a rule's"))
	refused(t, err, domain.CodeWrongState)

	match := matchInput(a, "with a difference", ids[3], ids[4])
	match.ReasonCode = new("FEE")
	matched, err := h.service.MatchLines(h.as(secondReconciler), match)
	require.NoError(t, err)
	mine := domain.ID{Kind: domain.NodeAdjustment, Entity: 2, UUID: value[domain.UUID](h, `SELECT adjustment_id FROM match_group WHERE id = $1`, matched.Groups[0].UUID)}
	_, err = h.service.WithdrawAdjustment(h.as(secondReconciler), back(mine, "of a match"))
	require.NoError(t, err)
	require.Equal(t, before, h.standings(a), "its match falls with it")
	h.clean()
}
