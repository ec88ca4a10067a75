package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// load brings a CSV file and loads its rows, and says what became of it.
func (h *house) load(email, entity, kind, rows string) (*domain.Intake, *domain.Job) {
	h.t.Helper()
	ctx := h.as(email)
	e, err := h.service.EntityByCode(ctx, entity)
	require.NoError(h.t, err)
	in, err := h.service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: e.Number, Name: kind + ".csv", Channel: "UPLOAD", Content: []byte(rows)})
	require.NoError(h.t, err)
	job, err := h.service.ImportMasterData(ctx, domain.ImportMasterDataInput{UploadID: in.ID, Kind: kind, IdempotencyKey: "load-" + in.ID.String()})
	require.NoError(h.t, err)
	require.NoError(h.t, h.service.LoadMasterData(ctx, domain.LoadMasterData{Entity: e.Number, Intake: in.ID.UUID, Job: job.ID.UUID, Rows: kind}))
	nodes, err := h.service.Nodes(ctx, []domain.ID{in.ID, job.ID}, 0)
	require.NoError(h.t, err)
	return nodes[0].(*domain.Intake), nodes[1].(*domain.Job)
}

func TestLoadMasterData_KeepsRowsOnceAndSaysHowMany(t *testing.T) {
	t.Parallel()
	h := setup(t)
	const steward = "pavel.dvorny"
	in, job := h.load(steward, "HQ00", "RATES", "from,to,day,rate,source\nXAU,EUR,2026-11-20,3500.5,desk\nXAG,EUR,2026-11-20,41.25,desk\n")
	require.Equal(t, domain.IntakeAccepted, in.State, "%v", in.Problem)
	require.Equal(t, domain.JobDone, job.State)
	require.Equal(t, 2, job.Done)
	require.Zero(t, job.Failed)
}

func TestLoadMasterData_QuarantinesWithEveryFault(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in, job := h.load("pavel.dvorny", "HQ00", "RATES", "from,to,day,rate,source\nEUROS,EUR,2026-02-31,x,desk\n")
	require.Equal(t, domain.IntakeQuarantined, in.State)
	require.Equal(t, domain.CodeInvalid, *in.ProblemCode)
	require.Equal(t, 1, job.Failed)
	require.Contains(t, *in.Problem, "2026-02-31")
}

func TestImportMasterData_RefusesWhoMayNot(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx := h.as("emre.tasdemir")
	e, err := h.service.EntityByCode(ctx, "DE01")
	require.NoError(t, err)
	in, err := h.service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: e.Number, Name: "r.csv", Channel: "UPLOAD", Content: []byte("from,to,day,rate,source\n")})
	require.NoError(t, err)
	_, err = h.service.ImportMasterData(ctx, domain.ImportMasterDataInput{UploadID: in.ID, Kind: "RATES", IdempotencyKey: "load-rates-1"})
	require.Equal(t, domain.CodeForbidden, domain.CodeOf(err))
}
