package fileledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"countersign/connect"
	"countersign/domain"
)

// Check tells what Put would object to.
func (l *Ledger) Check(ctx context.Context, d domain.LedgerDocument) ([]connect.Finding, error) {
	var found []connect.Finding
	err := l.call(ctx, call{op: OnCheck, entity: d.Entity, number: d.Number}, func() (bool, error) {
		b, err := l.booksOf(d.Entity)
		if err != nil {
			return false, err
		}
		return false, b.with(ctx, false, func(*os.File) (err error) {
			found, err = l.objections(b, d)
			return err
		})
	})
	return found, err
}

// Put writes the document with its key as one line of the entity's journal, or tells that it is there.
func (l *Ledger) Put(ctx context.Context, key connect.Key, d domain.LedgerDocument) (connect.Outcome, error) {
	var out connect.Outcome
	err := l.call(ctx, call{op: OnPut, entity: d.Entity, key: key, number: d.Number}, func() (wrote bool, err error) {
		b, err := l.enter(key, d.Entity)
		if err != nil {
			return false, err
		}
		err = b.with(ctx, true, func(file *os.File) error {
			k, err := b.under(key, kindPost, connect.Digest(d))
			if err != nil {
				return err
			}
			if k == nil {
				found, err := l.objections(b, d)
				if err != nil {
					return err
				}
				if err := refuse(found); err != nil {
					return err
				}
				if k, err = b.add(file, record{At: l.config.Now().UTC(), Kind: kindPost, Key: key,
					Digest: connect.Digest(d), Document: d}); err != nil {
					return err
				}
				wrote = true
			}
			out = k.outcome()
			return nil
		})
		return wrote, err
	})
	return answered(out, err)
}

// Reverse writes the opposite of a posted document as one more line, or tells that it is there.
func (l *Ledger) Reverse(ctx context.Context, key connect.Key, r connect.Reversal) (connect.Outcome, error) {
	var out connect.Outcome
	err := l.call(ctx, call{op: OnReverse, entity: r.Of.Entity, key: key}, func() (wrote bool, err error) {
		b, err := l.enter(key, r.Of.Entity)
		if err != nil {
			return false, err
		}
		err = b.with(ctx, true, func(file *os.File) error {
			k, err := b.under(key, kindReverse, reversalDigest(r))
			if err != nil {
				return err
			}
			original := b.byReference[r.Of.Reference]
			if k == nil {
				if err := l.reversible(original, r); err != nil {
					return err
				}
				if err := l.reverse(b, file, key, original, r); err != nil {
					return err
				}
				wrote = true
			}
			out = original.outcome()
			return nil
		})
		return wrote, err
	})
	return answered(out, err)
}

// answered keeps an outcome from a caller who was not to hear of it.
func answered(out connect.Outcome, err error) (connect.Outcome, error) {
	if err != nil {
		return connect.Outcome{}, err
	}
	return out, nil
}

// enter checks key and entity of a call that writes.
func (l *Ledger) enter(key connect.Key, entity string) (*books, error) {
	if !key.Valid() {
		return nil, &connect.Error{Class: connect.Invalid, Code: "KEY", Message: "The key cannot be written."}
	}
	return l.booksOf(entity)
}

// under is what stands under the key, nil for nothing. Errors: Conflict when it is something else.
func (b *books) under(key connect.Key, kind, digest string) (*kept, error) {
	k := b.byKey[key]
	if k == nil || k.kind == kind && k.digest == digest {
		return k, nil
	}
	return nil, &connect.Error{Class: connect.Conflict, Code: "KEY",
		Message: fmt.Sprintf("Another document stands under this key as %s.", k.reference)}
}

// reversible says what stands against reversing a document.
func (l *Ledger) reversible(original *kept, r connect.Reversal) error {
	switch {
	case original == nil || original.kind != kindPost:
		return &connect.Error{Class: connect.Invalid, Code: "REFERENCE", Field: "of.reference",
			Message: "There is no such document."}
	case original.reversedBy != "":
		return &connect.Error{Class: connect.Conflict, Code: "REVERSED", Field: "of.reference",
			Message: fmt.Sprintf("It was reversed already by %s.", original.reversedBy)}
	case r.On.IsZero():
		return &connect.Error{Class: connect.Invalid, Code: "REQUIRED", Field: "on", Message: "The posting date is missing."}
	}
	closed, err := l.closed(r.Of.Entity, r.On)
	if err != nil {
		return err
	}
	if closed {
		return &connect.Error{Class: connect.PeriodClosed, Code: "PERIOD", Field: "on",
			Message: fmt.Sprintf("The period %s of %s is closed.", month(r.On), r.Of.Entity)}
	}
	return nil
}

func (l *Ledger) reverse(b *books, file *os.File, key connect.Key, original *kept, r connect.Reversal) error {
	whole, err := b.read(file, original)
	if err != nil {
		return err
	}
	opposite := whole.Document
	opposite.PostingOn, opposite.Gross = r.On, opposite.Gross.Neg()
	opposite.Lines = make([]domain.LedgerLine, len(whole.Document.Lines))
	for i, line := range whole.Document.Lines {
		line.Amount = line.Amount.Neg()
		opposite.Lines[i] = line
	}
	_, err = b.add(file, record{At: l.config.Now().UTC(), Kind: kindReverse, Key: key, Digest: reversalDigest(r),
		Reverses: original.reference, Reason: r.Reason, Document: opposite})
	return err
}

// reversalDigest tells one reversal from another under the same key; a reason may be worded anew.
func reversalDigest(r connect.Reversal) string {
	sum := sha256.Sum256([]byte(r.Of.Entity + "\x00" + r.Of.Reference + "\x00" + r.On.String()))
	return hex.EncodeToString(sum[:])
}

func (k *kept) outcome() connect.Outcome {
	if k == nil {
		return connect.Outcome{State: connect.StateAbsent}
	}
	o := connect.Outcome{State: connect.StatePosted, Reference: k.reference, At: k.at}
	if k.reversedBy != "" {
		o.State, o.ReversedBy = connect.StateReversed, k.reversedBy
	}
	return o
}
