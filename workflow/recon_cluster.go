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
// It takes a fixed number of statements.
func (s *Service) Clusters(ctx context.Context, account *domain.ReconAccount) ([]*domain.LineCluster, error) {
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return nil, err
	}
	sample, err := s.db.SampleLines(ctx, account.ID, clusterOpen, clusterSettled)
	if err != nil {
		return nil, err
	}
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
		return []*domain.LineCluster{}, nil
	}
	sets, err := s.rulesOf(ctx, r, map[domain.UUID]*domain.ReconAccount{account.ID.UUID: account})
	if err != nil {
		return nil, err
	}
	rules, rejected := rulesInForce(account, sets[account.ID.UUID]).Rules, rejectedIn(&sample.OpenLines)
	candidates, tests := proposable(account, rules), []*domain.RuleBackTest{}
	for _, rule := range candidates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		test, err := domain.BackTest(sample.Lines, group, rules, rule, rejected)
		if err != nil {
			return nil, err
		}
		tests = append(tests, test)
	}
	list, shown := make([]*domain.LineCluster, len(found)), []domain.ID{}
	for i, c := range found {
		places := make([]int, len(c.Lines))
		one := &domain.LineCluster{
			ID:    clusterID(account, c.Key),
			Label: c.Label, Size: len(c.Lines), Amount: domain.NewMoney(0, lines[c.Lines[0]].Amount.Currency), Features: c.Features,
		}
		for n, at := range c.Lines {
			places[n] = open[at]
			one.Amount = one.Amount.Add(lines[at].Amount)
			if n < domain.MaxClusterLines {
				shown = append(shown, lineOf(account, sample.IDs[open[at]]))
			}
		}
		one.Propose(account, places, candidates, tests)
		list[i] = one
	}
	byID, err := s.reconLines(ctx, r, account, shown)
	if err != nil {
		return nil, err
	}
	for i, c := range found {
		for _, at := range c.Lines[:min(len(c.Lines), domain.MaxClusterLines)] {
			if l := byID[sample.IDs[open[at]]]; l != nil {
				list[i].Shown = append(list[i].Shown, l)
			}
		}
	}
	return list, nil
}

func lineOf(account *domain.ReconAccount, line domain.UUID) domain.ID {
	return domain.ID{Kind: domain.NodeLine, Entity: account.ID.Entity, UUID: line}
}

// proposable are the rules that an account could be proposed and does not have.
func proposable(account *domain.ReconAccount, rules []domain.MatchRule) []domain.MatchRule {
	return slices.DeleteFunc(domain.ProposableRules(account), func(r domain.MatchRule) bool {
		return slices.ContainsFunc(rules, func(have domain.MatchRule) bool { return have.ID == r.ID || have.Name == r.Name })
	})
}
