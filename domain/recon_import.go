package domain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ImportStatementInput asks for a received file to be read as statements, or as lines of another source.
type ImportStatementInput struct {
	UploadID         ID
	AccountID        *ID          // nil finds it by the number in the file
	Source           *ReconSource // nil is the source of the account's statements
	IdempotencyKey   string
	ClientMutationID *string
}

// StatementDraft is one statement as a file states it, with its entries: what a file's pages of one statement say is one.
type StatementDraft struct {
	Place   int // in the file, from 1
	Head    BankStatement
	Entries []BankEntry
	Own     []string // the source's own key of each entry; nil where it has none
}

// StatementReading gathers what a file says into drafts. Its Visitor is handed to a reader.
type StatementReading struct {
	Drafts []*StatementDraft
	open   *StatementDraft
	page   bool // the open part continues an earlier one
}

// Visitor is what a reader tells.
func (r *StatementReading) Visitor() StatementVisitor {
	return StatementVisitor{
		Begin: func(head BankStatement) error {
			r.open, r.page = r.continued(head), true
			if r.open == nil {
				r.open, r.page = &StatementDraft{Place: len(r.Drafts) + 1, Head: head}, false
				r.Drafts = append(r.Drafts, r.open)
			}
			return nil
		},
		Entry: func(e BankEntry) error {
			e.Details = slices.Clone(e.Details)
			r.open.Entries = append(r.open.Entries, e)
			return nil
		},
		End: func(head BankStatement) error {
			r.end(head)
			return nil
		},
	}
}

// continued is the draft of which a part is the next page, nil when it begins a statement.
func (r *StatementReading) continued(head BankStatement) *StatementDraft {
	if head.Page < 2 {
		return nil
	}
	for _, d := range slices.Backward(r.Drafts) {
		if d.Head.Account == head.Account && d.Head.Number == head.Number && d.Head.Currency == head.Currency && d.Head.Page == head.Page-1 {
			return d
		}
	}
	return nil
}

func (r *StatementReading) end(head BankStatement) {
	d := r.open
	if !r.page {
		d.Head = head
		return
	}
	d.Head.Page, d.Head.Closing = head.Page, head.Closing
	if !head.From.IsZero() && (d.Head.From.IsZero() || head.From.Before(d.Head.From)) {
		d.Head.From = head.From
	}
	if d.Head.To.Before(head.To) {
		d.Head.To = head.To
	}
}

// named is the draft for a sentence: "Statement 2 of the file (number 2026/112)".
func (d *StatementDraft) named() string {
	text := fmt.Sprintf("Statement %d of the file", d.Place)
	if d.Head.Number != "" {
		text += fmt.Sprintf(" (number %.40s)", d.Head.Number)
	}
	return text
}

// futureDays is how far a booking may lie ahead of our clock: a day, because somewhere it is tomorrow already.
const futureDays = 1

// Keep turns the draft into a statement and lines of an account, checked and in minor units; the lines have no ids yet.
//
// Errors: INVALID, with the place of the entry as the field, for another currency than the account's, amounts finer than
// it, days that lie ahead, or a statement without any day.
func (d *StatementDraft) Keep(account *ReconAccount, source ReconSource, at time.Time) (*Statement, []*Line, error) {
	s := &Statement{
		Version: 1, AccountID: account.ID.UUID, Account: account, Source: source, Number: d.number(), Provisional: d.Head.Provisional,
		From: d.Head.From, To: d.Head.To, Currency: account.Currency, ImportedAt: at,
	}
	s.ID.Kind, s.ID.Entity = NodeStatement, account.ID.Entity
	if c := d.Head.Currency; c != "" && c != account.Currency {
		return nil, nil, d.refuse("currency", "%s is in %s, and the account %s is kept in %s.", d.named(), c, account.Name, account.Currency)
	}
	var err error
	if s.OpeningMin, err = d.balance("opening", d.Head.Opening, account.Currency); err != nil {
		return nil, nil, err
	}
	if s.ClosingMin, err = d.balance("closing", d.Head.Closing, account.Currency); err != nil {
		return nil, nil, err
	}
	lines := make([]*Line, 0, len(d.Entries))
	for i := range d.Entries {
		l, err := d.line(i, s, at)
		if err != nil {
			return nil, nil, err
		}
		lines = append(lines, l)
		if !d.Entries[i].Pending {
			s.Entries, s.MovesMin = s.Entries+1, s.MovesMin+l.Amount.Minor
		}
		if !d.Head.From.IsZero() && !d.Head.To.IsZero() {
			continue
		}
		if s.From.IsZero() || d.Head.From.IsZero() && l.BookedOn.Before(s.From) {
			s.From = l.BookedOn
		}
		if d.Head.To.IsZero() && s.To.Before(l.BookedOn) {
			s.To = l.BookedOn
		}
	}
	if s.From.IsZero() {
		s.From = s.To
	}
	if s.To.IsZero() {
		s.To = s.From
	}
	switch {
	case s.From.IsZero():
		return nil, nil, d.refuse("from", "%s does not say of which days it speaks.", d.named())
	case s.To.Before(s.From):
		return nil, nil, d.refuse("to", "%s ends on %s, before it begins on %s.", d.named(), s.To, s.From)
	}
	s.Reconciles = s.Tie()
	contents := make([]string, len(lines))
	for i, l := range lines {
		contents[i] = l.Own + l.Content()
	}
	s.SHA256 = s.Digest(contents)
	return s, lines, nil
}

// number is the statement's, with the page where only a later one came.
func (d *StatementDraft) number() string {
	if d.Head.Page > 1 && d.Head.Number != "" && d.Head.Opening == nil {
		return fmt.Sprintf("%s/%d", d.Head.Number, d.Head.Page)
	}
	return d.Head.Number
}

func (d *StatementDraft) refuse(field, format string, args ...any) error {
	return RefuseField(CodeInvalid, fmt.Sprintf("statement[%d].%s", d.Place, field), format, args...)
}

func (d *StatementDraft) balance(field string, written *Decimal, currency Currency) (*int64, error) {
	if written == nil {
		return nil, nil
	}
	m, err := MoneyOf(*written, currency)
	if err != nil {
		return nil, d.refuse(field, "The %s balance of statement %d of the file is no amount of %s: %s", field, d.Place, currency, sentenceOf(err))
	}
	return &m.Minor, nil
}

// sentenceOf is what a refusal says.
func sentenceOf(err error) string {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Message
	}
	return err.Error()
}

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

// NameLines gives the lines of a statement their ids and leaves out those that are here. known has the ids of the lines
// that are here; next says of a day whether its equal lines come after those that are here, because the statement begins
// where one that brought them ends, or ends where one begins. It returns the lines that are new.
func NameLines(lines []*Line, known map[UUID]bool, next func(Date) bool) []*Line {
	counted, fresh := map[string]int{}, make([]*Line, 0, len(lines))
	for _, l := range lines {
		if l.Own != "" {
			if l.ID.UUID = OwnLineID(l.AccountID, l.Source, l.Own); !known[l.ID.UUID] {
				fresh, known[l.ID.UUID] = append(fresh, l), true
			}
			continue
		}
		content := l.Content()
		if _, met := counted[content]; !met && next(l.BookedOn) {
			for known[LineID(l.AccountID, l.Source, content, counted[content]+1)] {
				counted[content]++
			}
		}
		counted[content]++
		l.ID.UUID = LineID(l.AccountID, l.Source, content, counted[content])
		if !known[l.ID.UUID] {
			fresh = append(fresh, l)
		}
	}
	return fresh
}

// Adjoins says whether one statement begins on a day where the other ends, with its balance: then equal lines of that day
// are different movements. It is asked of booked statements of one account and source.
func (s *Statement) Adjoins(other *Statement, day Date) bool {
	follows := func(a, b *Statement) bool {
		follows := b.Follows(a)
		return a.To == day && b.From == day && follows != nil && *follows
	}
	return other.ID != s.ID && (follows(s, other) || follows(other, s))
}

// Continuity says of each booked statement of an account and source whether its opening is the closing of one before it:
// one that ends on the last day before, or on its own first day. Nil where there is nothing to compare. The order of the
// list does not matter.
func Continuity(list []*Statement) map[UUID]*bool {
	found := map[UUID]*bool{}
	ends := slices.Clone(list)
	slices.SortFunc(ends, func(a, b *Statement) int { return a.To.Time().Compare(b.To.Time()) })
	for _, s := range list {
		at, _ := slices.BinarySearchFunc(ends, s.From, func(t *Statement, d Date) int { return t.To.Time().Compare(d.Time()) })
		continues, compared := false, false
		for _, t := range ends[at:] { // on its own first day
			if t.To != s.From {
				break
			}
			if follows := s.Follows(t); t != s && follows != nil && *follows {
				continues = true
			}
		}
		if at > 0 {
			for last, i := ends[at-1].To, at-1; i >= 0 && ends[i].To == last; i-- {
				if follows := s.Follows(ends[i]); follows != nil {
					compared, continues = true, continues || *follows
				}
			}
		}
		if continues || compared {
			found[s.ID.UUID] = &continues
		} else {
			found[s.ID.UUID] = nil
		}
	}
	return found
}
