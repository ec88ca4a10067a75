package authz

import "fmt"

// try asks one question of each sort, so that a rulebook or an engine that cannot answer is found when it is loaded.
func (s *Snapshot) try() error {
	e, err := s.borrow()
	if err != nil {
		return fmt.Errorf("try the rulebook: %w", err)
	}
	defer s.giveBack(e)
	for _, h := range s.people {
		for _, here := range h.at {
			one := here[0]
			for action, a := range acts {
				if !one.role.carries(a) {
					continue
				}
				r := request{sub: h.word, may: s.words[action][""], ent: one.row[2], amt: noAmount, at: one.row[4]}
				row, err := e.mayBy([][]string{one.row}, r)
				if err != nil {
					return fmt.Errorf("try the rulebook: %w", err)
				}
				if row == nil {
					return fmt.Errorf("try the rulebook: grant %s does not give %s", one.ID, action)
				}
				return s.tryDuties(e)
			}
		}
	}
	return s.tryDuties(e)
}

func (s *Snapshot) tryDuties(e *evaluator) error {
	for action, table := range s.duties {
		for _, row := range table.rows[1:] {
			free, err := e.clear(table.rows, []any{row[1]})
			if err != nil {
				return fmt.Errorf("try the rulebook: %w", err)
			}
			if free {
				return fmt.Errorf("try the rulebook: %s does not stop %s", row[0], action)
			}
		}
		if free, err := e.clear(table.rows, []any{}); err != nil || !free {
			return fmt.Errorf("try the rulebook: %s is stopped without a conflict: %w", action, err)
		}
	}
	return nil
}
