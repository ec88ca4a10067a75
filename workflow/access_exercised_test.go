package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// entersAndApproves is the house after Ulrike Hagenau, who approves in Dortmund, was made a clerk there too, under an
// accepted conflict, and a rule that reports it: she entered one invoice and then approved another.
func entersAndApproves(t *testing.T, span domain.DutySpan) (h *house, approved *domain.Invoice) {
	t.Helper()
	h = setup(t)
	rule := &domain.RuleInput{
		Key: "SOD-101", Name: "Enter / approve", Why: "A trial.", Process: "procure to pay", Control: "A monthly look.", Risk: domain.RiskMedium,
		Mode: domain.DutyDetect, Span: span, Left: []domain.Action{domain.EnterInvoice}, Right: []domain.Action{domain.ApproveInvoice},
	}
	done, err := h.service.SaveSodRule(h.as(asker), domain.SaveSodRuleInput{Rule: *rule, Reason: "To learn how often.", IdempotencyKey: h.key("rule")})
	require.NoError(t, err)
	h.agree(h.change(done))
	h.mitigated("ulrike.hagenau", "SOD-009")
	h.granted(h.grantOf("ulrike.hagenau", "ap_clerk"))
	h.enter(bill{by: "ulrike.hagenau"})
	approved = h.enter(bill{})
	require.Contains(t, step(approved).CandidateIDs, h.person("ulrike.hagenau"))
	return h, h.decide(approved, "ulrike.hagenau", domain.DecideApprove)
}

// conflicts are everybody's that fit.
func (h *house) conflicts(f domain.ConflictFilter, asOf *time.Time) []*domain.SodConflict {
	h.t.Helper()
	page, err := h.service.SodConflicts(h.as(auditor), f, asOf, domain.PageRequest{First: 100})
	require.NoError(h.t, err)
	return page.Items
}

func TestSodConflicts_TellWhatWasUsedWithEventsAndMoney(t *testing.T) {
	t.Parallel()
	h, approved := entersAndApproves(t, domain.SpanEntity)
	kind := domain.ConflictExercised
	list := h.conflicts(domain.ConflictFilter{Kind: &kind}, nil)
	require.Len(t, list, 1)
	c := list[0]
	require.Equal(t, "SOD-101", c.Rule.Key)
	require.Equal(t, h.person("ulrike.hagenau"), c.Person)
	require.Equal(t, []domain.EntityID{approved.ID.Entity}, c.Entities)
	require.Equal(t, 1, c.Acts)
	require.Equal(t, approved.Group, *c.Exposure)
	require.Equal(t, domain.ConflictOpen, c.State)
	require.NotEmpty(t, c.Left)
	require.NotEmpty(t, c.Right)

	pair := workflow.Pair{Rule: c.Rule.Key, Person: c.Person}
	pages, err := h.service.ConflictActs(h.as(auditor), nil, nil, domain.PageRequest{First: 10})
	require.NoError(t, err)
	acts := pages[pair]
	require.Len(t, acts.Items, 1)
	require.Equal(t, approved.ID, acts.Items[0].Item.(*domain.Invoice).ID)
	require.Equal(t, "invoice.entered", acts.Items[0].Left.Kind)
	require.Equal(t, "invoice.approved", acts.Items[0].Right.Kind)
	require.Equal(t, approved.Group, *acts.Items[0].Amount)

	// A second approval is another act, and more money; pages go on where the last one ended.
	second := h.enter(bill{})
	h.decide(second, "ulrike.hagenau", domain.DecideApprove)
	c = h.conflicts(domain.ConflictFilter{Kind: &kind}, nil)[0]
	require.Equal(t, 2, c.Acts)
	require.Equal(t, approved.Group.Minor+second.Group.Minor, c.Exposure.Minor)
	first, err := h.service.ConflictActs(h.as(auditor), &pair, nil, domain.PageRequest{First: 1})
	require.NoError(t, err)
	require.True(t, first[pair].HasNext)
	require.Equal(t, second.ID, first[pair].Items[0].Item.(*domain.Invoice).ID, "newest first")
	rest, err := h.service.ConflictActs(h.as(auditor), &pair, nil, domain.PageRequest{First: 1, After: first[pair].Cursors[0]})
	require.NoError(t, err)
	require.False(t, rest[pair].HasNext)
	require.Equal(t, approved.ID, rest[pair].Items[0].Item.(*domain.Invoice).ID)
}

func TestSodConflicts_LookAsFarAsTheRuleSpans(t *testing.T) {
	t.Parallel()
	kind := domain.ConflictExercised
	f := domain.ConflictFilter{Kind: &kind}
	t.Run("a supplier", func(t *testing.T) {
		t.Parallel()
		h, approved := entersAndApproves(t, domain.SpanCounterparty)
		list := h.conflicts(f, nil)
		require.Len(t, list, 1, "both bills are of one supplier")
		require.Equal(t, approved.Group, *list[0].Exposure)
		h.decide(h.enter(bill{}), "ulrike.hagenau", domain.DecideApprove)
		require.Equal(t, 2, h.conflicts(f, nil)[0].Acts)
		h.exec(`UPDATE invoice SET supplier_id = (SELECT id FROM supplier WHERE id <> supplier_id LIMIT 1) WHERE id = $1`, approved.ID.UUID)
		require.Equal(t, 2, h.conflicts(f, nil)[0].Acts, "the act that completed it stays, whatever becomes of the record")
	})
	t.Run("a record", func(t *testing.T) {
		t.Parallel()
		h, approved := entersAndApproves(t, domain.SpanObject)
		require.Empty(t, h.conflicts(f, nil), "she did both, but not to one bill")
		// As if she had entered it, too: written past the program, for the program lets nobody do both.
		h.exec(`INSERT INTO duty_use (entity_id, id, chain, rule, person, side, event, binding)
			SELECT e.entity_id, gen_random_uuid(), e.subject_id, 'SOD-101', $2, 'L', e.id, false FROM event e WHERE e.subject_id = $1 AND e.kind = 'invoice.entered'`,
			approved.ID.UUID, h.person("ulrike.hagenau"))
		list := h.conflicts(f, nil)
		require.Len(t, list, 1)
		require.Equal(t, approved.Group, *list[0].Exposure)
		require.Equal(t, 1, list[0].Acts)
	})
}

func TestSodConflicts_TellWhatBecameOfThem(t *testing.T) {
	t.Parallel()
	h, _ := entersAndApproves(t, domain.SpanEntity)
	before := h.now()
	user := h.user("ulrike.hagenau")
	mine := domain.ConflictFilter{UserID: &user, Rule: []string{"SOD-009", "SOD-101"}}
	states := func(asOf *time.Time) map[string]domain.ConflictState {
		found := map[string]domain.ConflictState{}
		for _, c := range h.conflicts(mine, asOf) {
			found[c.Rule.Key+" "+string(c.Kind)] = c.State
		}
		return found
	}
	then := map[string]domain.ConflictState{
		"SOD-009 POTENTIAL": domain.ConflictMitigated, "SOD-101 POTENTIAL": domain.ConflictOpen, "SOD-101 EXERCISED": domain.ConflictOpen,
	}
	require.Equal(t, then, states(nil))
	grants, err := h.service.GrantsOf(h.as(auditor), user.UUID, nil)
	require.NoError(t, err)
	for _, g := range grants {
		if g.Role == "ap_clerk" {
			done, err := h.service.RevokeGrant(h.as(asker), domain.RevokeGrantInput{ID: g.NodeID(), Reason: "No longer needed.", IdempotencyKey: h.key("revoke")})
			require.NoError(t, err)
			h.agree(h.change(done))
		}
	}
	require.Equal(t, map[string]domain.ConflictState{"SOD-101 EXERCISED": domain.ConflictRemoved}, states(nil))
	require.Equal(t, then, states(&before), "as of before, nothing was taken away")
	start := h.now().Add(-time.Hour)
	h.exec(`UPDATE rulebook SET recorded_at = recorded_at - interval '1 day' WHERE change_id IS NULL`)
	require.Empty(t, states(&start), "as of an hour ago, nothing was granted and no rule was there")

	matrix, err := h.service.ConflictMatrix(h.as(auditor), &before)
	require.NoError(t, err)
	for _, cell := range matrix.Cells {
		if cell.Rules[0].Key == "SOD-101" {
			require.Equal(t, 1, cell.Exercised)
			require.Equal(t, 1, cell.Acts)
			require.Positive(t, cell.Exposure.Minor)
			require.Equal(t, cell.People, cell.Open+cell.Mitigated)
		}
	}
}

func TestSimulateAccess_FindsDecisionsThatANewRuleWouldHaveRefused(t *testing.T) {
	t.Parallel()
	h, approved := entersAndApproves(t, domain.SpanEntity)
	sim := h.simulated(domain.SimulateAccessInput{Rules: []*domain.RuleInput{{
		Key: "SOD-102", Name: "Enter / approve", Why: "A trial.", Control: "None.", Risk: domain.RiskHigh, Mode: domain.DutyPrevent,
		Span: domain.SpanEntity, Left: []domain.Action{domain.EnterInvoice}, Right: []domain.Action{domain.ApproveInvoice},
	}}})
	require.Len(t, sim.Replayed.Changed, 1)
	require.Equal(t, approved.ID, sim.Replayed.Changed[0].ID)
	require.Equal(t, "They entered this invoice, so they cannot approve it.", sim.Replayed.Changed[0].Message)
}

func TestRolePolicyDiff_TellsWhoAskedAndWhoAgreed(t *testing.T) {
	t.Parallel()
	h := setup(t)
	from := h.now()
	h.later(time.Minute)
	change := h.granted(h.grantOf("noor.veldmans", "ap_clerk"))
	h.later(time.Minute)
	to := h.now()
	h.exec(`UPDATE rulebook SET recorded_at = recorded_at - interval '1 day' WHERE change_id IS NULL`)
	diff, err := h.service.RolePolicyDiff(h.as(auditor), from, to, nil, nil)
	require.NoError(t, err)
	require.Equal(t, diff.FromRulebook+1, diff.ToRulebook)
	require.Len(t, diff.Gained, 2)
	require.Empty(t, diff.Lost)
	require.Len(t, diff.Changes, 1)
	c := diff.Changes[0]
	require.Equal(t, domain.RowGrant, c.Kind)
	require.Equal(t, "AP clerk for Noor Veldmans", c.Subject)
	require.Equal(t, change.ID, *c.ChangeID())
	require.Equal(t, h.person(asker), c.Record.Requested)
	require.Equal(t, h.person(approver), c.Record.Approved)
	require.Equal(t, "Covers for a colleague.", c.Record.Reason)

	own, user := h.user("noor.veldmans"), h.user(auditor)
	diff, err = h.service.RolePolicyDiff(h.as("noor.veldmans"), from, to, &own, nil)
	require.NoError(t, err, "one's own is nobody's secret")
	require.Len(t, diff.Changes, 1)
	diff, err = h.service.RolePolicyDiff(h.as(auditor), from, to, &user, nil)
	require.NoError(t, err)
	require.Empty(t, diff.Changes)
	require.Empty(t, diff.Gained)
	_, err = h.service.RolePolicyDiff(h.as(auditor), to, from, nil, nil)
	refused(t, err, domain.CodeInvalid)
}
