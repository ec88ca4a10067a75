package workflow_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// simulated asks what a draft would change.
func (h *house) simulated(in domain.SimulateAccessInput) *domain.AccessSimulation {
	h.t.Helper()
	sim, err := h.service.SimulateAccess(h.as(auditor), in)
	require.NoError(h.t, err)
	return sim
}

func TestSimulateAccess_TellsWhatAGrantWouldGive(t *testing.T) {
	t.Parallel()
	h := setup(t)
	grant := h.grantOf("ulrike.hagenau", "ap_clerk").Grant // she approves there
	sim := h.simulated(domain.SimulateAccessInput{Grant: []*domain.GrantInput{&grant}})
	require.Equal(t, value[int64](h, `SELECT authz FROM world`), sim.Base)
	require.Len(t, sim.Gained, 2)
	require.Equal(t, domain.EnterInvoice, sim.Gained[0].Action)
	require.Equal(t, domain.CodeInvoice, sim.Gained[1].Action)
	require.Empty(t, sim.Lost)
	require.True(t, sim.Blocked())
	require.Equal(t, "SOD-009", sim.NewConflicts[0].Rule.Key)
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM access_change`), "nothing is kept")
}

func TestSimulateAccess_NamesStepsThatLoseTheirLastApprover(t *testing.T) {
	t.Parallel()
	h := setup(t)
	sim := h.simulated(domain.SimulateAccessInput{Leave: []domain.ID{h.user("matthias.ohlendiek")}}) // the only finance head
	require.NotEmpty(t, sim.Lost)
	require.NotEmpty(t, sim.UncoveredSteps)
	for _, u := range sim.UncoveredSteps {
		require.Regexp(t, `^For an invoice of [0-9.]+ EUR: Step \d of row “.+” asks .+, but .+\.$`, u.Why)
		require.NotNil(t, u.Entity)
	}
}

func TestSimulateAccess_UncoveredStepsHoldRealInvoices(t *testing.T) {
	t.Parallel()
	h := setup(t)
	grants, err := h.service.GrantsOf(h.as(auditor), h.person("matthias.ohlendiek"), nil)
	require.NoError(t, err)
	top := grants[slices.IndexFunc(grants, func(g *domain.Grant) bool { return g.Role == "cfo" })]
	sim := h.simulated(domain.SimulateAccessInput{Revoke: []domain.ID{top.NodeID()}})
	at := slices.IndexFunc(sim.UncoveredSteps, func(u domain.UncoveredStep) bool {
		return u.Entity.Code == "DE01" && u.Row.Name == "Very large: 250,000 and more"
	})
	require.GreaterOrEqual(t, at, 0)
	_, why, _ := strings.Cut(sim.UncoveredSteps[at].Why, ": ")
	require.Equal(t, domain.StateInReview, h.enter(bill{net: 300_000_00}).State, "today there is somebody")

	done, err := h.service.RevokeGrant(h.as(asker), domain.RevokeGrantInput{ID: top.NodeID(), Reason: "He moves on.", IdempotencyKey: h.key("revoke")})
	require.NoError(t, err)
	h.agree(h.change(done))
	held := h.enter(bill{net: 300_000_00})
	require.Equal(t, domain.StateOnHold, held.State)
	require.True(t, slices.ContainsFunc(held.Checks, func(c domain.CheckResult) bool { return c.Message == why }), "it is held for the reason that was told: %s", why)
}

func TestSimulateAccess_AsksRecordedDecisionsAnew(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	person := step(inv).Candidates[0]
	_, err := h.service.DecideTask(actingAs(t.Context(), person), decision(step(inv), domain.DecideApprove))
	require.NoError(t, err)

	// The right goes: the decision would be refused, with the reason.
	sim := h.simulated(domain.SimulateAccessInput{Leave: []domain.ID{person.ID}})
	require.Equal(t, 1, sim.Replayed.Decisions)
	require.Equal(t, 0, sim.Replayed.StillAllowed)
	require.Len(t, sim.Replayed.Changed, 1)
	one := sim.Replayed.Changed[0]
	require.True(t, one.Now)
	require.False(t, one.Then)
	require.Equal(t, "They no longer work here.", one.Message)
	require.Equal(t, inv.ID, one.Item.(*domain.Invoice).ID)

	// A draft about somebody else changes no answer.
	grant := h.grantOf("noor.veldmans", "ap_clerk").Grant
	sim = h.simulated(domain.SimulateAccessInput{Grant: []*domain.GrantInput{&grant}})
	require.Equal(t, 1, sim.Replayed.StillAllowed)
	require.Empty(t, sim.Replayed.Changed)
}

func TestSimulateAccess_ReplaysUnderARuleThatWasNotThere(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	h.approve(inv)
	sim := h.simulated(domain.SimulateAccessInput{Rules: []*domain.RuleInput{{
		Key: "SOD-101", Name: "See and approve", Why: "A trial.", Control: "None.", Risk: domain.RiskHigh, Mode: domain.DutyPrevent, Span: domain.SpanEntity,
		Left: []domain.Action{domain.Delegate}, Right: []domain.Action{domain.ApproveInvoice},
	}}})
	require.NotEmpty(t, sim.NewConflicts, "approvers may delegate")
	require.Positive(t, sim.Replayed.Decisions)
	require.Empty(t, sim.Replayed.Changed, "nobody who decided has delegated")
}

func TestSimulateAccess_RefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	h := setup(t)
	grant := h.grantOf("ulrike.hagenau", "no_such_role").Grant
	many := 1000
	for name, in := range map[string]domain.SimulateAccessInput{
		"nothing":   {},
		"role":      {Grant: []*domain.GrantInput{&grant}},
		"days":      {Leave: []domain.ID{h.user(auditor)}, ReplayDays: &many},
		"nobody":    {Leave: []domain.ID{{Kind: domain.NodeUser, UUID: domain.UUIDOf("nobody")}}},
		"bare role": {Roles: []*domain.RoleInput{{Key: "empty_role", Name: "Empty", Purpose: "None."}}},
	} {
		_, err := h.service.SimulateAccess(h.as(auditor), in)
		require.Equal(t, domain.CodeInvalid, domain.CodeOf(err), "%s: %v", name, err)
	}
	_, err := h.service.SimulateAccess(h.as("ulrike.hagenau"), domain.SimulateAccessInput{Leave: []domain.ID{h.user(auditor)}})
	refused(t, err, domain.CodeForbidden)
}
