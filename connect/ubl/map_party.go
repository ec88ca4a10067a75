package ubl

import (
	"countersign/connect/xmldoc"
	"strings"

	"countersign/domain"
)

func (m *mapping) parties(e *domain.EInvoice) {
	d := m.doc
	e.Seller = m.party(&d.Supplier.Party, domain.SellerTerms)
	e.Buyer = m.party(&d.Customer.Party, domain.BuyerTerms)
	if d.Payee != nil {
		p := m.party(d.Payee, domain.PayeeTerms)
		e.Payee = &p
	}
	if d.Representative != nil {
		p := m.party(d.Representative, domain.RepresentativeTerms)
		e.TaxRepresentative = &p
	}
	if len(d.Delivery) == 0 {
		return
	}
	to := &d.Delivery[0]
	e.Delivered = m.Date("BT-72", xmldoc.ISODay(to.Date))
	t := domain.DeliverToTerms
	place := domain.TradeParty{Address: m.address(&to.Location.Address, t)}
	if len(to.Party.Names) > 0 {
		place.Name = m.Text(t.Name, to.Party.Names[0].Name)
	}
	if id := m.ID(t.ID, to.Location.ID); id.Value != "" {
		place.IDs = []domain.PartyID{id}
	}
	if place.Name != "" || place.IDs != nil || place.Address.Country != "" || place.Address.Lines != nil {
		e.DeliverTo = &place
	}
}

// party reads any role. The legal name is the registration name; payee and tax representative have a plain name only.
func (m *mapping) party(p *party, t domain.PartyTerms) domain.TradeParty {
	out := domain.TradeParty{
		Endpoint: m.ID(t.Endpoint, p.Endpoint),
		Address:  m.address(&p.Address, t),
		Contact: domain.Contact{
			Name:  m.Text(t.ContactName, p.Contact.Name),
			Phone: m.Text(t.Phone, p.Contact.Phone),
			Email: m.Text(t.Email, p.Contact.Email),
		},
	}
	for _, id := range p.IDs {
		if id.ID.Value != "" && id.ID.Attr("schemeID") != schemeSEPA {
			out.IDs = append(out.IDs, m.ID(term(t.ID, len(out.IDs)+1), id.ID))
		}
	}
	if len(p.Legal) > 0 {
		out.Name = m.Text(t.Name, p.Legal[0].Name)
		out.LegalID = m.ID(t.LegalID, p.Legal[0].CompanyID)
		out.LegalNote = m.Text(t.LegalNote, p.Legal[0].Form)
	}
	if len(p.Names) > 0 {
		if out.Name == "" {
			out.Name = m.Text(t.Name, p.Names[0].Name)
		} else {
			out.TradingName = m.Text(t.TradingName, p.Names[0].Name)
		}
	}
	for _, s := range p.TaxSchemes {
		if strings.EqualFold(s.Scheme.ID.Value, "VAT") {
			if out.VATID == "" {
				out.VATID = m.Text(t.VATID, s.CompanyID)
			}
		} else if out.TaxID == "" {
			out.TaxID = m.Text(t.TaxID, s.CompanyID)
		}
	}
	return out
}

// schemeSEPA marks a party identifier that is the creditor's identifier of a direct debit (BT-90).
const schemeSEPA = "SEPA"

func (m *mapping) address(a *address, t domain.PartyTerms) domain.PostalAddress {
	out := domain.PostalAddress{
		City:    m.Text(t.City, a.City),
		Post:    m.Text(t.Post, a.Post),
		Region:  m.Text(t.Region, a.Region),
		Country: m.Text(t.Country, a.Country.Code),
	}
	lines := []string{m.Text(t.Street, a.Street), m.Text(t.Additional, a.Additional)}
	for _, l := range a.Lines {
		lines = append(lines, m.Text(t.Third, l.Line))
	}
	for _, l := range lines {
		if l != "" {
			out.Lines = append(out.Lines, l)
		}
	}
	return out
}
