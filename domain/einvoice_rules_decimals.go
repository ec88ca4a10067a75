package domain

// decimals checks that no amount has more than two decimals: BR-DEC-01 to BR-DEC-28. Prices and quantities may.
func (c *checker) decimals() {
	t := &c.e.Totals
	for _, one := range []struct {
		rule, term string
		amount     *Decimal
	}{
		{"BR-DEC-09", "BT-106", t.Lines}, {"BR-DEC-10", "BT-107", t.Allowances}, {"BR-DEC-11", "BT-108", t.Charges},
		{"BR-DEC-12", "BT-109", t.Net}, {"BR-DEC-13", "BT-110", t.Tax}, {"BR-DEC-14", "BT-112", t.Total},
		{"BR-DEC-15", "BT-111", t.TaxInTaxUnit}, {"BR-DEC-16", "BT-113", t.Prepaid}, {"BR-DEC-17", "BT-114", t.Rounding},
		{"BR-DEC-18", "BT-115", t.Payable},
	} {
		c.twoDecimals(one.rule, one.term, one.amount)
	}
	for i, a := range c.e.Adjustments {
		terms, amount, basis := a.TermsOf(false), "BR-DEC-01", "BR-DEC-02"
		if a.Charge {
			amount, basis = "BR-DEC-05", "BR-DEC-06"
		}
		c.twoDecimals(amount, at(terms.Amount, i+1), a.Amount)
		c.twoDecimals(basis, at(terms.Basis, i+1), a.Basis)
	}
	for i, row := range c.e.VAT {
		c.twoDecimals("BR-DEC-19", at("BT-116", i+1), row.Basis)
		c.twoDecimals("BR-DEC-20", at("BT-117", i+1), row.Tax)
	}
	for i := range c.e.Lines {
		l := &c.e.Lines[i]
		c.twoDecimals("BR-DEC-23", at("BT-131", i+1), l.Net)
		for j, a := range l.Adjustments {
			terms, amount, basis := a.TermsOf(true), "BR-DEC-24", "BR-DEC-25"
			if a.Charge {
				amount, basis = "BR-DEC-27", "BR-DEC-28"
			}
			c.twoDecimals(amount, at(terms.Amount, i+1, j+1), a.Amount)
			c.twoDecimals(basis, at(terms.Basis, i+1, j+1), a.Basis)
		}
	}
}

func (c *checker) twoDecimals(rule, field string, amount *Decimal) {
	if amount != nil && amount.Scale() > 2 {
		c.find(rule, field, amount.String(), "", "The amount has more than two decimals.")
	}
}
