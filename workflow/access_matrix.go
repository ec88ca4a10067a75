package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// ConflictMatrix lays every segregation rule out between two duties, with who stands on both sides and what money passed.
//
// Errors: FORBIDDEN without AUDIT_READ; INVALID for a time before anything was recorded.
func (s *Service) ConflictMatrix(ctx context.Context, asOf *time.Time) (*domain.ConflictMatrix, error) {
	l, err := s.lookAtConflicts(ctx, "conflictMatrix", 0, asOf)
	if err != nil {
		return nil, err
	}
	all, err := s.everyConflict(ctx, l, domain.ConflictFilter{})
	if err != nil {
		return nil, err
	}
	book := l.book.Book()
	m := &matrix{ConflictMatrix: domain.ConflictMatrix{At: l.at, Rulebook: l.book.Version()}}
	cells := map[string]*domain.MatrixCell{}
	for i := range book.Rules {
		rule := &book.Rules[i]
		cell := m.cell(m.duty(rule.Left), m.duty(rule.Right))
		cell.Rules = append(cell.Rules, rule)
		cells[rule.Key] = cell
	}
	for _, c := range all {
		m.count(cells[c.Rule.Key], c)
	}
	for _, cell := range m.cells {
		m.Cells = append(m.Cells, *cell)
	}
	return &m.ConflictMatrix, nil
}

type matrix struct {
	domain.ConflictMatrix
	cells []*domain.MatrixCell
}

// duty is the place of a side in the list.
func (m *matrix) duty(actions []domain.Action) int {
	name := authz.SideName(actions)
	at := slices.IndexFunc(m.Duties, func(d domain.MatrixDuty) bool { return d.Name == name })
	if at < 0 {
		at = len(m.Duties)
		m.Duties = append(m.Duties, domain.MatrixDuty{Name: name, Actions: actions})
	}
	return at
}

func (m *matrix) cell(left, right int) *domain.MatrixCell {
	for _, c := range m.cells {
		if c.Left == left && c.Right == right {
			return c
		}
	}
	c := &domain.MatrixCell{Left: left, Right: right}
	m.cells = append(m.cells, c)
	return c
}

// count adds a conflict to its cell.
func (m *matrix) count(cell *domain.MatrixCell, c *domain.SodConflict) {
	switch {
	case c.Kind == domain.ConflictExercised:
		cell.Exercised++
		cell.Acts += c.Acts
		if c.Exposure != nil {
			sum := *c.Exposure
			if cell.Exposure != nil {
				sum = sum.Add(*cell.Exposure)
			}
			cell.Exposure = &sum
		}
		return
	case c.State == domain.ConflictMitigated:
		cell.Mitigated++
	default:
		cell.Open++
	}
	cell.People++
}
