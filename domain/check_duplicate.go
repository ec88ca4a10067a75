package domain

// duplicates looks for the same bill among others of the payee. Exact twins have the same normalised number, or, written
// with other signs in it, the same digits, amount and day. The same amount on the same day under another number is a
// likeness that a person judges.
func (c *checks) duplicates() {
	if c.down(SourceInvoices, "DUPLICATE_EXACT") {
		return
	}
	exact, alike := 0, 0
	for _, other := range c.Twins {
		if other.ID.UUID == c.invoice.ID.UUID || other.State == StateCancelled || other.State == StateRejected {
			continue
		}
		switch twin := likeness(c.invoice, other); {
		case twin.Exact:
			exact++
			c.answer("DUPLICATE_EXACT", "twin", SourceInvoices, "The same document is here already as %s.", other.Key).
				about("BT-1", c.invoice.Number, other.Number)
			c.report.Duplicates = append(c.report.Duplicates, twin)
		case c.alike(other):
			alike++
			c.answer("DUPLICATE_SIMILAR", "similar", SourceInvoices, "%s has the same amount and date under number %s.", other.Key, other.Number).
				about("BT-1", c.invoice.Number, other.Number)
			c.report.Duplicates = append(c.report.Duplicates, twin)
		}
	}
	if exact == 0 {
		c.answer("DUPLICATE_EXACT", "ok", SourceInvoices, "No other document of this supplier has the same number.")
	}
	if exact+alike == 0 {
		c.answer("DUPLICATE_SIMILAR", "ok", SourceInvoices, "No other document of this supplier has the same amount and date.")
	}
}

// alike says whether amount, date and direction of money agree.
func (c *checks) alike(other *Invoice) bool {
	i := c.invoice
	return !i.Gross.IsZero() && i.Gross == other.Gross && !i.IssuedOn.IsZero() && i.IssuedOn == other.IssuedOn &&
		(i.Kind == KindCreditNote) == (other.Kind == KindCreditNote)
}

// likeness compares two documents of one payee, field by field.
func likeness(i, other *Invoice) DuplicateCandidate {
	twin := DuplicateCandidate{OtherID: other.ID.UUID, Other: other, Same: []string{}, Differs: []Change{}}
	for _, f := range []struct{ path, here, there string }{
		{"number", i.Number, other.Number},
		{"kind", string(i.Kind), string(other.Kind)},
		{"issuedOn", i.IssuedOn.String(), other.IssuedOn.String()},
		{"dueOn", i.DueOn.String(), other.DueOn.String()},
		{"gross", i.Gross.String(), other.Gross.String()},
		{"tax", i.Tax.String(), other.Tax.String()},
		{"bankAccount", i.MaskedAccounts(), other.MaskedAccounts()},
	} {
		switch {
		case f.here == f.there && f.here != "":
			twin.Same = append(twin.Same, f.path)
		case f.here != f.there:
			twin.Differs = append(twin.Differs, Change{f.path, optional(f.here), optional(f.there)})
		}
	}
	number := NormaliseNumber(i.Number)
	sameDigits := squeezeNumber(i.Number) == squeezeNumber(other.Number) && i.Gross == other.Gross && i.IssuedOn == other.IssuedOn
	twin.Exact = number != "" && (number == NormaliseNumber(other.Number) || sameDigits)
	return twin
}
