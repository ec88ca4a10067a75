package store

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/migrate"
)

// migrationLock is the advisory lock that one migrating process holds: "csgn" in ASCII, to collide with nobody.
const migrationLock = 0x6373676e

// MigrationState is one step of the schema and when it was taken.
type MigrationState struct {
	Name      string    // "0001_reference" for ours, "river_001" for the job queue's
	AppliedAt time.Time // UTC; zero while pending
}

// MigrateUp takes every pending step, ours first and then the job queue's, and returns their names; none when the schema
// was current.
//
// Processes that start at once take turns under an advisory lock and only the first finds work. Each file and the note
// that it was applied are one transaction, so a crash in between repeats nothing. The connection must own the tables:
// the application's role may not migrate.
// Errors: a schema newer than files, a failing statement; what came before it stays applied.
func MigrateUp(ctx context.Context, pool *pgxpool.Pool, files fs.FS) ([]string, error) {
	var done []string
	err := migrating(ctx, pool, files, func(m *migrator) error {
		if err := m.refuseNewer(ctx); err != nil {
			return err
		}
		group, err := m.bun.Migrate(ctx)
		if err != nil {
			return fmt.Errorf("migrate up: %w", err)
		}
		for _, step := range group.Migrations {
			done = append(done, step.String())
		}
		result, err := m.river.Migrate(ctx, rivermigrate.DirectionUp, nil)
		if err != nil {
			return fmt.Errorf("migrate the job queue up: %w", err)
		}
		for _, version := range result.Versions {
			done = append(done, riverName(version.Version))
		}
		// Bun's table of notes is older than the role; the running program reads it to know whether it fits.
		if _, err := pool.Exec(ctx, "GRANT SELECT ON bun_migrations TO "+AppRole); err != nil {
			return fmt.Errorf("let the application read which migrations were applied: %w", err)
		}
		return nil
	})
	return done, err
}

// MigrateDown takes back the last steps of ours and returns their names, last first. steps 0 takes back everything, the
// job queue's tables included, and with them all data.
func MigrateDown(ctx context.Context, pool *pgxpool.Pool, files fs.FS, steps int) ([]string, error) {
	var done []string
	err := migrating(ctx, pool, files, func(m *migrator) error {
		if err := m.refuseNewer(ctx); err != nil {
			return err
		}
		if steps == 0 {
			result, err := m.river.Migrate(ctx, rivermigrate.DirectionDown, &rivermigrate.MigrateOpts{TargetVersion: -1})
			if err != nil {
				return fmt.Errorf("migrate the job queue down: %w", err)
			}
			for _, version := range result.Versions {
				done = append(done, riverName(version.Version))
			}
		}
		all, err := m.bun.MigrationsWithStatus(ctx)
		if err != nil {
			return fmt.Errorf("read applied migrations: %w", err)
		}
		for i, step := range all.Applied() {
			if steps != 0 && i == steps {
				break
			}
			if step.Down == nil {
				return fmt.Errorf("migrate down: %s has no way back", step.String())
			}
			m.down = true
			if err := step.Down(ctx, m.bun, &step); err != nil {
				return fmt.Errorf("migrate down: %s: %w", step.String(), err)
			}
			done = append(done, step.String())
		}
		return nil
	})
	return done, err
}

// MigrationStatus lists every step known to files and to the job queue, in the order in which they are taken. It writes
// nothing, so it answers on an empty database too.
func MigrationStatus(ctx context.Context, pool *pgxpool.Pool, files fs.FS) ([]MigrationState, error) {
	m, err := newMigrator(pool, files)
	if err != nil {
		return nil, err
	}
	defer func() { _ = m.db.Close() }() // the pool stays open
	applied := map[string]time.Time{}
	for table, query := range map[string]string{
		"bun_migrations":  "SELECT name, migrated_at FROM bun_migrations",
		"river_migration": "SELECT 'river_' || lpad(version::text, 3, '0'), created_at FROM river_migration",
	} {
		var there bool
		if err := pool.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", table).Scan(&there); err != nil {
			return nil, fmt.Errorf("read applied migrations: %w", err)
		}
		if !there {
			continue
		}
		rows, err := pool.Query(ctx, query)
		if err != nil {
			return nil, fmt.Errorf("read applied migrations: %w", err)
		}
		var name string
		var at time.Time
		if _, err := pgx.ForEachRow(rows, []any{&name, &at}, func() error { applied[name] = at.UTC(); return nil }); err != nil {
			return nil, fmt.Errorf("read applied migrations: %w", err)
		}
	}
	var all []MigrationState
	for _, step := range m.files.Sorted() {
		all = append(all, MigrationState{Name: step.String(), AppliedAt: applied[step.Name]})
	}
	for _, version := range m.river.AllVersions() {
		all = append(all, MigrationState{Name: riverName(version.Version), AppliedAt: applied[riverName(version.Version)]})
	}
	return all, nil
}

func riverName(version int) string { return fmt.Sprintf("river_%03d", version) }

// migrator joins our files and the job queue's steps.
type migrator struct {
	db    *bun.DB
	files *migrate.Migrations
	bun   *migrate.Migrator
	river *rivermigrate.Migrator[pgx.Tx]
	down  bool // which note the hook writes
}

func newMigrator(pool *pgxpool.Pool, files fs.FS) (*migrator, error) {
	m := &migrator{files: migrate.NewMigrations()}
	if err := m.files.Discover(files); err != nil {
		return nil, fmt.Errorf("read migration files: %w", err)
	}
	m.db = bun.NewDB(stdlib.OpenDBFromPool(pool), pgdialect.New())
	m.bun = migrate.NewMigrator(m.db, m.files,
		migrate.WithMarkAppliedOnSuccess(true),
		migrate.WithUpsert(true), // the hook's note and Bun's own, after the commit, are the same row
		migrate.AfterMigration(m.note),
	)
	var err error
	if m.river, err = rivermigrate.New(riverpgxv5.New(pool), nil); err != nil {
		return nil, fmt.Errorf("read the job queue's migrations: %w", err)
	}
	return m, nil
}

// note records a step in the step's own transaction; Bun by itself would do so after the commit.
func (m *migrator) note(ctx context.Context, tx bun.IConn, step *migrate.Migration) error {
	if m.down {
		_, err := tx.ExecContext(ctx, "DELETE FROM bun_migrations WHERE name = ?", step.Name)
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO bun_migrations (name, group_id) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", step.Name, step.GroupID)
	return err
}

// refuseNewer stops a program that is older than its database: it would read rows that it does not understand.
func (m *migrator) refuseNewer(ctx context.Context) error {
	applied, err := m.bun.AppliedMigrations(ctx)
	if err != nil {
		return fmt.Errorf("read applied migrations: %w", err)
	}
	known := m.files.Sorted()
	for _, step := range applied {
		if !slices.ContainsFunc(known, func(k migrate.Migration) bool { return k.Name == step.Name }) {
			return fmt.Errorf("the database has migration %s, which this program does not know: run a newer program", step.Name)
		}
	}
	return nil
}

// migrating runs work with the tables of notes made, alone among all processes of this database.
//
// The lock has a connection of its own: a pool of one must not wait for itself.
func migrating(ctx context.Context, pool *pgxpool.Pool, files fs.FS, work func(*migrator) error) error {
	m, err := newMigrator(pool, files)
	if err != nil {
		return err
	}
	defer func() { _ = m.db.Close() }() // the pool stays open
	keeper, err := pgx.ConnectConfig(ctx, pool.Config().ConnConfig)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	defer func() { _ = keeper.Close(context.WithoutCancel(ctx)) }() // ends the session and with it the lock
	if _, err := keeper.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return fmt.Errorf("wait for the migration lock: %w", err)
	}
	if err := m.bun.Init(ctx); err != nil {
		return fmt.Errorf("make the tables of migrations: %w", err)
	}
	return work(m)
}
