package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// CaseLines are the first lines of each of these cases, what is open before what is settled and the earliest first, as far
// as scope sees their accounts.
func (db *DB) CaseLines(ctx context.Context, scope domain.Scope, cases []domain.ID, first int, today domain.Date) (map[domain.ID][]*domain.Line, error) {
	entities, uuids := split(cases)
	rows, err := db.pool.Query(ctx, `
		SELECT x.* FROM unnest($1::int[], $2::uuid[]) WITH ORDINALITY AS k (e, u, n) CROSS JOIN LATERAL (
			SELECT l.*, c.state, c.group_id, c.case_id, c.rule_id FROM recon_claim c JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
			WHERE c.entity_id = k.e AND c.case_id = k.u ORDER BY (`+openClaim+`) DESC, l.booked_on, l.id LIMIT $3
		) AS x WHERE x.entity_id = ANY($4) ORDER BY k.n, x.state NOT IN ('MATCHED', 'EXCLUDED') DESC, x.booked_on, x.id`, entities, uuids, first, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load lines of cases: %w", err)
	}
	var list []reconLineStateRow
	if err := collect(&list)(rows); err != nil {
		return nil, fmt.Errorf("load lines of cases: %w", err)
	}
	found := map[domain.ID][]*domain.Line{}
	for i := range list {
		l := list[i].record()
		l.AgeDays = max(l.BookedOn.DaysUntil(today), 0)
		id := domain.ID{Kind: domain.NodeCase, Entity: l.ID.Entity, UUID: l.CaseID}
		found[id] = append(found[id], l)
	}
	return found, nil
}

// CaseTallies count what these cases hold, and how old what is open of it is, by currency. A case that holds no line is left
// out.
func (db *DB) CaseTallies(ctx context.Context, cases []domain.ID, today domain.Date) (map[domain.ID]*domain.CaseTally, error) {
	entities, uuids := split(cases)
	rows, err := db.pool.Query(ctx, `
		SELECT c.entity_id, c.case_id, l.currency, count(*), `+agingParts+`
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN recon_claim c ON c.entity_id = k.e AND c.case_id = k.u
		JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, entities, uuids, today.String())
	if err != nil {
		return nil, fmt.Errorf("count lines of cases: %w", err)
	}
	found := map[domain.ID]*domain.CaseTally{}
	id := domain.ID{Kind: domain.NodeCase}
	var lines int
	var a agingRow
	_, err = pgx.ForEachRow(rows, append([]any{&id.Entity, &id.UUID, &a.currency, &lines}, a.parts()...), func() error {
		if found[id] == nil {
			found[id] = &domain.CaseTally{Aging: []*domain.LineAging{}}
		}
		found[id].Lines += lines
		aging, err := a.aging()
		if aging != nil {
			found[id].Aging = append(found[id].Aging, aging)
		}
		return err
	})
	return found, wrap("count lines of cases", err)
}

// CaseAgings are how old the open lines in open cases of accounts are, and of those that are carried forward, by category and
// currency.
func (db *DB) CaseAgings(ctx context.Context, accounts []*domain.ReconAccount, today domain.Date) (map[domain.UUID][]*domain.CategoryAging, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT c.account_id, k.category, k.state = 'RESOLVED', array_agg(DISTINCT k.id), l.currency, `+agingParts+`
		FROM unnest($1::int[], $2::uuid[]) AS a (e, u) JOIN control_case k ON k.entity_id = a.e AND k.subject_id = a.u
		JOIN recon_claim c ON c.entity_id = k.entity_id AND c.case_id = k.id JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
		WHERE (k.state = 'OPEN' OR k.carried_to >= $3::text::date) AND `+openClaim+` GROUP BY 1, 2, 3, 5 ORDER BY 1, 2, 3, 5`,
		entities, uuids, today.String())
	if err != nil {
		return nil, fmt.Errorf("sort lines of cases by age: %w", err)
	}
	found, seen := map[domain.UUID][]*domain.CategoryAging{}, map[domain.UUID]bool{}
	var account domain.UUID
	var one domain.CategoryAging
	var cases []domain.UUID
	var a agingRow
	_, err = pgx.ForEachRow(rows, append([]any{&account, &one.Category, &one.Carried, &cases, &a.currency}, a.parts()...), func() error {
		list := found[account]
		if n := len(list); n == 0 || list[n-1].Category != one.Category || list[n-1].Carried != one.Carried {
			found[account] = append(list, &domain.CategoryAging{Category: one.Category, Carried: one.Carried})
		}
		last := found[account][len(found[account])-1]
		for _, id := range cases {
			if !seen[id] { // a case may hold lines of several currencies
				seen[id] = true
				last.Cases++
			}
		}
		aging, err := a.aging()
		if aging != nil {
			last.Aging = append(last.Aging, aging)
		}
		return err
	})
	return found, wrap("sort lines of cases by age", err)
}

// agingParts are how many lines l with claims c are open and how old they are on the day $3.
const agingParts = `count(*) FILTER (WHERE ` + openClaim + `)::int, coalesce(sum(abs(l.minor)) FILTER (WHERE ` + openClaim + `), 0)::bigint,
	coalesce(sum(abs(l.minor)::numeric * greatest($3::text::date - l.booked_on, 0)) FILTER (WHERE ` + openClaim + `), 0)::text,
	coalesce(max($3::text::date - l.booked_on) FILTER (WHERE ` + openClaim + `), 0)::int`

// agingRow is what agingParts finds, of one currency.
type agingRow struct {
	currency      domain.Currency
	open, oldest  int
	minor         int64
	minorTimesDay string
}

func (a *agingRow) parts() []any { return []any{&a.open, &a.minor, &a.minorTimesDay, &a.oldest} }

// aging is nil when nothing is open.
func (a *agingRow) aging() (*domain.LineAging, error) {
	if a.open == 0 {
		return nil, nil
	}
	return domain.NewLineAging(a.open, domain.NewMoney(a.minor, a.currency), a.minorTimesDay, a.oldest)
}

// unnoted says of a line l with its claim c, which may be none, that it is open and nobody has said why: it is in no case that
// a person opened, nor carried forward beyond a day, which is the placeholder.
const unnoted = `(c.id IS NULL OR ` + openClaim + `) AND NOT EXISTS (SELECT FROM control_case k WHERE k.entity_id = c.entity_id AND k.id = c.case_id
	AND (k.state = 'OPEN' AND k.opened_by IS NOT NULL OR k.carried_to >= %s::text::date))`

// CountNotesMissing counts, for periods of accounts, the open lines that are too old to be carried over the period's end without
// a note and have none. It is one statement however many they are.
func (db *DB) CountNotesMissing(ctx context.Context, list []*domain.Reconciliation) error {
	return countNotesMissing(ctx, db.pool, list)
}

// CountNotesMissing is DB.CountNotesMissing for one period.
func (tx *Tx) CountNotesMissing(ctx context.Context, r *domain.Reconciliation) error {
	return tx.onConn(func(c *pgx.Conn) error { return countNotesMissing(ctx, c, []*domain.Reconciliation{r}) })
}

func countNotesMissing(ctx context.Context, from querier, list []*domain.Reconciliation) error {
	var entities, places []int32
	var accounts, noted, carried []string
	for i, r := range list {
		entities, places, accounts = append(entities, int32(r.ID.Entity)), append(places, int32(i)), append(accounts, r.AccountID.String())
		noted, carried = append(noted, r.Period.Last.AddDays(-domain.NoteDays).String()), append(carried, r.Period.Last.AddDays(1).String())
	}
	rows, err := from.Query(ctx, `SELECT p.n, (SELECT count(*)::int FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
			WHERE l.entity_id = p.e AND l.account_id = p.a AND NOT l.provisional AND l.booked_on <= p.noted AND `+fmt.Sprintf(unnoted, "p.carried")+`)
		FROM unnest($1::int[], $2::int[], $3::uuid[], $4::text[]::date[], $5::text[]) AS p (n, e, a, noted, carried)`, places, entities, accounts, noted, carried)
	if err != nil {
		return fmt.Errorf("count notes: %w", err)
	}
	var n, count int
	_, err = pgx.ForEachRow(rows, []any{&n, &count}, func() error { list[n].NotesMissing = count; return nil })
	return wrap("count notes", err)
}
