package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// reviewRow is a row of access_review.
type reviewRow struct {
	bun.BaseModel `bun:"table:access_review" db:"-"`
	ID            domain.UUID `bun:",pk"`
	Version       int
	Name          string
	Roles         []string          `bun:",array"`
	Entities      []domain.EntityID `bun:",array"`
	AskFirst      domain.ReviewBy
	UsesSince     time.Time
	State         domain.ReviewState
	StartedBy     domain.UUID
	StartedAt     time.Time
	DueAt         time.Time
	ClosedAt      *time.Time
	Evidence      []domain.UUID `bun:",array"`
}

func (r *reviewRow) review() *domain.AccessReview {
	return &domain.AccessReview{
		ID: domain.ID{Kind: domain.NodeReview, UUID: r.ID}, Version: r.Version, Name: r.Name, Roles: r.Roles, Entities: r.Entities,
		AskFirst: r.AskFirst, UsesSince: r.UsesSince.UTC(), State: r.State, StartedByID: r.StartedBy, StartedAt: r.StartedAt.UTC(),
		DueAt: r.DueAt.UTC(), ClosedAt: utc(r.ClosedAt), EvidenceIDs: r.Evidence,
	}
}

func reviewToRow(r *domain.AccessReview) *reviewRow {
	return &reviewRow{
		ID: r.ID.UUID, Version: r.Version, Name: r.Name, Roles: orEmpty(r.Roles), Entities: orEmpty(r.Entities), AskFirst: r.AskFirst,
		UsesSince: r.UsesSince, State: r.State, StartedBy: r.StartedByID, StartedAt: r.StartedAt, DueAt: r.DueAt,
		ClosedAt: r.ClosedAt, Evidence: orEmpty(r.EvidenceIDs),
	}
}

// itemRow is a row of access_review_item.
type itemRow struct {
	bun.BaseModel `bun:"table:access_review_item" db:"-"`
	ID            domain.UUID `bun:",pk"`
	Version       int
	ReviewID      domain.UUID
	Home          domain.EntityID
	PersonID      domain.UUID
	GrantID       domain.UUID
	GrantRow      domain.UUID
	Reviewer      domain.UUID
	Via           string
	Uses          int
	LastUsedAt    *time.Time
	Decision      *domain.ReviewDecision
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	Reason        *string
	NarrowedTo    []domain.EntityID `bun:",array"`
	AppliedAt     *time.Time
	AppliedIn     *int64
	VerifiedAt    *time.Time
}

// item is the row as a record; the grant has nothing but its id and holder until it is read.
func (r *itemRow) item() *domain.ReviewItem {
	return &domain.ReviewItem{
		ID: domain.ID{Kind: domain.NodeReviewItem, Entity: r.Home, UUID: r.ID}, Version: r.Version, ReviewID: r.ReviewID,
		GrantRow: r.GrantRow, Grant: domain.Grant{ID: r.GrantID, Person: r.PersonID}, ReviewerID: r.Reviewer, Via: r.Via, Uses: r.Uses,
		LastUsedAt: utc(r.LastUsedAt), Decision: r.Decision, ByID: r.DecidedBy, At: utc(r.DecidedAt), Reason: r.Reason,
		NarrowedTo: r.NarrowedTo, AppliedAt: utc(r.AppliedAt), Rulebook: orZero(r.AppliedIn), VerifiedAt: utc(r.VerifiedAt),
	}
}

func itemToRow(i *domain.ReviewItem) *itemRow {
	return &itemRow{
		ID: i.ID.UUID, Version: i.Version, ReviewID: i.ReviewID, Home: i.ID.Entity, PersonID: i.Grant.Person, GrantID: i.Grant.ID,
		GrantRow: i.GrantRow, Reviewer: i.ReviewerID, Via: i.Via, Uses: i.Uses, LastUsedAt: i.LastUsedAt, Decision: i.Decision,
		DecidedBy: i.ByID, DecidedAt: i.At, Reason: i.Reason, NarrowedTo: i.NarrowedTo, AppliedAt: i.AppliedAt,
		AppliedIn: orNull(i.Rulebook), VerifiedAt: i.VerifiedAt,
	}
}
