package cii

import (
	"countersign/domain"
)

func (m *mapping) line(l *line, n int) domain.EInvoiceLine {
	var notes []text
	for _, one := range l.Document.Notes {
		notes = append(notes, one.Content...)
	}
	net := &l.Agreement.Net
	out := domain.EInvoiceLine{
		ID:           m.Text(term("BT-126", n), l.Document.ID),
		Parent:       m.Text(term("BT-X-304", n), l.Document.Parent),
		Summary:      l.Document.Status.Value == "GROUP" || l.Document.Status.Value == "INFORMATION",
		Note:         m.Joined(term("BT-127", n), notes),
		Quantity:     m.Decimal(term("BT-129", n), l.Delivery.Quantity),
		Unit:         m.Attr(term("BT-130", n), l.Delivery.Quantity, "unitCode"),
		Net:          m.Decimal(term("BT-131", n), l.Settlement.Totals.Net),
		NetPrice:     m.Decimal(term("BT-146", n), net.Amount),
		GrossPrice:   m.Decimal(term("BT-148", n), l.Agreement.Gross.Amount),
		BaseQuantity: m.Decimal(term("BT-149", n), net.Quantity),
		BaseUnit:     m.Attr(term("BT-150", n), net.Quantity, "unitCode"),
		Name:         m.Joined(term("BT-153", n), l.Product.Names),
		Description:  m.Joined(term("BT-154", n), l.Product.Description),
		SellerItem:   m.Text(term("BT-155", n), l.Product.SellerID),
		BuyerItem:    m.Text(term("BT-156", n), l.Product.BuyerID),
		StandardItem: m.ID(term("BT-157", n), l.Product.GlobalID),
	}
	if out.BaseQuantity == nil {
		out.BaseQuantity = m.Decimal(term("BT-149", n), l.Agreement.Gross.Quantity)
		out.BaseUnit = m.Attr(term("BT-150", n), l.Agreement.Gross.Quantity, "unitCode")
	}
	m.lineReferences(&out, l, n)
	m.item(&out, l, n)
	if len(l.Settlement.Period) > 0 {
		out.PeriodStart = m.SideDate(term("BT-134", n), l.Settlement.Period[0].Start.day())
		out.PeriodEnd = m.SideDate(term("BT-135", n), l.Settlement.Period[0].End.day())
		out.PeriodBlank = l.Settlement.Period[0].blank()
	}
	for i, a := range l.Settlement.Adjustments {
		out.Adjustments = append(out.Adjustments, m.adjustment(a, true, n, i+1))
	}
	for _, a := range l.Agreement.Gross.Adjustments { // an allowance, even where nothing says so; it enters no sum
		if charge := a.Charge.Value.Value; out.PriceDiscount == nil && charge != "true" && charge != "1" {
			out.PriceDiscount = m.Decimal(term("BT-147", n), a.Amount)
		}
	}
	if len(l.Settlement.Taxes) > 0 {
		out.VATCategory = m.Text(term("BT-151", n), l.Settlement.Taxes[0].Category)
		out.VATRate = m.Decimal(term("BT-152", n), l.Settlement.Taxes[0].Rate)
	}
	return out
}

func (m *mapping) lineReferences(out *domain.EInvoiceLine, l *line, n int) {
	if len(l.Agreement.Orders) > 0 {
		out.OrderReference = l.Agreement.Orders[0].ID.Value
		out.OrderLine = m.Text(term("BT-132", n), l.Agreement.Orders[0].LineID)
	}
	if len(l.Settlement.Accounts) > 0 {
		out.AccountingCost = m.Text(term("BT-133", n), l.Settlement.Accounts[0].ID)
	}
	for _, d := range l.Settlement.Documents {
		if d.TypeCode.Value == "130" && out.ObjectID.Value == "" {
			out.ObjectID = m.ID(term("BT-128", n), d.ID)
		}
	}
}

// item reads how the item is classified (BT-158) and what properties it has (BG-32). The extended profile may state a
// measure instead of a value.
func (m *mapping) item(out *domain.EInvoiceLine, l *line, n int) {
	for i, c := range l.Product.Classes {
		out.Classes = append(out.Classes, domain.PartyID{Value: m.Text(term("BT-158", n, i+1), c.Code), Scheme: c.Code.Attr("listID")})
	}
	for i, a := range l.Product.Attributes {
		one := domain.ItemAttribute{Name: m.Joined(term("BT-160", n, i+1), a.Names), Value: m.Joined(term("BT-161", n, i+1), a.Values)}
		if one.Value == "" {
			one.Value = m.Joined(term("BT-161", n, i+1), a.Measures)
		}
		out.Attributes = append(out.Attributes, one)
	}
}
