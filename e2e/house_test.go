package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// groups are demo groups to clone, by how many invoices their history has.
var groups = map[string]*storetest.Prepared{"0": group("0"), "60": group("60"), "300": group("300")}

// group loads a demo group as a user does, by the verb.
func group(scale string) *storetest.Prepared {
	return storetest.Prepare(func(url string) error { return fill(url, scale) })
}

// fill fills the empty database at url with a group.
func fill(url, scale string) error {
	data, err := os.MkdirTemp("", "countersign-group-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	p := &program{env: []string{"DATABASE_URL=" + url, "COUNTERSIGN_DATA=" + data}, address: "127.0.0.1:0"}
	if err := p.start("demo", "--demo", "--scale", scale); err != nil {
		return err
	}
	defer p.kill()
	if err := p.awaitReady(time.Minute); err != nil {
		return err
	}
	return errors.Join(placed(url), p.stop())
}

// placed waits until accounts are reconciled that imports asked for, and every event has its position in the log.
func placed(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	for waiting := 1; waiting > 0; time.Sleep(10 * time.Millisecond) {
		if err := c.QueryRow(ctx, `SELECT (SELECT count(*) FROM event_pending)
			+ (SELECT count(*) FROM river_job WHERE kind IN ('reconcile_loaded', 'run_reconciliation') AND finalized_at IS NULL)`).Scan(&waiting); err != nil {
			return err
		}
	}
	return nil
}

// house is one test's group, with the servers over it.
type house struct {
	t      *testing.T
	db     *storetest.DB
	dir    string // the demo's key
	ledger string // directory of the ledger
	env    []string
	*program
	mu      sync.Mutex
	clients map[string]*client
}

// options say how a test's house differs from the usual one.
type options struct {
	scale string        // of its history; "0" when empty
	db    *storetest.DB // a database with a group in it; nil clones one
	env   []string      // further settings, as NAME=value
	args  []string      // further arguments of serve
}

// open clones a group and serves it.
func open(t *testing.T, o options) *house {
	t.Helper()
	h := prepare(t, o)
	h.program = h.serve(o.args...)
	return h
}

// prepare clones a group that nobody serves yet. A decision cannot be taken back unless the test asks for it, so that
// postings wait for nothing.
func prepare(t *testing.T, o options) *house {
	t.Helper()
	if o.scale == "" {
		o.scale = "0"
	}
	if o.db == nil {
		o.db = groups[o.scale].New(t)
	}
	dir := t.TempDir()
	h := &house{t: t, db: o.db, dir: dir, ledger: filepath.Join(dir, "ledger"), clients: map[string]*client{}}
	h.env = append([]string{
		"DATABASE_URL=" + h.db.URL, "COUNTERSIGN_DATA=" + dir, "COUNTERSIGN_LEDGER=" + h.ledger, "COUNTERSIGN_UNDO=0s",
		"COUNTERSIGN_LEASE=1s", "COUNTERSIGN_REQUESTS_PER_MINUTE=-1",
	}, o.env...)
	return h
}

// serve starts one more server over the house, and has it killed when the test ends.
func (h *house) serve(args ...string) *program {
	h.t.Helper()
	return h.begin(append([]string{"serve", "--demo"}, args...)...)
}

// serveFaults is serve for a ledger that does as its faults.json says, which only the demo's does.
func (h *house) serveFaults() *program {
	h.t.Helper()
	return h.begin("demo", "--demo")
}

func (h *house) begin(args ...string) *program {
	h.t.Helper()
	p := &program{env: h.env, address: "127.0.0.1:0"}
	h.t.Cleanup(func() {
		p.kill()
		if h.t.Failed() {
			h.t.Logf("log of %s:\n%s", p.address, p.tail())
		}
	})
	require.NoError(h.t, p.start(args...))
	require.NoError(h.t, p.awaitReady(30*time.Second))
	return p
}

// run runs a verb of the program over the house to its end.
func (h *house) run(args ...string) (stdout string, code int) {
	h.t.Helper()
	stdout, problems, code := h.trouble(args...)
	if problems != "" {
		h.t.Logf("%s: %s", args[0], problems)
	}
	return stdout, code
}

// trouble is run with what the verb says of problems.
func (h *house) trouble(args ...string) (stdout, problems string, code int) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, binary, args...)
	c.Env = append(os.Environ(), h.env...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		require.NoError(h.t, err)
	}
	return string(out), said.String(), c.ProcessState.ExitCode()
}

// program is one running process of the built program.
type program struct {
	env     []string
	address string // host:port; port 0 until it is known
	args    []string
	cmd     *exec.Cmd
	log     *logTail
	exited  chan struct{}
}

// start begins the process and returns when its address is known.
func (p *program) start(args ...string) error {
	p.args = args
	p.cmd = exec.Command(binary, args...)
	p.cmd.Env = append(append(os.Environ(), p.env...), "COUNTERSIGN_LISTEN="+p.address, "COUNTERSIGN_LOG=info")
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	p.log = &logTail{serving: make(chan string, 1)}
	p.cmd.Stderr = p.log
	if err := p.cmd.Start(); err != nil {
		return err
	}
	p.exited = make(chan struct{})
	go func() {
		_ = p.cmd.Wait()
		close(p.exited)
	}()
	select {
	case p.address = <-p.log.serving:
		return nil
	case <-p.exited:
		return fmt.Errorf("the program ended at once:\n%s", p.tail())
	case <-time.After(time.Minute):
		return fmt.Errorf("the program does not serve:\n%s", p.tail())
	}
}

// again starts the process anew at the address that it had.
func (p *program) again() error { return p.start(p.args...) }

// awaitReady waits until requests are answered.
func (p *program) awaitReady(patience time.Duration) error {
	end := time.Now().Add(patience)
	quick := &http.Client{Timeout: time.Second}
	for time.Now().Before(end) {
		if r, err := quick.Get(p.base() + "/readyz"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return fmt.Errorf("not ready after %s:\n%s", patience, p.tail())
}

func (p *program) base() string { return "http://" + p.address }

// kill ends the process without a chance to tidy up.
func (p *program) kill() {
	if p.cmd == nil || p.cmd.Process == nil || p.exited == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	<-p.exited
}

// stop asks the process to end, and says when it did not end well.
func (p *program) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.exited:
	case <-time.After(15 * time.Second):
		return errors.New("the program does not end")
	}
	if code := p.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("the program ended with %d:\n%s", code, p.tail())
	}
	return nil
}

func (p *program) tail() string {
	p.log.mu.Lock()
	defer p.log.mu.Unlock()
	return strings.Join(p.log.lines, "\n")
}

// logTail keeps the last lines of a log and hears from them where the program serves.
type logTail struct {
	mu      sync.Mutex
	rest    []byte
	lines   []string
	serving chan string
	told    bool
}

const tailLines = 60

func (l *logTail) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rest = append(l.rest, text...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(text), nil
		}
		l.rest = rest
		if !bytes.Contains(line, []byte(`"msg":"request"`)) {
			l.lines = append(l.lines, string(line))
		}
		if len(l.lines) > tailLines {
			l.lines = l.lines[1:]
		}
		var entry struct{ Msg, Address string }
		if json.Unmarshal(line, &entry) == nil && entry.Msg == "serving" && !l.told {
			l.told = true
			l.serving <- entry.Address
		}
	}
}
