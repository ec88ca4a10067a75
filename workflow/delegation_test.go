package workflow_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// lent is what Ulrike Hagenau lends Sören Plagge for a week in Dortmund: both answer for cost centres there.
func (h *house) lent() domain.DelegateInput {
	h.t.Helper()
	return domain.DelegateInput{
		ToID: h.user("soeren.plagge"), Actions: []domain.Action{domain.ApproveInvoice}, EntityIds: []domain.ID{domain.EntityNode(h.entity("DE01"))},
		ValidTo: h.now().Add(7 * 24 * time.Hour), Reason: "On leave.", IdempotencyKey: h.key("delegate"),
	}
}

func (h *house) delegate(local string, in domain.DelegateInput) domain.ID {
	h.t.Helper()
	done, err := h.service.Delegate(h.as(local), in)
	require.NoError(h.t, err)
	return done.Delegation
}

// inbox is what waits for somebody, by the numbers of the invoices.
func (h *house) inbox(local string) map[string]*domain.Task {
	h.t.Helper()
	page, err := h.service.Inbox(h.as(local), domain.TaskFilter{}, workflow.List{Page: domain.PageRequest{First: 100}})
	require.NoError(h.t, err)
	counts, err := h.service.InboxCounts(h.as(local))
	require.NoError(h.t, err)
	open := 0
	for _, c := range counts {
		open += c.Open
	}
	require.Equal(h.t, len(page.Items), open, "the count is of what is shown")
	list := map[string]*domain.Task{}
	for _, t := range page.Items {
		require.NotContains(h.t, list, t.Subject.Number, "a task is shown once")
		list[t.Subject.Number] = t
	}
	return list
}

// forWhom is for whom somebody would do a task, "" in their own right.
func (h *house) forWhom(local string, t *domain.Task) string {
	h.t.Helper()
	u, err := h.service.OnBehalfOf(h.as(local), t)
	require.NoError(h.t, err)
	if u == nil {
		return ""
	}
	return u.Name
}

// decideFor decides the open step of an invoice on somebody's behalf.
func (h *house) decideFor(by, of string, inv *domain.Invoice) error {
	h.t.Helper()
	in := decision(step(h.invoice(inv.ID)), domain.DecideApprove)
	id := h.user(of)
	in.OnBehalfOfID, in.IdempotencyKey = &id, h.key("decide")
	_, err := h.service.DecideTask(h.as(by), in)
	return err
}

func TestDelegate_ShowsAndDecidesOnBehalfWithBothNames(t *testing.T) {
	t.Parallel()
	h := setup(t)
	before := h.enter(bill{number: "RE-before"})
	h.delegate("ulrike.hagenau", h.lent())
	after := h.enter(bill{number: "RE-after"})
	for _, number := range []string{"RE-before", "RE-after"} {
		task := h.inbox("soeren.plagge")[number]
		require.NotNil(t, task, number)
		require.Equal(t, "Ulrike Hagenau", h.forWhom("soeren.plagge", task))
		can, err := h.service.CanTask(h.as("soeren.plagge"), task, nil)
		require.NoError(t, err)
		require.True(t, can[0].Allowed, "%v", can[0].Reasons)
		require.Contains(t, can[0].Paths[0].Sentence, "for Ulrike Hagenau, by delegation")
	}
	require.Equal(t, "", h.forWhom("ulrike.hagenau", step(before)))

	_, err := h.service.DecideTask(h.as("soeren.plagge"), decision(step(after), domain.DecideApprove))
	refused(t, err, domain.CodeForbidden) // in his own right he is not asked
	require.NoError(t, h.decideFor("soeren.plagge", "ulrike.hagenau", after))
	inv := h.invoice(after.ID)
	d := inv.Tasks[0].Decision
	require.Equal(t, "Sören Plagge", d.ActorName)
	require.Equal(t, "Ulrike Hagenau", d.OnBehalfOf.Name)
	require.Contains(t, d.Authority, "for Ulrike Hagenau, by delegation until")
	require.Equal(t, "Sören Plagge for Ulrike Hagenau approved step 1 of 1: everybody needed has agreed.",
		value[string](h, `SELECT text FROM event WHERE kind = 'invoice.approved'`))
	require.Equal(t, h.person("ulrike.hagenau"), value[domain.UUID](h, `SELECT on_behalf_of FROM event WHERE kind = 'invoice.approved'`))
	require.Equal(t, 2, value[int](h, `SELECT count(DISTINCT person)::int FROM duty_use WHERE chain = $1 AND rule = 'SOD-009' AND side = 'R'`, inv.ID.UUID))
	story := inv.Timeline()
	require.True(t, slices.ContainsFunc(story, func(e *domain.TimelineEntry) bool { return e.Event != nil && e.Event.OnBehalf.Name == "Ulrike Hagenau" }))
	require.Equal(t, domain.StatePosted, h.post(inv).State)
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-after")
	require.Contains(t, h.inbox("soeren.plagge"), "RE-before")
	h.clean()
}

func TestDelegate_BeginsAndEndsByItself(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.lent()
	from := h.now().Add(48 * time.Hour)
	in.ValidFrom = &from
	h.delegate("ulrike.hagenau", in)
	inv := h.enter(bill{number: "RE-1"})
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-1")
	err := h.decideFor("soeren.plagge", "ulrike.hagenau", inv)
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "begins on")
	h.later(49 * time.Hour)
	require.Contains(t, h.inbox("soeren.plagge"), "RE-1")
	h.later(7 * 24 * time.Hour)
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-1")
	err = h.decideFor("soeren.plagge", "ulrike.hagenau", inv)
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "ended on")
	require.Contains(t, h.inbox("ulrike.hagenau"), "RE-1")
	h.clean()
}

func TestDelegate_LendsNoMoreThanBothHave(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.lent()
	in.Limit = &domain.MoneyInput{Amount: domain.MustDecimal("1000"), Currency: "EUR"}
	h.delegate("ulrike.hagenau", in)
	small, large := h.enter(bill{number: "RE-small", net: 500_00}), h.enter(bill{number: "RE-large", net: 2_000_00})
	list := h.inbox("soeren.plagge")
	require.Contains(t, list, "RE-small")
	require.NotContains(t, list, "RE-large")
	refused(t, h.decideFor("soeren.plagge", "ulrike.hagenau", large), domain.CodeOverLimit)
	require.NoError(t, h.decideFor("soeren.plagge", "ulrike.hagenau", small))
}

func TestDelegate_RefusesWhatOneDoesNotHold(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.rewritten("ap_clerk", domain.ViewInvoice, domain.EnterInvoice, domain.Delegate)
	_, err := h.service.Delegate(h.as("emre.tasdemir"), h.lent()) // a clerk, who approves nothing
	refusal := refused(t, err, domain.CodeForbidden)
	require.Contains(t, refusal.Message, "You have no standing right of this kind in DE01")
}

func TestDelegate_CountsBothPeople(t *testing.T) {
	t.Parallel()
	h := setup(t)
	// Dieter Moosbrugger takes the second step; he lends to Ulrike Hagenau, who takes the first.
	in := h.lent()
	in.ToID = h.user("ulrike.hagenau")
	h.delegate("dieter.moosbrugger", in)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	err := h.decideFor("ulrike.hagenau", "dieter.moosbrugger", inv)
	require.Contains(t, refused(t, err, domain.CodeDutyConflict).Message, "You decided step 1 already")

	// Nor may somebody's delegate take a step after they took one themselves.
	h.delegate("klaus.brandhorst", func() domain.DelegateInput {
		in := h.lent()
		in.ToID = h.user("soeren.plagge")
		return in
	}())
	other := h.enter(bill{net: 6_000_00})
	h.exec(`UPDATE task SET candidates = candidates || $2::uuid WHERE invoice_id = $1`, other.ID.UUID, h.person("klaus.brandhorst"))
	h.decide(other, "klaus.brandhorst", domain.DecideApprove)
	err = h.decideFor("soeren.plagge", "klaus.brandhorst", other)
	require.Contains(t, refused(t, err, domain.CodeDutyConflict).Message, "Klaus Brandhorst decided step 1 already")
}

func TestDelegate_BarsWhatEitherTouched(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.delegate("ulrike.hagenau", h.lent())
	h.holds("soeren.plagge", "ap_clerk") // by mistake
	inv := h.enter(bill{by: "soeren.plagge", number: "RE-own"})
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-own", "what they entered is not shown to them as a delegate")
	err := h.decideFor("soeren.plagge", "ulrike.hagenau", inv)
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	h.holds("ulrike.hagenau", "ap_clerk")
	hers := h.enter(bill{by: "ulrike.hagenau"})
	h.exec(`UPDATE task SET candidates = $2 WHERE invoice_id = $1`, hers.ID.UUID, []domain.UUID{h.person("ulrike.hagenau")})
	err = h.decideFor("soeren.plagge", "ulrike.hagenau", hers)
	refusal := refused(t, err, domain.CodeDutyConflict)
	require.Equal(t, "SOD-009", refusal.Details["rule"])
	require.Contains(t, refusal.Message, "Ulrike Hagenau entered", "it says which of the two stands in the way")
}

func TestDelegate_RefusesChainsCirclesOneselfNoEndAndThePast(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.delegate("ulrike.hagenau", h.lent())
	with := func(change func(*domain.DelegateInput)) domain.DelegateInput {
		in := h.lent()
		in.ToID = h.user("birgit.wuelfing")
		change(&in)
		return in
	}
	past := h.now().Add(-time.Hour)
	for name, c := range map[string]struct {
		by    string
		in    domain.DelegateInput
		code  domain.Code
		field string
		says  string
	}{
		"a chain":          {"soeren.plagge", with(func(*domain.DelegateInput) {}), domain.CodeInvalid, "toId", "do not chain"},
		"a circle":         {"soeren.plagge", with(func(in *domain.DelegateInput) { in.ToID = h.user("ulrike.hagenau") }), domain.CodeInvalid, "toId", "do not chain"},
		"to who lent on":   {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ToID = h.user("ulrike.hagenau") }), domain.CodeInvalid, "toId", "do not chain"},
		"oneself":          {"birgit.wuelfing", with(func(*domain.DelegateInput) {}), domain.CodeInvalid, "toId", "yourself"},
		"who has left":     {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ToID = h.user("rainer.ostkamp") }), domain.CodeInvalid, "toId", "works here"},
		"no end":           {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ValidTo = time.Time{} }), domain.CodeInvalid, "validTo", "must end"},
		"the past":         {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ValidFrom = &past }), domain.CodeInvalid, "validFrom", "dated back"},
		"too long":         {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ValidTo = h.now().AddDate(0, 4, 0) }), domain.CodeInvalid, "validTo", "92 days"},
		"nothing":          {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.Actions = nil }), domain.CodeInvalid, "actions", "which rights"},
		"what nobody does": {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.Actions = []domain.Action{domain.GrantRole} }), domain.CodeInvalid, "actions", "cannot be delegated"},
		"without a reason": {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.Reason = "" }), domain.CodeInvalid, "reason", "Say why"},
		"another entity":   {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.EntityIds = []domain.ID{domain.EntityNode(3)} }), domain.CodeForbidden, "", "covers DE01"},
		"who has no right there": {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ToID = h.user("elodie.vasseurin") }),
			domain.CodeInvalid, "entityIds", "no right of their own in DE01"},
		"a clerk":          {"henrik.steinkamp", with(func(in *domain.DelegateInput) { in.ToID = h.user("jana.koehlert") }), domain.CodeDutyConflict, "", "SOD-009"},
		"who may not lend": {"jana.koehlert", with(func(*domain.DelegateInput) {}), domain.CodeForbidden, "", "delegate rights"},
	} {
		_, err := h.service.Delegate(h.as(c.by), c.in)
		require.Equal(t, c.code, domain.CodeOf(err), "%s: %v", name, err)
		refusal := refused(t, err, c.code)
		require.Equal(t, c.field, refusal.Field, name)
		require.Contains(t, refusal.Message, c.says, name)
	}
	_, err := h.service.Delegate(h.system("clock"), h.lent())
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM delegation`))
}

func TestRevokeDelegation_EndsItAtOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	id := h.delegate("ulrike.hagenau", h.lent())
	inv := h.enter(bill{number: "RE-1"})
	_, err := h.service.RevokeDelegation(h.as("birgit.wuelfing"), act(id, 1, "Mine now."))
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.RevokeDelegation(h.as("marit.holvaag"), act(id, 1, "Mine now."))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.RevokeDelegation(h.as("ulrike.hagenau"), act(id, 7, "Back."))
	refused(t, err, domain.CodeStale)
	_, err = h.service.RevokeDelegation(h.as("ulrike.hagenau"), act(id, 1, "Back early."))
	require.NoError(t, err)
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-1")
	refused(t, h.decideFor("soeren.plagge", "ulrike.hagenau", inv), domain.CodeForbidden)
	list, err := h.service.Delegations(h.as("ulrike.hagenau"), nil, nil)
	require.NoError(t, err)
	require.Equal(t, []any{domain.DelegationRevoked, 2}, []any{list[0].State, list[0].Version})
	_, err = h.service.RevokeDelegation(h.as("ulrike.hagenau"), act(id, 1, "Again."))
	require.Error(t, err)

	later := h.lent()
	from := h.now().Add(24 * time.Hour)
	later.ValidFrom = &from
	planned := h.delegate("ulrike.hagenau", later)
	_, err = h.service.RevokeDelegation(h.as("soeren.plagge"), act(planned, 1, "I am away, too."))
	require.NoError(t, err, "who received it can give it back")
	list, err = h.service.Delegations(h.as("marit.holvaag"), nil, nil)
	require.NoError(t, err)
	require.Len(t, list, 2)
	require.Equal(t, domain.DelegationRevoked, list[0].State, "what never began stays in the register")
	h.clean()
}

func TestDelegation_EndsWithTheRightThatItRestsOn(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.delegate("ulrike.hagenau", h.lent())
	h.enter(bill{number: "RE-1"})
	h.take(h.withdrawn("ulrike.hagenau", "cost_center_owner"))
	require.NotContains(t, h.inbox("soeren.plagge"), "RE-1")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'delegation.lapsed'`))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM delegation WHERE recorded_to IS NULL AND valid_to > $1`, h.now()))

	in := h.lent()
	in.ToID = h.user("henrik.steinkamp")
	h.delegate("birgit.wuelfing", in)
	h.take(h.withdrawn("henrik.steinkamp", "cost_center_owner")) // the delegate's own
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'delegation.lapsed'`))
	h.clean()
}

func TestUndoDecision_TakesBackWhatWasDecidedForSomebody(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.delegate("ulrike.hagenau", h.lent())
	inv := h.enter(bill{})
	require.NoError(t, h.decideFor("soeren.plagge", "ulrike.hagenau", inv))
	require.Error(t, h.undo("ulrike.hagenau", h.invoice(inv.ID), 1), "it was not she who decided")
	require.NoError(t, h.undo("soeren.plagge", h.invoice(inv.ID), 1))
	require.Equal(t, domain.StateInReview, h.invoice(inv.ID).State)
	require.Equal(t, h.person("ulrike.hagenau"), value[domain.UUID](h, `SELECT on_behalf_of FROM event WHERE kind = 'decision.undone'`))
}

func TestPreviewDelegation_LooksBackThirtyDays(t *testing.T) {
	t.Parallel()
	h := setup(t)
	first, second := h.enter(bill{net: 6_000_00}), h.enter(bill{})
	h.decide(first, "ulrike.hagenau", domain.DecideApprove)
	h.decide(second, "ulrike.hagenau", domain.DecideApprove)
	h.enter(bill{})
	in := h.lent()
	in.ToID = h.user("dieter.moosbrugger")
	h.decide(first, "dieter.moosbrugger", domain.DecideApprove)
	p, err := h.service.PreviewDelegation(h.as("ulrike.hagenau"), in)
	require.NoError(t, err)
	require.Equal(t, []int{2, 1, 1}, []int{p.Decided, p.Barred, p.Waiting})
	require.Equal(t, "8330.00 EUR", p.Amount.String())
	require.Nil(t, p.Items[0].Barred)
	require.Contains(t, p.Items[1].Barred.Message, "another step")
	require.False(t, p.Blocked)
	in.ToID = h.user("jana.koehlert")
	p, err = h.service.PreviewDelegation(h.as("ulrike.hagenau"), in)
	require.NoError(t, err)
	require.True(t, p.Blocked)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM delegation`))
}
