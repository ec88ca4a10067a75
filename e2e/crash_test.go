package e2e_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// seeded is a source of chance whose seed is printed, so that a run can be told from another.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, seed))
}

func TestCrash_NothingAcknowledgedIsLostWhenTheServerDies(t *testing.T) {
	t.Parallel()
	const kills, people = 20, 50
	h := open(t, options{})
	dice := seeded(t)
	l := newTeam(h)
	l.enterAll(60, dice)
	l.work(people, dice)
	var slowest time.Duration
	for range kills {
		time.Sleep(time.Duration(50+dice.IntN(600)) * time.Millisecond)
		h.kill()
		began := time.Now()
		require.NoError(t, h.again())
		require.NoError(t, h.awaitReady(30*time.Second))
		slowest = max(slowest, time.Since(began))
	}
	l.end()
	h.drain(90 * time.Second)
	v := l.judge()
	t.Logf("crash: %d kills, %d approvers, %d decisions and %d invoices acknowledged after %d repeats, %d lost, %d double, %d double postings, %d missing, slowest ready %.1f s; refused %v",
		kills, people, len(l.decisions), len(l.entered), l.retries.Load(), v.lost, v.double, v.doublePostings, v.missing, slowest.Seconds(), l.refusals)
	require.Empty(t, l.broken)
	require.Equal(t, verdict{}, v)
	require.Greater(t, len(l.decisions), kills, "hardly anybody did anything")
	require.Less(t, slowest, 5*time.Second)
	h.clean()
}

func TestCrash_OneEffectInTheLedgerWhenTheWorkerDies(t *testing.T) {
	t.Parallel()
	const kills, documents = 50, 60
	h := open(t, options{args: []string{"--workers=false"}})
	dice := seeded(t)
	l := newTeam(h)
	l.enterAll(documents, dice)
	l.approveAll()
	require.Empty(t, h.posted(), "nobody works yet")
	meant := h.count(`SELECT count(*) FROM posting`)
	require.Equal(t, documents, meant)

	h.fault(fault{ID: "crash", On: "put", Kind: "crash", Times: kills})
	died := 0
	for died < kills { // one document at a time, so that each death finds a new one between acceptance and record
		worker := &program{env: append(h.env, "COUNTERSIGN_JOBS=1"), address: "127.0.0.1:0"}
		require.NoError(t, worker.start("demo", "--demo"))
		select {
		case <-worker.exited:
		case <-time.After(time.Minute):
			worker.kill()
			t.Fatalf("after %d kills nothing is sent to the ledger any more:\n%s", died, worker.tail())
		}
		status := worker.cmd.ProcessState.Sys().(syscall.WaitStatus)
		require.Equal(t, syscall.SIGKILL, status.Signal(), "%s", worker.tail())
		died++
	}
	accepted := len(h.journal())
	h.serve()
	h.drain(90 * time.Second)
	v := l.judge()
	t.Logf("crash: %d kills of the worker between the ledger's acceptance and our record, %d documents, %d of them accepted before, %d posted, %d double, %d missing",
		died, documents, accepted, len(h.posted()), v.doublePostings, v.missing)
	require.Empty(t, l.broken)
	require.Equal(t, verdict{}, v)
	require.Equal(t, documents, len(h.journal()), "one effect each")
	require.Equal(t, documents, h.count(`SELECT count(*) FROM invoice WHERE state = 'POSTED'`))
	require.GreaterOrEqual(t, h.count(`SELECT count(*) FROM posting_attempt WHERE step = 'find'`), kills, "the ledger is asked before anything is sent again")
	h.clean()
}

func TestCrash_OneOfTwoServersMayDieUnderLoad(t *testing.T) {
	t.Parallel()
	const people = 16
	h := open(t, options{})
	second := h.serve()
	dice := seeded(t)
	l := newTeam(h)
	l.other = second.base()
	l.enterAll(20, dice)
	l.work(people, dice)
	time.Sleep(time.Duration(500+dice.IntN(1000)) * time.Millisecond)
	before := l.done()
	h.kill()
	eventually(t, 20*time.Second, "people go on through the other server", func() bool { return l.done() > before+10 })
	l.end()

	l.approveAll()
	h.drain(90 * time.Second)
	v := l.judge()
	t.Logf("crash: 1 of 2 servers killed, %d approvers, %d decisions acknowledged, %d of them after the kill, %d lost, %d double, %d double postings, %d missing; refused %v",
		people, len(l.decisions), len(l.decisions)-before, v.lost, v.double, v.doublePostings, v.missing, l.refusals)
	require.Empty(t, l.broken)
	require.Equal(t, verdict{}, v)
	h.clean()
}

func TestCrash_AFileWhoseReaderDiedIsReadWithinAboutAMinute(t *testing.T) {
	t.Parallel()
	h := open(t, options{args: []string{"--workers=false"}})
	c := h.as(clerk)
	id := c.upload(c.entity("DE01"), "a.xml", german(c.suppliers("DE", "LOW")[0], 500).ubl(t))
	type asked struct {
		ImportInvoice struct{ Job struct{ ID string } }
	}
	job := ask[asked](c, importInvoice, vars{"in": vars{"uploadId": id, "idempotencyKey": key()}}).ImportInvoice.Job
	hold, err := h.db.Pool.Begin(t.Context()) // the reader waits for the file's row, and dies there
	require.NoError(t, err)
	_, err = hold.Exec(t.Context(), `SELECT FROM intake FOR UPDATE`)
	require.NoError(t, err)
	worker := h.serve()
	eventually(t, 20*time.Second, "a worker reads the file", func() bool {
		return h.count(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
	})
	worker.kill()
	died := time.Now()
	require.NoError(t, hold.Rollback(t.Context()))
	require.NoError(t, worker.again())
	eventually(t, 80*time.Second, "somebody else reads the file", func() bool { return c.intake(id).State == "ACCEPTED" })
	t.Logf("crash: the file of a killed reader was read %.0f s later", time.Since(died).Seconds())
	require.Empty(t, c.follow(job.ID))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM invoice`))
	h.clean()
}

// done counts the decisions that were acknowledged.
func (l *team) done() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.decisions)
}

// fault is one entry of the ledger's faults.json.
type fault struct {
	ID    string `json:"id"`
	On    string `json:"on"`
	Kind  string `json:"kind"`
	Delay string `json:"delay,omitempty"`
	Times int    `json:"times,omitempty"`
}

// fault tells the ledger what shall go wrong.
func (h *house) fault(faults ...fault) {
	h.t.Helper()
	text, err := json.Marshal(faults)
	require.NoError(h.t, err)
	require.NoError(h.t, os.MkdirAll(h.ledger, 0o750))
	require.NoError(h.t, os.WriteFile(filepath.Join(h.ledger, "faults.json"), text, 0o600))
}

// faulted counts the faults that the ledger has met.
func (h *house) faulted() int {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.ledger, "faults.fired"))
	require.NoError(h.t, err)
	return bytes.Count(text, []byte("\n"))
}
