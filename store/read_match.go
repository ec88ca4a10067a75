package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// GroupsByID reads these matches with their adjustments, as far as scope sees them.
func (db *DB) GroupsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.MatchGroup, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT t.* FROM match_group t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load matches: %w", err)
	}
	var found []matchGroupRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load matches: %w", err)
	}
	list := make([]*domain.MatchGroup, len(found))
	for i := range found {
		if list[i], err = found[i].record(); err != nil {
			return nil, err
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return list, dressGroups(ctx, db.pool, list)
}

// RuleUse is how many matches of a rule stand, and how many people turned down or took back.
type RuleUse struct{ Matched, Undone int }

// RuleUses counts the matches of an account by rule.
func (db *DB) RuleUses(ctx context.Context, account domain.ID) (map[domain.UUID]RuleUse, error) {
	rows, err := db.pool.Query(ctx, `SELECT rule_id, count(*) FILTER (WHERE state <> 'UNDONE'), count(*) FILTER (WHERE state = 'UNDONE' AND decided_by IS NOT NULL)
		FROM match_group WHERE entity_id = $1 AND account_id = $2 AND rule_id IS NOT NULL GROUP BY 1`, int32(account.Entity), account.UUID)
	if err != nil {
		return nil, fmt.Errorf("count matches by rule: %w", err)
	}
	found := map[domain.UUID]RuleUse{}
	var rule domain.UUID
	var use RuleUse
	_, err = pgx.ForEachRow(rows, []any{&rule, &use.Matched, &use.Undone}, func() error { found[rule] = use; return nil })
	return found, wrap("count matches by rule", err)
}

// MaxNear bounds how many open lines are looked through for one line.
const MaxNear = 2000

// OpenNear reads booked open lines of an account around a line, of every source, those nearest in time first: at most
// MaxNear within days of it.
func (db *DB) OpenNear(ctx context.Context, line *domain.Line, days int, today domain.Date) ([]*domain.Line, error) {
	rows, err := db.pool.Query(ctx, `SELECT `+namesOf[reconLineRow]("l")+`, c.state, c.group_id, c.case_id, c.rule_id FROM recon_line l
		LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		WHERE l.entity_id = $1 AND l.account_id = $2 AND l.booked_on BETWEEN $3::text::date - $4::int AND $3::text::date + $4::int AND NOT l.provisional
		  AND l.currency = $5 AND l.id <> $6 AND (c.state IS NULL OR c.state IN ('SUGGESTED', 'AMBIGUOUS', 'CASE'))
		ORDER BY l.source = $7, abs(l.booked_on - $3::text::date), abs(l.minor - $8), l.id LIMIT $9`,
		int32(line.ID.Entity), line.AccountID, line.BookedOn.String(), days, string(line.Amount.Currency), line.ID.UUID, string(line.Source), line.Amount.Minor, MaxNear)
	if err != nil {
		return nil, fmt.Errorf("load open lines near one: %w", err)
	}
	var found []reconLineStateRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load open lines near one: %w", err)
	}
	lines := make([]*domain.Line, len(found))
	for i := range found {
		lines[i] = found[i].record()
		lines[i].AgeDays = max(lines[i].BookedOn.DaysUntil(today), 0)
	}
	return lines, nil
}
