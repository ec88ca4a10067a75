package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// pastCondition says of a line l with its claim c and that one's match g that a run would take it had it never run: what people
// matched, accepted or put aside is left out.
const pastCondition = `NOT l.provisional AND (c.id IS NULL OR NOT c.held AND (c.state IN ('SUGGESTED', 'AMBIGUOUS', 'CASE', 'EXCLUDED')
	OR c.state = 'MATCHED' AND g.state = 'MATCHED' AND g.rule_id IS NOT NULL))`

const pastJoins = ` FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
	LEFT JOIN match_group g ON g.entity_id = c.entity_id AND g.id = c.group_id`

// PastLines reads what runs would take of a period, settled by rules or not, from one snapshot. Errors: INVALID when they are more
// than most.
func (db *DB) PastLines(ctx context.Context, account domain.ID, from, to domain.Date, most int) (*OpenLines, error) {
	past := &OpenLines{Rejected: map[domain.UUID]bool{}, Loose: map[domain.UUID]Loose{}}
	err := pgx.BeginTxFunc(ctx, db.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		where := pastJoins + ` WHERE l.entity_id = $1 AND l.account_id = $2 AND l.booked_on BETWEEN $3::text::date AND $4::text::date AND ` + pastCondition
		args := []any{int32(account.Entity), account.UUID, from.String(), to.String()}
		var n int
		if err := tx.QueryRow(ctx, `SELECT count(*)`+where, args...).Scan(&n); err != nil {
			return fmt.Errorf("count lines: %w", err)
		}
		if n > most {
			return domain.RefuseField(domain.CodeInvalid, "from", "Rules are tried on at most %d lines, and this period has %d; choose a shorter one.", most, n).
				With("lines", n).With("most", most)
		}
		if err := past.loose(ctx, tx, account); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT `+lineParts+where, args...)
		if err != nil {
			return fmt.Errorf("read lines: %w", err)
		}
		return past.take(rows, nil, nil)
	})
	return past, wrap("read past lines", err)
}

// Sample is lines of an account, open ones and settled ones, with the match that each of those is in.
type Sample struct {
	OpenLines
	Group []domain.UUID // as long as Lines; zero for open ones
}

// ReconChanges is an account's count of changes to its lines and what became of them.
func (db *DB) ReconChanges(ctx context.Context, account domain.ID) (changes int64, err error) {
	err = db.pool.QueryRow(ctx, `SELECT changes FROM recon_account WHERE entity_id = $1 AND id = $2`, int32(account.Entity), account.UUID).Scan(&changes)
	return changes, wrap("look whether the account changed", err)
}

// SampleLines reads the newest open lines of an account and its newest settled ones, at most so many of each, from one snapshot.
// A match of which a line is missing is left out whole.
func (db *DB) SampleLines(ctx context.Context, account domain.ID, open, settled int) (*Sample, error) {
	s := &Sample{OpenLines: OpenLines{Rejected: map[domain.UUID]bool{}, Loose: map[domain.UUID]Loose{}}}
	err := pgx.BeginTxFunc(ctx, db.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `SELECT changes FROM recon_account WHERE entity_id = $1 AND id = $2`, int32(account.Entity), account.UUID).Scan(&s.Changes)
		if err != nil {
			return fmt.Errorf("find the account: %w", err)
		}
		if err := s.loose(ctx, tx, account); err != nil {
			return err
		}
		parts := `SELECT ` + lineParts + `, CASE WHEN c.state = 'MATCHED' THEN c.group_id END, coalesce(cardinality(g.members), 0)` + pastJoins +
			` WHERE l.entity_id = $1 AND l.account_id = $2 AND `
		rows, err := tx.Query(ctx, `(`+parts+openCondition+` ORDER BY l.booked_on DESC, l.id LIMIT $3)
			UNION ALL (`+parts+`NOT l.provisional AND c.state = 'MATCHED' ORDER BY l.booked_on DESC, l.id LIMIT $4)`,
			int32(account.Entity), account.UUID, open, settled)
		if err != nil {
			return fmt.Errorf("read lines: %w", err)
		}
		size := map[domain.UUID]int{}
		err = s.take(rows, nil, func(v [][]byte) {
			var group domain.UUID
			copy(group[:], v[0])
			s.Group = append(s.Group, group)
			if !group.IsZero() {
				size[group] = int(binary.BigEndian.Uint32(v[1]))
			}
		})
		s.dropTorn(size)
		return err
	})
	return s, wrap("read a sample of lines", err)
}

// dropTorn leaves out lines of matches that are not there whole.
func (s *Sample) dropTorn(size map[domain.UUID]int) {
	there := map[domain.UUID]int{}
	for _, group := range s.Group {
		there[group]++
	}
	kept := 0
	for i, group := range s.Group {
		if group.IsZero() || there[group] == size[group] {
			s.Lines[kept], s.IDs[kept], s.Group[kept] = s.Lines[i], s.IDs[i], group
			kept++
		}
	}
	s.Lines, s.IDs, s.Group = s.Lines[:kept], s.IDs[:kept], s.Group[:kept]
}
