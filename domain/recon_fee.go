package domain

import (
	"fmt"
	"slices"
)

// schedule is a fee as it is computed: parts of ten thousand of an amount, and minor units for each.
type schedule struct {
	name  string
	parts int64 // 1.4 % is 140
	fixed int64
	cur   uint8
}

// of is the fee of one charge: the part of it rounded half away from zero, as commercial practice and EN 16931 round.
func (s schedule) of(amount int64) int64 { return roundParts(amount, s.parts) + s.fixed }

func roundParts(amount, parts int64) int64 {
	if amount < 0 {
		return -roundParts(-amount, parts)
	}
	whole, rest := amount/10_000, amount%10_000
	return whole*parts + (rest*parts+5_000)/10_000
}

// explain names the schedule that a component's difference is exactly the fee of: charge by charge, or of their sum. It is
// "" when there is none, or when two tell different stories.
func (c *cascade) explain(schedules []schedule, p *component) string {
	charges := p.charges()
	total := c.sum(charges)
	kept := total - c.sum(p.outside)
	for _, s := range schedules {
		if s.cur != c.rows[charges[0]].cur {
			continue
		}
		each := int64(0)
		for _, at := range charges {
			each += s.of(c.rows[at].amount)
		}
		if kept == each || kept == roundParts(total, s.parts)+s.fixed || kept == roundParts(total, s.parts)+s.fixed*int64(len(charges)) {
			return s.name
		}
	}
	return ""
}

// schedules are those that a rule names: one that was handed in, or the one that the components themselves tell of.
func (c *cascade) schedules(fee string, parts []component) []schedule {
	if fee != FeeInferred {
		if given, ok := c.in.Fees[fee]; ok {
			return c.given(given)
		}
		return nil
	}
	var out []schedule
	for _, name := range sortedKeys(c.in.Fees) {
		out = append(out, c.given(c.in.Fees[name])...)
	}
	for cur := range c.money {
		if s, ok := c.infer(uint8(cur), parts); ok {
			out = append(out, s)
		}
	}
	return out
}

func sortedKeys(fees map[string]FeeSchedule) []string {
	keys := make([]string, 0, len(fees))
	for k := range fees {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// given turns a schedule into minor units; a percentage finer than a ten-thousandth part is rounded.
func (c *cascade) given(f FeeSchedule) []schedule {
	cur := slices.Index(c.money, f.Fixed.Currency)
	percent, err := RoundRat(f.Percent.Rat(), 2)
	if cur < 0 || err != nil {
		return nil
	}
	return []schedule{{name: f.Name, parts: percent.coef, fixed: f.Fixed.Minor, cur: uint8(cur)}}
}

const (
	inferFrom  = 64 // components that a schedule is worked out of: two tell it, the others agree or do not
	inferAgree = 4  // that must have it to the minor unit; three do by chance once in many runs
)

// infer works out percent and fixed part from what was kept of several components: two of them give a schedule, and the
// one that most others have to the minor unit is it.
func (c *cascade) infer(cur uint8, parts []component) (schedule, bool) {
	var sample []*component
	for i := range parts {
		p := &parts[i]
		charges := p.charges()
		total := c.sum(charges)
		kept := total - c.sum(p.outside)
		if len(p.outside) == 1 && len(charges) > 1 && c.rows[charges[0]].cur == cur && kept > 0 && kept <= total/10 {
			sample = append(sample, p)
			if len(sample) == inferFrom {
				break
			}
		}
	}
	best, most := schedule{cur: cur}, 0
	for i := range sample {
		for j := range i {
			for _, s := range c.solve(sample[i], sample[j], cur) {
				s.name = "x"
				agree := 0
				for _, p := range sample {
					if c.explain([]schedule{s}, p) != "" {
						agree++
					}
				}
				if agree > most || agree == most && (s.parts < best.parts || s.parts == best.parts && s.fixed < best.fixed) {
					best, most = s, agree
				}
			}
		}
	}
	if most < inferAgree {
		return schedule{}, false
	}
	fixed := Money{best.fixed, c.money[cur]}
	best.name = fmt.Sprintf("%s %% and %s of each, worked out of %d payouts", NewDecimal(best.parts, 2), fixed, most)
	return best, true
}

// solve is the schedules near that of two components: the fixed part is whole, so its neighbours are tried as well.
func (c *cascade) solve(x, y *component, cur uint8) []schedule {
	a, b := float64(c.sum(x.charges())), float64(c.sum(y.charges()))
	m, n := float64(len(x.charges())), float64(len(y.charges()))
	p, q := a-float64(c.sum(x.outside)), b-float64(c.sum(y.outside))
	det := a*n - b*m
	if det == 0 {
		return nil
	}
	parts := int64((p*n-q*m)/det*10_000 + 0.5)
	if parts < 0 || parts > 1_000 {
		return nil
	}
	fixed := int64((p-a*float64(parts)/10_000)/m + 0.5)
	var out []schedule
	for _, f := range [3]int64{fixed - 1, fixed, fixed + 1} {
		if f >= 0 {
			out = append(out, schedule{parts: parts, fixed: f, cur: cur})
		}
	}
	return out
}
