package domain

import (
	"strings"
)

// own checks what the standard leaves to the receiver and a payer should know.
func (c *checker) own() {
	e := c.e
	if e.TypeCode != "" && e.Kind != KindOfType(e.TypeCode) {
		c.find("CS-KIND", "BT-3", e.TypeCode, "", "The document is a credit note by its form and an invoice by its type code.")
	}
	for i, p := range e.Payment {
		if looksLikeIBAN(p.Account) && !ValidIBAN(p.Account) {
			c.find("CS-IBAN", at("BT-84", i+1), MaskAccount(p.Account), "", "The account has the form of an IBAN, but its check digits are wrong.")
		}
	}
	for _, one := range []struct{ term, value string }{
		{"BT-1", e.Number}, {"BT-27", e.Seller.Name}, {"BT-44", e.Buyer.Name}, {"BT-13", strings.Join(e.OrderReferences, " ")},
	} {
		if strings.ContainsRune(one.value, '\uFFFD') {
			c.find("CS-TEXT", one.term, one.value, "", "A letter of this text was lost before the document came here.")
		}
	}
}

// looksLikeIBAN says whether an account begins with two letters and two digits and is long enough for the shortest IBAN.
func looksLikeIBAN(account string) bool {
	a := FoldAccount(account)
	return len(a) >= 15 && isLetter(a[0]) && isLetter(a[1]) && isDigit(a[2]) && isDigit(a[3])
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
