package store_test

import (
	"context"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"countersign/store"
	"countersign/store/storetest"
)

// steps are small migrations of the test's own.
func steps(files map[string]string) fs.FS {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

var twoSteps = map[string]string{
	"0001_one.tx.up.sql":   "CREATE TABLE one (id integer);",
	"0001_one.tx.down.sql": "DROP TABLE one;",
	"0002_two.tx.up.sql":   "CREATE TABLE two (id integer); INSERT INTO two VALUES (2);",
	"0002_two.tx.down.sql": "DROP TABLE two;",
}

func TestMigrateUp_HappensOnceWhenManyStartAtOnce(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	var wait sync.WaitGroup
	counts := make([]int, 6)
	failures := make([]error, 6)
	for i := range counts {
		wait.Go(func() {
			done, err := store.MigrateUp(t.Context(), db.Pool, steps(twoSteps))
			counts[i], failures[i] = len(done), err
		})
	}
	wait.Wait()
	sum, busy := 0, 0
	for i := range counts {
		require.NoError(t, failures[i])
		sum += counts[i]
		if counts[i] > 0 {
			busy++
		}
	}
	require.Equal(t, 1, busy, "one found work, the others waited and found none")
	states, err := store.MigrationStatus(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)
	require.Len(t, states, sum)
}

func TestMigrateUp_KeepsNeitherTheStepNorItsNoteWhenItFails(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	files := map[string]string{
		"0001_one.tx.up.sql": "CREATE TABLE one (id integer);", "0001_one.tx.down.sql": "DROP TABLE one;",
		"0002_two.tx.up.sql": "CREATE TABLE two (id integer); SELECT 1 / 0;", "0002_two.tx.down.sql": "DROP TABLE two;",
	}
	done, err := store.MigrateUp(t.Context(), db.Pool, steps(files))
	require.ErrorContains(t, err, "0002: up")
	require.NotContains(t, done, "0002_two")

	done, err = store.MigrateUp(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)
	require.Equal(t, "0002_two", done[0], "the mended step is the next one")
}

// A crash between Bun's commit and Bun's own note must not repeat the step: the note is in the step's transaction.
func TestMigrateUp_NotesAStepInTheStepsOwnTransaction(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	// The note can only be seen by the step's own transaction while that is open, so a deferred trigger looks for it.
	files := map[string]string{
		"0001_one.tx.up.sql": `CREATE TABLE one (id integer);
			CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			  IF NOT EXISTS (SELECT FROM bun_migrations WHERE name = '0001') THEN RAISE EXCEPTION 'no note at commit'; END IF;
			  RETURN NULL; END $$;
			CREATE CONSTRAINT TRIGGER watch AFTER INSERT ON one DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION noted();
			INSERT INTO one VALUES (1);`,
		"0001_one.tx.down.sql": "DROP TABLE one; DROP FUNCTION noted;",
	}
	_, err := store.MigrateUp(t.Context(), db.Pool, steps(files))
	require.NoError(t, err)
	var notes int
	require.NoError(t, db.Pool.QueryRow(t.Context(), "SELECT count(*) FROM bun_migrations").Scan(&notes))
	require.Equal(t, 1, notes, "the hook's note and Bun's own are one row")
}

func TestMigrateUp_RefusesADatabaseNewerThanTheProgram(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	_, err := store.MigrateUp(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)
	older := steps(map[string]string{"0001_one.tx.up.sql": twoSteps["0001_one.tx.up.sql"], "0001_one.tx.down.sql": "DROP TABLE one;"})
	_, err = store.MigrateUp(t.Context(), db.Pool, older)
	require.EqualError(t, err, "the database has migration 0002, which this program does not know: run a newer program")
	_, err = store.MigrateDown(t.Context(), db.Pool, older, 1)
	require.ErrorContains(t, err, "run a newer program")
}

func TestMigrateDown_TakesBackAsManyStepsAsAsked(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	_, err := store.MigrateUp(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)

	undone, err := store.MigrateDown(t.Context(), db.Pool, steps(twoSteps), 1)
	require.NoError(t, err)
	require.Equal(t, []string{"0002_two"}, undone)
	states, err := store.MigrationStatus(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)
	require.Equal(t, "0001_one", states[0].Name)
	require.False(t, states[0].AppliedAt.IsZero())
	require.Equal(t, "0002_two", states[1].Name)
	require.True(t, states[1].AppliedAt.IsZero())

	undone, err = store.MigrateDown(t.Context(), db.Pool, steps(twoSteps), 0)
	require.NoError(t, err)
	require.Contains(t, undone, "0001_one")
	require.Contains(t, undone, "river_001")
	var jobs bool
	require.NoError(t, db.Pool.QueryRow(t.Context(), "SELECT to_regclass('river_job') IS NOT NULL").Scan(&jobs))
	require.False(t, jobs)
}

func TestMigrationStatus_AnswersOnAnEmptyDatabaseAndWritesNothing(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	states, err := store.MigrationStatus(t.Context(), db.Pool, steps(twoSteps))
	require.NoError(t, err)
	require.Equal(t, "river_001", states[2].Name)
	for _, s := range states {
		require.True(t, s.AppliedAt.IsZero(), s.Name)
	}
	var relations int
	require.NoError(t, db.Pool.QueryRow(t.Context(), "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace").Scan(&relations))
	require.Zero(t, relations)
}

func TestMigrateUp_StopsWaitingWhenItsCallerDoes(t *testing.T) {
	t.Parallel()
	db := storetest.NewEmpty(t)
	holder, err := db.Pool.Acquire(t.Context())
	require.NoError(t, err)
	defer holder.Release()
	_, err = holder.Exec(t.Context(), "SELECT pg_advisory_lock($1)", 0x6373676e)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = store.MigrateUp(ctx, db.Pool, steps(twoSteps))
	require.ErrorIs(t, err, context.Canceled)
}
