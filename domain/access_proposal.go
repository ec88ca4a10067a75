package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Proposal is what a change of access would do. Beside the title, one part is set, as the kind of the change says.
type Proposal struct {
	Title      string           `json:"title"` // one sentence for a person
	Grant      *Grant           `json:"grant,omitempty"`
	Revoke     *Revocation      `json:"revoke,omitempty"`
	Role       *Role            `json:"role,omitempty"`
	Rule       *DutyRule        `json:"rule,omitempty"`
	Drop       UUID             `json:"drop,omitzero"` // the segregation rule that is removed
	Mitigation *Mitigation      `json:"mitigation,omitempty"`
	Service    *ServiceProposal `json:"service,omitempty"`
}

// Revocation ends a grant.
type Revocation struct {
	Grant UUID      `json:"grant"`
	From  time.Time `json:"from,omitzero"` // zero is as soon as somebody agrees
}

// ServiceProposal is a service account with the one role that it holds.
type ServiceProposal struct {
	Account ServiceAccount `json:"account"`
	Grant   Grant          `json:"grant"`
}

// Digest is the SHA-256 of the proposal's canonical text, in hexadecimal.
func (p Proposal) Digest() string {
	text, err := json.Marshal(p)
	if err != nil {
		panic(fmt.Sprintf( // a struct of ours that JSON cannot write is found by the first test
			"domain: a proposal cannot be written: %v", err))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Revision is the rows of the rulebook that the proposal brings when it is applied, each with the record r. What was to
// begin before then begins then: nothing is dated back.
//
// Errors: WRONG_STATE when the rulebook holds no longer what the proposal is about, or its time is over.
func (p Proposal) Revision(book *Rulebook, r Record) (Revision, error) {
	switch {
	case p.Grant != nil:
		g, err := granted(*p.Grant, r)
		return Revision{Grants: []Grant{g}}, err
	case p.Revoke != nil:
		return p.Revoke.revision(book, r)
	case p.Role != nil:
		role := *p.Role
		role.Record = r
		return Revision{Roles: []Role{role}}, nil
	case p.Rule != nil:
		rule := *p.Rule
		rule.Record = r
		return Revision{Rules: []DutyRule{rule}}, nil
	case p.Mitigation != nil:
		m := *p.Mitigation
		m.ValidFrom, m.Record = laterOf(m.ValidFrom, r.From), r
		if !m.ValidTo.After(m.ValidFrom) {
			return Revision{}, overdue(m.ValidTo)
		}
		return Revision{Mitigations: []Mitigation{m}}, nil
	case p.Service != nil:
		account := p.Service.Account
		account.Record = r
		g, err := granted(p.Service.Grant, r)
		return Revision{Services: []ServiceAccount{account}, Grants: []Grant{g}}, err
	}
	return p.dropped(book)
}

// Effective is the first instant, from now on, at which what the revision of the proposal brings has begun: what a preview
// looks at.
func (p Proposal) Effective(book *Rulebook, revision *Revision, now time.Time) time.Time {
	if p.Revoke == nil {
		return revision.Effective(now)
	}
	at := laterOf(p.Revoke.From, now)
	for i := range book.Grants {
		if book.Grants[i].ID == p.Revoke.Grant {
			at = laterOf(at, book.Grants[i].ValidFrom)
		}
	}
	return at
}

func granted(g Grant, r Record) (Grant, error) {
	g.ValidFrom, g.Record = laterOf(g.ValidFrom, r.From), r
	if !g.ValidTo.IsZero() && !g.ValidTo.After(g.ValidFrom) {
		return g, overdue(g.ValidTo)
	}
	return g, nil
}

func laterOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func overdue(end time.Time) error {
	return Refuse(CodeWrongState, "It was to end on %s, so there is nothing left to begin.", end.UTC().Format(time.DateOnly))
}

func (v *Revocation) revision(book *Rulebook, r Record) (Revision, error) {
	at := slices.IndexFunc(book.Grants, func(g Grant) bool { return g.ID == v.Grant })
	if at < 0 {
		return Revision{}, Refuse(CodeWrongState, "There is no such grant any more.")
	}
	g := book.Grants[at]
	return g.End(laterOf(v.From, r.From), r)
}

// End ends the grant at an instant, which is not before the record. One that has not begun by then ceases.
// Errors: WRONG_STATE when it ends no later anyway.
func (g Grant) End(at time.Time, r Record) (Revision, error) {
	switch {
	case !g.ValidTo.IsZero() && !g.ValidTo.After(at):
		return Revision{}, Refuse(CodeWrongState, "This grant ends on %s anyway.", g.ValidTo.UTC().Format(time.DateOnly))
	case !g.ValidFrom.Before(at):
		return Revision{Closed: []UUID{g.ID}}, nil
	}
	g.ValidTo, g.Record = at, r
	return Revision{Grants: []Grant{g}}, nil
}

// dropped removes a segregation rule with the conflicts that were accepted under it: without their rule they mean nothing.
func (p Proposal) dropped(book *Rulebook) (Revision, error) {
	at := slices.IndexFunc(book.Rules, func(r DutyRule) bool { return r.ID == p.Drop })
	if at < 0 {
		return Revision{}, Refuse(CodeWrongState, "There is no such segregation rule any more.")
	}
	revision := Revision{Closed: []UUID{p.Drop}}
	for _, m := range book.Mitigations {
		if m.Rule == book.Rules[at].Key {
			revision.Closed = append(revision.Closed, m.ID)
		}
	}
	return revision, nil
}

// Weakens says how a rule would hold less than the one that it takes the place of; "" when it holds as much.
func (r *DutyRule) Weakens(old *DutyRule) string {
	switch {
	case r.Mode != old.Mode && old.Mode == DutyPrevent:
		return "would be reported and no longer refused"
	case r.Risk.Rank() < old.Risk.Rank():
		return "would be rated lower"
	case r.Span != old.Span:
		return "would look at other records"
	case !containsAll(r.Left, old.Left) || !containsAll(r.Right, old.Right):
		return "would leave out actions that it covers"
	}
	return ""
}

func containsAll(list, wanted []Action) bool {
	return !slices.ContainsFunc(wanted, func(a Action) bool { return !slices.Contains(list, a) })
}
