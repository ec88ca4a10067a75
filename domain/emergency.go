package domain

import (
	"slices"
	"time"
)

// Bounds of emergency access.
const (
	// EmergencyLeast is how long it lasts at least: less is over before anything is done.
	EmergencyLeast = 5 * time.Minute
	// EmergencyMost is how long it lasts at most, whatever the bundle says: the next day is no emergency any more.
	EmergencyMost = 24 * time.Hour
	// EmergencyLapse is after how long a request that nobody decided falls away: what can wait a day needs a grant instead.
	EmergencyLapse = 24 * time.Hour
	// EmergencyReview is how long a reviewer has, from the end of the session.
	EmergencyReview = 72 * time.Hour
	// EmergencyUsual is how many sessions of one person in EmergencySpan pass without a question.
	EmergencyUsual = 3
	// EmergencySpan is the time in which sessions of one person are counted.
	EmergencySpan = 30 * 24 * time.Hour
)

// neverInEmergency are actions that no bundle may give: with them a person could keep a right, give one away, or review
// what they did themselves.
var neverInEmergency = []Action{
	EditRole, GrantRole, EditDutyRule, MitigateConflict, EditPolicy, PublishPolicy, Delegate, UseEmergency, ApproveEmergency,
	CertifyAccess, EditCredential, AdministerAudit,
}

// EmergencyBundle is rights that can be had for a time when something must be done at once: a role of the rulebook, for
// certain entities, with a limit and a longest time. Nobody holds the role otherwise. What the role gives changes as any
// role does; the rest are rows that are only ever replaced by a later version.
type EmergencyBundle struct {
	ID           ID
	Key          string // stable, lower case with underscores, for example "posting_recovery"
	Name         string // for people
	Purpose      string // when to use it, in a sentence
	Role         string // key of the role
	Entities     []EntityID
	Limit        Money // zero Money is without limit; else in the group's currency
	MaxMinutes   int   // 5 to 1,440
	Instant      bool  // in force at once, with notice to the controller; else a second person decides
	ControllerID UUID  // who is told, and reviews each session unless it is their own
	Controller   *User
	Actions      []Action               // what the role gives now
	Late         map[Action]*DenyReason // what overdue reviews forbid the reader
	Record       Record
	Row          UUID // this version of the bundle
}

// Ceiling is up to how much the bundle reaches; nil is without limit.
func (b *EmergencyBundle) Ceiling() *Money { return b.Limit.Stated() }

// Group says whether the bundle covers what belongs to no entity.
func (b *EmergencyBundle) Group() bool { return slices.Contains(b.Entities, 0) }

// Sound says why a bundle must not be used as its role now stands, nil when it may.
// Errors: WRONG_STATE when the role gives nothing, or what no emergency may give.
func (b *EmergencyBundle) Sound() error {
	if len(b.Actions) == 0 {
		return Refuse(CodeWrongState, "The role behind %s gives nothing, so there is nothing to activate.", b.Name)
	}
	for _, action := range b.Actions {
		if slices.Contains(neverInEmergency, action) {
			return Refuse(CodeWrongState, "The role behind %s gives %s, which no emergency access may give; its owner must mend the role first.", b.Name, string(action))
		}
	}
	return nil
}

// EmergencyState is where a session stands; enum EmergencyState of the schema.
type EmergencyState string

// The states of a session.
const (
	EmergencyRequested EmergencyState = "REQUESTED" // waits for a second person
	EmergencyActive    EmergencyState = "ACTIVE"
	EmergencyEnded     EmergencyState = "ENDED" // its review is open
	EmergencyRefused   EmergencyState = "REFUSED"
	EmergencyReviewed  EmergencyState = "REVIEWED"
)

// EmergencySession is one use of a bundle by one person, from the request to the review.
type EmergencySession struct {
	ID          ID
	Version     int
	Bundle      *EmergencyBundle // in the version that was asked for
	UserID      UUID
	User        *User
	Ticket      string // of the incident, in whatever system it is kept
	Reason      string
	Minutes     int
	State       EmergencyState
	Conflicts   []string // keys of segregation rules of which the person holds both sides while it lasts
	RequestedAt time.Time
	DecidedID   UUID // who approved or refused it; zero when it was instant or lapsed
	DecidedBy   *User
	DecidedAt   *time.Time
	Comment     *string
	StartsAt    *time.Time
	EndsAt      *time.Time // by when it ends at the latest
	EndedAt     *time.Time
	GrantID     UUID // that it gave
	Findings    EmergencyFindings
	Score       int
	CaseID      UUID // of its review; zero until there is one
	Review      *Case
	ReviewerID  UUID
	ReviewedAt  *time.Time
	Used        []DutyUse
	Late        map[Action]*DenyReason // what overdue reviews forbid the reader
	Events      []Event                // what was done and refused under it, in order; where it was asked for
}

// EmergencyFindings is what the log tells of a session.
type EmergencyFindings struct {
	Acts     int      // recorded under its ticket
	Refusals int      // of the person while it lasted
	Broken   []string // keys of rules that were lifted and whose both sides the person then stood on
	Held     []string // keys of rules that stopped the person
}

// ActCount is how much was done under the session, counted when it ended.
func (s *EmergencySession) ActCount() int { return s.Findings.Acts }

// RefusalCount is how often its person was refused, counted when it ended.
func (s *EmergencySession) RefusalCount() int { return s.Findings.Refusals }

// Empty says whether the session ended without anything done or tried.
func (s *EmergencySession) Empty() bool {
	return s.EndedAt != nil && s.Findings.Acts == 0 && s.Findings.Refusals == 0
}

// Facts is what the gate must know of the session. Used must be loaded.
func (s *EmergencySession) Facts() Facts {
	return Facts{Kind: NodeEmergency, Entity: s.ID.Entity, ID: s.ID.UUID, Used: s.Used}
}

// riskPoints is what a rule that was broken, or would have been, adds to the score of a session.
var riskPoints = map[Risk]int{RiskLow: 1, RiskMedium: 2, RiskHigh: 5, RiskCritical: 10}

// Assess keeps what was found and scores it: each rule that was broken, or that stopped an attempt, counts once by its
// risk; a rule that is no longer in the rulebook counts as medium. 0 is a session in which every rule would have held.
func (s *EmergencySession) Assess(found EmergencyFindings, rules []DutyRule) {
	s.Findings, s.Score = found, 0
	risks := make(map[string]Risk, len(rules))
	for _, r := range rules {
		risks[r.Key] = r.Risk
	}
	counted := append(slices.Clone(found.Broken), found.Held...)
	slices.Sort(counted)
	for _, key := range slices.Compact(counted) {
		risk, known := risks[key]
		if !known {
			risk = RiskMedium
		}
		s.Score += riskPoints[risk]
	}
}
