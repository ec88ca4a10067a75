package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

type adjustmentPageRow struct {
	adjustmentRow
	SortKeys []string
}

// Adjustments reads a page of adjustments that scope sees, newest first. person is who Mine means.
func (db *DB) Adjustments(ctx context.Context, scope domain.Scope, person domain.UUID, f domain.AdjustmentFilter, page domain.PageRequest, counted bool) (domain.Page[*domain.MatchAdjustment], error) {
	q := &query{page: page}
	q.when("a.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if f.AccountID != nil {
		q.when("a.entity_id = %s AND a.account_id = %s", int32(f.AccountID.Entity), f.AccountID.UUID)
	}
	if len(f.State) > 0 {
		q.when("a.state = ANY(%s)", f.State)
	}
	if f.Mine != nil {
		q.when("coalesce(a.prepared_by = %s, false) = %s", person, *f.Mine)
	}
	if err := q.sorted(nil, nil, sortKey{expr: "a.prepared_at", cast: "timestamptz", desc: true}, "a.id"); err != nil {
		return domain.Page[*domain.MatchAdjustment]{}, err
	}
	q.bind(f)
	return list(ctx, db, q, namesOf[adjustmentRow]("a"), "adjustment a", counted,
		func(r *adjustmentPageRow) []string { return r.SortKeys }, func(r *adjustmentPageRow) *domain.MatchAdjustment { return r.record() })
}

// AdjustmentsByID reads these adjustments, as far as scope sees them.
func (db *DB) AdjustmentsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.MatchAdjustment, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT `+namesOf[adjustmentRow]("t")+` FROM adjustment t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load adjustments: %w", err)
	}
	var found []adjustmentRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load adjustments: %w", err)
	}
	return mapped(found, (*adjustmentRow).record), nil
}

// RatesTo are the newest rates on or before day from each of some currencies to one; a currency without a rate is left out.
func (db *DB) RatesTo(ctx context.Context, from []domain.Currency, to domain.Currency, day domain.Date) (map[domain.Currency]domain.Decimal, error) {
	rows, err := db.pool.Query(ctx, `SELECT DISTINCT ON (from_currency) from_currency, rate::text FROM exchange_rate
		WHERE from_currency = ANY($1) AND to_currency = $2 AND day <= $3::text::date ORDER BY from_currency, day DESC`, texts(from), string(to), day.String())
	if err != nil {
		return nil, fmt.Errorf("load rates: %w", err)
	}
	found := map[domain.Currency]domain.Decimal{to: domain.NewDecimal(1, 0)}
	var currency string
	var rate domain.Decimal
	_, err = pgx.ForEachRow(rows, []any{&currency, &rate}, func() error { found[domain.Currency(currency)] = rate; return nil })
	return found, wrap("load rates", err)
}

// PostingsOfAdjustments are the postings of adjustments, by adjustment; one that is not approved has none.
func (db *DB) PostingsOfAdjustments(ctx context.Context, ids []domain.ID) (map[domain.UUID]*domain.Posting, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT DISTINCT ON (t.entity_id, t.adjustment_id) t.* FROM posting t`+keyed+
		`t.adjustment_id = k.u AND t.effect = 'post' ORDER BY t.entity_id, t.adjustment_id, t.revision DESC`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("load postings: %w", err)
	}
	var list []postingRow
	if err := collect(&list)(rows); err != nil {
		return nil, fmt.Errorf("load postings: %w", err)
	}
	found := map[domain.UUID]*domain.Posting{}
	for i := range list {
		found[list[i].AdjustmentID] = list[i].record()
	}
	return found, nil
}
