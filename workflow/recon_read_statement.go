package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// ReconStatements is a page of an account's statements, latest first. The account was read by the caller.
func (s *Service) ReconStatements(ctx context.Context, account domain.ID, l List) (domain.Page[*domain.Statement], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Statement]{}, err
	}
	if !s.reconScope(r.actor, r.at).Sees(account.Entity) {
		return domain.Page[*domain.Statement]{}, nil
	}
	page, err := s.db.Statements(ctx, account, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressStatements(ctx, r, page.Items, l.Parts)
}

// LatestStatements are the first pages of the statements of every account that the caller sees.
func (s *Service) LatestStatements(ctx context.Context, l List) (map[domain.ID]domain.Page[*domain.Statement], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := s.db.ReconAccounts(ctx, s.reconScope(r.actor, r.at), domain.ReconFilter{})
	if err != nil {
		return nil, err
	}
	ids := make([]domain.ID, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	pages, err := s.db.LatestStatements(ctx, ids, l.Page)
	if err != nil {
		return nil, err
	}
	var all []*domain.Statement
	for _, p := range pages {
		all = append(all, p.Items...)
	}
	return pages, s.dressStatements(ctx, r, all, l.Parts)
}

// dressStatements fills in the parts of statements that are wanted.
func (s *Service) dressStatements(ctx context.Context, r *reader, list []*domain.Statement, parts store.Parts) error {
	if len(list) == 0 {
		return nil
	}
	if parts.Has(PartFile) {
		files := make([]domain.ID, len(list))
		for i, one := range list {
			files[i] = domain.ID{Entity: one.ID.Entity, UUID: one.FileID}
		}
		found, err := s.db.FilesByID(ctx, files)
		if err != nil {
			return err
		}
		for _, one := range list {
			one.File = found[one.FileID]
		}
	}
	if parts.Has(PartStatement) {
		var ids []domain.ID
		for _, one := range list {
			if !one.ReplacedID.IsZero() {
				ids = append(ids, domain.ID{Kind: domain.NodeStatement, Entity: one.ID.Entity, UUID: one.ReplacedID})
			}
		}
		others, err := s.statementsByID(ctx, r, ids, parts&^PartStatement)
		if err != nil {
			return err
		}
		for _, one := range list {
			one.ReplacedBy = others[one.ReplacedID]
		}
	}
	if !parts.Has(PartAccount) {
		return nil
	}
	var ids []domain.ID
	for _, one := range list {
		ids = append(ids, domain.ID{Kind: domain.NodeReconAccount, Entity: one.ID.Entity, UUID: one.AccountID})
	}
	accounts, err := s.reconAccountsByID(ctx, r, ids, parts)
	for _, one := range list {
		one.Account = accounts[one.AccountID]
	}
	return err
}

func (s *Service) statementsByID(ctx context.Context, r *reader, ids []domain.ID, parts store.Parts) (map[domain.UUID]*domain.Statement, error) {
	found := map[domain.UUID]*domain.Statement{}
	if len(ids) == 0 {
		return found, nil
	}
	list, err := s.db.StatementsByID(ctx, s.reconScope(r.actor, r.at), distinct(ids))
	if err != nil {
		return nil, err
	}
	for _, one := range list {
		found[one.ID.UUID] = one
	}
	return found, s.dressStatements(ctx, r, list, parts)
}
