package domain

// transfers are the codes of UNTDID 4461 that mean a credit transfer.
var transfers = map[string]bool{"30": true, "58": true}

// payment checks the ways of paying, BR-49 to BR-51 and BR-61, and that a due amount says when, BR-CO-25.
func (c *checker) payment() {
	for i := range c.e.Payment {
		p, n := &c.e.Payment[i], i+1
		c.need(p.TypeCode != "", "BR-49", at("BT-81", n), "A way of payment has no type.")
		transfer := p.AccountName != "" || p.BIC != "" // what BG-17 holds beside the account
		if transfer && p.Account == "" {
			c.find("BR-50", at("BT-84", n), "", "", "A transfer names the holder of the account or the bank, but no account.")
		}
		if transfers[p.TypeCode] && p.Account == "" {
			c.find("BR-61", at("BT-84", n), "", "", "A credit transfer names no account.")
		}
		c.card(p, n)
	}
	t := &c.e.Totals
	if t.Payable != nil && t.Payable.Sign() > 0 && c.scope.breakdown && c.e.Due.IsZero() && c.e.PaymentTerms == "" {
		c.find("BR-CO-25", "BT-9", "", "", "An amount is due, but neither a due date nor payment terms are stated.")
	}
}

// Bounds of the digits that a document may show of a card's number. Source: EN 16931-1, BR-51 and the usage note of
// BT-87: the last 4 to 6, and never more than the first 6 and the last 4 that PCI DSS lets anybody see.
const (
	minCardDigits = 4
	maxCardDigits = 10
)

// card checks BG-18. Its finding shows the number masked: the document may be wrong to state it whole, we are not.
func (c *checker) card(p *PaymentMeans, n int) {
	if p.CardLastNumbers == "" && p.CardHolder == "" {
		return
	}
	digits := 0
	for _, r := range FoldAccount(p.CardLastNumbers) {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	switch {
	case digits < minCardDigits:
		c.find("BR-51", at("BT-87", n), MaskAccount(p.CardLastNumbers), "", "A payment card is named without the last four digits of its number.")
	case digits > maxCardDigits:
		c.find("BR-51", at("BT-87", n), MaskAccount(p.CardLastNumbers), "", "The document shows more of a payment card's number than anybody may see.")
	}
}
