package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/ml"
)

func TestBenchTriage_SaysWhereTheDataShouldBe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var out, problems strings.Builder
	require.Equal(t, 1, run(t.Context(), []string{"bench", "triage", "--sets", dir}, &out, &problems))
	require.Equal(t, "countersign: no data sets in "+dir+": put them there or say where they are in COUNTERSIGN_DATA\n", problems.String())
}

func TestBenchTriage_FailsWhenABarIsMissed(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	rows := []advice{{"accuracy", 0.9, 0.85, true, ""}, {"error", 0.01, 0.01, false, "5 of 500"}}
	require.NoError(t, writeBars(&out, rows))
	require.NotContains(t, out.String(), "MISSED")
	rows = append(rows, advice{"worse", 0.84, 0.85, true, ""}, advice{"dearer", 0.011, 0.01, false, ""})
	require.EqualError(t, writeBars(&out, rows), "2 of 4 bars missed")
	require.Equal(t, 2, strings.Count(out.String(), "MISSED"))
}

func TestBestCut_IsTheLargestF1(t *testing.T) {
	t.Parallel()
	pair := func(a, b string) ml.Pair { return ml.Pair{A: ml.Bill{ID: a}, B: ml.Bill{ID: b}} }
	truth := map[[2]string]string{twins("b", "a"): "invoice_no_typo", twins("c", "d"): "amount_typo", twins("e", "f"): "amount_typo"}
	f1, cut, precision := bestCut([]ml.Pair{pair("a", "b"), pair("x", "y"), pair("d", "c"), pair("x", "z")}, truth)
	require.InDelta(t, 2.0/3, f1, 1e-9)
	require.Equal(t, 3, cut)
	require.InDelta(t, 2.0/3, precision, 1e-9)
}

func TestReadTwins_RefusesAnotherList(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "truth.csv")
	require.NoError(t, os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600))
	_, err := readTwins(file)
	require.ErrorContains(t, err, "is no list of id_original, id_duplicate, kind")
}
