package workflow

import (
	"context"
	"slices"

	"countersign/domain"
	"countersign/ml"
)

// What clusters are made of and tested on.
const (
	maxClusters    = 50
	clusterOpen    = 20_000 // the newest open lines: more than anybody works off
	clusterSettled = 20_000 // the newest settled ones, whose matches are the truth of back-tests
)

// Clusters groups the open lines of an account, largest first, with a proposed rule where one would settle at least half of a
// cluster. They are made of the newest 20,000 open lines; rules are tested on those and the newest 20,000 settled ones.
//
// They are made anew when lines, matches, rules or the account changed since; until then they are told from memory. Either takes
// a fixed number of statements.
func (s *Service) Clusters(ctx context.Context, account *domain.ReconAccount) ([]*domain.LineCluster, error) {
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return nil, err
	}
	sets, err := s.rulesOf(ctx, r, map[domain.UUID]*domain.ReconAccount{account.ID.UUID: account})
	if err != nil {
		return nil, err
	}
	active := rulesInForce(account, sets[account.ID.UUID])
	changes, err := s.db.ReconChanges(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	made, err := s.clusters.get(account.ID, clustersOf{changes, active.ID, account.Version}, func() ([]madeCluster, clustersOf, error) {
		return s.makeClusters(ctx, account, active)
	})
	if err != nil {
		return nil, err
	}
	var shown []domain.ID
	for i := range made {
		shown = append(shown, made[i].shown...)
	}
	byID, err := s.reconLines(ctx, r, account, shown)
	if err != nil {
		return nil, err
	}
	list := make([]*domain.LineCluster, len(made))
	for i := range made {
		one := made[i].LineCluster // a copy: what is kept is shared
		for _, id := range made[i].shown {
			if l := byID[id.UUID]; l != nil {
				one.Shown = append(one.Shown, l)
			}
		}
		list[i] = &one
	}
	return list, nil
}

// madeCluster is a cluster without its lines, which are read anew each time.
type madeCluster struct {
	domain.LineCluster
	shown []domain.ID
}

// makeClusters groups a sample of an account's lines and tests rules on it. The rules in force run once, whatever the number of
// rules that are tested.
func (s *Service) makeClusters(ctx context.Context, account *domain.ReconAccount, active *domain.MatchRuleSet) ([]madeCluster, clustersOf, error) {
	key := clustersOf{rules: active.ID, version: account.Version}
	sample, err := s.db.SampleLines(ctx, account.ID, clusterOpen, clusterSettled)
	if err != nil {
		return nil, key, err
	}
	key.changes = sample.Changes
	var open []int // indices into the sample
	var lines []domain.ReconLine
	numbers, group := map[domain.UUID]int{}, make([]int, len(sample.Lines))
	for i := range sample.Lines {
		if group[i] = -1; sample.Group[i].IsZero() {
			open, lines = append(open, i), append(lines, sample.Lines[i])
			continue
		}
		if _, known := numbers[sample.Group[i]]; !known {
			numbers[sample.Group[i]] = len(numbers)
		}
		group[i] = numbers[sample.Group[i]]
	}
	found := ml.Clusters(lines, maxClusters)
	if len(found) == 0 {
		return nil, key, nil
	}
	in, err := s.matching(ctx, account, sample.Lines, active.Rules)
	if err != nil {
		return nil, key, err
	}
	in.Progress = func(string, int, int) error { return ctx.Err() }
	tester, err := domain.NewRuleTester(in, group, rejectedIn(&sample.OpenLines))
	if err != nil {
		return nil, key, err
	}
	tested, err := testRules(ctx, tester, proposable(active.Rules, domain.ProposableRules(account)))
	if err != nil {
		return nil, key, err
	}
	made := make([]madeCluster, len(found))
	for i, c := range found {
		places := make([]int, len(c.Lines))
		one := &made[i]
		one.LineCluster = domain.LineCluster{
			ID:    clusterID(account, c.Key),
			Label: c.Label, Size: len(c.Lines), Amount: domain.NewMoney(0, lines[c.Lines[0]].Amount.Currency), Features: c.Features,
		}
		for n, at := range c.Lines {
			places[n] = open[at]
			one.Amount = one.Amount.Add(lines[at].Amount)
			if n < domain.MaxClusterLines {
				one.shown = append(one.shown, lineOf(account, sample.IDs[open[at]]))
			}
		}
		own, err := testRules(ctx, tester, proposable(active.Rules, domain.ClusterRules(account, c.Label, sample.Lines, places, tested)))
		if err != nil {
			return nil, key, err
		}
		one.Propose(account, places, append(own, tested...)) // of equally good rules the one for these lines alone
	}
	return made, key, nil
}

func testRules(ctx context.Context, tester *domain.RuleTester, rules []domain.MatchRule) ([]domain.TestedRule, error) {
	var tested []domain.TestedRule
	for _, rule := range rules {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		test, err := tester.Test(rule)
		if err != nil {
			return nil, err
		}
		tested = append(tested, domain.TestedRule{Rule: rule, Test: test})
	}
	return tested, nil
}

func lineOf(account *domain.ReconAccount, line domain.UUID) domain.ID {
	return domain.ID{Kind: domain.NodeLine, Entity: account.ID.Entity, UUID: line}
}

// proposable leaves out the rules that an account has.
func proposable(have, rules []domain.MatchRule) []domain.MatchRule {
	return slices.DeleteFunc(rules, func(r domain.MatchRule) bool {
		return slices.ContainsFunc(have, func(h domain.MatchRule) bool { return h.ID == r.ID || h.Name == r.Name })
	})
}

// clustersOf is what clusters of an account are made of: they are the same while this is.
type clustersOf struct {
	changes int64     // of the account's lines and matches
	rules   domain.ID // in force; zero for the standard ones
	version int       // of the account, with its fee schedules
}
