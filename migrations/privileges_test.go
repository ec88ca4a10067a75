package migrations_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// recorded are the tables of record: the program may add to them, and alter the columns named here alone. "-" stands
// before those to which it may not even add.
var recorded = map[string]string{
	"access_change":      "*", // its whole row moves with its state; it is never taken away
	"access_review":      "version state closed_at evidence",
	"access_review_item": "version decision decided_by decided_at reason narrowed_to applied_at applied_in verified_at",
	"advice_policy":      "state published_by active_from event reason",
	"advice_turn":        "",
	"adjustment":         "version state decided_by decided_at comment reference entry_id",
	"approval_route":     "",
	"bank_statement":     "version replaced_by continuous",
	"case_owner":         "*",
	"check_report":       "",
	"control_case": "version title state owner escalated_to evidence exposure_minor exposure_currency due_at resolution resolved_by resolved_at note updated_at " +
		"carried_to oldest days",
	"decision":         "standing",
	"delegation":       "recorded_to",
	"duty_rule":        "recorded_to",
	"duty_use":         "",
	"emergency_bundle": "recorded_to",
	"emergency_session": "version state decided_by decided_at comment starts_at ends_at ended_at grant_id acts refusals broken held score " +
		"case_id reviewed_by reviewed_at",
	"event":           "",
	"event_pending":   "",
	"file":            "",
	"idempotency":     "answer",
	"label":           "",
	"leaver":          "version effective_at removed_at settled_at ended",
	"log_checkpoint":  "-",
	"log_entry":       "-",
	"log_hash":        "-",
	"log_sequencer":   "-",
	"match_group":     "version state run_id decided_by adjustment_id",
	"match_rule_set":  "state published_by active_from",
	"mitigation":      "recorded_to",
	"model":           "*",
	"model_promotion": "state decided_by decided_at comment",
	"model_version":   "content",
	"posting_attempt": "ended_at outcome problem",
	"recon_account":   "*",
	"recon_run":       "version state attempt seen_at lines tallies by_rule proof input_hash result_hash problem ended_at",
	"recommendation":  "version state opened decided_by decided_at edited_to feedback reason outcome outcome_at",
	"close_forecast":  "missed settled_at",
	"reconciliation":  "*",
	"role":            "recorded_to",
	"role_grant":      "recorded_to",
	"rulebook":        "",
	"service_account": "recorded_to",
	"sign_off":        "voided_at void_reason",
}

func TestTablesOfRecord_RefuseEveryChangeAsTheApplication(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	app := db.AsApp(t)
	refused, allowed := 0, 0
	attempt := func(statement string, may bool) {
		t.Helper()
		_, err := app.Exec(t.Context(), statement)
		if may {
			require.NoError(t, err, statement)
			allowed++
			return
		}
		requireNoRight(t, err, statement)
		refused++
	}
	for _, table := range slices.Sorted(maps.Keys(recorded)) {
		may := strings.Fields(recorded[table])
		attempt("DELETE FROM "+table, false)
		attempt("TRUNCATE "+table+" CASCADE", false)
		attempt("DROP TABLE "+table, false)
		if recorded[table] == "-" {
			attempt("INSERT INTO "+table+" DEFAULT VALUES", false)
		}
		for _, column := range names(t, db.Pool, `SELECT attname::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`, table) {
			attempt("UPDATE "+table+" SET "+column+" = "+column, slices.Contains(may, column) || recorded[table] == "*")
		}
	}
	for _, part := range names(t, db.Pool, `SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = $1::regclass`, "event") {
		for _, statement := range []string{"INSERT INTO " + part + " DEFAULT VALUES", "UPDATE " + part + " SET text = ''", "DELETE FROM " + part, "TRUNCATE " + part} {
			attempt(statement, false)
		}
	}
	t.Logf("%d tables of record: %d statements refused, %d columns that may move", len(recorded), refused, allowed)
}

// requireNoRight wants what Postgres says to who lacks the right.
func requireNoRight(t *testing.T, err error, statement string) {
	t.Helper()
	var refusal *pgconn.PgError
	require.ErrorAs(t, err, &refusal, statement)
	require.Equal(t, "42501", refusal.Code, "%s: %v", statement, err)
}

func TestTablesOfRecord_AreAllFromWhichTheApplicationMayTakeNothing(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	const ours = `FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
		AND relname NOT LIKE $1 AND has_table_privilege('countersign_app', oid, `
	require.ElementsMatch(t, slices.Collect(maps.Keys(recorded)),
		names(t, db.Pool, `SELECT relname::text `+ours+`'SELECT') AND NOT has_table_privilege('countersign_app', oid, 'DELETE')`, "bun%"))
	require.Empty(t, names(t, db.Pool, `SELECT relname::text `+ours+`'TRUNCATE')`, ""), "nothing is emptied at a stroke")
}

func names(t *testing.T, pool *pgxpool.Pool, query, of string) []string {
	t.Helper()
	rows, err := pool.Query(t.Context(), query, of)
	require.NoError(t, err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	return list
}
