package resolvers

import (
	"context"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// modelPayload reads what a command about a model changed.
func (r *Resolver) modelPayload(ctx context.Context, mutation *string) func(*workflow.ModelDone, error) (*graph.ModelPayload, error) {
	return func(done *workflow.ModelDone, err error) (*graph.ModelPayload, error) {
		if err != nil {
			return nil, err
		}
		m, err := r.workflow.Model(ctx, *done)
		return &graph.ModelPayload{Model: m, ClientMutationID: mutation}, err
	}
}

// plainIDs are ids of an argument, which may be left out.
func plainIDs(ids []*domain.ID) (list []domain.ID) {
	for _, id := range ids {
		list = append(list, *id)
	}
	return list
}
