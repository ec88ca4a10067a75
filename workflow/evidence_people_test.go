package workflow_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

func TestEvidence_OfLeaversIsWhatTheirReportSays(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.enter(bill{})
	l := h.left("ulrike.hagenau")
	left := h.evidence(workflow.AskEvidence{Number: 3})
	require.Len(t, left.rows, 1)
	require.Equal(t, "ulrike.hagenau@kaldervik.example", left.rows[0]["email"])
	require.Equal(t, "0", left.rows[0]["acts_after"])
	require.Equal(t, "Takes another post.", left.rows[0]["reason"])
	require.NotEmpty(t, left.rows[0]["removed_at"])
	require.NotEmpty(t, left.rows[0]["seconds_to_removal"])
	var ended int
	for _, r := range h.evidence(workflow.AskEvidence{Number: 2, From: &l.NoticedAt}).rows {
		if r["act"] != "added" && r["person"] == left.rows[0]["person"] {
			require.NotEmpty(t, r["command"], "%v", r)
			ended++
		}
	}
	require.Equal(t, l.Ended.Grants, ended)

	before := l.NoticedAt.AddDate(0, -1, 0)
	require.Empty(t, h.evidence(workflow.AskEvidence{Number: 3, To: &before}).rows, "nobody had left by then")
	h.exec(`INSERT INTO event (entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, request_id)
		SELECT 0, gen_random_uuid(), now() + interval '1 hour', 'test.happened', 'act', 'usr', person_id, 'PERSON', person_id, 'Ulrike', 'An act after it.', 'test' FROM leaver`)
	after := h.evidence(workflow.AskEvidence{Number: 3})
	require.Equal(t, "1", after.rows[0]["acts_after"], "an act after removal is told")
}

func TestEvidence_OfDelegationTellsBothNames(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	decided := h.evidence(workflow.AskEvidence{Number: 11})
	require.Len(t, decided.rows, value[int](h, `SELECT count(*)::int FROM decision WHERE on_behalf_of IS NOT NULL`))
	require.NotEmpty(t, decided.rows)
	for _, r := range decided.rows {
		require.NotEmpty(t, r["for_whom"])
		require.NotEqual(t, r["decided_by"], r["for_whom"])
		require.Contains(t, r["authority"], "for "+r["for_whom"]+", by delegation")
	}
}

func TestEvidence_OfViolationsFindsWhatWasPlanted(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	require.Empty(t, h.evidence(workflow.AskEvidence{Number: 7}).where("what", "both sides used"))
	h.exec(`INSERT INTO duty_use (entity_id, id, chain, rule, person, side, event, binding)
		SELECT d.entity_id, gen_random_uuid(), d.invoice_id, 'SOD-011', d.actor_id, s.side, d.event, false FROM
			(SELECT * FROM decision WHERE outcome = 'APPROVE' ORDER BY id LIMIT 1) AS d, (VALUES ('L'), ('R')) AS s (side)`)
	found := h.evidence(workflow.AskEvidence{Number: 7}).where("what", "both sides used")
	require.NotEmpty(t, found)
	require.Equal(t, "SOD-011", found[0]["rule"])
	h.exec(`UPDATE decision SET on_behalf_of = NULL, on_behalf_name = NULL`)
	h.exec(`UPDATE invoice SET entered_by = (SELECT actor_id FROM decision d WHERE d.entity_id = invoice.entity_id AND d.invoice_id = invoice.id AND d.outcome = 'APPROVE' LIMIT 1)
		WHERE (entity_id, id) IN (SELECT entity_id, invoice_id FROM decision WHERE outcome = 'APPROVE' ORDER BY id LIMIT 1)`)
	var broken int
	for _, r := range h.evidence(workflow.AskEvidence{Number: 7}).where("what", "sweep now") {
		if r["broken"] != "0" {
			broken++
			require.Contains(t, r["detail"], ". Broken: ")
		}
	}
	require.NotZero(t, broken)
}

func TestEvidence_OfSuppliersAndConfigurationNamesWhoChangedThem(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	h.loaded("pavel.dvorny", "SUPPLIERS", supplierHead+supplierRow("Z-1", iban))
	h.loaded("saskia.norholt", "SUPPLIERS", supplierHead+supplierRow("Z-1", otherIBAN))
	changes := h.evidence(workflow.AskEvidence{Number: 10})
	require.Len(t, changes.where("supplier", "Z-1"), 3)
	bank := changes.where("kind", "supplier.bank_changed")
	require.Len(t, bank, 2)
	require.NotEqual(t, bank[0]["changed_by"], bank[1]["changed_by"])
	require.Empty(t, bank[0]["verified_by"], "nobody confirmed it, and that is said")

	configuration := h.evidence(workflow.AskEvidence{Number: 8})
	require.Len(t, configuration.where("what", "master_data.loaded"), 2)
	require.Len(t, configuration.where("what", "policy version"), value[int](h, `SELECT count(*)::int FROM policy_version WHERE active_from >= $1`, born.AddDate(-3, 0, 0)))
	applied := configuration.where("state", "APPLIED")
	require.Len(t, applied, value[int](h, `SELECT count(*)::int FROM access_change WHERE state = 'APPLIED'`))
	for _, r := range applied {
		require.NotEqual(t, r["author"], r["approver"])
		require.Regexp(t, `^previewed at rulebook \d+: \d+ gained, \d+ lost, \d+ conflicts$`, r["test"])
		require.Regexp(t, `^rulebook \d+$`, r["activation"])
	}
	for _, r := range configuration.where("state", "WITHDRAWN") {
		require.Empty(t, r["approver"], "who takes back what they asked for approves nothing")
	}
	h.exec(`INSERT INTO policy_version (id, policy_key, number, state, active_from, currency)
		SELECT gen_random_uuid(), policy_key, 2, 'RETIRED', now(), currency FROM policy_version WHERE policy_key = 'approval'`)
	authors := map[string]string{}
	for _, r := range h.evidence(workflow.AskEvidence{Number: 8, From: new(born.AddDate(-5, 0, 0))}).where("what", "policy version") {
		authors[r["subject"]] = r["author"]
	}
	require.Equal(t, "set-up", authors["match_tolerance 1"])
	require.Equal(t, "unknown: written past the program", authors["approval 2"])
}

func TestEvidence_OfRefusalsTellsSignInsToo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	require.NoError(t, h.service.RecordRefusedSignIns(t.Context(), []workflow.SignInRefused{
		{Code: "STRANGER", Why: "nobody with this sign-in works here.", Email: "rainer.ostkamp@kaldervik.example", Address: "192.0.2.7", Times: 3},
		{Code: "TOKEN", Why: "the token is not one of the issuer's.", Address: "192.0.2.9", Times: 1},
	}))
	rows := h.evidence(workflow.AskEvidence{Number: 12}).where("command", "signIn")
	require.Len(t, rows, 2)
	require.Equal(t, "Rainer Ostkamp", rows[0]["person"], "who left is still on file")
	require.Equal(t, []string{"STRANGER", "192.0.2.7", "A sign-in was refused as rainer.ostkamp@kaldervik.example, 3 times: nobody with this sign-in works here."},
		[]string{rows[0]["code"], rows[0]["address"], rows[0]["detail"]})
	require.Empty(t, rows[1]["person"])
	h.clean()
}

// One path tells of every change of access, whatever made it.
func TestEvidence_OfGrantsNamesTheCauseOfEveryChange(t *testing.T) {
	t.Parallel()
	h := setup(t)
	before := h.now()
	h.granted(h.grantOf("henrik.steinkamp", "ap_approver"))
	h.delegate("ulrike.hagenau", h.lent())
	r := h.started(h.campaign("ap_clerk"))
	lines := h.lines(h.as(approver), r)
	h.answer("dieter.moosbrugger", line(lines["Emre Taşdemir"], domain.ReviewRevoke, "Moved to the warehouse."))
	h.later(15 * 24 * time.Hour)
	require.NoError(t, h.service.TendControls(t.Context()))
	h.left("klaus.brandhorst")
	causes := map[string]int{}
	for _, row := range h.evidence(workflow.AskEvidence{Number: 2, From: &before}).rows {
		require.NotEmpty(t, row["change"], "%v", row)
		require.NotEmpty(t, row["requested_by"], "%v", row)
		require.NotEmpty(t, row["requested_at"], "%v", row)
		require.NotEmpty(t, row["command"], "%v", row)
		causes[row["cause"]+", "+row["command"]]++
		if row["what"] == "grant" && row["cause"] == "change of access" {
			require.Contains(t, row["detail"], ", entities DE01")
		}
		if row["command"] == "decideReviewItems" {
			require.Equal(t, []string{"Emre Taşdemir", "Dieter Moosbrugger", "Moved to the warehouse."}, []string{row["person"], row["approved_by"], row["reason"]})
			require.Equal(t, row["at"], row["approved_at"])
		}
	}
	require.Equal(t, 1, causes["change of access, decideAccessChange"])
	require.Equal(t, 1, causes["delegation, delegate"])
	require.Equal(t, 1, causes["access review "+r.Name+", decideReviewItems"])
	require.Equal(t, r.Progress.Lines-1, causes["access review "+r.Name+", closeAccessReview"], "what nobody answered")
	require.Positive(t, causes["leaver, personLeaves"])
	h.clean()

	h.exec(`INSERT INTO rulebook (version, recorded_at) SELECT max(version) + 1, now() FROM rulebook`)
	h.exec(`UPDATE world SET authz = authz + 1`)
	results, err := h.service.Sweep(t.Context())
	require.NoError(t, err)
	for _, sweep := range results {
		require.Equal(t, strings.HasPrefix(sweep.Rule, "every version of the rulebook"), sweep.Broken == 1, "%s: %v", sweep.Rule, sweep.Violations)
	}
}
