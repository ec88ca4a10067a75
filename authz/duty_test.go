package authz_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestAllow_RefusesWhoEnteredIt(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	_, err := g.Allow(person("treasurer"), domain.ApproveInvoice,
		invoice(de, 100, used("SOD-009", "treasurer", domain.SideLeft)), noon)
	r := refused(t, err, domain.CodeDutyConflict)
	require.Equal(t, "You entered or coded this invoice, so you cannot approve it.", r.Message)
	require.Equal(t, "SOD-009", r.Details["rule"])
	_, err = g.Allow(person("treasurer"), domain.ApproveInvoice,
		invoice(de, 100, used("SOD-009", "clerk", domain.SideLeft)), noon)
	require.NoError(t, err, "what another person entered stands against nobody else")
	_, err = g.Allow(person("treasurer"), domain.EnterInvoice,
		invoice(de, 100, used("SOD-009", "treasurer", domain.SideLeft)), noon)
	require.NoError(t, err, "one side may be used twice")
}

func TestAllow_RefusesBothSidesWhicheverCameFirst(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	_, err := g.Allow(person("treasurer"), domain.EnterInvoice,
		invoice(de, 100, used("SOD-009", "treasurer", domain.SideRight)), noon)
	require.Equal(t, "You approved this invoice, so you cannot enter it.",
		refused(t, err, domain.CodeDutyConflict).Message)
	_, err = g.Allow(person("treasurer"), domain.PostInvoice,
		invoice(de, 100, used("SOD-011", "treasurer", domain.SideLeft)), noon)
	require.Equal(t, "You approved this invoice, so you cannot post it.",
		refused(t, err, domain.CodeDutyConflict).Message)
}

func TestAllow_RefusesADutyOnASideThatDoesNotExist(t *testing.T) {
	t.Parallel()
	_, err := gate(t, book()).Allow(person("treasurer"), domain.ApproveInvoice,
		invoice(de, 100, used("SOD-009", "treasurer", "left")), noon)
	refused(t, err, domain.CodeForbidden)
}

func TestAllow_LeavesWhatIsOnlyDetectedAlone(t *testing.T) {
	t.Parallel()
	b := book()
	b.Rules = append(b.Rules, domain.DutyRule{Key: "OWN-1", Name: "Enter and post", Mode: domain.DutyDetect,
		Risk: domain.RiskMedium, Span: domain.SpanObject, Left: []domain.Action{domain.EnterInvoice}, Right: []domain.Action{domain.PostInvoice}})
	permit, err := gate(t, b).Allow(person("treasurer"), domain.PostInvoice,
		invoice(de, 100, used("OWN-1", "treasurer", domain.SideLeft)), noon)
	require.NoError(t, err)
	require.Equal(t, []domain.DutyUse{spent("SOD-011", "treasurer", domain.SideRight, true),
		spent("OWN-1", "treasurer", domain.SideRight, false)}, onObject(permit.Duties()))
}

// spent is what an act uses on the invoice itself.
func spent(rule, who string, side domain.Side, binding bool) domain.DutyUse {
	u := used(rule, who, side)
	u.Entity, u.Binding = de, binding
	return u
}

// onObject leaves out what is used on the supplier and on the entity.
func onObject(uses []domain.DutyUse) []domain.DutyUse {
	return slices.DeleteFunc(uses, func(u domain.DutyUse) bool { return u.Chain != id("invoice") })
}
