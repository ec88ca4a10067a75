package authz

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"countersign/domain"
)

// Gate answers by the newest rulebook it was given. Safe for many goroutines; each answer uses one whole rulebook.
type Gate struct{ snapshot atomic.Pointer[Snapshot] }

var errNoRulebook = errors.New("no rulebook is loaded")

// NewGate makes a gate that answers by snapshot; without one (nil) it refuses everything.
func NewGate(snapshot *Snapshot) *Gate {
	g := &Gate{}
	g.Swap(snapshot)
	return g
}

// Swap makes the gate answer by snapshot from now on, and says whether it did: a snapshot that is not newer than the
// one in use is left alone, so that a slow reload never brings back a right that was taken away meanwhile.
func (g *Gate) Swap(snapshot *Snapshot) bool {
	for {
		old := g.snapshot.Load()
		if snapshot == nil || old != nil && old.version >= snapshot.version {
			return false
		}
		if g.snapshot.CompareAndSwap(old, snapshot) {
			return true
		}
	}
}

// Version is that of the rulebook in use, 0 without one. A transaction that reads a higher one in the store reloads.
func (g *Gate) Version() int64 {
	if s := g.snapshot.Load(); s != nil {
		return s.version
	}
	return 0
}

// Allow permits actor to do action to the record that facts tell of, at the instant at.
//
// Facts without Kind ask about the entity alone, before there is a record; what commits money cannot be asked so.
// facts.Amount counts only for actions that limits hold for; when it is absent there, only a grant without limit
// reaches it. Errors, all *domain.Error: UNAUTHENTICATED for the zero actor; FORBIDDEN (details: permit); OVER_LIMIT
// (permit, limit, amount); DUTY_CONFLICT (permit, rule). A question that could not be evaluated is FORBIDDEN too, with
// its cause wrapped beside the refusal.
func (g *Gate) Allow(actor domain.Actor, action domain.Action, facts domain.Facts, at time.Time) (Permit, error) {
	if actor.ID.IsZero() {
		return Permit{}, domain.Refuse(domain.CodeUnauthenticated, "Sign in first.")
	}
	q := question{actor: actor, action: action, facts: facts, at: at, voice: you}
	s := g.snapshot.Load()
	if s == nil {
		return Permit{}, refusal(q, verdict{fault: errNoRulebook})
	}
	if facts.Kind == "" && !acts[action].bare {
		return Permit{}, refusal(q, verdict{fault: fmt.Errorf("%s needs a record", action)})
	}
	v := s.ask(q)
	if !v.allowed() {
		return Permit{}, refusal(q, v)
	}
	return Permit{snapshot: s, asked: q, given: v}, nil
}

// refusal puts a verdict against somebody into the words of the API.
func refusal(q question, v verdict) error {
	if v.fault != nil {
		r := domain.Refuse(domain.CodeForbidden, "The permission could not be checked, so it is refused.")
		r.With("permit", q.answer(v, nil))
		return fmt.Errorf("%w: %w", r, v.fault)
	}
	first := v.reasons[0]
	code := domain.CodeForbidden
	switch first.Code {
	case domain.DenyOverLimit:
		code = domain.CodeOverLimit
	case domain.DenySod:
		code = domain.CodeDutyConflict
	}
	r := domain.Refuse(code, "%s", first.Message).With("permit", q.answer(v, nil))
	switch code {
	case domain.CodeOverLimit:
		r.With("limit", *first.Limit).With("amount", q.facts.Amount)
	case domain.CodeDutyConflict:
		r.With("rule", *first.Rule)
	}
	return r
}
