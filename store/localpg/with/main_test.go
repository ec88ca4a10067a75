package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// These set the environment, so they take turns.

func TestRun_LendsAServerAndPassesTheExitCodeOn(t *testing.T) {
	t.Setenv("DATABASE_URL", "")
	said := filepath.Join(t.TempDir(), "said")
	code, err := run("sh", []string{"-c", `echo "$DATABASE_URL" > "$0"; exit 7`, said})
	require.NoError(t, err)
	require.Equal(t, 7, code)
	address, err := os.ReadFile(said)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(address), "postgres://"), string(address))
	require.Contains(t, string(address), "/"+lentDatabase+"?")
}

func TestRun_LeavesAGivenAddressAlone(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://elsewhere/mine")
	code, err := run("sh", []string{"-c", `test "$DATABASE_URL" = postgres://elsewhere/mine`})
	require.NoError(t, err)
	require.Zero(t, code)
}

func TestRun_ReportsTheSignalThatEndedTheCommand(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://elsewhere/mine")
	code, err := run("sh", []string{"-c", "kill -TERM $$"})
	require.NoError(t, err)
	require.Equal(t, 128+15, code)
}

func TestRun_SaysWhenThereIsNoSuchCommand(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://elsewhere/mine")
	code, err := run("no-such-command-here", nil)
	require.ErrorContains(t, err, "no-such-command-here")
	require.Equal(t, 1, code)
}
