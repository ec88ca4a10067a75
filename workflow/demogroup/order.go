package demogroup

import (
	"fmt"
	"time"

	"countersign/domain"
)

// fit is how a bill is made to fit its order.
type fit int

const (
	fitExact fit = iota
	fitTolerated
	fitDearer
	fitMore
	fitNotReceived
	fitPartly
)

// fitWeights are how often each fit happens, in percent.
var fitWeights = []int{80, 6, 5, 4, 3, 2}

// order invents what was ordered before a bill of these lines: placed weeks before, received around the day of issue.
// parts is how many bills will share it.
func (t *Telling) order(d dice, v *vendor, to *place, center string, lines []article, issued domain.Date, how fit, parts int64) Piece {
	t.orders++
	placed := issued.AddDays(-d.between(10, 60))
	o := &domain.PurchaseOrder{
		ID:     domain.ID{Kind: domain.NodePurchaseOrder, Entity: to.Number, UUID: d.id(placed.Time().Add(8 * time.Hour))},
		Number: fmt.Sprintf("45%08d", t.orders), SupplierID: v.ID.UUID, OrderedOn: placed, Currency: v.currency,
	}
	piece := Piece{Order: o}
	for i := range lines {
		l := &lines[i]
		if how == fitPartly && i == len(lines)-1 {
			break // the last line was never ordered
		}
		l.poLine = i + 1
		line := domain.PoLine{
			ID:      domain.ID{Kind: domain.NodePoLine, Entity: to.Number, UUID: d.id(placed.Time().Add(8*time.Hour + time.Duration(i+1)*time.Millisecond))},
			OrderID: o.ID.UUID, Number: i + 1, Text: l.text, Quantity: domain.NewDecimal(l.quantity*parts, 0), Unit: v.trade.unit,
			Price: domain.NewDecimal(l.price, v.currency.Digits()), Currency: v.currency, CostCenter: center, Account: v.trade.account,
		}
		arrived := l.quantity * parts
		switch {
		case how == fitNotReceived:
			arrived = 0
		case how == fitMore && i == 0:
			arrived = max(arrived*9/10, 1)
			if arrived == l.quantity { // a single piece: bill two
				l.quantity++
			}
		case how == fitDearer && i == 0:
			l.price += max(1, l.price*int64(d.between(4, 14))/100)
		case how == fitTolerated && i == 0:
			l.price += l.price / 100
		}
		if arrived > 0 {
			piece.Receipts = append(piece.Receipts, receipts(d, &line, issued, arrived)...)
		}
		line.Received = domain.NewDecimal(arrived, 0)
		o.Lines = append(o.Lines, line)
	}
	return piece
}

// receipts are one delivery, or two for larger quantities.
func receipts(d dice, l *domain.PoLine, issued domain.Date, arrived int64) []domain.Receipt {
	parts := []int64{arrived}
	if arrived > 20 && d.chance(30) {
		parts = []int64{arrived / 3, arrived - arrived/3}
	}
	out := make([]domain.Receipt, len(parts))
	for i, n := range parts {
		on := issued.AddDays(-d.between(0, 6))
		out[i] = domain.Receipt{
			ID: d.id(on.Time().Add(10 * time.Hour)), LineID: l.ID.UUID, Entity: l.ID.Entity, On: on,
			Quantity: domain.NewDecimal(n, 0), Reference: fmt.Sprintf("LS-%s", d.digits(7)),
		}
	}
	return out
}
