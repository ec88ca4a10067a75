package domain

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// AdviceDecision is what a person does with a recommendation.
type AdviceDecision string

// The decisions. None of them approves anything.
const (
	AcceptAdvice AdviceDecision = "ACCEPT"
	EditAdvice   AdviceDecision = "EDIT"
	RejectAdvice AdviceDecision = "REJECT"
)

// DecideAdviceInput is a decision on one recommendation.
type DecideAdviceInput struct {
	ID               ID
	Version          int
	Decision         AdviceDecision
	EditedTo         *EditedAdviceInput // for EDIT alone
	Feedback         *AdviceFeedback
	Reason           *string
	OpenedEvidence   *bool
	IdempotencyKey   string
	ClientMutationID *string
}

// EditedAdviceInput is what is done in place of what was recommended.
type EditedAdviceInput struct {
	AccountID    *ID
	CostCenterID *ID
	PersonID     *ID
}

// Decide records what a person did with the recommendation. edited is what they do in its place, nil unless they edit.
// What follows for the invoice is the workflow's to do.
//
// Errors: FORBIDDEN to machines and delegates; WRONG_STATE, with the state, when it does not stand any more; INVALID with every
// violation.
func (r *Recommendation) Decide(by Actor, in DecideAdviceInput, edited *ProposedAction, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if err := r.undecided(at); err != nil {
		return Event{}, err
	}
	reason := ""
	if in.Reason != nil {
		reason = strings.TrimSpace(*in.Reason)
	}
	if err := r.fits(in, edited, reason).Err(); err != nil {
		return Event{}, err
	}
	before := r.State
	r.DeciderID, r.DecidedAt, r.Reason = by.ID, &at, optional(reason)
	r.Opened = in.OpenedEvidence != nil && *in.OpenedEvidence
	r.Feedback, r.OutcomeAt = in.Feedback, &at
	var did string
	switch in.Decision {
	case AcceptAdvice:
		r.State, r.Outcome, did = AdviceAccepted, OutcomeRight, "accepted"
	case EditAdvice:
		r.State, r.Outcome, r.EditedTo, did = AdviceEdited, OutcomeWrong, edited, "changed"
	default:
		r.State, r.Outcome, did = AdviceRejected, OutcomeWrong, "turned down"
	}
	if in.Feedback != nil && *in.Feedback == FeedbackFormat {
		r.Outcome = OutcomeRight // what it says is right, written otherwise
	}
	if r.Use == UsePredictApprover { // what people say of it is no evidence: who takes the step is
		r.Outcome, r.OutcomeAt = OutcomeUnknown, nil
	}
	event := Happened("advice.decided", r.Subject(), fmt.Sprintf("%s %s the advice on %s.", by.named(), did, r.Words())).Because(reason).
		With("recommendation", r.ID).With("use", r.Use).With("decision", in.Decision).With("openedEvidence", r.Opened).
		Changed("advice.state", string(before), string(r.State))
	if r.Feedback != nil {
		event = event.With("feedback", *r.Feedback)
	}
	return event, nil
}

// Expire ends advice that nobody decided in time, and says whether it did.
func (r *Recommendation) Expire(at time.Time) (Event, bool) {
	if r.State != AdviceProposed || r.ExpiresAt == nil || at.Before(*r.ExpiresAt) {
		return Event{}, false
	}
	r.State = AdviceExpired
	return Happened("advice.expired", r.Subject(), "Nobody decided the advice on "+r.Words()+" in time.").
		With("recommendation", r.ID).With("use", r.Use).Changed("advice.state", string(AdviceProposed), string(AdviceExpired)), true
}

// undecided refuses what nobody can decide any more, each with its own sentence.
func (r *Recommendation) undecided(at time.Time) error {
	var sentence string
	switch {
	case r.State == AdviceExpired || r.State == AdviceProposed && r.ExpiresAt != nil && !at.Before(*r.ExpiresAt):
		return Refuse(CodeWrongState, "This advice has run out.").With("state", AdviceExpired)
	case r.State == AdviceSuperseded:
		sentence = "Other advice took the place of this one."
	case !r.Stands():
		sentence = "This advice was decided."
	default:
		return nil
	}
	return Refuse(CodeWrongState, "%s", sentence).With("state", r.State)
}

// maxAdviceReason is the most characters of a reason.
const maxAdviceReason = 2000

func (r *Recommendation) fits(in DecideAdviceInput, edited *ProposedAction, reason string) Violations {
	var v Violations
	switch in.Decision {
	case AcceptAdvice:
		if r.Action.Kind == ActionNone {
			v.Add("decision", "oneOf", "Nothing is proposed here, so there is nothing to accept.")
		}
		if in.Feedback != nil {
			v.Add("feedback", "absent", "Feedback says what was wrong; what is accepted was right.")
		}
	case EditAdvice:
		switch {
		case edited == nil:
			v.Add("editedTo", "required", "Say what is done in its place.")
		case edited.Same(&r.Action):
			v.Add("editedTo", "different", "This is what was proposed: accept it.")
		}
	case RejectAdvice:
	default:
		v.Add("decision", "oneOf", "Accept, edit or reject it.")
	}
	if in.Decision != EditAdvice && in.EditedTo != nil {
		v.Add("editedTo", "absent", "Only an edit says what is done in its place.")
	}
	if in.Decision != AcceptAdvice && r.Action.Kind != ActionNone && in.Feedback == nil {
		v.Add("feedback", "required", "Say why: WRONG_VALUE, BUSINESS_CHANGE or FORMAT.")
	}
	if utf8.RuneCountInString(reason) > maxAdviceReason {
		v.Add("reason", "length", "A reason has at most %d characters.", maxAdviceReason)
	}
	return v
}

// Against is why nobody can decide the recommendation whatever their rights, nil when nothing of the kind stands against it.
func (r *Recommendation) Against(at time.Time) *DenyReason {
	if err := r.undecided(at); err != nil {
		return &DenyReason{Code: DenyWrongState, Message: err.(*Error).Message} //nolint:errorlint,forcetypeassert // made a few lines above
	}
	return nil
}
