package resolvers

import (
	"context"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// subscribe turns the feed into a stream of answers. answer returns nil for events that are none of the subscriber's.
// The stream ends with the context; when the caller's rights end or the feed cannot be read, its last answer is the error.
func subscribe[T any](ctx context.Context, r *Resolver, after *string, answer func(workflow.Change) (*T, error)) (<-chan *T, error) {
	if err := r.workflow.CheckCursor(orZero(after)); err != nil {
		return nil, err
	}
	if _, err := domain.ActorFrom(ctx); err != nil {
		return nil, err
	}
	out := make(chan *T, 16)
	go func() {
		defer close(out)
		defer func() { // nobody above this goroutine would: one stream must not end the process
			if what := recover(); what != nil {
				slog.ErrorContext(ctx, "panic in a subscription", "panic", what, "stack", string(debug.Stack()))
				graphql.AddErrorf(ctx, "panic in a subscription")
			}
		}()
		err := r.workflow.Watch(ctx, orZero(after), func(c workflow.Change) error {
			one, err := answer(c)
			if err != nil || one == nil {
				return err
			}
			select {
			case out <- one:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		if err != nil && ctx.Err() == nil {
			graphql.AddError(ctx, err)
		}
	}()
	return out, nil
}

func (r *Resolver) inboxChanged(ctx context.Context, after *string) (<-chan *graph.TaskChange, error) {
	parts := partsOf(ctx)
	me, err := r.workflow.Me(ctx)
	if err != nil {
		return nil, err
	}
	return subscribe(ctx, r, after, func(c workflow.Change) (*graph.TaskChange, error) {
		change := &graph.TaskChange{Cursor: c.Cursor, Kind: graph.ChangeKindResync}
		var err error
		if c.Event != nil {
			task := taskOf(c.Event, append(r.workflow.StandsFor(ctx, c.Event.Entity), me.ID.UUID))
			if task == nil {
				return nil, nil
			}
			change.ID, change.Kind = &task.id, task.kind
			nodes, err := r.workflow.Nodes(ctx, []domain.ID{task.id}, parts)
			if err != nil {
				return nil, err
			}
			change.Task, _ = nodes[0].(*domain.Task)
		}
		change.Counts, err = r.workflow.InboxCounts(ctx)
		return change, err
	})
}

// taskMove is a task that came into or went out of an inbox.
type taskMove struct {
	id   domain.ID
	kind graph.ChangeKind
}

// taskOf finds in an event the task that moved for any of these people, nil when none did: whoever delegates shares their
// inbox.
func taskOf(e *domain.Event, people []domain.UUID) *taskMove {
	if e.Subject.Kind != domain.NodeTask {
		return nil
	}
	candidates, _ := e.Data["candidates"].([]any)
	if !slices.ContainsFunc(candidates, func(c any) bool {
		return slices.ContainsFunc(people, func(person domain.UUID) bool { return c == person.String() })
	}) {
		return nil
	}
	switch e.Kind {
	case "task.opened":
		return &taskMove{e.Subject, graph.ChangeKindAdded}
	case "task.closed":
		return &taskMove{e.Subject, graph.ChangeKindRemoved}
	}
	return &taskMove{e.Subject, graph.ChangeKindUpdated}
}

// maxWatched bounds how many nodes one subscription follows.
const maxWatched = 100

func (r *Resolver) itemChanged(ctx context.Context, ids []domain.ID, after *string) (<-chan *graph.ItemChange, error) {
	if len(ids) == 0 || len(ids) > maxWatched {
		return nil, domain.RefuseField(domain.CodeInvalid, "ids", "Watch 1 to %d nodes.", maxWatched)
	}
	parts := partsOf(ctx)
	return subscribe(ctx, r, after, func(c workflow.Change) (*graph.ItemChange, error) {
		change := &graph.ItemChange{Cursor: c.Cursor, Kind: graph.ChangeKindResync}
		if c.Event == nil {
			return change, nil
		}
		if !slices.Contains(ids, c.Event.Subject) || strings.HasPrefix(c.Event.Kind, "access.") {
			return nil, nil
		}
		nodes, err := r.workflow.Nodes(ctx, []domain.ID{c.Event.Subject}, parts)
		if err != nil {
			return nil, err
		}
		change.Kind, change.ID, change.Node = graph.ChangeKindUpdated, &c.Event.Subject, nodes[0]
		return change, nil
	})
}

func (r *Resolver) jobProgress(ctx context.Context, id domain.ID, after *string) (<-chan *graph.JobChange, error) {
	parts := partsOf(ctx)
	read := func() (*domain.Job, error) {
		nodes, err := r.workflow.Nodes(ctx, []domain.ID{id}, parts)
		if err != nil {
			return nil, err
		}
		job, ok := nodes[0].(*domain.Job)
		if !ok {
			return nil, domain.Refuse(domain.CodeNotFound, "There is no such job, or it is not yours.")
		}
		return job, nil
	}
	start, err := r.workflow.FeedEnd(ctx)
	if err != nil {
		return nil, err
	}
	first, err := read()
	if err != nil {
		return nil, err
	}
	if after == nil {
		after = &start
	}
	ctx, done := context.WithCancel(ctx)
	changes, err := subscribe(ctx, r, after, func(c workflow.Change) (*graph.JobChange, error) {
		if c.Event != nil && c.Event.Subject != id {
			return nil, nil
		}
		job, err := read()
		return &graph.JobChange{Cursor: c.Cursor, Job: job}, err
	})
	if err != nil {
		done()
		return nil, err
	}
	out := make(chan *graph.JobChange, 1)
	out <- &graph.JobChange{Cursor: start, Job: first}
	go func() {
		defer close(out)
		defer done()
		for last := first; !ended(last); {
			change, open := <-changes
			if !open {
				return
			}
			last = change.Job
			select {
			case out <- change:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}

func ended(j *domain.Job) bool {
	return j.State == domain.JobDone || j.State == domain.JobFailed || j.State == domain.JobCancelled
}
