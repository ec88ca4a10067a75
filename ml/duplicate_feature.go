package ml

import (
	"math"
	"strconv"
	"strings"
)

// pairFeatures describe two bills that may be one. The order is that of a model's weights.
func (b *books) pairFeatures(i, j int) []float64 {
	one, two := &b.bills[i], &b.bills[j]
	if two.day < one.day {
		one, two = two, one
	}
	var x []float64
	add := func(v float64) { x = append(x, v) }
	is := func(v bool) float64 {
		if v {
			return 1
		}
		return 0
	}
	sameName, sameNumber := one.bare == two.bare, one.normal == two.normal && one.normal != ""
	sameRaw, sameAmount, vat := one.Number == two.Number && sameNumber, one.Amount == two.Amount, byVAT(one.Amount, two.Amount)
	distance := edits(one.normal, two.normal)
	longest := max(len(one.normal), len(two.normal), 1)
	gap := float64(two.day - one.day)
	repeats := math.Log1p(float64(max(b.monthly[one.recurring()], b.monthly[two.recurring()]) - 1))
	if sameAmount && sameName {
		repeats = math.Log1p(float64(max(b.monthly[one.recurring()]-2, 0))) // others than these two
	}
	add(1)
	add(is(one.Vendor == two.Vendor))
	add(is(sameName))
	add(jaroWinkler(one.bare, two.bare))
	add(grams(one.bare, two.bare, 2))
	add(is(sameNumber))
	add(is(sameRaw))
	add(is(sameAmount))
	add(is(vat))
	add(is(!sameAmount && !vat && edits(strconv.FormatInt(one.Amount, 10), strconv.FormatInt(two.Amount, 10)) == 1))
	add(min(math.Abs(math.Log(math.Abs(float64(one.Amount)+0.5)/math.Abs(float64(two.Amount)+0.5))), 3))
	add(min(gap, 90) / 30)
	add(is(gap > 70))
	add(is(gap == 0))
	add(repeats)
	add(math.Log1p(float64(max(b.amount[one.Amount], b.amount[two.Amount]) - 1)))
	add(is(sameNumber) * math.Log1p(float64(max(b.number[one.normal]-2, 0))))
	add(is(sameNumber && sameName) * math.Log1p(float64(max(b.again[one.numbered()]-2, 0))))
	add(is(sameNumber && sameName) * repeats)
	add(is(sameNumber) * min(float64(len(one.normal)), 8) / 4)
	add(is(sameNumber && sameAmount))
	add(is(sameNumber && sameName))
	add(is(sameNumber && sameName) * is(!sameAmount && !vat))

	// How the numbers differ, when they do: a typist's slip, or the next number of the series.
	differ := is(!sameNumber)
	add(differ * jaroWinkler(one.normal, two.normal))
	add(differ * float64(distance) / float64(longest))
	add(differ * grams(one.normal, two.normal, 2))
	add(differ * min(float64(distance), 5))
	add(differ * is(one.core == two.core && one.core != ""))
	add(differ * is(one.core == two.core && one.core != "") * min(float64(len(one.core)), 8) / 4)
	add(differ * is(contains(one.normal, two.normal)) * min(float64(min(len(one.normal), len(two.normal))), 8) / 4)
	slip := one.slip(two)
	for kind := slipNone + 1; kind < slips; kind++ {
		add(differ * is(slip == kind))
		add(differ * is(slip == kind) * min(float64(longest), 10) / 5)
		add(differ * is(slip == kind) * repeats)
	}
	add(differ * repeats)
	add(differ * is(one.shape == two.shape))
	inSeries := one.shape == two.shape && head(one.Number) == head(two.Number)
	step := float64(two.value - one.value)
	add(differ * is(inSeries && step > 0))
	add(differ * is(inSeries && step < 0))
	add(differ * is(inSeries) * math.Log1p(math.Abs(step)) / 5)
	add(differ * b.stale(one, two))
	return x
}

// contains says whether the shorter of two texts, of at least two bytes, stands in the other.
func contains(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) > 1 && strings.Contains(b, a)
}

// slip is how one number becomes another in one stroke.
type slip int

const (
	slipNone slip = iota
	slipSwap
	slipMissing    // a character too many or too few inside
	slipEnd        // one too many or too few at the end
	slipLast       // another last character, as a series has
	slipSubstitute // another character elsewhere
	slips
)

func (f *folded) slip(g *folded) slip {
	a, b := f.normal, g.normal
	if a == b || edits(a, b) != 1 {
		return slipNone
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	at := 0
	for at < len(a) && a[at] == b[at] {
		at++
	}
	switch {
	case len(a) < len(b) && at == len(a):
		return slipEnd
	case len(a) < len(b):
		return slipMissing
	case at+1 < len(a) && a[at] == b[at+1] && a[at+1] == b[at] && a[at] != a[at+1]:
		return slipSwap
	case at == len(a)-1:
		return slipLast
	}
	return slipSubstitute
}

// stale says how far the later bill's number stands from those that the supplier wrote around its date, against those around the
// date of the earlier one: 1 for a number of the earlier time, -1 for one of its own, 0 when nothing can be said.
func (b *books) stale(one, two *folded) float64 {
	then, now := math.Inf(1), math.Inf(1)
	for _, i := range b.supplier[two.bare] {
		o := &b.bills[i]
		if o.ID == one.ID || o.ID == two.ID || o.shape != two.shape {
			continue
		}
		d := math.Abs(float64(o.value - two.value))
		if near(o.day, one.day) {
			then = min(then, d)
		}
		if near(o.day, two.day) {
			now = min(now, d)
		}
	}
	switch {
	case two.day-one.day < 7 || math.IsInf(then, 1) && math.IsInf(now, 1):
		return 0
	case then < now:
		return 1
	case now < then:
		return -1
	}
	return 0
}

func near(a, b int) bool { return a-b <= 5 && b-a <= 5 }
