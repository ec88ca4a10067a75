package domain

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// lines reads BG-25. Lines count from 1 in the order of the document.
func (r *invoiceReader) lines() {
	for n := range r.doc.Lines {
		l := &r.doc.Lines[n]
		if l.Summary {
			continue
		}
		amount := r.must(at("BT-131", n+1), l.Net)
		if l.Net == nil {
			amount = NewMoney(0, r.doc.Currency)
		}
		r.add(InvoiceLine{
			Text: lineText(l), Quantity: l.Quantity, Unit: optional(l.Unit), Price: unitPrice(l), Amount: amount,
			TaxCategory: optional(l.VATCategory), TaxRate: l.VATRate,
			OrderNumber: optional(l.OrderReference), OrderLine: optional(l.OrderLine),
		})
	}
}

// adjustments reads BG-20 and BG-21 as lines of their own. Where no line states an amount, as in profiles without lines,
// the total without VAT stands for all of them.
func (r *invoiceReader) adjustments() {
	if !slices.ContainsFunc(r.doc.Lines, func(l EInvoiceLine) bool { return !l.Summary && l.Net != nil }) {
		return
	}
	for n := range r.doc.Adjustments {
		a := &r.doc.Adjustments[n]
		amount := r.must(at(a.TermsOf(false).Amount, n+1), a.Amount)
		if a.Amount == nil || amount.IsZero() {
			continue
		}
		text := "Charge"
		if !a.Charge {
			text, amount = "Allowance", amount.Neg()
		}
		if a.Reason != "" {
			text += ": " + a.Reason
		}
		r.add(InvoiceLine{Text: text, Amount: amount, TaxCategory: optional(a.VATCategory), TaxRate: a.VATRate})
	}
}

func (r *invoiceReader) add(line InvoiceLine) {
	line.Number = len(r.invoice.Lines) + 1
	line.ID = ID{Kind: NodeInvoiceLine, Entity: r.invoice.ID.Entity}
	r.invoice.Lines = append(r.invoice.Lines, line)
}

func lineText(l *EInvoiceLine) string {
	for _, text := range []string{l.Name, l.Description, l.Note, l.SellerItem} {
		if strings.TrimSpace(text) != "" {
			return text
		}
	}
	return "Line " + l.ID
}

// priceScale bounds the decimals of a unit price that was stated for several units: 7.00 for 3 has no end. Prices are
// compared within tolerances of hundredths, so ten decimals lose nothing.
const priceScale = 10

// unitPrice is BT-146 for one unit, BT-149 taken into account; nil when no price is stated.
func unitPrice(l *EInvoiceLine) *Decimal {
	if l.NetPrice == nil || l.BaseQuantity == nil || l.BaseQuantity.IsZero() {
		return l.NetPrice
	}
	price, err := shortest(new(big.Rat).Quo(l.NetPrice.Rat(), l.BaseQuantity.Rat()), l.NetPrice.Scale())
	if err != nil {
		return nil
	}
	return &price
}

// shortest is the value with the fewest decimals, from scale up, that state it exactly, else rounded half away from
// zero to priceScale decimals.
func shortest(value *big.Rat, scale int) (Decimal, error) {
	for ; scale < priceScale; scale++ {
		if d, err := RoundRat(value, scale); err == nil && d.Rat().Cmp(value) == 0 {
			return d, nil
		}
	}
	return RoundRat(value, priceScale)
}

// taxes reads BG-23. A row without both amounts is no row to post by; the business rules have told of it.
func (r *invoiceReader) taxes() {
	for n := range r.doc.VAT {
		v := &r.doc.VAT[n]
		base, tax := r.may(at("BT-116", n+1), v.Basis), r.may(at("BT-117", n+1), v.Tax)
		if base.IsZero() || tax.IsZero() {
			continue
		}
		r.invoice.Taxes = append(r.invoice.Taxes, TaxLine{
			Category: v.Category, Rate: v.Rate, Base: base, Tax: tax, Exemption: optional(v.Exemption),
		})
	}
}

// discount takes the offer that saves most. Its worth is rounded half away from zero to the minor unit.
func (r *invoiceReader) discount() {
	i := r.invoice
	for _, d := range r.doc.Discounts {
		if d.Percent == nil || d.Percent.Sign() <= 0 || d.Days <= 0 || i.IssuedOn.IsZero() || i.Gross.IsZero() {
			continue
		}
		basis := i.Gross.Amount()
		if d.Basis != nil {
			basis = *d.Basis
		}
		worth, err := RoundRat(percentOf(&basis, d.Percent), i.Currency.Digits())
		if err != nil || i.Discount != nil && i.Discount.Worth.Minor >= worth.coef {
			continue
		}
		i.Discount = &Discount{Percent: *d.Percent, Until: i.IssuedOn.AddDays(d.Days), Worth: NewMoney(worth.coef, i.Currency)}
	}
}

// Recognise ties the invoice to the supplier on file that bills it. A due date that the document does not state follows
// from the supplier's terms. nil leaves it with nobody.
func (i *Invoice) Recognise(s *Supplier) {
	i.Supplier, i.SupplierID = s, UUID{}
	if s == nil {
		return
	}
	i.SupplierID = s.ID.UUID
	if i.DueOn.IsZero() && !i.IssuedOn.IsZero() && s.PaymentTermDays > 0 {
		i.DueOn = i.IssuedOn.AddDays(s.PaymentTermDays)
		i.Fields = append(i.Fields, ExtractedField{
			Name: "BT-9", Label: "Due date, by the supplier's terms of " + strconv.Itoa(s.PaymentTermDays) + " days",
			Value: optional(i.DueOn.String()), Source: FieldByRule,
		})
	}
}
