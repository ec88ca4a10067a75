package domain

import (
	"encoding/base64"
	"time"
)

// LogPlace is where an event stands in the audit log.
type LogPlace struct {
	Position int64    // from 0, without gaps
	Leaf     [32]byte // its hash, as the tree holds it
}

// Seq is the event's position in the log; nil where it was not read, and while it waits for one.
func (e *Event) Seq() *int64 {
	if e.Place == nil {
		return nil
	}
	return &e.Place.Position
}

// Hash is the event's leaf of the tree in base64; nil as Seq.
func (e *Event) Hash() *string {
	if e.Place == nil {
		return nil
	}
	text := base64.StdEncoding.EncodeToString(e.Place.Leaf[:])
	return &text
}

// OnBehalfOf is for whom the actor acted, as the public API shows people; nil in their own right.
func (e *Event) OnBehalfOf() *User {
	if e.OnBehalf.ID.IsZero() {
		return nil
	}
	return &User{ID: ID{Kind: NodeUser, UUID: e.OnBehalf.ID}, Name: e.OnBehalf.Name}
}

// SignedIn is how the actor showed who they are; nil when it was not noted.
func (e *Event) SignedIn() *string { return optional(string(e.Auth)) }

// RulebookVersion is the version of roles and rules that the act was decided by; nil when none decided.
func (e *Event) RulebookVersion() *int64 {
	if e.Rulebook == 0 {
		return nil
	}
	return &e.Rulebook
}

// AuditFilter says which events of the log are wanted; the zero filter is all.
type AuditFilter struct {
	ActorID   *ID
	SubjectID *ID
	EntityID  []ID
	Kind      *string // what its name begins with, for example "invoice."
	Command   *string
	From      *time.Time
	To        *time.Time // exclusive
	Refused   *bool      // only refusals, or none of them
}

// AuditProof says whether a part of the log is as it was signed.
type AuditProof struct {
	From       int64
	To         int64 // exclusive
	Size       int64 // entries that the checkpoint covers
	Root       string
	SignedAt   time.Time
	Checkpoint string // as it was signed
	Intact     bool   // every row recomputed now gives its leaf, and the tree gives the signed root
	FirstBreak *int64 // first position that does not
	Why        *string
}

// InclusionProof shows that an event is in the log that a checkpoint covers (RFC 6962 section 2.1.1).
type InclusionProof struct {
	Position   int64
	Size       int64
	Hashes     []string // base64, from the leaf's neighbour up
	Checkpoint string   // as it was signed
}
