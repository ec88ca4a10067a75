package domain

import (
	"fmt"
	"strings"
	"time"
)

// AccessChangeKind is what a change of access is about; enum AccessChangeKind of the schema.
type AccessChangeKind string

// The kinds of change.
const (
	ChangeGrant      AccessChangeKind = "GRANT"      // a role for a person
	ChangeRevoke     AccessChangeKind = "REVOKE"     // the end of a grant
	ChangeRole       AccessChangeKind = "ROLE"       // what a role gives
	ChangeRule       AccessChangeKind = "RULE"       // a segregation rule
	ChangeMitigation AccessChangeKind = "MITIGATION" // a conflict that is accepted for a time
	ChangeService    AccessChangeKind = "SERVICE"    // a machine outside the house, with its role
)

// AccessChangeState is where a change of access stands; enum AccessChangeState of the schema.
type AccessChangeState string

// The states of a change of access.
const (
	ChangeRequested AccessChangeState = "REQUESTED"
	ChangeApplied   AccessChangeState = "APPLIED"
	ChangeRejected  AccessChangeState = "REJECTED"
	ChangeWithdrawn AccessChangeState = "WITHDRAWN"
	ChangeVoid      AccessChangeState = "VOID" // who asked for it, or whom it is about, left before it was decided
)

// AccessChange is a change of access on its way: asked for, looked at, agreed to by somebody else and applied at once.
type AccessChange struct {
	ID          ID // of the group, entity 0
	Version     int
	Kind        AccessChangeKind
	State       AccessChangeState
	Person      UUID // whom it is about, a person or a service account; zero for roles and rules
	Proposal    Proposal
	Digest      string // of the proposal; what is agreed to is this and nothing else
	Base        int64  // version of the rulebook that the preview was made against
	Preview     AccessPreview
	Reason      string
	Requested   UUID
	RequestedAt time.Time
	Decided     UUID // zero while it waits
	DecidedAt   *time.Time
	Comment     *string
	Rulebook    *int64 // version of the rulebook that it made; nil while it made none

	Used        []DutyUse `json:"-"` // duties that whoever looks at it has used on its chains
	User        Principal `json:"-"` // Person, as the directory and the rulebook know them
	RequestedBy *User     `json:"-"`
	DecidedBy   *User     `json:"-"`
}

// AccessPreview is what a change would do, as it was shown to whoever decides.
type AccessPreview struct {
	Gained            []EffectiveAccess
	Lost              []EffectiveAccess
	NewConflicts      []SodConflict
	ResolvedConflicts []SodConflict
	UncoveredSteps    []UncoveredStep
	Stale             bool `json:"-"` // the rulebook has moved since; filled where it is read
}

// Blocking is the first conflict because of which the change cannot be applied: a rule that prevents, and nobody has
// accepted it. nil when there is none.
func (p *AccessPreview) Blocking() *SodConflict {
	for i := range p.NewConflicts {
		if c := &p.NewConflicts[i]; c.Rule.Mode == DutyPrevent && c.State == ConflictOpen {
			return c
		}
	}
	return nil
}

// Blocked says whether there is a conflict because of which the change cannot be applied.
func (p *AccessPreview) Blocked() bool { return p.Blocking() != nil }

// Asks is the action that asking for a change of this kind needs.
func (k AccessChangeKind) Asks() Action {
	switch k {
	case ChangeRole:
		return EditRole
	case ChangeRule:
		return EditDutyRule
	case ChangeService:
		return EditCredential
	default:
		return RequestGrant
	}
}

// Decides is the action that deciding on a change of this kind needs.
func (k AccessChangeKind) Decides() Action {
	if k == ChangeMitigation {
		return MitigateConflict
	}
	return GrantRole
}

// NewAccessChange is a change as it is asked for. Its id, base and preview are the workflow's to fill in.
//
// Errors: FORBIDDEN to a machine; DUTY_CONFLICT to whom it would benefit; INVALID without a reason.
func NewAccessChange(kind AccessChangeKind, by Actor, person UUID, p Proposal, reason string, at time.Time) (*AccessChange, error) {
	c := &AccessChange{
		ID: ID{Kind: NodeAccessChange}, Version: 1, Kind: kind, State: ChangeRequested, Person: person, Proposal: p,
		Digest: p.Digest(), Reason: strings.TrimSpace(reason), Requested: by.ID, RequestedAt: at,
	}
	switch {
	case !by.IsPerson() || !by.OnBehalf.ID.IsZero():
		return nil, Refuse(CodeForbidden, "Only a person asks for a change of access, in their own name.")
	case c.benefits(by.ID):
		return nil, c.ownChange("You would gain by this change yourself, so somebody else asks for it.")
	}
	return c, needReason(c.Reason).Err()
}

// Facts are what the gate must know of the change. Used must be loaded.
func (c *AccessChange) Facts() Facts {
	return Facts{Kind: NodeAccessChange, ID: c.ID.UUID, Used: c.Used}
}

// ShowProposed names the service account of the proposal wherever the change tells of it: it may not be on file, or not
// yet.
func (c *AccessChange) ShowProposed() {
	if c.Proposal.Service == nil {
		return
	}
	account := &c.Proposal.Service.Account
	c.User = account
	for _, list := range [][]EffectiveAccess{c.Preview.Gained, c.Preview.Lost} {
		for i := range list {
			if list[i].Person == account.ID {
				list[i].Proposed = account
			}
		}
	}
	for _, list := range [][]SodConflict{c.Preview.NewConflicts, c.Preview.ResolvedConflicts} {
		for i := range list {
			if list[i].Person == account.ID {
				list[i].Proposed = account
			}
		}
	}
}

// Shown is the preview as it is shown.
func (c *AccessChange) Shown() *AccessPreview { return &c.Preview }

// Title is one sentence on what is asked for.
func (c *AccessChange) Title() string { return c.Proposal.Title }

// Agree records that somebody else agrees to the change as it was previewed. It is applied in the same transaction.
//
// Errors: FORBIDDEN to a machine; DUTY_CONFLICT to who asked for it or gains by it; WRONG_STATE when it waits for no
// decision.
func (c *AccessChange) Agree(by Actor, comment *string, at time.Time) (Event, error) {
	if refusal := c.against(by); refusal != nil {
		return Event{}, refusal
	}
	return c.decide(by, ChangeApplied, comment, at, "access_change.approved", "%s agreed: %s"), nil
}

// Reject turns the change down. Errors: as Agree; INVALID without a comment.
func (c *AccessChange) Reject(by Actor, comment *string, at time.Time) (Event, error) {
	if refusal := c.against(by); refusal != nil {
		return Event{}, refusal
	}
	if comment == nil || len([]rune(strings.TrimSpace(*comment))) < minReason {
		return Event{}, RefuseField(CodeInvalid, "comment", "Say in your words why not, in at least %d characters.", minReason)
	}
	return c.decide(by, ChangeRejected, comment, at, "access_change.rejected", "%s turned down: %s"), nil
}

// Withdraw takes the change back. Errors: FORBIDDEN to anybody but who asked for it; WRONG_STATE.
func (c *AccessChange) Withdraw(by Actor, reason *string, at time.Time) (Event, error) {
	if by.ID != c.Requested {
		return Event{}, Refuse(CodeForbidden, "Somebody else asked for this change; only they can take it back.")
	}
	if c.State != ChangeRequested {
		return Event{}, c.wrongState()
	}
	return c.decide(by, ChangeWithdrawn, reason, at, "access_change.withdrawn", "%s took back: %s"), nil
}

// Void ends a change that waits, because of somebody who left, as recorded by a person.
func (c *AccessChange) Void(by Actor, recorded UUID, why string, at time.Time) Event {
	event := c.decide(by, ChangeVoid, &why, at, "access_change.voided", "%s ended: %s")
	c.Decided = recorded
	return event
}

func (c *AccessChange) decide(by Actor, state AccessChangeState, comment *string, at time.Time, kind, text string) Event {
	before := c.State
	c.State, c.Decided, c.DecidedAt, c.Comment = state, by.ID, &at, comment
	event := Happened(kind, c.ID, fmt.Sprintf(text, by.named(), c.Proposal.Title)).With("kind", c.Kind).With("digest", c.Digest).
		With("base", c.Base).With("requestedBy", c.Requested).Changed("state", string(before), string(state)).AtVersion(c.Version + 1)
	if comment != nil {
		event = event.Because(strings.TrimSpace(*comment))
	}
	return event
}

// against holds apart who asks, who gains and who agrees: SOD-030 and, for accepted conflicts, SOD-034. nil when nothing of
// the change itself stands against the decision.
func (c *AccessChange) against(by Actor) *Error {
	switch {
	case !by.IsPerson() || !by.OnBehalf.ID.IsZero():
		return Refuse(CodeForbidden, "Only a person decides on a change of access, in their own name.")
	case by.ID == c.Requested:
		return c.ownChange("You asked for this change, so somebody else decides on it.")
	case c.benefits(by.ID):
		return c.ownChange("This change is about you, so somebody else decides on it.")
	case c.State != ChangeRequested:
		return c.wrongState()
	}
	return nil
}

// AgainstDeciding is why somebody may not decide on the change, whatever their rights; nil when nothing stands against it.
func (c *AccessChange) AgainstDeciding(by Actor) *DenyReason {
	refusal := c.against(by)
	if refusal == nil {
		return nil
	}
	reason := &DenyReason{Code: DenyWrongState, Message: refusal.Message}
	if refusal.Code == CodeDutyConflict {
		rule := c.fourEyes()
		reason.Code, reason.Rule = DenySod, &rule
	}
	return reason
}

// benefits says whether a person is who the change is for: its subject, or who answers for the machine that it is about.
func (c *AccessChange) benefits(person UUID) bool {
	return person == c.Person || c.Proposal.Service != nil && person == c.Proposal.Service.Account.Owner
}

// fourEyes is the rule that holds apart who asks, who gains and who agrees.
func (c *AccessChange) fourEyes() string {
	if c.Kind == ChangeMitigation {
		return "SOD-034"
	}
	return "SOD-030"
}

func (c *AccessChange) ownChange(message string) *Error {
	return Refuse(CodeDutyConflict, "%s", message).With("rule", c.fourEyes())
}

// Gainer refuses somebody who takes part in a change and would gain by it, or be freed of a conflict: nobody uses a
// right that they gave themselves. Errors: DUTY_CONFLICT.
func (c *AccessChange) Gainer(person UUID) error {
	for i := range c.Preview.Gained {
		if c.Preview.Gained[i].Person == person {
			return c.ownChange("You would gain by this change yourself, so it needs others to ask for it and to decide on it.")
		}
	}
	for i := range c.Preview.ResolvedConflicts {
		free := &c.Preview.ResolvedConflicts[i]
		if free.Person == person && c.Kind == ChangeRule {
			return c.ownChange("This change would free you of the rule " + free.Rule.Key + ", so it needs others to ask for it and to decide on it.")
		}
	}
	return nil
}

var changeWords = map[AccessChangeState]string{
	ChangeRequested: "waits for a decision", ChangeApplied: "was applied", ChangeRejected: "was turned down",
	ChangeWithdrawn: "was taken back", ChangeVoid: "ended when somebody left",
}

func (c *AccessChange) wrongState() *Error {
	return Refuse(CodeWrongState, "This change %s, so nothing can be decided on it any more.", changeWords[c.State]).With("state", c.State)
}
