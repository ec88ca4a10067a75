package localpg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// startPatience bounds one start, replay after a crash included.
const startPatience = 60 * time.Second

// Options say where a server lives and how careful it is.
type Options struct {
	Dir        string    // required; made when missing. Root's servers move to /var/lib/countersign when their account cannot reach it
	Port       int       // on 127.0.0.1; 0 (default) takes a free one
	Log        io.Writer // also receives what the server says; nil: only the file postgres.log
	FastUnsafe bool      // no fsync: for data that a power cut may take, as in tests; a killed server still loses nothing

	root string // stands in for sharedRoot in tests
}

// Server is a running private PostgreSQL.
type Server struct {
	home     string
	port     int
	password string
	lock     dirLock
	held     bool // lock is ours
	log      *os.File
	process  *process
}

// Start makes a cluster in o.Dir if there is none and runs a server on it; it returns when connections are accepted.
//
// From nothing about one second, with data at hand a fraction of one. The server stops with Stop, or by itself when this
// process dies. One process owns a directory at a time.
// Errors, each one sentence: ErrNoPrograms, ErrInUse, ErrDamaged, ErrVersion, ErrNotOurs, ErrPort.
func Start(ctx context.Context, o Options) (_ *Server, err error) {
	if o.root == "" {
		o.root = sharedRoot
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, err
	}
	home, who, err := prepareHome(dir, o.root)
	if err != nil {
		return nil, err
	}
	s := &Server{home: home}
	defer func() {
		if err != nil {
			s.release()
		}
	}()
	if s.lock, err = holdLock(home); err != nil {
		return nil, err
	}
	s.held = true
	if s.log, err = os.OpenFile(filepath.Join(home, "postgres.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
		return nil, notOurs(home, err)
	}
	log := io.Writer(s.log)
	if o.Log != nil {
		log = io.MultiWriter(s.log, o.Log)
	}
	if home != dir {
		_, _ = fmt.Fprintf(log, "the database lives in %s, because the account that runs it cannot reach %s\n", home, dir)
	}
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	if err = s.start(ctx, o, who, log); err != nil {
		return nil, err
	}
	return s, nil
}

// prepareHome makes the directory that the server will live in and names the account that will run it.
func prepareHome(dir, root string) (string, account, error) {
	who, err := chooseAccount(filepath.Join(dir, "data"))
	if err != nil {
		return "", account{}, err
	}
	home := who.homeFor(dir, root)
	if home != dir {
		if who, err = chooseAccount(filepath.Join(home, "data")); err != nil {
			return "", account{}, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(home), 0o755); err != nil {
		return "", account{}, notOurs(home, err)
	}
	if err := os.Mkdir(home, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", account{}, notOurs(home, err)
	}
	if who.switched {
		if err := os.Chmod(home, 0o711); err != nil { //nolint:gosec // the account must pass, nobody may look
			return "", account{}, err
		}
	}
	return home, who, nil
}

func (s *Server) data() string { return filepath.Join(s.home, "data") }

// Home is the directory that the server lives in: Options.Dir, unless its account could not reach that.
func (s *Server) Home() string { return s.home }

// Port is where the server listens on 127.0.0.1.
func (s *Server) Port() int { return s.port }

// Exited is closed when the server has ended, for whatever reason.
func (s *Server) Exited() <-chan struct{} { return s.process.done }

// URL addresses one database of the server as its superuser. It contains the password.
func (s *Server) URL(database string) string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword(superuser, s.password),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "/" + database, RawQuery: "sslmode=disable",
	}
	return u.String()
}

// Stop throws clients out, lets the server write its checkpoint and returns when the last process is gone. When ctx ends
// first the server is stopped at once, and replays its log at the next start. Calling it again does nothing.
func (s *Server) Stop(ctx context.Context) error {
	if !s.held {
		return nil
	}
	defer s.release()
	_ = os.Remove(filepath.Join(s.home, "url"))
	_ = s.process.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-s.process.done:
		return nil
	case <-ctx.Done():
		s.kill()
		return fmt.Errorf("stop PostgreSQL in order: %w", ctx.Err())
	}
}

// kill ends the server without a checkpoint, its backends first: SIGQUIT lets the postmaster take them along.
func (s *Server) kill() {
	_ = s.process.cmd.Process.Signal(syscall.SIGQUIT)
	select {
	case <-s.process.done:
	case <-time.After(5 * time.Second):
		_ = s.process.cmd.Process.Kill()
		<-s.process.done
	}
}

// Crash kills the server's first process as nothing can prevent, and lets go of the directory: it is how a test asks what
// a crash costs. The other processes end by themselves when they notice; the next Start waits for them.
func (s *Server) Crash() {
	_ = s.process.cmd.Process.Kill()
	<-s.process.done
	s.release()
}

// release lets go of the directory.
func (s *Server) release() {
	if s.log != nil {
		_ = s.log.Close()
	}
	if s.held {
		s.lock.release()
		s.held = false
	}
}
