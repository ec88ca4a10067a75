package csv

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"countersign/domain"
)

// number is an amount's parts as written.
type number struct {
	negative bool
	digits   string // with separators
	symbol   string // currency sign or code beside it, "" when there is none
}

// numberOf takes an amount apart: signs, parentheses, currency. It says whether the cell is one.
func numberOf(cell string) (n number, ok bool) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f', ' ', '\'', '’':
			return -1
		case '\u2212', '–':
			return '-'
		}
		return r
	}, cell)
	if inner, found := strings.CutPrefix(s, "("); found {
		if s, found = strings.CutSuffix(inner, ")"); !found {
			return n, false
		}
		n.negative = true
	}
	signs := 0
	take := func() {
		for _, sign := range []string{"-", "+"} {
			cut, found := strings.CutPrefix(s, sign)
			if !found {
				cut, found = strings.CutSuffix(s, sign)
			}
			if found {
				s = cut
				signs++
				n.negative = n.negative || sign == "-"
			}
		}
	}
	take()
	body := strings.TrimFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) })
	if body != s {
		before, after, _ := strings.Cut(s, body)
		if n.symbol = before + after; body == "" || before != "" && after != "" || len([]rune(n.symbol)) > 3 {
			return n, false
		}
		s = body
		take()
	}
	if signs > 1 || s == "" || strings.Trim(s, "0123456789.,") != "" || !strings.ContainsAny(s, "0123456789") {
		return n, false
	}
	n.digits = s
	return n, true
}

// decimal reads the number by its decimal sign; the other sign must divide threes.
func (n number) decimal(sign string) (domain.Decimal, bool) {
	whole, fraction, _ := strings.Cut(n.digits, sign)
	other := ","
	if sign == "," {
		other = "."
	}
	if parts := strings.Split(whole, other); len(parts) > 1 {
		for i, p := range parts {
			if i > 0 && len(p) != 3 || i == 0 && (p == "" || len(p) > 3) {
				return domain.Decimal{}, false
			}
		}
		whole = strings.Join(parts, "")
	}
	d, err := domain.ParseDecimal(whole + "." + fraction)
	if err != nil {
		return d, false
	}
	if n.negative {
		d = d.Neg()
	}
	return d, true
}

// hint says what the digits show of the decimal sign: "." or "," when one is sure, "?" when it might be either, "" when
// there is no sign.
func (n number) hint() string {
	comma, point := strings.LastIndexByte(n.digits, ','), strings.LastIndexByte(n.digits, '.')
	last := max(comma, point)
	switch {
	case last < 0:
		return ""
	case comma >= 0 && point >= 0, strings.Count(n.digits, n.digits[last:last+1]) == 1 && len(n.digits)-last != 4, last == 0:
		return n.digits[last : last+1]
	case strings.Count(n.digits, n.digits[last:last+1]) > 1:
		return map[byte]string{',': ".", '.': ","}[n.digits[last]]
	}
	return "?"
}

// day is a date's figures. named means that the month stood there as a word, so that the order is known.
type day struct {
	a, b, c int
	year    int // which of the three is a year of four figures, 0 for none
	named   bool
	dots    bool
}

// dayOf takes a date apart; a time behind it is passed over. It says whether the cell looks like a date.
func dayOf(cell string) (d day, ok bool) {
	s := cell
	if s == "" || strings.ContainsAny(s[:1], "-+(.,") || strings.Contains(s, ",") && strings.Contains(s, ".") {
		return d, false // an amount has these
	}
	if len(s) >= 8 && strings.Trim(s[:8], "0123456789") == "" {
		rest := s[8:]
		if rest != "" && (len(rest) < 4 || strings.Trim(rest[:4], "0123456789") != "") {
			return d, false
		}
		year, _ := strconv.Atoi(s[:4])
		month, _ := strconv.Atoi(s[4:6])
		date, _ := strconv.Atoi(s[6:8])
		d = day{a: year, b: month, c: date, year: 1}
		return d, year >= 1900 && year < 2200 && month >= 1 && month <= 12 && date >= 1 && date <= 31
	}
	if at := strings.IndexAny(s, "T "); at >= 8 && strings.Contains(s[at:], ":") {
		s = s[:at]
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/-. ,", r) })
	if len(parts) != 3 {
		return d, false
	}
	d.dots = strings.Count(s, ".") == 2
	var figures []int
	month := 0
	for _, p := range parts {
		v, err := strconv.Atoi(p)
		switch {
		case err != nil && month == 0:
			month = monthOf(p)
		case err != nil || len(p) > 4 || v < 0:
			return d, false
		default:
			if figures = append(figures, v); len(p) == 4 {
				d.year = len(figures)
			}
		}
	}
	switch {
	case month > 0 && len(figures) == 2 && d.year == 1:
		return day{a: figures[1], b: month, c: figures[0], named: true}, true
	case month > 0 && len(figures) == 2:
		return day{a: figures[0], b: month, c: figures[1], named: true}, true
	case len(figures) != 3:
		return d, false
	}
	d.a, d.b, d.c = figures[0], figures[1], figures[2]
	return d, true
}

// months are the beginnings of their names in English, German, French, Spanish, Italian, Dutch, Portuguese and Danish.
var months = []string{"jan ene gen", "feb fev fév", "mar mär mrz maa", "apr abr avr", "may mai mag maj mei", "jun giu juin", "jul lug juil",
	"aug aou aoû ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic"}

func monthOf(s string) int {
	s = strings.ToLower(strings.TrimSuffix(s, "."))
	if len([]rune(s)) < 3 {
		return 0
	}
	for i, names := range months {
		for _, name := range strings.Fields(names) {
			if strings.HasPrefix(s, name) {
				return i + 1
			}
		}
	}
	return 0
}

// date puts the figures in order. It is false where no calendar has the day.
func (d day) date(o Order) (domain.Date, bool) {
	year, month, date := d.c, d.b, d.a
	switch {
	case d.named:
	case d.year == 1 || o == YearFirst && d.year == 0:
		year, month, date = d.a, d.b, d.c
	case o == MonthFirst:
		month, date = d.a, d.b
	}
	if year < 100 { // a year of one or two figures: banks have no statements of the last century left, nor of the next
		year += 2000
	}
	out := domain.NewDate(year, time.Month(month), date)
	return out, month >= 1 && month <= 12 && date >= 1 && domain.DateOf(out.Time()) == out
}
