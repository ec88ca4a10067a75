package domain

import "time"

// TaskRank is why a task stands where it stands in an inbox: what waiting with it may lose.
type TaskRank struct {
	Score       Money   // expected loss in the group's currency
	Probability float64 // that something is wrong with the item
	AtRisk      Money
	Reasons     []RankReason // the largest first
	Pinned      bool
}

// RankReason is one part of a score.
type RankReason struct {
	Kind     string // PROBLEM, LATE or DISCOUNT
	Sentence string
	Amount   Money
}

// Stake is what is at stake while a task waits, in the group's currency.
type Stake struct {
	Worth    Money   // of the item
	Chance   float64 // of losing it because something is wrong with it
	DueAt    *time.Time
	Discount Money
	Until    Date // of the discount; zero for none
	Pinned   bool
}

// What a task loses by being late: so much for the reminder, in the group's currency, and so many thousandths of what it is worth,
// a week's default interest of 12 % a year as most of Europe has it by law.
const (
	LateReminderMinor = 20_00
	LatePerMille      = 2.3
)

// UsualChance is what is lost of invoices about which nothing is known: duplicates, wrong amounts, wrong payees. Two in a
// thousand is the lower end of what audits of payables recover.
const UsualChance = 0.002

// LateFee is what being late costs, in minor units.
func (s Stake) LateFee() int64 {
	return LateReminderMinor + int64(LatePerMille/1000*float64(s.Worth.Abs().Minor))
}

// PinTaskInput puts a task first in the caller's inbox, or takes that back.
type PinTaskInput struct {
	ID               ID
	Pinned           bool
	IdempotencyKey   string
	ClientMutationID *string
}

// SimilarCase is an item that looked the same.
type SimilarCase struct {
	Item       *Invoice
	Similarity float64
	Ended      string
}
