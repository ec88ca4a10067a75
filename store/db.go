package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/extra/bunotel"

	"countersign/domain"
)

// AppRole is the database role that the running program takes on: it may add to the tables of record, never alter them.
const AppRole = "countersign_app"

// Options says how to reach the database.
type Options struct {
	URL      string          // postgres://…
	MaxConns int32           // connections of this process; 0 means 16
	Tracer   pgx.QueryTracer // sees every statement; nil for none. Tests count with it.
}

// DB is one pool of connections, shared by Bun, River and the hot path. It is safe for concurrent use.
type DB struct {
	pool *pgxpool.Pool
	sql  *sql.DB
	bun  *bun.DB
}

// Open connects as the application's role and pings once. Errors: when the database cannot be reached.
func Open(ctx context.Context, opts Options) (*DB, error) {
	config, err := pgxpool.ParseConfig(opts.URL)
	if err != nil {
		return nil, fmt.Errorf("read the database address: %w", err)
	}
	config.MaxConns = 16
	if opts.MaxConns > 0 {
		config.MaxConns = opts.MaxConns
	}
	config.ConnConfig.Tracer = opts.Tracer
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["role"] = AppRole
	config.MaxConnIdleTime = 5 * time.Minute
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	db := &DB{pool: pool, sql: stdlib.OpenDBFromPool(pool)}
	db.bun = bun.NewDB(db.sql, pgdialect.New()).WithQueryHook(bunotel.NewQueryHook(bunotel.WithDBName("countersign")))
	return db, nil
}

// Pool is the pool itself, for the job workers and the hot path.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// SQL is the pool as database/sql, for inserting jobs inside a transaction.
func (db *DB) SQL() *sql.DB { return db.sql }

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Close ends all connections; it waits for those in use.
func (db *DB) Close() {
	_ = db.sql.Close()
	db.pool.Close()
}

// notFound is the one sentence for records that are absent or not visible; the two look alike.
func notFound() error {
	return domain.Refuse(domain.CodeNotFound, "There is no such record, or you may not see it.")
}
