package cii

import (
	"countersign/connect/xmldoc"
	"countersign/domain"
)

// mapping carries one document into the terms of EN 16931. Source: EN 16931-3-3, syntax mapping of CII; Factur-X 1.07
// for the terms of its extended profile.
type mapping struct {
	*xmldoc.Values
	doc *document
}

var term = xmldoc.Term

func (m *mapping) invoice() *domain.EInvoice {
	header, trade := &m.doc.Header, &m.doc.Trade
	settlement := &trade.Settlement
	e := &domain.EInvoice{
		Number:           m.Text("BT-1", header.ID),
		TypeCode:         m.Text("BT-3", header.TypeCode),
		Currency:         m.Currency("BT-5", settlement.Currency, append(settlement.Totals.Total, settlement.Totals.Payable)...),
		TaxCurrency:      domain.Currency(m.Text("BT-6", settlement.TaxCurrency)),
		Issued:           m.Date("BT-2", header.Issued.day()),
		Delivered:        m.Date("BT-72", trade.Delivery.Event.At.day()),
		BuyerReference:   m.Text("BT-10", trade.Agreement.BuyerReference),
		ProjectReference: m.Text("BT-11", trade.Agreement.Project.ID),
		SalesOrder:       m.Text("BT-14", trade.Agreement.SalesOrder.ID),
		ReceivingAdvice:  m.first("BT-15", trade.Delivery.Receipt),
		DespatchAdvice:   m.first("BT-16", trade.Delivery.Despatch),
		Process:          m.Text("BT-23", m.doc.Context.Process.ID),
		Profile:          m.Text("BT-24", m.doc.Context.Guideline.ID),
		Paths:            m.Paths,
	}
	e.Kind = domain.KindOfType(e.TypeCode)
	e.ContractReference = m.first("BT-12", trade.Agreement.Contracts)
	for _, o := range trade.Agreement.Orders {
		if o.ID.Value != "" {
			e.OrderReferences = append(e.OrderReferences, o.ID.Value)
		}
	}
	m.first("BT-13", trade.Agreement.Orders)
	for i, n := range header.Notes {
		e.Notes = append(e.Notes, m.Joined(term("BT-22", i+1), n.Content))
	}
	if len(settlement.Accounts) > 0 {
		e.AccountingCost = m.Text("BT-19", settlement.Accounts[0].ID)
	}
	if len(settlement.Period) > 0 {
		e.PeriodStart = m.SideDate("BT-73", settlement.Period[0].Start.day())
		e.PeriodEnd = m.SideDate("BT-74", settlement.Period[0].End.day())
		e.PeriodBlank = settlement.Period[0].blank()
	}
	m.parties(e)
	m.documents(e)
	m.payment(e)
	m.adjustments(e)
	m.tax(e)
	m.totals(e)
	for i := range trade.Lines {
		e.Lines = append(e.Lines, m.line(&trade.Lines[i], i+1))
	}
	e.Doubts = m.Doubts
	return e
}

func (m *mapping) first(bt string, list []reference) string {
	if len(list) == 0 {
		return ""
	}
	return m.Text(bt, list[0].ID)
}

// day reads a DateTimeString. Formats other than a day are of weeks and months, which ZUGFeRD 1 allows for periods; as
// days they are unstated. Source: UNTDID 2379.
func (d date) day() xmldoc.Day {
	switch d.String.Attr("format") {
	case "203":
		return xmldoc.DayOf(d.String, "200601021504")
	case "204":
		return xmldoc.DayOf(d.String, "20060102150405")
	case "610", "616":
		return xmldoc.Day{}
	}
	return xmldoc.DayOf(d.String, "20060102")
}

// blank says whether the group is there for nothing. A week or a month is unstated as a day, but it is something.
func (p *period) blank() bool { return p.Start.String.Value == "" && p.End.String.Value == "" }

func (m *mapping) documents(e *domain.EInvoice) {
	for i, r := range m.doc.Trade.Settlement.Preceding {
		e.Preceding = append(e.Preceding, domain.PrecedingInvoice{
			Number: m.Text(term("BT-25", i+1), r.ID),
			Issued: m.SideDate(term("BT-26", i+1), r.Issued.day()),
		})
	}
	for _, s := range m.doc.Trade.Agreement.Documents {
		if code := s.TypeCode.Value; code == "50" || code == "130" { // tender and invoiced object, BT-17 and BT-18
			continue
		}
		n := len(e.Attachments) + 1
		e.Attachments = append(e.Attachments, domain.EInvoiceAttachment{
			ID:          m.Text(term("BT-122", n), s.ID),
			Description: m.Joined(term("BT-123", n), s.Names),
			Location:    m.Text(term("BT-124", n), s.URI),
			FileName:    s.Object.Attr("filename"),
			MediaType:   s.Object.Attr("mimeCode"),
			Size:        s.Object.Size,
		})
		if s.Object.Path != "" {
			m.Paths[term("BT-125", n)] = s.Object.Path
		}
	}
}
