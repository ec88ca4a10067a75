package resolvers

import (
	"context"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// one reads a record that a command changed, at its new version.
func one[T domain.Node](ctx context.Context, r *Resolver, id domain.ID) (found T, err error) {
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{id}, 0)
	if err != nil {
		return found, err
	}
	found, ok := nodes[0].(T)
	if !ok {
		return found, gone()
	}
	return found, nil
}

func (r *Resolver) emergencyPayload(ctx context.Context, mutation *string, done *workflow.EmergencyDone, err error) (*graph.EmergencyPayload, error) {
	if err != nil {
		return nil, err
	}
	session, err := one[*domain.EmergencySession](ctx, r, done.Session)
	return &graph.EmergencyPayload{Session: session, ClientMutationID: mutation}, err
}

// bulkPayload tells what became of each of several commands, with the records as they now stand.
func (r *Resolver) bulkPayload(ctx context.Context, rows []workflow.BulkRow, mutation *string) (*graph.BulkPayload, error) {
	ids := make([]domain.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	nodes, err := r.workflow.Nodes(ctx, ids, 0)
	if err != nil {
		return nil, err
	}
	payload := &graph.BulkPayload{Results: make([]*graph.BulkRow, len(rows)), ClientMutationID: mutation}
	for i, row := range rows {
		payload.Results[i] = &graph.BulkRow{ID: row.ID, Node: nodes[i]}
		if refusal := row.Refusal; refusal != nil {
			payload.Results[i].Error = &graph.Refusal{Code: refusal.Code, Message: refusal.Message, Details: onTheWire(refusal.Details)}
			if refusal.Field != "" {
				payload.Results[i].Error.Field = &refusal.Field
			}
		}
	}
	return payload, nil
}
