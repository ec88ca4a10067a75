package authz_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"pgregory.net/rapid"

	"countersign/authz"
	"countersign/domain"
)

var (
	lenders   = []string{"ada", "ben"} // who lends never borrows, so that no chain arises
	borrowers = []string{"cho", "dan", "eve"}
	names     = slices.Concat(lenders, borrowers)
	machines  = []string{"erp", "bank"} // owned by cho and dan
	roleKeys  = []string{"r1", "r2", "r3", "r4", "r5"}
	minors    = []int64{0, 1, 99, 100, 101, 1<<53 + 1, math.MaxInt64}
	instants  = []time.Time{start.Add(-time.Nanosecond), start, noon.Add(-time.Nanosecond), noon, noon, noon, noon.AddDate(50, 0, 0)}
)

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

// odds says yes once in n times.
func (d dice) odds(n int) bool { return d.IntN(n) == 0 }

// world is a sound rulebook and the few actions that its roles, rules and requests are mostly about.
type world struct {
	domain.Rulebook
	theme []domain.Action
}

// world makes one. Across many worlds every action comes to be the theme.
func (d dice) world() world {
	w := world{theme: some(d, 8, 8, domain.Actions()...)}
	w.Rulebook = domain.Rulebook{Version: 1, Currency: "EUR", Rules: authz.Rules(),
		Entities: map[domain.EntityID]string{de: "DE01", fr: "FR01", us: "US01"}}
	for i, key := range roleKeys[:2+d.IntN(4)] {
		w.Roles = append(w.Roles, domain.Role{ID: id("role " + key), Key: key, Name: "Role " + key,
			Actions: some(d, 3, 6, w.theme...), Inherits: some(d, 0, 2, roleKeys[:i]...)})
	}
	held := roleKeys[:len(w.Roles)]
	w.Roles = append(w.Roles, domain.Role{ID: id("role m"), Key: "m", Name: "Machine", Actions: d.forMachines(w.theme)})
	for i := range 12 + d.IntN(12) {
		w.Grants = append(w.Grants, d.grant(i, pick(d, names...), pick(d, held...)))
	}
	for i, name := range machines {
		w.Services = append(w.Services, domain.ServiceAccount{ID: id(name), Name: name, Owner: id(borrowers[i]), ValidTo: pick(d, noon, noon.AddDate(1, 0, 0))})
		g := d.grant(50+i, name, "m")
		g.Emergency = ""
		w.Grants = append(w.Grants, g)
	}
	for i := range 3 + d.IntN(5) {
		w.Rules = append(w.Rules, d.rule(i, w.theme))
	}
	for i := range d.IntN(7) {
		w.Delegations = append(w.Delegations, d.delegation(i, w.theme))
	}
	for i := range d.IntN(6) {
		from, to := d.spell(10 * 24 * time.Hour)
		w.Mitigations = append(w.Mitigations, domain.Mitigation{ID: id(fmt.Sprint("mitigation ", i)), Rule: pick(d, w.Rules[42:]...).Key,
			Person: id(pick(d, names...)), Control: "Looked at.", Owner: id("boss"), ValidFrom: from, ValidTo: to})
	}
	for _, name := range []string{"ada", "cho", "boss"} {
		if d.odds(6) {
			w.Inactive = append(w.Inactive, id(name))
		}
	}
	return w
}

// forMachines are those of the theme that a machine may have, and one that it always may.
func (d dice) forMachines(theme []domain.Action) []domain.Action {
	list := slices.DeleteFunc(slices.Clone(theme), func(a domain.Action) bool { return manners[a].human || a == domain.EnterInvoice })
	return append(list, domain.EnterInvoice)
}

func (d dice) grant(i int, who, role string) domain.Grant {
	g := domain.Grant{ID: id(fmt.Sprint("grant ", i)), Person: id(who), Role: role,
		Entities: some(d, 2, 4, 0, de, fr, us), ValidFrom: pick(d, start, start, start, noon)}
	if d.IntN(3) > 0 {
		g.Limit = eur(pick(d, minors...))
	}
	switch {
	case d.odds(6):
		g.Emergency = "INC-1"
		g.ValidFrom, g.ValidTo = d.spell(time.Hour)
	case d.odds(4):
		g.ValidTo = pick(d, noon.Add(time.Hour), noon.AddDate(60, 0, 0))
		if g.ValidFrom.Equal(start) && d.odds(2) {
			g.ValidTo = noon
		}
	}
	return g
}

// spell is a time before, around or after noon, mostly around.
func (d dice) spell(length time.Duration) (from, to time.Time) {
	switch d.IntN(5) {
	case 0:
		return noon.Add(-length), noon
	case 1:
		return noon, noon.Add(length)
	default:
		return noon.Add(-length), noon.Add(length)
	}
}

func (d dice) rule(i int, theme []domain.Action) domain.DutyRule {
	mixed := some(d, 8, 8, append(slices.Clone(theme[:6]), domain.Stands()...)...)
	r := domain.DutyRule{Key: fmt.Sprintf("R-%d", i), Name: "Rule", Mode: domain.DutyPrevent,
		Risk: pick(d, domain.RiskCritical, domain.RiskHigh, domain.RiskHigh, domain.RiskMedium, domain.RiskLow),
		Span: pick(d, domain.SpanObject, domain.SpanCounterparty, domain.SpanEntity),
		Left: mixed[:1+d.IntN(3)], Right: mixed[3 : 4+d.IntN(4)]}
	if r.Risk != domain.RiskCritical && d.odds(4) {
		r.Mode = domain.DutyDetect
	}
	return r
}

func (d dice) delegation(i int, theme []domain.Action) domain.Delegation {
	from, to := d.spell(40 * 24 * time.Hour)
	one := domain.Delegation{ID: id(fmt.Sprint("delegation ", i)), From: id(pick(d, lenders...)), To: id(pick(d, borrowers...)),
		Entities: some(d, 1, 4, 0, de, fr, us), ValidFrom: from, ValidTo: to,
		Actions: some(d, 3, 6, slices.DeleteFunc(slices.Clone(theme), func(a domain.Action) bool {
			return a == domain.Delegate || a == domain.UseEmergency
		})...)}
	if d.odds(2) {
		one.Limit = eur(pick(d, minors...))
	}
	return one
}

// ask is one request.
type ask struct {
	actor  domain.Actor
	action domain.Action
	facts  domain.Facts
	at     time.Time
}

// ask makes one about a world, mostly one that makes sense.
func (d dice) ask(w world) ask {
	a := ask{actor: person(pick(d, names...)), action: pick(d, w.theme...), at: pick(d, instants...)}
	a.facts.Entity = pick(d, 0, de, de, fr, us, 9)
	switch d.IntN(40) {
	case 0:
		a.actor = domain.SystemActor("x")
	case 1:
		a.actor.Kind = pick(d, domain.ActorSystem, domain.ActorService, "", "ROBOT")
	case 2:
		a.at = time.Time{}
	case 3:
		a.actor = pick(d, domain.Actor{}, person("nobody"), person("erp"))
	case 4:
		a.action = pick[domain.Action](d, "", "INVOICE_PAY", "*")
	case 5:
		a.action = pick(d, append(domain.Actions(), domain.Stands()...)...)
	case 6, 7:
		a.actor = domain.SystemActor(pick(d, "intake", "poster", "clock", "operator"))
		a.action = pick(d, domain.ViewInvoice, domain.EnterInvoice, domain.PostInvoice, domain.EditSupplierBank, domain.CommandOps)
	case 8, 9, 10, 11:
		a.actor.Kind, a.actor.ID = domain.ActorService, id(pick(d, machines...))
	case 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23:
		d.borrow(w, &a)
	default:
		if g := pick(d, w.Grants...); service(w.Rulebook, g.Person) == nil && !d.odds(4) {
			a.actor.ID, a.facts.Entity = g.Person, pick(d, g.Entities...)
		}
	}
	a.facts = domain.Facts{Entity: a.facts.Entity, ID: id("record"), Amount: d.amount(), Counterparty: pick(d, domain.UUID{}, id("supplier")),
		Linked: some(d, 0, 2, id("order 1"), id("order 2")), Kind: "inv"}
	if kinds := manners[a.action].kinds; len(kinds) > 0 {
		a.facts.Kind = pick(d, kinds...)
	}
	if d.odds(25) {
		a.facts.Kind = pick(d, append([]domain.NodeKind{"xyz"}, everyKind...)...)
	}
	if d.odds(12) {
		a.facts.Kind = ""
	}
	if a.facts.Kind == "" || d.odds(40) {
		a.facts.ID = domain.UUID{}
	}
	a.facts.Used = d.used(w, a)
	return a
}

// borrow makes it a request on behalf of another, mostly of one who lent something.
func (d dice) borrow(w world, a *ask) {
	a.actor = person(pick(d, borrowers...))
	a.actor.OnBehalf.ID = id(pick(d, names...))
	if len(w.Delegations) > 0 && !d.odds(6) {
		one := pick(d, w.Delegations...)
		a.actor.ID, a.actor.OnBehalf.ID = one.To, one.From
		a.facts.Entity, a.action = pick(d, one.Entities...), pick(d, one.Actions...)
	}
	if d.odds(20) {
		a.actor.Kind = pick(d, domain.ActorService, domain.ActorSystem)
	}
}

// used are acts on the record's chains, mostly of the parties and by rules that the action stands in.
func (d dice) used(w world, a ask) []domain.DutyUse {
	near := slices.DeleteFunc(slices.Clone(w.Rules), func(r domain.DutyRule) bool { return r.SideOf(a.action) == "" })
	var uses []domain.DutyUse
	for range d.IntN(4) {
		u := domain.DutyUse{Rule: pick(d, "SOD-009", "R-0", "R-1", "SOD-GONE"), Side: pick[domain.Side](d, "L", "R"),
			Person: pick(d, a.actor.ID, a.actor.OnBehalf.ID, id(pick(d, names...)), id(pick(d, machines...))), Chain: a.facts.ID, Entity: a.facts.Entity}
		if len(near) > 0 && !d.odds(4) {
			u.Rule = pick(d, near...).Key
		}
		if d.odds(100) {
			u.Side = "?"
		}
		uses = append(uses, u)
	}
	return uses
}

func (d dice) amount() domain.Money {
	switch d.IntN(20) {
	case 0, 1:
		return domain.Money{}
	case 2:
		return pick(d, domain.NewMoney(100, "USD"), eur(-100), domain.Money{Minor: 5})
	}
	return eur(pick(d, minors...))
}
