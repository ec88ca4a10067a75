package auditlog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// kinds are the ways to tamper. Each makes one edit and says where the first bad position is: exactly where one of
// bodies and leaves is left as it was, else where the span between two checkpoints begins.
var kinds = []struct {
	name string
	make func(*testing.T, *edit)
}{
	{"flip a bit of an entry", func(_ *testing.T, e *edit) {
		e.first = e.at()
		lines := e.lines(entriesFile)
		start := len(bytes.Join(lines[:e.first-e.from], nil))
		e.flip(entriesFile, start, start+len(lines[e.first-e.from]))
	}},
	{"flip a bit of a leaf", func(_ *testing.T, e *edit) {
		e.first = e.at()
		start := int(e.first-e.from) * 45
		e.flip(leavesFile, start, start+45)
	}},
	{"change a body", func(t *testing.T, e *edit) {
		e.first = e.at()
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			lines[e.first-e.from] = e.line(e.first, e.first, true)
			return lines
		})
	}},
	{"change a sentence", func(t *testing.T, e *edit) {
		e.first = e.withProse()
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			entry := e.entries[e.first]
			prose := *entry.Prose
			prose.Text += "."
			lines[e.first-e.from] = append(appendLine(nil, entry.Position, string(entry.Body), &prose), '\n')
			return lines
		})
	}},
	{"exchange the sentences of two", func(t *testing.T, e *edit) {
		p, q := e.withProse(), e.withProse()
		for p == q {
			q = e.withProse()
		}
		e.first = min(p, q)
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			lines[p-e.from] = append(appendLine(nil, p, string(e.entries[p].Body), e.entries[q].Prose), '\n')
			lines[q-e.from] = append(appendLine(nil, q, string(e.entries[q].Body), e.entries[p].Prose), '\n')
			return lines
		})
	}},
	{"rewrite a body and its leaf", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { rows[p-e.from] = e.made(p); return rows }, true)
	}},
	{"delete an entry", func(t *testing.T, e *edit) {
		e.first = e.at()
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte { return cut(lines, e.first-e.from) })
	}},
	{"delete a leaf", func(t *testing.T, e *edit) {
		e.first = e.at()
		e.relines(t, leavesFile, func(lines [][]byte) [][]byte { return cut(lines, e.first-e.from) })
	}},
	{"delete an entry and its leaf", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { return cut(rows, p-e.from) }, false)
	}},
	{"delete an entry and its leaf, and renumber", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { return cut(rows, p-e.from) }, true)
	}},
	{"insert an entry", func(t *testing.T, e *edit) {
		e.first = e.at()
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			return slices.Insert(lines, int(e.first-e.from), e.line(e.first, e.first, true))
		})
	}},
	{"insert an entry and its leaf, and renumber", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { return slices.Insert(rows, int(p-e.from), e.made(p)) }, true)
	}},
	{"append an entry and its leaf", func(t *testing.T, e *edit) {
		e.first = e.to
		e.both(t, func(rows []row) []row { return append(rows, e.made(e.from)) }, true)
	}},
	{"repeat an entry", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = p + 1
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte { return slices.Insert(lines, int(p-e.from), lines[p-e.from]) })
	}},
	{"swap two entries", func(t *testing.T, e *edit) {
		p, q := e.two()
		e.first = p
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			lines[p-e.from], lines[q-e.from] = lines[q-e.from], lines[p-e.from]
			return lines
		})
	}},
	{"swap two entries and renumber", func(t *testing.T, e *edit) {
		p, q := e.two()
		e.first = p
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			lines[p-e.from], lines[q-e.from] = e.line(p, q, false), e.line(q, p, false)
			return lines
		})
	}},
	{"swap two entries and their leaves, and renumber", func(t *testing.T, e *edit) {
		p, q := e.two()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { rows[p-e.from], rows[q-e.from] = rows[q-e.from], rows[p-e.from]; return rows }, true)
	}},
	{"renumber", func(t *testing.T, e *edit) {
		e.first = e.at()
		e.relines(t, entriesFile, func(lines [][]byte) [][]byte {
			for p := e.first; p < e.to; p++ {
				lines[p-e.from] = e.line(p+1, p, false)
			}
			return lines
		})
	}},
	{"truncate the entries", func(_ *testing.T, e *edit) {
		text := e.files[entriesFile][:e.random.IntN(len(e.files[entriesFile]))]
		e.changed[entriesFile], e.first = text, e.from+int64(bytes.Count(text, []byte("\n")))
	}},
	{"truncate the leaves", func(_ *testing.T, e *edit) {
		text := e.files[leavesFile][:e.random.IntN(len(e.files[leavesFile]))]
		e.changed[leavesFile], e.first = text, e.from+int64(bytes.Count(text, []byte("\n")))
	}},
	{"truncate entries and leaves", func(t *testing.T, e *edit) {
		p := e.at()
		e.first = e.spanOf(p)
		e.both(t, func(rows []row) []row { return rows[:p-e.from] }, false)
	}},
	{"truncate the log, and hold a checkpoint", func(t *testing.T, e *edit) {
		size := e.ends[e.random.IntN(len(e.ends)-1)]
		e.forge(t, e.export(e.from, size, size))
		for e.held = []int64{0}; e.held[0] <= size; {
			e.held[0] = e.sizes()[e.random.IntN(len(e.sizes()))]
		}
		e.first = size
	}},
	{"fork the log, and hold checkpoints", func(t *testing.T, e *edit) {
		p := e.at()
		fork := e.fork(t, p, e.key)
		e.forge(t, fork.export(e.from, e.to, tamperEntries))
		e.held = []int64{tamperEntries}
		for _, size := range e.ends {
			if size < tamperEntries && e.random.IntN(4) == 0 {
				e.held = append(e.held, size)
			}
		}
		within := slices.DeleteFunc(slices.Clone(e.held), func(size int64) bool { return size > e.to })
		e.first = spanOf(e.from, within, p)
	}},
	{"fork the log with another key", func(t *testing.T, e *edit) {
		p := e.at()
		secret, _, err := note.GenerateKey(&dice{e.random}, DefaultOrigin)
		require.NoError(t, err)
		signer, err := note.NewSigner(secret)
		require.NoError(t, err)
		e.forge(t, e.fork(t, p, signer).export(e.from, e.to, tamperEntries))
		e.first = e.spanOf(p)
	}},
	{"flip a bit of a checkpoint", func(_ *testing.T, e *edit) {
		size, start := e.end()
		e.first = start
		name := checkpointsDir + "/" + Name(size)
		e.flip(name, 0, len(e.files[name]))
	}},
	{"put a checkpoint in the place of another", func(_ *testing.T, e *edit) {
		size, start := e.end()
		among, other := e.sizes(), size
		if e.random.IntN(2) == 0 && len(e.ends) > 1 {
			among = e.ends // which the export leads to
		}
		for other == size {
			other = among[e.random.IntN(len(among))]
		}
		e.first = start
		e.changed[checkpointsDir+"/"+Name(size)] = e.signed[other]
	}},
	{"sign another history", func(t *testing.T, e *edit) {
		size, start := e.end()
		e.first = start
		e.changed[checkpointsDir+"/"+Name(size)] = e.sign(t, e.key, size, tlog.RecordHash([]byte("another")))
	}},
	{"delete a checkpoint", func(_ *testing.T, e *edit) {
		size, start := e.end()
		e.first, e.resum = start, e.resum && size == tamperEntries // between two others, only the manifest misses it
		e.changed[checkpointsDir+"/"+Name(size)] = nil
	}},
	{"change a hash of the proof", func(t *testing.T, e *edit) {
		var p proof
		require.NoError(t, json.Unmarshal(e.files[proofFile], &p))
		hashes := slices.Concat(p.Left, p.Right)
		if len(hashes) == 0 { // a whole log needs none
			p.Left, e.first = append(p.Left, tlog.Hash{1}), e.from
		} else if n := e.random.IntN(len(hashes)); n < len(p.Left) {
			p.Left[n][3] ^= 1
			e.first = e.from
		} else {
			p.Right[n-len(p.Left)][3] ^= 1
			e.first = e.spanOf(e.to)
		}
		text, err := p.text()
		require.NoError(t, err)
		e.changed[proofFile] = text
	}},
	{"flip a bit of the proof", func(t *testing.T, e *edit) {
		e.flip(proofFile, 0, len(e.files[proofFile]))
		var was, is proof
		require.NoError(t, json.Unmarshal(e.files[proofFile], &was))
		e.first = e.from
		if err := json.Unmarshal(e.changed[proofFile], &is); err == nil && slices.Equal(was.Left, is.Left) && len(was.Right) == len(is.Right) {
			if text, err := is.text(); err == nil && bytes.Equal(text, e.changed[proofFile]) {
				e.first = e.spanOf(e.to) // a hash behind the range
			}
		}
	}},
}

// row is what both files say of one position.
type row struct {
	body string
	p    *Prose
	leaf tlog.Hash
}

// both rewrites entries and leaves alike.
func (e *edit) both(t *testing.T, change func([]row) []row, renumber bool) {
	t.Helper()
	var rows []row
	positions := map[string]int64{}
	for _, entry := range e.entries[e.from:e.to] {
		rows = append(rows, row{string(entry.Body), entry.Prose, entry.Leaf})
		positions[string(entry.Body)] = entry.Position
	}
	var lines, leaves bytes.Buffer
	for i, r := range change(rows) {
		position := e.from + int64(i)
		if was, known := positions[r.body]; known && !renumber {
			position = was
		}
		lines.Write(append(appendLine(nil, position, r.body, r.p), '\n'))
		fmt.Fprintln(&leaves, r.leaf)
	}
	e.changed[entriesFile], e.changed[leavesFile] = lines.Bytes(), leaves.Bytes()
	require.NotEqual(t, e.files[entriesFile], e.changed[entriesFile])
}

// made is an invented event with its leaf, made of the one at position.
func (e *edit) made(position int64) row {
	entry := e.entries[position]
	body := bytes.Replace(entry.Body, []byte(`"value":"`), fmt.Appendf(nil, `"value":"%d`, 1+e.random.IntN(9)), 1)
	return row{string(body), entry.Prose, tlog.RecordHash(body)}
}

// line is the line of an event under a number, invented or as it was.
func (e *edit) line(number, of int64, invented bool) []byte {
	r := row{body: string(e.entries[of].Body), p: e.entries[of].Prose}
	if invented {
		r = e.made(of)
	}
	return append(appendLine(nil, number, r.body, r.p), '\n')
}

// withProse is a random position whose prose was not erased.
func (e *edit) withProse() int64 {
	for {
		if p := e.at(); e.entries[p].Prose != nil {
			return p
		}
	}
}

func (e *edit) lines(name string) [][]byte {
	lines := bytes.SplitAfter(e.files[name], []byte("\n"))
	return lines[:len(lines)-1]
}

// relines rewrites a file by its lines.
func (e *edit) relines(t *testing.T, name string, change func([][]byte) [][]byte) {
	t.Helper()
	e.changed[name] = bytes.Join(change(e.lines(name)), nil)
	require.NotEqual(t, e.files[name], e.changed[name])
}

// fork is the same log with another end from position on, signed anew at every size behind it.
func (e *edit) fork(t *testing.T, position int64, key note.Signer) *madeLog {
	t.Helper()
	f := &madeLog{key: key, pub: e.pub, entries: slices.Clone(e.entries), signed: map[int64][]byte{}}
	var behind []int64
	for size, signed := range e.signed {
		if f.signed[size] = signed; size > position {
			behind = append(behind, size)
		}
	}
	for p := position; p < int64(len(f.entries)); p++ {
		f.entries[p].Body = []byte(e.made(p).body)
	}
	f.grow(t, behind)
	return f
}

// forge takes a whole export in the place of this one.
func (e *edit) forge(t *testing.T, x Export) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "forged")
	_, err := Write(dir, x)
	require.NoError(t, err)
	for name := range e.files {
		e.changed[name], err = os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			require.ErrorIs(t, err, os.ErrNotExist)
			e.changed[name] = nil
		}
	}
}

func cut[T any](list []T, at int64) []T { return slices.Delete(slices.Clone(list), int(at), int(at)+1) }

// dice reads random bytes.
type dice struct{ random interface{ Uint32() uint32 } }

func (d *dice) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(d.random.Uint32())
	}
	return len(b), nil
}
