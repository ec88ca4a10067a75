package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

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

// knownOrder is an order on file.
type knownOrder struct {
	EntityID   domain.EntityID
	ID         domain.UUID
	Number     string
	SupplierID domain.UUID
	Currency   domain.Currency
	Billed     bool // any of its lines
}

// UpsertOrders adds or changes orders by entity and number, and their lines by position. Lines that the rows leave out
// stay, and so does what has arrived and was billed.
// Errors: INVALID with every violation: what is named and not on file, another supplier or currency for an order that was
// billed already.
func (tx *Tx) UpsertOrders(ctx context.Context, rows []domain.OrderRow) (changed int, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	suppliers, err := tx.idsBy(ctx, `SELECT number, id FROM supplier`)
	if err != nil {
		return 0, err
	}
	centers, err := tx.idsBy(ctx, `SELECT entity_id || ' ' || code, id FROM cost_center`)
	if err != nil {
		return 0, err
	}
	accounts, err := tx.idsBy(ctx, `SELECT entity_id || ' ' || code, id FROM account`)
	if err != nil {
		return 0, err
	}
	known, err := tx.ordersOf(ctx, rows)
	if err != nil {
		return 0, err
	}
	var heads []orderRow
	var lines []orderLineRow
	for _, r := range rows {
		head := orderRow{EntityID: refs.entity(r.Row, r.Entity), Number: r.Number, SupplierID: suppliers[r.Supplier], OrderedOn: r.OrderedOn, Currency: r.Currency}
		if head.SupplierID.IsZero() {
			refs.unknown(r.Row, "supplier", "There is no supplier %s.", r.Supplier)
		}
		head.ID = domain.UUIDOf("order", r.Entity, r.Number)
		if k, there := known[orderKey(head.EntityID, r.Number)]; there {
			head.ID = k.ID
			if k.Billed && (k.SupplierID != head.SupplierID || k.Currency != head.Currency) {
				refs.broken.Add(fmt.Sprintf("row %d, column supplier", r.Row), "billed",
					"Row %d, supplier: order %s was billed already, so its supplier and currency stay.", r.Row, r.Number)
			}
		}
		heads = append(heads, head)
		for _, l := range r.Lines {
			place := fmt.Sprintf("%d ", head.EntityID)
			if l.CostCenter != "" && centers[place+l.CostCenter].IsZero() {
				refs.unknown(r.Row, "cost_center", "%s has no cost centre %s.", r.Entity, l.CostCenter)
			}
			if l.Account != "" && accounts[place+l.Account].IsZero() {
				refs.unknown(r.Row, "account", "%s has no account %s.", r.Entity, l.Account)
			}
			lines = append(lines, orderLineRow{
				EntityID: head.EntityID, ID: domain.UUIDOf("po_line", head.ID.String(), strconv.Itoa(l.Number)), OrderID: head.ID,
				Number: l.Number, Text: l.Text, Quantity: l.Quantity, Unit: l.Unit, Price: l.Price, CenterCode: l.CostCenter, AccountCode: l.Account,
			})
		}
	}
	if err := refs.broken.Err(); err != nil {
		return 0, err
	}
	return tx.saveOrders(ctx, heads, lines)
}

func (tx *Tx) saveOrders(ctx context.Context, heads []orderRow, lines []orderLineRow) (changed int, err error) {
	for _, part := range chunks(heads) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, number) DO UPDATE").
			Set("supplier_id = EXCLUDED.supplier_id, ordered_on = EXCLUDED.ordered_on, currency = EXCLUDED.currency").
			Where("(order_row.supplier_id, order_row.ordered_on, order_row.currency) IS DISTINCT FROM " +
				"(EXCLUDED.supplier_id, EXCLUDED.ordered_on, EXCLUDED.currency)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load orders: %w", err)
		}
		changed += n
	}
	for _, part := range chunks(lines) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, order_id, number) DO UPDATE").
			Set("text = EXCLUDED.text, quantity = EXCLUDED.quantity, unit = EXCLUDED.unit, price = EXCLUDED.price").
			Set("center_code = EXCLUDED.center_code, account_code = EXCLUDED.account_code").
			Where("(order_line_row.text, order_line_row.quantity, order_line_row.unit, order_line_row.price, order_line_row.center_code, order_line_row.account_code) IS DISTINCT " +
				"FROM (EXCLUDED.text, EXCLUDED.quantity, EXCLUDED.unit, EXCLUDED.price, EXCLUDED.center_code, EXCLUDED.account_code)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load order lines: %w", err)
		}
		changed += n
	}
	return changed, nil
}

// ordersOf locks the orders that rows are about, in a fixed order.
func (tx *Tx) ordersOf(ctx context.Context, rows []domain.OrderRow) (map[string]knownOrder, error) {
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Number
	}
	slices.Sort(numbers)
	found := map[string]knownOrder{}
	result, err := tx.bun.Tx.QueryContext(ctx, `
		SELECT o.entity_id, o.id, o.number, o.supplier_id, o.currency,
			EXISTS (SELECT FROM po_line l WHERE l.entity_id = o.entity_id AND l.order_id = o.id AND l.invoiced <> 0)
		FROM purchase_order o WHERE o.number = ANY($1::text[]) ORDER BY o.entity_id, o.id FOR UPDATE`,
		slices.Compact(numbers))
	if err != nil {
		return nil, fmt.Errorf("look up orders: %w", err)
	}
	defer func() { _ = result.Close() }()
	for result.Next() {
		var k knownOrder
		if err := result.Scan(&k.EntityID, &k.ID, &k.Number, &k.SupplierID, &k.Currency, &k.Billed); err != nil {
			return nil, fmt.Errorf("look up orders: %w", err)
		}
		found[orderKey(k.EntityID, k.Number)] = k
	}
	return found, wrap("look up orders", result.Err())
}

func orderKey(entity domain.EntityID, number string) string {
	return fmt.Sprintf("%d %s", entity, number)
}

// UpsertReceipts adds or changes receipts by order line and reference, and sums up what has arrived on each line.
// Errors: INVALID with every violation: an entity, order or line that is not on file.
func (tx *Tx) UpsertReceipts(ctx context.Context, rows []domain.ReceiptRow) (changed int, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Order
	}
	slices.Sort(numbers)
	lines, err := tx.idsBy(ctx, `
		SELECT o.entity_id || ' ' || o.number || ' ' || l.number, l.id FROM purchase_order o
		JOIN po_line l ON l.entity_id = o.entity_id AND l.order_id = o.id
		WHERE o.number = ANY($1::text[])`, slices.Compact(numbers))
	if err != nil {
		return 0, err
	}
	list := make([]receiptRow, len(rows))
	touched := map[domain.EntityID][]string{}
	for i, r := range rows {
		entity := refs.entity(r.Row, r.Entity)
		line := lines[fmt.Sprintf("%d %s %d", entity, r.Order, r.Line)]
		if entity != 0 && line.IsZero() {
			refs.unknown(r.Row, "line", "%s has no order %s with a line %d.", r.Entity, r.Order, r.Line)
		}
		list[i] = receiptRow{EntityID: entity, ID: domain.UUIDOf("receipt", line.String(), r.Reference), LineID: line, ReceivedOn: r.On,
			Quantity: r.Quantity, Reference: r.Reference}
		touched[entity] = append(touched[entity], line.String())
	}
	if err := refs.broken.Err(); err != nil {
		return 0, err
	}
	for _, part := range chunks(list) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, line_id, reference) DO UPDATE").
			Set("received_on = EXCLUDED.received_on, quantity = EXCLUDED.quantity").
			Where("(receipt.received_on, receipt.quantity) IS DISTINCT FROM (EXCLUDED.received_on, EXCLUDED.quantity)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load receipts: %w", err)
		}
		changed += n
	}
	for entity, ids := range touched {
		_, err := tx.bun.Tx.ExecContext(ctx, `
			UPDATE po_line l SET received = s.quantity FROM (
				SELECT line_id, sum(quantity) AS quantity FROM receipt WHERE entity_id = $1 AND line_id = ANY($2::uuid[]) GROUP BY line_id) AS s
			WHERE l.entity_id = $1 AND l.id = s.line_id AND l.received <> s.quantity`, entity, ids)
		if err != nil {
			return changed, fmt.Errorf("sum up receipts: %w", err)
		}
	}
	return changed, nil
}
