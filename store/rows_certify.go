package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// reconciliationRow is a row of reconciliation.
type reconciliationRow struct {
	bun.BaseModel `bun:"table:reconciliation" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	AccountID     domain.UUID
	PeriodID      domain.UUID
	State         domain.ReconciliationState
	Ledger        int64
	Supported     int64
	Unexplained   int64
	DataHash      string
	Automatic     bool
	Changes       int64
	UpdatedAt     time.Time
}

// into writes what is kept of a reconciliation over one that was made from its account and period.
func (r *reconciliationRow) into(out *domain.Reconciliation) {
	out.Version, out.State, out.Automatic, out.UpdatedAt = r.Version, r.State, r.Automatic, r.UpdatedAt.UTC()
}

func reconciliationToRow(r *domain.Reconciliation, changes int64) *reconciliationRow {
	return &reconciliationRow{
		EntityID: r.ID.Entity, ID: r.ID.UUID, Version: r.Version, AccountID: r.AccountID, PeriodID: r.PeriodID, State: r.State,
		Ledger: r.Figures.Ledger.Minor, Supported: r.Figures.Supported.Minor, Unexplained: r.Figures.Unexplained.Minor,
		DataHash: r.Figures.DataHash, Automatic: r.Automatic, Changes: changes, UpdatedAt: r.UpdatedAt,
	}
}

// signOffRow is a row of sign_off.
type signOffRow struct {
	bun.BaseModel    `bun:"table:sign_off" db:"-"`
	EntityID         domain.EntityID `bun:",pk"`
	ID               domain.UUID     `bun:",pk"`
	ReconciliationID domain.UUID
	Role             domain.SignRole
	ByPerson         domain.UUID
	At               time.Time
	Covers           string
	Note             string
	VoidedAt         *time.Time
	VoidReason       *string
}

func (r *signOffRow) record() domain.SignOff {
	s := domain.SignOff{ID: r.ID, Role: r.Role, ByID: r.ByPerson, At: r.At.UTC(), Covers: r.Covers, Text: r.Note, VoidedAt: r.VoidedAt}
	if r.VoidReason != nil {
		s.VoidText = *r.VoidReason
	}
	return s
}

func signOffToRow(of domain.ID, s *domain.SignOff) *signOffRow {
	row := &signOffRow{
		EntityID: of.Entity, ID: s.ID, ReconciliationID: of.UUID, Role: s.Role, ByPerson: s.ByID, At: s.At, Covers: s.Covers, Note: s.Text, VoidedAt: s.VoidedAt,
	}
	if s.VoidedAt != nil {
		row.VoidReason = &s.VoidText
	}
	return row
}
