package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// maxSimilar is how many similar items stand beside one recommendation.
const maxSimilar = 3

type similarRow struct {
	N          int
	InvoiceID  domain.UUID
	Similarity float64
	Account    string
}

// similar finds, for each recommendation on where a line is booked, lines of the same supplier that people confirmed on the
// proposed account, as far as scope sees their invoices: one statement for all of them, and one for the invoices. The similarity is
// the ratio of the amounts.
func (at *instant) similar(ctx context.Context, scope domain.Scope, of []*domain.Recommendation) error {
	var entities []int32
	var invoices, suppliers, accounts []string
	var lines []int32
	for _, r := range of {
		entities, invoices, lines = append(entities, int32(r.ID.Entity)), append(invoices, r.InvoiceID.String()), append(lines, int32(r.Line))
		accounts, suppliers = append(accounts, r.Action.AccountCode), append(suppliers, r.SupplierID.String())
	}
	if len(of) == 0 {
		return nil
	}
	var rows []similarRow
	err := at.ask(ctx, func(batch *pgx.Batch) {
		batch.Queue(`SELECT k.n::int - 1 AS n, s.* FROM unnest($1::int[], $2::uuid[], $3::int[], $4::text[], $5::uuid[]) WITH ORDINALITY AS k (e, inv, line, account, supplier, n)
				LEFT JOIN invoice_line l ON l.entity_id = k.e AND l.invoice_id = k.inv AND l.number = k.line
				CROSS JOIN LATERAL (
					SELECT DISTINCT ON (b.invoice_id) b.invoice_id, b.account,
						coalesce(least(abs((b.features->>'minor')::float8), abs(l.amount_minor)) / nullif(greatest(abs((b.features->>'minor')::float8), abs(l.amount_minor)), 0), 0) AS similarity
					FROM (SELECT i.id FROM invoice i WHERE i.entity_id = k.e AND i.supplier_id = k.supplier AND i.id <> k.inv ORDER BY i.received_at DESC LIMIT 50) AS i
					JOIN label b ON b.entity_id = k.e AND b.invoice_id = i.id AND b.account = k.account
					ORDER BY b.invoice_id, similarity DESC) AS s
				WHERE k.account <> '' AND k.e = ANY ($6::int[]) ORDER BY 1, s.similarity DESC, s.invoice_id`,
			entities, invoices, lines, accounts, suppliers, entityNumbers(scope)).Query(collect(&rows))
	})
	if err != nil {
		return fmt.Errorf("look for similar lines: %w", err)
	}
	kept := map[int]int{}
	var ids []domain.ID
	for _, r := range rows {
		if kept[r.N]++; kept[r.N] <= maxSimilar {
			ids = append(ids, domain.ID{Kind: domain.NodeInvoice, Entity: of[r.N].ID.Entity, UUID: r.InvoiceID})
		}
	}
	items, err := at.invoices(ctx, scope, ids, 0)
	if err != nil {
		return err
	}
	byID := make(map[domain.UUID]*domain.Invoice, len(items))
	for _, inv := range items {
		byID[inv.ID.UUID] = inv
	}
	for _, r := range rows {
		to := of[r.N]
		if inv := byID[r.InvoiceID]; inv != nil && len(to.Similar) < maxSimilar {
			to.Similar = append(to.Similar, &domain.SimilarCase{Item: inv, Similarity: r.Similarity, Ended: fmt.Sprintf("A person booked a line of it on %s.", r.Account)})
		}
	}
	return nil
}
