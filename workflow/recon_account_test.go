package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// ofAccount says what a new account is like, from the ground up.
func (h *house) ofAccount(code, number string) domain.SaveReconAccountInput {
	h.t.Helper()
	name, kind := "Main account "+number, "BANK"
	e, err := h.service.EntityByCode(h.t.Context(), "DE01")
	require.NoError(h.t, err)
	return domain.SaveReconAccountInput{
		EntityID: &e.ID, AccountID: h.account("DE01", code), Name: &name, Kind: &kind, BankAccount: &number, IdempotencyKey: "account-" + code + number,
	}
}

// reconcile adds an account of entity 2 and reads it.
func (h *house) reconcile(code, number string) *domain.ReconAccount {
	h.t.Helper()
	done, err := h.service.SaveReconAccount(h.as("saskia.norholt"), h.ofAccount(code, number))
	require.NoError(h.t, err)
	return h.reconAccount(done.Account)
}

func (h *house) reconAccount(id domain.ID) *domain.ReconAccount {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("greta.sundermoor"), []domain.ID{id}, workflow.PartFeed|workflow.PartTallies|workflow.PartEquation|workflow.PartAging)
	require.NoError(h.t, err)
	a, ok := nodes[0].(*domain.ReconAccount)
	require.True(h.t, ok, "account %s", id)
	return a
}

func TestSaveReconAccount_AddsWithStandardsAndTellsIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02 1203 0000 0000 2020 51")
	require.Equal(t, "DE02120300000000202051", a.BankAccount)
	require.Equal(t, "DE•• •••• 2051", *a.Masked())
	require.Equal(t, []domain.ReconSource{domain.SourceBank, domain.SourceLedger}, a.Sources)
	require.Equal(t, "DAILY", a.Frequency)
	require.Equal(t, domain.Currency("EUR"), a.Currency)
	require.Equal(t, "Bank", a.Account.Name)
	require.Empty(t, a.Tallies)
	require.Nil(t, a.Equation.Closing)
	require.Len(t, a.OpenItems.Buckets, 5)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'recon_account.added' AND subject_id = $1 AND authority <> ''`, a.ID.UUID))
	again, err := h.service.SaveReconAccount(h.as("saskia.norholt"), h.ofAccount("1200", "DE02 1203 0000 0000 2020 51"))
	require.NoError(t, err)
	require.Equal(t, a.ID, again.Account, "the same key is the same act")
}

func TestSaveReconAccount_RefusesWhatBreaksARule(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	steward := h.as("saskia.norholt")
	for name, c := range map[string]struct {
		change func(*domain.SaveReconAccountInput)
		code   domain.Code
		field  string
	}{
		"one source":                {func(in *domain.SaveReconAccountInput) { in.Sources = []domain.ReconSource{"BANK"} }, domain.CodeInvalid, "sources"},
		"a source twice":            {func(in *domain.SaveReconAccountInput) { in.Sources = []domain.ReconSource{"BANK", "BANK"} }, domain.CodeInvalid, "sources"},
		"no account of a ledger":    {func(in *domain.SaveReconAccountInput) { in.AccountID = nil }, domain.CodeInvalid, "accountId"},
		"an hour too late":          {func(in *domain.SaveReconAccountInput) { hour := 24; in.DueHour = &hour }, domain.CodeInvalid, "dueHour"},
		"no kind":                   {func(in *domain.SaveReconAccountInput) { in.Kind = nil }, domain.CodeInvalid, "kind"},
		"no entity":                 {func(in *domain.SaveReconAccountInput) { in.EntityID = nil }, domain.CodeInvalid, "entityId"},
		"a currency of two letters": {func(in *domain.SaveReconAccountInput) { c := domain.Currency("EU"); in.Currency = &c }, domain.CodeInvalid, "currency"},
		"who left":                  {func(in *domain.SaveReconAccountInput) { p := h.user("rainer.ostkamp"); in.PreparerID = &p }, domain.CodeInvalid, "preparerId"},
		"one pair of eyes": {func(in *domain.SaveReconAccountInput) {
			p := h.user("greta.sundermoor")
			in.PreparerID, in.ReviewerID = &p, &p
		}, domain.CodeInvalid, "reviewerId"},
		"the number of another":   {func(in *domain.SaveReconAccountInput) { n := "de02 1203 0000 0000 2020 51"; in.BankAccount = &n }, domain.CodeDuplicate, "bankAccount"},
		"the same ledger account": {func(in *domain.SaveReconAccountInput) { in.AccountID = h.account("DE01", "1200") }, domain.CodeDuplicate, "accountId"},
	} {
		in := h.ofAccount("1400", "4711")
		in.IdempotencyKey = "refused " + name
		c.change(&in)
		_, err := h.service.SaveReconAccount(steward, in)
		require.Equal(t, c.field, refused(t, err, c.code).Field, name)
	}
	_, err := h.service.SaveReconAccount(h.as("greta.sundermoor"), h.ofAccount("1400", "4711"))
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM recon_account`))

	hour, version := 10, a.Version
	change := domain.SaveReconAccountInput{ID: &a.ID, Version: &version, DueHour: &hour, IdempotencyKey: "later hour"}
	_, err = h.service.SaveReconAccount(steward, change)
	require.NoError(t, err)
	require.Equal(t, 10, h.reconAccount(a.ID).DueHour)
	change.IdempotencyKey = "later hour again"
	_, err = h.service.SaveReconAccount(steward, change)
	refused(t, err, domain.CodeStale)
	other, version := domain.Currency("USD"), 2
	_, err = h.service.SaveReconAccount(steward, domain.SaveReconAccountInput{ID: &a.ID, Version: &version, Currency: &other, IdempotencyKey: "other currency"})
	refused(t, err, domain.CodeInvalid)
	h.exec(`INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		VALUES (2, gen_random_uuid(), $1, 'BANK', '2026-01-05', 100, 'EUR', '', '', '', now())`, a.ID.UUID)
	_, err = h.service.SaveReconAccount(steward, domain.SaveReconAccountInput{
		ID: &a.ID, Version: &version, Sources: []domain.ReconSource{"CARD", "LEDGER"}, IdempotencyKey: "without the bank"})
	require.Equal(t, "sources", refused(t, err, domain.CodeWrongState).Field)
}

func TestReconAccounts_AreSeenByThoseWhoWorkOnThem(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	for local, sees := range map[string]bool{
		"greta.sundermoor": true, "oskar.fenwald": true, "saskia.norholt": true, "marit.holvaag": true, "klaus.brandhorst": true,
		"emre.tasdemir": false, "ulrike.hagenau": false,
	} {
		page, err := h.service.ReconAccounts(h.as(local), domain.ReconFilter{}, workflow.List{Page: domain.PageRequest{First: 10}})
		require.NoError(t, err)
		require.Equal(t, sees, len(page.Items) == 1, local)
		nodes, err := h.service.Nodes(h.as(local), []domain.ID{a.ID}, 0)
		require.NoError(t, err)
		require.Equal(t, sees, nodes[0] != nil, local)
		_, err = h.service.ReconLines(h.as(local), domain.LineFilter{AccountID: a.ID}, workflow.List{Page: domain.PageRequest{First: 10}})
		if sees {
			require.NoError(t, err, local)
		} else {
			refused(t, err, domain.CodeNotFound)
		}
	}
}

func TestSaveReconAccount_KeepsFeeSchedulesThatRulesName(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	steward, version := h.as("saskia.norholt"), a.Version
	fee := func(key, percent, fixed string) *domain.FeeScheduleInput {
		p, err := domain.ParseDecimal(percent)
		require.NoError(t, err)
		f, err := domain.ParseDecimal(fixed)
		require.NoError(t, err)
		return &domain.FeeScheduleInput{Key: key, Percent: p, Fixed: f}
	}
	in := domain.SaveReconAccountInput{ID: &a.ID, Version: &version, IdempotencyKey: "bad fees", FeeSchedules: []*domain.FeeScheduleInput{fee("INFERRED", "101", "0.001"), fee("A_B", "1.234", "-1"), fee("A_B", "1", "0")}}
	_, err := h.service.SaveReconAccount(steward, in)
	require.Len(t, refused(t, err, domain.CodeInvalid).Details["violations"], 6)
	in.IdempotencyKey, in.FeeSchedules = "good fees", []*domain.FeeScheduleInput{fee("CARDS", "1.4", "0.25")}
	_, err = h.service.SaveReconAccount(steward, in)
	require.NoError(t, err)
	a = h.reconAccount(a.ID)
	require.Equal(t, "1.4 % and 0.25 EUR of each", a.Fees[0].Name())
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND kind = 'recon_account.changed' AND changes::text LIKE '%CARDS%'`, a.ID.UUID))

	rules := asInputs(a.ID.Entity, domain.StandardRules(a.Kind))
	for _, r := range rules {
		r.ID = nil
	}
	rules[0].Fee = new("CARDS_OF_OTHERS")
	_, err = domain.DraftRules(a, rules, map[domain.UUID]bool{})
	refused(t, err, domain.CodeInvalid)
	rules[0].Fee = new("CARDS")
	_, err = domain.DraftRules(a, rules, map[domain.UUID]bool{})
	require.NoError(t, err)
}

func TestCloseReconAccount_OnlyWhenNothingIsLeftToDo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-1", 700), ledgerLine("l1", "RE-1", 700))
	act := func(key string) domain.ActInput {
		in := domain.ActInput{ID: a.ID, Version: h.reconAccount(a.ID).Version, IdempotencyKey: "close-" + key, Reason: new("The bank account was given up at the end of the year.")}
		return in
	}
	steward := h.as("saskia.norholt")
	_, err := h.service.CloseReconAccount(steward, act("with open lines"))
	require.Equal(t, 2, refused(t, err, domain.CodeWrongState).Details["lines"])
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "all", ids...))
	require.NoError(t, err)
	_, err = h.service.CloseReconAccount(h.as(reconciler), act("no right"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.CloseReconAccount(h.as("emre.tasdemir"), act("stranger"))
	refused(t, err, domain.CodeNotFound)
	silent := act("silent")
	silent.Reason = nil
	_, err = h.service.CloseReconAccount(steward, silent)
	refused(t, err, domain.CodeInvalid)
	stale := act("stale")
	stale.Version++
	_, err = h.service.CloseReconAccount(steward, stale)
	refused(t, err, domain.CodeStale)

	_, err = h.service.CloseReconAccount(steward, act("yes"))
	require.NoError(t, err)
	a = h.reconAccount(a.ID)
	require.NotNil(t, a.ClosedAt)
	require.Equal(t, "Saskia Norholt", a.ClosedBy.Name)
	require.Equal(t, domain.FeedOnTime, a.Feed.State, "nothing is expected")
	_, err = h.service.CloseReconAccount(steward, act("again"))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.RunReconciliation(h.as(reconciler), domain.RunReconInput{AccountID: a.ID, IdempotencyKey: "run-of-closed"})
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "closed", ids...))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "closed", ids[0]))
	refused(t, err, domain.CodeWrongState)
	group := domain.ID{Kind: domain.NodeMatchGroup, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM match_group`)}
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(group, "of closed"))
	refused(t, err, domain.CodeWrongState)
	for _, c := range []struct {
		closed *bool
		n      int
	}{{nil, 0}, {new(false), 0}, {new(true), 1}} {
		page, err := h.service.ReconAccounts(steward, domain.ReconFilter{Closed: c.closed}, workflow.List{Page: domain.PageRequest{First: 10}})
		require.NoError(t, err)
		require.Len(t, page.Items, c.n)
	}

	_, err = h.service.ReopenReconAccount(steward, act("reopen"))
	require.NoError(t, err)
	require.Nil(t, h.reconAccount(a.ID).ClosedAt)
	_, err = h.service.ReopenReconAccount(steward, act("reopen again"))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(group, "of reopened"))
	require.NoError(t, err)
	h.clean()
}

func TestRemoveReconMapping_ForgetsItOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	act := func(key string) domain.ActInput {
		return domain.ActInput{ID: a.ID, Version: h.reconAccount(a.ID).Version, IdempotencyKey: "mapping-" + key, Reason: new("The bank writes its files otherwise now.")}
	}
	steward := h.as("saskia.norholt")
	_, err := h.service.RemoveReconMapping(steward, act("none"))
	refused(t, err, domain.CodeWrongState)
	h.exec(`UPDATE recon_account SET mapping = '{"decimal": ","}'`)
	_, err = h.service.RemoveReconMapping(h.as(reconciler), act("no right"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.RemoveReconMapping(steward, act("yes"))
	require.NoError(t, err)
	require.Empty(t, h.reconAccount(a.ID).Mapping)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND changes::text LIKE '%mapping%'`, a.ID.UUID))
	h.clean()
}

func TestCanReconAccount_WhoClearsItemsWithinALimitMayProposeEntries(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	may := func(person string) bool {
		t.Helper()
		answers, err := h.service.CanReconAccount(h.as(person), a, []domain.Action{domain.WriteOff})
		require.NoError(t, err)
		require.Len(t, answers, 1)
		return answers[0].Allowed
	}
	require.True(t, may(secondReconciler), "up to a limit is some")
	require.False(t, may(reconciler), "without the right there is no amount small enough")
}
