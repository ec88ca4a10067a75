package auditlog

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
)

const (
	tamperEdits   = 1000
	tamperEntries = 2500
)

// TestTamper_IsFoundAtTheRightPositionByBothVerifiers edits exports of one log at random, one edit to a copy, and says
// beforehand where the first bad position is.
func TestTamper_IsFoundAtTheRightPositionByBothVerifiers(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(20260301, 7))
	sizes := []int64{tamperEntries}
	for at := int64(3); at < tamperEntries; at += 1 + random.Int64N(70) {
		sizes = append(sizes, at)
	}
	l := makeLog(t, 7, tamperEntries, sizes...)
	originals := []*original{readOriginal(t, l, 0, tamperEntries)}
	for _, r := range [][2]int64{{0, 300}, {1024, 1290}, {777, 1111}, {2200, tamperEntries}, {1900, 2049}, {1, 200}} {
		originals = append(originals, readOriginal(t, l, r[0], r[1]))
	}
	for _, o := range originals {
		require.True(t, l.verified(t, o.dir).OK)
	}

	found, right := 0, 0
	byKind := map[string]int{}
	var questions []question
	var reports []*Report
	work := t.TempDir()
	for n := range tamperEdits {
		o := originals[random.IntN(len(originals))]
		if n%8 > 0 && o == originals[0] { // the whole log takes its time
			o = originals[1+random.IntN(len(originals)-1)]
		}
		kind := kinds[n%len(kinds)]
		e := newEdit(o, random)
		kind.make(t, e)
		byKind[kind.name]++
		dir := e.write(t, filepath.Join(work, fmt.Sprint(n)))
		trust := Trust{Keys: []note.Verifier{l.public}}
		for _, size := range e.held {
			trust.Held = append(trust.Held, Held{"held", l.signed[size]})
		}
		r, err := Verify(os.DirFS(dir), trust)
		require.NoError(t, err, "%s, edit %d", kind.name, n)
		reports = append(reports, r)
		questions = append(questions, l.ask(dir, e.held...))
		if !r.OK {
			found++
			if *r.FirstBad == e.first {
				right++
			} else {
				t.Errorf("%s, edit %d, positions %d to %d: first bad position %d, not %d: %s", kind.name, n, o.from, o.to-1, *r.FirstBad, e.first, r.Reason)
			}
		} else {
			t.Errorf("%s, edit %d: not found", kind.name, n)
		}
	}
	agrees := 0
	for n, second := range askNode(t, questions) {
		if first := reports[n]; second.OK == first.OK && first.FirstBad != nil && second.FirstBad != nil && *second.FirstBad == *first.FirstBad {
			agrees++
		} else {
			t.Errorf("%s, edit %d: the second verifier says %+v, not %+v", kinds[n%len(kinds)].name, n, second, first)
		}
	}
	for _, kind := range kinds {
		t.Logf("%4d  %s", byKind[kind.name], kind.name)
	}
	t.Logf("tamper %d/%d found, %d/%d right position, node agrees %d/%d", found, tamperEdits, right, tamperEdits, agrees, tamperEdits)
	require.Equal(t, []int{tamperEdits, tamperEdits, tamperEdits}, []int{found, right, agrees})
}

// original is an export that edits are made of, in memory and on the disk.
type original struct {
	*madeLog
	dir      string
	from, to int64
	files    map[string][]byte
	ends     []int64 // sizes of the checkpoints within the range
}

func readOriginal(t *testing.T, l *madeLog, from, to int64) *original {
	t.Helper()
	o := &original{madeLog: l, dir: l.written(t, from, to, tamperEntries), from: from, to: to, files: map[string][]byte{}}
	for _, size := range l.sizes() {
		if from < size && size <= to {
			o.ends = append(o.ends, size)
		}
	}
	names, err := filepath.Glob(filepath.Join(o.dir, "*.*"))
	require.NoError(t, err)
	inside, err := filepath.Glob(filepath.Join(o.dir, checkpointsDir, "*"))
	require.NoError(t, err)
	for _, path := range append(names, inside...) {
		name, err := filepath.Rel(o.dir, path)
		require.NoError(t, err)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		o.files[name] = text
	}
	return o
}

// spanOf is where the span begins that holds position: the least position that may be the bad one when no more is known.
func (o *original) spanOf(position int64) int64 { return spanOf(o.from, o.ends, position) }

func spanOf(from int64, ends []int64, position int64) int64 {
	start := from
	for _, end := range ends {
		if end <= position {
			start = max(start, end)
		}
	}
	return start
}

// edit is one tampered copy on its way.
type edit struct {
	*original
	random  *rand.Rand
	changed map[string][]byte // nil for a file that is gone
	resum   bool              // the manifest is made to fit
	held    []int64           // sizes of the checkpoints that the verifier brings along
	first   int64             // the first bad position, as the edit knows it
}

func newEdit(o *original, random *rand.Rand) *edit {
	return &edit{original: o, random: random, changed: map[string][]byte{}, resum: random.IntN(2) == 0}
}

// at is a random position of the range.
func (e *edit) at() int64 { return e.from + e.random.Int64N(e.to-e.from) }

// two are two random positions, the lesser first.
func (e *edit) two() (int64, int64) {
	p, q := e.at(), e.at()
	for p == q {
		q = e.at()
	}
	return min(p, q), max(p, q)
}

// end is the size of a random checkpoint of the export, each third time the last, and where its span begins.
func (e *edit) end() (size, start int64) {
	size = tamperEntries
	if e.random.IntN(3) > 0 {
		size = e.ends[e.random.IntN(len(e.ends))]
	}
	return size, e.spanOf(size - 1)
}

// flip changes one bit of a file within a span of bytes.
func (e *edit) flip(name string, from, to int) {
	text := slices.Clone(e.files[name])
	text[from+e.random.IntN(to-from)] ^= 1 << e.random.IntN(8)
	e.changed[name] = text
}

// write puts the copy on the disk; what was not changed is linked.
func (e *edit) write(t *testing.T, dir string) string {
	t.Helper()
	require.NoError(t, os.Mkdir(dir, 0o700))
	if _, forged := e.changed[manifestFile]; e.resum && !forged {
		e.resumManifest(t)
	}
	within := func(name string) bool { return filepath.Dir(name) == checkpointsDir }
	if slices.ContainsFunc(slices.Collect(maps.Keys(e.changed)), within) {
		require.NoError(t, os.Mkdir(filepath.Join(dir, checkpointsDir), 0o700))
	} else {
		require.NoError(t, os.Symlink(filepath.Join(e.dir, checkpointsDir), filepath.Join(dir, checkpointsDir)))
	}
	for name := range e.files {
		path := filepath.Join(dir, name)
		text, changed := e.changed[name]
		if changed && text != nil {
			require.NoError(t, os.WriteFile(path, text, 0o600))
		} else if _, err := os.Lstat(path); !changed && err != nil {
			require.NoError(t, os.Link(filepath.Join(e.dir, name), path))
		}
	}
	return dir
}

// resumManifest makes the digests in the manifest those of the changed files.
func (e *edit) resumManifest(t *testing.T) {
	t.Helper()
	var m Manifest
	require.NoError(t, json.Unmarshal(e.files[manifestFile], &m))
	for name, text := range e.changed {
		if m.Sha256[name] = fmt.Sprintf("%x", sha256.Sum256(text)); text == nil {
			delete(m.Sha256, name)
		}
	}
	text, err := m.text()
	require.NoError(t, err)
	e.changed[manifestFile] = text
}
