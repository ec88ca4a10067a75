package resolvers

import (
	"context"
	"time"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// changePayload reads what a command about access changed.
func (r *Resolver) changePayload(ctx context.Context, mutation *string, done *workflow.AccessChanged, err error) (*graph.AccessChangePayload, error) {
	if err != nil {
		return nil, err
	}
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Change}, 0)
	if err != nil {
		return nil, err
	}
	change, ok := nodes[0].(*domain.AccessChange)
	if !ok {
		return nil, gone()
	}
	return &graph.AccessChangePayload{Change: change, ClientMutationID: mutation}, nil
}

// delegationPayload reads what a command about a delegation changed.
func (r *Resolver) delegationPayload(ctx context.Context, mutation *string, done *workflow.Delegated, err error) (*graph.DelegationPayload, error) {
	if err != nil {
		return nil, err
	}
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Delegation}, 0)
	if err != nil {
		return nil, err
	}
	delegation, ok := nodes[0].(*domain.DelegationView)
	if !ok {
		return nil, gone()
	}
	return &graph.DelegationPayload{Delegation: delegation, ClientMutationID: mutation}, nil
}

// withActs loads what was decided under delegations, for a list in one statement, where it is asked for.
func (r *Resolver) withActs(ctx context.Context, list []*domain.DelegationView, err error) ([]*domain.DelegationView, error) {
	if err != nil || !asksFor(ctx, "Delegation", "acts") {
		return list, err
	}
	return list, r.workflow.FillActs(ctx, list)
}

func changeConnection(page domain.Page[*domain.AccessChange]) *graph.AccessChangeConnection {
	return &graph.AccessChangeConnection{
		Edges: edges(page, func(c string, n *domain.AccessChange) *graph.AccessChangeEdge {
			return &graph.AccessChangeEdge{Cursor: c, Node: n}
		}),
		PageInfo: pageInfo(page), TotalCount: count(page),
	}
}

// whose is a person or service account by id, or the one that a change proposes.
func (r *Resolver) whose(id domain.UUID, proposed *domain.ServiceAccount) domain.Principal {
	if proposed != nil {
		return proposed
	}
	return r.workflow.Principal(id)
}

// lastUse is when a service account did something last, nil when it did nothing in the year before.
func (r *Resolver) lastUse(ctx context.Context, account *domain.ServiceAccount) (*time.Time, error) {
	uses, err := loadersOf(ctx).uses.get(ctx, personAt{account.ID, account.AsOf.UTC()})
	var last *time.Time
	for i := range uses {
		if last == nil || uses[i].Last.After(*last) {
			last = &uses[i].Last
		}
	}
	return last, err
}
