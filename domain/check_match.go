package domain

import "strings"

// orders answers how the bill fits the orders that it names.
func (c *checks) orders() {
	const rule = "PO_MATCH"
	if !namesOrder(c.invoice) {
		c.answer(rule, "no order", SourceOrders, "It names no order.").Field = optional("BT-13")
		return
	}
	if c.down(SourceOrders, rule) {
		return
	}
	c.report.Match = MatchInvoice(c.invoice, c.Orders, c.Tolerance)
	for _, o := range c.Orders {
		if !c.invoice.SupplierID.IsZero() && !o.SupplierID.IsZero() && o.SupplierID != c.invoice.SupplierID {
			c.aboutOrders("order of somebody else", "Order %s was placed with another supplier.", o.Number).about("BT-13", o.Number, "")
		}
		if o.Currency != c.invoice.Currency {
			c.aboutOrders("order in other currency", "Order %s is in %s, the bill in %s.", o.Number, o.Currency, c.invoice.Currency).
				about("BT-13", string(c.invoice.Currency), string(o.Currency))
		}
	}
	result := c.report.Match
	if result.Outcome == Matched {
		c.aboutOrders("ok", "Every line fits its order.")
		return
	}
	r := c.aboutOrders(string(result.Outcome), "%s", matchText(result))
	if difference, ok := differenceOf(result); ok {
		r.about("", difference.String(), "")
	}
}

// aboutOrders is answer with the age of the order that was read first.
func (c *checks) aboutOrders(found, format string, args ...any) *CheckResult {
	r := c.answer("PO_MATCH", found, SourceOrders, format, args...)
	for _, o := range c.Orders {
		if age := int(c.Now.Sub(o.ReadAt).Seconds()); !o.ReadAt.IsZero() && age > *r.AgeSeconds {
			r.AgeSeconds = &age
		}
	}
	return r
}

// matchWords tells an outcome of lines.
var matchWords = map[MatchOutcome]string{
	WithinTolerance: "within tolerance", PriceVariance: "with too high a price", QuantityVariance: "with too large a quantity",
	NoReceipt: "for which nothing has arrived", NoPO: "that no order line fits",
}

func matchText(m MatchResult) string {
	if m.Outcome == NoPO {
		return "No line fits an order that we have."
	}
	count := map[MatchOutcome]int{}
	for _, l := range m.Lines {
		count[l.Outcome]++
	}
	var parts []string
	for _, outcome := range []MatchOutcome{NoReceipt, QuantityVariance, PriceVariance, NoPO, WithinTolerance} {
		switch n := count[outcome]; {
		case n == 1:
			parts = append(parts, "1 line "+matchWords[outcome])
		case n > 1:
			parts = append(parts, NewDecimal(int64(n), 0).String()+" lines "+matchWords[outcome])
		}
	}
	return strings.Join(parts, ", ") + "."
}

// differenceOf is billed minus expected over all lines that were compared.
func differenceOf(m MatchResult) (Money, bool) {
	var sum Money
	for _, l := range m.Lines {
		switch {
		case l.Difference == nil:
		case sum.IsZero():
			sum = *l.Difference
		default:
			sum = sum.Add(*l.Difference)
		}
	}
	return sum, !sum.IsZero()
}
