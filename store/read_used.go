package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// What a decision looks at of duties used is read by the same statements when somebody asks what the decision would be.

// LoadUsed finds the orders that the invoice is linked to, and the duties used on all its chains.
func (db *DB) LoadUsed(ctx context.Context, inv *domain.Invoice) error {
	return loadUsed(ctx, db.bun, inv)
}

// Used are the duties that anybody used on the chains of a record.
func (db *DB) Used(ctx context.Context, facts domain.Facts) ([]domain.DutyUse, error) {
	return used(ctx, db.bun, facts)
}

func loadUsed(ctx context.Context, from bun.IDB, inv *domain.Invoice) (err error) {
	if inv.Linked, err = orderIDs(ctx, from, inv.ID.Entity, inv.OrderNumbers()); err != nil {
		return err
	}
	inv.Used, err = used(ctx, from, inv.Facts())
	return err
}

func orderIDs(ctx context.Context, from bun.IDB, entity domain.EntityID, numbers []string) (ids []domain.UUID, err error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	err = from.NewSelect().Table("purchase_order").Column("id").Where("entity_id = ? AND number IN (?)", entity, bun.List(numbers)).
		Order("id").Scan(ctx, &ids)
	return ids, wrap("find linked orders", err)
}

// used reads what was used on a record's chains. What is done for the group counts in every entity, and
// what is done in any of them counts for the group: a supplier's, or an entity's, chain is read in both.
func used(ctx context.Context, from bun.IDB, facts domain.Facts) ([]domain.DutyUse, error) {
	var entities []domain.EntityID
	if facts.Entity != 0 {
		entities = append(entities, facts.Entity)
	} else if err := from.NewSelect().Table("entity").Column("number").Scan(ctx, &entities); err != nil {
		return nil, fmt.Errorf("list entities: %w", err)
	}
	entities = append(entities, 0)
	chains := facts.Chains()
	for _, e := range entities {
		chains = append(chains, domain.EntityChain(e))
	}
	var rows []dutyRow
	err := from.NewSelect().Model(&rows).Where("entity_id IN (?) AND chain IN (?)", bun.List(entities), bun.List(chains)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load used duties: %w", err)
	}
	return mapped(rows, (*dutyRow).record), nil
}
