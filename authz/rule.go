package authz

import "countersign/domain"

// Rules is the set of segregation rules that is shipped; a customer's rulebook starts from it. Keys are those of the
// control catalogue.
//
// Entering means changing too: a mutation that alters what an approval covers asks for INVOICE_ENTER or INVOICE_CODE, so
// whoever edited it, last or before, stands on that side as well.
func Rules() []domain.DutyRule {
	return []domain.DutyRule{
		{Key: "SOD-009", Name: "Enter an invoice and approve it", Mode: domain.DutyPrevent, Critical: true,
			Left: []domain.Action{domain.EnterInvoice, domain.CodeInvoice}, Right: []domain.Action{domain.ApproveInvoice}},
		{Key: "SOD-011", Name: "Approve an invoice and post it", Mode: domain.DutyPrevent, Critical: true,
			Left: []domain.Action{domain.ApproveInvoice}, Right: []domain.Action{domain.PostInvoice}},
	}
}
