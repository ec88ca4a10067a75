package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"countersign/domain"
)

// InvoiceForUpdate locks the invoice and loads all that a decision about it needs: lines, details, duties used on its
// chain, tasks and standing decisions of its round. version 0 takes it as it stands.
// Errors: NOT_FOUND; STALE when version is not the stored one.
func (tx *Tx) InvoiceForUpdate(ctx context.Context, id domain.ID, version int) (*domain.Invoice, error) {
	row := new(invoiceRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).For("UPDATE").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, notFound()
	case err != nil:
		return nil, fmt.Errorf("lock invoice: %w", err)
	}
	if version != 0 && row.Version != version {
		return nil, Stale(row.Version)
	}
	inv := row.record()
	for _, load := range []func(context.Context, *domain.Invoice) error{tx.loadLines, tx.loadDetail, tx.LoadUsed, tx.loadTasks} {
		if err := load(ctx, inv); err != nil {
			return nil, err
		}
	}
	return inv, nil
}

func (tx *Tx) loadLines(ctx context.Context, inv *domain.Invoice) error {
	var rows []lineRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND invoice_id = ?", inv.ID.Entity, inv.ID.UUID).
		Order("number").Scan(ctx)
	if err != nil {
		return fmt.Errorf("load lines: %w", err)
	}
	inv.Lines = make([]domain.InvoiceLine, len(rows))
	for i := range rows {
		inv.Lines[i] = rows[i].record(inv.Currency)
	}
	return nil
}

func (tx *Tx) loadDetail(ctx context.Context, inv *domain.Invoice) error {
	row := new(detailRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", inv.ID.Entity, inv.ID.UUID).Scan(ctx)
	if err != nil {
		return fmt.Errorf("load details: %w", err)
	}
	inv.Taxes, inv.Fields, inv.Orders, inv.Findings = row.Taxes, row.Fields, row.Orders, row.Findings
	return nil
}

// LoadUsed finds the orders that the invoice is linked to, and the duties used on all its chains.
func (tx *Tx) LoadUsed(ctx context.Context, inv *domain.Invoice) error {
	return loadUsed(ctx, tx.bun, inv)
}

func (tx *Tx) loadTasks(ctx context.Context, inv *domain.Invoice) error {
	var rows []taskRow
	err := tx.bun.NewSelect().Model(&rows).
		Where("entity_id = ? AND invoice_id = ? AND round = ?", inv.ID.Entity, inv.ID.UUID, inv.Round).
		Order("step", "id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("load tasks: %w", err)
	}
	var decided []decisionRow
	err = tx.bun.NewSelect().Model(&decided).
		Where("entity_id = ? AND invoice_id = ? AND round = ? AND standing", inv.ID.Entity, inv.ID.UUID, inv.Round).Scan(ctx)
	if err != nil {
		return fmt.Errorf("load decisions: %w", err)
	}
	inv.Tasks = make([]*domain.Task, len(rows))
	for i := range rows {
		inv.Tasks[i] = rows[i].record()
		for j := range decided {
			if decided[j].TaskID == rows[i].ID {
				inv.Tasks[i].Decision = decided[j].record()
			}
		}
	}
	return nil
}

// InsertInvoice adds the invoice with its lines and details.
// Errors: DUPLICATE when a twin is in force.
func (tx *Tx) InsertInvoice(ctx context.Context, inv *domain.Invoice) error {
	if _, err := tx.bun.NewInsert().Model(invoiceToRow(inv)).Exec(ctx); err != nil {
		return fmt.Errorf("add invoice: %w", err)
	}
	if rows := linesToRows(inv); len(rows) > 0 {
		if _, err := tx.bun.NewInsert().Model(&rows).Exec(ctx); err != nil {
			return fmt.Errorf("add lines: %w", err)
		}
	}
	row := &detailRow{
		EntityID: inv.ID.Entity, ID: inv.ID.UUID, Taxes: orEmpty(inv.Taxes), Fields: orEmpty(inv.Fields),
		Orders: orEmpty(inv.Orders), Findings: orEmpty(inv.Findings),
	}
	if _, err := tx.bun.NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("add details: %w", err)
	}
	return nil
}

// SaveInvoice writes the invoice's row and counts its version up. The row must be locked.
// Errors: STALE when the stored version is another.
func (tx *Tx) SaveInvoice(ctx context.Context, inv *domain.Invoice) error {
	row := invoiceToRow(inv)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).ExcludeColumn("entity_id", "id", "created_at").
		Where("entity_id = ? AND id = ? AND version = ?", inv.ID.Entity, inv.ID.UUID, inv.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save invoice: %w", err)
	}
	inv.Version = row.Version
	return nil
}

// SaveCoding writes where each line is booked.
func (tx *Tx) SaveCoding(ctx context.Context, inv *domain.Invoice) error {
	var ids, accounts, centers []string
	for _, l := range inv.Lines {
		ids, accounts, centers = append(ids, l.ID.UUID.String()), append(accounts, l.AccountCode), append(centers, l.CenterCode)
	}
	_, err := tx.bun.Tx.ExecContext(ctx, `
		UPDATE invoice_line l SET account_code = c.account, center_code = c.center
		FROM unnest($2::uuid[], $3::text[], $4::text[]) AS c (id, account, center)
		WHERE l.entity_id = $1 AND l.id = c.id AND (l.account_code, l.center_code) <> (c.account, c.center)`,
		inv.ID.Entity, ids, accounts, centers)
	if err != nil {
		return fmt.Errorf("save coding: %w", err)
	}
	return nil
}

// InsertReport keeps what the checks answered, for the round that will use it.
func (tx *Tx) InsertReport(ctx context.Context, inv *domain.Invoice, r *domain.CheckReport) error {
	row := &reportRow{
		EntityID: inv.ID.Entity, ID: r.ID, InvoiceID: inv.ID.UUID, Round: r.Round, At: r.At, Results: orEmpty(r.Results),
		Match: orEmpty(r.Match.Lines), Budget: orEmpty(r.Budget), Duplicates: orEmpty(r.Duplicates),
	}
	if _, err := tx.bun.NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("keep checks: %w", err)
	}
	return nil
}

// LatestClaims is what the invoice takes of orders and budgets, as it was last checked.
func (tx *Tx) LatestClaims(ctx context.Context, inv *domain.Invoice) ([]domain.LineMatch, []domain.BudgetCheck, error) {
	row := new(reportRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND invoice_id = ?", inv.ID.Entity, inv.ID.UUID).
		Order("id DESC").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("load checks: %w", err)
	}
	return row.Match, row.Budget, nil
}

// InvoiceKey is the human key of an invoice. Errors: NOT_FOUND.
func (tx *Tx) InvoiceKey(ctx context.Context, id domain.ID) (key string, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT key FROM invoice WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return "", notFound()
	}
	return key, wrap("read key", err)
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
