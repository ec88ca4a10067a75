package domain

import (
	"fmt"
	"math/big"
	"slices"
)

// recurring is how often an amount must have been kept before it is called a fee by that alone.
const recurring = 3

// tolerate matches lines of which one names the other when their difference is explained: it becomes an adjustment.
func (c *cascade) tolerate(rule int) {
	r := &c.rules[rule]
	links, _ := c.links(r.Days)
	links = slices.DeleteFunc(links, func(l link) bool {
		return c.rows[l.a].side == sideMiddle || c.rows[l.b].side == sideMiddle || c.compareParty(l.a, l.b) == partyOther
	})
	var pairs []component
	kept := map[int64]int{}
	c.components(links, func(p component) {
		if len(p.outside) == 1 && len(p.books) == 1 {
			pairs = append(pairs, p.kept())
			if a, b := p.outside[0], p.books[0]; c.rows[a].cur == c.rows[b].cur {
				kept[c.rows[b].amount-c.rows[a].amount]++
			}
		}
	})
	schedules := c.schedules(r.Fee, nil)
	rates := c.rates(r, pairs)
	for i := range pairs {
		p := &pairs[i]
		a, b := p.outside[0], p.books[0]
		e := evidenceOf(c.nameEvidence(a, b), c.compareParty(a, b), amountExplained, c.span(a, b))
		if e.score() < r.MinScore {
			continue
		}
		remainder, name := c.rows[a].amount-c.rows[b].amount, ""
		if c.rows[a].cur != c.rows[b].cur {
			remainder, name = rates.explain(r, a, b)
		} else if remainder != 0 {
			name = c.tolerance(r, schedules, p, kept)
		}
		if name == "" {
			continue
		}
		f := foundBy(rule, r, e)
		f.remainder, f.told = remainder, c.tell(name, nil)
		c.claim(f, a, b)
	}
}

// tolerance names what explains the difference of two lines of one currency; "" for nothing.
func (c *cascade) tolerance(r *MatchRule, schedules []schedule, p *component, kept map[int64]int) string {
	a, b := p.outside[0], p.books[0]
	paid, due := c.rows[a].amount, c.rows[b].amount
	if paid < 0 != (due < 0) || due == 0 || paid == 0 {
		return ""
	}
	difference, currency := abs64(paid-due), c.money[c.rows[a].cur]
	if r.Fee != "" {
		if abs64(paid) > abs64(due) {
			return "" // nobody keeps less than nothing
		}
		if name := c.explain(schedules, p); name != "" {
			return name
		}
	}
	// The wider of the two holds; a percentage is of the larger amount.
	allowed := r.Tolerance
	if r.Percent.Sign() > 0 {
		part := new(big.Rat).Mul(r.Percent.Rat(), big.NewRat(max(abs64(paid), abs64(due)), 100))
		whole := new(big.Int).Quo(part.Num(), part.Denom())
		allowed = max(allowed, whole.Int64())
	}
	switch {
	case difference > allowed:
		return ""
	case r.Fee != "" && kept[due-paid] >= recurring:
		return fmt.Sprintf("%s was kept, as of %d other payments", Money{difference, currency}, kept[due-paid]-1)
	}
	return fmt.Sprintf("%s is within the tolerance of %s", Money{difference, currency}, Money{allowed, currency})
}

// rateTable is what one currency costs in another.
type rateTable struct {
	c       *cascade
	implied map[[2]uint8][]float64 // by currencies of both sides: what the pairs themselves say, sorted
}

// impliedPairs is how many pairs of two currencies must tell a rate before it is believed.
const impliedPairs = 5

func (c *cascade) rates(r *MatchRule, pairs []component) *rateTable {
	t := &rateTable{c: c, implied: map[[2]uint8][]float64{}}
	if r.Percent.Sign() <= 0 {
		return t
	}
	for _, p := range pairs {
		a, b := p.outside[0], p.books[0]
		if c.rows[a].cur != c.rows[b].cur && c.rows[a].amount != 0 {
			key := [2]uint8{c.rows[a].cur, c.rows[b].cur}
			t.implied[key] = append(t.implied[key], float64(c.rows[b].amount)/float64(c.rows[a].amount))
		}
	}
	for _, rates := range t.implied {
		slices.Sort(rates)
	}
	return t
}

// explain converts the outer line into the books' currency and names the rate when the difference is within the rule's
// percentage; the remainder is in the books' currency.
func (t *rateTable) explain(r *MatchRule, a, b int32) (remainder int64, name string) {
	c := t.c
	worth, name := t.worth(a, b)
	if name == "" || r.Percent.Sign() <= 0 {
		return 0, ""
	}
	remainder = worth - c.rows[b].amount
	over := new(big.Rat).Mul(big.NewRat(abs64(remainder), 1), big.NewRat(100, 1))
	if allowed := new(big.Rat).Mul(r.Percent.Rat(), big.NewRat(abs64(c.rows[b].amount), 1)); over.Cmp(allowed) > 0 {
		return 0, ""
	}
	return remainder, name
}

func (t *rateTable) worth(a, b int32) (minor int64, name string) {
	c := t.c
	from, to := c.money[c.rows[a].cur], c.money[c.rows[b].cur]
	var best *ReconRate
	for i := range c.in.Rates {
		rate := &c.in.Rates[i]
		if rate.From != from || rate.To != to || rate.Rate.Sign() <= 0 || !rate.On.IsZero() && dayOf(&ReconLine{Booked: rate.On}) > c.rows[a].day {
			continue
		}
		if best == nil || compareRates(*best, *rate) < 0 {
			best = rate
		}
	}
	if best != nil {
		worth, err := (Money{c.rows[a].amount, from}).Convert(best.Rate, to)
		if err != nil {
			return 0, ""
		}
		return worth.Minor, fmt.Sprintf("%s at %s of %s, %s", from, best.Rate, best.On, best.Source)
	}
	rates := t.implied[[2]uint8{c.rows[a].cur, c.rows[b].cur}]
	if len(rates) < impliedPairs {
		return 0, ""
	}
	middle := rates[len(rates)/2]
	worth := float64(c.rows[a].amount) * middle
	if worth > 9e17 || worth < -9e17 {
		return 0, ""
	}
	return int64(worth), fmt.Sprintf("%s at the rate of %d pairs", from, len(rates))
}
