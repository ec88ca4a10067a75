package workflow_test

import (
	"context"
	"fmt"
	"strconv"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// bill is what a test types in. What is left out is everyday: Dortmund, a supplier of low risk, gear cutting, 19 % VAT.
type bill struct {
	entity string // code, default DE01
	by     string // local part of the clerk's address, default emre.tasdemir
	number string // default one of its own
	net    int64  // of its one line, in cents; default 1,000.00
	center string // "-" is none; default 3100, which Ulrike Hagenau answers for
	order  string // number of the order that it bills
	count  int64  // how many; default none is stated
	kind   domain.InvoiceKind
}

// supplier is who bills: active, of low risk, paid in euro, of Germany.
func (h *house) supplier() domain.ID {
	h.t.Helper()
	return domain.ID{Kind: domain.NodeSupplier, UUID: value[domain.UUID](h,
		`SELECT id FROM supplier WHERE status = 'ACTIVE' AND risk = 'LOW' AND country = 'DE' ORDER BY number LIMIT 1`)}
}

// input is the bill as the API takes it.
func (h *house) input(b bill) (context.Context, domain.CreateInvoiceInput) {
	h.t.Helper()
	for field, standard := range map[*string]string{&b.entity: "DE01", &b.by: "emre.tasdemir", &b.center: "3100", &b.number: "RE-" + strconv.FormatInt(h.numbers.Add(1), 10)} {
		if *field == "" {
			*field = standard
		}
	}
	if b.net == 0 {
		b.net = 1_000_00
	}
	entity := h.entity(b.entity)
	cents := func(n int64) domain.Decimal { return domain.NewDecimal(n, 2) }
	rate, tax := domain.MustDecimal("19"), b.net*19/100
	line := &domain.InvoiceLineInput{Text: "Gear blanks", Amount: cents(b.net), TaxRate: &rate, AccountID: h.account(b.entity, "5000")}
	if b.center != "-" {
		line.CostCenterID = h.center(b.entity, b.center)
	}
	if b.order != "" {
		line.OrderNumber = &b.order
	}
	if b.count != 0 {
		quantity, price := domain.NewDecimal(b.count, 0), cents(b.net/b.count)
		line.Quantity, line.Price = &quantity, &price
	}
	in := domain.CreateInvoiceInput{
		EntityID: domain.EntityNode(entity), SupplierID: h.supplier(), Number: b.number, IssuedOn: domain.DateOf(h.now()),
		Currency: "EUR", Gross: cents(b.net + tax), Tax: cents(tax), Lines: []*domain.InvoiceLineInput{line},
		IdempotencyKey: "enter-" + b.number,
	}
	if b.kind != "" {
		in.Kind = &b.kind
	}
	return h.as(b.by), in
}

// enter types a bill in.
func (h *house) enter(b bill) *domain.Invoice {
	h.t.Helper()
	ctx, in := h.input(b)
	item, err := h.service.CreateInvoice(ctx, in)
	require.NoError(h.t, err)
	return h.invoice(item.Invoice)
}

func (h *house) account(entity, code string) *domain.ID {
	return &domain.ID{Kind: domain.NodeAccount, Entity: h.entity(entity), UUID: domain.UUIDOf("account", entity, code)}
}

func (h *house) center(entity, code string) *domain.ID {
	return &domain.ID{Kind: domain.NodeCostCenter, Entity: h.entity(entity), UUID: domain.UUIDOf("center", entity, code)}
}

// order places an order of one line with the supplier of bill, of which received pieces have arrived.
func (h *house) order(number string, quantity, received, price int64) {
	h.t.Helper()
	order, line := domain.UUIDOf("order", number), domain.UUIDOf("order line", number)
	entity := h.entity("DE01")
	h.exec(`INSERT INTO purchase_order (entity_id, id, number, supplier_id, ordered_on, currency) VALUES ($1, $2, $3, $4, current_date, 'EUR')`,
		entity, order, number, h.supplier().UUID)
	h.exec(`INSERT INTO po_line (entity_id, id, order_id, number, text, quantity, unit, price, received, center_code, account_code)
		VALUES ($1, $2, $3, 1, 'Gear blanks', $4, 'C62', $5::numeric / 100, $6, '3100', '5000')`, entity, line, order, quantity, price, received)
}

// billed is how much of an order's line was billed so far.
func (h *house) billed(order string) string {
	h.t.Helper()
	return value[string](h, `SELECT trim_scale(invoiced)::text FROM po_line WHERE id = $1`, domain.UUIDOf("order line", order))
}

// budget gives a centre of Dortmund an amount for the year, in cents.
func (h *house) budget(center string, amount int64) {
	h.t.Helper()
	h.exec(`INSERT INTO budget (entity_id, id, center_code, year, amount) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (entity_id, center_code, year) DO UPDATE SET amount = excluded.amount, committed = 0`,
		h.entity("DE01"), domain.UUIDOf("budget", center), center, h.now().Year(), amount)
}

// committed is what is taken of a centre's budget, in cents.
func (h *house) committed(center string) int64 {
	h.t.Helper()
	return value[int64](h, `SELECT committed FROM budget WHERE entity_id = $1 AND center_code = $2 AND year = $3`,
		h.entity("DE01"), center, h.now().Year())
}

// invoice reads an invoice whole, as somebody who may see everything.
func (h *house) invoice(id domain.ID) *domain.Invoice {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("marit.holvaag"), []domain.ID{id}, ^workflow.Parts(0))
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.Invoice)
}

// step is the open approval step of an invoice, nil when there is none.
func step(inv *domain.Invoice) *domain.Task { return waiting(inv, domain.TaskApprove) }

// waiting is the open task of a kind, nil when there is none.
func waiting(inv *domain.Invoice, kind domain.TaskKind) *domain.Task {
	for _, t := range inv.Tasks {
		if t.Kind == kind && t.State == domain.TaskReady {
			return t
		}
	}
	return nil
}

// decision is what a person says of a task, as it stands.
func decision(t *domain.Task, outcome domain.DecisionKind) domain.DecideTaskInput {
	in := domain.DecideTaskInput{ID: t.ID, Version: t.Version, Outcome: outcome, IdempotencyKey: fmt.Sprintf("decide-%s-%d-%s", t.ID, t.Version, outcome)}
	if outcome != domain.DecideApprove {
		code, comment := "OTHER", "The delivery note is missing."
		in.ReasonCode, in.Comment = &code, &comment
	}
	return in
}

// act is an act on a node as it stands.
func act(id domain.ID, version int, reason string) domain.ActInput {
	in := domain.ActInput{ID: id, Version: version, IdempotencyKey: fmt.Sprintf("act-%s-%d", id, version)}
	if reason != "" {
		in.Reason = &reason
	}
	return in
}

// decide lets somebody decide the open step, and returns the invoice as it then stands.
func (h *house) decide(inv *domain.Invoice, by string, outcome domain.DecisionKind) *domain.Invoice {
	h.t.Helper()
	task := step(h.invoice(inv.ID))
	require.NotNil(h.t, task, "nothing waits for an approval")
	_, err := h.service.DecideTask(h.as(by), decision(task, outcome))
	require.NoError(h.t, err)
	return h.invoice(inv.ID)
}

// approve approves every step of an invoice, each by the first who is asked.
func (h *house) approve(inv *domain.Invoice) *domain.Invoice {
	h.t.Helper()
	for range 10 {
		inv = h.invoice(inv.ID)
		open := step(inv)
		if open == nil {
			return inv
		}
		person := open.Candidates[0]
		_, err := h.service.DecideTask(actingAs(h.t.Context(), person), decision(open, domain.DecideApprove))
		require.NoError(h.t, err)
	}
	h.t.Fatal("the route does not end")
	return nil
}

func actingAs(ctx context.Context, p *domain.User) context.Context {
	return domain.WithActor(ctx, domain.Actor{Kind: domain.ActorPerson, ID: p.ID.UUID, Name: p.Name, RequestID: "test"})
}

// post lets the undo window pass and drives the posting of an invoice once.
func (h *house) post(inv *domain.Invoice) *domain.Invoice {
	h.t.Helper()
	h.later(undoWindow)
	return h.drive(inv)
}

// drive drives the posting of an invoice once, now.
func (h *house) drive(inv *domain.Invoice) *domain.Invoice {
	h.t.Helper()
	p := h.invoice(inv.ID).Posting
	require.NotNil(h.t, p)
	require.NoError(h.t, h.service.PostDocument(h.t.Context(), domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID}))
	return h.invoice(inv.ID)
}
