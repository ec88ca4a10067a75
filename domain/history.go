package domain

import "time"

// History is everything that was ever written about one invoice, as a load or an archive carries it. The invoice comes
// with its lines, taxes and fields; what lies below may hold several rounds.
type History struct {
	Invoice   *Invoice
	Orders    []string // order numbers named in the head
	Findings  []CheckResult
	File      *StoredFile // nil when it was typed in
	Intake    *Intake     // nil when it was typed in
	Reports   []CheckReport
	Routes    []*ApprovalRoute
	Tasks     []*Task
	Decisions []DecisionRecord
	Duties    []DutyRecord
	Postings  []*Posting
	Attempts  []PostingAttempt
	Events    []Event
}

// Received is a file that became no invoice: it could not be read, was here already, or was put aside.
type Received struct {
	Intake Intake
	File   StoredFile
	Events []Event
	Duties []DutyRecord
}

// StoredFile is a document with its bytes.
type StoredFile struct {
	Evidence
	Content []byte
	AddedBy UUID
}

// CheckReport is what was checked at one time, kept beside the round of decisions that used it.
type CheckReport struct {
	ID         UUID
	Round      int
	At         time.Time
	Results    []CheckResult
	Match      MatchResult // zero when it names no order
	Budget     []BudgetCheck
	Duplicates []DuplicateCandidate
	PostingOn  Date // the day on which it may be posted, zero when no period is open
}

// DutyRecord is a use of duty as it is kept.
type DutyRecord struct {
	ID UUID
	DutyUse
}

// DecisionRecord is a decision as it is kept: with the use of duty that it rests on, zero for one of the house.
type DecisionRecord struct {
	Decision
	Duty UUID
}

// PostingAttempt is one call to a ledger.
type PostingAttempt struct {
	ID        UUID
	Entity    EntityID
	PostingID UUID
	Fence     int64
	Step      string // find, put or reverse
	StartedAt time.Time
	EndedAt   *time.Time
	Outcome   *string
	Problem   *string
}
