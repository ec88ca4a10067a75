package store

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// farFuture stands in for "no due time" so that undated tasks sort last.
var farFuture = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// inboxRow is a row of inbox.
type inboxRow struct {
	bun.BaseModel `bun:"table:inbox" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	TaskID        domain.UUID
	PersonID      domain.UUID
	Kind          domain.TaskKind
	DueAt         time.Time
	CreatedAt     time.Time
	GroupMinor    int64
	OnBehalfOf    domain.UUID // whose task it is; zero for who is asked themselves
	Delegation    domain.UUID // by which it is shown; zero for who is asked themselves
	ShownFrom     *time.Time  // while the delegation lasts
	ShownTo       *time.Time
	Chance        float64     // of losing what it is about, as advice has it; 0 is the usual one
	DiscountMinor int64       // saved by paying until DiscountUntil, in the group's currency
	DiscountUntil domain.Date // zero for none
	PinnedAt      *time.Time  // when its person put it first
}

// lentRows are the rows that delegates see: one for each delegation of somebody who is asked to approve, up to its limit,
// and not to who entered or last changed the invoice, for they could not decide it anyway. own names the rows of who is
// asked, since the instant from which on delegations count.
func lentRows(own, since string) string {
	return `
		INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at, group_minor, chance, discount_minor, discount_until,
			on_behalf_of, delegation, shown_from, shown_to)
		SELECT b.entity_id, gen_random_uuid(), b.task_id, d.to_person, b.kind, b.due_at, b.created_at, b.group_minor, b.chance, b.discount_minor,
			b.discount_until, d.from_person, d.id, d.valid_from, d.valid_to
		FROM ` + own + ` b
		JOIN delegation d ON d.from_person = b.person_id AND d.recorded_to IS NULL AND d.valid_to > ` + since + ` AND b.entity_id = ANY (d.entities)
			AND '` + string(domain.ApproveInvoice) + `' = ANY (d.actions) AND (d.limit_minor IS NULL OR abs(b.group_minor) <= d.limit_minor)
		JOIN task t ON t.entity_id = b.entity_id AND t.id = b.task_id
		JOIN invoice i ON i.entity_id = t.entity_id AND i.id = t.invoice_id AND d.to_person IS DISTINCT FROM i.entered_by
			AND d.to_person IS DISTINCT FROM i.edited_by
		WHERE b.kind = 'APPROVE'`
}

// showInInboxes brings a task that waits into the inboxes of who is asked, and of their delegates.
func (tx *Tx) showInInboxes(ctx context.Context, inv *domain.Invoice, t *domain.Task) error {
	if t.State != domain.TaskReady || len(t.CandidateIDs) == 0 {
		return nil
	}
	rows := ownRows(inv, t)
	ids, people := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		ids[i], people[i] = r.ID.String(), r.PersonID.String()
	}
	_, err := tx.bun.Tx.ExecContext(ctx, `
		WITH own AS ( `+
		`INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at, group_minor, chance, discount_minor, discount_until)
			SELECT $1, u.id, $2, u.person, $3, $4, $5, $6, `+chanceOf("$1", "$9", "$6")+`, $10, $11
			FROM unnest($7::uuid[], $8::uuid[]) AS u (id, person) RETURNING *)`+lentRows("own", "now()"),
		t.ID.Entity, t.ID.UUID, string(t.Kind), rows[0].DueAt, t.CreatedAt, inv.Group.Minor, ids, people, inv.ID.UUID, rows[0].DiscountMinor, rows[0].DiscountUntil)
	if err != nil {
		return fmt.Errorf("fill inboxes: %w", err)
	}
	return nil
}

// chanceOf is domain.Chance of the advice on an invoice that stands, against its worth.
func chanceOf(entity, invoice, minor string) string {
	return fmt.Sprintf(`(SELECT least(1, %g + coalesce(sum(r.confidence * least(1, abs(r.risk_minor)::float8 / nullif(abs(%s::bigint), 0))), 0))
		FROM recommendation r WHERE r.entity_id = %s AND r.invoice_id = %s AND r.state = 'PROPOSED' AND r.zone <> 'HUMAN' AND r.use <> 'PREDICT_APPROVER')`,
		domain.UsualChance, minor, entity, invoice)
}

//nolint:gosec // names of parameters, no values
var weighTasks = `UPDATE inbox b SET chance = ` + chanceOf("$1", "$2", "$3") + `
	FROM task t WHERE b.entity_id = $1 AND t.entity_id = b.entity_id AND t.id = b.task_id AND t.invoice_id = $2`

// WeighTasks brings the chance of open tasks of an invoice up to date with what stands of its advice.
func (tx *Tx) WeighTasks(ctx context.Context, inv *domain.Invoice) error {
	_, err := tx.bun.Tx.ExecContext(ctx, weighTasks, inv.ID.Entity, inv.ID.UUID, inv.Group.Minor)
	return wrap("weigh tasks anew", err)
}

// PinTask puts a task first in a person's inbox, or takes that back. Errors: NOT_FOUND when it does not stand there.
func (tx *Tx) PinTask(ctx context.Context, task domain.ID, person domain.UUID, at *time.Time) error {
	result, err := tx.bun.Tx.ExecContext(ctx, `UPDATE inbox SET pinned_at = $4 WHERE entity_id = $1 AND task_id = $2 AND person_id = $3`,
		task.Entity, task.UUID, person, at)
	if err != nil {
		return fmt.Errorf("pin task: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return wrap("pin task", err)
	}
	return notFound()
}

// ownRows are the rows of who is asked themselves.
func ownRows(inv *domain.Invoice, t *domain.Task) []inboxRow {
	due := farFuture
	if t.DueAt != nil {
		due = *t.DueAt
	}
	rows := make([]inboxRow, len(t.CandidateIDs))
	for i, person := range t.CandidateIDs {
		rows[i] = inboxRow{
			EntityID: t.ID.Entity, ID: domain.UUIDOf("inbox", t.ID.UUID.String(), person.String()), TaskID: t.ID.UUID,
			PersonID: person, Kind: t.Kind, DueAt: due, CreatedAt: t.CreatedAt, GroupMinor: inv.Group.Minor,
		}
		rows[i].DiscountMinor, rows[i].DiscountUntil = inv.DiscountInGroup()
	}
	return rows
}

// showDelegated takes the rows of delegations that a revision ends or alters out of the inboxes, and brings in those of
// what holds now.
func (tx *Tx) showDelegated(ctx context.Context, r domain.Revision, at time.Time) error {
	ids := make([]string, 0, len(r.Delegations)+len(r.Closed))
	for _, id := range r.Closed {
		ids = append(ids, id.String())
	}
	for i := range r.Delegations {
		ids = append(ids, r.Delegations[i].ID.String())
	}
	if len(ids) == 0 {
		return nil
	}
	if _, err := tx.bun.Tx.ExecContext(ctx, `DELETE FROM inbox WHERE delegation = ANY ($1::uuid[])`, ids); err != nil {
		return fmt.Errorf("take delegated work out of inboxes: %w", err)
	}
	_, err := tx.bun.Tx.ExecContext(ctx, lentRows("inbox", "$1")+` AND b.delegation IS NULL AND d.id = ANY ($2::uuid[])`, at, ids)
	return wrap("bring delegated work into inboxes", err)
}
