package fileledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// Kinds of records.
const (
	kindPost    = "post"
	kindReverse = "reverse"
)

// record is one line of a journal.
type record struct {
	Seq       int                   `json:"seq"` // from 1, without gaps
	At        time.Time             `json:"at"`
	Kind      string                `json:"kind"`
	Key       connect.Key           `json:"key"`
	Digest    string                `json:"digest"` // of the document, or of the reversal
	Reference string                `json:"reference"`
	Reverses  string                `json:"reverses,omitempty"`
	Reason    string                `json:"reason,omitempty"`
	Document  domain.LedgerDocument `json:"document"`
}

// kept is what is remembered of a record; its document is read again when it is asked for.
type kept struct {
	seq        int
	kind       string
	key        connect.Key
	digest     string
	reference  string
	reversedBy string
	number     string // as taken counts it
	at         time.Time
	offset     int64
	length     int
}

// books is what is known of one entity's journal: everything up to offset. One goroutine at a time has its turn.
type books struct {
	entity string
	dir    string
	turn   chan struct{}

	info        fs.FileInfo // of the file that was read
	offset      int64
	records     []*kept
	byKey       map[connect.Key]*kept
	byReference map[string]*kept
	byNumber    map[string]*kept // documents that are posted and not reversed
}

func (b *books) path() string { return filepath.Join(b.dir, b.entity+".jsonl") }

// with has do read, or read and write when alone, the journal with everything in it known.
func (b *books) with(ctx context.Context, alone bool, do func(*os.File) error) error {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return connect.Interrupted(ctx, false)
	}
	release, err := lock(ctx, filepath.Join(b.dir, b.entity+".lock"), alone)
	if err != nil {
		return err
	}
	defer release()
	flags := os.O_RDONLY
	if alone {
		flags = os.O_RDWR | os.O_CREATE
	}
	file, err := os.OpenFile(b.path(), flags, 0o640)
	if errors.Is(err, fs.ErrNotExist) {
		b.forget()
		return do(nil)
	}
	if err != nil {
		return wrong("JOURNAL", "The journal cannot be opened.", err)
	}
	defer file.Close()
	if err := b.catchUp(file, alone); err != nil {
		b.forget()
		return err
	}
	return do(file)
}

func (b *books) forget() {
	b.info, b.offset, b.records = nil, 0, nil
	b.byKey, b.byReference, b.byNumber = map[connect.Key]*kept{}, map[string]*kept{}, map[string]*kept{}
}

// catchUp reads what was written since the last turn, by whichever process. A last line without its end was never
// answered: it is passed over, and cut off by a writer. Errors: Config when the journal is damaged.
func (b *books) catchUp(file *os.File, alone bool) error {
	info, err := file.Stat()
	if err != nil {
		return wrong("JOURNAL", "The journal cannot be read.", err)
	}
	if b.info != nil && (!os.SameFile(b.info, info) || info.Size() < b.offset) {
		b.forget()
	}
	b.info = info
	fresh, err := io.ReadAll(io.NewSectionReader(file, b.offset, info.Size()-b.offset))
	if err != nil {
		return wrong("JOURNAL", "The journal cannot be read.", err)
	}
	for {
		line, rest, whole := bytes.Cut(fresh, []byte{'\n'})
		if !whole {
			break
		}
		if err := b.learn(line); err != nil {
			return err
		}
		fresh = rest
	}
	if len(fresh) > 0 && alone {
		if err := file.Truncate(b.offset); err != nil {
			return wrong("JOURNAL", "The journal's unfinished line cannot be cut off.", err)
		}
	}
	return nil
}

// learn remembers one line.
func (b *books) learn(line []byte) error {
	var r record
	if err := json.Unmarshal(line, &r); err != nil || r.Seq != len(b.records)+1 {
		return wrong("DAMAGED", fmt.Sprintf("Line %d of the journal of %s is damaged.", len(b.records)+1, b.entity), err)
	}
	k := &kept{seq: r.Seq, kind: r.Kind, key: r.Key, digest: r.Digest, reference: r.Reference, at: r.At,
		number: taken(r.Document), offset: b.offset, length: len(line)}
	b.offset += int64(len(line)) + 1
	b.records = append(b.records, k)
	b.byKey[k.key], b.byReference[k.reference] = k, k
	switch r.Kind {
	case kindPost:
		b.byNumber[k.number] = k
	case kindReverse:
		if original := b.byReference[r.Reverses]; original != nil {
			original.reversedBy = k.reference
			delete(b.byNumber, original.number)
		}
	}
	return nil
}

// add numbers a record, writes it as one line and syncs it. Errors: Unavailable and sent, because a line that could not
// be synced may still be there.
func (b *books) add(file *os.File, r record) (*kept, error) {
	r.Seq = len(b.records) + 1
	r.Reference = fmt.Sprintf("%s-%d-%06d", b.entity, r.Document.PostingOn.Year(), r.Seq)
	line, err := json.Marshal(r)
	if err != nil {
		return nil, &connect.Error{Class: connect.Invalid, Message: "The document cannot be written.", Cause: err}
	}
	_, err = file.WriteAt(append(line, '\n'), b.offset)
	if err == nil {
		err = file.Sync()
	}
	if err == nil && r.Seq == 1 {
		err = syncDir(b.dir) // the first line of a file is there only when its name is
	}
	if err == nil {
		err = b.learn(line)
	}
	if err != nil {
		b.forget()
		return nil, &connect.Error{Class: connect.Unavailable, Code: "WRITE", Message: "The journal could not be written.",
			Sent: true, Cause: err}
	}
	return b.byKey[r.Key], nil
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// read reads a record whole.
func (b *books) read(file *os.File, k *kept) (record, error) {
	line := make([]byte, k.length)
	var r record
	if _, err := file.ReadAt(line, k.offset); err != nil {
		return r, wrong("JOURNAL", "The journal cannot be read.", err)
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return r, wrong("DAMAGED", fmt.Sprintf("Line %d of the journal of %s is damaged.", k.seq, b.entity), err)
	}
	return r, nil
}

// taken is what may be posted once: a supplier's document by its kind and number.
func taken(d domain.LedgerDocument) string {
	supplier := d.Supplier
	if supplier == "" {
		supplier = "~" + strings.ToUpper(strings.TrimSpace(d.SupplierName))
	}
	return strings.Join([]string{supplier, string(d.Kind), strings.ToUpper(strings.TrimSpace(d.Number))}, "\x00")
}
