package workflow

import (
	"context"
	"encoding/base64"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/domain"
)

// provenAtOnce bounds how much of the log one request recomputes; the command line verifies all of it. provenUnasked is
// what a page that only shows the seal lets recompute.
const (
	provenAtOnce  = 20_000
	provenUnasked = 2_000
)

// AuditEvents is a page of the audit log, newest first, of the entities whose log the caller may read.
// Errors: FORBIDDEN to who may read none.
func (s *Service) AuditEvents(ctx context.Context, f domain.AuditFilter, l List) (domain.Page[*domain.Event], error) {
	r, scope, err := s.readingLog(ctx)
	if err != nil {
		return domain.Page[*domain.Event]{}, err
	}
	page, err := s.db.Events(ctx, scope, f, l.Page, l.Counted)
	for _, e := range page.Items {
		e.Person = r.dir.people[e.ActorID]
	}
	return page, err
}

// readingLog is who reads the log, and of which entities.
func (s *Service) readingLog(ctx context.Context) (*reader, domain.Scope, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, domain.Scope{}, err
	}
	scope := s.gate.Scope(r.actor, domain.ReadAudit, r.at)
	if len(scope.Entities()) == 0 {
		_, err := s.gate.Allow(r.actor, domain.ReadAudit, domain.Facts{}, r.at)
		return nil, scope, err
	}
	return r, scope, nil
}

// AuditProof recomputes the positions from to to-1 from their rows as they are now, and the whole tree's root from its
// nodes, and compares with the newest checkpoint. nil from and to are the last ones that are signed, at most 2,000.
//
// Errors: FORBIDDEN; INVALID when nothing is signed yet, or for a range that is empty, too long or not signed.
func (s *Service) AuditProof(ctx context.Context, from, to *int) (*domain.AuditProof, error) {
	if _, _, err := s.readingLog(ctx); err != nil {
		return nil, err
	}
	signed, text, err := s.newestCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	p := &domain.AuditProof{
		To: signed.Size, Size: signed.Size, Root: base64.StdEncoding.EncodeToString(signed.Root[:]), SignedAt: signed.At, Checkpoint: text,
	}
	if to != nil {
		p.To = int64(*to)
	}
	p.From = max(0, p.To-provenUnasked)
	if from != nil {
		p.From = int64(*from)
	}
	if p.From < 0 || p.From >= p.To || p.To > p.Size || p.To-p.From > provenAtOnce {
		return nil, domain.Refuse(domain.CodeInvalid,
			"Positions %d to %d cannot be proved at once: ask for at most %d of the %d that are signed, or verify an export of the whole log.",
			p.From, p.To-1, provenAtOnce, p.Size)
	}
	return p, s.prove(ctx, p, signed)
}

// prove fills in whether the part holds.
func (s *Service) prove(ctx context.Context, p *domain.AuditProof, signed auditlog.Checkpoint) error {
	tree := treeOf(ctx, s.db.LogHashes)
	root, err := tlog.TreeHash(p.Size, tree)
	if err != nil {
		return err
	}
	edge, err := auditlog.OpenEdge(p.From, tree)
	if err != nil {
		return err
	}
	p.Intact = root == signed.Root
	if !p.Intact {
		why := "The tree's root is not the one that was signed."
		p.Why = &why
	}
	return checkLog(ctx, s.db, edge, p.To, func(position int64, why string) {
		if p.FirstBreak == nil {
			p.Intact, p.FirstBreak, p.Why = false, &position, &why
		}
	})
}

func (s *Service) newestCheckpoint(ctx context.Context) (c auditlog.Checkpoint, text string, err error) {
	kept, err := s.db.LogCheckpointFrom(ctx, 0)
	if err != nil {
		return c, "", err
	}
	if kept == nil {
		return c, "", domain.Refuse(domain.CodeInvalid, "No checkpoint of the audit log is signed yet, so nothing can be proved.")
	}
	c, err = auditlog.Parse(kept.Text)
	return c, kept.Text, err
}

// EventProof shows that an event is in the log as signed; nil while it has no position or none is signed that covers it.
// Errors: FORBIDDEN.
func (s *Service) EventProof(ctx context.Context, e *domain.Event) (*domain.InclusionProof, error) {
	_, scope, err := s.readingLog(ctx)
	if err != nil || e.Place == nil || !scope.Sees(e.Entity) {
		return nil, err
	}
	kept, err := s.db.LogCheckpointFrom(ctx, e.Place.Position+1)
	if err != nil || kept == nil {
		return nil, err
	}
	proof, err := tlog.ProveRecord(kept.Size, e.Place.Position, treeOf(ctx, s.db.LogHashes))
	if err != nil {
		return nil, err
	}
	p := &domain.InclusionProof{Position: e.Place.Position, Size: kept.Size, Checkpoint: kept.Text}
	for hash := range slices.Values(proof) {
		p.Hashes = append(p.Hashes, base64.StdEncoding.EncodeToString(hash[:]))
	}
	return p, nil
}
