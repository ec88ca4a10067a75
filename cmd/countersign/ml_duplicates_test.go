package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestMLDuplicates_WritesPairsAndCounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "invoices.csv"), filepath.Join(dir, "pairs.csv")
	var b strings.Builder
	fmt.Fprintln(&b, "id,date,supplier_id,supplier,invoice_no,amount")
	r := rand.New(rand.NewPCG(1, 1))
	day := domain.NewDate(2031, 1, 6)
	for i := range 600 {
		v := r.IntN(40)
		fmt.Fprintf(&b, "R%d,%s,S%d,Supplier %c Ltd,%c%d,%d.%02d\n", i, day.AddDays(i/2), v, 'A'+v, 'A'+v, 1000+i*7, 100+r.IntN(9000), r.IntN(100))
	}
	fmt.Fprintf(&b, "T0,%s,S9,Halden Ltd,H-77125,812.50\nT1,%s,S9,Halden Ltd,H77125,812.50\n", day, day.AddDays(9))
	fmt.Fprintf(&b, "T2,%s,S9,Halden Ltd,H-88125,4212.50\nT3,%s,S77,HALDEN LIMITED,H-88152,4212.50\n", day, day.AddDays(9))
	require.NoError(t, os.WriteFile(in, []byte(b.String()), 0o600))
	var told, problems strings.Builder
	require.Zero(t, run(t.Context(), []string{"ml", "duplicates", "--in", in, "--out", out, "--json"}, &told, &problems), problems.String())

	data, err := os.ReadFile(out)
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"id_a", "id_b", "score", "action"}, rows[0])
	actions := map[string]string{}
	for _, row := range rows[1:] {
		actions[row[0]+" "+row[1]] = row[3]
	}
	require.Equal(t, "hold", actions["T0 T1"])
	require.Equal(t, "review", actions["T2 T3"])
	var counts duplicatesReport
	require.NoError(t, json.Unmarshal([]byte(told.String()), &counts))
	require.Equal(t, []int{604, len(rows) - 1, 1, len(rows) - 2}, []int{counts.Invoices, counts.Pairs, counts.Hold, counts.Review})
	require.Less(t, counts.Pairs, 10)
}

func TestMLDuplicates_RefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const header = "id,date,supplier_id,supplier,invoice_no,amount\n"
	for want, content := range map[string]string{
		"has no column invoice_no":         "id,date,supplier_id,supplier,amount\n1,2031-01-01,S,A,1\n",
		"line 2: INVALID: date: \"never\"": header + "1,never,S,A,7,1.00\n",
		"line 2: \"much\": it is not":      header + "1,2031-01-01,S,A,7,much\n",
		"A ledger of 1 bills is too short": header + "1,2031-01-01,S,A,7,1.00\n",
	} {
		in := filepath.Join(dir, "in.csv")
		require.NoError(t, os.WriteFile(in, []byte(content), 0o600))
		var told, problems strings.Builder
		require.Equal(t, 1, run(t.Context(), []string{"ml", "duplicates", "--in", in, "--out", filepath.Join(dir, "out.csv")}, &told, &problems))
		require.Contains(t, problems.String(), want)
		require.NoFileExists(t, filepath.Join(dir, "out.csv"))
	}
}
