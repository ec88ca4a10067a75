package fileledger

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"

	"countersign/connect"
	"countersign/domain"
)

var _ connect.Poster[domain.LedgerDocument] = (*Ledger)(nil)

const (
	usualPage = 100
	maxPage   = 1000
)

// Find looks for the key in the entity's journal.
func (l *Ledger) Find(ctx context.Context, key connect.Key, d domain.LedgerDocument) (connect.Outcome, error) {
	var out connect.Outcome
	err := l.call(ctx, call{op: OnFind, entity: d.Entity, key: key, number: d.Number}, func() (bool, error) {
		b, err := l.enter(key, d.Entity)
		if err != nil {
			return false, err
		}
		return false, b.with(ctx, false, func(*os.File) error {
			k, err := b.under(key, kindPost, connect.Digest(d))
			out = k.outcome()
			return err
		})
	})
	return answered(out, err)
}

// Status looks for the number in the entity's journal.
func (l *Ledger) Status(ctx context.Context, ref connect.Ref) (connect.Outcome, error) {
	var out connect.Outcome
	err := l.call(ctx, call{op: OnStatus, entity: ref.Entity}, func() (bool, error) {
		b, err := l.booksOf(ref.Entity)
		if err != nil {
			return false, err
		}
		return false, b.with(ctx, false, func(*os.File) error {
			out = b.byReference[ref.Reference].outcome()
			return nil
		})
	})
	return answered(out, err)
}

// List reads the journals, entity by entity. Nothing in them is ever gone.
func (l *Ledger) List(ctx context.Context, q connect.Query) iter.Seq2[connect.Page[connect.Entry], error] {
	return func(yield func(connect.Page[connect.Entry], error) bool) {
		seen, entities, err := l.begin(q)
		if err != nil {
			yield(connect.Page[connect.Entry]{}, err)
			return
		}
		size := q.Size
		if size <= 0 {
			size = usualPage
		}
		for _, entity := range entities {
			for {
				var page connect.Page[connect.Entry]
				err := l.call(ctx, call{op: OnList, entity: entity}, func() (_ bool, err error) {
					page, err = l.page(ctx, entity, seen, min(size, maxPage))
					return false, err
				})
				if err != nil {
					yield(connect.Page[connect.Entry]{}, err)
					return
				}
				if len(page.Items) == 0 {
					break
				}
				if !yield(page, nil) {
					return
				}
			}
		}
	}
}

// begin is where the query's cursor stands, as records read per entity, and which entities are meant.
func (l *Ledger) begin(q connect.Query) (seen map[string]int, entities []string, err error) {
	seen = map[string]int{}
	if q.After != "" {
		text, err := base64.RawURLEncoding.DecodeString(q.After)
		if err == nil {
			err = json.Unmarshal(text, &seen)
		}
		if err != nil {
			return nil, nil, &connect.Error{Class: connect.Invalid, Code: "CURSOR", Field: "after",
				Message: "The cursor is not one of this ledger."}
		}
	}
	if q.Entity != "" {
		return seen, []string{q.Entity}, nil
	}
	entities, err = l.entities()
	return seen, entities, err
}

// page reads the next records of an entity and moves seen.
func (l *Ledger) page(ctx context.Context, entity string, seen map[string]int, size int) (connect.Page[connect.Entry],
	error) {
	var page connect.Page[connect.Entry]
	b, err := l.booksOf(entity)
	if err != nil {
		return page, err
	}
	err = b.with(ctx, false, func(file *os.File) error {
		first := min(max(seen[entity], 0), len(b.records))
		for _, k := range b.records[first:min(first+size, len(b.records))] {
			r, err := b.read(file, k)
			if err != nil {
				return err
			}
			page.Items = append(page.Items, connect.Entry{Key: r.Key, Reference: r.Reference, Reverses: r.Reverses, At: r.At,
				Document: r.Document})
		}
		seen[entity] = first + len(page.Items)
		return nil
	})
	if err != nil {
		return page, err
	}
	text, err := json.Marshal(seen)
	if err != nil {
		return page, err
	}
	page.Next = base64.RawURLEncoding.EncodeToString(text)
	return page, nil
}

// Effects counts the records under each key in all journals of a directory, from the files alone: what exactly one
// effect is measured by. A line without its end is none.
func Effects(dir string) (map[connect.Key]int, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	counts := map[connect.Key]int{}
	for _, path := range files {
		if err := count(path, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

func count(path string, counts map[connect.Key]int) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewReader(file)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var r struct{ Key connect.Key }
		if err := json.Unmarshal(bytes.TrimSpace(line), &r); err != nil {
			return err
		}
		counts[r.Key]++
	}
}
