package auditlog

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWriteCSV_IsSafeInASpreadsheetAndHasItsManifest(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 15, 60, 30, 60)
	path := filepath.Join(t.TempDir(), "log.csv")
	m, err := WriteCSV(path, l.export(0, 60, 60))
	require.NoError(t, err)
	require.Equal(t, int64(60), m.Count)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, table, 61)
	at := map[string]int{}
	for i, head := range table[0] {
		at[head] = i
	}
	names := map[string]bool{}
	for i, row := range table[1:] {
		require.Equal(t, fmt.Sprint(i), row[at["position"]])
		require.Equal(t, l.entries[i].Leaf.String(), row[at["leaf"]])
		require.Equal(t, "decideTask", row[at["command"]])
		require.Contains(t, row[at["data"]], `"amount":{"currency":"EUR"`)
		names[row[at["actor_name"]]] = true
		for _, cell := range row {
			require.NotRegexp(t, "^[=+\\-@\t\r]", cell)
		}
	}
	require.Contains(t, names, "'=cmd()", "a formula is shown as text")
	require.Contains(t, names, "", "what was erased is empty")
	var kept Manifest
	manifest, err := os.ReadFile(path + ".manifest.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(manifest, &kept))
	require.Equal(t, Manifest{
		Format: "countersign-log-csv/1", Origin: DefaultOrigin, From: 0, To: 60, Size: 60, ExportedAt: began, Count: 60,
		Sha256: map[string]string{"log.csv": fmt.Sprintf("%x", sha256.Sum256(text))}, Parameters: map[string]string{"by": "a test"},
	}, kept)
}

func TestWriteCSV_OverwritesNothingAndLeavesNoHalf(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 16, 4, 4)
	dir := t.TempDir()
	for _, name := range []string{"log.csv", "log.csv.manifest.json"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600))
		_, err := WriteCSV(filepath.Join(dir, "log.csv"), l.export(0, 4, 4))
		require.EqualError(t, err, "the file "+filepath.Join(dir, name)+" is there already: name another")
		require.NoError(t, os.Remove(filepath.Join(dir, name)))
	}
	x := l.export(0, 4, 4)
	x.Entries = func(yield func(Entry, error) bool) {
		if yield(l.entries[0], nil) {
			yield(Entry{}, errors.New("the database went away"))
		}
	}
	_, err := WriteCSV(filepath.Join(dir, "log.csv"), x)
	require.ErrorContains(t, err, "the database went away")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestWriteCSV_KeepsThePlaceOfAnEventThatIsGone(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 17, 3, 3)
	l.entries[1].Body, l.entries[1].Prose = nil, nil
	path := filepath.Join(t.TempDir(), "log.csv")
	_, err := WriteCSV(path, l.export(0, 3, 3))
	require.NoError(t, err)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	table, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, table, 4)
	require.Equal(t, "1", table[2][0])
	require.Empty(t, table[2][1])
	require.Equal(t, l.entries[1].Leaf.String(), table[2][len(columns)-1])
}
