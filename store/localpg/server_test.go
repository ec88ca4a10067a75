package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// place is a directory that root's lent account can reach too; t.TempDir is open to its owner alone.
func place(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "localpg-test-") //nolint:usetesting // see above
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o711))
	t.Cleanup(func() { // a server that was killed with its owner may still be writing its last file
		require.Eventually(t, func() bool { return os.RemoveAll(dir) == nil }, 10*time.Second, 50*time.Millisecond)
	})
	return dir
}

// made is a stopped cluster that tests copy which are about something else than making one.
var made = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "localpg-made-")
	if err != nil {
		return "", err
	}
	madeDir = dir
	s, err := Start(context.Background(), Options{Dir: dir, FastUnsafe: true})
	if err != nil {
		return "", err
	}
	return dir, s.Stop(context.Background())
})

var madeDir string

// TestMain is here for one thing: the cluster that tests copy goes when they are done.
func TestMain(m *testing.M) {
	code := m.Run()
	if madeDir != "" {
		_ = os.RemoveAll(madeDir)
	}
	os.Exit(code)
}

// furnished is a place with a cluster in it.
func furnished(t *testing.T) string {
	t.Helper()
	model, err := made()
	require.NoError(t, err)
	dir := place(t)
	out, err := exec.Command("cp", "-a", model+"/.", dir).CombinedOutput()
	require.NoError(t, err, string(out))
	return dir
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	o.FastUnsafe = true
	s, err := Start(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	require.NoError(t, s.Stop(ctx))
}

func connect(t *testing.T, s *Server) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(t.Context(), s.URL("postgres"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.Background()) })
	return c
}

// remember and recall show that data survives.
func remember(t *testing.T, s *Server) {
	t.Helper()
	_, err := connect(t, s).Exec(t.Context(), "CREATE TABLE memory AS SELECT 42 AS answer")
	require.NoError(t, err)
}

func recall(t *testing.T, s *Server) {
	t.Helper()
	var answer int
	require.NoError(t, connect(t, s).QueryRow(t.Context(), "SELECT answer FROM memory").Scan(&answer))
	require.Equal(t, 42, answer)
}

func TestStart_KeepsDataAndIsQuickTheSecondTime(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(place(t), "not", "there", "yet")
	first := start(t, Options{Dir: dir})
	remember(t, first)
	stop(t, first)
	began := time.Now()
	second := start(t, Options{Dir: dir})
	require.Less(t, time.Since(began), 2*time.Second)
	recall(t, second)
}

func TestStart_IsCautiousByDefault(t *testing.T) {
	t.Parallel()
	s, err := Start(t.Context(), Options{Dir: place(t)})
	require.NoError(t, err)
	defer stop(t, s)
	var fsync, commit, checksums, encoding, collation, zone, listen, sockets string
	require.NoError(t, connect(t, s).QueryRow(t.Context(), `SELECT current_setting('fsync'), current_setting('synchronous_commit'),
		current_setting('data_checksums'), pg_encoding_to_char(encoding), datcollate, current_setting('timezone'),
		current_setting('listen_addresses'), current_setting('unix_socket_directories')
		FROM pg_database WHERE datname = 'postgres'`).Scan(&fsync, &commit, &checksums, &encoding, &collation, &zone, &listen, &sockets))
	require.Equal(t, []string{"on", "on", "on", "UTF8", "C.UTF-8", "UTC", "127.0.0.1", ""},
		[]string{fsync, commit, checksums, encoding, collation, zone, listen, sockets})
	_, err = connect(t, s).Exec(t.Context(), "CREATE EXTENSION btree_gist")
	require.NoError(t, err)
}

func TestStart_LetsNobodyInWithoutThePassword(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: furnished(t)})
	config, err := pgx.ParseConfig(s.URL("postgres"))
	require.NoError(t, err)
	config.Password = "guess"
	_, err = pgx.ConnectConfig(t.Context(), config)
	require.ErrorContains(t, err, "password authentication failed")
	for _, name := range []string{"password", "url", "postgres.log"} {
		info, err := os.Stat(filepath.Join(s.Home(), name))
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), name)
	}
	info, err := os.Stat(s.data())
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o700), info.Mode().Perm())
}

func TestStart_RunsAsAnUnprivilegedAccountOutOfReachOfCtrlC(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: furnished(t)})
	pid := s.process.cmd.Process.Pid
	info, err := os.Stat("/proc/" + strconv.Itoa(pid))
	require.NoError(t, err)
	owner := info.Sys().(*syscall.Stat_t)
	require.NotZero(t, owner.Uid)
	group, err := syscall.Getpgid(pid)
	require.NoError(t, err)
	require.Equal(t, pid, group, "the terminal signals our group, not the server's")
}

func TestStart_RefusesADirectoryInUse(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	s := start(t, Options{Dir: dir})
	_, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	require.ErrorIs(t, err, ErrInUse)
	require.EqualError(t, err, fmt.Sprintf("the database in %s is in use by another running program (process %d): stop it first", dir, os.Getpid()))
	require.NoError(t, connect(t, s).Ping(t.Context()), "the first one is not harmed")
}

func TestStart_KeepsItsDirectoryWhenNobodyRefersToTheServer(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	forgotten := func() *process {
		s, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
		require.NoError(t, err)
		return s.process
	}()
	defer func() { _ = forgotten.cmd.Process.Kill(); <-forgotten.done }()
	for range 3 {
		runtime.GC()
	}
	_, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	require.ErrorIs(t, err, ErrInUse)
}

func TestStart_RefusesABusyPort(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	port := l.Addr().(*net.TCPAddr).Port
	dir := furnished(t)
	_, err = Start(t.Context(), Options{Dir: dir, Port: port, FastUnsafe: true})
	require.ErrorIs(t, err, ErrPort)
	require.EqualError(t, err, fmt.Sprintf("port %d is already in use by another program", port))
	start(t, Options{Dir: dir}) // and the directory is not harmed
}

func TestStart_NamesADamagedDirectory(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		harm func(data string) error
		says string
	}{
		"no version":      {func(data string) error { return os.Remove(filepath.Join(data, "PG_VERSION")) }, "PG_VERSION is missing"},
		"no control file": {func(data string) error { return os.Remove(filepath.Join(data, "global/pg_control")) }, "global/pg_control is missing"},
		"torn control":    {func(data string) error { return os.Truncate(filepath.Join(data, "global/pg_control"), 100) }, "PostgreSQL says: "},
		"no log":          {func(data string) error { return os.RemoveAll(filepath.Join(data, "pg_wal")) }, "pg_wal is missing"},
		"no password":     {func(data string) error { return os.Remove(filepath.Join(data, "../password")) }, "password file is missing"},
		"broken settings": {func(data string) error {
			return os.WriteFile(filepath.Join(data, "postgresql.conf"), []byte("nonsense here = ["), 0o600)
		}, "PostgreSQL says: "},
		"an empty data":    {func(data string) error { return errors.Join(os.RemoveAll(data), os.Mkdir(data, 0o700)) }, "PG_VERSION is missing"},
		"emptied log tail": {emptyLog, "PostgreSQL says: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := furnished(t)
			s := start(t, Options{Dir: dir})
			stop(t, s)
			require.NoError(t, c.harm(s.data()))
			_, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
			require.ErrorIs(t, err, ErrDamaged)
			require.ErrorContains(t, err, "the database in "+dir+" is damaged (")
			require.ErrorContains(t, err, c.says)
			require.NotContains(t, err.Error(), "\n", "one sentence")
		})
	}
}

// emptyLog removes the write-ahead log's segments and keeps its directory.
func emptyLog(data string) error {
	segments, err := filepath.Glob(filepath.Join(data, "pg_wal", "0*"))
	for _, segment := range segments {
		err = errors.Join(err, os.Remove(segment))
	}
	return err
}

func TestStart_NamesDataOfAnotherVersion(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	s := start(t, Options{Dir: dir})
	stop(t, s)
	require.NoError(t, os.WriteFile(filepath.Join(s.data(), "PG_VERSION"), []byte("99\n"), 0o600))
	_, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	require.ErrorIs(t, err, ErrVersion)
	require.ErrorContains(t, err, "the data was made by PostgreSQL 99, but only version ")
	require.ErrorContains(t, err, "install postgresql-99 or move the data directory away")
}

func TestStart_FinishesWhatAnInterruptedOneLeft(t *testing.T) {
	t.Parallel()
	dir := place(t)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "data.new", "base", "1"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "data.new", "PG_VERSION"), []byte("15\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "password"), []byte("of the one that never was\n"), 0o600))
	s := start(t, Options{Dir: dir})
	require.NoError(t, connect(t, s).Ping(t.Context()))
	require.NoDirExists(t, filepath.Join(dir, "data.new"))
}

func TestStart_GivesUpWhenItsCallerDoes(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := place(t)
	_, err := Start(ctx, Options{Dir: dir, FastUnsafe: true})
	require.ErrorIs(t, err, context.Canceled)
	require.NoDirExists(t, filepath.Join(dir, "data"))
	start(t, Options{Dir: dir})
}

func TestStop_LeavesNoProcessAndNoAddress(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: furnished(t)})
	c := connect(t, s)
	pid := s.process.cmd.Process.Pid
	address, err := os.ReadFile(filepath.Join(s.Home(), "url"))
	require.NoError(t, err)
	require.Equal(t, s.URL("countersign")+"\n", string(address))
	stop(t, s)
	require.ErrorIs(t, syscall.Kill(pid, 0), syscall.ESRCH)
	require.Error(t, c.Ping(t.Context()), "clients are thrown out, not waited for")
	require.NoFileExists(t, filepath.Join(s.Home(), "url"))
	stop(t, s) // a second time does nothing
}

func TestStop_ObeysItsDeadline(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	s, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	require.NoError(t, err)
	remember(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = s.Stop(ctx)
	if err != nil { // it may have been quicker than the deadline
		require.ErrorIs(t, err, context.Canceled)
	}
	recall(t, start(t, Options{Dir: dir}))
}

func TestExited_TellsThatTheServerIsGone(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: furnished(t)})
	require.NoError(t, s.process.cmd.Process.Kill())
	select {
	case <-s.Exited():
	case <-time.After(10 * time.Second):
		t.Fatal("nobody noticed")
	}
}

func TestEnsureDatabase_MakesItOnce(t *testing.T) {
	t.Parallel()
	s := start(t, Options{Dir: furnished(t)})
	for range 2 {
		require.NoError(t, s.EnsureDatabase(t.Context(), `odd "name"`))
	}
	var there int
	require.NoError(t, connect(t, s).QueryRow(t.Context(), `SELECT count(*) FROM pg_database WHERE datname = 'odd "name"'`).Scan(&there))
	require.Equal(t, 1, there)
}

func TestStart_MovesWhereItsAccountCanReach(t *testing.T) {
	t.Parallel()
	closed, shared := t.TempDir(), filepath.Join(place(t), "shared") // t.TempDir is open to its owner alone
	dir := filepath.Join(closed, "db")
	var said strings.Builder
	s := start(t, Options{Dir: dir, Log: &said, root: shared})
	if os.Geteuid() != 0 {
		require.Equal(t, dir, s.Home(), "our own account reaches it")
		return
	}
	require.Equal(t, shared, filepath.Dir(s.Home()))
	require.Contains(t, said.String(), "the database lives in "+s.Home()+", because the account that runs it cannot reach "+dir)
	remember(t, s)
	stop(t, s)
	recall(t, start(t, Options{Dir: dir, root: shared}))
}
