package store

import (
	"context"
	"fmt"

	"countersign/domain"
)

// ReconciliationForUpdate reads a period of an account with its signatures and the figures of now. The account is locked
// by the caller, so that nothing of it changes until the transaction ends.
// Errors: NOT_FOUND when the entity has no such period.
func (tx *Tx) ReconciliationForUpdate(ctx context.Context, account *domain.ReconAccount, period domain.UUID) (r *domain.Reconciliation, changes int64, err error) {
	return reconciliation(ctx, tx.bun, account, period)
}

// SaveReconciliation writes a reconciliation as it stands now, new at version 0, and the signatures that were added or
// voided. changes is the account's count that its figures rest on. Errors: STALE.
func (tx *Tx) SaveReconciliation(ctx context.Context, r *domain.Reconciliation, changes int64) error {
	row := reconciliationToRow(r, changes)
	row.Version++
	if r.Version == 0 {
		if _, err := tx.bun.NewInsert().Model(row).Exec(ctx); err != nil {
			return fmt.Errorf("add reconciliation: %w", err)
		}
	} else {
		err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id", "account_id", "period_id").
			Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, r.Version).Exec(ctx))
		if err != nil {
			return fmt.Errorf("save reconciliation: %w", err)
		}
	}
	r.Version = row.Version
	for i := range r.SignOffs {
		s := signOffToRow(r.ID, &r.SignOffs[i])
		_, err := tx.bun.NewInsert().Model(s).On("CONFLICT (entity_id, id) DO UPDATE").
			Set("voided_at = EXCLUDED.voided_at, void_reason = EXCLUDED.void_reason").
			Where("?TableAlias.voided_at IS DISTINCT FROM EXCLUDED.voided_at").Exec(ctx)
		if err != nil {
			return fmt.Errorf("save signature: %w", err)
		}
	}
	return nil
}
