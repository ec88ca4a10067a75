package domain

import (
	"math/big"
)

// adjustmentRules are the ids that the same demands have in each group.
type adjustmentRules struct {
	amount, category string
	reason, either   string // the standard asks twice for a reason or a code for it
	same             string
}

// adjustmentRulesOf gives BG-20, BG-21, BG-27 and BG-28 their ids.
func adjustmentRulesOf(charge, line bool) adjustmentRules {
	switch {
	case line && charge:
		return adjustmentRules{amount: "BR-43", reason: "BR-44", either: "BR-CO-24", same: "BR-CO-08"}
	case line:
		return adjustmentRules{amount: "BR-41", reason: "BR-42", either: "BR-CO-23", same: "BR-CO-07"}
	case charge:
		return adjustmentRules{amount: "BR-36", category: "BR-37", reason: "BR-38", either: "BR-CO-22", same: "BR-CO-06"}
	}
	return adjustmentRules{amount: "BR-31", category: "BR-32", reason: "BR-33", either: "BR-CO-21", same: "BR-CO-05"}
}

// adjustment checks one allowance or charge; position is its place, the line's before it when it belongs to one.
func (c *checker) adjustment(a *Adjustment, line bool, position ...int) {
	rules, terms := adjustmentRulesOf(a.Charge, line), a.TermsOf(line)
	noun := "allowance"
	if a.Charge {
		noun = "charge"
	}
	c.need(a.Amount != nil, rules.amount, at(terms.Amount, position...), "The "+noun+" has no amount.")
	if !line {
		c.need(a.VATCategory != "", rules.category, at(terms.VATCategory, position...), "The "+noun+" has no VAT category.")
	}
	for _, rule := range []string{rules.reason, rules.either} {
		c.need(a.Reason != "" || a.ReasonCode != "", rule, at(terms.Reason, position...), "The "+noun+" has neither a reason nor a code for it.")
	}
	c.reason(a, rules.same, at(terms.Reason, position...), at(terms.ReasonCode, position...))
	if a.Amount != nil && a.Basis != nil && a.Percent != nil && !a.Percent.IsZero() {
		c.near("PEPPOL-EN16931-R040", at(terms.Amount, position...), a.Amount, percentOf(a.Basis, a.Percent),
			"The "+noun+" is not its percentage of its basis.")
	}
}

// slack is what Peppol BIS 3 grants where a product was rounded: two hundredths.
var slack = big.NewRat(2, 100)

// near compares within slack.
func (c *checker) near(rule, field string, stated *Decimal, expected *big.Rat, message string) {
	want := round2(expected)
	difference := new(big.Rat).Sub(stated.Rat(), want)
	if difference.Abs(difference).Cmp(slack) > 0 {
		c.find(rule, field, stated.String(), want.FloatString(2), message)
	}
}

// line checks one line: BR-21 to BR-30, BR-54, BR-64, BR-65, BR-CO-04, BR-CO-20, and the line's own arithmetic.
func (c *checker) line(l *EInvoiceLine, n int) {
	if !c.scope.claimed && l.Quantity == nil && l.Net == nil {
		return // ZUGFeRD 1 has lines of text only
	}
	c.need(l.ID != "", "BR-21", at("BT-126", n), "The line has no number.")
	c.need(l.Quantity != nil, "BR-22", at("BT-129", n), "The line has no quantity.")
	c.need(l.Unit != "", "BR-23", at("BT-130", n), "The line's quantity has no unit.")
	c.need(l.Net != nil, "BR-24", at("BT-131", n), "The line has no net amount.")
	c.need(l.Name != "", "BR-25", at("BT-153", n), "The line's item has no name.")
	c.need(l.NetPrice != nil, "BR-26", at("BT-146", n), "The line's item has no net price.")
	if l.NetPrice != nil && l.NetPrice.Sign() < 0 {
		c.find("BR-27", at("BT-146", n), l.NetPrice.String(), "", "The net price is negative.")
	}
	if l.GrossPrice != nil && l.GrossPrice.Sign() < 0 {
		c.find("BR-28", at("BT-148", n), l.GrossPrice.String(), "", "The gross price is negative.")
	}
	c.period("BR-30", at("BT-135", n), l.PeriodStart, l.PeriodEnd)
	c.need(!l.PeriodBlank, "BR-CO-20", at("BG-26", n), "The line's period has neither a start nor an end.")
	c.need(l.VATCategory != "", "BR-CO-04", at("BT-151", n), "The line has no VAT category.")
	c.item(l, n)
	for i := range l.Adjustments {
		c.adjustment(&l.Adjustments[i], true, n, i+1)
	}
	c.lineNet(l, n)
}

// item checks the identifiers and properties of what is billed.
func (c *checker) item(l *EInvoiceLine, n int) {
	if l.StandardItem.Value != "" {
		c.need(l.StandardItem.Scheme != "", "BR-64", at("BT-157", n), "The item's standard identifier names no scheme.")
	}
	for i, class := range l.Classes {
		if class.Value != "" {
			c.need(class.Scheme != "", "BR-65", at("BT-158", n, i+1), "The item's classification names no scheme.")
		}
	}
	for i, a := range l.Attributes {
		c.need(a.Name != "", "BR-54", at("BT-160", n, i+1), "A property of the item has no name.")
		c.need(a.Value != "", "BR-54", at("BT-161", n, i+1), "A property of the item has no value.")
	}
}

// lineNet checks quantity × price / base quantity, with the line's allowances and charges. EN 16931 has no rule for it.
// Source: Peppol BIS 3, PEPPOL-EN16931-R120 and R121.
func (c *checker) lineNet(l *EInvoiceLine, n int) {
	if l.Quantity == nil || l.NetPrice == nil || l.Net == nil || l.Summary {
		return
	}
	base := oneUnit
	if l.BaseQuantity != nil {
		if l.BaseQuantity.Sign() <= 0 {
			c.find("PEPPOL-EN16931-R121", at("BT-149", n), l.BaseQuantity.String(), "", "The base quantity of the price is not above zero.")
			return
		}
		base = l.BaseQuantity.Rat()
	}
	net := new(big.Rat).Mul(l.Quantity.Rat(), l.NetPrice.Rat())
	net.Quo(net, base)
	for _, a := range l.Adjustments {
		if a.Charge {
			net.Add(net, total(a.Amount))
		} else {
			net.Sub(net, total(a.Amount))
		}
	}
	c.near("PEPPOL-EN16931-R120", at("BT-131", n), l.Net, net,
		"The line's net amount is not quantity times price, less allowances, plus charges.")
}
