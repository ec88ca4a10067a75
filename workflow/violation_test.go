package workflow_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// copied adds a row like another one but for some columns, written as JSON.
func copied(table, of, but string) string {
	return `INSERT INTO ` + table + ` SELECT r.* FROM ` + table + ` o, jsonb_populate_record(o, '{"id": "{new}", ` + but + `}') r WHERE o.id = '` + of + `'`
}

// approvedBy adds an approval of an invoice's step that names a use of duty.
func approvedBy(person, invoice, step, duty string) string {
	return `INSERT INTO decision (entity_id, id, task_id, invoice_id, round, outcome, actor_kind, actor_id, actor_name, at, authority, digest, duty, event)
		VALUES (2, '{new}', ` + orNull(step) + `, '` + invoice + `', 1, 'APPROVE', 'PERSON', '` + person + `', '', now(), '', '', ` + orNull(duty) + `, '{new}')`
}

// uses adds a use of duty.
func uses(person, rule, side, chain string) string {
	return `INSERT INTO duty_use (entity_id, id, chain, rule, person, side, event, binding)
		VALUES (2, '{other}', '` + chain + `', '` + rule + `', '` + person + `', '` + side + `', '{new}', true)`
}

func orNull(id string) string {
	if id == "" {
		return "NULL"
	}
	return "'" + id + "'"
}

// violations are rows that break a promise of the house, and the constraint that refuses each to a program that writes as
// the application's role, past every rule of ours. {open} was approved by {ulrike}, who took it back; of {half} she took
// the first step; {done} is posted. Emre entered them all.
var violations = []struct{ name, by, refusedBy string }{
	{"an approval without a use of duty", approvedBy("{ulrike}", "{open}", "{open step}", ""), "decision_check"},
	{"an approval without a step", approvedBy("{ulrike}", "{open}", "", "{her duty}"), "decision_check"},
	{"an approval that rests on somebody else's duty", approvedBy("{dieter}", "{half}", "{half step}", "{her duty on half}"), "decision_rests_on_duty"},
	{"an approval that rests on a duty on another invoice", approvedBy("{ulrike}", "{open}", "{open step}", "{her duty on half}"), "decision_rests_on_duty"},
	{"an approval that rests on the entering side", approvedBy("{emre}", "{open}", "{open step}", "{his duty}"), "decision_rests_on_duty"},
	{"an approval that rests on another rule", approvedBy("{ulrike}", "{open}", "{open step}", "{her other duty}"), "decision_rests_on_duty"},
	{"a decision that names another rule", copied("decision", "{undone}", `"duty_rule": "SOD-011", "duty_side": "L", "duty": "{her other duty}"`), "decision_duty_rule|decision_duty_side"},
	{"a decision that names another side", copied("decision", "{undone}", `"duty_side": "L"`), "decision_duty_side"},
	{"an approval of another entity's invoice", copied("decision", "{undone}", `"entity_id": 3`), "decision_rests_on_duty|decision_takes_step|decision_entity_id_invoice_id_fkey"},
	{"an approval of one invoice by the step of another", approvedBy("{ulrike}", "{open}", "{half step}", "{her duty}"), "decision_takes_step"},
	{"an approval in another round than its step", copied("decision", "{undone}", `"round": 2`), "decision_takes_step"},
	{"an approval by a machine", copied("decision", "{undone}", `"actor_kind": "SYSTEM"`), "decision_check"},
	{"a person who lets pass without a step", copied("decision", "{undone}", `"outcome": "AUTO_APPROVE"`), "decision_check1"},
	{"a decision that is none", copied("decision", "{undone}", `"outcome": "WAVED_THROUGH"`), "decision_outcome_check"},
	{"one person on two steps", approvedBy("{ulrike}", "{half}", "{half step}", "{her duty on half}"), "decision_one_step_each"},
	{"two people on one step", uses("{dieter}", "SOD-009", "R", "{half}") + ";" + approvedBy("{dieter}", "{half}", "{first step}", "{other}"), "decision_step_once"},
	{"a decision for oneself as for another", copied("decision", "{undone}", `"on_behalf_of": "{ulrike}", "on_behalf_name": "Ulrike"`), "decision_behalf_of_another"},
	{"two open steps at once", copied("task", "{half step}", `"step": 3`), "task_one_open_step"},

	{"who entered it approves it", uses("{emre}", "SOD-009", "R", "{open}"), "duty_use_one_side"},
	{"who approved it enters it", uses("{ulrike}", "SOD-009", "L", "{open}"), "duty_use_one_side"},
	{"who approved it sends it to the ledger", uses("{ulrike}", "SOD-011", "R", "{open}"), "duty_use_one_side"},
	{"who approved it changes where the supplier is paid", uses("{ulrike}", "SOD-002", "L", "{supplier}"), "duty_use_one_side"},
	{"a critical rule that does not bind", copied("duty_use", "{her duty}", `"binding": false`), "duty_use_critical_binds"},
	{"a third side", copied("duty_use", "{her duty}", `"side": "X"`), "duty_use_side_check"},

	{"an exact twin in force", copied("invoice", "{done}", `"key": "INV-twin"`), "invoice_no_twin"},
	{"one document meant for the ledger twice", copied("posting", "{posting}", `"key": "another"`), "posting_entity_id_invoice_id_revision_effect_key"},
	{"one key for two documents", copied("posting", "{posting}", `"revision": 2`), "posting_entity_id_key_key"},
	{"a posting of no invoice", copied("posting", "{posting}", `"revision": 2, "key": "another", "invoice_id": "{new}"`), "posting_entity_id_invoice_id_fkey"},
	{"an event twice", `INSERT INTO event (entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, request_id)
		SELECT entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, request_id FROM event WHERE subject_id = '{done}'`, "_pkey"},

	{"a right agreed to by who asked for it", `INSERT INTO role_grant (id, person_id, role_key, entities, valid_from, requested_by, approved_by)
		VALUES ('{new}', '{emre}', 'ap_approver', '{2}', now(), '{dieter}', '{dieter}')`, "role_grant_four_eyes"},
	{"a right agreed to by who gets it", `INSERT INTO role_grant (id, person_id, role_key, entities, valid_from, requested_by, approved_by)
		VALUES ('{new}', '{emre}', 'ap_approver', '{2}', now(), '{dieter}', '{emre}')`, "role_grant_four_eyes"},
	{"emergency access without an end", `INSERT INTO role_grant (id, person_id, role_key, entities, valid_from, emergency)
		VALUES ('{new}', '{emre}', 'ap_approver', '{2}', now(), 'T-1')`, "role_grant_emergency_ends"},
	{"a right lent to oneself", `INSERT INTO delegation (row_id, id, from_person, to_person, actions, entities, valid_from, valid_to, recorded_from)
		VALUES ('{new}', '{new}', '{ulrike}', '{ulrike}', '{INVOICE_APPROVE}', '{2}', now(), now() + interval '1 day', now())`, "delegation_check"},
	{"a conflict accepted by who has it", `INSERT INTO mitigation (row_id, id, rule_key, person_id, control, owner, valid_from, valid_to, recorded_from, requested_by, approved_by)
		VALUES ('{new}', '{new}', 'SOD-011', '{ulrike}', 'looked at', '{dieter}', now(), now() + interval '1 day', now(), '{dieter}', '{ulrike}')`, "mitigation_not_own"},
	{"a change of access decided by who asked for it", `INSERT INTO access_change (id, version, kind, state, proposal, digest, base, preview, reason, requested_by, requested_at, decided_by, decided_at)
		VALUES ('{new}', 1, 'ROLE', 'APPLIED', '{}', '', 1, '{}', 'why', '{dieter}', now(), '{dieter}', now())`, "access_change_four_eyes"},
}

func TestDatabase_RefusesWhatBreaksAPromiseAsTheApplication(t *testing.T) {
	t.Parallel()
	h := setup(t)
	two := bill{net: 6_000_00}
	open := h.decide(h.enter(two), "ulrike.hagenau", domain.DecideApprove)
	require.NoError(t, h.undo("ulrike.hagenau", open, 1))
	half := h.decide(h.enter(two), "ulrike.hagenau", domain.DecideApprove)
	done := h.post(h.approve(h.enter(bill{})))
	duty := func(person, rule string, chain *domain.Invoice) string {
		return value[string](h, `SELECT id::text FROM duty_use WHERE person = $1 AND rule = $2 AND chain = $3`, h.person(person), rule, chain.ID.UUID)
	}
	fill := strings.NewReplacer(
		"{open}", open.ID.UUID.String(), "{half}", half.ID.UUID.String(), "{done}", done.ID.UUID.String(),
		"{open step}", open.Tasks[0].ID.UUID.String(), "{first step}", half.Tasks[0].ID.UUID.String(), "{half step}", half.Tasks[1].ID.UUID.String(),
		"{ulrike}", h.person("ulrike.hagenau").String(), "{dieter}", h.person("dieter.moosbrugger").String(), "{emre}", h.person("emre.tasdemir").String(),
		"{her duty}", duty("ulrike.hagenau", "SOD-009", open), "{her other duty}", duty("ulrike.hagenau", "SOD-011", open),
		"{her duty on half}", duty("ulrike.hagenau", "SOD-009", half), "{his duty}", duty("emre.tasdemir", "SOD-009", open),
		"{undone}", value[string](h, `SELECT id::text FROM decision WHERE invoice_id = $1`, open.ID.UUID),
		"{posting}", done.Posting.ID.UUID.String(), "{supplier}", h.supplier().UUID.String(),
		"{new}", domain.UUIDOf("new").String(), "{other}", domain.UUIDOf("other").String(),
	)
	app := h.pool.AsApp(t)
	attempt := func(statement string) error {
		tx, err := app.Begin(t.Context())
		require.NoError(t, err)
		defer func() { _ = tx.Rollback(t.Context()) }()
		_, err = tx.Exec(t.Context(), fill.Replace(statement))
		return err
	}
	for _, sound := range []string{ // the same statements, when they break nothing
		approvedBy("{ulrike}", "{open}", "{open step}", "{her duty}"), copied("decision", "{undone}", `"comment": "again"`),
		uses("{dieter}", "SOD-009", "R", "{half}") + ";" + approvedBy("{dieter}", "{half}", "{half step}", "{other}"),
		copied("posting", "{posting}", `"revision": 2, "key": "another"`),
	} {
		require.NoError(t, attempt(sound), sound)
	}
	for _, v := range violations {
		var refusal *pgconn.PgError
		require.ErrorAs(t, attempt(v.by), &refusal, v.name)
		require.Regexp(t, `^23`, refusal.Code, "%s: %v", v.name, refusal) // integrity_constraint_violation
		require.Regexp(t, `(`+v.refusedBy+`)$`, refusal.ConstraintName, "%s: %v", v.name, refusal)
	}
	t.Logf("%d rows that break a promise tried as the application, %d refused", len(violations), len(violations))
	h.clean()
}
