package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// Adjustments is a page of the adjustments that the caller sees, newest first.
func (s *Service) Adjustments(ctx context.Context, f domain.AdjustmentFilter, l List) (domain.Page[*domain.MatchAdjustment], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.MatchAdjustment]{}, err
	}
	page, err := s.db.Adjustments(ctx, s.reconScope(r.actor, r.at), r.actor.ID, f, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressAdjustments(ctx, r, page.Items, l.Parts)
}

func (s *Service) adjustmentsByID(ctx context.Context, r *reader, ids []domain.ID, parts store.Parts) ([]*domain.MatchAdjustment, error) {
	list, err := s.db.AdjustmentsByID(ctx, s.reconScope(r.actor, r.at), distinct(ids))
	if err != nil {
		return nil, err
	}
	return list, s.dressAdjustments(ctx, r, list, parts)
}

// dressAdjustments fills in accounts and matches, and all that fillAdjustments does, in a fixed number of statements.
func (s *Service) dressAdjustments(ctx context.Context, r *reader, list []*domain.MatchAdjustment, parts store.Parts) error {
	if len(list) == 0 {
		return nil
	}
	var accounts, groups []domain.ID
	for _, a := range list {
		accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: a.ID.Entity, UUID: a.AccountID})
		if !a.GroupID.IsZero() {
			groups = append(groups, domain.ID{Kind: domain.NodeMatchGroup, Entity: a.ID.Entity, UUID: a.GroupID})
		}
	}
	found, err := s.matchGroups(ctx, r, groups, parts&^PartGroup)
	if err != nil {
		return err
	}
	byGroup := map[domain.UUID]*domain.MatchGroup{}
	for _, g := range found {
		byGroup[g.ID.UUID] = g
	}
	byAccount, err := s.reconAccountsByID(ctx, r, accounts, parts)
	if err != nil {
		return err
	}
	for _, a := range list {
		a.Account, a.Group = byAccount[a.AccountID], byGroup[a.GroupID]
	}
	if err := s.fillEntries(ctx, r, list); err != nil {
		return err
	}
	return s.fillAdjustments(ctx, r, list)
}

// fillEntries fills in the lines in which the ledger listed adjustments.
func (s *Service) fillEntries(ctx context.Context, r *reader, list []*domain.MatchAdjustment) error {
	var ids []domain.ID
	for _, a := range list {
		if !a.EntryID.IsZero() {
			ids = append(ids, domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity, UUID: a.EntryID})
		}
	}
	if len(ids) == 0 {
		return nil
	}
	lines, err := s.db.LinesByID(ctx, s.reconScope(r.actor, r.at), ids, domain.DateOf(r.at))
	if err != nil {
		return err
	}
	byID := map[domain.UUID]*domain.Line{}
	for _, l := range lines {
		byID[l.ID.UUID] = l
	}
	for _, a := range list {
		if a.Entry = byID[a.EntryID]; a.Entry != nil {
			a.Entry.Account = a.Account
		}
	}
	return nil
}

// fillAdjustments fills in people and cases, what adjustments are worth, and what the reader did to their periods before.
// Group must be loaded.
func (s *Service) fillAdjustments(ctx context.Context, r *reader, list []*domain.MatchAdjustment) error {
	if len(list) == 0 {
		return nil
	}
	var currencies []domain.Currency
	var lines, cases, ids []domain.ID
	for _, a := range list {
		ids = append(ids, a.ID)
		currencies = append(currencies, a.Amount.Currency)
		if a.Group != nil {
			for _, m := range a.Group.Members {
				lines = append(lines, domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity, UUID: m})
			}
		}
		if !a.CaseID.IsZero() {
			cases = append(cases, domain.ID{Kind: domain.NodeCase, Entity: a.ID.Entity, UUID: a.CaseID})
		}
	}
	rates, err := s.db.RatesTo(ctx, currencies, r.dir.currency, domain.DateOf(r.at))
	if err != nil {
		return err
	}
	periods, err := s.db.PeriodsOfLines(ctx, distinct(lines))
	if err != nil {
		return err
	}
	postings, err := s.db.PostingsOfAdjustments(ctx, ids)
	if err != nil {
		return err
	}
	seen, err := s.casesByID(ctx, r, distinct(cases))
	if err != nil {
		return err
	}
	byCase := map[domain.UUID]*domain.Case{}
	for _, c := range seen {
		byCase[c.ID.UUID] = c
	}
	var records []domain.UUID
	for _, a := range list {
		a.Person, a.Decider, a.Case, a.Posting = r.dir.people[a.PreparerID], r.dir.people[a.DeciderID], byCase[a.CaseID], postings[a.ID.UUID]
		if rate, known := rates[a.Amount.Currency]; known {
			if a.Worth, err = a.Amount.Abs().Convert(rate, r.dir.currency); err != nil {
				return err
			}
		}
		if a.Group != nil {
			a.Reconciliations = reconciliationsOf(a.AccountID, a.Group.Members, periods)
		}
		records = append(append(records, a.ID.UUID), a.Reconciliations...)
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), records, r.dir.numbers())
	if err != nil {
		return err
	}
	for _, a := range list {
		a.Used = domain.UsedOn(a.Facts(), used)
	}
	return nil
}

// CanAdjustment says whether the caller may decide on an adjustment, take it back, or post it again, and why not.
func (s *Service) CanAdjustment(ctx context.Context, a *domain.MatchAdjustment, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.ApproveCredit, domain.WriteOff, domain.PostInvoice}, a.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		if action == domain.WriteOff {
			return a.AgainstWithdrawal(actor.ID)
		}
		if action == domain.ApproveCredit {
			return a.Against(actor.ID)
		}
		if action == domain.PostInvoice && (a.Posting == nil || a.Posting.State != domain.PostingRefused) {
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: "The ledger has not refused it."}
		}
		return nil
	})
}
