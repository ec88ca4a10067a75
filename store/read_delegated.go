package store

import (
	"context"
	"fmt"

	"countersign/domain"
)

// maxDelegatedActs bounds what is listed of one delegation.
const maxDelegatedActs = 100

type delegatedActRow struct {
	eventRow
	DelegationID domain.UUID
}

// DelegatedActs reads what was decided under each of several delegations, newest first, at most 100 of each, in the entities
// that scope sees. It takes one statement however many there are.
func (db *DB) DelegatedActs(ctx context.Context, scope domain.Scope, list []*domain.DelegationView) (map[domain.UUID][]*domain.Event, error) {
	var ids, from, to, since, until []string
	for _, d := range list {
		ids, from, to = append(ids, d.ID.String()), append(from, d.From.String()), append(to, d.To.String())
		since, until = append(since, domain.FirstUUID(d.ValidFrom).String()), append(until, domain.FirstUUID(d.ValidTo).String())
	}
	rows, err := db.pool.Query(ctx, `
		SELECT k.id AS delegation_id, e.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) AS k (id, giver, taker, since, until),
		LATERAL (SELECT `+eventColumns+` FROM event t WHERE t.entity_id = ANY ($6) AND t.actor_id = k.taker AND t.on_behalf_of = k.giver
			AND t.id >= k.since AND t.id < k.until AND t.kind <> 'access.refused' AND t.data ? 'action' ORDER BY t.id DESC LIMIT $7) AS e`,
		ids, from, to, since, until, entityNumbers(scope), maxDelegatedActs)
	if err != nil {
		return nil, fmt.Errorf("read delegated acts: %w", err)
	}
	var found []delegatedActRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("read delegated acts: %w", err)
	}
	acts := map[domain.UUID][]*domain.Event{}
	for i := range found {
		e := found[i].record()
		acts[found[i].DelegationID] = append(acts[found[i].DelegationID], &e)
	}
	return acts, nil
}
