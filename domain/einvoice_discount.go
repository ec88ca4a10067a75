package domain

import (
	"regexp"
	"strconv"
	"strings"
)

// skonto is the structured text of a cash discount inside BT-20. Source: XRechnung 3.0, rule BR-DE-18.
var skonto = regexp.MustCompile(`^#SKONTO#TAGE=([0-9]{1,4})#PROZENT=([0-9]{1,3}\.[0-9]{2})(?:#BASISBETRAG=(-?[0-9]{1,15}\.[0-9]{2}))?#$`)

// DiscountsOf finds the cash discounts that payment terms state in XRechnung's structured text, nil for plain prose.
func DiscountsOf(terms string) []PaymentDiscount {
	var found []PaymentDiscount
	for line := range strings.Lines(terms) {
		parts := skonto.FindStringSubmatch(strings.TrimSpace(line))
		if parts == nil {
			continue
		}
		days, err := strconv.Atoi(parts[1])
		percent, errPercent := ParseDecimal(parts[2])
		if err != nil || errPercent != nil {
			continue
		}
		d := PaymentDiscount{Days: days, Percent: &percent}
		if basis, err := ParseDecimal(parts[3]); err == nil {
			d.Basis = &basis
		}
		found = append(found, d)
	}
	return found
}
