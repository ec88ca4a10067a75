package authz_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

// inEmergency gives the approver the clerk's and the treasurer's rights for two hours.
func inEmergency() domain.Rulebook {
	b := book()
	for name, role := range map[string]string{"e1": "ap_clerk", "e2": "treasurer"} {
		g := grant(name, "approver", role, domain.Money{}, de)
		g.Emergency, g.ValidFrom, g.ValidTo = "INC-7", noon.Add(-time.Hour), noon.Add(time.Hour)
		b.Grants = append(b.Grants, g)
	}
	return b
}

func TestAllow_LiftsARuleUnderEmergencyAccessAndKeepsTheUse(t *testing.T) {
	t.Parallel()
	approved := invoice(de, 100, used("SOD-011", "approver", domain.SideLeft))
	permit, err := gate(t, inEmergency()).Allow(person("approver"), domain.PostInvoice, approved, noon)
	require.NoError(t, err)
	require.Equal(t, "INC-7", permit.Emergency())
	require.Equal(t, id("e2"), permit.Grant())
	require.Equal(t, []domain.DutyUse{spent("SOD-011", "approver", domain.SideRight, false)}, onObject(permit.Duties()))
}

func TestAllow_KeepsACriticalRuleUnderEmergencyAccess(t *testing.T) {
	t.Parallel()
	approved := invoice(de, 100, used("SOD-009", "approver", domain.SideRight))
	_, err := gate(t, inEmergency()).Allow(person("approver"), domain.EnterInvoice, approved, noon)
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"])
}

func TestAllow_UsesAStandingRightBeforeEmergencyAccess(t *testing.T) {
	t.Parallel()
	g := gate(t, inEmergency())
	permit, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 100), noon)
	require.NoError(t, err)
	require.Empty(t, permit.Emergency(), "their own limit reaches")
	permit, err = g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 9_000_000), noon)
	require.NoError(t, err)
	require.Equal(t, "INC-7", permit.Emergency(), "their own limit does not")
	posted := invoice(de, 100, used("SOD-011", "approver", domain.SideRight))
	permit, err = g.Allow(person("approver"), domain.ApproveInvoice, posted, noon)
	require.NoError(t, err)
	require.Equal(t, "INC-7", permit.Emergency(), "a rule stands against their own right")
	answer := g.Explain(person("approver"), domain.ApproveInvoice, posted, noon)
	require.Len(t, answer.Paths, 1)
	require.Equal(t, "INC-7", *answer.Paths[0].Emergency)
}

func TestAllow_TellsOfTheDutyWhenBothRightsAreBarred(t *testing.T) {
	t.Parallel()
	entered := invoice(de, 9_000_000, used("SOD-009", "approver", domain.SideLeft))
	_, err := gate(t, inEmergency()).Allow(person("approver"), domain.ApproveInvoice, entered, noon)
	refused(t, err, domain.CodeDutyConflict)
}

func TestEmergency_TellsTheTicketWhileItLasts(t *testing.T) {
	t.Parallel()
	g := gate(t, inEmergency())
	for at, ticket := range map[time.Time]string{noon: "INC-7", noon.Add(-2 * time.Hour): "", noon.Add(time.Hour): ""} {
		require.Equal(t, ticket, g.Emergency(id("approver"), at), at)
	}
	require.Empty(t, g.Emergency(id("clerk"), noon))
	require.Empty(t, authz.NewGate(nil).Emergency(id("approver"), noon))
}

func TestNewSnapshot_RefusesEmergencyAccessWithoutAnEnd(t *testing.T) {
	t.Parallel()
	b := inEmergency()
	b.Grants[len(b.Grants)-1].ValidTo = time.Time{}
	_, err := authz.NewSnapshot(b)
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "emergency access without an end")
}
