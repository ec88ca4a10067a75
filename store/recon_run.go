package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// BeginRun adds a run that waits for a worker, and gives the account the standard rules when it has none in force. It
// returns the run that is under way instead when there is one. The caller holds the account's row.
func (tx *Tx) BeginRun(ctx context.Context, run *domain.ReconRun, standard *domain.MatchRuleSet) (under *domain.ReconRun, err error) {
	row := new(reconRunRow)
	err = tx.bun.NewSelect().Model(row).Where("entity_id = ? AND account_id = ? AND state = 'RUNNING'", run.ID.Entity, run.AccountID).Scan(ctx)
	if err == nil {
		return row.record()
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("look for a run under way: %w", err)
	}
	if run.RuleSetNo, err = tx.rulesInForce(ctx, run, standard); err != nil {
		return nil, err
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO recon_run (entity_id, id, version, account_id, job_id, rule_set, trigger, state, replay_of, attempt, seen_at, started_at)
		VALUES ($1, $2, 1, $3, $4, $5, $6, 'RUNNING', $7, 0, $8, $8)`,
		run.ID.Entity, run.ID.UUID, run.AccountID, run.JobID, run.RuleSetNo, run.Trigger, run.ReplayID, run.StartedAt)
	return nil, wrap("add run", err)
}

func (tx *Tx) rulesInForce(ctx context.Context, run *domain.ReconRun, standard *domain.MatchRuleSet) (number int, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT number FROM match_rule_set WHERE entity_id = $1 AND account_id = $2 AND state = 'ACTIVE'`,
		run.ID.Entity, run.AccountID).Scan(&number)
	if !errors.Is(err, sql.ErrNoRows) {
		return number, wrap("look for rules in force", err)
	}
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) + 1 FROM match_rule_set WHERE entity_id = $1 AND account_id = $2`,
		run.ID.Entity, run.AccountID).Scan(&number)
	if err != nil {
		return 0, fmt.Errorf("number the standard rules: %w", err)
	}
	rules, err := jsonText(standard.Rules)
	if err != nil {
		return 0, err
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO match_rule_set (entity_id, id, account_id, number, state, rules, active_from, reason) VALUES ($1, $2, $3, $4, 'ACTIVE', $5::jsonb, $6, $7)`,
		run.ID.Entity, standard.ID.UUID, run.AccountID, number, rules, run.StartedAt, standard.Why)
	return number, wrap("take on the standard rules", err)
}

// TakeRun takes a run for one worker; nil when it ended, or another worker was seen at it within lease.
func (db *DB) TakeRun(ctx context.Context, id domain.ID, now time.Time, lease time.Duration) (*domain.ReconRun, error) {
	rows, err := db.pool.Query(ctx, `
		UPDATE recon_run SET attempt = attempt + 1, seen_at = $3
		WHERE entity_id = $1 AND id = $2 AND state = 'RUNNING' AND (attempt = 0 OR seen_at < $4) RETURNING *`,
		int32(id.Entity), id.UUID, now, now.Add(-lease))
	if err != nil {
		return nil, fmt.Errorf("take run: %w", err)
	}
	row, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[reconRunRow])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("take run: %w", err)
	}
	return row.record()
}

// SeeRun says that the worker of a run is alive, and whether it still holds it: not when it was stopped or taken from it.
func (db *DB) SeeRun(ctx context.Context, run *domain.ReconRun, now time.Time) (held bool, err error) {
	tag, err := db.pool.Exec(ctx, `UPDATE recon_run SET seen_at = $4 WHERE entity_id = $1 AND id = $2 AND attempt = $3 AND state = 'RUNNING'`,
		int32(run.ID.Entity), run.ID.UUID, run.Attempt, now)
	return err == nil && tag.RowsAffected() == 1, wrap("say that the run goes on", err)
}

// LeaveRun lets another worker take the run at once.
func (db *DB) LeaveRun(ctx context.Context, run *domain.ReconRun) error {
	_, err := db.SeeRun(ctx, run, time.Unix(0, 0).UTC())
	return err
}

// LostRuns are runs at which no worker was seen since an instant, oldest first, at most 100.
func (db *DB) LostRuns(ctx context.Context, since time.Time) ([]*domain.ReconRun, error) {
	return db.runs(ctx, `SELECT * FROM recon_run WHERE state = 'RUNNING' AND seen_at < $1 ORDER BY seen_at LIMIT 100`, since)
}

func (db *DB) runs(ctx context.Context, sql string, args ...any) ([]*domain.ReconRun, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load runs: %w", err)
	}
	var found []reconRunRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load runs: %w", err)
	}
	list := make([]*domain.ReconRun, len(found))
	for i := range found {
		if list[i], err = found[i].record(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// RunsByID reads these runs, as far as scope sees them.
func (db *DB) RunsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.ReconRun, error) {
	entities, uuids := split(ids)
	return db.runs(ctx, `SELECT t.* FROM recon_run t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
}

// LastRuns reads the latest run of each of these accounts that has one, as far as scope sees them; nil means of all that it sees.
func (db *DB) LastRuns(ctx context.Context, scope domain.Scope, accounts []domain.ID) ([]*domain.ReconRun, error) {
	_, only := split(accounts)
	return db.runs(ctx, `SELECT r.* FROM recon_account a CROSS JOIN LATERAL (
		SELECT * FROM recon_run WHERE entity_id = a.entity_id AND account_id = a.id ORDER BY started_at DESC, id LIMIT 1) r
		WHERE a.entity_id = ANY($1) AND ($2::uuid[] IS NULL OR a.id = ANY($2::uuid[]))`, entityNumbers(scope), only)
}

type runPageRow struct {
	reconRunRow
	SortKeys []string
}

// Runs reads a page of an account's runs, newest first. The caller has asked whether the account may be seen.
func (db *DB) Runs(ctx context.Context, account domain.ID, page domain.PageRequest, counted bool) (domain.Page[*domain.ReconRun], error) {
	none := domain.Page[*domain.ReconRun]{}
	q := &query{page: page}
	q.when("r.entity_id = %s", int32(account.Entity))
	q.when("r.account_id = %s", account.UUID)
	if err := q.sorted(nil, nil, sortKey{expr: "r.started_at", cast: "timestamptz", desc: true}, "r.id"); err != nil {
		return none, err
	}
	q.bind(account)
	var broken error
	p, err := list(ctx, db, q, "r.*", "recon_run r", counted, func(r *runPageRow) []string { return r.SortKeys }, func(r *runPageRow) *domain.ReconRun {
		run, err := r.record()
		broken = errors.Join(broken, err)
		return run
	})
	return p, errors.Join(err, broken)
}

// RuleSets reads every rule set of accounts, newest first: they are few.
func (db *DB) RuleSets(ctx context.Context, accounts []domain.ID) ([]*domain.MatchRuleSet, error) {
	entities, uuids := split(accounts)
	return db.ruleSets(ctx, `SELECT t.* FROM match_rule_set t`+keyed+`t.account_id = k.u ORDER BY t.account_id, t.number DESC`, entities, uuids)
}

// RuleSetsByID reads these rule sets, as far as scope sees them.
func (db *DB) RuleSetsByID(ctx context.Context, scope domain.Scope, ids []domain.ID) ([]*domain.MatchRuleSet, error) {
	entities, uuids := split(ids)
	return db.ruleSets(ctx, `SELECT t.* FROM match_rule_set t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3)`, entities, uuids, entityNumbers(scope))
}

func (db *DB) ruleSets(ctx context.Context, sql string, args ...any) ([]*domain.MatchRuleSet, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	var found []ruleSetRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	list := make([]*domain.MatchRuleSet, len(found))
	for i := range found {
		if list[i], err = found[i].record(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// RunOfJob locks the run of a job. Errors: NOT_FOUND.
func (tx *Tx) RunOfJob(ctx context.Context, job domain.ID) (*domain.ReconRun, error) {
	row := new(reconRunRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND job_id = ?", job.Entity, job.UUID).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock run: %w", err)
	}
	return row.record()
}
