package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"countersign/domain"
)

// InsertFile keeps a file word for word.
func (tx *Tx) InsertFile(ctx context.Context, file *domain.Evidence, content []byte, by domain.UUID) error {
	// Not through Bun, which would write the bytes as a literal of twice their size into the statement.
	_, err := tx.bun.Tx.ExecContext(ctx, `INSERT INTO file (entity_id, id, name, media_type, sha256, bytes, content, added_by, added_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		file.ID.Entity, file.ID.UUID, file.Name, file.MediaType, file.SHA256, file.Bytes, content, by, file.AddedAt)
	return wrap("keep file", err)
}

// InsertIntake adds a received file's way.
func (tx *Tx) InsertIntake(ctx context.Context, in *domain.Intake) error {
	if _, err := tx.bun.NewInsert().Model(intakeToRow(in)).Exec(ctx); err != nil {
		return fmt.Errorf("add intake: %w", err)
	}
	return nil
}

// IntakeForUpdate locks a received file's way. version 0 takes it as it stands.
// Errors: NOT_FOUND; STALE when version is not the stored one.
func (tx *Tx) IntakeForUpdate(ctx context.Context, id domain.ID, version int) (*domain.Intake, error) {
	row := new(intakeRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).For("UPDATE").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, notFound()
	case err != nil:
		return nil, fmt.Errorf("lock intake: %w", err)
	case version != 0 && row.Version != version:
		return nil, Stale(row.Version)
	}
	return row.record(), nil
}

// SaveIntake writes the way's row and counts its version up.
// Errors: STALE; DUPLICATE when the same bytes were accepted before.
func (tx *Tx) SaveIntake(ctx context.Context, in *domain.Intake) error {
	row := intakeToRow(in)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id").
		Where("entity_id = ? AND id = ? AND version = ?", in.ID.Entity, in.ID.UUID, in.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save intake: %w", err)
	}
	in.Version = row.Version
	return nil
}

// AcceptedTwin is the invoice that the same bytes became before, the zero id when there is none.
func (tx *Tx) AcceptedTwin(ctx context.Context, entity domain.EntityID, sha256 string) (domain.UUID, error) {
	var id domain.UUID
	err := tx.bun.Tx.QueryRowContext(ctx,
		`SELECT invoice_id FROM intake WHERE entity_id = $1 AND sha256 = $2 AND state = 'ACCEPTED'`, entity, sha256).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return id, fmt.Errorf("look for the same file: %w", err)
	}
	return id, nil
}

// InsertJob adds long work.
func (tx *Tx) InsertJob(ctx context.Context, j *domain.Job) error {
	if _, err := tx.bun.NewInsert().Model(jobToRow(j)).Exec(ctx); err != nil {
		return fmt.Errorf("add job: %w", err)
	}
	return nil
}

// JobForUpdate locks long work. Errors: NOT_FOUND.
func (tx *Tx) JobForUpdate(ctx context.Context, id domain.ID) (*domain.Job, error) {
	row := new(jobRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock job: %w", err)
	}
	return row.record()
}

// SaveJob writes long work's row and counts its version up. Errors: STALE.
func (tx *Tx) SaveJob(ctx context.Context, j *domain.Job) error {
	row := jobToRow(j)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id", "created_at").
		Where("entity_id = ? AND id = ? AND version = ?", j.ID.Entity, j.ID.UUID, j.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save job: %w", err)
	}
	j.Version = row.Version
	return nil
}
