package domain

import (
	"maps"
	"math/big"
	"slices"
)

// PostingOn is the day on which the invoice counts in the books: the day of issue where its period is open, else the
// first day of the first open period after it, else the last day of the last open one; zero when none is open. Closing
// periods (13 to 16) take no invoices. It needs Invoice, Entity, Periods and Now.
func (f *CheckFacts) PostingOn() Date {
	on, _ := postingDay(f.Periods, f.bookDay())
	return on
}

// bookDay is the day that the books would take if all periods were open.
func (f *CheckFacts) bookDay() Date {
	if f.Invoice.IssuedOn.IsZero() {
		return f.today()
	}
	return f.Invoice.IssuedOn
}

// period answers on which day the invoice counts in the books.
func (c *checks) period() {
	const rule = "PERIOD_OPEN"
	if c.down(SourcePeriods, rule) {
		return
	}
	day := c.bookDay()
	on, moved := postingDay(c.Periods, day)
	c.report.PostingOn = on
	switch {
	case on.IsZero():
		c.answer(rule, "closed", SourcePeriods, "No posting period is open.").about("", day.String(), "")
	case moved:
		c.answer(rule, "moved", SourcePeriods, "The period of %s is not open, so it counts on %s.", day, on).about("", day.String(), on.String())
	default:
		c.answer(rule, "ok", SourcePeriods, "It counts on %s.", on)
	}
}

func postingDay(periods []Period, day Date) (on Date, moved bool) {
	var before, after Date
	for _, p := range periods {
		if !p.Takes() || p.Number > 12 {
			continue
		}
		switch {
		case !day.Before(p.First) && !p.Last.Before(day):
			return day, false
		case p.Last.Before(day):
			if before.IsZero() || before.Before(p.Last) {
				before = p.Last
			}
		case after.IsZero() || p.First.Before(after):
			after = p.First
		}
	}
	if !after.IsZero() {
		return after, true
	}
	return before, true
}

// maxRateDays is how old a rate may be: over long holidays no bank quotes one.
const maxRateDays = 7

// rate answers whether the amount in the group's currency, which limits compare, is known and fresh.
func (c *checks) rate() {
	const rule = "CURRENCY_RATE"
	if c.down(SourceRates, rule) {
		return
	}
	r := c.Rate
	switch {
	case r == nil:
		c.answer(rule, "none", SourceRates, "No exchange rate for %s is known.", c.invoice.Currency).about("BT-5", string(c.invoice.Currency), "")
		return
	case r.From == r.To:
		c.answer(rule, "ok", SourceRates, "It is in %s; no rate is needed.", r.To)
		return
	}
	days := r.On.DaysUntil(c.today())
	found := "ok"
	if days > maxRateDays {
		found = "old"
	}
	result := c.answer(rule, found, SourceRates, "1 %s is %s %s, by %s of %s.", r.From, r.Rate, r.To, r.Source, r.On)
	seconds := max(0, days) * 24 * 60 * 60
	result.AgeSeconds = &seconds
}

// budgets takes each centre's share of the lines, in the entity's currency, from what its budget has left. The share is
// converted with the rate that the total was converted with, rounded half away from zero.
func (c *checks) budgets() {
	const rule = "BUDGET"
	if c.down(SourceBudgets, rule) {
		return
	}
	shares := map[string]int64{}
	sign := int64(1)
	if c.invoice.Kind == KindCreditNote {
		sign = -1
	}
	for _, l := range c.invoice.Lines {
		if l.CenterCode != "" {
			shares[l.CenterCode] += sign * l.Amount.Minor
		}
	}
	if len(shares) == 0 {
		c.answer(rule, "none", SourceBudgets, "No line names a cost centre.")
	}
	for _, code := range slices.Sorted(maps.Keys(shares)) {
		at := slices.IndexFunc(c.Budgets, func(b Budget) bool { return b.CenterCode == code })
		if at < 0 {
			c.answer(rule, "none", SourceBudgets, "%s has no budget.", c.center(code))
			continue
		}
		b := c.Budgets[at]
		share, ok := c.inBase(shares[code], b.Amount.Currency)
		if !ok {
			c.answer(rule, "none", SourceBudgets, "What %s bears is not known in %s.", c.center(code), b.Amount.Currency)
			continue
		}
		left := NewMoney(b.Amount.Minor-b.Committed.Minor, b.Amount.Currency)
		after := NewMoney(left.Minor-share, left.Currency)
		found, text := "ok", "%s has %s left, %s after this."
		if after.Minor < 0 && share > 0 {
			found, text = "over", "%s has %s left, which is exceeded: %s after this."
		}
		r := c.answer(rule, found, SourceBudgets, text, c.center(code), left, after)
		r.about("", NewMoney(share, left.Currency).String(), left.String())
		c.report.Budget = append(c.report.Budget, BudgetCheck{
			CenterCode: code, CostCenter: c.Centers[code], Left: left, After: after, Outcome: r.Outcome, AsOf: c.Now,
		})
	}
}

func (c *checks) center(code string) string {
	if center := c.Centers[code]; center != nil {
		return "Cost centre " + code + " " + center.Name
	}
	return "Cost centre " + code
}

// inBase converts minor units of the invoice's currency as its total was converted.
func (c *checks) inBase(minor int64, base Currency) (int64, bool) {
	i := c.invoice
	if i.Currency == base {
		return minor, true
	}
	if i.Base.Currency != base || i.Gross.Minor == 0 {
		return 0, false
	}
	share := new(big.Rat).Mul(big.NewRat(minor, 1), big.NewRat(i.Base.Minor, i.Gross.Minor))
	d, err := RoundRat(share, 0)
	return d.coef, err == nil
}
