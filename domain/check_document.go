package domain

import (
	"slices"
	"strings"
)

// buyer compares whom the document bills with the entity that received it. What was typed in names no buyer.
func (c *checks) buyer() {
	const rule = "BUYER_IS_US"
	if c.Entity == nil || c.invoice.Format == "" {
		return
	}
	if id := FoldTaxID(c.invoice.field("BT-48")); id != "" && len(c.Entity.TaxIDs) > 0 {
		if slices.ContainsFunc(c.Entity.TaxIDs, func(ours string) bool { return FoldTaxID(ours) == id }) {
			c.answer(rule, "ok", SourceDocument, "It bills %s by VAT number.", c.Entity.Name).about("BT-48", id, "")
			return
		}
		c.answer(rule, "other", SourceDocument, "It bills VAT number %s, which is not one of %s.", id, c.Entity.Name).
			about("BT-48", id, strings.Join(c.Entity.TaxIDs, ", "))
		return
	}
	name := ""
	if c.invoice.BuyerName != nil {
		name = *c.invoice.BuyerName
	}
	switch {
	case FoldName(name) == "":
		c.answer(rule, "none", SourceDocument, "The document does not say whom it bills.").about("BT-44", "", c.Entity.Name)
	case FoldName(name) == FoldName(c.Entity.Name):
		c.answer(rule, "ok", SourceDocument, "It bills %s by name.", c.Entity.Name).about("BT-44", name, c.Entity.Name)
	default:
		c.answer(rule, "other", SourceDocument, "It bills %s, but %s received it.", name, c.Entity.Name).about("BT-44", name, c.Entity.Name)
	}
}

// field is a value of the document by its business term, "" when it was not stated.
func (i *Invoice) field(term string) string {
	for _, f := range i.Fields {
		if f.Name == term && f.Value != nil {
			return *f.Value
		}
	}
	return ""
}

// Bounds of plausible dates, in days.
const (
	maxAheadDays = 1   // clocks differ, and so do time zones
	maxOldDays   = 365 // claims of trade are rarely older
)

// dates answers every implausible date, or once that they are plausible.
func (c *checks) dates() {
	const rule = "DATES"
	i, today, before := c.invoice, c.today(), len(c.results)
	issued, due := i.IssuedOn, i.DueOn
	if issued.IsZero() {
		c.answer(rule, "none", SourceDocument, "The document states no date of issue.").Field = optional("BT-2")
	}
	if !issued.IsZero() && !due.IsZero() && due.Before(issued) {
		c.answer(rule, "due first", SourceDocument, "It is due on %s, before it was issued on %s.", due, issued).about("BT-9", due.String(), "")
	}
	if !issued.IsZero() && today.DaysUntil(issued) > maxAheadDays {
		c.answer(rule, "future", SourceDocument, "It is dated %s, which has not come yet.", issued).about("BT-2", issued.String(), today.String())
	}
	if !issued.IsZero() && issued.DaysUntil(today) > maxOldDays {
		c.answer(rule, "old", SourceDocument, "It is dated %s, more than a year ago.", issued).about("BT-2", issued.String(), "")
	}
	if due.IsZero() {
		c.answer(rule, "no due", SourceDocument, "Neither the document nor the supplier's terms say when it is due.").Field = optional("BT-9")
	}
	if len(c.results) == before {
		c.answer(rule, "ok", SourceDocument, "Issued on %s, due on %s.", issued, due)
	}
}

// arithmetic holds the amounts that are posted against each other: lines and total without VAT, VAT by rate and in all,
// and the total. A document without line amounts has only totals.
func (c *checks) arithmetic() {
	i, before := c.invoice, len(c.results)
	if i.Net.IsZero() || i.Tax.IsZero() {
		c.answer("ARITHMETIC", "unstated", SourceDocument, "The document does not state its total without VAT or its VAT.")
	} else {
		c.tie("BT-112", "The total with VAT is not the total without VAT plus VAT", i.Gross, i.Net.Minor+i.Tax.Minor, 0)
	}
	lines, stated := int64(0), false
	for _, l := range i.Lines {
		lines += l.Amount.Minor
		stated = stated || l.Amount.Minor != 0
	}
	if stated && !i.Net.IsZero() {
		c.tie("BT-109", "The total without VAT is not what the lines add up to", i.Net, lines, 0)
	}
	tax := int64(0)
	for _, t := range i.Taxes {
		tax += t.Tax.Minor
		if t.Rate != nil {
			expected := vatOf(t.Base, *t.Rate)
			c.tie("BT-117", "VAT at "+t.Rate.String()+" % is not that share of its base", t.Tax, expected.Minor, int64(len(i.Lines)))
		}
	}
	if len(i.Taxes) > 0 && !i.Tax.IsZero() {
		c.tie("BT-110", "The VAT total is not what VAT by rate adds up to", i.Tax, tax, int64(len(i.Lines)))
	}
	if len(c.results) == before {
		c.answer("ARITHMETIC", "ok", SourceDocument, "Lines, VAT and totals add up.")
	}
}

// tie answers when two amounts differ: by up to cents minor units as rounding of VAT by line, by less than one unit of
// currency as rounding, by more as a contradiction.
func (c *checks) tie(field, message string, stated Money, expected, cents int64) {
	difference := abs64(stated.Minor - expected)
	found := "contradiction"
	switch {
	case difference == 0:
		return
	case difference <= cents:
		found = "cents"
	case difference < pow10(stated.Currency.Digits()).Int64():
		found = "rounding"
	}
	want := NewMoney(expected, stated.Currency)
	c.answer("ARITHMETIC", found, SourceDocument, "%s: %s and %s.", message, stated, want).
		about(field, stated.Amount().String(), want.Amount().String())
}
