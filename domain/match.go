package domain

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// matchRank orders the outcomes, best first. PARTIAL is of whole bills: some lines fit, others name no order.
var matchRank = map[MatchOutcome]int{
	Matched: 0, WithinTolerance: 1, PartialMatch: 2, PriceVariance: 3, QuantityVariance: 4, NoReceipt: 5, NoPO: 6,
}

// MatchInvoice compares each billed line with the order line that it bills, and with what has arrived when the
// tolerance asks for receipts (3-way, else 2-way). The orders that the bill names must be handed in; their sequence
// does not matter. A bill that names no order gives the zero MatchResult.
//
// A line bills an order line when price and quantity keep to what is open: received, or ordered, less what was billed
// before, by other bills and by earlier lines of this one. Paying less, or for fewer, is within tolerance or exact;
// tolerances bound only what is above. Everything is exact; the expected amount is rounded half away from zero to the
// minor unit, as the bill itself must be. What takes money back (credit notes, negative lines) is mirrored: its figures
// are negative, at most what was billed can be taken back, and crediting too little is what differs.
//
// Lines without quantity and price that only lower the bill are no purchase and are not compared. Lines of orders in
// another currency, or of another supplier, fit none.
func MatchInvoice(i *Invoice, orders []PurchaseOrder, tol Tolerance) MatchResult {
	if !namesOrder(i) {
		return MatchResult{}
	}
	m := matcher{invoice: i, tol: tol, claimed: map[UUID]*big.Rat{}, lines: linesOf(i, orders)}
	result := MatchResult{Ways: 2, Lines: []LineMatch{}}
	if tol.NeedsReceipt {
		result.Ways = 3
	}
	for n := range i.Lines {
		if l := &i.Lines[n]; !m.lowers(l) {
			result.Lines = append(result.Lines, m.match(l))
		}
	}
	result.Outcome = worstMatch(result.Lines)
	return result
}

func namesOrder(i *Invoice) bool {
	return len(i.Orders) > 0 || slices.ContainsFunc(i.Lines, func(l InvoiceLine) bool { return l.OrderNumber != nil })
}

// linesOf gathers the order lines by folded order number, in a sequence that does not hang on that of the orders.
func linesOf(i *Invoice, orders []PurchaseOrder) map[string][]orderLine {
	lines := map[string][]orderLine{}
	for n := range orders {
		o := &orders[n]
		if o.Currency != i.Currency || !i.SupplierID.IsZero() && !o.SupplierID.IsZero() && o.SupplierID != i.SupplierID {
			continue
		}
		for k := range o.Lines {
			lines[orderKey(o.Number)] = append(lines[orderKey(o.Number)], orderLine{o, &o.Lines[k]})
		}
	}
	for _, list := range lines {
		slices.SortStableFunc(list, func(a, b orderLine) int {
			return cmp.Or(strings.Compare(a.order.Number, b.order.Number), cmp.Compare(a.line.Number, b.line.Number),
				strings.Compare(a.line.ID.UUID.String(), b.line.ID.UUID.String()))
		})
	}
	return lines
}

func orderKey(number string) string { return strings.ToUpper(strings.TrimSpace(number)) }

type orderLine struct {
	order *PurchaseOrder
	line  *PoLine
}

type matcher struct {
	invoice *Invoice
	tol     Tolerance
	lines   map[string][]orderLine
	claimed map[UUID]*big.Rat // by earlier lines of this bill, signed
}

// lowers says whether a line is an allowance of the whole document, or only words.
func (m *matcher) lowers(l *InvoiceLine) bool {
	return l.Quantity == nil && l.Price == nil && l.OrderNumber == nil && l.OrderLine == nil &&
		(l.Amount.Minor == 0 || (l.Amount.Minor < 0) != (m.invoice.Gross.Minor < 0))
}

// match finds the order line and compares.
func (m *matcher) match(l *InvoiceLine) LineMatch {
	keys := m.orderKeys(l)
	found := LineMatch{InvoiceLine: l.Number, Outcome: NoPO}
	if len(keys) == 1 {
		number := keys[0]
		found.OrderNumber = &number
	}
	var candidates []orderLine
	for _, key := range keys {
		candidates = append(candidates, m.lines[key]...)
	}
	one := m.find(l, candidates)
	if one == nil {
		return found
	}
	found.PoLine, found.OrderNumber = one.line, &one.order.Number
	m.compare(l, one.line, &found)
	return found
}

// orderKeys are the orders that a line may bill: its own, else those of the head, sorted, each once.
func (m *matcher) orderKeys(l *InvoiceLine) []string {
	if l.OrderNumber != nil {
		return []string{orderKey(*l.OrderNumber)}
	}
	keys := map[string]bool{}
	for _, number := range m.invoice.Orders {
		keys[orderKey(number)] = true
	}
	return slices.Sorted(maps.Keys(keys))
}

// find picks the order line: by the position that the bill names, else the only one of equal price and quantity, else
// the only one of equal text, else of equal price, else the only line there is for the only line that could bill it.
// Several equally good ones are none: a person must say which.
func (m *matcher) find(l *InvoiceLine, candidates []orderLine) *orderLine {
	only := func(fits func(*PoLine) bool) *orderLine {
		var found *orderLine
		for n := range candidates {
			if !fits(candidates[n].line) {
				continue
			}
			if found != nil {
				return nil
			}
			found = &candidates[n]
		}
		return found
	}
	if l.OrderLine != nil {
		position := trimPosition(*l.OrderLine)
		return only(func(p *PoLine) bool { return trimPosition(NewDecimal(int64(p.Number), 0).String()) == position })
	}
	samePrice := func(p *PoLine) bool { return l.Price != nil && p.Price.Cmp(*l.Price) == 0 }
	text := FoldName(l.Text)
	for _, fits := range []func(*PoLine) bool{
		func(p *PoLine) bool { return samePrice(p) && l.Quantity != nil && p.Quantity.Cmp(*l.Quantity) == 0 },
		func(p *PoLine) bool { return text != "" && FoldName(p.Text) == text },
		samePrice,
		func(*PoLine) bool { return m.alone(l) },
	} {
		if found := only(fits); found != nil {
			return found
		}
	}
	return nil
}

// alone says whether no other line of the bill is compared.
func (m *matcher) alone(l *InvoiceLine) bool {
	for n := range m.invoice.Lines {
		if other := &m.invoice.Lines[n]; other.Number != l.Number && !m.lowers(other) {
			return false
		}
	}
	return true
}

// trimPosition is a position without the zeros before it: "00010" is 10.
func trimPosition(position string) string {
	trimmed := strings.TrimLeft(strings.TrimSpace(position), "0")
	return cmp.Or(trimmed, "0")
}

func worstMatch(lines []LineMatch) MatchOutcome {
	worst, without := Matched, 0
	for _, l := range lines {
		if l.Outcome == NoPO {
			without++
		} else if matchRank[l.Outcome] > matchRank[worst] {
			worst = l.Outcome
		}
	}
	switch {
	case without == len(lines):
		return NoPO
	case without > 0 && matchRank[worst] < matchRank[PartialMatch]:
		return PartialMatch
	}
	return worst
}
