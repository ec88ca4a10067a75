package domain

import "fmt"

// PeriodState is where a period of the books stands.
type PeriodState string

// The states of a period.
const (
	PeriodFuture     PeriodState = "FUTURE"
	PeriodOpen       PeriodState = "OPEN"
	PeriodSoftClosed PeriodState = "SOFT_CLOSED" // for corrections by the close team only
	PeriodClosed     PeriodState = "CLOSED"
	PeriodReopened   PeriodState = "REOPENED"
)

// Period is a stretch of an entity's books, usually a month.
type Period struct {
	ID     UUID
	Entity EntityID
	Year   int
	Number int // 1 to 12; 13 to 16 for closing entries
	First  Date
	Last   Date
	State  PeriodState
}

// Name is the period for a person, for example "2026-10".
func (p Period) Name() string { return fmt.Sprintf("%d-%02d", p.Year, p.Number) }

// NodeID is the period's public id.
func (p Period) NodeID() ID { return ID{Kind: NodePeriod, Entity: p.Entity, UUID: p.ID} }

// Takes says whether an ordinary entry may be posted into the period.
func (p Period) Takes() bool { return p.State == PeriodOpen || p.State == PeriodReopened }

// Budget is what a cost centre may spend in a year.
type Budget struct {
	ID         UUID
	Entity     EntityID
	CenterCode string
	Year       int
	Amount     Money // in the entity's base currency
	Committed  Money // by invoices that are on their way or posted
}

// Receipt is goods or a service that arrived against an order line.
type Receipt struct {
	ID        UUID
	LineID    UUID
	Entity    EntityID
	On        Date
	Quantity  Decimal
	Reference string // the delivery note's number, unique for the line
}
