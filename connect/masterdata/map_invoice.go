package masterdata

import "countersign/domain"

func (s *Sheet) invoiceHead(r *row) int {
	one := domain.InvoiceRow{
		Row: r.line, Entity: r.code("entity"), Supplier: r.code("supplier"), Number: r.upTo(100, "number"),
		Kind:     domain.InvoiceKind(r.oneOf("kind", "INVOICE", "CREDIT_NOTE", "CORRECTION", "PREPAYMENT", "SELF_BILLED")),
		IssuedOn: r.date("issued_on"), DueOn: r.date("due_on"), Currency: r.currency("currency"), Gross: r.decimal("gross"),
		Tax: r.decimal("tax"), BankAccount: domain.FoldAccount(r.upTo(60, "bank_account")),
	}
	r.exact("gross", one.Gross, one.Currency)
	r.exact("tax", one.Tax, one.Currency)
	if !one.DueOn.IsZero() && one.DueOn.Before(one.IssuedOn) {
		r.add(r.line, "due_on", "order", "it is due before it was issued.")
	}
	s.Invoices = append(s.Invoices, one)
	return len(s.Invoices) - 1
}

// maxLines is how many lines an invoice may have, as in the API.
const maxLines = 1000

func (s *Sheet) invoiceLine(r *row, at int) {
	one := &s.Invoices[at]
	line := domain.InvoiceRowLine{
		Row: r.line, Text: r.upTo(1000, "text"), Quantity: r.stated("quantity"), Unit: optional(r.code("unit")),
		Price: r.stated("price"), Amount: r.decimal("amount"), TaxCategory: optional(r.code("tax_category")),
		TaxRate: r.stated("tax_rate"), Account: r.code("account"), CostCenter: r.code("cost_center"),
		OrderNumber: optional(r.code("order_number")),
	}
	r.exact("amount", line.Amount, one.Currency)
	if one.Lines = append(one.Lines, line); len(one.Lines) == maxLines+1 {
		r.add(r.line, "", "lines", "the invoice has more than %d lines.", maxLines)
	}
}

// exact refuses an amount that is finer than its currency: nothing is rounded.
func (r *row) exact(column string, d domain.Decimal, in domain.Currency) {
	if !in.Valid() {
		return
	}
	if _, err := domain.MoneyOf(d, in); err != nil {
		r.add(r.line, column, "precision", "%s has more decimals than %s has, or too many digits.", d, in)
	}
}
