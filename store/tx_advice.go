package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// InsertAdvice keeps new recommendations.
func (tx *Tx) InsertAdvice(ctx context.Context, list []*domain.Recommendation) error {
	if len(list) == 0 {
		return nil
	}
	rows := make([]recommendationRow, len(list))
	for i, r := range list {
		rows[i] = recommendationToRow(r)
	}
	_, err := tx.bun.NewInsert().Model(&rows).Exec(ctx)
	return wrap("keep advice", err)
}

// StandingAdvice locks the recommendations of an invoice that nobody has decided yet. The invoice is locked before.
func (tx *Tx) StandingAdvice(ctx context.Context, invoice domain.ID, group domain.Currency) ([]*domain.Recommendation, error) {
	return tx.lockAdvice(ctx, group, "entity_id = ? AND invoice_id = ? AND state IN ('PROPOSED', 'AUTO_APPLIED')", invoice.Entity, invoice.UUID)
}

// AdviceForUpdate locks a recommendation. The invoice is locked before. Errors: NOT_FOUND.
func (tx *Tx) AdviceForUpdate(ctx context.Context, id domain.ID, group domain.Currency) (*domain.Recommendation, error) {
	list, err := tx.lockAdvice(ctx, group, "entity_id = ? AND id = ?", id.Entity, id.UUID)
	if err == nil && len(list) == 0 {
		return nil, notFound()
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

func (tx *Tx) lockAdvice(ctx context.Context, group domain.Currency, where string, args ...any) ([]*domain.Recommendation, error) {
	var rows []recommendationRow
	err := tx.bun.NewSelect().Model(&rows).Where(where, args...).Order("use", "line", "id").For("UPDATE").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock advice: %w", err)
	}
	list := make([]*domain.Recommendation, len(rows))
	for i := range rows {
		list[i] = rows[i].record(group)
	}
	return list, nil
}

// InvoiceOfAdvice is the invoice that a recommendation is about, without a lock: that never changes. Errors: NOT_FOUND.
func (tx *Tx) InvoiceOfAdvice(ctx context.Context, id domain.ID) (domain.ID, error) {
	invoice := domain.ID{Kind: domain.NodeInvoice, Entity: id.Entity}
	err := tx.bun.Tx.QueryRowContext(ctx, `SELECT invoice_id FROM recommendation WHERE entity_id = $1 AND id = $2`, id.Entity, id.UUID).Scan(&invoice.UUID)
	if errors.Is(err, sql.ErrNoRows) {
		return invoice, notFound()
	}
	return invoice, wrap("find what advice is about", err)
}

// SaveAdvice writes what became of a recommendation and counts its version up. Errors: STALE.
func (tx *Tx) SaveAdvice(ctx context.Context, r *domain.Recommendation) error {
	row := recommendationToRow(r)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(&row).
		Column("version", "state", "opened", "decided_by", "decided_at", "edited_to", "feedback", "reason", "outcome", "outcome_at").
		Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, r.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save advice: %w", err)
	}
	r.Version = row.Version
	return nil
}

// InsertLabels keeps what a person confirmed. A line whose newest label says the same already gets no other, and neither does one
// that has a label of this revision. The invoice is locked, so that no two acts count as one or one as two.
func (tx *Tx) InsertLabels(ctx context.Context, labels []*domain.Label) error {
	if len(labels) == 0 {
		return nil
	}
	newest, err := tx.newestLabels(ctx, labels[0])
	if err != nil {
		return err
	}
	var rows []labelRow
	for _, l := range labels {
		if n, known := newest[l.Line]; known && l.Source == domain.LabelApproved && n.Account == l.Account && n.Center == l.Center {
			continue
		}
		rows = append(rows, labelToRow(l))
	}
	if len(rows) == 0 {
		return nil
	}
	_, err = tx.bun.NewInsert().Model(&rows).On("CONFLICT (entity_id, invoice_id, line, revision) DO NOTHING").Exec(ctx)
	return wrap("keep labels", err)
}

func (tx *Tx) newestLabels(ctx context.Context, of *domain.Label) (map[int]labelRow, error) {
	var rows []labelRow
	err := tx.bun.NewSelect().Model(&rows).DistinctOn("line").Column("line", "account", "center").
		Where("entity_id = ? AND invoice_id = ?", of.ID.Entity, of.InvoiceID).OrderExpr("line, revision DESC").Scan(ctx)
	newest := make(map[int]labelRow, len(rows))
	for _, r := range rows {
		newest[r.Line] = r
	}
	return newest, wrap("look for labels", err)
}

// Acquaintance is what was seen of a supplier before.
type Acquaintance struct {
	Confirmed bool // people have approved an invoice of theirs
	Today     int  // lines of theirs that were advised on since a moment
}

// KnownSupplier says what was seen of a supplier before this invoice, and since a moment.
func (tx *Tx) KnownSupplier(ctx context.Context, inv *domain.Invoice, since time.Time) (a Acquaintance, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT FROM invoice i WHERE i.entity_id = $1 AND i.supplier_id = $2 AND i.id <> $3 AND i.state IN ('POSTED', 'POSTING')),
		(SELECT count(*) FROM recommendation r WHERE r.entity_id = $1 AND r.supplier_id = $2 AND r.made_at >= $4 AND r.use = 'CODE_LINE' AND r.invoice_id <> $3)`,
		inv.ID.Entity, inv.SupplierID, inv.ID.UUID, since).Scan(&a.Confirmed, &a.Today)
	return a, wrap("look at the supplier's past", err)
}

// Alike are at most limit other invoices that may be this one: of the same payee, or with the same number, within so many days;
// the newest first. Those that were taken back or refused are none.
func (tx *Tx) Alike(ctx context.Context, inv *domain.Invoice, days, limit int) ([]*domain.Invoice, error) {
	var rows []invoiceRow
	const others = `(SELECT * FROM invoice WHERE entity_id = ? AND id <> ? AND state NOT IN ('CANCELLED', 'REJECTED') AND received_at > ? AND `
	since := inv.ReceivedAt.AddDate(0, 0, -days)
	err := tx.bun.NewRaw(others+`payee = ? ORDER BY received_at DESC LIMIT ?) UNION ALL `+others+`number_norm = ? AND number_norm <> '' AND payee <> ? ORDER BY received_at DESC LIMIT ?)`,
		inv.ID.Entity, inv.ID.UUID, since, inv.Payee(), limit, inv.ID.Entity, inv.ID.UUID, since, inv.NumberNorm, inv.Payee(), limit).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("look for invoices alike: %w", err)
	}
	list := make([]*domain.Invoice, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// Verdicts are what people said of the advice on one invoice: it is not told to them again.
type Verdicts struct {
	Twins map[domain.UUID]bool // invoices that it was said to be the same as, and whether it is
	Lines map[int][]string     // by number of the line, accounts that people did not want there
}

// Verdicts reads what people said of the advice on an invoice.
func (tx *Tx) Verdicts(ctx context.Context, invoice domain.ID) (Verdicts, error) {
	var rows []recommendationRow
	err := tx.bun.NewSelect().Model(&rows).Column("use", "line", "action", "state").
		Where("entity_id = ? AND invoice_id = ? AND (use = 'DUPLICATE' AND state IN ('ACCEPTED', 'REJECTED') OR use = 'CODE_LINE' AND state IN ('EDITED', 'REJECTED'))", invoice.Entity, invoice.UUID).
		Order("decided_at").Scan(ctx)
	said := Verdicts{Twins: map[domain.UUID]bool{}, Lines: map[int][]string{}}
	for _, r := range rows {
		if r.Use == domain.UseDuplicate {
			said.Twins[r.Action.TwinID] = r.State == domain.AdviceAccepted
		} else {
			said.Lines[r.Line] = append(said.Lines[r.Line], r.Action.AccountCode)
		}
	}
	return said, wrap("read verdicts", err)
}

// AdvicePolicies are those in force for an entity, by use.
func (tx *Tx) AdvicePolicies(ctx context.Context, entity domain.EntityID) (map[domain.AiUse]*domain.AdvicePolicy, error) {
	return advicePolicies(ctx, tx.bun, entity)
}

func advicePolicies(ctx context.Context, from bun.IDB, entity domain.EntityID) (map[domain.AiUse]*domain.AdvicePolicy, error) {
	var rows []advicePolicyRow
	if err := from.NewSelect().Model(&rows).Where("entity_id = ? AND state = 'ACTIVE'", entity).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read policies of advice: %w", err)
	}
	found := make(map[domain.AiUse]*domain.AdvicePolicy, len(rows))
	for i := range rows {
		found[rows[i].Use] = rows[i].record()
	}
	return found, standing(ctx, from, entity, found)
}

// InsertTurn keeps that a use stopped or was promoted, and says whether it did: a stop that is written down stays as it is.
func (tx *Tx) InsertTurn(ctx context.Context, t *domain.AdviceTurn) (kept bool, err error) {
	result, err := tx.bun.NewInsert().Model(adviceTurnToRow(t)).On("CONFLICT (entity_id, use, on_day) WHERE kind = 'STOPPED' DO NOTHING").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("keep a turn of advice: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, wrap("keep a turn of advice", err)
}
