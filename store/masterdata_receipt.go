package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// receiptRow is a row of receipt.
type receiptRow struct {
	bun.BaseModel `bun:"table:receipt,alias:receipt"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	LineID        domain.UUID
	ReceivedOn    domain.Date
	Quantity      domain.Decimal `bun:"type:numeric"`
	Reference     string
}

// receiptLine is an order line that receipts are about.
type receiptLine struct {
	ID         domain.UUID
	OrderID    domain.UUID
	SupplierID domain.UUID
}

// UpsertReceipts adds or changes receipts by order line and reference, and sums up what has arrived on each line.
// Errors: INVALID with every violation: an entity, order or line that is not on file.
func (tx *Tx) UpsertReceipts(ctx context.Context, rows []domain.ReceiptRow) (loaded Loaded, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return loaded, err
	}
	lines, err := tx.receiptLines(ctx, rows)
	if err != nil {
		return loaded, err
	}
	list := make([]receiptRow, len(rows))
	orders, told := map[domain.UUID]domain.Touched{}, map[domain.UUID]bool{} // by line, by order
	for i, r := range rows {
		entity := refs.entity(r.Row, r.Entity)
		line, known := lines[fmt.Sprintf("%d %s %d", entity, r.Order, r.Line)]
		if entity != 0 && !known {
			refs.unknown(r.Row, "line", "%s has no order %s with a line %d.", r.Entity, r.Order, r.Line)
		}
		list[i] = receiptRow{EntityID: entity, ID: domain.UUIDOf("receipt", line.ID.String(), r.Reference), LineID: line.ID, ReceivedOn: r.On,
			Quantity: r.Quantity, Reference: r.Reference}
		orders[line.ID] = domain.Touched{
			ID: domain.ID{Kind: domain.NodePurchaseOrder, Entity: entity, UUID: line.OrderID}, Number: r.Order, Counterparty: line.SupplierID, Details: true,
		}
	}
	if err := refs.broken.Err(); err != nil {
		return loaded, err
	}
	for _, part := range chunks(list) {
		var moved []domain.UUID
		err := tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, line_id, reference) DO UPDATE").
			Set("received_on = EXCLUDED.received_on, quantity = EXCLUDED.quantity").
			Where("(receipt.received_on, receipt.quantity) IS DISTINCT FROM (EXCLUDED.received_on, EXCLUDED.quantity)").
			Returning("line_id").Scan(ctx, &moved)
		if err != nil {
			return loaded, fmt.Errorf("load receipts: %w", err)
		}
		loaded.Changed += len(moved)
		for _, line := range moved {
			if t := orders[line]; !told[t.ID.UUID] {
				told[t.ID.UUID] = true
				loaded.Touched = append(loaded.Touched, t)
			}
		}
	}
	return loaded, tx.sumReceipts(ctx, list)
}

// receiptLines finds the order lines that rows are about, by entity, order and position.
func (tx *Tx) receiptLines(ctx context.Context, rows []domain.ReceiptRow) (map[string]receiptLine, error) {
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Order
	}
	slices.Sort(numbers)
	result, err := tx.bun.Tx.QueryContext(ctx, `
		SELECT o.entity_id || ' ' || o.number || ' ' || l.number, l.id, o.id, o.supplier_id FROM purchase_order o
		JOIN po_line l ON l.entity_id = o.entity_id AND l.order_id = o.id
		WHERE o.number = ANY($1::text[])`, slices.Compact(numbers))
	if err != nil {
		return nil, fmt.Errorf("look up order lines: %w", err)
	}
	defer func() { _ = result.Close() }()
	found := map[string]receiptLine{}
	for result.Next() {
		var key string
		var line receiptLine
		if err := result.Scan(&key, &line.ID, &line.OrderID, &line.SupplierID); err != nil {
			return nil, fmt.Errorf("look up order lines: %w", err)
		}
		found[key] = line
	}
	return found, wrap("look up order lines", result.Err())
}

// sumReceipts writes on each line what has arrived in all.
func (tx *Tx) sumReceipts(ctx context.Context, receipts []receiptRow) error {
	lines := map[domain.EntityID][]string{}
	for _, r := range receipts {
		lines[r.EntityID] = append(lines[r.EntityID], r.LineID.String())
	}
	for entity, ids := range lines {
		_, err := tx.bun.Tx.ExecContext(ctx, `
			UPDATE po_line l SET received = s.quantity FROM (
				SELECT line_id, sum(quantity) AS quantity FROM receipt WHERE entity_id = $1 AND line_id = ANY($2::uuid[]) GROUP BY line_id) AS s
			WHERE l.entity_id = $1 AND l.id = s.line_id AND l.received <> s.quantity`, entity, ids)
		if err != nil {
			return fmt.Errorf("sum up receipts: %w", err)
		}
	}
	return nil
}
