package domain

import "strings"

// reason checks what an allowance or charge gives as its reason: that the code is one of its list (BR-CL-19, BR-CL-20),
// and rule same, BR-CO-05 to BR-CO-08, that code and text say the same.
//
// Whether prose says what a code says, no machine can decide: texts are free, in any language, and may be narrower than
// any code. One case is certain and only that one is found: a text that is itself a code of the list, and another one.
func (c *checker) reason(a *Adjustment, same, text, code string) {
	if a.ReasonCode == "" {
		return
	}
	known, list, rule := allowanceCodes, "5189", "BR-CL-19"
	if a.Charge {
		known, list, rule = chargeCodes, "7161", "BR-CL-20"
	}
	if !known[a.ReasonCode] {
		c.find(rule, code, a.ReasonCode, "", "The code of the reason is not one of UNTDID "+list+".")
	}
	if stated := strings.ToUpper(strings.TrimSpace(a.Reason)); known[stated] && stated != a.ReasonCode {
		c.find(same, text, a.Reason, a.ReasonCode, "The text of the reason is a code of UNTDID "+list+", but not the one stated beside it.")
	}
}

// vatCodes checks that each VAT category is one that the rules know: another one would escape all of them.
func (c *checker) vatCodes(uses []use) {
	const message = "The VAT category is not a code of UNTDID 5305."
	for i, row := range c.e.VAT {
		if row.Category != "" && !vatCodes[row.Category] {
			c.find("BR-CL-17", at("BT-118", i+1), row.Category, "", message)
		}
	}
	for _, u := range uses {
		if u.category == "" || vatCodes[u.category] {
			continue
		}
		rule := "BR-CL-17"
		if u.kind == 0 {
			rule = "BR-CL-18"
		}
		c.find(rule, u.codeTerm, u.category, "", message)
	}
}
