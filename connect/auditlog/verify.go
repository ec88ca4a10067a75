package auditlog

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// verifier compares one export with what is trusted.
type verifier struct {
	manifest  *Manifest
	report    *Report
	known     note.Verifiers
	stated    []stated // by size
	spans     []int64  // sizes of the export's checkpoints, damaged ones too; sorted
	heldSpans []int64  // sizes of those that were brought along; sorted
}

// Verify checks an export against public keys and against checkpoints from earlier, without a database and without
// trust in whoever made it. It holds one entry in memory at a time.
//
// The first bad position is the least of these:
//
//   - of an entry that is missing, out of its place, damaged, not as its leaf says, or whose prose is not what its body
//     says: its own position;
//   - of a checkpoint that is damaged, or that neither the leaves nor the bodies lead to: the first position that it adds
//     to the checkpoint before it (of the export; or, if it was held, of those held), since any from there on may be the one;
//   - of a checkpoint for more entries than the export is complete to: the first that is missing;
//   - of a proof, or when nothing else is found of a file that is not as the manifest says: the first of the range.
//
// Errors: a sentence when no verdict is possible: no manifest, no key, a held checkpoint that the keys did not sign or
// that this range cannot be compared with.
func Verify(export fs.FS, trust Trust) (*Report, error) {
	m, err := readManifest(export)
	if err != nil {
		return nil, err
	}
	v := &verifier{manifest: m, report: &Report{OK: true, From: m.From, To: m.To, Size: m.Size, Warnings: []string{}}}
	if err := v.keys(export, trust.Keys); err != nil {
		return nil, err
	}
	v.inside(export)
	if err := v.brought(trust.Held); err != nil {
		return nil, err
	}
	v.replay(export)
	if v.report.OK {
		v.compareDigests(export)
	}
	return v.report, nil
}

// replay grows the tree twice, from the bodies and from the leaves, and compares both with every checkpoint on the way.
// Where one of them leads to what was signed, the other is what was changed, and the position is exact.
func (v *verifier) replay(export fs.FS) {
	m := v.manifest
	left, right := cover(0, m.From), cover(m.To, m.Size)
	p, err := readProof(export)
	if err != nil || len(p.Left) != len(left) || len(p.Right) != len(right) {
		v.report.bad(m.From, "%s is damaged", proofFile)
		return
	}
	t := &trees{verifier: v}
	for i, part := range left {
		t.grow(part.level, p.Left[i], p.Left[i])
	}
	if !t.entries(export) {
		return
	}
	for i, part := range right {
		t.grow(part.level, p.Right[i], p.Right[i])
	}
}

// trees is the log's tree as the bodies tell it and as the leaves do.
type trees struct {
	*verifier
	byBody, byLeaf             Edge
	bodiesBroken, leavesBroken bool
}

// grow appends a complete subtree to both and compares them with the checkpoints of the size that is reached.
func (t *trees) grow(level int, byBody, byLeaf tlog.Hash) {
	t.byBody.Grow(level, byBody)
	t.byLeaf.Grow(level, byLeaf)
	for ; len(t.stated) > 0 && t.stated[0].Size <= t.byBody.Size(); t.stated = t.stated[1:] {
		c := t.stated[0]
		fits := !t.bodiesBroken && t.byBody.Root() == c.Root || !t.leavesBroken && t.byLeaf.Root() == c.Root
		switch {
		case !fits:
			t.mismatch(c)
		case c.held:
			t.report.Held++
		default:
			t.report.Checkpoints++
		}
	}
}

// mismatch tells of a checkpoint that the export does not lead to.
func (t *trees) mismatch(c stated) {
	start := t.spanStart(c.Size, c.held)
	if c.held {
		t.report.bad(start, "%s was signed for another history of positions %d to %d: the log was forked or rewritten", c.name, start, c.Size-1)
		return
	}
	t.report.bad(start, "positions %d to %d are not what %s was signed for", start, c.Size-1, c.name)
}

// entries reads the range. It returns false when neither bodies nor leaves can be followed to its end.
func (t *trees) entries(export fs.FS) bool {
	bodies := &entryLines{lines: readLines(export, entriesFile)}
	defer bodies.close()
	leaves := &leafLines{lines: readLines(export, leavesFile)}
	defer leaves.close()
	for position := t.manifest.From; position < t.manifest.To; position++ {
		t.entry(position, bodies, leaves)
		if t.bodiesBroken && t.leavesBroken {
			for _, c := range t.stated {
				t.mismatch(c)
			}
			return false
		}
	}
	for _, l := range []struct {
		name  string
		lines *lines
		ended bool
	}{{entriesFile, bodies.lines, t.bodiesBroken}, {leavesFile, leaves.lines, t.leavesBroken}} {
		if !l.ended && !l.lines.ended() {
			t.report.bad(t.manifest.To, "%s holds more than positions %d to %d", l.name, t.manifest.From, t.manifest.To-1)
		}
	}
	return true
}

// entry reads what both files say of one position.
func (t *trees) entry(position int64, bodies *entryLines, leaves *leafLines) {
	var byBody, byLeaf tlog.Hash
	var body string
	var prose *Prose
	var err error
	if !t.bodiesBroken {
		if body, prose, err = bodies.next(position); err != nil {
			t.bodiesBroken = true
			t.report.bad(position, "entry %d: %s", position, err)
		} else {
			byBody = tlog.RecordHash([]byte(body))
		}
	}
	if !t.leavesBroken {
		if byLeaf, err = leaves.next(); err != nil {
			t.leavesBroken = true
			t.report.bad(position, "leaf %d: %s", position, err)
		}
	}
	if !t.bodiesBroken {
		t.body(position, body, prose, t.leavesBroken || byBody == byLeaf)
	}
	t.grow(0, byBody, byLeaf)
}

// body judges an entry that is in its place.
func (t *trees) body(position int64, body string, prose *Prose, asLeaf bool) {
	if !asLeaf {
		t.report.bad(position, "entry %d: its body is not what its leaf holds", position)
		return
	}
	if err := checkProse(body, prose); err != nil {
		t.report.bad(position, "entry %d: %s", position, err)
		return
	}
	t.report.Entries++
	if prose == nil {
		t.report.Erased++
	}
}

// compareDigests finds what no signature covers: a file that was damaged on its way, or is not the one that was made.
func (v *verifier) compareDigests(export fs.FS) {
	names := map[string]bool{entriesFile: true, leavesFile: true, proofFile: true, PublicKeyFile: true}
	for _, size := range v.spans {
		names[checkpointsDir+"/"+Name(size)] = true
	}
	for name := range v.manifest.Sha256 {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if sum, err := digestOf(export, name); err == nil && sum == v.manifest.Sha256[name] {
			continue
		}
		start := v.manifest.From
		if size, err := sizeOf(strings.TrimPrefix(name, checkpointsDir+"/")); err == nil {
			start = v.spanStart(size, false)
		}
		v.report.bad(start, "%s is not the file that the manifest names", name)
	}
	if count := v.manifest.To - v.manifest.From; v.manifest.Count != count {
		v.report.bad(v.manifest.From, "the manifest counts %d entries, and there are %d", v.manifest.Count, count)
	}
}

// digestOf is how the manifest names the content of a file.
func digestOf(export fs.FS, name string) (string, error) {
	f, err := export.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
