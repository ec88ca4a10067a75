package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// invoiceColumns are read in any order into invoiceRow by name.
const invoiceColumns = `i.entity_id, i.id, i.version, i.key, i.number, i.number_norm, i.kind, i.state, i.supplier_id,
	i.seller_name, i.buyer_name, i.seller_tax_id, i.payee, i.bank_account, i.issued_on, i.due_on, i.posting_on,
	i.received_at, i.currency, i.net_minor, i.tax_minor, i.gross_minor, i.prepaid_minor, i.payable_minor, i.base_minor,
	i.base_currency, i.group_minor, i.group_currency, i.rate_date, i.rate_source, i.format, i.file_id, i.digest, i.round,
	i.match, i.center_code, i.entered_kind, i.entered_by, i.entered_name, i.edited_by, i.touches, i.discount,
	i.created_at, i.updated_at`

// invoicePageRow is an invoice with the keys of its place in a list.
type invoicePageRow struct {
	invoiceRow
	SortKeys []string
}

var invoiceSorts = map[string]sortKey{
	"receivedAt": {expr: "i.received_at", cast: "timestamptz"},
	"dueOn":      {expr: "coalesce(i.due_on, '9999-12-31'::date)", cast: "date"},
	"gross":      {expr: "coalesce(i.gross_minor, 0)", cast: "bigint"},
	"number":     {expr: "i.number", cast: "text"},
	"seller":     {expr: "i.seller_name", cast: "text"},
}

// minorScale is the minor units in one unit of i.currency, as the dictionary knows them.
var minorScale = func() string {
	cases := "CASE"
	for code, digits := range domain.UnusualDigits() {
		cases += fmt.Sprintf(" WHEN i.currency = '%s' THEN 1e%d", code, digits)
	}
	return "(" + cases + " ELSE 100 END)"
}()

// Invoices reads a page of the invoices that scope sees, with the parts that are wanted, as of one instant. counted also
// counts them, to MaxCount.
func (db *DB) Invoices(ctx context.Context, scope domain.Scope, f domain.InvoiceFilter, sort []*domain.SortInput, page domain.PageRequest, parts Parts, counted bool) (domain.Page[*domain.Invoice], error) {
	var none domain.Page[*domain.Invoice]
	q := &query{page: page}
	q.when("i.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	filterInvoices(q, f)
	if err := q.sorted(invoiceSorts, sort, sortKey{expr: "i.received_at", cast: "timestamptz", desc: true}, "i.id"); err != nil {
		return none, err
	}
	q.bind(f)
	var p domain.Page[*domain.Invoice]
	err := db.atOnce(ctx, func(at *instant) (err error) {
		p, err = list(ctx, at, q, invoiceColumns, "invoice i", counted,
			func(r *invoicePageRow) []string { return r.SortKeys }, func(r *invoicePageRow) *domain.Invoice { return r.record() })
		if err != nil || len(p.Items) == 0 || parts == 0 {
			return err
		}
		return at.fill(ctx, scope, p.Items, parts)
	})
	return p, err
}

func filterInvoices(q *query, f domain.InvoiceFilter) {
	if len(f.State) > 0 {
		q.when("i.state = ANY(%s)", texts(f.State))
	}
	if len(f.Kind) > 0 {
		q.when("i.kind = ANY(%s)", texts(f.Kind))
	}
	if len(f.MatchOutcome) > 0 {
		q.when("i.match = ANY(%s)", texts(f.MatchOutcome))
	}
	if len(f.Currency) > 0 {
		q.when("i.currency = ANY(%s)", texts(f.Currency))
	}
	if len(f.SupplierID) > 0 {
		q.when("i.supplier_id = ANY(%s)", uuidsOf(f.SupplierID))
	}
	if f.Text != nil && *f.Text != "" {
		pattern := "%" + like(*f.Text) + "%"
		q.when("(i.number ILIKE %s OR i.key ILIKE %s OR i.seller_name ILIKE %s)", pattern, pattern, pattern)
	}
	if n := f.Number; n != nil {
		filterText(q, "i.number", *n)
	}
	if d := f.DueOn; d != nil {
		filterDate(q, "i.due_on", *d)
	}
	if d := f.IssuedOn; d != nil {
		filterDate(q, "i.issued_on", *d)
	}
	if g := f.Gross; g != nil {
		// Amounts are compared in each invoice's own currency, so the bound is scaled to that currency's minor unit.
		for _, bound := range []struct {
			op    string
			value *domain.Decimal
		}{{"=", g.Eq}, {">=", g.Gte}, {"<", g.Lt}} {
			if bound.value != nil {
				q.when("i.gross_minor "+bound.op+" %s::text::numeric * "+minorScale, bound.value.String())
			}
		}
	}
}

// InvoicesByID reads these invoices, as far as scope sees them, with the parts that are wanted, as of one instant. The
// order is the caller's; absent ones are left out. It takes as many statements as there are parts, however many invoices
// there are.
func (db *DB) InvoicesByID(ctx context.Context, scope domain.Scope, ids []domain.ID, parts Parts) (found []*domain.Invoice, err error) {
	err = db.atOnce(ctx, func(at *instant) error {
		found, err = at.invoices(ctx, scope, ids, parts)
		return err
	})
	return found, err
}

func (at *instant) invoices(ctx context.Context, scope domain.Scope, ids []domain.ID, parts Parts) ([]*domain.Invoice, error) {
	seen := ids[:0:0]
	for _, id := range ids {
		if scope.Sees(id.Entity) {
			seen = append(seen, id)
		}
	}
	if len(seen) == 0 {
		return nil, nil
	}
	var rows []invoiceRow
	p := newPartLoader(seen, parts)
	err := p.load(ctx, at, func(batch *pgx.Batch) {
		batch.Queue("SELECT "+invoiceColumns+" FROM invoice i JOIN unnest($1::int[], $2::uuid[]) AS k (e, u) ON i.entity_id = k.e AND i.id = k.u",
			p.entities, p.uuids).Query(collect(&rows))
	})
	if err != nil {
		return nil, fmt.Errorf("load invoices: %w", err)
	}
	byID := make(map[domain.UUID]*domain.Invoice, len(rows))
	for i := range rows {
		byID[rows[i].ID] = rows[i].record()
	}
	p.attach(byID)
	var found []*domain.Invoice
	for _, id := range seen {
		if inv := byID[id.UUID]; inv != nil && inv.ID.Entity == id.Entity {
			found = append(found, inv)
		}
	}
	return found, at.others(ctx, scope, found, parts)
}

// fill adds parts to invoices that were read before.
func (at *instant) fill(ctx context.Context, scope domain.Scope, invoices []*domain.Invoice, parts Parts) error {
	byID := make(map[domain.UUID]*domain.Invoice, len(invoices))
	ids := make([]domain.ID, len(invoices))
	for i, inv := range invoices {
		byID[inv.ID.UUID], ids[i] = inv, inv.ID
	}
	p := newPartLoader(ids, parts)
	if err := p.load(ctx, at, func(*pgx.Batch) {}); err != nil {
		return fmt.Errorf("load parts of invoices: %w", err)
	}
	p.attach(byID)
	return at.others(ctx, scope, invoices, parts)
}

// others fills what other invoices stand beside these: twins, and those that looked the same to a model.
func (at *instant) others(ctx context.Context, scope domain.Scope, invoices []*domain.Invoice, parts Parts) error {
	if err := at.twins(ctx, scope, invoices); err != nil || !parts.Has(PartSimilar) {
		return err
	}
	var advice []*domain.Recommendation
	for _, inv := range invoices {
		advice = append(advice, inv.Advice...)
	}
	return at.similar(ctx, scope, advice)
}

// twins fills the other document of each duplicate and of each advice, in one statement; duplicates out of scope are dropped.
func (at *instant) twins(ctx context.Context, scope domain.Scope, invoices []*domain.Invoice) error {
	var ids []domain.ID
	var advice []*domain.Recommendation
	for _, inv := range invoices {
		advice = append(advice, inv.Advice...)
		for _, d := range inv.Duplicates {
			ids = append(ids, domain.ID{Kind: domain.NodeInvoice, Entity: inv.ID.Entity, UUID: d.OtherID})
		}
	}
	ids = append(ids, twinsOf(advice)...)
	if len(ids) == 0 {
		return nil
	}
	others, err := at.invoices(ctx, scope, ids, 0)
	if err != nil {
		return err
	}
	byID := make(map[domain.UUID]*domain.Invoice, len(others))
	for _, o := range others {
		byID[o.ID.UUID] = o
	}
	for _, inv := range invoices {
		kept := inv.Duplicates[:0:0]
		for _, d := range inv.Duplicates {
			if d.Other = byID[d.OtherID]; d.Other != nil {
				kept = append(kept, d)
			}
		}
		inv.Duplicates = kept
	}
	giveTwins(advice, byID)
	return nil
}
