package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Foundation is what an empty database is given first: who the group is and what its rules are.
type Foundation struct {
	Currency    domain.Currency // of the group
	Entities    []domain.Entity // parents before children
	People      []domain.User   // managers before those they manage
	Roles       []domain.Role
	Grants      []domain.Grant
	Rules       []domain.DutyRule
	Mitigations []domain.Mitigation
	Bundles     []domain.EmergencyBundle
	Centers     []domain.CostCenter
	Accounts    []domain.Account
	Suppliers   []domain.Supplier
	Periods     []domain.Period
	Rates       []domain.Rate
	Policies    []domain.Policy // each with the version in force
}

// Past is a piece of history: orders with what arrived, the invoices that name them, and files that became none.
type Past struct {
	Orders   []domain.PurchaseOrder
	Receipts []domain.Receipt
	Invoices []domain.History
	Files    []domain.Received
}

// Counter is the last human key of a prefix that an entity has given out in a year.
type Counter struct {
	Entity domain.EntityID
	Prefix string
	Year   int
	Last   int64
}

// IsEmpty says whether nothing was ever loaded: there is no legal entity.
func (db *DB) IsEmpty(ctx context.Context) (bool, error) {
	var there bool
	err := db.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM entity)`).Scan(&there)
	return !there, wrap("look for entities", err)
}

// LoadFoundation copies reference data into an empty database, in one transaction.
func (db *DB) LoadFoundation(ctx context.Context, f *Foundation) error {
	err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		for _, table := range f.tables() {
			if err := table.copy(ctx, tx); err != nil {
				return err
			}
		}
		instants := f.recorded()
		_, err := tx.Exec(ctx, `
			WITH w AS (UPDATE world SET group_currency = $1, authz = authz + $2, directory = directory + 1 RETURNING authz)
			INSERT INTO rulebook (version, recorded_at)
			SELECT w.authz - $2 + t.place, t.at FROM w, unnest($3::timestamptz[]) WITH ORDINALITY AS t (at, place)`,
			string(f.Currency), len(instants), instants)
		return err
	})
	return wrap("load foundation", err)
}

// recorded are the instants at which rows of the rulebook say that they were recorded, in order: each is a version.
func (f *Foundation) recorded() []time.Time {
	var instants []time.Time
	for i := range f.Grants {
		instants = append(instants, f.Grants[i].Record.From)
	}
	for i := range f.Mitigations {
		instants = append(instants, f.Mitigations[i].Record.From)
	}
	instants = slices.DeleteFunc(instants, time.Time.IsZero)
	if len(instants) == 0 {
		return []time.Time{time.Now()}
	}
	slices.SortFunc(instants, time.Time.Compare)
	return slices.CompactFunc(instants, time.Time.Equal)
}

// LoadPast copies a piece of history, in one transaction: events, tasks and inboxes included. Pieces may be of any size;
// some hundred invoices each keep memory small and the copying quick.
// Errors: the refusal of whatever constraint a row breaks.
func (db *DB) LoadPast(ctx context.Context, p *Past) error {
	r := pastRows(p)
	err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if err := r.makePartitions(ctx, tx); err != nil {
			return err
		}
		for _, table := range r.tables() {
			if err := table.copy(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	return refusalOf(wrap("load history", err))
}

// FinishLoad writes what is only known in the end, budgets with what is committed and the counters of human keys, and
// lets the planner look at what was loaded.
func (db *DB) FinishLoad(ctx context.Context, budgets []domain.Budget, counters []Counter, at time.Time) error {
	err := pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		rows := make([]budgetRow, len(budgets))
		for i, b := range budgets {
			rows[i] = budgetRow{EntityID: b.Entity, ID: b.ID, CenterCode: b.CenterCode, Year: b.Year,
				Amount: b.Amount.Minor, Committed: b.Committed.Minor, UpdatedAt: at}
		}
		if err := copyOf(rows).copy(ctx, tx); err != nil {
			return err
		}
		last := listed("key_counter", counters, []string{"entity_id", "id", "prefix", "year", "last"}, func(c *Counter) []any {
			return []any{c.Entity, keyCounterID(c.Entity, c.Prefix, c.Year), c.Prefix, c.Year, c.Last}
		})
		return last.copy(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("finish load: %w", err)
	}
	return db.analyse(ctx)
}

// keyCounterID is the same as NextKey's.
func keyCounterID(entity domain.EntityID, prefix string, year int) domain.UUID {
	return domain.UUIDOf("key", strconv.Itoa(int(entity)), prefix, strconv.Itoa(year))
}

// analyse updates the planner's statistics. Only owners of the tables may; for a login that owns none Postgres warns and
// its own housekeeping does it later.
func (db *DB) analyse(ctx context.Context) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("analyse: %w", err)
	}
	defer conn.Release()
	for _, statement := range []string{`SET ROLE NONE`, `ANALYZE`, `SET ROLE ` + AppRole} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			_ = conn.Conn().Close(context.WithoutCancel(ctx)) // never back into the pool with another role
			return fmt.Errorf("analyse: %w", err)
		}
	}
	return nil
}
