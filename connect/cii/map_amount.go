package cii

import (
	"strconv"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

func (m *mapping) payment(e *domain.EInvoice) {
	s := &m.doc.Trade.Settlement
	var notes []text
	mandate := ""
	for i := range s.Terms {
		t := &s.Terms[i]
		notes = append(notes, t.Description...)
		if e.Due.IsZero() { // of several instalments the first
			e.Due = m.Date("BT-9", t.Due.day())
		}
		if mandate == "" {
			mandate = m.Text("BT-89", t.Mandate)
		}
		e.Discounts = append(e.Discounts, m.discounts(t)...)
	}
	e.PaymentTerms = m.Joined("BT-20", notes)
	e.Discounts = append(e.Discounts, domain.DiscountsOf(e.PaymentTerms)...)
	for i := range s.PaymentMeans {
		p, n := &s.PaymentMeans[i], i+1
		out := domain.PaymentMeans{
			TypeCode:        m.Text(term("BT-81", n), p.Code),
			Text:            m.Joined(term("BT-82", n), p.Information),
			Remittance:      m.Text(term("BT-83", n), s.Reference),
			Account:         m.Text(term("BT-84", n), p.Payee.IBAN),
			AccountName:     m.Text(term("BT-85", n), p.Payee.Name),
			BIC:             m.Text(term("BT-86", n), p.Institution.BIC),
			CardLastNumbers: m.Text(term("BT-87", n), p.Card.ID),
			CardHolder:      m.Text(term("BT-88", n), p.Card.Holder),
			DebitedAccount:  m.Text(term("BT-91", n), p.Payer.IBAN),
		}
		if directDebits[p.Code.Value] {
			out.Mandate, out.CreditorID = mandate, m.Text("BT-90", s.CreditorID)
		}
		if out.Account == "" {
			out.Account = m.Text(term("BT-84", n), p.Payee.Other)
		} else {
			out.OtherAccount = m.Text(term("BT-84", n, 2), p.Payee.Other)
		}
		e.Payment = append(e.Payment, out)
	}
}

// directDebits are the codes of UNTDID 4461 that mean a direct debit: CII states its mandate once for all means.
var directDebits = map[string]bool{"49": true, "59": true}

// discounts reads the cash discounts of the extended profile; other units than days leave the days unstated.
func (m *mapping) discounts(t *paymentTerms) []domain.PaymentDiscount {
	var out []domain.PaymentDiscount
	for i, d := range t.Discounts {
		one := domain.PaymentDiscount{
			Percent: m.Decimal(term("BT-X-286", i+1), d.Percent),
			Basis:   m.Decimal(term("BT-X-285", i+1), d.Basis),
			Amount:  m.Decimal(term("BT-X-287", i+1), d.Amount),
		}
		if d.Days.Attr("unitCode") == "DAY" {
			one.Days, _ = strconv.Atoi(d.Days.Value) // not a whole number: unstated
		}
		out = append(out, one)
	}
	return out
}

func (m *mapping) adjustments(e *domain.EInvoice) {
	s := &m.doc.Trade.Settlement
	for i, a := range s.Adjustments {
		e.Adjustments = append(e.Adjustments, m.adjustment(a, false, i+1))
	}
	for _, l := range s.Logistics {
		n := len(e.Adjustments) + 1
		out := domain.Adjustment{Charge: true}
		t := out.TermsOf(false)
		out.Amount = m.Decimal(term(t.Amount, n), l.Amount)
		out.Reason = m.Joined(term(t.Reason, n), l.Description)
		m.category(&out, t, l.Taxes, n)
		e.Adjustments = append(e.Adjustments, out)
	}
}

// adjustment reads an allowance or charge; at is its position, with the line's before it when it belongs to one.
func (m *mapping) adjustment(a adjustment, line bool, at ...int) domain.Adjustment {
	out := domain.Adjustment{Charge: m.Flag(a.Amount.Path, a.Charge.Value)}
	t := out.TermsOf(line)
	out.Amount = m.Decimal(term(t.Amount, at...), a.Amount)
	out.Basis = m.Decimal(term(t.Basis, at...), a.Basis)
	out.Percent = m.Decimal(term(t.Percent, at...), a.Percent)
	out.Reason = m.Text(term(t.Reason, at...), a.Reason)
	out.ReasonCode = m.Text(term(t.ReasonCode, at...), a.ReasonCode)
	if !line {
		m.category(&out, t, a.Taxes, at...)
	}
	return out
}

func (m *mapping) category(out *domain.Adjustment, t domain.AdjustmentTerms, taxes []tradeTax, at ...int) {
	if len(taxes) > 0 {
		out.VATCategory = m.Text(term(t.VATCategory, at...), taxes[0].Category)
		out.VATRate = m.Decimal(term(t.VATRate, at...), taxes[0].Rate)
	}
}

func (m *mapping) tax(e *domain.EInvoice) {
	for i, t := range m.doc.Trade.Settlement.Taxes {
		n := i + 1
		e.VAT = append(e.VAT, domain.VATBreakdown{
			Basis:         m.Decimal(term("BT-116", n), t.Basis),
			Tax:           m.Decimal(term("BT-117", n), t.Tax),
			Category:      m.Text(term("BT-118", n), t.Category),
			Rate:          m.Decimal(term("BT-119", n), t.Rate),
			Exemption:     m.Text(term("BT-120", n), t.Exemption),
			ExemptionCode: m.Text(term("BT-121", n), t.ExemptionCode),
		})
		if e.TaxPoint.IsZero() {
			e.TaxPoint = m.Date("BT-7", t.TaxPoint.day())
		}
		if e.TaxPointCode == "" {
			e.TaxPointCode = m.Text("BT-8", t.DueCode)
		}
	}
}

func (m *mapping) totals(e *domain.EInvoice) {
	t := &m.doc.Trade.Settlement.Totals
	e.Totals.Lines = m.Decimal("BT-106", t.Lines)
	e.Totals.Allowances = m.Decimal("BT-107", t.Allowances)
	e.Totals.Charges = m.Decimal("BT-108", t.Charges)
	e.Totals.Net = m.Decimal("BT-109", m.inCurrency(t.Net, e.Currency))
	e.Totals.Tax = m.Decimal("BT-110", m.inCurrency(t.Tax, e.Currency))
	e.Totals.Total = m.Decimal("BT-112", m.inCurrency(t.Total, e.Currency))
	e.Totals.Prepaid = m.Decimal("BT-113", t.Prepaid)
	e.Totals.Rounding = m.Decimal("BT-114", t.Rounding)
	e.Totals.Payable = m.Decimal("BT-115", t.Payable)
	if e.TaxCurrency != "" && e.TaxCurrency != e.Currency {
		if accounting := m.inCurrency(t.Tax, e.TaxCurrency); accounting.Attr("currencyID") != "" {
			e.Totals.TaxInTaxUnit = m.Decimal("BT-111", accounting)
		}
	}
}

// inCurrency finds the amount in a currency, else the one that names none: a total may be given in two currencies, but
// only once in each.
func (m *mapping) inCurrency(list []text, currency domain.Currency) text {
	var named, plain text
	for _, t := range list {
		found := &plain
		switch t.Attr("currencyID") {
		case string(currency):
			found = &named
		case "":
		default:
			continue
		}
		if found.Path != "" {
			m.Fail(xmldoc.ReasonRepeatedElement, t.Path, "The total is stated twice in one currency.")
		}
		*found = t
	}
	if named.Path != "" {
		return named
	}
	return plain
}
