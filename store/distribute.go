package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNoCitus says that there is nothing to distribute over.
var ErrNoCitus = errors.New("the extension citus is not installed in this database: the schema stays on one Postgres, and nothing was changed")

// Distribution is one table and what became of it.
type Distribution struct {
	Table string
	Kind  TableKind
	Done  bool // false: it was so already, or it stays local
}

// Distribute spreads the schema over a Citus cluster: reference tables to every node, then volume tables by entity_id,
// each after the tables that its foreign keys point at. All or nothing, and safe to repeat.
//
// Errors: ErrNoCitus; a table that is not classified, see Table.Kind.
func Distribute(ctx context.Context, pool *pgxpool.Pool) ([]Distribution, error) {
	var there bool
	if err := pool.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')").Scan(&there); err != nil {
		return nil, fmt.Errorf("look for citus: %w", err)
	}
	if !there {
		return nil, ErrNoCitus
	}
	tables, err := Tables(ctx, pool)
	if err != nil {
		return nil, err
	}
	plan, err := planDistribution(tables)
	if err != nil {
		return nil, err
	}
	tx, err := pool.Begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("distribute: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	for i, step := range plan {
		call := map[TableKind]string{
			ReferenceTable: "SELECT create_reference_table($1::regclass)",
			VolumeTable:    "SELECT create_distributed_table($1::regclass, 'entity_id')",
		}[step.Kind]
		if call == "" {
			continue
		}
		var already bool
		if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = $1::regclass AND (partmethod = 'h' OR repmodel = 't'))", step.Table).Scan(&already); err != nil {
			return nil, fmt.Errorf("distribute %s: %w", step.Table, err)
		}
		if already {
			continue
		}
		if _, err := tx.Exec(ctx, call, step.Table); err != nil {
			return nil, fmt.Errorf("distribute %s: %w", step.Table, err)
		}
		plan[i].Done = true
	}
	if err := tx.Commit(ctx); err != nil {
		return nil, fmt.Errorf("distribute: %w", err)
	}
	return plan, nil
}

// planDistribution orders tables: reference, then volume, then local, within a kind what is pointed at first.
func planDistribution(tables []Table) ([]Distribution, error) {
	kinds := map[string]TableKind{}
	for _, t := range tables {
		kind, err := t.Kind()
		if err != nil {
			return nil, err
		}
		kinds[t.Name] = kind
	}
	rank := []TableKind{ReferenceTable, VolumeTable, LocalTable}
	var plan []Distribution
	placed := map[string]bool{}
	for len(plan) < len(tables) {
		next := slices.IndexFunc(tables, func(t Table) bool {
			return !placed[t.Name] && kinds[t.Name] == rank[0] &&
				!slices.ContainsFunc(t.Points, func(p string) bool { return !placed[p] })
		})
		if next < 0 {
			stuck := slices.IndexFunc(tables, func(t Table) bool { return !placed[t.Name] && kinds[t.Name] == rank[0] })
			if stuck >= 0 {
				return nil, fmt.Errorf("table %s, a %s table, points at one that must be placed later, or in a circle", tables[stuck].Name, rank[0])
			}
			rank = rank[1:]
			continue
		}
		placed[tables[next].Name] = true
		plan = append(plan, Distribution{Table: tables[next].Name, Kind: kinds[tables[next].Name]})
	}
	return plan, nil
}
