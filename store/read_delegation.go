package store

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
)

type delegationPageRow struct {
	delegationRow
	Versions int
}

// maxDelegations bounds a list that nobody pages through: the newest count.
const maxDelegations = 200

// Delegations reads delegations as they were recorded at an instant, ended and revoked ones too, those that begin last
// first; only narrows them to those from or to a person, ids to some; at most 200.
func (db *DB) Delegations(ctx context.Context, only domain.UUID, ids []domain.UUID, at time.Time) ([]*domain.DelegationView, error) {
	q := &query{}
	q.when("recorded_from <= %s", at)
	if !only.IsZero() {
		q.when("%s IN (from_person, to_person)", only.String())
	}
	if ids != nil {
		q.when("id = ANY(%s::uuid[])", ids)
	}
	instant := q.arg(at)
	rows, err := db.pool.Query(ctx, fmt.Sprintf(`
		SELECT * FROM (SELECT DISTINCT ON (id) d.*, (count(*) OVER (PARTITION BY id))::int AS versions FROM delegation d
			WHERE %s ORDER BY id, recorded_from DESC) AS newest
		WHERE recorded_to IS NULL OR recorded_to > %s OR NOT EXISTS (
			SELECT FROM delegation n WHERE n.id = newest.id AND n.recorded_from = newest.recorded_to)
		ORDER BY valid_from DESC, id LIMIT %d`, q.conditions(), instant, maxDelegations), q.args...)
	if err != nil {
		return nil, fmt.Errorf("read delegations: %w", err)
	}
	var found []delegationPageRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("read delegations: %w", err)
	}
	list := make([]*domain.DelegationView, len(found))
	for i := range found {
		d := found[i].delegation()
		if d.Record.To.After(at) { // what was recorded later is not known yet
			d.Record.To = time.Time{}
		}
		list[i] = &domain.DelegationView{Delegation: &d, Version: found[i].Versions, State: d.StateAt(at)}
	}
	return list, nil
}

// DecidedLately is what somebody decided: the newest invoices with when, and all of them counted and summed up.
type DecidedLately struct {
	Invoices []domain.ID
	At       []time.Time // as long as Invoices
	Count    int
	Minor    int64 // in the group's currency
}

// DecidedBy reads what the giver of a delegation decided since an instant and the delegation would have covered; at most
// limit invoices are listed.
func (db *DB) DecidedBy(ctx context.Context, d *domain.Delegation, since time.Time, limit int) (done DecidedLately, err error) {
	rows, err := db.pool.Query(ctx, `
		SELECT e.entity_id, e.subject_id, e.at, count(*) OVER ()::int, coalesce(sum(abs(i.group_minor)) OVER (), 0)::bigint
		FROM event e JOIN invoice i ON i.entity_id = e.entity_id AND i.id = e.subject_id
		WHERE e.entity_id = ANY ($1) AND e.actor_id = $2 AND e.id >= $3 AND e.kind IN ('invoice.approved', 'invoice.returned', 'invoice.rejected')
			AND ($4::bigint IS NULL OR abs(i.group_minor) <= $4)
		ORDER BY e.id DESC LIMIT $5`,
		entityNumbers(domain.ScopeOf(d.Entities...)), d.From.String(), domain.FirstUUID(since).String(), minor(d.Limit), limit)
	if err != nil {
		return done, fmt.Errorf("read what somebody decided: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		id, at := domain.ID{Kind: domain.NodeInvoice}, time.Time{}
		if err := rows.Scan(&id.Entity, &id.UUID, &at, &done.Count, &done.Minor); err != nil {
			return done, fmt.Errorf("read what somebody decided: %w", err)
		}
		done.Invoices, done.At = append(done.Invoices, id), append(done.At, at.UTC())
	}
	return done, wrap("read what somebody decided", rows.Err())
}

// WaitingFor counts the approvals that wait for a person and that a delegation would cover.
func (db *DB) WaitingFor(ctx context.Context, d *domain.Delegation) (n int, err error) {
	err = db.pool.QueryRow(ctx, `
		SELECT count(*)::int FROM inbox WHERE person_id = $1 AND delegation IS NULL AND kind = 'APPROVE' AND entity_id = ANY ($2)
			AND ($3::bigint IS NULL OR abs(group_minor) <= $3)`,
		d.From.String(), entityNumbers(domain.ScopeOf(d.Entities...)), minor(d.Limit)).Scan(&n)
	return n, wrap("count what waits", err)
}
