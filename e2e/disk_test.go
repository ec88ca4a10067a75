package e2e_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

const (
	// smallDisk tells a run of this test binary that it has a mount of its own, and where it may put a disk.
	smallDisk = "COUNTERSIGN_SMALL_DISK"
	// diskBytes holds a cluster with a group, and little more.
	diskBytes = 256 << 20
	// capSysAdmin is what a mount needs; see capabilities(7).
	capSysAdmin = 21
)

// TestDatabase_NothingAcknowledgedIsLostWhenTheDiskFills runs in a process with mounts of its own, which end with it,
// whoever runs it: root needs no more than that, anybody else has the kernel give them a user namespace.
func TestDatabase_NothingAcknowledgedIsLostWhenTheDiskFills(t *testing.T) {
	t.Parallel()
	if dir := os.Getenv(smallDisk); dir != "" {
		require.NoError(t, mountDisk(dir))
		fillAndFree(t, dir)
		return
	}
	dir, err := os.MkdirTemp("", "countersign-disk-") //nolint:usetesting // the account of the database passes through it
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o711))
	self, err := os.Executable()
	require.NoError(t, err)
	alone := exec.CommandContext(t.Context(), self, "-test.run=^"+t.Name()+"$", "-test.v")
	alone.Env = append(os.Environ(), smallDisk+"="+dir, "COUNTERSIGN_BIN="+binary)
	alone.SysProcAttr = ownMounts()
	out, err := alone.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatalf("a full disk is shown on a mount of the test's own, which this machine refuses (%v): run it as root, or allow user namespaces", err)
	}
	require.NoError(t, err, "%s", out)
	for line := range strings.Lines(string(out)) {
		if _, said, found := strings.Cut(line, "disk: "); found {
			t.Logf("disk: %s", strings.TrimSpace(said))
		}
	}
}

// ownMounts lets a process mount what nobody else sees.
func ownMounts() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if uid, gid := os.Geteuid(), os.Getegid(); uid != 0 {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
		attr.AmbientCaps = []uintptr{capSysAdmin}
	}
	return attr
}

// mountDisk puts a small disk at dir, in this process's mounts alone.
func mountDisk(dir string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("keep mounts to this process: %w", err)
	}
	return syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=0711", diskBytes))
}

func fillAndFree(t *testing.T, dir string) {
	t.Helper()
	const people = 20
	times := 3
	if full {
		times = 10
	}
	own := storetest.NewPrivate(t, filepath.Join(dir, "postgres"))
	h, l := ownHouse(t, own, options{})
	dice := seeded(t)
	l.enterAll(30, dice)
	l.work(people, dice)
	var slowest time.Duration
	stopped := 0
	for range times {
		time.Sleep(time.Duration(300+dice.IntN(500)) * time.Millisecond)
		filler := filepath.Join(dir, "filler")
		require.NoError(t, fillDisk(filler))
		var noRoom *pgconn.PgError
		_, err := own.Pool.Exec(t.Context(), `CREATE TABLE too_much AS SELECT repeat(md5(n::text), 30) FROM generate_series(1, 50000) AS n`)
		require.ErrorAs(t, err, &noRoom)
		require.Equal(t, "53100", noRoom.Code, noRoom.Message) // disk_full
		failed := l.retries.Load()
		eventually(t, 60*time.Second, "the database misses room, and people are told of an error", func() bool {
			_, _ = own.Pool.Exec(t.Context(), `SELECT pg_switch_wal()`) // the next segment of its log is where there is no room
			return l.retries.Load() > failed+people
		})
		require.NoError(t, os.Remove(filler))
		began := time.Now()
		eventually(t, 30*time.Second, "the database is there again", func() bool {
			select {
			case <-own.Exited(): // it gave up: whoever keeps the machine makes room and starts it
				stopped++
				require.NoError(t, own.Again())
			default:
			}
			return h.awaitReady(200*time.Millisecond) == nil
		})
		slowest = max(slowest, time.Since(began))
		before := l.done()
		eventually(t, 30*time.Second, "people go on", func() bool { return l.done() > before })
	}
	h.endsWell(l, fmt.Sprintf("disk: full %d times, the database gave up %d times, %d approvers", times, stopped, people), slowest)
}

// fillDisk writes a file until there is no room for a byte more.
func fillDisk(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	for _, size := range []int{1 << 20, 4096, 1} {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, io.ErrShortWrite) {
			return err
		}
	}
	return nil
}
