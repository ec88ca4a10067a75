package domain

import "math/big"

// compare fills in how a billed line fits its order line, and claims its quantity.
func (m *matcher) compare(l *InvoiceLine, p *PoLine, found *LineMatch) {
	sign := int64(1) // of what is billed: -1 takes money back
	if m.invoice.Kind == KindCreditNote {
		sign = -1
	}
	amount := new(big.Rat).Mul(l.Amount.Amount().Rat(), big.NewRat(sign, 1))
	back := amount.Sign() < 0
	if l.Quantity != nil && l.Quantity.Sign() != 0 {
		back = sign*int64(l.Quantity.Sign()) < 0
	}
	open := m.open(p, back)
	quantity := m.quantity(l, open, back)
	claimed := m.claimed[p.ID.UUID]
	if claimed == nil {
		claimed = new(big.Rat)
		m.claimed[p.ID.UUID] = claimed
	}
	claimed.Add(claimed, quantity)

	ordered := p.Price.Rat()
	outcome, fits := m.quantityOutcome(p, quantity, open, back)
	if price := m.priceOutcome(amount, quantity, ordered, l.Amount.Currency); matchRank[price] > matchRank[outcome] {
		outcome = price
	}
	found.Outcome = outcome
	if billed, err := billedPrice(l, amount, quantity); err == nil {
		found.Price = &Delta{Before: p.Price, After: billed}
	}
	found.Quantity = deltaOf(open, quantity)
	expected, err := RoundRat(new(big.Rat).Mul(fits, ordered), l.Amount.Currency.Digits())
	if err == nil {
		difference := NewMoney(sign*l.Amount.Minor-expected.coef, l.Amount.Currency)
		found.Difference = &difference
	}
}

// open is how much can still be billed, or, as a negative number, taken back. Below zero there is nothing to bill.
func (m *matcher) open(p *PoLine, back bool) *big.Rat {
	open := p.Quantity.Rat()
	if m.tol.NeedsReceipt {
		open = p.Received.Rat()
	}
	open.Sub(open, p.Invoiced.Rat())
	if back {
		open = new(big.Rat).Neg(p.Invoiced.Rat())
	}
	if earlier := m.claimed[p.ID.UUID]; earlier != nil {
		open.Sub(open, earlier)
	}
	if (open.Sign() < 0) != back {
		open.SetInt64(0)
	}
	return open
}

// quantity is what the line bills, signed. A lump sum bills all that is open, or one where nothing is.
func (m *matcher) quantity(l *InvoiceLine, open *big.Rat, back bool) *big.Rat {
	switch {
	case l.Quantity != nil && m.invoice.Kind == KindCreditNote:
		return l.Quantity.Neg().Rat()
	case l.Quantity != nil:
		return l.Quantity.Rat()
	case open.Sign() != 0:
		return new(big.Rat).Set(open)
	case back:
		return big.NewRat(-1, 1)
	}
	return big.NewRat(1, 1)
}

// quantityOutcome also gives how much of the quantity fits: what is expected to be paid for.
func (m *matcher) quantityOutcome(p *PoLine, quantity, open *big.Rat, back bool) (MatchOutcome, *big.Rat) {
	over := new(big.Rat).Sub(new(big.Rat).Abs(quantity), new(big.Rat).Abs(open))
	if over.Sign() <= 0 {
		return Matched, quantity
	}
	allowed := new(big.Rat).Mul(new(big.Rat).Abs(open), m.tol.QuantityPercent.Rat())
	switch {
	case over.Cmp(allowed.Quo(allowed, hundred)) <= 0:
		return WithinTolerance, open
	case m.tol.NeedsReceipt && !back && p.Received.Sign() <= 0:
		return NoReceipt, open
	}
	return QuantityVariance, open
}

// priceOutcome compares what is asked for the quantity with what the order says it costs, both rounded as money is.
func (m *matcher) priceOutcome(amount, quantity, ordered *big.Rat, in Currency) MatchOutcome {
	worth := new(big.Rat).Mul(quantity, ordered)
	rounded, err := RoundRat(worth, in.Digits())
	if err != nil {
		return PriceVariance
	}
	above := new(big.Rat).Sub(amount, rounded.Rat())
	percent := new(big.Rat).Mul(new(big.Rat).Abs(worth), m.tol.PricePercent.Rat())
	switch {
	case above.Sign() == 0:
		return Matched
	case above.Sign() < 0, above.Cmp(percent.Quo(percent, hundred)) <= 0, above.Cmp(m.tol.PriceAmount.Rat()) <= 0:
		return WithinTolerance
	}
	return PriceVariance
}

// billedPrice is the price as stated, else what the amount says one unit costs.
func billedPrice(l *InvoiceLine, amount, quantity *big.Rat) (Decimal, error) {
	switch {
	case l.Price != nil:
		return *l.Price, nil
	case quantity.Sign() == 0:
		return Decimal{}, RefuseField(CodeInvalid, "price", "Line %d bills nothing.", l.Number)
	}
	return shortest(new(big.Rat).Quo(amount, quantity), 2)
}

func deltaOf(open, quantity *big.Rat) *Delta {
	before, err := shortest(open, 0)
	after, errAfter := shortest(quantity, 0)
	if err != nil || errAfter != nil {
		return nil
	}
	return &Delta{Before: before, After: after}
}
