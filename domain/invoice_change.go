package domain

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of what people write, in characters, as the schema promises them.
const (
	minReason  = 3
	maxReason  = 500
	maxComment = 2000
	maxNumber  = 100
)

// Submit hands the invoice in to be checked and routed, and fixes the digest that approvals will bind to. Tasks to mend
// its data are done with it. Lines, Taxes, Orders and Tasks must be loaded.
//
// Errors: WRONG_STATE; INVALID with every violation.
func (i *Invoice) Submit(by Actor, at time.Time) (Event, error) {
	if err := i.may(VerbSubmit); err != nil {
		return Event{}, err
	}
	if err := i.complete().Err(); err != nil {
		return Event{}, err
	}
	before := i.State
	i.to(VerbSubmit, StateSubmitted)
	i.NumberNorm = NormaliseNumber(i.Number)
	i.Center = LargestCenter(i.Lines)
	i.Digest = i.ComputeDigest()
	i.closeTasks(TaskFixData, TaskDone)
	return i.told("invoice.submitted", by, at, "%s handed the invoice in.", by.named()).
		Changed("state", string(before), string(i.State)).With("digest", i.Digest), nil
}

// complete lists what an invoice lacks to be worked on at all. What a person can judge is left to the checks.
func (i *Invoice) complete() Violations {
	var v Violations
	if n := utf8.RuneCountInString(strings.TrimSpace(i.Number)); n == 0 || n > maxNumber {
		v.Add("number", "length", "The supplier's number must have 1 to %d characters.", maxNumber)
	}
	if strings.TrimSpace(i.SellerName) == "" {
		v.Add("sellerName", "required", "The seller's name is missing.")
	}
	if !i.Currency.Valid() {
		v.Add("currency", "iso4217", "%.10q is not an ISO 4217 currency code.", string(i.Currency))
	}
	if i.Gross.IsZero() {
		v.Add("gross", "required", "The total with VAT is missing.")
	}
	for _, m := range []Money{i.Net, i.Tax, i.Gross, i.Prepaid, i.Payable} {
		if !m.IsZero() && m.Currency != i.Currency {
			v.Add("currency", "one", "A total is in %s, the invoice in %s.", m.Currency, i.Currency)
		}
	}
	for n, l := range i.Lines {
		if l.Amount.Currency != i.Currency {
			v.Add(fmt.Sprintf("lines[%d].amount", n), "one", "Line %d is not in %s.", l.Number, i.Currency)
		}
	}
	return v
}

// Hold stops the invoice on the blocking answers of its Checks, which must be set.
//
// Errors: WRONG_STATE; a plain error when no check blocks, for then there is nothing to tell a person.
func (i *Invoice) Hold(at time.Time) (Event, error) {
	if err := i.may(VerbHold); err != nil {
		return Event{}, err
	}
	var rules []string
	first := ""
	for _, c := range i.Checks {
		if c.Outcome == CheckBlocker {
			rules = append(rules, c.Rule)
			if first == "" {
				first = c.Message
			}
		}
	}
	if len(rules) == 0 {
		return Event{}, fmt.Errorf("hold invoice %s: no check blocks it", i.Key)
	}
	text := "On hold: " + first
	if len(rules) > 1 {
		text = fmt.Sprintf("On hold for %d reasons, the first: %s", len(rules), first)
	}
	i.to(VerbHold, StateOnHold)
	return i.told("invoice.held", Actor{}, at, "%s", text).
		Changed("state", string(StateSubmitted), string(i.State)).With("rules", rules), nil
}

// Routed takes the route of a new round: the invoice waits for its steps, or is on its way to the ledger when the route
// is automatic. route.Round must be the invoice's round plus one.
//
// Errors: WRONG_STATE; a plain error for a route of another invoice or round, or without steps.
func (i *Invoice) Routed(route *ApprovalRoute, at time.Time) (Event, error) {
	if err := i.may(VerbRoute); err != nil {
		return Event{}, err
	}
	switch {
	case route.InvoiceID != i.ID.UUID || route.Round != i.Round+1:
		return Event{}, fmt.Errorf("route invoice %s: the route is for another invoice or round", i.Key)
	case route.Automatic == (len(route.Steps) > 0):
		return Event{}, fmt.Errorf("route invoice %s: either steps or automatic", i.Key)
	}
	row := ""
	if route.Explanation != nil && route.Explanation.Chosen != nil {
		row = fmt.Sprintf(", by row “%s”", route.Explanation.Chosen.Name)
	}
	i.Round, i.Route = route.Round, route
	if route.Automatic {
		i.to(VerbRoute, StatePosting)
		return i.told("invoice.auto_approved", Actor{}, at, "The policy asks nobody%s.", row).
			Changed("state", string(StateSubmitted), string(i.State)).With("round", i.Round).With("digest", i.Digest), nil
	}
	vias := make([]string, len(route.Steps))
	for n, s := range route.Steps {
		vias[n] = s.Via
	}
	i.to(VerbRoute, StateInReview)
	return i.told("invoice.routed", Actor{}, at, "Asked for approval%s: %s.", row, strings.Join(vias, ", then ")).
		Changed("state", string(StateSubmitted), string(i.State)).With("round", i.Round).With("steps", vias), nil
}

// Withdraw takes the invoice back for good. Open tasks fall away.
//
// Errors: WRONG_STATE, also when an approval stands; INVALID for a reason outside 3 to 500 characters.
func (i *Invoice) Withdraw(by Actor, reason string, at time.Time) (Event, error) {
	if err := i.may(VerbWithdraw); err != nil {
		return Event{}, err
	}
	if len(i.standing()) > 0 {
		return Event{}, i.wrongState("Somebody approved this invoice already; ask the next approver to return or reject it.")
	}
	if err := needReason(reason).Err(); err != nil {
		return Event{}, err
	}
	before := i.State
	i.to(VerbWithdraw, StateCancelled)
	i.cancelTasks()
	return i.told("invoice.withdrawn", by, at, "%s withdrew the invoice.", by.named()).Because(reason).
		Changed("state", string(before), string(i.State)), nil
}

// told starts the event of a change, counts a person's touch and marks when it was. An actor without an id is left for
// the workflow to fill in.
func (i *Invoice) told(kind string, by Actor, at time.Time, format string, args ...any) Event {
	if by.IsPerson() {
		i.Touches++
	}
	i.UpdatedAt = at
	e := Happened(kind, i.ID, fmt.Sprintf(format, args...))
	e.At, e.ActorKind, e.ActorID, e.ActorName = at, by.Kind, by.ID, by.Name
	e.RequestID = by.RequestID
	return e
}

// named is the actor's name as a sentence begins with it.
func (a Actor) named() string {
	switch {
	case a.Name == "":
		return "Somebody"
	case a.OnBehalf.Name != "":
		return a.Name + " for " + a.OnBehalf.Name
	}
	return a.Name
}

func needReason(reason string) Violations {
	var v Violations
	if n := utf8.RuneCountInString(strings.TrimSpace(reason)); n < minReason || n > maxReason {
		v.Add("reason", "length", "Say why, in %d to %d characters.", minReason, maxReason)
	}
	return v
}
