package demogroup

import (
	"slices"

	"countersign/domain"
)

// clerk is who keeps the invoice moving: who entered it, else one of the entity's.
func (s *tale) clerk() domain.Actor {
	if s.inv.EnteredBy.IsPerson() {
		return s.person(s.inv.EnteredBy.ID)
	}
	return s.personal(pick(s.d, seatsOf(s.place.Number, roleClerk)))
}

// person is somebody of the group as an actor.
func (t *Telling) person(id domain.UUID) domain.Actor {
	return domain.Actor{Kind: domain.ActorPerson, ID: id, Name: t.people[id].Name}
}

// holders are the active people who hold a role for the invoice's entity at the time.
func (s *tale) holders(role string) []domain.UUID {
	return s.rolesOf[s.place.Number][role].People
}

// steps are the approval steps of the round in order.
func (s *tale) steps() []*domain.Task {
	var list []*domain.Task
	for _, t := range s.inv.Tasks {
		if t.Kind == domain.TaskApprove && t.Round == s.inv.Round {
			list = append(list, t)
		}
	}
	return list
}

// notYet are those asked for a task who have taken no other step of the round.
func (s *tale) notYet(task *domain.Task) []domain.UUID {
	return slices.DeleteFunc(slices.Clone(task.CandidateIDs), func(id domain.UUID) bool {
		for _, t := range s.steps() {
			if t.Decision != nil && t.Decision.Standing && t.Decision.ActorID == id {
				return true
			}
		}
		return false
	})
}
