package domain

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// Directory is who can be asked about one invoice: handed in, so that routing stays a pure rule. Currency of every
// limit is the group's.
type Directory struct {
	People       map[UUID]*User         // everybody who may be named; ManagerID leads up the chain
	CenterOwners map[string]UUID        // by code of a cost centre of the invoice's entity
	Roles        map[string]RoleHolders // by key, for every role that the policy asks
	Limits       map[UUID]Money         // up to what a person may approve in the entity; zero Money is without limit, absent is not at all
	Denied       map[UUID][]DenyReason  // what else stands against a person, as the gate says; may be nil
}

// RoleHolders are the people who hold a role for the invoice's entity.
type RoleHolders struct {
	Name   string // for people
	People []UUID
}

// PlanRoute decides by the policy and finds the people of each step. The route and its tasks are for the round after
// the invoice's; their ids and due times are the workflow's to give. The first task is READY, the others PENDING; an
// automatic route has none.
//
// Errors: POLICY_BLOCKED, with a sentence for a person, when no row fits, no rate is known, or a step has nobody who may
// take it.
func PlanRoute(v PolicyVersion, facts []Fact, dir Directory, i *Invoice) (*ApprovalRoute, []*Task, error) {
	exp := v.Decide(facts)
	if i.Group.IsZero() || i.Group.Currency != v.Currency {
		return nil, nil, Refuse(CodePolicyBlocked, "Its amount in %s is not known, so no limit can be held against it.", v.Currency)
	}
	if exp.Chosen == nil {
		return nil, nil, Refuse(CodePolicyBlocked, "No row of the approval policy fits this invoice.")
	}
	tasks, excluded, err := BuildRoute(*exp.Chosen, dir, i)
	if err != nil {
		return nil, nil, err
	}
	exp.Excluded = excluded
	route := &ApprovalRoute{
		ID: ID{Entity: i.ID.Entity}, InvoiceID: i.ID.UUID, Round: i.Round + 1, PolicyID: v.ID, Policy: &v,
		Automatic: exp.Chosen.Then.Automatic, Explanation: &exp,
	}
	for _, t := range tasks {
		route.Steps = append(route.Steps, ApprovalStep{Order: *t.Step, State: t.State, Via: t.Via, Approvers: t.Candidates, Limit: t.Limit})
	}
	return route, tasks, nil
}

// BuildRoute finds who is asked in each step of a row, and who was looked at and is not, with the reason.
//
// The rules: whoever is asked may approve in the entity, up to the invoice's own amount and to the step's limit if that
// is higher, in every step and not only the last; has not entered or last changed the invoice; and can take the step
// without taking two. A role asks all its holders of whom this is true, smallest limit first. The owner of the cost
// centre with the largest share is asked alone, or whoever is first above them; a manager chain asks the first above
// the owner, never the owner. A person who alone can take one step is not asked in another.
//
// Errors: POLICY_BLOCKED with a sentence when a step has nobody.
func BuildRoute(row PolicyRow, dir Directory, i *Invoice) ([]*Task, []Excluded, error) {
	b := routeBuilder{dir: dir, invoice: i, row: row}
	for n, template := range row.Then.Steps {
		if err := b.step(n+1, template); err != nil {
			return nil, nil, err
		}
	}
	if err := b.separate(); err != nil {
		return nil, nil, err
	}
	tasks := make([]*Task, len(b.steps))
	for n, s := range b.steps {
		state := TaskPending
		if n == 0 {
			state = TaskReady
		}
		people := make([]*User, len(s.people))
		for m, id := range s.people {
			people[m] = dir.People[id]
		}
		need := s.need
		tasks[n] = &Task{
			ID: ID{Kind: NodeTask, Entity: i.ID.Entity}, Version: 1, Kind: TaskApprove, State: state, InvoiceID: i.ID.UUID,
			Round: i.Round + 1, Step: &s.order, Via: s.via, Limit: &need, CandidateIDs: s.people, Candidates: people,
			Because: fmt.Sprintf("Row “%s”, step %d of %d: %s.", row.Name, s.order, len(b.steps), s.via),
			Subject: i, CreatedAt: i.UpdatedAt,
		}
	}
	return tasks, append([]Excluded{}, b.excluded...), nil
}

type routeBuilder struct {
	dir      Directory
	invoice  *Invoice
	row      PolicyRow
	steps    []*routeStep
	excluded []Excluded
}

type routeStep struct {
	order  int
	via    string
	need   Money
	people []UUID
}

func (b *routeBuilder) step(order int, t StepTemplate) error {
	s := &routeStep{order: order, need: b.invoice.Group.Abs()}
	if t.Limit != nil && t.Limit.Minor > s.need.Minor {
		s.need = *t.Limit
	}
	b.steps = append(b.steps, s)
	switch {
	case t.From == FromRole && t.Ref != nil:
		return b.byRole(s, *t.Ref)
	case t.From == FromCostCenterOwner, t.From == FromManagerChain:
		return b.byCenter(s, t.From)
	}
	s.via = "nobody"
	return b.blocked(s, "the policy does not say whom to ask")
}

func (b *routeBuilder) byRole(s *routeStep, key string) error {
	role := b.dir.Roles[key]
	s.via = "role " + cmp.Or(role.Name, key)
	for _, person := range role.People {
		if b.eligible(s, person) {
			s.people = append(s.people, person)
		}
	}
	slices.SortFunc(s.people, b.smallestLimitFirst)
	s.people = slices.Compact(s.people)
	if len(s.people) == 0 {
		return b.blocked(s, "nobody who holds it may approve this invoice")
	}
	return nil
}

// smallestLimitFirst puts those first who can just do it: larger limits are kept for larger items.
func (b *routeBuilder) smallestLimitFirst(one, other UUID) int {
	a, c := b.dir.Limits[one], b.dir.Limits[other]
	if a.IsZero() != c.IsZero() {
		if c.IsZero() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Minor, c.Minor), bytes.Compare(one[:], other[:]))
}

// maxChain bounds the way up: a longer chain of managers is a ring.
const maxChain = 30

// byCenter asks the owner of the cost centre or climbs from there to the first who may, and who is not already alone in
// an earlier step.
func (b *routeBuilder) byCenter(s *routeStep, from ApproverSource) error {
	code := b.invoice.Center
	s.via = "owner of cost centre " + code
	if from == FromManagerChain {
		s.via = "above the owner of cost centre " + code
	}
	owner, known := b.dir.CenterOwners[code]
	switch {
	case code == "":
		s.via = "owner of the cost centre"
		return b.blocked(s, "no line names a cost centre yet")
	case !known || owner.IsZero():
		return b.blocked(s, "the cost centre has no owner")
	}
	person := owner
	for climbed := 0; climbed <= maxChain && !person.IsZero(); climbed++ {
		if (climbed > 0 || from == FromCostCenterOwner) && b.free(s, person) && b.eligible(s, person) {
			if climbed > 0 {
				s.via = fmt.Sprintf("%s, above the owner of cost centre %s", b.name(person), code)
			}
			s.people = []UUID{person}
			return nil
		}
		user := b.dir.People[person]
		if user == nil {
			break
		}
		person = user.ManagerID
	}
	return b.blocked(s, "nobody up to the top may approve this invoice")
}

// free says whether the person is not yet the only one of an earlier step.
func (b *routeBuilder) free(s *routeStep, person UUID) bool {
	for _, earlier := range b.steps {
		if earlier != s && len(earlier.people) == 1 && earlier.people[0] == person {
			b.exclude(s, person, DenyReason{Code: DenyAlreadyActed,
				Message: fmt.Sprintf("%s is asked in step %d already.", b.name(person), earlier.order)})
			return false
		}
	}
	return true
}

// eligible says whether the person may take the step, and keeps every reason against.
func (b *routeBuilder) eligible(s *routeStep, person UUID) bool {
	var reasons []DenyReason
	deny := func(code DenyCode, format string, args ...any) {
		reasons = append(reasons, DenyReason{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	name := b.name(person)
	limit, may := b.dir.Limits[person]
	switch user := b.dir.People[person]; {
	case user == nil:
		deny(DenyNoGrant, "This person is not known.")
	case !user.Active:
		deny(DenyNoGrant, "%s has left.", name)
	case !may:
		deny(DenyNoGrant, "%s may not approve invoices of this entity.", name)
	case !limit.IsZero() && (limit.Currency != s.need.Currency || limit.Minor < s.need.Minor):
		deny(DenyOverLimit, "%s may approve up to %s; this step needs %s.", name, limit, s.need)
		reasons[len(reasons)-1].Limit = &limit
	}
	if entered := b.invoice.EnteredBy; entered.IsPerson() && entered.ID == person {
		deny(DenyOwnItem, "%s entered this invoice.", name)
	} else if b.invoice.EditedBy == person {
		deny(DenyOwnItem, "%s was the last to change this invoice.", name)
	}
	for _, r := range b.dir.Denied[person] {
		if !slices.ContainsFunc(reasons, func(known DenyReason) bool { return known.Code == r.Code }) {
			reasons = append(reasons, r)
		}
	}
	for _, r := range reasons {
		b.exclude(s, person, r)
	}
	return len(reasons) == 0
}

func (b *routeBuilder) exclude(s *routeStep, person UUID, why DenyReason) {
	b.excluded = append(b.excluded, Excluded{Person: person, Step: s.order, Reason: why})
}

func (b *routeBuilder) name(person UUID) string {
	if user := b.dir.People[person]; user != nil {
		return user.Name
	}
	return "This person"
}

func (b *routeBuilder) blocked(s *routeStep, why string) error {
	return Refuse(CodePolicyBlocked, "Step %d of row “%s” asks %s, but %s.", s.order, b.row.Name, s.via, why).
		With("row", b.row.Name).With("step", s.order)
}
