package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// TableKind says where a table lives when one Postgres is no longer enough.
type TableKind string

// The kinds of table.
const (
	VolumeTable    TableKind = "volume"    // belongs to one legal entity, keyed (entity_id, id), spread by entity
	ReferenceTable TableKind = "reference" // small, read everywhere, a copy on every node
	LocalTable     TableKind = "local"     // stays on the coordinator
)

// referenceTables are small, change by hand, and are joined by everything.
var referenceTables = []string{
	"access_change", "access_review", "access_review_item", "delegation", "duty_rule", "emergency_bundle", "emergency_session", "entity", "exchange_rate", "leaver", "mitigation", "person", "policy", "policy_version", "role",
	"role_grant", "rulebook", "service_account", "supplier", "world",
}

// localTables are the job queue's, the notes of migrations, and the log's one tree over all entities; a name that ends
// in _ stands for all that begin with it.
var localTables = []string{"river_", "bun_", "log_"}

// Table is one table of the schema, partitions left out.
type Table struct {
	Name   string
	Volume bool     // it has a column entity_id
	Points []string // tables that its foreign keys point at, itself left out
}

// Kind classifies a table: listed as reference or local, or volume by having entity_id.
//
// Errors: a table that is neither, or that is listed as a reference table and has entity_id all the same.
func (t Table) Kind() (TableKind, error) {
	isLocal := slices.ContainsFunc(localTables, func(l string) bool {
		return t.Name == l || (strings.HasSuffix(l, "_") && strings.HasPrefix(t.Name, l))
	})
	isReference := slices.Contains(referenceTables, t.Name)
	switch {
	case isLocal:
		return LocalTable, nil
	case isReference && t.Volume:
		return "", fmt.Errorf("table %s is listed as a reference table but belongs to an entity: rename its column entity_id or take it off the list", t.Name)
	case isReference:
		return ReferenceTable, nil
	case t.Volume:
		return VolumeTable, nil
	}
	return "", fmt.Errorf("table %s is not classified: give it entity_id and the key (entity_id, id), or list it in store/tables.go", t.Name)
}

// Tables reads the schema's tables from the catalog, by name.
func Tables(ctx context.Context, pool *pgxpool.Pool) ([]Table, error) {
	rows, err := pool.Query(ctx, `
		SELECT c.relname,
		  EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'entity_id' AND NOT a.attisdropped),
		  ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
		    WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid ORDER BY 1)
		FROM pg_class c
		WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
		  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
		ORDER BY c.relname`)
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Table])
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	return tables, nil
}
