package domain

import (
	"fmt"
	"strings"
	"time"
)

// PublishMatchRulesInput puts a draft in force. What a rule set says never changes, so there is no version to compare.
type PublishMatchRulesInput struct {
	ID               ID
	Reason           *string
	IdempotencyKey   string
	ClientMutationID *string
}

// The states of a rule set.
const (
	RulesDraft   = "DRAFT"
	RulesActive  = "ACTIVE"
	RulesRetired = "RETIRED"
)

// Facts is what the gate must know of a rule set.
func (s *MatchRuleSet) Facts() Facts {
	return Facts{Kind: NodeRuleSet, Entity: s.ID.Entity, ID: s.ID.UUID}
}

// Drafted is the event of a draft that somebody made. Account must be loaded. Errors: INVALID without a reason.
func (s *MatchRuleSet) Drafted(by Actor) (Event, error) {
	if err := needReason(s.Why).Err(); err != nil {
		return Event{}, err
	}
	return Happened("match_rules.drafted", s.ID, fmt.Sprintf("%s drafted rules %d for %s.", by.named(), s.Number, s.Account.Name)).
		Because(s.Why).AtVersion(1).With("account", s.Account.ID).With("number", s.Number).With("rules", len(s.Rules)), nil
}

// Against is why somebody cannot put the set in force whatever their rights; nil when nothing stands against it.
func (s *MatchRuleSet) Against(person UUID) *DenyReason {
	switch {
	case s.State != RulesDraft:
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf("These rules are %s; only a draft is put in force.", strings.ToLower(s.State))}
	case s.MakerID == person:
		return &DenyReason{Code: DenyOwnItem, Message: "You made these rules; somebody else puts them in force."}
	}
	return nil
}

// Publish puts a draft in force instead of before, which retires and is nil where the account has no rules yet. Account must
// be loaded. Errors: WRONG_STATE for what is no draft; FORBIDDEN to who made it; INVALID for a reason too short or long.
func (s *MatchRuleSet) Publish(by Actor, before *MatchRuleSet, reason *string, at time.Time) (Event, error) {
	if against := s.Against(by.ID); against != nil && against.Code == DenyOwnItem {
		return Event{}, Refuse(CodeForbidden, "%s", against.Message)
	} else if against != nil {
		return Event{}, Refuse(CodeWrongState, "%s", against.Message).With("state", s.State)
	}
	event := Happened("match_rules.published", s.ID, fmt.Sprintf("%s put rules %d for %s in force.", by.named(), s.Number, s.Account.Name)).
		AtVersion(2).Changed("state", s.State, RulesActive).With("account", s.Account.ID).With("number", s.Number)
	if reason != nil {
		if err := needReason(*reason).Err(); err != nil {
			return Event{}, err
		}
		event = event.Because(strings.TrimSpace(*reason))
	}
	if before != nil {
		event = event.With("retired", before.Number)
		before.State = RulesRetired
	}
	s.State, s.PublisherID, s.ActiveFrom = RulesActive, by.ID, &at
	return event, nil
}

// Difference is DifferFrom another set of the account by its number; nil is the set in force for a draft, and for others the one
// before. Siblings must be loaded. Without an earlier set every rule is added. Errors: INVALID for a number that there is not.
func (s *MatchRuleSet) Difference(since *int) ([]*RuleChange, error) {
	before := &MatchRuleSet{Account: s.Account}
	found := since == nil
	for _, other := range s.Siblings {
		switch {
		case since != nil && other.Number == *since:
			return s.DifferFrom(other), nil
		case since == nil && s.State == RulesDraft && other.State == RulesActive:
			return s.DifferFrom(other), nil
		case since == nil && s.State != RulesDraft && other.Number < s.Number && other.State != RulesDraft:
			return s.DifferFrom(other), nil
		}
	}
	if !found {
		return nil, RefuseField(CodeInvalid, "since", "The account has no rules with the number %d.", *since)
	}
	return s.DifferFrom(before), nil
}
