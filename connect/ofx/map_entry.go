package ofx

import (
	"hash/maphash"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// value keeps a movement's field under its name, or under "PARENT/NAME" where it stands deeper.
func (m *movement) value(parent, name, value string, line int) error {
	key := name
	if parent != "STMTTRN" && parent != "STMTTRNP" {
		if counter[parent] {
			parent = "TO"
		}
		key = parent + "/" + name
	}
	if old, twice := m.fields[key]; twice && old != value {
		return textdoc.Refuse(textdoc.ReasonMalformed, line, "The movement has two values of %s.", name)
	}
	m.fields[key] = value
	return nil
}

// first is the first of the fields that holds something.
func (m *movement) first(names ...string) string {
	for _, n := range names {
		if v := m.fields[n]; v != "" {
			return v
		}
	}
	return ""
}

// out are the types of movements that take money; the others bring it or say nothing of direction. Source: OFX 2.2,
// section 11.4.4.3.
var out = setOf("DEBIT", "FEE", "SRVCHG", "POS", "CHECK", "PAYMENT", "CASH", "DIRECTDEBIT", "REPEATPMT")

var in = setOf("CREDIT", "DIV", "DEP", "DIRECTDEP")

// entry tells of a movement.
func (r *reader) entry(s *statement, m *movement) error {
	if err := r.begin(s); err != nil {
		return err
	}
	amount := m.fields["TRNAMT"]
	if amount == "" {
		return textdoc.Refuse(textdoc.ReasonBadDecimal, m.line, "The movement has no amount.")
	}
	d, doubtful, err := amountOf(amount, m.line)
	if err != nil {
		return err
	}
	if err := r.doubt(doubtful, amount, d, m.line); err != nil {
		return err
	}
	booked, err := dateOf(m.first("DTPOSTED", "DTTRAN"), m.line)
	if err != nil {
		return err
	}
	if booked.IsZero() {
		return textdoc.Refuse("missing_date", m.line, "The movement has no date.")
	}
	value, err := dateOf(m.first("VALUEDATE", "DTAVAIL"), m.line)
	if err != nil {
		return err
	}
	e := domain.BankEntry{
		Booked: booked, Value: value, Amount: d, Currency: s.Currency, Pending: m.pending,
		BankRef: m.fields["FITID"], CustomerRef: m.first("CHECKNUM", "REFNUM"), Code: strings.ToUpper(m.fields["TRNTYPE"]),
		Counterparty: m.first("NAME", "PAYEE/NAME", "EXTDPAYEE/NAME"), CounterAcct: accountNumber(m.fields["TO/ACCTID"]),
		Text: remittance(m.fields["NAME"], m.fields["MEMO"]),
	}
	if symbol := m.fields["CURRENCY/CURSYM"]; symbol != "" { // the amount is in it, not in CURDEF: OFX 2.2, section 5.2
		if e.Currency = domain.Currency(strings.ToUpper(symbol)); !e.Currency.Valid() {
			return textdoc.Refuse(textdoc.ReasonMalformed, m.line, "%.10q is no currency code.", symbol)
		}
	}
	if out[e.Code] && d.Sign() > 0 || in[e.Code] && d.Sign() < 0 {
		s.odd++
	}
	s.remember(e.BankRef)
	if action := m.fields["CORRECTACTION"]; action != "" {
		err := r.findings.Tell("OFX-CORRECTION", domain.SeverityWarning, m.line, "The bank corrects an earlier movement; both are to be looked at.",
			action+" "+m.fields["CORRECTFITID"], "")
		if err != nil {
			return err
		}
	}
	if r.v.Entry == nil {
		return nil
	}
	return r.v.Entry(e)
}

// remember counts identifiers that come again. Two equal movements in one day can both be real, so none is left out.
func (s *statement) remember(id string) {
	if id == "" {
		return
	}
	h := maphash.String(seed, id)
	if s.seen[h] {
		s.twice++
	} else if len(s.seen) < maxSeen {
		s.seen[h] = true
	}
}

// remittance joins name and memo, which many banks fill with the same words.
func remittance(name, memo string) string {
	text := name
	switch {
	case strings.HasPrefix(memo, name):
		text = memo
	case memo != "":
		text += " " + memo
	}
	return strings.Join(strings.Fields(text), " ")
}
