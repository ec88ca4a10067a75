package workflow_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
	"countersign/workflow"
)

// right is one thing that somebody may do in one place.
type right struct {
	person domain.UUID
	action domain.Action
	entity domain.EntityID
}

// reach is up to how much; -1 is without limit.
type reach map[right]int64

// observe asks the gate in force, for every action in every place, who may do it. It is what enforces, and it knows nothing
// of drafts.
func (h *house) observe() reach {
	h.t.Helper()
	_, err := h.service.Roles(h.as(auditor), nil) // takes on what is in force
	require.NoError(h.t, err)
	book, at := h.service.Book(), h.now()
	seen := reach{}
	for _, action := range domain.Actions() {
		for _, entity := range places(book.Book()) {
			for _, one := range book.WhoCan(authz.Inquiry{Action: action, Facts: book.RecordOf(action, entity, domain.Money{}), At: at}) {
				limit := int64(-1)
				if one.Limit != nil {
					limit = one.Limit.Minor
				}
				seen[right{one.Person, action, entity}] = limit
			}
		}
	}
	return seen
}

// beyond are the rights of r that other does not have, or not so far.
func (r reach) beyond(other reach) map[right]bool {
	found := map[right]bool{}
	for what, limit := range r {
		before, had := other[what]
		if !had || before >= 0 && (limit < 0 || limit > before) {
			found[what] = true
		}
	}
	return found
}

func told(list []domain.EffectiveAccess) map[right]bool {
	all := map[right]bool{}
	for _, one := range list {
		for _, e := range one.Entities {
			all[right{one.Person, one.Action, e}] = true
		}
	}
	return all
}

// standing are all conflicts that could happen, as an auditor reads them, by rule, person and entity.
func (h *house) standing() map[string]domain.ConflictState {
	h.t.Helper()
	kind, all := domain.ConflictPotential, map[string]domain.ConflictState{}
	page := domain.PageRequest{First: 100}
	for {
		list, err := h.service.SodConflicts(h.as(auditor), domain.ConflictFilter{Kind: &kind}, nil, page)
		require.NoError(h.t, err)
		for _, c := range list.Items {
			for _, e := range c.Entities {
				all[fmt.Sprint(c.Rule.Key, " ", c.Person, " ", e)] = c.State
			}
		}
		if !list.HasNext {
			return all
		}
		page.After = list.Cursors[len(list.Cursors)-1]
	}
}

func appeared(before, after map[string]domain.ConflictState) map[string]bool {
	found := map[string]bool{}
	for c := range after {
		if _, there := before[c]; !there {
			found[c] = true
		}
	}
	return found
}

func named(list []domain.SodConflict) map[string]bool {
	all := map[string]bool{}
	for _, c := range list {
		for _, e := range c.Entities {
			all[fmt.Sprint(c.Rule.Key, " ", c.Person, " ", e)] = true
		}
	}
	return all
}

// proposal is one draft, and how it is asked for.
type proposal struct {
	what  string
	draft domain.SimulateAccessInput
	ask   func(context.Context) (*workflow.AccessChanged, error)
}

// offices are the roles of those who ask, decide and look on in these tests: they stay as they are.
var offices = []string{"auditor", "admin", "internal_control"}

// proposal draws a grant, the end of a grant, another version of a role, or a segregation rule.
func (d dice) proposal(h *house) proposal {
	book := h.service.Book().Book()
	switch d.IntN(5) {
	case 0, 1:
		g := domain.GrantInput{UserID: domain.ID{Kind: domain.NodeUser, UUID: pick(d, people(book))}, Role: pick(d, book.Roles).Key}
		for _, e := range some(d, 3, places(book)) {
			g.EntityIds = append(g.EntityIds, domain.EntityNode(e))
		}
		if d.IntN(2) == 0 {
			g.Limit = &domain.MoneyInput{Amount: domain.NewDecimal(int64(d.IntN(300_000)), 0), Currency: book.Currency}
		}
		return proposal{"grant", domain.SimulateAccessInput{Grant: []*domain.GrantInput{&g}}, func(ctx context.Context) (*workflow.AccessChanged, error) {
			return h.service.GrantRole(ctx, domain.GrantRoleInput{Grant: g, Reason: "A trial.", IdempotencyKey: h.key("grant")})
		}}
	case 2:
		g := pick(d, slices.DeleteFunc(slices.Clone(book.Grants), func(g domain.Grant) bool { return slices.Contains(offices, g.Role) }))
		return proposal{"revoke", domain.SimulateAccessInput{Revoke: []domain.ID{g.NodeID()}}, func(ctx context.Context) (*workflow.AccessChanged, error) {
			return h.service.RevokeGrant(ctx, domain.RevokeGrantInput{ID: g.NodeID(), Reason: "A trial.", IdempotencyKey: h.key("revoke")})
		}}
	case 3:
		old := pick(d, slices.DeleteFunc(slices.Clone(book.Roles), func(r domain.Role) bool { return slices.Contains(offices, r.Key) }))
		r := domain.RoleInput{Key: old.Key, Name: old.Name, Purpose: "A trial.", Actions: slices.Clone(old.Actions), Inherits: old.Inherits}
		if extra := pick(d, domain.Actions()); !slices.Contains(r.Actions, extra) {
			r.Actions = append(r.Actions, extra)
		} else if len(r.Actions) > 1 {
			r.Actions = slices.DeleteFunc(r.Actions, func(a domain.Action) bool { return a == extra })
		}
		return proposal{"role", domain.SimulateAccessInput{Roles: []*domain.RoleInput{&r}}, func(ctx context.Context) (*workflow.AccessChanged, error) {
			return h.service.SaveRole(ctx, domain.SaveRoleInput{Role: r, Reason: "A trial.", IdempotencyKey: h.key("role")})
		}}
	default:
		var given []domain.Action // by some role, so that somebody may hold both sides
		for _, r := range book.Roles {
			given = append(given, r.Actions...)
		}
		slices.Sort(given)
		given = slices.Compact(given)
		sides := some(d, 4, given)
		sides = append(sides, pick(d, slices.DeleteFunc(given, func(a domain.Action) bool { return slices.Contains(sides, a) })))
		r := domain.RuleInput{
			Key: fmt.Sprintf("SOD-%d", 100+d.IntN(8)), Name: "Trial", Why: "A trial.", Control: "None.", Risk: domain.RiskMedium, Mode: domain.DutyDetect,
			Span: pick(d, []domain.DutySpan{domain.SpanObject, domain.SpanCounterparty, domain.SpanEntity}), Left: sides[:1], Right: sides[1:],
		}
		return proposal{"rule", domain.SimulateAccessInput{Rules: []*domain.RuleInput{&r}}, func(ctx context.Context) (*workflow.AccessChanged, error) {
			return h.service.SaveSodRule(ctx, domain.SaveSodRuleInput{Rule: r, Reason: "A trial.", IdempotencyKey: h.key("rule")})
		}}
	}
}

// What a simulation predicts of a draft is what is observed once the same draft was asked for, agreed to and applied; a
// draft that it calls blocked is refused.
func TestSimulateAccess_PredictsWhatIsObserved(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	wanted := 100
	if testing.Short() {
		wanted = 10
	}
	const seed = 20260602
	d := dice{rand.New(rand.NewPCG(seed, 2))}
	none := 0
	applied, blocked, moved, conflicts, uncovered := map[string]int{}, 0, 0, 0, 0
	before, stood := h.observe(), h.standing()
	for n := 0; n < wanted; {
		p := d.proposal(h)
		p.draft.ReplayDays = &none
		sim, err := h.service.SimulateAccess(h.as(auditor), p.draft)
		if domain.CodeOf(err) == domain.CodeInvalid || domain.CodeOf(err) == domain.CodeWrongState {
			continue // nothing that could be asked for
		}
		require.NoError(t, err)
		done, err := p.ask(h.as(asker))
		if err != nil {
			require.Equal(t, domain.CodeDutyConflict, domain.CodeOf(err), "who asks would gain: %v", err)
			continue
		}
		c := h.change(done)
		require.Equal(t, told(c.Preview.Gained), told(sim.Gained), "who decides sees what the auditor saw")
		require.Len(t, sim.UncoveredSteps, len(c.Preview.UncoveredSteps))
		_, err = h.service.DecideAccessChange(h.as(another), h.verdict(c, domain.DecideApprove))
		if sim.Blocked() {
			require.Equal(t, domain.CodeDutyConflict, domain.CodeOf(err), "draft %d of seed %d, %s", n, seed, p.what)
			blocked++
			n++
			continue
		}
		if domain.CodeOf(err) == domain.CodeDutyConflict || domain.CodeOf(err) == domain.CodeForbidden {
			continue // who decides would gain by it, or has lost the right to decide
		}
		require.NoError(t, err, "draft %d of seed %d, %s", n, seed, p.what)
		h.later(time.Millisecond)
		after, stands := h.observe(), h.standing()
		require.Equal(t, after.beyond(before), told(sim.Gained), "gained, draft %d of seed %d, %s", n, seed, p.what)
		require.Equal(t, before.beyond(after), told(sim.Lost), "lost, draft %d of seed %d, %s", n, seed, p.what)
		require.Equal(t, appeared(stood, stands), named(sim.NewConflicts), "draft %d of seed %d, %s", n, seed, p.what)
		require.Equal(t, appeared(stands, stood), named(sim.ResolvedConflicts), "draft %d of seed %d, %s", n, seed, p.what)
		moved += len(after.beyond(before)) + len(before.beyond(after))
		conflicts += len(sim.NewConflicts) + len(sim.ResolvedConflicts)
		uncovered += len(sim.UncoveredSteps)
		before, stood = after, stands
		applied[p.what]++
		n++
	}
	t.Logf("%d drafts: applied and observed as predicted %v, refused as predicted %d; %d rights moved, %d conflicts came or went, %d steps lost their last approver",
		wanted, applied, blocked, moved, conflicts, uncovered)
	if !testing.Short() {
		require.Len(t, applied, 4)
		require.Greater(t, moved, 100)
		require.Greater(t, conflicts, 20)
		require.Positive(t, blocked)
	}
}
