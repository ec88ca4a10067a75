package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/store"
)

// evidenceDuties tells who held which duties at the start and at the end of the span.
func (s *Service) evidenceDuties(ctx context.Context, ask store.EvidenceAsk, tell func(cells ...string) error) error {
	for _, at := range []time.Time{ask.From, ask.To} {
		l, err := s.lookAt(ctx, &at)
		if err != nil {
			return err
		}
		dir := s.directory.Load()
		for _, p := range dir.list.People {
			if err := s.tellDuties(l, dir, p.ID.UUID, []string{p.ID.UUID.String(), p.Name, "person", map[bool]string{true: "yes", false: "no"}[p.Active]}, tell); err != nil {
				return err
			}
		}
		book := l.book.Book()
		for _, a := range book.Services {
			active := map[bool]string{true: "yes", false: "no"}[at.Before(a.ValidTo)]
			if err := s.tellDuties(l, dir, a.ID, []string{a.ID.String(), a.Name, "service account", active}, tell); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) tellDuties(l *look, dir *directory, id domain.UUID, who []string, tell func(cells ...string) error) error {
	head := append([]string{l.at.Format(time.RFC3339Nano), strconv.FormatInt(l.book.Version(), 10)}, who...)
	access := l.book.Access(id, l.at)
	if len(access) == 0 {
		return tell(append(head, "", "", "", "", "", "", "", "", "holds no duty")...)
	}
	for _, one := range access {
		for _, p := range one.Paths {
			limit, lent := "", ""
			if p.Limit != nil {
				limit = p.Limit.String()
			}
			if !p.DelegationID.IsZero() {
				lent = p.DelegationID.String()
			}
			row := append(slices.Clone(head), string(one.Action), dir.entityCodes(p.EntityIDs), limit, p.Role, p.GrantID.String(), lent, cell(&p.ValidFrom), cell(p.ValidTo), p.Sentence)
			if err := tell(row...); err != nil {
				return err
			}
		}
	}
	return nil
}

// evidenceConflicts tells the rules of which somebody holds both sides at the end of the span.
func (s *Service) evidenceConflicts(ctx context.Context, ask store.EvidenceAsk, tell func(cells ...string) error) error {
	l, err := s.lookAt(ctx, &ask.To)
	if err != nil {
		return err
	}
	book, dir := l.book.Book(), s.directory.Load()
	for _, id := range l.book.People() {
		for _, c := range l.conflicts(id) {
			control, owner, until, reason := "", "", "", ""
			if m := c.Mitigation; m != nil {
				control, owner, until, reason = m.Control, book.Names[m.Owner], cell(&m.ValidTo), m.Record.Reason
			}
			detail := fmt.Sprintf("%s, in %s: %s | %s", strings.ToLower(string(c.State)), dir.entityCodes(c.Entities), sentences(c.Left), sentences(c.Right))
			if err := tell("conflict", c.Rule.Key, book.Names[id], detail, string(c.Rule.Risk), string(c.Rule.Mode), string(c.Rule.Span), control, owner, cell(&c.Since), until, "", "", reason); err != nil {
				return err
			}
		}
	}
	return nil
}

func sentences(paths []domain.AccessPath) string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = p.Sentence
	}
	return strings.Join(list, "; ")
}

// evidenceSweeps tells what the sweeps find now.
func (s *Service) evidenceSweeps(ctx context.Context, _ store.EvidenceAsk, tell func(cells ...string) error) error {
	results, err := s.db.Sweep(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	for _, r := range results {
		err := tell("sweep now", cell(&now), "", "", "", r.Name+": "+r.Rule+listed(r.Violations), strconv.FormatInt(r.Checked, 10), strconv.FormatInt(r.Broken, 10), "")
		if err != nil {
			return err
		}
	}
	return nil
}

// listed tells rows that break a rule, behind it.
func listed(rows []string) string {
	if len(rows) == 0 {
		return ""
	}
	return ". Broken: " + strings.Join(rows, ", ")
}

// evidenceIntegrity recomputes the whole log and tells each position that does not hold, and the verdict.
func (s *Service) evidenceIntegrity(ctx context.Context, _ store.EvidenceAsk, tell func(cells ...string) error) error {
	now := s.now()
	size, err := s.db.LogSize(ctx)
	if err != nil {
		return err
	}
	covered, holds, err := s.rootHolds(ctx)
	if err != nil {
		return err
	}
	var broken int
	var told error
	err = checkLog(ctx, s.db, new(auditlog.Edge), size, func(position int64, why string) {
		broken++
		told = errors.Join(told, tell("break", cell(&now), strconv.FormatInt(position, 10), why, "", ""))
	})
	if err := errors.Join(err, told); err != nil {
		return err
	}
	verdict := fmt.Sprintf("log verifies to position %d", size-1)
	if broken > 0 || !holds {
		verdict = fmt.Sprintf("log does not verify: %s broken", plural(broken, "position"))
	}
	return tell("verdict", cell(&now), strconv.FormatInt(size, 10), verdict, "", covered)
}

// rootHolds says whether the tree has the root of the newest checkpoint, and in a sentence. Without a checkpoint nothing
// speaks against the log.
func (s *Service) rootHolds(ctx context.Context) (sentence string, holds bool, err error) {
	signed, _, err := s.newestCheckpoint(ctx)
	if domain.CodeOf(err) == domain.CodeInvalid {
		return "no checkpoint is signed yet", true, nil
	}
	if err != nil {
		return "", false, err
	}
	root, err := tlog.TreeHash(signed.Size, treeOf(ctx, s.db.LogHashes))
	if err != nil || root != signed.Root {
		return fmt.Sprintf("the tree of %d entries does not have the root of the newest checkpoint", signed.Size), false, err
	}
	return fmt.Sprintf("the tree of %d entries has the root of the newest checkpoint", signed.Size), true, nil
}
