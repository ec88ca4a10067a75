package domain

import (
	"math/big"
)

// totals checks the sums of BG-22: BR-CO-10 to BR-CO-16.
func (c *checker) totals() {
	e, t := c.e, &c.e.Totals
	if c.scope.lines && len(e.Lines) > 0 {
		lines := new(big.Rat)
		for i := range e.Lines {
			if !e.Lines[i].Summary {
				lines.Add(lines, total(e.Lines[i].Net))
			}
		}
		c.agree("BR-CO-10", "BT-106", t.Lines, lines, "The sum of the lines is not what the lines add up to.")
	}
	if c.scope.breakdown {
		allowances, charges := new(big.Rat), new(big.Rat)
		for _, a := range e.Adjustments {
			if a.Charge {
				charges.Add(charges, total(a.Amount))
			} else {
				allowances.Add(allowances, total(a.Amount))
			}
		}
		c.agree("BR-CO-11", "BT-107", orZero(t.Allowances), allowances, "The sum of allowances is not what the allowances add up to.")
		c.agree("BR-CO-12", "BT-108", orZero(t.Charges), charges, "The sum of charges is not what the charges add up to.")
	}
	if t.Lines != nil {
		net := total(t.Lines, t.Charges)
		net.Sub(net, total(t.Allowances))
		c.agree("BR-CO-13", "BT-109", t.Net, net, "The total without VAT is not the sum of the lines less allowances plus charges.")
	}
	if t.Net != nil {
		c.agree("BR-CO-15", "BT-112", t.Total, total(t.Net, t.Tax), "The total with VAT is not the total without VAT plus the VAT total.")
	}
	if t.Total != nil && c.scope.breakdown { // MINIMUM states no prepaid amount
		payable := total(t.Total, t.Rounding)
		payable.Sub(payable, total(t.Prepaid))
		c.agree("BR-CO-16", "BT-115", t.Payable, payable, "The amount due is not the total with VAT less what was prepaid plus rounding.")
	}
}

var zero = Decimal{}

func orZero(d *Decimal) *Decimal {
	if d == nil {
		return &zero
	}
	return d
}

// breakdown checks the rows of BG-23 by themselves: BR-45 to BR-48, BR-CO-14, BR-CO-17, BR-CO-18.
func (c *checker) breakdown() {
	if !c.scope.breakdown {
		return
	}
	e := c.e
	if len(e.VAT) == 0 {
		c.find("BR-CO-18", "BG-23", "", "", "The document has no VAT breakdown.")
		return
	}
	tax := new(big.Rat)
	for i := range e.VAT {
		row, n := &e.VAT[i], i+1
		tax.Add(tax, total(row.Tax))
		c.need(row.Basis != nil, "BR-45", at("BT-116", n), "A row of the VAT breakdown has no basis.")
		c.need(row.Tax != nil, "BR-46", at("BT-117", n), "A row of the VAT breakdown has no tax amount.")
		c.need(row.Category != "", "BR-47", at("BT-118", n), "A row of the VAT breakdown has no category.")
		c.need(row.Rate != nil || row.Category == "O", "BR-48", at("BT-119", n), "A row of the VAT breakdown has no rate.")
		if row.Rate == nil && row.Tax != nil && !row.Tax.IsZero() {
			c.find("BR-CO-17", at("BT-117", n), row.Tax.String(), "0.00", "A row of the VAT breakdown states tax, but no rate.")
		}
		if row.Basis != nil && row.Rate != nil {
			c.agreeWithinOne("BR-CO-17", at("BT-117", n), row.Tax, percentOf(row.Basis, row.Rate),
				"The tax of a row of the VAT breakdown is not its rate times its basis.")
		}
	}
	c.agree("BR-CO-14", "BT-110", e.Totals.Tax, tax, "The VAT total is not what the VAT breakdown adds up to.")
}
