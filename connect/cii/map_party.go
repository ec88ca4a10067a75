package cii

import (
	"countersign/domain"
)

func (m *mapping) parties(e *domain.EInvoice) {
	trade := &m.doc.Trade
	e.Seller = m.party(&trade.Agreement.Seller, domain.SellerTerms)
	e.Buyer = m.party(&trade.Agreement.Buyer, domain.BuyerTerms)
	e.Payee = m.optional(trade.Settlement.Payee, domain.PayeeTerms)
	e.TaxRepresentative = m.optional(trade.Agreement.Representative, domain.RepresentativeTerms)
	e.DeliverTo = m.optional(trade.Delivery.ShipTo, domain.DeliverToTerms)
}

func (m *mapping) optional(p *party, t domain.PartyTerms) *domain.TradeParty {
	if p == nil {
		return nil
	}
	out := m.party(p, t)
	return &out
}

func (m *mapping) party(p *party, t domain.PartyTerms) domain.TradeParty {
	a := &p.Address
	out := domain.TradeParty{
		Name:        m.Text(t.Name, p.Name),
		TradingName: m.Text(t.TradingName, p.Legal.Name),
		LegalID:     m.ID(t.LegalID, p.Legal.ID),
		LegalNote:   m.Joined(t.LegalNote, p.Description),
		Endpoint:    m.ID(t.Endpoint, p.Endpoint.ID),
		Address: domain.PostalAddress{
			City:    m.Text(t.City, a.City),
			Post:    m.Text(t.Post, a.Post),
			Region:  m.Joined(t.Region, a.Region),
			Country: m.Text(t.Country, a.Country),
		},
	}
	ids := append(append([]text{}, p.GlobalIDs...), p.IDs...)
	for _, id := range ids {
		if id.Value != "" {
			out.IDs = append(out.IDs, m.ID(term(t.ID, len(out.IDs)+1), id))
		}
	}
	for _, l := range []string{m.Text(t.Street, a.One), m.Text(t.Additional, a.Two), m.Text(t.Third, a.Three)} {
		if l != "" {
			out.Address.Lines = append(out.Address.Lines, l)
		}
	}
	for _, r := range p.TaxIDs { // the scheme tells VAT number (VA) and local tax number (FC) apart
		switch r.ID.Attr("schemeID") {
		case "VA":
			out.VATID = m.Text(t.VATID, r.ID)
		default:
			out.TaxID = m.Text(t.TaxID, r.ID)
		}
	}
	if len(p.Contacts) > 0 {
		c := &p.Contacts[0]
		out.Contact.Name = m.Text(t.ContactName, c.Person)
		if out.Contact.Name == "" {
			out.Contact.Name = m.Text(t.ContactName, c.Department)
		}
		out.Contact.Phone = m.Text(t.Phone, c.Phone.Number)
		out.Contact.Email = m.Text(t.Email, c.Email.URI)
	}
	return out
}
