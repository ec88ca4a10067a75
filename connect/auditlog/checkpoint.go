package auditlog

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// DefaultOrigin names the log, and its key, where nobody chose another name.
const DefaultOrigin = "countersign/log"

// atForm has six digits of a second always, as the bodies of events have.
const atForm = "2006-01-02T15:04:05.000000Z"

// Checkpoint says what the log was at an instant.
type Checkpoint struct {
	Origin string    // name of the log
	Size   int64     // entries; positions 0 to Size-1
	Root   tlog.Hash // of the tree of all entries
	At     time.Time // when it was made; UTC, whole microseconds
}

// Text is what is signed: origin, size, root and time, each on a line.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\nat %s\n", c.Origin, c.Size, c.Root, c.At.UTC().Format(atForm))
}

// Sign is the checkpoint as a note signed by signer. Errors: an origin that is not the name of the signer's key.
func (c Checkpoint) Sign(signer note.Signer) ([]byte, error) {
	if signer.Name() != c.Origin {
		return nil, fmt.Errorf("a checkpoint of %s cannot be signed with the key of %s", c.Origin, signer.Name())
	}
	return note.Sign(&note.Note{Text: c.Text()}, signer)
}

// Open reads a signed checkpoint and checks its signature against the keys that are known.
//
// Errors: *note.UnverifiedNoteError when no known key signed it; *note.InvalidSignatureError when a known key's
// signature does not fit; anything that Parse refuses.
func Open(signed []byte, known note.Verifiers) (Checkpoint, error) {
	opened, err := note.Open(signed, known)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: %w", err)
	}
	return Parse(opened.Text)
}

// Parse reads the text of a checkpoint without looking for a signature. Lines after the fourth are ignored.
// Errors: what Text would not have written.
func Parse(text string) (c Checkpoint, err error) {
	lines := strings.SplitN(text, "\n", 5)
	if len(lines) < 5 || lines[0] == "" {
		return c, errors.New("this is not a checkpoint: it has fewer than four lines")
	}
	c.Origin = lines[0]
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 || lines[1] != strconv.FormatInt(c.Size, 10) {
		return c, fmt.Errorf("this is not a checkpoint: its size is %q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return c, fmt.Errorf("this is not a checkpoint: its root is %q", lines[2])
	}
	copy(c.Root[:], root)
	at, ok := strings.CutPrefix(lines[3], "at ")
	if c.At, err = time.Parse(atForm, at); err != nil || !ok {
		return c, fmt.Errorf("this is not a checkpoint: its time is %q", lines[3])
	}
	return c, nil
}
