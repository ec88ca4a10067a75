package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"countersign/domain"
)

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
func (tx *Tx) UpsertOrders(ctx context.Context, rows []domain.OrderRow) (loaded Loaded, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return loaded, err
	}
	suppliers, err := tx.idsBy(ctx, `SELECT number, id FROM supplier`)
	if err != nil {
		return loaded, err
	}
	centers, err := tx.idsBy(ctx, `SELECT entity_id || ' ' || code, id FROM cost_center`)
	if err != nil {
		return loaded, err
	}
	accounts, err := tx.idsBy(ctx, `SELECT entity_id || ' ' || code, id FROM account`)
	if err != nil {
		return loaded, err
	}
	known, err := tx.ordersOf(ctx, rows)
	if err != nil {
		return loaded, err
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
		return loaded, err
	}
	moved, changed, err := tx.saveOrders(ctx, heads, lines)
	if err != nil {
		return loaded, err
	}
	return Loaded{changed, touchedOrders(heads, moved)}, nil
}

// touchedOrders are the orders of which the head or a line moved.
func touchedOrders(heads []orderRow, moved map[domain.UUID]bool) []domain.Touched {
	var touched []domain.Touched
	for i := range heads {
		if h := &heads[i]; moved[h.ID] {
			delete(moved, h.ID)
			touched = append(touched, domain.Touched{
				ID: domain.ID{Kind: domain.NodePurchaseOrder, Entity: h.EntityID, UUID: h.ID}, Number: h.Number, Counterparty: h.SupplierID, Details: true,
			})
		}
	}
	return touched
}

// saveOrders says which orders moved, and in how many rows.
func (tx *Tx) saveOrders(ctx context.Context, heads []orderRow, lines []orderLineRow) (moved map[domain.UUID]bool, changed int, err error) {
	moved = map[domain.UUID]bool{}
	var ids []domain.UUID
	count := func() {
		for _, id := range ids {
			moved[id] = true
		}
		changed, ids = changed+len(ids), ids[:0]
	}
	for _, part := range chunks(heads) {
		err := tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, number) DO UPDATE").
			Set("supplier_id = EXCLUDED.supplier_id, ordered_on = EXCLUDED.ordered_on, currency = EXCLUDED.currency").
			Where("(order_row.supplier_id, order_row.ordered_on, order_row.currency) IS DISTINCT FROM "+
				"(EXCLUDED.supplier_id, EXCLUDED.ordered_on, EXCLUDED.currency)").Returning("id").Scan(ctx, &ids)
		if err != nil {
			return nil, 0, fmt.Errorf("load orders: %w", err)
		}
		count()
	}
	for _, part := range chunks(lines) {
		err := tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, order_id, number) DO UPDATE").
			Set("text = EXCLUDED.text, quantity = EXCLUDED.quantity, unit = EXCLUDED.unit, price = EXCLUDED.price").
			Set("center_code = EXCLUDED.center_code, account_code = EXCLUDED.account_code").
			Where("(order_line_row.text, order_line_row.quantity, order_line_row.unit, order_line_row.price, order_line_row.center_code, order_line_row.account_code) IS DISTINCT "+
				"FROM (EXCLUDED.text, EXCLUDED.quantity, EXCLUDED.unit, EXCLUDED.price, EXCLUDED.center_code, EXCLUDED.account_code)").
			Returning("order_id").Scan(ctx, &ids)
		if err != nil {
			return nil, 0, fmt.Errorf("load order lines: %w", err)
		}
		count()
	}
	return moved, changed, nil
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
