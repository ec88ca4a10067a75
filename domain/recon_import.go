package domain

import (
	"errors"
	"fmt"
	"slices"
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
