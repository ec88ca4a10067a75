package domain

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
	c.need(!e.PeriodBlank, "BR-CO-19", "BG-14", "The invoicing period has neither a start nor an end.")
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
	c.address(&e.Seller.Address, "BR-08", "BG-5", "BR-09", "BT-40", "The seller")
	if c.scope.breakdown {
		c.address(&e.Buyer.Address, "BR-10", "BG-8", "BR-11", "BT-55", "The buyer")
	}
	if e.Payee != nil {
		c.need(e.Payee.Name != "", "BR-17", "BT-59", "The payee has no name.")
	}
	if r := e.TaxRepresentative; r != nil {
		c.need(r.Name != "", "BR-18", "BT-62", "The seller's tax representative has no name.")
		c.address(&r.Address, "BR-19", "BG-12", "BR-20", "BT-69", "The seller's tax representative")
		c.need(r.VATID != "", "BR-56", "BT-63", "The seller's tax representative has no VAT number.")
		c.vatPrefix("BT-63", r.VATID)
	}
	if d := e.DeliverTo; d != nil && d.Address.Stated() {
		c.need(d.Address.Country != "", "BR-57", "BT-80", "The address of delivery has no country.")
		c.country("BT-80", d.Address.Country)
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

// address checks a party that must have an address: rule missing wants the group, rule bare the country in it.
func (c *checker) address(a *PostalAddress, missing, group, bare, country, whose string) {
	c.need(a.Stated(), missing, group, whose+" has no postal address.")
	if a.Stated() {
		c.need(a.Country != "", bare, country, whose+" has an address without a country.")
	}
	c.country(country, a.Country)
}

// country checks the code of a country, "" is none.
func (c *checker) country(field, code string) {
	if code != "" && !countryCodes[code] {
		c.find("BR-CL-14", field, code, "", "The country is not a code of ISO 3166-1.")
	}
}

// vatPrefix checks that a VAT number begins with the country that gave it: a code of ISO 3166-1, or EL for Greece.
func (c *checker) vatPrefix(field, id string) {
	if id == "" {
		return
	}
	if len(id) < 3 || !countryCodes[id[:2]] && id[:2] != "EL" {
		c.find("BR-CO-09", field, id, "", "The VAT number does not begin with the code of a country.")
	}
}

// references checks preceding invoices and supporting documents.
func (c *checker) references() {
	for i, p := range c.e.Preceding {
		c.need(p.Number != "", "BR-55", at("BT-25", i+1), "A preceding invoice has no number.")
	}
	for i, a := range c.e.Attachments {
		c.need(a.ID != "", "BR-52", at("BT-122", i+1), "A supporting document has no reference.")
	}
}
