package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"countersign/domain"
)

// InsertReconAccount adds an account to reconcile. Errors: DUPLICATE when its ledger account or bank number has one.
func (tx *Tx) InsertReconAccount(ctx context.Context, a *domain.ReconAccount) error {
	if _, err := tx.bun.NewInsert().Model(reconAccountToRow(a)).Exec(ctx); err != nil {
		return fmt.Errorf("add account to reconcile: %w", err)
	}
	return nil
}

// ReconAccountForUpdate locks an account; version 0 takes it as it stands. Whoever holds the lock is alone in loading
// lines of the account and in changing what became of them.
// Errors: NOT_FOUND; STALE when version is not the stored one.
func (tx *Tx) ReconAccountForUpdate(ctx context.Context, id domain.ID, version int) (*domain.ReconAccount, error) {
	row := new(reconAccountRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).For("UPDATE").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, notFound()
	case err != nil:
		return nil, fmt.Errorf("lock account to reconcile: %w", err)
	case version != 0 && row.Version != version:
		return nil, Stale(row.Version)
	}
	return row.record(), nil
}

// SaveReconAccount writes the account's row and counts its version up. Errors: STALE; DUPLICATE.
func (tx *Tx) SaveReconAccount(ctx context.Context, a *domain.ReconAccount) error {
	row := reconAccountToRow(a)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id", "created_at").
		Where("entity_id = ? AND id = ? AND version = ?", a.ID.Entity, a.ID.UUID, a.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save account to reconcile: %w", err)
	}
	a.Version = row.Version
	return nil
}

// HasLines says whether lines of a source were ever loaded into an account; "" is any source.
func (tx *Tx) HasLines(ctx context.Context, account domain.ID, source domain.ReconSource) (there bool, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM recon_line WHERE entity_id = $1 AND account_id = $2 AND ($3 = '' OR source = $3))`,
		account.Entity, account.UUID, string(source)).Scan(&there)
	return there, wrap("look for lines", err)
}

// OpenWorkOf counts what is left to do on an account, whose row the caller holds.
func (tx *Tx) OpenWorkOf(ctx context.Context, account domain.ID) (open domain.OpenWork, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		 WHERE l.entity_id = $1 AND l.account_id = $2 AND coalesce(c.state, 'NEW') NOT IN ('MATCHED', 'EXCLUDED')),
		(SELECT count(*) FROM adjustment WHERE entity_id = $1 AND account_id = $2 AND state IN ('PROPOSED', 'APPROVED')),
		(SELECT count(*) FROM recon_run WHERE entity_id = $1 AND account_id = $2 AND state = 'RUNNING')`,
		account.Entity, account.UUID).Scan(&open.Lines, &open.Adjustments, &open.Runs)
	return open, wrap("count the open work of an account", err)
}
