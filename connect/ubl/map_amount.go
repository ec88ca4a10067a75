package ubl

import (
	"countersign/connect/xmldoc"
	"countersign/domain"
)

func (m *mapping) payment(e *domain.EInvoice) {
	for i := range m.doc.PaymentMeans {
		p, n := &m.doc.PaymentMeans[i], i+1
		out := domain.PaymentMeans{
			TypeCode:        m.Text(term("BT-81", n), p.Code),
			Text:            m.Attr(term("BT-82", n), p.Code, "name"),
			Account:         m.Text(term("BT-84", n), p.Account.ID),
			AccountName:     m.Text(term("BT-85", n), p.Account.Name),
			BIC:             m.Text(term("BT-86", n), p.Account.Branch.ID),
			Mandate:         m.Text(term("BT-89", n), p.Mandate.ID),
			DebitedAccount:  m.Text(term("BT-91", n), p.Mandate.Payer.ID),
			CardLastNumbers: m.Text(term("BT-87", n), p.Card.Number),
			CardHolder:      m.Text(term("BT-88", n), p.Card.Holder),
		}
		if out.BIC == "" { // UBL 2.0 put it one level deeper
			out.BIC = m.Text(term("BT-86", n), p.Account.Branch.Institution.ID)
		}
		if len(p.IDs) > 0 {
			out.Remittance = m.Text(term("BT-83", n), p.IDs[0])
		}
		if out.Mandate != "" {
			out.CreditorID = m.creditorID()
		}
		if e.Due.IsZero() { // where a credit note states it
			e.Due = m.Date("BT-9", xmldoc.ISODay(p.DueDate))
		}
		e.Payment = append(e.Payment, out)
	}
	var notes []text
	for _, t := range m.doc.PaymentTerms {
		notes = append(notes, t.Notes...)
	}
	e.PaymentTerms = m.Joined("BT-20", notes)
	e.Discounts = domain.DiscountsOf(e.PaymentTerms)
}

// creditorID is BT-90, which UBL hides among the identifiers of payee or seller.
func (m *mapping) creditorID() string {
	parties := []*party{&m.doc.Supplier.Party}
	if m.doc.Payee != nil {
		parties = append(parties, m.doc.Payee)
	}
	for _, p := range parties {
		for _, id := range p.IDs {
			if id.ID.Attr("schemeID") == schemeSEPA {
				return m.Text("BT-90", id.ID)
			}
		}
	}
	return ""
}

// adjustment reads an allowance or charge; at is its position, with the line's before it when it belongs to one.
func (m *mapping) adjustment(a adjustment, line bool, at ...int) domain.Adjustment {
	out := domain.Adjustment{Charge: m.Flag(a.Amount.Path, a.Charge)}
	t := out.TermsOf(line)
	out.Amount = m.Decimal(term(t.Amount, at...), a.Amount)
	out.Basis = m.Decimal(term(t.Basis, at...), a.Base)
	out.Percent = m.Decimal(term(t.Percent, at...), a.Percent)
	out.Reason = m.Joined(term(t.Reason, at...), a.Reasons)
	out.ReasonCode = m.Text(term(t.ReasonCode, at...), a.ReasonCode)
	if !line && len(a.TaxCategory) > 0 {
		out.VATCategory = m.Text(term(t.VATCategory, at...), a.TaxCategory[0].ID)
		out.VATRate = m.Decimal(term(t.VATRate, at...), a.TaxCategory[0].Percent)
	}
	return out
}

// tax reads the TaxTotals: BT-110 in the document's currency, BT-111 in the tax currency.
func (m *mapping) tax(e *domain.EInvoice) {
	main := m.taxTotal(e.Currency)
	if e.TaxCurrency != "" && e.TaxCurrency != e.Currency {
		if other := m.taxTotal(e.TaxCurrency); other != nil && other.Amount.Attr("currencyID") != "" {
			e.Totals.TaxInTaxUnit = m.Decimal("BT-111", other.Amount)
		}
	}
	if main == nil {
		return
	}
	e.Totals.Tax = m.Decimal("BT-110", main.Amount)
	for i, s := range main.Subtotals {
		n := i + 1
		row := domain.VATBreakdown{
			Basis:         m.Decimal(term("BT-116", n), s.Basis),
			Tax:           m.Decimal(term("BT-117", n), s.Tax),
			Category:      m.Text(term("BT-118", n), s.Category.ID),
			Rate:          m.Decimal(term("BT-119", n), s.Category.Percent),
			Exemption:     m.Joined(term("BT-120", n), s.Category.Exemption),
			ExemptionCode: m.Text(term("BT-121", n), s.Category.ExemptionCode),
		}
		e.VAT = append(e.VAT, row)
	}
}

// taxTotal finds the VAT total in a currency, nil when there is none. Where both currencies are the same, national
// formats state it twice; the one with the breakdown is the document's own.
func (m *mapping) taxTotal(currency domain.Currency) *taxTotal {
	var bare, withRows *taxTotal
	for i := range m.doc.TaxTotals {
		t := &m.doc.TaxTotals[i]
		if code := t.Amount.Attr("currencyID"); code != string(currency) && code != "" {
			continue
		}
		found := &bare
		if len(t.Subtotals) > 0 {
			found = &withRows
		}
		if *found != nil {
			m.Fail(xmldoc.ReasonRepeatedElement, t.Amount.Path, "The VAT total is stated twice in one currency.")
		}
		*found = t
	}
	if withRows != nil {
		return withRows
	}
	return bare
}

func (m *mapping) totals(e *domain.EInvoice) {
	t := &m.doc.Totals
	e.Totals.Lines = m.Decimal("BT-106", t.Lines)
	e.Totals.Allowances = m.Decimal("BT-107", t.Allowances)
	e.Totals.Charges = m.Decimal("BT-108", t.Charges)
	e.Totals.Net = m.Decimal("BT-109", t.Net)
	e.Totals.Total = m.Decimal("BT-112", t.Total)
	e.Totals.Prepaid = m.Decimal("BT-113", t.Prepaid)
	e.Totals.Rounding = m.Decimal("BT-114", t.Rounding)
	e.Totals.Payable = m.Decimal("BT-115", t.Payable)
}

func (m *mapping) line(l *line, n int) domain.EInvoiceLine {
	out := domain.EInvoiceLine{
		ID:             m.Text(term("BT-126", n), l.ID),
		Note:           m.Joined(term("BT-127", n), l.Notes),
		Quantity:       m.Decimal(term("BT-129", n), l.Quantity),
		Unit:           m.Attr(term("BT-130", n), l.Quantity, "unitCode"),
		Net:            m.Decimal(term("BT-131", n), l.Net),
		AccountingCost: m.Text(term("BT-133", n), l.AccountingCost),
		NetPrice:       m.Decimal(term("BT-146", n), l.Price.Amount),
		BaseQuantity:   m.Decimal(term("BT-149", n), l.Price.Quantity),
		BaseUnit:       m.Attr(term("BT-150", n), l.Price.Quantity, "unitCode"),
		Name:           m.Text(term("BT-153", n), l.Item.Name),
		Description:    m.Joined(term("BT-154", n), l.Item.Descriptions),
		SellerItem:     m.Text(term("BT-155", n), l.Item.Sellers.ID),
		BuyerItem:      m.Text(term("BT-156", n), l.Item.Buyers.ID),
		StandardItem:   m.ID(term("BT-157", n), l.Item.Standard.ID),
	}
	if len(l.Period) > 0 {
		out.PeriodStart = m.SideDate(term("BT-134", n), xmldoc.ISODay(l.Period[0].Start))
		out.PeriodEnd = m.SideDate(term("BT-135", n), xmldoc.ISODay(l.Period[0].End))
		out.PeriodBlank = l.Period[0].Start.Value == "" && l.Period[0].End.Value == ""
	}
	if len(l.Orders) > 0 {
		out.OrderLine = m.Text(term("BT-132", n), l.Orders[0].LineID)
		out.OrderReference = l.Orders[0].Order.ID.Value
	}
	if len(l.Documents) > 0 {
		out.ObjectID = m.ID(term("BT-128", n), l.Documents[0].ID)
	}
	for i, a := range l.Adjustments {
		out.Adjustments = append(out.Adjustments, m.adjustment(a, true, n, i+1))
	}
	m.item(&out, l, n)
	if len(l.Item.TaxCategory) > 0 {
		out.VATCategory = m.Text(term("BT-151", n), l.Item.TaxCategory[0].ID)
		out.VATRate = m.Decimal(term("BT-152", n), l.Item.TaxCategory[0].Percent)
	}
	if len(l.Price.Adjustments) > 0 {
		out.PriceDiscount = m.Decimal(term("BT-147", n), l.Price.Adjustments[0].Amount)
		out.GrossPrice = m.Decimal(term("BT-148", n), l.Price.Adjustments[0].Base)
	}
	return out
}

// item reads how the item is classified (BT-158) and what properties it has (BG-32).
func (m *mapping) item(out *domain.EInvoiceLine, l *line, n int) {
	for i, c := range l.Item.Classes {
		out.Classes = append(out.Classes, domain.PartyID{Value: m.Text(term("BT-158", n, i+1), c.Code), Scheme: c.Code.Attr("listID")})
	}
	for i, a := range l.Item.Attributes {
		out.Attributes = append(out.Attributes, domain.ItemAttribute{
			Name: m.Joined(term("BT-160", n, i+1), a.Names), Value: m.Joined(term("BT-161", n, i+1), a.Values),
		})
	}
}
