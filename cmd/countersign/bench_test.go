package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
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

// TestBenchReconcile_WritesFilesThatAreReadBack is what anyone does with the files: look into the statement, take in the items.
func TestBenchReconcile_WritesFilesThatAreReadBack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "set")
	var out, problems bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"bench", "reconcile", "--lines", "2000", "--out", dir}, &out, &problems), problems.String())
	bank := readTable(t, filepath.Join(dir, "bank.csv"))
	statement := filepath.Join(dir, "bank.xml")
	out.Reset()
	require.Zero(t, run(t.Context(), []string{"inspect", "--json", statement}, &out, &problems), problems.String())
	var report struct {
		Format    string
		Documents []connect.StatementSummary
		Findings  []domain.Finding
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &report))
	require.Equal(t, "camt", report.Format)
	require.Empty(t, report.Findings)
	require.Len(t, report.Documents, 1)
	require.Equal(t, len(bank), report.Documents[0].Entries)
	require.True(t, *report.Documents[0].Reconciles)

	file, err := os.ReadFile(statement)
	require.NoError(t, err)
	at := 0
	_, err = connect.ReadStatements(bytes.NewReader(file), domain.StatementVisitor{Entry: func(e domain.BankEntry) error {
		require.Equal(t, bank[at], []string{e.BankRef, e.Booked.String(), e.Amount.String(), string(e.Currency), e.EndToEndID, e.Counterparty, e.Text})
		at++
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, len(bank), at)

	for _, side := range []string{"ledger.csv", "bank.csv"} {
		file, err := os.ReadFile(filepath.Join(dir, side))
		require.NoError(t, err)
		sheet, err := connect.ReadSheet(string(domain.RowsItems), file)
		require.NoError(t, err, side)
		rows := readTable(t, filepath.Join(dir, side))
		require.Len(t, sheet.Items, len(rows))
		for i, item := range sheet.Items {
			require.Equal(t, rows[i], []string{item.Own, item.On.String(), item.Amount.String(), string(item.Currency), item.Ref, item.Party, item.Text})
		}
	}
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
