package resolvers

import (
	"context"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// caseLinesOf is the first lines of a case, loaded with those of the cases that were read with it.
type caseLinesOf struct {
	id    domain.ID
	with  *domain.CaseSet
	first int
	parts workflow.Parts
}

// loadCases loads what hangs on cases, and on accounts by their cases.
func (l *loaders) loadCases(service *workflow.Service) {
	together := func(k caseLinesOf) any {
		if k.with != nil {
			k.id = domain.ID{}
		}
		return k
	}
	l.caseLines.alike, l.caseTally.alike = together, together
	lines := func(ctx context.Context, cases []domain.ID, k caseLinesOf) (map[caseLinesOf][]*domain.Line, error) {
		list, err := service.CaseLines(ctx, cases, k.first, k.parts)
		found := make(map[caseLinesOf][]*domain.Line, len(list))
		for _, id := range cases {
			k.id = id
			found[k] = append([]*domain.Line{}, list[id]...)
		}
		return found, err
	}
	l.caseLines.one = func(ctx context.Context, k caseLinesOf) ([]*domain.Line, error) {
		found, err := lines(ctx, []domain.ID{k.id}, k)
		return found[k], err
	}
	l.caseLines.all = func(ctx context.Context, k caseLinesOf) (map[caseLinesOf][]*domain.Line, error) {
		return lines(ctx, k.with.IDs, k)
	}
	tallies := func(ctx context.Context, cases []domain.ID, k caseLinesOf) (map[caseLinesOf]*domain.CaseTally, error) {
		list, err := service.CaseTallies(ctx, cases)
		found := make(map[caseLinesOf]*domain.CaseTally, len(list))
		for id, tally := range list {
			k.id = id
			found[k] = tally
		}
		return found, err
	}
	l.caseTally.one = func(ctx context.Context, k caseLinesOf) (*domain.CaseTally, error) {
		found, err := tallies(ctx, []domain.ID{k.id}, k)
		return found[k], err
	}
	l.caseTally.all = func(ctx context.Context, k caseLinesOf) (map[caseLinesOf]*domain.CaseTally, error) {
		return tallies(ctx, k.with.IDs, k)
	}
	l.caseAging.alike = func(domain.ID) any { return nil }
	l.caseAging.one = func(ctx context.Context, id domain.ID) ([]*domain.CategoryAging, error) {
		found, err := service.CaseAgings(ctx, []domain.ID{id})
		return found[id], err
	}
	l.caseAging.all = func(ctx context.Context, _ domain.ID) (map[domain.ID][]*domain.CategoryAging, error) {
		return service.CaseAgings(ctx, nil)
	}
}

// clusterPayload reads what acting on a cluster changed.
func (r *Resolver) clusterPayload(ctx context.Context, done *workflow.ClusterDone, mutation *string) (payload *graph.ClusterPayload, err error) {
	payload = &graph.ClusterPayload{Lines: done.Lines, ClientMutationID: mutation}
	if payload.Account, err = r.reconAccount(ctx, done.Account); err != nil {
		return nil, err
	}
	if done.Case != nil {
		if payload.Case, err = one[*domain.Case](ctx, r, *done.Case); err != nil {
			return nil, err
		}
	}
	if done.Adjustment != nil {
		payload.Adjustment, err = one[*domain.MatchAdjustment](ctx, r, *done.Adjustment)
	}
	return payload, err
}
