package auditlog

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Export is a part of the log on its way out.
type Export struct {
	Origin     string
	From, To   int64 // positions From to To-1; To is at most Size
	Size       int64 // of the tree, as a checkpoint has it: the export is complete to it
	At         time.Time
	Parameters map[string]string
	PublicKeys []byte // text of log.pub

	Entries     iter.Seq2[Entry, error]  // in order of position; what is gone from the log is left out
	Checkpoints iter.Seq2[[]byte, error] // signed, by size; those that the range does not reach are passed over
	Hashes      tlog.HashReader          // of the log's tree, as package tlog numbers them
}

// Write writes an export into dir, which it makes; an empty directory will do. It holds one entry in memory at a time.
// When it fails it leaves no file behind.
//
// It writes what the log holds without judging it: what was tampered with is found by whoever verifies.
// Errors: a directory that holds something; no checkpoint of x.Size; an entry out of order; what the disk says.
func Write(dir string, x Export) (m Manifest, err error) {
	if err := MakeEmpty(dir); err != nil {
		return m, err
	}
	w := newWriter(dir, Form, x)
	defer func() {
		if err != nil {
			err = errors.Join(err, w.undo())
		}
	}()
	if err := w.entries(x); err != nil {
		return m, err
	}
	if err := w.proof(x); err != nil {
		return m, err
	}
	if err := w.checkpoints(x); err != nil {
		return m, err
	}
	if err := w.whole(PublicKeyFile, x.PublicKeys); err != nil {
		return m, err
	}
	text, err := w.text()
	if err != nil {
		return m, err
	}
	return w.Manifest, w.whole(manifestFile, text)
}

// MakeEmpty makes dir, or finds it empty, as Write does. Errors: as Write, of the directory.
func MakeEmpty(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the directory %s cannot be made: %w", dir, unpath(err))
	}
	there, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return fmt.Errorf("the directory %s cannot be read: %w", dir, unpath(err))
	case len(there) > 0:
		return fmt.Errorf("the directory %s is not empty: name one that is, or that does not exist", dir)
	}
	return nil
}

// unpath drops the path from an error of package os where the sentence names it already.
func unpath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// writer makes the files of one export.
type writer struct {
	dir  string
	made []string // in the order that they were made
	Manifest
}

func newWriter(dir, form string, x Export) *writer {
	return &writer{dir: dir, Manifest: Manifest{
		Format: form, Origin: x.Origin, From: x.From, To: x.To, Size: x.Size, ExportedAt: x.At.UTC(), Parameters: x.Parameters,
		Sha256: map[string]string{},
	}}
}

// undo removes what was made.
func (w *writer) undo() (err error) {
	for _, path := range slices.Backward(w.made) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// entries writes entries.jsonl and leaves.txt side by side.
func (w *writer) entries(x Export) (err error) {
	lines, err := w.create(entriesFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.finish(lines)) }()
	leaves, err := w.create(leavesFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.finish(leaves)) }()
	next := x.From
	var line []byte
	for entry, err := range x.Entries {
		if err != nil {
			return err
		}
		if entry.Position < next || entry.Position >= x.To {
			return fmt.Errorf("write the log: position %d came where %d to %d is due", entry.Position, next, x.To-1)
		}
		next = entry.Position + 1
		fmt.Fprintln(leaves, entry.Leaf)
		if entry.Body == nil {
			continue
		}
		line = append(appendLine(line[:0], entry.Position, string(entry.Body), entry.Prose), '\n')
		if _, err := lines.Write(line); err != nil {
			return fmt.Errorf("write %s: %w", entriesFile, err)
		}
		w.Count++
	}
	return nil
}

func (w *writer) proof(x Export) (err error) {
	var p proof
	if p.Left, err = hashesOf(cover(0, x.From), x.Hashes); err != nil {
		return err
	}
	if p.Right, err = hashesOf(cover(x.To, x.Size), x.Hashes); err != nil {
		return err
	}
	text, err := p.text()
	if err != nil {
		return err
	}
	return w.whole(proofFile, text)
}

// checkpoints writes every checkpoint that ends within the range, and the one that the export is complete to.
func (w *writer) checkpoints(x Export) error {
	dir := filepath.Join(w.dir, checkpointsDir)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return fmt.Errorf("write checkpoints: %w", err)
	}
	w.made = append(w.made, dir)
	complete := false
	for signed, err := range x.Checkpoints {
		if err != nil {
			return err
		}
		c, err := Parse(string(signed))
		if err != nil {
			return err
		}
		if (c.Size <= x.From || c.Size > x.To) && c.Size != x.Size {
			continue
		}
		complete = complete || c.Size == x.Size
		if err := w.whole(checkpointsDir+"/"+Name(c.Size), signed); err != nil {
			return err
		}
	}
	if !complete {
		return fmt.Errorf("no checkpoint of the first %d entries is kept, so an export cannot be complete to it", x.Size)
	}
	return nil
}

// output is a file on its way, with its digest so far.
type output struct {
	*bufio.Writer
	name string
	file *os.File
	sum  hash.Hash
}

func (w *writer) create(name string) (*output, error) {
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, err)
	}
	w.made = append(w.made, path)
	sum := sha256.New()
	return &output{bufio.NewWriterSize(io.MultiWriter(f, sum), 1<<16), name, f, sum}, nil
}

func (w *writer) finish(o *output) error {
	if err := errors.Join(o.Flush(), o.file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", o.name, err)
	}
	w.Sha256[o.name] = hex.EncodeToString(o.sum.Sum(nil))
	return nil
}

// whole writes a file at once.
func (w *writer) whole(name string, text []byte) error {
	o, err := w.create(name)
	if err != nil {
		return err
	}
	_, err = o.Write(text)
	return errors.Join(err, w.finish(o))
}
