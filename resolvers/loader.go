package resolvers

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"countersign/domain"
	"countersign/workflow"
)

const (
	// quiet is for how long no field may have asked before a loader loads: the fields that stand side by side in an answer
	// are resolved at once, one by one as processors are free.
	quiet = time.Millisecond
	// patience is how long the first of them waits at most.
	patience = 25 * time.Millisecond
)

// loader gathers what the fields of one answer ask for and loads it together, each thing once, so that a list costs about
// as many statements as one of its items.
type loader[K comparable, V any] struct {
	load  func(context.Context, []K) (map[K]V, error)
	mu    sync.Mutex
	asked map[K]*gathered[K, V]
	next  *gathered[K, V]
}

type gathered[K comparable, V any] struct {
	keys  []K
	timer *time.Timer
	since time.Time
	done  chan struct{}
	found map[K]V
	err   error
}

// get is what belongs to a key; the zero value when nothing does.
func (l *loader[K, V]) get(ctx context.Context, key K) (V, error) {
	g := l.join(ctx, key)
	<-g.done
	return g.found[key], g.err
}

// join has the key loaded with others, unless it was already.
func (l *loader[K, V]) join(ctx context.Context, key K) *gathered[K, V] {
	l.mu.Lock()
	defer l.mu.Unlock()
	if g := l.asked[key]; g != nil {
		return g
	}
	g := l.next
	switch {
	case g == nil:
		g = &gathered[K, V]{done: make(chan struct{}), since: time.Now()}
		g.timer = time.AfterFunc(quiet, func() { l.run(ctx, g) })
		l.next = g
	case time.Since(g.since) < patience && g.timer.Stop():
		g.timer.Reset(quiet)
	}
	g.keys = append(g.keys, key)
	if l.asked == nil {
		l.asked = map[K]*gathered[K, V]{}
	}
	l.asked[key] = g
	return g
}

func (l *loader[K, V]) run(ctx context.Context, g *gathered[K, V]) {
	l.mu.Lock()
	if l.next == g {
		l.next = nil
	}
	l.mu.Unlock()
	defer close(g.done)
	defer func() { // nobody above this goroutine would: one answer must not end the process
		if what := recover(); what != nil {
			g.err = fmt.Errorf("panic in a loader: %v\n%s", what, debug.Stack())
		}
	}()
	g.found, g.err = l.load(ctx, g.keys)
}

// loaders are those of one answer.
type loaders struct {
	uses      loader[personAt, []workflow.Use]
	exercised loader[personAt, []*domain.SodConflict]
	acts      loader[actsOf, domain.Page[*domain.ConflictObject]]
	versions  loader[domain.UUID, []*domain.Role]
	unused    loader[unusedOf, []domain.Action]
}

// personAt is a person as of an instant; the zero instant is now.
type personAt struct {
	person domain.UUID
	asOf   time.Time
}

// actsOf is a part of the acts of a conflict.
type actsOf struct {
	conflict *domain.SodConflict
	first    int
	after    string
}

// unusedOf is what a role gave and nobody used for so many days.
type unusedOf struct {
	role *domain.RoleView
	days int
}

func newLoaders(service *workflow.Service) *loaders {
	l := &loaders{}
	l.uses.load = func(ctx context.Context, keys []personAt) (map[personAt][]workflow.Use, error) {
		found := map[personAt][]workflow.Use{}
		return found, byInstant(keys, func(people []domain.UUID, asOf *time.Time) error {
			uses, err := service.Uses(ctx, people, asOf)
			for _, u := range uses {
				key := personAt{u.Person, orZero(asOf)}
				found[key] = append(found[key], u)
			}
			return err
		})
	}
	l.exercised.load = func(ctx context.Context, keys []personAt) (map[personAt][]*domain.SodConflict, error) {
		found := map[personAt][]*domain.SodConflict{}
		return found, byInstant(keys, func(people []domain.UUID, asOf *time.Time) error {
			list, err := service.ExercisedBy(ctx, people, asOf)
			for person, conflicts := range list {
				found[personAt{person, orZero(asOf)}] = conflicts
			}
			return err
		})
	}
	l.acts.load = func(ctx context.Context, keys []actsOf) (map[actsOf]domain.Page[*domain.ConflictObject], error) {
		found := map[actsOf]domain.Page[*domain.ConflictObject]{}
		for part, same := range alike(keys, func(k actsOf) actsOf { return actsOf{first: k.first, after: k.after} }) {
			var list []*domain.SodConflict
			for _, k := range same {
				list = append(list, k.conflict)
			}
			pages, err := service.ConflictActs(ctx, list, domain.PageRequest{First: part.first, After: part.after})
			if err != nil {
				return nil, err
			}
			for _, k := range same {
				found[k] = pages[k.conflict.NodeID()]
			}
		}
		return found, nil
	}
	l.versions.load = service.RoleVersions
	l.unused.load = func(ctx context.Context, keys []unusedOf) (map[unusedOf][]domain.Action, error) {
		found := map[unusedOf][]domain.Action{}
		for days, same := range alike(keys, func(k unusedOf) int { return k.days }) {
			var roles []*domain.RoleView
			for _, k := range same {
				roles = append(roles, k.role)
			}
			unused, err := service.Unused(ctx, roles, days)
			if err != nil {
				return nil, err
			}
			for _, k := range same {
				found[k] = unused[k.role.Key]
			}
		}
		return found, nil
	}
	return l
}

// alike groups keys by what they have in common.
func alike[K any, G comparable](keys []K, of func(K) G) map[G][]K {
	groups := map[G][]K{}
	for _, k := range keys {
		groups[of(k)] = append(groups[of(k)], k)
	}
	return groups
}

// byInstant asks once for each instant.
func byInstant(keys []personAt, ask func(people []domain.UUID, asOf *time.Time) error) error {
	for at, same := range alike(keys, func(k personAt) time.Time { return k.asOf }) {
		people := make([]domain.UUID, len(same))
		for i, k := range same {
			people[i] = k.person
		}
		asOf := &at
		if at.IsZero() {
			asOf = nil
		}
		if err := ask(people, asOf); err != nil {
			return err
		}
	}
	return nil
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
