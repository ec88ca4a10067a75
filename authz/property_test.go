package authz_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/authz"
	"countersign/domain"
)

// perWorld is how many requests are put to each of rapid's worlds, 100 unless -rapid.checks says otherwise: 100,000
// requests in all, and a fifth of them under -short.
const perWorld = 1000

// told counts answers and what was asked.
type told struct {
	by      map[domain.Code]int
	asked   map[domain.Action]int
	allowed map[domain.Action]int
	lent    int // allowed on behalf of another
	machine int // allowed to service accounts
	passing int // allowed by emergency access
}

func newTold() *told {
	return &told{by: map[domain.Code]int{}, asked: map[domain.Action]int{}, allowed: map[domain.Action]int{}}
}

func (n *told) count(a ask, code domain.Code, permit authz.Permit) {
	n.by[code]++
	n.asked[a.action]++
	if code != "" {
		return
	}
	n.allowed[a.action]++
	switch {
	case a.actor.Kind == domain.ActorService:
		n.machine++
	case !a.actor.OnBehalf.ID.IsZero():
		n.lent++
	case permit.Emergency() != "":
		n.passing++
	}
}

func (n *told) total() (total int) {
	for _, count := range n.by {
		total += count
	}
	return total
}

// enough says that every sort of answer came often enough to show something.
func (n *told) enough(t *testing.T) {
	t.Helper()
	t.Logf("%d requests: %d allowed (%d on behalf of another, %d to machines, %d by emergency access), %d forbidden, %d over limit, %d conflicts of duty, %d not signed in",
		n.total(), n.by[""], n.lent, n.machine, n.passing, n.by[domain.CodeForbidden], n.by[domain.CodeOverLimit], n.by[domain.CodeDutyConflict], n.by[domain.CodeUnauthenticated])
	few := 400
	if testing.Short() { // rapid walks a fifth of the way then
		few = 40
	} else {
		require.GreaterOrEqual(t, n.total(), 100_000)
		for _, action := range domain.Actions() {
			require.NotZero(t, n.allowed[action], "%s was never allowed", action)
		}
		for _, stand := range domain.Stands() {
			require.NotZero(t, n.asked[stand])
		}
	}
	for what, count := range map[string]int{"allowed": n.by[""], "forbidden": n.by[domain.CodeForbidden], "over limit": n.by[domain.CodeOverLimit],
		"conflicts": n.by[domain.CodeDutyConflict], "not signed in": n.by[domain.CodeUnauthenticated], "lent": n.lent, "machines": n.machine, "emergency": n.passing} {
		require.Greater(t, count, few, "too few %s to show anything", what)
	}
}

// The gate and the oracle agree on every request, and every other answer of the gate agrees with Allow.
func TestAllow_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	n := newTold()
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		g := authz.NewGate(snapshot)
		for range perWorld {
			a := d.ask(w)
			want := oracle(w.Rulebook, a)
			permit, err := g.Allow(a.actor, a.action, a.facts, a.at)
			if got := domain.CodeOf(err); got != want {
				r.Fatalf("the gate says %q, the oracle %q: %+v: %v", got, want, a, err)
			}
			n.count(a, want, permit)
			if permit.Valid() != (want == "") || permit.By(a.actor) != (want == "") {
				r.Fatalf("a permit that is not the answer: %+v", a)
			}
			agreeExplain(r, w.Rulebook, g, a)
			agreeDuties(r, w.Rulebook, a, permit)
		}
	})
	n.enough(t)
}

func agreeExplain(r *rapid.T, b domain.Rulebook, g *authz.Gate, a ask) {
	if a.actor.ID.IsZero() {
		return
	}
	got, want := g.Explain(a.actor, a.action, a.facts, a.at), answer(b, a)
	if got.Allowed != (want == "") || got.Allowed != (len(got.Paths) > 0) || got.Allowed != (len(got.Reasons) == 0) {
		r.Fatalf("explained as %+v, the oracle says %q: %+v", got, want, a)
	}
	var rules []string
	for _, reason := range got.Reasons {
		require.NotEmpty(r, reason.Message)
		if reason.Rule != nil {
			rules = append(rules, *reason.Rule)
		}
	}
	if want == domain.CodeDutyConflict {
		standing, _, _ := rights(b, a)
		require.ElementsMatch(r, broken(b, a, len(standing) == 0 && a.actor.Kind == domain.ActorPerson), rules, "%+v", a)
	}
	if got.Allowed && a.actor.Kind != domain.ActorSystem {
		require.ElementsMatch(r, leading(b, a), routes(got.Paths), "every way that allows it, and no other: %+v", a)
	}
}

// route is a path by its grant and its delegation.
type route struct{ grant, loan domain.UUID }

func routes(paths []domain.AccessPath) []route {
	all := make([]route, len(paths))
	for i, p := range paths {
		all[i] = route{p.GrantID, p.DelegationID}
	}
	return all
}

// leading are the ways that the oracle allows.
func leading(b domain.Rulebook, a ask) []route {
	standing, passing, _ := rights(b, a)
	if len(broken(b, a, false)) > 0 {
		standing = nil
	}
	var all []route
	for _, one := range append(standing, passing...) {
		way := route{grant: one.grant.ID}
		if one.loan != nil {
			way.loan = one.loan.ID
		}
		all = append(all, way)
	}
	return all
}

func agreeDuties(r *rapid.T, b domain.Rulebook, a ask, permit authz.Permit) {
	got := permit.Duties()
	if !permit.Valid() || a.facts.Kind == "" {
		if len(got) > 0 {
			r.Fatalf("without a record there is no chain to spend a duty on: %+v", a)
		}
		return
	}
	want := spends(b, a, permit.Emergency() != "")
	order := func(a, b domain.DutyUse) int { return slices.Compare(useKey(a), useKey(b)) }
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if !slices.Equal(got, want) {
		require.Equal(r, want, got, "%+v", a)
	}
}

func useKey(u domain.DutyUse) []byte {
	return slices.Concat(u.Chain[:], u.Person[:], []byte{byte(u.Entity)}, []byte(u.Rule), []byte(u.Side))
}
