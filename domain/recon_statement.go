package domain

import "time"

// Statement is a statement of an account as it is kept: what a file said, checked and in minor units.
type Statement struct {
	ID          ID
	Version     int
	AccountID   UUID
	Account     *ReconAccount
	Source      ReconSource
	Number      string // "" when the file states none
	Format      string
	Provisional bool
	From        Date
	To          Date
	Currency    Currency
	OpeningMin  *int64 // minor units; nil where not stated
	ClosingMin  *int64
	Entries     int
	MovesMin    int64 // of what is booked
	Continuous  *bool // does its opening equal the closing before it? nil where there is nothing to compare
	Reconciles  *bool // opening + moves = closing? nil where one is not stated
	FileID      UUID
	File        *Evidence
	SHA256      string // of what it says, in whatever file and format: 64 hexadecimal digits
	ReplacedID  UUID   // provisional only: the statement that brought the booked lines
	ReplacedBy  *Statement
	ImportedAt  time.Time
}

// Opening is the balance before its first entry; nil when it states none.
func (s *Statement) Opening() *Money { return s.balance(s.OpeningMin) }

// Closing is the balance after its last entry; nil when it states none.
func (s *Statement) Closing() *Money { return s.balance(s.ClosingMin) }

// Moves is the sum of what is booked on it.
func (s *Statement) Moves() Money { return NewMoney(s.MovesMin, s.Currency) }

func (s *Statement) balance(minor *int64) *Money {
	if minor == nil {
		return nil
	}
	m := NewMoney(*minor, s.Currency)
	return &m
}

// Named is the statement for a sentence: "statement 2026/112 of 1 to 30 September".
func (s *Statement) Named() string {
	text := "statement"
	if s.Number != "" {
		text += " " + s.Number
	}
	if s.From == s.To {
		return text + " of " + s.From.String()
	}
	return text + " of " + s.From.String() + " to " + s.To.String()
}

// Follows says whether the statement's opening is the closing of before; nil when one of them states none.
func (s *Statement) Follows(before *Statement) *bool {
	if before == nil || before.ClosingMin == nil || s.OpeningMin == nil {
		return nil
	}
	same := *before.ClosingMin == *s.OpeningMin
	return &same
}

// Tie says whether opening + moves = closing; nil when one is not stated.
func (s *Statement) Tie() *bool {
	if s.OpeningMin == nil || s.ClosingMin == nil {
		return nil
	}
	same := *s.OpeningMin+s.MovesMin == *s.ClosingMin
	return &same
}
