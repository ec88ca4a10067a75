package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

const balanceRule = "approved = posted + reversed + under way + refused: every round that was approved is meant for the ledger, and no other"

// balance lays every approved round of an invoice beside what was meant for the ledger. A round is approved when the last
// word on each of its steps is an approval, or when a policy let it pass; an approval that fell counts only where the
// invoice went on to another round, which leaves a posting that the ledger had refused behind.
const balance = `
	WITH word AS (
		SELECT DISTINCT ON (entity_id, task_id) entity_id, task_id, outcome, standing
		FROM decision WHERE task_id IS NOT NULL ORDER BY entity_id, task_id, at DESC, id DESC
	), step AS (
		SELECT t.entity_id, t.invoice_id, t.round, t.state = 'DONE' AND coalesce(w.outcome, '') = 'APPROVE' AS approved, w.standing
		FROM task t LEFT JOIN word w ON w.entity_id = t.entity_id AND w.task_id = t.id WHERE t.kind = 'APPROVE'
		UNION ALL SELECT entity_id, invoice_id, round, true, standing FROM decision WHERE outcome = 'AUTO_APPROVE'
	), approved AS (
		SELECT s.entity_id, s.invoice_id, s.round FROM step s JOIN invoice i ON i.entity_id = s.entity_id AND i.id = s.invoice_id
		GROUP BY s.entity_id, s.invoice_id, s.round HAVING bool_and(s.approved AND (s.standing OR i.round > s.round))
	)
	SELECT entity_id, invoice_id, a.round IS NOT NULL AS approved, p.state
	FROM approved a FULL JOIN (SELECT entity_id, invoice_id, revision AS round, state FROM posting WHERE effect = 'post' AND invoice_id IS NOT NULL) AS p
		USING (entity_id, invoice_id, round)`

// balance holds the two sides of the equation against each other, row by row, and writes both.
func (s *Sweep) balance(ctx context.Context, tx pgx.Tx) error {
	var posted, reversed, underWay, refused int64
	err := tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE approved), count(*) FILTER (WHERE state = 'CONFIRMED'), count(*) FILTER (WHERE state = 'REVERSED'),
			count(*) FILTER (WHERE state IN ('PENDING', 'SENT', 'IN_DOUBT')), count(*) FILTER (WHERE state = 'REFUSED')
		FROM (`+balance+`) AS b`).Scan(&s.Checked, &posted, &reversed, &underWay, &refused)
	if err != nil {
		return err
	}
	s.Sum = fmt.Sprintf("%d approved = %d posted + %d reversed + %d under way + %d refused by the ledger", s.Checked, posted, reversed, underWay, refused)
	return s.gather(ctx, tx, `SELECT entity_id, invoice_id FROM (`+balance+`) AS b WHERE NOT approved OR state IS NULL`)
}
