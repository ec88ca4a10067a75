package ubl

import (
	"encoding/xml"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

// mapping carries one document into the terms of EN 16931. Source: EN 16931-3-2, syntax mapping of UBL.
type mapping struct {
	*xmldoc.Values
	doc *document
}

var term = xmldoc.Term

func (m *mapping) invoice(root xml.Name) *domain.EInvoice {
	d := m.doc
	e := &domain.EInvoice{
		Number:            m.Text("BT-1", d.ID),
		TypeCode:          m.Text("BT-3", d.TypeCode),
		Currency:          m.Currency("BT-5", d.Currency, d.Totals.Payable, d.Totals.Total),
		TaxCurrency:       domain.Currency(m.Text("BT-6", d.TaxCurrency)),
		Issued:            m.Date("BT-2", xmldoc.ISODay(d.IssueDate)),
		Due:               m.Date("BT-9", xmldoc.ISODay(d.DueDate)),
		TaxPoint:          m.Date("BT-7", xmldoc.ISODay(d.TaxPointDate)),
		BuyerReference:    m.Text("BT-10", d.BuyerReference),
		SalesOrder:        m.Text("BT-14", d.Order.SalesOrder),
		ProjectReference:  m.first("BT-11", d.Project),
		ContractReference: m.first("BT-12", d.Contract),
		ReceivingAdvice:   m.first("BT-15", d.Receipt),
		DespatchAdvice:    m.first("BT-16", d.Despatch),
		AccountingCost:    m.Text("BT-19", d.AccountingCost),
		Process:           m.Text("BT-23", d.ProfileID),
		Profile:           m.Text("BT-24", d.CustomizationID),
		Paths:             m.Paths,
	}
	e.Kind = domain.KindOfType(e.TypeCode)
	if root == rootCreditNote {
		e.Kind = domain.EInvoiceKindCreditNote
	}
	if order := m.Text("BT-13", d.Order.ID); order != "" {
		e.OrderReferences = []string{order}
	}
	for i, note := range d.Notes {
		e.Notes = append(e.Notes, m.Text(term("BT-22", i+1), note))
	}
	if len(d.Period) > 0 {
		e.PeriodStart = m.SideDate("BT-73", xmldoc.ISODay(d.Period[0].Start))
		e.PeriodEnd = m.SideDate("BT-74", xmldoc.ISODay(d.Period[0].End))
		e.TaxPointCode = m.Text("BT-8", d.Period[0].Code)
		e.PeriodBlank = d.Period[0].Start.Value == "" && d.Period[0].End.Value == "" && e.TaxPointCode == ""
	}
	m.parties(e)
	m.documents(e)
	m.payment(e)
	for i, a := range d.Adjustments {
		e.Adjustments = append(e.Adjustments, m.adjustment(a, false, i+1))
	}
	m.tax(e)
	m.totals(e)
	for i := range d.Lines {
		e.Lines = append(e.Lines, m.line(&d.Lines[i], i+1))
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

func (m *mapping) documents(e *domain.EInvoice) {
	for _, b := range m.doc.Billing {
		for _, r := range []reference{b.Invoice, b.CreditNote} {
			if r.ID.Value == "" {
				continue
			}
			n := len(e.Preceding) + 1
			e.Preceding = append(e.Preceding, domain.PrecedingInvoice{
				Number: m.Text(term("BT-25", n), r.ID),
				Issued: m.SideDate(term("BT-26", n), xmldoc.ISODay(r.IssueDate)),
			})
		}
	}
	for _, s := range m.doc.Documents {
		switch s.TypeCode.Value {
		case "130": // the invoiced object, BT-18
			continue
		case "50": // a credit note has no ProjectReference
			if e.ProjectReference == "" {
				e.ProjectReference = m.Text("BT-11", s.ID)
			}
			continue
		}
		n := len(e.Attachments) + 1
		object := s.Attachment.Object
		e.Attachments = append(e.Attachments, domain.EInvoiceAttachment{
			ID:          m.Text(term("BT-122", n), s.ID),
			Description: m.Joined(term("BT-123", n), s.Description),
			Location:    m.Text(term("BT-124", n), s.Attachment.External.URI),
			FileName:    object.Attr("filename"),
			MediaType:   object.Attr("mimeCode"),
			Size:        object.Size,
		})
		if object.Path != "" {
			m.Paths[term("BT-125", n)] = object.Path
		}
	}
}
