package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// NewAdvicePolicy is a draft, not yet in force. Currency is the group's; number is the version's.
//
// Errors: FORBIDDEN to machines and delegates; INVALID with every violation.
func NewAdvicePolicy(id ID, in DraftAdvicePolicyInput, by Actor, number int, group Currency) (*AdvicePolicy, Event, error) {
	if err := by.InOwnName(); err != nil {
		return nil, Event{}, err
	}
	p := &AdvicePolicy{
		ID: id, Use: in.Use, Number: number, State: "DRAFT", Automatic: in.Automatic,
		Target: in.Target, Audit: in.Audit, SuggestFrom: in.SuggestFrom, HoldFrom: in.HoldFrom, DraftedBy: by.ID, Reason: strings.TrimSpace(in.Reason),
	}
	broken := needReason(in.Reason)
	if !slices.Contains(AiUses(), in.Use) {
		broken.Add("use", "oneOf", "There is no such use.")
	}
	if in.Automatic && !in.Use.MayAct() {
		broken.Add("automatic", "use", "This use never acts by itself.")
	}
	between := func(field string, v, low, high float64, open bool) {
		if !(v >= low && v <= high) || open && (v == low || v == high) {
			broken.Add(field, "range", "It lies between %g and %g, not at %g.", low, high, v)
		}
	}
	between("target", in.Target, 0, 0.5, true)
	between("audit", in.Audit, 0.02, 0.05, false)
	between("suggestFrom", in.SuggestFrom, 0, 1, false)
	if in.HoldFrom != nil && !(*in.HoldFrom > 0 && *in.HoldFrom <= 1) {
		broken.Add("holdFrom", "range", "It lies above 0 and at most at 1, not at %g.", *in.HoldFrom)
	}
	p.Cap = broken.amount("cap", in.Cap, group)
	p.Budget = broken.amount("budget", in.Budget, group)
	if p.Budget != nil && p.Budget.Minor == 0 {
		broken.Add("budget", "positive", "A budget is more than nothing; without one, leave it out.")
	}
	if err := broken.Err(); err != nil {
		return nil, Event{}, err
	}
	return p, Happened("advice_policy.drafted", p.ID, fmt.Sprintf("%s drafted policy %d on %s.", by.named(), number, adviceWords[p.Use])).Because(p.Reason).
		With("use", p.Use).With("automatic", p.Automatic).With("target", p.Target).With("audit", p.Audit).With("cap", p.Cap).With("budget", p.Budget).AtVersion(1), nil
}

// amount is an amount of the group's currency that is not negative, nil when none was put in.
func (v *Violations) amount(field string, in *MoneyInput, group Currency) *Money {
	if in == nil {
		return nil
	}
	m, err := in.Money()
	switch {
	case err != nil:
		v.Add(field, "amount", "This is no amount.")
	case m.Currency != group:
		v.Add(field, "currency", "It is stated in %s, the currency of the group.", group)
	case m.Minor < 0:
		v.Add(field, "positive", "It is not negative.")
	}
	return &m
}

// Publish puts a draft in force; before is what was, nil for none.
//
// Errors: FORBIDDEN to machines, delegates and who drafted it; WRONG_STATE when it is no draft.
func (p *AdvicePolicy) Publish(by Actor, before *AdvicePolicy, reason *string, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	switch {
	case p.State != "DRAFT":
		return Event{}, Refuse(CodeWrongState, "This policy is no draft.").With("state", p.State)
	case p.DraftedBy == by.ID:
		return Event{}, Refuse(CodeForbidden, "You drafted this policy, so somebody else puts it in force.")
	}
	why := p.Reason
	if reason != nil && strings.TrimSpace(*reason) != "" {
		why = strings.TrimSpace(*reason)
	}
	p.State, p.PublishedBy, p.ActiveFrom, p.Reason = "ACTIVE", by.ID, &at, why
	if before != nil {
		before.State = "RETIRED"
	}
	return Happened("advice_policy.published", p.ID, fmt.Sprintf("%s put policy %d on %s in force.", by.named(), p.Number, adviceWords[p.Use])).Because(why).
		With("use", p.Use).Changed("state", "DRAFT", p.State).AtVersion(2), nil
}

// Facts is what the gate must know of the policy.
func (p *AdvicePolicy) Facts() Facts {
	return Facts{Kind: NodeAdvicePolicy, Entity: p.ID.Entity, ID: p.ID.UUID}
}

// Silent is why nothing is said under the policy at all, "" when something may be.
func (p *AdvicePolicy) Silent() string {
	if p.Model == ModelKilled {
		return "The model is switched off."
	}
	return ""
}

// Held is why nothing of this worth, in minor units of the group's currency, is done by itself now, "" when something may be.
func (p *AdvicePolicy) Held(worth int64) string {
	switch s := p.Spending; {
	case p.Model == ModelKilled:
		return "The model is switched off."
	case p.Model == ModelDemoted:
		return "The model was taken from acting."
	case s != nil && s.Stopped:
		return "The budget of error money is used up."
	case s != nil && worth > s.Left.Minor:
		return fmt.Sprintf("It is worth more than the %s that are left of the budget of error money.", s.Left)
	}
	return ""
}

// Raise is the threshold under the budget of error money: from half of it on, the doubt that is allowed shrinks evenly to none.
func (p *AdvicePolicy) Raise(threshold float64) float64 {
	if p.Spending == nil {
		return threshold
	}
	return threshold + (1-threshold)*p.Spending.Slow
}
