package migrations_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"countersign/migrations"
	"countersign/store"
	"countersign/store/storetest"
)

func TestFiles_AreNumberedNamedAndReversible(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(migrations.FS, "*")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	form := regexp.MustCompile(`^(\d{4})_[a-z0-9_]+(\.tx)?\.(up|down)\.sql$`)
	ways := map[string][]string{}
	for _, name := range names {
		parts := form.FindStringSubmatch(name)
		require.NotNil(t, parts, "%s is not named 0001_noun_phrase.tx.up.sql", name)
		step, _, _ := strings.Cut(name, ".")
		ways[step] = append(ways[step], parts[3])
		text, err := fs.ReadFile(migrations.FS, name)
		require.NoError(t, err)
		require.NotEmpty(t, strings.TrimSpace(string(text)), "%s is empty", name)
	}
	numbers := map[string]string{}
	for step, found := range ways {
		require.ElementsMatch(t, []string{"up", "down"}, found, "%s needs one way up and one way down", step)
		require.Empty(t, numbers[step[:4]], "%s and %s share a number", step, numbers[step[:4]])
		numbers[step[:4]] = step
	}
	for i := range len(numbers) {
		require.Contains(t, numbers, fmt.Sprintf("%04d", i+1), "numbers have no gap")
	}
}

func TestUpDownUp_LeavesNothingBehindAndMakesTheSameAgain(t *testing.T) {
	t.Parallel()
	ctx, db := t.Context(), storetest.NewEmpty(t)
	empty := objects(t, db.Pool)
	require.Empty(t, empty)

	up, err := store.MigrateUp(ctx, db.Pool, migrations.FS)
	require.NoError(t, err)
	first := objects(t, db.Pool)
	require.Contains(t, first, "r entity")
	require.Contains(t, first, "r river_job")

	down, err := store.MigrateDown(ctx, db.Pool, migrations.FS, 0)
	require.NoError(t, err)
	require.ElementsMatch(t, up, down)
	left := slices.DeleteFunc(objects(t, db.Pool), func(o string) bool { return strings.Contains(o, " bun_migration") })
	require.Empty(t, left, "a way down forgot these")

	_, err = store.MigrateUp(ctx, db.Pool, migrations.FS)
	require.NoError(t, err)
	require.Equal(t, first, objects(t, db.Pool))
}

func TestEveryStep_CanBeTakenBackByItself(t *testing.T) {
	t.Parallel()
	ctx, db := t.Context(), storetest.NewEmpty(t)
	_, err := store.MigrateUp(ctx, db.Pool, migrations.FS)
	require.NoError(t, err)
	states, err := store.MigrationStatus(ctx, db.Pool, migrations.FS)
	require.NoError(t, err)
	for _, state := range slices.Backward(states) {
		if strings.HasPrefix(state.Name, "river_") {
			continue
		}
		undone, err := store.MigrateDown(ctx, db.Pool, migrations.FS, 1)
		require.NoError(t, err)
		require.Equal(t, []string{state.Name}, undone)
	}
	again, err := store.MigrateUp(ctx, db.Pool, migrations.FS)
	require.NoError(t, err)
	require.NotContains(t, again, "river_001", "the job queue stayed")
}

// objects lists relations, functions and types that belong to us in schema public, by kind and name.
func objects(t *testing.T, pool *pgxpool.Pool) []string {
	t.Helper()
	rows, err := pool.Query(t.Context(), `
		SELECT relkind::text || ' ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
		  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND d.deptype = 'e')
		UNION ALL
		SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
		  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
		UNION ALL
		SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
		  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_type.oid AND d.deptype = 'e')
		UNION ALL
		SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
		UNION ALL
		SELECT 'default privilege of ' || defaclrole::regrole::text FROM pg_default_acl
		ORDER BY 1`)
	require.NoError(t, err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	return list
}

func TestTables_AreClassified(t *testing.T) {
	t.Parallel()
	tables, err := store.Tables(t.Context(), storetest.New(t).Pool)
	require.NoError(t, err)
	kinds := map[string]store.TableKind{}
	for _, table := range tables {
		kind, err := table.Kind()
		require.NoError(t, err)
		kinds[table.Name] = kind
	}
	require.Equal(t, store.VolumeTable, kinds["invoice"])
	require.Equal(t, store.ReferenceTable, kinds["entity"])
	require.Equal(t, store.LocalTable, kinds["river_job"])
	for _, table := range tables {
		for _, target := range table.Points {
			require.False(t, kinds[table.Name] != store.VolumeTable && kinds[target] == store.VolumeTable,
				"%s is a %s table and points at the volume table %s, which lives elsewhere", table.Name, kinds[table.Name], target)
		}
	}
}

func TestVolumeTables_AreKeyedByEntity(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	require.Empty(t, keyFaults(t, db.Pool))
}

// TestKeyRules_FindWhatBreaksThem shows that the test above can fail, rule by rule.
func TestKeyRules_FindWhatBreaksThem(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	for _, c := range []struct{ statement, fault string }{
		{`CREATE TABLE x (entity_id integer, id uuid)`, "x has no primary key"},
		{`CREATE TABLE x (entity_id integer, id uuid, PRIMARY KEY (id, entity_id))`, "x has the primary key (id, entity_id), not (entity_id, id)"},
		{`CREATE TABLE x (entity_id integer, id uuid, n integer, PRIMARY KEY (entity_id, id, n))`, "x has the primary key (entity_id, id, n), not (entity_id, id)"},
		{`CREATE TABLE x (entity_id integer, id uuid, code text UNIQUE, PRIMARY KEY (entity_id, id))`, "x_code_key on x is unique across entities"},
		{`CREATE TABLE x (entity_id integer, id uuid, code text, PRIMARY KEY (entity_id, id)); CREATE UNIQUE INDEX x_i ON x (lower(code)) WHERE code <> ''`, "x_i on x is unique across entities"},
		{`CREATE TABLE x (entity_id integer, id uuid, code integer, PRIMARY KEY (entity_id, id), CONSTRAINT x_e EXCLUDE USING gist (code WITH =))`, "x_e on x is unique across entities"},
		{`CREATE TABLE x (entity_id integer, id uuid, code integer, PRIMARY KEY (entity_id, id), CONSTRAINT x_e EXCLUDE USING gist (entity_id WITH <>, code WITH =))`, "x_e on x is unique across entities"},
		{`CREATE TABLE x (entity_id integer, id uuid, other_entity integer, invoice uuid, PRIMARY KEY (entity_id, id), CONSTRAINT x_f FOREIGN KEY (other_entity, invoice) REFERENCES invoice (entity_id, id))`, "x_f on x points at invoice without its entity_id"},
	} {
		_, err := db.Pool.Exec(t.Context(), c.statement)
		require.NoError(t, err)
		require.Equal(t, []string{c.fault}, keyFaults(t, db.Pool))
		_, err = db.Pool.Exec(t.Context(), "DROP TABLE x")
		require.NoError(t, err)
	}
	_, err := db.Pool.Exec(t.Context(), "CREATE TABLE x (id uuid PRIMARY KEY)")
	require.NoError(t, err)
	tables, err := store.Tables(t.Context(), db.Pool)
	require.NoError(t, err)
	at := slices.IndexFunc(tables, func(table store.Table) bool { return table.Name == "x" })
	_, err = tables[at].Kind()
	require.ErrorContains(t, err, "table x is not classified")
}

// keyFaults reads from the catalog what would keep a volume table from living on one shard per entity.
func keyFaults(t *testing.T, pool *pgxpool.Pool) []string {
	t.Helper()
	rows, err := pool.Query(t.Context(), `
		WITH volume AS (
		  SELECT c.oid, c.relname AS name, a.attnum AS entity
		  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'entity_id' AND NOT a.attisdropped
		  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')),
		keys AS (
		  SELECT v.oid, (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
		    FROM pg_index i, unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(att, place), pg_attribute a
		    WHERE i.indrelid = v.oid AND i.indisprimary AND a.attrelid = v.oid AND a.attnum = k.att) AS columns
		  FROM volume v),
		-- An exclusion keeps to one entity only when it compares entity_id by equality.
		barriers AS (
		  SELECT v.name, x.relname AS barrier, bool_or(k.att = v.entity AND k.place <= i.indnkeyatts
		    AND (c.conexclop IS NULL OR (SELECT oprname FROM pg_operator o WHERE o.oid = c.conexclop[k.place]) = '=')) AS kept
		  FROM volume v JOIN pg_index i ON i.indrelid = v.oid AND (i.indisunique OR i.indisexclusion)
		  JOIN pg_class x ON x.oid = i.indexrelid
		  LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = v.oid AND c.contype = 'x'
		  CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(att, place)
		  GROUP BY v.name, x.relname),
		links AS (
		  SELECT v.name, f.conname, w.name AS target, EXISTS (
		    SELECT FROM unnest(f.conkey, f.confkey) AS k(here, there) WHERE k.here = v.entity AND k.there = w.entity) AS kept
		  FROM pg_constraint f JOIN volume v ON v.oid = f.conrelid JOIN volume w ON w.oid = f.confrelid
		  WHERE f.contype = 'f')
		SELECT name || ' has no primary key' FROM volume JOIN keys USING (oid) WHERE columns IS NULL
		UNION ALL
		SELECT name || ' has the primary key (' || columns || '), not (entity_id, id)'
		  FROM volume JOIN keys USING (oid) WHERE columns <> 'entity_id, id'
		UNION ALL
		SELECT barrier || ' on ' || name || ' is unique across entities' FROM barriers WHERE NOT kept
		UNION ALL
		SELECT conname || ' on ' || name || ' points at ' || target || ' without its entity_id' FROM links WHERE NOT kept
		ORDER BY 1`)
	require.NoError(t, err)
	faults, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	return faults
}

func TestEvents_RefuseChangeAsTheApplication(t *testing.T) {
	t.Parallel()
	refuses(t, storetest.New(t).AsApp(t),
		"UPDATE event SET text = 'other'", "DELETE FROM event", "TRUNCATE event",
		"UPDATE event_other SET text = 'other'", "DELETE FROM event_other", "INSERT INTO event_other DEFAULT VALUES",
		"CREATE TABLE mine (id integer)", "DROP TABLE event", "ALTER TABLE event ADD COLUMN x integer",
		"SELECT event_erase(entity_id, id) FROM event",
	)
}

func TestLog_IsWrittenByItsOwnRoleAlone(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	refuses(t, db.AsApp(t),
		"UPDATE event_pending SET since = now()", "DELETE FROM event_pending", "TRUNCATE event_pending",
		"INSERT INTO log_entry VALUES (0, 1, gen_random_uuid())", "UPDATE log_entry SET position = 1", "DELETE FROM log_entry", "TRUNCATE log_entry",
		"INSERT INTO log_hash VALUES (0, sha256(''))", "UPDATE log_hash SET idx = 1", "DELETE FROM log_hash", "TRUNCATE log_hash",
		"INSERT INTO log_checkpoint VALUES (1, '', now())", "UPDATE log_checkpoint SET size = 1", "DELETE FROM log_checkpoint",
		"UPDATE log_sequencer SET epoch = 1", "DELETE FROM log_sequencer", "SET ROLE countersign_log; DELETE FROM event",
	)
	refuses(t, db.AsLog(t),
		"INSERT INTO event_pending VALUES (1, gen_random_uuid())", "UPDATE event_pending SET since = now()", "TRUNCATE event_pending",
		"UPDATE event SET text = 'other'", "DELETE FROM event", "TRUNCATE event", "INSERT INTO event DEFAULT VALUES",
		"UPDATE log_entry SET position = 1", "DELETE FROM log_entry", "TRUNCATE log_entry",
		"UPDATE log_hash SET idx = 1", "DELETE FROM log_hash", "TRUNCATE log_hash",
		"UPDATE log_checkpoint SET size = 1", "DELETE FROM log_checkpoint", "TRUNCATE log_checkpoint",
		"DELETE FROM log_sequencer", "INSERT INTO log_sequencer VALUES (1, 1)", "SELECT event_erase(entity_id, id) FROM event",
		"SELECT FROM invoice", "SELECT FROM person", "CREATE TABLE mine (id integer)",
	)
}

func TestReviewsAndCases_KeepWhatWasAskedForAndAboutWhom(t *testing.T) {
	t.Parallel()
	refuses(t, storetest.New(t).AsApp(t),
		"UPDATE emergency_bundle SET max_minutes = 1440", "DELETE FROM emergency_bundle", "TRUNCATE emergency_bundle CASCADE",
		"UPDATE emergency_session SET person_id = gen_random_uuid()", "UPDATE emergency_session SET ticket = 'INC-2'", "DELETE FROM emergency_session",
		"UPDATE access_review SET due_at = now()", "DELETE FROM access_review",
		"UPDATE access_review_item SET reviewer = gen_random_uuid()", "UPDATE access_review_item SET uses = 1", "DELETE FROM access_review_item",
		"UPDATE control_case SET about = NULL", "UPDATE control_case SET key = 'CAS-1'", "DELETE FROM control_case", "TRUNCATE control_case",
	)
}

func TestCases_AreResolvedByAPersonUnlessAFeedLacksNothing(t *testing.T) {
	t.Parallel()
	app := storetest.New(t).AsApp(t)
	const add = `INSERT INTO control_case (entity_id, id, version, key, category, title, state, twin, evidence, opened_at, due_at, resolution, resolved_at, resolved_by, updated_at)
		VALUES (2, gen_random_uuid(), 1, gen_random_uuid(), $1, 'x', $2, gen_random_uuid(), '', now(), now(), $3, CASE WHEN $4 THEN now() END, NULL, now())`
	code := "ARRIVED"
	for name, c := range map[string]struct {
		category, state string
		code            *string
		at              bool
		breaks          string // constraint, "" is fine
	}{
		"an open one":                       {"sweep", "OPEN", nil, false, ""},
		"a feed by itself":                  {"feed", "RESOLVED", &code, true, ""},
		"a sweep by itself":                 {"sweep", "RESOLVED", &code, true, "control_case_by_person"},
		"emergency access by itself":        {"emergency", "RESOLVED", &code, true, "control_case_by_person"},
		"a feed without a code":             {"feed", "RESOLVED", nil, true, "control_case_resolved"},
		"a feed at no time":                 {"feed", "RESOLVED", &code, false, "control_case_resolved"},
		"an open one that has a resolution": {"feed", "OPEN", &code, true, "control_case_resolved"},
	} {
		_, err := app.Exec(t.Context(), add, c.category, c.state, c.code, c.at)
		if c.breaks == "" {
			require.NoError(t, err, name)
			continue
		}
		var refusal *pgconn.PgError
		require.ErrorAs(t, err, &refusal, name)
		require.Equal(t, c.breaks, refusal.ConstraintName, name)
	}
}

// refuses says that the role of pool lacks the privilege for each statement.
func refuses(t *testing.T, pool *pgxpool.Pool, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		_, err := pool.Exec(t.Context(), statement)
		var refusal *pgconn.PgError
		require.ErrorAs(t, err, &refusal, statement)
		require.Equal(t, "42501", refusal.Code, "%s: %v", statement, err) // insufficient_privilege
	}
}

func TestJobQueue_IsOpenToTheApplication(t *testing.T) {
	t.Parallel()
	app := storetest.New(t).AsApp(t)
	_, err := app.Exec(t.Context(), "INSERT INTO river_job (args, kind, max_attempts) VALUES ('{}', 'x', 1)")
	require.NoError(t, err)
	done, err := app.Exec(t.Context(), "DELETE FROM river_job")
	require.NoError(t, err)
	require.EqualValues(t, 1, done.RowsAffected())
}
