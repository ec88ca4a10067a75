package domain

import (
	"fmt"
	"slices"
)

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

// bank compares every account that the document names with those on file: an unknown one beside known ones is as
// dangerous as an unknown one alone. It answers each that is not as it should be, or once that all are. Accounts stand in
// answers masked only.
func (c *checks) bank() {
	const rule, field = "SUPPLIER_BANK", "BT-84"
	accounts, stated, before := c.invoice.Accounts(), c.invoice.MaskedAccounts(), len(c.results)
	if len(accounts) == 0 {
		c.answer(rule, "none", SourceSuppliers, "The document names no account to be paid to.").Field = optional(field)
		return
	}
	if c.Supplier == nil {
		c.answer(rule, "unknown", SourceSuppliers, "The account cannot be compared, since the supplier is not on file.").about(field, stated, "")
		return
	}
	for n, account := range accounts {
		if len(c.results)-before == maxPlaces {
			c.answer(rule, "other", SourceSuppliers, "%d more accounts were not compared.", len(accounts)-n).about(field, "", c.onFile())
			break
		}
		c.account(rule, account, n, len(accounts))
	}
	switch {
	case len(c.results) > before:
	case len(accounts) == 1:
		c.answer(rule, "ok", SourceSuppliers, "The account is the one on file.").about(field, stated, stated)
	default:
		c.answer(rule, "ok", SourceSuppliers, "All %d accounts are on file.", len(accounts)).about(field, stated, stated)
	}
}

// account answers when the nth account, from 0, is not one that somebody has confirmed for the supplier.
func (c *checks) account(rule, account string, n, all int) {
	term, mask := c.invoice.accountTerm(n), MaskAccount(account)
	which := "The account " + mask
	if all > 1 {
		which = fmt.Sprintf("One of the %d accounts that it names, %s,", all, mask)
	}
	on := slices.IndexFunc(c.Supplier.BankAccounts, func(b BankDetail) bool { return FoldAccount(b.Account) == account })
	switch {
	case on < 0 && c.invoice.Kind == KindCreditNote:
		c.answer(rule, "no payment", SourceSuppliers, "%s is not on file for %s.", which, c.Supplier.Name).about(term, mask, c.onFile())
	case on < 0:
		c.answer(rule, "other", SourceSuppliers, "%s is not on file for %s. Ask them by a number you know, not by one on the document.",
			which, c.Supplier.Name).about(term, mask, c.onFile())
	case c.Supplier.BankAccounts[on].VerifiedAt == nil:
		c.answer(rule, "unverified", SourceSuppliers, "%s is on file, but nobody has confirmed it yet.", which).about(term, mask, mask)
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
