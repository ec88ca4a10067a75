package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// modelRow is a row of model.
type modelRow struct {
	bun.BaseModel `bun:"table:model" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Use           domain.AiUse
	Champion      domain.UUID
	OwnerID       domain.UUID
	State         domain.ModelState
	StateBy       domain.UUID
	StateAt       *time.Time
	StateReason   string
}

func (r *modelRow) record() *domain.Model {
	return &domain.Model{
		ID: domain.ID{Kind: domain.NodeModel, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, Use: r.Use, OwnerID: r.OwnerID, State: r.State,
		ByID: r.StateBy, At: utc(r.StateAt), Why: r.StateReason,
	}
}

// promotionRow is a row of model_promotion.
type promotionRow struct {
	bun.BaseModel `bun:"table:model_promotion" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	ModelID       domain.UUID
	State         string
	AskedBy       domain.UUID
	AskedAt       time.Time
	Reason        string
	DecidedBy     domain.UUID
	DecidedAt     *time.Time
	Comment       string
}

func (r *promotionRow) record() *domain.ModelPromotion {
	return &domain.ModelPromotion{
		ID: r.ID, ModelID: r.ModelID, State: r.State, ByID: r.AskedBy, At: r.AskedAt.UTC(), Why: r.Reason, JudgeID: r.DecidedBy, JudgeAt: utc(r.DecidedAt), Comment: r.Comment,
	}
}

func promotionToRow(entity domain.EntityID, p *domain.ModelPromotion) *promotionRow {
	return &promotionRow{
		EntityID: entity, ID: p.ID, ModelID: p.ModelID, State: p.State, AskedBy: p.ByID, AskedAt: p.At, Reason: p.Why, DecidedBy: p.JudgeID, DecidedAt: p.JudgeAt, Comment: p.Comment,
	}
}
