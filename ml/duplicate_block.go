package ml

import (
	"cmp"
	"slices"
	"strconv"
)

// apart is how many days may lie between an invoice and its duplicate: a year and what comes late.
const apart = 400

// candidates are the pairs that agree in two of the supplier's bare name, the normal number and the amount, which may differ by VAT; of
// indices i < j, sorted.
func (b *books) candidates() [][2]int {
	blocks := map[string][]int{}
	put := func(i int, kind, one, two string) {
		key := kind + one + "\x00" + two
		blocks[key] = append(blocks[key], i)
	}
	for i := range b.bills {
		f := &b.bills[i]
		numbered := f.normal != ""
		if numbered {
			put(i, "n", f.bare, f.normal)
		}
		// A bill stands under its own amount and, as a net one, under its gross ones; meeting there is agreeing by VAT. Rounding may
		// have gone either way.
		amounts := []int64{f.Amount}
		for _, rate := range vatRates {
			gross := grossOf(f.Amount, rate)
			amounts = append(amounts, gross-1, gross, gross+1)
		}
		slices.Sort(amounts)
		for _, a := range slices.Compact(amounts) {
			text := strconv.FormatInt(a, 10)
			put(i, "a", f.bare, text)
			if numbered {
				put(i, "b", f.normal, text)
			}
		}
	}
	var pairs [][2]int
	for _, block := range blocks {
		for x, i := range block {
			for _, j := range block[x+1:] {
				if b.near(i, j) {
					pairs = append(pairs, [2]int{i, j})
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	return slices.Compact(pairs)
}

// near leaves out pairs that are too far apart, and those that met only as two gross amounts of different nets.
func (b *books) near(i, j int) bool {
	one, two := &b.bills[i], &b.bills[j]
	if gap := one.day - two.day; gap > apart || gap < -apart {
		return false
	}
	agree := 0
	for _, same := range []bool{one.bare == two.bare, one.normal == two.normal && one.normal != "", one.Amount == two.Amount || byVAT(one.Amount, two.Amount)} {
		if same {
			agree++
		}
	}
	return agree >= 2
}
