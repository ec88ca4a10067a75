package authz_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

func snapshot(t *testing.T, b domain.Rulebook) *authz.Snapshot {
	t.Helper()
	s, err := authz.NewSnapshot(b)
	require.NoError(t, err)
	return s
}

func TestDifference_TellsWhatAGrantGives(t *testing.T) {
	t.Parallel()
	now := snapshot(t, book())
	next, err := now.Draft(domain.Revision{Grants: []domain.Grant{grant("g5", "clerk", "ap_approver", eur(1_000_000), fr, us)}})
	require.NoError(t, err)
	d := now.Difference(next, noon)
	require.Empty(t, d.Lost)
	require.Len(t, d.Gained, 2)
	require.Equal(t, domain.ViewInvoice, d.Gained[0].Action)
	require.Equal(t, []domain.EntityID{us}, d.Gained[0].Entities, "they saw invoices of FR01 before")
	require.Equal(t, domain.ApproveInvoice, d.Gained[1].Action)
	require.Equal(t, []domain.EntityID{fr, us}, d.Gained[1].Entities)
	require.Equal(t, int64(1_000_000), d.Gained[1].Limit.Minor)
	require.Equal(t, id("g5"), d.Gained[1].Paths[0].GrantID)
	require.Equal(t, "through role AP approver, entities FR01, US01, up to 10,000.00 EUR; not granted yet", d.Gained[1].Paths[0].Sentence)
	require.Len(t, d.New, 1)
	require.Equal(t, "SOD-009", d.New[0].Rule.Key)
	require.Equal(t, []domain.EntityID{fr}, d.New[0].Entities, "they enter invoices in DE01 and FR01")

	back := next.Difference(now, noon)
	require.Equal(t, d.Gained, back.Lost)
	require.Equal(t, d.New, back.Resolved)
	require.Empty(t, back.Gained)
	require.Empty(t, back.New)
}

func TestDifference_TellsTheNewPathsAlone(t *testing.T) {
	t.Parallel()
	now := snapshot(t, book())
	next, err := now.Draft(domain.Revision{Grants: []domain.Grant{grant("g5", "approver", "ap_approver", eur(9_000_000), de)}})
	require.NoError(t, err)
	d := now.Difference(next, noon)
	require.Len(t, d.Gained, 1)
	require.Len(t, d.Gained[0].Paths, 1, "the way that they had is not told again")
	require.Equal(t, id("g5"), d.Gained[0].Paths[0].GrantID)
}

func TestDifference_TellsAHigherLimitAsGained(t *testing.T) {
	t.Parallel()
	now := snapshot(t, book())
	more := grant("g2", "approver", "ap_approver", eur(9_000_000), de, fr)
	next, err := now.Draft(domain.Revision{Grants: []domain.Grant{more}})
	require.NoError(t, err)
	d := now.Difference(next, noon)
	require.Len(t, d.Gained, 1, "seeing has no limit")
	require.Equal(t, int64(9_000_000), d.Gained[0].Limit.Minor)
	back := next.Difference(now, noon)
	require.Len(t, back.Lost, 1)
	require.Equal(t, int64(9_000_000), back.Lost[0].Limit.Minor, "what is lost is told with the limit that it had")
}

func TestDifference_TellsThatAnAcceptedConflictIsOpenAgain(t *testing.T) {
	t.Parallel()
	b := book()
	b.Rules = rules(6, 9, 11)
	b.Roles[0].Actions = append(b.Roles[0].Actions, domain.EditOrder, domain.ApproveOrder)
	b.Mitigations = []domain.Mitigation{{ID: id("m1"), Rule: "SOD-006", Person: id("clerk"), Control: "A monthly look.", Owner: id("controller"),
		ValidFrom: start, ValidTo: start.AddDate(1, 0, 0)}}
	now := snapshot(t, b)
	next, err := now.Draft(domain.Revision{Closed: []domain.UUID{id("m1")}})
	require.NoError(t, err)
	d := now.Difference(next, noon)
	require.Empty(t, d.Gained)
	require.Len(t, d.New, 1, "the treasurer, who inherits the clerk's role, holds both sides too, but held them before")
	require.Equal(t, id("clerk"), d.New[0].Person)
}

func TestDraft_WithoutWhoLeaves(t *testing.T) {
	t.Parallel()
	now := snapshot(t, book())
	next, err := now.Draft(domain.Revision{}, id("approver"))
	require.NoError(t, err)
	require.Empty(t, next.Access(id("approver"), noon))
	require.NotEmpty(t, now.Access(id("approver"), noon), "the rulebook in force is not touched")
	require.Len(t, now.Difference(next, noon).Lost, 2)
}

func TestDraft_IsHeldToTheLoader(t *testing.T) {
	t.Parallel()
	_, err := snapshot(t, book()).Draft(domain.Revision{Grants: []domain.Grant{grant("g5", "clerk", "no_such_role", domain.Money{}, fr)}})
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
}
