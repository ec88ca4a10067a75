package authz_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

func TestCheck_AnswersForEveryGuise(t *testing.T) {
	t.Parallel()
	b := book()
	b.Delegations = []domain.Delegation{{ID: id("d1"), From: id("controller"), To: id("approver"), Actions: []domain.Action{domain.ApproveInvoice},
		Entities: []domain.EntityID{de}, ValidFrom: start, ValidTo: start.AddDate(0, 0, 90)}}
	s := snapshot(t, b)
	at := start.AddDate(0, 1, 0)
	large := authz.Inquiry{Action: domain.ApproveInvoice, Facts: invoice(de, 9_000_000), At: at}
	answer := s.Check(id("approver"), large)
	require.True(t, answer.Allowed, "by delegation, above their own limit")
	require.Empty(t, answer.Reasons)
	require.Len(t, answer.Paths, 1)
	require.Equal(t, id("controller"), answer.Paths[0].Delegation.From)

	large.Facts.Used = []domain.DutyUse{{Rule: "SOD-009", Person: id("controller"), Side: domain.SideLeft}}
	answer = s.Check(id("approver"), large)
	require.False(t, answer.Allowed, "what the delegator entered, the delegate cannot approve for them")
	require.Len(t, answer.Reasons, 2, "one for each guise")
}

func TestCheck_SpeaksToThePersonThemselves(t *testing.T) {
	t.Parallel()
	s := snapshot(t, book())
	i := authz.Inquiry{Action: domain.ApproveInvoice, Facts: invoice(de, 100), At: noon}
	require.Contains(t, s.Check(id("clerk"), i).Reasons[0].Message, "their roles")
	i.Self = true
	require.Contains(t, s.Check(id("clerk"), i).Reasons[0].Message, "your roles")
}

func TestWhoCan_ListsThoseWhomCheckAllows(t *testing.T) {
	t.Parallel()
	s := snapshot(t, book())
	for _, entity := range []domain.EntityID{0, de, fr, us} {
		for _, action := range domain.Actions() {
			i := authz.Inquiry{Action: action, Facts: s.RecordOf(action, entity, domain.Money{}), At: noon}
			var may []domain.UUID
			for _, person := range s.People() {
				if s.Check(person, i).Allowed {
					may = append(may, person)
				}
			}
			var listed []domain.UUID
			for _, one := range s.WhoCan(i) {
				listed = append(listed, one.Person)
				require.NotEmpty(t, one.Paths)
			}
			require.Equal(t, may, listed, "%s in %d", action, entity)
		}
	}
}

func TestRecordOf_ReachesWhatNeedsARecord(t *testing.T) {
	t.Parallel()
	s := snapshot(t, book())
	require.Empty(t, s.RecordOf(domain.EnterInvoice, de, domain.Money{}).Kind, "it is asked about before there is one")
	facts := s.RecordOf(domain.ApproveInvoice, de, eur(5_000_001))
	require.Equal(t, domain.NodeInvoice, facts.Kind)
	can := s.WhoCan(authz.Inquiry{Action: domain.ApproveInvoice, Facts: facts, At: noon})
	require.False(t, slices.ContainsFunc(can, func(a domain.EffectiveAccess) bool { return a.Person == id("approver") }), "above their limit")
	require.Len(t, can, 2)
}

func TestSideName_KnowsTheDutiesOfTheCatalogue(t *testing.T) {
	t.Parallel()
	rule := authz.Rules()[8]
	require.Equal(t, rule.Name, authz.SideName(rule.Left)+" / "+authz.SideName(rule.Right))
	require.Equal(t, "See invoices or change suppliers", authz.SideName([]domain.Action{domain.ViewInvoice, domain.EditSupplier}))
}

func TestLapsed_AreDelegationsThatRestOnARightThatEnds(t *testing.T) {
	t.Parallel()
	b := book()
	lend := domain.Delegation{ID: id("d1"), From: id("controller"), To: id("approver"), Actions: []domain.Action{domain.ApproveInvoice},
		Entities: []domain.EntityID{de}, ValidFrom: start, ValidTo: start.AddDate(0, 0, 90)}
	b.Delegations = []domain.Delegation{lend}
	at := start.AddDate(0, 1, 0)
	require.Empty(t, snapshot(t, b).Lapsed(at), "it lends something")
	b.Grants[2].ValidTo = at
	require.Equal(t, []domain.Delegation{lend}, snapshot(t, b).Lapsed(at), "the controller has nothing left to lend")
	require.Empty(t, snapshot(t, b).Lapsed(lend.ValidTo), "one that is over has not lapsed")
}

func TestParties_WithoutARulebookAreTheActorAlone(t *testing.T) {
	t.Parallel()
	actor := person("approver")
	actor.OnBehalf = domain.Behalf{ID: id("controller")}
	require.Equal(t, []domain.UUID{id("approver")}, authz.NewGate(nil).Parties(actor))
	require.Equal(t, []domain.UUID{id("approver"), id("controller")}, gate(t, book()).Parties(actor))
}

func TestActions_ForPeopleAndUnderLimits(t *testing.T) {
	t.Parallel()
	require.True(t, authz.ForPeople(domain.ApproveInvoice))
	require.False(t, authz.ForPeople(domain.ViewInvoice))
	require.True(t, authz.Limited(domain.ApproveInvoice))
	require.False(t, authz.Limited(domain.ViewInvoice))
}

func TestDutiesOf_AreNothingWithoutAPermit(t *testing.T) {
	t.Parallel()
	require.Empty(t, authz.Permit{}.DutiesOf(id("clerk")))
	permit, err := gate(t, book()).Allow(person("approver"), domain.ApproveInvoice, invoice(fr, 5_000_000), noon)
	require.NoError(t, err)
	for _, duty := range permit.DutiesOf(id("clerk")) {
		require.Equal(t, id("clerk"), duty.Person)
	}
	require.NotEmpty(t, permit.DutiesOf(id("clerk")))
}

func TestCheck_HearsWhatTheRecordSaysAgainstIt(t *testing.T) {
	t.Parallel()
	s := snapshot(t, book())
	ask := authz.Inquiry{Action: domain.ApproveInvoice, Facts: invoice(de, 100), At: noon, Against: func(domain.Actor) *domain.DenyReason { return nil }}
	require.True(t, s.Check(id("approver"), ask).Allowed, "nothing is said")
	ask.Against = func(domain.Actor) *domain.DenyReason { return &domain.DenyReason{Message: "It is posted already."} }
	answer := s.Check(id("approver"), ask)
	require.False(t, answer.Allowed)
	require.Equal(t, "It is posted already.", answer.Reasons[0].Message)
}
