package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// asker sends batches of reads: the pool each by itself, an instant all as of one.
type asker interface {
	ask(ctx context.Context, fill func(*pgx.Batch)) error
}

// ask sends one batch. Postgres answers each of its statements as of when it comes to it.
func (db *DB) ask(ctx context.Context, fill func(*pgx.Batch)) error {
	batch := &pgx.Batch{}
	fill(batch)
	return db.pool.SendBatch(ctx, batch).Close()
}

// instant reads as of one instant, so that what belongs together is seen together: never an invoice that is posted beside
// its posting that is reversed. It costs no round trips: the first batch brings what begins the transaction, the last what
// ends it.
type instant struct{ conn *pgxpool.Conn }

// atOnce calls read with an instant. Nothing in read may ask for another connection.
func (db *DB) atOnce(ctx context.Context, read func(*instant) error) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release() // throws the connection away when an error left it inside of its transaction
	at := &instant{conn: conn}
	if err := read(at); err != nil || !at.begun() {
		return err
	}
	_, err = conn.Exec(ctx, "commit")
	return err
}

func (at *instant) begun() bool { return at.conn.Conn().PgConn().TxStatus() != 'I' }

func (at *instant) ask(ctx context.Context, fill func(*pgx.Batch)) error {
	batch := &pgx.Batch{}
	if !at.begun() {
		batch.Queue("begin isolation level repeatable read read only")
	}
	fill(batch)
	return at.conn.SendBatch(ctx, batch).Close()
}

// askLast is ask for the last time.
func (at *instant) askLast(ctx context.Context, fill func(*pgx.Batch)) error {
	return at.ask(ctx, func(batch *pgx.Batch) {
		fill(batch)
		batch.Queue("commit")
	})
}
