package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// Read tells v the file as one statement, by a mapping that Detect found or somebody saved, in the memory of one record.
// Opening and closing come from the running balance, from columns of their own, or from lines before and after the
// movements; a balance that does not follow is a finding, and so is every line that is no movement.
//
// Errors: INVALID, Field "line 12", with a reason: bad_mapping, ambiguous while the mapping leaves something open,
// header_not_found, bad_date, bad_decimal, bad_sign, bad_currency, too_large.
func Read(in io.Reader, m Mapping, v domain.StatementVisitor) error {
	if err := m.Valid(); err != nil {
		return err
	}
	if len(m.Uncertain) > 0 {
		return textdoc.Refuse("ambiguous", 0, "The mapping leaves open: %v. Settle it before the file is read.", m.Uncertain)
	}
	r := &reader{m: m, v: v, findings: textdoc.Findings{To: v.Finding}, inTable: m.Header == nil, currencies: map[domain.Currency]int{}}
	text := textdoc.NewReader(in)
	s := newRows(text, m.Delimiter)
	for {
		one, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := r.take(one); err != nil {
			return err
		}
	}
	if n := text.Repaired(); n > 0 {
		err := r.findings.Tell("CSV-CHARSET-LATER", domain.SeverityWarning, 0, "Some bytes are not in the file's charset and were read as Windows-1252.", "", "")
		if err != nil {
			return err
		}
	}
	return r.finish()
}

// reader is what is known while records come.
type reader struct {
	m         Mapping
	v         domain.StatementVisitor
	findings  textdoc.Findings
	statement domain.BankStatement
	inTable   bool // the header has been seen, or there is none
	begun     bool

	entries        int
	breaks         int // balances that do not follow
	balance, moved domain.Decimal
	hasBalance     bool
	currencies     map[domain.Currency]int
}

func (r *reader) take(one row) error {
	if one.blank() {
		return nil
	}
	if !r.inTable {
		if r.m.equalHeader(one) {
			r.inTable = true
			return nil
		}
		return r.aside(one)
	}
	cell := one.cell(r.m.column(Booked))
	d, looks := dayOf(cell)
	if booked, ok := d.date(r.m.Dates); looks && ok {
		if !r.m.hasAmount(one) {
			return r.passed(one, domain.SeverityWarning, "The line has a date and no amount; it is no movement.")
		}
		return r.movement(one, booked)
	}
	_, number := r.number(one)
	switch {
	case looks && number:
		return textdoc.Refuse("bad_date", one.line, "%.40q is no date in the order %s.", cell, r.m.Dates)
	case !number || r.entries == 0 && r.m.Header == nil || balanceIn(one) != "":
		return r.aside(one)
	}
	return textdoc.Refuse("bad_date", one.line, "%.40q is no date, and an amount stands beside it.", cell)
}

// number is the amount of a line that is no movement, wherever the mapping has one.
func (r *reader) number(one row) (domain.Decimal, bool) {
	for _, role := range []Role{Amount, Credit, Debit, Balance} {
		if d, ok := r.m.decimal(one.cell(r.m.column(role))); ok {
			return d, true
		}
	}
	return domain.Decimal{}, false
}

func balanceIn(one row) Role {
	for _, cell := range one.cells {
		if role := balanceLine(cell); role != "" {
			return role
		}
	}
	return ""
}

// aside takes what a line before or after the movements says of the statement.
func (r *reader) aside(one row) error {
	if role := balanceIn(one); role != "" {
		for _, cell := range one.cells {
			if d, ok := r.m.decimal(cell); ok && balanceLine(cell) == "" {
				if role == Opening {
					r.statement.Opening = &d
				} else {
					r.statement.Closing = &d
				}
				return nil
			}
		}
	}
	for _, cell := range one.cells {
		name, value, found := strings.Cut(cell, ":")
		if role, _ := roleOf(name); found && role == Account && r.statement.Account == "" {
			r.statement.Account = accountNumber(value)
		}
	}
	return r.passed(one, domain.SeverityInfo, "The line is no movement and was passed over.")
}

func (r *reader) passed(one row, s domain.Severity, message string) error {
	text := []rune(strings.Trim(strings.Join(one.cells, " "), " "))
	return r.findings.Tell("CSV-LINE", s, one.line, message, string(text[:min(len(text), 60)]), "")
}

func (r *reader) movement(one row, booked domain.Date) error {
	amount, err := r.m.amount(one)
	if err != nil {
		return err
	}
	e := domain.BankEntry{Booked: booked, Amount: amount, Currency: r.m.Currency}
	if cell := one.cell(r.m.column(Value)); cell != "" {
		d, looks := dayOf(cell)
		var ok bool
		if e.Value, ok = d.date(r.m.Dates); !looks || !ok {
			return textdoc.Refuse("bad_date", one.line, "%.40q is no date in the order %s.", cell, r.m.Dates)
		}
	}
	if cell := one.cell(r.m.column(Currency)); cell != "" {
		if e.Currency = domain.Currency(strings.ToUpper(cell)); !e.Currency.Valid() {
			return textdoc.Refuse("bad_currency", one.line, "%.10q is no currency code.", cell)
		}
	}
	take := func(role Role) string { return strings.Clone(one.cell(r.m.column(role))) }
	e.EndToEndID, e.BankRef, e.CustomerRef, e.Code = take(EndToEnd), take(BankRef), take(CustomerRef), take(Code)
	e.Counterparty, e.CounterAcct = take(Counterparty), accountNumber(take(CounterAcct))
	var text []string
	for _, at := range r.m.Columns[Text] {
		if cell := one.cell(at - 1); cell != "" && (len(text) == 0 || text[len(text)-1] != cell) {
			text = append(text, cell)
		}
	}
	e.Text = strings.Join(strings.Fields(strings.Join(text, " ")), " ")
	if err := r.follow(one, amount); err != nil {
		return err
	}
	if err := r.begin(one); err != nil {
		return err
	}
	r.entries++
	if len(r.currencies) < 100 || r.currencies[e.Currency] > 0 {
		r.currencies[e.Currency]++
	}
	if r.statement.From.IsZero() || booked.Before(r.statement.From) {
		r.statement.From = booked
	}
	if r.statement.To.Before(booked) || r.statement.To.IsZero() {
		r.statement.To = booked
	}
	if r.v.Entry == nil {
		return nil
	}
	return r.v.Entry(e)
}

// begin tells of the statement before its first movement, of which one is the line when there is any.
func (r *reader) begin(one row) error {
	if r.begun {
		return nil
	}
	r.begun = true
	if a := one.cell(r.m.column(Account)); a != "" {
		r.statement.Account = accountNumber(a)
	}
	r.statement.Bank = strings.Clone(one.cell(r.m.column(Bank)))
	r.statement.Currency = r.m.Currency
	for role, to := range map[Role]**domain.Decimal{Opening: &r.statement.Opening, Closing: &r.statement.Closing} {
		d, there, err := r.m.stated(one, role)
		if err != nil {
			return err
		}
		if there {
			*to = &d
		}
	}
	if r.v.Begin == nil {
		return nil
	}
	return r.v.Begin(r.statement)
}

// follow takes opening and closing from the running balance and counts where it does not go on.
func (r *reader) follow(one row, amount domain.Decimal) error {
	balance, there, err := r.m.stated(one, Balance)
	if err != nil || !there {
		return err
	}
	before, err := balance.Add(amount.Neg())
	if err != nil {
		return textdoc.Refuse(textdoc.ReasonBadDecimal, one.line, "Balance and amount have more than 18 digits together.")
	}
	if !r.m.NewestFirst {
		if !r.hasBalance {
			r.statement.Opening = &before
		} else if r.balance.Cmp(before) != 0 {
			r.breaks++
		}
		r.statement.Closing = &balance
		r.balance = balance
	} else {
		if !r.hasBalance {
			r.statement.Closing = &balance
		} else if r.moved.Cmp(balance) != 0 {
			r.breaks++
		}
		r.statement.Opening = &before
		r.moved = before
	}
	r.hasBalance = true
	return nil
}

func (r *reader) finish() error {
	if !r.inTable {
		return textdoc.Refuse("header_not_found", 0, "No line of the file is the header that the mapping names.")
	}
	if err := r.begin(row{}); err != nil {
		return err
	}
	if r.breaks > 0 {
		// A chain that breaks says nothing of its ends that the amounts do not contradict; who looks at it decides.
		err := r.findings.Tell("CSV-BALANCE", domain.SeverityWarning, 0, fmt.Sprintf("The running balance does not follow in %d of %d movements.", r.breaks, r.entries), "", "")
		if err != nil {
			return err
		}
	}
	if err := r.currency(); err != nil || r.v.End == nil {
		return err
	}
	return r.v.End(r.statement)
}

// currency is the one of three movements in four; a file with several is told.
func (r *reader) currency() error {
	var most domain.Currency
	for c, n := range r.currencies {
		if n*4 >= r.entries*3 {
			most = c
		}
	}
	r.statement.Currency = most
	if r.entries == 0 {
		r.statement.Currency = r.m.Currency
	}
	if len(r.currencies) < 2 {
		return nil
	}
	return r.findings.Tell("CSV-CURRENCIES", domain.SeverityWarning, 0, fmt.Sprintf("The movements are in %d currencies.", len(r.currencies)), string(most), "")
}

func accountNumber(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
