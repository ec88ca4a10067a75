package mt940

import (
	"regexp"
	"strings"

	"countersign/domain"
)

// words are what ABN AMRO, Knab and Polish banks put before a value in text that is otherwise free.
var words = regexp.MustCompile(`(?:^|[\s;/])(IBAN|REK|BIC|NAAM|NAME|KENMERK|BETALINGSKENM\.|MACHTIGING|INCASSANT|OMSCHRIJVING|ID DEBITEUR|ID IPH|Z RACH\.|NA RACH\.|OD|DLA|TYT\.|TNR):\s*`)

// describeWords reads "KEY: value" where there are such keys; whatever stands there is text.
func describeWords(e *domain.BankEntry, lines []string) {
	s := wrapped(lines)
	found := words.FindAllStringSubmatchIndex(s, -1)
	for i, at := range found {
		end := len(s)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		value, _, _ := strings.Cut(s[at[1]:end], ";")
		value = strings.TrimSuffix(line(value), "/")
		switch s[at[2]:at[3]] {
		case "IBAN", "REK", "Z RACH.", "NA RACH.":
			set(&e.CounterAcct, compact(value))
		case "NAAM", "NAME", "OD", "DLA":
			set(&e.Counterparty, value)
		case "KENMERK":
			set(&e.EndToEndID, value)
		case "BETALINGSKENM.":
			set(&e.CustomerRef, value)
		case "MACHTIGING":
			set(&e.MandateID, value)
		}
	}
	e.Text = join(e.Text, s)
	if account := leading.FindString(strings.TrimSpace(s)); e.CounterAcct == "" && domain.ValidIBAN(strings.TrimSpace(account)) {
		e.CounterAcct = strings.TrimSpace(account)
	}
}

// leading is an IBAN that opens the text, as ING writes it.
var leading = regexp.MustCompile(`^[A-Z]{2}\d{2}[A-Z0-9]{11,30}\s`)
