package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"countersign/domain"
)

// InsertPosting keeps an intent towards a ledger. Meaning the same effect again changes nothing.
func (tx *Tx) InsertPosting(ctx context.Context, p *domain.Posting) error {
	once := "CONFLICT (entity_id, invoice_id, revision, effect) DO NOTHING"
	if !p.AdjustmentID.IsZero() {
		once = "CONFLICT (entity_id, adjustment_id, revision, effect) DO NOTHING"
	}
	_, err := tx.bun.NewInsert().Model(postingToRow(p)).On(once).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep posting: %w", err)
	}
	return nil
}

// SubjectOfPosting reads, without a lock, which invoice or adjustment an intent is about: that never changes.
// Errors: NOT_FOUND.
func (tx *Tx) SubjectOfPosting(ctx context.Context, id domain.ID) (domain.ID, error) {
	var invoice, adjustment domain.UUID
	err := tx.bun.Tx.QueryRowContext(ctx, `SELECT invoice_id, adjustment_id FROM posting WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID).Scan(&invoice, &adjustment)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return domain.ID{}, notFound()
	case err != nil:
		return domain.ID{}, fmt.Errorf("find what a posting is about: %w", err)
	case !adjustment.IsZero():
		return domain.ID{Kind: domain.NodeAdjustment, Entity: id.Entity, UUID: adjustment}, nil
	}
	return domain.ID{Kind: domain.NodeInvoice, Entity: id.Entity, UUID: invoice}, nil
}

// PostingForUpdate locks an intent. Errors: NOT_FOUND.
func (tx *Tx) PostingForUpdate(ctx context.Context, id domain.ID) (*domain.Posting, error) {
	return tx.posting(ctx, "entity_id = ? AND id = ?", id.Entity, id.UUID)
}

// PostingOf locks the newest intent of an invoice or adjustment with this effect ("post" or "reverse"). Errors: NOT_FOUND.
func (tx *Tx) PostingOf(ctx context.Context, about domain.ID, effect string) (*domain.Posting, error) {
	column := "invoice_id"
	if about.Kind == domain.NodeAdjustment {
		column = "adjustment_id"
	}
	return tx.posting(ctx, "entity_id = ? AND ? = ? AND effect = ?", about.Entity, bun.Ident(column), about.UUID, effect)
}

func (tx *Tx) posting(ctx context.Context, where string, args ...any) (*domain.Posting, error) {
	row := new(postingRow)
	err := tx.bun.NewSelect().Model(row).Where(where, args...).Order("revision DESC").Limit(1).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock posting: %w", err)
	}
	return row.record(), nil
}

// SavePosting writes an intent's row and counts its version up. Errors: STALE.
func (tx *Tx) SavePosting(ctx context.Context, p *domain.Posting) error {
	row := postingToRow(p)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id", "invoice_id", "adjustment_id", "key", "body", "body_hash").
		Where("entity_id = ? AND id = ? AND version = ?", p.ID.Entity, p.ID.UUID, p.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save posting: %w", err)
	}
	p.Version = row.Version
	return nil
}

// DropPosting forgets an intent that was never tried. Errors: STALE when it was.
func (tx *Tx) DropPosting(ctx context.Context, p *domain.Posting) error {
	err := exactlyOne(tx.bun.Tx.ExecContext(ctx,
		`DELETE FROM posting WHERE entity_id = $1 AND id = $2 AND state = 'PENDING' AND attempts = 0`, p.ID.Entity, p.ID.UUID))
	return wrap("drop posting", err)
}

// InsertAttempt keeps that a step towards the ledger begins, before it begins.
func (tx *Tx) InsertAttempt(ctx context.Context, p *domain.Posting, step string, at time.Time) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO posting_attempt (entity_id, id, posting_id, fence, step, started_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.ID.Entity, attemptID(p), p.ID.UUID, p.Fence, step, at)
	if err != nil {
		return fmt.Errorf("keep attempt: %w", err)
	}
	return nil
}

// EndAttempt keeps how the newest attempt ended.
func (tx *Tx) EndAttempt(ctx context.Context, p *domain.Posting, outcome, problem string, at time.Time) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `
		UPDATE posting_attempt SET ended_at = $3, outcome = $4, problem = nullif($5, '') WHERE entity_id = $1 AND id = $2`,
		p.ID.Entity, attemptID(p), at, outcome, problem)
	if err != nil {
		return fmt.Errorf("end attempt: %w", err)
	}
	return nil
}

func attemptID(p *domain.Posting) domain.UUID {
	return domain.UUIDOf("attempt", p.ID.UUID.String(), fmt.Sprint(p.Fence))
}

// LostPostings are up to limit postings whose holder is gone: nothing was written about them since before, and nothing
// is due later.
func (db *DB) LostPostings(ctx context.Context, before time.Time, limit int) ([]domain.ID, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT entity_id, id FROM posting
		WHERE state IN ('PENDING', 'SENT', 'IN_DOUBT') AND updated_at < $1 AND (retry_at IS NULL OR retry_at < $1)
		ORDER BY updated_at LIMIT $2`, before, limit)
	if err != nil {
		return nil, fmt.Errorf("look for lost postings: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (domain.ID, error) {
		id := domain.ID{Kind: domain.NodePosting}
		err := row.Scan(&id.Entity, &id.UUID)
		return id, err
	})
}

// EachPostingKey calls take for the key and state of every posting towards a ledger.
func (db *DB) EachPostingKey(ctx context.Context, connector string, take func(key string, state domain.PostingState)) error {
	rows, err := db.pool.Query(ctx, `SELECT key, state FROM posting WHERE connector = $1`, connector)
	if err != nil {
		return fmt.Errorf("read posting keys: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var state domain.PostingState
		if err := rows.Scan(&key, &state); err != nil {
			return fmt.Errorf("read posting keys: %w", err)
		}
		take(key, state)
	}
	return rows.Err()
}
