package domain

import (
	"crypto/rand"
	"time"
)

// Event is one fact: who did what to what, by which right. It is written in the transaction of the change it tells of
// and never altered.
type Event struct {
	ID        ID // version 7; its time is the time of the act
	Entity    EntityID
	At        time.Time
	Kind      string // what happened, for example "invoice.approved"
	Command   string // which use case, for example "decideTask"
	Subject   ID     // what it happened to
	ActorKind ActorKind
	ActorID   UUID
	ActorName string
	Person    *User  `json:"-"` // as Actor.Person
	OnBehalf  Behalf // for whom the actor acted; zero when in their own right
	Auth      Auth   // how the actor showed who they are, as Actor.Auth
	Address   string // of the client, as Actor.Address
	Text      string // one sentence for a person, without personal data beyond names of actors
	Reason    *string
	Authority *string // the permit in a sentence
	Changes   []Change
	Data      map[string]any // facts for programs, canonical JSON
	RequestID string
	TraceID   *string

	Rulebook       int64  // version of the roles and rules that the deciding transaction stood on; 0 when none decided
	SubjectVersion int    // of the subject after the act; 0 where it is not known
	Idempotency    string // SHA-256 of the caller's key, in hexadecimal; "" without a key

	Place *LogPlace `json:"-"` // its place in the log, where that was read; nil else, and while it waits for one

	Salt   []byte // 16 random bytes that hide the digest of names and sentences; nil once erased
	Erased []byte // digest of names and sentences, kept when they were erased; else nil
}

// Change is one value before and after.
type Change struct {
	Path   string  `json:"path"`
	Before *string `json:"before,omitempty"`
	After  *string `json:"after,omitempty"`
}

// NewSalt makes what hides the digest of an event's names and sentences.
func NewSalt() []byte {
	salt := make([]byte, 16)
	rand.Read(salt) // never fails on a supported system
	return salt
}

// Happened starts an event about subject; settle fills who, when and by which right.
func Happened(kind string, subject ID, text string) Event {
	return Event{Kind: kind, Subject: subject, Entity: subject.Entity, Text: text}
}

// With adds one fact for programs and returns the event.
func (e Event) With(key string, value any) Event {
	data := make(map[string]any, len(e.Data)+1)
	for k, v := range e.Data {
		data[k] = v
	}
	data[key] = value
	e.Data = data
	return e
}

// AtVersion states which version of the subject the act made and returns the event.
func (e Event) AtVersion(version int) Event {
	e.SubjectVersion = version
	return e
}

// Because adds the actor's reason; "" adds none.
func (e Event) Because(reason string) Event {
	if reason != "" {
		e.Reason = &reason
	}
	return e
}

// Changed adds one value before and after.
func (e Event) Changed(path, before, after string) Event {
	e.Changes = append(e.Changes[:len(e.Changes):len(e.Changes)], Change{path, optional(before), optional(after)})
	return e
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
