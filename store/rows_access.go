package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// recordColumns are what every row of the rulebook says of itself.
type recordColumns struct {
	RecordedFrom time.Time
	RecordedTo   *time.Time
	RequestedBy  domain.UUID
	ApprovedBy   domain.UUID
	Reason       string
	ChangeID     domain.UUID
}

func (c *recordColumns) record() domain.Record {
	return domain.Record{
		From: c.RecordedFrom.UTC(), To: orZeroTime(c.RecordedTo), Requested: c.RequestedBy, Approved: c.ApprovedBy,
		Reason: c.Reason, Change: c.ChangeID,
	}
}

func columnsOf(r domain.Record) recordColumns {
	return recordColumns{
		RecordedFrom: r.From, RecordedTo: orNoTime(r.To), RequestedBy: r.Requested, ApprovedBy: r.Approved, Reason: r.Reason,
		ChangeID: r.Change,
	}
}

// roleRow is a row of role: one version of one role.
type roleRow struct {
	bun.BaseModel `bun:"table:role" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	Key           string
	Name          string
	Purpose       string
	Owner         domain.UUID
	Actions       []domain.Action `bun:",array"`
	Inherits      []string        `bun:",array"`
	recordColumns
}

// roleGrantRow is a row of role_grant: one version of one grant.
type roleGrantRow struct {
	bun.BaseModel `bun:"table:role_grant" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	PersonID      domain.UUID
	RoleKey       string
	Entities      []domain.EntityID `bun:",array"`
	LimitMinor    *int64
	LimitCurrency *domain.Currency
	ValidFrom     time.Time
	ValidTo       *time.Time
	Emergency     string
	recordColumns
}

// dutyRuleRow is a row of duty_rule: one version of one segregation rule.
type dutyRuleRow struct {
	bun.BaseModel `bun:"table:duty_rule" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	Key           string
	Name          string
	Why           string
	Process       string
	Risk          domain.Risk
	Mode          domain.DutyMode
	Span          domain.DutySpan
	LeftActions   []domain.Action `bun:",array"`
	RightActions  []domain.Action `bun:",array"`
	Owner         domain.UUID
	Control       string
	recordColumns
}

// delegationRow is a row of delegation.
type delegationRow struct {
	bun.BaseModel `bun:"table:delegation" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	FromPerson    domain.UUID
	ToPerson      domain.UUID
	Actions       []domain.Action   `bun:",array"`
	Entities      []domain.EntityID `bun:",array"`
	LimitMinor    *int64
	LimitCurrency *domain.Currency
	ValidFrom     time.Time
	ValidTo       time.Time
	Inform        bool
	recordColumns
}

// mitigationRow is a row of mitigation.
type mitigationRow struct {
	bun.BaseModel `bun:"table:mitigation" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	RuleKey       string
	PersonID      domain.UUID
	Control       string
	Owner         domain.UUID
	ValidFrom     time.Time
	ValidTo       time.Time
	recordColumns
}

// serviceRow is a row of service_account.
type serviceRow struct {
	bun.BaseModel `bun:"table:service_account" db:"-"`
	RowID         domain.UUID `bun:",pk"`
	ID            domain.UUID
	Name          string
	Owner         domain.UUID
	ValidTo       time.Time
	recordColumns
}

func (r *roleRow) role() domain.Role {
	return domain.Role{
		ID: r.ID, Key: r.Key, Name: r.Name, Purpose: r.Purpose, Owner: r.Owner, Actions: r.Actions, Inherits: r.Inherits,
		Record: r.record(),
	}
}

func roleToRow(r *domain.Role) *roleRow {
	return &roleRow{
		RowID: rowID(r.ID, r.Record), ID: r.ID, Key: r.Key, Name: r.Name, Purpose: r.Purpose, Owner: r.Owner, Actions: orEmpty(r.Actions),
		Inherits: orEmpty(r.Inherits), recordColumns: columnsOf(r.Record),
	}
}

func (r *roleGrantRow) grant() domain.Grant {
	return domain.Grant{
		ID: r.ID, Person: r.PersonID, Role: r.RoleKey, Entities: r.Entities, Limit: money(r.LimitMinor, r.LimitCurrency),
		ValidFrom: r.ValidFrom.UTC(), ValidTo: orZeroTime(r.ValidTo), Emergency: r.Emergency, Record: r.record(),
	}
}

func grantToRow(g *domain.Grant) *roleGrantRow {
	return &roleGrantRow{
		RowID: rowID(g.ID, g.Record), ID: g.ID, PersonID: g.Person, RoleKey: g.Role, Entities: g.Entities,
		LimitMinor: minor(g.Limit), LimitCurrency: currency(g.Limit), ValidFrom: g.ValidFrom, ValidTo: orNoTime(g.ValidTo),
		Emergency: g.Emergency, recordColumns: columnsOf(g.Record),
	}
}

func (r *dutyRuleRow) rule() domain.DutyRule {
	return domain.DutyRule{
		ID: r.ID, Key: r.Key, Name: r.Name, Why: r.Why, Process: r.Process, Risk: r.Risk, Mode: r.Mode, Span: r.Span,
		Left: r.LeftActions, Right: r.RightActions, Owner: r.Owner, Control: r.Control, Record: r.record(),
	}
}

func ruleToRow(r *domain.DutyRule) *dutyRuleRow {
	return &dutyRuleRow{
		RowID: rowID(r.ID, r.Record), ID: r.ID, Key: r.Key, Name: r.Name, Why: r.Why, Process: r.Process, Risk: r.Risk, Mode: r.Mode,
		Span: r.Span, LeftActions: r.Left, RightActions: r.Right, Owner: r.Owner, Control: r.Control,
		recordColumns: columnsOf(r.Record),
	}
}

func (r *delegationRow) delegation() domain.Delegation {
	return domain.Delegation{
		ID: r.ID, From: r.FromPerson, To: r.ToPerson, Actions: r.Actions, Entities: r.Entities,
		Limit: money(r.LimitMinor, r.LimitCurrency), ValidFrom: r.ValidFrom.UTC(), ValidTo: r.ValidTo.UTC(), Inform: r.Inform,
		Record: r.record(),
	}
}

func delegationToRow(d *domain.Delegation) *delegationRow {
	return &delegationRow{
		RowID: rowID(d.ID, d.Record), ID: d.ID, FromPerson: d.From, ToPerson: d.To, Actions: d.Actions, Entities: d.Entities,
		LimitMinor: minor(d.Limit), LimitCurrency: currency(d.Limit), ValidFrom: d.ValidFrom, ValidTo: d.ValidTo, Inform: d.Inform,
		recordColumns: columnsOf(d.Record),
	}
}

func (r *mitigationRow) mitigation() domain.Mitigation {
	return domain.Mitigation{
		ID: r.ID, Rule: r.RuleKey, Person: r.PersonID, Control: r.Control, Owner: r.Owner, ValidFrom: r.ValidFrom.UTC(),
		ValidTo: r.ValidTo.UTC(), Record: r.record(),
	}
}

func mitigationToRow(m *domain.Mitigation) *mitigationRow {
	return &mitigationRow{
		RowID: rowID(m.ID, m.Record), ID: m.ID, RuleKey: m.Rule, PersonID: m.Person, Control: m.Control, Owner: m.Owner,
		ValidFrom: m.ValidFrom, ValidTo: m.ValidTo, recordColumns: columnsOf(m.Record),
	}
}

func (r *serviceRow) account() domain.ServiceAccount {
	return domain.ServiceAccount{ID: r.ID, Name: r.Name, Owner: r.Owner, ValidTo: r.ValidTo.UTC(), Record: r.record()}
}

func serviceToRow(s *domain.ServiceAccount) *serviceRow {
	return &serviceRow{
		RowID: rowID(s.ID, s.Record), ID: s.ID, Name: s.Name, Owner: s.Owner, ValidTo: s.ValidTo, recordColumns: columnsOf(s.Record),
	}
}

// rowID is the same for the same version of the same thing.
func rowID(id domain.UUID, r domain.Record) domain.UUID {
	return domain.UUIDOf("row of rulebook", id.String(), r.From.UTC().Format(time.RFC3339Nano), r.Change.String())
}

func orZeroTime(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func orNoTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
