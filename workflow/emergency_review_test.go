package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// resolving is a resolution of a case.
func (h *house) resolving(c *domain.Case, code string) domain.ResolveCaseInput {
	return domain.ResolveCaseInput{ID: c.ID, Version: c.Version, Code: code, Note: "Compared with the ticket.", IdempotencyKey: h.key("resolve")}
}

// caseOf reads a case as who resolves it.
func (h *house) caseOf(id domain.ID) *domain.Case {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(approver), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.Case)
}

func TestEmergency_LiftsARuleAndFindsItBrokenOnBothSides(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.calls("ulrike.hagenau")
	inv := h.post(h.approve(h.enter(bill{}))) // Ulrike Hagenau approves
	in := h.override("posting_recovery")
	s := h.activated("ulrike.hagenau", in)
	require.Contains(t, s.Conflicts, "SOD-011", "the preview says what could happen")
	_, err := h.service.ReversePosting(h.as("ulrike.hagenau"), act(inv.ID, inv.Version, "Posted to the wrong year."))
	require.NoError(t, err)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM duty_use WHERE rule = 'SOD-011' AND person = $1 AND side = 'R' AND NOT binding AND chain = $2`,
		h.person("ulrike.hagenau"), inv.ID.UUID))
	require.Equal(t, "INC-20931", value[string](h, `SELECT data->>'emergency' FROM event WHERE kind = 'posting.reversal_asked'`))
	require.Contains(t, value[string](h, `SELECT authority FROM event WHERE kind = 'posting.reversal_asked'`), "as emergency access under INC-20931")

	s = h.ended("ulrike.hagenau", h.session(s.ID))
	require.Equal(t, domain.EmergencyFindings{Acts: 1, Broken: []string{"SOD-011"}, Held: []string{}}, s.Findings)
	require.Equal(t, 5, s.Score)
	require.False(t, s.Empty())
	require.Contains(t, s.Review.Evidence, "SOD-011 (Approve invoices / Post invoices or release payments, high)")
	var told []string
	for _, e := range s.Events {
		told = append(told, e.Kind)
	}
	require.Contains(t, told, "posting.reversal_asked", "what was done is found by the ticket")

	_, err = h.service.ReversePosting(h.as("ulrike.hagenau"), again(act(inv.ID, h.invoice(inv.ID).Version, "Once more.")))
	refused(t, err, domain.CodeForbidden)
	h.clean()
}

func TestEmergency_KeepsCriticalRulesAndFlagsTheRefusal(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.calls("ulrike.hagenau")
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	s := h.activated("ulrike.hagenau", h.override("invoice_desk"))
	_, err := h.service.UpdateInvoice(h.as("ulrike.hagenau"), h.update(inv, "The date was misread."))
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	require.Equal(t, "INC-20931", value[string](h, `SELECT data->>'emergency' FROM event WHERE kind = 'access.refused' AND subject_id = $1`, inv.ID.UUID))

	h.later(46 * time.Minute)
	h.tend()
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyFindings{Refusals: 1, Broken: []string{}, Held: []string{"SOD-009"}}, s.Findings)
	require.Equal(t, 10, s.Score)
	require.False(t, s.Empty(), "who tried has not done nothing")
	h.clean()
}

func TestEmergency_KeepsThatBankAccountsAndFilesWereLookedAt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	file := h.bring("emre.tasdemir", h.ubl(paper{})).File.ID
	nodes, err := h.service.Nodes(h.as("marit.holvaag"), []domain.ID{h.supplier()}, 0)
	require.NoError(t, err)
	seller := nodes[0].(*domain.Supplier)
	look := func() {
		accounts, err := h.service.BankAccounts(h.as(onCall), seller)
		require.NoError(t, err)
		require.NotEmpty(t, accounts)
		_, _, err = h.service.File(h.as(onCall), file)
		require.NoError(t, err)
	}
	before := value[int](h, `SELECT count(*)::int FROM event WHERE kind IN ('bank.read', 'file.read')`)
	look()
	require.Equal(t, before, value[int](h, `SELECT count(*)::int FROM event WHERE kind IN ('bank.read', 'file.read')`), "everyday reads are not kept")
	s := h.activated(onCall, h.override("invoice_desk"))
	look()
	s = h.ended(onCall, s)
	require.Equal(t, 2, s.Findings.Acts)
	require.Equal(t, []string{"bank.read", "file.read"}, []string{s.Events[len(s.Events)-2].Kind, s.Events[len(s.Events)-1].Kind})
}

func TestResolveCase_ReviewsASession(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.activated(onCall, h.override("invoice_desk"))
	_, err := h.service.ResolveCase(h.as(approver), h.resolving(s.Review, "JUSTIFIED"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "still in force")
	s = h.ended(onCall, s)

	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES (gen_random_uuid(), $1, 'internal_control', '{0}', '2020-01-01')`, h.person(onCall))
	h.exec(`UPDATE world SET authz = authz + 1`)
	_, err = h.service.ResolveCase(h.as(onCall), h.resolving(s.Review, "JUSTIFIED"))
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "about you")
	_, err = h.service.ResolveCase(h.as("marit.holvaag"), h.resolving(s.Review, "JUSTIFIED"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.ResolveCase(h.as("jana.koehlert"), h.resolving(s.Review, "JUSTIFIED"))
	refused(t, err, domain.CodeNotFound)
	h.exec(`INSERT INTO role (id, key, name, actions) VALUES (gen_random_uuid(), 'case_worker', 'Case worker', '{CASE_RESOLVE}')`)
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES (gen_random_uuid(), $1, 'case_worker', '{0}', '2020-01-01')`, h.person("hella.brokmann"))
	h.exec(`UPDATE world SET authz = authz + 1`)
	_, err = h.service.ResolveCase(h.as("hella.brokmann"), h.resolving(s.Review, "JUSTIFIED"))
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "approve emergency access", "cases alone are not enough")
	can, err := h.service.CanCase(h.as("hella.brokmann"), h.caseOf(s.Review.ID), nil)
	require.NoError(t, err)
	require.Equal(t, []bool{true, false}, []bool{can[0].Allowed, can[1].Allowed})
	odd := h.resolving(s.Review, "MENDED")
	odd.Note = ""
	_, err = h.service.ResolveCase(h.as(approver), odd)
	require.Len(t, refused(t, err, domain.CodeInvalid).Details["violations"], 2)
	late := h.resolving(s.Review, "JUSTIFIED")
	late.Version--
	_, err = h.service.ResolveCase(h.as(approver), late)
	refused(t, err, domain.CodeStale)

	_, err = h.service.ResolveCase(h.as(approver), h.resolving(s.Review, "JUSTIFIED"))
	require.NoError(t, err)
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyReviewed, s.State)
	require.Equal(t, domain.CaseResolved, s.Review.State)
	require.Equal(t, "Dagmar Wesseling", s.Review.Resolution.Person.Name)
	require.Equal(t, "Compared with the ticket.", s.Review.Resolution.Note)
	require.Equal(t, s.ID, h.caseOf(s.Review.ID).SubjectID)
	require.NotNil(t, h.caseOf(s.Review.ID).Subject)
	_, err = h.service.ResolveCase(h.as("beatrix.amsholt"), h.resolving(s.Review, "JUSTIFIED"))
	refused(t, err, domain.CodeWrongState)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM duty_use WHERE rule = 'SOD-035' AND chain = $1`, s.ID.UUID), "user and reviewer stand on either side")
	_, err = h.pool.AsApp(t).Exec(t.Context(), `UPDATE control_case SET resolved_by = about WHERE id = $1`, s.Review.ID.UUID)
	require.ErrorContains(t, err, "control_case_not_own")
	h.clean()
}

func TestOverdueReviews_StopTheUserAndTheReviewer(t *testing.T) {
	t.Parallel()
	h := setup(t)
	open, err := h.service.Cases(h.as(approver), domain.CaseFilter{State: []domain.CaseState{domain.CaseOpen}}, list(10), false)
	require.NoError(t, err)
	for _, c := range open.Items { // that the demo group comes with
		_, err := h.service.ResolveCase(h.as(approver), h.resolving(c, "JUSTIFIED"))
		require.NoError(t, err)
	}
	first := h.ended(onCall, h.activated(onCall, h.override("posting_recovery")))
	h.later(domain.EmergencyReview - time.Hour)
	h.tend()
	require.True(t, h.caseOf(first.Review.ID).EscalatedID.IsZero())
	h.calls("hella.brokmann")
	other := h.emergency("hella.brokmann", h.override("posting_recovery"))
	h.later(2 * time.Hour)

	_, err = h.service.UseOverride(h.as(onCall), h.override("invoice_desk"))
	refusal := refused(t, err, domain.CodeForbidden)
	require.Equal(t, "The review "+first.Review.Key+" of your own emergency access is overdue; until it is done you cannot use it again.", refusal.Message)
	_, err = h.service.DecideEmergency(h.as(approver), h.deciding(other, domain.DecideApprove, ""))
	told := refused(t, err, domain.CodeForbidden)
	require.Equal(t, "The review "+first.Review.Key+" that you owe is overdue; until it is done you cannot approve emergency access.", told.Message)
	can, err := h.service.CanEmergency(h.as(approver), h.session(other.ID), nil)
	require.NoError(t, err)
	require.Equal(t, domain.DenyFrozen, can[0].Reasons[0].Code)
	require.Equal(t, told.Message, can[0].Reasons[0].Message, "who asks first is told the same")
	bundles, err := h.service.EmergencyBundles(h.as(onCall))
	require.NoError(t, err)
	can, err = h.service.CanBundle(h.as(onCall), bundles[0], nil)
	require.NoError(t, err)
	require.Equal(t, refusal.Message, can[0].Reasons[0].Message)

	h.tend()
	c := h.caseOf(first.Review.ID)
	require.True(t, c.Overdue)
	require.Equal(t, "Beatrix Amsholt", c.EscalatedTo.Name, "the manager is told")
	h.tend()
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.escalated' AND subject_id = $1`, c.ID.UUID))

	_, err = h.service.DecideEmergency(h.as("beatrix.amsholt"), h.deciding(other, domain.DecideApprove, ""))
	require.NoError(t, err, "who owes nothing may")
	_, err = h.service.ResolveCase(h.as(approver), h.resolving(c, "NOT_JUSTIFIED"))
	require.NoError(t, err)
	h.activated(onCall, h.override("invoice_desk"))
	h.clean()
}

func TestFrequentUse_RaisesOneCase(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for range domain.EmergencyUsual + 2 {
		s := h.ended(onCall, h.activated(onCall, h.override("invoice_desk")))
		_, err := h.service.ResolveCase(h.as(approver), h.resolving(s.Review, "JUSTIFIED"))
		require.NoError(t, err)
	}
	page, err := h.service.Cases(h.as(approver), domain.CaseFilter{Category: []string{domain.CaseFrequency}}, list(10), false)
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Equal(t, "Noor Veldmans used emergency access 4 times in 30 days", page.Items[0].Title)
	require.Equal(t, "Beatrix Amsholt", page.Items[0].Owner.Name)
	require.Regexp(t, `^CAS-\d{4}-\d{6}$`, page.Items[0].Key)
	h.clean()
}

func TestControlLists_ShowEverybodyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.activated(onCall, h.override("invoice_desk"))
	for who, want := range map[string][3]int{ // sessions, cases, campaigns; two of each come with the demo group
		approver: {3, 3, 2}, "marit.holvaag": {3, 3, 2}, onCall: {2, 0, 0}, "jana.koehlert": {0, 0, 0}, "ingeborg.tessmar": {0, 0, 2}, "astrid.lindqvarn": {0, 0, 2},
	} {
		sessions, err := h.service.Emergencies(h.as(who), domain.EmergencyFilter{}, list(10), false)
		require.NoError(t, err)
		cases, err := h.service.Cases(h.as(who), domain.CaseFilter{}, list(10), true)
		require.NoError(t, err)
		reviews, err := h.service.AccessReviews(h.as(who), list(10))
		require.NoError(t, err)
		require.Equal(t, want, [3]int{len(sessions.Items), len(cases.Items), len(reviews.Items)}, who)
		nodes, err := h.service.Nodes(h.as(who), []domain.ID{s.ID, s.Review.ID, s.Bundle.ID}, 0)
		require.NoError(t, err)
		require.Equal(t, want[0] > 0, nodes[0] != nil, who)
		require.Equal(t, want[1] > 0, nodes[1] != nil, who)
		require.Equal(t, want[0] > 0, nodes[2] != nil, who)
	}
}
