package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Advised is a recommendation as far as its quality asks.
type Advised struct {
	Entity     domain.EntityID
	ID         domain.UUID
	Use        domain.AiUse
	Kind       string // of the action
	Confidence float64
	Zone       domain.AdviceZone
	Audited    bool
	State      domain.AdviceState
	Opened     bool
	Outcome    domain.AdviceOutcome
	Minor      int64 // in the group's currency
	MadeAt     time.Time
}

// EachAdvised hands over what was advised from a day to a day, oldest first, in one statement; of all uses when none is named. What other
// advice took the place of is left out. A forecast of a close claims what is likelier, late or in time.
func (db *DB) EachAdvised(ctx context.Context, scope domain.Scope, uses []domain.AiUse, from, to domain.Date, take func(Advised)) error {
	rows, err := db.pool.Query(ctx, `
		SELECT entity_id AS entity, id, use, action->>'kind' AS kind, confidence::float8 AS confidence, zone, audited, state, opened, outcome, abs(risk_minor) AS minor, made_at
		FROM recommendation
		WHERE entity_id = ANY ($1) AND made_at >= $2 AND made_at < $3 AND (cardinality($4::text[]) = 0 OR use = ANY ($4)) AND state <> 'SUPERSEDED'
		UNION ALL
		SELECT entity_id, id, 'FORECAST_MISS', 'FORESEE', greatest(chance, 1 - chance), 'SUGGEST', false, 'EXPIRED', false,
		  CASE WHEN missed IS NULL THEN 'UNKNOWN' WHEN missed = (chance > 0.5) THEN 'RIGHT' ELSE 'WRONG' END, 0, made_at
		FROM close_forecast
		WHERE entity_id = ANY ($1) AND made_at >= $2 AND made_at < $3 AND (cardinality($4::text[]) = 0 OR 'FORECAST_MISS' = ANY ($4))
		ORDER BY entity, use, made_at, id`, entityNumbers(scope), from.Time(), to.AddDays(1).Time(), texts(uses))
	if err != nil {
		return fmt.Errorf("read advice: %w", err)
	}
	return handOver(rows, take)
}

// Labelled is what a person confirmed about a line, and what was advised on it.
type Labelled struct {
	Invoice    domain.UUID
	Line       int
	Day        domain.Date
	Vendor     string
	Account    string // that is right
	Said       string
	Confidence float64
	Unseen     string
	Minor      int64 // of the line where the invoice's worth in the group's currency is not known
}

// maxLabelled bounds a simulation: the newest ones count.
const maxLabelled = 100_000

// EachLabelled hands over what people confirmed in an entity from a day to a day about lines on which there was advice, in one statement.
func (db *DB) EachLabelled(ctx context.Context, entity domain.EntityID, from, to domain.Date, take func(Labelled)) error {
	rows, err := db.pool.Query(ctx, `
		SELECT l.invoice_id AS invoice, l.line, l.at::date AS day, coalesce(l.features->>'vendor', l.features->>'name', '') AS vendor, l.account, l.said->>'account' AS said,
		  (l.said->>'confidence')::float8 AS confidence, coalesce(l.said->>'unseen', '') AS unseen, abs(coalesce(r.risk_minor, (l.features->>'minor')::bigint)) AS minor
		FROM label l LEFT JOIN recommendation r ON r.entity_id = l.entity_id AND r.id = l.recommendation
		WHERE l.entity_id = $1 AND l.said IS NOT NULL AND l.at >= $2 AND l.at < $3
		ORDER BY l.at DESC, l.id LIMIT $4`, entity, from.Time(), to.AddDays(1).Time(), maxLabelled)
	if err != nil {
		return fmt.Errorf("read labels: %w", err)
	}
	return handOver(rows, take)
}

// handOver hands over rows one by one.
func handOver[T any](rows pgx.Rows, take func(T)) error {
	defer rows.Close()
	for rows.Next() {
		one, err := pgx.RowToStructByNameLax[T](rows)
		if err != nil {
			return fmt.Errorf("read a row: %w", err)
		}
		take(one)
	}
	return wrap("read rows", rows.Err())
}
