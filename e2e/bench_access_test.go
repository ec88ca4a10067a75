package e2e_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// replayInvoices gives more than 100,000 decisions of people within a year.
var replayInvoices = setting("BENCH_REPLAY_INVOICES", 140_000)

const (
	replayBar  = 10 * time.Second // for replayMost decisions
	replayMost = 100_000          // decisions that the bar is about
)

// BenchmarkAccess asks an auditor's questions over a long history, each once, and every recorded decision of a year anew
// under drafts: people leave, roles are granted, and a segregation rule comes that was not there, whose past is told from
// the events.
func BenchmarkAccess(b *testing.B) {
	group := storetest.Prepare(func(url string) error { return loadGroup(url, replayInvoices) })
	defer func() { require.NoError(b, group.Drop()) }()
	db := group.New(b)
	h := benchHouse(b, db, db.URL)
	a := signedIn(b, h, auditor+mail)
	a.http.Timeout = 2 * time.Minute
	askQuestions(b, h, a)
	const simulate = `query($in: SimulateAccessInput!) { simulateAccess(input: $in) { gained { action } lost { action } replayed { decisions stillAllowed changedCount tookMs } } }`
	grant := vars{"userId": a.userID("noor.veldmans"), "role": "ap_clerk", "entityIds": []string{a.entity("DE01")}}
	rule := vars{"key": "SOD-101", "name": "Enter / approve", "why": "A trial.", "control": "None.", "risk": "HIGH", "mode": "PREVENT", "span": "SAME_ENTITY",
		"left": []string{"INVOICE_ENTER", "INVOICE_CODE"}, "right": []string{"INVOICE_APPROVE"}}
	fmt.Printf("| draft | decisions | still allowed | answered otherwise | asked anew, ms | whole request, ms |\n|---|--:|--:|--:|--:|--:|\n")
	for _, draft := range []struct {
		name string
		in   vars
	}{
		{"a grant", vars{"grant": []vars{grant}}},
		{"ten people leave", vars{"leave": leavers(a, 10)}},
		{"a new rule over all acts", vars{"rules": []vars{rule}}},
	} {
		draft.in["replayDays"] = 365
		began := time.Now()
		got := ask[struct {
			SimulateAccess struct {
				Replayed struct{ Decisions, StillAllowed, ChangedCount, TookMs int }
			}
		}](a, simulate, vars{"in": draft.in}).SimulateAccess.Replayed
		whole := time.Since(began)
		fmt.Printf("| %s | %d | %d | %d | %d | %d |\n", draft.name, got.Decisions, got.StillAllowed, got.ChangedCount, got.TookMs, whole.Milliseconds())
		require.GreaterOrEqual(b, got.Decisions, min(replayMost, replayInvoices/2), "more invoices make more decisions: BENCH_REPLAY_INVOICES")
		allowed := replayBar * time.Duration(max(got.Decisions, replayMost)) / replayMost
		require.Less(b, time.Duration(got.TookMs)*time.Millisecond, allowed, "%d decisions took too long", got.Decisions)
		b.ReportMetric(float64(got.Decisions)/whole.Seconds(), "decisions/s")
	}
}

// askQuestions times the reads.
func askQuestions(b *testing.B, h *house, a *client) {
	var events int
	require.NoError(b, h.db.Pool.QueryRow(background, `SELECT count(*) FROM event`).Scan(&events))
	inv := ask[struct {
		Invoices struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}](a, `{ invoices(filter: {state: [IN_REVIEW]}, first: 1) { edges { node { id } } } }`, nil).Invoices.Edges[0].Node.ID
	v := vars{"user": a.userID("ulrike.hagenau"), "invoice": inv, "from": time.Now().AddDate(0, 0, -30), "to": time.Now()}
	fmt.Printf("| question, %d events | ms |\n|---|--:|\n", events)
	for _, q := range []struct{ name, document string }{
		{"accessCheck about an invoice", `query($user: ID!, $invoice: ID!) { accessCheck(userId: $user, action: INVOICE_APPROVE, subjectId: $invoice) { permit { allowed reasons { message } paths { sentence } } history { text } } }`},
		{"whoCan about an invoice", `query($invoice: ID!) { whoCan(action: INVOICE_APPROVE, subjectId: $invoice) { paths { sentence } } }`},
		{"whoCan anywhere, with uses", `{ whoCan(action: INVOICE_APPROVE) { uses lastUsedAt paths { sentence } conflicts { rule { key } } } }`},
		{"access of a person, with uses", `query($user: ID!) { node(id: $user) { ... on User { access { action uses lastUsedAt paths { sentence } } conflicts { rule { key } } } } }`},
		{"roles, with what nobody uses", `{ roles { key unusedActions(days: 90) history { name } grants(first: 10) { edges { node { id } } } } }`},
		{"conflicts with acts and money", `{ sodConflicts(first: 50) { edges { node { exposure { amount } objects(first: 5) { edges { node { subject } } } } } } }`},
		{"conflict matrix", `{ conflictMatrix { cells { people exercised exposure { amount } } } }`},
		{"differences of 30 days", `query($from: DateTime!, $to: DateTime!) { rolePolicyDiff(from: $from, to: $to) { gained { action } changes { subject } } }`},
	} {
		began := time.Now()
		ask[any](a, q.document, v)
		fmt.Printf("| %s | %d |\n", q.name, time.Since(began).Milliseconds())
	}
}

// leavers are people who decide, so that their decisions are answered otherwise.
func leavers(a *client, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = a.userID(deciders[i])
	}
	return ids
}
