package domain

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ReconAccount is an account that is reconciled.
type ReconAccount struct {
	ID          ID
	Version     int
	AccountCode string // in the ledger
	Name        string
	Kind        string // BANK CARD PROCESSOR CLEARING SUBLEDGER: owners and standard rules hang on it
	Currency    Currency
	BankAccount string // IBAN or number, as statements state it, folded; "" for none. It leaves the server masked.
	Sources     []ReconSource
	Frequency   string // DAILY WEEKLY MONTHLY: how often a statement is expected, on the entity's working days
	DueHour     int    // of the working day after, in UTC, 0 to 23
	CloseDays   int    // working days after a period's end by which it is to be certified, 1 to 60
	Risk        Risk
	PreparerID  UUID
	ReviewerID  UUID
	Mapping     json.RawMessage // how its CSV files are read; nil until somebody confirmed one
	Fees        []AccountFee    // what is kept of its payments; rules name them by key
	ClosedAt    *time.Time      // nil while it is open
	CloserID    UUID
	Closing     string       // why it was closed
	CertifyRule *CertifyRule // when its periods certify themselves; nil is never
	CreatedAt   time.Time
	UpdatedAt   time.Time

	Entity    *Entity
	Account   *Account
	Preparer  *User
	Reviewer  *User
	ClosedBy  *User
	Feed      *FeedStatus    // the parts below are loaded where they are asked for
	Equation  *ReconEquation //
	Tallies   []ReconTally
	OpenItems *Aging
	MissRisk  *CloseForecast
	Open      int // lines that are not matched or excluded
}

// Statements is the source that statements of the account bring: the first of its sources that is not the ledger.
func (a *ReconAccount) Statements() ReconSource {
	for _, s := range a.Sources {
		if s != SourceLedger {
			return s
		}
	}
	return SourceLedger
}

// Masked is the number at the bank so that nobody can use it; nil when there is none.
func (a *ReconAccount) Masked() *string { return optional(MaskAccount(a.BankAccount)) }

// Facts is what the gate must know of the account.
func (a *ReconAccount) Facts() Facts {
	return Facts{Kind: NodeReconAccount, Entity: a.ID.Entity, ID: a.ID.UUID}
}

// SaveReconAccountInput is an account to reconcile, new without ID; what is nil stays as it is, or is its standard.
type SaveReconAccountInput struct {
	ID               *ID
	Version          *int
	EntityID         *ID // new ones only
	AccountID        *ID // in the ledger; new ones only
	Name             *string
	Kind             *string   // new ones only
	Currency         *Currency // new ones only
	BankAccount      *string   // "" takes it away
	Sources          []ReconSource
	Frequency        *string
	DueHour          *int
	CloseDays        *int
	Risk             *Risk
	PreparerID       *ID
	ReviewerID       *ID
	Mapping          any                 // JSON
	FeeSchedules     []*FeeScheduleInput // nil leaves them as they are
	IdempotencyKey   string
	ClientMutationID *string
}

// reconSources are the sources that there are, in the order of the schema.
var reconSources = []ReconSource{SourceBank, SourceLedger, SourceSubledger, SourceProcessor, SourceCard, SourceCounterparty}

// Known says whether the source is one of the closed list.
func (s ReconSource) Known() bool { return slices.Contains(reconSources, s) }

// Apply writes what the input states into the account. Errors: INVALID with every broken rule.
func (a *ReconAccount) Apply(in SaveReconAccountInput) error {
	if in.Name != nil {
		a.Name = strings.TrimSpace(*in.Name)
	}
	if in.BankAccount != nil {
		a.BankAccount = FoldAccount(*in.BankAccount)
	}
	if in.Sources != nil {
		a.Sources = slices.Clone(in.Sources)
	}
	if in.Frequency != nil {
		a.Frequency = *in.Frequency
	}
	if in.DueHour != nil {
		a.DueHour = *in.DueHour
	}
	if in.CloseDays != nil {
		a.CloseDays = *in.CloseDays
	}
	if in.Risk != nil {
		a.Risk = *in.Risk
	}
	if in.PreparerID != nil {
		a.PreparerID = in.PreparerID.UUID
	}
	if in.ReviewerID != nil {
		a.ReviewerID = in.ReviewerID.UUID
	}
	var broken Violations
	if in.FeeSchedules != nil {
		a.takeFees(in.FeeSchedules, &broken)
	}
	a.check(&broken)
	return broken.Err()
}

// check is every rule that an account must keep.
func (a *ReconAccount) check(broken *Violations) {
	if n := utf8.RuneCountInString(a.Name); n < 1 || n > 100 {
		broken.Add("name", "length", "A name has 1 to 100 characters.")
	}
	if !slices.Contains([]string{"BANK", "CARD", "PROCESSOR", "CLEARING", "SUBLEDGER"}, a.Kind) {
		broken.Add("kind", "known", "An account is of kind BANK, CARD, PROCESSOR, CLEARING or SUBLEDGER.")
	}
	if !a.Currency.Valid() {
		broken.Add("currency", "iso4217", "%.10q is not an ISO 4217 currency code.", string(a.Currency))
	}
	if n := len(a.BankAccount); n > 40 {
		broken.Add("bankAccount", "length", "A number of an account has at most 40 characters.")
	}
	seen := map[ReconSource]bool{}
	for _, s := range a.Sources {
		if !s.Known() || seen[s] {
			broken.Add("sources", "known", "Each source is named once, and is one of BANK, LEDGER, SUBLEDGER, PROCESSOR, CARD and COUNTERPARTY.")
			break
		}
		seen[s] = true
	}
	if len(a.Sources) < 2 {
		broken.Add("sources", "two", "To reconcile takes two sources at least, for example BANK and LEDGER.")
	}
	if !slices.Contains([]string{"DAILY", "WEEKLY", "MONTHLY"}, a.Frequency) {
		broken.Add("frequency", "known", "A statement is expected DAILY, WEEKLY or MONTHLY.")
	}
	if a.DueHour < 0 || a.DueHour > 23 {
		broken.Add("dueHour", "range", "The hour by which a statement is due is 0 to 23, in UTC.")
	}
	if a.CloseDays < 1 || a.CloseDays > 60 {
		broken.Add("closeDays", "range", "A period is to be certified within 1 to 60 working days.")
	}
	if !slices.Contains([]Risk{RiskLow, RiskMedium, RiskHigh, RiskCritical}, a.Risk) {
		broken.Add("risk", "known", "A risk is LOW, MEDIUM, HIGH or CRITICAL.")
	}
	if !a.PreparerID.IsZero() && a.PreparerID == a.ReviewerID {
		broken.Add("reviewerId", "four_eyes", "Who prepares the account and who reviews it are different people.")
	}
}

// ReconFilter says which accounts; every stated part must hold.
type ReconFilter struct {
	EntityID   []ID
	Kind       []string
	Feed       []FeedState
	PreparerID *ID
	OpenOnly   *bool // with lines that are not matched or excluded
	Closed     *bool // closed ones instead of those that are open
}

// ReconEquation is how an account adds up: opening + moves = closing, and ledger + timing + entries = closing.
type ReconEquation struct {
	Opening       *Money // of the earliest statement that is here
	Moves         Money  // booked since
	Closing       *Money // of the latest statement
	StatementTies *bool
	Ledger        *Money // the ledger's balance: where it began and its lines since
	Timing        Money  // what only one side knows: open lines of the statements less those of the ledger
	Entries       Money  // approved adjustments that the ledger does not list yet
	Difference    *Money // closing - ledger - timing - entries: what matches left unexplained
	LedgerTies    *bool
	AsOf          time.Time
}

// Balances are where the sides of an account begin and end, in minor units, as far as its statements say so.
type Balances struct {
	Opening, Closing *int64 // of the statements' side
	Ledger           *int64 // opening of the ledger's side; nil takes that of the statements
	Entries          int64  // approved adjustments that the ledger does not list yet
}

// Equate adds the account up from its tallies. Provisional lines are left out by the caller. at is when they were counted.
func (a *ReconAccount) Equate(booked []ReconTally, b Balances, at time.Time) *ReconEquation {
	side, e := a.Statements(), &ReconEquation{AsOf: at}
	money := func(minor int64) *Money { m := NewMoney(minor, a.Currency); return &m }
	var moves, ledger, timing int64
	for _, t := range booked {
		open := t.State != LineMatched && t.State != LineExcluded
		switch t.Source {
		case side:
			moves += t.Sum.Minor
			if open {
				timing += t.Sum.Minor
			}
		case SourceLedger:
			ledger += t.Sum.Minor
			if open {
				timing -= t.Sum.Minor
			}
		}
	}
	e.Moves, e.Timing, e.Entries = *money(moves), *money(timing), *money(b.Entries)
	if b.Opening != nil {
		e.Opening = money(*b.Opening)
	}
	if b.Closing == nil {
		return e
	}
	e.Closing = money(*b.Closing)
	if b.Opening != nil {
		ties := *b.Opening+moves == *b.Closing
		e.StatementTies = &ties
	}
	start := b.Ledger
	if start == nil {
		start = b.Opening
	}
	if start != nil && side != SourceLedger && slices.Contains(a.Sources, SourceLedger) {
		e.Ledger = money(*start + ledger)
		e.Difference = money(*b.Closing - e.Ledger.Minor - timing - b.Entries)
		ties := e.Difference.Minor == 0
		e.LedgerTies = &ties
	}
	return e
}

// Aging is how old what is open is.
type Aging struct {
	Buckets   []AgingBucket
	MoneyDays Decimal // sum of amount times days, without signs, in the account's currency
}

// AgingBucket is what is open of one age.
type AgingBucket struct {
	FromDays int
	ToDays   *int // nil is without end
	Count    int
	Amount   Money // without signs
}

// AgingFrom are the days at which the buckets begin.
func AgingFrom() []int { return []int{0, 8, 31, 61, 91} }

// NewAging is nothing open in any bucket.
func NewAging(currency Currency) *Aging {
	a := &Aging{MoneyDays: NewDecimal(0, currency.Digits())}
	from := AgingFrom()
	for i, days := range from {
		b := AgingBucket{FromDays: days, Amount: NewMoney(0, currency)}
		if i+1 < len(from) {
			last := from[i+1] - 1
			b.ToDays = &last
		}
		a.Buckets = append(a.Buckets, b)
	}
	return a
}

// Add counts what is open into a bucket: minor units without sign, and their sum times days. Errors: when the sum has more
// digits than a Decimal.
func (a *Aging) Add(bucket, count int, minor int64, minorDays string) error {
	b := &a.Buckets[bucket]
	b.Count, b.Amount.Minor = b.Count+count, b.Amount.Minor+minor
	days, err := ParseDecimal(minorDays)
	if err != nil {
		return err
	}
	digits := b.Amount.Currency.Digits()
	more := new(big.Rat).Quo(days.Rat(), new(big.Rat).SetInt(pow10(digits)))
	a.MoneyDays, err = RoundRat(more.Add(more, a.MoneyDays.Rat()), digits)
	return err
}

// CloseReason is why the account was closed; nil while it is open.
func (a *ReconAccount) CloseReason() *string { return optional(a.Closing) }
