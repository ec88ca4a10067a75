package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/store"
	"countersign/store/storetest"
)

func TestDistribute_SaysPlainlyThatThereIsNoCitus(t *testing.T) {
	t.Parallel()
	_, err := store.Distribute(t.Context(), storetest.New(t).Pool)
	require.ErrorIs(t, err, store.ErrNoCitus)
}

// citusByAnotherName stands in for the extension: the two functions it is called by, and the catalog that is asked
// whether a table is distributed already.
const citusByAnotherName = `
	SET allow_system_table_mods = on;
	INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
	  VALUES (99999, 'citus', 10, 'public'::regnamespace, false, '0');
	RESET allow_system_table_mods;
	CREATE SCHEMA stand_in;
	CREATE TABLE stand_in.calls (place serial, kind text, name text);
	CREATE TABLE stand_in.pg_dist_partition (logicalrelid regclass, partmethod "char", repmodel "char");
	CREATE FUNCTION stand_in.create_reference_table(t regclass) RETURNS void LANGUAGE sql AS $$
	  INSERT INTO stand_in.calls (kind, name) VALUES ('reference', t::text);
	  INSERT INTO stand_in.pg_dist_partition VALUES (t, 'n', 't') $$;
	CREATE FUNCTION stand_in.create_distributed_table(t regclass, c text) RETURNS void LANGUAGE sql AS $$
	  INSERT INTO stand_in.calls (kind, name) VALUES ('by ' || c, t::text);
	  INSERT INTO stand_in.pg_dist_partition VALUES (t, 'h', 's') $$;
	ALTER ROLE CURRENT_USER IN DATABASE current_database_name SET search_path = public, stand_in;`

func TestDistribute_PlacesReferenceTablesFirstAndEachAfterWhatItPointsAt(t *testing.T) {
	t.Parallel()
	ctx, db := t.Context(), storetest.New(t)
	install := strings.ReplaceAll(citusByAnotherName, "current_database_name", db.Name)
	_, err := db.Pool.Exec(ctx, install)
	require.NoError(t, err)
	db.Pool.Reset() // new sessions take the search path

	plan, err := store.Distribute(ctx, db.Pool)
	require.NoError(t, err)
	rows, err := db.Pool.Query(ctx, "SELECT kind || ' ' || name FROM stand_in.calls ORDER BY place")
	require.NoError(t, err)
	calls, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)

	before := func(first, second string) {
		t.Helper()
		require.Contains(t, calls, first)
		require.Contains(t, calls, second)
		require.Less(t, slices.Index(calls, first), slices.Index(calls, second))
	}
	before("reference entity", "reference person")
	before("reference supplier", "by entity_id account")
	before("by entity_id invoice", "by entity_id invoice_line")
	before("by entity_id purchase_order", "by entity_id po_line")
	before("by entity_id duty_use", "by entity_id decision")
	require.NotContains(t, calls, "by entity_id event_other", "a partition follows its table")
	for _, call := range calls {
		require.NotContains(t, call, "river_")
		require.NotContains(t, call, "bun_")
	}
	tables, err := store.Tables(ctx, db.Pool)
	require.NoError(t, err)
	require.Len(t, plan, len(tables), "every table is accounted for")

	again, err := store.Distribute(ctx, db.Pool)
	require.NoError(t, err)
	for _, step := range again {
		require.False(t, step.Done, "%s was distributed twice", step.Table)
	}
}

func TestDistribute_RefusesATableThatNobodyClassified(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		table store.Table
		kind  store.TableKind
		fault string
	}{
		{table: store.Table{Name: "invoice", Volume: true}, kind: store.VolumeTable},
		{table: store.Table{Name: "person"}, kind: store.ReferenceTable},
		{table: store.Table{Name: "river_queue"}, kind: store.LocalTable},
		{table: store.Table{Name: "novelty"}, fault: "table novelty is not classified"},
		{table: store.Table{Name: "person", Volume: true}, fault: "listed as a reference table but belongs to an entity"},
	} {
		kind, err := c.table.Kind()
		if c.fault != "" {
			require.ErrorContains(t, err, c.fault)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, c.kind, kind)
	}
}
