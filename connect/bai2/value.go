package bai2

import (
	"strconv"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// amountOf reads signed digits; "" is no amount.
func amountOf(field string, line int) (value int64, stated bool, err error) {
	if field == "" {
		return 0, false, nil
	}
	digits := field
	if digits[0] == '+' || digits[0] == '-' {
		digits = digits[1:]
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false, textdoc.Refuse(textdoc.ReasonBadDecimal, line, "%.40q is no amount of BAI2, which has digits alone.", field)
		}
	}
	value, err = strconv.ParseInt(field, 10, 64)
	if err != nil || value >= maxAmount || value <= -maxAmount {
		return 0, false, textdoc.Refuse(textdoc.ReasonBadDecimal, line, "%.40q is no amount of at most 18 digits.", field)
	}
	return value, true, nil
}

const maxAmount = 1_000_000_000_000_000_000 // 18 digits, as domain.Decimal holds

// dateOf reads YYMMDD; "" is no date. Years from 80 on are of the last century: the format is of 1987.
func dateOf(field string, line int) (domain.Date, error) {
	if field == "" {
		return domain.Date{}, nil
	}
	century := "20"
	if len(field) == 6 && field[0] >= '8' {
		century = "19"
	}
	if len(field) == 6 {
		if d, err := domain.ParseDate(century + field[:2] + "-" + field[2:4] + "-" + field[4:]); err == nil {
			return d, nil
		}
	}
	return domain.Date{}, textdoc.Refuse(textdoc.ReasonImpossibleDate, line, "%.20q is no date of the form YYMMDD.", field)
}

// direction says whether a type code is money in (1) or out (-1), 0 when it is neither. Source: BAI2 appendix A: 100-399
// credits, 400-699 debits, 700-759 loan payments, 760-799 loans paid out, 920-959 and 960-999 credits and debits that the
// bank defines.
func direction(code string) int64 {
	n, err := strconv.Atoi(code)
	switch {
	case err != nil || len(code) != 3:
		return 0
	case n >= 100 && n < 400, n >= 700 && n < 760, n >= 920 && n < 960:
		return 1
	case n >= 400 && n < 700, n >= 760 && n < 800, n >= 960:
		return -1
	}
	return 0
}

// takesBack are the type codes of a movement that undoes an earlier one. Source: BAI2 appendix A.
var takesBack = map[string]bool{
	"252": true, // debit reversal
	"255": true, // check posted and returned
	"257": true, // individual ACH return item
	"266": true, // return item
	"555": true, // deposited item returned
	"557": true, // individual ACH return item
}

// nonMonetary is the type code of a record that only says something.
const nonMonetary = "890"
