package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// next is what somebody may do next about the approval of an invoice.
func (h *house) next(inv *domain.Invoice, who string) []*domain.NextAction {
	h.t.Helper()
	t := h.task(inv.ID)
	list, err := h.service.NextActions(h.as(who), t)
	require.NoError(h.t, err)
	return list
}

// task is the open task of an invoice with everything that stands around it.
func (h *house) task(inv domain.ID) *domain.Task {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("ulrike.hagenau"), []domain.ID{inv}, ^workflow.Parts(0))
	require.NoError(h.t, err)
	i, ok := nodes[0].(*domain.Invoice)
	require.True(h.t, ok)
	for _, t := range i.Tasks {
		if t.State == domain.TaskReady {
			t.Subject = i
			return t
		}
	}
	h.t.Fatal("no task is open")
	return nil
}

func TestNextActions_LetGoWhatNothingSpeaksAgainstAndLookIntoDoubtsFirst(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 4_000_00})
	list := h.next(inv, "ulrike.hagenau")
	require.Len(t, list, 1)
	require.Equal(t, "APPROVE", list[0].Kind)
	require.Contains(t, *list[0].Turns(), "would come first")
	require.Empty(t, h.next(inv, "jana.koehlert"), "who entered it is told of nothing that she may not do")

	h.exec(`INSERT INTO recommendation (entity_id, id, version, use, invoice_id, line, round, supplier_id, zone, state, confidence, risk_minor, model, action, threshold, explanation, made_at, event)
		SELECT 2, gen_random_uuid(), 1, 'SUPPLIER_MISMATCH', $1, 0, 1, $2, 'SUGGEST', 'PROPOSED', 0.3, 400000, 'm',
			'{"kind":"CHECK_SUPPLIER","label":"Check the supplier","effect":[]}', '{}', '{"summary":"The name is another one.","reasons":[]}', now(), gen_random_uuid()`, inv.ID.UUID, h.supplier().UUID)
	list = h.next(inv, "ulrike.hagenau")
	require.Len(t, list, 2)
	require.Equal(t, []string{"LOOK", "APPROVE"}, []string{list[0].Kind, list[1].Kind})
	require.Equal(t, domain.NewMoney(120_000-300, "EUR"), list[0].Worth)
	require.Equal(t, "Check who the supplier is", list[0].Label)
	require.NotNil(t, list[0].Advice)
	require.Contains(t, *list[0].Turns(), "approving would come first")
	require.Nil(t, list[1].Turns())
	require.Negative(t, list[1].Worth.Minor)
	require.Contains(t, list[1].Effect[len(list[1].Effect)-1], "is not looked into")

	h.exec(`UPDATE recommendation SET confidence = 0.9 WHERE invoice_id = $1`, inv.ID.UUID)
	list = h.next(inv, "ulrike.hagenau")
	require.Equal(t, []string{"LOOK", "RETURN", "APPROVE"}, []string{list[0].Kind, list[1].Kind, list[2].Kind})

	before := h.task(inv.ID)
	require.Equal(t, before.Version, h.task(inv.ID).Version, "asking does nothing")
	h.approve(inv)
	nodes, err := h.service.Nodes(h.as("ulrike.hagenau"), []domain.ID{before.ID}, ^workflow.Parts(0))
	require.NoError(t, err)
	done, ok := nodes[0].(*domain.Task)
	require.True(t, ok)
	list, err = h.service.NextActions(h.as("ulrike.hagenau"), done)
	require.NoError(t, err)
	require.Empty(t, list, "of what is done nothing is next")
}
