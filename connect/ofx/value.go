package ofx

import (
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// amountOf reads an amount, whose decimals stand behind a comma or a point. Source: OFX 1.6, section 3.2.9.2: no
// thousands separators. Banks write them nevertheless: where both signs stand, the last is the decimal one and the others
// must divide threes. doubtful is a single comma before three digits, which the standard makes a decimal comma.
func amountOf(text string, line int) (d domain.Decimal, doubtful bool, err error) {
	plain := text
	comma, point := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	switch {
	case comma >= 0 && point >= 0:
		last := max(comma, point)
		whole := strings.TrimLeft(text[:last], "+-")
		if !grouped(whole, text[min(comma, point)]) || strings.ContainsRune(whole, rune(text[last])) {
			return d, false, badAmount(text, line)
		}
		plain = strings.NewReplacer(",", "", ".", "").Replace(text[:last]) + "." + text[last+1:]
	case comma >= 0:
		plain = strings.Replace(text, ",", ".", 1)
		doubtful = len(text)-comma == 4
	}
	d, err = domain.ParseDecimal(plain)
	if err != nil {
		return d, false, badAmount(text, line)
	}
	return d, doubtful, nil
}

func badAmount(text string, line int) error {
	return textdoc.Refuse(textdoc.ReasonBadDecimal, line, "%.40q is no amount.", text)
}

// grouped says whether separators divide digits into threes: "1,234,567".
func grouped(whole string, separator byte) bool {
	parts := strings.Split(whole, string(separator))
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && (p == "" || len(p) > 3) {
			return false
		}
	}
	return true
}

// dateOf reads the day of YYYYMMDD[HHMMSS[.XXX][zone]], as the bank's own clock shows it; "" is no date.
func dateOf(text string, line int) (domain.Date, error) {
	if text == "" {
		return domain.Date{}, nil
	}
	if len(text) >= 8 && strings.Trim(text[8:], "0123456789.:[]+-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/ ") == "" {
		if d, err := domain.ParseDate(text[:4] + "-" + text[4:6] + "-" + text[6:8]); err == nil {
			return d, nil
		}
	}
	return domain.Date{}, textdoc.Refuse(textdoc.ReasonImpossibleDate, line, "%.40q is no date of the form YYYYMMDD.", text)
}
