package auditlog

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Trust is what whoever verifies brings along. Nothing of it comes from the export.
type Trust struct {
	Keys []note.Verifier // of the log; without any, those inside the export are taken, with a warning
	Held []Held          // checkpoints kept from earlier
}

// Held is a signed checkpoint that was kept from earlier.
type Held struct {
	Name   string // for the report, for example the path of its file
	Signed []byte
}

// stated is a checkpoint that the export is compared with.
type stated struct {
	Checkpoint
	name string
	held bool
}

// keys are the public keys to trust, the name of the log, and a warning when they are the export's own.
func (v *verifier) keys(export fs.FS, given []note.Verifier) error {
	if len(given) == 0 {
		text, err := fs.ReadFile(export, PublicKeyFile)
		if err != nil {
			return fmt.Errorf("%s cannot be read: give the log's public key yourself", PublicKeyFile)
		}
		if given, err = ParseVerifiers(text); err != nil {
			return fmt.Errorf("%s holds %w", PublicKeyFile, err)
		}
		v.report.Warnings = append(v.report.Warnings,
			"the public key came with the export: who made the one could have made the other; give the key that you know with --key")
	}
	v.report.Origin, v.known = given[0].Name(), note.VerifierList(given...)
	return nil
}

// open is Open for a verifier: the log's own name, and signatures that can be written in one way only.
func (v *verifier) open(signed []byte) (Checkpoint, error) {
	c, err := Open(signed, v.known)
	var unknown *note.UnverifiedNoteError
	var forged *note.InvalidSignatureError
	switch {
	case errors.As(err, &unknown):
		return c, errors.New("no key that is trusted has signed it")
	case errors.As(err, &forged):
		return c, errors.New("its signature does not fit")
	case err != nil:
		return c, errors.New("it is damaged")
	case c.Origin != v.report.Origin:
		return c, fmt.Errorf("it is of another log, %s", c.Origin)
	}
	signatures := signed[bytes.LastIndex(signed, []byte("\n\n"))+2:]
	for line := range strings.Lines(string(signatures)) {
		text := strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n")
		if _, err := base64.StdEncoding.Strict().DecodeString(text); err != nil {
			return c, errors.New("it is damaged")
		}
	}
	return c, nil
}

// inside takes up the checkpoints of the export. One that says nothing is bad where its span begins.
func (v *verifier) inside(export fs.FS) {
	files, _ := fs.ReadDir(export, checkpointsDir) // sorted; that there is none is found below
	for _, f := range files {
		if size, err := sizeOf(f.Name()); err == nil {
			v.spans = append(v.spans, size)
		}
	}
	for _, f := range files {
		name := checkpointsDir + "/" + f.Name()
		size, err := sizeOf(f.Name())
		var signed []byte
		if err == nil {
			signed, err = fs.ReadFile(export, name)
		}
		if err == nil {
			err = v.take(name, signed, size)
		}
		if err != nil {
			v.report.bad(v.spanStart(size, false), "%s says nothing: %s", name, err)
		}
	}
	size := v.manifest.Size
	if _, there := slices.BinarySearch(v.spans, size); !there {
		v.report.bad(v.spanStart(size, false), "no checkpoint of size %d says that the export is complete", size)
	}
}

// brought takes up the checkpoints that were kept from earlier. Errors: one that says nothing about this export.
func (v *verifier) brought(held []Held) error {
	for _, h := range held {
		if err := v.take(h.Name, h.Signed, -1); err != nil {
			return fmt.Errorf("the checkpoint %s says nothing: %w", h.Name, err)
		}
	}
	slices.Sort(v.heldSpans)
	slices.SortStableFunc(v.stated, func(a, b stated) int { return cmp.Compare(a.Size, b.Size) })
	return nil
}

// take keeps a signed checkpoint to compare with; named is its size by its file's name, -1 when it was held.
// Errors: a sentence's end for a person.
func (v *verifier) take(name string, signed []byte, named int64) error {
	m, held := v.manifest, named < 0
	c, err := v.open(signed)
	switch {
	case err != nil:
		return err
	case !held && c.Size != named:
		return errors.New("its name is not its size")
	case c.Size <= m.From || c.Size > m.To && c.Size < m.Size:
		return fmt.Errorf("it cannot be compared with positions %d to %d", m.From, m.To-1)
	}
	if held {
		v.heldSpans = append(v.heldSpans, c.Size)
	}
	if c.Size > m.Size {
		v.report.bad(m.Size, "%s was signed for %d entries, and those from position %d on are missing", name, c.Size, m.Size)
		return nil
	}
	v.stated = append(v.stated, stated{c, name, held})
	return nil
}

// sizeOf reads the name of a checkpoint's file.
func sizeOf(name string) (int64, error) {
	size, err := strconv.ParseInt(strings.TrimSuffix(name, suffix), 10, 64)
	if err != nil || name != Name(size) || size > maxSize {
		return 0, fmt.Errorf("%s is no name of a checkpoint", name)
	}
	return size, nil
}

// spanStart is the first position that the checkpoint of size adds to the one before it. A checkpoint that was held is
// compared with others that were held alone: those of the export may have been made by whoever has the key.
func (v *verifier) spanStart(size int64, held bool) int64 {
	spans := v.spans
	if held {
		spans = v.heldSpans
	}
	before, _ := slices.BinarySearch(spans, min(size, v.manifest.To+1))
	if before == 0 {
		return v.manifest.From
	}
	return max(v.manifest.From, spans[before-1])
}
