package auditlog

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
)

func TestWrite_SaysWhatItHolds(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 11, 40, 10, 20, 30, 40)
	dir := filepath.Join(t.TempDir(), "quarter", "one")
	m, err := Write(dir, l.export(12, 31, 40))
	require.NoError(t, err)
	require.Equal(t, int64(19), m.Count)
	files, err := filepath.Glob(filepath.Join(dir, "checkpoints", "*"))
	require.NoError(t, err)
	require.Len(t, files, 3, "20 and 30 end within the range, and it is complete to 40")
	var kept Manifest
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &kept))
	require.Contains(t, m.Sha256, "manifest.json", "the caller learns the digest of the manifest too")
	delete(m.Sha256, "manifest.json")
	require.Equal(t, m, kept)
	require.Len(t, m.Sha256, 7)
	lines, err := os.ReadFile(filepath.Join(dir, "entries.jsonl"))
	require.NoError(t, err)
	require.Equal(t, 19, strings.Count(string(lines), "\n"))
	require.True(t, strings.HasPrefix(string(lines), `{"position":12,"body":"{\"actor\":\"`), string(lines[:100]))
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "entries.jsonl"): 0o600} {
		about, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, mode, about.Mode().Perm(), "an export holds names")
	}
}

func TestWrite_WritesNowhereElse(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 12, 5, 5)
	dir := t.TempDir()
	_, err := Write(dir, l.export(0, 5, 5))
	require.NoError(t, err, "an empty directory will do")
	_, err = Write(dir, l.export(0, 5, 5))
	require.EqualError(t, err, "the directory "+dir+" is not empty: name one that is, or that does not exist")
	_, err = Write(filepath.Join(dir, "log.pub", "x"), l.export(0, 5, 5))
	require.ErrorContains(t, err, "cannot be made: not a directory")
	require.True(t, l.verified(t, dir).OK, "the first one is untouched")
}

func TestWrite_LeavesNoFileWhenItFails(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 13, 30, 10, 20)
	away := errors.New("the database went away")
	fails := l.export(0, 20, 20)
	fails.Entries = func(yield func(Entry, error) bool) {
		if yield(l.entries[0], nil) {
			yield(Entry{}, away)
		}
	}
	twice := l.export(0, 20, 20)
	twice.Entries = func(yield func(Entry, error) bool) {
		if yield(l.entries[3], nil) {
			yield(l.entries[3], nil)
		}
	}
	lost := l.export(0, 20, 20)
	lost.Checkpoints = func(yield func([]byte, error) bool) { yield(nil, away) }
	foreign := l.export(0, 20, 20)
	foreign.Checkpoints = func(yield func([]byte, error) bool) { yield([]byte("x"), nil) }
	treeless := l.export(3, 17, 20)
	treeless.Hashes = tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil })
	for _, c := range []struct {
		x    Export
		want string
	}{
		{fails, "the database went away"},
		{twice, "position 3 came where 4 to 19 is due"},
		{lost, "the database went away"},
		{foreign, "this is not a checkpoint"},
		{treeless, "0 of 2 are there"},
		{l.export(0, 30, 30), "no checkpoint of the first 30 entries is kept"},
	} {
		dir := t.TempDir()
		_, err := Write(dir, c.x)
		require.ErrorContains(t, err, c.want)
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left, c.want)
	}
}

// What is gone from the log is no reason not to export the rest; the verifiers tell of it.
func TestWrite_ExportsWhatIsLeft(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 14, 30, 10, 20, 30)
	eventGone, rowGone := l.export(0, 30, 30), l.export(0, 30, 30)
	eventGone.Entries = func(yield func(Entry, error) bool) {
		for _, e := range l.entries {
			if e.Position == 13 {
				e.Body, e.Prose = nil, nil
			}
			if !yield(e, nil) {
				return
			}
		}
	}
	rowGone.Entries = func(yield func(Entry, error) bool) {
		for _, e := range l.entries {
			if e.Position != 13 && !yield(e, nil) {
				return
			}
		}
	}
	for _, c := range []struct {
		x      Export
		first  int64
		reason string
	}{
		{eventGone, 13, "position 14 stands in its place"}, // the leaves still lead to every checkpoint
		{rowGone, 10, "positions 10 to 19 are not what"},
	} {
		dir := t.TempDir()
		_, err := Write(dir, c.x)
		require.NoError(t, err)
		r := l.verified(t, dir)
		requireBad(t, r, c.first, c.reason)
		require.Equal(t, c.first, *askNode(t, []question{l.ask(dir)})[0].FirstBad)
	}
}
