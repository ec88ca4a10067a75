package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"countersign/domain"
)

// Mistake is one thing that was done by itself and turned out wrong.
type Mistake struct {
	Entity  domain.EntityID
	Use     domain.AiUse
	Audited bool
	Minor   int64   // what it was about, in the group's currency
	Audit   float64 // share that is audited under the policy in force
}

// mistakesSQL finds what was done wrong by itself since the budget in force began: when its policy was published, or a person last let the model
// act, whichever is later. Entities are $1.
const mistakesSQL = `
SELECT p.entity_id AS entity, p.use, r.audited, abs(r.risk_minor) AS minor, p.audit
FROM advice_policy p
JOIN recommendation r ON r.entity_id = p.entity_id AND r.use = p.use AND r.zone = 'AUTO' AND r.outcome = 'WRONG'
WHERE p.entity_id = ANY ($1) AND p.state = 'ACTIVE' AND p.budget_minor IS NOT NULL AND r.outcome_at >= greatest(p.active_from,
  (SELECT max(a.decided_at) FROM model_promotion a JOIN model m ON m.entity_id = a.entity_id AND m.id = a.model_id
    WHERE m.entity_id = p.entity_id AND m.use = p.use AND a.state = 'AGREED'))`

// Governed is what is known of the models of entities.
type Governed struct {
	Models   []*domain.Model
	Policies []*domain.AdvicePolicy // in force, drafts, and the last that were in force before, newest first
	Asked    map[domain.UUID]*domain.ModelPromotion
	Agreed   map[domain.UUID]time.Time // when a person last let a model act, by model
	Stopped  []*domain.AdviceTurn      // the last turn of each use, where it is a stop
	Newest   []*domain.ModelVersion    // the newest checkpoint of each
	Mistakes []Mistake
}

// retiredShown is how many policies of a model are read that are in force no more.
const retiredShown = 10

type agreedRow struct {
	ModelID domain.UUID
	At      time.Time
}

// Models reads all that governs the models of entities, in one round trip however many there are.
func (db *DB) Models(ctx context.Context, entities []domain.EntityID) (*Governed, error) {
	numbers := entityNumbers(domain.ScopeOf(entities...))
	var (
		models   []modelRow
		policies []advicePolicyRow
		asked    []promotionRow
		agreed   []agreedRow
		turns    []adviceTurnRow
		versions []modelVersionRow
	)
	g := &Governed{Asked: map[domain.UUID]*domain.ModelPromotion{}, Agreed: map[domain.UUID]time.Time{}}
	err := db.atOnce(ctx, func(at *instant) error {
		return at.askLast(ctx, func(b *pgx.Batch) {
			b.Queue(`SELECT * FROM model WHERE entity_id = ANY ($1) ORDER BY entity_id, use`, numbers).Query(collect(&models))
			b.Queue(`SELECT p.* FROM advice_policy p JOIN (
				SELECT entity_id, id, state, row_number() OVER (PARTITION BY entity_id, use, state ORDER BY number DESC) AS place FROM advice_policy WHERE entity_id = ANY ($1)
			) k USING (entity_id, id) WHERE k.state <> 'RETIRED' OR k.place <= $2 ORDER BY p.entity_id, p.use, p.number DESC`, numbers, retiredShown).Query(collect(&policies))
			b.Queue(`SELECT * FROM model_promotion WHERE entity_id = ANY ($1) AND state = 'ASKED'`, numbers).Query(collect(&asked))
			b.Queue(`SELECT model_id, max(decided_at) AS at FROM model_promotion WHERE entity_id = ANY ($1) AND state = 'AGREED' GROUP BY model_id`, numbers).Query(collect(&agreed))
			b.Queue(`SELECT DISTINCT ON (entity_id, use) * FROM advice_turn WHERE entity_id = ANY ($1) ORDER BY entity_id, use, at DESC, id DESC`, numbers).Query(collect(&turns))
			b.Queue(`SELECT DISTINCT ON (v.entity_id, v.model_id) v.entity_id, v.id, v.model_id, v.number, v.state, v.seed, v.position, v.learned, v.labels, v.data_hash,
				v.sha256, v.raw_bytes, v.made_at, v.event FROM model_version v WHERE v.entity_id = ANY ($1) ORDER BY v.entity_id, v.model_id, v.number DESC`, numbers).Query(collect(&versions))
			b.Queue(mistakesSQL, numbers).Query(collect(&g.Mistakes))
		})
	})
	if err != nil {
		return nil, fmt.Errorf("load models: %w", err)
	}
	uses := map[domain.UUID]domain.AiUse{}
	for i := range models {
		g.Models = append(g.Models, models[i].record())
		uses[models[i].ID] = models[i].Use
	}
	for i := range policies {
		g.Policies = append(g.Policies, policies[i].record())
	}
	for i := range asked {
		g.Asked[asked[i].ModelID] = asked[i].record()
	}
	for _, a := range agreed {
		g.Agreed[a.ModelID] = a.At.UTC()
	}
	for i := range turns {
		if turns[i].Kind == domain.TurnStopped {
			g.Stopped = append(g.Stopped, turns[i].record())
		}
	}
	for i := range versions {
		g.Newest = append(g.Newest, versions[i].record(uses[versions[i].ModelID]))
	}
	return g, nil
}

// standing adds to the policies of an entity what its models may do at all: a model about which something was decided has a policy
// here even where nobody set one.
func standing(ctx context.Context, from bun.IDB, entity domain.EntityID, found map[domain.AiUse]*domain.AdvicePolicy) error {
	var rows []modelRow
	if err := from.NewSelect().Model(&rows).Where("entity_id = ? AND state <> 'ACTIVE'", entity).Scan(ctx); err != nil {
		return fmt.Errorf("read what models may do: %w", err)
	}
	for _, r := range rows {
		if found[r.Use] == nil {
			found[r.Use] = domain.DefaultAdvicePolicy(entity, r.Use)
		}
		found[r.Use].Model = r.State
	}
	return nil
}
