package ml

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"countersign/domain"
)

// Line is what is known of an invoice line before anybody has coded it. Labels of any kind are no part of it.
type Line struct {
	Date   domain.Date // of capture
	Vendor string      // identity of the supplier; "" when there is none, and then Name stands in
	Name   string      // the supplier as written
	Number string      // the supplier's own invoice number, "" when unknown
	Text   string      // words of the line
	Amount int64       // minor units, negative for credits

	// Siblings are the amounts of all lines of the same invoice, this one among them, in minor units and any order; empty
	// when they are not known.
	Siblings []int64

	// Fields are further codes known at capture, such as entity, buyer or order. Their order means nothing.
	Fields []Field
}

// Field is one further code of a line.
type Field struct{ Name, Value string }

// Example is a line and the label that a person confirmed for it: an account, a department, a tax code, a cost centre.
type Example struct {
	Line  Line
	Label string
}

// fold brings spellings of one name together: letters and digits in lower case, everything else one space.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '.': // "O'Brien", "U.K."
		default:
			gap = true
		}
	}
	return b.String()
}

// shape keeps how a number is built and drops which one it is: a run of digits becomes 9 with its length, a letter A.
func shape(number string) string {
	b := make([]byte, 0, len(number)+2)
	run := 0
	flush := func() {
		if run > 0 {
			b = append(b, '9', byte('a'+min(run, 20)))
			run = 0
		}
	}
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			run++
		case unicode.IsLetter(r):
			flush()
			b = append(b, 'A')
		default:
			flush()
			b = append(b, byte(min(r, unicode.MaxASCII)))
		}
	}
	flush()
	return string(b)
}

// head is a number without its last run of digits: the series that it belongs to.
func head(number string) string {
	end := len(number)
	for end > 0 && !isDigit(number[end-1]) {
		end--
	}
	for end > 0 && isDigit(number[end-1]) {
		end--
	}
	return number[:end]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// stem is a number without its last three characters, as long as those stand in the last run of digits.
func stem(number string) string {
	if h := head(number); len(number)-len(h) <= 3 {
		return h
	}
	return number[:len(number)-3]
}

// size is an amount on a scale with this many steps per doubling, signed like the amount.
func size(amount int64, steps float64) int64 {
	if amount == 0 {
		return 0
	}
	s := int64(1 + steps*math.Log2(math.Abs(float64(amount))))
	if amount < 0 {
		return -s
	}
	return s
}

func cents(amount int64) int64 { return (amount%100 + 100) % 100 }

// invoice describes the document around a line: how many lines, how many of them are larger, and their sum.
func (l *Line) invoice() (lines, larger int, total int64) {
	if len(l.Siblings) == 0 {
		return 1, 0, l.Amount
	}
	for _, a := range l.Siblings {
		total += a
		if a > l.Amount {
			larger++
		}
	}
	return len(l.Siblings), larger, total
}

// place is lines and larger in one small number.
func place(lines, larger int) uint64 { return uint64(min(lines, 8)*16 + min(larger, 8)) }

// identity is what the supplier is known by.
func (l *Line) identity(foldedName string) string {
	if l.Vendor != "" {
		return l.Vendor
	}
	return foldedName
}

// sorted are the fields in an order of their own.
func (l *Line) sorted() []Field {
	if len(l.Fields) < 2 {
		return l.Fields
	}
	list := slices.Clone(l.Fields)
	slices.SortFunc(list, func(a, b Field) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Value, b.Value)
	})
	return list
}
