package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/domain"
)

// LogRole is the database role that gives events their positions and keeps the log's tree and checkpoints. The program
// takes it on for that alone, on connections of its own.
const LogRole = "countersign_log"

// LogLock is an advisory lock of a session: one process at a time does what it stands for.
type LogLock int64

// The locks of the log: "csgs" and "csgc" in ASCII.
const (
	SequencerLock  LogLock = 0x63736773
	CheckpointLock LogLock = 0x63736763
)

// ErrOvertaken says that another sequencer has begun since: this one may write nothing more. ErrPlacedTwice says that an
// event that has a position waits for one: nobody of ours writes that.
var (
	ErrOvertaken   = errors.New("another sequencer has taken over")
	ErrPlacedTwice = errors.New("an event that has a position waits for one")
)

// LogSession is one connection as LogRole, outside of the pool: the lock that it holds ends with it. Not safe for
// concurrent use.
type LogSession struct {
	conn  *pgx.Conn
	epoch int64
}

// logEvent looks an event that waits up by its key, one by one: those are few beside the log.
const logEvent = `LATERAL (SELECT ` + eventColumns + ` FROM event e WHERE e.entity_id = l.entity AND e.id = l.event LIMIT 1) AS e`

// OpenLogSession connects as LogRole. A server that has lost sight of us gives our lock free within some seconds.
// Errors: when the login may not take on LogRole.
func (db *DB) OpenLogSession(ctx context.Context) (*LogSession, error) {
	config := db.pool.Config().ConnConfig
	config.RuntimeParams["role"] = LogRole
	config.RuntimeParams["tcp_keepalives_idle"], config.RuntimeParams["tcp_keepalives_interval"] = "2", "1"
	config.RuntimeParams["tcp_keepalives_count"] = "2"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect as %s: %w", LogRole, err)
	}
	return &LogSession{conn: conn}, nil
}

// Close ends the connection, and with it the lock.
func (l *LogSession) Close(ctx context.Context) { _ = l.conn.Close(ctx) }

// Take says whether this session now holds the lock. It does not wait: a statement that waits would keep the database
// from cleaning up behind everybody.
func (l *LogSession) Take(ctx context.Context, lock LogLock) (held bool, err error) {
	err = l.conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, int64(lock)).Scan(&held)
	return held, wrap("take the lock of the log", err)
}

// Begin makes this session the sequencer: every earlier one is overtaken. It returns the size of the log.
func (l *LogSession) Begin(ctx context.Context) (size int64, err error) {
	err = l.conn.QueryRow(ctx, `UPDATE log_sequencer SET epoch = epoch + 1 WHERE id = 1 RETURNING epoch`).Scan(&l.epoch)
	if err != nil {
		return 0, fmt.Errorf("begin to sequence: %w", err)
	}
	return l.Size(ctx)
}

// Size is how many positions were given.
func (l *LogSession) Size(ctx context.Context) (int64, error) { return logSize(ctx, l.conn) }

// Lost says whether the connection is gone, and the lock with it.
func (l *LogSession) Lost() bool { return l.conn.IsClosed() }

// Waits says whether any event waits for its position. It costs less than to ask by Sequence; by its order it reads the
// index, which forgets deleted rows sooner than the table does.
func (l *LogSession) Waits(ctx context.Context) (waits bool, err error) {
	err = l.conn.QueryRow(ctx, `SELECT count(*) > 0 FROM (SELECT FROM event_pending ORDER BY id LIMIT 1) AS p`).Scan(&waits)
	return waits, wrap("look for events without a position", err)
}

// Hashes is DB.LogHashes on this connection.
func (l *LogSession) Hashes(ctx context.Context, indexes []int64) ([]tlog.Hash, error) {
	return logHashes(ctx, l.conn, indexes)
}

// Pending is an event on its way to its position.
type Pending struct {
	Event domain.Event
	Since time.Time // when it was written
}

// Sequence gives up to limit pending events, the oldest first, the positions from size on, in one transaction, and
// returns them. leaves turns them into the hashes that the tree gains, in the order in which they are stored.
//
// It takes whatever is pending, never "what is newer than the last one": ids are made before commit, so an older one may
// come into sight later. Errors: ErrOvertaken; whatever leaves returns.
func (l *LogSession) Sequence(ctx context.Context, size int64, limit int, leaves func([]Pending) ([]tlog.Hash, error)) (taken []Pending, err error) {
	err = pgx.BeginFunc(ctx, l.conn, func(tx pgx.Tx) error {
		if err := l.fence(ctx, tx); err != nil {
			return err
		}
		if taken, err = pending(ctx, tx, limit); err != nil || len(taken) == 0 {
			return err
		}
		hashes, err := leaves(taken)
		if err != nil {
			return err
		}
		return place(ctx, tx, size, taken, hashes)
	})
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "log_entry_entity_event_key" {
		return nil, ErrPlacedTwice
	}
	if err != nil {
		return nil, fmt.Errorf("sequence: %w", err)
	}
	return taken, nil
}

// fence lets nobody write who was overtaken, whatever became of the lock.
func (l *LogSession) fence(ctx context.Context, tx pgx.Tx) error {
	var epoch int64
	if err := tx.QueryRow(ctx, `SELECT epoch FROM log_sequencer WHERE id = 1 FOR UPDATE`).Scan(&epoch); err != nil {
		return err
	}
	if epoch != l.epoch {
		return ErrOvertaken
	}
	return nil
}

func pending(ctx context.Context, tx pgx.Tx, limit int) ([]Pending, error) {
	rows, err := tx.Query(ctx, `SELECT l.since, e.* FROM (
		SELECT entity_id AS entity, id AS event, since FROM event_pending ORDER BY id LIMIT $1) AS l, `+logEvent, limit)
	if err != nil {
		return nil, err
	}
	type row struct {
		eventRow
		Since time.Time
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByNameLax[row])
	if err != nil {
		return nil, err
	}
	taken := make([]Pending, len(found))
	for i := range found {
		taken[i] = Pending{Event: found[i].record(), Since: found[i].Since}
	}
	return taken, nil
}

// place writes positions and hashes and takes the events off those that wait.
func place(ctx context.Context, tx pgx.Tx, size int64, taken []Pending, hashes []tlog.Hash) error {
	ids := make([]domain.ID, len(taken))
	for i := range taken {
		ids[i] = taken[i].Event.ID
	}
	entities, uuids := split(ids)
	if _, err := tx.Exec(ctx, `DELETE FROM event_pending t USING unnest($1::int[], $2::uuid[]) AS k (e, u)
		WHERE t.entity_id = k.e AND t.id = k.u`, entities, uuids); err != nil {
		return err
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"log_entry"}, []string{"position", "entity", "event"},
		pgx.CopyFromSlice(len(ids), func(i int) ([]any, error) {
			return []any{size + int64(i), int32(ids[i].Entity), [16]byte(ids[i].UUID)}, nil
		})); err != nil {
		return err
	}
	first := tlog.StoredHashCount(size)
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"log_hash"}, []string{"idx", "hash"},
		pgx.CopyFromSlice(len(hashes), func(i int) ([]any, error) { return []any{first + int64(i), hashes[i][:]}, nil }))
	return err
}

// ForgetPlaced takes off the pending events those that have a position already. Nobody should ever have written one so;
// who did would otherwise stop the log.
func (l *LogSession) ForgetPlaced(ctx context.Context) (int64, error) {
	done, err := l.conn.Exec(ctx, `DELETE FROM event_pending p USING log_entry l WHERE l.entity = p.entity_id AND l.event = p.id`)
	return done.RowsAffected(), wrap("take off what has a position", err)
}

// NewestCheckpoint is the checkpoint of the greatest size that the database holds; nil when there is none.
func (l *LogSession) NewestCheckpoint(ctx context.Context) (*LogCheckpoint, error) {
	return checkpointOf(l.conn.QueryRow(ctx, `SELECT size, text, at FROM log_checkpoint ORDER BY size DESC LIMIT 1`))
}

// KeepCheckpoint adds a checkpoint; one of its size that is there already stays.
func (l *LogSession) KeepCheckpoint(ctx context.Context, c LogCheckpoint) error {
	_, err := l.conn.Exec(ctx, `INSERT INTO log_checkpoint (size, text, at) VALUES ($1, $2, $3) ON CONFLICT (size) DO NOTHING`, c.Size, c.Text, c.At)
	return wrap("keep checkpoint", err)
}
