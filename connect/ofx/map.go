package ofx

import (
	"fmt"
	"hash/maphash"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// reader is what is open while elements come.
type reader struct {
	v        domain.StatementVisitor
	findings textdoc.Findings

	statements int
	answer     string // what the bank says instead of a statement
	status     struct{ code, severity, message string }
	statement  *statement
	movement   *movement
}

// statement is STMTRS, CCSTMTRS or INVSTMTRS.
type statement struct {
	domain.BankStatement
	asOf     domain.Date
	line     int
	begun    bool
	balances int
	trades   int // of an investment account: they move securities and cash, and are no movements here
	odd      int // movements whose type says one direction and whose sign the other
	seen     map[uint64]bool
	twice    int
}

// movement is STMTTRN, or STMTTRNP, which is announced.
type movement struct {
	fields  map[string]string
	line    int
	pending bool
}

// maxSeen bounds how many identifiers of movements are remembered to find repeated ones.
const maxSeen = 100_000

var seed = maphash.MakeSeed()

var (
	responses = setOf("STMTRS", "CCSTMTRS", "INVSTMTRS")
	notRead   = setOf("LOANSTMTRS", "AMRTSTMTRS", "STMTENDRS", "CCSTMTENDRS", "INVMAILRS")
	accounts  = setOf("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
	lists     = setOf("BANKTRANLIST", "INVTRANLIST", "BANKTRANLISTP")
	counter   = setOf("BANKACCTTO", "CCACCTTO")
)

func (r *reader) open(name string, line int) error {
	s := r.statement
	switch {
	case responses[name]:
		if s != nil {
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "A statement begins within a statement.")
		}
		r.statement = &statement{line: line, seen: map[uint64]bool{}}
	case notRead[name]:
		return r.findings.Tell("OFX-NOT-READ", domain.SeverityWarning, line, "A statement of this kind is not read here.", name, "")
	case name == "STATUS":
		r.status = struct{ code, severity, message string }{}
	case s == nil:
	case name == "STMTTRN" || name == "STMTTRNP":
		if r.movement != nil {
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "A movement begins within a movement.")
		}
		r.movement = &movement{fields: map[string]string{}, line: line, pending: name == "STMTTRNP"}
	case name == "INVTRAN":
		s.trades++
	case name == "LEDGERBAL":
		if s.balances++; s.balances > 1 {
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "The statement has two closing balances.")
		}
	}
	return nil
}

func (r *reader) value(parent, name, value string, line int) error {
	if parent == "STATUS" {
		switch name {
		case "CODE":
			r.status.code = value
		case "SEVERITY":
			r.status.severity = value
		case "MESSAGE":
			r.status.message = value
		}
		return nil
	}
	if r.statement == nil {
		if responses[name] { // <STMTRS></STMTRS> has no text and no name of a value, so this is one with text in it
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "The statement holds text.")
		}
		return nil
	}
	if m := r.movement; m != nil {
		return m.value(parent, name, value, line)
	}
	return r.statement.value(r, parent, name, value, line)
}

func (s *statement) value(r *reader, parent, name, value string, line int) (err error) {
	switch {
	case responses[parent] && name == "CURDEF":
		if value == "" {
			return nil
		}
		if s.Currency = domain.Currency(strings.ToUpper(value)); !s.Currency.Valid() {
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "%.10q is no currency code.", value)
		}
	case accounts[parent] && (name == "BANKID" || name == "BROKERID"):
		s.Bank = value
	case accounts[parent] && name == "ACCTID":
		s.Account = accountNumber(value)
	case lists[parent] && name == "DTSTART":
		s.From, err = earliest(s.From, value, line)
	case lists[parent] && name == "DTEND":
		s.To, err = latest(s.To, value, line)
	case parent == "LEDGERBAL" && name == "DTASOF":
		s.asOf, err = dateOf(value, line)
	case parent == "LEDGERBAL" && name == "BALAMT":
		if value == "" {
			return r.findings.Tell("OFX-EMPTY-BALANCE", domain.SeverityWarning, line, "The closing balance is empty; none is taken.", "", "")
		}
		d, doubtful, err := amountOf(value, line)
		if err != nil {
			return err
		}
		s.Closing = &d
		return r.doubt(doubtful, value, d, line)
	}
	return err
}

// doubt tells of an amount whose comma might be a thousands separator.
func (r *reader) doubt(doubtful bool, text string, d domain.Decimal, line int) error {
	if !doubtful {
		return nil
	}
	return r.findings.Tell("OFX-COMMA", domain.SeverityWarning, line, "By the standard a comma stands before the decimals; read so, the amount is as stated here.", text, d.String())
}

// A statement may have several lists of movements; it speaks of all their days.
func earliest(known domain.Date, text string, line int) (domain.Date, error) {
	d, err := dateOf(text, line)
	if err != nil || d.IsZero() || !known.IsZero() && known.Before(d) {
		return known, err
	}
	return d, nil
}

func latest(known domain.Date, text string, line int) (domain.Date, error) {
	d, err := dateOf(text, line)
	if err != nil || d.IsZero() || d.Before(known) {
		return known, err
	}
	return d, nil
}

func (r *reader) close(name string) error {
	s := r.statement
	switch {
	case name == "STATUS":
		if strings.EqualFold(r.status.severity, "ERROR") && r.answer == "" {
			r.answer = strings.TrimSpace(r.status.code + " " + r.status.message)
		}
	case s == nil:
	case responses[name]:
		r.statement = nil
		return r.finish(s)
	case (name == "STMTTRN" || name == "STMTTRNP") && r.movement != nil:
		m := r.movement
		r.movement = nil
		return r.entry(s, m)
	}
	return nil
}

func (r *reader) stray(line int) error {
	return r.findings.Tell("OFX-STRAY-TEXT", domain.SeverityWarning, line, "Text behind this place belongs to no element and was passed over.", "", "")
}

func (r *reader) unclosed(name string, line int) error {
	return r.findings.Tell("OFX-UNCLOSED", domain.SeverityInfo, line, "An element that is not closed ends here with the one around it.", name, "")
}

// begin tells of a statement before its first movement.
func (r *reader) begin(s *statement) error {
	if s.begun {
		return nil
	}
	if s.Account == "" {
		return textdoc.Refuse(textdoc.ReasonMalformed, s.line, "The statement does not say of which account it is.")
	}
	s.begun = true
	r.statements++
	if s.Currency == "" {
		if err := r.findings.Tell("OFX-CURRENCY", domain.SeverityWarning, s.line, "The statement names no currency.", "", ""); err != nil {
			return err
		}
	}
	if r.v.Begin == nil {
		return nil
	}
	return r.v.Begin(s.BankStatement)
}

// finish tells of a statement that is whole.
func (r *reader) finish(s *statement) error {
	if err := r.begin(s); err != nil {
		return err
	}
	switch {
	case s.To.IsZero():
		s.To = s.asOf
	case s.Closing != nil && !s.asOf.IsZero() && s.asOf != s.To:
		err := r.findings.Tell("OFX-BALANCE-DAY", domain.SeverityInfo, s.line, "The balance is of another day than the last of the movements.",
			s.asOf.String(), s.To.String())
		if err != nil {
			return err
		}
	}
	for _, f := range []struct {
		n             int
		rule, message string
	}{
		{s.trades, "OFX-TRADES", "The investment account has %d trades, which are not read: only its cash movements are."},
		{s.odd, "OFX-SIGN", "In %d movements the type says one direction and the sign the other; the sign was taken."},
		{s.twice, "OFX-FITID", "%d movements carry an identifier that another one has."},
	} {
		if f.n > 0 {
			if err := r.findings.Tell(f.rule, domain.SeverityWarning, s.line, fmt.Sprintf(f.message, f.n), "", ""); err != nil {
				return err
			}
		}
	}
	if r.v.End == nil {
		return nil
	}
	return r.v.End(s.BankStatement)
}

func accountNumber(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
