package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// reconRunRow is a row of recon_run.
type reconRunRow struct {
	bun.BaseModel `bun:"table:recon_run" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	AccountID     domain.UUID
	JobID         domain.UUID
	RuleSet       int
	Trigger       string
	State         domain.JobState
	Lines         int
	Tallies       json.RawMessage `bun:"type:jsonb"`
	ByRule        json.RawMessage `bun:"type:jsonb"`
	Proof         json.RawMessage `bun:"type:jsonb,nullzero"`
	InputHash     *string
	ResultHash    *string
	Problem       *string
	ReplayOf      domain.UUID
	Attempt       int
	SeenAt        time.Time
	StartedAt     time.Time
	EndedAt       *time.Time
}

func (r *reconRunRow) record() (*domain.ReconRun, error) {
	run := &domain.ReconRun{
		ID: domain.ID{Kind: domain.NodeReconRun, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, AccountID: r.AccountID, JobID: r.JobID,
		RuleSetNo: r.RuleSet, Trigger: r.Trigger, State: r.State, Lines: r.Lines, InputHash: r.InputHash, ResultHash: r.ResultHash,
		Problem: r.Problem, ReplayID: r.ReplayOf, Attempt: r.Attempt, StartedAt: r.StartedAt.UTC(),
	}
	if r.EndedAt != nil {
		ended := r.EndedAt.UTC()
		run.EndedAt = &ended
	}
	for _, part := range []struct {
		text json.RawMessage
		into any
	}{{r.Tallies, &run.Tallies}, {r.ByRule, &run.Rules}, {r.Proof, &run.Proof}} {
		if len(part.text) == 0 {
			continue
		}
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return nil, fmt.Errorf("read run %s: %w", run.ID, err)
		}
	}
	return run, nil
}

// ruleSetRow is a row of match_rule_set.
type ruleSetRow struct {
	bun.BaseModel `bun:"table:match_rule_set" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	AccountID     domain.UUID
	Number        int
	State         string
	Rules         json.RawMessage `bun:"type:jsonb"`
	MadeBy        domain.UUID
	PublishedBy   domain.UUID
	ActiveFrom    *time.Time
	Reason        string
}

func (r *ruleSetRow) record() (*domain.MatchRuleSet, error) {
	set := &domain.MatchRuleSet{
		ID: domain.ID{Kind: domain.NodeRuleSet, Entity: r.EntityID, UUID: r.ID}, AccountID: r.AccountID, Number: r.Number, State: r.State,
		MakerID: r.MadeBy, PublisherID: r.PublishedBy, Why: r.Reason,
	}
	if r.ActiveFrom != nil {
		from := r.ActiveFrom.UTC()
		set.ActiveFrom = &from
	}
	if err := json.Unmarshal(r.Rules, &set.Rules); err != nil {
		return nil, fmt.Errorf("read rule set %s: %w", set.ID, err)
	}
	return set, nil
}

// matchGroupRow is a row of match_group.
type matchGroupRow struct {
	EntityID     domain.EntityID
	ID           domain.UUID
	Version      int
	AccountID    domain.UUID
	RunID        domain.UUID
	RuleID       domain.UUID
	Shape        domain.MatchShape
	State        domain.GroupState
	ByPerson     domain.UUID
	Members      []domain.UUID
	Score        float64
	Reasons      []byte
	Remainder    int64
	Currency     domain.Currency
	AdjustmentID domain.UUID
	DecidedBy    domain.UUID
	Before       []byte
	MadeAt       time.Time
}

func (r *matchGroupRow) record() (*domain.MatchGroup, error) {
	g := &domain.MatchGroup{
		ID: domain.ID{Kind: domain.NodeMatchGroup, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, AccountID: r.AccountID, RunID: r.RunID,
		RuleID: r.RuleID, Shape: r.Shape, State: r.State, PersonID: r.ByPerson, DecidedID: r.DecidedBy, Members: r.Members, Score: r.Score,
		Remainder: domain.NewMoney(r.Remainder, r.Currency), AdjustmentID: r.AdjustmentID, Before: r.Before, MadeAt: r.MadeAt.UTC(),
	}
	if err := json.Unmarshal(r.Reasons, &g.Reasons); err != nil {
		return nil, fmt.Errorf("read match %s: %w", g.ID, err)
	}
	return g, nil
}

// adjustmentRow is a row of adjustment.
type adjustmentRow struct {
	bun.BaseModel `bun:"table:adjustment" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Key           string
	AccountID     domain.UUID
	Kind          string
	State         string
	GroupID       domain.UUID
	CaseID        domain.UUID
	Minor         int64
	Currency      domain.Currency
	Journal       []domain.AdjustmentLine `bun:"type:jsonb"`
	ReasonCode    string
	Reason        string
	PreparedBy    domain.UUID
	PreparedAt    time.Time
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	Comment       *string
	Reference     *string
	EntryID       domain.UUID
}

func adjustmentToRow(a *domain.MatchAdjustment) adjustmentRow {
	return adjustmentRow{
		EntityID: a.ID.Entity, ID: a.ID.UUID, Version: a.Version, Key: a.Key, AccountID: a.AccountID, Kind: a.Kind, State: a.State,
		GroupID: a.GroupID, CaseID: a.CaseID, Minor: a.Amount.Minor, Currency: a.Amount.Currency, Journal: a.Lines, ReasonCode: a.ReasonCode, Reason: a.Reason,
		PreparedBy: a.PreparerID, PreparedAt: a.PreparedAt, DecidedBy: a.DeciderID, DecidedAt: a.DecidedAt, Comment: a.Comment, Reference: a.Reference,
		EntryID: a.EntryID,
	}
}

func (r *adjustmentRow) record() *domain.MatchAdjustment {
	return &domain.MatchAdjustment{
		ID: domain.ID{Kind: domain.NodeAdjustment, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, Key: r.Key, AccountID: r.AccountID,
		Kind: r.Kind, State: r.State, GroupID: r.GroupID, CaseID: r.CaseID, Amount: domain.NewMoney(r.Minor, r.Currency), Lines: r.Journal,
		ReasonCode: r.ReasonCode, Reason: r.Reason, PreparerID: r.PreparedBy, PreparedAt: r.PreparedAt.UTC(),
		DeciderID: r.DecidedBy, DecidedAt: utc(r.DecidedAt), Comment: r.Comment, Reference: r.Reference, EntryID: r.EntryID,
	}
}
