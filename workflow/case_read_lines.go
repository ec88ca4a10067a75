package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// CaseLines are the first lines of each of these cases that the caller sees, what is open first and the earliest first, in a
// fixed number of statements.
//
// Errors: INVALID for a number that is not 1 to domain.MaxShownLines.
func (s *Service) CaseLines(ctx context.Context, cases []domain.ID, first int, parts store.Parts) (map[domain.ID][]*domain.Line, error) {
	if first < 1 || first > domain.MaxShownLines {
		return nil, domain.RefuseField(domain.CodeInvalid, "first", "Ask for 1 to %d lines; the list of lines has all of a case.", domain.MaxShownLines)
	}
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.db.CaseLines(ctx, s.reconScope(r.actor, r.at), cases, first, domain.DateOf(r.at))
	if err != nil {
		return nil, err
	}
	var all []*domain.Line
	for _, lines := range found {
		all = append(all, lines...)
	}
	return found, s.dressLines(ctx, r, all, parts)
}

// CaseTallies count the lines of these cases. The caller has asked whether the cases may be seen.
func (s *Service) CaseTallies(ctx context.Context, cases []domain.ID) (map[domain.ID]*domain.CaseTally, error) {
	return s.db.CaseTallies(ctx, cases, domain.DateOf(s.now()))
}

// CaseAgings are how old the open lines in cases of accounts are, by category; nil accounts are all that the caller sees.
func (s *Service) CaseAgings(ctx context.Context, accounts []domain.ID) (map[domain.ID][]*domain.CategoryAging, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.accountsSeen(ctx, r, accounts)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	agings, err := s.db.CaseAgings(ctx, list, domain.DateOf(r.at))
	if err != nil {
		return nil, err
	}
	found := make(map[domain.ID][]*domain.CategoryAging, len(list))
	for _, a := range list {
		found[a.ID] = agings[a.ID.UUID]
	}
	return found, nil
}
