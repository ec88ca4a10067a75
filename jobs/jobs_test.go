package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// group is a demo group without history whose work nobody does until start.
type group struct {
	t       *testing.T
	db      *store.DB
	service *workflow.Service
}

func openGroup(t *testing.T) *group {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, store.Options{URL: storetest.New(t).URL})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	require.NoError(t, workflow.LoadDemo(ctx, db, workflow.Demo{Seed: 1, Now: time.Now().UTC().Truncate(time.Second), Ledger: "ledger"}, nil))
	service, err := workflow.New(ctx, workflow.Options{DB: db, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	return &group{t, db, service}
}

// start lets the workers work until the test ends.
func (g *group) start() {
	g.t.Helper()
	runner, err := Start(context.WithoutCancel(g.t.Context()), Options{Pool: g.db.Pool(), Service: g.service, Log: slog.New(slog.DiscardHandler)})
	require.NoError(g.t, err)
	g.t.Cleanup(func() { require.NoError(g.t, runner.Stop(context.Background())) })
}

// receive keeps a file for the German plant, in the name of the intake.
func (g *group) receive(name, content string) (context.Context, *domain.Intake) {
	g.t.Helper()
	ctx := domain.WithActor(g.t.Context(), folderActor())
	in, err := g.service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: 2, Name: name, Channel: "FOLDER", Content: []byte(content)})
	require.NoError(g.t, err)
	return ctx, in
}

// reading asks for a file to be read.
func (g *group) reading(content string) domain.ID {
	g.t.Helper()
	ctx, in := g.receive("bill.xml", content)
	_, err := g.service.ImportInvoice(ctx, domain.ImportInvoiceInput{UploadID: in.ID, IdempotencyKey: "read:" + in.ID.String()})
	require.NoError(g.t, err)
	return in.ID
}

// loading asks for a file's rows to be loaded.
func (g *group) loading(rows string) domain.ID {
	g.t.Helper()
	ctx, in := g.receive("invoices.csv", rows)
	_, err := g.service.ImportMasterData(ctx, domain.ImportMasterDataInput{UploadID: in.ID, Kind: "INVOICES", IdempotencyKey: "load:" + in.ID.String()})
	require.NoError(g.t, err)
	return in.ID
}

// killed makes a file's job look like one that a process took up so long ago and never ended.
func (g *group) killed(intake domain.ID, ago time.Duration) {
	g.t.Helper()
	tag, err := g.db.Pool().Exec(g.t.Context(), `UPDATE river_job SET state = 'running', attempt = 1, attempted_by = '{gone}', attempted_at = now() - $2::interval
		WHERE args->>'intake' = $1`, intake.UUID.String(), ago)
	require.NoError(g.t, err)
	require.EqualValues(g.t, 1, tag.RowsAffected())
}

func (g *group) state(intake domain.ID) domain.IntakeState {
	g.t.Helper()
	nodes, err := g.service.Nodes(domain.WithActor(g.t.Context(), folderActor()), []domain.ID{intake}, 0)
	require.NoError(g.t, err)
	return nodes[0].(*domain.Intake).State
}

func TestStart_TakesUpWhatAKilledProcessHeldOnceItMustHaveEnded(t *testing.T) {
	t.Parallel()
	g := openGroup(t)
	read, young := g.reading(fmt.Sprintf(smallInvoice, "K-1")), g.reading(fmt.Sprintf(smallInvoice, "K-2"))
	load, busy := g.loading("not a table"), g.loading("no table either")
	for intake, ago := range map[domain.ID]time.Duration{
		read: rescueAfter + time.Second, young: rescueAfter - 15*time.Second, load: loadBound + time.Second, busy: loadBound - 15*time.Second,
	} {
		g.killed(intake, ago)
	}
	g.start()
	require.Eventually(t, func() bool {
		return g.state(read) == domain.IntakeAccepted && g.state(load) == domain.IntakeQuarantined
	}, 30*time.Second, 50*time.Millisecond)
	require.Equal(t, domain.IntakeReceived, g.state(young), "its process may be at it still")
	require.Equal(t, domain.IntakeReceived, g.state(busy), "rows take longer than a bill")
}
