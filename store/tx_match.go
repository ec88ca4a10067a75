package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// MatchLine is a line with what became of it, and who made it so.
type MatchLine struct {
	*domain.Line
	Held       bool
	GroupState domain.GroupState // "" without a group
	By         domain.UUID       // the person who made or accepted its group; zero for none
}

// LinesForMatch reads lines of an account, in the order of their ids. The caller holds the account's row, so they stand
// still. Lines of other accounts are left out.
func (tx *Tx) LinesForMatch(ctx context.Context, account domain.ID, ids []domain.UUID) (list []MatchLine, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		rows, err := c.Query(ctx, `
			SELECT l.*, c.state, c.group_id, c.case_id, c.rule_id, coalesce(c.held, false) AS held, g.state AS group_state, coalesce(g.by_person, g.decided_by) AS by
			FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
			LEFT JOIN match_group g ON g.entity_id = c.entity_id AND g.id = c.group_id
			WHERE l.entity_id = $1 AND l.account_id = $2 AND l.id = ANY($3) ORDER BY l.id`, int32(account.Entity), account.UUID, uuidTexts(ids))
		if err != nil {
			return fmt.Errorf("load lines to match: %w", err)
		}
		type row struct {
			reconLineStateRow
			Held       bool
			GroupState *domain.GroupState
			By         domain.UUID
		}
		var found []row
		if err := collect(&found)(rows); err != nil {
			return fmt.Errorf("load lines to match: %w", err)
		}
		for i := range found {
			list = append(list, MatchLine{found[i].record(), found[i].Held, orZero(found[i].GroupState), found[i].By})
		}
		return nil
	})
	return list, err
}

// AccountOfGroup reads, without a lock, to which account a match belongs: that never changes. Errors: NOT_FOUND.
func (tx *Tx) AccountOfGroup(ctx context.Context, id domain.ID) (domain.ID, error) {
	account := domain.ID{Kind: domain.NodeReconAccount, Entity: id.Entity}
	err := tx.bun.Tx.QueryRowContext(ctx, `SELECT account_id FROM match_group WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID).Scan(&account.UUID)
	if errors.Is(err, sql.ErrNoRows) {
		return account, notFound()
	}
	return account, wrap("find the account of a match", err)
}

// GroupForUpdate locks a match and reads its adjustment, and whether a certified period holds one of its lines.
// Errors: NOT_FOUND; STALE when version is not the stored one.
func (tx *Tx) GroupForUpdate(ctx context.Context, id domain.ID, version int) (g *domain.MatchGroup, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		rows, err := c.Query(ctx, `SELECT * FROM match_group WHERE entity_id = $1 AND id = $2 FOR UPDATE`, int32(id.Entity), id.UUID)
		if err != nil {
			return fmt.Errorf("lock match: %w", err)
		}
		row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[matchGroupRow])
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return notFound()
		case err != nil:
			return fmt.Errorf("lock match: %w", err)
		case version != 0 && row.Version != version:
			return Stale(row.Version)
		}
		if g, err = row.record(); err != nil {
			return err
		}
		return dressGroups(ctx, c, []*domain.MatchGroup{g})
	})
	return g, err
}

// dressGroups reads the adjustments of matches, and the certified periods that hold their lines.
func dressGroups(ctx context.Context, from querier, groups []*domain.MatchGroup) error {
	byID, byAdjustment := map[domain.UUID]*domain.MatchGroup{}, map[domain.UUID][]*domain.MatchGroup{} // the explained match, and that of the entry
	var ids, adjustments []domain.ID
	for _, g := range groups {
		byID[g.ID.UUID] = g
		ids = append(ids, g.ID)
		if !g.AdjustmentID.IsZero() {
			byAdjustment[g.AdjustmentID] = append(byAdjustment[g.AdjustmentID], g)
			adjustments = append(adjustments, domain.ID{Entity: g.ID.Entity, UUID: g.AdjustmentID})
		}
	}
	if len(adjustments) > 0 {
		entities, uuids := split(adjustments)
		rows, err := from.Query(ctx, `SELECT `+namesOf[adjustmentRow]("t")+` FROM adjustment t`+keyed+`t.id = k.u`, entities, uuids)
		if err != nil {
			return fmt.Errorf("load adjustments: %w", err)
		}
		var found []adjustmentRow
		if err := collect(&found)(rows); err != nil {
			return fmt.Errorf("load adjustments: %w", err)
		}
		for i := range found {
			for _, g := range byAdjustment[found[i].ID] {
				g.Adjustment = found[i].record()
			}
		}
	}
	entities, uuids := split(ids)
	rows, err := from.Query(ctx, `
		SELECT g.id, min(to_char(p.first_day, 'YYYY-MM')) FROM match_group g
		JOIN unnest($1::int[], $2::uuid[]) AS k (e, u) ON g.entity_id = k.e AND g.id = k.u
		JOIN reconciliation r ON r.entity_id = g.entity_id AND r.account_id = g.account_id AND r.state = 'CERTIFIED'
		JOIN period p ON p.entity_id = r.entity_id AND p.id = r.period_id
		JOIN recon_line l ON l.entity_id = g.entity_id AND l.id = ANY(g.members) AND l.booked_on BETWEEN p.first_day AND p.last_day
		GROUP BY 1`, entities, uuids)
	if err != nil {
		return fmt.Errorf("look for certified periods: %w", err)
	}
	var id domain.UUID
	var period string
	_, err = pgx.ForEachRow(rows, []any{&id, &period}, func() error { byID[id].Certified = period; return nil })
	return wrap("look for certified periods", err)
}

// InsertGroup adds a person's match.
func (tx *Tx) InsertGroup(ctx context.Context, g *domain.MatchGroup) error {
	reasons, err := jsonText(g.Reasons)
	if err != nil {
		return err
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO match_group (entity_id, id, version, account_id, shape, state, by_person, members, score, reasons, remainder, currency, adjustment_id, before, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8::uuid[], $9, $10::jsonb, $11, $12, $13, $14::jsonb, $15)`,
		g.ID.Entity, g.ID.UUID, g.Version, g.AccountID, g.Shape, g.State, g.PersonID, uuidTexts(g.Members), g.Score, reasons, g.Remainder.Minor,
		g.Remainder.Currency, g.AdjustmentID, string(g.Before), g.MadeAt)
	return wrap("add match", err)
}

// SaveGroup writes what became of a match and counts its version up. Errors: STALE.
func (tx *Tx) SaveGroup(ctx context.Context, g *domain.MatchGroup) error {
	err := exactlyOne(tx.bun.Tx.ExecContext(ctx, `UPDATE match_group SET version = version + 1, state = $4, decided_by = $5, adjustment_id = $6
		WHERE entity_id = $1 AND id = $2 AND version = $3`, g.ID.Entity, g.ID.UUID, g.Version, g.State, g.DecidedID, g.AdjustmentID))
	if err != nil {
		return fmt.Errorf("save match: %w", err)
	}
	g.Version++
	return nil
}

// ClaimsOf are the claims of lines; new lines have none.
func (tx *Tx) ClaimsOf(ctx context.Context, entity domain.EntityID, lines []domain.UUID) ([]domain.Claim, error) {
	rows, err := tx.bun.Tx.QueryContext(ctx, `SELECT id, state, group_id, case_id, held FROM recon_claim WHERE entity_id = $1 AND id = ANY($2::uuid[]) ORDER BY id`,
		entity, uuidTexts(lines))
	if err != nil {
		return nil, fmt.Errorf("load claims: %w", err)
	}
	defer rows.Close()
	var list []domain.Claim
	for rows.Next() {
		var c domain.Claim
		if err := rows.Scan(&c.Line, &c.State, &c.Group, &c.Case, &c.Held); err != nil {
			return nil, fmt.Errorf("load claims: %w", err)
		}
		list = append(list, c)
	}
	return list, wrap("load claims", rows.Err())
}

// SetClaims says what became of lines, whatever it was before. The caller holds the account's row.
func (tx *Tx) SetClaims(ctx context.Context, account domain.ID, claims []domain.Claim) error {
	if len(claims) == 0 {
		return nil
	}
	var lines, states, groups, cases []string
	var held []bool
	text := func(id domain.UUID) string {
		if id.IsZero() {
			return ""
		}
		return id.String()
	}
	for _, c := range claims {
		lines, states, held = append(lines, c.Line.String()), append(states, string(c.State)), append(held, c.Held)
		groups, cases = append(groups, text(c.Group)), append(cases, text(c.Case))
	}
	_, err := tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO recon_claim (entity_id, id, account_id, state, group_id, case_id, held)
		SELECT $1, l, $2, s, nullif(g, '')::uuid, nullif(c, '')::uuid, h FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[]) AS k (l, s, g, c, h)
		ON CONFLICT (entity_id, id) DO UPDATE SET state = EXCLUDED.state, group_id = EXCLUDED.group_id, case_id = EXCLUDED.case_id, held = EXCLUDED.held, rule_id = NULL`,
		account.Entity, account.UUID, lines, states, groups, cases, held)
	return wrap("claim lines", err)
}

// FreeLines makes lines new again.
func (tx *Tx) FreeLines(ctx context.Context, account domain.ID, lines []domain.UUID) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `DELETE FROM recon_claim WHERE entity_id = $1 AND account_id = $2 AND id = ANY($3::uuid[])`,
		account.Entity, account.UUID, uuidTexts(lines))
	return wrap("free lines", err)
}

// ActiveRules are the rules of an account in force; nil when it has none yet.
func (tx *Tx) ActiveRules(ctx context.Context, account domain.ID) (*domain.MatchRuleSet, error) {
	row := new(ruleSetRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND account_id = ? AND state = 'ACTIVE'", account.Entity, account.UUID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	return row.record()
}

// InsertAdjustment adds a proposed adjustment.
func (tx *Tx) InsertAdjustment(ctx context.Context, a *domain.MatchAdjustment) error {
	row := adjustmentToRow(a)
	if _, err := tx.bun.NewInsert().Model(&row).Exec(ctx); err != nil {
		return fmt.Errorf("propose adjustment: %w", err)
	}
	return nil
}

// WithdrawAdjustment takes a proposal back that nobody decided on. Errors: STALE when somebody just did.
func (tx *Tx) WithdrawAdjustment(ctx context.Context, a *domain.MatchAdjustment) error {
	return wrap("withdraw adjustment", exactlyOne(tx.bun.Tx.ExecContext(ctx, `UPDATE adjustment SET version = version + 1, state = 'WITHDRAWN'
		WHERE entity_id = $1 AND id = $2 AND state = 'PROPOSED'`, a.ID.Entity, a.ID.UUID)))
}

// NextKeys hands out n human keys of a kind at once; the first is returned with a function that makes the n-th.
func (tx *Tx) NextKeys(ctx context.Context, entity domain.EntityID, prefix string, year, n int) (func(i int) string, error) {
	var last int64
	err := tx.bun.Tx.QueryRowContext(ctx, `
		INSERT INTO key_counter (entity_id, id, prefix, year, last) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (entity_id, prefix, year) DO UPDATE SET last = key_counter.last + $5 RETURNING last`,
		int32(entity), keyCounterID(entity, prefix, year), prefix, year, n).Scan(&last)
	return func(i int) string { return keyOf(prefix, year, last-int64(n)+int64(i)+1) }, wrap("count "+prefix+" keys", err)
}

func jsonText(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write %T: %w", v, err)
	}
	return string(text), nil
}
