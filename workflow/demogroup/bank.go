package demogroup

import (
	"fmt"
	"time"

	"countersign/domain"
)

// ibanPlan is how each country's IBAN is built: a bank code that no register gives out, then so many digits.
var ibanPlan = map[string]struct {
	bank   string
	digits int
}{
	"DE": {"99000000", 10}, "FR": {"9900099000", 13}, "GB": {"XKAL990000", 8}, "CH": {"99000", 12}, "SE": {"990", 17},
	"PL": {"99000000", 16}, "IT": {"X9900099000", 12}, "NL": {"XKAL", 10}, "ES": {"99009900", 12}, "CZ": {"9900", 16},
	"NO": {"9900", 7}, "DK": {"9900", 10}, "AT": {"99000", 11},
}

// account invents a bank account: an IBAN with valid check digits where the country has them, else a local number.
func account(d dice, country string) string {
	plan, ok := ibanPlan[country]
	if !ok {
		return "990" + d.digits(9)
	}
	bban := plan.bank + d.digits(plan.digits)
	return country + checkDigits(country, bban) + bban
}

// checkDigits are the two that make the whole number 1 modulo 97 (ISO 13616, ISO 7064 MOD 97-10).
func checkDigits(country, bban string) string {
	return fmt.Sprintf("%02d", 98-mod97(bban+country+"00"))
}

// mod97 reads letters as 10 to 35.
func mod97(s string) int {
	rest := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest
}

// bankDetail is an account on file; now and then nobody has confirmed it yet.
func bankDetail(d dice, country string, now time.Time) domain.BankDetail {
	number := account(d, country)
	detail := domain.BankDetail{Account: number, Masked: domain.MaskAccount(number), Country: country}
	if d.chance(92) {
		at := now.AddDate(0, 0, -d.between(40, 900)).Truncate(time.Minute)
		detail.VerifiedAt = &at
	}
	return detail
}
