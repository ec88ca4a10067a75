package authz_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

// Every toxic pair of actions is tried in every way by which it could come about, each with a case that is refused and
// one that is let through.

// toxic is a rule with one action of each side, in the order in which they are done.
type toxic struct {
	rule         domain.DutyRule
	first, later domain.Action
}

// toxics are all pairs of actions of a rule in both orders. What nobody does, a stand, comes first.
func toxics(rule domain.DutyRule) []toxic {
	var all []toxic
	for _, l := range rule.Left {
		for _, r := range rule.Right {
			if !r.Stands() {
				all = append(all, toxic{rule, l, r})
			}
			if !l.Stands() {
				all = append(all, toxic{rule, r, l})
			}
		}
	}
	return all
}

// book is one in which each of these people holds a role of its own with these actions, everywhere.
func (x toxic) book(held map[string][]domain.Action) domain.Rulebook {
	b := domain.Rulebook{Version: 1, Currency: "EUR", Entities: map[domain.EntityID]string{de: "DE01", fr: "FR01"}, Rules: []domain.DutyRule{x.rule}}
	for _, who := range slices.Sorted(keys(held)) {
		actions := slices.DeleteFunc(slices.Clone(held[who]), domain.Action.Stands)
		b.Roles = append(b.Roles, domain.Role{ID: id("role " + who), Key: who, Name: who, Actions: append(actions, domain.ReadSchema)})
		b.Grants = append(b.Grants, grant("grant "+who, who, who, domain.Money{}, 0, de, fr))
	}
	return b
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// record is one that the action may be done to, of a supplier and linked to others.
func record(action domain.Action, name, supplier string, entity domain.EntityID, linked ...string) domain.Facts {
	f := domain.Facts{Kind: manners[action].kinds[0], Entity: entity, ID: id(name), Amount: eur(100), Counterparty: id(supplier)}
	for _, l := range linked {
		f.Linked = append(f.Linked, id(l))
	}
	return f
}

// near is the later record where the rule looks: linked, of the same supplier, or merely in the same entity.
func (x toxic) near() domain.Facts {
	switch x.rule.Span {
	case domain.SpanObject:
		return record(x.later, "second", "another", de, "first")
	case domain.SpanCounterparty:
		return record(x.later, "second", "supplier", de)
	default:
		return record(x.later, "second", "another", de)
	}
}

// far is one just outside of the span.
func (x toxic) far() domain.Facts {
	if x.rule.Span == domain.SpanEntity {
		return record(x.later, "second", "supplier", fr, "first")
	}
	if x.rule.Span == domain.SpanCounterparty {
		return record(x.later, "second", "another", de, "first")
	}
	return record(x.later, "second", "supplier", de)
}

// done is what somebody's first act leaves behind.
func (x toxic) done(t *testing.T, g *authz.Gate, who domain.Actor) []domain.DutyUse {
	t.Helper()
	facts := record(x.first, "first", "supplier", de)
	if x.first.Stands() {
		return g.Stand(who.ID, x.first, facts, noon)
	}
	permit, err := g.Allow(who, x.first, facts, noon)
	require.NoError(t, err, "%s %s", x.rule.Key, x.first)
	return permit.Duties()
}

// seen are those uses that a transaction about the record reads.
func seen(uses []domain.DutyUse, f domain.Facts) domain.Facts {
	f.Used = domain.UsedOn(f, uses)
	return f
}

// barred says that the later act is refused by the rule; under a rule that only detects it is let through and kept as
// seen. whose tells of whom the refusal speaks.
func (x toxic) barred(t *testing.T, g *authz.Gate, actor domain.Actor, facts domain.Facts, whose string) {
	t.Helper()
	permit, err := g.Allow(actor, x.later, facts, noon)
	if x.rule.Mode == domain.DutyDetect {
		require.NoError(t, err)
		x.kept(t, permit, facts, whose)
		return
	}
	refusal := refused(t, err, domain.CodeDutyConflict)
	require.Equal(t, x.rule.Key, refusal.Details["rule"])
	if id(whose) != actor.ID {
		require.Contains(t, refusal.Message, whose, "it names whose act stands in the way")
	}
}

// kept says that both sides are on record for somebody, without binding: reported, not refused.
func (x toxic) kept(t *testing.T, permit authz.Permit, facts domain.Facts, whose string) {
	t.Helper()
	for _, side := range []domain.Side{domain.SideLeft, domain.SideRight} {
		require.True(t, slices.ContainsFunc(append(permit.Duties(), facts.Used...), func(u domain.DutyUse) bool {
			return u.Person == id(whose) && u.Rule == x.rule.Key && u.Side == side
		}), "%s %s", x.rule.Key, side)
	}
	for _, u := range permit.Duties() {
		require.False(t, u.Binding)
	}
}

func (x toxic) free(t *testing.T, g *authz.Gate, actor domain.Actor, facts domain.Facts) {
	t.Helper()
	_, err := g.Allow(actor, x.later, facts, noon)
	require.NoError(t, err, "%s: %s after %s", x.rule.Key, x.later, x.first)
}

// static: both sides held at once is a conflict; a side that nobody can hold is refused by the loader.
func (x toxic) static(t *testing.T) {
	b := x.book(map[string][]domain.Action{"one": {x.first, x.later}, "left": {x.first}, "right": {x.later}})
	if x.first.Stands() {
		b.Roles[0].Actions = append(b.Roles[0].Actions, x.first)
		require.Contains(t, violations(t, b), "roles[0].actions action")
		b.Roles[0].Actions = b.Roles[0].Actions[:len(b.Roles[0].Actions)-1]
	}
	s := gate(t, b).Snapshot()
	if !x.first.Stands() {
		found := s.Conflicts(id("one"), noon)
		require.Len(t, found, 1)
		require.Equal(t, x.rule.Key, found[0].Rule.Key)
		require.Equal(t, []domain.EntityID{0, de, fr}, found[0].Entities)
	}
	require.Empty(t, s.Conflicts(id("left"), noon))
	require.Empty(t, s.Conflicts(id("right"), noon))
}

// dynamic: who did one does not do the other within the span; somebody else does, and they outside of it.
func (x toxic) dynamic(t *testing.T) {
	g := gate(t, x.book(map[string][]domain.Action{"one": {x.first, x.later}, "other": {x.first, x.later}}))
	uses := x.done(t, g, person("one"))
	x.barred(t, g, person("one"), seen(uses, x.near()), "one")
	x.free(t, g, person("other"), seen(uses, x.near()))
	x.free(t, g, person("one"), seen(uses, x.far()))
}

// lent is a rulebook in which boss lends the later act to deputy, who has a right of their own.
func (x toxic) lent() domain.Rulebook {
	b := x.book(map[string][]domain.Action{"boss": {x.first, x.later}, "deputy": {x.first}, "other": {x.first}})
	b.Names = map[domain.UUID]string{id("boss"): "boss", id("deputy"): "deputy"}
	b.Delegations = []domain.Delegation{{ID: id("loan"), From: id("boss"), To: id("deputy"), Actions: []domain.Action{x.later},
		Entities: []domain.EntityID{de, fr}, ValidFrom: start.AddDate(0, 3, 0), ValidTo: noon.Add(time.Hour)}}
	return b
}

// delegated: neither what the deputy did nor what the boss did may be on the other side. Rights to lend and emergency
// access cannot be lent at all.
func (x toxic) delegated(t *testing.T, who string) {
	b := x.lent()
	if slices.Contains([]domain.Action{domain.Delegate, domain.UseEmergency}, x.later) {
		require.Equal(t, []string{"delegations[0].actions chain"}, violations(t, b))
		b.Delegations[0].Actions = []domain.Action{domain.ReadSchema}
		require.Empty(t, violations(t, b))
		return
	}
	g := gate(t, b)
	acting := person("deputy")
	acting.OnBehalf.ID = id("boss")
	uses := x.done(t, g, person(who))
	x.barred(t, g, acting, seen(uses, x.near()), who)
	x.free(t, g, acting, seen(uses, x.far()))
	x.free(t, g, acting, seen(x.done(t, g, person("other")), x.near()))
	permit, err := g.Allow(acting, x.later, x.far(), noon)
	require.NoError(t, err)
	for _, person := range []string{"deputy", "boss"} {
		require.True(t, slices.ContainsFunc(permit.Duties(), func(u domain.DutyUse) bool { return u.Person == id(person) && u.Rule == x.rule.Key }),
			"what a delegate does counts for both")
	}
}

// emergency: a critical rule stands; any other is lifted, and both acts are kept for the review.
func (x toxic) emergency(t *testing.T) {
	b := x.book(map[string][]domain.Action{"one": {x.first}, "later": {x.later}, "other": {x.first}})
	passing := grant("emergency", "one", "later", domain.Money{}, 0, de, fr)
	passing.Emergency, passing.ValidFrom, passing.ValidTo = "INC-1", noon, noon.Add(time.Hour)
	b.Grants = append(b.Grants, passing)
	g := gate(t, b)
	near := seen(x.done(t, g, person("one")), x.near())
	if x.rule.Critical() {
		x.barred(t, g, person("one"), near, "one")
	} else {
		permit, err := g.Allow(person("one"), x.later, near, noon)
		require.NoError(t, err)
		require.Equal(t, "INC-1", permit.Emergency())
		x.kept(t, permit, near, "one")
	}
	x.free(t, g, person("one"), seen(x.done(t, g, person("other")), x.near()))
	_, err := g.Allow(person("one"), x.later, x.near(), noon.Add(time.Hour))
	refused(t, err, domain.CodeForbidden)
}

// inherited: rights that come through a chain of five roles count like one's own.
func (x toxic) inherited(t *testing.T) {
	b := x.book(map[string][]domain.Action{"one": {x.later}, "other": {x.first, x.later}})
	deep := b.Roles[1] // other
	b.Roles = append(b.Roles, domain.Role{ID: id("deep"), Key: "deep0", Name: "deep", Actions: []domain.Action{domain.ReadSchema}})
	for i := 1; i < 4; i++ {
		b.Roles = append(b.Roles, domain.Role{ID: id(fmt.Sprint("deep", i)), Key: fmt.Sprint("deep", i), Name: "deep", Inherits: []string{fmt.Sprint("deep", i-1)}})
	}
	b.Roles[2].Actions = deep.Actions
	b.Roles[0].Inherits = []string{"deep3"}
	g := gate(t, b)
	x.barred(t, g, person("one"), seen(x.done(t, g, person("one")), x.near()), "one")
	x.free(t, g, person("one"), seen(x.done(t, g, person("other")), x.near()))
	if !x.first.Stands() {
		require.Len(t, g.Snapshot().Conflicts(id("one"), noon), 1)
	}
	b.Roles[0].Inherits = nil
	require.Empty(t, gate(t, b).Snapshot().Conflicts(id("one"), noon))
}

func TestRules_StopEveryToxicPairInEveryWay(t *testing.T) { //nolint:tparallel // it counts what its parts found
	t.Parallel()
	ways := []struct {
		name string
		try  func(toxic, *testing.T)
	}{
		{"static", toxic.static}, {"dynamic", toxic.dynamic},
		{"delegate", func(x toxic, t *testing.T) { x.delegated(t, "deputy") }},
		{"delegator", func(x toxic, t *testing.T) { x.delegated(t, "boss") }},
		{"emergency", toxic.emergency}, {"inherited", toxic.inherited},
	}
	var told []string
	pairs := 0
	for _, way := range ways {
		held := 0
		for _, rule := range authz.Rules() {
			if t.Run(way.name+" "+rule.Key, func(t *testing.T) {
				for _, x := range toxics(rule) {
					way.try(x, t)
					pairs++
				}
			}) {
				held++
			}
		}
		told = append(told, fmt.Sprintf("%s %d/%d", way.name, held, len(authz.Rules())))
	}
	t.Logf("%s, by %d pairs of actions in their order", strings.Join(told, " "), pairs)
}
