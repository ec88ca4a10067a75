package localpg

import (
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLock_IsGoneWhenReleasedThoughAForkedChildStillHoldsACopy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lock, err := holdLock(dir)
	require.NoError(t, err)
	_, err = holdLock(dir)
	require.ErrorIs(t, err, ErrInUse)
	child, err := syscall.Dup(int(lock)) // what a child has between its fork and its exec
	require.NoError(t, err)
	defer func() { require.NoError(t, syscall.Close(child)) }()
	lock.release()
	again, err := holdLock(dir)
	require.NoError(t, err)
	again.release()
}
