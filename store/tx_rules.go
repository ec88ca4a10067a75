package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"countersign/domain"
)

// RuleSet reads a set of rules. Errors: NOT_FOUND.
func (tx *Tx) RuleSet(ctx context.Context, id domain.ID) (*domain.MatchRuleSet, error) {
	row := new(ruleSetRow)
	err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND id = ?", id.Entity, id.UUID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	return row.record()
}

// RuleSetsOf are all sets of rules of an account, newest first. The caller holds the account, so that none is added.
func (tx *Tx) RuleSetsOf(ctx context.Context, account domain.ID) ([]*domain.MatchRuleSet, error) {
	var rows []ruleSetRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND account_id = ?", account.Entity, account.UUID).Order("number DESC").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load rules: %w", err)
	}
	list := make([]*domain.MatchRuleSet, len(rows))
	for i := range rows {
		if list[i], err = rows[i].record(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// InsertRuleSet adds a draft.
func (tx *Tx) InsertRuleSet(ctx context.Context, s *domain.MatchRuleSet) error {
	rules, err := jsonText(s.Rules)
	if err != nil {
		return err
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `
		INSERT INTO match_rule_set (entity_id, id, account_id, number, state, rules, made_by, reason) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)`,
		s.ID.Entity, s.ID.UUID, s.AccountID, s.Number, s.State, rules, s.MakerID, s.Why)
	return wrap("add rules", err)
}

// SaveRuleSet writes where a set of rules stands; what it says stays. Errors: STALE when it is gone.
func (tx *Tx) SaveRuleSet(ctx context.Context, s *domain.MatchRuleSet) error {
	return wrap("save rules", exactlyOne(tx.bun.Tx.ExecContext(ctx, `UPDATE match_rule_set SET state = $3, published_by = $4, active_from = $5 WHERE entity_id = $1 AND id = $2`,
		s.ID.Entity, s.ID.UUID, s.State, s.PublisherID, s.ActiveFrom)))
}
