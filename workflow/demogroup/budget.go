package demogroup

import (
	"math/big"

	"countersign/domain"
)

// budget is a cost centre's of a year, made when it is first asked for.
func (t *Telling) budget(p *place, center string, year int) *domain.Budget {
	k := budgetOf{p.Number, center, year}
	if b := t.budgets[k]; b != nil {
		return b
	}
	b := &domain.Budget{
		Entity: p.Number, CenterCode: center, Year: year, Amount: t.allowance(p, center, year),
		Committed: domain.NewMoney(0, p.Base),
	}
	t.budgets[k] = b
	return b
}

// allowance is what a centre was given: about what it will spend, a little more or less, in round numbers.
func (t *Telling) allowance(p *place, center string, year int) domain.Money {
	d := diceFor(t.group.options.Seed, "budget "+p.Code+center, year)
	all, mine := 0, 0
	var key string
	for i, one := range t.desks {
		all += t.weights[i]
		if one.place == p && one.center == center {
			mine, key = t.weights[i], one.key()
		}
	}
	var cents int64
	sellers := t.sellers[key]
	for _, v := range sellers {
		cents += v.usual()
	}
	invoices := int64(t.group.options.Invoices/2+200) * int64(mine) / int64(max(all, 1))
	cents = cents / int64(max(len(sellers), 1)) * max(invoices, 1) * int64(d.between(110, 220)) / 100
	cents = max(cents/100_000_00, 1) * 100_000_00
	return t.convert(domain.NewMoney(cents, groupCurrency), p.Base, domain.DateOf(t.group.options.Now))
}

// usual is what an invoice of the supplier comes to on average, in euro cents.
func (v *vendor) usual() int64 {
	quantity := int64(1 + v.trade.most/4)
	return quantity * int64(v.trade.low+v.trade.high) / 2 * 2
}

// convert goes through the group's currency, as all rates do.
func (t *Telling) convert(m domain.Money, to domain.Currency, day domain.Date) domain.Money {
	converted, err := m.Cross(t.group.rates.on(m.Currency, day).Rate, t.group.rates.on(to, day).Rate, to)
	insist(err, "convert %s to %s", m, to)
	return converted
}

// budgetsOf are the budgets that the invoice's lines draw on, as copies.
func (s *tale) budgetsOf(year int) []domain.Budget {
	var out []domain.Budget
	seen := map[string]bool{}
	for _, l := range s.inv.Lines {
		if l.CenterCode != "" && !seen[l.CenterCode] {
			seen[l.CenterCode] = true
			out = append(out, *s.budget(s.place, l.CenterCode, year))
		}
	}
	return out
}

// sum is a plus or minus b, with as many decimals as either has.
func sum(a, b domain.Decimal, sign int64) domain.Decimal {
	total := new(big.Rat).Mul(b.Rat(), big.NewRat(sign, 1))
	total.Add(total, a.Rat())
	rounded, err := domain.RoundRat(total, max(a.Scale(), b.Scale()))
	insist(err, "add %s to %s", b, a)
	return rounded
}
