package domain

import (
	"strings"
	"time"
)

// Leaver is a person who leaves, or left, and what became of their access.
type Leaver struct {
	ID          UUID
	Version     int
	Person      UUID
	NoticedAt   time.Time  // when it was recorded
	EffectiveAt time.Time  // from when on they do not work here; may lie before NoticedAt
	RemovedAt   *time.Time // when all access was gone; nil while it is planned
	SettledAt   *time.Time // when everything that waited for them was asked of others; nil until then
	Reason      string
	RecordedBy  UUID
	Ended       LeaverCounts

	User        *User `json:"-"`
	By          *User `json:"-"`
	ActsAfter   int   `json:"-"` // acts after their access was gone
	ActsBetween int   `json:"-"` // acts after they had left and before their access was gone
}

// LeaverCounts is what ended with somebody's access.
type LeaverCounts struct {
	Grants          int // of theirs that held or were to begin
	Delegations     int // from and to them
	Emergencies     int // sessions of theirs
	ServiceAccounts int // that they answered for; they may do nothing any more
	Changes         int // of access, that they had asked for or that were about them
	Tasks           int // that were asked of others
	Unasked         int // of those, how many nobody could be asked for: their invoices are held, or a case is open
	Cases           int // that they owned and that were handed on
	Jobs            int // in their name
}

// PersonLeavesInput records that somebody leaves.
type PersonLeavesInput struct {
	UserID           ID
	At               *time.Time // nil is now
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// NewLeaver records that a person leaves at an instant. Errors: FORBIDDEN to a machine and to the person themselves;
// INVALID without a reason.
func NewLeaver(by Actor, person UUID, effective time.Time, reason string, at time.Time) (*Leaver, error) {
	l := &Leaver{
		ID: NewUUID(at), Version: 1, Person: person, NoticedAt: at, EffectiveAt: effective, Reason: strings.TrimSpace(reason), RecordedBy: by.ID,
	}
	if err := by.InOwnName(); err != nil {
		return nil, err
	}
	if by.ID == person {
		return nil, Refuse(CodeForbidden, "Somebody else records that you leave.")
	}
	return l, needReason(l.Reason).Err()
}

// LagSeconds is how long it took until all access was gone and all that waited was asked of others: since it was recorded,
// or since it holds when that is later. nil until everything is done.
func (l *Leaver) LagSeconds() *float64 {
	if l.SettledAt == nil {
		return nil
	}
	lag := l.SettledAt.Sub(laterOf(l.NoticedAt, l.EffectiveAt)).Seconds()
	return &lag
}

// AskAnew puts others in the place of who is asked for an open task. Errors: WRONG_STATE for one that is done.
func (i *Invoice) AskAnew(t *Task, people []UUID, via string, why string) (Event, error) {
	if !t.open() {
		return Event{}, i.wrongState("This task is done, so nobody is asked for it any more.")
	}
	before := t.CandidateIDs
	t.CandidateIDs = people
	if via != "" {
		t.Via = via
	}
	return Happened("task.asked_anew", t.ID, why).With("was", before).With("candidates", people).With("state", t.State), nil
}

// Reroute takes an invoice out of review because nobody is left for a step: it is checked and routed again. What was
// approved in the round falls. Errors: WRONG_STATE.
func (i *Invoice) Reroute(by Actor, why string, at time.Time) (Event, error) {
	if err := i.may(VerbReroute); err != nil {
		return Event{}, err
	}
	fell := i.voidRound()
	before := i.State
	i.to(VerbReroute, StateSubmitted)
	return i.told("invoice.rerouted", by, at, "%s", why).With("fell", fell).Changed("state", string(before), string(i.State)), nil
}
