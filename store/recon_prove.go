package store

import (
	"context"
	"database/sql"
	"fmt"

	"countersign/domain"
)

// readWhole has statements of a transaction join and count all rows at once, by as many workers as there are: the planner knows
// nothing yet of rows that were just written, takes millions for a few, and would look each up by itself, and sort them.
const readWhole = `SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off; SET LOCAL work_mem = '128MB';
	SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0;
	SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL min_parallel_index_scan_size = 0`

// ReadWhole prepares a transaction for statements over all lines of an account, see readWhole.
func (tx *Tx) ReadWhole(ctx context.Context) error {
	_, err := tx.bun.Tx.ExecContext(ctx, readWhole)
	return wrap("prepare to read all lines", err)
}

// SideCount is lines and minor units of one source, currency and state.
type SideCount struct {
	Source   domain.ReconSource
	Currency domain.Currency
	State    domain.LineState // "" for lines without a claim
	Lines    int
	Sum      int64
}

// CountSides counts all booked lines of an account by what became of them, and the account's claims without a line in it, of
// which there are none. It reads lines and claims, and nothing that a run says of itself.
func (tx *Tx) CountSides(ctx context.Context, account domain.ID) (list []SideCount, stray int, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT count(*) FROM recon_claim WHERE entity_id = $1 AND account_id = $2`, account.Entity, account.UUID).Scan(&stray)
	if err != nil {
		return nil, 0, fmt.Errorf("count claims: %w", err)
	}
	rows, err := tx.bun.Tx.QueryContext(ctx, `
		SELECT l.source, l.currency::text, l.provisional, coalesce(c.state, ''), count(*), sum(l.minor)::bigint
		FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id AND c.account_id = l.account_id
		WHERE l.entity_id = $1 AND l.account_id = $2 GROUP BY 1, 2, 3, 4`, account.Entity, account.UUID)
	if err != nil {
		return nil, 0, fmt.Errorf("count lines by state: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var one SideCount
		var provisional bool
		if err := rows.Scan(&one.Source, &one.Currency, &provisional, &one.State, &one.Lines, &one.Sum); err != nil {
			return nil, 0, fmt.Errorf("count lines by state: %w", err)
		}
		if one.State != "" {
			stray -= one.Lines
		}
		if !provisional {
			list = append(list, one)
		}
	}
	return list, stray, wrap("count lines by state", rows.Err())
}

// BrokenGroup is a group of an account whose parts do not fit; "" when all fit, with how many were looked at. A group fits
// when its members are exactly the lines that claim it, in its state, and, where its lines are of one currency and books
// names the sides, when the lines outside less those of the books are its remainder.
func (tx *Tx) BrokenGroup(ctx context.Context, account domain.ID, books []domain.ReconSource) (groups int, broken string, err error) {
	var id sql.NullString
	err = tx.bun.Tx.QueryRowContext(ctx, `
		WITH held AS (
		  SELECT c.group_id AS id, min(c.state COLLATE "C") AS least, max(c.state COLLATE "C") AS most, count(*) AS lines, min(l.currency) AS first, max(l.currency) AS last,
		    sum(CASE WHEN l.source = ANY($3::text[]) THEN -l.minor ELSE l.minor END) AS difference
		  FROM recon_claim c JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
		  WHERE c.entity_id = $1 AND c.account_id = $2 AND c.group_id IS NOT NULL GROUP BY 1
		), standing AS (
		  SELECT id, state, cardinality(members) AS members, remainder FROM match_group WHERE entity_id = $1 AND account_id = $2 AND state <> 'UNDONE'
		)
		SELECT count(*), min(coalesce(s.id, h.id)::text) FILTER (WHERE s.id IS NULL OR h.id IS NULL OR h.lines <> s.members OR h.least <> h.most
		    OR (h.least = 'SUGGESTED') <> (s.state = 'SUGGESTED')
		    OR ($4 AND h.first = h.last AND h.difference <> s.remainder))
		FROM held h FULL JOIN standing s ON s.id = h.id`, account.Entity, account.UUID, texts(books), len(books) > 0).Scan(&groups, &id)
	return groups, id.String, wrap("hold groups against their lines", err)
}

// CountExcluded counts the lines of an account that runs left out, by rule, source and currency. It reads lines and claims alone.
func (tx *Tx) CountExcluded(ctx context.Context, account domain.ID) ([]domain.RuleExclusion, error) {
	rows, err := tx.bun.Tx.QueryContext(ctx, `
		SELECT c.rule_id, l.source, l.currency::text, count(*), sum(l.minor)::bigint
		FROM recon_claim c JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
		WHERE c.entity_id = $1 AND c.account_id = $2 AND c.state = 'EXCLUDED' AND NOT c.held AND c.rule_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
		account.Entity, account.UUID)
	if err != nil {
		return nil, fmt.Errorf("count lines that are left out: %w", err)
	}
	defer rows.Close()
	var list []domain.RuleExclusion
	for rows.Next() {
		var one domain.RuleExclusion
		if err := rows.Scan(&one.RuleID, &one.Source, &one.Sum.Currency, &one.Lines, &one.Sum.Minor); err != nil {
			return nil, fmt.Errorf("count lines that are left out: %w", err)
		}
		list = append(list, one)
	}
	return list, wrap("count lines that are left out", rows.Err())
}
