package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// bundleRow is a row of emergency_bundle: one version of one bundle.
type bundleRow struct {
	bun.BaseModel `bun:"table:emergency_bundle" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	Key           string
	Name          string
	Purpose       string
	RoleKey       string
	Entities      []domain.EntityID `bun:",array"`
	LimitMinor    *int64
	LimitCurrency *domain.Currency
	MaxMinutes    int
	Instant       bool
	Controller    domain.UUID
	recordColumns
}

func (r *bundleRow) bundle() domain.EmergencyBundle {
	return domain.EmergencyBundle{
		ID: domain.ID{Kind: domain.NodeBundle, UUID: r.ID}, Key: r.Key, Name: r.Name, Purpose: r.Purpose, Role: r.RoleKey,
		Entities: r.Entities, Limit: money(r.LimitMinor, r.LimitCurrency), MaxMinutes: r.MaxMinutes, Instant: r.Instant,
		ControllerID: r.Controller, Record: r.record(), Row: r.RowID,
	}
}

func bundleToRow(b *domain.EmergencyBundle) *bundleRow {
	return &bundleRow{
		RowID: rowID(b.ID.UUID, b.Record), ID: b.ID.UUID, Key: b.Key, Name: b.Name, Purpose: b.Purpose, RoleKey: b.Role,
		Entities: b.Entities, LimitMinor: minor(b.Limit), LimitCurrency: currency(b.Limit), MaxMinutes: b.MaxMinutes,
		Instant: b.Instant, Controller: b.ControllerID, recordColumns: columnsOf(b.Record),
	}
}

// sessionRow is a row of emergency_session.
type sessionRow struct {
	bun.BaseModel `bun:"table:emergency_session" db:"-"`
	ID            domain.UUID `bun:",pk"`
	Version       int
	BundleRow     domain.UUID
	PersonID      domain.UUID
	Ticket        string
	Reason        string
	Minutes       int
	State         domain.EmergencyState
	Conflicts     []string `bun:",array"`
	RequestedAt   time.Time
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	Comment       *string
	StartsAt      *time.Time
	EndsAt        *time.Time
	EndedAt       *time.Time
	GrantID       domain.UUID
	Acts          int
	Refusals      int
	Broken        []string `bun:",array"`
	Held          []string `bun:",array"`
	Score         int
	CaseID        domain.UUID
	ReviewedBy    domain.UUID
	ReviewedAt    *time.Time
}

// session is the row as a record; the bundle has nothing but its row's id until it is read.
func (r *sessionRow) session() *domain.EmergencySession {
	return &domain.EmergencySession{
		ID: domain.ID{Kind: domain.NodeEmergency, UUID: r.ID}, Version: r.Version, Bundle: &domain.EmergencyBundle{Row: r.BundleRow},
		UserID: r.PersonID, Ticket: r.Ticket, Reason: r.Reason, Minutes: r.Minutes, State: r.State, Conflicts: r.Conflicts,
		RequestedAt: r.RequestedAt.UTC(), DecidedID: r.DecidedBy, DecidedAt: utc(r.DecidedAt), Comment: r.Comment,
		StartsAt: utc(r.StartsAt), EndsAt: utc(r.EndsAt), EndedAt: utc(r.EndedAt), GrantID: r.GrantID,
		Findings: domain.EmergencyFindings{Acts: r.Acts, Refusals: r.Refusals, Broken: r.Broken, Held: r.Held},
		Score:    r.Score, CaseID: r.CaseID, ReviewerID: r.ReviewedBy, ReviewedAt: utc(r.ReviewedAt),
	}
}

func sessionToRow(s *domain.EmergencySession) *sessionRow {
	return &sessionRow{
		ID: s.ID.UUID, Version: s.Version, BundleRow: s.Bundle.Row, PersonID: s.UserID, Ticket: s.Ticket, Reason: s.Reason,
		Minutes: s.Minutes, State: s.State, Conflicts: orEmpty(s.Conflicts), RequestedAt: s.RequestedAt, DecidedBy: s.DecidedID,
		DecidedAt: s.DecidedAt, Comment: s.Comment, StartsAt: s.StartsAt, EndsAt: s.EndsAt, EndedAt: s.EndedAt, GrantID: s.GrantID,
		Acts: s.Findings.Acts, Refusals: s.Findings.Refusals, Broken: orEmpty(s.Findings.Broken), Held: orEmpty(s.Findings.Held),
		Score: s.Score, CaseID: s.CaseID, ReviewedBy: s.ReviewerID, ReviewedAt: s.ReviewedAt,
	}
}
