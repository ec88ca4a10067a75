package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// orphanPatience is how long a server left behind may take to stop: it writes one checkpoint, seconds at worst.
const orphanPatience = 20 * time.Second

// dirLock is a held lock. It is a bare descriptor because an os.File that nobody refers to any more is closed by the
// garbage collector, and the lock would be gone while its server runs.
type dirLock int

// holdLock takes dir's lock for this process. The kernel drops it when the process dies, however it dies, so a lock
// that is taken means a living owner.
//
// Errors: ErrInUse, naming the owner's process id.
func holdLock(dir string) (dirLock, error) {
	path := filepath.Join(dir, "lock")
	fd, err := syscall.Open(path, syscall.O_RDWR|syscall.O_CREAT|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return 0, notOurs(dir, fmt.Errorf("open %s: %w", path, err))
	}
	if err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		holder, _ := os.ReadFile(path)
		_ = syscall.Close(fd)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return 0, fmt.Errorf("lock %s: %w", path, err)
		}
		return 0, tell(ErrInUse, "the database in %s is in use by another running program (process %s): stop it first", dir, strings.TrimSpace(string(holder)))
	}
	if err := syscall.Ftruncate(fd, 0); err == nil {
		_, _ = syscall.Pwrite(fd, []byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return dirLock(fd), nil
}

// release gives the lock up by name and not by closing alone: a child of ours that was just forked holds a copy of every
// descriptor until it runs its own program, and a lock lasts as long as the last copy.
func (l dirLock) release() {
	_ = syscall.Flock(int(l), syscall.LOCK_UN)
	_ = syscall.Close(int(l))
}

func notOurs(dir string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return tell(ErrNotOurs, "the database directory %s belongs to another account: run as that account, or move the directory away", dir)
	}
	return err
}

// clearOrphan makes way in a data directory whose lock we hold: what still runs there lost its owner and is stopped;
// a process id file whose number now belongs to a stranger is removed, because PostgreSQL would believe it.
func clearOrphan(ctx context.Context, data string) error {
	pidFile := filepath.Join(data, "postmaster.pid")
	pid, ok := readPid(pidFile)
	if !ok {
		return nil
	}
	if !servesFrom(pid, data) {
		return os.Remove(pidFile)
	}
	deadline := time.Now().Add(orphanPatience)
	for signal := syscall.SIGINT; servesFrom(pid, data); {
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop the server left behind (process %d): %w", pid, err)
		}
		if time.Now().After(deadline) {
			return tell(ErrInUse, "a server left behind in %s (process %d) does not stop: end it by hand", data, pid)
		}
		if time.Until(deadline) < orphanPatience/2 {
			signal = syscall.SIGQUIT
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// readPid reads the first line of PostgreSQL's process id file.
func readPid(path string) (int, bool) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	return pid, err == nil && pid > 0
}

// servesFrom tells whether pid is a PostgreSQL server of this data directory: a server's working directory is its data.
// Where there is no /proc, every living process counts.
func servesFrom(pid int, data string) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	at, err := os.Readlink(fmt.Sprintf("/proc/%d/cwd", pid))
	if err != nil {
		_, noProc := os.Stat("/proc/self")
		return noProc != nil
	}
	resolved, err := filepath.EvalSymlinks(data)
	return err == nil && at == resolved
}
