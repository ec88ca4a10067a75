package store

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// The feed is the log in an order in which nothing can appear behind a reader's back. Ids are made before commit, so
// they may come into sight out of order; the number of the writing transaction, read only below the oldest one that is
// still open, may not.

// FeedPlace is where a reader of the feed stands. The zero place is before everything.
type FeedPlace struct {
	Txid uint64
	ID   domain.UUID
}

// FeedCursor writes a place for clients.
func FeedCursor(p FeedPlace) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d.%s", p.Txid, p.ID))
}

// ParseFeedCursor reads what FeedCursor wrote. Errors: BAD_CURSOR.
func ParseFeedCursor(s string) (FeedPlace, error) {
	bad := domain.Refuse(domain.CodeBadCursor, "This is not a cursor of this feed; begin again without one.")
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return FeedPlace{}, bad
	}
	txid, id, ok := strings.Cut(string(raw), ".")
	var p FeedPlace
	if _, err := fmt.Sscanf(txid, "%d", &p.Txid); err != nil || !ok {
		return FeedPlace{}, bad
	}
	if p.ID, err = domain.ParseUUID(id); err != nil {
		return FeedPlace{}, bad
	}
	return p, nil
}

// FeedItem is one event and the place behind it.
type FeedItem struct {
	Place FeedPlace
	Event domain.Event
}

// FeedEnd is the place behind everything that can be read now.
func (db *DB) FeedEnd(ctx context.Context) (FeedPlace, error) {
	var p FeedPlace
	err := db.pool.QueryRow(ctx, `SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint - 1`).Scan(&p.Txid)
	for i := range p.ID {
		p.ID[i] = 0xff
	}
	return p, wrap("find the end of the feed", err)
}

// Feed reads up to limit events behind place in the entities that scope sees.
func (db *DB) Feed(ctx context.Context, scope domain.Scope, place FeedPlace, limit int) ([]FeedItem, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT txid::text::bigint AS txid, `+eventColumns+`
		FROM event
		WHERE entity_id = ANY($1) AND (txid, id) > ($2::text::xid8, $3::uuid) AND txid < pg_snapshot_xmin(pg_current_snapshot())
		ORDER BY txid, id LIMIT $4`,
		entityNumbers(scope), fmt.Sprint(place.Txid), place.ID.String(), limit)
	if err != nil {
		return nil, fmt.Errorf("read the feed: %w", err)
	}
	type row struct {
		eventRow
		Txid uint64
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[row])
	if err != nil {
		return nil, fmt.Errorf("read the feed: %w", err)
	}
	items := make([]FeedItem, len(found))
	for i := range found {
		items[i] = FeedItem{FeedPlace{found[i].Txid, found[i].ID}, found[i].record()}
	}
	return items, nil
}

// Listen calls hint whenever another process may have written, until ctx ends or the connection breaks.
func (db *DB) Listen(ctx context.Context, hint func()) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, `LISTEN countersign`); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), `UNLISTEN countersign`) }()
	for {
		if _, err := conn.Conn().WaitForNotification(ctx); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		hint()
	}
}
