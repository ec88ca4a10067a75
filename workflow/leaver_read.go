package workflow

import (
	"context"
	"time"

	"countersign/domain"
)

// Leavers are who was recorded to leave in a span of time, newest first: when we heard of it, when their access was gone,
// and what they did after. nil bounds are open. It needs AUDIT_READ for the group.
//
// Errors: FORBIDDEN.
func (s *Service) Leavers(ctx context.Context, from, to *time.Time) ([]*domain.Leaver, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLook(ctx, r, "leavers", 0); err != nil {
		return nil, err
	}
	begin, end := time.Unix(0, 0), r.at.AddDate(1, 0, 0)
	if from != nil {
		begin = *from
	}
	if to != nil {
		end = *to
	}
	list, err := s.db.Leavers(ctx, begin, end)
	for _, l := range list {
		l.User, l.By = r.dir.people[l.Person], r.dir.people[l.RecordedBy]
	}
	return list, err
}

// LeaverOf is what was recorded about somebody's leaving, for who recorded it.
func (s *Service) LeaverOf(ctx context.Context, done *LeaverDone) (*domain.Leaver, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	l, err := s.db.Leaver(ctx, done.Leaver)
	if err != nil {
		return nil, err
	}
	l.User, l.By = r.dir.people[l.Person], r.dir.people[l.RecordedBy]
	return l, nil
}
