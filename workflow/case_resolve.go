package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
	"countersign/store"
)

// resolveLines ends a case of lines by saying what became of them. Carried forward, they stay open, and in this case, until
// the next period ends; left out, no run takes them any more, which clears them as a write-off does: it needs RECON_WRITE_OFF
// within the caller's limit, and counts on the periods that the lines lie in. The account and the case are locked.
func (s *Service) resolveLines(ctx context.Context, w *work, account *domain.ReconAccount, c *domain.Case, permit permit, in domain.ResolveCaseInput) error {
	counts, err := w.tx.CountCases(ctx, c.ID.Entity, []domain.UUID{c.ID.UUID})
	if err != nil {
		return err
	}
	carryTo, err := w.nextPeriodEnd(ctx, c.ID.Entity)
	if err != nil {
		return err
	}
	event, err := c.ResolveLines(w.actor, in, counts[c.ID.UUID].Open, carryTo, w.at)
	if err != nil {
		return err
	}
	if in.Code != domain.ResolvedCarried {
		c.Oldest = domain.Date{}
	}
	if _, _, err := w.record(ctx, permit, event.AtVersion(c.Version+1)); err != nil {
		return err
	}
	if in.Code == domain.ResolvedNotNeeded {
		if err := s.leaveOut(ctx, w, account, c, in.Note); err != nil {
			return err
		}
	}
	return w.tx.SaveCase(ctx, c)
}

// nextPeriodEnd is the last day of the period after the one that today lies in, or of the next month where the books have
// none yet: until then what is carried forward now stays so.
func (w *work) nextPeriodEnd(ctx context.Context, entity domain.EntityID) (domain.Date, error) {
	today := domain.DateOf(w.at)
	periods, err := w.tx.Periods(ctx, entity, today)
	if err != nil {
		return domain.Date{}, err
	}
	return domain.CarryTo(periods, today), nil
}

// leaveOut excludes the open lines of a case, for which nobody looks any more.
func (s *Service) leaveOut(ctx context.Context, w *work, account *domain.ReconAccount, c *domain.Case, note string) error {
	lines, err := w.tx.OpenLinesOf(ctx, c.ID, domain.MaxCaseLines+1)
	if err != nil {
		return err
	}
	if len(lines) > domain.MaxCaseLines {
		return domain.Refuse(domain.CodeInvalid, "This case holds more than %d open lines; put those that are not needed into a case of their own.", domain.MaxCaseLines)
	}
	for _, l := range lines {
		if l.State == domain.LineSuggested && l.Held {
			return domain.Refuse(domain.CodeWrongState, "The line of %s over %s waits for somebody to decide on the entry that was proposed for it.", l.BookedOn, l.Amount).
				With("state", l.State).With("line", l.ID)
		}
	}
	ids := lineIDs(lines)
	certified, err := w.tx.CertifiedWith(ctx, account.ID, ids)
	if err != nil {
		return err
	}
	if certified != "" {
		return domain.Refuse(domain.CodeWrongState, "One of its lines lies in %s, which is certified; the period must be reopened first.", certified).With("period", certified)
	}
	facts, err := w.clearing(ctx, account, c, lines)
	if err != nil {
		return err
	}
	permit, err := s.allowOn(ctx, w, domain.WriteOff, &facts)
	if err != nil {
		return err
	}
	event := domain.Happened("lines.left_out", c.ID, fmt.Sprintf("%s left %s of %s out.", actorName(w.actor), plural(len(lines), "line"), account.Name)).
		With("lines", ids).Because(note).AtVersion(c.Version + 1)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	if err := w.withdrawProposals(ctx, account, lines); err != nil {
		return err
	}
	claims := make([]domain.Claim, len(ids))
	for i, id := range ids {
		claims[i] = domain.Claim{Line: id, State: domain.LineExcluded, Case: c.ID.UUID, Held: true}
	}
	if err := w.tx.SetClaims(ctx, account.ID, claims); err != nil {
		return err
	}
	return w.tx.ReconChanged(ctx, account.ID)
}

// clearing is what the gate must know of lines that are left out: their worth without signs, and the reconciliations of the
// periods that they lie in, so that who clears items and who certifies them are different people.
func (w *work) clearing(ctx context.Context, account *domain.ReconAccount, c *domain.Case, lines []store.MatchLine) (domain.Facts, error) {
	facts := domain.Facts{Kind: domain.NodeCase, Entity: c.ID.Entity, ID: c.ID.UUID, Amount: domain.NewMoney(0, w.dir.currency)}
	sums := map[domain.Currency]domain.Money{}
	for _, l := range lines {
		if _, known := sums[l.Amount.Currency]; !known {
			sums[l.Amount.Currency] = domain.NewMoney(0, l.Amount.Currency)
		}
		sums[l.Amount.Currency] = sums[l.Amount.Currency].Add(l.Amount.Abs())
	}
	for _, sum := range sums {
		weighed := &domain.MatchAdjustment{ID: c.ID, AccountID: account.ID.UUID, Amount: sum}
		if err := w.weigh(ctx, weighed, lineIDs(lines)); err != nil {
			return facts, err
		}
		facts.Amount, facts.Linked = facts.Amount.Add(weighed.Worth), weighed.Reconciliations
	}
	return facts, nil
}
