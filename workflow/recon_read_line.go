package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// ReconLines is a page of an account's lines.
//
// Errors: NOT_FOUND for an account that is absent or not visible; INVALID for a field that the list cannot be sorted by.
func (s *Service) ReconLines(ctx context.Context, f domain.LineFilter, l List) (domain.Page[*domain.Line], error) {
	none := domain.Page[*domain.Line]{}
	r, err := s.reading(ctx)
	if err != nil {
		return none, err
	}
	accounts, err := s.reconAccountsByID(ctx, r, []domain.ID{f.AccountID}, 0)
	if err != nil {
		return none, err
	}
	account := accounts[f.AccountID.UUID]
	if account == nil || f.AccountID.Kind != domain.NodeReconAccount {
		return none, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	var within []domain.UUID
	if f.ClusterID != nil {
		if within, err = s.clusterLines(ctx, account, *f.ClusterID); err != nil {
			return none, err
		}
	}
	page, err := s.db.Lines(ctx, f, within, l.Sort, l.Page, l.Counted, account.Currency, domain.DateOf(r.at))
	if err != nil {
		return page, err
	}
	return page, s.dressLines(ctx, r, page.Items, l.Parts)
}

// dressLines fills in the parts of lines that are wanted.
func (s *Service) dressLines(ctx context.Context, r *reader, list []*domain.Line, parts store.Parts) error {
	if len(list) == 0 {
		return nil
	}
	if parts.Has(PartStatement) {
		var ids []domain.ID
		for _, l := range list {
			if !l.StatementID.IsZero() {
				ids = append(ids, domain.ID{Kind: domain.NodeStatement, Entity: l.ID.Entity, UUID: l.StatementID})
			}
		}
		statements, err := s.statementsByID(ctx, r, ids, parts)
		if err != nil {
			return err
		}
		for _, l := range list {
			l.Statement = statements[l.StatementID]
		}
	}
	if parts.Has(PartGroup) {
		if err := s.fillGroups(ctx, r, list, parts); err != nil {
			return err
		}
	}
	if err := s.fillExcluded(ctx, r, list); err != nil {
		return err
	}
	if parts.Has(PartCase) {
		if err := s.fillLineCases(ctx, r, list); err != nil {
			return err
		}
	}
	if !parts.Has(PartAccount) {
		return nil
	}
	var ids []domain.ID
	for _, l := range list {
		ids = append(ids, domain.ID{Kind: domain.NodeReconAccount, Entity: l.ID.Entity, UUID: l.AccountID})
	}
	accounts, err := s.reconAccountsByID(ctx, r, ids, parts)
	for _, l := range list {
		l.Account = accounts[l.AccountID]
	}
	return err
}

// fillExcluded fills in the rules that leave lines out; where there are none it costs nothing.
func (s *Service) fillExcluded(ctx context.Context, r *reader, list []*domain.Line) error {
	var accounts []domain.ID
	for _, l := range list {
		if !l.RuleID.IsZero() {
			accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: l.ID.Entity, UUID: l.AccountID})
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	byAccount, err := s.reconAccountsByID(ctx, r, accounts, 0)
	if err != nil {
		return err
	}
	rules, err := s.rulesOf(ctx, r, byAccount)
	for _, l := range list {
		if !l.RuleID.IsZero() {
			l.ExcludedBy = viewOf(rules[l.AccountID], l.RuleID)
		}
	}
	return err
}

// fillLineCases fills in who looks at lines, as far as the reader sees those cases.
func (s *Service) fillLineCases(ctx context.Context, r *reader, list []*domain.Line) error {
	var ids []domain.ID
	for _, l := range list {
		if !l.CaseID.IsZero() {
			ids = append(ids, domain.ID{Kind: domain.NodeCase, Entity: l.ID.Entity, UUID: l.CaseID})
		}
	}
	cases, err := s.casesByID(ctx, r, distinct(ids))
	for _, l := range list {
		for _, c := range cases {
			if c.ID.UUID == l.CaseID {
				l.Case = c
			}
		}
	}
	return err
}
