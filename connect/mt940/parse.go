package mt940

import (
	"regexp"
	"strings"
	"time"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// balance is one of 60F, 60M, 62F, 62M: side, day, currency, amount. Some banks leave the currency out or put a blank
// into the amount; what follows it is not read.
var balance = regexp.MustCompile(`^\s*(R?[CD])\s*(\d{6})([A-Z]{3})?\s*(\d[\d.]*,?\d*)(\s.*)?$`)

// movement is the first line of field 61: value day, booking day, mark, funds code, amount, type and references.
// Source: SWIFT Standards MT, category 9, field 61.
var movement = regexp.MustCompile(`^\s*(\d{6})(\d{4}|\s{4})?\s*(E[CD]|R?[CD])\s?([A-Z])?\s*(\d[\d.]*,?\d*)\s*([A-Z][A-Z0-9 ]{3})(.*)$`)

// amount reads digits with a comma; the standard always writes one, some banks a point or nothing.
func amount(s string) (domain.Decimal, error) {
	if strings.Contains(s, ",") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	}
	return domain.ParseDecimal(s)
}

// day reads YYMMDD. Banks that count months of 30 days write 30 February: such a day is the month's last one. Any other
// day that no calendar has is not stated. odd says that the day is one of the two.
func day(s string) (d domain.Date, odd bool) {
	if len(s) != 6 || !digits(s) {
		return domain.Date{}, true
	}
	year := 2000 + atoi(s[:2])
	if atoi(s[:2]) >= 80 {
		year -= 100
	}
	d = dayOf(year, atoi(s[2:4]), atoi(s[4:]))
	return d, d.Day() != atoi(s[4:])
}

func dayOf(year, month, day int) domain.Date {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return domain.Date{}
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
	return domain.NewDate(year, time.Month(month), min(day, last.Day()))
}

// bookedOn is the booking day MMDD in the year that brings it nearest to the value day. It is left out where it is the
// value day.
func bookedOn(s string, value domain.Date) domain.Date {
	if !digits(s) || value.IsZero() {
		return value
	}
	var best domain.Date
	for year := value.Year() - 1; year <= value.Year()+1; year++ {
		d := dayOf(year, atoi(s[:2]), atoi(s[2:]))
		if d.IsZero() {
			return value
		}
		if best.IsZero() || distance(d, value) < distance(best, value) {
			best = d
		}
	}
	return best
}

func distance(a, b domain.Date) int {
	if days := a.DaysUntil(b); days > 0 {
		return days
	}
	return b.DaysUntil(a)
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// entry reads field 61. odd says that its value day is not as day expects.
func entry(f *field) (_ domain.BankEntry, odd bool, _ error) {
	found := movement.FindStringSubmatch(f.value())
	if found == nil {
		return domain.BankEntry{}, false, textdoc.Refuse(textdoc.ReasonMalformed, f.at, "The field :61: has no day, side, amount and type where they belong.")
	}
	n, err := amount(found[5])
	if err != nil {
		return domain.BankEntry{}, false, textdoc.Refuse(textdoc.ReasonBadDecimal, f.at, "%.40q is not an amount of at most 18 digits.", found[5])
	}
	e := domain.BankEntry{Amount: n, Code: strings.TrimSpace(found[6])}
	e.Value, odd = day(found[1])
	e.Booked = bookedOn(strings.TrimSpace(found[2]), e.Value)
	switch found[3] {
	case "D", "ED":
		e.Amount = n.Neg()
	case "RC": // takes money in back
		e.Amount, e.Reversal = n.Neg(), true
	case "RD":
		e.Reversal = true
	}
	e.Pending = found[3][0] == 'E'
	references(&e, found[7])
	for _, more := range f.lines[1:] {
		supplement(&e, strings.TrimSpace(more))
	}
	return e, odd, nil
}

// references reads "customer//bank" and, as Rabobank writes it, a name after sixteen columns.
func references(e *domain.BankEntry, s string) {
	customer, bank, _ := strings.Cut(s, "//")
	e.BankRef = own(strings.TrimSpace(bank))
	ref, name := strings.TrimSpace(customer), ""
	if columns := []rune(customer); len(columns) > 16 && strings.Contains(string(columns[:16]), "  ") {
		ref, name = strings.TrimSpace(string(columns[:16])), strings.TrimSpace(string(columns[16:]))
	}
	if name != "" {
		e.Counterparty = line(name)
		if account := strings.TrimPrefix(ref, "P"); digits(account) && len(account) <= 10 { // Rabobank: P for a giro account
			e.CounterAcct = ref
			return
		}
	}
	e.CustomerRef = own(ref)
}

// own drops the words that stand where there is no reference, or say that it stands in field 86.
func own(ref string) string {
	switch strings.TrimSuffix(ref, "+") {
	case "NONREF", "EREF", "KREF", "MARF", "MREF", "PREF", "NOTPROVIDED", "NOT PROVIDED":
		return ""
	}
	return line(ref)
}

// counterAccount is what Rabobank and others put below the movement.
var counterAccount = regexp.MustCompile(`^(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|P?\d{9,10})$`)

// supplement reads a further line of field 61.
func supplement(e *domain.BankEntry, s string) {
	switch {
	case s == "":
	case e.CounterAcct == "" && counterAccount.MatchString(s):
		e.CounterAcct = s
	default:
		e.Text = join(e.Text, s)
	}
}
