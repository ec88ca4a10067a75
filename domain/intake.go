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
	ReceivedBy   Actor
	ReceivedAt   time.Time
	Entity       *Entity
	File         *Evidence
	Twin         *Invoice
	Invoice      *Invoice
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
