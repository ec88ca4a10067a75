package resolvers

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"countersign/domain"
	"countersign/workflow"
)

// loaders are those of one answer.
type loaders struct {
	uses      loader[personAt, []workflow.Use]
	exercised loader[personAt, []*domain.SodConflict]
	acts      loader[actsOf, domain.Page[*domain.ConflictObject]]
	versions  loader[domain.UUID, []*domain.Role]
	unused    loader[unusedOf, []domain.Action]
	calendars loader[calendarOf, []domain.FeedDay]
	ruleUses  loader[domain.ID, map[domain.UUID]workflow.RuleUse]
	statement loader[statementsOf, domain.Page[*domain.Statement]]
	lastRun   loader[lastRunOf, *domain.ReconRun]
	caseLines loader[caseLinesOf, []*domain.Line]
	caseTally loader[caseLinesOf, *domain.CaseTally]
	caseAging loader[domain.ID, []*domain.CategoryAging]
}

// personAt is a person as of an instant; the zero instant is now.
type personAt struct {
	person domain.UUID
	asOf   time.Time
}

// instant is as the workflow takes it: nil is now.
func (p personAt) instant() *time.Time {
	if p.asOf.IsZero() {
		return nil
	}
	return &p.asOf
}

// actsOf is a part of the acts of a conflict.
type actsOf struct {
	conflict workflow.Pair
	asOf     time.Time
	page     domain.PageRequest
}

// unusedOf is what a role gave as of an instant and nobody used for so many days before.
type unusedOf struct {
	role string
	asOf time.Time
	days int
}

func newLoaders(service *workflow.Service) *loaders {
	l := &loaders{}
	atOneInstant := func(k personAt) any { return k.asOf }

	uses := func(ctx context.Context, people []domain.UUID, k personAt) (map[personAt][]workflow.Use, error) {
		found := map[personAt][]workflow.Use{}
		list, err := service.Uses(ctx, people, k.instant())
		for _, u := range list {
			key := personAt{u.Person, k.asOf}
			found[key] = append(found[key], u)
		}
		return found, err
	}
	l.uses.alike = atOneInstant
	l.uses.one = func(ctx context.Context, k personAt) ([]workflow.Use, error) {
		found, err := uses(ctx, []domain.UUID{k.person}, k)
		return found[k], err
	}
	l.uses.all = func(ctx context.Context, k personAt) (map[personAt][]workflow.Use, error) { return uses(ctx, nil, k) }

	exercised := func(ctx context.Context, people []domain.UUID, k personAt) (map[personAt][]*domain.SodConflict, error) {
		found := map[personAt][]*domain.SodConflict{}
		list, err := service.Exercised(ctx, people, k.instant())
		for _, c := range list {
			key := personAt{c.Person, k.asOf}
			found[key] = append(found[key], c)
		}
		return found, err
	}
	l.exercised.alike = atOneInstant
	l.exercised.one = func(ctx context.Context, k personAt) ([]*domain.SodConflict, error) {
		found, err := exercised(ctx, []domain.UUID{k.person}, k)
		return found[k], err
	}
	l.exercised.all = func(ctx context.Context, k personAt) (map[personAt][]*domain.SodConflict, error) {
		return exercised(ctx, nil, k)
	}
	l.loadActs(service)
	l.loadRoles(service)
	l.loadRecon(service)
	l.loadCases(service)
	return l
}

// loadActs loads acts of conflicts.
func (l *loaders) loadActs(service *workflow.Service) {
	l.acts.alike = func(k actsOf) any { return actsOf{asOf: k.asOf, page: k.page} }
	acts := func(ctx context.Context, only *workflow.Pair, k actsOf) (map[actsOf]domain.Page[*domain.ConflictObject], error) {
		pages, err := service.ConflictActs(ctx, only, personAt{asOf: k.asOf}.instant(), k.page)
		found := make(map[actsOf]domain.Page[*domain.ConflictObject], len(pages))
		for pair, page := range pages {
			k.conflict = pair
			found[k] = page
		}
		return found, err
	}
	l.acts.one = func(ctx context.Context, k actsOf) (domain.Page[*domain.ConflictObject], error) {
		found, err := acts(ctx, &k.conflict, k)
		return found[k], err
	}
	l.acts.all = func(ctx context.Context, k actsOf) (map[actsOf]domain.Page[*domain.ConflictObject], error) {
		return acts(ctx, nil, k)
	}
}

// loadRoles loads what stands behind roles: all of them at once, for they are few.
func (l *loaders) loadRoles(service *workflow.Service) {
	l.versions.alike = func(domain.UUID) any { return nil }
	l.versions.one = func(ctx context.Context, id domain.UUID) ([]*domain.Role, error) {
		found, err := service.RoleVersions(ctx, []domain.UUID{id})
		return found[id], err
	}
	l.versions.all = func(ctx context.Context, _ domain.UUID) (map[domain.UUID][]*domain.Role, error) {
		return service.RoleVersions(ctx, nil)
	}
	l.unused.alike = func(k unusedOf) any { return unusedOf{asOf: k.asOf, days: k.days} }
	unused := func(ctx context.Context, k unusedOf, keys []string) (map[unusedOf][]domain.Action, error) {
		list, err := service.Unused(ctx, keys, personAt{asOf: k.asOf}.instant(), k.days)
		found := make(map[unusedOf][]domain.Action, len(list))
		for role, actions := range list {
			k.role = role
			found[k] = actions
		}
		return found, err
	}
	l.unused.one = func(ctx context.Context, k unusedOf) ([]domain.Action, error) {
		found, err := unused(ctx, k, []string{k.role})
		return found[k], err
	}
	l.unused.all = func(ctx context.Context, k unusedOf) (map[unusedOf][]domain.Action, error) {
		return unused(ctx, k, nil)
	}
}

type loadersKey struct{}

func loadersOf(ctx context.Context) *loaders {
	l, _ := ctx.Value(loadersKey{}).(*loaders)
	return l
}

// loading is a schema whose answers have loaders of their own.
type loading struct {
	graphql.ExecutableSchema
	service *workflow.Service
}

// Exec answers an operation.
func (s loading) Exec(ctx context.Context) graphql.ResponseHandler {
	answer := s.ExecutableSchema.Exec(ctx)
	return func(ctx context.Context) *graphql.Response {
		return answer(context.WithValue(ctx, loadersKey{}, newLoaders(s.service))) // a stream's next answer may be another
	}
}
