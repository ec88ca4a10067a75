package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"countersign/migrations"
	"countersign/store"
)

// MigrateCmd changes the schema of the database at DATABASE_URL. The login there must own the tables.
type MigrateCmd struct {
	Up         MigrateUpCmd         `cmd:"" help:"Take every pending step."`
	Down       MigrateDownCmd       `cmd:"" help:"Take back the last steps."`
	Status     MigrateStatusCmd     `cmd:"" help:"List all steps and when each was taken."`
	Distribute MigrateDistributeCmd `cmd:"" help:"Spread the tables over a Citus cluster, by legal entity."`
}

// MigrateUpCmd takes every pending step; several at once take turns.
type MigrateUpCmd struct{}

// MigrateDownCmd takes back the last steps and loses what they held.
type MigrateDownCmd struct {
	Steps int  `default:"1" help:"How many steps to take back."`
	All   bool `help:"Take back everything, the job queue's tables and all data included."`
}

// MigrateStatusCmd lists all steps.
type MigrateStatusCmd struct{}

// MigrateDistributeCmd spreads the tables over a Citus cluster; safe to repeat.
type MigrateDistributeCmd struct{}

func migrateUp(ctx context.Context, databaseURL string, out io.Writer) error {
	return withSchemaOwner(ctx, databaseURL, func(pool *pgxpool.Pool) error {
		done, err := store.MigrateUp(ctx, pool, migrations.FS)
		return report(out, "up", done, err)
	})
}

// migrateDown takes back everything when steps is 0.
func migrateDown(ctx context.Context, databaseURL string, steps int, out io.Writer) error {
	if steps < 0 {
		return fmt.Errorf("--steps must not be negative")
	}
	return withSchemaOwner(ctx, databaseURL, func(pool *pgxpool.Pool) error {
		done, err := store.MigrateDown(ctx, pool, migrations.FS, steps)
		return report(out, "down", done, err)
	})
}

func migrateStatus(ctx context.Context, databaseURL string, out io.Writer) error {
	return withSchemaOwner(ctx, databaseURL, func(pool *pgxpool.Pool) error {
		states, err := store.MigrationStatus(ctx, pool, migrations.FS)
		if err != nil {
			return err
		}
		for _, s := range states {
			when := "pending"
			if !s.AppliedAt.IsZero() {
				when = s.AppliedAt.Format(time.RFC3339)
			}
			if _, err := fmt.Fprintf(out, "%-32s %s\n", s.Name, when); err != nil {
				return err
			}
		}
		return nil
	})
}

func migrateDistribute(ctx context.Context, databaseURL string, out io.Writer) error {
	return withSchemaOwner(ctx, databaseURL, func(pool *pgxpool.Pool) error {
		plan, err := store.Distribute(ctx, pool)
		if err != nil {
			return err
		}
		for _, step := range plan {
			now := "unchanged"
			if step.Done {
				now = "distributed"
			}
			if _, err := fmt.Fprintf(out, "%-24s %-10s %s\n", step.Table, step.Kind, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// report prints the steps that were taken, those before a failure too, because they stay taken.
func report(out io.Writer, way string, done []string, failure error) error {
	for _, name := range done {
		if _, err := fmt.Fprintf(out, "%s %s\n", way, name); err != nil {
			return err
		}
	}
	if failure == nil && len(done) == 0 {
		_, failure = fmt.Fprintln(out, "nothing to do")
	}
	return failure
}

// withSchemaOwner connects as the login in the address itself, which owns the tables; serve takes on a lesser role.
func withSchemaOwner(ctx context.Context, databaseURL string, work func(*pgxpool.Pool) error) error {
	if databaseURL == "" {
		return fmt.Errorf("DATABASE_URL is not set: point it at the database to migrate")
	}
	pool, err := pgxpool.New(ctx, databaseURL)
	if err != nil {
		return fmt.Errorf("read DATABASE_URL: %w", err)
	}
	defer pool.Close()
	return work(pool)
}
