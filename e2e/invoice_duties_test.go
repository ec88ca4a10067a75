package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// grant gives a person a role at the German plant, as an administrator of the database would; limit is in cents, 0 is
// without one.
func (h *house) grant(who, role string, limit int64) {
	h.t.Helper()
	tag, err := h.db.Pool.Exec(h.t.Context(), `INSERT INTO role_grant (id, person_id, role_key, entities, limit_minor, limit_currency, valid_from)
		SELECT gen_random_uuid(), id, $2, '{2}', nullif($3::bigint, 0), CASE WHEN $3::bigint > 0 THEN 'EUR' END, now() - interval '1 day' FROM person WHERE email = $1`,
		who+"@kaldervik.example", role, limit)
	require.NoError(h.t, err)
	require.EqualValues(h.t, 1, tag.RowsAffected())
	h.rightsChanged()
}

// rightsChanged has every server look at roles and grants anew.
func (h *house) rightsChanged() {
	h.t.Helper()
	_, err := h.db.Pool.Exec(h.t.Context(), `UPDATE world SET authz = authz + 1`)
	require.NoError(h.t, err)
}

// permit is the engine's answer to "may I?".
type permit struct {
	Action  string
	Allowed bool
	Reasons []struct{ Code, Message, Rule string }
	Paths   []struct{ Sentence string }
}

// can asks whether a person may do something to an invoice.
func (c *client) can(id, action string) permit {
	c.t.Helper()
	got := ask[struct{ Node struct{ Can []permit } }](c, `query($id: ID!, $a: [Action!]) { node(id: $id) { ... on Invoice {
		can(actions: $a) { action allowed reasons { code message rule } paths { sentence } } } } }`, vars{"id": id, "a": []string{action}})
	require.Len(c.t, got.Node.Can, 1)
	return got.Node.Can[0]
}

// requireNo wants the engine to say before what it says when it is tried.
func (c *client) requireNo(inv *invoice, action, reason string, told *refusal) {
	c.t.Helper()
	p := c.can(inv.ID, action)
	require.False(c.t, p.Allowed)
	require.Equal(c.t, reason, p.Reasons[0].Code)
	require.Equal(c.t, told.Message, p.Reasons[0].Message, "who asks first is told the same")
	require.Empty(c.t, p.Paths)
}

func TestDuties_WhoEnteredItCannotApproveIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	h.grant(clerk, "ap_approver", 0)
	inv := h.arrive(3_000)
	task := inv.open("APPROVE")
	require.NotContains(t, task.Candidates, person{Email: clerk + "@kaldervik.example"}, "nobody asks her")
	told := h.as(clerk).refused("DUTY_CONFLICT", decideTask, task.decision("APPROVE"))
	require.Equal(t, "You entered or coded this invoice, so you cannot approve it.", told.Message)
	require.Equal(t, "SOD-009", told.Extensions.Details["rule"])
	h.as(clerk).requireNo(inv, "INVOICE_APPROVE", "SOD", told)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event WHERE kind = 'access.refused' AND command = 'decideTask'`), "the log tells of the attempt")
	h.clean()
}

func TestDuties_WhoChangedItCannotApproveIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	h.grant(otherClerk, "ap_approver", 0)
	inv := h.arrive(12_000)
	require.Empty(t, h.as(otherClerk).can(inv.ID, "INVOICE_APPROVE").Reasons[0].Rule, "so far it merely waits for others")
	h.as(otherClerk).do(updateInvoice, vars{"in": vars{
		"id": inv.ID, "version": inv.Version, "number": inv.Number + "-B", "reason": "The number was read wrongly", "idempotencyKey": key(),
	}})
	inv = h.as(otherClerk).invoice(inv.ID)
	told := h.as(otherClerk).refused("DUTY_CONFLICT", decideTask, inv.open("APPROVE").decision("APPROVE"))
	require.Equal(t, "SOD-009", told.Extensions.Details["rule"])
	h.clean()
}

func TestDuties_WhoApprovedItCannotChangeIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(12_000)
	owner := local(inv.open("APPROVE").Candidates[0])
	h.grant(owner, "ap_clerk", 0)
	h.as(owner).decide(inv.open("APPROVE"), "APPROVE")
	inv = h.as(owner).invoice(inv.ID)
	told := h.as(owner).refused("DUTY_CONFLICT", updateInvoice, vars{"in": vars{
		"id": inv.ID, "version": inv.Version, "number": "MINE-1", "reason": "I know better", "idempotencyKey": key(),
	}})
	require.Equal(t, "You approved this invoice, so you cannot enter it.", told.Message)
	h.clean()
}

func TestDuties_OnePersonTakesOneStep(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(12_000)
	owner := local(inv.open("APPROVE").Candidates[0])
	h.as(owner).decide(inv.open("APPROVE"), "APPROVE")
	inv = h.as(auditor).invoice(inv.ID)
	second := inv.open("APPROVE")
	require.Equal(t, 2, second.Step)
	told := h.as(owner).refused("FORBIDDEN", decideTask, second.decision("APPROVE"))
	require.Equal(t, "You are not among those who are asked for this step.", told.Message)

	_, err := h.db.Pool.Exec(t.Context(), `UPDATE task SET candidates = candidates || (SELECT id FROM person WHERE email = $1) WHERE id = $2`,
		owner+"@kaldervik.example", uuidOf(t, second.ID))
	require.NoError(t, err)
	told = h.as(owner).refused("DUTY_CONFLICT", decideTask, second.decision("APPROVE"))
	require.Equal(t, "You decided step 1 already, so somebody else takes this one.", told.Message)
}

func TestDuties_WhoApprovedItCannotPostIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(900)
	owner := local(inv.open("APPROVE").Candidates[0])
	h.grant(owner, "ap_poster", 0)
	h.approve(inv)
	inv = h.as(auditor).state(inv.ID, "POSTED")
	told := h.as(owner).refused("DUTY_CONFLICT", reversePosting, act(inv.ID, inv.Version, "I changed my mind"))
	require.Equal(t, "SOD-011", told.Extensions.Details["rule"])
	h.as(owner).requireNo(inv, "INVOICE_POST", "SOD", told)
	h.clean()
}

func TestDuties_ALimitHolds(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(60_000)
	task := inv.open("APPROVE")
	told := h.as(approver).refused("OVER_LIMIT", decideTask, task.decision("APPROVE"))
	require.Contains(t, told.Message, "50,000.00 EUR")
	require.Equal(t, "71400.00", told.Extensions.Details["amount"].(vars)["amount"])
	require.Equal(t, "50000.00", told.Extensions.Details["limit"].(vars)["amount"])
	h.as(approver).requireNo(inv, "INVOICE_APPROVE", "OVER_LIMIT", told)
	for _, p := range inv.Route.Steps {
		for _, who := range p.Approvers {
			require.NotEqual(t, approver, local(who), "nobody is asked whose limit does not reach")
		}
	}
	h.approve(inv)
	h.as(auditor).state(inv.ID, "POSTED")
	h.clean()
}

func TestDuties_ARoleIsNeeded(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(3_000)
	task := inv.open("APPROVE")
	told := h.as(auditor).refused("FORBIDDEN", decideTask, task.decision("APPROVE"))
	require.Equal(t, "None of your roles lets you approve invoices.", told.Message)
	h.as(auditor).requireNo(inv, "INVOICE_APPROVE", "NO_GRANT", told)
	h.as(auditor).refused("FORBIDDEN", updateInvoice, vars{"in": vars{
		"id": inv.ID, "version": inv.Version, "number": "A-1", "reason": "None of my business", "idempotencyKey": key(),
	}})
	h.as(poster).refused("FORBIDDEN", withdrawItem, act(inv.ID, inv.Version, "None of my business"))
	h.as(clerk).refused("FORBIDDEN", postItem, act(inv.ID, inv.Version, ""))
	asked := local(task.Candidates[0])
	require.True(t, h.as(asked).can(inv.ID, "INVOICE_APPROVE").Allowed)
	require.NotEmpty(t, h.as(asked).can(inv.ID, "INVOICE_APPROVE").Paths[0].Sentence)
	require.Equal(t, 4, h.count(`SELECT count(*) FROM event WHERE kind = 'access.refused'`))
	h.clean()
}

func TestDuties_ARightThatEndedBeforePostingStopsIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{env: []string{"COUNTERSIGN_UNDO=2s"}})
	inv := h.arrive(900)
	owner := local(inv.open("APPROVE").Candidates[0])
	h.approve(inv)
	_, err := h.db.Pool.Exec(t.Context(), `UPDATE role_grant SET valid_to = now() WHERE person_id = (SELECT id FROM person WHERE email = $1)`, owner+"@kaldervik.example")
	require.NoError(t, err)
	h.rightsChanged()
	inv = h.as(auditor).state(inv.ID, "FAILED")
	require.Contains(t, inv.Posting.Problem, "may no longer")
	require.Empty(t, h.posted())

	_, err = h.db.Pool.Exec(t.Context(), `UPDATE role_grant SET valid_to = NULL WHERE person_id = (SELECT id FROM person WHERE email = $1)`, owner+"@kaldervik.example")
	require.NoError(t, err)
	h.rightsChanged()
	require.NotNil(t, inv.open("RESOLVE"))
	h.as(poster).do(postItem, act(inv.ID, inv.Version, "The right was given back"))
	inv = h.as(auditor).state(inv.ID, "POSTED")
	require.Equal(t, map[string]int{inv.Number: 1}, h.posted())
	h.clean()
}
