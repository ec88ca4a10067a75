package workflow_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

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

func TestLoadMasterData_EntersManyInvoicesInPieces(t *testing.T) {
	t.Parallel()
	h := setup(t)
	hasty, err := workflow.New(t.Context(), workflow.Options{DB: h.db, Log: slog.New(slog.DiscardHandler), Now: func() time.Time {
		h.later(3 * time.Second) // so that a row or two fill the time of a piece
		return h.now()
	}})
	require.NoError(t, err)
	supplier := value[string](h, `SELECT number FROM supplier WHERE id = $1`, h.supplier().UUID)
	rows := "entity,supplier,number,issued_on,currency,gross,tax,text,amount,account,cost_center\n"
	for n := range 30 {
		if n%6 == 0 {
			rows += fmt.Sprintf("DE01,nobody,P-%d,2026-11-03,EUR,1.00,0.00,x,1.00,5000,3100\n", n)
			continue
		}
		rows += fmt.Sprintf("DE01,%s,P-%d,2026-11-03,EUR,%d.00,0.00,x,%d.00,5000,3100\n", supplier, n, n+1, n+1)
	}
	in := h.receive("emre.tasdemir", "invoices.csv", []byte(rows))
	ctx := h.as("emre.tasdemir")
	job, err := h.service.ImportMasterData(ctx, domain.ImportMasterDataInput{UploadID: in.ID, Kind: "INVOICES", IdempotencyKey: "load-in-pieces"})
	require.NoError(t, err)
	task := domain.LoadMasterData{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID, Rows: "INVOICES"}
	pieces, before := 0, 0
	for job.State != domain.JobDone {
		pieces++
		require.Less(t, pieces, 30, "each piece goes on where the one before left off")
		require.Equal(t, pieces, value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'load_master_data'`), "the rest is asked for with what is done")
		require.NoError(t, hasty.LoadMasterData(ctx, task))
		nodes, err := h.service.Nodes(ctx, []domain.ID{job.ID}, 0)
		require.NoError(t, err)
		job = nodes[0].(*domain.Job)
		require.Greater(t, job.Done, before)
		require.Equal(t, 30, *job.Total)
		require.Equal(t, job.Done-job.Failed, value[int](h, `SELECT count(*)::int FROM invoice`))
		before = job.Done
	}
	require.Greater(t, pieces, 3)
	require.Equal(t, 5, job.Failed)
	require.Equal(t, 5, strings.Count(*job.Error, "There is no supplier"), *job.Error)
	require.Equal(t, domain.IntakeAccepted, h.intake(in.ID).State)
	require.NoError(t, hasty.LoadMasterData(ctx, task))
	require.Equal(t, 25, value[int](h, `SELECT count(*)::int FROM invoice`), "a repeat changes nothing")
	require.Equal(t, pieces, value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'load_master_data'`))
	h.clean()
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
