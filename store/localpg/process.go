package localpg

import (
	"io"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is one child and the thread that keeps it.
type process struct {
	cmd  *exec.Cmd
	tail *tail
	done chan struct{}
	err  error // of Wait; read after done
}

// spawn starts cmd in its own process group, so that Ctrl-C reaches it through us alone, and bound to our life.
//
// "Send the child a signal when the parent dies" is a promise about the parent's thread, not its process; so one thread
// is set aside to start the child and wait for it.
func spawn(cmd *exec.Cmd, who account, log io.Writer) (*process, error) {
	p := &process{cmd: cmd, tail: &tail{}, done: make(chan struct{})}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(cmd.SysProcAttr)
	who.lend(cmd)
	out := io.MultiWriter(p.tail, log)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = 5 * time.Second // backends may hold the pipe a moment longer than the postmaster lives
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine, after the child
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// tail keeps the last few kilobytes written to it, to explain a failure.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailBytes = 8 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	if extra := len(t.text) - tailBytes; extra > 0 {
		t.text = append(t.text[:0], t.text[extra:]...)
	}
	return len(b), nil
}

func (t *tail) contains(part string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Contains(string(t.text), part)
}

// complaint returns the first line that PostgreSQL marked as grave, without its stamp; "" when there is none.
func (t *tail) complaint() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for line := range strings.Lines(string(t.text)) {
		for _, mark := range []string{"PANIC:", "FATAL:", "initdb: error:", "error while loading"} {
			if _, said, found := strings.Cut(line, mark); found {
				return strings.TrimSpace(said)
			}
		}
	}
	return ""
}
