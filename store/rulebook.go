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

// Rulebook loads everything that authorization decides by now, as of one instant.
func (db *DB) Rulebook(ctx context.Context) (domain.Rulebook, error) {
	return db.RulebookAsOf(ctx, time.Time{})
}

// RulebookAsOf loads the rulebook as it was recorded at an instant; the zero time is now. People who had left by now are
// inactive in every book: who works here is not kept in two times.
func (db *DB) RulebookAsOf(ctx context.Context, at time.Time) (book domain.Rulebook, err error) {
	err = db.bun.RunInTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, func(ctx context.Context, tx bun.Tx) error {
		book, err = rulebook(ctx, tx, at)
		return err
	})
	return book, wrap("load the rulebook", err)
}

// Rulebook loads the rulebook as this change would leave it.
func (tx *Tx) Rulebook(ctx context.Context) (domain.Rulebook, error) {
	book, err := rulebook(ctx, tx.bun, time.Time{})
	return book, wrap("load the rulebook", err)
}

// rulebook reads what was recorded at an instant, the zero time being now.
func rulebook(ctx context.Context, db bun.IDB, at time.Time) (domain.Rulebook, error) {
	book := domain.Rulebook{Entities: map[domain.EntityID]string{}, Names: map[domain.UUID]string{}}
	err := db.NewSelect().Table("world").Column("authz", "group_currency").Scan(ctx, &book.Version, &book.Currency)
	if err != nil {
		return book, fmt.Errorf("read the version in force: %w", err)
	}
	if !at.IsZero() {
		err := db.NewRaw(versionAt, at).Scan(ctx, &book.Version, new(bool))
		if err != nil {
			return book, fmt.Errorf("find the version in force then: %w", err)
		}
	}
	if err := people(ctx, db, &book); err != nil {
		return book, err
	}
	held := func(q *bun.SelectQuery) *bun.SelectQuery {
		if at.IsZero() {
			return q.Where("recorded_to IS NULL")
		}
		return q.Where("recorded_from <= ? AND (recorded_to IS NULL OR recorded_to > ?)", at, at)
	}
	return book, rulebookRows(ctx, db, &book, held)
}

// rulebookRows reads the versions of rows that are wanted.
func rulebookRows(ctx context.Context, db bun.IDB, book *domain.Rulebook, wanted func(*bun.SelectQuery) *bun.SelectQuery) error {
	var roles []roleRow
	var grants []roleGrantRow
	var rules []dutyRuleRow
	var delegations []delegationRow
	var mitigations []mitigationRow
	var services []serviceRow
	for _, list := range []struct {
		rows  any
		order string
	}{{&roles, "key"}, {&grants, "id"}, {&rules, "key"}, {&delegations, "id"}, {&mitigations, "id"}, {&services, "id"}} {
		if err := wanted(db.NewSelect().Model(list.rows).Order(list.order)).Scan(ctx); err != nil {
			return fmt.Errorf("read %T: %w", list.rows, err)
		}
	}
	book.Roles = mapped(roles, (*roleRow).role)
	book.Grants = mapped(grants, (*roleGrantRow).grant)
	book.Rules = mapped(rules, (*dutyRuleRow).rule)
	book.Delegations = mapped(delegations, (*delegationRow).delegation)
	book.Mitigations = mapped(mitigations, (*mitigationRow).mitigation)
	book.Services = mapped(services, (*serviceRow).account)
	for _, s := range book.Services {
		book.Names[s.ID] = s.Name
	}
	return nil
}

// versionAt finds the version in force at an instant, and whether it was recorded by then. What came with the set-up may be
// older than the first version that was counted, and goes by its number.
const versionAt = `SELECT coalesce(max(version) FILTER (WHERE recorded_at <= ?0), min(version)), bool_or(recorded_at <= ?0) FROM rulebook`

// RulebookVersionAt finds the version in force at an instant. It is not exact about an instant before the first version was
// counted: what was recorded by then may be less.
func (db *DB) RulebookVersionAt(ctx context.Context, at time.Time) (version int64, exact bool, err error) {
	err = db.bun.NewRaw(versionAt, at).Scan(ctx, &version, &exact)
	return version, exact, wrap("find the version in force then", err)
}

// people reads who there is and which entities there are.
func people(ctx context.Context, db bun.IDB, book *domain.Rulebook) error {
	var entities []struct {
		Number domain.EntityID
		Code   string
	}
	if err := db.NewSelect().Table("entity").Column("number", "code").Scan(ctx, &entities); err != nil {
		return fmt.Errorf("read entities: %w", err)
	}
	for _, e := range entities {
		book.Entities[e.Number] = e.Code
	}
	var persons []struct {
		ID     domain.UUID
		Name   string
		Active bool
	}
	if err := db.NewSelect().Table("person").Column("id", "name", "active").Order("id").Scan(ctx, &persons); err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	for _, p := range persons {
		book.Names[p.ID] = p.Name
		if !p.Active {
			book.Inactive = append(book.Inactive, p.ID)
		}
	}
	return nil
}

func mapped[R, T any](rows []R, record func(*R) T) []T {
	list := make([]T, len(rows))
	for i := range rows {
		list[i] = record(&rows[i])
	}
	return list
}

// Revise closes the recorded time of what the revision replaces, adds its rows, brings inboxes in step with delegations,
// counts the rulebook's version up and notes which change made it. The record's From of every row must be at. It returns the new version.
//
// Errors: a row that breaks a constraint of four eyes is DUTY_CONFLICT; STALE when another change was faster.
func (tx *Tx) Revise(ctx context.Context, r domain.Revision, at time.Time, change domain.UUID) (version int64, err error) {
	// One revision at a time: whoever comes second waits here and then reads what the first one left.
	err = tx.bun.NewUpdate().Table("world").Set("authz = authz + 1").Where("id = 1").Returning("authz").Scan(ctx, &version)
	if err != nil {
		return 0, fmt.Errorf("count the rulebook up: %w", err)
	}
	if err := replace(ctx, tx, "role", at, r.Roles, roleToRow, func(r *domain.Role) domain.UUID { return r.ID }); err != nil {
		return 0, err
	}
	if err := replace(ctx, tx, "role_grant", at, r.Grants, grantToRow, func(g *domain.Grant) domain.UUID { return g.ID }); err != nil {
		return 0, err
	}
	if err := replace(ctx, tx, "duty_rule", at, r.Rules, ruleToRow, func(r *domain.DutyRule) domain.UUID { return r.ID }); err != nil {
		return 0, err
	}
	if err := replace(ctx, tx, "delegation", at, r.Delegations, delegationToRow, func(d *domain.Delegation) domain.UUID { return d.ID }); err != nil {
		return 0, err
	}
	if err := replace(ctx, tx, "mitigation", at, r.Mitigations, mitigationToRow, func(m *domain.Mitigation) domain.UUID { return m.ID }); err != nil {
		return 0, err
	}
	if err := replace(ctx, tx, "service_account", at, r.Services, serviceToRow, func(s *domain.ServiceAccount) domain.UUID { return s.ID }); err != nil {
		return 0, err
	}
	for _, table := range []string{"role_grant", "duty_rule", "delegation", "mitigation"} {
		if err := closeRows(ctx, tx, table, at, r.Closed); err != nil {
			return 0, err
		}
	}
	if err := tx.showDelegated(ctx, r, at); err != nil {
		return 0, err
	}
	_, err = tx.bun.ExecContext(ctx, `INSERT INTO rulebook (version, recorded_at, change_id) VALUES (?, ?, ?)`, version, at, change)
	return version, wrap("note the version", err)
}

// replace closes the rows that hold now and adds the new ones.
func replace[T, R any](ctx context.Context, tx *Tx, table string, at time.Time, list []T, toRow func(*T) *R, id func(*T) domain.UUID) error {
	if len(list) == 0 {
		return nil
	}
	rows, ids := make([]*R, len(list)), make([]domain.UUID, len(list))
	for i := range list {
		rows[i], ids[i] = toRow(&list[i]), id(&list[i])
	}
	if err := closeRows(ctx, tx, table, at, ids); err != nil {
		return err
	}
	if _, err := tx.bun.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("add rows of %s: %w", table, err)
	}
	return nil
}

// closeRows ends the recorded time of the rows with these ids that hold now.
func closeRows(ctx context.Context, tx *Tx, table string, at time.Time, ids []domain.UUID) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.bun.NewUpdate().Table(table).Set("recorded_to = ?", at).Where("id IN (?) AND recorded_to IS NULL", bun.List(ids)).Exec(ctx)
	return wrap("close rows of "+table, err)
}

// RulebookVersions lists the versions recorded in a span of time, oldest first, at most limit.
func (db *DB) RulebookVersions(ctx context.Context, from, to time.Time, limit int) ([]RulebookVersion, error) {
	var list []RulebookVersion
	err := db.bun.NewSelect().Table("rulebook").Column("version", "recorded_at", "change_id").
		Where("recorded_at >= ? AND recorded_at < ?", from, to).Order("version").Limit(int64(limit)).Scan(ctx, &list)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return list, wrap("list versions of the rulebook", err)
}

// RulebookVersion is when a version came into force, and by which change; the zero change is the set-up.
type RulebookVersion struct {
	Version    int64
	RecordedAt time.Time
	ChangeID   domain.UUID
}
