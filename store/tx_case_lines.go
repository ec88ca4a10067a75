package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Hold is a line that is in a case.
type Hold struct {
	Line, Case domain.UUID
	State      domain.LineState
	Sticks     bool // it stays in the case whatever a run makes of it: a person put it there, or it is carried forward
}

// openClaim says of a claim c that its line is not settled.
const openClaim = `c.state NOT IN ('MATCHED', 'EXCLUDED')`

// sticks says of a case k that lines stay in it whatever a run makes of them.
const sticks = `(k.opened_by IS NOT NULL OR k.carried_to IS NOT NULL)`

// Holds are the lines of these that are in cases, in the order of their ids. The caller holds the account's row.
func (tx *Tx) Holds(ctx context.Context, entity domain.EntityID, lines []domain.UUID) ([]Hold, error) {
	return tx.holds(ctx, `SELECT c.id, c.case_id, c.state, `+sticks+` FROM recon_claim c
		JOIN control_case k ON k.entity_id = c.entity_id AND k.id = c.case_id
		WHERE c.entity_id = $1 AND c.id = ANY($2::uuid[]) ORDER BY c.id`, int32(entity), uuidTexts(lines))
}

// Kept are the lines of an account that a run may take and that stay in their cases, open or carried forward on a day,
// whatever it makes of them.
func (tx *Tx) Kept(ctx context.Context, account domain.ID, today domain.Date) (map[domain.UUID]domain.UUID, error) {
	list, err := tx.holds(ctx, `SELECT c.id, c.case_id, c.state, true FROM control_case k
		JOIN recon_claim c ON c.entity_id = k.entity_id AND c.case_id = k.id AND NOT c.held AND c.state <> 'MATCHED'
		WHERE k.entity_id = $1 AND k.subject_id = $2 AND (k.state = 'OPEN' AND k.opened_by IS NOT NULL OR k.carried_to >= $3::text::date)`,
		int32(account.Entity), account.UUID, today.String())
	kept := make(map[domain.UUID]domain.UUID, len(list))
	for _, h := range list {
		kept[h.Line] = h.Case
	}
	return kept, err
}

func (tx *Tx) holds(ctx context.Context, sql string, args ...any) (list []Hold, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		rows, err := c.Query(ctx, sql, args...)
		if err != nil {
			return fmt.Errorf("look which cases hold lines: %w", err)
		}
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (h Hold, err error) {
			err = row.Scan(&h.Line, &h.Case, &h.State, &h.Sticks)
			return h, err
		})
		return wrap("look which cases hold lines", err)
	})
	return list, err
}

// CaseCount is how many lines a case holds.
type CaseCount struct {
	Open, All int
	Oldest    domain.Date // of the open ones; zero for none
}

// CountCases counts what cases hold; one that holds nothing is left out.
func (tx *Tx) CountCases(ctx context.Context, entity domain.EntityID, cases []domain.UUID) (found map[domain.UUID]CaseCount, err error) {
	found = map[domain.UUID]CaseCount{}
	err = tx.onConn(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `SELECT c.case_id, count(*) FILTER (WHERE `+openClaim+`), count(*), min(l.booked_on) FILTER (WHERE `+openClaim+`)
			FROM recon_claim c JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
			WHERE c.entity_id = $1 AND c.case_id = ANY($2::uuid[]) GROUP BY 1`, int32(entity), uuidTexts(cases))
		if err != nil {
			return fmt.Errorf("count lines of cases: %w", err)
		}
		var id domain.UUID
		var n CaseCount
		_, err = pgx.ForEachRow(rows, []any{&id, &n.Open, &n.All, &n.Oldest}, func() error { found[id] = n; return nil })
		return wrap("count lines of cases", err)
	})
	return found, err
}

// OpenLinesOf are the open lines of a case with what became of them, at most limit, the earliest first.
func (tx *Tx) OpenLinesOf(ctx context.Context, id domain.ID, limit int) (list []MatchLine, err error) {
	err = tx.onConn(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `SELECT l.*, c.state, c.group_id, c.case_id, c.rule_id, c.held FROM recon_claim c
			JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
			WHERE c.entity_id = $1 AND c.case_id = $2 AND `+openClaim+` ORDER BY l.booked_on, l.id LIMIT $3`, int32(id.Entity), id.UUID, limit)
		if err != nil {
			return fmt.Errorf("load lines of a case: %w", err)
		}
		type row struct {
			reconLineStateRow
			Held bool
		}
		var found []row
		if err := collect(&found)(rows); err != nil {
			return fmt.Errorf("load lines of a case: %w", err)
		}
		for i := range found {
			list = append(list, MatchLine{Line: found[i].record(), Held: found[i].Held})
		}
		return nil
	})
	return list, err
}

// MoveLines puts the open lines of a case into another.
func (tx *Tx) MoveLines(ctx context.Context, from, to domain.ID) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE recon_claim c SET case_id = $3 WHERE entity_id = $1 AND case_id = $2 AND `+openClaim, from.Entity, from.UUID, to.UUID)
	return wrap("put lines into another case", err)
}

// SetOldest notes when the oldest open line of a case was booked. Nobody is told of it: it says only when somebody must be.
func (tx *Tx) SetOldest(ctx context.Context, id domain.ID, oldest domain.Date) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE control_case SET oldest = $3 WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID, oldest)
	return wrap("note how old a case is", err)
}

// LeftOutOf are the lines of a case that were left out. Its account is locked by the caller.
func (tx *Tx) LeftOutOf(ctx context.Context, id domain.ID) (list []domain.UUID, err error) {
	err = tx.bun.NewRaw(`SELECT id FROM recon_claim WHERE entity_id = ? AND case_id = ? AND state = 'EXCLUDED' ORDER BY id`, id.Entity, id.UUID).Scan(ctx, &list)
	return list, wrap("load lines that were left out", err)
}

// CertifiedWith is the certified period of an account in which one of these lines lies; "" for none.
func (tx *Tx) CertifiedWith(ctx context.Context, account domain.ID, lines []domain.UUID) (period string, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `
		SELECT coalesce(min(to_char(p.first_day, 'YYYY-MM')), '') FROM recon_line l
		JOIN reconciliation r ON r.entity_id = l.entity_id AND r.account_id = l.account_id AND r.state = 'CERTIFIED'
		JOIN period p ON p.entity_id = r.entity_id AND p.id = r.period_id AND l.booked_on BETWEEN p.first_day AND p.last_day
		WHERE l.entity_id = $1 AND l.account_id = $2 AND l.id = ANY($3::uuid[])`, account.Entity, account.UUID, uuidTexts(lines)).Scan(&period)
	return period, wrap("look for certified periods", err)
}
