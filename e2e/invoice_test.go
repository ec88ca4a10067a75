package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The people of the German plant, and of the group above it, whom the journeys need.
const (
	clerk      = "jana.koehlert"
	otherClerk = "emre.tasdemir"
	approver   = "dieter.moosbrugger" // up to 50,000 EUR
	controller = "yildiz.ackermann"   // of the plant, up to 250,000 EUR
	director   = "klaus.brandhorst"   // of the plant, up to 250,000 EUR
	cfo        = "matthias.ohlendiek" // without limit
	poster     = "greta.sundermoor"
	auditor    = "marit.holvaag"
	steward    = "saskia.norholt" // of master data
	french     = "mathis.delorieux"
)

// local is the part of an address that as takes.
func local(p person) string {
	name, _, _ := strings.Cut(p.Email, "@")
	return name
}

// arrive has a clerk bring a bill over so many euros to the German plant, and reads what became of it.
func (h *house) arrive(euros int64) *invoice {
	h.t.Helper()
	c := h.as(clerk)
	b := german(c.suppliers("DE", "LOW")[0], euros)
	in := c.bring(c.entity("DE01"), b.Number+".xml", b.ubl(h.t))
	require.Equal(h.t, "ACCEPTED", in.State, in.Problem)
	return c.invoice(in.Invoice.ID)
}

// approve has everybody who is asked approve, each step by the first who may, and returns who did.
func (h *house) approve(inv *invoice) (by []string) {
	h.t.Helper()
	for range 10 {
		open := inv.open("APPROVE")
		if open == nil {
			return by
		}
		who := local(open.Candidates[0])
		h.as(who).decide(open, "APPROVE")
		by = append(by, who)
		inv = h.as(auditor).invoice(inv.ID)
	}
	h.t.Fatal("the route does not end")
	return nil
}

func TestInvoice_FromFileToLedger(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(12_000)
	require.Equal(t, "IN_REVIEW", inv.State, "%v", inv.Checks)
	require.Equal(t, "PASS", inv.check("SUPPLIER_KNOWN"))
	require.Equal(t, "PASS", inv.check("BUYER_IS_US"))
	require.Equal(t, "PASS", inv.check("ARITHMETIC"))
	require.Equal(t, "14280.00", inv.Gross.Amount)
	require.Equal(t, clerk, local(inv.EnteredBy))
	require.Len(t, inv.Route.Steps, 2, "owner of the cost centre, then accounts payable")
	require.False(t, inv.Route.Automatic)

	by := h.approve(inv)
	require.Len(t, by, 2)
	require.NotEqual(t, by[0], by[1])
	require.NotContains(t, by, clerk)

	inv = h.as(auditor).state(inv.ID, "POSTED")
	require.Equal(t, "CONFIRMED", inv.Posting.State)
	require.NotEmpty(t, inv.Posting.Reference)
	require.Equal(t, 1, inv.Posting.Attempts)
	for i, step := range inv.Route.Steps {
		require.Equal(t, "DONE", step.State)
		require.Equal(t, "APPROVE", step.Decision.Outcome)
		require.True(t, step.Decision.Standing)
		require.Equal(t, inv.Digest, step.Decision.Digest, "an approval binds to what was seen")
		require.Equal(t, by[i], local(step.Decision.Actor))
	}
	require.Equal(t, []string{"invoice.entered", "invoice.checked", "invoice.routed", "invoice.approved", "invoice.approved",
		"posting.put", "invoice.posted"}, inv.told())
	for _, e := range inv.Timeline.Edges {
		require.NotEmpty(t, e.Node.Text)
		require.NotEmpty(t, e.Node.Event.Authority, "%s says by which right", e.Node.Event.Kind)
	}
	require.Equal(t, map[string]int{inv.Number: 1}, h.posted())
	h.clean()
}

func TestInvoice_ReturnedIsMendedAndHandedInAgain(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(3_000)
	first := inv.open("APPROVE")
	owner := local(first.Candidates[0])
	h.as(owner).decide(first, "RETURN")
	inv = h.as(clerk).invoice(inv.ID)
	require.Equal(t, "RETURNED", inv.State)
	require.Nil(t, inv.open("APPROVE"))

	h.as(clerk).do(updateInvoice, vars{"in": vars{
		"id": inv.ID, "version": inv.Version, "dueOn": "2031-01-31", "reason": "As agreed on the phone", "idempotencyKey": key(),
	}})
	inv = h.as(clerk).invoice(inv.ID)
	if inv.State == "RETURNED" {
		h.as(clerk).do(submitItem, act(inv.ID, inv.Version, ""))
		inv = h.as(clerk).invoice(inv.ID)
	}
	require.Equal(t, "IN_REVIEW", inv.State)
	require.Equal(t, 2, inv.Route.Round)
	h.approve(inv)
	inv = h.as(auditor).state(inv.ID, "POSTED")
	require.Contains(t, inv.told(), "invoice.returned")
	h.clean()
}

func TestInvoice_RejectedEndsTheWay(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(800)
	task := inv.open("APPROVE")
	owner := h.as(local(task.Candidates[0]))
	wordless := task.decision("REJECT")
	delete(wordless["in"].(vars), "comment")
	owner.refused("INVALID", decideTask, wordless)
	owner.decide(task, "REJECT")
	inv = h.as(clerk).invoice(inv.ID)
	require.Equal(t, "REJECTED", inv.State)
	require.Nil(t, inv.Posting)
	h.as(clerk).refused("WRONG_STATE", submitItem, act(inv.ID, inv.Version, ""))
	require.Empty(t, h.posted())
	h.clean()
}

func TestInvoice_WithdrawnBeforeAnybodyApproved(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(800)
	owner := h.as(local(inv.open("APPROVE").Candidates[0]))
	h.as(clerk).refused("INVALID", withdrawItem, act(inv.ID, inv.Version, ""))
	h.as(clerk).do(withdrawItem, act(inv.ID, inv.Version, "It was sent to us by mistake"))
	require.Equal(t, "CANCELLED", h.as(clerk).invoice(inv.ID).State)
	owner.refused("WRONG_STATE", decideTask, func() vars {
		v := inv.open("APPROVE").decision("APPROVE")
		v["in"].(vars)["version"] = inv.open("APPROVE").Version + 1
		return v
	}())
	h.clean()
}

func TestInvoice_AChangeVoidsTheApprovalsBefore(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(12_000)
	h.as(local(inv.open("APPROVE").Candidates[0])).decide(inv.open("APPROVE"), "APPROVE")
	before := h.as(clerk).invoice(inv.ID)
	h.as(otherClerk).do(updateInvoice, vars{"in": vars{
		"id": inv.ID, "version": before.Version, "number": inv.Number + "-A", "reason": "The number was read wrongly", "idempotencyKey": key(),
	}})
	after := h.as(clerk).invoice(inv.ID)
	require.Equal(t, "IN_REVIEW", after.State)
	require.NotEqual(t, before.Digest, after.Digest)
	require.Equal(t, 2, after.Route.Round)
	for _, step := range after.Route.Steps {
		require.Nil(t, step.Decision, "nobody has approved the new one yet")
	}
	h.approve(after)
	inv = h.as(auditor).state(inv.ID, "POSTED")
	require.Equal(t, map[string]int{inv.Number: 1}, h.posted())
	h.clean()
}

func TestInvoice_CodedElsewhereGoesToItsNewOwner(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(1_000)
	c := h.as(clerk)
	type books struct {
		Accounts    []struct{ ID, Code, Kind string }
		CostCenters []struct {
			ID, Code string
			Owner    *person
		}
	}
	got := ask[books](c, `query($e: ID!) { accounts(entityId: $e) { id code kind } costCenters(entityId: $e) { id code owner { email } } }`,
		vars{"e": c.entity("DE01")})
	asked := local(inv.open("APPROVE").Candidates[0])
	other := slices.IndexFunc(got.CostCenters, func(cc struct {
		ID, Code string
		Owner    *person
	}) bool {
		return cc.Owner != nil && local(*cc.Owner) != asked && cc.Code != "1000"
	})
	account := slices.IndexFunc(got.Accounts, func(a struct{ ID, Code, Kind string }) bool { return a.Kind == "PROFIT_LOSS" })
	lines := []vars{}
	for _, l := range inv.Lines {
		lines = append(lines, vars{"number": l.Number, "accountId": got.Accounts[account].ID, "costCenterId": got.CostCenters[other].ID})
	}
	c.do(codeInvoice, vars{"in": vars{"id": inv.ID, "version": inv.Version, "lines": lines, "idempotencyKey": key()}})
	inv = c.invoice(inv.ID)
	require.Equal(t, "IN_REVIEW", inv.State)
	require.Equal(t, local(*got.CostCenters[other].Owner), local(inv.open("APPROVE").Candidates[0]))
	for _, l := range inv.Lines {
		require.Equal(t, got.Accounts[account].Code, l.Account.Code)
	}
	h.clean()
}

func TestInvoice_TypedInGoesTheSameWay(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	typed := func(gross string) vars {
		return vars{"in": vars{
			"entityId": c.entity("DE01"), "supplierId": c.suppliers("DE", "LOW")[1].ID, "number": "HAND-1", "issuedOn": "2026-11-02", "currency": "EUR",
			"gross": gross, "tax": "19.00", "idempotencyKey": key(),
			"lines": []vars{{"text": "Repair of a pump", "amount": "100.00", "taxRate": "19"}},
		}}
	}
	type created struct {
		CreateInvoice struct{ Item struct{ ID, State string } }
	}
	in := typed("119.00")
	one := ask[created](c, createInvoice, in)
	require.Equal(t, "IN_REVIEW", one.CreateInvoice.Item.State, "%v", c.invoice(one.CreateInvoice.Item.ID).Checks)
	require.Equal(t, one, ask[created](c, createInvoice, in), "a repeat answers what the first did")
	c.refused("DUPLICATE", createInvoice, typed("119.00"))
	inv := c.invoice(one.CreateInvoice.Item.ID)
	require.Empty(t, inv.Evidence)
	h.approve(inv)
	h.as(auditor).state(inv.ID, "POSTED")
	h.clean()
}

func TestInvoice_TakenBackInTheLedger(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(900)
	h.approve(inv)
	inv = h.as(auditor).state(inv.ID, "POSTED")
	h.as(poster).do(reversePosting, act(inv.ID, inv.Version, "It was billed to the wrong plant"))
	h.as(auditor).state(inv.ID, "CANCELLED")
	inv = h.as(auditor).invoice(inv.ID)
	require.Equal(t, "REVERSED", inv.Posting.State)
	require.NotEmpty(t, inv.Posting.ReversalReference)
	h.clean()
}

func TestInvoice_OfAnotherLedgerIsNotTakenBackAndItsPageSaysWhy(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"}) // a history that was posted through a ledger that is gone
	c := h.as(poster)
	type page struct {
		Invoices struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	got := ask[page](c, `query($e: ID!) { invoices(first: 1, filter: {state: [POSTED], entityId: [$e]}) { edges { node { id } } } }`, vars{"e": c.entity("DE01")})
	require.NotEmpty(t, got.Invoices.Edges)
	inv := c.invoice(got.Invoices.Edges[0].Node.ID)
	told := c.refused("WRONG_STATE", reversePosting, act(inv.ID, inv.Version, "It was billed to the wrong plant"))
	require.Contains(t, told.Message, "former ledger, which is not connected here")
	c.requireNo(inv, "INVOICE_POST", "WRONG_STATE", told)
	require.Equal(t, "POSTED", c.invoice(inv.ID).State)
	require.Empty(t, h.journal(), "the ledger was not even asked")
	h.clean()
}
