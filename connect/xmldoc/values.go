package xmldoc

import (
	"strconv"
	"strings"
	"time"

	"countersign/domain"
)

// Values turns the texts of a document into domain values, notes where each stood, and keeps the first refusal, so that
// a mapping reads as a list of fields. Make it with NewValues; look at Err when the mapping is done.
type Values struct {
	Paths  map[string]string // business term -> path
	Doubts []domain.Finding  // what could not be read and was left unstated

	currency domain.Currency // of the document, once Currency has found it
	err      error
}

// NewValues makes a Values for one document.
func NewValues() *Values { return &Values{Paths: make(map[string]string, 128)} }

// Err is the first refusal, nil when every value could be read.
func (v *Values) Err() error { return v.err }

// Fail keeps a refusal about the element at path unless there is one already.
func (v *Values) Fail(reason, path, format string, args ...any) {
	if v.err == nil {
		v.err = Refuse(reason, path, format, args...)
	}
}

// note remembers where a term stands; roles that lack a term pass "".
func (v *Values) note(term, path string) {
	if term != "" {
		v.Paths[term] = path
	}
}

// Text is the value of an element, "" when it is absent or empty.
func (v *Values) Text(term string, t Text) string {
	if t.Value != "" {
		v.note(term, t.Path)
	}
	return t.Value
}

// Attr is the value of an element's attribute, "" when it is not there.
func (v *Values) Attr(term string, t Text, name string) string {
	value := t.Attr(name)
	if value != "" {
		v.note(term, t.Path+"/@"+name)
	}
	return value
}

// Joined puts the texts of a repeated element on lines of their own; the path is the first one's.
func (v *Values) Joined(term string, list []Text) string {
	var texts []string
	for _, t := range list {
		if t.Value == "" {
			continue
		}
		if len(texts) == 0 {
			v.note(term, t.Path)
		}
		texts = append(texts, t.Value)
	}
	return strings.Join(texts, "\n")
}

// ID is an identifier with the scheme that its attribute schemeID names.
func (v *Values) ID(term string, t Text) domain.PartyID {
	return domain.PartyID{Value: v.Text(term, t), Scheme: t.Attr("schemeID")}
}

// Decimal is the number as written, nil when the element is absent or empty.
// Refuses with reason bad_decimal what is no xsd:decimal, scientific notation included.
func (v *Values) Decimal(term string, t Text) *domain.Decimal {
	if t.Value == "" {
		return nil
	}
	d, err := domain.ParseDecimal(t.Value)
	if err != nil {
		v.Fail(ReasonBadDecimal, t.Path, "%.40q is not a decimal number of at most 18 digits.", t.Value)
		return nil
	}
	v.Paths[term] = t.Path
	v.amount(term, t)
	return &d
}

// amount doubts a number that names another currency than the document's; only VAT in the accounting currency may.
// Source: Peppol BIS 3, PEPPOL-EN16931-R051.
func (v *Values) amount(term string, t Text) {
	if code := t.Attr("currencyID"); code != "" && v.currency != "" && code != string(v.currency) && term != "BT-111" {
		v.Doubts = append(v.Doubts, domain.Finding{
			Rule: "PEPPOL-EN16931-R051", Field: term, Stated: code, Expected: string(v.currency),
			Message: "The amount is stated in another currency than the document's.",
		})
	}
}

// Currency is the document's currency; where it names none, that of the first of its amounts which does, with a doubt.
func (v *Values) Currency(term string, t Text, amounts ...Text) domain.Currency {
	if t.Value != "" {
		v.currency = domain.Currency(v.Text(term, t))
		return v.currency
	}
	for _, a := range amounts {
		if code := a.Attr("currencyID"); code != "" {
			v.Paths[term], v.currency = a.Path, domain.Currency(code)
			v.Doubts = append(v.Doubts, domain.Finding{
				Rule: "BR-05", Severity: domain.SeverityWarning, Field: term, Expected: code,
				Message: "The document names no currency; that of its amounts is taken.",
			})
			return v.currency
		}
	}
	return ""
}

// A Day is a date as a format writes it: the element, and what of its text to read in which layout of package time. The
// zero Day is one that the document does not state.
type Day struct {
	Text   Text
	layout string
	value  string
}

// DayOf is a day in a layout of package time, such as "20060102".
func DayOf(t Text, layout string) Day { return Day{t, layout, t.Value} }

// ISODay is an xsd:date; the zone that it may carry says nothing about an accounting date and is dropped.
func ISODay(t Text) Day {
	d := DayOf(t, time.DateOnly)
	if len(t.Value) > len(time.DateOnly) {
		if zone := t.Value[len(time.DateOnly):]; zone == "Z" || len(zone) == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' {
			d.value = t.Value[:len(time.DateOnly)]
		}
	}
	return d
}

// Date is the day, the zero Date when the element is absent or empty.
// Refuses with reason impossible_date a day that no calendar has, with bad_date anything else that is no day.
func (v *Values) Date(term string, d Day) domain.Date {
	date, refusal := d.parse()
	if refusal != nil && v.err == nil {
		v.err = refusal
	}
	if !date.IsZero() {
		v.Paths[term] = d.Text.Path
	}
	return date
}

// SideDate is a day by which nobody pays or posts: one that cannot be read is a doubt and stays unstated.
func (v *Values) SideDate(term string, d Day) domain.Date {
	date, refusal := d.parse()
	if d.value != "" {
		v.Paths[term] = d.Text.Path
	}
	if refusal != nil {
		v.Doubts = append(v.Doubts, domain.Finding{
			Rule: "CS-DATE", Field: term, Message: refusal.Message, Stated: d.value,
		})
	}
	return date
}

func (d Day) parse() (domain.Date, *domain.Error) {
	if d.value == "" {
		return domain.Date{}, nil
	}
	at, err := time.Parse(d.layout, d.value)
	switch {
	case err != nil && digitsLike(d.layout, d.value):
		return domain.Date{}, Refuse(ReasonImpossibleDate, d.Text.Path, "%.40q is a day that no calendar has.", d.value)
	case err != nil:
		return domain.Date{}, Refuse(ReasonBadDate, d.Text.Path, "%.40q is not a date.", d.value)
	case at.Year() < 1:
		return domain.Date{}, Refuse(ReasonImpossibleDate, d.Text.Path, "%.40q is a day that no calendar has.", d.value)
	}
	return domain.DateOf(at), nil
}

// digitsLike says whether text has a digit wherever the layout has one, and the same signs between.
func digitsLike(layout, text string) bool {
	if len(layout) != len(text) {
		return false
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	for i := range len(layout) {
		if digit(layout[i]) != digit(text[i]) || !digit(layout[i]) && layout[i] != text[i] {
			return false
		}
	}
	return true
}

// Flag reads an xsd:boolean. Refuses with reason bad_indicator what is none: absent is not false, for it decides
// whether an amount is added or taken off.
func (v *Values) Flag(parent string, t Text) bool {
	switch t.Value {
	case "true", "1":
		return true
	case "false", "0":
		return false
	}
	path := t.Path
	if path == "" {
		path = parent
	}
	v.Fail(ReasonBadIndicator, path, "%.40q is neither true nor false.", t.Value)
	return false
}

// Term is a business term with its position from 1 in each enclosing list: Term("BT-136", 2, 1) is "BT-136[2.1]".
func Term(term string, at ...int) string {
	if len(at) == 0 {
		return term
	}
	var b strings.Builder
	b.WriteString(term)
	for i, n := range at {
		b.WriteByte("[."[min(i, 1)])
		b.WriteString(strconv.Itoa(n))
	}
	b.WriteByte(']')
	return b.String()
}
