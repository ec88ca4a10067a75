package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// InsertAccessChange keeps a change of access that was asked for.
func (tx *Tx) InsertAccessChange(ctx context.Context, c *domain.AccessChange) error {
	_, err := tx.bun.NewInsert().Model(changeToRow(c)).Exec(ctx)
	return wrap("keep the change of access", err)
}

// AccessChangeForUpdate locks a change of access. version 0 takes it as it stands.
// Errors: NOT_FOUND; STALE when version is not the stored one.
func (tx *Tx) AccessChangeForUpdate(ctx context.Context, id domain.ID, version int) (*domain.AccessChange, error) {
	row := new(accessChangeRow)
	err := tx.bun.NewSelect().Model(row).Where("id = ?", id.UUID).For("UPDATE").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, notFound()
	case err != nil:
		return nil, fmt.Errorf("lock the change of access: %w", err)
	case version != 0 && row.Version != version:
		return nil, Stale(row.Version)
	}
	return row.record(), nil
}

// OpenAccessChanges locks the changes of access that wait for a decision and that a person asked for, is the subject of or
// would answer for, in order of their ids.
func (tx *Tx) OpenAccessChanges(ctx context.Context, person domain.UUID) ([]*domain.AccessChange, error) {
	var rows []accessChangeRow
	err := tx.bun.NewSelect().Model(&rows).Where("state = ? AND (requested_by = ? OR person_id = ? OR proposal->'service'->'account'->>'Owner' = ?)",
		domain.ChangeRequested, person, person, person.String()).
		Order("id").For("UPDATE").Scan(ctx)
	return mapped(rows, (*accessChangeRow).record), wrap("lock open changes of access", err)
}

// SaveAccessChange writes where a change of access stands and counts its version up. What was proposed never changes.
// Errors: STALE when the stored version is another; DUTY_CONFLICT when the decision breaks four eyes.
func (tx *Tx) SaveAccessChange(ctx context.Context, c *domain.AccessChange) error {
	row := changeToRow(c)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).Column("version", "state", "base", "preview", "decided_by", "decided_at", "comment", "applied").
		Where("id = ? AND version = ?", row.ID, c.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save the change of access: %w", err)
	}
	c.Version = row.Version
	return nil
}

// UsedInGroup are the duties that people used on the chains of records that belong to the whole group: on the records
// themselves, and in any of the entities that these reach.
func (tx *Tx) UsedInGroup(ctx context.Context, people, records []domain.UUID, entities []domain.EntityID) ([]domain.DutyUse, error) {
	return usedInGroup(ctx, tx.bun, people, records, entities)
}

// UsedInGroup is what Tx.UsedInGroup is, for who reads.
func (db *DB) UsedInGroup(ctx context.Context, people, records []domain.UUID, entities []domain.EntityID) ([]domain.DutyUse, error) {
	return usedInGroup(ctx, db.bun, people, records, entities)
}

func usedInGroup(ctx context.Context, db bun.IDB, people, records []domain.UUID, entities []domain.EntityID) ([]domain.DutyUse, error) {
	reached := append([]domain.EntityID{0}, entities...)
	chains := slices.Clone(records)
	for _, e := range reached {
		chains = append(chains, domain.EntityChain(e))
	}
	var rows []dutyRow
	err := db.NewSelect().Model(&rows).Where("entity_id IN (?) AND person IN (?) AND chain IN (?)", bun.List(reached), bun.List(people), bun.List(chains)).Scan(ctx)
	return mapped(rows, (*dutyRow).record), wrap("load used duties of the group", err)
}
