package localpg

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// pretend lays out an installation whose programs answer with a version and nothing else.
func pretend(t *testing.T, bin, version string, withExtension bool) {
	t.Helper()
	require.NoError(t, os.MkdirAll(bin, 0o755))
	for _, name := range []string{"initdb", "postgres"} {
		script := "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n"
		require.NoError(t, os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755))
	}
	if withExtension {
		share := filepath.Join(bin, "../share/postgresql/extension")
		require.NoError(t, os.MkdirAll(share, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(share, neededExtension+".control"), nil, 0o644))
	}
}

// These set the environment, so they take turns.

func TestFind_SaysWhatToInstall(t *testing.T) {
	for name, c := range map[string]struct {
		layout func(t *testing.T, dir string)
		says   string
	}{
		"nothing there": {func(*testing.T, string) {}, "PostgreSQL is not installed: install Debian's package postgresql, or run make postgres, or set DATABASE_URL to a server of your own"},
		"too old":       {func(t *testing.T, dir string) { pretend(t, filepath.Join(dir, "bin"), "12.4", true) }, "is version 12, older than 15"},
		"no extension":  {func(t *testing.T, dir string) { pretend(t, filepath.Join(dir, "bin"), "98.1", false) }, "lacks the extension btree_gist"},
		"not a program": {func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "initdb"), nil, 0o644))
		}, "does not run"},
		"says nothing": {func(t *testing.T, dir string) {
			pretend(t, dir, "x", true)
		}, "does not say its version"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.layout(t, dir)
			t.Setenv("COUNTERSIGN_PG_DIR", dir)
			_, err := Find(t.Context())
			require.ErrorIs(t, err, ErrNoPrograms)
			require.ErrorContains(t, err, c.says)
			require.ErrorContains(t, err, whatToInstall)
			_, err = Start(t.Context(), Options{Dir: place(t)})
			require.ErrorIs(t, err, ErrNoPrograms)
		})
	}
}

func TestFind_LooksWhereTheNpmPackageLies(t *testing.T) {
	dir := t.TempDir()
	bin := npmBin(dir)
	pretend(t, bin, "17.10", true)
	t.Setenv("COUNTERSIGN_PG_DIR", dir)
	found, err := Find(t.Context())
	require.NoError(t, err)
	require.Equal(t, bin, found)
}

func TestFind_PrefersTheVersionThatMadeTheData(t *testing.T) {
	dir := t.TempDir()
	pretend(t, dir, "98.1", true)
	pretend(t, filepath.Join(dir, "bin"), "97.3", true)
	t.Setenv("COUNTERSIGN_PG_DIR", dir)
	p, err := findPrograms(t.Context(), 97)
	require.NoError(t, err)
	require.Equal(t, filepath.Join(dir, "bin"), p.dir)
	p, err = findPrograms(t.Context(), 0)
	require.NoError(t, err)
	require.Equal(t, dir, p.dir)
	_, err = findPrograms(t.Context(), 96)
	require.EqualError(t, err, "the data was made by PostgreSQL 96, but only version 98 and 97 is installed: install postgresql-96 or move the data directory away")
}

func TestDistributionDirs_AreNewestFirst(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	for _, major := range []string{"9", "15", "100", "17"} {
		require.NoError(t, os.MkdirAll(filepath.Join(base, major, "bin"), 0o755))
	}
	var order []string
	for _, dir := range distributionDirs(base) {
		order = append(order, filepath.Base(filepath.Dir(dir)))
	}
	require.Equal(t, []string{"100", "17", "15", "9"}, order)
}

func TestMendLinks_MakesWhatNpmCouldNotCarryAndNothingOutside(t *testing.T) {
	t.Parallel()
	package_ := t.TempDir()
	root := filepath.Join(package_, "native")
	require.NoError(t, os.MkdirAll(filepath.Join(root, "lib"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(root, "lib", "libpq.so.5.17"), []byte("code"), 0o644))
	list := func(source, target string) {
		text, err := json.Marshal([]map[string]string{{"source": source, "target": target}})
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(root, "pg-symlinks.json"), text, 0o644))
	}
	list("native/lib/libpq.so.5.17", "native/lib/libpq.so")
	for range 2 { // again does nothing
		require.NoError(t, mendLinks(root))
	}
	through, err := os.ReadFile(filepath.Join(root, "lib", "libpq.so"))
	require.NoError(t, err)
	require.Equal(t, "code", string(through))

	list("native/lib/libpq.so.5.17", "../outside")
	require.ErrorContains(t, mendLinks(root), "points outside the package")
	require.NoError(t, mendLinks(t.TempDir()), "no list, nothing to do")
}

func TestAccount_MovesWhatItCannotReach(t *testing.T) {
	t.Parallel()
	stranger := account{uid: 65000, gid: 65000, switched: true}
	closed := filepath.Join(place(t), "closed")
	require.NoError(t, os.Mkdir(closed, 0o700))
	open := filepath.Join(place(t), "open")
	require.NoError(t, os.Mkdir(open, 0o755))
	shared := place(t)

	require.Equal(t, filepath.Join(open, "db"), stranger.homeFor(filepath.Join(open, "db"), shared))
	moved := stranger.homeFor(filepath.Join(closed, "db"), shared)
	require.Equal(t, shared, filepath.Dir(moved))
	require.Equal(t, moved, stranger.homeFor(filepath.Join(closed, "db"), shared), "the same place every time")
	require.Equal(t, closed, stranger.homeFor(closed, shared), "the directory itself can be opened to it")
	require.NotEqual(t, moved, stranger.homeFor(filepath.Join(closed, "other", "db"), shared))
	ourselves := account{uid: os.Geteuid(), gid: os.Getegid()}
	require.Equal(t, filepath.Join(closed, "db"), ourselves.homeFor(filepath.Join(closed, "db"), shared))
}

func TestAccount_CopiesProgramsThatItCannotReach(t *testing.T) {
	t.Parallel()
	stranger := account{uid: 65000, gid: 65000, switched: true}
	closed := filepath.Join(place(t), "closed")
	require.NoError(t, os.Mkdir(closed, 0o700))
	bin := filepath.Join(closed, "native", "bin")
	pretend(t, bin, "17.10", true)
	p, err := inspectPrograms(t.Context(), bin)
	require.NoError(t, err)
	shared := filepath.Join(place(t), "not", "there", "yet")
	for range 2 {
		moved, err := stranger.programsFor(t.Context(), p, shared)
		require.NoError(t, err)
		require.True(t, stranger.reaches(moved.path("postgres")), fmt.Sprint(moved))
		again, err := inspectPrograms(t.Context(), moved.dir)
		require.NoError(t, err)
		require.Equal(t, 17, again.major)
	}
	copies, err := os.ReadDir(shared)
	require.NoError(t, err)
	require.Len(t, copies, 1, "copied once")
}
