package store

import (
	"bytes"
	"cmp"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// taskRow is a row of task.
type taskRow struct {
	bun.BaseModel `bun:"table:task" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Kind          domain.TaskKind
	State         domain.TaskState
	InvoiceID     domain.UUID
	Round         int
	Step          *int
	Via           string
	Because       string
	LimitMinor    *int64
	LimitCurrency *domain.Currency
	Candidates    []domain.UUID `bun:",array"`
	DueAt         *time.Time
	CreatedAt     time.Time
}

func taskToRow(t *domain.Task) *taskRow {
	row := &taskRow{
		EntityID: t.ID.Entity, ID: t.ID.UUID, Version: t.Version, Kind: t.Kind, State: t.State, InvoiceID: t.InvoiceID,
		Round: t.Round, Step: t.Step, Via: t.Via, Because: t.Because, Candidates: t.CandidateIDs, DueAt: t.DueAt,
		CreatedAt: t.CreatedAt,
	}
	if t.Limit != nil {
		row.LimitMinor, row.LimitCurrency = &t.Limit.Minor, &t.Limit.Currency
	}
	return row
}

func (r *taskRow) record() *domain.Task {
	return &domain.Task{
		ID:      domain.ID{Kind: domain.NodeTask, Entity: r.EntityID, UUID: r.ID},
		Version: r.Version, Kind: r.Kind, State: r.State, InvoiceID: r.InvoiceID, Round: r.Round, Step: r.Step, Via: r.Via,
		Because: r.Because, Limit: money(r.LimitMinor, r.LimitCurrency).Stated(), CandidateIDs: r.Candidates,
		DueAt: utc(r.DueAt), CreatedAt: r.CreatedAt.UTC(),
	}
}

// routeRow is a row of approval_route.
type routeRow struct {
	bun.BaseModel   `bun:"table:approval_route" db:"-"`
	EntityID        domain.EntityID `bun:",pk"`
	ID              domain.UUID     `bun:",pk"`
	InvoiceID       domain.UUID
	Round           int
	PolicyVersionID domain.UUID
	Automatic       bool
	Explanation     *domain.RouteExplanation `bun:"type:jsonb"`
}

func (r *routeRow) record() *domain.ApprovalRoute {
	return &domain.ApprovalRoute{
		ID:        domain.ID{Kind: "rte", Entity: r.EntityID, UUID: r.ID},
		InvoiceID: r.InvoiceID, Round: r.Round, PolicyID: domain.ID{Kind: domain.NodePolicyVersion, UUID: r.PolicyVersionID},
		Automatic: r.Automatic, Explanation: r.Explanation,
	}
}

// dutyRow is a row of duty_use.
type dutyRow struct {
	bun.BaseModel `bun:"table:duty_use" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Chain         domain.UUID
	Rule          string
	Person        domain.UUID
	Side          domain.Side
	Event         domain.UUID
	Binding       bool
}

func (r *dutyRow) record() domain.DutyUse {
	return domain.DutyUse{Entity: r.EntityID, Chain: r.Chain, Rule: r.Rule, Person: r.Person, Side: r.Side, Binding: r.Binding, Event: r.Event}
}

func dutyOrder(a, b dutyRow) int {
	return cmp.Or(cmp.Compare(a.EntityID, b.EntityID), bytes.Compare(a.Chain[:], b.Chain[:]), cmp.Compare(a.Rule, b.Rule),
		bytes.Compare(a.Person[:], b.Person[:]))
}

// dutyID is the same for every act of a person on the same side of a rule on the same chain: the first one is kept.
func dutyID(u domain.DutyUse) domain.UUID {
	if !u.Binding {
		return domain.UUIDOf("duty", u.Chain.String(), u.Rule, u.Person.String(), string(u.Side), "not binding")
	}
	return domain.UUIDOf("duty", u.Chain.String(), u.Rule, u.Person.String(), string(u.Side))
}

// decisionRow is a row of decision.
type decisionRow struct {
	bun.BaseModel `bun:"table:decision" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	TaskID        domain.UUID
	InvoiceID     domain.UUID
	Round         int
	Outcome       domain.DecisionKind
	ActorKind     domain.ActorKind
	ActorID       domain.UUID
	ActorName     string
	OnBehalfOf    domain.UUID
	OnBehalfName  *string
	At            time.Time
	ReasonCode    *string
	Comment       *string
	Authority     string
	Digest        string
	Standing      bool
	Duty          domain.UUID
	Event         domain.UUID
}

func decisionToRow(d *domain.Decision, duty domain.UUID) *decisionRow {
	return &decisionRow{
		EntityID: d.ID.Entity, ID: d.ID.UUID, TaskID: d.TaskID, InvoiceID: d.InvoiceID, Round: d.Round, Outcome: d.Outcome,
		ActorKind: d.ActorKind, ActorID: d.ActorID, ActorName: d.ActorName, OnBehalfOf: d.OnBehalf.ID, OnBehalfName: orNull(d.OnBehalf.Name), At: d.At, ReasonCode: d.ReasonCode,
		Comment: d.Comment, Authority: d.Authority, Digest: d.Digest, Standing: d.Standing, Duty: duty, Event: d.Event,
	}
}

func (r *decisionRow) record() *domain.Decision {
	return &domain.Decision{
		ID:     domain.ID{Kind: domain.NodeDecision, Entity: r.EntityID, UUID: r.ID},
		TaskID: r.TaskID, InvoiceID: r.InvoiceID, Round: r.Round, Outcome: r.Outcome, ActorKind: r.ActorKind,
		ActorID: r.ActorID, ActorName: r.ActorName, OnBehalf: domain.Behalf{ID: r.OnBehalfOf, Name: orZero(r.OnBehalfName)}, At: r.At.UTC(), ReasonCode: r.ReasonCode, Comment: r.Comment,
		Authority: r.Authority, Digest: r.Digest, Standing: r.Standing, Event: r.Event,
	}
}

// postingRow is a row of posting.
type postingRow struct {
	bun.BaseModel     `bun:"table:posting" db:"-"`
	EntityID          domain.EntityID `bun:",pk"`
	ID                domain.UUID     `bun:",pk"`
	Version           int
	InvoiceID         domain.UUID
	AdjustmentID      domain.UUID
	Revision          int
	Effect            string
	Connector         string
	State             domain.PostingState
	Key               string
	BodyHash          string
	Body              *domain.LedgerDocument `bun:"type:jsonb"`
	Digest            string
	Reference         *string
	ReversalReference *string
	Attempts          int
	Fence             int64
	Reason            *string
	Problem           *string
	RetryAt           *time.Time
	PostedAt          *time.Time
	UpdatedAt         time.Time
}

func postingToRow(p *domain.Posting) *postingRow {
	return &postingRow{
		EntityID: p.ID.Entity, ID: p.ID.UUID, Version: p.Version, InvoiceID: p.InvoiceID, AdjustmentID: p.AdjustmentID, Revision: p.Revision,
		Effect: p.Effect, Connector: p.Connector, State: p.State, Key: p.Key, BodyHash: p.BodyHash, Body: p.Body,
		Digest: p.Digest, Reference: p.Reference, ReversalReference: p.ReversalReference, Attempts: p.Attempts,
		Fence: p.Fence, Reason: p.Reason, Problem: p.Problem, RetryAt: p.RetryAt, PostedAt: p.PostedAt, UpdatedAt: p.UpdatedAt,
	}
}

func (r *postingRow) record() *domain.Posting {
	return &domain.Posting{
		ID:        domain.ID{Kind: domain.NodePosting, Entity: r.EntityID, UUID: r.ID},
		InvoiceID: r.InvoiceID, AdjustmentID: r.AdjustmentID, Version: r.Version, Revision: r.Revision, Effect: r.Effect, Connector: r.Connector,
		State: r.State, Key: r.Key, BodyHash: r.BodyHash, Body: r.Body, Digest: r.Digest, Reference: r.Reference,
		ReversalReference: r.ReversalReference, Attempts: r.Attempts, Fence: r.Fence, Reason: r.Reason, Problem: r.Problem,
		RetryAt: utc(r.RetryAt), PostedAt: utc(r.PostedAt), UpdatedAt: r.UpdatedAt.UTC(),
	}
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}
