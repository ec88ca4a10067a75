package domain

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMatchInvoice_Properties invents bills: the sequence of orders never matters, a zero tolerance forgives nothing, and
// billed minus expected is exact.
func TestMatchInvoice_Properties(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	number := func(limit int64, scale int) Decimal { return NewDecimal(random.Int64N(limit), scale) }
	matched := 0
	for range 4000 {
		var orders []PurchaseOrder
		for o := range 1 + random.IntN(3) {
			order := PurchaseOrder{Number: fmt.Sprint("PO", o), Currency: "EUR"}
			for n := range 1 + random.IntN(3) {
				l := poLine(n+1, fmt.Sprint("T", random.IntN(4)), "1", "1", "0", "0")
				l.ID.UUID = UUIDOf("p", order.Number, fmt.Sprint(n))
				l.Quantity, l.Price, l.Received, l.Invoiced = number(9, 0), number(900, 3), number(9, 0), number(3, 0)
				order.Lines = append(order.Lines, l)
			}
			orders = append(orders, order)
		}
		i := &Invoice{Kind: KindInvoice, Currency: "EUR", Gross: NewMoney(1, "EUR"), Orders: []string{"PO0", "PO1"}}
		for n := range 1 + random.IntN(3) {
			from := orders[random.IntN(len(orders))]
			p := from.Lines[random.IntN(len(from.Lines))]
			q := number(6, 0)
			exact, _ := RoundRat(new(big.Rat).Mul(q.Rat(), p.Price.Rat()), 2)
			i.Lines = append(i.Lines, InvoiceLine{
				Number: n + 1, Text: p.Text, Quantity: &q, Price: &p.Price, OrderNumber: &from.Number,
				Amount: NewMoney(exact.coef+random.Int64N(3)-1, "EUR"),
			})
		}
		got := MatchInvoice(i, orders, strict)
		turned := slices.Clone(orders)
		slices.Reverse(turned)
		again := MatchInvoice(i, turned, strict)
		for n, l := range got.Lines {
			other := again.Lines[n]
			if l.Outcome != other.Outcome || (l.PoLine == nil) != (other.PoLine == nil) || l.PoLine != nil && l.PoLine.ID != other.PoLine.ID {
				t.Fatalf("line %d depends on the sequence of orders: %+v and %+v", l.InvoiceLine, l, other)
			}
			if l.Outcome != Matched {
				continue
			}
			matched++
			worth, _ := RoundRat(new(big.Rat).Mul(l.Quantity.After.Rat(), l.PoLine.Price.Rat()), 2)
			if l.Difference.Minor != 0 || i.Lines[l.InvoiceLine-1].Amount.Minor != worth.coef || l.Quantity.After.Cmp(l.Quantity.Before) > 0 {
				t.Fatalf("an inexact line matched: %+v", l)
			}
		}
	}
	if matched < 300 {
		t.Errorf("only %d lines matched: the sample says little", matched)
	}
}
