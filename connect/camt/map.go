package camt

import (
	"strconv"
	"strings"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

// mapping turns elements into domain values as they close.
type mapping struct {
	doc         document
	visitor     domain.StatementVisitor
	provisional bool

	statements int
	begun      bool // the visitor knows of the statement that is open
	details    []detail
	currencies currencySet
}

// take receives what xmldoc.Stream gives.
func (m *mapping) take(element any) error {
	switch e := element.(type) {
	case *transaction:
		return m.transaction(e)
	case *entry:
		return m.entry(e)
	case *account:
		return m.end(e)
	}
	return nil
}

// begin tells the visitor of the open statement once.
func (m *mapping) begin(a *account) error {
	if m.begun {
		return nil
	}
	m.begun = true
	m.statements++
	m.currencies = currencySet{}
	if m.visitor.Begin == nil {
		return nil
	}
	s, err := m.statement(a)
	if err != nil {
		return err
	}
	return m.visitor.Begin(s)
}

func (m *mapping) end(a *account) error {
	if err := m.begin(a); err != nil {
		return err
	}
	m.begun = false
	if m.visitor.End == nil {
		return nil
	}
	s, err := m.statement(a)
	if err != nil {
		return err
	}
	if s.Currency == "" && len(a.Balances) == 0 {
		s.Currency = m.currencies.only()
	}
	return m.visitor.End(s)
}

// statement is what is known of one so far: from version 1 on all but its entries stands before them.
func (m *mapping) statement(a *account) (domain.BankStatement, error) {
	s := domain.BankStatement{
		Account:     number(a.Account.ID),
		Bank:        either(a.Account.Servicer.Institution.BIC, a.Account.Servicer.Institution.Clearing.Member),
		Currency:    domain.Currency(a.Account.Currency.Value),
		Number:      either(a.LegalNr, a.Number, a.ID),
		Provisional: m.provisional,
		Page:        m.page(a),
	}
	var r reading
	s.From, s.To = r.date(a.FromTo.From), r.date(a.FromTo.To)
	var closed domain.Date
	var before *domain.Decimal // closing balance of the period before
	currencies := currencySet{}
	for i := range a.Balances {
		b := &a.Balances[i]
		on := r.day(b.Date)
		currencies.add(b.Amount)
		switch either(b.Type.Choice.Code, b.Type.Code) {
		case "OPBD":
			r.balance(&s.Opening, b)
			if s.From.IsZero() {
				s.From = on
			}
		case "PRCD":
			r.balance(&before, b)
		case "CLBD":
			r.balance(&s.Closing, b)
			closed = on
		}
	}
	if s.Opening == nil {
		s.Opening = before
	}
	if s.To.IsZero() {
		s.To = closed
	}
	if s.Currency == "" {
		s.Currency = currencies.only()
	}
	return s, r.err
}

// page is the statement's page where it goes over several, 0 otherwise.
func (m *mapping) page(a *account) int {
	for _, p := range []pagination{a.Pages, m.doc.Message.Header.Pages} {
		n, err := strconv.Atoi(p.Page.Value)
		if err == nil && n > 0 && n < 100_000 && (n > 1 || p.Last.Value == "false" || p.Last.Value == "0") {
			return n
		}
	}
	return 0
}

func number(id accountID) string {
	value := either(id.IBAN, id.BBAN, id.Other.ID, id.Proprietary.ID)
	return strings.ToUpper(strings.Join(strings.Fields(value), ""))
}

// either is the first value that is stated.
func either(texts ...text) string {
	for _, t := range texts {
		if t.Value != "" {
			return t.Value
		}
	}
	return ""
}

// currencySet knows whether amounts had one currency.
type currencySet struct {
	one  domain.Currency
	many bool
}

func (c *currencySet) add(t text) {
	switch code := domain.Currency(t.Attr("Ccy")); {
	case code == "" || code == c.one:
	case c.one == "":
		c.one = code
	default:
		c.many = true
	}
}

// only is the currency of all amounts, "" when there are several.
func (c *currencySet) only() domain.Currency {
	if c.many {
		return ""
	}
	return c.one
}

// reading turns texts into values and keeps the first refusal.
type reading struct{ err error }

func (r *reading) fail(reason string, at text, format string, args ...any) {
	if r.err == nil {
		r.err = xmldoc.Refuse(reason, at.Path, format, args...)
	}
}

// day is the date of whichever element is there.
func (r *reading) day(d day) domain.Date {
	if d.Date.Value != "" {
		return r.date(d.Date)
	}
	return r.date(d.Time)
}

// date is the day of a date or an instant, in the instant's own zone: the bank's day is the one that counts.
func (r *reading) date(t text) domain.Date {
	if t.Value == "" {
		return domain.Date{}
	}
	value := t.Value
	if len(value) > 10 && strings.IndexByte("TZ+- ", value[10]) >= 0 {
		value = value[:10]
	}
	d, err := domain.ParseDate(value)
	switch {
	case err == nil:
		return d
	case dateLike(value):
		r.fail(xmldoc.ReasonImpossibleDate, t, "%.40q is a day that no calendar has.", t.Value)
	default:
		r.fail(xmldoc.ReasonBadDate, t, "%.40q is not a date.", t.Value)
	}
	return domain.Date{}
}

func dateLike(s string) bool {
	if len(s) != 10 {
		return false
	}
	for i := range len(s) {
		if dash := i == 4 || i == 7; dash != (s[i] == '-') || !dash && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// balance keeps the first balance of a kind.
func (r *reading) balance(into **domain.Decimal, b *balance) {
	if *into == nil {
		*into = r.signed(b.Amount, b.Side)
	}
}

// signed is an amount with the sign of its side, nil when it is absent.
func (r *reading) signed(amount, side text) *domain.Decimal {
	if amount.Value == "" {
		return nil
	}
	d, err := domain.ParseDecimal(amount.Value)
	if err != nil {
		r.fail(xmldoc.ReasonBadDecimal, amount, "%.40q is not a decimal number of at most 18 digits.", amount.Value)
		return nil
	}
	switch side.Value {
	case "CRDT":
	case "DBIT":
		d = d.Neg()
	default:
		at := side
		if at.Path == "" {
			at = amount
		}
		r.fail(xmldoc.ReasonBadIndicator, at, "%.40q is neither CRDT nor DBIT, so that nobody can tell the amount's sign.", side.Value)
	}
	return &d
}
