package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

type casePageRow struct {
	caseRow
	SortKeys []string
}

// mineOrSeen is the condition under which a person sees a case: they own it, it was brought to them, or scope sees its
// entity.
const mineOrSeen = `(c.owner = %[1]s OR c.escalated_to = %[1]s OR c.entity_id = ANY(%[2]s))`

// Cases reads a page of the cases that a person sees, newest first: their own, and those of the entities in scope.
func (db *DB) Cases(ctx context.Context, scope domain.Scope, person domain.UUID, f domain.CaseFilter, page domain.PageRequest, counted bool, now time.Time) (domain.Page[*domain.Case], error) {
	q := &query{page: page}
	q.where = append(q.where, fmt.Sprintf(mineOrSeen, q.arg(person), q.arg(entityNumbers(scope))))
	if len(f.State) > 0 {
		q.when("c.state = ANY(%s)", texts(f.State))
	}
	if len(f.Category) > 0 {
		q.when("c.category = ANY(%s)", f.Category)
	}
	if f.OwnerID != nil {
		q.when("c.owner = %s", f.OwnerID.UUID)
	}
	if f.Mine != nil {
		q.when("coalesce(%s IN (c.owner, c.escalated_to), false) = %s", person, *f.Mine)
	}
	if f.SubjectID != nil {
		q.when("c.subject_kind = %s", string(f.SubjectID.Kind))
		q.when("c.subject_id = %s", f.SubjectID.UUID)
		q.when("c.entity_id = %s", int32(f.SubjectID.Entity))
	}
	if f.Overdue != nil {
		q.when("(c.state = 'OPEN' AND c.due_at < %s) = %s", now, *f.Overdue)
	}
	if len(f.EntityID) > 0 {
		q.when("c.entity_id = ANY(%s)", entityNumbers(domain.ScopeOf(entitiesOf(f.EntityID)...)))
	}
	if err := q.sorted(nil, nil, sortKey{expr: "c.opened_at", cast: "timestamptz", desc: true}, "c.id"); err != nil {
		return domain.Page[*domain.Case]{}, err
	}
	q.bind(f)
	return list(ctx, db, q, "c.*", "control_case c", counted,
		func(r *casePageRow) []string { return r.SortKeys }, func(r *casePageRow) *domain.Case { return r.record() })
}

// CasesByID reads these cases, as far as the person sees them.
func (db *DB) CasesByID(ctx context.Context, scope domain.Scope, person domain.UUID, ids []domain.ID) ([]*domain.Case, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT c.* FROM control_case c JOIN unnest($1::int[], $2::uuid[]) AS k (e, u) ON c.entity_id = k.e AND c.id = k.u
		WHERE `+fmt.Sprintf(mineOrSeen, "$3::uuid", "$4::int[]"), entities, uuids, person, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load cases: %w", err)
	}
	var found []caseRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load cases: %w", err)
	}
	cases := make([]*domain.Case, len(found))
	for i := range found {
		cases[i] = found[i].record()
	}
	return cases, nil
}

// CasesToEscalate are open cases that were due before an instant and that nobody above the owner was told of, at most
// limit.
func (db *DB) CasesToEscalate(ctx context.Context, now time.Time, limit int) ([]domain.ID, error) {
	return db.caseIDs(ctx, `SELECT entity_id, id FROM control_case WHERE state = 'OPEN' AND due_at < $1 AND escalated_to IS NULL ORDER BY due_at LIMIT $2`, now, limit)
}

// LapsedCases are cases whose open lines were carried forward until before a day, at most limit.
func (db *DB) LapsedCases(ctx context.Context, today domain.Date, limit int) ([]domain.ID, error) {
	return db.caseIDs(ctx, `SELECT entity_id, id FROM control_case WHERE carried_to < $1::text::date AND oldest IS NOT NULL ORDER BY carried_to, id LIMIT $2`, today.String(), limit)
}

// OldCases are cases whose oldest open line was booked on a day or before, and of which nobody above the owner was told, at
// most limit.
func (db *DB) OldCases(ctx context.Context, day domain.Date, limit int) ([]domain.ID, error) {
	return db.caseIDs(ctx, `SELECT entity_id, id FROM control_case WHERE oldest <= $1::text::date AND escalated_to IS NULL
		AND (state = 'OPEN' OR carried_to IS NOT NULL) ORDER BY oldest, id LIMIT $2`, day.String(), limit)
}

func (db *DB) caseIDs(ctx context.Context, sql string, args ...any) ([]domain.ID, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("look for cases: %w", err)
	}
	ids, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (domain.ID, error) {
		id := domain.ID{Kind: domain.NodeCase}
		err := row.Scan(&id.Entity, &id.UUID)
		return id, err
	})
	return ids, wrap("look for cases", err)
}

// NoteOldest notes when the oldest open line of a case was booked; zero is none. Nobody is told of it.
func (db *DB) NoteOldest(ctx context.Context, id domain.ID, oldest domain.Date) error {
	_, err := db.bun.ExecContext(ctx, `UPDATE control_case SET oldest = ? WHERE entity_id = ? AND id = ?`, oldest, id.Entity, id.UUID)
	return wrap("note how old a case is", err)
}
