package workflow

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

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
		a.ClosedBy = r.dir.people[a.CloserID]
		a.Account = r.dir.accounts[place{a.ID.Entity, a.AccountCode}]
	}
	if len(list) == 0 {
		return nil
	}
	if parts.Has(PartTallies | PartEquation) {
		if err := s.tally(ctx, list, parts.Has(PartEquation), r.at); err != nil {
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
	if parts.Has(PartForecast) {
		if err := s.fillMissRisk(ctx, list, domain.DateOf(r.at)); err != nil {
			return err
		}
	}
	if parts.Has(PartFeed) {
		calendars, schedules, err := s.feedCalendars(ctx, r.dir, list, feedSpan{}, r.at)
		if err != nil {
			return err
		}
		for i, a := range list {
			if a.Feed = schedules[i].FeedStatus(calendars[i], r.at); a.ClosedAt != nil {
				a.Feed = &domain.FeedStatus{State: domain.FeedOnTime, ArrivedAt: a.Feed.ArrivedAt}
			}
		}
	}
	return nil
}

// tally counts the lines of accounts, and adds the accounts up where that is wanted.
func (s *Service) tally(ctx context.Context, list []*domain.ReconAccount, equate bool, at time.Time) error {
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
		a.Equation = a.Equate(booked[a.ID.UUID], balances[a.ID.UUID], at)
	}
	return nil
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

// accountsSeen are these accounts as far as the caller sees them; nil are all of them.
func (s *Service) accountsSeen(ctx context.Context, r *reader, accounts []domain.ID) ([]*domain.ReconAccount, error) {
	scope := s.reconScope(r.actor, r.at)
	if accounts == nil {
		return s.db.ReconAccounts(ctx, scope, domain.ReconFilter{})
	}
	return s.db.ReconAccountsByID(ctx, scope, accounts)
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
