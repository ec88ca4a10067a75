package domain

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// CaseState is where a case stands; enum CaseState of the schema.
type CaseState string

// The states of a case.
const (
	CaseOpen     CaseState = "OPEN"
	CaseResolved CaseState = "RESOLVED"
)

// The categories of cases. Each has its own codes to resolve it by.
const (
	CaseEmergency = "emergency"           // the review of one emergency session
	CaseFrequency = "emergency_frequency" // one person used emergency access more often than usual
	CaseSweep     = "sweep"               // a sweep found rows that break a rule
	CaseAccess    = "access"              // a right that was revoked is still there
	CaseVoided    = "signature"           // something changed under the signatures on a reconciliation
	CaseUnposted  = "unposted"            // the ledger refused an adjustment that was approved
	CaseUnasked   = "unasked"             // nobody is left who could be asked for a task
	CaseAdvice    = "advice"              // a use of models stopped acting by itself
	CaseFeed      = "feed"                // statements of an account are due and not here
	CaseBudget    = "advice_budget"       // a model has lost the money that it was allowed to lose
)

// lineCodes say what became of the lines of a case about lines, whatever its category.
var lineCodes = []string{ResolvedMatched, ResolvedAdjusted, ResolvedCarried, ResolvedNotNeeded}

// resolutionCodes are by what a case of each other category is resolved.
var resolutionCodes = map[string][]string{
	CaseEmergency: {"JUSTIFIED", "NOT_JUSTIFIED"},
	CaseFrequency: {"EXPLAINED", "ACCESS_CHANGED"},
	CaseSweep:     {"MENDED", "EXPLAINED"},
	CaseAccess:    {"MENDED", "EXPLAINED"},
	CaseVoided:    {"SIGNED_ANEW", "EXPLAINED"},
	CaseUnposted:  {"POSTED", "EXPLAINED"},
	CaseUnasked:   {"SOMEBODY_ASKED", "NOT_NEEDED"},
	CaseAdvice:    {"PROMOTED", "LEFT_TO_PEOPLE", "EXPLAINED"},
	CaseFeed:      {"ARRIVED", "NOT_NEEDED", "EXPLAINED"},
	CaseBudget:    {"PROMOTED", "LEFT_OFF", "EXPLAINED"},
}

// CaseCategories are all categories that a case may have, in order.
func CaseCategories() []string {
	return slices.Sorted(slices.Values(slices.AppendSeq(LineCategories(), maps.Keys(resolutionCodes))))
}

// Case is something that was found and that a person must look at and answer for.
type Case struct {
	ID          ID
	Version     int
	Key         string // human, for example "CAS-2026-000012"
	Category    string
	Title       string // one line for a list
	State       CaseState
	OwnerID     UUID // who should resolve it; zero when nobody was found
	Owner       *User
	EscalatedID UUID // who was told when it was overdue; zero until then
	EscalatedTo *User
	AboutID     UUID // whom it is about, who never resolves it; zero when it is about nobody
	About       *User
	SubjectID   ID   // what it is about, in the case's entity; zero when there is no such record
	Subject     Node // nil where the reader may not see it
	OpenedByID  UUID // who put lines into it by hand; zero for a run's, the clock's or another record's
	OpenedBy    *User
	CarriedDay  Date   // the last day until which its lines are carried forward; zero when they are not
	Oldest      Date   // when the oldest of its open lines was booked, as last counted; zero for none
	Days        []Date // of a feed: those of which a statement is missing
	Twin        string // two open cases of a category have different ones
	Evidence    string // what was found, in lines of text
	Exposure    Money  // zero when it is about no money
	OpenedAt    time.Time
	DueAt       time.Time
	Overdue     bool // when it was read
	Resolution  *Resolution
	UpdatedAt   time.Time
	Used        []DutyUse
	SLA         *CaseSLA // nil for a case of the group, which has no calendar
	With        *CaseSet // those that were read with it, itself among them
}

// Resolution is how a case ended.
type Resolution struct {
	Code   string
	ByID   UUID  // zero when nobody had to, as for a feed that lacks nothing any more
	Person *User `json:"-"` // as Actor.Person
	At     time.Time
	Note   string
}

// Worth is the exposure, nil when it is about no money.
func (c *Case) Worth() *Money { return c.Exposure.Stated() }

// Codes are by what the case can be resolved.
func (c *Case) Codes() []string {
	if c.OfLines() {
		return slices.Clone(lineCodes)
	}
	return slices.Clone(resolutionCodes[c.Category])
}

// By is who resolved it, as the public API shows it.
func (r *Resolution) By() Principal {
	if r.ByID.IsZero() {
		return principal(ActorSystem, r.ByID, "clock", nil)
	}
	return principal(ActorPerson, r.ByID, "", r.Person)
}

// CaseFilter says which cases; every stated part must hold.
type CaseFilter struct {
	State     []CaseState
	Category  []string
	OwnerID   *ID
	Mine      *bool // owned by, or escalated to, the caller
	Overdue   *bool
	EntityID  []ID
	SubjectID *ID // about this record
}

// ResolveCaseInput says how a case ends.
type ResolveCaseInput struct {
	ID               ID
	Version          int
	Code             string
	Note             string
	IdempotencyKey   string
	ClientMutationID *string
}

// Facts is what the gate must know of the case: what was done to its subject counts for it. Used must be loaded.
func (c *Case) Facts() Facts {
	f := Facts{Kind: NodeCase, Entity: c.ID.Entity, ID: c.ID.UUID, Used: c.Used}
	if !c.SubjectID.IsZero() {
		f.Linked = []UUID{c.SubjectID.UUID}
	}
	return f
}

// Against is why a person cannot resolve the case whatever their rights, nil when nothing of the kind stands against it.
func (c *Case) Against(person UUID) *DenyReason {
	switch {
	case c.State != CaseOpen:
		return &DenyReason{Code: DenyWrongState, Message: "This case is resolved."}
	case person == c.AboutID:
		return &DenyReason{Code: DenyOwnItem, Message: "This case is about you, so somebody else resolves it."}
	}
	return nil
}

// Resolve ends the case. Errors: WRONG_STATE when it is resolved; FORBIDDEN to whom it is about and to delegates; INVALID for a code of
// another category, or without a note.
func (c *Case) Resolve(by Actor, in ResolveCaseInput, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if reason := c.Against(by.ID); reason != nil {
		return Event{}, reason.Refusal(ResolveCase).With("state", c.State)
	}
	var broken Violations
	codes := c.Codes()
	if !slices.Contains(codes, in.Code) {
		broken.Add("code", "known", "A case of this category is resolved by %s.", strings.Join(codes, " or "))
	}
	note := strings.TrimSpace(in.Note)
	if n := utf8.RuneCountInString(note); n < 3 || n > 2000 {
		broken.Add("note", "length", "Say in 3 to 2,000 characters what was found and what was done.")
	}
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	c.State, c.Resolution, c.UpdatedAt = CaseResolved, &Resolution{Code: in.Code, ByID: by.ID, At: at, Note: note}, at
	return Happened("case.resolved", c.ID, by.named()+" resolved "+c.Key+": "+plainCode(in.Code)+".").Because(note).
		With("code", in.Code).With("category", c.Category).Changed("state", string(CaseOpen), string(CaseResolved)), nil
}

// Arrived ends the case of a feed, for which nobody has to answer once everything that was missing has come.
//
// Errors: WRONG_STATE when it is resolved; FORBIDDEN for a case of any other category, which only a person resolves.
func (c *Case) Arrived(note string, at time.Time) (Event, error) {
	if c.Category != CaseFeed {
		return Event{}, Refuse(CodeForbidden, "A case of the category %s is resolved by a person.", c.Category)
	}
	return c.ended("ARRIVED", note, "everything that was missing has come", at)
}

// ended is a case that ends by itself.
func (c *Case) ended(code, note, why string, at time.Time) (Event, error) {
	if c.State != CaseOpen {
		return Event{}, Refuse(CodeWrongState, "This case is resolved.").With("state", c.State)
	}
	c.State, c.Resolution, c.UpdatedAt = CaseResolved, &Resolution{Code: code, At: at, Note: note}, at
	return Happened("case.resolved", c.ID, c.Key+" ended: "+why+".").Because(note).
		With("code", c.Resolution.Code).With("category", c.Category).Changed("state", string(CaseOpen), string(CaseResolved)), nil
}

// Refusal is the reason as the error of an act that was tried.
func (r *DenyReason) Refusal(action Action) *Error {
	code := CodeForbidden
	if r.Code == DenyWrongState {
		code = CodeWrongState
	}
	return Refuse(code, "%s", r.Message).With("permit", Answer{Action: action, Reasons: []DenyReason{*r}})
}

// plainCode is a code in words.
func plainCode(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }
