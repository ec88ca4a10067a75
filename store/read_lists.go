package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// list runs one keyset statement and, when counted, one count.
func list[R, T any](ctx context.Context, reader asker, q *query, columns, from string, counted bool, keys func(*R) []string, record func(*R) T) (domain.Page[T], error) {
	var none domain.Page[T]
	count := fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d) AS c", from, q.conditions(), domain.MaxCount+1)
	countArgs := len(q.args)
	if err := q.seek(); err != nil {
		return none, err
	}
	var rows []R
	var total *domain.Count
	err := reader.ask(ctx, func(batch *pgx.Batch) {
		batch.Queue(q.text(columns, from), q.args...).Query(collect(&rows))
		if counted {
			batch.Queue(count, q.args[:countArgs]...).QueryRow(func(row pgx.Row) (err error) {
				total, err = scanCount(row)
				return err
			})
		}
	})
	if err != nil {
		return none, fmt.Errorf("list %s: %w", from, err)
	}
	p := paged(q, rows, keys, record)
	p.Total = total
	return p, nil
}

type supplierPageRow struct {
	supplierRow
	SortKeys []string
}

// Suppliers reads a page of suppliers; they belong to the whole group.
func (db *DB) Suppliers(ctx context.Context, f domain.SupplierFilter, sort []*domain.SortInput, page domain.PageRequest, counted bool) (domain.Page[*domain.Supplier], error) {
	q := &query{page: page}
	if f.Text != nil && *f.Text != "" {
		pattern := "%" + like(*f.Text) + "%"
		q.when("(s.name ILIKE %s OR s.number ILIKE %s)", pattern, pattern)
	}
	if len(f.Status) > 0 {
		q.when("s.status = ANY(%s)", f.Status)
	}
	if len(f.Risk) > 0 {
		q.when("s.risk = ANY(%s)", f.Risk)
	}
	if len(f.Country) > 0 {
		q.when("s.country = ANY(%s)", f.Country)
	}
	sorts := map[string]sortKey{"name": {expr: "s.name_fold", cast: "text"}, "number": {expr: "s.number", cast: "text"}}
	if err := q.sorted(sorts, sort, sorts["name"], "s.id"); err != nil {
		return domain.Page[*domain.Supplier]{}, err
	}
	q.bind(f)
	return list(ctx, db, q, "s.*", "supplier s", counted,
		func(r *supplierPageRow) []string { return r.SortKeys }, func(r *supplierPageRow) *domain.Supplier { return r.record() })
}

// SuppliersByID reads these suppliers.
func (db *DB) SuppliersByID(ctx context.Context, ids []domain.UUID) ([]*domain.Supplier, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM supplier WHERE id = ANY($1::uuid[])`, ids)
	if err != nil {
		return nil, fmt.Errorf("load suppliers: %w", err)
	}
	var found []supplierRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load suppliers: %w", err)
	}
	suppliers := make([]*domain.Supplier, len(found))
	for i := range found {
		suppliers[i] = found[i].record()
	}
	return suppliers, nil
}

type orderPageRow struct {
	orderRow
	SortKeys []string
}

// PurchaseOrders reads a page of the orders that scope sees, with lines and suppliers, newest first.
func (db *DB) PurchaseOrders(ctx context.Context, scope domain.Scope, f domain.PoFilter, page domain.PageRequest, now time.Time) (domain.Page[*domain.PurchaseOrder], error) {
	none := domain.Page[*domain.PurchaseOrder]{}
	q := &query{page: page}
	q.when("o.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if f.Number != nil {
		q.when("o.number ILIKE %s", "%"+like(*f.Number)+"%")
	}
	if len(f.SupplierID) > 0 {
		q.when("o.supplier_id = ANY(%s)", uuidsOf(f.SupplierID))
	}
	if err := q.sorted(nil, nil, sortKey{expr: "o.ordered_on", cast: "date", desc: true}, "o.id"); err != nil {
		return none, err
	}
	q.bind(f)
	heads, err := list(ctx, db, q, "o.entity_id, o.id, o.number, o.supplier_id, o.ordered_on, o.currency", "purchase_order o", false,
		func(r *orderPageRow) []string { return r.SortKeys }, func(r *orderPageRow) orderRow { return r.orderRow })
	if err != nil {
		return none, err
	}
	orders, err := db.completeOrders(ctx, heads.Items, now)
	return domain.Page[*domain.PurchaseOrder]{Items: orders, Cursors: heads.Cursors, HasNext: heads.HasNext, HasPrevious: heads.HasPrevious}, err
}

// PurchaseOrdersByID reads these orders, as far as scope sees them.
func (db *DB) PurchaseOrdersByID(ctx context.Context, scope domain.Scope, ids []domain.ID, now time.Time) ([]*domain.PurchaseOrder, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT t.* FROM purchase_order t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load orders: %w", err)
	}
	var heads []orderRow
	if err := collect(&heads)(rows); err != nil {
		return nil, fmt.Errorf("load orders: %w", err)
	}
	return db.completeOrders(ctx, heads, now)
}

// completeOrders adds lines and suppliers, in one round trip.
func (db *DB) completeOrders(ctx context.Context, heads []orderRow, now time.Time) ([]*domain.PurchaseOrder, error) {
	var ids []domain.ID
	var suppliers []string
	for _, h := range heads {
		ids = append(ids, domain.ID{Entity: h.EntityID, UUID: h.ID})
		suppliers = append(suppliers, h.SupplierID.String())
	}
	entities, uuids := split(ids)
	batch := &pgx.Batch{}
	var lines []orderLineRow
	var sellers []supplierRow
	batch.Queue(`SELECT t.* FROM po_line t`+keyed+`t.order_id = k.u ORDER BY t.order_id, t.number`, entities, uuids).Query(collect(&lines))
	batch.Queue(`SELECT * FROM supplier WHERE id = ANY($1::uuid[])`, suppliers).Query(collect(&sellers))
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("load order lines: %w", err)
	}
	byID := map[domain.UUID]*domain.Supplier{}
	for i := range sellers {
		byID[sellers[i].ID] = sellers[i].record()
	}
	assembled := assembleOrders(heads, lines, now)
	orders := make([]*domain.PurchaseOrder, len(assembled))
	for i := range assembled {
		orders[i] = &assembled[i]
		orders[i].Supplier = byID[assembled[i].SupplierID]
	}
	return orders, nil
}

// Policies reads every policy with its version in force.
func (db *DB) Policies(ctx context.Context) ([]*domain.Policy, error) {
	return db.policies(ctx, `v.state = 'ACTIVE'`)
}

// PolicyVersions reads these versions, whatever their state.
func (db *DB) PolicyVersions(ctx context.Context, ids []domain.UUID) ([]*domain.PolicyVersion, error) {
	found, err := db.policies(ctx, `v.id = ANY($1::uuid[])`, ids)
	versions := make([]*domain.PolicyVersion, len(found))
	for i := range found {
		versions[i] = found[i].Active
	}
	return versions, err
}

func (db *DB) policies(ctx context.Context, where string, args ...any) ([]*domain.Policy, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT p.id, p.key, p.kind, p.name, v.id, v.number, v.state, v.active_from, v.currency, v.rows, v.tolerance
		FROM policy p JOIN policy_version v ON v.policy_key = p.key WHERE `+where+` ORDER BY p.key`, args...)
	if err != nil {
		return nil, fmt.Errorf("load policies: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (*domain.Policy, error) {
		p := &domain.Policy{ID: domain.ID{Kind: domain.NodePolicy}, Active: &domain.PolicyVersion{ID: domain.ID{Kind: domain.NodePolicyVersion}}}
		v := p.Active
		var table, tolerance []byte
		err := row.Scan(&p.ID.UUID, &p.Key, &p.Kind, &p.Name, &v.ID.UUID, &v.Number, &v.State, &v.From, &v.Currency, &table, &tolerance)
		if err != nil {
			return nil, err
		}
		v.Policy, v.From = p.Key, utc(v.From)
		if err := json.Unmarshal(table, &v.Rows); err != nil {
			return nil, err
		}
		if tolerance != nil {
			err = json.Unmarshal(tolerance, &v.Tolerance)
		}
		return p, err
	})
}

// SupplierByNumber is a supplier by its number in the master, nil when there is none.
func (db *DB) SupplierByNumber(ctx context.Context, number string) (*domain.Supplier, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM supplier WHERE number = $1`, number)
	if err != nil {
		return nil, fmt.Errorf("load supplier: %w", err)
	}
	var found []supplierRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load supplier: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return found[0].record(), nil
}
