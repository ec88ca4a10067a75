package workflow

import (
	"context"
	"fmt"
	"iter"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/store"
)

// exportBatch is how many entries of an export are in memory at a time.
const exportBatch = 2000

// ExportLog is a wish for a part of the log.
type ExportLog struct {
	Form       string // what is made of it: auditlog.Form or auditlog.FormCSV
	From       int64  // first position
	To         *int64 // exclusive; nil is everything that is signed
	PublicKeys []byte // text of log.pub, which goes with it
	// Kept are the checkpoints outside the database; nil takes the database's own word for what was signed.
	Kept CheckpointLister
}

// CheckpointLister tells which checkpoints were kept.
type CheckpointLister interface {
	// Newest is the signed checkpoint of the greatest size; nil when none is kept.
	Newest() ([]byte, error)
	// Between are the signed checkpoints of more than after and at most upTo entries, by size.
	Between(after, upTo int64) iter.Seq2[[]byte, error]
}

// ExportLog prepares an export of the log, complete to the newest checkpoint, and records that the caller took it. The
// answer is to be written at once, with auditlog.Write or auditlog.WriteCSV; its entries are read on the way. They are
// told as they stand in the rows now: whether these are still what was signed is for others to verify.
//
// Errors: FORBIDDEN to who may not read the log of the whole group; INVALID when nothing is signed yet or the range is
// empty or reaches behind what is signed.
func (s *Service) ExportLog(ctx context.Context, in ExportLog) (x auditlog.Export, err error) {
	kept := in.Kept
	if kept == nil {
		kept = keptInside{ctx, s.db}
	}
	err = s.change(ctx, command{name: "exportLog", about: domain.EntityNode(0)}, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.ReadAudit, domain.Facts{}, w.at)
		if err != nil {
			return err
		}
		newest, err := newestKept(kept)
		if err != nil {
			return err
		}
		x = auditlog.Export{Origin: newest.Origin, From: in.From, To: newest.Size, Size: newest.Size, At: w.at, PublicKeys: in.PublicKeys}
		if in.To != nil {
			x.To = *in.To
		}
		if x.From < 0 || x.From >= x.To || x.To > x.Size {
			return domain.Refuse(domain.CodeInvalid, "Positions %d to %d cannot be exported: those from 0 to %d are signed.", x.From, x.To-1, x.Size-1)
		}
		x.Parameters = map[string]string{"from": fmt.Sprint(x.From), "to": fmt.Sprint(x.To), "form": in.Form, "by": w.actor.Name}
		text := fmt.Sprintf("%s exported positions %d to %d of the audit log.", w.actor.Name, x.From, x.To-1)
		_, _, err = w.record(ctx, permit, domain.Happened("log.exported", domain.EntityNode(0), text).
			With("from", x.From).With("to", x.To).With("size", x.Size).With("form", in.Form))
		return err
	})
	if err != nil {
		return auditlog.Export{}, err
	}
	x.Entries = s.logEntries(ctx, x.From, x.To)
	x.Checkpoints = kept.Between(x.From, x.Size)
	x.Hashes = treeOf(ctx, s.db.LogHashes)
	return x, nil
}

// newestKept reads the newest checkpoint. Errors: INVALID when there is none.
func newestKept(kept CheckpointLister) (c auditlog.Checkpoint, err error) {
	signed, err := kept.Newest()
	if err != nil {
		return c, err
	}
	if signed == nil {
		return c, domain.Refuse(domain.CodeInvalid, "No checkpoint of the audit log is signed yet, so an export could not be complete to anything.")
	}
	return auditlog.Parse(string(signed))
}

// logEntries reads positions of the log in batches. An event whose row is gone, or can no longer be written down, is told
// without its body.
func (s *Service) logEntries(ctx context.Context, from, to int64) iter.Seq2[auditlog.Entry, error] {
	return func(yield func(auditlog.Entry, error) bool) {
		for ; from < to; from += exportBatch {
			batch, err := s.db.LogEntries(ctx, from, min(to, from+exportBatch))
			if err != nil {
				yield(auditlog.Entry{}, err)
				return
			}
			for i := range batch {
				if !yield(exported(&batch[i]), nil) {
					return
				}
			}
		}
	}
}

func exported(l *store.LogEntry) auditlog.Entry {
	e := auditlog.Entry{Position: l.Position, Leaf: l.Leaf}
	if l.Event == nil {
		return e
	}
	if body, err := l.Event.Canonical(); err == nil {
		e.Body, e.Prose = body, auditlog.ProseOf(l.Event)
	}
	return e
}

// keptInside are the checkpoints as the database remembers them.
type keptInside struct {
	ctx context.Context // of the export that it is made for
	db  *store.DB
}

func (k keptInside) Newest() ([]byte, error) { return k.from(0) }

func (k keptInside) from(size int64) ([]byte, error) {
	c, err := k.db.LogCheckpointFrom(k.ctx, size)
	if err != nil || c == nil {
		return nil, err
	}
	return []byte(c.Text), nil
}

func (k keptInside) Between(after, upTo int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for after < upTo {
			signed, err := k.from(after + 1)
			if err != nil {
				yield(nil, err)
				return
			}
			if signed == nil {
				return
			}
			c, err := auditlog.Parse(string(signed))
			if err != nil || c.Size > upTo {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			if after = c.Size; !yield(signed, nil) {
				return
			}
		}
	}
}
