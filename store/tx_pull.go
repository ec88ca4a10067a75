package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// LedgerAccountsForUpdate locks an entity's accounts that are reconciled against the ledger.
func (tx *Tx) LedgerAccountsForUpdate(ctx context.Context, entity domain.EntityID) ([]*domain.ReconAccount, error) {
	var rows []reconAccountRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND 'LEDGER' = ANY(sources) AND closed_at IS NULL", entity).Order("id").For("UPDATE").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock accounts of the ledger: %w", err)
	}
	list := make([]*domain.ReconAccount, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// pullID is the id of a connection's place in an entity's books.
func pullID(connection string) domain.UUID { return domain.UUIDOf("ledger pull", connection) }

// MoveLedgerPull notes how far an entity's books were read, from where the caller began. It says whether they still stood
// there.
func (tx *Tx) MoveLedgerPull(ctx context.Context, entity domain.EntityID, connection, from, to string, at time.Time) (stands bool, err error) {
	result, err := tx.bun.Tx.ExecContext(ctx, `INSERT INTO ledger_pull (entity_id, id, next, pulled_at) SELECT $1::int, $2::uuid, $4::text, $5::timestamptz
		WHERE $3::text = '' OR EXISTS (SELECT FROM ledger_pull WHERE entity_id = $1 AND id = $2)
		ON CONFLICT (entity_id, id) DO UPDATE SET next = $4::text, pulled_at = $5::timestamptz WHERE ledger_pull.next = $3`, entity, pullID(connection), from, to, at)
	if err != nil {
		return false, fmt.Errorf("note how far the ledger was read: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, wrap("note how far the ledger was read", err)
}

// ForgetLedgerPull has an entity's books read from their beginning again: an account joined.
func (tx *Tx) ForgetLedgerPull(ctx context.Context, entity domain.EntityID) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE ledger_pull SET next = '' WHERE entity_id = $1`, entity)
	return wrap("read the ledger anew", err)
}

// LedgerPulled is how far an entity's books were read; "" is not at all.
func (db *DB) LedgerPulled(ctx context.Context, entity domain.EntityID, connection string) (next string, err error) {
	err = db.pool.QueryRow(ctx, `SELECT coalesce((SELECT next FROM ledger_pull WHERE entity_id = $1 AND id = $2), '')`, int32(entity), pullID(connection)).Scan(&next)
	return next, wrap("look how far the ledger was read", err)
}

// OpenCaseTwins are the twins of a category's open cases.
func (db *DB) OpenCaseTwins(ctx context.Context, category string) (map[string]bool, error) {
	rows, err := db.pool.Query(ctx, `SELECT twin FROM control_case WHERE state = 'OPEN' AND category = $1`, category)
	if err != nil {
		return nil, fmt.Errorf("load open cases: %w", err)
	}
	found := map[string]bool{}
	var twin string
	_, err = pgx.ForEachRow(rows, []any{&twin}, func() error { found[twin] = true; return nil })
	return found, wrap("load open cases", err)
}

// AnsweredFeedDays are the days of each account of which a person said that no statement is needed.
func (db *DB) AnsweredFeedDays(ctx context.Context, accounts []*domain.ReconAccount) (map[domain.UUID][]domain.Date, error) {
	return answeredFeedDays(ctx, db.pool, accounts)
}

// AnsweredFeedDays is DB.AnsweredFeedDays for one account.
func (tx *Tx) AnsweredFeedDays(ctx context.Context, account *domain.ReconAccount) (days []domain.Date, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		found, err := answeredFeedDays(ctx, c, []*domain.ReconAccount{account})
		days = found[account.ID.UUID]
		return err
	})
	return days, err
}

func answeredFeedDays(ctx context.Context, from querier, accounts []*domain.ReconAccount) (map[domain.UUID][]domain.Date, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := from.Query(ctx, `SELECT DISTINCT k.u, d::date FROM unnest($1::int[], $2::uuid[]) AS k (e, u)
		JOIN control_case c ON c.entity_id = k.e AND c.subject_id = k.u AND c.category = 'feed' AND c.resolution IN ('NOT_NEEDED', 'EXPLAINED')
		CROSS JOIN unnest(c.days) AS d ORDER BY 1, 2`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("load answered days: %w", err)
	}
	found := map[domain.UUID][]domain.Date{}
	var account domain.UUID
	var day domain.Date
	_, err = pgx.ForEachRow(rows, []any{&account, &day}, func() error { found[account] = append(found[account], day); return nil })
	return found, wrap("load answered days", err)
}
