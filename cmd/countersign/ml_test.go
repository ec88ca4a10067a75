package main

import (
	"compress/gzip"
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

// ledgerFile invents coded lines: 30 suppliers with an account each, but for every fifth line of every third supplier.
func ledgerFile(t *testing.T, name string, from domain.Date, days int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	f, err := os.Create(file)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	fmt.Fprintln(z, "date,invoice_no,amount,supplier,supplier_id,department,account,gl_code")
	r := rand.New(rand.NewPCG(uint64(from.Year()), 1))
	for day := range days {
		for range 25 {
			s := r.IntN(30)
			account := s % 8
			if s%3 == 0 && r.IntN(5) == 0 {
				account += 10
			}
			fmt.Fprintf(z, "%s,N%05d,%d.%02d,\"Supplier, No %d\",S%d,Dept %d,Account %d,GL%d\n", from.AddDays(day), r.IntN(99999), 10+r.IntN(900),
				r.IntN(100), s, s, account, account, account)
		}
	}
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
	return file
}

func mlReplayed(t *testing.T, args ...string) replayReport {
	t.Helper()
	year := domain.NewDate(2031, 1, 6)
	var out, problems strings.Builder
	all := append([]string{"ml", "replay", "--train", ledgerFile(t, "train.csv.gz", year, 200), "--stream",
		ledgerFile(t, "stream.csv.gz", year.AddDays(365), 120), "--json"}, args...)
	require.Zero(t, run(t.Context(), all, &out, &problems), problems.String())
	var report replayReport
	require.NoError(t, json.Unmarshal([]byte(out.String()), &report))
	return report
}

func TestMLReplay_MeasuresWhatWasAdvised(t *testing.T) {
	t.Parallel()
	r := mlReplayed(t)
	require.Equal(t, []int{5000, 3000}, []int{r.TrainLines, r.Lines})
	require.InDelta(t, 1-1.0/15, r.AccuracyOnline, 0.02, "what is drawn by lot cannot be known")
	require.InDelta(t, r.AccuracyOnline, r.AccuracyFrozen, 0.02)
	require.Greater(t, r.Top3, 0.98)
	require.Less(t, r.ECE, 0.03)
	require.Len(t, r.CoverageAt, 3)
	require.InDelta(t, 2.0/3, r.CoverageAt[0].Coverage, 0.06, "two suppliers of three have one account")
	require.Len(t, r.Kept, 3)
	for _, k := range r.Kept {
		require.Equal(t, "2032H1", k.Period)
		require.Equal(t, 3000, k.Lines)
		require.LessOrEqual(t, k.RealisedError, k.Target)
		require.Greater(t, k.Coverage, 0.5)
	}
	require.Empty(t, r.Stops)
	require.Positive(t, r.ModelBytes)
	require.Regexp(t, `^coder-\d+/1/5000/[0-9a-f]{16}$`, r.Model)
}

func TestMLReplay_StopsWhenLabelsAreRenamed(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"--relabel-swap"}, {"--relabel-share", "0.4"}} {
		r := mlReplayed(t, append([]string{"--relabel", "2032-02-03"}, args...)...)
		require.Len(t, r.Relabelled, 3)
		for _, c := range r.Relabelled {
			require.NotEmpty(t, c.Stopped, "%v at %g", args, c.Target)
			require.LessOrEqual(t, c.WorkingDays, 5, "%v at %g", args, c.Target)
			require.LessOrEqual(t, float64(c.Wrong), c.Bearable, "%v at %g", args, c.Target)
		}
		require.NotEmpty(t, r.Stops)
		require.NotEmpty(t, r.Stops[0].Reason)
	}
}

func TestMLReplay_NeverUsesLabelsAsFeatures(t *testing.T) {
	t.Parallel()
	require.Equal(t, mlReplayed(t).AccuracyOnline, mlReplayed(t, "--drop", "department,gl_code").AccuracyOnline)
	require.Less(t, mlReplayed(t, "--drop", "supplier_id,supplier").AccuracyOnline, 0.4, "what is dropped is not used")
}

func TestMLReplay_RefusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	good := ledgerFile(t, "good.csv.gz", domain.NewDate(2031, 1, 6), 2)
	write := func(content string) string {
		file := filepath.Join(t.TempDir(), "lines.csv")
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		return file
	}
	const header = "date,amount,supplier,supplier_id,account\n"
	for want, args := range map[string][]string{
		"no such file or directory":             {"--stream", "missing.csv"},
		"has no column account":                 {"--stream", write("date,amount\n2031-01-01,1\n")},
		"has no lines below a header":           {"--stream", write(header)},
		`line 2: INVALID: date: "yesterday"`:    {"--stream", write(header + "yesterday,1.00,A,S1,X\n")},
		`line 3: "1,50": it is not an amount`:   {"--stream", write(header + "2031-01-01,1.00,A,S1,X\n2031-01-02,\"1,50\",A,S1,X\n")},
		"the stream is ordered by date":         {"--stream", write(header + "2031-01-02,1.00,A,S1,X\n2031-01-01,1.00,A,S1,X\n")},
		"gl_code is a label and cannot be":      {"--stream", good, "--fields", "gl_code"},
		"The promised share of errors":          {"--stream", good, "--targets", "0.7"},
		"The audited share lies between":        {"--stream", good, "--audit", "0.5"},
		"--relabel: INVALID: date: \"soon\" is": {"--stream", good, "--relabel", "soon"},
	} {
		var out, problems strings.Builder
		require.Equal(t, 1, run(t.Context(), append([]string{"ml", "replay", "--train", good}, args...), &out, &problems), want)
		require.Contains(t, problems.String(), want)
		require.Empty(t, out.String())
	}
}

func TestMLReplay_TellsPeopleInSentences(t *testing.T) {
	t.Parallel()
	year := domain.NewDate(2031, 1, 6)
	var out, problems strings.Builder
	require.Zero(t, run(t.Context(), []string{"ml", "replay", "--train", ledgerFile(t, "a.csv.gz", year, 100), "--stream",
		ledgerFile(t, "b.csv.gz", year.AddDays(365), 60), "--relabel", "2032-01-20"}, &out, &problems), problems.String())
	require.Contains(t, out.String(), "account      2500 learned before, 1500 walked through\n")
	require.Regexp(t, `stopped      2032-01-2\d at 0.05: [A-Z_]+ .*\d+ of the last \d+ `, out.String())
	require.Regexp(t, `relabelled   at 0.05: stopped 2032-01-2\d after \d working days, \d+ wrong before; `, out.String())
}

func TestMLReplay_AbstainsWhereNothingCanBeKnown(t *testing.T) {
	t.Parallel()
	file := func(name string, from domain.Date) string {
		path := filepath.Join(t.TempDir(), name)
		r := rand.New(rand.NewPCG(uint64(from.Year()), 2))
		var b strings.Builder
		fmt.Fprintln(&b, "submitted,amount,org,project,route")
		for day := range 100 {
			for range 20 {
				org := r.IntN(8)
				route := []string{"SUPERVISOR", "SUPERVISOR>BUDGET", "BUDGET"}[min(r.IntN(4+org%2), 2)] // a hint, and luck
				fmt.Fprintf(&b, "%sT10:00:00+01:00,%d.00,org %d,project %d,%s\n", from.AddDays(day), r.IntN(500), org, r.IntN(60), route)
			}
		}
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o600))
		return path
	}
	from := domain.NewDate(2031, 1, 6)
	var out, problems strings.Builder
	require.Zero(t, run(t.Context(), []string{"ml", "replay", "--train", file("a.csv", from), "--stream", file("b.csv", from.AddDays(365)), "--date", "submitted",
		"--label", "route", "--vendor", "org", "--fields", "project", "--targets", "0.02", "--json"}, &out, &problems), problems.String())
	var r replayReport
	require.NoError(t, json.Unmarshal([]byte(out.String()), &r))
	require.Greater(t, r.AccuracyOnline, 0.45, "the hint is learned")
	require.Zero(t, r.Kept[0].N, "and nothing is done by it")
}
