package store

import (
	"context"
	"fmt"

	"countersign/domain"
)

type accessChangePageRow struct {
	accessChangeRow
	SortKeys []string
}

// AccessChanges reads a page of changes of access, newest first. only narrows it to those that a person asked for or is
// the subject of; the zero id is all.
func (db *DB) AccessChanges(ctx context.Context, only domain.UUID, f domain.AccessChangeFilter, page domain.PageRequest, counted bool) (domain.Page[*domain.AccessChange], error) {
	q := &query{page: page}
	if !only.IsZero() {
		q.when("(c.person_id = %s OR c.requested_by = %s)", only.String(), only.String())
	}
	if len(f.State) > 0 {
		q.when("c.state = ANY(%s)", texts(f.State))
	}
	if len(f.Kind) > 0 {
		q.when("c.kind = ANY(%s)", texts(f.Kind))
	}
	if f.UserID != nil {
		q.when("c.person_id = %s", f.UserID.UUID.String())
	}
	if f.From != nil {
		q.when("c.requested_at >= %s", *f.From)
	}
	if f.To != nil {
		q.when("c.requested_at < %s", *f.To)
	}
	if err := q.sorted(nil, nil, sortKey{expr: "c.requested_at", cast: "timestamptz", desc: true}, "c.id"); err != nil {
		return domain.Page[*domain.AccessChange]{}, err
	}
	q.bind(f)
	return list(ctx, db, q, "c.*", "access_change c", counted, func(r *accessChangePageRow) []string { return r.SortKeys },
		func(r *accessChangePageRow) *domain.AccessChange { return r.record() })
}

// AccessChangesByID reads these changes of access.
func (db *DB) AccessChangesByID(ctx context.Context, ids []domain.UUID) ([]*domain.AccessChange, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM access_change WHERE id = ANY($1::uuid[]) ORDER BY id`, ids)
	if err != nil {
		return nil, fmt.Errorf("load changes of access: %w", err)
	}
	var found []accessChangeRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load changes of access: %w", err)
	}
	list := make([]*domain.AccessChange, len(found))
	for i := range found {
		list[i] = found[i].record()
	}
	return list, nil
}
