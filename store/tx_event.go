package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"countersign/domain"
)

// Version is which snapshot of roles and of the directory is in force.
type Version struct {
	Authz     int64
	Directory int64
}

// Version reads which snapshots are in force, for the deciding transaction.
func (tx *Tx) Version(ctx context.Context) (v Version, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT authz, directory FROM world WHERE id = 1`).Scan(&v.Authz, &v.Directory)
	if err != nil {
		return v, fmt.Errorf("read the version in force: %w", err)
	}
	return v, nil
}

// AppendEvents adds events to the log and to those that wait for a position, in one statement.
func (tx *Tx) AppendEvents(ctx context.Context, events []domain.Event) error {
	plan := planOf(reflect.TypeFor[eventRow]())
	for part := range slices.Chunk(events, maxAppended) {
		width := len(plan.fields)
		args := make([]any, len(part)*width)
		for i := range part {
			row := eventToRow(&part[i])
			if err := plan.values(reflect.ValueOf(&row).Elem(), args[i*width:(i+1)*width]); err != nil {
				return fmt.Errorf("append events: %w", err)
			}
		}
		if _, err := tx.bun.Tx.ExecContext(ctx, appendStatement(plan, len(part)), args...); err != nil {
			return fmt.Errorf("append events: %w", err)
		}
	}
	return nil
}

// maxAppended bounds one statement: a statement takes 65,535 values.
const maxAppended = 1000

// appendStatement inserts rows of events and marks each as pending. Its text depends on their number alone, so that
// every connection has it prepared.
func appendStatement(plan *copyPlan, rows int) string {
	var b strings.Builder
	b.WriteString("WITH kept AS (INSERT INTO event (" + strings.Join(plan.columns, ", ") + ") VALUES ")
	for n := range rows * len(plan.columns) {
		switch {
		case n == 0:
			b.WriteString("(")
		case n%len(plan.columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		b.WriteString("$" + strconv.Itoa(n+1))
	}
	b.WriteString(") RETURNING entity_id, id) INSERT INTO event_pending (entity_id, id) SELECT entity_id, id FROM kept")
	return b.String()
}

// Notify tells other processes that there is something new to read, once this transaction commits. It is a hint.
func (tx *Tx) Notify(ctx context.Context) error {
	if _, err := tx.bun.Tx.ExecContext(ctx, `SELECT pg_notify('countersign', '')`); err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

// Remember claims an idempotency key. When the key was used before it loads the first answer into answer and says so;
// a claim that is still in another's hands is waited for.
// Errors: IDEMPOTENCY_MISMATCH when the key came with another body.
func (tx *Tx) Remember(ctx context.Context, entity domain.EntityID, key domain.UUID, bodyHash string, at time.Time, answer any) (seen bool, err error) {
	result, err := tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO idempotency (entity_id, id, body_hash, answer, at) VALUES ($1, $2, $3, 'null', $4)
		ON CONFLICT (entity_id, id) DO NOTHING`, entity, key, bodyHash, at)
	if err != nil {
		return false, fmt.Errorf("claim key: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return false, err
	}
	var hash string
	var stored []byte
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT body_hash, answer FROM idempotency WHERE entity_id = $1 AND id = $2`, entity, key).
		Scan(&hash, &stored)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, Stale(0) // the other claim was rolled back while we looked
	case err != nil:
		return false, fmt.Errorf("read answer: %w", err)
	case hash != bodyHash:
		return false, domain.RefuseField(domain.CodeIdempotencyMismatch, "idempotencyKey",
			"This key was used before with another input; take a new key for a new intent.")
	}
	if err := json.Unmarshal(stored, answer); err != nil {
		return false, fmt.Errorf("read answer: %w", err)
	}
	return true, nil
}

// Answer keeps what a repeat of the key will be answered.
func (tx *Tx) Answer(ctx context.Context, entity domain.EntityID, key domain.UUID, answer any) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `UPDATE idempotency SET answer = $3 WHERE entity_id = $1 AND id = $2`, entity, key, string(text))
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	return nil
}
