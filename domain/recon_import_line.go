package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// line is the i-th entry as a line.
func (d *StatementDraft) line(i int, s *Statement, at time.Time) (*Line, error) {
	e := &d.Entries[i]
	refuse := func(field, format string, args ...any) error {
		where := fmt.Sprintf("Entry %d of statement %d of the file: ", i+1, d.Place)
		return RefuseField(CodeInvalid, fmt.Sprintf("statement[%d].entry[%d].%s", d.Place, i+1, field), "%s", where+fmt.Sprintf(format, args...))
	}
	if e.Currency != "" && e.Currency != s.Currency {
		return nil, refuse("currency", "it is in %s, and the account is kept in %s.", e.Currency, s.Currency)
	}
	amount, err := MoneyOf(e.Amount, s.Currency)
	if err != nil {
		return nil, refuse("amount", "%s", sentenceOf(err))
	}
	l := &Line{
		AccountID: s.AccountID, Source: s.Source, BookedOn: e.Booked, ValueDay: e.Value, Amount: amount, Party: kept(e.Counterparty),
		PartyAccount: FoldAccount(e.CounterAcct), Text: kept(e.Text), TypeCode: kept(e.Code), Reversal: e.Reversal,
		Provisional: s.Provisional || e.Pending, LoadedAt: at, State: LineNew,
	}
	l.ID.Kind, l.ID.Entity = NodeLine, s.ID.Entity
	if d.Own != nil {
		l.Own = kept(d.Own[i])
	}
	for _, day := range []Date{e.Value, d.Head.To, d.Head.From} {
		if l.BookedOn.IsZero() {
			l.BookedOn = day
		}
	}
	switch {
	case l.BookedOn.IsZero():
		return nil, refuse("booked", "it does not say when it was booked.")
	case !e.Pending && DateOf(at).AddDays(futureDays).Before(l.BookedOn):
		return nil, refuse("booked", "it was booked on %s, which lies ahead.", l.BookedOn)
	}
	if refs := e.references(); len(refs) > 0 {
		l.Ref = refs[0]
		if len(refs) > 1 {
			l.More = refs[1:]
		}
	}
	return l, nil
}

// maxReferences bounds what a line keeps of a batch: a bank may book thousands of payments as one sum.
const maxReferences = 200

// references are what an entry states, each once: end-to-end, customer's, mandate's and bank's, then those of its batch.
func (e *BankEntry) references() []string {
	var refs []string
	add := func(list ...string) {
		for _, ref := range list {
			ref = kept(ref)
			if ref == "" || strings.EqualFold(ref, "NOTPROVIDED") || strings.EqualFold(ref, "NONREF") || slices.Contains(refs, ref) || len(refs) == maxReferences {
				continue
			}
			refs = append(refs, ref)
		}
	}
	add(e.EndToEndID, e.CustomerRef, e.MandateID, e.BankRef)
	for i := range e.Details {
		add(e.Details[i].EndToEndID, e.Details[i].CustomerRef, e.Details[i].MandateID)
	}
	return refs
}

// kept is text that a database keeps: valid, without NUL and blanks at its ends.
func kept(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", ""))
}
