package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// caseRow is a row of control_case.
type caseRow struct {
	bun.BaseModel    `bun:"table:control_case" db:"-"`
	EntityID         domain.EntityID `bun:",pk"`
	ID               domain.UUID     `bun:",pk"`
	Version          int
	Key              string
	Category         string
	Title            string
	State            domain.CaseState
	Owner            domain.UUID
	EscalatedTo      domain.UUID
	About            domain.UUID
	SubjectKind      *domain.NodeKind
	SubjectID        domain.UUID
	Twin             string
	Evidence         string
	ExposureMinor    *int64
	ExposureCurrency *domain.Currency
	OpenedAt         time.Time
	DueAt            time.Time
	Resolution       *string
	ResolvedBy       domain.UUID
	ResolvedAt       *time.Time
	Note             *string
	UpdatedAt        time.Time
	OpenedBy         domain.UUID
	CarriedTo        domain.Date
	Oldest           domain.Date
	Days             []string `bun:",array"`
}

func (r *caseRow) record() *domain.Case {
	c := &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, Key: r.Key, Category: r.Category,
		Title: r.Title, State: r.State, OwnerID: r.Owner, EscalatedID: r.EscalatedTo, AboutID: r.About, Twin: r.Twin,
		Evidence: r.Evidence, Exposure: money(r.ExposureMinor, r.ExposureCurrency), OpenedAt: r.OpenedAt.UTC(), DueAt: r.DueAt.UTC(),
		UpdatedAt: r.UpdatedAt.UTC(), OpenedByID: r.OpenedBy, CarriedDay: r.CarriedTo, Oldest: r.Oldest,
	}
	for _, text := range r.Days {
		if day, err := domain.ParseDate(text); err == nil { // a column of dates has nothing else
			c.Days = append(c.Days, day)
		}
	}
	if r.SubjectKind != nil {
		c.SubjectID = domain.ID{Kind: *r.SubjectKind, Entity: r.EntityID, UUID: r.SubjectID}
	}
	if r.Resolution != nil {
		c.Resolution = &domain.Resolution{Code: *r.Resolution, ByID: r.ResolvedBy, At: r.ResolvedAt.UTC(), Note: orZero(r.Note)}
	}
	return c
}

func caseToRow(c *domain.Case) *caseRow {
	r := &caseRow{
		EntityID: c.ID.Entity, ID: c.ID.UUID, Version: c.Version, Key: c.Key, Category: c.Category, Title: c.Title, State: c.State,
		Owner: c.OwnerID, EscalatedTo: c.EscalatedID, About: c.AboutID, SubjectKind: orNull(c.SubjectID.Kind), SubjectID: c.SubjectID.UUID,
		Twin: c.Twin, Evidence: c.Evidence, ExposureMinor: minor(c.Exposure), ExposureCurrency: currency(c.Exposure),
		OpenedAt: c.OpenedAt, DueAt: c.DueAt, UpdatedAt: c.UpdatedAt, OpenedBy: c.OpenedByID, CarriedTo: c.CarriedDay, Oldest: c.Oldest,
		Days: make([]string, len(c.Days)),
	}
	for i, day := range c.Days {
		r.Days[i] = day.String()
	}
	if res := c.Resolution; res != nil {
		r.Resolution, r.ResolvedBy, r.ResolvedAt, r.Note = &res.Code, res.ByID, &res.At, &res.Note
	}
	return r
}
