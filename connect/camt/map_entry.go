package camt

import (
	"strconv"
	"strings"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

// maxDetails bounds the transactions of one entry, all of which are in memory at once: the largest collections that
// banks book as one sum have some ten thousand.
const maxDetails = 200_000

// maxText bounds an entry's text in bytes; more than that nobody reads, and none of the fields that match need it.
const maxText = 4000

// detail is a transaction that waits for the rest of its entry.
type detail struct {
	domain.BatchDetail
	side     string // CRDT or DBIT, "" when only the entry says
	bankRef  string
	debtor   [2]string // name and account
	creditor [2]string
}

func (m *mapping) transaction(t *transaction) error {
	if len(m.details) == maxDetails {
		return xmldoc.Refuse(xmldoc.ReasonTooLarge, "", "The entry has more than %d transactions.", maxDetails)
	}
	var r reading
	d := detail{side: t.Side.Value, bankRef: t.Refs.Servicer.Value}
	stated := t.Amount
	if stated.Value == "" {
		stated = t.Amounts.Transaction.Amount
	}
	d.Currency = domain.Currency(stated.Attr("Ccy"))
	if stated.Value != "" {
		n, err := domain.ParseDecimal(stated.Value)
		if err != nil {
			r.fail(xmldoc.ReasonBadDecimal, stated, "%.40q is not a decimal number of at most 18 digits.", stated.Value)
		}
		d.Amount = &n
	}
	if side := t.Side.Value; side != "" && side != "CRDT" && side != "DBIT" {
		r.fail(xmldoc.ReasonBadIndicator, t.Side, "%.40q is neither CRDT nor DBIT.", side)
	}
	d.EndToEndID = provided(t.Refs.EndToEnd.Value)
	d.MandateID = provided(t.Refs.Mandate.Value)
	structured := t.creditorRef()
	d.CustomerRef = provided(structured.Value)
	d.debtor = [2]string{name(t.Parties.Debtor, t.Parties.UltimateDebtor), number(t.Parties.DebtorAccount.ID)}
	d.creditor = [2]string{name(t.Parties.Creditor, t.Parties.UltimateCreditor), number(t.Parties.CreditorAccount.ID)}
	d.Text = t.line(structured.Value)
	m.details = append(m.details, d)
	return r.err
}

// provided drops what SEPA puts where the payer gave nothing.
func provided(s string) string {
	if s == "NOTPROVIDED" {
		return ""
	}
	return s
}

func name(parties ...party) string {
	for _, p := range parties {
		if n := either(p.Name, p.Choice.Name, p.Bank.Institution.Name, p.Bank.Institution.BIC); n != "" {
			return line(n)
		}
	}
	return ""
}

// creditorRef is the structured reference that the creditor gave, else the account holder's own: instruction or cheque.
func (t *transaction) creditorRef() text {
	for i := range t.Remittance.Structured {
		if ref := t.Remittance.Structured[i].Creditor.Ref; ref.Value != "" {
			return ref
		}
	}
	if t.Refs.Instruction.Value != "" {
		return t.Refs.Instruction
	}
	return t.Refs.Cheque
}

// line is all remittance text and what the bank adds, in one line, without the reference that has a field of its own.
func (t *transaction) line(reference string) string {
	var parts []text
	parts = append(parts, t.Remittance.Free...)
	for i := range t.Remittance.Structured {
		s := &t.Remittance.Structured[i]
		for j := range s.Documents {
			parts = append(parts, s.Documents[j].Number)
		}
		if s.Creditor.Ref.Value != reference {
			parts = append(parts, s.Creditor.Ref)
		}
		parts = append(parts, s.More...)
	}
	parts = append(parts, t.Return.Reason.Code, t.Return.Reason.Own)
	parts = append(parts, t.Return.More...)
	parts = append(parts, t.More...)
	return join(parts)
}

// join puts texts in one line, each once.
func join(parts []text) string {
	var out []string
	size := 0
	for _, p := range parts {
		one := line(p.Value)
		if one == "" || len(out) > 0 && out[len(out)-1] == one {
			continue
		}
		if size += len(one) + 1; size > maxText {
			break
		}
		out = append(out, one)
	}
	return strings.Join(out, " ")
}

// line is a text with single blanks for whatever blanks and breaks it has.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

func (m *mapping) entry(e *entry) error {
	if err := m.begin(&m.doc.Message.Statements[0]); err != nil {
		return err
	}
	details := m.details
	m.details = m.details[:0]
	m.currencies.add(e.Amount)
	if m.visitor.Entry == nil {
		return nil
	}
	var r reading
	out := domain.BankEntry{
		Booked: r.day(e.Booked), Value: r.day(e.Value),
		Currency: domain.Currency(e.Amount.Attr("Ccy")),
		Reversal: e.Reversal.Value == "true" || e.Reversal.Value == "1",
		BankRef:  either(e.BankRef, e.Ref),
		Code:     code(&e.Code),
	}
	if signed := r.signed(e.Amount, e.Side); signed != nil {
		out.Amount = *signed
	} else {
		r.fail(ReasonMissing, text{Path: "Amt"}, "The entry states no amount.")
	}
	switch status := either(e.Status.Code, e.Status.Own, e.Status.Value); status {
	case "BOOK", "":
	case "PDNG", "INFO", "FUTR":
		out.Pending = true
	default:
		out.Pending = status != "BOOKED"
	}
	out.Batch = count(e)
	m.fill(&out, e, details)
	if r.err != nil {
		return r.err
	}
	return m.visitor.Entry(out)
}

// fill gives the entry what its transactions say: a single one is the entry, several are its details.
func (m *mapping) fill(out *domain.BankEntry, e *entry, details []detail) {
	parts := e.More
	if len(details) == 0 {
		out.Text = join(parts)
		return
	}
	for i := range details {
		d := &details[i]
		side := d.side
		if side == "" {
			side = e.Side.Value
		}
		if d.Amount != nil && side == "DBIT" {
			negative := d.Amount.Neg()
			d.Amount = &negative
		}
		other := d.debtor
		if side == "DBIT" != out.Reversal {
			other = d.creditor
		}
		d.Counterparty, d.CounterAcct = other[0], other[1]
	}
	if len(details) == 1 && out.Batch <= 1 {
		d := &details[0]
		out.EndToEndID, out.MandateID, out.CustomerRef = d.EndToEndID, d.MandateID, d.CustomerRef
		out.Counterparty, out.CounterAcct = d.Counterparty, d.CounterAcct
		if out.BankRef == "" || e.BankRef.Value == "" && d.bankRef != "" {
			out.BankRef = d.bankRef
		}
		out.Text = join(append([]text{{Value: d.Text}}, parts...))
		return
	}
	out.Text = join(parts)
	out.Batch = max(out.Batch, len(details))
	out.Details = make([]domain.BatchDetail, len(details))
	for i := range details {
		out.Details[i] = details[i].BatchDetail
	}
}

// count is how many movements the bank says it booked as this one.
func count(e *entry) int {
	sum := 0
	for _, b := range append([]batch{e.Batch}, batches(e)...) {
		if n, err := strconv.Atoi(b.Count.Value); err == nil && n > 0 && n < 1_000_000_000 {
			sum += n
		}
	}
	return sum
}

func batches(e *entry) []batch {
	out := make([]batch, 0, len(e.Details))
	for i := range e.Details {
		out = append(out, e.Details[i].Batch)
	}
	return out
}

// code is the ISO 20022 code as domain/family/sub-family, else the bank's own.
func code(c *bankCode) string {
	var parts []string
	for _, t := range []text{c.Domain.Code, c.Domain.Family.Code, c.Domain.Family.Sub} {
		if t.Value != "" {
			parts = append(parts, t.Value)
		}
	}
	if len(parts) == 0 {
		return c.Own.Code.Value
	}
	return strings.Join(parts, "/")
}
