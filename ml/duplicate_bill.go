package ml

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"countersign/domain"
)

// Bill is an invoice as a whole, as far as duplicates are told by it.
type Bill struct {
	ID     string
	Date   domain.Date
	Vendor string // identity of the supplier
	Name   string // the supplier as written
	Number string // the supplier's own invoice number
	Amount int64  // minor units
}

// vatRates are those by which a net and a gross amount of one invoice differ: the standard and reduced rates of the United Kingdom
// and of the larger members of the EU, in percent.
var vatRates = []int64{5, 7, 10, 19, 20, 21, 22, 23, 25}

// forms are words that come and go in one supplier's name.
var forms = map[string]bool{"ltd": true, "limited": true, "plc": true, "llp": true, "inc": true, "co": true, "company": true, "gmbh": true,
	"ag": true, "bv": true, "sa": true, "ab": true, "as": true, "oy": true, "the": true, "and": true}

// bare is a folded name without legal forms and small words.
func bare(name string) string {
	words := strings.Fields(fold(name))
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return forms[w] })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// letterAsDigit are characters that a reader or a typist takes for one another.
var letterAsDigit = strings.NewReplacer("O", "0", "I", "1", "L", "1", "S", "5", "B", "8", "Z", "2")

// normal is a number without case, separators, leading zeros and the word invoice, and with letters that look like digits as digits.
func normal(number string) string {
	p := plain(number)
	for _, word := range []string{"INVOICE", "INV"} {
		if rest := strings.TrimPrefix(p, word); rest != p && rest != "" {
			p = rest
			break
		}
	}
	return strings.TrimLeft(letterAsDigit.Replace(p), "0")
}

// core is a normal number's digits alone.
func core(normal string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, normal), "0")
}

// plain is a number's letters and digits in upper case.
func plain(number string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, number)
}

// grossOf is the amount with VAT at rate percent, rounded half away from zero.
func grossOf(net, rate int64) int64 {
	return int64(math.Round(float64(net) * float64(100+rate) / 100))
}

// byVAT says whether one amount is the other with VAT, give or take a unit of rounding.
func byVAT(a, b int64) bool {
	if a < 0 && b < 0 {
		a, b = -a, -b
	}
	a, b = min(a, b), max(a, b)
	for _, rate := range vatRates {
		if d := grossOf(a, rate) - b; d >= -1 && d <= 1 && b-a > 1 {
			return true
		}
	}
	return false
}

// folded is a bill with what is compared of it.
type folded struct {
	Bill
	bare, normal, core, shape string
	value                     int64 // of the last digits of the number
	day                       int
}

var epoch = domain.NewDate(2000, 1, 1)

func foldBill(b Bill) folded {
	f := folded{Bill: b, bare: bare(b.Name), normal: normal(b.Number), shape: shape(b.Number), day: epoch.DaysUntil(b.Date)}
	f.core = core(f.normal)
	tail := b.Number[len(head(b.Number)):]
	end := 0
	for end < len(tail) && end < 15 && isDigit(tail[end]) {
		end++
	}
	f.value, _ = strconv.ParseInt(tail[:end], 10, 64) // no digits is 0
	return f
}

// books are bills with counts of what recurs among them.
type books struct {
	bills    []folded
	amount   map[int64]int  // bills of an amount
	monthly  map[string]int // bills of a supplier and amount
	number   map[string]int // bills with a normal number
	again    map[string]int // bills of a supplier with a normal number
	supplier map[string][]int
}

func newBooks(list []Bill) *books {
	b := &books{amount: map[int64]int{}, monthly: map[string]int{}, number: map[string]int{}, again: map[string]int{}, supplier: map[string][]int{}}
	for i, one := range list {
		f := foldBill(one)
		b.bills = append(b.bills, f)
		b.amount[f.Amount]++
		b.monthly[f.recurring()]++
		b.number[f.normal]++
		b.again[f.numbered()]++
		b.supplier[f.bare] = append(b.supplier[f.bare], i)
	}
	return b
}

func (f *folded) recurring() string { return f.bare + "\x00" + strconv.FormatInt(f.Amount, 10) }

func (f *folded) numbered() string { return f.bare + "\x00" + f.normal }
