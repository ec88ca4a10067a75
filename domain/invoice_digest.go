package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
)

// ComputeDigest is the SHA-256, in hexadecimal, of everything that an approval covers: entity, kind, number, who bills
// and who is billed, the accounts to be paid to, dates, currency, amounts, discount, orders, lines with their coding,
// VAT, and the kept file. It covers nothing that follows from these or changes by itself: state, version, checks,
// rates, posting date. Lines, Taxes and Orders must be loaded.
//
// The file is covered by its id: a kept file is never altered, and the id names one row of bytes with their SHA-256.
// Every value is written with its length before it, so that no two documents can have one encoding.
func (i *Invoice) ComputeDigest() string {
	d := digester{sha256.New()}
	d.text("countersign invoice 1") // the encoding's own name: another one would be another digest
	d.text(strconv.Itoa(int(i.ID.Entity)), string(i.Kind), i.Number)
	d.text(idText(i.SupplierID), i.SellerName, i.SellerTaxID, strings.Join(i.Accounts(), " ")) // no folded account holds a blank
	d.optional(i.BuyerName)
	d.text(i.IssuedOn.String(), i.DueOn.String(), string(i.Currency))
	d.money(i.Net, i.Tax, i.Gross, i.Prepaid, i.Payable)
	if i.Discount == nil {
		d.text("no discount")
	} else {
		d.decimal(&i.Discount.Percent)
		d.text(i.Discount.Until.String())
		d.money(i.Discount.Worth)
	}
	d.text(idText(i.FileID))
	d.text(strconv.Itoa(len(i.Orders)))
	d.text(i.Orders...)
	d.text(strconv.Itoa(len(i.Taxes)))
	for _, t := range i.Taxes {
		d.text(t.Category)
		d.decimal(t.Rate)
		d.money(t.Base, t.Tax)
		d.optional(t.Exemption)
	}
	d.text(strconv.Itoa(len(i.Lines)))
	for _, l := range i.Lines {
		d.text(strconv.Itoa(l.Number), l.Text)
		d.decimal(l.Quantity, l.Price, l.TaxRate)
		d.optional(l.Unit, l.TaxCategory, l.OrderNumber, l.OrderLine)
		d.money(l.Amount)
		d.text(l.AccountCode, l.CenterCode)
	}
	return hex.EncodeToString(d.sum.Sum(nil))
}

type digester struct{ sum hash.Hash }

func (d digester) text(values ...string) {
	for _, v := range values {
		d.sum.Write([]byte(strconv.Itoa(len(v)) + ":" + v))
	}
}

func (d digester) optional(values ...*string) {
	for _, v := range values {
		if v == nil {
			d.text("-")
		} else {
			d.text("+" + *v)
		}
	}
}

// decimal writes the value, not its writing: a store that gives 1.50 back as 1.5 must not void an approval.
func (d digester) decimal(values ...*Decimal) {
	for _, v := range values {
		if v == nil {
			d.text("-")
		} else {
			d.text("+" + v.Rat().RatString())
		}
	}
}

func (d digester) money(values ...Money) {
	for _, v := range values {
		if v.IsZero() {
			d.text("-")
		} else {
			d.text("+" + strconv.FormatInt(v.Minor, 10) + string(v.Currency))
		}
	}
}

func idText(id UUID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
