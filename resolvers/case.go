package resolvers

import (
	"context"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// casePayload reads the case of a command that was done, or hands on why it was not.
func (r *Resolver) casePayload(ctx context.Context, done *workflow.CaseDone, mutation *string, err error) (*graph.CasePayload, error) {
	if err != nil {
		return nil, err
	}
	found, err := one[*domain.Case](ctx, r, done.Case)
	return &graph.CasePayload{Case: found, ClientMutationID: mutation}, err
}
