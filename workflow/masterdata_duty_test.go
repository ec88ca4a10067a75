package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// split brings in a role of these actions, held for the group and every entity, by the path of all roles, and gives it to
// a person.
func (h *house) split(local, role string, actions ...domain.Action) *domain.AccessChange {
	h.t.Helper()
	done, err := h.service.SaveRole(h.as(asker), domain.SaveRoleInput{
		Role:   domain.RoleInput{Key: role, Name: role, Purpose: "For one duty alone.", Actions: append(actions, domain.ViewInvoice)},
		Reason: "Duties are split.", IdempotencyKey: h.key("role"),
	})
	require.NoError(h.t, err)
	h.agree(h.change(done))
	return h.give(local, role)
}

func (h *house) give(local, role string) *domain.AccessChange {
	h.t.Helper()
	in := h.grantOf(local, role)
	in.Grant.EntityIds = []domain.ID{domain.EntityNode(0), domain.EntityNode(h.entity("DE01"))}
	return h.granted(in)
}

// take takes from a person what a change gave them.
func (h *house) take(given *domain.AccessChange) {
	h.t.Helper()
	done, err := h.service.RevokeGrant(h.as(asker), domain.RevokeGrantInput{
		ID: domain.ID{Kind: domain.NodeGrant, UUID: given.Proposal.Grant.ID}, Reason: "Changes desks.", IdempotencyKey: h.key("revoke"),
	})
	require.NoError(h.t, err)
	h.agree(h.change(done))
}

const supplierHead = "number,name,country,tax_ids,status,risk,payment_term_days,default_account,default_cost_center,iban\n"

// supplierRow is a new supplier with an account.
func supplierRow(number, account string) string {
	return fmt.Sprintf("%s,Zahnrad Probe GmbH,DE,DE299000111,ACTIVE,LOW,30,5000,3100,%s\n", number, account)
}

const (
	iban      = "DE89370400440532013000"
	otherIBAN = "DE02120300000000202051"
)

// loaded brings a file and insists that it was loaded.
func (h *house) loaded(email, kind, rows string) {
	h.t.Helper()
	in, _ := h.load(email, "DE01", kind, rows)
	if in.Problem != nil {
		require.Empty(h.t, *in.Problem)
	}
	require.Equal(h.t, domain.IntakeAccepted, in.State)
}

// stopped brings a file and insists that a segregation rule stopped it.
func (h *house) stopped(email, kind, rows, says string) {
	h.t.Helper()
	in, _ := h.load(email, "DE01", kind, rows)
	require.Equal(h.t, domain.IntakeQuarantined, in.State)
	require.Equal(h.t, domain.CodeDutyConflict, *in.ProblemCode, *in.Problem)
	require.Contains(h.t, *in.Problem, says)
}

// billFrom is the input of a bill of a supplier on file.
func (h *house) billFrom(number string, b bill) domain.CreateInvoiceInput {
	h.t.Helper()
	_, in := h.input(b)
	in.SupplierID = domain.ID{Kind: domain.NodeSupplier, UUID: value[domain.UUID](h, `SELECT id FROM supplier WHERE number = $1`, number)}
	return in
}

func TestLoadSuppliers_UsesTheDutiesInEveryEntity(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.loaded("pavel.dvorny", "SUPPLIERS", supplierHead+supplierRow("Z-1", iban))
	id := value[domain.UUID](h, `SELECT id FROM supplier WHERE number = 'Z-1'`)
	uses := func(rule string) int {
		return value[int](h, `SELECT count(*)::int FROM duty_use WHERE chain = $1 AND rule = $2 AND person = $3 AND side = 'L'`, id, rule, h.person("pavel.dvorny"))
	}
	entities := value[int](h, `SELECT count(*)::int FROM entity`) + 1 // and the group
	for _, rule := range []string{"SOD-001", "SOD-002", "SOD-004", "SOD-005"} {
		require.Equal(t, entities, uses(rule), rule)
	}
	require.Equal(t, 1, uses("SOD-003"))
	told := func() string {
		return value[string](h, `SELECT coalesce(string_agg(kind, ' ' ORDER BY id), '') FROM event WHERE subject_id = $1`, id)
	}
	require.Equal(t, "supplier.changed supplier.bank_changed", told())
	h.loaded("pavel.dvorny", "SUPPLIERS", supplierHead+supplierRow("Z-1", iban)+"\n")
	require.Equal(t, "supplier.changed supplier.bank_changed", told(), "nothing moved, so nothing is told")
	h.loaded("saskia.norholt", "SUPPLIERS", supplierHead+supplierRow("Z-1", otherIBAN))
	require.Equal(t, "supplier.changed supplier.bank_changed supplier.bank_changed", told())
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND (data::text LIKE '%5320130%' OR text LIKE '%5320130%')`, id),
		"the log holds no account")
	h.clean()
}

func TestDuties_WhoChangesBankDetailsDoesNotApproveThatSuppliersInvoice(t *testing.T) { // SOD-002
	t.Parallel()
	h := setup(t)
	desk := h.split("lennart.quist", "supplier_desk", domain.EditSupplier, domain.EditSupplierBank)
	h.loaded("lennart.quist", "SUPPLIERS", supplierHead+supplierRow("Z-2", iban))
	h.take(desk)
	h.take(h.withdrawn("lennart.quist", "policy_editor")) // who writes policies approves nothing either
	h.give("lennart.quist", "controller")
	in := h.billFrom("Z-2", bill{net: 30_000_00}) // above what the plant's own may
	item, err := h.service.CreateInvoice(h.as("emre.tasdemir"), in)
	require.NoError(t, err)
	inv := h.invoice(item.Invoice)
	require.NotNil(t, step(inv), "%v", inv.Checks)
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, step(inv).ID.UUID, []domain.UUID{h.person("lennart.quist")})
	_, err = h.service.DecideTask(h.as("lennart.quist"), decision(step(inv), domain.DecideApprove))
	require.Equal(t, "SOD-002", refused(t, err, domain.CodeDutyConflict).Details["rule"])

	// The other way round: who approved an invoice of a supplier does not change where it is paid.
	other := h.enter(bill{})
	h.decide(other, "ulrike.hagenau", domain.DecideApprove)
	h.take(h.withdrawn("ulrike.hagenau", "cost_center_owner"))
	h.give("ulrike.hagenau", "supplier_desk")
	s := value[string](h, `SELECT number FROM supplier WHERE id = $1`, h.supplier().UUID)
	h.stopped("ulrike.hagenau", "SUPPLIERS", supplierHead+supplierRow(s, otherIBAN), "Supplier "+s+": You approved this invoice or approved this payment")
}

func TestDuties_WhoKeepsASupplierDoesNotEnterItsInvoices(t *testing.T) { // SOD-004
	t.Parallel()
	h := setup(t)
	desk := h.split("noor.veldmans", "supplier_desk", domain.EditSupplier, domain.EditSupplierBank)
	h.loaded("noor.veldmans", "SUPPLIERS", supplierHead+supplierRow("Z-4", iban))
	h.take(desk)
	h.give("noor.veldmans", "ap_clerk")
	_, err := h.service.CreateInvoice(h.as("noor.veldmans"), h.billFrom("Z-4", bill{}))
	require.Equal(t, "SOD-004", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	_, in := h.input(bill{})
	_, err = h.service.CreateInvoice(h.as("noor.veldmans"), in)
	require.NoError(t, err, "another supplier's is none of hers")
	s := value[string](h, `SELECT number FROM supplier WHERE id = $1`, h.supplier().UUID)
	h.take(h.withdrawn("noor.veldmans", "ap_clerk"))
	h.give("noor.veldmans", "supplier_desk")
	h.stopped("noor.veldmans", "SUPPLIERS", supplierHead+supplierRow(s, iban), "You entered")
}

const (
	orderHead   = "entity,number,supplier,ordered_on,currency,line,text,quantity,unit,price,cost_center,account\n"
	receiptHead = "entity,order,line,received_on,quantity,reference\n"
)

func (h *house) orderRow(number string) string {
	h.t.Helper()
	s := value[string](h, `SELECT number FROM supplier WHERE id = $1`, h.supplier().UUID)
	return fmt.Sprintf("DE01,%s,%s,2026-11-02,EUR,1,Gear blanks,10,C62,100.00,3100,5000\n", number, s)
}

func TestDuties_WhoOrdersDoesNotReceive(t *testing.T) { // SOD-007
	t.Parallel()
	h := setup(t)
	buyer := h.split("noor.veldmans", "buyer", domain.EditOrder)
	h.loaded("noor.veldmans", "PURCHASE_ORDERS", orderHead+h.orderRow("PO-7"))
	h.take(buyer)
	h.split("noor.veldmans", "store_keeper", domain.RecordReceipt)
	h.stopped("noor.veldmans", "RECEIPTS", receiptHead+"DE01,PO-7,1,2026-11-10,10,LS-1\n", "Order PO-7: You changed this order")
	h.loaded("pavel.dvorny", "RECEIPTS", receiptHead+"DE01,PO-7,1,2026-11-10,10,LS-1\n")
	h.loaded("pavel.dvorny", "PURCHASE_ORDERS", orderHead+h.orderRow("PO-7b"))
	h.loaded("pavel.dvorny", "RECEIPTS", receiptHead+"DE01,PO-7b,1,2026-11-10,10,LS-2\n") // for him the conflict was accepted
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM duty_use WHERE rule = 'SOD-007' AND binding AND person = $1`, h.person("pavel.dvorny")))
	require.Equal(t, "10", value[string](h, `SELECT trim_scale(received)::text FROM po_line l JOIN purchase_order o ON o.id = l.order_id WHERE o.number = 'PO-7'`))
	h.clean()
}

func TestDuties_WhoReceivesDoesNotEnterTheInvoice(t *testing.T) { // SOD-008
	t.Parallel()
	h := setup(t)
	h.loaded("pavel.dvorny", "PURCHASE_ORDERS", orderHead+h.orderRow("PO-8"))
	keeper := h.split("noor.veldmans", "store_keeper", domain.RecordReceipt)
	h.loaded("noor.veldmans", "RECEIPTS", receiptHead+"DE01,PO-8,1,2026-11-10,10,LS-8\n")
	h.take(keeper)
	clerk := h.give("noor.veldmans", "ap_clerk")
	_, in := h.input(bill{order: "PO-8", count: 10})
	_, err := h.service.CreateInvoice(h.as("noor.veldmans"), in)
	require.Equal(t, "SOD-008", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	inv := h.enter(bill{order: "PO-8", count: 5})
	require.NotNil(t, inv)
	_, other := h.input(bill{})
	_, err = h.service.CreateInvoice(h.as("noor.veldmans"), other)
	require.NoError(t, err)

	// The other way round: who entered the bill records no receipt of its order.
	h.loaded("pavel.dvorny", "PURCHASE_ORDERS", orderHead+h.orderRow("PO-9"))
	_, own := h.input(bill{order: "PO-9", count: 5})
	_, err = h.service.CreateInvoice(h.as("noor.veldmans"), own)
	require.NoError(t, err)
	h.take(clerk)
	h.give("noor.veldmans", "store_keeper")
	h.stopped("noor.veldmans", "RECEIPTS", receiptHead+"DE01,PO-9,1,2026-11-10,10,LS-9\n", "You entered or coded this invoice")
}
