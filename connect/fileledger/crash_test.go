package fileledger_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/connect/fileledger"
)

const helperDir = "COUNTERSIGN_FILELEDGER_HELPER"

// TestMain lets the test binary be one more process that posts into a shared directory.
func TestMain(m *testing.M) {
	if dir := os.Getenv(helperDir); dir != "" {
		os.Exit(post(dir))
	}
	os.Exit(m.Run())
}

const crashDocuments = 40

// post drives every document into the books as a worker does that remembers nothing: it looks, then puts.
func post(dir string) int {
	l, err := fileledger.Open(fileledger.Config{Dir: dir, Faults: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for n := range crashDocuments {
		key := connect.Key(fmt.Sprintf("k%d", n))
		found, err := l.Find(context.Background(), key, document(n))
		if err == nil && found.State == connect.StateAbsent {
			_, err = l.Put(context.Background(), key, document(n))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return 0
}

func helper(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c := exec.CommandContext(t.Context(), self)
	c.Env = append(os.Environ(), helperDir+"="+dir)
	c.Stderr = os.Stderr
	require.NoError(t, c.Start())
	return c
}

func TestCrash_AfterTheDiskAndBeforeTheAnswerLeavesOneEffect(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const crashes = 20
	fail(t, dir, fileledger.Fault{ID: "crash", On: fileledger.OnPut, Kind: fileledger.FaultCrash, Times: crashes})
	died := 0
	for helper(t, dir).Wait() != nil {
		died++
		require.LessOrEqual(t, died, crashes, "it dies of something else")
	}
	require.Equal(t, crashes, died)
	requireOneEach(t, dir)
}

func TestCrash_ProcessesKilledAtAnyMomentLeaveOneEffect(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fail(t, dir, fileledger.Fault{ID: "slow", On: fileledger.OnPut, Kind: fileledger.FaultSlow,
		Delay: fileledger.Duration(2 * time.Millisecond)})
	for range 10 {
		two := []*exec.Cmd{helper(t, dir), helper(t, dir)}
		time.Sleep(time.Duration(5+rand.IntN(40)) * time.Millisecond)
		for _, c := range two {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}
	require.NoError(t, helper(t, dir).Wait())
	requireOneEach(t, dir)
}

func TestPut_ManyProcessesShareOneDirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	three := []*exec.Cmd{helper(t, dir), helper(t, dir), helper(t, dir)}
	for _, c := range three {
		require.NoError(t, c.Wait())
	}
	requireOneEach(t, dir)
}

func requireOneEach(t *testing.T, dir string) {
	t.Helper()
	want := map[connect.Key]int{}
	for n := range crashDocuments {
		want[connect.Key(fmt.Sprintf("k%d", n))] = 1
	}
	require.Equal(t, want, effects(t, dir))
}
