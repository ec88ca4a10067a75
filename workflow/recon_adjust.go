package workflow

import (
	"context"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// AdjustmentDone is an adjustment after a command about it.
type AdjustmentDone struct{ Adjustment domain.ID }

// ProposeAdjustment settles open lines by an entry that somebody else approves: the lines wait in a proposed match until
// then, and no run and nobody else takes them meanwhile.
//
// Errors: NOT_FOUND; FORBIDDEN; OVER_LIMIT for more than the caller may clear; DUTY_CONFLICT for who certified a period of
// the lines; WRONG_STATE for a line that is settled; INVALID, also without a rate to the group's currency.
func (s *Service) ProposeAdjustment(ctx context.Context, in domain.ProposeAdjustmentInput) (*AdjustmentDone, error) {
	var done AdjustmentDone
	c := command{name: "proposeAdjustment", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if in.AccountID.Kind != domain.NodeReconAccount || !s.reconScope(w.actor, w.at).Sees(in.AccountID.Entity) {
			return domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
		}
		account, err := w.tx.ReconAccountForUpdate(ctx, in.AccountID, 0)
		if err == nil {
			err = account.NotClosed()
		}
		if err != nil {
			return err
		}
		a, err := s.propose(ctx, w, account, in)
		if err != nil {
			return err
		}
		done.Adjustment = a.ID
		return nil
	})
}

// propose keeps an entry that settles open lines, with the proposed match in which they wait. The account is locked.
func (s *Service) propose(ctx context.Context, w *work, account *domain.ReconAccount, in domain.ProposeAdjustmentInput) (*domain.MatchAdjustment, error) {
	lines, err := w.linesToMatch(ctx, account, in.LineIds)
	if err != nil {
		return nil, err
	}
	a := &domain.MatchAdjustment{ID: domain.ID{Kind: domain.NodeAdjustment, Entity: account.ID.Entity, UUID: domain.NewUUID(w.at)}, CaseID: caseOfAll(lines)}
	if a.Key, err = w.tx.NextKey(ctx, account.ID.Entity, "ADJ", w.at.Year()); err != nil {
		return nil, err
	}
	g, event, err := domain.ProposeAdjustment(a, account, w.actor, plainLines(lines), w.otherSide(account.ID.Entity, in.AgainstAccountID), in, w.at)
	if err != nil {
		return nil, err
	}
	if err := w.weigh(ctx, a, g.Members); err != nil {
		return nil, err
	}
	facts := a.Facts()
	permit, err := s.allowOn(ctx, w, domain.WriteOff, &facts)
	if err != nil {
		return nil, err
	}
	g.ID = domain.ID{Kind: domain.NodeMatchGroup, Entity: account.ID.Entity, UUID: domain.NewUUID(w.at)}
	g.PersonID, g.AdjustmentID, a.GroupID = w.actor.ID, a.ID.UUID, g.ID.UUID
	if _, _, err := w.record(ctx, permit, event.With("group", g.ID)); err != nil {
		return nil, err
	}
	if err := w.displace(ctx, account, g, lines); err != nil {
		return nil, err
	}
	if err := w.tx.InsertAdjustment(ctx, a); err != nil {
		return nil, err
	}
	if err := w.tx.InsertGroup(ctx, g); err != nil {
		return nil, err
	}
	return a, w.claimLines(ctx, account, g, domain.Claim{State: domain.LineSuggested, Held: true})
}

func plainLines(lines []store.MatchLine) []*domain.Line {
	plain := make([]*domain.Line, len(lines))
	for i := range lines {
		plain[i] = lines[i].Line
	}
	return plain
}

// caseOfAll is the case that all lines are in; zero when there is none.
func caseOfAll(lines []store.MatchLine) domain.UUID {
	for i := range lines {
		if lines[i].CaseID != lines[0].CaseID {
			return domain.UUID{}
		}
	}
	if len(lines) == 0 {
		return domain.UUID{}
	}
	return lines[0].CaseID
}

// otherSide is an account of the ledger of an entity; nil when there is none of the id.
func (w *work) otherSide(entity domain.EntityID, id domain.ID) *domain.Account {
	if id.Kind != domain.NodeAccount || id.Entity != entity {
		return nil
	}
	return w.dir.accountByID(id)
}

// weigh says what an adjustment of lines is worth in the group's currency, and into which reconciliations it reaches.
// Errors: INVALID without a rate, for limits could not be held against it.
func (w *work) weigh(ctx context.Context, a *domain.MatchAdjustment, lines []domain.UUID) error {
	rate, err := w.tx.RateOn(ctx, a.Amount.Currency, w.dir.currency, domain.DateOf(w.at))
	if err != nil {
		return err
	}
	if rate == nil {
		return domain.RefuseField(domain.CodeInvalid, "accountId", "There is no rate from %s to %s, so limits cannot be held against the amount.", a.Amount.Currency, w.dir.currency)
	}
	worth, err := a.Amount.Abs().Convert(rate.Rate, w.dir.currency)
	if err != nil {
		return err
	}
	periods, err := w.tx.PeriodsOfLines(ctx, a.ID.Entity, lines)
	if err != nil {
		return err
	}
	a.Worth, a.Reconciliations = worth, reconciliationsOf(a.AccountID, lines, periods)
	return nil
}

// reconciliationsOf are the reconciliations of an account in whose periods lines lie, each once.
func reconciliationsOf(account domain.UUID, lines []domain.UUID, periods map[domain.UUID][]domain.UUID) []domain.UUID {
	var list []domain.UUID
	for _, line := range lines {
		for _, period := range periods[line] {
			if id := domain.ReconciliationID(account, period); !slices.Contains(list, id) {
				list = append(list, id)
			}
		}
	}
	slices.SortFunc(list, domain.UUID.Compare)
	return list
}

// claimLines says of the lines of a match what became of them, and counts the change.
func (w *work) claimLines(ctx context.Context, account *domain.ReconAccount, g *domain.MatchGroup, as domain.Claim) error {
	holds, err := w.tx.Holds(ctx, account.ID.Entity, g.Members)
	if err != nil {
		return err
	}
	stays := map[domain.UUID]domain.UUID{}
	for _, h := range holds {
		if h.Sticks {
			stays[h.Line] = h.Case
		}
	}
	claims := make([]domain.Claim, len(g.Members))
	for i, line := range g.Members {
		claims[i] = as
		claims[i].Line, claims[i].Group, claims[i].Case = line, g.ID.UUID, stays[line]
	}
	if err := w.tx.SetClaims(ctx, account.ID, claims); err != nil {
		return err
	}
	return w.tx.ReconChanged(ctx, account.ID)
}

// DecideAdjustment is the second person's word on an adjustment, a rule's or a person's. Approved, its match stands;
// rejected, the lines are open again: a difference is not given up without the entry that explains it. What is approved is
// posted by a job.
//
// Errors: NOT_FOUND; FORBIDDEN, also to who prepared it; OVER_LIMIT; DUTY_CONFLICT for who cleared items of the same period
// of the account; STALE; WRONG_STATE when it is decided or its lines lie in a certified period; PERIOD_CLOSED; INVALID.
func (s *Service) DecideAdjustment(ctx context.Context, in domain.DecideAdjustmentInput) (*AdjustmentDone, error) {
	done := AdjustmentDone{Adjustment: in.ID}
	c := command{name: "decideAdjustment", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, a, err := s.lockAdjustment(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := a.Facts()
		permit, err := s.allowOn(ctx, w, domain.ApproveCredit, &facts)
		if err != nil {
			return err
		}
		event, err := a.Decide(w.actor, in, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveAdjustment(ctx, a); err != nil {
			return err
		}
		if a.State == domain.AdjustmentApproved {
			if err := s.intendEntry(ctx, w, a); err != nil {
				return err
			}
		}
		return s.settleGroup(ctx, w, account, a)
	})
}

// WithdrawAdjustment takes an adjustment back before anybody decided on it, by who prepared it. Its match falls, and its lines
// stand as they did before.
//
// Errors: NOT_FOUND; FORBIDDEN, also to everybody but who prepared it; STALE; WRONG_STATE when it is decided, a rule's, or its
// lines lie in a certified period; INVALID without a reason.
func (s *Service) WithdrawAdjustment(ctx context.Context, in domain.ActInput) (*AdjustmentDone, error) {
	done := AdjustmentDone{Adjustment: in.ID}
	c := command{name: "withdrawAdjustment", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, a, err := s.lockAdjustment(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := a.Facts()
		facts.Amount = domain.NewMoney(0, facts.Amount.Currency) // nothing is given up, so no limit holds it back
		permit, err := s.allowOn(ctx, w, domain.WriteOff, &facts)
		if err != nil {
			return err
		}
		event, err := a.Withdraw(w.actor, in.Reason)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveAdjustment(ctx, a); err != nil {
			return err
		}
		if a.Group == nil {
			return w.tx.ReconChanged(ctx, account.ID)
		}
		fell, changed := a.Group.Fall(a)
		if !changed {
			return w.tx.ReconChanged(ctx, account.ID)
		}
		w.follow(fell)
		return s.dissolve(ctx, w, account, a.Group)
	})
}

// settleGroup lets the match of an adjustment stand or fall with what was decided.
func (s *Service) settleGroup(ctx context.Context, w *work, account *domain.ReconAccount, a *domain.MatchAdjustment) error {
	if a.Group == nil {
		return w.tx.ReconChanged(ctx, account.ID)
	}
	event, changed := a.Group.Settle(w.actor, a)
	if !changed { // figures of its periods count the entry all the same
		return w.tx.ReconChanged(ctx, account.ID)
	}
	w.follow(event)
	if a.Group.State == domain.GroupUndone {
		return s.dissolve(ctx, w, account, a.Group)
	}
	if err := w.tx.SaveGroup(ctx, a.Group); err != nil {
		return err
	}
	return s.settleLines(ctx, w, account, a.Group)
}

// lockAdjustment locks an adjustment that the actor sees, its account and match before it, and weighs it.
func (s *Service) lockAdjustment(ctx context.Context, w *work, id domain.ID, version int) (*domain.ReconAccount, *domain.MatchAdjustment, error) {
	if id.Kind != domain.NodeAdjustment || w.actor.IsPerson() && !s.reconScope(w.actor, w.at).Sees(id.Entity) {
		return nil, nil, domain.Refuse(domain.CodeNotFound, "There is no such adjustment, or you may not see it.")
	}
	of, group, err := w.tx.AccountOfAdjustment(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	account, err := w.tx.ReconAccountForUpdate(ctx, of, 0)
	if err != nil {
		return nil, nil, err
	}
	var g *domain.MatchGroup
	var lines []domain.UUID
	if !group.IsZero() {
		if g, err = w.tx.GroupForUpdate(ctx, group, 0); err != nil {
			return nil, nil, err
		}
		lines = g.Members
	}
	a, err := w.tx.AdjustmentForUpdate(ctx, id, version)
	if err != nil {
		return nil, nil, err
	}
	a.Group, a.Account = g, account
	return account, a, w.weigh(ctx, a, lines)
}
