package ml

import "slices"

// telling receives one feature: its hash, and the part of the line that it stands for.
type telling func(h uint64, words string)

// features are the hashed features of a line, sorted and each once: neither order nor repetition means anything.
func features(l *Line, name string) []uint32 {
	out := make([]uint32, 0, 192)
	describe(l, name, func(h uint64, _ string) { out = append(out, slot(h)) })
	slices.Sort(out)
	return slices.Compact(out)
}

func slot(h uint64) uint32 { return uint32(h >> (64 - hashBits)) }

// describe tells every feature of a line.
func describe(l *Line, name string, tell telling) {
	lines, larger, total := l.invoice()
	vendor := joinText(kind(20), l.identity(name))
	within := func(k, x uint64, words string) { tell(join(join(kind(k), vendor), x), words) }
	form, series := joinText(0, shape(l.Number)), joinText(0, head(l.Number))
	coarse, fine := uint64(size(l.Amount, 1)), uint64(size(l.Amount, 3))
	month, odd := uint64(l.Date.Month()), uint64(cents(l.Amount))

	tell(vendor, "the supplier")
	tell(join(kind(21), form), "the shape of the number")
	tell(join(kind(22), series), "the series of the number")
	tell(join(kind(23), coarse), "the size of the amount")
	tell(join(kind(24), fine), "the size of the amount")
	tell(join(kind(25), uint64(l.Amount)), "the exact amount")
	tell(join(kind(26), odd), "the cents")
	tell(join(kind(27), month), "the month")
	within(30, form, "the supplier and the shape of the number")
	within(31, join(form, coarse), "the supplier, the shape of the number and the size")
	within(32, series, "the supplier and the series of the number")
	within(33, coarse, "the supplier and the size of the amount")
	within(34, fine, "the supplier and the size of the amount")
	within(35, odd, "the supplier and the cents")
	within(36, month, "the supplier and the month")
	within(37, place(lines, larger), "the supplier and the place in the invoice")
	within(38, uint64(size(total, 1)), "the supplier and the invoice's total")
	for i := 1; i <= min(4, len(l.Number)); i++ {
		within(39, joinText(0, l.Number[:i]), "the supplier and the beginning of the number")
	}
	for _, f := range l.Fields {
		h := joinText(joinText(kind(28), f.Name), f.Value)
		tell(h, f.Value)
		within(29, h, f.Value)
	}
	describeText(kind(40), name, tell)
	if l.Text != "" {
		describeText(kind(50), fold(l.Text), tell)
	}
}

// describeText tells words, pairs of words, and pieces of 3 to 5 bytes of a folded text.
func describeText(base uint64, folded string, tell telling) {
	var last uint64
	before, start := 0, 0
	for i := 0; i <= len(folded); i++ {
		if i < len(folded) && folded[i] != ' ' {
			continue
		}
		h := joinText(base, folded[start:i])
		tell(h, folded[start:i])
		if start > 0 {
			tell(join(last, h), folded[before:i])
		}
		last, before, start = h, start, i+1
	}
	for n := 3; n <= 5; n++ {
		h := join(base, uint64(n))
		for i := 0; i+n <= len(folded); i++ {
			tell(joinText(h, folded[i:i+n]), folded[i:i+n])
		}
	}
}
