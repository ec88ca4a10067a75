package fileledger

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"

	"countersign/connect"
)

// Waiting for a lock: another process holds it for about as long as one sync to the disk takes.
const (
	firstWait = time.Millisecond
	longWait  = 20 * time.Millisecond
)

// lock takes the file's advisory lock, alone or shared with other readers, and returns how to let it go. The kernel lets
// it go when the process dies. Errors: Unavailable when ctx ends first.
func lock(ctx context.Context, path string, alone bool) (release func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, wrong("DIRECTORY", "The ledger's lock cannot be opened.", err)
	}
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for wait := firstWait; ; wait = min(2*wait, longWait) {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = file.Close() }, nil // closing lets the lock go
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			_ = file.Close()
			return nil, wrong("LOCK", "The ledger cannot be locked.", err)
		}
		select {
		case <-ctx.Done():
			_ = file.Close()
			return nil, connect.Interrupted(ctx, false)
		case <-time.After(wait):
		}
	}
}

// pause waits for d or for the end of ctx, and says whether it waited to the end.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
