package domain

import "strings"

// ibanLengths is the length of an IBAN by country. Source: SWIFT IBAN registry, release 99.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28,
	"CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
	"FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28,
	"IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
	"LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28,
	"NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24,
	"SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26,
	"UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

// ValidIBAN says whether the account is an IBAN of a known country, of its length, with right check digits. Blanks and
// case do not matter. Source: ISO 13616-1, mod 97-10 of ISO 7064.
func ValidIBAN(account string) bool {
	iban := FoldAccount(account)
	if len(iban) < 5 || ibanLengths[iban[:2]] != len(iban) {
		return false
	}
	rest := 0
	for _, c := range iban[4:] + iban[:4] {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// MaskAccount shows so much of an account that a person recognises it and nobody can use it: the country of an IBAN and
// the last four characters, "DE•• •••• 4711"; nothing of numbers with fewer than eight. "" stays "".
func MaskAccount(account string) string {
	folded := []rune(FoldAccount(account))
	switch {
	case len(folded) == 0:
		return ""
	case len(folded) < 8:
		return "••••"
	}
	last := string(folded[len(folded)-4:])
	if country := string(folded[:2]); ibanLengths[country] == len(folded) && strings.ToUpper(country) == country {
		return country + "•• •••• " + last
	}
	return "•••• " + last
}
