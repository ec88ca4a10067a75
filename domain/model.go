package domain

import (
	"fmt"
	"strings"
	"time"
)

// ModelState is what a model may do at all; enum ModelState of the schema.
type ModelState string

// The states. What a model in ModelActive does, its policy and its evidence bound further.
const (
	ModelActive  ModelState = "ACTIVE"
	ModelDemoted ModelState = "DEMOTED" // it suggests and never acts
	ModelKilled  ModelState = "KILLED"  // it says nothing
)

// Model is who answers for one use in one entity, and what it may do.
type Model struct {
	ID      ID
	Version int // 0 while nobody has changed anything about it
	Use     AiUse
	Entity  *Entity
	OwnerID UUID // who answers for it; zero while nobody does, and then nothing is promoted
	Owner   *User
	State   ModelState
	ByID    UUID // who put it there; zero for the house itself
	By      *User
	At      *time.Time
	Why     string

	Champion *ModelVersion   // the checkpoint in use, nil while nothing was learned
	Policy   *AdvicePolicy   // in force
	Drafts   []*AdvicePolicy // that nobody has published
	Retired  []*AdvicePolicy // that were in force before, the newest first
	Stopped  *AdviceTurn     // by its evidence, nil when it is not
	Asked    *ModelPromotion // that waits for the owner
	Spending *Spending       // nil without a budget
	Used     []DutyUse
}

// ModelPromotion is that somebody asks for a model to act again, and what its owner said.
type ModelPromotion struct {
	ID      UUID
	ModelID UUID
	State   string // ASKED, AGREED or REFUSED
	ByID    UUID
	By      *User
	At      time.Time
	Why     string
	JudgeID UUID
	JudgeAt *time.Time
	Comment string
}

// The states of a promotion.
const (
	PromotionAsked   = "ASKED"
	PromotionAgreed  = "AGREED"
	PromotionRefused = "REFUSED"
)

// Spending is how much of a budget of error money is used, since it was set or a person last let the model act.
type Spending struct {
	Limit   Money
	Spent   Money // an estimate: what an audit found stands for what none saw
	Left    Money
	Slow    float64 // from 0, not slowed, to 1, stopped
	Stopped bool
	Since   time.Time
}

// NewModel is a model about which nothing was decided yet.
func NewModel(entity EntityID, use AiUse) *Model {
	return &Model{ID: ID{Kind: NodeModel, Entity: entity, UUID: UUIDOf("model", string(use))}, Use: use, State: ModelActive}
}

// Facts is what the gate must know of the model. Used must be loaded.
func (m *Model) Facts() Facts {
	return Facts{Kind: NodeModel, Entity: m.ID.Entity, ID: m.ID.UUID, Used: m.Used}
}

// WhyState is Why, nil while nobody gave a reason.
func (m *Model) WhyState() *string { return optional(m.Why) }

// StoppedBecause is why its evidence stopped it, nil when it did not.
func (m *Model) StoppedBecause() *string {
	if m.Stopped == nil {
		return nil
	}
	return &m.Stopped.Reason
}

// rest says whether there is something to promote.
func (m *Model) rests() bool { return m.State != ModelActive || m.Stopped != nil }

// words name the model in a sentence.
func (m *Model) words() string { return "the model for " + m.Words() }

// Words name what the model is used for.
func (m *Model) Words() string { return adviceWords[m.Use] }

// Turn takes the model from acting, or from saying anything at all. It holds from the next request on.
//
// Errors: FORBIDDEN to machines and delegates; WRONG_STATE when it is there or lower; INVALID without a reason.
func (m *Model) Turn(by Actor, to ModelState, reason string, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	rank := map[ModelState]int{ModelActive: 0, ModelDemoted: 1, ModelKilled: 2}
	if rank[to] <= rank[m.State] {
		return Event{}, Refuse(CodeWrongState, "The model is %s.", strings.ToLower(string(m.State))).With("state", m.State)
	}
	if err := needReason(reason).Err(); err != nil {
		return Event{}, err
	}
	did := map[ModelState]string{ModelDemoted: "took %s from acting by itself", ModelKilled: "switched %s off"}[to]
	return m.turned(by.ID, to, by.named()+" "+fmt.Sprintf(did, m.words())+".", reason, at), nil
}

// Overspent takes the model from acting because its budget of error money is used up. There is nobody behind it.
func (m *Model) Overspent(s *Spending, at time.Time) Event {
	why := fmt.Sprintf("What it did wrong is estimated at %s since %s; %s were allowed.", s.Spent, DateOf(s.Since), s.Limit)
	return m.turned(UUID{}, ModelDemoted, "The budget of "+m.words()+" is used up: it acts no more by itself.", why, at)
}

func (m *Model) turned(by UUID, to ModelState, sentence, reason string, at time.Time) Event {
	before := m.State
	m.State, m.ByID, m.At, m.Why = to, by, &at, strings.TrimSpace(reason)
	return Happened("model.turned", m.ID, sentence).Because(m.Why).With("use", m.Use).Changed("state", string(before), string(to)).AtVersion(m.Version + 1)
}

// Own names who answers for the model. Name is of the owner.
//
// Errors: FORBIDDEN to machines and delegates, and to who names themselves; WRONG_STATE when they own it; INVALID without a reason.
func (m *Model) Own(by Actor, owner UUID, name, reason string) (Event, error) {
	switch err := by.InOwnName(); {
	case err != nil:
		return Event{}, err
	case owner == by.ID:
		return Event{}, RefuseField(CodeForbidden, "ownerId", "Somebody else names you the owner of a model.")
	case owner == m.OwnerID:
		return Event{}, Refuse(CodeWrongState, "%s owns this model.", name)
	}
	if err := needReason(reason).Err(); err != nil {
		return Event{}, err
	}
	before := m.OwnerID
	m.OwnerID = owner
	return Happened("model.owned", m.ID, fmt.Sprintf("%s made %s the owner of %s.", by.named(), name, m.words())).Because(strings.TrimSpace(reason)).
		With("use", m.Use).With("owner", owner).With("before", before).AtVersion(m.Version + 1), nil
}

// Ask asks the owner to let the model act again.
//
// Errors: FORBIDDEN to machines, delegates and the owner, who would agree with themselves; WRONG_STATE when it rests not, has no owner,
// or somebody asked already; INVALID without a reason.
func (m *Model) Ask(by Actor, reason string, at time.Time) (*ModelPromotion, Event, error) {
	if err := by.InOwnName(); err != nil {
		return nil, Event{}, err
	}
	switch {
	case !m.rests():
		return nil, Event{}, Refuse(CodeWrongState, "Nothing keeps the model from acting, so there is nothing to ask for.")
	case m.OwnerID.IsZero():
		return nil, Event{}, Refuse(CodeWrongState, "The model has no owner who could agree.")
	case m.Asked != nil:
		return nil, Event{}, Refuse(CodeWrongState, "Somebody asked on %s; the owner decides.", DateOf(m.Asked.At))
	case by.ID == m.OwnerID:
		return nil, Event{}, Refuse(CodeForbidden, "You own this model and decide, so somebody else asks.")
	}
	if err := needReason(reason).Err(); err != nil {
		return nil, Event{}, err
	}
	p := &ModelPromotion{ID: NewUUID(at), ModelID: m.ID.UUID, State: PromotionAsked, ByID: by.ID, At: at, Why: strings.TrimSpace(reason)}
	m.Asked = p
	return p, Happened("model.promotion_asked", m.ID, fmt.Sprintf("%s asks that %s acts again.", by.named(), m.words())).Because(p.Why).
		With("use", m.Use).With("promotion", p.ID).AtVersion(m.Version + 1), nil
}

// Judge is what the owner says to who asked. When they agree, the model acts again as far as policy and evidence let it, and its budget begins anew.
//
// Errors: FORBIDDEN to all but the owner, and to who asked; WRONG_STATE when nobody asks; INVALID without a comment.
func (m *Model) Judge(by Actor, agree bool, comment string, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	switch {
	case m.Asked == nil:
		return Event{}, Refuse(CodeWrongState, "Nobody asks for the model to act again.")
	case by.ID != m.OwnerID:
		return Event{}, Refuse(CodeForbidden, "Only who owns the model lets it act again.")
	case by.ID == m.Asked.ByID:
		return Event{}, Refuse(CodeForbidden, "You asked for this, so somebody else decides.")
	}
	if err := needReason(comment).Err(); err != nil {
		return Event{}, err
	}
	p := m.Asked
	p.State, p.JudgeID, p.JudgeAt, p.Comment, m.Asked = PromotionRefused, by.ID, &at, strings.TrimSpace(comment), nil
	if !agree {
		return Happened("model.promotion_refused", m.ID, fmt.Sprintf("%s does not let %s act again.", by.named(), m.words())).Because(p.Comment).
			With("use", m.Use).With("promotion", p.ID).AtVersion(m.Version + 1), nil
	}
	p.State = PromotionAgreed
	before := m.State
	m.State, m.ByID, m.At, m.Why, m.Stopped = ModelActive, by.ID, &at, p.Comment, nil
	return Happened("model.promoted", m.ID, fmt.Sprintf("%s let %s act again.", by.named(), m.words())).Because(p.Comment).
		With("use", m.Use).With("promotion", p.ID).Changed("state", string(before), string(m.State)).AtVersion(m.Version + 1), nil
}
