package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	bankCSV = "id,date,amount,currency,reference,counterparty,text\n" +
		"B1,2026-03-05,100.00,EUR,INV-2026-0001,Adler Antriebe GmbH,PAYMENT\n" +
		"B2,2026-03-06,250.00,EUR,,BORG OPTICS,PAYMENT INV-2026-0002 INV-2026-0003\n" +
		"B3,2026-03-07,297.50,EUR,INV-2026-0004,Cedar Freight Ltd,PAYMENT\n" +
		"B4,2026-03-07,-3.20,EUR,,,ACCOUNT FEE\n"
	ledgerCSV = "id,date,amount,currency,reference,counterparty,text\n" +
		"L1,2026-03-03,100.00,EUR,INV-2026-0001,Adler Antriebe,\n" +
		"L2,2026-03-03,150.00,EUR,INV-2026-0002,Borg Optics AG,\n" +
		"L3,2026-03-03,100.00,EUR,INV-2026-0003,Borg Optics AG,\n" +
		"L4,2026-03-04,300.00,EUR,INV-2026-0004,Cedar Freight,\n" +
		"L5,2026-03-04,12.00,EUR,INV-2026-0005,Dorn Kabel,\n"
)

// sides writes both files and returns the arguments that name them.
func sides(t *testing.T, left, right string) (args []string, dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "bank.csv"), []byte(left), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ledger.csv"), []byte(right), 0o600))
	return []string{"reconcile", "--left", filepath.Join(dir, "bank.csv"), "--right", filepath.Join(dir, "ledger.csv")}, dir
}

func TestReconcile_SaysWhatBecameOfEachLine(t *testing.T) {
	t.Parallel()
	args, dir := sides(t, bankCSV, ledgerCSV)
	matches := filepath.Join(dir, "matches.csv")
	var out, problems bytes.Buffer
	require.Zero(t, run(t.Context(), append(args, "--out", matches, "--json"), &out, &problems), problems.String())
	var report struct {
		Lines      int            `json:"lines"`
		States     map[string]int `json:"states"`
		Complete   bool           `json:"complete"`
		ResultHash string         `json:"resultHash"`
		Sums       []struct{ Side, State, Sum string }
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &report))
	require.Equal(t, 9, report.Lines)
	require.Equal(t, map[string]int{"MATCHED": 7, "CASE": 2}, report.States)
	require.True(t, report.Complete)
	require.Len(t, report.ResultHash, 64)
	require.Contains(t, report.Sums, struct{ Side, State, Sum string }{"BANK", "CASE", "-3.20"})

	text, err := os.ReadFile(matches)
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 10, "each line once")
	groups := map[string][]string{}
	for _, row := range rows[1:] {
		groups[row[0]] = append(groups[row[0]], row[7])
		if row[7] == "B3" {
			require.Equal(t, "FEE -2.50 EUR: 2.50 EUR is within the tolerance of 15.00 EUR", row[14])
			require.Contains(t, row[15], "The reference is equal (+0.55)")
		}
	}
	require.Equal(t, []string{"B4", "L5"}, groups[""])

	// The same lines in another order, by another number of workers, are the same result to the last byte.
	var again bytes.Buffer
	rowsOf := strings.Split(strings.TrimSpace(ledgerCSV), "\n")
	rowsOf[1], rowsOf[4] = rowsOf[4], rowsOf[1]
	args, dir = sides(t, bankCSV, strings.Join(rowsOf, "\n"))
	require.Zero(t, run(t.Context(), append(args, "--out", filepath.Join(dir, "m.csv"), "--json", "--workers", "3"), &again, &problems))
	require.Contains(t, again.String(), report.ResultHash)
	other, err := os.ReadFile(filepath.Join(dir, "m.csv"))
	require.NoError(t, err)
	require.Equal(t, string(text), string(other))
}

func TestReconcile_WritesNothingWhenARowIsRefused(t *testing.T) {
	t.Parallel()
	args, dir := sides(t, bankCSV, ledgerCSV+"L6,2026-03-04,twelve,EUR,,,\n")
	var out, problems bytes.Buffer
	require.Equal(t, 1, run(t.Context(), append(args, "--out", filepath.Join(dir, "matches.csv")), &out, &problems))
	require.Contains(t, problems.String(), `ledger.csv: `)
	require.Contains(t, problems.String(), `line 7: "twelve" is no amount in EUR`)
	require.Empty(t, out.String())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 2, "no file is left, not even half of one")

	args, dir = sides(t, bankCSV, ledgerCSV)
	require.Equal(t, 1, run(t.Context(), append(args, "--out", filepath.Join(dir, "no", "matches.csv")), &out, &problems))
	require.Contains(t, problems.String(), "matches.csv")
}
