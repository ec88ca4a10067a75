package workflow

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// OpenCase puts open lines of an account into a new case that somebody must look at. Proposals of rules that it breaks are
// withdrawn. Runs go on looking for what settles the lines; they stay in the case until something does.
//
// Errors: NOT_FOUND; FORBIDDEN without RECON_MATCH there; STALE when the account was changed since it was read; WRONG_STATE
// for a line that is settled, waits for a decision or is in another person's case, naming it; INVALID, also for an owner who
// may not resolve it.
func (s *Service) OpenCase(ctx context.Context, in domain.OpenCaseInput) (*CaseDone, error) {
	var done CaseDone
	c := command{name: "openCase", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, permit, err := s.lockReconAccount(ctx, w, in.AccountID)
		if err != nil {
			return err
		}
		if in.Version != nil && *in.Version != account.Version {
			return store.Stale(account.Version)
		}
		lines, err := w.linesToHold(ctx, account, in.LineIds)
		if err != nil {
			return err
		}
		opened, err := s.putAside(ctx, w, account, permit, lines, in)
		if err != nil {
			return err
		}
		done.Case = opened.ID
		return nil
	})
}

// putAside opens the case of lines that were looked at. The account is locked.
func (s *Service) putAside(ctx context.Context, w *work, account *domain.ReconAccount, permit permit, lines []store.MatchLine, in domain.OpenCaseInput) (*domain.Case, error) {
	c, err := domain.OpenCaseOf(account, w.actor, plainLines(lines), in.Category, in.Note, w.at)
	if err != nil {
		return nil, err
	}
	c.DueAt = dueAfter(w.dir.entities[account.ID.Entity], w.at, slaDays[account.Risk])
	if in.OwnerID != nil && !s.couldResolve(c, in.OwnerID.UUID, w.at) {
		return nil, domain.RefuseField(domain.CodeInvalid, "ownerId", "This person may not resolve cases here.")
	}
	ids := lineIDs(lines)
	event := domain.Happened("lines.put_aside", account.ID, fmt.Sprintf("%s put %s of %s aside: %s.", actorName(w.actor), plural(len(lines), "line"), account.Name, c.Title)).
		With("lines", ids).With("category", c.Category).Because(in.Note)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return nil, err
	}
	wanted, err := w.ownersOf(ctx, account, c.Category)
	if err != nil {
		return nil, err
	}
	if in.OwnerID != nil {
		wanted = append([]domain.UUID{in.OwnerID.UUID}, wanted...)
	}
	if _, err := s.openCase(ctx, w, c, wanted...); err != nil {
		return nil, err
	}
	if err := w.withdrawProposals(ctx, account, lines); err != nil {
		return nil, err
	}
	claims := make([]domain.Claim, len(ids))
	for i, id := range ids {
		claims[i] = domain.Claim{Line: id, State: domain.LineCase, Case: c.ID.UUID}
	}
	if err := w.tx.SetClaims(ctx, account.ID, claims); err != nil {
		return nil, err
	}
	if err := s.settleCases(ctx, w, account, casesOf(lines), domain.ResolvedMatched); err != nil { // a run's case of which these were the last
		return nil, err
	}
	return c, w.tx.ReconChanged(ctx, account.ID)
}

// linesToHold reads the lines that a person wants to put aside, which are all there, open, and in no other person's case.
func (w *work) linesToHold(ctx context.Context, account *domain.ReconAccount, ids []domain.ID) ([]store.MatchLine, error) {
	if len(ids) > domain.MaxCaseLines {
		return nil, domain.RefuseField(domain.CodeInvalid, "lineIds", "Put at most %d lines aside at once.", domain.MaxCaseLines)
	}
	lines, err := w.openLines(ctx, account, ids)
	if err != nil {
		return nil, err
	}
	holds, err := w.tx.Holds(ctx, account.ID.Entity, lineIDs(lines))
	if err != nil {
		return nil, err
	}
	for _, h := range holds {
		if !h.Sticks {
			continue
		}
		held, err := w.tx.CaseForUpdate(ctx, caseID(account, h.Case))
		if err != nil {
			return nil, err
		}
		if held.State != domain.CaseOpen { // it is carried forward, and looked at again now
			continue
		}
		at := slices.IndexFunc(lines, func(l store.MatchLine) bool { return l.ID.UUID == h.Line })
		return nil, domain.RefuseField(domain.CodeWrongState, "lineIds", "The line of %s over %s is in %s already, which %s looks after.",
			lines[at].BookedOn, lines[at].Amount, held.Key, w.dir.name(held.OwnerID)).With("state", lines[at].State).With("line", lines[at].ID).With("case", held.ID)
	}
	return lines, nil
}

// withdrawProposals takes back the proposals of rules in which lines are.
func (w *work) withdrawProposals(ctx context.Context, account *domain.ReconAccount, lines []store.MatchLine) error {
	proposals, err := w.proposalsOf(ctx, account, lines)
	if err != nil {
		return err
	}
	for _, p := range proposals {
		if err := w.withdraw(ctx, account, p); err != nil {
			return err
		}
	}
	return nil
}

// free opens lines again: those that a person put into a case, or that are carried forward, are in it again, all others are
// new. It returns the cases that hold some of them.
func (w *work) free(ctx context.Context, account *domain.ReconAccount, lines []domain.UUID) ([]domain.UUID, error) {
	holds, err := w.tx.Holds(ctx, account.ID.Entity, lines)
	if err != nil {
		return nil, err
	}
	if err := w.tx.FreeLines(ctx, account.ID, lines); err != nil {
		return nil, err
	}
	var claims []domain.Claim
	var cases []domain.UUID
	for _, h := range holds {
		if h.Sticks {
			claims = append(claims, domain.Claim{Line: h.Line, State: domain.LineCase, Case: h.Case})
			cases = append(cases, h.Case)
		}
	}
	return cases, w.tx.SetClaims(ctx, account.ID, claims)
}

// settleCases ends the open ones of these cases of which no line is open any more. The account is locked.
func (s *Service) settleCases(ctx context.Context, w *work, account *domain.ReconAccount, cases []domain.UUID, code string) error {
	if cases = each(cases); len(cases) == 0 {
		return nil
	}
	counts, err := w.tx.CountCases(ctx, account.ID.Entity, cases)
	if err != nil {
		return err
	}
	for _, id := range cases {
		if counts[id].Open > 0 {
			if err := w.tx.SetOldest(ctx, caseID(account, id), counts[id].Oldest); err != nil {
				return err
			}
			continue
		}
		found, err := w.tx.CaseForUpdate(ctx, caseID(account, id))
		if err != nil {
			return err
		}
		if found.State != domain.CaseOpen || !found.OfLines() {
			if err := w.tx.SetOldest(ctx, found.ID, domain.Date{}); err != nil {
				return err
			}
			continue
		}
		if err := w.settleCase(ctx, found, code, counts[id].All); err != nil {
			return err
		}
	}
	return nil
}

// settleCase ends an open case of whose lines none is open any more.
func (w *work) settleCase(ctx context.Context, c *domain.Case, code string, lines int) error {
	event, err := c.Settled(code, lines, w.at)
	if err != nil {
		return err
	}
	c.Oldest = domain.Date{}
	w.follow(event.AtVersion(c.Version + 1))
	return w.tx.SaveCase(ctx, c)
}

// reopenCases opens those of these cases again that were resolved and hold open lines that are not carried forward: what they
// were resolved by was taken back. Lines of a run's case of which another is open by now go there. The account is locked.
func (s *Service) reopenCases(ctx context.Context, w *work, account *domain.ReconAccount, cases []domain.UUID, why string) error {
	if cases = each(cases); len(cases) == 0 {
		return nil
	}
	counts, err := w.tx.CountCases(ctx, account.ID.Entity, cases)
	if err != nil {
		return err
	}
	for _, id := range cases {
		if counts[id].Open == 0 {
			continue
		}
		found, err := w.tx.CaseForUpdate(ctx, caseID(account, id))
		if err != nil {
			return err
		}
		if found.State == domain.CaseOpen || found.CarriedOn(domain.DateOf(w.at)) || !found.OfLines() {
			if err := w.tx.SetOldest(ctx, found.ID, counts[id].Oldest); err != nil {
				return err
			}
			continue
		}
		other, err := w.tx.OpenCase(ctx, account.ID.Entity, found.Category, found.Twin)
		if err == nil {
			if err := w.tx.MoveLines(ctx, found.ID, other.ID); err != nil {
				return err
			}
			continue
		}
		if domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		event, err := found.Reopen(why, dueAfter(w.dir.entities[account.ID.Entity], w.at, slaDays[account.Risk]), w.at)
		if err != nil {
			return err
		}
		found.Oldest = counts[id].Oldest
		w.follow(event.AtVersion(found.Version + 1))
		if err := w.tx.SaveCase(ctx, found); err != nil {
			return err
		}
	}
	return nil
}

// each are ids in order, each once and none zero.
func each(ids []domain.UUID) []domain.UUID {
	ids = slices.DeleteFunc(slices.Clone(ids), domain.UUID.IsZero)
	slices.SortFunc(ids, func(a, b domain.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

func caseID(account *domain.ReconAccount, id domain.UUID) domain.ID {
	return domain.ID{Kind: domain.NodeCase, Entity: account.ID.Entity, UUID: id}
}

func lineIDs(lines []store.MatchLine) []domain.UUID {
	ids := make([]domain.UUID, len(lines))
	for i := range lines {
		ids[i] = lines[i].ID.UUID
	}
	return ids
}

// casesOf are the cases that lines are in.
func casesOf(lines []store.MatchLine) []domain.UUID {
	var cases []domain.UUID
	for i := range lines {
		cases = append(cases, lines[i].CaseID)
	}
	return cases
}
