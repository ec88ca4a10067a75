package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// StartReviewInput begins a campaign.
type StartReviewInput struct {
	Name             string
	DueAt            time.Time
	Roles            []string  // keys; nil is all
	EntityIDs        []ID      // nil is all
	AskFirst         *ReviewBy // nil is MANAGER
	IdempotencyKey   string
	ClientMutationID *string
}

// DecideReviewInput decides lines, each by itself: what is refused of one undoes nothing of another.
type DecideReviewInput struct {
	Items            []*ReviewAnswerInput // 1 to 100
	IdempotencyKey   string
	ClientMutationID *string
}

// ReviewAnswerInput is a reviewer's decision on one line.
type ReviewAnswerInput struct {
	ID       ID
	Version  int
	Decision ReviewDecision
	Reason   *string // needed unless it is kept
	NarrowTo []ID    // for NARROW: the entities that stay
}

// ReviewItemFilter says which lines; every stated part must hold.
type ReviewItemFilter struct {
	Mine     *bool // asked of the caller
	Open     *bool // not decided yet, or decided
	Decision []ReviewDecision
	Text     *string // part of the holder's name
	Unused   *bool   // without a recorded use
}

// StartReview opens a campaign without lines. roles and entities are those that exist.
// Errors: INVALID with every violation.
func StartReview(id ID, by Actor, in StartReviewInput, roles []string, entities map[EntityID]string, at time.Time) (*AccessReview, error) {
	var broken Violations
	name := strings.TrimSpace(in.Name)
	if n := utf8.RuneCountInString(name); n < 3 || n > 120 {
		broken.Add("name", "length", "Name the campaign in 3 to 120 characters.")
	}
	if in.DueAt.Before(at.Add(ReviewLeast)) || in.DueAt.After(at.Add(ReviewMost)) {
		broken.Add("dueAt", "bounds", "Reviewers have between an hour and %d days.", int(ReviewMost.Hours()/24))
	}
	for i, key := range in.Roles {
		if !slices.Contains(roles, key) {
			broken.Add(fmt.Sprintf("roles[%d]", i), "known", "There is no role %.40q.", key)
		}
	}
	r := &AccessReview{
		ID: id, Version: 1, Name: name, Roles: slices.Clone(in.Roles), AskFirst: ReviewByManager,
		UsesSince: at.Add(-ReviewUse), State: ReviewOpen, StartedByID: by.ID, StartedAt: at, DueAt: in.DueAt.UTC(),
	}
	if in.AskFirst != nil {
		r.AskFirst = *in.AskFirst
	}
	for i, id := range in.EntityIDs {
		if _, known := entities[id.Entity]; !known && id.Entity != 0 || id.Kind != NodeEntity {
			broken.Add(fmt.Sprintf("entityIds[%d]", i), "known", "There is no such entity.")
		}
		r.Entities = append(r.Entities, id.Entity)
	}
	return r, broken.Err()
}

// Against is why a person cannot decide the line whatever their rights, nil when nothing of the kind stands against it.
func (i *ReviewItem) Against(person UUID) *DenyReason {
	switch {
	case i.Decision != nil:
		return &DenyReason{Code: DenyWrongState, Message: "This line is decided; a grant that was taken away is asked for anew."}
	case person == i.Grant.Person:
		return &DenyReason{Code: DenyOwnItem, Message: "This is access of your own, so somebody else decides on it."}
	case person != i.ReviewerID && !i.Vacant:
		return &DenyReason{Code: DenyNotAssigned, Message: "Somebody else is asked to decide on this line."}
	}
	return nil
}

// Decide records what the reviewer decided. What is revoked or narrowed must be applied in the same change.
// Errors: WRONG_STATE when it is decided; FORBIDDEN to anybody but its reviewer; INVALID.
func (i *ReviewItem) Decide(by Actor, in *ReviewAnswerInput, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if reason := i.Against(by.ID); reason != nil {
		return Event{}, reason.Refusal(CertifyAccess)
	}
	var broken Violations
	reason := ""
	if in.Reason != nil {
		reason = strings.TrimSpace(*in.Reason)
	}
	n := utf8.RuneCountInString(reason)
	if in.Decision != ReviewKeep && n < 3 || n > 2000 {
		broken.Add("reason", "length", "Say in 3 to 2,000 characters why access is taken away.")
	}
	narrowed := i.narrowed(in, &broken)
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	decision := in.Decision
	i.Decision, i.ByID, i.At, i.NarrowedTo = &decision, by.ID, &at, narrowed
	if reason != "" {
		i.Reason = &reason
	}
	did := map[ReviewDecision]string{ReviewKeep: "kept", ReviewRevoke: "revoked", ReviewNarrow: "narrowed"}[decision]
	event := Happened("review."+did, i.ID, fmt.Sprintf("%s %s a grant of the role %s.", by.named(), did, i.Grant.Role)).
		Because(reason).With("review", i.ReviewID).With("reviewed", i.Grant.ID).With("person", i.Grant.Person).With("uses", i.Uses)
	if decision == ReviewNarrow {
		event = event.With("narrowed_to", narrowed)
	}
	return event, nil
}

// narrowed is which entities stay.
func (i *ReviewItem) narrowed(in *ReviewAnswerInput, broken *Violations) []EntityID {
	switch in.Decision {
	case ReviewKeep, ReviewRevoke:
		if len(in.NarrowTo) > 0 {
			broken.Add("narrowTo", "empty", "Entities that stay are named only for NARROW.")
		}
		return nil
	case ReviewNarrow:
	default:
		broken.Add("decision", "known", "A line is kept, revoked or narrowed.")
		return nil
	}
	var stay []EntityID
	for n, id := range in.NarrowTo {
		if id.Kind != NodeEntity || !slices.Contains(i.Grant.Entities, id.Entity) {
			broken.Add(fmt.Sprintf("narrowTo[%d]", n), "known", "The grant does not cover this entity.")
		}
		stay = append(stay, id.Entity)
	}
	slices.Sort(stay)
	stay = slices.Compact(stay)
	if len(stay) == 0 || len(stay) >= len(i.Grant.Entities) {
		broken.Add("narrowTo", "bounds", "Name some of the entities that the grant covers, not all and not none.")
	}
	return stay
}

// Lapse revokes what nobody decided by the deadline. Errors: WRONG_STATE when it is decided.
func (i *ReviewItem) Lapse(at time.Time) (Event, error) {
	if i.Decision != nil {
		return Event{}, i.Against(UUID{}).Refusal(CertifyAccess)
	}
	decision, reason := ReviewRevoke, "Nobody decided on it by the deadline."
	i.Decision, i.At, i.Reason = &decision, &at, &reason
	return Happened("review.lapsed", i.ID, "A grant of the role "+i.Grant.Role+" was revoked: nobody decided on it by the deadline.").
		Because(reason).With("review", i.ReviewID).With("reviewed", i.Grant.ID).With("person", i.Grant.Person).With("uses", i.Uses), nil
}

// After is the grant as the decision leaves it at the instant. What is revoked, or was narrowed since to nothing that
// stays, ends.
func (i *ReviewItem) After(now Grant, requested, approved UUID, at time.Time) Grant {
	g := now
	g.Record = Record{From: at, Requested: requested, Approved: approved, Change: i.ReviewID}
	if i.Reason != nil {
		g.Record.Reason = *i.Reason
	}
	if *i.Decision == ReviewNarrow {
		stay := slices.DeleteFunc(slices.Clone(now.Entities), func(e EntityID) bool { return !slices.Contains(i.NarrowedTo, e) })
		if len(stay) > 0 {
			g.Entities = stay
			return g
		}
	}
	g.ValidTo = at
	if !g.ValidTo.After(g.ValidFrom) {
		g.ValidTo = g.ValidFrom.Add(time.Microsecond)
	}
	return g
}

// Close ends the campaign once every line is decided. Errors: WRONG_STATE when it is closed or lines are open.
func (r *AccessReview) Close(at time.Time) (Event, error) {
	if r.State != ReviewOpen || r.Progress.Decided < r.Progress.Lines {
		return Event{}, Refuse(CodeWrongState, "A campaign closes once, when every line is decided.").With("state", r.State)
	}
	r.State, r.ClosedAt = ReviewClosed, &at
	p := r.Progress
	return Happened("review.closed", r.ID, fmt.Sprintf("The access review %s closed: %d kept, %d narrowed, %d revoked, of them %d unanswered.",
		r.Name, p.Kept, p.Narrowed, p.Revoked, p.Lapsed)).With("lines", p.Lines).With("kept", p.Kept).With("narrowed", p.Narrowed).
		With("revoked", p.Revoked).With("lapsed", p.Lapsed).Changed("state", string(ReviewOpen), string(ReviewClosed)), nil
}
