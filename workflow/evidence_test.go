package workflow_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// findings are an answer to an auditor's request, row by row, by column.
type findings struct {
	rows     []map[string]string
	manifest workflow.EvidenceManifest
	evidence *workflow.Evidence
}

// where are the rows with this value in a column.
func (a findings) where(column, value string) (rows []map[string]string) {
	for _, r := range a.rows {
		if r[column] == value {
			rows = append(rows, r)
		}
	}
	return rows
}

// evidence asks as the group's auditor, and holds the answer to its manifest.
func (h *house) evidence(in workflow.AskEvidence) findings {
	h.t.Helper()
	ctx := h.as("marit.holvaag")
	if in.From == nil {
		in.From = new(born.AddDate(-3, 0, 0))
		if in.Number == 1 {
			in.From = new(born.AddDate(0, -3, 0))
		}
	}
	e, err := h.service.Evidence(ctx, in)
	require.NoError(h.t, err)
	var table, lines bytes.Buffer
	a := findings{evidence: e}
	a.manifest, err = e.Write(ctx, &table, &lines)
	require.NoError(h.t, err)
	require.Equal(h.t, map[string]string{
		e.FileName("csv"): fmt.Sprintf("%x", sha256.Sum256(table.Bytes())), e.FileName("jsonl"): fmt.Sprintf("%x", sha256.Sum256(lines.Bytes())),
	}, a.manifest.SHA256)
	cells, err := csv.NewReader(&table).ReadAll()
	require.NoError(h.t, err)
	require.Equal(h.t, e.Request.Columns, cells[0])
	require.Len(h.t, cells[1:], a.manifest.Rows)
	objects := strings.Split(strings.TrimSuffix(lines.String(), "\n"), "\n")
	for i, row := range cells[1:] {
		object := map[string]string{}
		require.NoError(h.t, json.Unmarshal([]byte(objects[i]), &object))
		require.Len(h.t, object, len(row))
		for n, column := range cells[0] {
			require.Equal(h.t, strings.TrimPrefix(row[n], "'"), strings.TrimPrefix(object[column], "'"))
		}
		a.rows = append(a.rows, object)
	}
	return a
}

func TestEvidence_EveryRequestIsAnsweredAndItsStatementHasItsColumns(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	ctx := h.as("marit.holvaag")
	requests, err := h.service.EvidenceRequests(ctx)
	require.NoError(t, err)
	require.Len(t, requests, 18)
	invoice := value[domain.UUID](h, `SELECT id FROM invoice WHERE state = 'POSTED' ORDER BY id LIMIT 1`)
	entity := value[int](h, `SELECT entity_id FROM invoice WHERE id = $1`, invoice.String())
	for i, request := range requests {
		require.Equal(t, i+1, request.Number)
		require.NotEmpty(t, request.Objective)
		in := workflow.AskEvidence{Number: request.Number}
		if slices.Contains(request.Parameters, "subject") {
			in.Subject = domain.ID{Kind: domain.NodeInvoice, Entity: domain.EntityID(entity), UUID: invoice}
		}
		a := h.evidence(in)
		require.Equal(t, request.Title, a.manifest.Title)
		require.NotEmpty(t, a.manifest.Query)
		require.Contains(t, a.manifest.Command, fmt.Sprintf("countersign evidence %d --from %s", request.Number, a.manifest.Parameters[0].Value))
		if len(a.rows) == 0 {
			require.Contains(t, []int{3, 10, 11, 12, 16}, request.Number, "the demo's history has something to say to this one")
		}
	}
	require.Equal(t, 18, value[int](h, `SELECT count(*) FROM event WHERE kind = 'evidence.read' AND command = 'readEvidence'`), "reading evidence is an event")
}

func TestEvidence_OfAccessAgreesWithTheRulebook(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	ctx := h.as("marit.holvaag")

	duties := h.evidence(workflow.AskEvidence{Number: 1})
	end := duties.manifest.Parameters[1].Value
	people := map[string]bool{}
	for _, r := range duties.where("as_of", end) {
		people[r["id"]] = true
	}
	require.Len(t, people, value[int](h, `SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM service_account WHERE recorded_to IS NULL)`))
	tilman, err := h.service.PersonByEmail(ctx, "tilman.ruschke@kaldervik.example")
	require.NoError(t, err)
	access, err := h.service.AccessOf(ctx, tilman.ID.UUID, nil, nil)
	require.NoError(t, err)
	ways := 0
	for _, one := range access {
		ways += len(one.Paths)
	}
	held := 0
	for _, r := range duties.where("as_of", end) {
		if r["id"] == tilman.ID.UUID.String() && r["duty"] != "" {
			held++
		}
	}
	require.Equal(t, ways, held)

	changes := h.evidence(workflow.AskEvidence{Number: 2})
	require.Len(t, changes.where("what", "change of access"), value[int](h, `SELECT count(*) FROM access_change WHERE state IN ('REJECTED', 'WITHDRAWN', 'VOID')`))
	require.Len(t, changes.where("what", "delegation"), 2)
	granted := slices.Concat(changes.where("act", "added"), changes.where("act", "changed"))
	byChange := 0
	for _, r := range granted {
		if r["cause"] == "change of access" {
			byChange++
			require.NotEmpty(t, r["requested_by"])
			require.NotEmpty(t, r["approved_by"])
			require.NotEqual(t, r["requested_by"], r["approved_by"])
		}
	}
	require.NotZero(t, byChange)
	removed := changes.where("act", "removed")
	require.NotEmpty(t, removed, "emergency access ended, and a review revoked")
	for _, r := range removed {
		require.NotEmpty(t, r["command"], "%v", r)
	}

	privileged := h.evidence(workflow.AskEvidence{Number: 4})
	require.Len(t, privileged.where("what", "emergency session"), 2)
	require.Len(t, privileged.where("what", "act under emergency access"), value[int](h, `SELECT count(*) FROM event WHERE data ? 'emergency'`))
	require.NotEmpty(t, privileged.where("what", "privileged act"))

	lines := h.evidence(workflow.AskEvidence{Number: 5})
	require.Len(t, lines.rows, value[int](h, `SELECT count(*) FROM access_review_item`))
	require.Len(t, lines.where("decision", "REVOKE"), value[int](h, `SELECT count(*) FROM access_review_item WHERE decision = 'REVOKE'`))

	rules := h.evidence(workflow.AskEvidence{Number: 6})
	require.Len(t, rules.where("what", "accepted conflict"), value[int](h, `SELECT count(*) FROM mitigation WHERE valid_to >= $1`, born.AddDate(-3, 0, 0)))
	require.Len(t, rules.where("what", "rule version"), 42)
	require.NotEmpty(t, rules.where("what", "conflict"))

	roles := h.evidence(workflow.AskEvidence{Number: 18})
	require.Len(t, roles.rows, value[int](h, `SELECT count(*) FROM role WHERE recorded_to IS NULL`))
	require.NotEmpty(t, roles.where("role", "on_call")[0]["last_review"])
}

func TestEvidence_OfDocumentsIsTheWholePopulation(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	all := h.evidence(workflow.AskEvidence{Number: 9})
	require.Len(t, all.rows, value[int](h, `SELECT (SELECT count(*) FROM invoice) + (SELECT count(*) FROM posting WHERE effect = 'reverse')`))
	require.Len(t, all.where("effect", "reverse"), 3)
	require.Len(t, all.where("manner", "automatic"), value[int](h, `SELECT count(*) FROM invoice i JOIN decision d ON d.entity_id = i.entity_id AND d.invoice_id = i.id
		WHERE d.outcome = 'AUTO_APPROVE' AND i.entered_kind = 'SYSTEM'`))
	weekend, round := 0, 0
	for _, r := range all.rows {
		if strings.Contains(r["flags"], "weekend") {
			weekend++
		}
		if strings.Contains(r["flags"], "round") {
			round++
		}
		if r["posted_at"] != "" {
			require.NotEmpty(t, r["approvers"], "%v", r)
			require.NotEmpty(t, r["poster"])
			require.NotContains(t, r["approvers"], r["preparer"])
		}
	}
	require.Equal(t, round, value[int](h, `SELECT (SELECT count(*) FROM invoice WHERE gross_minor <> 0 AND gross_minor % 100000 = 0) + (SELECT count(*) FROM posting p
		JOIN invoice i ON i.entity_id = p.entity_id AND i.id = p.invoice_id WHERE p.effect = 'reverse' AND i.gross_minor <> 0 AND i.gross_minor % 100000 = 0)`))
	require.Equal(t, weekend, value[int](h, `SELECT count(*) FROM posting p JOIN entity n ON n.number = p.entity_id
		WHERE posted_at IS NOT NULL AND to_char(posted_at AT TIME ZONE n.time_zone, 'ID') IN ('6', '7')`))

	de := value[int](h, `SELECT number FROM entity WHERE code = 'DE01'`)
	one := h.evidence(workflow.AskEvidence{Number: 9, Entity: domain.EntityNode(domain.EntityID(de))})
	require.Len(t, one.rows, len(all.where("entity", "DE01")))
	require.NotEmpty(t, one.rows)

	interfaces := h.evidence(workflow.AskEvidence{Number: 14})
	var in, out, open int
	for _, r := range interfaces.rows {
		var sent, accepted, rejected, unresolved int
		_, err := fmt.Sscan(r["sent"]+" "+r["accepted"]+" "+r["rejected"]+" "+r["unresolved"], &sent, &accepted, &rejected, &unresolved)
		require.NoError(t, err)
		require.Equal(t, sent, accepted+rejected+unresolved)
		if open += unresolved; r["direction"] == "in" {
			in += sent
		} else {
			out += sent
		}
	}
	require.Equal(t, value[int](h, `SELECT count(*) FROM intake`), in)
	require.Equal(t, value[int](h, `SELECT count(*) FROM posting`), out)
	require.Equal(t, value[int](h, `SELECT (SELECT count(*) FROM intake WHERE state IN ('RECEIVED', 'QUARANTINED')) + (SELECT count(*) FROM posting WHERE state IN ('PENDING', 'SENT', 'IN_DOUBT'))`), open)

	failures := h.evidence(workflow.AskEvidence{Number: 13})
	require.Len(t, failures.where("what", "attempt to put"), value[int](h, `SELECT count(*) FROM posting_attempt WHERE problem IS NOT NULL`))
	require.Len(t, failures.where("what", "manual run"), 7+3+3, "postings, and the last statement of each account to reconcile")
	for _, r := range failures.where("what", "manual run") {
		require.NotEmpty(t, r["authority"])
	}
}

func TestEvidence_WalksOneInvoiceFromSubmissionToPosting(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	l := signLogOf(h)
	size := l.settled()
	invoice := value[domain.UUID](h, `SELECT i.id FROM invoice i JOIN intake k ON k.entity_id = i.entity_id AND k.invoice_id = i.id JOIN decision d ON d.entity_id = i.entity_id AND d.invoice_id = i.id
		WHERE i.state = 'POSTED' AND d.outcome = 'APPROVE' ORDER BY i.id LIMIT 1`)
	entity := value[int](h, `SELECT entity_id FROM invoice WHERE id = $1`, invoice.String())
	walk := h.evidence(workflow.AskEvidence{Number: 17, Subject: domain.ID{Kind: domain.NodeInvoice, Entity: domain.EntityID(entity), UUID: invoice}})
	var kinds []string
	for _, r := range walk.rows {
		kinds = append(kinds, r["kind"])
		require.NotEmpty(t, r["position"])
	}
	for _, kind := range []string{"file.received", "file.accepted", "invoice.entered", "invoice.checked", "invoice.routed", "task.opened", "invoice.approved", "posting.put", "invoice.posted"} {
		require.Contains(t, kinds, kind)
	}
	require.NotEmpty(t, walk.where("kind", "invoice.approved")[0]["authority"])
	require.GreaterOrEqual(t, walk.manifest.LogPosition, size-1, "complete to the log's end")

	integrity := h.evidence(workflow.AskEvidence{Number: 15})
	require.Len(t, integrity.where("what", "verdict"), 1)
	require.Contains(t, integrity.where("what", "verdict")[0]["value"], "log verifies to position ")
	require.Contains(t, integrity.where("what", "verdict")[0]["detail"], "has the root of the newest checkpoint")
	require.Len(t, integrity.where("what", "key custody"), 1)
	require.Contains(t, string(l.pub), integrity.where("what", "key custody")[0]["value"])
	require.NotEmpty(t, integrity.where("what", "checkpoint"))
	l.settled()
	h.exec(`UPDATE event SET kind = 'invoice.forgotten' WHERE (entity_id, id) IN (SELECT entity, event FROM log_entry WHERE position IN (3, 5))`)
	integrity = h.evidence(workflow.AskEvidence{Number: 15})
	require.Len(t, integrity.where("what", "break"), 2)
	require.Contains(t, integrity.where("what", "verdict")[0]["value"], "log does not verify: 2 positions")
}

func TestEvidence_TellsViolationsRefusalsAndThatThereAreNone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	none := h.evidence(workflow.AskEvidence{Number: 7})
	require.Empty(t, none.where("what", "refused attempt"))
	require.Empty(t, none.where("what", "both sides used"))
	sweeps := none.where("what", "sweep now")
	require.NotEmpty(t, sweeps)
	for _, r := range sweeps {
		require.Equal(t, "0", r["broken"], "%v", r)
	}
	empty := h.evidence(workflow.AskEvidence{Number: 12})
	require.Zero(t, empty.manifest.Rows)
	require.Len(t, empty.manifest.Parameters, 2, "an empty answer says what was searched")

	_, err := h.service.Evidence(h.as("jana.koehlert"), workflow.AskEvidence{Number: 7})
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "read the audit log")
	denied := h.evidence(workflow.AskEvidence{Number: 12})
	require.Len(t, denied.rows, 1, "the refusal is evidence itself")
	require.Equal(t, "readEvidence", denied.rows[0]["command"])
	require.Equal(t, "FORBIDDEN", denied.rows[0]["code"])
}

func TestEvidence_RefusesWhatARequestDoesNotTake(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx := h.as("marit.holvaag")
	early, late := born.AddDate(0, -1, 0), born
	de := domain.EntityNode(h.entity("DE01"))
	for _, c := range []struct {
		in   workflow.AskEvidence
		code domain.Code
		want string
	}{
		{workflow.AskEvidence{Number: 0}, domain.CodeNotFound, "numbered from 1 to 18"},
		{workflow.AskEvidence{Number: 19}, domain.CodeNotFound, "There is no request 19"},
		{workflow.AskEvidence{Number: 2, Entity: de}, domain.CodeInvalid, "Request 2 is about the whole group."},
		{workflow.AskEvidence{Number: 9, Subject: de}, domain.CodeInvalid, "Request 9 is about no single record."},
		{workflow.AskEvidence{Number: 9, Entity: domain.ID{Kind: domain.NodeInvoice, Entity: 1}}, domain.CodeInvalid, "not a legal entity"},
		{workflow.AskEvidence{Number: 17}, domain.CodeInvalid, "Request 17 is about one invoice: name it."},
		{workflow.AskEvidence{Number: 9, From: &late, To: &early}, domain.CodeInvalid, "ends before it begins"},
	} {
		_, err := h.service.Evidence(ctx, c.in)
		require.Contains(t, refused(t, err, c.code).Message, c.want)
	}
	require.Zero(t, value[int](h, `SELECT count(*) FROM event WHERE kind = 'evidence.read'`))
}

func TestEvidence_IsSafeInASpreadsheetAndTellsItsWholeCount(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	h.exec(`UPDATE invoice SET gross_minor = -gross_minor WHERE kind = 'CREDIT_NOTE'`)
	h.exec(`UPDATE invoice SET seller_name = '=HYPERLINK("x")'`)
	ctx := h.as("marit.holvaag")
	e, err := h.service.Evidence(ctx, workflow.AskEvidence{Number: 9})
	require.NoError(t, err)
	var table bytes.Buffer
	m, err := e.Write(ctx, &table, nil)
	require.NoError(t, err)
	require.Contains(t, table.String(), `,"'=HYPERLINK(""x"")",`)
	require.NotRegexp(t, `(?m)(^|,)"?[=+@]`, table.String())
	require.Regexp(t, `,-[0-9]+,EUR,`, table.String(), "an amount below zero stays a number")

	result, err := h.service.EvidenceResult(ctx, workflow.AskEvidence{Number: 9, From: &e.At, To: new(e.At.Add(time.Second))})
	require.NoError(t, err)
	require.Zero(t, result.Rows)
	require.Empty(t, result.Sample)
	whole, err := h.service.EvidenceResult(ctx, workflow.AskEvidence{Number: 9, To: &e.At})
	require.NoError(t, err)
	require.Equal(t, m.Rows, whole.Rows)
	require.Equal(t, m.SHA256["evidence-09.csv"], whole.Digest, "the same question has the same answer")
	require.Len(t, whole.Sample, 100)
	require.Contains(t, whole.DownloadURL, "/files/evidence/9?from=")
}
