package domain

import "time"

// TaskKind is what a task asks for.
type TaskKind string

// The kinds of tasks.
const (
	TaskApprove TaskKind = "APPROVE"
	TaskFixData TaskKind = "FIX_DATA"
	TaskResolve TaskKind = "RESOLVE"
)

// TaskState is where a task stands.
type TaskState string

// The states of a task.
const (
	TaskPending   TaskState = "PENDING" // an earlier step is open; never shown as a task
	TaskReady     TaskState = "READY"
	TaskDone      TaskState = "DONE"
	TaskCancelled TaskState = "CANCELLED"
)

// Task is something that waits for a person. The steps of a route are tasks of kind APPROVE with a Step.
type Task struct {
	ID           ID
	Version      int
	Kind         TaskKind
	State        TaskState
	InvoiceID    UUID
	Round        int
	Step         *int // from 1, nil outside a route
	Via          string
	Because      string
	Limit        *Money
	CandidateIDs []UUID
	Candidates   []*User
	DueAt        *time.Time
	CreatedAt    time.Time
	Subject      *Invoice
	Decision     *Decision
	Stake        *Stake    // in the inbox of who reads it; nil elsewhere
	Rank         *TaskRank // of Stake, likewise
}

// DecisionKind is what was decided.
type DecisionKind string

// The kinds of decisions.
const (
	DecideApprove DecisionKind = "APPROVE"
	DecideReject  DecisionKind = "REJECT"
	DecideReturn  DecisionKind = "RETURN"
	DecideAuto    DecisionKind = "AUTO_APPROVE"
)

// Decision is what a person decided on one step, bound to the digest of what they saw.
type Decision struct {
	ID         ID
	TaskID     UUID
	InvoiceID  UUID
	Round      int
	Outcome    DecisionKind
	ActorKind  ActorKind
	ActorID    UUID
	ActorName  string
	Person     *User  `json:"-"` // as Actor.Person
	OnBehalf   Behalf // for whom they decided; zero when in their own right
	OnBehalfOf *User  `json:"-"` // as the directory knows them
	At         time.Time
	ReasonCode *string
	Comment    *string
	Authority  string
	Digest     string
	Standing   bool
	Event      UUID
}

// By is who decided, as the actor who did.
func (d *Decision) By() Actor {
	return Actor{Kind: d.ActorKind, ID: d.ActorID, Name: d.ActorName, OnBehalf: d.OnBehalf}
}

// LastApprover is who gave the last approval of the invoice's round that stands; nobody when a policy did, or nobody has. Tasks must be
// loaded with their decisions.
func (i *Invoice) LastApprover() (by Actor) {
	var at time.Time
	for _, t := range i.Tasks {
		d := t.Decision
		if t.Round == i.Round && d != nil && d.Standing && d.Outcome == DecideApprove && !d.At.Before(at) {
			by, at = d.By(), d.At
		}
	}
	return by
}

// ApprovalRoute is who is asked, in which order, and why. One per round.
type ApprovalRoute struct {
	ID          ID
	InvoiceID   UUID
	Round       int
	PolicyID    ID // the policy version
	Policy      *PolicyVersion
	Automatic   bool
	Steps       []ApprovalStep
	Explanation *RouteExplanation
	ChangedFrom *ApprovalRoute // of the round before; nil on the first, and where it was not asked for
}

// ApprovalStep is one step of a route, as the public API shows it.
type ApprovalStep struct {
	Order     int
	State     TaskState
	Via       string
	Approvers []*User
	Limit     *Money
	Decision  *Decision // nil while it is open
}
