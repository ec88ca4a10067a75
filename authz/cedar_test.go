package authz_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cedar-policy/cedar-go"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/authz"
	"countersign/domain"
)

// The third answer: the rulebook translated into Cedar's language and put to its engine. Roles become groups of actions,
// grants become policies that permit, everything else policies that forbid. Only how a request is written down is ours:
// it is asked once for what somebody holds for good and once for emergency access.

// cedarWorld is a rulebook in Cedar.
type cedarWorld struct {
	policies *cedar.PolicySet
	entities cedar.EntityMap
}

func toCedar(r *rapid.T, w world) cedarWorld {
	var text strings.Builder
	for _, g := range w.Grants {
		fmt.Fprintf(&text, "permit(principal, action, resource) when { !(principal is SYSTEM) && context.holder == %q && context.under == %q && %s && %s && action in Action::\"role %s\" && %s };\n",
			g.Person, g.Emergency, within(g.Entities), lasting(g.ValidFrom, g.ValidTo), g.Role, upTo(g.Limit))
	}
	for name, list := range houseLists {
		fmt.Fprintf(&text, "permit(principal == SYSTEM::%q, action in [%s], resource) when { context.under == \"\" };\n",
			domain.SystemActor(name).ID, actionList(strings.Fields(list)))
	}
	text.WriteString(bounds(w))
	for _, rule := range w.Rules {
		if rule.Mode == domain.DutyPrevent {
			text.WriteString(segregation(w, rule))
		}
	}
	policies, err := cedar.NewPolicySetFromBytes("rulebook.cedar", []byte(text.String()))
	require.NoError(r, err, text.String())
	return cedarWorld{policies, groups(w)}
}

// bounds is what holds whoever asks: kinds of record, currencies, people who have left, machines, delegations.
func bounds(w world) string {
	var text strings.Builder
	for action, m := range manners {
		kinds := ""
		for _, k := range m.kinds {
			kinds += fmt.Sprintf("%q, ", k)
		}
		if m.bare {
			kinds += `"", `
		}
		fmt.Fprintf(&text, "forbid(principal, action == Action::%q, resource) unless { [%s].contains(context.kind) };\n", action, strings.TrimSuffix(kinds, ", "))
	}
	text.WriteString(`
		forbid(principal, action in Action::"limited", resource) when { context has currency && (context.currency != "EUR" || context.amount < 0) };
		forbid(principal, action, resource) unless { principal is PERSON || principal is SERVICE || principal is SYSTEM };
		forbid(principal, action in Action::"human", resource) unless { principal is PERSON };
		forbid(principal is SYSTEM, action, resource) unless { context.holder == context.self };
		forbid(principal is SERVICE, action, resource) unless { context.holder == context.self && principal has owner };
		forbid(principal is SERVICE, action, resource) when { principal has owner && context.at >= principal.until };
		forbid(principal is PERSON, action, resource) when { context.holder != context.self && context.self == context.behalf };
	`)
	for _, s := range w.Services {
		fmt.Fprintf(&text, "forbid(principal == PERSON::%q, action, resource);\n", s.ID)
	}
	for _, who := range w.Inactive {
		fmt.Fprintf(&text, "forbid(principal, action, resource) when { context.holder == %q || context.self == %q || principal has owner && principal.owner == %q };\n", who, who, who)
	}
	lent, own := []string{"false"}, []string{"false"}
	for _, d := range w.Delegations {
		lent = append(lent, fmt.Sprintf("context.behalf == %q && context.self == %q && action in [%s] && %s && %s && %s", d.From, d.To,
			actionList(d.Actions), within(d.Entities), lasting(d.ValidFrom, d.ValidTo), upTo(d.Limit)))
	}
	for _, g := range w.Grants {
		if g.Emergency == "" {
			own = append(own, fmt.Sprintf("context.self == %q && %s && %s", g.Person, within(g.Entities), lasting(g.ValidFrom, g.ValidTo)))
		}
	}
	fmt.Fprintf(&text, "forbid(principal, action, resource) when { context.behalf != \"\" } unless { context.under == \"\" && (%s) && (%s) };\n",
		strings.Join(lent, " ||\n"), strings.Join(own, " ||\n"))
	return text.String()
}

// segregation forbids each side of a rule to whom used the other.
func segregation(w world, rule domain.DutyRule) string {
	text := ""
	for _, side := range []struct {
		actions []domain.Action
		other   domain.Side
	}{{rule.Left, domain.SideRight}, {rule.Right, domain.SideLeft}} {
		var stands []string
		for _, party := range []struct{ who, on string }{
			{"self", onlyIf(rule.Span == domain.SpanObject, "true", "!(principal is SYSTEM)")},
			{"behalf", "true"},
			{"owner", onlyIf(rule.Span == domain.SpanEntity, "false", "true")},
		} {
			lifted := "false"
			if rule.Risk != domain.RiskCritical {
				lifted = `context.under != ""`
				for _, m := range w.Mitigations {
					if m.Rule == rule.Key && !slices.Contains(w.Inactive, m.Owner) {
						lifted += fmt.Sprintf(" || context.%s == %q && %s", party.who, m.Person, lasting(m.ValidFrom, m.ValidTo))
					}
				}
			}
			stands = append(stands, fmt.Sprintf("(%s && context.used_by_%s.contains(\"%s %s\") && !(%s))", party.on, party.who, rule.Key, side.other, lifted))
		}
		text += fmt.Sprintf("forbid(principal, action, resource) when { (%s) && action in [%s] };\n", strings.Join(stands, " || "), actionList(side.actions))
	}
	return text
}

func onlyIf(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}

func actionList[T ~string](actions []T) string {
	var list []string
	for _, a := range actions {
		list = append(list, fmt.Sprintf("Action::%q", a))
	}
	return strings.Join(list, ", ")
}

func within(entities []domain.EntityID) string {
	return strings.ReplaceAll(fmt.Sprint(entities), " ", ", ") + ".contains(context.entity)"
}

func lasting(from, to time.Time) string {
	text := fmt.Sprintf("context.at >= %d", from.UnixNano())
	if !to.IsZero() {
		text += fmt.Sprintf(" && context.at < %d", to.UnixNano())
	}
	return text
}

func upTo(limit domain.Money) string {
	if limit.IsZero() {
		return "true"
	}
	return fmt.Sprintf("(!(action in Action::\"limited\") || context.kind == \"\" || context has amount && context.amount <= %d)", limit.Minor)
}

// groups are the actions within the roles that carry them, and the service accounts with their owners.
func groups(w world) cedar.EntityMap {
	all := cedar.EntityMap{}
	put := func(name string, within ...string) {
		parents := make([]cedar.EntityUID, len(within))
		for i, p := range within {
			parents[i] = cedar.NewEntityUID("Action", cedar.String(p))
		}
		uid := cedar.NewEntityUID("Action", cedar.String(name))
		all[uid] = cedar.Entity{UID: uid, Parents: cedar.NewEntityUIDSet(parents...)}
	}
	for action, m := range manners {
		var parents []string
		for _, r := range w.Roles {
			if slices.Contains(r.Actions, action) {
				parents = append(parents, "role "+r.Key)
			}
		}
		put(string(action), append(parents, onlyIf(m.limited, "limited", "unlimited"), onlyIf(m.human, "human", "anybody"))...)
	}
	for _, r := range w.Roles { // what a role inherits is within it
		var heirs []string
		for _, heir := range w.Roles {
			if slices.Contains(heir.Inherits, r.Key) {
				heirs = append(heirs, "role "+heir.Key)
			}
		}
		put("role "+r.Key, heirs...)
	}
	for _, s := range w.Services {
		uid := cedar.NewEntityUID("SERVICE", cedar.String(s.ID.String()))
		all[uid] = cedar.Entity{UID: uid, Attributes: cedar.NewRecord(cedar.RecordMap{"owner": cedar.String(s.Owner.String()), "until": cedar.Long(s.ValidTo.UnixNano())})}
	}
	return all
}

// allows puts a request to Cedar. What cannot be written down is no.
func (c cedarWorld) allows(r *rapid.T, w world, a ask) bool {
	amount := a.facts.Amount
	switch {
	case a.actor.ID.IsZero(), a.at.IsZero(), !a.action.Known(), a.facts.Kind != "" && a.facts.ID.IsZero():
		return false
	case manners[a.action].limited && amount.Currency == "" && amount.Minor != 0:
		return false
	case slices.ContainsFunc(a.facts.Used, func(u domain.DutyUse) bool { return u.Side == "?" && counts(w, a, u.Person) }):
		return false
	}
	word := func(id domain.UUID) cedar.String {
		if id.IsZero() {
			return ""
		}
		return cedar.String(id.String())
	}
	context := cedar.RecordMap{"self": word(a.actor.ID), "behalf": word(a.actor.OnBehalf.ID), "holder": word(a.actor.ID), "owner": cedar.String(""),
		"kind": cedar.String(a.facts.Kind), "entity": cedar.Long(a.facts.Entity), "at": cedar.Long(a.at.UnixNano())}
	if !a.actor.OnBehalf.ID.IsZero() {
		context["holder"] = word(a.actor.OnBehalf.ID)
	}
	if a.actor.Kind == domain.ActorService && service(w.Rulebook, a.actor.ID) != nil {
		context["owner"] = word(service(w.Rulebook, a.actor.ID).Owner)
	}
	if amount.Currency != "" && a.facts.Kind != "" {
		context["currency"], context["amount"] = cedar.String(amount.Currency), cedar.Long(amount.Minor)
	}
	for _, party := range []cedar.String{"self", "behalf", "owner"} {
		var used []cedar.Value
		for _, u := range a.facts.Used {
			if who := context[party]; who != cedar.String("") && word(u.Person) == who {
				used = append(used, cedar.String(u.Rule)+" "+cedar.String(u.Side))
			}
		}
		context["used_by_"+party] = cedar.NewSet(used...)
	}
	under := []string{""}
	if slices.ContainsFunc(w.Grants, func(g domain.Grant) bool { return g.Emergency != "" && g.Person == a.actor.ID }) {
		under = append(under, "INC-1")
	}
	for _, under := range under {
		context["under"] = cedar.String(under)
		decision, told := cedar.Authorize(c.policies, c.entities, cedar.Request{Principal: cedar.NewEntityUID(cedar.EntityType("X" + a.actor.Kind)[1:], word(a.actor.ID)),
			Action: cedar.NewEntityUID("Action", cedar.String(a.action)), Resource: cedar.NewEntityUID("Record", word(a.facts.ID)), Context: cedar.NewRecord(context)})
		require.Empty(r, told.Errors)
		if decision == cedar.Allow {
			return true
		}
	}
	return false
}

// counts says whether somebody's acts are looked at for the request.
func counts(w world, a ask, person domain.UUID) bool {
	_, party := parties(w.Rulebook, a)[person]
	return party
}

func TestAllow_AgreesWithCedar(t *testing.T) {
	t.Parallel()
	n := newTold()
	rapid.Check(t, func(r *rapid.T) {
		d := rolled(r)
		w := d.world()
		snapshot, err := authz.NewSnapshot(w.Rulebook)
		require.NoError(r, err)
		g, c := authz.NewGate(snapshot), toCedar(r, w)
		for range perWorld {
			a := d.ask(w)
			permit, err := g.Allow(a.actor, a.action, a.facts, a.at)
			if c.allows(r, w, a) != (err == nil) {
				r.Fatalf("the gate says %v, Cedar the opposite: %+v", err, a)
			}
			n.count(a, domain.CodeOf(err), permit)
		}
	})
	n.enough(t)
}
