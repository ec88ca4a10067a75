package ml

import "strings"

// context is one way of looking back: which lines count as the same.
type context int

const (
	cxAll       context = iota // every line
	cxName                     // the supplier's name, whatever its identity
	cxWord                     // the first word of that name
	cxAnyAmount                // the exact amount, whoever bills it
	cxVendor                   // the supplier; the ones below are within it
	cxSize                     // size of the amount
	cxAmount                   // exact amount
	cxCents                    // cents of the amount
	cxShape                    // shape of the number
	cxShapeSize                // shape and size
	cxStem                     // the number without its last three characters
	cxNumber                   // exact number
	cxPlace                    // lines of the invoice, and how many are larger
	cxTotal                    // sum of the invoice
	cxMonth                    // month of the year
	cxFields                   // all further codes
	cxAfter                    // the label that was confirmed before
	contexts
)

// contextWords name the contexts in reasons.
var contextWords = [contexts]string{
	"of all lines", "of this name", "of names with this first word", "of this exact amount from anybody", "of this supplier",
	"of this supplier and size", "of this supplier and exact amount", "of this supplier and cents", "of this supplier and shape of number",
	"of this supplier, shape of number and size", "of this supplier and series of numbers", "of this supplier and exact number",
	"of this supplier at this place of an invoice", "of this supplier and invoice total", "of this supplier in this month of the year",
	"of this supplier and these codes", "of this supplier after its last label",
}

// within says whether a context looks at one supplier's lines alone.
func (c context) within() bool { return c > cxVendor }

// keys are where a line looks, by context; 0 where it has nothing to ask. cxAfter is left to the memory.
func keys(l *Line, name string) (k [contexts]uint64) {
	lines, larger, total := l.invoice()
	first, _, _ := strings.Cut(name, " ")
	vendor := joinText(kind(1), l.identity(name))
	form := joinText(vendor, shape(l.Number))
	scale := uint64(size(l.Amount, 2))
	put := func(c context, h, x uint64) { k[c] = join(join(h, x), uint64(c)) }
	put(cxAll, 0, 0)
	put(cxName, joinText(0, name), 0)
	put(cxWord, joinText(0, first), 0)
	put(cxAnyAmount, 0, uint64(l.Amount))
	put(cxVendor, vendor, 0)
	put(cxSize, vendor, scale)
	put(cxAmount, vendor, uint64(l.Amount))
	put(cxCents, vendor, uint64(cents(l.Amount)))
	if l.Number != "" {
		put(cxShape, form, 0)
		put(cxShapeSize, form, scale)
		put(cxStem, joinText(vendor, stem(l.Number)), 0)
		put(cxNumber, joinText(vendor, l.Number), 0)
	}
	if len(l.Siblings) > 0 {
		put(cxPlace, vendor, place(lines, larger))
		put(cxTotal, vendor, uint64(total))
	}
	put(cxMonth, vendor, uint64(l.Date.Month()))
	if len(l.Fields) > 0 {
		h := vendor
		for _, f := range l.sorted() {
			h = joinText(joinText(h, f.Name), f.Value)
		}
		put(cxFields, h, 0)
	}
	return k
}

func afterKey(vendor uint64, c *cell) uint64 {
	return join(join(vendor, uint64(c.last[0]+1)), uint64(cxAfter))
}
