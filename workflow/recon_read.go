package workflow

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// ReconAccounts is a page of the accounts that the caller sees, those first that need somebody most: by feed, risk, how many
// lines are open, and name. Accounts are few, so the order is made here; it takes the same number of statements however
// many there are.
func (s *Service) ReconAccounts(ctx context.Context, f domain.ReconFilter, l List) (domain.Page[*domain.ReconAccount], error) {
	var none domain.Page[*domain.ReconAccount]
	r, err := s.reading(ctx)
	if err != nil {
		return none, err
	}
	all, err := s.db.ReconAccounts(ctx, s.reconScope(r.actor, r.at), f)
	if err != nil {
		return none, err
	}
	if err := s.dressReconAccounts(ctx, r, all, l.Parts|PartFeed|PartTallies); err != nil {
		return none, err
	}
	all = slices.DeleteFunc(all, func(a *domain.ReconAccount) bool {
		return len(f.Feed) > 0 && !slices.Contains(f.Feed, a.Feed.State) || f.OpenOnly != nil && *f.OpenOnly != (a.Open > 0)
	})
	slices.SortStableFunc(all, func(a, b *domain.ReconAccount) int {
		return cmp.Or(
			cmp.Compare(a.Feed.State.Need(), b.Feed.State.Need()), cmp.Compare(b.Risk.Rank(), a.Risk.Rank()), cmp.Compare(b.Open, a.Open),
			cmp.Compare(a.ID.Entity, b.ID.Entity), strings.Compare(a.Name, b.Name), a.ID.UUID.Compare(b.ID.UUID),
		)
	})
	return pageOf(all, l.Page)
}

// ReconAccountByCode is an entity's account with a code in the ledger or a number at the bank.
//
// Errors: NOT_FOUND when there is none that the caller sees; INVALID when it is kept in several currencies.
func (s *Service) ReconAccountByCode(ctx context.Context, entity domain.EntityID, code string) (*domain.ReconAccount, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.db.ReconAccounts(ctx, s.reconScope(r.actor, r.at), domain.ReconFilter{EntityID: []domain.ID{domain.EntityNode(entity)}})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(a *domain.ReconAccount) bool {
		return a.AccountCode != code && (a.BankAccount == "" || a.BankAccount != domain.FoldAccount(code))
	})
	switch len(list) {
	case 0:
		return nil, domain.Refuse(domain.CodeNotFound, "No account %.40q is reconciled here, or you may not see it.", code)
	case 1:
		return list[0], nil
	}
	return nil, domain.RefuseField(domain.CodeInvalid, "account", "The account %.40q is reconciled in several currencies here; name it by its number at the bank.", code)
}

// pageOf cuts a page out of a list that was made whole; its cursors are places.
func pageOf[T any](all []T, page domain.PageRequest) (domain.Page[T], error) {
	start := 0
	if page.After != "" {
		text, ok := strings.CutPrefix(page.After, "p")
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 || n > len(all) {
			return domain.Page[T]{}, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
		}
		start = n
	}
	end := min(start+page.Size(), len(all))
	p := domain.Page[T]{
		Items: all[start:end], HasNext: end < len(all), HasPrevious: start > 0,
		Total: &domain.Count{Value: min(len(all), domain.MaxCount), Capped: len(all) > domain.MaxCount},
	}
	for i := start; i < end; i++ {
		p.Cursors = append(p.Cursors, "p"+strconv.Itoa(i+1))
	}
	return p, nil
}

// dressReconAccounts fills in what the directory knows, and the parts that are wanted.
func (s *Service) dressReconAccounts(ctx context.Context, r *reader, list []*domain.ReconAccount, parts store.Parts) error {
	for _, a := range list {
		a.Entity, a.Preparer, a.Reviewer = r.dir.entities[a.ID.Entity], r.dir.people[a.PreparerID], r.dir.people[a.ReviewerID]
		a.Account = r.dir.accounts[place{a.ID.Entity, a.AccountCode}]
	}
	if len(list) == 0 {
		return nil
	}
	if parts.Has(PartTallies | PartEquation) {
		if err := s.tally(ctx, r, list, parts.Has(PartEquation)); err != nil {
			return err
		}
	}
	if parts.Has(PartAging) {
		aging, err := s.db.ReconAging(ctx, list, domain.DateOf(r.at))
		if err != nil {
			return err
		}
		for _, a := range list {
			a.OpenItems = aging[a.ID.UUID]
		}
	}
	if parts.Has(PartFeed) {
		calendars, schedules, err := s.feedCalendars(ctx, r.dir, list, feedSpan{}, r.at)
		if err != nil {
			return err
		}
		for i, a := range list {
			a.Feed = schedules[i].FeedStatus(calendars[i], r.at)
		}
	}
	return nil
}

// tally counts the lines of accounts, and adds the accounts up where that is wanted.
func (s *Service) tally(ctx context.Context, r *reader, list []*domain.ReconAccount, equate bool) error {
	counted, err := s.db.ReconTallies(ctx, list)
	if err != nil {
		return err
	}
	booked := map[domain.UUID][]domain.ReconTally{}
	byAccount := map[domain.UUID]*domain.ReconAccount{}
	for _, a := range list {
		byAccount[a.ID.UUID], a.Tallies, a.Open = a, []domain.ReconTally{}, 0
	}
	for _, t := range counted {
		a := byAccount[t.Account]
		if !t.Provisional {
			booked[t.Account] = append(booked[t.Account], t.ReconTally)
		}
		if n := len(a.Tallies); n > 0 && a.Tallies[n-1].Source == t.Source && a.Tallies[n-1].State == t.State {
			a.Tallies[n-1].Lines, a.Tallies[n-1].Sum = a.Tallies[n-1].Lines+t.Lines, a.Tallies[n-1].Sum.Add(t.Sum)
		} else {
			a.Tallies = append(a.Tallies, t.ReconTally)
		}
		if t.State != domain.LineMatched && t.State != domain.LineExcluded {
			a.Open += t.Lines
		}
	}
	if !equate {
		return nil
	}
	balances, err := s.db.ReconBalances(ctx, list)
	if err != nil {
		return err
	}
	for _, a := range list {
		a.Equation = a.Equate(booked[a.ID.UUID], balances[a.ID.UUID], r.at)
	}
	return nil
}

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

func (s *Service) reconAccountsByID(ctx context.Context, r *reader, ids []domain.ID, parts store.Parts) (map[domain.UUID]*domain.ReconAccount, error) {
	if len(ids) == 0 {
		return map[domain.UUID]*domain.ReconAccount{}, nil
	}
	list, err := s.db.ReconAccountsByID(ctx, s.reconScope(r.actor, r.at), distinct(ids))
	if err != nil {
		return nil, err
	}
	found := map[domain.UUID]*domain.ReconAccount{}
	for _, a := range list {
		found[a.ID.UUID] = a
	}
	return found, s.dressReconAccounts(ctx, r, list, parts)
}

// distinct are ids, each once.
func distinct(ids []domain.ID) []domain.ID {
	seen := map[domain.ID]bool{}
	return slices.DeleteFunc(slices.Clone(ids), func(id domain.ID) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}

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
	page, err := s.db.Lines(ctx, f, l.Sort, l.Page, l.Counted, account.Currency, domain.DateOf(r.at))
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

// reconNodes reads accounts, statements or lines by their ids.
func (s *Service) reconNodes(ctx context.Context, r *reader, kind domain.NodeKind, ids []domain.ID, parts store.Parts, found map[domain.ID]domain.Node) error {
	switch kind {
	case domain.NodeReconAccount:
		list, err := s.reconAccountsByID(ctx, r, ids, parts)
		for _, a := range list {
			found[a.ID] = a
		}
		return err
	case domain.NodeStatement:
		list, err := s.statementsByID(ctx, r, ids, parts)
		for _, one := range list {
			found[one.ID] = one
		}
		return err
	case domain.NodeReconRun:
		list, err := s.db.RunsByID(ctx, s.reconScope(r.actor, r.at), distinct(ids))
		if err == nil {
			err = s.dressRuns(ctx, r, list, parts)
		}
		return put(found, list, err, func(run *domain.ReconRun) domain.ID { return run.ID })
	case domain.NodeRuleSet:
		list, err := s.ruleSetsByID(ctx, r, ids)
		return put(found, list, err, func(set *domain.MatchRuleSet) domain.ID { return set.ID })
	case domain.NodeMatchGroup:
		list, err := s.matchGroups(ctx, r, ids, parts)
		return put(found, list, err, func(g *domain.MatchGroup) domain.ID { return g.ID })
	case domain.NodeAdjustment:
		list, err := s.adjustmentsByID(ctx, r, ids, parts)
		return put(found, list, err, func(a *domain.MatchAdjustment) domain.ID { return a.ID })
	}
	list, err := s.db.LinesByID(ctx, s.reconScope(r.actor, r.at), distinct(ids), domain.DateOf(r.at))
	if err != nil {
		return err
	}
	for _, l := range list {
		found[l.ID] = l
	}
	return s.dressLines(ctx, r, list, parts)
}
