package domain

import "slices"

// notSubject checks that category O, where the breakdown has it, is the only one. Source: BR-O-11 to BR-O-14.
func (c *checker) notSubject(uses []use) {
	found := false
	for _, row := range c.e.VAT {
		found = found || row.Category == "O"
	}
	if !found {
		return
	}
	for i, row := range c.e.VAT {
		if row.Category != "O" && row.Category != "" {
			c.find("BR-O-11", at("BT-118", i+1), row.Category, "O", "A document not subject to VAT has another row in its VAT breakdown.")
		}
	}
	for _, u := range uses {
		if u.category != "O" && u.category != "" {
			c.find([]string{"BR-O-12", "BR-O-13", "BR-O-14"}[u.kind], u.codeTerm, u.category, "O", "A document not subject to VAT uses another VAT category.")
		}
	}
}

// intraCommunity checks that such a supply says when and where to. Source: BR-IC-11 and BR-IC-12.
func (c *checker) intraCommunity() {
	for _, row := range c.e.VAT {
		if row.Category != "K" {
			continue
		}
		dated := !c.e.Delivered.IsZero() || !c.e.PeriodStart.IsZero() || !c.e.PeriodEnd.IsZero()
		c.need(dated, "BR-IC-11", "BT-72", "An intra-community supply needs the date of delivery or the invoicing period.")
		c.need(c.e.DeliverTo != nil && c.e.DeliverTo.Address.Country != "", "BR-IC-12", "BT-80", "An intra-community supply needs the country of delivery.")
		return
	}
}

// splitPayment checks that it is an Italian matter at home and stands beside no standard rate. Source: BR-B-01, BR-B-02.
func (c *checker) splitPayment(uses []use) {
	split := func(category string) bool { return category == "B" }
	found := slices.ContainsFunc(uses, func(u use) bool { return split(u.category) }) ||
		slices.ContainsFunc(c.e.VAT, func(row VATBreakdown) bool { return split(row.Category) })
	if !found {
		return
	}
	for _, one := range []struct{ field, country string }{
		{"BT-40", c.e.Seller.Address.Country}, {"BT-55", c.e.Buyer.Address.Country},
	} {
		if one.country != "IT" {
			c.find("BR-B-01", one.field, one.country, "IT", "Only an Italian document to an Italian buyer may split the payment of VAT.")
		}
	}
	for i, row := range c.e.VAT {
		if row.Category == "S" {
			c.find("BR-B-02", at("BT-118", i+1), row.Category, "B", "A document with split payment of VAT uses the standard rate too.")
		}
	}
	for _, u := range uses {
		if u.category == "S" {
			c.find("BR-B-02", u.codeTerm, u.category, "B", "A document with split payment of VAT uses the standard rate too.")
		}
	}
}

// rates finds what is taxed at a rate that the breakdown has no row for, though it has rows of the category: each row can
// agree with the lines of its rate and VAT still be missing. EN 16931 has no rule for it, it defines BG-23 so.
func (c *checker) rates(uses []use) {
	for i := range vatCategories {
		k := &vatCategories[i]
		rows := map[string]bool{}
		for _, row := range c.e.VAT {
			if row.Category == k.code {
				rows[k.rateKey(row.Rate)] = true
			}
		}
		if len(rows) == 0 { // which rule -01 tells
			continue
		}
		for _, u := range uses {
			if u.category == k.code && !rows[k.rateKey(u.rate)] {
				c.find("CS-VAT", u.rateTerm, text(u.rate), "", "The VAT breakdown has no row of the category "+k.name+" with this rate.")
			}
		}
	}
}
