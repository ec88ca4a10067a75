package store

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/uptrace/bun"

	"countersign/domain"
)

// eventRow is a row of event. The transaction's number is written by the database.
type eventRow struct {
	bun.BaseModel  `bun:"table:event" db:"-"`
	EntityID       domain.EntityID `bun:",pk"`
	ID             domain.UUID     `bun:",pk"`
	At             time.Time
	Kind           string
	Command        string
	SubjectKind    domain.NodeKind
	SubjectID      pgtype.UUID // all zeros for a legal entity, whose number says it all; a domain.UUID would be NULL then
	ActorKind      domain.ActorKind
	ActorID        domain.UUID
	ActorName      string
	Text           string
	Reason         *string
	Authority      *string
	Changes        eventChanges `bun:"type:jsonb"`
	Data           eventData    `bun:"type:jsonb"`
	RequestID      string
	TraceID        *string
	OnBehalfOf     domain.UUID
	OnBehalfOfName *string
	Auth           *string
	ClientAddress  *string
	Rulebook       *int64
	SubjectVersion *int
	Idempotency    *string
	Salt           []byte
	Erased         []byte
}

// eventColumns are the columns of eventRow, for statements that read an event.
const eventColumns = `entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, reason,
	authority, changes, data, request_id, trace_id, on_behalf_of, on_behalf_of_name, auth, client_address, rulebook,
	subject_version, idempotency, salt, erased`

// eventData keeps numbers as they are written: what is read back must give the bytes that were proved.
type eventData map[string]any

// ScanBytes is UnmarshalJSON for the driver, which would look at the text twice: the whole log is read so.
func (d *eventData) ScanBytes(text []byte) error { return d.UnmarshalJSON(text) }

// eventChanges are mostly none.
type eventChanges []domain.Change

// ScanBytes reads a list of JSON.
func (c *eventChanges) ScanBytes(text []byte) error {
	if string(text) == "[]" {
		*c = eventChanges{}
		return nil
	}
	return json.Unmarshal(text, (*[]domain.Change)(c))
}

// UnmarshalJSON reads an object.
func (d *eventData) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode((*map[string]any)(d))
}

func eventToRow(e *domain.Event) eventRow {
	row := eventRow{
		EntityID: e.Entity, ID: e.ID.UUID, At: e.At, Kind: e.Kind, Command: e.Command, SubjectKind: e.Subject.Kind,
		SubjectID: pgtype.UUID{Bytes: e.Subject.UUID, Valid: true}, ActorKind: e.ActorKind, ActorID: e.ActorID,
		ActorName: e.ActorName, Text: e.Text, Reason: e.Reason, Authority: e.Authority, Changes: orEmpty(e.Changes), Data: e.Data,
		RequestID: e.RequestID, TraceID: e.TraceID, OnBehalfOf: e.OnBehalf.ID, OnBehalfOfName: orNull(e.OnBehalf.Name),
		Auth: orNull(string(e.Auth)), ClientAddress: orNull(e.Address), Rulebook: orNull(e.Rulebook),
		SubjectVersion: orNull(e.SubjectVersion), Idempotency: orNull(e.Idempotency), Salt: e.Salt, Erased: e.Erased,
	}
	if row.Data == nil {
		row.Data = eventData{}
	}
	if row.Salt == nil && row.Erased == nil {
		row.Salt = domain.NewSalt()
	}
	return row
}

func (r *eventRow) record() domain.Event {
	return domain.Event{
		ID:     domain.ID{Kind: domain.NodeEvent, Entity: r.EntityID, UUID: r.ID},
		Entity: r.EntityID, At: r.At.UTC(), Kind: r.Kind, Command: r.Command,
		Subject:   domain.ID{Kind: r.SubjectKind, Entity: r.EntityID, UUID: r.SubjectID.Bytes},
		ActorKind: r.ActorKind, ActorID: r.ActorID, ActorName: r.ActorName, Text: r.Text, Reason: r.Reason,
		Authority: r.Authority, Changes: r.Changes, Data: r.Data, RequestID: r.RequestID, TraceID: r.TraceID,
		OnBehalf: domain.Behalf{ID: r.OnBehalfOf, Name: orZero(r.OnBehalfOfName)}, Auth: domain.Auth(orZero(r.Auth)),
		Address: orZero(r.ClientAddress), Rulebook: orZero(r.Rulebook), SubjectVersion: orZero(r.SubjectVersion),
		Idempotency: orZero(r.Idempotency), Salt: r.Salt, Erased: r.Erased,
	}
}

// orNull is a value for a column in which nothing known is NULL.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func orZero[T any](v *T) (zero T) {
	if v == nil {
		return zero
	}
	return *v
}
