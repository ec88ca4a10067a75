package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// ReconRuns is a page of an account's runs, newest first. The account was read by the caller.
func (s *Service) ReconRuns(ctx context.Context, account *domain.ReconAccount, l List) (domain.Page[*domain.ReconRun], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.ReconRun]{}, err
	}
	if !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return domain.Page[*domain.ReconRun]{}, nil
	}
	page, err := s.db.Runs(ctx, account.ID, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressRuns(ctx, r, page.Items, l.Parts)
}

// LastRuns is the latest run of each of these accounts that has one, by account; nil means of all that the caller sees.
func (s *Service) LastRuns(ctx context.Context, accounts []domain.ID, parts Parts) (map[domain.ID]*domain.ReconRun, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.db.LastRuns(ctx, s.reconScope(r.actor, r.at), accounts)
	if err != nil {
		return nil, err
	}
	found := make(map[domain.ID]*domain.ReconRun, len(list))
	for _, run := range list {
		found[domain.ID{Kind: domain.NodeReconAccount, Entity: run.ID.Entity, UUID: run.AccountID}] = run
	}
	return found, s.dressRuns(ctx, r, list, parts)
}

// dressRuns fills in accounts, jobs and rules of runs, in a fixed number of statements.
func (s *Service) dressRuns(ctx context.Context, r *reader, list []*domain.ReconRun, parts store.Parts) error {
	if len(list) == 0 {
		return nil
	}
	var accounts, jobs []domain.ID
	for _, run := range list {
		accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: run.ID.Entity, UUID: run.AccountID})
		jobs = append(jobs, domain.ID{Kind: domain.NodeJob, Entity: run.ID.Entity, UUID: run.JobID})
	}
	scope := s.reconScope(r.actor, r.at)
	byAccount, err := s.reconAccountsByID(ctx, r, accounts, parts)
	if err != nil {
		return err
	}
	found, err := s.db.JobsByID(ctx, scope, jobs)
	if err != nil {
		return err
	}
	byJob := map[domain.UUID]*domain.Job{}
	for _, j := range found {
		byJob[j.ID.UUID] = j
	}
	rules, err := s.rulesOf(ctx, r, byAccount)
	if err != nil {
		return err
	}
	for _, run := range list {
		run.Account, run.Job = byAccount[run.AccountID], byJob[run.JobID]
		if run.Job != nil {
			run.Job.Result = run
		}
		for _, set := range rules[run.AccountID] {
			if set.Number == run.RuleSetNo {
				run.RuleSet = set
			}
		}
		if run.RuleSet == nil {
			continue
		}
		views := map[domain.UUID]*domain.RuleView{}
		for _, v := range run.RuleSet.Views() {
			views[v.ID] = v
		}
		for _, o := range run.Rules {
			if views[o.Rule] != nil {
				run.ByRule = append(run.ByRule, domain.RuleTally{Rule: views[o.Rule], Groups: o.Groups, Lines: o.Lines, Amount: o.Amount})
			}
		}
	}
	return nil
}

// rulesOf are the rule sets of accounts, newest first, by account.
func (s *Service) rulesOf(ctx context.Context, r *reader, accounts map[domain.UUID]*domain.ReconAccount) (map[domain.UUID][]*domain.MatchRuleSet, error) {
	var ids []domain.ID
	for _, a := range accounts {
		ids = append(ids, a.ID)
	}
	sets, err := s.db.RuleSets(ctx, ids)
	if err != nil {
		return nil, err
	}
	byAccount := map[domain.UUID][]*domain.MatchRuleSet{}
	for _, set := range sets {
		set.Account, set.MadeBy, set.PublishedBy = accounts[set.AccountID], r.dir.people[set.MakerID], r.dir.people[set.PublisherID]
		byAccount[set.AccountID] = append(byAccount[set.AccountID], set)
	}
	for _, set := range sets {
		set.Siblings = byAccount[set.AccountID]
	}
	return byAccount, nil
}

// RuleSets are the rule sets of an account, newest first. The account was read by the caller.
func (s *Service) RuleSets(ctx context.Context, account *domain.ReconAccount) ([]*domain.MatchRuleSet, error) {
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return nil, err
	}
	sets, err := s.rulesOf(ctx, r, map[domain.UUID]*domain.ReconAccount{account.ID.UUID: account})
	return sets[account.ID.UUID], err
}

// RuleUse is how many matches of a rule stand, and how many people turned down or took back.
type RuleUse = store.RuleUse

// RuleUses counts the matches of an account by rule.
func (s *Service) RuleUses(ctx context.Context, account domain.ID) (map[domain.UUID]RuleUse, error) {
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.Entity) {
		return nil, err
	}
	return s.db.RuleUses(ctx, account)
}

// matchGroups reads matches whole: with account, lines, rule, person and adjustment, in a fixed number of statements.
func (s *Service) matchGroups(ctx context.Context, r *reader, ids []domain.ID, parts store.Parts) ([]*domain.MatchGroup, error) {
	scope := s.reconScope(r.actor, r.at)
	groups, err := s.db.GroupsByID(ctx, scope, distinct(ids))
	if err != nil || len(groups) == 0 {
		return nil, err
	}
	var accounts, lines []domain.ID
	for _, g := range groups {
		accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: g.ID.Entity, UUID: g.AccountID})
		for _, m := range g.Members {
			lines = append(lines, domain.ID{Kind: domain.NodeLine, Entity: g.ID.Entity, UUID: m})
		}
	}
	byAccount, err := s.reconAccountsByID(ctx, r, accounts, parts)
	if err != nil {
		return nil, err
	}
	found, err := s.db.LinesByID(ctx, scope, distinct(lines), domain.DateOf(r.at))
	if err != nil {
		return nil, err
	}
	if err := s.dressLines(ctx, r, found, parts&^PartGroup); err != nil {
		return nil, err
	}
	byLine := map[domain.UUID]*domain.Line{}
	for _, l := range found {
		l.Account = byAccount[l.AccountID]
		byLine[l.ID.UUID] = l
	}
	rules, err := s.rulesOf(ctx, r, byAccount)
	if err != nil {
		return nil, err
	}
	var adjustments []*domain.MatchAdjustment
	for _, g := range groups {
		g.Account, g.Person = byAccount[g.AccountID], r.dir.people[g.PersonID]
		for _, m := range g.Members {
			if l := byLine[m]; l != nil {
				g.Lines = append(g.Lines, l)
				if l.GroupID == g.ID.UUID {
					l.Group = g
				}
			}
		}
		g.RuleView = viewOf(rules[g.AccountID], g.RuleID)
		if g.Adjustment != nil {
			if g.Adjustment.Account = g.Account; g.Adjustment.GroupID == g.ID.UUID { // not that of its entry
				g.Adjustment.Group = g
			}
			adjustments = append(adjustments, g.Adjustment)
		}
	}
	return groups, s.fillAdjustments(ctx, r, adjustments)
}

func viewOf(sets []*domain.MatchRuleSet, rule domain.UUID) *domain.RuleView {
	for _, set := range sets {
		for i := range set.Rules {
			if set.Rules[i].ID == rule {
				return set.Views()[i]
			}
		}
	}
	return nil
}

// fillGroups fills in the matches that lines are in.
func (s *Service) fillGroups(ctx context.Context, r *reader, list []*domain.Line, parts store.Parts) error {
	var ids []domain.ID
	for _, l := range list {
		if !l.GroupID.IsZero() {
			ids = append(ids, domain.ID{Kind: domain.NodeMatchGroup, Entity: l.ID.Entity, UUID: l.GroupID})
		}
	}
	groups, err := s.matchGroups(ctx, r, ids, parts&^PartGroup)
	if err != nil {
		return err
	}
	byID := map[domain.UUID]*domain.MatchGroup{}
	for _, g := range groups {
		byID[g.ID.UUID] = g
	}
	for _, l := range list {
		l.Group = byID[l.GroupID]
	}
	return nil
}

// nearDays is how far from a line its candidates lie at most.
const nearDays = 120

// Candidates ranks the ways to settle an open line, best first, at most n of 20; none for lines that are settled or
// provisional. It looks through the open lines nearest in time, at most store.MaxNear of them.
func (s *Service) Candidates(ctx context.Context, line *domain.Line, n int) ([]*domain.MatchCandidate, error) {
	if n < 1 || n > 20 {
		return nil, domain.RefuseField(domain.CodeInvalid, "first", "Ask for 1 to 20 candidates.")
	}
	r, err := s.reading(ctx)
	if err != nil || line.Provisional || line.State == domain.LineMatched || line.State == domain.LineExcluded || !s.reconScope(r.actor, r.at).Sees(line.ID.Entity) {
		return nil, err
	}
	near, err := s.db.OpenNear(ctx, line, nearDays, domain.DateOf(r.at))
	if err != nil || len(near) == 0 {
		return nil, err
	}
	id := domain.ID{Kind: domain.NodeReconAccount, Entity: line.ID.Entity, UUID: line.AccountID}
	accounts, err := s.reconAccountsByID(ctx, r, []domain.ID{id}, 0)
	if err != nil || accounts[line.AccountID] == nil {
		return nil, err
	}
	sets, err := s.rulesOf(ctx, r, accounts)
	if err != nil {
		return nil, err
	}
	rules := domain.StandardRules(accounts[line.AccountID].Kind)
	for _, set := range sets[line.AccountID] {
		if set.State == "ACTIVE" {
			rules = set.Rules
		}
	}
	open := make([]domain.ReconLine, len(near))
	for i, l := range near {
		l.Account = accounts[line.AccountID]
		open[i] = l.Recon()
	}
	found, err := domain.Candidates(line.Recon(), open, rules, n)
	if err != nil {
		return nil, err
	}
	list := make([]*domain.MatchCandidate, len(found))
	for i, c := range found {
		list[i] = &domain.MatchCandidate{Score: c.Score, Unique: c.Unique, Reasons: c.Reasons, Remainder: c.Remainder}
		for _, at := range c.Lines {
			list[i].Lines = append(list[i].Lines, near[at])
		}
	}
	return list, nil
}
