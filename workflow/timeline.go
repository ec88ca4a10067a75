package workflow

import (
	"context"

	"countersign/domain"
)

// WhyNot says why a person is not asked for an invoice, in sentences; empty when they are asked.
func (s *Service) WhyNot(ctx context.Context, exp *domain.RouteExplanation, person domain.ID) ([]*domain.DenyReason, error) {
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	var reasons []*domain.DenyReason
	for _, r := range exp.WhyNot(nil, person.UUID) {
		reasons = append(reasons, &r)
	}
	return reasons, nil
}
