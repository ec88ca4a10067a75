package domain

import (
	"slices"
	"time"
)

// Bounds of an access review.
const (
	// ReviewLeast is how long reviewers have at least.
	ReviewLeast = time.Hour
	// ReviewMost is how long they have at most: what is older than half a year certifies nothing.
	ReviewMost = 183 * 24 * time.Hour
	// ReviewUse is how far back uses are counted. A year holds everything that is done once a year.
	ReviewUse = 365 * 24 * time.Hour
	// ReviewLines bounds one campaign; larger ones are split, so that somebody can still answer for each.
	ReviewLines = 5000
)

// ReviewState is whether a campaign goes on; enum ReviewState of the schema.
type ReviewState string

// The states of a campaign.
const (
	ReviewOpen   ReviewState = "OPEN"
	ReviewClosed ReviewState = "CLOSED" // every line is decided
)

// ReviewDecision is what becomes of a grant; enum ReviewDecision of the schema.
type ReviewDecision string

// What can be decided on a line.
const (
	ReviewKeep   ReviewDecision = "KEEP"
	ReviewRevoke ReviewDecision = "REVOKE"
	ReviewNarrow ReviewDecision = "NARROW" // to some of its entities
)

// ReviewBy is who is asked first for each line; enum ReviewBy of the schema.
type ReviewBy string

// Who is asked first.
const (
	ReviewByManager ReviewBy = "MANAGER"
	ReviewByOwner   ReviewBy = "ROLE_OWNER"
)

// AccessReview is a campaign in which grants are certified, line by line, by people other than who holds them.
type AccessReview struct {
	ID          ID
	Version     int
	Name        string
	Roles       []string   // keys of the roles whose grants are reviewed; empty is all
	Entities    []EntityID // a grant that reaches into any of these is reviewed; empty is all
	AskFirst    ReviewBy
	UsesSince   time.Time // uses are counted from here to the start
	State       ReviewState
	StartedByID UUID
	StartedBy   *User
	StartedAt   time.Time
	DueAt       time.Time // what is not decided by then is revoked
	ClosedAt    *time.Time
	Progress    ReviewProgress
	Evidence    []*Evidence // the bundle: lines and manifest; empty until all revocations were verified
	EvidenceIDs []UUID
	ScopeText   string // what is reviewed, in words; for the reader to fill
	Used        []DutyUse
}

// ReviewProgress counts the lines of a campaign.
type ReviewProgress struct {
	Lines    int
	Decided  int
	Kept     int
	Narrowed int
	Revoked  int
	Lapsed   int // of the revoked, those that nobody answered in time
	Applied  int // of the narrowed and revoked, those in force
	Verified int // of the applied, those whose right was looked for again and was gone
}

// ReviewItem is one line: one grant of one person or service account.
type ReviewItem struct {
	ID         ID // its entity is where the holder works, which is where the reviewer needs the right to certify
	Version    int
	ReviewID   UUID
	Review     *AccessReview
	GrantRow   UUID  // the version of the grant that is looked at
	Grant      Grant // in that version
	ReviewerID UUID
	Reviewer   *User
	Via        string // why they are asked, for example "manager of Jana Köhlert"
	Uses       int    // acts recorded by right of the grant, the holder's and their delegates'
	LastUsedAt *time.Time
	Decision   *ReviewDecision
	ByID       UUID // zero for what the clock decided
	By         *User
	At         *time.Time
	Reason     *string
	NarrowedTo []EntityID
	AppliedAt  *time.Time
	Rulebook   int64 // version in which it was applied; 0 until then
	VerifiedAt *time.Time
	Vacant     bool // the reviewer may no longer certify there, so that anybody who may can decide
	Used       []DutyUse
}

// Applied says whether the decision is in force in the rulebook; always true for what was kept.
func (i *ReviewItem) Applied() bool {
	return i.AppliedAt != nil || i.Decision != nil && *i.Decision == ReviewKeep
}

// Facts is what the gate must know of the line. Used must be loaded.
func (i *ReviewItem) Facts() Facts {
	return Facts{Kind: NodeReviewItem, Entity: i.ID.Entity, ID: i.ID.UUID, Used: i.Used}
}

// Facts is what the gate must know of the campaign. Used must be loaded.
func (r *AccessReview) Facts() Facts {
	return Facts{Kind: NodeReview, Entity: r.ID.Entity, ID: r.ID.UUID, Used: r.Used}
}

// Covers says whether a grant is in the scope at the instant: it stands for good, has not ended, and is of one of the
// roles and reaches into one of the entities. Emergency access has reviews of its own.
func (r *AccessReview) Covers(g *Grant, at time.Time) bool {
	switch {
	case g.Emergency != "" || at.Before(g.ValidFrom) || !g.ValidTo.IsZero() && !at.Before(g.ValidTo):
		return false
	case len(r.Roles) > 0 && !slices.Contains(r.Roles, g.Role):
		return false
	case len(r.Entities) == 0:
		return true
	}
	return slices.ContainsFunc(g.Entities, func(e EntityID) bool { return slices.Contains(r.Entities, e) })
}

// Gone says whether what was revoked or narrowed away is no longer in the rulebook at the instant: the second look.
func (i *ReviewItem) Gone(grants []Grant, at time.Time) bool {
	at = later(at, i.AppliedAt)
	for n := range grants {
		g := &grants[n]
		if g.ID != i.Grant.ID || !g.ValidTo.IsZero() && !at.Before(g.ValidTo) {
			continue
		}
		if i.Decision == nil || *i.Decision != ReviewNarrow {
			return false
		}
		return !slices.ContainsFunc(g.Entities, func(e EntityID) bool { return !slices.Contains(i.NarrowedTo, e) })
	}
	return true
}

func later(at time.Time, than *time.Time) time.Time {
	if than != nil && at.Before(*than) {
		return *than
	}
	return at
}
