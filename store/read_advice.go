package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

type recommendationPageRow struct {
	recommendationRow
	SortKeys []string
}

// Recommendations reads a page of recommendations in scope, newest first, with their invoices and the parts of them that are wanted.
func (db *DB) Recommendations(ctx context.Context, scope domain.Scope, f domain.RecommendationFilter, page domain.PageRequest, parts Parts, invoices, counted bool, group domain.Currency) (domain.Page[*domain.Recommendation], error) {
	q := &query{page: page}
	q.when("r.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if len(f.Use) > 0 {
		q.when("r.use = ANY(%s)", texts(f.Use))
	}
	if len(f.Zone) > 0 {
		q.when("r.zone = ANY(%s)", texts(f.Zone))
	}
	if len(f.State) > 0 {
		q.when("r.state = ANY(%s)", texts(f.State))
	}
	if len(f.Outcome) > 0 {
		q.when("r.outcome = ANY(%s)", texts(f.Outcome))
	}
	if len(f.InvoiceID) > 0 {
		q.when("r.invoice_id = ANY(%s)", uuidsOf(f.InvoiceID))
	}
	if f.Audited != nil {
		q.when("r.audited = %s", *f.Audited)
	}
	if f.Standing != nil {
		q.when("(r.state IN ('PROPOSED', 'AUTO_APPLIED')) = %s", *f.Standing)
	}
	if err := q.sorted(nil, nil, sortKey{expr: "r.made_at", cast: "timestamptz", desc: true}, "r.id"); err != nil {
		return domain.Page[*domain.Recommendation]{}, err
	}
	q.bind(f)
	var p domain.Page[*domain.Recommendation]
	err := db.atOnce(ctx, func(at *instant) (err error) {
		p, err = list(ctx, at, q, "r.*", "recommendation r", counted,
			func(r *recommendationPageRow) []string { return r.SortKeys },
			func(r *recommendationPageRow) *domain.Recommendation { return r.record(group) })
		if err != nil {
			return err
		}
		return at.attachAdvised(ctx, scope, p.Items, parts, invoices)
	})
	return p, err
}

// RecommendationsByID reads these recommendations, as far as scope sees them, with their invoices.
func (db *DB) RecommendationsByID(ctx context.Context, scope domain.Scope, ids []domain.ID, parts Parts, group domain.Currency) (list []*domain.Recommendation, err error) {
	entities, uuids := split(ids)
	err = db.atOnce(ctx, func(at *instant) error {
		var rows []recommendationRow
		err := at.ask(ctx, func(batch *pgx.Batch) {
			batch.Queue(`SELECT t.* FROM recommendation t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope)).Query(collect(&rows))
		})
		if err != nil {
			return fmt.Errorf("load advice: %w", err)
		}
		for i := range rows {
			list = append(list, rows[i].record(group))
		}
		return at.attachAdvised(ctx, scope, list, parts, true)
	})
	return list, err
}

// attachAdvised loads the invoice of each recommendation, where it is wanted, and the twins that any names, as far as scope sees
// them.
func (at *instant) attachAdvised(ctx context.Context, scope domain.Scope, list []*domain.Recommendation, parts Parts, invoices bool) error {
	var ids []domain.ID
	for _, r := range list {
		if invoices {
			ids = append(ids, r.Subject())
		}
	}
	found, err := at.invoices(ctx, scope, ids, parts)
	if err != nil {
		return err
	}
	byID := make(map[domain.UUID]*domain.Invoice, len(found))
	for _, inv := range found {
		byID[inv.ID.UUID] = inv
	}
	for _, r := range list {
		r.Invoice = byID[r.InvoiceID]
	}
	twins, err := at.invoices(ctx, scope, twinsOf(list), 0)
	if err != nil {
		return err
	}
	for _, inv := range twins {
		byID[inv.ID.UUID] = inv
	}
	giveTwins(list, byID)
	if !parts.Has(PartSimilar) {
		return nil
	}
	return at.similar(ctx, scope, list)
}

// twinsOf are the invoices that proposed actions name.
func twinsOf(list []*domain.Recommendation) (ids []domain.ID) {
	eachAction(list, func(entity domain.EntityID, a *domain.ProposedAction) {
		if !a.TwinID.IsZero() {
			ids = append(ids, domain.ID{Kind: domain.NodeInvoice, Entity: entity, UUID: a.TwinID})
		}
	})
	return ids
}

func giveTwins(list []*domain.Recommendation, byID map[domain.UUID]*domain.Invoice) {
	eachAction(list, func(_ domain.EntityID, a *domain.ProposedAction) { a.Twin = byID[a.TwinID] })
}

// eachAction visits what is proposed, and what else could be.
func eachAction(list []*domain.Recommendation, visit func(domain.EntityID, *domain.ProposedAction)) {
	for _, r := range list {
		visit(r.ID.Entity, &r.Action)
		for i := range r.Alternatives {
			visit(r.ID.Entity, &r.Alternatives[i])
		}
	}
}

// AdvicePolicies are those in force for an entity, by use.
func (db *DB) AdvicePolicies(ctx context.Context, entity domain.EntityID) (map[domain.AiUse]*domain.AdvicePolicy, error) {
	return advicePolicies(ctx, db.bun, entity)
}

// DueAdvice are at most limit recommendations that nobody decided in time, the longest past first.
func (db *DB) DueAdvice(ctx context.Context, now time.Time, limit int) ([]domain.ID, error) {
	rows, err := db.pool.Query(ctx, `SELECT entity_id, id FROM recommendation WHERE state = 'PROPOSED' AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2`, now, limit)
	if err != nil {
		return nil, fmt.Errorf("look for advice that ran out: %w", err)
	}
	ids, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (domain.ID, error) {
		id := domain.ID{Kind: domain.NodeRecommendation}
		return id, row.Scan(&id.Entity, &id.UUID)
	})
	return ids, wrap("look for advice that ran out", err)
}
