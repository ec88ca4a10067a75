package domain

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// UseOverrideInput asks for emergency access.
type UseOverrideInput struct {
	Bundle           string // key
	Ticket           string
	Reason           string
	Minutes          int
	IdempotencyKey   string
	ClientMutationID *string
}

// DecideEmergencyInput is the second person's answer to a request.
type DecideEmergencyInput struct {
	ID               ID
	Version          int
	Outcome          DecisionKind // APPROVE or REJECT
	Comment          *string
	IdempotencyKey   string
	ClientMutationID *string
}

// EmergencyFilter says which sessions; every stated part must hold.
type EmergencyFilter struct {
	State  []EmergencyState
	UserID *ID
	Bundle []string
	Ticket *string
}

// ticketForm admits what ticket systems call their tickets, and nothing that could be mistaken for a sentence.
var ticketForm = regexp.MustCompile(`^[A-Za-z0-9#][A-Za-z0-9#_./-]{2,39}$`)

// RequestEmergency opens a session that waits for a decision. Errors: FORBIDDEN to delegates and machines; INVALID with
// every violation; WRONG_STATE when the bundle must not be used.
func RequestEmergency(id ID, b *EmergencyBundle, by Actor, in UseOverrideInput, conflicts []string, at time.Time) (*EmergencySession, Event, error) {
	if err := by.InOwnName(); err != nil {
		return nil, Event{}, err
	}
	if err := b.Sound(); err != nil {
		return nil, Event{}, err
	}
	var broken Violations
	ticket, reason := strings.TrimSpace(in.Ticket), strings.TrimSpace(in.Reason)
	if !ticketForm.MatchString(ticket) {
		broken.Add("ticket", "form", "Name the ticket of the incident: 3 to 40 letters, digits and # _ . / -, for example INC-20931.")
	}
	if n := utf8.RuneCountInString(reason); n < 10 || n > 2000 {
		broken.Add("reason", "length", "Say in 10 to 2,000 characters what must be done and why it cannot wait.")
	}
	if least := int(EmergencyLeast.Minutes()); in.Minutes < least || in.Minutes > b.MaxMinutes {
		broken.Add("minutes", "bounds", "%s is had for %d to %d minutes.", b.Name, least, b.MaxMinutes)
	}
	if err := broken.Err(); err != nil {
		return nil, Event{}, err
	}
	s := &EmergencySession{
		ID: id, Version: 1, Bundle: b, UserID: by.ID, Ticket: ticket, Reason: reason,
		Minutes: in.Minutes, State: EmergencyRequested, Conflicts: conflicts, RequestedAt: at,
	}
	event := Happened("emergency.requested", s.ID, fmt.Sprintf("%s asked for %s for %d minutes under %s.", by.named(), b.Name, s.Minutes, ticket)).
		Because(reason).With("bundle", b.Key).With("ticket", ticket).With("minutes", s.Minutes).AtVersion(1)
	if len(conflicts) > 0 {
		event = event.With("conflicts", conflicts)
	}
	return s, event, nil
}

// Activate puts the session in force and returns the grant that gives it: time boxed, under its ticket. decided is who
// approved it, the zero Actor for an instant bundle. Errors: WRONG_STATE unless it was asked for.
func (s *EmergencySession) Activate(decided Actor, comment *string, at time.Time) (Grant, Event, error) {
	if s.State != EmergencyRequested {
		return Grant{}, Event{}, s.wrongState("decided")
	}
	ends := at.Add(time.Duration(s.Minutes) * time.Minute)
	s.State, s.StartsAt, s.EndsAt, s.GrantID = EmergencyActive, &at, &ends, UUIDOf("emergency grant", s.ID.UUID.String())
	text := fmt.Sprintf("%s is in force for %d minutes under %s.", s.Bundle.Name, s.Minutes, s.Ticket)
	if !decided.ID.IsZero() {
		s.DecidedID, s.DecidedAt, s.Comment = decided.ID, &at, comment
		text = fmt.Sprintf("%s approved %s for %d minutes under %s.", decided.named(), s.Bundle.Name, s.Minutes, s.Ticket)
	}
	grant := Grant{
		ID: s.GrantID, Person: s.UserID, Role: s.Bundle.Role, Entities: s.Bundle.Entities, Limit: s.Bundle.Limit,
		ValidFrom: at, ValidTo: ends, Emergency: s.Ticket,
		Record: Record{From: at, Requested: s.UserID, Approved: s.DecidedID, Reason: s.Reason, Change: s.ID.UUID},
	}
	event := Happened("emergency.activated", s.ID, text).With("bundle", s.Bundle.Key).With("ticket", s.Ticket).With("grant_given", s.GrantID).
		With("until", ends).Changed("state", string(EmergencyRequested), string(EmergencyActive))
	if comment != nil {
		event = event.Because(strings.TrimSpace(*comment))
	}
	return grant, event, nil
}

// Refuse turns a request down; the clock, which gives no comment, lets it lapse.
// Errors: WRONG_STATE unless it was asked for; INVALID when a person gives no reason.
func (s *EmergencySession) Refuse(by Actor, comment *string, at time.Time) (Event, error) {
	if s.State != EmergencyRequested {
		return Event{}, s.wrongState("decided")
	}
	text := fmt.Sprintf("The request for %s under %s lapsed: nobody decided it in time.", s.Bundle.Name, s.Ticket)
	if by.IsPerson() {
		if comment == nil || utf8.RuneCountInString(strings.TrimSpace(*comment)) < 3 {
			return Event{}, RefuseField(CodeInvalid, "comment", "Say in at least 3 characters why it is refused.")
		}
		s.DecidedID, text = by.ID, fmt.Sprintf("%s refused %s under %s.", by.named(), s.Bundle.Name, s.Ticket)
	}
	s.State, s.DecidedAt, s.Comment = EmergencyRefused, &at, comment
	event := Happened("emergency.refused", s.ID, text).With("ticket", s.Ticket).
		Changed("state", string(EmergencyRequested), string(EmergencyRefused))
	if comment != nil {
		event = event.Because(strings.TrimSpace(*comment))
	}
	return event, nil
}

// End closes the session, by hand before its time or by the clock after it. Errors: WRONG_STATE unless it is in force.
func (s *EmergencySession) End(by Actor, at time.Time) (Event, error) {
	if s.State != EmergencyActive {
		return Event{}, s.wrongState("ended")
	}
	ended, text := at, fmt.Sprintf("%s ended %s under %s.", by.named(), s.Bundle.Name, s.Ticket)
	if s.EndsAt.Before(at) {
		ended = *s.EndsAt
	}
	if !by.IsPerson() {
		text = fmt.Sprintf("%s under %s ended with its time.", s.Bundle.Name, s.Ticket)
	}
	s.State, s.EndedAt = EmergencyEnded, &ended
	return Happened("emergency.ended", s.ID, text).With("ticket", s.Ticket).
		Changed("state", string(EmergencyActive), string(EmergencyEnded)), nil
}

// Reviewed closes the session's story. Errors: WRONG_STATE unless it has ended.
func (s *EmergencySession) Reviewed(by Actor, code string, at time.Time) (Event, error) {
	if s.State != EmergencyEnded {
		return Event{}, Refuse(CodeWrongState, "This emergency access is still in force; review it when it has ended.").With("state", s.State)
	}
	s.State, s.ReviewerID, s.ReviewedAt = EmergencyReviewed, by.ID, &at
	return Happened("emergency.reviewed", s.ID, fmt.Sprintf("%s reviewed %s under %s: %s.", by.named(), s.Bundle.Name, s.Ticket, plainCode(code))).
		With("ticket", s.Ticket).With("code", code).With("acts", s.Findings.Acts).With("score", s.Score).
		Changed("state", string(EmergencyEnded), string(EmergencyReviewed)), nil
}

// Standing tells a person where the session stands.
func (s *EmergencySession) Standing() string {
	switch s.State {
	case EmergencyRequested:
		return "This emergency access waits for a decision."
	case EmergencyActive:
		return "This emergency access is in force."
	case EmergencyRefused:
		return "This emergency access was refused."
	case EmergencyReviewed:
		return "This emergency access has ended and was reviewed."
	default:
		return "This emergency access has ended."
	}
}

func (s *EmergencySession) wrongState(what string) error {
	return Refuse(CodeWrongState, "%s It cannot be %s.", s.Standing(), what).With("state", s.State)
}
