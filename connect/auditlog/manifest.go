package auditlog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Form names the form of an export; another one needs another verifier.
const Form = "countersign-log/1"

// The files of an export.
const (
	manifestFile   = "manifest.json"
	entriesFile    = "entries.jsonl"
	leavesFile     = "leaves.txt"
	proofFile      = "proof.json"
	checkpointsDir = "checkpoints"
)

// Manifest says what an export holds. It is not signed: nothing of the verdict rests on it but which positions are asked
// for, and a digest in it finds a file that was damaged on its way.
type Manifest struct {
	Format     string            `json:"format"`
	Origin     string            `json:"origin"`
	From       int64             `json:"from"`
	To         int64             `json:"to"` // exclusive
	ExportedAt time.Time         `json:"exported_at"`
	Count      int64             `json:"count"`      // lines of entries.jsonl
	Size       int64             `json:"size"`       // of the tree whose checkpoint the export is complete to
	Sha256     map[string]string `json:"sha256"`     // by path below the directory, hexadecimal
	Parameters map[string]string `json:"parameters"` // what was asked for, and by whom
}

// text is the manifest as its file holds it.
func (m *Manifest) text() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return b.Bytes(), nil
}

// readManifest reads of a manifest what a verdict needs. Errors: a sentence when there is none that it could begin with.
func readManifest(export fs.FS) (*Manifest, error) {
	text, err := fs.ReadFile(export, manifestFile)
	if err != nil {
		return nil, fmt.Errorf("this is no export of the log: %s cannot be read", manifestFile)
	}
	var m struct {
		Format                string
		From, To, Count, Size int64
		Sha256                map[string]string
	}
	switch err := json.Unmarshal(text, &m); {
	case err != nil:
		return nil, fmt.Errorf("%s is damaged: %w", manifestFile, err)
	case m.Format != Form:
		return nil, fmt.Errorf("%s is of the form %q, and this verifier knows %q", manifestFile, m.Format, Form)
	case m.From < 0 || m.From > m.To || m.To > m.Size || m.Size > maxSize:
		return nil, fmt.Errorf("%s is damaged: positions %d to %d of %d cannot be", manifestFile, m.From, m.To, m.Size)
	}
	return &Manifest{Format: m.Format, From: m.From, To: m.To, Count: m.Count, Size: m.Size, Sha256: m.Sha256}, nil
}

// maxSize is the largest log that both verifiers count exactly: 2^53-1.
const maxSize = 1<<53 - 1

// proof is the hashes that join a range of entries to the root of the whole tree.
type proof struct {
	Left  []tlog.Hash `json:"left"`  // cover(0, from)
	Right []tlog.Hash `json:"right"` // cover(to, size)
}

func (p proof) text() ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write the proof: %w", err)
	}
	return append(text, '\n'), nil
}

// readProof reads what text writes, and nothing else.
func readProof(export fs.FS) (p proof, err error) {
	text, err := fs.ReadFile(export, proofFile)
	if err != nil {
		return p, fmt.Errorf("%s cannot be read", proofFile)
	}
	damaged := errors.New(proofFile + " is damaged")
	if json.Unmarshal(text, &p) != nil {
		return p, damaged
	}
	if again, err := p.text(); err != nil || !bytes.Equal(again, text) || p.Left == nil || p.Right == nil {
		return p, damaged
	}
	return p, nil
}
