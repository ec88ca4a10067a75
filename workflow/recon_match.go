package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// Matched is what an act about matches changed.
type Matched struct {
	Account domain.ID
	Groups  []domain.ID
	Lines   []domain.ID
}

// MatchLines keeps a match that a person makes of lines that are all open. Proposals that it breaks are withdrawn; the
// difference of its sides is zero, or within the account's tolerance and then proposed as an adjustment.
//
// Errors: NOT_FOUND; FORBIDDEN; WRONG_STATE for a line that is settled, naming who settled it; OUT_OF_BALANCE;
// TOLERANCE_EXCEEDED; INVALID; those of explain where the sides differ.
func (s *Service) MatchLines(ctx context.Context, in domain.MatchLinesInput) (*Matched, error) {
	done := Matched{Account: in.AccountID}
	c := command{name: "matchLines", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, permit, err := s.lockReconAccount(ctx, w, in.AccountID)
		if err != nil {
			return err
		}
		lines, err := w.linesToMatch(ctx, account, in.LineIds)
		if err != nil {
			return err
		}
		g, err := w.matchOf(ctx, account, lines, in)
		if err != nil {
			return err
		}
		note := ""
		if in.Note != nil {
			note = *in.Note
		}
		event := domain.Happened("match.made", account.ID, fmt.Sprintf("%s matched %s of %s.", actorName(w.actor), plural(len(lines), "line"), account.Name)).
			With("group", g.ID).With("lines", g.Members).With("remainder", g.Remainder.String()).Because(note)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.displace(ctx, account, g, lines); err != nil {
			return err
		}
		if g.Remainder.Minor != 0 {
			if err := s.explain(ctx, w, account, g, *in.ReasonCode, note); err != nil {
				return err
			}
		}
		if err := w.tx.InsertGroup(ctx, g); err != nil {
			return err
		}
		done.Groups, done.Lines = []domain.ID{g.ID}, in.LineIds
		return s.settleLines(ctx, w, account, g)
	})
}

// linesToMatch reads the lines that a person wants to match, which are all there and open.
func (w *work) linesToMatch(ctx context.Context, account *domain.ReconAccount, ids []domain.ID) ([]store.MatchLine, error) {
	if len(ids) > domain.MaxMatchLines {
		return nil, domain.RefuseField(domain.CodeInvalid, "lineIds", "Match at most %d lines at once.", domain.MaxMatchLines)
	}
	return w.openLines(ctx, account, ids)
}

// openLines reads lines of an account that are all there and open, proposals of rules included.
func (w *work) openLines(ctx context.Context, account *domain.ReconAccount, ids []domain.ID) ([]store.MatchLine, error) {
	wanted := map[domain.UUID]bool{}
	for _, id := range ids {
		if id.Kind == domain.NodeLine && id.Entity == account.ID.Entity {
			wanted[id.UUID] = true
		}
	}
	lines, err := w.tx.LinesForMatch(ctx, account.ID, uuids(ids))
	if err != nil {
		return nil, err
	}
	if len(lines) != len(wanted) || len(wanted) != len(ids) {
		return nil, domain.RefuseField(domain.CodeInvalid, "lineIds", "Name lines of this account, each once.")
	}
	for _, l := range lines {
		what := fmt.Sprintf("The line of %s over %s", l.BookedOn, l.Amount)
		refusal := func(text string) error {
			return domain.RefuseField(domain.CodeWrongState, "lineIds", "%s %s", what, text).With("state", l.State).With("line", l.ID)
		}
		switch {
		case l.Provisional:
			return nil, refusal("is provisional; it can be matched once the bank has booked it.")
		case l.State == domain.LineExcluded:
			return nil, refusal("was left out.")
		case l.State == domain.LineSuggested && l.Held:
			return nil, refusal(fmt.Sprintf("waits for somebody to decide on the entry that %s proposed for it.", w.dir.name(l.By)))
		case l.State == domain.LineMatched && l.By.IsZero():
			return nil, refusal("is matched by a rule; take that match back first.")
		case l.State == domain.LineMatched:
			return nil, refusal(fmt.Sprintf("was just matched by %s.", w.dir.name(l.By)))
		}
	}
	return lines, nil
}

func (w *work) matchOf(ctx context.Context, account *domain.ReconAccount, lines []store.MatchLine, in domain.MatchLinesInput) (*domain.MatchGroup, error) {
	rules, err := w.tx.ActiveRules(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	if rules == nil {
		rules = &domain.MatchRuleSet{Rules: domain.StandardRules(account.Kind)}
	}
	code := ""
	if in.ReasonCode != nil {
		code = *in.ReasonCode
	}
	g, err := domain.MatchByHand(account, plainLines(lines), rules, code)
	if err != nil {
		return nil, err
	}
	g.ID = domain.ID{Kind: domain.NodeMatchGroup, Entity: account.ID.Entity, UUID: domain.NewUUID(w.at)}
	g.Version, g.PersonID, g.MadeAt = 1, w.dir.known(w.actor.ID), w.at
	g.Reasons = []domain.ReconReason{{Label: "Matched by " + actorName(w.actor), Weight: 1}}
	return g, nil
}

// displace withdraws proposals of which a match takes lines, and keeps how everything stood.
func (w *work) displace(ctx context.Context, account *domain.ReconAccount, g *domain.MatchGroup, lines []store.MatchLine) error {
	var before domain.GroupBefore
	var err error
	if before.Claims, err = w.tx.ClaimsOf(ctx, account.ID.Entity, g.Members); err != nil {
		return err
	}
	proposals, err := w.proposalsOf(ctx, account, lines)
	if err != nil {
		return err
	}
	for _, proposal := range proposals {
		claims, err := w.tx.ClaimsOf(ctx, account.ID.Entity, proposal.Members)
		if err != nil {
			return err
		}
		for _, c := range claims {
			if !slices.Contains(g.Members, c.Line) {
				before.Others = append(before.Others, c)
			}
		}
		if err := w.withdraw(ctx, account, proposal); err != nil {
			return err
		}
	}
	g.Before, err = json.Marshal(before)
	if err != nil {
		return fmt.Errorf("write how lines stood: %w", err)
	}
	return nil
}

// proposalsOf locks the proposals of rules in which lines are, each once.
func (w *work) proposalsOf(ctx context.Context, account *domain.ReconAccount, lines []store.MatchLine) ([]*domain.MatchGroup, error) {
	var list []*domain.MatchGroup
	seen := map[domain.UUID]bool{}
	for _, l := range lines {
		if l.State != domain.LineSuggested || seen[l.GroupID] {
			continue
		}
		seen[l.GroupID] = true
		p, err := w.tx.GroupForUpdate(ctx, domain.ID{Kind: domain.NodeMatchGroup, Entity: account.ID.Entity, UUID: l.GroupID}, 0)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// withdraw takes back a proposal that another match broke. Nobody turned it down, so it can be proposed again.
func (w *work) withdraw(ctx context.Context, account *domain.ReconAccount, proposal *domain.MatchGroup) error {
	proposal.State, proposal.DecidedID = domain.GroupUndone, domain.UUID{}
	w.follow(domain.Happened("match.withdrawn", proposal.ID, "A proposed match was withdrawn: one of its lines was matched otherwise.").AtVersion(proposal.Version + 1))
	if err := w.tx.SaveGroup(ctx, proposal); err != nil {
		return err
	}
	_, err := w.free(ctx, account, proposal.Members)
	return err
}

// explain proposes an adjustment for what a match leaves over, in the name of who made or accepted the match: it is held by their
// limit, it uses the duty to write off, and somebody else decides on it.
//
// Errors: FORBIDDEN without RECON_WRITE_OFF; OVER_LIMIT; DUTY_CONFLICT for who certified a period of the lines; INVALID without a
// rate to the group's currency.
func (s *Service) explain(ctx context.Context, w *work, account *domain.ReconAccount, g *domain.MatchGroup, code, why string) error {
	a := w.adjustment(account, g.ID.UUID, g.Remainder, code, cmp.Or(why, "The difference of a match."))
	var err error
	if a.Key, err = w.tx.NextKey(ctx, account.ID.Entity, "ADJ", w.at.Year()); err != nil {
		return err
	}
	a.PreparerID, g.AdjustmentID, g.Adjustment = w.dir.known(w.actor.ID), a.ID.UUID, &a
	if err := w.weigh(ctx, &a, g.Members); err != nil {
		return err
	}
	facts := a.Facts()
	permit, err := s.allowOn(ctx, w, domain.WriteOff, &facts)
	if err != nil {
		return err
	}
	event := domain.Happened("adjustment.proposed", a.ID, fmt.Sprintf("%s: %s is proposed as %s.", a.Key, a.Amount, code)).
		With("group", g.ID).With("amount", a.Amount.String()).AtVersion(1)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	return w.tx.InsertAdjustment(ctx, &a)
}

// settleLines says of the lines of a match that they are settled, counts the change, and ends cases of which no line is left.
func (s *Service) settleLines(ctx context.Context, w *work, account *domain.ReconAccount, g *domain.MatchGroup) error {
	holds, err := w.tx.Holds(ctx, account.ID.Entity, g.Members)
	if err != nil {
		return err
	}
	if err := w.claimLines(ctx, account, g, domain.Claim{State: domain.LineMatched}); err != nil {
		return err
	}
	var cases []domain.UUID
	for _, h := range holds {
		cases = append(cases, h.Case)
	}
	code := domain.ResolvedMatched
	if !g.AdjustmentID.IsZero() {
		code = domain.ResolvedAdjusted
	}
	return s.settleCases(ctx, w, account, cases, code)
}

// AcceptMatch makes a proposal a match. A difference that it leaves over becomes a proposed adjustment.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE when it is no proposal any more; those of explain where the sides differ.
func (s *Service) AcceptMatch(ctx context.Context, in domain.ActInput) (*Matched, error) {
	return s.decideMatch(ctx, "acceptMatch", in, domain.MatchLines, func(w *work, account *domain.ReconAccount, g *domain.MatchGroup) (domain.Event, func() error, error) {
		event, err := g.Accept(w.actor, orEmpty(in.Reason))
		return event, func() error {
			if g.Remainder.Minor != 0 {
				if err := s.explain(ctx, w, account, g, "DIFFERENCE", "The difference of a proposed match."); err != nil {
					return err
				}
			}
			if err := w.tx.SaveGroup(ctx, g); err != nil {
				return err
			}
			return s.settleLines(ctx, w, account, g)
		}, err
	})
}

// RejectMatch turns a proposal down: its lines are open again, and these lines are not proposed or matched together again by
// a rule.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE when it is no proposal any more; INVALID without a reason.
func (s *Service) RejectMatch(ctx context.Context, in domain.ActInput) (*Matched, error) {
	return s.decideMatch(ctx, "rejectMatch", in, domain.MatchLines, func(w *work, account *domain.ReconAccount, g *domain.MatchGroup) (domain.Event, func() error, error) {
		event, err := g.Reject(w.actor, orEmpty(in.Reason))
		return event, func() error { return s.dissolve(ctx, w, account, g) }, err
	})
}

// UndoMatch takes exactly one match back. A person's match leaves its lines as they stood before; those of a rule's are new,
// and no rule matches them together again. Its adjustment is withdrawn.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE, also for lines in a certified period and with an approved adjustment;
// INVALID without a reason.
func (s *Service) UndoMatch(ctx context.Context, in domain.ActInput) (*Matched, error) {
	return s.decideMatch(ctx, "undoMatch", in, domain.UndoMatch, func(w *work, account *domain.ReconAccount, g *domain.MatchGroup) (domain.Event, func() error, error) {
		event, err := g.Undo(w.actor, orEmpty(in.Reason))
		return event, func() error {
			if a := g.Adjustment; a != nil && a.State == "PROPOSED" {
				w.follow(domain.Happened("adjustment.withdrawn", a.ID, a.Key+" was withdrawn with the match that it explained.").AtVersion(a.Version + 1))
				if err := w.tx.WithdrawAdjustment(ctx, a); err != nil {
					return err
				}
			}
			return s.dissolve(ctx, w, account, g)
		}, err
	})
}

// decideMatch locks a match with its account, asks the gate, and keeps what decide says.
func (s *Service) decideMatch(ctx context.Context, name string, in domain.ActInput, action domain.Action,
	decide func(*work, *domain.ReconAccount, *domain.MatchGroup) (domain.Event, func() error, error),
) (*Matched, error) {
	var done Matched
	c := command{name: name, entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if in.ID.Kind != domain.NodeMatchGroup || !s.reconScope(w.actor, w.at).Sees(in.ID.Entity) {
			return domain.Refuse(domain.CodeNotFound, "There is no such match, or you may not see it.")
		}
		id, err := w.tx.AccountOfGroup(ctx, in.ID)
		if err != nil {
			return err
		}
		account, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
		if err != nil {
			return err
		}
		g, err := w.tx.GroupForUpdate(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := g.Facts()
		permit, err := s.allowOn(ctx, w, action, &facts)
		if err == nil {
			err = account.NotClosed()
		}
		if err != nil {
			return err
		}
		event, keep, err := decide(w, account, g)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		done.Account, done.Groups, done.Lines = account.ID, []domain.ID{g.ID}, nil
		for _, line := range g.Members {
			done.Lines = append(done.Lines, domain.ID{Kind: domain.NodeLine, Entity: account.ID.Entity, UUID: line})
		}
		return keep()
	})
}

// dissolve opens the lines of a match again. What a person matched stands as it did before, as far as nothing else has taken
// its place since.
func (s *Service) dissolve(ctx context.Context, w *work, account *domain.ReconAccount, g *domain.MatchGroup) error {
	if err := w.tx.SaveGroup(ctx, g); err != nil {
		return err
	}
	cases, err := w.free(ctx, account, g.Members)
	if err != nil {
		return err
	}
	var before domain.GroupBefore
	if len(g.Before) > 0 {
		if err := json.Unmarshal(g.Before, &before); err != nil {
			return fmt.Errorf("read how lines stood: %w", err)
		}
	}
	if err := w.restore(ctx, account, before); err != nil {
		return err
	}
	for _, c := range slices.Concat(before.Claims, before.Others) {
		cases = append(cases, c.Case)
	}
	if err := s.reopenCases(ctx, w, account, cases, "a match of its lines was taken back."); err != nil {
		return err
	}
	return w.tx.ReconChanged(ctx, account.ID)
}

// restore puts claims back. A proposal stands again only whole: when all of its other lines are new still.
func (w *work) restore(ctx context.Context, account *domain.ReconAccount, before domain.GroupBefore) error {
	byGroup := map[domain.UUID][]domain.Claim{}
	var claims []domain.Claim
	for _, c := range slices.Concat(before.Claims, before.Others) {
		if c.State == domain.LineSuggested {
			byGroup[c.Group] = append(byGroup[c.Group], c)
		} else {
			claims = append(claims, c)
		}
	}
	for id, again := range byGroup {
		proposal, err := w.tx.GroupForUpdate(ctx, domain.ID{Kind: domain.NodeMatchGroup, Entity: account.ID.Entity, UUID: id}, 0)
		if err != nil {
			return err
		}
		taken, err := w.tx.ClaimsOf(ctx, account.ID.Entity, proposal.Members)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(taken, func(c domain.Claim) bool { return !standsAlone(c, again) }) || proposal.State != domain.GroupUndone || !proposal.DecidedID.IsZero() || len(again) != len(proposal.Members) {
			continue
		}
		proposal.State = domain.GroupSuggested
		w.follow(domain.Happened("match.restored", proposal.ID, "A proposed match stands again: what had broken it was taken back.").AtVersion(proposal.Version + 1))
		if err := w.tx.SaveGroup(ctx, proposal); err != nil {
			return err
		}
		claims = append(claims, again...)
	}
	return w.tx.SetClaims(ctx, account.ID, claims)
}

// standsAlone says whether a claim is only that its line is back in the case in which it stays, as it would be in the proposal.
func standsAlone(c domain.Claim, proposed []domain.Claim) bool {
	return c.State == domain.LineCase && !c.Held && !c.Case.IsZero() &&
		slices.ContainsFunc(proposed, func(p domain.Claim) bool { return p.Line == c.Line && p.Case == c.Case })
}

// CanMatch says what the caller may do to a match.
func (s *Service) CanMatch(ctx context.Context, g *domain.MatchGroup, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.MatchLines, domain.UndoMatch}, g.Facts(), func(_ domain.Actor, action domain.Action) *domain.DenyReason {
		return g.Against(action)
	})
}
