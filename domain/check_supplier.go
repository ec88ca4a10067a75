package domain

import "slices"

// supplier answers who bills, whether they may be paid, and to which account.
func (c *checks) supplier() {
	if c.down(SourceSuppliers, "SUPPLIER_KNOWN", "SUPPLIER_ACTIVE", "SUPPLIER_BANK") {
		return
	}
	s := c.Supplier
	if s == nil {
		c.answer("SUPPLIER_KNOWN", "unknown", SourceSuppliers, "%s is not on file as a supplier.", c.invoice.SellerName).
			about("BT-27", c.invoice.SellerName, "")
		c.bank()
		return
	}
	c.answer("SUPPLIER_KNOWN", "ok", SourceSuppliers, "It comes from %s, supplier %s.", s.Name, s.Number)
	switch s.Status {
	case "ACTIVE":
		c.answer("SUPPLIER_ACTIVE", "ok", SourceSuppliers, "%s may be used.", s.Name)
	case "ONBOARDING":
		c.answer("SUPPLIER_ACTIVE", "onboarding", SourceSuppliers, "%s is still being checked.", s.Name).about("", s.Status, "ACTIVE")
	case "INACTIVE":
		c.answer("SUPPLIER_ACTIVE", "inactive", SourceSuppliers, "%s is no longer used.", s.Name).about("", s.Status, "ACTIVE")
	default:
		c.answer("SUPPLIER_ACTIVE", "blocked", SourceSuppliers, "%s must not be paid.", s.Name).about("", s.Status, "ACTIVE")
	}
	c.bank()
}

// bank compares the account to be paid to with those on file. Accounts stand in answers masked only.
func (c *checks) bank() {
	const rule, field = "SUPPLIER_BANK", "BT-84"
	account := FoldAccount(c.invoice.BankAccount)
	if account == "" {
		c.answer(rule, "none", SourceSuppliers, "The document names no account to be paid to.").Field = optional(field)
		return
	}
	stated := MaskAccount(account)
	if c.Supplier == nil {
		c.answer(rule, "unknown", SourceSuppliers, "The account cannot be compared, since the supplier is not on file.").about(field, stated, "")
		return
	}
	on := slices.IndexFunc(c.Supplier.BankAccounts, func(b BankDetail) bool { return FoldAccount(b.Account) == account })
	switch {
	case on < 0 && c.invoice.Kind == KindCreditNote:
		c.answer(rule, "no payment", SourceSuppliers, "The account is not on file for %s.", c.Supplier.Name).about(field, stated, c.onFile())
	case on < 0:
		c.answer(rule, "other", SourceSuppliers, "The account is not on file for %s. Ask them by a number you know, not by one on the document.",
			c.Supplier.Name).about(field, stated, c.onFile())
	case c.Supplier.BankAccounts[on].VerifiedAt == nil:
		c.answer(rule, "unverified", SourceSuppliers, "The account is on file, but nobody has confirmed it yet.").about(field, stated, stated)
	default:
		c.answer(rule, "ok", SourceSuppliers, "The account is the one on file.").about(field, stated, stated)
	}
}

func (c *checks) onFile() string {
	list := ""
	for _, b := range c.Supplier.BankAccounts {
		if list != "" {
			list += ", "
		}
		list += MaskAccount(b.Account)
	}
	if list == "" {
		return "none"
	}
	return list
}
