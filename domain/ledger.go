package domain

import "fmt"

// LedgerAccounts are the codes that a posting falls back on.
type LedgerAccounts struct {
	Payable string // what the entity owes suppliers
	Tax     string // deductible VAT
	Expense string // for lines that nobody coded
}

// LedgerDocument is what the ledger is given: a debit for each line and for VAT, a credit for the supplier, the signs
// turned for credit notes. It sums to zero exactly. Lines must be loaded.
//
// What the lines and VAT leave of the gross amount (allowances and charges of the whole document, rounding) is one line
// of its own on the first line's account. Errors: a plain error when the invoice states no gross amount.
func (i *Invoice) LedgerDocument(entity *Entity, supplier *Supplier, accounts LedgerAccounts) (LedgerDocument, error) {
	if i.Gross.IsZero() {
		return LedgerDocument{}, fmt.Errorf("post invoice %s: it states no total", i.Key)
	}
	sign := int64(1)
	if i.Kind == KindCreditNote {
		sign = -1
	}
	signed := func(minor int64) Money { return NewMoney(sign*minor, i.Currency) }
	d := LedgerDocument{
		Entity: entity.Code, Kind: i.Kind, Number: i.Number, Key: i.Key, SupplierName: i.SellerName, IssuedOn: i.IssuedOn,
		PostingOn: i.PostingOn, DueOn: i.DueOn, Gross: signed(i.Gross.Minor),
	}
	if supplier != nil {
		d.Supplier, d.SupplierName = supplier.Number, supplier.Name
	}
	rest := i.Gross.Minor - i.Tax.Minor
	for _, l := range i.Lines {
		account := l.AccountCode
		if account == "" {
			account = accounts.Expense
		}
		rest -= l.Amount.Minor
		d.Lines = append(d.Lines, LedgerLine{Account: account, CostCenter: l.CenterCode, Text: l.Text, Amount: signed(l.Amount.Minor)})
	}
	if rest != 0 {
		line := LedgerLine{Account: accounts.Expense, CostCenter: i.Center, Text: i.Number, Amount: signed(rest)}
		if len(d.Lines) > 0 {
			line.Account, line.CostCenter = d.Lines[0].Account, d.Lines[0].CostCenter
		}
		d.Lines = append(d.Lines, line)
	}
	if i.Tax.Minor != 0 {
		d.Lines = append(d.Lines, LedgerLine{Account: accounts.Tax, Text: "VAT " + i.Number, Amount: signed(i.Tax.Minor)})
	}
	d.Lines = append(d.Lines, LedgerLine{Account: accounts.Payable, Text: i.SellerName, Amount: signed(-i.Gross.Minor)})
	return d, nil
}

// Balance is the sum of the document's lines; zero in every document that may be posted.
func (d LedgerDocument) Balance() Money {
	sum := NewMoney(0, d.Gross.Currency)
	for _, l := range d.Lines {
		sum = sum.Add(l.Amount)
	}
	return sum
}
