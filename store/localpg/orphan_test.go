package localpg

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// ownerDir tells a re-run of this test binary to own a server there until it is killed.
const ownerDir = "LOCALPG_OWNER_DIR"

// TestOwner is the other program in the tests below, and by itself shows that a start works in a process of its own.
func TestOwner(t *testing.T) {
	dir := os.Getenv(ownerDir)
	if dir == "" {
		t.Parallel()
		owner, postmaster := runOwner(t, furnished(t))
		require.NoError(t, syscall.Kill(postmaster, 0))
		end(t, owner)
		return
	}
	s, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	if err != nil {
		fmt.Println("owner failed:", err)
		return
	}
	remember(t, s)
	fmt.Println("owner of", s.process.cmd.Process.Pid)
	select {} // until killed
}

// runOwner starts a process that owns a server in dir, and returns it and the server's process id.
func runOwner(t *testing.T, dir string) (owner *exec.Cmd, postmaster int) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	owner = exec.Command(self, "-test.run=^TestOwner$")
	owner.Env = append(os.Environ(), ownerDir+"="+dir)
	out, err := owner.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, owner.Start())
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if pid, found := strings.CutPrefix(lines.Text(), "owner of "); found {
			postmaster, err = strconv.Atoi(pid)
			require.NoError(t, err)
			return owner, postmaster
		}
		require.NotContains(t, lines.Text(), "owner failed")
	}
	t.Fatal("the owner ended")
	return nil, 0
}

// end kills the owner as nobody can prevent.
func end(t *testing.T, owner *exec.Cmd) {
	t.Helper()
	require.NoError(t, owner.Process.Kill())
	_ = owner.Wait()
}

// alive leaves out zombies, which wait for whoever adopted them.
func alive(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(status), ") Z ")
}

func TestServer_DiesWithItsOwner(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	owner, postmaster := runOwner(t, dir)
	end(t, owner)
	require.Eventually(t, func() bool { return !alive(postmaster) }, 10*time.Second, 20*time.Millisecond)
	recall(t, start(t, Options{Dir: dir}))
}

func TestStart_TakesOverAtOnceFromAKilledOwner(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	owner, postmaster := runOwner(t, dir)
	end(t, owner)
	s := start(t, Options{Dir: dir}) // its server may still be going down
	require.False(t, alive(postmaster))
	recall(t, s)
}

func TestStart_SurvivesTheDeathOfEverything(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	owner, postmaster := runOwner(t, dir)
	require.NoError(t, syscall.Kill(postmaster, syscall.SIGKILL))
	end(t, owner)
	require.FileExists(t, filepath.Join(dir, "data", "postmaster.pid"), "nobody was left to tidy up")
	recall(t, start(t, Options{Dir: dir}))
}

func TestStart_StopsAServerThatLostItsOwnerAndStayed(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	s, err := Start(t.Context(), Options{Dir: dir, FastUnsafe: true})
	require.NoError(t, err)
	remember(t, s)
	s.release() // as on a system that does not tie a child to its parent
	recall(t, start(t, Options{Dir: dir}))
	<-s.Exited()
}

func TestStart_IsNotFooledByAProcessIdThatBelongsToAStranger(t *testing.T) {
	t.Parallel()
	dir := furnished(t)
	s := start(t, Options{Dir: dir})
	remember(t, s)
	stop(t, s)
	// The account's own process, as PostgreSQL believes only in those; ours when we are not root.
	stranger := exec.Command("sleep", "60")
	who, err := chooseAccount(s.data())
	require.NoError(t, err)
	who.lend(stranger)
	require.NoError(t, stranger.Start())
	defer func() { _ = stranger.Process.Kill(); _ = stranger.Wait() }()
	stale := fmt.Sprintf("%d\n%s\n1700000000\n%d\n\n127.0.0.1\n\nready   \n", stranger.Process.Pid, s.data(), s.Port())
	require.NoError(t, os.WriteFile(filepath.Join(s.data(), "postmaster.pid"), []byte(stale), 0o600))
	require.NoError(t, who.own(filepath.Join(s.data(), "postmaster.pid")))
	recall(t, start(t, Options{Dir: dir}))
	require.NoError(t, stranger.Process.Signal(syscall.Signal(0)), "the stranger lives")
}
