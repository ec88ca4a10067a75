package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"countersign/domain"
)

// entriesSQL sums what was approved of one account and its ledger does not list yet, as of a last day: of the row k (e, account,
// last). An entry that the ledger lists is a line of its own, whenever it is booked.
const entriesSQL = `
  SELECT coalesce(sum(j.minor), 0)::bigint - (SELECT coalesce(sum(l.minor), 0)::bigint FROM adjustment t
    JOIN recon_line l ON l.entity_id = t.entity_id AND l.id = t.entry_id AND l.booked_on <= k.last
    WHERE t.entity_id = k.e AND t.account_id = k.account) AS minor
  FROM adjustment j JOIN match_group g ON g.entity_id = j.entity_id AND g.id = j.group_id
  WHERE j.entity_id = k.e AND j.account_id = k.account AND j.state IN ('APPROVED', 'POSTED') AND g.state IN ('MATCHED', 'APPROVED')
    AND NOT EXISTS (SELECT FROM recon_line l WHERE l.entity_id = g.entity_id AND l.id = ANY (g.members) AND l.booked_on > k.last)`

// figuresSQL adds accounts up as of the last day of periods. What settles a line counts only when all of it was booked by
// that day: a payment in transit at the period's end is a timing item of it, however well it is matched today.
//
// The data hash is over every statement and line that the figures rest on and what settled each, day by day so that no text grows with
// the account. What is thought of an open line, a proposal or a case, is no figure: nobody's signature falls because somebody looks into it.
const figuresSQL = `
SELECT k.n, a.changes, f.lines, f.open, f.ledger, f.side, f.timing, b.opening, b.closing, b.ledger_opening, adjusted.minor AS adjusted,
  encode(sha256(convert_to(concat_ws('/', k.account, k.last, f.digest, b.digest, adjusted.minor), 'UTF8')), 'hex') AS data_hash
FROM unnest(?::int[], ?::uuid[], ?::date[], ?::date[]) WITH ORDINALITY AS k (e, account, first, last, n)
JOIN recon_account a ON a.entity_id = k.e AND a.id = k.account
CROSS JOIN LATERAL (
  WITH crossing AS (
    SELECT DISTINCT c.group_id FROM recon_line l JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
    WHERE l.entity_id = k.e AND l.account_id = k.account AND l.booked_on > k.last AND c.state = 'MATCHED'
  ), mine AS (
    SELECT l.id, l.booked_on, l.minor, l.source = 'LEDGER' AS of_ledger, coalesce(c.state, 'NEW') AS state, c.group_id,
      coalesce(c.state, 'NEW') IN ('MATCHED', 'EXCLUDED') AND x.group_id IS NULL AS settled,
      l.source = (SELECT s FROM unnest(a.sources) WITH ORDINALITY AS u (s, i) WHERE s <> 'LEDGER' ORDER BY i LIMIT 1) AS of_side
    FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id LEFT JOIN crossing x ON x.group_id = c.group_id
    WHERE l.entity_id = k.e AND l.account_id = k.account AND l.booked_on <= k.last AND NOT l.provisional
  ), days AS (
    SELECT booked_on, count(*) AS lines, count(*) FILTER (WHERE NOT settled) AS open,
      sum(minor) FILTER (WHERE of_ledger) AS ledger, sum(minor) FILTER (WHERE of_side) AS side,
      sum(CASE WHEN of_side THEN minor WHEN of_ledger THEN -minor END) FILTER (WHERE NOT settled) AS timing,
      encode(sha256(convert_to(string_agg(concat_ws(':', id, CASE WHEN settled THEN concat_ws(':', state, group_id) ELSE 'OPEN' END), ',' ORDER BY id), 'UTF8')), 'hex') AS digest
    FROM mine GROUP BY booked_on
  )
  SELECT coalesce(sum(lines) FILTER (WHERE booked_on >= k.first), 0)::bigint AS lines, coalesce(sum(open), 0)::bigint AS open,
    coalesce(sum(ledger), 0)::bigint AS ledger, coalesce(sum(side), 0)::bigint AS side, coalesce(sum(timing), 0)::bigint AS timing,
    coalesce(string_agg(digest, ',' ORDER BY booked_on), '') AS digest
  FROM days
) AS f
CROSS JOIN LATERAL (
  SELECT
    (array_agg(opening ORDER BY first_day, last_day, imported_at) FILTER (WHERE source <> 'LEDGER'))[1] AS opening,
    (array_agg(closing ORDER BY last_day DESC, first_day DESC, imported_at DESC) FILTER (WHERE source <> 'LEDGER'))[1] AS closing,
    (array_agg(opening ORDER BY first_day, last_day, imported_at) FILTER (WHERE source = 'LEDGER'))[1] AS ledger_opening,
    coalesce(string_agg(concat_ws(':', id, sha256, opening, closing), ',' ORDER BY last_day, id), '') AS digest
  FROM bank_statement s WHERE s.entity_id = k.e AND s.account_id = k.account AND s.last_day <= k.last AND NOT s.provisional
) AS b
CROSS JOIN LATERAL (` + entriesSQL + `
) AS adjusted
ORDER BY k.n`

// figuresRow is what figuresSQL finds for one account and period.
type figuresRow struct {
	N             int
	Changes       int64
	Lines         int
	Open          int
	Ledger        int64
	Side          int64
	Timing        int64
	Opening       *int64
	Closing       *int64
	LedgerOpening *int64
	Adjusted      int64
	DataHash      string
}

// figures are in the account's currency. Without an opening balance an account begins at zero; without a statement its
// side closes where its lines end.
func (r *figuresRow) figures(currency domain.Currency) domain.ReconFigures {
	opening := int64(0)
	if r.Opening != nil {
		opening = *r.Opening
	}
	closing := opening + r.Side
	if r.Closing != nil {
		closing = *r.Closing
	}
	start := opening
	if r.LedgerOpening != nil {
		start = *r.LedgerOpening
	}
	ledger, supported := start+r.Ledger, closing-r.Timing-r.Adjusted
	return domain.ReconFigures{
		Ledger: domain.NewMoney(ledger, currency), Supported: domain.NewMoney(supported, currency), Unexplained: domain.NewMoney(ledger-supported, currency),
		Open: r.Open, Lines: r.Lines, DataHash: r.DataHash,
	}
}

// figure fills the figures of reconciliations, whose accounts and periods are loaded, and returns the accounts' counts of
// changes that they rest on. It is one statement however many they are.
func figure(ctx context.Context, from bun.IDB, list []*domain.Reconciliation) ([]int64, error) {
	var entities []int32
	var accounts, firsts, lasts []string
	for _, r := range list {
		entities, accounts = append(entities, int32(r.ID.Entity)), append(accounts, r.AccountID.String())
		firsts, lasts = append(firsts, r.Period.First.String()), append(lasts, r.Period.Last.String())
	}
	var rows []figuresRow
	err := from.NewRaw(figuresSQL, pgdialect.Array(entities), pgdialect.Array(accounts), pgdialect.Array(firsts), pgdialect.Array(lasts)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("add accounts up: %w", err)
	}
	if len(rows) != len(list) {
		return nil, fmt.Errorf("add accounts up: %d of %d", len(rows), len(list))
	}
	changes := make([]int64, len(list))
	for i, r := range list {
		r.Figures, changes[i] = rows[i].figures(r.Account.Currency), rows[i].Changes
	}
	return changes, nil
}

// Reconciliations are these periods of an account, latest first, with what was signed for them and the figures of now. A
// period that nobody has signed is OPEN. The periods are given by the caller, who knows the entity's calendar.
func (db *DB) Reconciliations(ctx context.Context, account *domain.ReconAccount, periods []domain.Period) ([]*domain.Reconciliation, error) {
	list := make([]*domain.Reconciliation, len(periods))
	for i := range periods {
		list[i] = domain.NewReconciliation(account, &periods[i])
	}
	if len(list) == 0 {
		return list, nil
	}
	if _, err := figure(ctx, db.bun, list); err != nil {
		return nil, err
	}
	return list, signed(ctx, db.bun, list)
}

// signed fills what is kept of reconciliations: state and signatures, earliest first.
func signed(ctx context.Context, from bun.IDB, list []*domain.Reconciliation) error {
	byID, ids := map[domain.UUID]*domain.Reconciliation{}, []domain.UUID{}
	for _, r := range list {
		byID[r.ID.UUID], ids = r, append(ids, r.ID.UUID)
	}
	var rows []reconciliationRow
	if err := from.NewSelect().Model(&rows).Where("entity_id = ? AND id IN (?)", list[0].ID.Entity, bun.List(ids)).Scan(ctx); err != nil {
		return fmt.Errorf("load reconciliations: %w", err)
	}
	for i := range rows {
		rows[i].into(byID[rows[i].ID])
	}
	var signs []signOffRow
	err := from.NewSelect().Model(&signs).Where("entity_id = ? AND reconciliation_id IN (?)", list[0].ID.Entity, bun.List(ids)).Order("at", "id").Scan(ctx)
	if err != nil {
		return fmt.Errorf("load signatures: %w", err)
	}
	for i := range signs {
		r := byID[signs[i].ReconciliationID]
		r.SignOffs = append(r.SignOffs, signs[i].record())
	}
	return nil
}

// PeriodsBefore loads an entity's periods that began by a day, latest first, at most limit.
func (db *DB) PeriodsBefore(ctx context.Context, entity domain.EntityID, day domain.Date, limit int64) ([]domain.Period, error) {
	return periodsWhere(ctx, db.bun, limit, "entity_id = ? AND first_day <= ?", entity, day)
}

// PeriodsByID loads periods of whatever entities; those that are not there are left out.
func (db *DB) PeriodsByID(ctx context.Context, ids []domain.UUID) (map[domain.UUID]*domain.Period, error) {
	found := map[domain.UUID]*domain.Period{}
	if len(ids) == 0 {
		return found, nil
	}
	list, err := periodsWhere(ctx, db.bun, int64(len(ids)), "id IN (?)", bun.List(ids))
	for i := range list {
		found[list[i].ID] = &list[i]
	}
	return found, err
}

func periodsWhere(ctx context.Context, from bun.IDB, limit int64, where string, args ...any) ([]domain.Period, error) {
	var rows []periodRow
	if err := from.NewSelect().Model(&rows).Where(where, args...).Order("last_day DESC", "number DESC").Limit(limit).Scan(ctx); err != nil {
		return nil, fmt.Errorf("load periods: %w", err)
	}
	list := make([]domain.Period, len(rows))
	for i, r := range rows {
		list[i] = domain.Period{ID: r.ID, Entity: r.EntityID, Year: r.Year, Number: r.Number, First: r.FirstDay, Last: r.LastDay, State: r.State}
	}
	return list, nil
}

// SignedAccount is a period of an account that is looked at.
type SignedAccount struct {
	Reconciliation domain.ID
	Account        domain.ID
	Period         domain.UUID
}

func (r *reconciliationRow) place() SignedAccount {
	return SignedAccount{
		domain.ID{Kind: domain.NodeReconciliation, Entity: r.EntityID, UUID: r.ID},
		domain.ID{Kind: domain.NodeReconAccount, Entity: r.EntityID, UUID: r.AccountID}, r.PeriodID,
	}
}

// ShakenReconciliations are those that must be looked at: they are signed, and something of their account has changed.
func (db *DB) ShakenReconciliations(ctx context.Context, limit int64) ([]SignedAccount, error) {
	var rows []reconciliationRow
	err := db.bun.NewRaw(`
		SELECT r.* FROM reconciliation r JOIN recon_account a ON a.entity_id = r.entity_id AND a.id = r.account_id AND a.changes <> r.changes
		WHERE r.state IN ('PREPARED', 'CERTIFIED') ORDER BY r.updated_at, r.id LIMIT ?`, limit).Scan(ctx, &rows)
	return mapped(rows, (*reconciliationRow).place), wrap("look for signatures under which something changed", err)
}

// CertifiesItself are periods that ended before a day, at most three of each account that has a rule, which nobody has
// signed and which were not looked at since the account last changed.
func (db *DB) CertifiesItself(ctx context.Context, day domain.Date, limit int64) ([]SignedAccount, error) {
	var rows []reconciliationRow
	err := db.bun.NewRaw(`
		SELECT a.entity_id, a.id AS account_id, p.id AS period_id FROM recon_account a
		CROSS JOIN LATERAL (
			SELECT id, last_day FROM period WHERE entity_id = a.entity_id AND last_day < ? AND last_day >= a.created_at::date ORDER BY last_day DESC LIMIT 3
		) AS p
		LEFT JOIN reconciliation r ON r.entity_id = a.entity_id AND r.account_id = a.id AND r.period_id = p.id
		WHERE a.certify IS NOT NULL AND a.closed_at IS NULL AND (r.id IS NULL OR r.state = 'OPEN' AND r.changes <> a.changes) ORDER BY p.last_day, a.id LIMIT ?`, day, limit).Scan(ctx, &rows)
	return mapped(rows, (*reconciliationRow).place), wrap("look for what certifies itself", err)
}

// LookAt reads one period of an account with the figures of now, and the account's count of changes that they rest on.
// Errors: NOT_FOUND.
func (db *DB) LookAt(ctx context.Context, account *domain.ReconAccount, period domain.UUID) (*domain.Reconciliation, int64, error) {
	return reconciliation(ctx, db.bun, account, period)
}

// Seen notes at which count of changes a period was looked at and needed nothing. Nobody is told of it.
func (db *DB) Seen(ctx context.Context, r *domain.Reconciliation, changes int64) error {
	row := reconciliationToRow(r, changes)
	row.Version = max(row.Version, 1)
	_, err := db.bun.NewInsert().Model(row).On("CONFLICT (entity_id, account_id, period_id) DO UPDATE").Set("changes = EXCLUDED.changes").
		Where("?TableAlias.version = EXCLUDED.version").Exec(ctx)
	return wrap("note that a reconciliation was looked at", err)
}

func reconciliation(ctx context.Context, from bun.IDB, account *domain.ReconAccount, period domain.UUID) (*domain.Reconciliation, int64, error) {
	periods, err := periodsWhere(ctx, from, 1, "entity_id = ? AND id = ?", account.ID.Entity, period)
	if err != nil {
		return nil, 0, err
	}
	if len(periods) == 0 {
		return nil, 0, notFound()
	}
	list := []*domain.Reconciliation{domain.NewReconciliation(account, &periods[0])}
	changes, err := figure(ctx, from, list)
	if err != nil {
		return nil, 0, err
	}
	return list[0], changes[0], signed(ctx, from, list)
}
