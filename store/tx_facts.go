package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"countersign/domain"
)

// supplierRow is a row of supplier.
type supplierRow struct {
	bun.BaseModel   `bun:"table:supplier" db:"-"`
	ID              domain.UUID `bun:",pk"`
	Version         int
	Number          string
	Name            string
	NameFold        string
	Country         string
	TaxIDs          []string `bun:"tax_ids,array" db:"tax_ids"`
	Status          string
	Risk            string
	PaymentTermDays int
	DefaultAccount  string
	DefaultCenter   string
	BankAccounts    []domain.BankDetail `bun:"type:jsonb"`
	UpdatedAt       time.Time
}

func (r *supplierRow) record() *domain.Supplier {
	return &domain.Supplier{
		ID:      domain.ID{Kind: domain.NodeSupplier, UUID: r.ID},
		Version: r.Version, Number: r.Number, Name: r.Name, Country: r.Country, TaxIDs: r.TaxIDs, Status: r.Status,
		Risk: r.Risk, PaymentTermDays: r.PaymentTermDays, DefaultAccount: r.DefaultAccount,
		DefaultCenter: r.DefaultCenter, BankAccounts: r.BankAccounts, UpdatedAt: r.UpdatedAt.UTC(),
	}
}

// Supplier is a supplier by id. Errors: NOT_FOUND.
func (tx *Tx) Supplier(ctx context.Context, id domain.UUID) (*domain.Supplier, error) {
	row := new(supplierRow)
	err := tx.bun.NewSelect().Model(row).Where("id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load supplier: %w", err)
	}
	return row.record(), nil
}

// RecogniseSupplier finds who bills by a folded tax number, else by the folded name; nil when nobody, or more than one,
// fits: a guess is worse than none.
func (tx *Tx) RecogniseSupplier(ctx context.Context, taxIDs []string, name string) (*domain.Supplier, error) {
	for _, try := range []struct {
		where string
		arg   any
		skip  bool
	}{
		{"tax_ids && ?", pgdialect.Array(taxIDs), len(taxIDs) == 0},
		{"name_fold = ?", domain.FoldName(name), domain.FoldName(name) == ""},
	} {
		if try.skip {
			continue
		}
		var rows []supplierRow
		if err := tx.bun.NewSelect().Model(&rows).Where(try.where, try.arg).Limit(2).Scan(ctx); err != nil {
			return nil, fmt.Errorf("look for supplier: %w", err)
		}
		if len(rows) == 1 {
			return rows[0].record(), nil
		}
	}
	return nil, nil
}

// Twins are other documents in force of the same payee with the same normalised number, or with the same amount on the
// same day; at most 20.
func (tx *Tx) Twins(ctx context.Context, inv *domain.Invoice) ([]*domain.Invoice, error) {
	var rows []invoiceRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND payee = ?", inv.ID.Entity, inv.Payee()).
		Where("number_norm = ? OR (gross_minor = ? AND currency = ? AND issued_on = ?)",
			inv.NumberNorm, minor(inv.Gross), inv.Currency, inv.IssuedOn).
		Where("id <> ? AND state NOT IN ('CANCELLED', 'REJECTED')", inv.ID.UUID).
		Order("received_at").Limit(20).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for twins: %w", err)
	}
	twins := make([]*domain.Invoice, len(rows))
	for i := range rows {
		twins[i] = rows[i].record()
	}
	return twins, nil
}

// OrdersByNumber loads these orders of an entity with their lines, locked in a fixed order: whoever matches against
// them sees what others have claimed.
func (tx *Tx) OrdersByNumber(ctx context.Context, entity domain.EntityID, numbers []string, now time.Time) ([]domain.PurchaseOrder, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	var heads []orderRow
	err := tx.bun.NewSelect().Model(&heads).Where("entity_id = ? AND number IN (?)", entity, bun.List(numbers)).
		Order("id").For("UPDATE").Scan(ctx)
	if err != nil || len(heads) == 0 {
		return nil, wrap("load orders", err)
	}
	ids := make([]domain.UUID, len(heads))
	for i := range heads {
		ids[i] = heads[i].ID
	}
	var lines []orderLineRow
	err = tx.bun.NewSelect().Model(&lines).Where("entity_id = ? AND order_id IN (?)", entity, bun.List(ids)).Order("order_id", "number").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load order lines: %w", err)
	}
	return assembleOrders(heads, lines, now), nil
}

// LockOrders locks these orders of an entity in the order in which OrdersByNumber does.
func (tx *Tx) LockOrders(ctx context.Context, entity domain.EntityID, numbers []string) error {
	if len(numbers) == 0 {
		return nil
	}
	_, err := tx.bun.NewSelect().Table("purchase_order").Column("id").Where("entity_id = ? AND number IN (?)", entity, bun.List(numbers)).
		Order("id").For("UPDATE").Exec(ctx)
	return wrap("lock orders", err)
}

// ClaimOrders counts billed quantities on order lines: sign 1 when an invoice is routed, -1 when it falls away. The
// orders must be locked.
func (tx *Tx) ClaimOrders(ctx context.Context, inv *domain.Invoice, lines []domain.LineMatch, sign int) error {
	var ids, quantities []string
	for _, l := range lines {
		if l.PoLine == nil || l.Quantity == nil {
			continue
		}
		ids, quantities = append(ids, l.PoLine.ID.UUID.String()), append(quantities, l.Quantity.After.String())
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.bun.Tx.ExecContext(ctx, `
		UPDATE po_line p SET invoiced = p.invoiced + $2 * c.quantity
		FROM (SELECT id, sum(quantity) AS quantity FROM unnest($3::uuid[], $4::numeric[]) AS b (id, quantity) GROUP BY id) c
		WHERE p.entity_id = $1 AND p.id = c.id`,
		inv.ID.Entity, sign, ids, quantities)
	if err != nil {
		return fmt.Errorf("claim order lines: %w", err)
	}
	return nil
}

// Budgets loads the budgets of these centres in a year.
func (tx *Tx) Budgets(ctx context.Context, entity *domain.Entity, centers []string, year int) ([]domain.Budget, error) {
	if len(centers) == 0 {
		return nil, nil
	}
	var rows []budgetRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND year = ? AND center_code IN (?)", entity.Number, year, bun.List(centers)).
		Order("center_code").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load budgets: %w", err)
	}
	list := make([]domain.Budget, len(rows))
	for i, r := range rows {
		list[i] = domain.Budget{
			ID: r.ID, Entity: r.EntityID, CenterCode: r.CenterCode, Year: r.Year,
			Amount: domain.NewMoney(r.Amount, entity.Base), Committed: domain.NewMoney(r.Committed, entity.Base),
		}
	}
	return list, nil
}

// CommitBudget counts what an invoice takes of each budget: sign 1 when it is routed, -1 when it falls away.
func (tx *Tx) CommitBudget(ctx context.Context, entity domain.EntityID, year int, checks []domain.BudgetCheck, sign int64, at time.Time) error {
	for _, c := range checks {
		_, err := tx.bun.Tx.ExecContext(ctx, `
			UPDATE budget SET committed = committed + $4, updated_at = $5 WHERE entity_id = $1 AND center_code = $2 AND year = $3`,
			entity, c.CenterCode, year, sign*(c.Left.Minor-c.After.Minor), at)
		if err != nil {
			return fmt.Errorf("commit budget: %w", err)
		}
	}
	return nil
}

// Periods loads an entity's periods that end on or after day, earliest first.
func (tx *Tx) Periods(ctx context.Context, entity domain.EntityID, day domain.Date) ([]domain.Period, error) {
	var rows []periodRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND last_day >= ?", entity, day).Order("first_day").Limit(60).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load periods: %w", err)
	}
	list := make([]domain.Period, len(rows))
	for i, r := range rows {
		list[i] = domain.Period{ID: r.ID, Entity: r.EntityID, Year: r.Year, Number: r.Number, First: r.FirstDay, Last: r.LastDay, State: r.State}
	}
	return list, nil
}

// RateOn is the newest rate on or before day, nil when there is none.
func (tx *Tx) RateOn(ctx context.Context, from, to domain.Currency, day domain.Date) (*domain.Rate, error) {
	if from == to {
		return &domain.Rate{From: from, To: to, On: day, Rate: domain.NewDecimal(1, 0)}, nil
	}
	r := domain.Rate{From: from, To: to}
	err := tx.bun.Tx.QueryRowContext(ctx, `
		SELECT day, rate::text, source FROM exchange_rate
		WHERE from_currency = $1 AND to_currency = $2 AND day <= $3 ORDER BY day DESC LIMIT 1`,
		string(from), string(to), day).Scan(&r.On, &r.Rate, &r.Source)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &r, wrap("load rate", err)
}

// ActivePolicy is the version of a policy in force. Errors: NOT_FOUND when none is.
func (tx *Tx) ActivePolicy(ctx context.Context, key string) (*domain.PolicyVersion, error) {
	var id domain.UUID
	var v domain.PolicyVersion
	var rows, tolerance []byte
	err := tx.bun.Tx.QueryRowContext(ctx, `
		SELECT id, number, active_from, currency, rows, tolerance FROM policy_version WHERE policy_key = $1 AND state = 'ACTIVE'`, key).
		Scan(&id, &v.Number, &v.From, &v.Currency, &rows, &tolerance)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load policy: %w", err)
	}
	v.ID, v.Policy, v.State = domain.ID{Kind: domain.NodePolicyVersion, UUID: id}, key, "ACTIVE"
	if err := json.Unmarshal(rows, &v.Rows); err != nil {
		return nil, fmt.Errorf("read policy %s: %w", key, err)
	}
	if tolerance != nil {
		if err := json.Unmarshal(tolerance, &v.Tolerance); err != nil {
			return nil, fmt.Errorf("read policy %s: %w", key, err)
		}
	}
	return &v, nil
}

func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
