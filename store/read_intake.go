package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

type intakePageRow struct {
	intakeRow
	SortKeys []string
}

// FileScope is which received files somebody sees: those of entities whose invoices they see, and, of entities whose lines
// they match, those that are for statements or that they brought themselves.
type FileScope struct {
	Invoices, Lines domain.Scope
	Person          domain.UUID
}

// sees is the condition on an intake under an alias.
func (s FileScope) sees(q func(any) string, alias string) string {
	return fmt.Sprintf(`(%[1]s.entity_id = ANY(%[2]s) OR %[1]s.entity_id = ANY(%[3]s) AND
		(%[1]s.statement_id IS NOT NULL OR %[1]s.recon_account_id IS NOT NULL OR %[1]s.received_by = %[4]s))`,
		alias, q(entityNumbers(s.Invoices)), q(entityNumbers(s.Lines)), q(s.Person))
}

// Intakes reads a page of the received files that scope sees, newest first, each with its file, twin and invoice.
func (db *DB) Intakes(ctx context.Context, scope FileScope, f domain.IntakeFilter, page domain.PageRequest, counted bool) (domain.Page[*domain.Intake], error) {
	q := &query{page: page}
	q.where = append(q.where, scope.sees(q.arg, "n"))
	if len(f.EntityID) > 0 {
		q.when("n.entity_id = ANY(%s)", entityNumbers(domain.ScopeOf(entitiesOf(f.EntityID)...)))
	}
	if len(f.State) > 0 {
		q.when("n.state = ANY(%s)", texts(f.State))
	}
	if err := q.sorted(nil, nil, sortKey{expr: "n.received_at", cast: "timestamptz", desc: true}, "n.id"); err != nil {
		return domain.Page[*domain.Intake]{}, err
	}
	q.bind(f)
	p, err := list(ctx, db, q, namesOf[intakeRow]("n"), "intake n", counted,
		func(r *intakePageRow) []string { return r.SortKeys }, func(r *intakePageRow) *domain.Intake { return r.record() })
	if err != nil {
		return p, err
	}
	return p, db.completeIntakes(ctx, scope.Invoices, p.Items)
}

// IntakesByID reads these received files, as far as scope sees them.
func (db *DB) IntakesByID(ctx context.Context, scope FileScope, ids []domain.ID) ([]*domain.Intake, error) {
	entities, uuids := split(ids)
	q := &query{args: []any{entities, uuids}}
	rows, err := db.pool.Query(ctx, `SELECT `+namesOf[intakeRow]("t")+` FROM intake t`+keyed+`t.id = k.u WHERE `+scope.sees(q.arg, "t"), q.args...)
	if err != nil {
		return nil, fmt.Errorf("load intakes: %w", err)
	}
	var found []intakeRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load intakes: %w", err)
	}
	intakes := make([]*domain.Intake, len(found))
	for i := range found {
		intakes[i] = found[i].record()
	}
	return intakes, db.completeIntakes(ctx, scope.Invoices, intakes)
}

func (db *DB) completeIntakes(ctx context.Context, scope domain.Scope, intakes []*domain.Intake) error {
	var files, invoices []domain.ID
	for _, in := range intakes {
		files = append(files, domain.ID{Entity: in.ID.Entity, UUID: in.FileID})
		for _, id := range []domain.UUID{in.InvoiceID, in.TwinID} {
			if !id.IsZero() {
				invoices = append(invoices, domain.ID{Kind: domain.NodeInvoice, Entity: in.ID.Entity, UUID: id})
			}
		}
	}
	entities, uuids := split(files)
	rows, err := db.pool.Query(ctx, `
		SELECT t.entity_id, t.id, t.name, t.media_type, t.sha256, t.bytes, ''::bytea AS content, t.added_by, t.added_at
		FROM file t`+keyed+`t.id = k.u`, entities, uuids)
	if err != nil {
		return fmt.Errorf("load files: %w", err)
	}
	var found []fileRow
	if err := collect(&found)(rows); err != nil {
		return fmt.Errorf("load files: %w", err)
	}
	evidence := map[domain.UUID]*domain.Evidence{}
	for i := range found {
		evidence[found[i].ID] = found[i].record()
	}
	documents, err := db.InvoicesByID(ctx, scope, invoices, 0)
	if err != nil {
		return err
	}
	byID := map[domain.UUID]*domain.Invoice{}
	for _, inv := range documents {
		byID[inv.ID.UUID] = inv
	}
	for _, in := range intakes {
		in.File, in.Invoice, in.Twin = evidence[in.FileID], byID[in.InvoiceID], byID[in.TwinID]
	}
	return nil
}

// IsOfStatements says whether a file is one that statements came in, or was brought for an account that is reconciled.
func (db *DB) IsOfStatements(ctx context.Context, file domain.ID) (is bool, err error) {
	err = db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM intake WHERE entity_id = $1 AND file_id = $2
		AND (statement_id IS NOT NULL OR recon_account_id IS NOT NULL))`, int32(file.Entity), file.UUID).Scan(&is)
	return is, wrap("look for statements of a file", err)
}

// File reads a file with its bytes, as far as scope sees it. Errors: NOT_FOUND.
func (db *DB) File(ctx context.Context, scope domain.Scope, id domain.ID) (*domain.Evidence, []byte, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM file WHERE entity_id = $1 AND id = $2 AND entity_id = ANY($3)`,
		int32(id.Entity), id.UUID, entityNumbers(scope))
	if err != nil {
		return nil, nil, fmt.Errorf("load file: %w", err)
	}
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[fileRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil, notFound()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("load file: %w", err)
	}
	return row.record(), row.Content, nil
}

// Jobs reads a person's latest jobs, newest first, at most 20.
func (db *DB) Jobs(ctx context.Context, person domain.UUID) ([]*domain.Job, error) {
	return db.jobs(ctx, `SELECT * FROM job WHERE actor_id = $1 ORDER BY created_at DESC LIMIT 20`, person)
}

// JobsByID reads these jobs, as far as scope sees them.
func (db *DB) JobsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.Job, error) {
	entities, uuids := split(ids)
	return db.jobs(ctx, `SELECT t.* FROM job t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
}

func (db *DB) jobs(ctx context.Context, sql string, args ...any) ([]*domain.Job, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load jobs: %w", err)
	}
	var found []jobRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load jobs: %w", err)
	}
	jobs := make([]*domain.Job, len(found))
	for i := range found {
		if jobs[i], err = found[i].record(); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// EventsByID reads these events, as far as scope sees them, with the positions that they have.
func (db *DB) EventsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.Event, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT `+eventColumns+`, l.position, h.hash FROM event t`+keyed+`t.id = k.u
		LEFT JOIN log_entry l ON l.entity = t.entity_id AND l.event = t.id LEFT JOIN log_hash h ON h.idx = `+leafIndex+`
		WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load events: %w", err)
	}
	var found []placedRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load events: %w", err)
	}
	events := make([]*domain.Event, len(found))
	for i := range found {
		events[i] = found[i].record()
	}
	return events, nil
}
