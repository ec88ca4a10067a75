package workflow

import (
	"reflect"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// uncovered finds the rows of the approval policy that would have nobody left in an entity under a draft, in the order
// of the entities' codes. Who leaves is told by the draft.
func (d *directory) uncovered(base, draft *authz.Snapshot, policy *domain.PolicyVersion, at time.Time) []domain.UncoveredStep {
	then := d.without(draft.Book().Inactive)
	var found []domain.UncoveredStep
	for _, entity := range d.list.Entities {
		facts := domain.Facts{
			Kind: domain.NodeInvoice, Entity: entity.Number, ID: domain.UUIDOf("any invoice"), Amount: domain.NewMoney(0, d.currency),
		}
		before, after := d.askable(base.Gate(), facts, policy, at), then.askable(draft.Gate(), facts, policy, at)
		if moved := !reflect.DeepEqual([]any{before.Roles, before.Limits, before.Denied}, []any{after.Roles, after.Limits, after.Denied}); moved {
			found = append(found, policy.Uncovered(entity, before, after)...)
		}
	}
	return found
}

// without is the directory as it would be when these people have left.
func (d *directory) without(gone []domain.UUID) *directory {
	left := *d
	left.people = make(map[domain.UUID]*domain.User, len(d.people))
	for id, person := range d.people {
		left.people[id] = person
	}
	for _, id := range gone {
		if person := left.people[id]; person != nil && person.Active {
			away := *person
			away.Active = false
			left.people[id] = &away
		}
	}
	return &left
}
