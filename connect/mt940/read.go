package mt940

import (
	"io"
	"regexp"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

var (
	transaction = regexp.MustCompile(`(?m)^[\s\x01\x1A]*(?:\{[^\r\n]*\{4:)?:20:`)
	content     = regexp.MustCompile(`(?m)^\s*:(?:25P?|28C?|60[FM]|13D?|34F):`)
)

// Sniff says whether the first bytes of a file look like MT940 or MT942: a reference, an account, a number or balance.
func Sniff(head []byte) bool {
	at := transaction.FindIndex(head)
	return at != nil && content.Match(head[at[0]:])
}

// Read tells v what the messages of a file hold, one statement each, in the order of the file and in the memory of one
// entry.
//
// Errors: INVALID with a reason of textdoc; Field is the line of the file. What v or r return, wrapped.
func Read(r io.Reader, v domain.StatementVisitor) error {
	m := &machine{visitor: v, findings: &textdoc.Findings{To: v.Finding}}
	s := newScanner(r)
	for {
		f, err := s.next()
		if err != nil {
			return err
		}
		if f == nil {
			break
		}
		if err := m.take(f); err != nil {
			return err
		}
		m.closed = m.closed || f.ended
	}
	if !m.open {
		return textdoc.Refuse(textdoc.ReasonNoStatement, 0, "The file holds no message with a reference in field :20:.")
	}
	if err := m.end(); err != nil {
		return err
	}
	if s.lines.Charset() != textdoc.Windows1252 && s.lines.Repaired() == 0 {
		return nil
	}
	return m.findings.Tell("MT940-CHARSET", domain.SeverityInfo, 0,
		"The file is no UTF-8 and does not say what it is: letters beyond ASCII were read as Windows-1252.", "", "")
}

// machine turns fields into statements and entries.
type machine struct {
	visitor   domain.StatementVisitor
	findings  *textdoc.Findings
	statement domain.BankStatement
	open      bool // a message has begun
	begun     bool // the visitor knows of it
	closed    bool // it has a closing balance, sums or an end
	entry     *domain.BankEntry
	details   []string // field 86 of the entry
	notes     []string // field NS of the entry
	page      int
	reference string
}

func (m *machine) take(f *field) error {
	if f.tag != "20" && !m.open {
		return nil // headers of the bank's own
	}
	switch f.tag {
	case "20":
		return m.message(f)
	case "25", "25P":
		return m.account(f)
	case "28", "28C":
		m.number(f.value())
	case "34F", "13", "13D":
		m.statement.Provisional = true
		if currency := strings.TrimSpace(f.value()); f.tag == "34F" && len(currency) >= 3 && m.statement.Currency == "" {
			m.statement.Currency = domain.Currency(currency[:3])
		}
	case "60F", "60M":
		return m.opening(f)
	case "61":
		return m.movement(f)
	case "86":
		if m.entry != nil {
			m.details = append(m.details, f.lines...)
		}
	case "NS":
		if m.entry != nil {
			m.notes = append(m.notes, f.lines...)
		}
	case "62F", "62M":
		return m.closing(f)
	case "64", "65", "65F":
		return m.flush()
	case "90C", "90D":
		m.closed = true
		return m.flush()
	}
	return nil
}

// message begins one; the one before must have ended.
func (m *machine) message(f *field) error {
	if m.open {
		if !m.closed {
			return textdoc.Refuse(textdoc.ReasonMalformed, f.at, "A message begins before the one before it has ended.")
		}
		if err := m.end(); err != nil {
			return err
		}
	}
	*m = machine{visitor: m.visitor, findings: m.findings, open: true, reference: strings.TrimSpace(f.value())}
	return nil
}

// own bank, account and currency: "BANK/ACCOUNT", "ACCOUNT EUR", "BANK/ACCOUNT/EUR".
var ownCurrency = regexp.MustCompile(`^(.*\d)[ /]?([A-Z]{3})$`)

func (m *machine) account(f *field) error {
	if m.begun {
		return textdoc.Refuse(textdoc.ReasonMalformed, f.at, "The field :%s: names an account after the first movement.", f.tag)
	}
	value := strings.ToUpper(strings.TrimSpace(f.value()))
	if found := ownCurrency.FindStringSubmatch(value); found != nil {
		value, m.statement.Currency = found[1], domain.Currency(found[2])
	}
	if at := strings.LastIndexByte(value, '/'); at >= 0 {
		m.statement.Bank, value = strings.TrimSpace(value[:at]), value[at+1:]
	}
	m.statement.Account = strings.Join(strings.Fields(value), "")
	if f.tag == "25P" && len(f.lines) > 1 {
		m.statement.Bank = strings.TrimSpace(f.lines[1])
	}
	return nil
}

func (m *machine) number(s string) {
	number, page, _ := strings.Cut(strings.TrimSpace(s), "/")
	m.statement.Number = number
	if digits(page) && len(page) < 6 {
		m.page = atoi(page)
	}
}

func (m *machine) balance(f *field) (domain.Decimal, domain.Date, error) {
	found := balance.FindStringSubmatch(f.value())
	if found == nil {
		return domain.Decimal{}, domain.Date{}, textdoc.Refuse(textdoc.ReasonMalformed, f.at, "The field :%s: has no side, day, currency and amount where they belong.", f.tag)
	}
	n, err := amount(found[4])
	if err != nil {
		return domain.Decimal{}, domain.Date{}, textdoc.Refuse(textdoc.ReasonBadDecimal, f.at, "%.40q is not an amount of at most 18 digits.", found[4])
	}
	if strings.HasSuffix(found[1], "D") {
		n = n.Neg()
	}
	if found[3] != "" {
		m.statement.Currency = domain.Currency(found[3])
	}
	if strings.TrimSpace(found[5]) != "" {
		err := m.findings.Tell("MT940-"+f.tag, domain.SeverityWarning, f.at, "What follows the amount was not read.", strings.TrimSpace(found[4]+found[5]), found[4])
		if err != nil {
			return domain.Decimal{}, domain.Date{}, err
		}
	}
	on, odd := day(found[2])
	return n, on, m.oddDay(odd, f, found[2], on)
}

// oddDay tells of a day that no calendar has.
func (m *machine) oddDay(odd bool, f *field, stated string, taken domain.Date) error {
	if !odd {
		return nil
	}
	message := "No calendar has the day; the last one of its month was taken."
	if taken.IsZero() {
		message = "No calendar has the day; it was left out."
	}
	return m.findings.Tell("MT940-DATE", domain.SeverityWarning, f.at, message, stated, taken.String())
}

func (m *machine) opening(f *field) error {
	n, on, err := m.balance(f)
	if err != nil || m.statement.Opening != nil {
		return err
	}
	m.statement.Opening, m.statement.From = &n, on
	if f.tag == "60M" {
		m.statement.Page = max(m.page, 2)
	}
	return nil
}

func (m *machine) closing(f *field) error {
	if err := m.flush(); err != nil {
		return err
	}
	n, on, err := m.balance(f)
	if err != nil {
		return err
	}
	m.statement.Closing, m.statement.To, m.closed = &n, on, true
	if f.tag == "62M" {
		m.statement.Page = max(m.page, 1)
	}
	return nil
}

func (m *machine) movement(f *field) error {
	if err := m.flush(); err != nil {
		return err
	}
	if err := m.begin(); err != nil {
		return err
	}
	e, odd, err := entry(f)
	if err != nil {
		return err
	}
	if err := m.oddDay(odd, f, strings.TrimSpace(f.value())[:6], e.Value); err != nil {
		return err
	}
	if m.statement.Closing != nil {
		err := m.findings.Tell("MT940-LATE", domain.SeverityWarning, f.at, "The movement stands after the closing balance of its message.", "", "")
		if err != nil {
			return err
		}
	}
	e.Currency = m.statement.Currency
	m.entry = &e
	return nil
}

// flush gives the open entry, with what its fields 86 and NS say, to the visitor.
func (m *machine) flush() error {
	if m.entry == nil {
		return nil
	}
	e := m.entry
	describe(e, m.details)
	describeNotes(e, m.notes)
	m.entry, m.details, m.notes = nil, nil, nil
	if m.visitor.Entry == nil {
		return nil
	}
	return m.visitor.Entry(*e)
}

func (m *machine) begin() error {
	if m.begun {
		return nil
	}
	m.begun = true
	if m.statement.Number == "" {
		m.statement.Number = m.reference
	}
	if m.visitor.Begin == nil {
		return nil
	}
	return m.visitor.Begin(m.statement)
}

func (m *machine) end() error {
	if err := m.flush(); err != nil {
		return err
	}
	if err := m.begin(); err != nil {
		return err
	}
	if m.visitor.End == nil {
		return nil
	}
	return m.visitor.End(m.statement)
}
