package workflow

import (
	"context"

	"countersign/authz"
	"countersign/domain"
)

// What tests of the one path of a change reach for.

// Work is one open change.
type Work = work

// Change runs decide as a use case of this name would.
func (s *Service) Change(ctx context.Context, name string, entity domain.EntityID, decide func(*Work) error) error {
	return s.change(ctx, command{name: name, entity: entity}, decide)
}

// Allow asks the gate, as of now.
func (s *Service) Allow(actor domain.Actor, action domain.Action, facts domain.Facts) (authz.Permit, error) {
	return s.gate.Allow(actor, action, facts, s.now())
}

// Record adds an event that a permit allows.
func (w *work) Record(ctx context.Context, p authz.Permit, e domain.Event) error {
	_, _, err := w.record(ctx, p, e)
	return err
}

// Follow adds an event that follows from one already recorded.
func (w *work) Follow(e domain.Event) { w.follow(e) }

// Enqueue keeps work for later.
func (w *work) Enqueue(task domain.ResumeLost) { w.enqueue(task) }

// Touch writes something: a job's row.
func (w *work) Touch(ctx context.Context, id domain.ID) error {
	return w.tx.InsertJob(ctx, &domain.Job{ID: id, Version: 1, Kind: "test", State: domain.JobQueued, ActorID: w.actor.ID, CreatedAt: w.at, UpdatedAt: w.at})
}

// Book is the rulebook in force.
func (s *Service) Book() *authz.Snapshot { return s.gate.Snapshot() }

// Agree compares who can with a check of everybody, about what a question is about now, and counts pairs of person and
// question and those that may. It returns the first person about whom the two differ.
func (s *Service) Agree(ctx context.Context, q domain.AccessQuestion) (pairs, may int, differs *domain.UUID, err error) {
	r, err := s.reading(ctx)
	if err != nil {
		return 0, 0, nil, err
	}
	l, err := s.lookAt(ctx, q.AsOf)
	if err != nil {
		return 0, 0, nil, err
	}
	a, err := s.subjectOf(ctx, r, l, q)
	if err != nil {
		return 0, 0, nil, err
	}
	listed := map[domain.UUID]bool{}
	for _, one := range l.whoCan(q.Action, a) {
		listed[one.Person] = true
	}
	for person := range l.book.Book().Names {
		pairs++
		answer := l.check(person, q.Action, a, false)
		if answer.Allowed {
			may++
		}
		if answer.Allowed != listed[person] || answer.Allowed != (len(answer.Paths) > 0) || answer.Allowed == (len(answer.Reasons) > 0) {
			return pairs, may, &person, nil
		}
	}
	return pairs, may, nil, nil
}

// TellTouched tells of records that a load touched.
func (s *Service) TellTouched(ctx context.Context, rows domain.MasterDataKind, touched []domain.Touched) error {
	return s.tellTouched(ctx, &work{}, rows, touched)
}

// MindBytes is everything that was learned of an entity.
func (s *Service) MindBytes(entity domain.EntityID) ([]byte, error) {
	return s.advisor.mindOf(entity).MarshalBinary()
}
