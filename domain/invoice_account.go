package domain

import (
	"slices"
	"strings"
)

// Accounts are all bank accounts that the document asks to be paid to, folded, the first one first, each once; nil when
// it names none. An account to be debited (BT-91) is the payer's own and none of these.
func (i *Invoice) Accounts() []string {
	if i.BankAccount == "" {
		return nil
	}
	return append([]string{i.BankAccount}, i.OtherAccounts...)
}

// SetAccounts keeps accounts as those that the document asks to be paid to; they must be folded.
func (i *Invoice) SetAccounts(accounts []string) {
	i.BankAccount, i.OtherAccounts = "", nil
	if len(accounts) > 0 {
		i.BankAccount = accounts[0]
	}
	if len(accounts) > 1 {
		i.OtherAccounts = accounts[1:]
	}
}

// MaskedAccounts are the accounts as a person may see them, with a comma between; "" for none.
func (i *Invoice) MaskedAccounts() string {
	masked := i.Accounts()
	for n := range masked {
		masked[n] = MaskAccount(masked[n])
	}
	return strings.Join(masked, ", ")
}

// accountTerm is the business term under which Fields shows the nth account, from 0: "BT-84[2]". It is "BT-84" when they
// do not show it, as of what was typed in. Accounts that look alike when masked are told apart by their order.
func (i *Invoice) accountTerm(n int) string {
	accounts := i.Accounts()
	mask, before := MaskAccount(accounts[n]), 0
	for _, account := range accounts[:n] {
		if MaskAccount(account) == mask {
			before++
		}
	}
	for _, f := range i.Fields {
		if !strings.HasPrefix(f.Name, "BT-84") || f.Value == nil || *f.Value != mask {
			continue
		}
		if before == 0 {
			return f.Name
		}
		before--
	}
	return "BT-84"
}

// accountsOf reads every BT-84 of a document, whatever its way of payment: whoever pays may take any of them.
func accountsOf(doc *EInvoice) []string {
	var accounts []string
	add := func(account string) {
		if account != "" && !slices.Contains(accounts, account) {
			accounts = append(accounts, account)
		}
	}
	for _, p := range doc.Payment {
		account, other := FoldAccount(p.Account), FoldAccount(p.OtherAccount)
		add(account)
		if !insideIBAN(account, other) {
			add(other)
		}
	}
	return accounts
}

// minNational is the shortest national number that is looked for inside an IBAN: fewer characters end too many of them.
const minNational = 6

// insideIBAN says whether a national account number is the end of an IBAN and so the same account: "532013000" is in
// DE89 3704 0044 0532 0130 00. Where a country puts the number elsewhere, the two count as two accounts.
func insideIBAN(iban, national string) bool {
	return len(national) >= minNational && ValidIBAN(iban) && strings.HasSuffix(iban[4:], national)
}
