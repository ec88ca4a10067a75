package store

import (
	"context"
	"fmt"
	"slices"

	"countersign/domain"
)

type linePageRow struct {
	reconLineStateRow
	SortKeys []string
}

const linesFrom = `recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id`

// Lines reads a page of an account's lines, which are all in its currency, of those within unless that is nil. The caller has
// asked whether the account may be seen.
func (db *DB) Lines(ctx context.Context, f domain.LineFilter, within []domain.UUID, sort []*domain.SortInput, page domain.PageRequest, counted bool, currency domain.Currency, today domain.Date) (domain.Page[*domain.Line], error) {
	q := &query{page: page}
	q.when("l.entity_id = %s", int32(f.AccountID.Entity))
	q.when("l.account_id = %s", f.AccountID.UUID)
	switch {
	case len(f.State) == 0:
	case slices.Contains(f.State, domain.LineNew):
		q.when("coalesce(c.state, 'NEW') = ANY(%s)", texts(f.State))
	default: // lines with a claim; what is not settled has an index of its own
		q.when("c.state = ANY(%s)", texts(f.State))
		q.when("c.entity_id = %s", int32(f.AccountID.Entity))
		q.when("c.account_id = %s", f.AccountID.UUID)
		if !slices.Contains(f.State, domain.LineMatched) {
			q.where = append(q.where, "c.state <> 'MATCHED'")
		}
	}
	if len(f.Source) > 0 {
		q.when("l.source = ANY(%s)", texts(f.Source))
	}
	if f.From != nil {
		q.when("l.booked_on >= %s::text::date", f.From.String())
	}
	if f.To != nil {
		q.when("l.booked_on <= %s::text::date", f.To.String())
	}
	if f.Text != nil {
		pattern := "%" + like(*f.Text) + "%"
		q.when("(l.text ILIKE %s OR l.counterparty ILIKE %s OR l.reference ILIKE %s OR array_to_string(l.more, ' ') ILIKE %s)", pattern, pattern, pattern, pattern)
	}
	if f.Amount != nil {
		filterAmount(q, "abs(l.minor)", currency, *f.Amount)
	}
	if f.CaseID != nil {
		q.when("c.entity_id = %s", int32(f.CaseID.Entity))
		q.when("c.case_id = %s", f.CaseID.UUID)
	}
	if within != nil {
		q.when("l.id IN (SELECT unnest(%s::uuid[]))", uuidTexts(within)) // never looked up in the index of an account, which has ids last
	}
	if f.NeedsNote != nil {
		q.when("(NOT l.provisional AND l.booked_on <= %s::text::date AND "+unnoted+") = %s", today.AddDays(-domain.NoteDays).String(), today.String(), *f.NeedsNote)
	}
	offered := map[string]sortKey{
		"bookedOn": {expr: "l.booked_on", cast: "date"}, "amount": {expr: "l.minor", cast: "bigint"},
		"ageDays": {expr: "('epoch'::date - l.booked_on)", cast: "integer"},
	}
	if err := q.sorted(offered, sort, sortKey{expr: "l.booked_on", cast: "date", desc: true}, "l.id"); err != nil {
		return domain.Page[*domain.Line]{}, err
	}
	q.bind(f)
	p, err := list(ctx, db, q, "l.*, c.state, c.group_id, c.case_id, c.rule_id", linesFrom, counted,
		func(r *linePageRow) []string { return r.SortKeys }, func(r *linePageRow) *domain.Line { return r.record() })
	for _, l := range p.Items {
		l.AgeDays = max(l.BookedOn.DaysUntil(today), 0)
	}
	return p, err
}

// LinesByID reads these lines, as far as scope sees them.
func (db *DB) LinesByID(ctx context.Context, scope domain.Scope, ids []domain.ID, today domain.Date) ([]*domain.Line, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT l.*, c.state, c.group_id, c.case_id, c.rule_id FROM unnest($1::int[], $2::uuid[]) AS k (e, u)
		JOIN recon_line l ON l.entity_id = k.e AND l.id = k.u LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		WHERE l.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load lines: %w", err)
	}
	var found []reconLineStateRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load lines: %w", err)
	}
	lines := make([]*domain.Line, len(found))
	for i := range found {
		lines[i] = found[i].record()
		lines[i].AgeDays = max(lines[i].BookedOn.DaysUntil(today), 0)
	}
	return lines, nil
}

// filterAmount compares minor units with amounts as they are written.
func filterAmount(q *query, expr string, currency domain.Currency, f domain.DecimalFilter) {
	for _, bound := range []struct {
		op string
		d  *domain.Decimal
	}{{"=", f.Eq}, {">=", f.Gte}, {"<", f.Lt}} {
		if bound.d != nil {
			q.when(expr+" "+bound.op+" %s::text::numeric * 10 ^ %s::int", bound.d.String(), currency.Digits())
		}
	}
}
