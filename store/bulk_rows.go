package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// tables lists the foundation in the order that foreign keys ask for.
func (f *Foundation) tables() []copying {
	suppliers := make([]supplierRow, len(f.Suppliers))
	for i := range f.Suppliers {
		suppliers[i] = supplierToRow(&f.Suppliers[i])
	}
	periods := make([]periodRow, len(f.Periods))
	for i, p := range f.Periods {
		periods[i] = periodRow{EntityID: p.Entity, ID: p.ID, Year: p.Year, Number: p.Number, FirstDay: p.First, LastDay: p.Last, State: p.State}
	}
	return append(f.access(),
		listed("cost_center", f.Centers, []string{"entity_id", "id", "code", "name", "owner"}, func(c *domain.CostCenter) []any {
			return []any{c.ID.Entity, c.ID.UUID, c.Code, c.Name, c.OwnerID}
		}),
		listed("account", f.Accounts, []string{"entity_id", "id", "code", "name", "kind"}, func(a *domain.Account) []any {
			return []any{a.ID.Entity, a.ID.UUID, a.Code, a.Name, a.Kind}
		}),
		copyOf(suppliers), copyOf(periods),
		listed("exchange_rate", f.Rates, []string{"from_currency", "to_currency", "day", "rate", "source"}, func(r *domain.Rate) []any {
			return []any{r.From, r.To, r.On, r.Rate, r.Source}
		}),
	)
}

// access is people, what they may do and the policies.
func (f *Foundation) access() []copying {
	var versions []*domain.PolicyVersion
	for i := range f.Policies {
		versions = append(versions, f.Policies[i].Active)
	}
	return []copying{
		listed("entity", f.Entities, []string{"number", "code", "name", "country", "base", "time_zone", "parent", "tax_ids", "workdays"},
			func(e *domain.Entity) []any {
				return []any{e.Number, e.Code, e.Name, e.Country, e.Base, e.TimeZone, orNull(e.ParentNo), e.TaxIDs, e.Workdays}
			}),
		listed("person", f.People, []string{"id", "name", "email", "title", "locale", "home", "active", "manager"}, func(p *domain.User) []any {
			return []any{p.ID.UUID, p.Name, p.Email, p.Title, p.Locale, p.Home, p.Active, p.ManagerID}
		}),
		copyOf(mapped(f.Roles, func(r *domain.Role) roleRow { return *roleToRow(r) })),
		copyOf(mapped(f.Grants, func(g *domain.Grant) roleGrantRow { return *grantToRow(g) })),
		copyOf(mapped(f.Rules, func(r *domain.DutyRule) dutyRuleRow { return *ruleToRow(r) })),
		copyOf(mapped(f.Mitigations, func(m *domain.Mitigation) mitigationRow { return *mitigationToRow(m) })),
		copyOf(mapped(f.Bundles, func(b *domain.EmergencyBundle) bundleRow { return *bundleToRow(b) })),
		listed("policy", f.Policies, []string{"id", "key", "kind", "name"}, func(p *domain.Policy) []any {
			return []any{p.ID.UUID, p.Key, p.Kind, p.Name}
		}),
		listed("policy_version", versions,
			[]string{"id", "policy_key", "number", "state", "active_from", "currency", "rows", "tolerance"},
			func(p **domain.PolicyVersion) []any {
				v := *p
				return []any{v.ID.UUID, v.Policy, v.Number, v.State, v.From, v.Currency, asJSON{orEmpty(v.Rows)}, asJSON{v.Tolerance}}
			}),
	}
}

// past is history as rows.
type past struct {
	orders    []orderRow
	lines     []orderLineRow
	receipts  []domain.Receipt
	files     []fileRow
	invoices  []invoiceRow
	billed    []lineRow
	details   []detailRow
	intakes   []intakeRow
	reports   []reportRow
	routes    []routeRow
	tasks     []taskRow
	inbox     []inboxRow
	duties    []dutyRow
	decisions []decisionRow
	postings  []postingRow
	attempts  []domain.PostingAttempt
	labels    []labelRow
	events    []eventRow
	months    map[domain.Date]bool // in which events happened
}

// tables lists history in the order that foreign keys ask for.
func (r *past) tables() []copying {
	return []copying{
		copyOf(r.orders), copyOf(r.lines),
		listed("receipt", r.receipts, []string{"entity_id", "id", "line_id", "received_on", "quantity", "reference"}, func(c *domain.Receipt) []any {
			return []any{c.Entity, c.ID, c.LineID, c.On, c.Quantity, c.Reference}
		}),
		copyOf(r.files), copyOf(r.invoices), copyOf(r.billed), copyOf(r.details), copyOf(r.intakes), copyOf(r.reports),
		copyOf(r.routes), copyOf(r.tasks), copyOf(r.inbox), copyOf(r.duties), copyOf(r.decisions), copyOf(r.postings),
		listed("posting_attempt", r.attempts,
			[]string{"entity_id", "id", "posting_id", "fence", "step", "started_at", "ended_at", "outcome", "problem"},
			func(a *domain.PostingAttempt) []any {
				return []any{a.Entity, a.ID, a.PostingID, a.Fence, a.Step, a.StartedAt, a.EndedAt, a.Outcome, a.Problem}
			}),
		copyOf(r.labels),
		copyOf(r.events),
		listed("event_pending", r.events, []string{"entity_id", "id"}, func(e *eventRow) []any { return []any{e.EntityID, e.ID} }),
	}
}

// makePartitions sees to it that the log has a partition for each month; making one twice does nothing.
func (r *past) makePartitions(ctx context.Context, tx pgx.Tx) error {
	for month := range r.months {
		if _, err := tx.Exec(ctx, `SELECT event_partition($1)`, month.Time()); err != nil {
			return fmt.Errorf("make partition of %s: %w", month, err)
		}
	}
	return nil
}

// supplierToRow folds what suppliers are found by.
func supplierToRow(s *domain.Supplier) supplierRow {
	row := supplierRow{
		ID: s.ID.UUID, Version: s.Version, Number: s.Number, Name: s.Name, NameFold: domain.FoldName(s.Name),
		Country: s.Country, TaxIDs: []string{}, Status: s.Status, Risk: s.Risk, PaymentTermDays: s.PaymentTermDays,
		DefaultAccount: s.DefaultAccount, DefaultCenter: s.DefaultCenter, BankAccounts: orEmpty(s.BankAccounts),
		UpdatedAt: s.UpdatedAt,
	}
	for _, id := range s.TaxIDs {
		row.TaxIDs = append(row.TaxIDs, domain.FoldTaxID(id))
	}
	return row
}
