package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// centerRow is a row of cost_center.
type centerRow struct {
	bun.BaseModel `bun:"table:cost_center,alias:cost_center"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Code          string
	Name          string
	Owner         domain.UUID
}

// accountRow is a row of account.
type accountRow struct {
	bun.BaseModel `bun:"table:account,alias:account"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Code          string
	Name          string
	Kind          string
}

// UpsertEntities adds or changes legal entities by code. New ones get the next numbers, in the order of the rows.
// Errors: INVALID with every violation: a parent that is not there or a ring of parents, another base currency than the
// one in which books are kept already.
func (tx *Tx) UpsertEntities(ctx context.Context, rows []domain.EntityRow) (changed int, err error) {
	if _, err := tx.bun.Tx.ExecContext(ctx, `LOCK TABLE entity IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return 0, fmt.Errorf("lock entities: %w", err)
	}
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	next := domain.EntityID(0)
	for number := range refs.codes {
		next = max(next, number)
	}
	for _, r := range rows {
		if refs.entities[r.Entity.Code] == 0 {
			next++
			refs.entities[r.Entity.Code], refs.codes[next] = next, r.Entity.Code
		}
	}
	fresh := map[string]bool{}
	for _, r := range rows {
		if fresh[r.Entity.Code], err = tx.addEntity(ctx, refs, r); err != nil {
			return changed, err
		}
	}
	for _, r := range rows { // by now every parent of the file is there
		n, err := tx.saveEntity(ctx, refs, r)
		if err != nil {
			return changed, err
		}
		if fresh[r.Entity.Code] {
			n = 1
		}
		changed += n
	}
	if err := tx.refuseRings(ctx, refs); err != nil {
		return changed, err
	}
	if err := refs.broken.Err(); err != nil || changed == 0 {
		return changed, err
	}
	return changed, tx.moveDirectory(ctx, true)
}

// addEntity adds an entity that is not there, without its parent, and says whether it did.
func (tx *Tx) addEntity(ctx context.Context, refs *references, r domain.EntityRow) (bool, error) {
	e := r.Entity
	n, err := rowsOf(tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO entity (number, code, name, country, base, time_zone) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (code) DO NOTHING`,
		refs.entities[e.Code], e.Code, e.Name, e.Country, string(e.Base), e.TimeZone))
	if err != nil {
		return false, fmt.Errorf("add entity %s: %w", e.Code, err)
	}
	return n == 1, nil
}

// saveEntity writes what may change of an entity.
func (tx *Tx) saveEntity(ctx context.Context, refs *references, r domain.EntityRow) (int, error) {
	e := r.Entity
	var base domain.Currency
	if err := tx.bun.Tx.QueryRowContext(ctx, `SELECT base FROM entity WHERE code = $1`, e.Code).Scan(&base); err != nil {
		return 0, fmt.Errorf("load entity %s: %w", e.Code, err)
	}
	if base != e.Base {
		refs.broken.Add(fmt.Sprintf("row %d, column currency", r.Row), "fixed",
			"Row %d, currency: the books of %s are kept in %s, which cannot be changed.", r.Row, e.Code, base)
		return 0, nil
	}
	parent := refs.entities[r.Parent]
	if r.Parent != "" && parent == 0 {
		refs.unknown(r.Row, "parent", "There is no entity %s.", r.Parent)
		return 0, nil
	}
	n, err := rowsOf(tx.bun.Tx.ExecContext(ctx, `
		UPDATE entity SET name = $2, country = $3, time_zone = $4, parent = $5, tax_ids = $6::text[], workdays = $7::integer[]
		WHERE code = $1 AND (name, country, time_zone, parent, tax_ids, workdays)
			IS DISTINCT FROM ($2, $3, $4, $5::integer, $6::text[], $7::integer[])`,
		e.Code, e.Name, e.Country, e.TimeZone, orNull(parent), e.TaxIDs, e.Workdays))
	if err != nil {
		return 0, fmt.Errorf("save entity %s: %w", e.Code, err)
	}
	return n, nil
}

// refuseRings looks for entities that stand above themselves.
func (tx *Tx) refuseRings(ctx context.Context, refs *references) error {
	var ring *string
	err := tx.bun.Tx.QueryRowContext(ctx, `
		WITH RECURSIVE up AS (
			SELECT number AS start, parent FROM entity WHERE parent IS NOT NULL
			UNION SELECT up.start, e.parent FROM up JOIN entity e ON e.number = up.parent WHERE e.parent IS NOT NULL)
		SELECT min(e.code) FROM up JOIN entity e ON e.number = up.start WHERE up.start = up.parent`).Scan(&ring)
	if err != nil {
		return fmt.Errorf("look for rings of entities: %w", err)
	}
	if ring != nil {
		refs.broken.Add("parent", "ring", "Entity %s would stand above itself.", *ring)
	}
	return nil
}

// UpsertCostCenters adds or changes cost centres by entity and code.
// Errors: INVALID with every violation: an entity or owner that is not on file.
func (tx *Tx) UpsertCostCenters(ctx context.Context, rows []domain.CostCenterRow) (changed int, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	people, err := tx.idsBy(ctx, `SELECT email, id FROM person WHERE active`)
	if err != nil {
		return 0, err
	}
	list := make([]centerRow, len(rows))
	for i, r := range rows {
		list[i] = centerRow{EntityID: refs.entity(r.Row, r.Entity), ID: domain.UUIDOf("center", r.Entity, r.Code), Code: r.Code, Name: r.Name}
		if r.Owner == "" {
			continue
		}
		if list[i].Owner = people[r.Owner]; list[i].Owner.IsZero() {
			refs.unknown(r.Row, "owner", "Nobody who works here has the address %s.", r.Owner)
		}
	}
	if err := refs.broken.Err(); err != nil {
		return 0, err
	}
	for _, part := range chunks(list) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, code) DO UPDATE").
			Set("name = EXCLUDED.name, owner = EXCLUDED.owner").
			Where("(cost_center.name, cost_center.owner) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.owner)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load cost centres: %w", err)
		}
		changed += n
	}
	if changed == 0 {
		return 0, nil
	}
	return changed, tx.moveDirectory(ctx, false)
}

// UpsertAccounts adds or changes ledger accounts by entity and code.
// Errors: INVALID with every violation: an entity that is not on file.
func (tx *Tx) UpsertAccounts(ctx context.Context, rows []domain.AccountRow) (changed int, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	list := make([]accountRow, len(rows))
	for i, r := range rows {
		list[i] = accountRow{EntityID: refs.entity(r.Row, r.Entity), ID: domain.UUIDOf("account", r.Entity, r.Code), Code: r.Code, Name: r.Name, Kind: r.Kind}
	}
	if err := refs.broken.Err(); err != nil {
		return 0, err
	}
	for _, part := range chunks(list) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, code) DO UPDATE").
			Set("name = EXCLUDED.name, kind = EXCLUDED.kind").
			Where("(account.name, account.kind) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.kind)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load accounts: %w", err)
		}
		changed += n
	}
	if changed == 0 {
		return 0, nil
	}
	return changed, tx.moveDirectory(ctx, false)
}

// UpsertBudgets adds or changes budgets by entity, cost centre and year. What is committed stays.
// Errors: INVALID with every violation: an entity or cost centre that is not on file, an amount finer than the currency.
func (tx *Tx) UpsertBudgets(ctx context.Context, rows []domain.BudgetRow, at time.Time) (changed int, err error) {
	refs, err := tx.references(ctx)
	if err != nil {
		return 0, err
	}
	centers, err := tx.idsBy(ctx, `SELECT entity_id || ' ' || code, id FROM cost_center`)
	if err != nil {
		return 0, err
	}
	bases, err := tx.textsBy(ctx, `SELECT code, base FROM entity`)
	if err != nil {
		return 0, err
	}
	list := make([]budgetRow, len(rows))
	for i, r := range rows {
		entity := refs.entity(r.Row, r.Entity)
		if entity != 0 && centers[fmt.Sprintf("%d %s", entity, r.CostCenter)].IsZero() {
			refs.unknown(r.Row, "cost_center", "%s has no cost centre %s.", r.Entity, r.CostCenter)
		}
		amount := domain.Money{}
		if entity != 0 {
			if amount, err = domain.MoneyOf(r.Amount, domain.Currency(bases[r.Entity])); err != nil {
				refs.broken.Add(fmt.Sprintf("row %d, column amount", r.Row), "precision",
					"Row %d, amount: %s has more decimals than %s has.", r.Row, r.Amount, bases[r.Entity])
			}
		}
		list[i] = budgetRow{EntityID: entity, ID: domain.UUIDOf("budget", r.Entity, r.CostCenter, strconv.Itoa(r.Year)),
			CenterCode: r.CostCenter, Year: r.Year, Amount: amount.Minor, UpdatedAt: at}
	}
	if err := refs.broken.Err(); err != nil {
		return 0, err
	}
	for _, part := range chunks(list) {
		n, err := rowsOf(tx.bun.NewInsert().Model(&part).On("CONFLICT (entity_id, center_code, year) DO UPDATE").
			Set("amount = EXCLUDED.amount, updated_at = EXCLUDED.updated_at").Where("budget_row.amount <> EXCLUDED.amount").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load budgets: %w", err)
		}
		changed += n
	}
	return changed, nil
}

// idsBy reads a text and the id that it stands for.
func (tx *Tx) idsBy(ctx context.Context, query string) (map[string]domain.UUID, error) {
	found := map[string]domain.UUID{}
	rows, err := tx.bun.Tx.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("look up ids: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key string
		var id domain.UUID
		if err := rows.Scan(&key, &id); err != nil {
			return nil, fmt.Errorf("look up ids: %w", err)
		}
		found[key] = id
	}
	return found, wrap("look up ids", rows.Err())
}

func (tx *Tx) textsBy(ctx context.Context, query string, args ...any) (map[string]string, error) {
	found := map[string]string{}
	rows, err := tx.bun.Tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("look up codes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, fmt.Errorf("look up codes: %w", err)
		}
		found[key] = value
	}
	return found, wrap("look up codes", rows.Err())
}
