package domain

import (
	"strings"
)

// fields checks what every document must state: BR-01 to BR-05, BR-12 to BR-16, and the currencies.
func (c *checker) fields() {
	e, t := c.e, &c.e.Totals
	c.need(e.Profile != "", "BR-01", "BT-24", "The document does not name the specification that it follows.")
	c.need(e.Number != "", "BR-02", "BT-1", "The document has no number.")
	c.need(!e.Issued.IsZero(), "BR-03", "BT-2", "The document has no issue date.")
	c.need(e.TypeCode != "", "BR-04", "BT-3", "The document has no type code.")
	c.need(e.Currency != "", "BR-05", "BT-5", "The document has no currency.")
	if e.Currency != "" && !e.Currency.Valid() {
		c.find("BR-CL-04", "BT-5", string(e.Currency), "", "The currency is not a code of ISO 4217.")
	}
	if e.TaxCurrency != "" && !e.TaxCurrency.Valid() {
		c.find("BR-CL-05", "BT-6", string(e.TaxCurrency), "", "The currency of VAT is not a code of ISO 4217.")
	}
	if c.scope.breakdown {
		c.need(t.Lines != nil, "BR-12", "BT-106", "The document has no sum of its lines.")
	}
	c.need(t.Net != nil, "BR-13", "BT-109", "The document has no total without VAT.")
	c.need(t.Total != nil, "BR-14", "BT-112", "The document has no total with VAT.")
	c.need(t.Payable != nil, "BR-15", "BT-115", "The document has no amount due for payment.")
	if c.scope.lines {
		c.need(len(e.Lines) > 0, "BR-16", "BG-25", "The document has no line.")
	}
	if e.TaxCurrency != "" && e.TaxCurrency != e.Currency {
		c.need(t.TaxInTaxUnit != nil, "BR-53", "BT-111", "The document names a currency of VAT but states no VAT total in it.")
	}
	if !e.TaxPoint.IsZero() && e.TaxPointCode != "" {
		c.find("BR-CO-03", "BT-7", e.TaxPoint.String(), "", "A tax point date and a code for it exclude each other.")
	}
	c.period("BR-29", "BT-74", e.PeriodStart, e.PeriodEnd)
}

// period checks a period whose end lies before its start.
func (c *checker) period(rule, field string, start, end Date) {
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		c.find(rule, field, end.String(), "", "The period ends before it starts on "+start.String()+".")
	}
}

// parties checks seller, buyer, payee, tax representative and place of delivery.
func (c *checker) parties() {
	e := c.e
	c.need(e.Seller.Name != "", "BR-06", "BT-27", "The seller has no name.")
	c.need(e.Buyer.Name != "", "BR-07", "BT-44", "The buyer has no name.")
	c.need(e.Seller.Address.Country != "", "BR-09", "BT-40", "The seller's address has no country.")
	if c.scope.breakdown {
		c.need(e.Buyer.Address.Country != "", "BR-11", "BT-55", "The buyer's address has no country.")
	}
	if e.Payee != nil {
		c.need(e.Payee.Name != "", "BR-17", "BT-59", "The payee has no name.")
	}
	if r := e.TaxRepresentative; r != nil {
		c.need(r.Name != "", "BR-18", "BT-62", "The seller's tax representative has no name.")
		c.need(r.Address.Country != "", "BR-20", "BT-69", "The address of the seller's tax representative has no country.")
		c.need(r.VATID != "", "BR-56", "BT-63", "The seller's tax representative has no VAT number.")
		c.vatPrefix("BT-63", r.VATID)
	}
	if d := e.DeliverTo; d != nil && (d.Address.City != "" || d.Address.Post != "" || len(d.Address.Lines) > 0) {
		c.need(d.Address.Country != "", "BR-57", "BT-80", "The address of delivery has no country.")
	}
	if e.Seller.Endpoint.Value != "" {
		c.need(e.Seller.Endpoint.Scheme != "", "BR-62", "BT-34", "The seller's electronic address names no scheme.")
	}
	if e.Buyer.Endpoint.Value != "" {
		c.need(e.Buyer.Endpoint.Scheme != "", "BR-63", "BT-49", "The buyer's electronic address names no scheme.")
	}
	c.vatPrefix("BT-31", e.Seller.VATID)
	c.vatPrefix("BT-48", e.Buyer.VATID)
	identified := len(e.Seller.IDs) > 0 || e.Seller.LegalID.Value != "" || e.Seller.VATID != ""
	c.need(identified, "BR-CO-26", "BT-31", "The seller has neither an identifier, nor a registration, nor a VAT number.")
}

// vatPrefix checks that a VAT number begins with a country: two letters of ISO 3166-1, or EL for Greece.
func (c *checker) vatPrefix(field, id string) {
	if id == "" {
		return
	}
	if len(id) < 3 || strings.ToUpper(id[:2]) != id[:2] || !isLetter(id[0]) || !isLetter(id[1]) {
		c.find("BR-CO-09", field, id, "", "The VAT number does not begin with the code of a country.")
	}
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

// references checks preceding invoices and supporting documents.
func (c *checker) references() {
	for i, p := range c.e.Preceding {
		c.need(p.Number != "", "BR-55", at("BT-25", i+1), "A preceding invoice has no number.")
	}
	for i, a := range c.e.Attachments {
		c.need(a.ID != "", "BR-52", at("BT-122", i+1), "A supporting document has no reference.")
	}
}

// transfers are the codes of UNTDID 4461 that mean a credit transfer.
var transfers = map[string]bool{"30": true, "58": true}

// payment checks the ways of paying and that a due amount says when.
func (c *checker) payment() {
	for i, p := range c.e.Payment {
		c.need(p.TypeCode != "", "BR-49", at("BT-81", i+1), "A way of payment has no type.")
		if transfers[p.TypeCode] && p.Account == "" {
			c.find("BR-61", at("BT-84", i+1), "", "", "A credit transfer names no account.")
		}
	}
	t := &c.e.Totals
	if t.Payable != nil && t.Payable.Sign() > 0 && c.scope.breakdown && c.e.Due.IsZero() && c.e.PaymentTerms == "" {
		c.find("BR-CO-25", "BT-9", "", "", "An amount is due, but neither a due date nor payment terms are stated.")
	}
}
