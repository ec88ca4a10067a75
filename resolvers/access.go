package resolvers

import (
	"context"
	"time"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// usesOf is how often an action was used and when last; nil for what leaves no event, and for what was not used.
func (r *Resolver) usesOf(ctx context.Context, a *domain.EffectiveAccess) (*int, *time.Time, error) {
	if !a.Action.Recorded() {
		return nil, nil, nil
	}
	uses, err := loadersOf(ctx).uses.get(ctx, personAt{a.Person, orZero(a.AsOf).UTC()})
	times := 0
	for _, u := range uses {
		if u.Action == a.Action {
			return &u.Times, &u.Last, err
		}
	}
	return &times, nil, err
}

// conflictsOf are a person's conflicts, those that are only possible before those that were exercised.
func (r *Resolver) conflictsOf(ctx context.Context, person *domain.User, asOf *time.Time) ([]*domain.SodConflict, error) {
	held, err := r.workflow.ConflictsOf(ctx, person.ID.UUID, asOf)
	if err != nil {
		return nil, err
	}
	used, err := loadersOf(ctx).exercised.get(ctx, personAt{person.ID.UUID, orZero(asOf).UTC()})
	return append(held, used...), err
}

// conflictActs is a page of the acts of a conflict.
func conflictActs(ctx context.Context, c *domain.SodConflict, first *int, after *string) (*graph.ConflictObjectConnection, error) {
	page, err := domain.NewPage(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	var list domain.Page[*domain.ConflictObject]
	if c.Kind == domain.ConflictExercised {
		list, err = loadersOf(ctx).acts.get(ctx, actsOf{workflow.Pair{Rule: c.Rule.Key, Person: c.Person}, orZero(c.AsOf).UTC(), page})
	}
	return &graph.ConflictObjectConnection{
		Edges: edges(list, func(c string, n *domain.ConflictObject) *graph.ConflictObjectEdge {
			return &graph.ConflictObjectEdge{Cursor: c, Node: n}
		}),
		PageInfo: pageInfo(list),
	}, err
}

func grantConnection(page domain.Page[*domain.Grant]) *graph.RoleGrantConnection {
	return &graph.RoleGrantConnection{
		Edges:    edges(page, func(c string, n *domain.Grant) *graph.RoleGrantEdge { return &graph.RoleGrantEdge{Cursor: c, Node: n} }),
		PageInfo: pageInfo(page),
	}
}

func conflictConnection(page domain.Page[*domain.SodConflict]) *graph.SodConflictConnection {
	return &graph.SodConflictConnection{
		Edges: edges(page, func(c string, n *domain.SodConflict) *graph.SodConflictEdge {
			return &graph.SodConflictEdge{Cursor: c, Node: n}
		}),
		PageInfo: pageInfo(page), TotalCount: count(page),
	}
}

// pointers are pointers to the values of a list.
func pointers[T any](list []T) []*T {
	out := make([]*T, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
