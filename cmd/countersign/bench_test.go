package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBenchReconcile_TellsWhatWasRightAndLosesNothing(t *testing.T) {
	t.Parallel()
	var out, problems bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"bench", "reconcile", "--lines", "3000", "--seed", "2", "--json"}, &out, &problems), problems.String())
	var told benchLines
	require.NoError(t, json.Unmarshal(out.Bytes(), &told))
	require.True(t, told.Complete)
	require.Zero(t, told.Score.Lost)
	require.Zero(t, told.Score.AmbiguousMatched)
	require.LessOrEqual(t, told.WrongRate, barWrongRate)
	require.Len(t, told.ResultHash, 64)
	require.Positive(t, told.Automatic)
}

func TestBenchReconcile_WritesSidesAndTruth(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "set")
	var out, problems bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"bench", "reconcile", "--lines", "500", "--out", dir}, &out, &problems), problems.String())
	ids := map[string]bool{}
	for _, side := range []string{"ledger", "bank", "processor"} {
		for _, row := range readTable(t, filepath.Join(dir, side+".csv")) {
			ids[row[0]] = true
		}
	}
	truth := readTable(t, filepath.Join(dir, "truth.csv"))
	require.Len(t, truth, len(ids), "every line has one truth")
	for _, row := range truth {
		require.True(t, ids[row[3]], row)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".part*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestBenchReconcile_RefusesAMixThatIsNone(t *testing.T) {
	t.Parallel()
	mix := filepath.Join(t.TempDir(), "mix.json")
	require.NoError(t, os.WriteFile(mix, []byte(`{"magic": 1}`), 0o600))
	var out, problems bytes.Buffer
	require.Equal(t, 1, run(t.Context(), []string{"bench", "reconcile", "--mix", mix}, &out, &problems))
	require.Contains(t, problems.String(), `no class "magic"`)
}

// readTable is the rows of a CSV file, without its header.
func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}
