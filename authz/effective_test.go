package authz_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/authz"
	"countersign/domain"
)

var (
	everybody = append(slices.Clone(names), "erp", "bank", "boss", "nobody")
	places4   = []domain.EntityID{0, de, fr, us}
)

// guises are all ways in which somebody could come.
func guises(b domain.Rulebook, who domain.UUID) []domain.Actor {
	self := domain.Actor{Kind: domain.ActorPerson, ID: who}
	if service(b, who) != nil {
		self.Kind = domain.ActorService
		return []domain.Actor{self}
	}
	all := []domain.Actor{self}
	for _, name := range names {
		self.OnBehalf.ID = id(name)
		all = append(all, self)
	}
	return all
}

// could says whether the oracle lets somebody do it in any guise.
func could(b domain.Rulebook, who domain.UUID, a ask) bool {
	return slices.ContainsFunc(guises(b, who), func(actor domain.Actor) bool {
		a.actor = actor
		return answer(b, a) == ""
	})
}

func ids(who []string) []domain.UUID {
	all := make([]domain.UUID, len(who))
	for i, name := range who {
		all[i] = id(name)
	}
	return all
}

// Who can is asked of everybody in 50 worlds, and says the same as asking each of them.
func TestWhoCan_IsEverybodyWhoIsAllowed(t *testing.T) {
	t.Parallel()
	pairs, found := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		for range 30 {
			a := d.ask(w)
			want := slices.DeleteFunc(ids(everybody), func(who domain.UUID) bool { return !could(w.Rulebook, who, a) })
			for _, who := range ids(everybody) {
				checked := snapshot.Check(who, authz.Inquiry{Action: a.action, Facts: a.facts, At: a.at})
				require.Equal(r, could(w.Rulebook, who, a), checked.Allowed)
				require.Equal(r, checked.Allowed, len(checked.Reasons) == 0)
			}
			var got []domain.UUID
			for _, one := range snapshot.WhoCan(authz.Inquiry{Action: a.action, Facts: a.facts, At: a.at}) {
				require.Equal(r, []domain.EntityID{a.facts.Entity}, one.Entities)
				got = append(got, one.Person)
			}
			require.ElementsMatch(r, want, got, "%+v", a)
			pairs, found = pairs+len(everybody), found+len(got)
		}
	})
	t.Logf("%d pairs of person and question, %d of them allowed", pairs, found)
	require.Greater(t, found, 300)
}

func TestAccess_IsWhatSomebodyMayDoNow(t *testing.T) {
	t.Parallel()
	entries := 0
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		at := pick(d, instants...)
		for _, who := range ids(everybody) {
			want, got := map[domain.Action][]domain.EntityID{}, map[domain.Action][]domain.EntityID{}
			for _, action := range domain.Actions() {
				where := slices.DeleteFunc(slices.Clone(places4), func(e domain.EntityID) bool {
					return !could(w.Rulebook, who, ask{action: action, at: at, facts: domain.Facts{Entity: e}})
				})
				if len(where) > 0 {
					want[action] = where
				}
			}
			for _, one := range snapshot.Access(who, at) {
				got[one.Action] = one.Entities
				require.Equal(r, one.Entities, covered(one.Paths))
			}
			require.Equal(r, want, got)
			entries += len(got)
		}
	})
	t.Logf("%d rights compared", entries)
	require.Greater(t, entries, 500)
}

func covered(paths []domain.AccessPath) []domain.EntityID {
	var all []domain.EntityID
	for _, p := range paths {
		all = append(all, p.EntityIDs...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Both sides of a rule are held where, at some instant from now on, the oracle gives both; what is held for the group
// meets everything.
func TestConflicts_AreWhereBothSidesAreHeldAtOnce(t *testing.T) {
	t.Parallel()
	conflicts, accepted := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		at := pick(d, instants...)
		for _, who := range ids(everybody) {
			got := map[string][]domain.EntityID{}
			for _, c := range snapshot.Conflicts(who, at) {
				got[c.Rule.Key] = c.Entities
				mitigated := slices.ContainsFunc(w.Mitigations, func(m domain.Mitigation) bool {
					return m.Rule == c.Rule.Key && m.Person == who && m.In(at) && !gone(w.Rulebook, m.Owner)
				})
				require.Equal(r, mitigated, c.State == domain.ConflictMitigated)
				require.Equal(r, mitigated, c.Mitigation != nil)
				require.NotEmpty(r, c.Left)
				require.NotEmpty(r, c.Right)
				if mitigated {
					accepted++
				}
			}
			require.Equal(r, meetings(w, who, at), got)
			conflicts += len(got)
		}
	})
	t.Logf("%d static conflicts, %d of them accepted", conflicts, accepted)
	require.Greater(t, conflicts, 200)
	require.Positive(t, accepted)
}

// meetings is where both sides of each rule are held at once, at an instant from at on.
func meetings(w world, who domain.UUID, at time.Time) map[string][]domain.EntityID {
	found := map[string]map[domain.EntityID]bool{}
	for _, now := range turns(w, at) {
		held := map[domain.Action][]domain.EntityID{}
		for _, action := range append(w.theme[:8:8], domain.EnterInvoice) {
			for _, e := range places4 {
				if could(w.Rulebook, who, ask{action: action, at: now, facts: domain.Facts{Entity: e}}) {
					held[action] = append(held[action], e)
				}
			}
		}
		for _, rule := range w.Rules {
			left, right := places(held, rule.Left), places(held, rule.Right)
			for e := range maps.Keys(merged(left, right)) {
				if left[e] && right[e] || left[0] && right[e] || left[e] && right[0] {
					if found[rule.Key] == nil {
						found[rule.Key] = map[domain.EntityID]bool{}
					}
					found[rule.Key][e] = true
				}
			}
		}
	}
	all := map[string][]domain.EntityID{}
	for key, where := range found {
		all[key] = slices.Sorted(maps.Keys(where))
	}
	return all
}

func merged(a, b map[domain.EntityID]bool) map[domain.EntityID]bool {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

func places(held map[domain.Action][]domain.EntityID, actions []domain.Action) map[domain.EntityID]bool {
	where := map[domain.EntityID]bool{}
	for _, action := range actions {
		for _, e := range held[action] {
			where[e] = true
		}
	}
	return where
}

// turns are the instants from at on at which anything begins or ends.
func turns(w world, at time.Time) []time.Time {
	all := []time.Time{at}
	add := func(t time.Time) {
		if t.After(at) {
			all = append(all, t)
		}
	}
	for _, g := range w.Grants {
		add(g.ValidFrom)
		add(g.ValidTo)
	}
	for _, d := range w.Delegations {
		add(d.ValidFrom)
		add(d.ValidTo)
	}
	for _, s := range w.Services {
		add(s.ValidTo)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.Compact(all)
}

// Scopes, limits and candidates agree with what the oracle says of each entity and person.
func TestScope_LimitAndCandidatesAgreeWithTheOracle(t *testing.T) {
	t.Parallel()
	seen, candidates := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		g := snapshot.Gate()
		for range 20 {
			a := d.ask(w)
			for _, who := range ids(everybody) {
				a.actor = guises(w.Rulebook, who)[0]
				bare := ask{actor: a.actor, action: a.action, at: a.at, facts: domain.Facts{Entity: a.facts.Entity}}
				may := answer(w.Rulebook, bare) == ""
				require.Equal(r, may, g.Scope(a.actor, a.action, a.at).Sees(a.facts.Entity), "%+v", bare)
				if a.actor.Kind != domain.ActorPerson {
					continue
				}
				limit, limited := g.Limit(who, a.action, a.facts.Entity, a.at)
				require.Equal(r, may, limited)
				require.Equal(r, highest(w.Rulebook, bare), limit)
				if may {
					seen++
				}
			}
			candidates += agreeCandidates(r, d, w, g, a)
		}
	})
	t.Logf("%d scopes and limits, %d candidates", seen, candidates)
	require.Greater(t, candidates, 100)
}

// highest is the largest limit, zero Money when there is none or no right.
func highest(b domain.Rulebook, a ask) (limit domain.Money) {
	standing, passing, _ := rights(b, a)
	for _, one := range append(standing, passing...) {
		if one.grant.Limit == (domain.Money{}) {
			return domain.Money{}
		}
		if limit == (domain.Money{}) || one.grant.Limit.Minor > limit.Minor {
			limit = one.grant.Limit
		}
	}
	return limit
}

func agreeCandidates(r *rapid.T, d dice, w world, g *authz.Gate, a ask) int {
	role := pick(d, "", "", pick(d, w.Roles...).Key)
	narrowed := w.Rulebook
	narrowed.Grants = slices.DeleteFunc(slices.Clone(w.Grants), func(g domain.Grant) bool { return role != "" && !isRole(w.Rulebook, g.Role, role) })
	var want, got []domain.UUID
	for _, who := range ids(everybody) {
		a.actor = domain.Actor{Kind: domain.ActorPerson, ID: who}
		if answer(narrowed, a) == "" {
			want = append(want, who)
		}
	}
	for _, c := range g.Candidates(authz.Question{Action: a.action, Facts: a.facts, At: a.at, Role: role}) {
		if c.May() {
			got = append(got, c.Person)
			require.True(r, role == "" || isRole(w.Rulebook, c.Role, role))
		}
	}
	require.ElementsMatch(r, want, got)
	return len(got)
}

// isRole says whether a role is another or inherits it.
func isRole(b domain.Rulebook, key, wanted string) bool {
	if key == wanted {
		return true
	}
	for _, r := range b.Roles {
		if r.Key == key {
			return slices.ContainsFunc(r.Inherits, func(above string) bool { return isRole(b, above, wanted) })
		}
	}
	return false
}
