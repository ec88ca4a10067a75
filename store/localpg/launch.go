package localpg

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// start brings the server up in a locked home.
func (s *Server) start(ctx context.Context, o Options, who account, log io.Writer) error {
	major, err := clusterMajor(s.home)
	if err != nil {
		return err
	}
	found, err := findPrograms(ctx, major)
	if err != nil {
		return err
	}
	if found, err = who.programsFor(ctx, found, o.root); err != nil {
		return err
	}
	if major == 0 {
		if err := makeCluster(ctx, s.home, found, who, o.FastUnsafe, log); err != nil {
			return err
		}
	}
	if s.password, err = readPassword(s.home); err != nil {
		return err
	}
	if err := clearOrphan(ctx, s.data()); err != nil {
		return err
	}
	for {
		again, err := s.launch(ctx, o, found, who, log)
		if err == nil {
			return s.tellAddress()
		}
		if !again || ctx.Err() != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// tellAddress writes the file url anew: one that a killed start left may belong to root.
func (s *Server) tellAddress() error {
	path := filepath.Join(s.home, "url")
	_ = os.Remove(path)
	return os.WriteFile(path, []byte(s.URL("countersign")+"\n"), 0o600)
}

// launch runs the server once; again tells that the same call may succeed a moment later.
func (s *Server) launch(ctx context.Context, o Options, p programs, who account, log io.Writer) (again bool, err error) {
	if s.port = o.Port; s.port == 0 {
		if s.port, err = freePort(ctx); err != nil {
			return false, err
		}
	}
	args := append([]string{"-D", s.data()}, settings(s.port, o.FastUnsafe)...)
	cmd := exec.Command(p.path("postgres"), args...) //nolint:gosec,noctx // outlives ctx by design; a program that we looked up, no shell
	cmd.Dir, cmd.Env = "/", environment(s.home)
	if s.process, err = spawn(cmd, who, log); err != nil {
		return false, fmt.Errorf("run postgres: %w", err)
	}
	for !s.ready() {
		select {
		case <-s.process.done:
			return s.explain(o.Port)
		case <-ctx.Done():
			s.kill()
			return false, fmt.Errorf("PostgreSQL in %s did not become ready: %w", s.home, ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
	return false, nil
}

// explain says why the server ended during its start.
func (s *Server) explain(wantedPort int) (again bool, err error) {
	said := s.process.tail
	switch {
	case said.contains("Address already in use"):
		return wantedPort == 0, tell(ErrPort, "port %d is already in use by another program", s.port)
	case said.contains("pre-existing shared memory block"): // backends of a killed server are still going down
		return true, tell(ErrInUse, "processes of an earlier server still use the database in %s", s.home)
	case said.contains("is incompatible with server"):
		return false, tell(ErrVersion, "the database in %s was made by another version of PostgreSQL: %s", s.home, said.complaint())
	}
	return false, damaged(s.home, "PostgreSQL says: "+firstLine(said.complaint(), s.process.err))
}

// ready asks as pg_ctl does: line 8 of the process id file says ready once connections are accepted.
func (s *Server) ready() bool {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return false
	}
	lines := strings.Split(string(text), "\n")
	return len(lines) >= 8 && lines[0] == strconv.Itoa(s.process.cmd.Process.Pid) && strings.TrimSpace(lines[7]) == "ready"
}

func freePort(ctx context.Context) (int, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
