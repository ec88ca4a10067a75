package resolvers

import (
	"context"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// taskPayload reads what a decision changed: the task and its invoice at their new versions, the caller's next task
// and counts.
func (r *Resolver) taskPayload(ctx context.Context, done *workflow.Decided, mutation *string) (*graph.TaskPayload, error) {
	parts := partsOf(ctx)
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Task}, parts)
	if err != nil {
		return nil, err
	}
	task, ok := nodes[0].(*domain.Task)
	if !ok {
		return nil, gone()
	}
	payload := &graph.TaskPayload{Task: task, Item: task.Subject, ClientMutationID: mutation}
	if asksFor(ctx, "TaskPayload", "nextTask") {
		next, err := r.workflow.Inbox(ctx, domain.TaskFilter{}, workflow.List{Page: domain.PageRequest{First: 1}, Parts: parts})
		if err != nil {
			return nil, err
		}
		if len(next.Items) > 0 {
			payload.NextTask = next.Items[0]
		}
	}
	if asksFor(ctx, "TaskPayload", "counts") {
		payload.Counts, err = r.workflow.InboxCounts(ctx)
	}
	return payload, err
}

// itemPayload reads what a command changed: the invoice at its new version and its tasks.
func (r *Resolver) itemPayload(ctx context.Context, mutation *string) func(*workflow.Item, error) (*graph.ItemPayload, error) {
	return func(done *workflow.Item, err error) (*graph.ItemPayload, error) {
		if err != nil {
			return nil, err
		}
		nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Invoice}, partsOf(ctx)|workflow.PartTasks)
		if err != nil {
			return nil, err
		}
		inv, ok := nodes[0].(*domain.Invoice)
		if !ok {
			return nil, gone()
		}
		return &graph.ItemPayload{Item: inv, Tasks: tasksOf(inv, nil), ClientMutationID: mutation}, nil
	}
}

// advicePayload reads what a decision on advice changed: the recommendation and its invoice at their new versions.
func (r *Resolver) advicePayload(ctx context.Context, mutation *string, done *workflow.AdviceDone) (*graph.AdvicePayload, error) {
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Recommendation}, partsOf(ctx))
	if err != nil {
		return nil, err
	}
	advice, ok := nodes[0].(*domain.Recommendation)
	if !ok || advice.Invoice == nil {
		return nil, gone()
	}
	return &graph.AdvicePayload{Recommendation: advice, Item: advice.Invoice, ClientMutationID: mutation}, nil
}

// gone is what is answered when a change went through and what it changed may not be seen any more.
func gone() error {
	return domain.Refuse(domain.CodeNotFound, "It was done, but you may no longer see what came of it.")
}

// tasksOf are an invoice's tasks without those whose turn has not come; open narrows to those that wait, or to others.
func tasksOf(inv *domain.Invoice, open *bool) []*domain.Task {
	list := make([]*domain.Task, 0, len(inv.Tasks))
	for _, t := range inv.Tasks {
		if t.State == domain.TaskPending || open != nil && *open != (t.State == domain.TaskReady) {
			continue
		}
		list = append(list, t)
	}
	return list
}

// timeline cuts a page out of a story that was loaded whole.
func timeline(story []*domain.TimelineEntry, first *int, after *string) (*graph.TimelineEntryConnection, error) {
	page, err := domain.NewPage(first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	start := 0
	if page.After != "" {
		if start, err = placeOf(page.After); err != nil || start > len(story) {
			return nil, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
		}
	}
	end := min(start+page.First, len(story))
	cut := domain.Page[*domain.TimelineEntry]{Items: story[start:end], HasNext: end < len(story), HasPrevious: start > 0}
	for i := start; i < end; i++ {
		cut.Cursors = append(cut.Cursors, cursorOf(i+1))
	}
	return &graph.TimelineEntryConnection{
		Edges: edges(cut, func(c string, n *domain.TimelineEntry) *graph.TimelineEntryEdge {
			return &graph.TimelineEntryEdge{Cursor: c, Node: n}
		}),
		PageInfo: pageInfo(cut),
	}, nil
}
