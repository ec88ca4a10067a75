package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// recommendationRow is a row of recommendation.
type recommendationRow struct {
	bun.BaseModel `bun:"table:recommendation" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Use           domain.AiUse
	InvoiceID     domain.UUID
	Line          int
	Round         int
	SupplierID    domain.UUID
	Action        domain.ProposedAction `bun:"type:jsonb"`
	Confidence    float64
	Unseen        string
	Zone          domain.AdviceZone
	Threshold     domain.AppliedThreshold `bun:"type:jsonb"`
	Explanation   domain.Explanation      `bun:"type:jsonb"`
	Alternatives  []domain.ProposedAction `bun:"type:jsonb"`
	Model         string
	State         domain.AdviceState
	Audited       bool
	Opened        bool
	RiskMinor     int64
	MadeAt        time.Time
	Event         domain.UUID
	ExpiresAt     *time.Time
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	EditedTo      *domain.ProposedAction `bun:"type:jsonb"`
	Feedback      *domain.AdviceFeedback
	Reason        *string
	Outcome       domain.AdviceOutcome
	OutcomeAt     *time.Time
}

// record is the row as a record; money at risk is in the group's currency, which the reader fills in.
func (r *recommendationRow) record(group domain.Currency) *domain.Recommendation {
	return &domain.Recommendation{
		ID: domain.ID{Kind: domain.NodeRecommendation, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, Use: r.Use, InvoiceID: r.InvoiceID,
		Line: r.Line, Round: r.Round, SupplierID: r.SupplierID, Action: r.Action, Confidence: r.Confidence, Unseen: r.Unseen, Zone: r.Zone,
		Threshold: r.Threshold, Explanation: r.Explanation, Alternatives: r.Alternatives, Model: r.Model, State: r.State,
		Audited: r.Audited, Opened: r.Opened, Risk: domain.NewMoney(r.RiskMinor, group), MadeAt: r.MadeAt.UTC(), Event: r.Event,
		ExpiresAt: utc(r.ExpiresAt), DeciderID: r.DecidedBy, DecidedAt: utc(r.DecidedAt), EditedTo: r.EditedTo, Feedback: r.Feedback,
		Reason: r.Reason, Outcome: r.Outcome, OutcomeAt: utc(r.OutcomeAt),
	}
}

func recommendationToRow(r *domain.Recommendation) recommendationRow {
	return recommendationRow{
		EntityID: r.ID.Entity, ID: r.ID.UUID, Version: r.Version, Use: r.Use, InvoiceID: r.InvoiceID, Line: r.Line, Round: r.Round,
		SupplierID: r.SupplierID, Action: r.Action, Confidence: r.Confidence, Unseen: r.Unseen, Zone: r.Zone, Threshold: r.Threshold,
		Explanation: r.Explanation, Alternatives: orEmpty(r.Alternatives), Model: r.Model, State: r.State, Audited: r.Audited,
		Opened: r.Opened, RiskMinor: r.Risk.Minor, MadeAt: r.MadeAt, Event: r.Event, ExpiresAt: r.ExpiresAt, DecidedBy: r.DeciderID,
		DecidedAt: r.DecidedAt, EditedTo: r.EditedTo, Feedback: r.Feedback, Reason: r.Reason, Outcome: r.Outcome, OutcomeAt: r.OutcomeAt,
	}
}

// labelRow is a row of label.
type labelRow struct {
	bun.BaseModel  `bun:"table:label" db:"-"`
	EntityID       domain.EntityID `bun:",pk"`
	ID             domain.UUID     `bun:",pk"`
	InvoiceID      domain.UUID
	Line           int
	Revision       int
	Account        string
	Center         string
	Source         domain.LabelSource
	Feedback       *domain.AdviceFeedback
	Trains         bool
	PersonID       domain.UUID
	Event          domain.UUID
	Recommendation domain.UUID
	Features       domain.LabelFeatures `bun:"type:jsonb"`
	Said           *domain.Said         `bun:"type:jsonb"`
	At             time.Time
}

func (r *labelRow) record() *domain.Label {
	return &domain.Label{
		ID: domain.ID{Kind: domain.NodeLabel, Entity: r.EntityID, UUID: r.ID}, InvoiceID: r.InvoiceID, Line: r.Line, Revision: r.Revision,
		Account: r.Account, Center: r.Center, Source: r.Source, Feedback: r.Feedback, Trains: r.Trains, Person: r.PersonID,
		Event: r.Event, Recommendation: r.Recommendation, Features: r.Features, Said: r.Said, At: r.At.UTC(),
	}
}

func labelToRow(l *domain.Label) labelRow {
	return labelRow{
		EntityID: l.ID.Entity, ID: l.ID.UUID, InvoiceID: l.InvoiceID, Line: l.Line, Revision: l.Revision, Account: l.Account,
		Center: l.Center, Source: l.Source, Feedback: l.Feedback, Trains: l.Trains, PersonID: l.Person, Event: l.Event,
		Recommendation: l.Recommendation, Features: l.Features, Said: l.Said, At: l.At,
	}
}

// advicePolicyRow is a row of advice_policy.
type advicePolicyRow struct {
	bun.BaseModel `bun:"table:advice_policy" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Use           domain.AiUse
	Number        int
	State         string
	Automatic     bool
	Target        float64
	Audit         float64
	SuggestFrom   float64
	HoldFrom      *float64
	CapMinor      *int64
	CapCurrency   *domain.Currency
	DraftedBy     domain.UUID
	PublishedBy   domain.UUID
	ActiveFrom    *time.Time
	Event         domain.UUID
	Reason        string

	BudgetMinor    *int64
	BudgetCurrency *domain.Currency
}

func (r *advicePolicyRow) record() *domain.AdvicePolicy {
	return &domain.AdvicePolicy{
		ID: domain.ID{Kind: domain.NodeAdvicePolicy, Entity: r.EntityID, UUID: r.ID}, Use: r.Use, Number: r.Number, State: r.State,
		Automatic: r.Automatic, Target: r.Target, Audit: r.Audit, SuggestFrom: r.SuggestFrom, HoldFrom: r.HoldFrom,
		Cap: money(r.CapMinor, r.CapCurrency).Stated(), DraftedBy: r.DraftedBy, PublishedBy: r.PublishedBy, ActiveFrom: utc(r.ActiveFrom),
		Event: r.Event, Reason: r.Reason, Budget: money(r.BudgetMinor, r.BudgetCurrency).Stated(),
	}
}

func advicePolicyToRow(p *domain.AdvicePolicy) *advicePolicyRow {
	r := &advicePolicyRow{
		EntityID: p.ID.Entity, ID: p.ID.UUID, Use: p.Use, Number: p.Number, State: p.State, Automatic: p.Automatic, Target: p.Target,
		Audit: p.Audit, SuggestFrom: p.SuggestFrom, HoldFrom: p.HoldFrom, DraftedBy: p.DraftedBy, PublishedBy: p.PublishedBy,
		ActiveFrom: p.ActiveFrom, Event: p.Event, Reason: p.Reason,
	}
	if p.Cap != nil {
		r.CapMinor, r.CapCurrency = &p.Cap.Minor, &p.Cap.Currency
	}
	if p.Budget != nil {
		r.BudgetMinor, r.BudgetCurrency = &p.Budget.Minor, &p.Budget.Currency
	}
	return r
}

// adviceTurnRow is a row of advice_turn.
type adviceTurnRow struct {
	bun.BaseModel `bun:"table:advice_turn" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Use           domain.AiUse
	Kind          string
	Cause         string
	Reason        string
	OnDay         domain.Date
	PersonID      domain.UUID
	Event         domain.UUID
	At            time.Time
}

func (r *adviceTurnRow) record() *domain.AdviceTurn {
	return &domain.AdviceTurn{
		ID: domain.ID{Entity: r.EntityID, UUID: r.ID}, Use: r.Use, Kind: r.Kind, Cause: r.Cause, Reason: r.Reason, On: r.OnDay,
		Person: r.PersonID, Event: r.Event, At: r.At.UTC(),
	}
}

func adviceTurnToRow(t *domain.AdviceTurn) *adviceTurnRow {
	return &adviceTurnRow{
		EntityID: t.ID.Entity, ID: t.ID.UUID, Use: t.Use, Kind: t.Kind, Cause: t.Cause, Reason: t.Reason, OnDay: t.On, PersonID: t.Person,
		Event: t.Event, At: t.At,
	}
}

// modelVersionRow is a row of model_version.
type modelVersionRow struct {
	bun.BaseModel `bun:"table:model_version" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	ModelID       domain.UUID
	Number        int
	State         string
	Seed          int64
	Position      int64
	Learned       int64
	Labels        int
	DataHash      string
	SHA256        string `bun:"sha256"`
	RawBytes      int64
	Content       []byte
	MadeAt        time.Time
	Event         domain.UUID
}

func (r *modelVersionRow) record(use domain.AiUse) *domain.ModelVersion {
	return &domain.ModelVersion{
		ID: domain.ID{Kind: domain.NodeModelVersion, Entity: r.EntityID, UUID: r.ID}, ModelID: r.ModelID, Use: use, Number: r.Number,
		State: r.State, Seed: r.Seed, Position: r.Position, Learned: r.Learned, Labels: r.Labels, DataHash: r.DataHash, SHA256: r.SHA256,
		RawBytes: r.RawBytes, Content: r.Content, MadeAt: r.MadeAt.UTC(), Event: r.Event,
	}
}

func modelVersionToRow(v *domain.ModelVersion) *modelVersionRow {
	return &modelVersionRow{
		EntityID: v.ID.Entity, ID: v.ID.UUID, ModelID: v.ModelID, Number: v.Number, State: v.State, Seed: v.Seed, Position: v.Position,
		Learned: v.Learned, Labels: v.Labels, DataHash: v.DataHash, SHA256: v.SHA256, RawBytes: v.RawBytes, Content: v.Content,
		MadeAt: v.MadeAt, Event: v.Event,
	}
}
