package domain

import "time"

// IntakeState is where a received file stands.
type IntakeState string

// The states of a received file.
const (
	IntakeReceived    IntakeState = "RECEIVED"
	IntakeAccepted    IntakeState = "ACCEPTED"
	IntakeDuplicate   IntakeState = "DUPLICATE"
	IntakeQuarantined IntakeState = "QUARANTINED"
	IntakeDiscarded   IntakeState = "DISCARDED"
)

// Intake is a received file on its way to becoming a document.
type Intake struct {
	ID           ID
	Version      int
	Channel      string // UPLOAD COMMAND FOLDER
	State        IntakeState
	Format       *string
	ProblemCode  *Code
	Problem      *string
	ProblemField *string
	FileID       UUID
	SHA256       string
	TwinID       UUID
	InvoiceID    UUID
	StatementID  UUID        // the first of the statements that it became, or the one that is here already
	Statements   *int        // how many it became; nil when it became none
	ReconID      UUID        // account that it is for, where that is known
	Source       ReconSource // whose lines it brings, where somebody said so; "" is the account's standard
	ReceivedBy   Actor
	ReceivedAt   time.Time
	JobID        UUID // the last work that was asked for to take it in
	Entity       *Entity
	File         *Evidence
	Twin         *Invoice
	Invoice      *Invoice
	Statement    *Statement
	Account      *ReconAccount
}

// ForStatements says whether the file is known to bring statements or lines.
func (i *Intake) ForStatements() bool {
	return !i.ReconID.IsZero() || i.Source != "" || !i.StatementID.IsZero()
}

// JobState is where long work stands.
type JobState string

// The states of a job.
const (
	JobQueued    JobState = "QUEUED"
	JobRunning   JobState = "RUNNING"
	JobDone      JobState = "DONE"
	JobFailed    JobState = "FAILED"
	JobCancelled JobState = "CANCELLED"
)

// Job is long work that can be watched.
type Job struct {
	ID        ID
	Version   int
	Kind      string // "import" or "master-data"
	Title     string
	State     JobState
	Stage     string
	Done      int
	Total     *int
	Failed    int
	ResultID  ID
	Result    Node
	Error     *string
	ActorID   UUID
	CreatedAt time.Time
	UpdatedAt time.Time
}
