package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun/dialect/pgdialect"

	"countersign/domain"
)

// AccountOfAdjustment reads, without a lock, to which account and match an adjustment belongs: that never changes. The match
// is zero for none. Errors: NOT_FOUND.
func (tx *Tx) AccountOfAdjustment(ctx context.Context, id domain.ID) (account, group domain.ID, err error) {
	account = domain.ID{Kind: domain.NodeReconAccount, Entity: id.Entity}
	var of domain.UUID
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT account_id, group_id FROM adjustment WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID).Scan(&account.UUID, &of)
	if errors.Is(err, sql.ErrNoRows) {
		return account, group, notFound()
	}
	if !of.IsZero() {
		group = domain.ID{Kind: domain.NodeMatchGroup, Entity: id.Entity, UUID: of}
	}
	return account, group, wrap("find the account of an adjustment", err)
}

// AdjustmentForUpdate locks an adjustment. Errors: NOT_FOUND; STALE when version is neither 0 nor the stored one.
func (tx *Tx) AdjustmentForUpdate(ctx context.Context, id domain.ID, version int) (*domain.MatchAdjustment, error) {
	row := new(adjustmentRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).For("UPDATE").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, notFound()
	case err != nil:
		return nil, fmt.Errorf("lock adjustment: %w", err)
	case version != 0 && row.Version != version:
		return nil, Stale(row.Version)
	}
	return row.record(), nil
}

// SaveAdjustment writes what became of an adjustment and counts its version up. Errors: STALE.
func (tx *Tx) SaveAdjustment(ctx context.Context, a *domain.MatchAdjustment) error {
	row := adjustmentToRow(a)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(&row).Column("version", "state", "decided_by", "decided_at", "comment", "reference", "entry_id").
		Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, a.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save adjustment: %w", err)
	}
	a.Version = row.Version
	return nil
}

// PeriodsOfLines are the periods in which lines of an entity lie, by line; a line before the first period has none.
func (tx *Tx) PeriodsOfLines(ctx context.Context, entity domain.EntityID, lines []domain.UUID) (found map[domain.UUID][]domain.UUID, err error) {
	err = tx.onConn(func(c *pgx.Conn) (err error) {
		ids := make([]domain.ID, len(lines))
		for i, line := range lines {
			ids[i] = domain.ID{Kind: domain.NodeLine, Entity: entity, UUID: line}
		}
		found, err = periodsOfLines(ctx, c, ids)
		return err
	})
	return found, err
}

// PeriodsOfLines is Tx.PeriodsOfLines for who reads, of any entities.
func (db *DB) PeriodsOfLines(ctx context.Context, lines []domain.ID) (map[domain.UUID][]domain.UUID, error) {
	return periodsOfLines(ctx, db.pool, lines)
}

func periodsOfLines(ctx context.Context, from querier, lines []domain.ID) (map[domain.UUID][]domain.UUID, error) {
	entities, uuids := split(lines)
	rows, err := from.Query(ctx, `SELECT t.id, p.id FROM recon_line t`+keyed+`t.id = k.u
		JOIN period p ON p.entity_id = t.entity_id AND t.booked_on BETWEEN p.first_day AND p.last_day ORDER BY t.id, p.id`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("find the periods of lines: %w", err)
	}
	found := map[domain.UUID][]domain.UUID{}
	var line, period domain.UUID
	_, err = pgx.ForEachRow(rows, []any{&line, &period}, func() error { found[line] = append(found[line], period); return nil })
	return found, wrap("find the periods of lines", err)
}

// UnlistedAdjustments locks the adjustments of an account, whose row the caller holds, that are meant for the ledger, that it has not
// listed yet, and that bear one of these names: our key, or the ledger's number.
func (tx *Tx) UnlistedAdjustments(ctx context.Context, account domain.ID, names []string) ([]*domain.MatchAdjustment, error) {
	var rows []adjustmentRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND account_id = ? AND state IN ('APPROVED', 'POSTED') AND entry_id IS NULL", account.Entity, account.UUID).
		Where("key = ANY(?) OR reference = ANY(?)", pgdialect.Array(names), pgdialect.Array(names)).Order("key").For("UPDATE").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock adjustments that the ledger has not listed: %w", err)
	}
	return mapped(rows, (*adjustmentRow).record), nil
}
