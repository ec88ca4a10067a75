package store

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// Upserts of master data by natural key. Rows that are there already and equal are left alone; changed counts the others.
// What names something that is not on file is a violation of its row, and then nothing may be kept: the caller rolls back.

// Loaded is what came of a load.
type Loaded struct {
	Changed int              // rows that were added or differ now
	Touched []domain.Touched // suppliers or orders to which that happened, each once
}

// UpsertSuppliers adds or changes suppliers by number. Bank accounts of the rows take the place of those on file, but one
// that was confirmed stays so. A changed supplier's version counts up.
func (tx *Tx) UpsertSuppliers(ctx context.Context, rows []domain.Supplier, at time.Time) (loaded Loaded, err error) {
	for _, part := range chunks(rows) {
		known, err := tx.suppliersByNumber(ctx, part)
		if err != nil {
			return loaded, err
		}
		list := make([]supplierRow, len(part))
		for i := range part {
			one := part[i]
			one.ID.UUID, one.Version, one.UpdatedAt = domain.UUIDOf("supplier", one.Number), 1, at
			if old := known[one.Number]; old != nil {
				one.ID.UUID = old.ID
				one.BankAccounts = keepConfirmed(one.BankAccounts, old.BankAccounts)
			} else {
				one.BankAccounts = keepConfirmed(one.BankAccounts, nil)
			}
			list[i] = supplierToRow(&one)
		}
		var kept []struct {
			ID      domain.UUID
			Version int
		}
		err = tx.bun.NewInsert().Model(&list).
			On("CONFLICT (number) DO UPDATE").Set("version = supplier_row.version + 1, updated_at = EXCLUDED.updated_at").
			Set("name = EXCLUDED.name, name_fold = EXCLUDED.name_fold, country = EXCLUDED.country, tax_ids = EXCLUDED.tax_ids").
			Set("status = EXCLUDED.status, risk = EXCLUDED.risk, payment_term_days = EXCLUDED.payment_term_days").
			Set("default_account = EXCLUDED.default_account, default_center = EXCLUDED.default_center, bank_accounts = EXCLUDED.bank_accounts").
			Where("(supplier_row.name, supplier_row.country, supplier_row.tax_ids, supplier_row.status, supplier_row.risk, supplier_row.payment_term_days, "+
				"supplier_row.default_account, supplier_row.default_center, supplier_row.bank_accounts) IS DISTINCT FROM (EXCLUDED.name, "+
				"EXCLUDED.country, EXCLUDED.tax_ids, EXCLUDED.status, EXCLUDED.risk, EXCLUDED.payment_term_days, "+
				"EXCLUDED.default_account, EXCLUDED.default_center, EXCLUDED.bank_accounts)").
			Returning("id, version").Scan(ctx, &kept)
		if err != nil {
			return loaded, fmt.Errorf("load suppliers: %w", err)
		}
		versions := make(map[domain.UUID]int, len(kept))
		for _, k := range kept {
			versions[k.ID] = k.Version
		}
		for i := range list {
			if version, moved := versions[list[i].ID]; moved {
				loaded.Touched = append(loaded.Touched, touchedSupplier(&list[i], known[list[i].Number], version))
			}
		}
	}
	loaded.Changed = len(loaded.Touched)
	return loaded, nil
}

// touchedSupplier says which side of a supplier moved; old is nil for one that is new.
func touchedSupplier(now, old *supplierRow, version int) domain.Touched {
	t := domain.Touched{
		ID: domain.ID{Kind: domain.NodeSupplier, UUID: now.ID}, Number: now.Number, Counterparty: now.ID, Version: version,
		Details: true, Bank: len(now.BankAccounts) > 0,
	}
	if old != nil {
		t.Bank = !slices.Equal(accountsOf(now), accountsOf(old))
		same := *old
		same.BankAccounts, same.Version, same.UpdatedAt = now.BankAccounts, now.Version, now.UpdatedAt
		t.Details = !reflect.DeepEqual(same, *now)
	}
	return t
}

func accountsOf(s *supplierRow) []string {
	list := make([]string, len(s.BankAccounts))
	for i, b := range s.BankAccounts {
		list[i] = b.Account
	}
	slices.Sort(list)
	return list
}

// keepConfirmed carries over when accounts on file were confirmed.
func keepConfirmed(stated, onFile []domain.BankDetail) []domain.BankDetail {
	out := make([]domain.BankDetail, len(stated))
	for i, b := range stated {
		out[i] = b
		out[i].VerifiedAt = nil
		for _, known := range onFile {
			if known.Account == b.Account {
				out[i].VerifiedAt = known.VerifiedAt
			}
		}
	}
	return out
}

// suppliersByNumber locks the suppliers that rows are about.
func (tx *Tx) suppliersByNumber(ctx context.Context, rows []domain.Supplier) (map[string]*supplierRow, error) {
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.Number
	}
	var known []supplierRow
	err := tx.bun.NewSelect().Model(&known).Where("number IN (?)", bun.List(numbers)).Order("number").For("UPDATE").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up suppliers: %w", err)
	}
	byNumber := make(map[string]*supplierRow, len(known))
	for i := range known {
		byNumber[known[i].Number] = &known[i]
	}
	return byNumber, nil
}

// rateRow is a row of exchange_rate.
type rateRow struct {
	bun.BaseModel `bun:"table:exchange_rate,alias:exchange_rate"`
	From          domain.Currency `bun:"from_currency,pk"`
	To            domain.Currency `bun:"to_currency,pk"`
	Day           domain.Date     `bun:",pk"`
	Rate          domain.Decimal  `bun:"type:numeric"`
	Source        string
}

// UpsertRates adds or changes exchange rates by pair and day.
func (tx *Tx) UpsertRates(ctx context.Context, rows []domain.Rate) (changed int, err error) {
	for _, part := range chunks(rows) {
		list := make([]rateRow, len(part))
		for i, r := range part {
			list[i] = rateRow{From: r.From, To: r.To, Day: r.On, Rate: r.Rate, Source: r.Source}
		}
		n, err := rowsOf(tx.bun.NewInsert().Model(&list).
			On("CONFLICT (from_currency, to_currency, day) DO UPDATE").Set("rate = EXCLUDED.rate, source = EXCLUDED.source").
			Where("(exchange_rate.rate, exchange_rate.source) IS DISTINCT FROM (EXCLUDED.rate, EXCLUDED.source)").Exec(ctx))
		if err != nil {
			return changed, fmt.Errorf("load rates: %w", err)
		}
		changed += n
	}
	return changed, nil
}

// references are what rows name by code, and how it is kept.
type references struct {
	entities map[string]domain.EntityID
	codes    map[domain.EntityID]string
	broken   domain.Violations
}

func (tx *Tx) references(ctx context.Context) (*references, error) {
	r := &references{entities: map[string]domain.EntityID{}, codes: map[domain.EntityID]string{}}
	rows, err := tx.bun.Tx.QueryContext(ctx, `SELECT number, code FROM entity`)
	if err != nil {
		return nil, fmt.Errorf("look up entities: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var number domain.EntityID
		var code string
		if err := rows.Scan(&number, &code); err != nil {
			return nil, fmt.Errorf("look up entities: %w", err)
		}
		r.entities[code], r.codes[number] = number, code
	}
	return r, wrap("look up entities", rows.Err())
}

// entity is the number of an entity; a code that is not on file is kept as a fault of the row.
func (r *references) entity(row int, code string) domain.EntityID {
	number := r.entities[code]
	if number == 0 {
		r.unknown(row, "entity", "There is no entity %s.", code)
	}
	return number
}

// unknown keeps that a row names what is not on file.
func (r *references) unknown(row int, column, format string, args ...any) {
	r.broken.Add(fmt.Sprintf("row %d, column %s", row, column), "known", "Row %d, %s: "+format, append([]any{row, column}, args...)...)
}

// moveDirectory tells every process that people, entities, centres or accounts have changed; and, when entities did, that
// roles must be read anew, for grants name entities.
func (tx *Tx) moveDirectory(ctx context.Context, entities bool) error {
	statement := `UPDATE world SET directory = directory + 1`
	if entities {
		statement += `, authz = authz + 1`
	}
	_, err := tx.bun.Tx.ExecContext(ctx, statement)
	return wrap("move the directory's version", err)
}

// upsertChunk bounds one statement: Bun writes every value into its text.
const upsertChunk = 1000

func chunks[T any](rows []T) [][]T {
	var parts [][]T
	for len(rows) > upsertChunk {
		parts, rows = append(parts, rows[:upsertChunk]), rows[upsertChunk:]
	}
	if len(rows) > 0 {
		parts = append(parts, rows)
	}
	return parts
}

func rowsOf(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
