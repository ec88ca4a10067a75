package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

const taskColumns = `t.entity_id, t.id, t.version, t.kind, t.state, t.invoice_id, t.round, t.step, t.via, t.because,
	t.limit_minor, t.limit_currency, t.candidates, t.due_at, t.created_at`

// shownNow leaves out what a delegation shows before it begins and after it ends, and shows a task once to whom several
// people delegated it, or who is asked themselves too.
const shownNow = `(b.delegation IS NULL OR b.shown_from <= %s AND b.shown_to > %[1]s AND NOT EXISTS (
	SELECT FROM inbox o WHERE o.entity_id = b.entity_id AND o.task_id = b.task_id AND o.person_id = b.person_id
		AND (o.delegation IS NULL OR o.shown_from <= %[1]s AND o.shown_to > %[1]s AND (o.on_behalf_of, o.delegation) < (b.on_behalf_of, b.delegation))))`

var inboxSorts = map[string]sortKey{
	"dueAt":     {expr: "b.due_at", cast: "timestamptz"},
	"createdAt": {expr: "b.created_at", cast: "timestamptz"},
	"amount":    {expr: "b.group_minor", cast: "bigint"},
}

type taskPageRow struct {
	taskRow
	Chance        float64
	DiscountMinor int64
	DiscountUntil domain.Date
	PinnedAt      *time.Time
	GroupMinor    int64
	SortKeys      []string
}

// record is the task with what is at stake while it waits, in the group's currency.
func (r *taskPageRow) record(group domain.Currency) *domain.Task {
	t := r.taskRow.record()
	t.Stake = &domain.Stake{
		Worth: domain.NewMoney(r.GroupMinor, group), Chance: max(r.Chance, domain.UsualChance), DueAt: t.DueAt,
		Discount: domain.NewMoney(r.DiscountMinor, group), Until: r.DiscountUntil, Pinned: r.PinnedAt != nil,
	}
	return t
}

// rankOrder is the order by what waiting loses, as package ml makes it, what a person pinned before everything else. The instant is
// an hour's, so that a page fits the one before it.
func rankOrder(now time.Time) sortKey {
	at := now.UTC().Truncate(time.Hour).Format("'2006-01-02T15:04:05Z'") // no argument: the statement that counts has no order
	near := func(left, past string) string {
		return fmt.Sprintf(`CASE WHEN %[1]s < 0 THEN %[2]s ELSE greatest(0, 1 - %[1]s / 604800) END`, left, past)
	}
	late := fmt.Sprintf(`(%d + %g * abs(b.group_minor)) * `, domain.LateReminderMinor, domain.LatePerMille/1000) +
		near(`extract(epoch FROM b.due_at - `+at+`::timestamptz)::float8`, "1")
	discount := `coalesce(b.discount_minor * ` + near(`extract(epoch FROM (b.discount_until + 1)::timestamp AT TIME ZONE 'UTC' - `+at+`::timestamptz)::float8`, "0") + `, 0)`
	return sortKey{
		expr: fmt.Sprintf(`(round(greatest(b.chance, %g) * abs(b.group_minor) + (%s) + %s) + CASE WHEN b.pinned_at IS NULL THEN 0 ELSE 1e15 END)::numeric`,
			domain.UsualChance, late, discount),
		cast: "numeric", desc: true,
	}
}

// Inbox reads a page of what waits for a person, with each task's invoice and the parts of it that are wanted, as of one
// instant. It takes the same number of statements whatever the page's size.
func (db *DB) Inbox(ctx context.Context, scope domain.Scope, person domain.UUID, f domain.TaskFilter, sort []*domain.SortInput, page domain.PageRequest, parts Parts, counted bool, now time.Time, group domain.Currency) (domain.Page[*domain.Task], error) {
	var none domain.Page[*domain.Task]
	q := &query{page: page}
	q.when("b.person_id = %s", person.String())
	q.when(shownNow, now)
	q.when("b.entity_id = ANY(%s)", entityNumbers(scope.Within(entitiesOf(f.EntityID))))
	if len(f.Kind) > 0 {
		q.when("b.kind = ANY(%s)", texts(f.Kind))
	}
	if f.Overdue != nil && *f.Overdue {
		q.when("b.due_at < %s", now)
	}
	from := "inbox b JOIN task t ON t.entity_id = b.entity_id AND t.id = b.task_id"
	if f.Text != nil && *f.Text != "" {
		pattern := "%" + like(*f.Text) + "%"
		from += " JOIN invoice i ON i.entity_id = t.entity_id AND i.id = t.invoice_id"
		q.when("(i.number ILIKE %s OR i.key ILIKE %s OR i.seller_name ILIKE %s)", pattern, pattern, pattern)
	}
	sorts := maps.Clone(inboxSorts)
	if slices.ContainsFunc(sort, func(s *domain.SortInput) bool { return s.Field == "rank" }) {
		sorts["rank"] = rankOrder(now)
	}
	if err := q.sorted(sorts, sort, sortKey{expr: "b.due_at", cast: "timestamptz"}, "b.task_id"); err != nil {
		return none, err
	}
	q.bind(f)
	var p domain.Page[*domain.Task]
	err := db.atOnce(ctx, func(at *instant) (err error) {
		p, err = list(ctx, at, q, taskColumns+`, b.chance, b.discount_minor, b.discount_until, b.pinned_at, b.group_minor`, from, counted,
			func(r *taskPageRow) []string { return r.SortKeys }, func(r *taskPageRow) *domain.Task { return r.record(group) })
		if err != nil {
			return err
		}
		return at.attachSubjects(ctx, scope, p.Items, parts)
	})
	return p, err
}

// attachSubjects loads the invoice of each task.
func (at *instant) attachSubjects(ctx context.Context, scope domain.Scope, tasks []*domain.Task, parts Parts) error {
	ids := make([]domain.ID, len(tasks))
	for i, t := range tasks {
		ids[i] = domain.ID{Kind: domain.NodeInvoice, Entity: t.ID.Entity, UUID: t.InvoiceID}
	}
	invoices, err := at.invoices(ctx, scope, ids, parts)
	if err != nil {
		return err
	}
	byID := make(map[domain.UUID]*domain.Invoice, len(invoices))
	for _, inv := range invoices {
		byID[inv.ID.UUID] = inv
	}
	for _, t := range tasks {
		t.Subject = byID[t.InvoiceID]
	}
	return nil
}

// TasksByID reads these tasks with their invoices, as far as scope sees them, as of one instant.
func (db *DB) TasksByID(ctx context.Context, scope domain.Scope, ids []domain.ID, parts Parts) (tasks []*domain.Task, err error) {
	entities, uuids := split(ids)
	err = db.atOnce(ctx, func(at *instant) error {
		var list []taskRow
		err := at.ask(ctx, func(batch *pgx.Batch) {
			batch.Queue(`SELECT `+taskColumns+` FROM task t`+keyed+`t.id = k.u WHERE t.entity_id = ANY($3) ORDER BY t.id`,
				entities, uuids, entityNumbers(scope)).Query(collect(&list))
		})
		if err != nil {
			return fmt.Errorf("load tasks: %w", err)
		}
		tasks = make([]*domain.Task, len(list))
		for i := range list {
			tasks[i] = list[i].record()
		}
		return at.attachSubjects(ctx, scope, tasks, parts)
	})
	return tasks, err
}

// InboxCounts is how much waits for a person, by kind; kinds without tasks are left out.
func (db *DB) InboxCounts(ctx context.Context, scope domain.Scope, person domain.UUID, now time.Time) ([]*domain.KindCount, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT kind, count(*)::int AS open, (count(*) FILTER (WHERE due_at < $3))::int AS overdue
		FROM inbox b WHERE person_id = $1 AND entity_id = ANY($2) AND `+fmt.Sprintf(shownNow, "$3")+` GROUP BY kind ORDER BY kind`,
		person.String(), entityNumbers(scope), now)
	if err != nil {
		return nil, fmt.Errorf("count inbox: %w", err)
	}
	counts, err := pgx.CollectRows(rows, pgx.RowToAddrOfStructByName[domain.KindCount])
	return counts, wrap("count inbox", err)
}
