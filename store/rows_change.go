package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// accessChangeRow is a row of access_change.
type accessChangeRow struct {
	bun.BaseModel `bun:"table:access_change" db:"-"`
	ID            domain.UUID `bun:",pk"`
	Version       int
	Kind          domain.AccessChangeKind
	State         domain.AccessChangeState
	PersonID      domain.UUID
	Proposal      domain.Proposal `bun:"type:jsonb"`
	Digest        string
	Base          int64
	Preview       domain.AccessPreview `bun:"type:jsonb"`
	Reason        string
	RequestedBy   domain.UUID
	RequestedAt   time.Time
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	Comment       *string
	Applied       *int64
}

func changeToRow(c *domain.AccessChange) *accessChangeRow {
	return &accessChangeRow{
		ID: c.ID.UUID, Version: c.Version, Kind: c.Kind, State: c.State, PersonID: c.Person, Proposal: c.Proposal, Digest: c.Digest,
		Base: c.Base, Preview: c.Preview, Reason: c.Reason, RequestedBy: c.Requested, RequestedAt: c.RequestedAt,
		DecidedBy: c.Decided, DecidedAt: c.DecidedAt, Comment: c.Comment, Applied: c.Rulebook,
	}
}

func (r *accessChangeRow) record() *domain.AccessChange {
	return &domain.AccessChange{
		ID:      domain.ID{Kind: domain.NodeAccessChange, UUID: r.ID},
		Version: r.Version, Kind: r.Kind, State: r.State, Person: r.PersonID, Proposal: r.Proposal, Digest: r.Digest, Base: r.Base,
		Preview: r.Preview, Reason: r.Reason, Requested: r.RequestedBy, RequestedAt: r.RequestedAt.UTC(), Decided: r.DecidedBy,
		DecidedAt: utc(r.DecidedAt), Comment: r.Comment, Rulebook: r.Applied,
	}
}
