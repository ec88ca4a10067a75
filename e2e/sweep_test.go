package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// approved picks one approval of a posted invoice for the statements below.
const approved = `(SELECT d.* FROM decision d JOIN invoice i ON i.entity_id = d.entity_id AND i.id = d.invoice_id
	WHERE d.outcome = 'APPROVE' AND d.standing AND i.state = 'POSTED' ORDER BY d.id LIMIT 1)`

// said adds an event that copies that of the approval but for its kind and command.
func said(kind, command string) string {
	return `INSERT INTO event (entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, request_id)
		SELECT e.entity_id, overlay(e.id::text placing 'ffff' from 33)::uuid, e.at, '` + kind + `', '` + command + `', e.subject_kind, e.subject_id,
			e.actor_kind, e.actor_id, e.actor_name, e.text, 'planted' FROM event e JOIN ` + approved + ` d ON d.entity_id = e.entity_id AND d.event = e.id`
}

// planted are violations written past the program, as the owner of the tables: part of the rule's sentence, and how it
// is broken. A rule may be broken in several ways.
var planted = []struct{ rule, by string }{
	{"who entered or changed", `UPDATE invoice i SET entered_by = d.actor_id FROM ` + approved + ` d WHERE i.entity_id = d.entity_id AND i.id = d.invoice_id`},
	{"who entered or changed", `UPDATE invoice i SET edited_by = d.actor_id FROM ` + approved + ` d WHERE i.entity_id = d.entity_id AND i.id = d.invoice_id`},
	{"who entered or changed", said("invoice.amended", "updateInvoice")},
	{"one person has taken one step", `DROP INDEX decision_one_step_each; DROP INDEX decision_step_once;
		INSERT INTO decision SELECT entity_id, gen_random_uuid(), task_id, invoice_id, round, outcome, actor_kind, actor_id, actor_name, at, reason_code,
			comment, authority, digest, standing, duty, event FROM ` + approved + ` d`},
	{"every approval rests on its own use of duty", `ALTER TABLE decision DROP CONSTRAINT decision_rests_on_duty;
		UPDATE decision x SET duty = (SELECT u.id FROM duty_use u WHERE u.entity_id = x.entity_id AND u.person <> x.actor_id LIMIT 1)
		FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"every approval rests on its own use of duty", `ALTER TABLE decision DROP CONSTRAINT decision_check;
		UPDATE decision x SET duty = NULL FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"an approval for somebody rests on a use of duty of theirs", `UPDATE decision x SET on_behalf_of = gen_random_uuid(), on_behalf_name = 'Nobody'
		FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"who approved an invoice has not sent it", said("posting.retried", "postItem")},
	{"every decision has its event", `UPDATE decision x SET event = gen_random_uuid() FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"every decision has its event", `UPDATE event e SET actor_id = gen_random_uuid() FROM ` + approved + ` d WHERE e.entity_id = d.entity_id AND e.id = d.event`},
	{"every invoice began with an event", `DELETE FROM event e USING ` + approved + ` d WHERE e.entity_id = d.entity_id AND e.subject_id = d.invoice_id AND e.kind = 'invoice.entered'`},
	{"every approval told of was made", `DELETE FROM decision x USING ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"every approval told of was made", `UPDATE event e SET kind = 'invoice.routed' FROM ` + approved + ` d WHERE e.entity_id = d.entity_id AND e.id = d.event`},
	{"every confirmed posting was told of once", `DELETE FROM event e USING ` + approved + ` d WHERE e.entity_id = d.entity_id AND e.subject_id = d.invoice_id AND e.kind = 'invoice.posted'`},
	{"is meant for the ledger once", `ALTER TABLE posting_attempt DROP CONSTRAINT posting_attempt_entity_id_posting_id_fkey;
		DELETE FROM posting p USING ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
	{"nothing is meant for the ledger that not every step approved", `UPDATE posting p SET digest = 'another' FROM ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
	{"nothing is meant for the ledger that not every step approved", `UPDATE decision x SET standing = false FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"nothing is meant for the ledger that not every step approved", `INSERT INTO task (entity_id, id, version, kind, state, invoice_id, round, step, via, because, candidates, created_at)
		SELECT d.entity_id, gen_random_uuid(), 1, 'APPROVE', 'CANCELLED', d.invoice_id, d.round, 9, '', '', '{}', d.at FROM ` + approved + ` d`},
	{"every round that was approved", `ALTER TABLE posting_attempt DROP CONSTRAINT posting_attempt_entity_id_posting_id_fkey;
		DELETE FROM posting p USING ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
	{"every round that was approved", `UPDATE task t SET state = 'READY' FROM ` + approved + ` d WHERE t.entity_id = d.entity_id AND t.id = d.task_id`},
	{"every round that was approved", `UPDATE decision x SET outcome = 'RETURN' FROM ` + approved + ` d WHERE x.entity_id = d.entity_id AND x.id = d.id`},
	{"every round that was approved", `UPDATE posting p SET revision = revision + 1 FROM ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
	{"an invoice is posted when, and only when", `UPDATE invoice i SET state = 'FAILED' FROM ` + approved + ` d WHERE i.entity_id = d.entity_id AND i.id = d.invoice_id`},
	{"an invoice is posted when, and only when", `UPDATE posting p SET state = 'SENT' FROM ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
	{"an approved adjustment", `INSERT INTO adjustment (entity_id, id, version, key, account_id, kind, state, minor, currency, journal, reason_code, reason, prepared_at, decided_by, decided_at)
		SELECT entity_id, gen_random_uuid(), 1, 'ADJ-X', id, 'WRITE_OFF', 'APPROVED', 1, currency, '[]', 'X', 'x', now(), (SELECT id FROM person LIMIT 1), now() FROM recon_account LIMIT 1`},
	{"an inbox shows what waits", `DELETE FROM inbox WHERE (entity_id, id) = (SELECT entity_id, id FROM inbox LIMIT 1)`},
	{"an inbox shows what waits", `UPDATE inbox SET person_id = gen_random_uuid() WHERE (entity_id, id) = (SELECT entity_id, id FROM inbox LIMIT 1)`},
	{"an inbox shows what waits", `UPDATE task SET state = 'DONE' WHERE (entity_id, id) = (SELECT entity_id, task_id FROM inbox LIMIT 1)`},
	{"nobody approved or reviewed emergency access of their own", `ALTER TABLE emergency_session DROP CONSTRAINT emergency_four_eyes; UPDATE emergency_session SET decided_by = person_id`},
	{"nobody approved or reviewed emergency access of their own", `ALTER TABLE emergency_session DROP CONSTRAINT emergency_four_eyes; UPDATE emergency_session SET reviewed_by = person_id WHERE reviewed_by IS NOT NULL`},
	{"emergency access that has ended is out of the rulebook", `UPDATE role_grant SET recorded_to = NULL WHERE emergency <> ''`},
	{"nobody decided on access of their own", `ALTER TABLE access_review_item DROP CONSTRAINT access_review_not_own; UPDATE access_review_item SET decided_by = person_id WHERE decided_by IS NOT NULL`},
	{"what an access review revoked is no longer given", `UPDATE role_grant SET valid_to = NULL WHERE recorded_to IS NULL AND id IN (SELECT grant_id FROM access_review_item WHERE decision = 'REVOKE')`},
	{"nobody resolved a case about themselves", `ALTER TABLE control_case DROP CONSTRAINT control_case_not_own; UPDATE control_case SET resolved_by = about WHERE state = 'RESOLVED'`},
	{"every event has one position in the log", said("invoice.noted", "noteInvoice")},
	{"every event has one position in the log", `INSERT INTO event_pending (entity_id, id) SELECT entity, event FROM log_entry WHERE position = 7`},
	{"every event has one position in the log", `DELETE FROM event WHERE (entity_id, id) = (SELECT entity, event FROM log_entry WHERE position = 7)`},
	{"positions begin at 0", `DELETE FROM log_entry WHERE position = 7`},
	{"positions begin at 0", `DELETE FROM log_entry WHERE position = 0`},
	{"the log's tree holds every event", `UPDATE event SET text = text || '!' WHERE (entity_id, id) = (SELECT entity, event FROM log_entry WHERE position = 7)`},
	{"the log's tree holds every event", `UPDATE log_hash SET hash = sha256('another') WHERE idx = 0`},
	{"the log's tree holds every event", `UPDATE log_hash SET hash = sha256('another') WHERE idx = 2`},
	{"the log's tree holds every event", `DELETE FROM log_entry WHERE position = 7`},
	{"an inbox shows to delegates", `INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at, on_behalf_of, delegation, shown_from, shown_to)
		SELECT entity_id, gen_random_uuid(), task_id, person_id, kind, due_at, created_at, gen_random_uuid(), gen_random_uuid(), now(), now() FROM inbox LIMIT 1`},
	{"every change of access that was agreed to", `UPDATE access_change SET applied = applied + 1000 WHERE state = 'APPLIED'`},
	{"every version of the rulebook since the set-up", `UPDATE rulebook SET change_id = gen_random_uuid() WHERE version = (SELECT max(version) FROM rulebook)`},
	{"every right that was agreed to names", `UPDATE role_grant SET requested_by = gen_random_uuid() WHERE change_id IS NOT NULL`},
	{"the ledger holds every confirmed document once", `UPDATE posting p SET connector = 'file ledger' FROM ` + approved + ` d WHERE p.entity_id = d.entity_id AND p.invoice_id = d.invoice_id`},
}

func TestSweep_NoticesEveryPlantedViolation(t *testing.T) {
	t.Parallel()
	clean := prepare(t, options{scale: "60"})
	rules, code := clean.sweeps()
	require.Zero(t, code)
	for _, r := range rules {
		require.Zero(t, r.Broken, "%s: %v", r.Rule, r.Violations)
		require.True(t, r.Checked > 0 || r.Name == "ledger" || strings.HasPrefix(r.Rule, "an approved adjustment"), "%s: nothing was looked at", r.Rule)
		require.True(t, noticed(r.Rule), "no violation is planted for the rule: %s", r.Rule)
	}
	for i, p := range planted {
		t.Run(fmt.Sprint(i, " ", p.rule), func(t *testing.T) {
			t.Parallel()
			h := prepare(t, options{scale: "60"})
			_, err := h.db.Pool.Exec(t.Context(), p.by)
			require.NoError(t, err)
			h.requireBroken(t, p.rule)
		})
	}
}

// noticed says whether a violation of the rule is planted.
func noticed(rule string) bool {
	for _, p := range planted {
		if strings.Contains(rule, p.rule) {
			return true
		}
	}
	return false
}

// requireBroken runs the verb, which must name the rule and fail.
func (h *house) requireBroken(t *testing.T, rule string) {
	t.Helper()
	list, code := h.sweeps()
	require.Equal(t, 1, code)
	for _, s := range list {
		if strings.Contains(s.Rule, rule) {
			require.Positive(t, s.Broken, s.Rule)
			require.NotEmpty(t, s.Violations)
			return
		}
	}
	t.Fatalf("no rule says %q", rule)
}

func TestSweep_ComparesTheLedgerBothWays(t *testing.T) {
	t.Parallel()
	const rule = "the ledger holds every confirmed document once"
	h := open(t, options{})
	inv := h.arrive(700)
	h.approve(inv)
	h.as(auditor).state(inv.ID, "POSTED")
	h.clean()
	path := filepath.Join(h.ledger, "DE01.jsonl")
	line, err := os.ReadFile(path)
	require.NoError(t, err)
	again := strings.Replace(string(line), `"seq":1,`, `"seq":2,`, 1)
	require.NotEqual(t, string(line), again)
	for _, more := range []string{again, strings.ReplaceAll(again, h.journal()[0].Key, "nobody:1:post")} { // twice, and never meant
		require.NoError(t, os.WriteFile(path, []byte(string(line)+more), 0o600))
		h.requireBroken(t, rule)
	}
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	h.requireBroken(t, rule)
	require.NoError(t, os.WriteFile(path, line, 0o600))
	h.clean()
}

func TestSweep_TellsAPersonWhatIsBroken(t *testing.T) {
	t.Parallel()
	h := prepare(t, options{scale: "60"})
	out, code := h.run("sweep")
	require.Zero(t, code)
	require.Contains(t, out, "CHECKED")
	require.Regexp(t, `(?m)^[1-9]\d* approved = [1-9]\d* posted \+ \d+ reversed \+ \d+ under way \+ \d+ refused by the ledger$`, out)
	_, err := h.db.Pool.Exec(t.Context(), `DELETE FROM inbox`)
	require.NoError(t, err)
	out, code = h.run("sweep")
	require.Equal(t, 1, code)
	require.Equal(t, 3, strings.Count(out, "broken: "), "the first three are named:\n%s", out)
}
