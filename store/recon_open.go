package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// OpenLines is what a run takes: the lines of an account that nobody and nothing has settled, as of one instant.
type OpenLines struct {
	Changes  int64 // of the account when they were read; see ReconAccountForUpdate
	Lines    []domain.ReconLine
	IDs      []domain.UUID         // as long as Lines
	Rejected map[domain.UUID]bool  // by MembersKey: what people turned down
	Loose    map[domain.UUID]Loose // groups that are proposals or taken back, by id
	Sources  []domain.ReconSource  // of Lines
	Rules    *domain.MatchRuleSet  // in force; nil when the account has none yet
}

// Loose is a group that a run may find again.
type Loose struct {
	State   domain.GroupState
	Version int
}

// openCondition says of a line l with its claim c that a run may take it: it is booked, and neither settled nor put where
// it is by a person.
const openCondition = `NOT l.provisional AND (c.id IS NULL OR (NOT c.held AND c.state IN ('SUGGESTED', 'AMBIGUOUS', 'CASE', 'EXCLUDED')))`

// MembersKey names a set of lines, given in order.
func MembersKey(sorted []domain.UUID) domain.UUID {
	buf := make([]byte, 0, 16*len(sorted))
	for i := range sorted {
		buf = append(buf, sorted[i][:]...)
	}
	return domain.UUIDOf("members", string(buf))
}

// OpenLines reads what a run takes, from one snapshot. told, which may be nil, is called every hundred thousand lines.
func (db *DB) OpenLines(ctx context.Context, account domain.ID, told func(read int) error) (*OpenLines, error) {
	open := &OpenLines{Rejected: map[domain.UUID]bool{}, Loose: map[domain.UUID]Loose{}}
	err := pgx.BeginTxFunc(ctx, db.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, readWhole); err != nil {
			return fmt.Errorf("prepare to read all lines: %w", err)
		}
		err := tx.QueryRow(ctx, `SELECT changes FROM recon_account WHERE entity_id = $1 AND id = $2`, int32(account.Entity), account.UUID).Scan(&open.Changes)
		if err != nil {
			return fmt.Errorf("find the account: %w", err)
		}
		if err := open.loose(ctx, tx, account); err != nil {
			return err
		}
		return open.read(ctx, tx, account, told)
	})
	return open, wrap("read open lines", err)
}

func (o *OpenLines) loose(ctx context.Context, tx pgx.Tx, account domain.ID) error {
	rows, err := tx.Query(ctx, `
		SELECT id, state, version, decided_by IS NOT NULL AND by_person IS NULL, members FROM match_group
		WHERE entity_id = $1 AND account_id = $2 AND (state = 'UNDONE' OR state = 'SUGGESTED' AND by_person IS NULL)`, int32(account.Entity), account.UUID)
	if err != nil {
		return fmt.Errorf("look for proposals: %w", err)
	}
	var id domain.UUID
	var one Loose
	var rejected bool
	var members []domain.UUID
	_, err = pgx.ForEachRow(rows, []any{&id, &one.State, &one.Version, &rejected, &members}, func() error {
		o.Loose[id] = one
		if rejected {
			o.Rejected[MembersKey(members)] = true
		}
		return nil
	})
	return wrap("look for proposals", err)
}

// toldEvery is how many lines are read between two reports.
const toldEvery = 100_000

// read takes the lines as Postgres sends them: decoding two million rows by reflection takes longer than matching them.
func (o *OpenLines) read(ctx context.Context, tx pgx.Tx, account domain.ID, told func(int) error) error {
	rows, err := tx.Query(ctx, `
		SELECT `+lineParts+`
		FROM recon_line l LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id
		WHERE l.entity_id = $1 AND l.account_id = $2 AND `+openCondition, int32(account.Entity), account.UUID)
	if err != nil {
		return fmt.Errorf("read lines: %w", err)
	}
	return o.take(rows, told, nil)
}

// lineParts are what take reads of a line, first among the columns of its rows.
const lineParts = `l.id, l.source, l.booked_on, l.value_on, l.minor, l.currency::text, l.reference, l.more, l.counterparty, l.text, l.reversal`

// take adds lines; more, which may be nil, is given the columns after lineParts of each.
func (o *OpenLines) take(rows pgx.Rows, told func(int) error, more func(columns [][]byte)) (err error) {
	defer rows.Close()
	words := make([]string, 0, 8) // sources and currencies, each once
	word := func(b []byte) string {
		for _, w := range words {
			if w == string(b) {
				return w
			}
		}
		words = append(words, string(b))
		return words[len(words)-1]
	}
	var last struct { // lines of one day come together
		text [4]byte
		day  domain.Date
	}
	day := func(b []byte) domain.Date {
		if len(b) != 4 {
			return domain.Date{}
		}
		if text := [4]byte(b); text != last.text || last.day.IsZero() {
			last.text, last.day = text, dateOf(b)
		}
		return last.day
	}
	var said []byte
	for rows.Next() {
		v := rows.RawValues()
		var id domain.UUID
		copy(id[:], v[0])
		line := domain.ReconLine{
			ID: id.String(), Source: domain.ReconSource(word(v[1])), Booked: day(v[2]), Value: day(v[3]),
			Amount:   domain.Money{Minor: int64(binary.BigEndian.Uint64(v[4])), Currency: domain.Currency(word(v[5]))},
			Reversal: v[10][0] == 1,
		}
		said = append(append(append(said[:0], v[6]...), v[8]...), v[9]...)
		text := string(said) // one piece of memory, not three
		line.Reference, text = text[:len(v[6])], text[len(v[6]):]
		line.Counterparty, line.Text = text[:len(v[8])], text[len(v[8]):]
		if line.More, err = textsOf(v[7]); err != nil {
			return err
		}
		o.Lines, o.IDs = append(o.Lines, line), append(o.IDs, id)
		if more != nil {
			more(v[11:])
		}
		if told != nil && len(o.Lines)%toldEvery == 0 {
			if err := told(len(o.Lines)); err != nil {
				return err
			}
		}
	}
	for _, w := range words {
		if source := domain.ReconSource(w); source.Known() {
			o.Sources = append(o.Sources, source)
		}
	}
	return rows.Err()
}

// dateOf reads a date in Postgres's binary form, days since 2000; null is the zero date.
func dateOf(b []byte) domain.Date {
	if len(b) != 4 {
		return domain.Date{}
	}
	return domain.DateOf(postgresEpoch.AddDate(0, 0, int(int32(binary.BigEndian.Uint32(b)))))
}

// textsOf reads a list of texts in Postgres's binary form: dimensions, whether one is null, type, length, first index, and
// each text with its length.
func textsOf(b []byte) ([]string, error) {
	if len(b) < 20 { // null, or without elements
		return nil, nil
	}
	n, at := int(binary.BigEndian.Uint32(b[12:])), 20
	list := make([]string, 0, n)
	for range n {
		if len(b) < at+4 {
			return nil, fmt.Errorf("read a list of texts: it ends early")
		}
		size := int(int32(binary.BigEndian.Uint32(b[at:])))
		at += 4
		if size < 0 {
			continue
		}
		if len(b) < at+size {
			return nil, fmt.Errorf("read a list of texts: it ends early")
		}
		list, at = append(list, string(b[at:at+size])), at+size
	}
	return list, nil
}
