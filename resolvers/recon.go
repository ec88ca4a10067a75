package resolvers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// calendarOf is the calendar of an account's feed; zero days are the standard ones.
type calendarOf struct {
	account    domain.ID
	from, to   domain.Date
	statements bool // are those that arrived wanted, too?
}

// statementsOf is the first page of an account's statements.
type statementsOf struct {
	account domain.ID
	page    domain.PageRequest
	parts   workflow.Parts
}

// lastRunOf is the latest run of an account.
type lastRunOf struct {
	account domain.ID
	parts   workflow.Parts
}

// loadRecon loads what stands below accounts to reconcile: for one of them, or at once for all that the caller sees.
func (l *loaders) loadRecon(service *workflow.Service) {
	l.calendars.alike = func(k calendarOf) any { return calendarOf{from: k.from, to: k.to, statements: k.statements} }
	calendars := func(ctx context.Context, accounts []domain.ID, k calendarOf) (map[calendarOf][]domain.FeedDay, error) {
		found := map[calendarOf][]domain.FeedDay{}
		list, err := service.FeedCalendars(ctx, accounts, k.from, k.to, k.statements)
		for id, days := range list {
			k.account = id
			found[k] = days
		}
		return found, err
	}
	l.calendars.one = func(ctx context.Context, k calendarOf) ([]domain.FeedDay, error) {
		found, err := calendars(ctx, []domain.ID{k.account}, k)
		return found[k], err
	}
	l.calendars.all = func(ctx context.Context, k calendarOf) (map[calendarOf][]domain.FeedDay, error) {
		return calendars(ctx, nil, k)
	}
	l.lastRun.alike = func(k lastRunOf) any { return k.parts }
	lastRuns := func(ctx context.Context, accounts []domain.ID, k lastRunOf) (map[lastRunOf]*domain.ReconRun, error) {
		found := map[lastRunOf]*domain.ReconRun{}
		list, err := service.LastRuns(ctx, accounts, k.parts)
		for id, run := range list {
			k.account = id
			found[k] = run
		}
		return found, err
	}
	l.lastRun.one = func(ctx context.Context, k lastRunOf) (*domain.ReconRun, error) {
		found, err := lastRuns(ctx, []domain.ID{k.account}, k)
		return found[k], err
	}
	l.lastRun.all = func(ctx context.Context, k lastRunOf) (map[lastRunOf]*domain.ReconRun, error) {
		return lastRuns(ctx, nil, k)
	}
	l.ruleUses.alike = func(k domain.ID) any { return k }
	l.ruleUses.one = service.RuleUses
	l.statement.alike = func(k statementsOf) any { return statementsOf{page: k.page, parts: k.parts} }
	l.statement.one = func(ctx context.Context, k statementsOf) (domain.Page[*domain.Statement], error) {
		return service.ReconStatements(ctx, k.account, workflow.List{Page: k.page, Parts: k.parts, Counted: true})
	}
	l.statement.all = func(ctx context.Context, k statementsOf) (map[statementsOf]domain.Page[*domain.Statement], error) {
		list, err := service.LatestStatements(ctx, workflow.List{Page: k.page, Parts: k.parts, Counted: true})
		found := map[statementsOf]domain.Page[*domain.Statement]{}
		for id, page := range list {
			k.account = id
			found[k] = page
		}
		return found, err
	}
}

// statements is a page of an account's statements.
func (r *Resolver) statements(ctx context.Context, account domain.ID, first *int, after *string) (*graph.StatementConnection, error) {
	list, err := listOf(nil, first, after, nil, nil)
	if err != nil {
		return nil, err
	}
	list.Parts = partsOf(ctx)
	var page domain.Page[*domain.Statement]
	if list.Page.After == "" {
		page, err = loadersOf(ctx).statement.get(ctx, statementsOf{account, list.Page, list.Parts})
	} else { // a page further on belongs to one account
		list.Counted = asksFor(ctx, "StatementConnection", "totalCount")
		page, err = r.workflow.ReconStatements(ctx, account, list)
	}
	return &graph.StatementConnection{
		Edges: edges(page, func(c string, n *domain.Statement) *graph.StatementEdge {
			return &graph.StatementEdge{Cursor: c, Node: n}
		}),
		PageInfo: pageInfo(page), TotalCount: count(page),
	}, err
}

// reconAccount reads an account after a command about it, with the parts that are asked for.
func (r *Resolver) reconAccount(ctx context.Context, id domain.ID) (*domain.ReconAccount, error) {
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{id}, partsOf(ctx))
	if err != nil {
		return nil, err
	}
	account, ok := nodes[0].(*domain.ReconAccount)
	if !ok {
		return nil, gone()
	}
	return account, nil
}

// actOnReconAccount carries out an act on an account and reads it as it then stands.
func (r *Resolver) actOnReconAccount(ctx context.Context, in domain.ActInput, act func(context.Context, domain.ActInput) (*workflow.ReconAccountDone, error)) (*graph.ReconAccountPayload, error) {
	done, err := act(ctx, in)
	if err != nil {
		return nil, err
	}
	account, err := r.reconAccount(ctx, done.Account)
	return &graph.ReconAccountPayload{Account: account, ClientMutationID: in.ClientMutationID}, err
}

// jsonOf is a kept JSON value for the API; nil when there is none.
func jsonOf(text json.RawMessage) (value any, err error) {
	if len(text) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, fmt.Errorf("read a kept JSON value: %w", err)
	}
	return value, nil
}

// matchPayload reads what an act about matches changed: the match, its lines and the account as they now stand.
func (r *Resolver) matchPayload(ctx context.Context, mutation *string) func(*workflow.Matched, error) (*graph.MatchPayload, error) {
	return func(done *workflow.Matched, err error) (*graph.MatchPayload, error) {
		if err != nil {
			return nil, err
		}
		payload := &graph.MatchPayload{ClientMutationID: mutation}
		if payload.Account, err = r.reconAccount(ctx, done.Account); err != nil {
			return nil, err
		}
		groups, err := r.workflow.Nodes(ctx, done.Groups, partsOf(ctx))
		if err != nil {
			return nil, err
		}
		for _, n := range groups {
			g, ok := n.(*domain.MatchGroup)
			if !ok {
				return nil, gone()
			}
			payload.Groups = append(payload.Groups, g)
		}
		for part := range slices.Chunk(done.Lines, domain.MaxPage) {
			lines, err := r.workflow.Nodes(ctx, part, partsOf(ctx))
			if err != nil {
				return nil, err
			}
			for _, n := range lines {
				l, ok := n.(*domain.Line)
				if !ok {
					return nil, gone()
				}
				payload.Lines = append(payload.Lines, l)
			}
		}
		return payload, nil
	}
}

// adjustmentPayload reads an adjustment after a command about it, with the parts that are asked for.
func (r *Resolver) adjustmentPayload(ctx context.Context, mutation *string, done *workflow.AdjustmentDone, err error) (*graph.AdjustmentPayload, error) {
	if err != nil {
		return nil, err
	}
	nodes, err := r.workflow.Nodes(ctx, []domain.ID{done.Adjustment}, partsOf(ctx))
	if err != nil {
		return nil, err
	}
	a, ok := nodes[0].(*domain.MatchAdjustment)
	if !ok {
		return nil, gone()
	}
	return &graph.AdjustmentPayload{Adjustment: a, ClientMutationID: mutation}, nil
}
