package domain

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// MatchInvoice compares each billed line with what was ordered and, when the tolerance asks for receipts, with what has
// arrived and was not billed yet (row 33 of the brief: 2- and 3-way match). Lines of several orders may be billed at once.
//
// A line finds its order line by the order it names (else the head's) and the position it names; else by being the only
// line of those orders with the same text, or the same price. What is not certain is not matched. Quantities are claimed
// once: two billed lines of one order line share what is open. The answer does not depend on the order of orders.
// Credit notes are compared by their absolute quantities against what was billed before.
func MatchInvoice(inv *Invoice, orders []PurchaseOrder, tol Tolerance) MatchResult {
	m := matcher{inv: inv, tol: tol, byNumber: map[string]*PurchaseOrder{}, claimed: map[UUID]*big.Rat{}}
	for i := range orders {
		m.byNumber[orders[i].Number] = &orders[i]
	}
	result := MatchResult{Ways: 2, Lines: make([]LineMatch, len(inv.Lines))}
	if tol.NeedsReceipt {
		result.Ways = 3
	}
	for i := range inv.Lines {
		result.Lines[i] = m.match(&inv.Lines[i])
	}
	result.Outcome = overall(result.Lines)
	return result
}

type matcher struct {
	inv      *Invoice
	tol      Tolerance
	byNumber map[string]*PurchaseOrder
	claimed  map[UUID]*big.Rat // by order line: what earlier lines of this invoice took
}

func (m *matcher) match(l *InvoiceLine) LineMatch {
	out := LineMatch{InvoiceLine: l.Number, OrderNumber: l.OrderNumber, Outcome: NoPO}
	line, order := m.find(l)
	if line == nil {
		return out
	}
	number := order.Number
	out.PoLine, out.OrderNumber = line, &number
	quantity, price, ok := m.billed(l)
	if !ok {
		return out
	}
	open := m.open(line)
	taken := m.claimed[line.ID.UUID]
	if taken == nil {
		taken = new(big.Rat)
		m.claimed[line.ID.UUID] = taken
	}
	left := new(big.Rat).Sub(open, taken)
	taken.Add(taken, quantity)
	out.Price = delta(line.Price.Rat(), price)
	out.Quantity = delta(left, quantity)
	out.Difference = m.difference(line, quantity, l)
	out.Outcome = m.judge(line, left, quantity, price, l)
	return out
}

// billed is the line's absolute quantity and its price per unit; a lump sum is one unit.
func (m *matcher) billed(l *InvoiceLine) (quantity, price *big.Rat, ok bool) {
	quantity = big.NewRat(1, 1)
	if l.Quantity != nil {
		quantity = l.Quantity.Rat()
		quantity.Abs(quantity)
	}
	if quantity.Sign() == 0 {
		return nil, nil, false
	}
	amount := l.Amount.Amount().Rat()
	amount.Abs(amount)
	price = amount.Quo(amount, quantity)
	if l.Price != nil && l.Price.Sign() > 0 && m.inv.Currency == l.Amount.Currency {
		// The price as billed when it explains the amount; else what was really charged per unit.
		exact := new(big.Rat).Mul(l.Price.Rat(), quantity)
		if rounded, err := RoundRat(exact, l.Amount.Currency.Digits()); err == nil && rounded.Cmp(l.Amount.Abs().Amount()) == 0 {
			price = l.Price.Rat()
		}
	}
	return quantity, price, true
}

// open is what may still be billed of an order line; for a credit note, what was billed.
func (m *matcher) open(line *PoLine) *big.Rat {
	if m.inv.Kind == KindCreditNote {
		return line.Invoiced.Rat()
	}
	base := line.Quantity
	if m.tol.NeedsReceipt {
		base = line.Received
	}
	return new(big.Rat).Sub(base.Rat(), line.Invoiced.Rat())
}

// difference is billed minus expected: the ordered price for what was billed.
func (m *matcher) difference(line *PoLine, quantity *big.Rat, l *InvoiceLine) *Money {
	if line.Currency != l.Amount.Currency {
		return nil
	}
	expected, err := RoundRat(new(big.Rat).Mul(line.Price.Rat(), quantity), line.Currency.Digits())
	if err != nil {
		return nil
	}
	money, err := MoneyOf(expected, line.Currency)
	if err != nil {
		return nil
	}
	diff := l.Amount.Abs().Add(money.Neg())
	return &diff
}

// judge names the worst thing about a matched line.
func (m *matcher) judge(line *PoLine, left, quantity, price *big.Rat, l *InvoiceLine) MatchOutcome {
	if line.Currency != l.Amount.Currency {
		return PriceVariance
	}
	if m.tol.NeedsReceipt && m.inv.Kind != KindCreditNote && line.Received.Sign() == 0 {
		return NoReceipt
	}
	over := new(big.Rat).Sub(quantity, left)
	quantityWithin := over.Sign() <= 0 || over.Cmp(share(left, m.tol.QuantityPercent)) <= 0
	if !quantityWithin {
		return QuantityVariance
	}
	dearer := new(big.Rat).Sub(price, line.Price.Rat())
	inMoney := new(big.Rat).Mul(dearer, quantity)
	priceWithin := dearer.Sign() <= 0 || dearer.Cmp(share(line.Price.Rat(), m.tol.PricePercent)) <= 0 ||
		inMoney.Cmp(m.tol.PriceAmount.Rat()) <= 0
	switch {
	case !priceWithin:
		return PriceVariance
	case over.Sign() > 0 || dearer.Sign() != 0:
		return WithinTolerance
	}
	return Matched
}

// share is percent of a positive base.
func share(base *big.Rat, percent Decimal) *big.Rat {
	if base.Sign() <= 0 {
		return new(big.Rat)
	}
	part := new(big.Rat).Mul(base, percent.Rat())
	return part.Quo(part, big.NewRat(100, 1))
}

// find is the order line that a billed line means, nil when that is not certain.
func (m *matcher) find(l *InvoiceLine) (*PoLine, *PurchaseOrder) {
	orders := m.ordersOf(l)
	if l.OrderLine != nil {
		if n, err := strconv.Atoi(strings.TrimSpace(*l.OrderLine)); err == nil {
			if line, order := only(orders, func(p *PoLine) bool { return p.Number == n }); line != nil {
				return line, order
			}
		}
	}
	text := FoldName(l.Text)
	if line, order := only(orders, func(p *PoLine) bool { return FoldName(p.Text) == text }); line != nil {
		return line, order
	}
	_, price, ok := m.billed(l)
	if !ok {
		return nil, nil
	}
	if line, order := only(orders, func(p *PoLine) bool { return p.Price.Rat().Cmp(price) == 0 }); line != nil {
		return line, order
	}
	return only(orders, func(*PoLine) bool { return true })
}

// ordersOf are the orders that a line names, else those of the head.
func (m *matcher) ordersOf(l *InvoiceLine) []*PurchaseOrder {
	numbers := m.inv.Orders
	if l.OrderNumber != nil {
		numbers = []string{*l.OrderNumber}
	}
	var found []*PurchaseOrder
	for _, n := range numbers {
		if o := m.byNumber[strings.TrimSpace(n)]; o != nil && !slices.Contains(found, o) {
			found = append(found, o)
		}
	}
	return found
}

// only is the one order line that fits, nil when none or several do.
func only(orders []*PurchaseOrder, fits func(*PoLine) bool) (line *PoLine, of *PurchaseOrder) {
	for _, o := range orders {
		for i := range o.Lines {
			if !fits(&o.Lines[i]) {
				continue
			}
			if line != nil {
				return nil, nil
			}
			line, of = &o.Lines[i], o
		}
	}
	return line, of
}

// gravity orders outcomes, mildest first.
var gravity = []MatchOutcome{Matched, WithinTolerance, PartialMatch, NoReceipt, QuantityVariance, PriceVariance}

// overall is the worst of the lines; NO_PO when no line names an order, PARTIAL when some fit and others name none.
func overall(lines []LineMatch) MatchOutcome {
	worst, without := -1, 0
	for _, l := range lines {
		if l.Outcome == NoPO {
			without++
			continue
		}
		worst = max(worst, slices.Index(gravity, l.Outcome))
	}
	switch {
	case without == len(lines):
		return NoPO
	case without > 0:
		return gravity[max(worst, slices.Index(gravity, PartialMatch))]
	}
	return gravity[worst]
}

// delta shows two exact values with as many decimals as they need, at most six.
func delta(before, after *big.Rat) *Delta {
	return &Delta{Before: shown(before), After: shown(after)}
}

func shown(r *big.Rat) Decimal {
	for scale := range 7 {
		d, err := RoundRat(r, scale)
		if err == nil && (d.Rat().Cmp(r) == 0 || scale == 6) {
			return d
		}
	}
	return Decimal{}
}
