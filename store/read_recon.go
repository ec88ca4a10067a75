package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

var reconAccountColumns = namesOf[reconAccountRow]("t")

// ReconAccounts reads every account that scope sees and that the filter's stored parts want, by entity and name. They are
// few: one for each account at a bank or in the ledger that somebody reconciles.
func (db *DB) ReconAccounts(ctx context.Context, scope domain.Scope, f domain.ReconFilter) ([]*domain.ReconAccount, error) {
	q := &query{}
	q.when("t.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if len(f.Kind) > 0 {
		q.when("t.kind = ANY(%s)", f.Kind)
	}
	if f.Closed != nil && *f.Closed {
		q.where = append(q.where, "t.closed_at IS NOT NULL")
	} else {
		q.where = append(q.where, "t.closed_at IS NULL")
	}
	if f.PreparerID != nil {
		q.when("t.preparer = %s", f.PreparerID.UUID)
	}
	return db.reconAccounts(ctx, `SELECT `+reconAccountColumns+` FROM recon_account t WHERE `+q.conditions()+` ORDER BY t.entity_id, t.name, t.id`, q.args...)
}

// ReconAccountsByID reads these accounts, as far as scope sees them.
func (db *DB) ReconAccountsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.ReconAccount, error) {
	entities, uuids := split(ids)
	return db.reconAccounts(ctx, `SELECT `+reconAccountColumns+` FROM recon_account t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
}

func (db *DB) reconAccounts(ctx context.Context, sql string, args ...any) ([]*domain.ReconAccount, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load accounts to reconcile: %w", err)
	}
	var found []reconAccountRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load accounts to reconcile: %w", err)
	}
	list := make([]*domain.ReconAccount, len(found))
	for i := range found {
		list[i] = found[i].record()
	}
	return list, nil
}

// AccountTally is lines of one account, by source and state.
type AccountTally struct {
	Account     domain.UUID
	Provisional bool
	domain.ReconTally
}

// ReconTallies counts the lines of accounts.
func (db *DB) ReconTallies(ctx context.Context, accounts []*domain.ReconAccount) ([]AccountTally, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT l.account_id, l.provisional, l.source, coalesce(c.state, 'NEW'), count(*), sum(l.minor)::bigint, min(l.currency)
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN recon_line l ON l.entity_id = k.e AND l.account_id = k.u
		LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4, 2`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("count lines: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t AccountTally, err error) {
		err = row.Scan(&t.Account, &t.Provisional, &t.Source, &t.State, &t.Lines, &t.Sum.Minor, &t.Sum.Currency)
		return t, err
	})
	return list, wrap("count lines", err)
}

// ReconBalances are where the sides of accounts begin and end, and what is on its way to the ledger.
func (db *DB) ReconBalances(ctx context.Context, accounts []*domain.ReconAccount) (map[domain.UUID]domain.Balances, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT k.u, (SELECT opening FROM bank_statement s WHERE s.entity_id = k.e AND s.account_id = k.u AND s.source <> 'LEDGER' AND NOT provisional
		    ORDER BY first_day, last_day, imported_at LIMIT 1),
		  (SELECT closing FROM bank_statement s WHERE s.entity_id = k.e AND s.account_id = k.u AND s.source <> 'LEDGER' AND NOT provisional
		    ORDER BY last_day DESC, first_day DESC, imported_at DESC LIMIT 1),
		  (SELECT opening FROM bank_statement s WHERE s.entity_id = k.e AND s.account_id = k.u AND s.source = 'LEDGER' AND NOT provisional
		    ORDER BY first_day, last_day, imported_at LIMIT 1), (`+entriesSQL+`)
		FROM (SELECT e, u, u AS account, 'infinity'::date AS last FROM unnest($1::int[], $2::uuid[]) AS k (e, u)) AS k`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("load balances: %w", err)
	}
	found := map[domain.UUID]domain.Balances{}
	var account domain.UUID
	var b domain.Balances
	_, err = pgx.ForEachRow(rows, []any{&account, &b.Opening, &b.Closing, &b.Ledger, &b.Entries}, func() error {
		found[account], b = b, domain.Balances{}
		return nil
	})
	return found, wrap("load balances", err)
}

// ReconAging sorts the open lines of accounts by age, as of a day. Each account has all buckets.
func (db *DB) ReconAging(ctx context.Context, accounts []*domain.ReconAccount, today domain.Date) (map[domain.UUID]*domain.Aging, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT l.account_id, width_bucket(($3::date - l.booked_on)::int, $4::int[]), count(*), sum(abs(l.minor))::bigint,
		  sum(abs(l.minor)::numeric * greatest($3::date - l.booked_on, 0))::text
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN recon_line l ON l.entity_id = k.e AND l.account_id = k.u
		LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		WHERE coalesce(c.state, 'NEW') NOT IN ('MATCHED', 'EXCLUDED')
		GROUP BY 1, 2`, entities, uuids, today.String(), domain.AgingFrom())
	if err != nil {
		return nil, fmt.Errorf("sort lines by age: %w", err)
	}
	found := map[domain.UUID]*domain.Aging{}
	for _, a := range accounts {
		found[a.ID.UUID] = domain.NewAging(a.Currency)
	}
	var account domain.UUID
	var bucket, count int
	var minor int64
	var moneyDays string
	_, err = pgx.ForEachRow(rows, []any{&account, &bucket, &count, &minor, &moneyDays}, func() error {
		return found[account].Add(max(bucket-1, 0), count, minor, moneyDays)
	})
	return found, wrap("sort lines by age", err)
}

// AccountArrival is a statement or a refused file of an account.
type AccountArrival struct {
	Account domain.UUID
	domain.Arrival
}

// ReconArrivals are the statements of accounts that reach to a day or beyond, those of the ledger left out, and the files
// for them that are in quarantine, since then.
func (db *DB) ReconArrivals(ctx context.Context, accounts []*domain.ReconAccount, since domain.Date) ([]AccountArrival, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT s.account_id, s.first_day, s.last_day, s.imported_at, s.provisional, false, s.entity_id, s.id
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN bank_statement s ON s.entity_id = k.e AND s.account_id = k.u
		WHERE s.last_day >= $3::date AND s.source <> 'LEDGER' AND s.replaced_by IS NULL
		UNION ALL
		SELECT n.recon_account_id, NULL, NULL, n.received_at, false, true, n.entity_id, NULL
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN intake n ON n.entity_id = k.e AND n.recon_account_id = k.u
		WHERE n.received_at >= $3::date AND n.state = 'QUARANTINED' AND coalesce(n.recon_source, '') <> 'LEDGER'`, entities, uuids, since.String())
	if err != nil {
		return nil, fmt.Errorf("load arrivals: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a AccountArrival, err error) {
		err = row.Scan(&a.Account, &a.From, &a.To, &a.At, &a.Provisional, &a.Refused, &a.Statement.Entity, &a.Statement.UUID)
		a.At, a.Statement.Kind = a.At.UTC(), domain.NodeStatement
		return a, err
	})
	return list, wrap("load arrivals", err)
}

// FirstStatementDays are the first days that statements of accounts speak of; an account without any has none.
func (db *DB) FirstStatementDays(ctx context.Context, accounts []*domain.ReconAccount) (map[domain.UUID]domain.Date, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT s.account_id, min(s.first_day) FROM unnest($1::int[], $2::uuid[]) AS k (e, u)
		JOIN bank_statement s ON s.entity_id = k.e AND s.account_id = k.u WHERE s.source <> 'LEDGER' GROUP BY 1`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("load first statements: %w", err)
	}
	found := map[domain.UUID]domain.Date{}
	var account domain.UUID
	var day domain.Date
	_, err = pgx.ForEachRow(rows, []any{&account, &day}, func() error { found[account] = day; return nil })
	return found, wrap("load first statements", err)
}

func accountIDs(accounts []*domain.ReconAccount) []domain.ID {
	ids := make([]domain.ID, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	return ids
}
