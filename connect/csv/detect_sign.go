package csv

import (
	"slices"
	"strings"

	"countersign/domain"
)

// signsFrom is how many movements without a sign are too many to be all money in.
const signsFrom = 5

// signs finds how money in and out are told apart.
func (d *detector) signs() {
	switch {
	case d.m.column(Amount) < 0:
		d.m.Debits = d.m.debitStyle(d.list)
		d.found("CSV-SIGN", "Debits and credits have a column each; debits are written so.", string(d.m.Debits))
		return
	case d.m.column(Sign) >= 0 && d.m.Header == nil:
		d.words()
	}
	if d.m.column(Sign) >= 0 {
		d.found("CSV-SIGN", "A column says by a word which amounts are debits.", "")
		return
	}
	negative := 0
	for _, r := range d.list {
		if n, ok := numberOf(r.cell(d.m.column(Amount))); ok && n.negative {
			negative++
		}
	}
	switch _, share := d.m.follows(d.list); {
	case d.m.Invert:
	case negative > 0 || d.m.column(Balance) >= 0 && share > 0:
		d.found("CSV-SIGN", "Amounts of money out are negative.", "")
	case len(d.list) >= signsFrom:
		d.ask(AskSign, "CSV-SIGN", "No amount has a sign and nothing else tells money in from money out.", "all money in")
	case len(d.list) > 0:
		d.told("CSV-SIGN", domain.SeverityWarning, "No amount of the file has a sign; all are taken for money in.", "")
	}
}

// words decides what a column of words, which no header names, says of the amounts beside it.
func (d *detector) words() {
	agree, contrary, negative := 0, 0, 0
	for _, r := range d.list {
		amount, ok := d.m.decimal(r.cell(d.m.column(Amount)))
		word := direction(r.cell(d.m.column(Sign)))
		if !ok || amount.IsZero() {
			continue
		}
		if amount.Sign() == word {
			agree++
		} else {
			contrary++
		}
		if amount.Sign() < 0 {
			negative++
		}
	}
	if negative == 0 {
		return // the word is all that there is
	}
	d.m.Columns[Code] = d.m.Columns[Sign]
	delete(d.m.Columns, Sign)
	switch {
	case agree == 0:
		d.m.Invert = true
		d.told("CSV-SIGN", domain.SeverityWarning, "Every debit is positive and every credit negative, as on cards: signs are turned.", "inverted")
	case contrary > 0:
		d.ask(AskSign, "CSV-SIGN", "The words for debit and credit agree with some signs and not with others.", "the signs")
	}
}

// order finds whether the newest movement comes first, by the running balance or by the dates.
func (d *detector) order() {
	if len(d.list) < 2 {
		return
	}
	if d.m.column(Balance) >= 0 {
		newest, share := d.m.follows(d.list)
		if share > 0 {
			d.m.NewestFirst = newest
			d.found("CSV-ORDER", "The running balance shows which movement is the first.", orderName(newest))
			return
		}
		d.told("CSV-BALANCE", domain.SeverityWarning, "The column of balances does not follow from the amounts.", "")
	}
	first, _ := dayOf(d.list[0].cell(d.m.column(Booked)))
	last, _ := dayOf(d.list[len(d.list)-1].cell(d.m.column(Booked)))
	a, okA := first.date(d.m.Dates)
	b, okB := last.date(d.m.Dates)
	d.m.NewestFirst = okA && okB && b.Before(a)
	d.found("CSV-ORDER", "The dates show which movement is the first.", orderName(d.m.NewestFirst))
}

func orderName(newest bool) string {
	if newest {
		return "newest first"
	}
	return "oldest first"
}

// currency finds the currency of rows that name none: in the preamble, or by a presumption that is told.
func (d *detector) currency() {
	if d.m.column(Currency) >= 0 {
		return
	}
	for _, r := range d.before {
		for _, cell := range r.cells {
			for word := range strings.FieldsSeq(strings.Trim(cell, ":")) {
				if c := domain.Currency(word); known[c] {
					d.m.Currency = c
					d.found("CSV-CURRENCY", "A line before the movements names the currency.", word)
					return
				}
			}
		}
	}
	c, from := d.m.presume(d.list)
	if c == "" {
		if len(d.list) > 0 {
			d.told("CSV-CURRENCY", domain.SeverityWarning, "The file names no currency.", "")
		}
		return
	}
	d.m.Currency = c
	d.told("CSV-CURRENCY", domain.SeverityWarning, "The file names no currency; it is presumed from "+from+".", string(c))
}

// equalHeader says whether a record is the header line.
func (m Mapping) equalHeader(r row) bool { return slices.Equal(m.Header, r.cells) }
