package csv

import (
	"maps"
	"slices"
	"strings"

	"countersign/domain"
)

// known are the currencies that a cell of three capitals is taken for one of.
var known = func() map[domain.Currency]bool {
	set := map[domain.Currency]bool{}
	for c := range strings.FieldsSeq("EUR USD GBP CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RSD TRY UAH RUB CAD AUD NZD JPY CNY HKD SGD KRW TWD INR IDR " +
		"MYR PHP THB VND ZAR NGN KES EGP MAD TND ILS AED SAR QAR KWD BHD OMR JOD BRL MXN ARS CLP COP PEN UYU") {
		set[domain.Currency(c)] = true
	}
	return set
}()

// signs are the currencies that a sign beside an amount is taken for. A dollar might be another country's.
var signs = map[string]domain.Currency{"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "kr": "SEK", "R$": "BRL", "C$": "CAD", "A$": "AUD"}

// countries are those whose code in an IBAN, or of three letters behind a merchant, tells their currency.
var countries = map[string]domain.Currency{"NL": "EUR", "DE": "EUR", "AT": "EUR", "FR": "EUR", "BE": "EUR", "ES": "EUR", "IT": "EUR", "FI": "EUR", "IE": "EUR",
	"PT": "EUR", "LU": "EUR", "CH": "CHF", "GB": "GBP", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "CZ": "CZK",
	"NZL": "NZD", "AUS": "AUD", "CAN": "CAD", "USA": "USD", "GBR": "GBP", "CHE": "CHF"}

// presume looks for the currency of rows that name none, and says from what it is presumed.
func (m Mapping) presume(list []row) (c domain.Currency, from string) {
	votes := map[domain.Currency]int{}
	sources := map[domain.Currency]string{}
	vote := func(c domain.Currency, source string) {
		if c != "" {
			votes[c]++
			sources[c] = source
		}
	}
	for _, r := range list {
		for _, role := range []Role{Amount, Debit, Credit} {
			if n, ok := numberOf(r.cell(m.column(role))); ok && n.symbol != "" {
				c := signs[n.symbol]
				if known[domain.Currency(n.symbol)] {
					c = domain.Currency(n.symbol)
				}
				vote(c, "the sign "+n.symbol+" beside the amount")
			}
		}
		for _, cell := range r.cells {
			vote(m.inText(r, cell))
		}
	}
	for _, one := range slices.Sorted(maps.Keys(votes)) {
		if c == "" || votes[one] > votes[c] {
			c = one
		}
	}
	return c, sources[c]
}

// inText finds a currency in a text: beside the row's own amount, by the country of an IBAN, or by that of a merchant.
func (m Mapping) inText(r row, cell string) (domain.Currency, string) {
	words := strings.Fields(cell)
	if len(words) == 0 {
		return "", ""
	}
	amount, err := m.amount(r)
	for i := 1; err == nil && i < len(words); i++ {
		for _, pair := range [][2]string{{words[i-1], words[i]}, {words[i], words[i-1]}} {
			d, ok := m.decimal(pair[1])
			if ok && known[domain.Currency(pair[0])] && (d.Cmp(amount) == 0 || d.Cmp(amount.Neg()) == 0) {
				return domain.Currency(pair[0]), "the text, which repeats the amount with it"
			}
		}
	}
	if joined := strings.Join(words, ""); domain.ValidIBAN(joined) || len(words) > 3 && len(words[0]) == 4 && beginsIBAN(words[0]) {
		return countries[words[0][:2]], "the country of an IBAN"
	}
	if last := words[len(words)-1]; len(words) > 1 && len(last) == 3 {
		return countries[last], "the country " + last + " in the text"
	}
	return "", ""
}

// beginsIBAN says whether a word begins as an IBAN does: two capitals and two digits.
func beginsIBAN(word string) bool {
	return word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'A' && word[1] <= 'Z' && strings.Trim(word[2:], "0123456789") == ""
}
