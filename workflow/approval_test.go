package workflow_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// bring brings a file as somebody and waits for what becomes of it.
func (h *house) bring(email, entity, path string) *domain.Intake {
	h.t.Helper()
	ctx := h.as(email)
	e, err := h.service.EntityByCode(ctx, entity)
	require.NoError(h.t, err)
	content, err := os.ReadFile(path)
	require.NoError(h.t, err)
	in, err := h.service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: e.Number, Name: path, Channel: "UPLOAD", Content: content})
	require.NoError(h.t, err)
	job, err := h.service.ImportInvoice(ctx, domain.ImportInvoiceInput{UploadID: in.ID, IdempotencyKey: "import-" + in.ID.String()})
	require.NoError(h.t, err)
	require.Equal(h.t, domain.JobQueued, job.State)
	require.NoError(h.t, h.service.ReadFile(ctx, domain.ReadFile{Entity: in.ID.Entity, Intake: in.ID.UUID, Job: job.ID.UUID}))
	nodes, err := h.service.Nodes(ctx, []domain.ID{in.ID}, workflow.PartTasks|workflow.PartChecks)
	require.NoError(h.t, err)
	return nodes[0].(*domain.Intake)
}

// route approves every step of an invoice, each by the first who is asked.
func (h *house) route(id domain.ID) *domain.Invoice {
	h.t.Helper()
	for range 10 {
		inv := h.invoice(id)
		var open *domain.Task
		for _, task := range inv.Tasks {
			if task.State == domain.TaskReady && task.Kind == domain.TaskApprove {
				open = task
			}
		}
		if open == nil {
			return inv
		}
		ctx := h.as(open.Candidates[0].Email)
		_, err := h.service.DecideTask(ctx, domain.DecideTaskInput{
			ID: open.ID, Version: open.Version, Outcome: domain.DecideApprove, IdempotencyKey: "approve-" + open.ID.String(),
		})
		require.NoError(h.t, err)
	}
	h.t.Fatal("the route does not end")
	return nil
}

// invoice reads an invoice whole, as somebody who may see everything.
func (h *house) invoice(id domain.ID) *domain.Invoice {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("marit.holvaag@kaldervik.example"), []domain.ID{id}, ^workflow.Parts(0))
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.Invoice)
}

func TestDecideTask_LastApprovalPostsOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.bring("emre.tasdemir@kaldervik.example", "DE01", "../../shared/corpus/ubl/peppol-bis-3/base-example.xml")
	require.Equal(t, domain.IntakeAccepted, in.State, "%v", in.Problem)
	inv := h.invoice(in.Invoice.ID)
	for _, c := range inv.Checks {
		t.Log(c.Rule, c.Outcome, c.Message)
	}
	require.Equal(t, domain.StateInReview, inv.State)
	inv = h.route(inv.ID)
	require.Equal(t, domain.StatePosting, inv.State)
	require.NoError(t, h.service.PostDocument(t.Context(), domain.PostDocument{Entity: inv.ID.Entity, Posting: inv.Posting.ID.UUID}))
	inv = h.invoice(inv.ID)
	for _, e := range inv.Timeline() {
		t.Log(e.At.Format(time.TimeOnly), e.Phase, e.Text)
	}
	require.Equal(t, domain.StatePosted, inv.State)
	require.Equal(t, domain.PostingConfirmed, inv.Posting.State)
	sweep, err := h.service.Sweep(t.Context())
	require.NoError(t, err)
	for _, s := range sweep {
		require.Zero(t, s.Broken, "%s: %v", s.Rule, s.Violations)
	}
}
