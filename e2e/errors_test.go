package e2e_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// neverYet are codes of the contract for what the house does not do yet, or never says to a client.
var neverYet = map[string]string{
	"STEP_UP_REQUIRED":   "every sign-in is strong enough for what there is",
	"POLICY_BLOCKED":     "what a policy or check stops is put on hold and told as a check",
	"EVIDENCE_MISSING":   "no policy asks for evidence yet",
	"NOT_UNIQUE":         "lines with several equally good matches are ambiguous, and no run chooses",
	"OUT_OF_BALANCE":     "it is met in recon_test.go",
	"TOLERANCE_EXCEEDED": "it is met in recon_test.go",
	"SIGN_OFF_STALE":     "sign-offs are still to come",
	"UPSTREAM":           "no request waits for a connected system; jobs do",
}

func TestErrors_EveryCodeIsMetAtTheRealEndpoint(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	small, large := h.arrive(900), h.arrive(60_000)
	task := small.open("APPROVE")
	owner := h.as(local(task.Candidates[0]))
	h.grant(otherClerk, "ap_approver", 0)
	met := map[string]*refusal{}
	meet := func(code string, c *client, document string, v vars) *refusal {
		t.Helper()
		met[code] = c.refused(code, document, v)
		require.NotEmpty(t, met[code].Extensions.RequestID, code)
		return met[code]
	}
	mend := func(id string, version int, reason string) vars {
		return vars{"in": vars{"id": id, "version": version, "number": "ERR-1", "reason": reason, "idempotencyKey": key()}}
	}

	told := meet("INVALID", c, updateInvoice, mend(small.ID, small.Version, "no"))
	require.NotEmpty(t, told.Extensions.Details["violations"])
	meet("NOT_FOUND", h.as(french), updateInvoice, mend(small.ID, small.Version, "It is not ours"))
	told = meet("STALE", c, updateInvoice, mend(small.ID, small.Version+7, "Seen too late"))
	require.EqualValues(t, small.Version, told.Extensions.Details["current"])
	told = meet("WRONG_STATE", c, submitItem, act(small.ID, small.Version, ""))
	require.Equal(t, "IN_REVIEW", told.Extensions.Details["state"])
	meet("UNAUTHENTICATED", h.nobody(), `{ viewer { user { id } } }`, nil)
	told = meet("FORBIDDEN", h.as(auditor), updateInvoice, mend(small.ID, small.Version, "Not my business"))
	require.NotEmpty(t, told.Extensions.Details["permit"])
	told = meet("OVER_LIMIT", h.as(approver), decideTask, large.open("APPROVE").decision("APPROVE"))
	require.Equal(t, "71400.00", told.Extensions.Details["amount"].(vars)["amount"])

	typed := vars{"in": vars{
		"entityId": c.entity("DE01"), "supplierId": small.Supplier.ID, "number": small.Number, "issuedOn": time.Now().UTC().Format(time.DateOnly), "currency": "EUR",
		"gross": small.Gross.Amount, "tax": "0.00", "idempotencyKey": key(), "lines": []vars{{"text": "Again", "amount": small.Gross.Amount}},
	}}
	told = meet("DUPLICATE", c, createInvoice, typed)
	require.Equal(t, []any{small.ID}, told.Extensions.Details["candidates"])
	require.Contains(t, told.Message, small.Key)

	h.as(otherClerk).do(updateInvoice, mend(small.ID, small.Version, "The number was read wrongly"))
	small = c.invoice(small.ID)
	told = meet("DUTY_CONFLICT", h.as(otherClerk), decideTask, small.open("APPROVE").decision("APPROVE"))
	require.Equal(t, "SOD-009", told.Extensions.Details["rule"])

	keyed := mend(large.ID, large.Version, "The number was read wrongly")
	c.do(updateInvoice, keyed)
	keyed["in"].(vars)["reason"] = "Another reason"
	meet("IDEMPOTENCY_MISMATCH", c, updateInvoice, keyed)

	meet("BAD_CURSOR", c, `{ invoices(first: 5, after: "nonsense") { edges { cursor } } }`, nil)
	meet("BAD_REQUEST", c, `  `, nil)
	told = meet("GRAPHQL_VALIDATION_FAILED", c, `{ viewer { salary } }`, nil)
	require.NotContains(t, told.Message, "salary", "nothing of the request is echoed")
	meet("OPERATION_NOT_ALLOWED", c, `mutation($in: ActInput!) { a: submitItem(input: $in) { item { id } } b: submitItem(input: $in) { item { id } } }`, act(small.ID, 1, ""))
	told = meet("TOO_COMPLEX", c, `{ invoices(first: 100) { edges { node { lines { id } timeline(first: 100) { edges { cursor } } } } } }`, nil)
	require.NotEmpty(t, told.Extensions.Details["limit"])

	_, err := h.db.Pool.Exec(t.Context(), `UPDATE period SET state = 'CLOSED' WHERE entity_id = 2`)
	require.NoError(t, err)
	meet("PERIOD_CLOSED", owner, decideTask, small.open("APPROVE").decision("APPROVE"))

	tx, err := h.db.Pool.Begin(t.Context())
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), `SELECT FROM invoice FOR UPDATE`)
	require.NoError(t, err)
	began := time.Now()
	meet("TIMEOUT", c, withdrawItem, act(small.ID, small.Version, "Somebody holds it"))
	require.Less(t, time.Since(began), 15*time.Second)
	require.NoError(t, tx.Rollback(t.Context()))

	_, err = h.db.Pool.Exec(t.Context(), `ALTER TABLE po_line RENAME TO gone; ALTER TABLE purchase_order RENAME TO gone_too`)
	require.NoError(t, err)
	told = meet("INTERNAL", c, `{ purchaseOrders(first: 1) { edges { node { id } } } }`, nil)
	require.NotContains(t, told.Message, "purchase_order", "nothing of the store is told")
	eventually(t, 5*time.Second, "the cause stands in the log under the request's id", func() bool {
		return strings.Contains(h.tail(), told.Extensions.RequestID) && strings.Contains(h.tail(), "purchase_order")
	})

	limited := open(t, options{env: []string{"COUNTERSIGN_REQUESTS_PER_MINUTE=20"}})
	busy := limited.as(clerk)
	for met["RATE_LIMITED"] == nil {
		refused, err := busy.try(`{ viewer { user { id } } }`, nil, nil)
		require.NoError(t, err)
		if refused.code() != "" {
			require.Equal(t, "RATE_LIMITED", refused.code())
			require.Equal(t, http.StatusTooManyRequests, refused.Status)
			require.NotEmpty(t, refused.Extensions.Details["retryAfter"])
			met["RATE_LIMITED"] = refused
		}
	}
	_, err = limited.as(otherClerk).try(`{ viewer { user { id } } }`, nil, nil)
	require.NoError(t, err)

	codes := ask[struct {
		Type struct{ EnumValues []struct{ Name string } } `json:"__type"`
	}](c, `{ __type(name: "ErrorCode") { enumValues { name } } }`, nil)
	require.Greater(t, len(codes.Type.EnumValues), 20)
	for _, value := range codes.Type.EnumValues {
		if neverYet[value.Name] == "" {
			require.Contains(t, met, value.Name, "this code of the contract was never met")
		} else {
			require.NotContains(t, met, value.Name)
		}
	}
}

// Refusals outside of GraphQL have the same shape, with a status that fits.
func TestErrors_PlainRequestsAreRefusedInTheSameShape(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	for path, want := range map[string]struct {
		status int
		code   string
	}{
		"/files/nonsense":                     {http.StatusNotFound, "NOT_FOUND"},
		"/files/evd_2_AAAAAAAAAAAAAAAAAAAAAA": {http.StatusNotFound, "NOT_FOUND"},
	} {
		status, body := c.get(path)
		require.Equal(t, want.status, status, path)
		var answer struct{ Errors []refusal }
		require.NoError(t, json.Unmarshal(body, &answer))
		require.Equal(t, want.code, answer.Errors[0].Extensions.Code)
		require.NotEmpty(t, answer.Errors[0].Extensions.RequestID)
	}
	status, body := h.nobody().get("/files/evd_2_AAAAAAAAAAAAAAAAAAAAAA")
	require.Equal(t, http.StatusUnauthorized, status, "%s", body)
}
