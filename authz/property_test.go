package authz_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/authz"
	"countersign/domain"
)

var (
	names    = []string{"ada", "ben", "cho"}
	roleKeys = []string{"r1", "r2", "r3", "r4", "r5"}
	minors   = []int64{0, 1, 99, 100, 101, 1<<53 + 1, math.MaxInt64}
	instants = []time.Time{start.Add(-time.Nanosecond), start, noon.Add(-time.Nanosecond), noon, noon.AddDate(50, 0, 0)}
)

// drawn are the actions that rulebooks and requests are made of.
var drawn = []domain.Action{domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.ApproveInvoice, domain.PostInvoice,
	domain.EditSupplier, domain.EditMasterData, domain.EditPolicy, domain.PublishPolicy, domain.EditRole, domain.GrantRole,
	domain.CommandOps, domain.ReadAudit, domain.ReadSchema}

// dice draws evenly, which rapid does not: it prefers what is small and simple. rapid gives the seed.
type dice struct{ *rand.Rand }

func rolled(r *rapid.T) dice {
	return dice{rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), rapid.Uint64().Draw(r, "more")))}
}

func pick[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

// some is n distinct ones, at least min and at most max.
func some[T any](d dice, least, most int, from ...T) []T {
	mixed := slices.Clone(from)
	d.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed[:min(len(mixed), least+d.IntN(most-least+1))]
}

// book makes a sound rulebook.
func (d dice) book() domain.Rulebook {
	b := domain.Rulebook{Version: 1, Currency: "EUR",
		Entities: map[domain.EntityID]string{de: "DE01", fr: "FR01", us: "US01"}}
	for i, key := range roleKeys[:1+d.IntN(5)] {
		b.Roles = append(b.Roles, domain.Role{ID: id("role " + key), Key: key, Name: "Role " + key,
			Actions: append(some(d, 1, 4, drawn[:5]...), some(d, 0, 3, drawn[5:]...)...), Inherits: some(d, 0, 2, roleKeys[:i]...)})
	}
	for i := range 6 + d.IntN(10) {
		b.Grants = append(b.Grants, d.grant(i, len(b.Roles)))
	}
	for i := range 1 + d.IntN(4) {
		mixed := some(d, 5, 5, drawn[:5]...)
		b.Rules = append(b.Rules, domain.DutyRule{Key: fmt.Sprintf("SOD-%d", i), Name: "Rule", Risk: domain.RiskHigh, Span: domain.SpanObject,
			Mode: pick(d, domain.DutyPrevent, domain.DutyPrevent, domain.DutyDetect),
			Left: mixed[:1+d.IntN(2)], Right: mixed[2 : 3+d.IntN(3)]})
	}
	if d.IntN(5) == 0 {
		b.Inactive = []domain.UUID{id("ada")}
	}
	return b
}

func (d dice) grant(i, roles int) domain.Grant {
	g := domain.Grant{ID: id(fmt.Sprint("grant ", i)), Person: id(pick(d, names...)), Role: pick(d, roleKeys[:roles]...),
		Entities: some(d, 1, 4, 0, de, fr, us), ValidFrom: pick(d, start, start, noon)}
	if d.IntN(3) > 0 {
		g.Limit = eur(pick(d, minors...))
	}
	if d.IntN(3) == 0 {
		g.ValidTo = pick(d, noon.Add(time.Hour), noon.AddDate(60, 0, 0))
		if g.ValidFrom.Equal(start) && d.IntN(2) == 0 {
			g.ValidTo = noon
		}
	}
	return g
}

// ask is one request.
type ask struct {
	actor  domain.Actor
	action domain.Action
	facts  domain.Facts
	at     time.Time
}

func (d dice) ask() ask {
	a := ask{actor: person(pick(d, names...)), at: pick(d, instants...),
		action: pick(d, drawn[:5]...)} // of invoices: the rules are about them
	switch d.IntN(20) {
	case 0:
		a.actor = domain.SystemActor(pick(d, "intake", "poster", "clock", "operator", "x"))
	case 1:
		a.actor.Kind = pick(d, domain.ActorSystem, "", "ROBOT")
	case 2:
		a.at = time.Time{}
	case 3:
		a.actor = domain.Actor{}
	case 4:
		a.action = pick[domain.Action](d, "", "INVOICE_PAY", "*")
	case 5:
		a.actor = person("dan")
	case 6, 7, 8:
		a.action = pick(d, drawn...)
	}
	a.facts = domain.Facts{Entity: pick(d, 0, de, de, fr, us, 9), ID: id("record"), Amount: d.amount(),
		Kind: pick[domain.NodeKind](d, "inv", "inv", "inv", "inv", "inv", "inv", "inv", "inv", "inv", "itk", "sup", "", "xyz")}
	if a.facts.Kind == "" || d.IntN(30) == 0 {
		a.facts.ID = domain.UUID{}
	}
	for range d.IntN(4) {
		a.facts.Used = append(a.facts.Used, domain.DutyUse{Chain: a.facts.ID, Person: id(pick(d, names...)),
			Rule: pick(d, "SOD-0", "SOD-1", "SOD-2", "SOD-3", "SOD-GONE"),
			Side: pick[domain.Side](d, "L", "R", "L", "R", "L", "R", "L", "R", "L", "R", "?")})
	}
	return a
}

func (d dice) amount() domain.Money {
	switch d.IntN(10) {
	case 0:
		return domain.Money{}
	case 1:
		return pick(d, domain.NewMoney(100, "USD"), eur(-100))
	}
	return eur(pick(d, minors...))
}

// The gate and the oracle agree on every request, and every other answer of the gate agrees with Allow.
func TestAllow_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	const requests = 300 // for each of rapid's rulebooks, 100 unless -rapid.checks says otherwise
	told := map[domain.Code]int{}
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		b := d.book()
		snapshot, err := authz.NewSnapshot(b)
		require.NoError(r, err)
		g := authz.NewGate(snapshot)
		for range requests {
			a := d.ask()
			want := oracle(b, a.actor, a.action, a.facts, a.at)
			permit, err := g.Allow(a.actor, a.action, a.facts, a.at)
			require.Equal(r, want, domain.CodeOf(err), "%+v: %v", a, err)
			require.Equal(r, want == "", permit.Valid())
			told[want]++
			agreeExplain(r, b, g, a, want)
			agreeDuties(r, b, a, permit)
		}
		agreeElsewhere(r, d, b, g)
	})
	total := 0
	for _, n := range told {
		total += n
	}
	t.Logf("%d requests: %v", total, told)
	enough, few := 30_000, 100
	if testing.Short() { // rapid walks a fifth of the way then
		enough, few = 6_000, 20
	}
	require.GreaterOrEqual(t, total, enough)
	for _, code := range []domain.Code{"", domain.CodeForbidden, domain.CodeOverLimit, domain.CodeDutyConflict,
		domain.CodeUnauthenticated} {
		require.Greater(t, told[code], few, "too few of %q to show anything", code)
	}
}

func agreeExplain(r *rapid.T, b domain.Rulebook, g *authz.Gate, a ask, want domain.Code) {
	answer := g.Explain(a.actor, a.action, a.facts, a.at)
	if a.facts.Kind == "" && commits(a.action) {
		return // asked of the entity alone, it is answered and never permitted: agreeElsewhere compares it
	}
	require.Equal(r, want == "", answer.Allowed)
	require.Equal(r, answer.Allowed, len(answer.Paths) > 0)
	require.Equal(r, answer.Allowed, len(answer.Reasons) == 0)
	var rules []string
	for _, reason := range answer.Reasons {
		require.NotEmpty(r, reason.Message)
		if reason.Rule != nil {
			rules = append(rules, *reason.Rule)
		}
	}
	if want == domain.CodeDutyConflict {
		require.Equal(r, conflicts(b, a.actor.ID, a.action, a.facts.Used), rules)
	}
	if answer.Allowed && a.actor.IsPerson() {
		n := 0
		for _, grant := range standing(b, a.actor.ID, a.action, a.at) {
			alone := b
			alone.Grants = []domain.Grant{grant}
			if granted(alone, a.actor.ID, a.action, a.facts, a.at) == "" {
				n++
			}
		}
		require.Len(r, answer.Paths, n, "every grant that allows it, and no other")
	}
}

func agreeDuties(r *rapid.T, b domain.Rulebook, a ask, permit authz.Permit) {
	if !permit.Valid() || a.facts.Kind == "" {
		require.Empty(r, permit.Duties())
		return
	}
	var want []domain.DutyUse
	for _, rule := range b.Rules {
		for side, actions := range map[domain.Side][]domain.Action{"L": rule.Left, "R": rule.Right} {
			if slices.Contains(actions, a.action) {
				want = append(want, domain.DutyUse{Entity: a.facts.Entity, Chain: a.facts.ID, Rule: rule.Key,
					Person: a.actor.ID, Side: side, Binding: rule.Mode == domain.DutyPrevent})
			}
		}
	}
	require.ElementsMatch(r, want, permit.Duties())
}

// agreeElsewhere compares scopes, limits and candidates with what Allow would say of each entity and person.
func agreeElsewhere(r *rapid.T, d dice, b domain.Rulebook, g *authz.Gate) {
	at := pick(d, instants...)
	for _, action := range some(d, 4, 4, drawn...) {
		role := pick(d, append([]string{""}, roleKeys[:len(b.Roles)]...)...)
		for _, entity := range []domain.EntityID{0, de, fr, us, 9} {
			facts := domain.Facts{Kind: "inv", Entity: entity, ID: id("record"), Amount: eur(100),
				Used: []domain.DutyUse{{Rule: "SOD-0", Person: id("ben"), Side: "L"}}}
			var want []domain.UUID
			for _, name := range names {
				standing := standing(b, id(name), action, at)
				here := slices.ContainsFunc(standing, func(g domain.Grant) bool { return slices.Contains(g.Entities, entity) })
				require.Equal(r, here, g.Scope(person(name), action, at).Sees(entity))
				require.Equal(r, here, g.Explain(person(name), action, domain.Facts{Entity: entity}, at).Allowed)
				limit, may := g.Limit(id(name), action, entity, at)
				require.Equal(r, here, may)
				require.Equal(r, highest(standing, entity), limit)
				narrowed := b
				narrowed.Grants = slices.DeleteFunc(slices.Clone(b.Grants),
					func(g domain.Grant) bool { return role != "" && !isRole(b, g.Role, role) })
				if oracle(narrowed, person(name), action, facts, at) == "" {
					want = append(want, id(name))
				}
			}
			var got []domain.UUID
			for _, c := range g.Candidates(authz.Question{Action: action, Facts: facts, At: at, Role: role}) {
				if c.May() {
					got = append(got, c.Person)
				}
			}
			require.ElementsMatch(r, want, got)
		}
	}
}

// highest is the largest limit in the entity, zero Money when there is none.
func highest(grants []domain.Grant, entity domain.EntityID) (limit domain.Money) {
	for _, g := range grants {
		if !slices.Contains(g.Entities, entity) {
			continue
		}
		if g.Limit == (domain.Money{}) {
			return domain.Money{}
		}
		if limit == (domain.Money{}) || g.Limit.Minor > limit.Minor {
			limit = g.Limit
		}
	}
	return limit
}
