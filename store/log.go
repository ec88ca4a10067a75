package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/domain"
)

// LogEntry is one position of the log and the event that has it.
type LogEntry struct {
	Position int64
	ID       domain.ID     // of the event
	Event    *domain.Event // nil when the row is gone, which breaks the log
	Leaf     tlog.Hash     // as the tree holds it, whatever the row says now; zero when it is gone
}

// LogSize is how many positions were given: 0 to LogSize-1.
func (db *DB) LogSize(ctx context.Context) (int64, error) { return logSize(ctx, db.pool) }

// Unplaced says whether an event waits for its position.
func (db *DB) Unplaced(ctx context.Context) (waits bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM event_pending)`).Scan(&waits)
	return waits, wrap("look for events without a position", err)
}

// querier is a pool or a connection.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

func logSize(ctx context.Context, from querier) (size int64, err error) {
	err = from.QueryRow(ctx, `SELECT coalesce(max(position) + 1, 0) FROM log_entry`).Scan(&size)
	return size, wrap("measure the log", err)
}

// leafIndex is tlog.StoredHashIndex(0, position) in SQL: as many hashes lie below a leaf as leaves and whole subtrees.
const leafIndex = `2 * l.position - bit_count(l.position::bit(64))`

// LogEntries reads the positions from to to-1, in order; one that was never given is missing from the answer. All are
// held in memory: ask for some thousands at a time.
func (db *DB) LogEntries(ctx context.Context, from, to int64) ([]LogEntry, error) {
	type place struct {
		Position int64
		Entity   domain.EntityID
		Event    domain.UUID
		Hash     []byte
	}
	var places []place
	rows, err := db.pool.Query(ctx, `SELECT l.position, l.entity, l.event, h.hash FROM log_entry l LEFT JOIN log_hash h ON h.idx = `+leafIndex+`
		WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position`, from, to)
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	if err := collect(&places)(rows); err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	entries, ids := make([]LogEntry, len(places)), make([]domain.ID, len(places))
	for i, p := range places {
		ids[i] = domain.ID{Kind: domain.NodeEvent, Entity: p.Entity, UUID: p.Event}
		entries[i] = LogEntry{Position: p.Position, ID: ids[i]}
		copy(entries[i].Leaf[:], p.Hash)
	}
	events, err := db.logEvents(ctx, ids)
	for i := range entries {
		entries[i].Event = events[ids[i]]
	}
	return entries, err
}

// logEvents reads the events of some positions. Ids tell the time, and so does the place of an event in the log: between the
// least and the greatest id lie few of the months by which events are kept, and the database looks into no other.
func (db *DB) logEvents(ctx context.Context, ids []domain.ID) (map[domain.ID]*domain.Event, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	order := func(a, b domain.ID) int { return bytes.Compare(a.UUID[:], b.UUID[:]) }
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT `+eventColumns+` FROM event t`+keyed+`t.id = k.u WHERE t.id BETWEEN $3 AND $4`,
		entities, uuids, slices.MinFunc(ids, order).UUID.String(), slices.MaxFunc(ids, order).UUID.String())
	if err != nil {
		return nil, fmt.Errorf("read events of the log: %w", err)
	}
	var found []eventRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("read events of the log: %w", err)
	}
	events := make(map[domain.ID]*domain.Event, len(found))
	for i := range found {
		e := found[i].record()
		events[domain.ID{Kind: domain.NodeEvent, Entity: e.ID.Entity, UUID: e.ID.UUID}] = &e
	}
	return events, nil
}

// LogHashes reads hashes of the log's tree by index, as tlog.StoredHashIndex counts them, in the order asked for.
// Errors: one that is not there.
func (db *DB) LogHashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	return logHashes(ctx, db.pool, indexes)
}

func logHashes(ctx context.Context, from querier, indexes []int64) ([]tlog.Hash, error) {
	found, err := hashesWhere(ctx, from, `idx = ANY($1)`, indexes)
	if err != nil {
		return nil, err
	}
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		var there bool
		if hashes[i], there = found[idx]; !there {
			return nil, fmt.Errorf("read the log's tree: hash %d is missing", idx)
		}
	}
	return hashes, nil
}

// LogHashRange reads the hashes of the log's tree with the indexes from to to-1; those that are not there are missing from
// the answer. All are held in memory.
func (db *DB) LogHashRange(ctx context.Context, from, to int64) (map[int64]tlog.Hash, error) {
	return hashesWhere(ctx, db.pool, `idx >= $1 AND idx < $2`, from, to)
}

func hashesWhere(ctx context.Context, from querier, condition string, args ...any) (map[int64]tlog.Hash, error) {
	rows, err := from.Query(ctx, `SELECT idx, hash FROM log_hash WHERE `+condition, args...)
	if err != nil {
		return nil, fmt.Errorf("read the log's tree: %w", err)
	}
	found := map[int64]tlog.Hash{}
	var idx int64
	var hash []byte
	if _, err := pgx.ForEachRow(rows, []any{&idx, &hash}, func() error { found[idx] = tlog.Hash(hash); return nil }); err != nil {
		return nil, fmt.Errorf("read the log's tree: %w", err)
	}
	return found, nil
}

// LogCheckpoint is a checkpoint as it was signed.
type LogCheckpoint struct {
	Size int64
	Text string
	At   time.Time
}

// LogCheckpointFrom is the first checkpoint that covers size entries; nil when none does yet. With size 0 it is the
// newest one.
func (db *DB) LogCheckpointFrom(ctx context.Context, size int64) (*LogCheckpoint, error) {
	order := ` WHERE size >= $1 ORDER BY size LIMIT 1`
	if size == 0 {
		order = ` WHERE size >= $1 ORDER BY size DESC LIMIT 1`
	}
	return checkpointOf(db.pool.QueryRow(ctx, `SELECT size, text, at FROM log_checkpoint`+order, size))
}

func checkpointOf(row pgx.Row) (*LogCheckpoint, error) {
	c := new(LogCheckpoint)
	err := row.Scan(&c.Size, &c.Text, &c.At)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	c.At = c.At.UTC()
	return c, wrap("read checkpoint", err)
}
