package store

import (
	"context"

	"countersign/domain"
)

type placedRow struct {
	eventRow
	Position *int64
	Hash     []byte
	SortKeys []string
}

func (r *placedRow) record() *domain.Event {
	e := r.eventRow.record()
	if r.Position != nil {
		e.Place = &domain.LogPlace{Position: *r.Position}
		copy(e.Place.Leaf[:], r.Hash)
	}
	return &e
}

// Events reads a page of the log of the entities that scope sees, newest position first. An event that waits for its
// position comes with the next look.
func (db *DB) Events(ctx context.Context, scope domain.Scope, f domain.AuditFilter, page domain.PageRequest, counted bool) (domain.Page[*domain.Event], error) {
	q := &query{page: page}
	q.when("l.entity = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if f.ActorID != nil {
		q.when("e.actor_id = %s", f.ActorID.UUID)
	}
	if f.SubjectID != nil {
		q.when("e.subject_id = %s", f.SubjectID.UUID)
	}
	if f.Kind != nil {
		q.when("e.kind LIKE %s", like(*f.Kind)+"%")
	}
	if f.Command != nil {
		q.when("e.command = %s", *f.Command)
	}
	if f.From != nil {
		q.when("e.at >= %s", *f.From)
	}
	if f.To != nil {
		q.when("e.at < %s", *f.To)
	}
	if f.Refused != nil {
		q.when("(e.kind IN ('access.refused', 'access.sign_in_refused')) = %s", *f.Refused)
	}
	q.keys = []sortKey{{expr: "l.position", cast: "bigint", desc: true}}
	q.bind(f)
	return list(ctx, db, q, eventColumns+", l.position, h.hash",
		"log_entry l JOIN event e ON e.entity_id = l.entity AND e.id = l.event JOIN log_hash h ON h.idx = "+leafIndex, counted,
		func(r *placedRow) []string { return r.SortKeys }, (*placedRow).record)
}
