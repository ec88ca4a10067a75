package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// readWhole has statements of a transaction join and count all rows at once, by as many workers as there are: the planner knows
// nothing yet of rows that were just written, takes millions for a few, and would look each up by itself, and sort them.
const readWhole = `SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off; SET LOCAL work_mem = '128MB';
	SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0;
	SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL min_parallel_index_scan_size = 0`

// ReadWhole prepares a transaction for statements over all lines of an account, see readWhole.
func (tx *Tx) ReadWhole(ctx context.Context) error {
	_, err := tx.bun.Tx.ExecContext(ctx, readWhole)
	return wrap("prepare to read all lines", err)
}

// SideCount is lines and minor units of one source, currency and state.
type SideCount struct {
	Source   domain.ReconSource
	Currency domain.Currency
	State    domain.LineState // "" for lines without a claim
	Lines    int
	Sum      int64
}

// CountSides counts all booked lines of an account by what became of them.
func (tx *Tx) CountSides(ctx context.Context, account domain.ID) (list []SideCount, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		list, err = pgx.CollectRows(must(c.Query(ctx, `
			SELECT l.source, l.currency::text, coalesce(c.state, ''), count(*), sum(l.minor)::bigint
			FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id AND c.account_id = l.account_id
			WHERE l.entity_id = $1 AND l.account_id = $2 AND NOT l.provisional GROUP BY 1, 2, 3`, int32(account.Entity), account.UUID)), pgx.RowToStructByPos[SideCount])
		return err
	})
	return list, wrap("count lines by state", err)
}

// Back is what became of an account's lines, as the database has it.
type Back struct {
	Sides  []SideCount // booked lines, by what became of them
	Stray  int         // claims without a line of the account, of which there are none
	Groups int         // that hold lines
	Broken string      // id of a group whose parts do not fit, the first of them; "" when all fit
}

// ReadBack reads all lines of an account with what became of them, and all of its groups, and holds them against each other. It
// reads nothing that a run says of itself. A group fits when its members are exactly the lines that claim it, in its state, and,
// where its lines are of one currency and books names the sides, when the lines outside less those of the books are its remainder.
//
// The rows come here: Postgres knows nothing yet of rows that were just written, and took three times as long to join and group them.
func (tx *Tx) ReadBack(ctx context.Context, account domain.ID, books []domain.ReconSource) (*Back, error) {
	b := &backReader{books: books, held: map[domain.UUID]heldGroup{}}
	err := tx.onConn(func(c *pgx.Conn) error {
		if err := c.QueryRow(ctx, `SELECT count(*) FROM recon_claim WHERE entity_id = $1 AND account_id = $2`, int32(account.Entity), account.UUID).Scan(&b.back.Stray); err != nil {
			return err
		}
		if err := b.lines(c.Query(ctx, `SELECT l.source, l.currency::text, l.provisional, c.state, l.minor, c.group_id, l.id
			FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id AND c.account_id = l.account_id
			WHERE l.entity_id = $1 AND l.account_id = $2`, int32(account.Entity), account.UUID)); err != nil {
			return err
		}
		return b.groups(c.Query(ctx, `SELECT id, state, remainder, members FROM match_group WHERE entity_id = $1 AND account_id = $2 AND state <> 'UNDONE'`,
			int32(account.Entity), account.UUID))
	})
	return &b.back, wrap("read back what became of all lines", err)
}

// backReader holds rows against each other as they come.
type backReader struct {
	back  Back
	books []domain.ReconSource
	kinds []backKind // one for each line of Back.Sides, and those of provisional lines
	held  map[domain.UUID]heldGroup
}

// backKind is what lines are counted by.
type backKind struct {
	SideCount
	provisional, books bool
}

// heldGroup is what the lines that claim a group come to.
type heldGroup struct {
	lines, suggested int32
	first            int32 // kind of the first line
	mixed            bool  // its lines are of several currencies
	difference       int64
	ids              idSet
}

// idSet tells sets of ids apart whatever their order: ids are hashes, and no two sets that anybody meets have both sums equal.
type idSet struct{ xor, sum uint64 }

func (s *idSet) add(id []byte) {
	low, high := binary.BigEndian.Uint64(id[8:]), binary.BigEndian.Uint64(id)
	s.xor, s.sum = s.xor^low^bits.RotateLeft64(high, 17), s.sum+low*0x9E3779B97F4A7C15+high
}

func (b *backReader) lines(rows pgx.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		v := rows.RawValues()
		at := b.kind(v)
		k := &b.kinds[at]
		minor := int64(binary.BigEndian.Uint64(v[4]))
		k.Lines, k.Sum = k.Lines+1, k.Sum+minor
		if len(v[5]) == 0 {
			continue
		}
		g, there := b.held[domain.UUID(v[5])]
		if !there {
			g.first = int32(at)
		}
		g.lines++
		if k.State == domain.LineSuggested {
			g.suggested++
		}
		g.mixed = g.mixed || b.kinds[g.first].Currency != k.Currency
		if k.books {
			minor = -minor
		}
		g.difference += minor
		g.ids.add(v[6])
		b.held[domain.UUID(v[5])] = g
	}
	for _, k := range b.kinds {
		if k.State != "" {
			b.back.Stray -= k.Lines
		}
		if !k.provisional {
			b.back.Sides = append(b.back.Sides, k.SideCount)
		}
	}
	return rows.Err()
}

// kind is the index of what a line is counted by. There are a dozen at most.
func (b *backReader) kind(v [][]byte) int {
	provisional := v[2][0] == 1
	for i := range b.kinds {
		if k := &b.kinds[i]; k.provisional == provisional && string(k.State) == string(v[3]) && string(k.Source) == string(v[0]) && string(k.Currency) == string(v[1]) {
			return i
		}
	}
	k := backKind{SideCount: SideCount{Source: domain.ReconSource(v[0]), Currency: domain.Currency(v[1]), State: domain.LineState(v[3])}, provisional: provisional}
	k.books = slices.Contains(b.books, k.Source)
	b.kinds = append(b.kinds, k)
	return len(b.kinds) - 1
}

func (b *backReader) groups(rows pgx.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	var broken []domain.UUID
	for rows.Next() {
		v := rows.RawValues()
		id := domain.UUID(v[0])
		h, there := b.held[id]
		if !there || !b.fits(&h, domain.GroupState(v[1]), int64(binary.BigEndian.Uint64(v[2])), v[3]) {
			broken = append(broken, id)
		}
		b.back.Groups++
		delete(b.held, id)
	}
	b.back.Groups += len(b.held)
	broken = slices.AppendSeq(broken, maps.Keys(b.held)) // claimed, and not there
	if len(broken) > 0 {
		b.back.Broken = slices.MinFunc(broken, domain.UUID.Compare).String()
	}
	return rows.Err()
}

// fits holds a group against the lines that claim it; members is a list of ids in Postgres's binary form.
func (b *backReader) fits(h *heldGroup, state domain.GroupState, remainder int64, members []byte) bool {
	suggested := int32(0)
	if state == domain.GroupSuggested {
		suggested = h.lines
	}
	if h.suggested != suggested || len(b.books) > 0 && !h.mixed && h.difference != remainder {
		return false
	}
	const head, each = 20, 4 + 16 // dimensions, nulls, type, length and first index; then each with its length
	if len(members) != head+each*int(h.lines) {
		return false
	}
	var ids idSet
	for at := head + 4; at < len(members); at += each {
		ids.add(members[at : at+16])
	}
	return ids == h.ids
}

// CountExcluded counts the lines of an account that runs left out, by rule, source and currency. It reads lines and claims alone.
func (tx *Tx) CountExcluded(ctx context.Context, account domain.ID) ([]domain.RuleExclusion, error) {
	rows, err := tx.bun.Tx.QueryContext(ctx, `
		SELECT c.rule_id, l.source, l.currency::text, count(*), sum(l.minor)::bigint
		FROM recon_claim c JOIN recon_line l ON l.entity_id = c.entity_id AND l.id = c.id
		WHERE c.entity_id = $1 AND c.account_id = $2 AND c.state = 'EXCLUDED' AND NOT c.held AND c.rule_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
		account.Entity, account.UUID)
	if err != nil {
		return nil, fmt.Errorf("count lines that are left out: %w", err)
	}
	defer rows.Close()
	var list []domain.RuleExclusion
	for rows.Next() {
		var one domain.RuleExclusion
		if err := rows.Scan(&one.RuleID, &one.Source, &one.Sum.Currency, &one.Lines, &one.Sum.Minor); err != nil {
			return nil, fmt.Errorf("count lines that are left out: %w", err)
		}
		list = append(list, one)
	}
	return list, wrap("count lines that are left out", rows.Err())
}
