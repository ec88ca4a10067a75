package bai2

import (
	"regexp"
	"strconv"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// defaultCurrency is what amounts are in where neither account nor group says otherwise. Source: BAI2, record 02.
const defaultCurrency domain.Currency = "USD"

func (r *reader) openGroup(rec *record) error {
	if err := r.leaveGroup(rec.line); err != nil {
		return err
	}
	f := append(rec.fields(), make([]string, 7)...)
	asOf, err := dateOf(f[3], rec.line)
	if err != nil {
		return err
	}
	if asOf.IsZero() {
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The group does not say of what day it is.")
	}
	switch f[2] {
	case "2":
		return textdoc.Refuse(reasonNotAReport, rec.line, "The group deletes an earlier report; no statement can be read from it.")
	case "4":
		return textdoc.Refuse(reasonNotAReport, rec.line, "The group is a test of the bank.")
	}
	currency, err := currencyOf(f[5], "", rec.line)
	if err != nil {
		return err
	}
	r.group = &group{originator: f[1], asOf: asOf, currency: currency, provisional: f[6] == "1" || f[6] == "3"}
	r.group.records = int64(rec.count)
	return nil
}

const reasonNotAReport = "not_a_report"

func currencyOf(field string, otherwise domain.Currency, line int) (domain.Currency, error) {
	if field == "" {
		return otherwise, nil
	}
	if c := domain.Currency(strings.ToUpper(field)); c.Valid() {
		return c, nil
	}
	return "", textdoc.Refuse(textdoc.ReasonMalformed, line, "%.10q is no currency code.", field)
}

func (r *reader) openAccount(rec *record) error {
	if err := r.leaveAccount(rec.line); err != nil {
		return err
	}
	f := append(rec.fields(), "", "")
	if f[0] == "" {
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The account has no number.")
	}
	currency, err := currencyOf(f[1], r.group.currency, rec.line)
	if err != nil {
		return err
	}
	if currency == "" {
		currency = defaultCurrency
		err := r.findings.Tell("BAI2-CURRENCY", domain.SeverityInfo, rec.line, "No currency is stated; by the standard it is USD.", "", "USD")
		if err != nil {
			return err
		}
	}
	a := &account{statement: domain.BankStatement{
		Account: accountNumber(f[0]), Bank: r.group.originator, Currency: currency, From: r.group.asOf, To: r.group.asOf,
		Provisional: r.group.provisional,
	}}
	a.records = int64(rec.count)
	if err := a.balances(rec, f[2:]); err != nil {
		return err
	}
	r.account = a
	if r.v.Begin == nil {
		return nil
	}
	return r.v.Begin(a.statement)
}

// balances reads the groups of type, amount, items and funds type behind an account's number.
func (a *account) balances(rec *record, f []string) error {
	at := func(i int) string {
		if i < len(f) {
			return f[i]
		}
		return ""
	}
	for i := 0; i < len(f); {
		code := f[i]
		amount, stated, err := amountOf(at(i+1), rec.line)
		if err != nil {
			return err
		}
		if code == "" && stated || code != "" && !isCode(code) {
			return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "%.20q is no type code of a balance.", code)
		}
		if stated {
			if err := add(&a.sum, amount, rec.line); err != nil {
				return err
			}
			d := domain.NewDecimal(amount, a.statement.Currency.Digits())
			switch code {
			case "010":
				a.statement.Opening = &d
			case "015":
				a.statement.Closing = &d
			}
		}
		funds, days := at(i+3), at(i+4)
		i += 4
		switch funds {
		case "V":
			i += 2
		case "S":
			i += 3
		case "D":
			n, err := distribution(days, rec.line)
			if err != nil {
				return err
			}
			i += 1 + 2*n
		}
	}
	return nil
}

func isCode(s string) bool {
	_, err := strconv.ParseUint(s, 10, 16)
	return len(s) == 3 && err == nil
}

// distribution is the number of days that a funds type D lists.
func distribution(field string, line int) (int, error) {
	n, err := strconv.Atoi(field)
	if err != nil || n < 0 || n > 1000 {
		return 0, textdoc.Refuse(textdoc.ReasonMalformed, line, "%.20q is no number of days of a funds type D.", field)
	}
	return n, nil
}

func (r *reader) movement(rec *record) error {
	a := r.account
	a.records += int64(rec.count)
	c := &cursor{pieces: rec.pieces}
	code := c.field()
	if !isCode(code) {
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "%.20q is no type code of a movement.", code)
	}
	amount, stated, err := amountOf(c.field(), rec.line)
	if err != nil {
		return err
	}
	if code == nonMonetary && amount == 0 {
		return r.findings.Tell("BAI2-16-NON-MONETARY", domain.SeverityInfo, rec.line, "The record moves no money and is no entry.", code, "")
	}
	sign := direction(code)
	switch {
	case !stated:
		return textdoc.Refuse(textdoc.ReasonBadDecimal, rec.line, "The movement has no amount.")
	case sign == 0:
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "Whether type code %s is money in or out is not known.", code)
	}
	if err := add(&a.sum, amount, rec.line); err != nil {
		return err
	}
	value, err := r.funds(c, amount, rec.line)
	if err != nil {
		return err
	}
	entry := domain.BankEntry{
		Booked: r.group.asOf, Value: value, Amount: domain.NewDecimal(sign*amount, a.statement.Currency.Digits()),
		Currency: a.statement.Currency, Reversal: takesBack[code], BankRef: c.field(), CustomerRef: c.field(), Code: code,
	}
	text := c.text()
	entry.Text = strings.Join(strings.Fields(strings.Join(text, " ")), " ")
	labels(&entry, text)
	if r.v.Entry == nil {
		return nil
	}
	return r.v.Entry(entry)
}

// funds reads a movement's funds type: the value date that V carries, and whether the parts of S add up.
func (r *reader) funds(c *cursor, amount int64, line int) (value domain.Date, err error) {
	var parts int
	days := false
	switch kind := c.field(); kind {
	case "V":
		value, err = dateOf(c.field(), line)
		_ = c.field() // the time
		return value, err
	case "S":
		parts = 3
	case "D":
		days = true
		if parts, err = distribution(c.field(), line); err != nil {
			return value, err
		}
	case "", "0", "1", "2", "Z":
		return value, nil
	default:
		return value, textdoc.Refuse(textdoc.ReasonMalformed, line, "%.20q is no funds type.", kind)
	}
	var sum int64
	for range parts {
		if days {
			_ = c.field()
		}
		part, _, err := amountOf(c.field(), line)
		if err != nil {
			return value, err
		}
		if err := add(&sum, part, line); err != nil {
			return value, err
		}
	}
	if sum != amount {
		err = r.findings.Tell("BAI2-16-FUNDS", domain.SeverityWarning, line, "The parts by availability do not add up to the amount.",
			strconv.FormatInt(sum, 10), strconv.FormatInt(amount, 10))
	}
	return value, err
}

// label is how Goldman Sachs and others that follow ISO 20022 name what stands in a continuation.
var label = regexp.MustCompile(`^(EREF|CRNM|DBNM|CACT|DACT|CBIC|DBIC): ?(.+)$`)

// labels takes the end-to-end reference and the other side from continuations that name them.
func labels(entry *domain.BankEntry, text []string) {
	name, acct := "CRNM", "CACT"
	if entry.Amount.Sign() > 0 {
		name, acct = "DBNM", "DACT"
	}
	for _, t := range text {
		m := label.FindStringSubmatch(strings.TrimSpace(t))
		if m == nil {
			continue
		}
		switch m[1] {
		case "EREF":
			entry.EndToEndID = m[2]
		case name:
			entry.Counterparty = m[2]
		case acct:
			entry.CounterAcct = accountNumber(m[2])
		}
	}
}

func accountNumber(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
