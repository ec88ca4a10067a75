package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// caseOwnerRow is a row of case_owner.
type caseOwnerRow struct {
	bun.BaseModel `bun:"table:case_owner" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	AccountKind   string
	Category      string
	Owner         domain.UUID
	SetBy         domain.UUID
	SetAt         time.Time
	Reason        string
}

func (r *caseOwnerRow) record() *domain.CaseOwner {
	return &domain.CaseOwner{
		ID: domain.ID{Kind: domain.NodeCaseOwner, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, AccountKind: r.AccountKind, Category: r.Category,
		OwnerID: r.Owner, SetByID: r.SetBy, SetAt: r.SetAt.UTC(), Reason: r.Reason,
	}
}

// CaseOwners are the rules of an entity that say who owns cases of lines, those that were taken back included.
func (tx *Tx) CaseOwners(ctx context.Context, entity domain.EntityID) ([]*domain.CaseOwner, error) {
	return caseOwners(ctx, tx.bun, "entity_id = ?", entity)
}

// CaseOwners are the rules in force of the entities in scope.
func (db *DB) CaseOwners(ctx context.Context, scope domain.Scope) ([]*domain.CaseOwner, error) {
	return caseOwners(ctx, db.bun, "entity_id IN (?) AND owner IS NOT NULL", bun.List(append(entityNumbers(scope), -1)))
}

func caseOwners(ctx context.Context, from bun.IDB, where string, args ...any) ([]*domain.CaseOwner, error) {
	var rows []caseOwnerRow
	if err := from.NewSelect().Model(&rows).Where(where, args...).Order("entity_id", "account_kind", "category").Scan(ctx); err != nil {
		return nil, fmt.Errorf("load who owns cases: %w", err)
	}
	list := make([]*domain.CaseOwner, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// SaveCaseOwner writes a rule, new at version 0, and counts its version up. Errors: STALE.
func (tx *Tx) SaveCaseOwner(ctx context.Context, o *domain.CaseOwner) error {
	row := &caseOwnerRow{
		EntityID: o.ID.Entity, ID: o.ID.UUID, Version: o.Version + 1, AccountKind: o.AccountKind, Category: o.Category, Owner: o.OwnerID, SetBy: o.SetByID,
		SetAt: o.SetAt, Reason: o.Reason,
	}
	err := exactlyOne(tx.bun.NewInsert().Model(row).On("CONFLICT (entity_id, id) DO UPDATE").Set("version = EXCLUDED.version, owner = EXCLUDED.owner, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at, reason = EXCLUDED.reason").
		Where("?TableAlias.version = ?", o.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("say who owns cases: %w", err)
	}
	o.Version = row.Version
	return nil
}
