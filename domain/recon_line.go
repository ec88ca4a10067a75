package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Line is one line of one side of an account as it is kept.
type Line struct {
	ID           ID
	AccountID    UUID
	Account      *ReconAccount
	Own          string // the source's own key of it, for naming it: an item's id, a document's number; "" for none
	StatementID  UUID   // zero for lines that came without one
	Statement    *Statement
	Source       ReconSource
	BookedOn     Date
	ValueDay     Date // zero when not stated
	Amount       Money
	Ref          string   // the first reference of those that it states; "" for none
	More         []string // further references
	Party        string
	PartyAccount string
	Text         string
	TypeCode     string // the bank's or ISO 20022 transaction code
	Reversal     bool
	Provisional  bool
	LoadedAt     time.Time

	State      LineState
	GroupID    UUID // zero for lines that are in none
	Group      *MatchGroup
	CaseID     UUID
	Case       *Case
	RuleID     UUID // that leaves it out; zero for none
	ExcludedBy *RuleView
	AgeDays    int // since it was booked, when it was read
}

// ValueOn is the value date; nil when not stated.
func (l *Line) ValueOn() *Date {
	if l.ValueDay.IsZero() {
		return nil
	}
	return &l.ValueDay
}

// Reference is the first reference; nil for none.
func (l *Line) Reference() *string { return optional(l.Ref) }

// References are all of them, in the order of the statement.
func (l *Line) References() []string {
	if l.Ref == "" {
		return slices.Clone(l.More)
	}
	return append([]string{l.Ref}, l.More...)
}

// Counterparty is who is on the other side; nil when not stated.
func (l *Line) Counterparty() *string { return optional(l.Party) }

// Code is the bank's code for the kind of movement; nil when not stated.
func (l *Line) Code() *string { return optional(l.TypeCode) }

// Recon is the line as runs see it.
func (l *Line) Recon() ReconLine {
	return ReconLine{
		ID: l.ID.UUID.String(), Source: l.Source, Booked: l.BookedOn, Value: l.ValueDay, Amount: l.Amount, Reference: l.Ref,
		More: l.More, Counterparty: l.Party, Text: l.Text,
	}
}

// Content is everything that a line says, as one text: equal lines of one account and source have equal content,
// whatever file they came in.
func (l *Line) Content() string {
	var room [512]byte // enough for most: millions of lines are looked at
	text := room[:0]
	add := func(part string) { text = append(append(strconv.AppendInt(text, int64(len(part)), 10), ':'), part...) }
	for _, part := range [...]string{
		l.BookedOn.String(), l.ValueDay.String(), strconv.FormatInt(l.Amount.Minor, 10), string(l.Amount.Currency), l.Ref, l.Party,
		l.PartyAccount, l.Text, l.TypeCode, strconv.FormatBool(l.Reversal), strconv.FormatBool(l.Provisional),
	} {
		add(part)
	}
	for _, part := range l.More {
		add(part)
	}
	return string(text)
}

// LineID is the id of the n-th of the equal lines of an account and source, counted from 1: the same in any order of
// loading.
func LineID(account UUID, source ReconSource, content string, n int) UUID {
	return UUIDOf("line", account.String(), string(source), content, strconv.Itoa(n))
}

// OwnLineID is the id of a line that its source names by a key of its own.
func OwnLineID(account UUID, source ReconSource, own string) UUID {
	return UUIDOf("item", account.String(), string(source), own)
}

// Digest is the SHA-256, in hexadecimal, of what a statement says: balances, days and the content of its lines in any
// order. Its number does not count, so that a statement that is sent again under another number is recognised.
func (s *Statement) Digest(contents []string) string {
	sum := sha256.New()
	balance := func(minor *int64) string {
		if minor == nil {
			return "-"
		}
		return strconv.FormatInt(*minor, 10)
	}
	fmt.Fprintf(sum, "%s %s %s %s %s %d\n", s.From, s.To, s.Currency, balance(s.OpeningMin), balance(s.ClosingMin), len(contents))
	for _, c := range slices.Sorted(slices.Values(contents)) {
		fmt.Fprintf(sum, "%d:%s\n", len(c), c)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// LineFilter says which lines of an account; every stated part must hold.
type LineFilter struct {
	AccountID ID
	State     []LineState
	Source    []ReconSource
	From      *Date // booked on or after
	To        *Date // booked on or before
	Text      *string
	Amount    *DecimalFilter
	CaseID    *ID   // held by this case, whatever became of them
	ClusterID *ID   // of this cluster, as it is now
	NeedsNote *bool // open, and too old to be carried over a period's end without a note
}
