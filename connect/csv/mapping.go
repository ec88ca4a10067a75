package csv

import (
	"slices"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// Mapping is how a file is written. It can be saved as JSON and handed to Read again for the next file of the bank.
type Mapping struct {
	Charset     string          `json:"charset"`             // as found; Read finds it anew
	Delimiter   string          `json:"delimiter"`           // one of , ; | and tab
	Header      []string        `json:"header,omitempty"`    // names of the columns, nil when there is no header line
	Dates       Order           `json:"dates"`               // order of day, month and year in figures
	Decimal     string          `json:"decimal"`             // sign before the decimals: "." or ","
	Columns     map[Role][]int  `json:"columns"`             // from 1; only text may have several
	Debits      DebitStyle      `json:"debits,omitempty"`    // of the debit column
	Invert      bool            `json:"invert,omitempty"`    // money out is written without a sign, as on cards
	NewestFirst bool            `json:"newestFirst"`         // the first movement is the last one
	Currency    domain.Currency `json:"currency,omitempty"`  // of rows that name none
	Uncertain   []Question      `json:"uncertain,omitempty"` // what must be settled before Read; a person empties it
}

// Order is that of a date in figures.
type Order string

// The orders.
const (
	YearFirst  Order = "YMD"
	DayFirst   Order = "DMY"
	MonthFirst Order = "MDY"
)

// DebitStyle is how a column of debits is written.
type DebitStyle string

// The styles.
const (
	DebitsPositive DebitStyle = "POSITIVE"
	DebitsNegative DebitStyle = "NEGATIVE"
)

// Role is what a column holds.
type Role string

// The roles.
const (
	Booked       Role = "booked"
	Value        Role = "value"
	Amount       Role = "amount"
	Debit        Role = "debit"
	Credit       Role = "credit"
	Sign         Role = "sign" // a word for the direction of the amount
	Balance      Role = "balance"
	Opening      Role = "opening" // of the statement, in every row
	Closing      Role = "closing"
	Currency     Role = "currency"
	Text         Role = "text"
	Counterparty Role = "counterparty"
	CounterAcct  Role = "counterAccount"
	BankRef      Role = "bankReference"
	CustomerRef  Role = "customerReference"
	EndToEnd     Role = "endToEnd"
	Code         Role = "code"
	Account      Role = "account"
	Bank         Role = "bank"
)

// Question is something that a file leaves open.
type Question string

// The questions.
const (
	AskDates   Question = "dates"   // no day is above 12
	AskDecimal Question = "decimal" // every amount with a sign in it has three digits behind it
	AskAmount  Question = "amount"  // several columns could be the amount
	AskSign    Question = "sign"    // nothing says which movements are money out
)

// column is the position of a role's first column, from 0, and -1 when there is none.
func (m Mapping) column(r Role) int {
	if at := m.Columns[r]; len(at) > 0 {
		return at[0] - 1
	}
	return -1
}

// Settled is the mapping with what Detect presumed taken for certain.
func (m Mapping) Settled() Mapping {
	m.Uncertain = nil
	return m
}

// Valid says what is wrong with a mapping that somebody saved. Errors: INVALID with reason bad_mapping.
func (m Mapping) Valid() error {
	bad := func(format string, args ...any) error { return textdoc.Refuse("bad_mapping", 0, format, args...) }
	switch {
	case !slices.Contains(delimiters, m.Delimiter):
		return bad("%.10q is no delimiter.", m.Delimiter)
	case m.Dates != YearFirst && m.Dates != DayFirst && m.Dates != MonthFirst:
		return bad("%.10q is no order of dates: YMD, DMY or MDY.", m.Dates)
	case m.Decimal != "." && m.Decimal != ",":
		return bad("%.10q is no decimal sign.", m.Decimal)
	case m.Currency != "" && !m.Currency.Valid():
		return bad("%.10q is no currency code.", m.Currency)
	case m.column(Booked) < 0:
		return bad("No column is the booking date.")
	case m.column(Amount) < 0 && (m.column(Debit) < 0 || m.column(Credit) < 0):
		return bad("No column is the amount, and there are not both debits and credits.")
	}
	for role, at := range m.Columns {
		if len(at) == 0 || len(at) > 1 && role != Text || slices.ContainsFunc(at, func(n int) bool { return n < 1 || n > maxColumns }) {
			return bad("The columns of %q are no positions from 1 to %d.", role, maxColumns)
		}
	}
	return nil
}
