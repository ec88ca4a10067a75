package csv

import (
	"countersign/connect/textdoc"
	"countersign/domain"
)

// decimal reads a cell as an amount of the mapping; false for anything else, and for an empty cell.
func (m Mapping) decimal(cell string) (domain.Decimal, bool) {
	n, ok := numberOf(cell)
	if !ok {
		return domain.Decimal{}, false
	}
	return n.decimal(m.Decimal)
}

// stated reads a cell that may be empty. Errors: INVALID, reason bad_decimal.
func (m Mapping) stated(r row, role Role) (d domain.Decimal, there bool, err error) {
	cell := r.cell(m.column(role))
	if cell == "" {
		return d, false, nil
	}
	d, ok := m.decimal(cell)
	if !ok {
		return d, false, textdoc.Refuse(textdoc.ReasonBadDecimal, r.line, "%.40q is no amount with the decimal sign %q.", cell, m.Decimal)
	}
	return d, true, nil
}

// hasAmount says whether a row states an amount at all.
func (m Mapping) hasAmount(r row) bool {
	return r.cell(m.column(Amount)) != "" || r.cell(m.column(Debit)) != "" || r.cell(m.column(Credit)) != ""
}

// amount is a row's signed amount. Errors: INVALID, reason bad_decimal or bad_sign.
func (m Mapping) amount(r row) (domain.Decimal, error) {
	d, there, err := m.stated(r, Amount)
	if err != nil {
		return d, err
	}
	if m.column(Amount) < 0 {
		if d, there, err = m.pair(r); err != nil {
			return d, err
		}
	}
	if !there {
		return d, textdoc.Refuse(textdoc.ReasonBadDecimal, r.line, "The movement has no amount.")
	}
	if at := m.column(Sign); at >= 0 {
		sign := direction(r.cell(at))
		if sign == 0 {
			return d, textdoc.Refuse("bad_sign", r.line, "%.40q says neither debit nor credit.", r.cell(at))
		}
		if d.Sign() < 0 { // the word says it; a sign beside it would say it twice
			d = d.Neg()
		}
		if sign < 0 {
			d = d.Neg()
		}
	}
	if m.Invert {
		d = d.Neg()
	}
	return d, nil
}

// pair is the credit less the debit.
func (m Mapping) pair(r row) (domain.Decimal, bool, error) {
	debit, hasDebit, err := m.stated(r, Debit)
	if err != nil {
		return debit, false, err
	}
	credit, hasCredit, err := m.stated(r, Credit)
	if err != nil {
		return credit, false, err
	}
	if m.Debits != DebitsNegative {
		debit = debit.Neg()
	}
	if !hasDebit || debit.IsZero() && hasCredit {
		return credit, hasCredit, nil
	}
	if !hasCredit || credit.IsZero() {
		return debit, true, nil
	}
	sum, err := credit.Add(debit)
	if err != nil {
		return sum, false, textdoc.Refuse(textdoc.ReasonBadDecimal, r.line, "Debit and credit have more than 18 digits together.")
	}
	return sum, true, nil
}

// debitStyle is negative when every debit of the sample has a sign.
func (m Mapping) debitStyle(list []row) DebitStyle {
	negative := false
	for _, r := range list {
		if d, ok := m.decimal(r.cell(m.column(Debit))); ok && !d.IsZero() {
			if d.Sign() > 0 {
				return DebitsPositive
			}
			negative = true
		}
	}
	if negative {
		return DebitsNegative
	}
	return DebitsPositive
}
