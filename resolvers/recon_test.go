package resolvers_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// The board costs as many statements for one account as for all.
func TestRecon_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	count := counted(t)
	list := `{ reconAccounts(first: %d) { totalCount { value } edges { node { name bankAccount feed { state missing } equation { closing { amount } difference { amount } }
		tallies { state lines } openItems { moneyDays buckets { count } } calendar { day state statement { number file { name } } }
		closeDays missRisk { missProbability dueOn expectedOn period { name } drivers { sentence weight } }
		lastRun { state startedAt account { name } } statements(first: 5) { totalCount { value } edges { node { number continuous file { name } account { name feed { state } } } } } } } } }`
	few := count(fmt.Sprintf(list, 1))
	require.LessOrEqual(t, count(fmt.Sprintf(list, 3)), few+20, "the calendars, runs and statements of all are asked for once")
	require.LessOrEqual(t, count(fmt.Sprintf(list, 3)), count(fmt.Sprintf(list, 2)), "and of three no more often than of two")
	require.Less(t, few, int64(40))
}

// Cases cost as many statements for three as for many, with their lines, counts and ages.
func TestCases_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	base := history.New(t)
	_, err := base.Pool.Exec(t.Context(), `
		WITH a AS (SELECT entity_id, id FROM recon_account ORDER BY entity_id, id LIMIT 1), n AS (SELECT generate_series(1, 12) AS n), cases AS (
			INSERT INTO control_case (entity_id, id, version, key, category, title, state, subject_kind, subject_id, twin, evidence, opened_at, due_at, updated_at)
			SELECT entity_id, md5('case' || n)::uuid, 1, 'CAS-TEST-' || n, 'unknown', 'Lines', 'OPEN', 'rac', id, 'test ' || n, '', now(), now(), now() FROM a, n
		), lines AS (
			INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
			SELECT entity_id, md5('line' || n)::uuid, id, 'BANK', current_date - n, 100, 'EUR', '', '', '', now() FROM a, n
		)
		INSERT INTO recon_claim (entity_id, id, account_id, state, case_id) SELECT entity_id, md5('line' || n)::uuid, id, 'CASE', md5('case' || n)::uuid FROM a, n`)
	require.NoError(t, err)
	count := countedOn(t, base)
	list := `{ cases(first: %d, filter: {category: ["unknown"]}) { edges { node { key lineCount aging { lines moneyDays oldestDays amount { amount } } sla { clock workingDaysLeft } openedBy { name }
		lines(first: 5) { id state account { name } case { key lineCount } } } } } reconAccounts(first: 3) { edges { node { caseAging { category cases aging { lines moneyDays } } } } } }`
	few := count(fmt.Sprintf(list, 3))
	require.LessOrEqual(t, count(fmt.Sprintf(list, 12)), few)
	require.Less(t, few, int64(40))
}

// Periods to certify and entries to decide on cost as many statements for one as for many.
func TestReconControls_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	base := history.New(t)
	_, err := base.Pool.Exec(t.Context(), `
		INSERT INTO adjustment (entity_id, id, version, key, account_id, kind, state, minor, currency, journal, reason_code, reason, prepared_by, prepared_at)
		SELECT a.entity_id, md5('entry' || n)::uuid, 1, 'ADJ-TEST-' || n, a.id, 'FEE', 'PROPOSED', 100, a.currency, '[]', 'FEE', 'Fee.', (SELECT id FROM person ORDER BY id LIMIT 1), now()
		FROM (SELECT * FROM recon_account ORDER BY entity_id, id LIMIT 1) a, generate_series(1, 12) AS n`)
	require.NoError(t, err)
	count := countedOn(t, base)
	periods := `{ reconAccounts(first: 3) { edges { node { certifyRule { tied within } reconciliations(first: %d) { id period { name state } state ledger { amount } supported { amount }
		unexplained { amount } lines open dataHash automatic needs dueOn certifiedOn forecast { madeOn missProbability missed period { name } } signOffs { role by { __typename } stillValid note } can(actions: [RECON_CERTIFY, RECON_REVIEW]) { allowed reasons { message } } } } } } }`
	few := count(fmt.Sprintf(periods, 2))
	require.LessOrEqual(t, count(fmt.Sprintf(periods, 6)), few)
	require.Less(t, few, int64(40))
	entries := `{ adjustments(first: %d) { totalCount { value } edges { node { key state kind amount { amount } account { name } preparedBy { __typename } decidedBy { name }
		group { state lines { id } } case { key } posting { state } can(actions: [CREDIT_APPROVE, RECON_WRITE_OFF]) { allowed reasons { message } } } } } }`
	few = count(fmt.Sprintf(entries, 3))
	require.LessOrEqual(t, count(fmt.Sprintf(entries, 12)), few)
	require.Less(t, few, int64(40))
}
