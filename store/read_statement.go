package store

import (
	"context"
	"fmt"

	"countersign/domain"
)

type statementPageRow struct {
	statementRow
	SortKeys []string
}

// Statements reads a page of an account's statements, latest first. The caller has asked whether the account may be seen.
func (db *DB) Statements(ctx context.Context, account domain.ID, page domain.PageRequest, counted bool) (domain.Page[*domain.Statement], error) {
	q := &query{page: page}
	q.when("s.entity_id = %s", int32(account.Entity))
	q.when("s.account_id = %s", account.UUID)
	if err := q.sorted(nil, nil, sortKey{expr: "s.last_day", cast: "date", desc: true}, "s.id"); err != nil {
		return domain.Page[*domain.Statement]{}, err
	}
	q.bind(account)
	return list(ctx, db, q, "s.*", "bank_statement s", counted,
		func(r *statementPageRow) []string { return r.SortKeys }, func(r *statementPageRow) *domain.Statement { return r.record() })
}

// LatestStatements are the latest statements of each of several accounts, at most limit of each and one more, which tells of
// a next page; and how many each has.
func (db *DB) LatestStatements(ctx context.Context, accounts []domain.ID, page domain.PageRequest) (map[domain.ID]domain.Page[*domain.Statement], error) {
	entities, uuids := split(accounts)
	type row struct {
		statementRow
		SortKeys []string
		Total    int
	}
	rows, err := db.pool.Query(ctx, `
		SELECT s.*, ARRAY[s.last_day::text, s.id::text] AS sort_keys, n.total FROM unnest($1::int[], $2::uuid[]) AS k (e, u)
		CROSS JOIN LATERAL (SELECT * FROM bank_statement s WHERE s.entity_id = k.e AND s.account_id = k.u ORDER BY s.last_day DESC, s.id DESC LIMIT $3) s
		CROSS JOIN LATERAL (SELECT count(*) AS total FROM (SELECT FROM bank_statement c WHERE c.entity_id = k.e AND c.account_id = k.u LIMIT $4) c) n
		ORDER BY k.e, k.u, s.last_day DESC, s.id DESC`, entities, uuids, page.Size()+1, domain.MaxCount+1)
	if err != nil {
		return nil, fmt.Errorf("load latest statements: %w", err)
	}
	var found []row
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load latest statements: %w", err)
	}
	byAccount := map[domain.ID][]row{}
	for _, r := range found {
		id := domain.ID{Kind: domain.NodeReconAccount, Entity: r.EntityID, UUID: r.AccountID}
		byAccount[id] = append(byAccount[id], r)
	}
	pages := map[domain.ID]domain.Page[*domain.Statement]{}
	for id, list := range byAccount {
		q := &query{page: page}
		if err := q.sorted(nil, nil, sortKey{expr: "s.last_day", cast: "date", desc: true}, "s.id"); err != nil {
			return nil, err
		}
		q.bind(id)
		p := paged(q, list, func(r *row) []string { return r.SortKeys }, func(r *row) *domain.Statement { return r.record() })
		p.Total = &domain.Count{Value: min(list[0].Total, domain.MaxCount), Capped: list[0].Total > domain.MaxCount}
		pages[id] = p
	}
	return pages, nil
}

// StatementsByID reads these statements, as far as scope sees them.
func (db *DB) StatementsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.Statement, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `SELECT t.* FROM bank_statement t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
	if err != nil {
		return nil, fmt.Errorf("load statements: %w", err)
	}
	var found []statementRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load statements: %w", err)
	}
	statements := make([]*domain.Statement, len(found))
	for i := range found {
		statements[i] = found[i].record()
	}
	return statements, nil
}

// FilesByID reads these files without their bytes, by id. The caller has asked whether they may be seen.
func (db *DB) FilesByID(ctx context.Context, ids []domain.ID) (map[domain.UUID]*domain.Evidence, error) {
	entities, uuids := split(ids)
	rows, err := db.pool.Query(ctx, `
		SELECT t.entity_id, t.id, t.name, t.media_type, t.sha256, t.bytes, ''::bytea AS content, t.added_by, t.added_at
		FROM file t`+keyed+`t.id = k.u`, entities, uuids)
	if err != nil {
		return nil, fmt.Errorf("load files: %w", err)
	}
	var found []fileRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load files: %w", err)
	}
	evidence := map[domain.UUID]*domain.Evidence{}
	for i := range found {
		evidence[found[i].ID] = found[i].record()
	}
	return evidence, nil
}
