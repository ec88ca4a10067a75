package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"countersign/domain"
)

// ReconAccountsByNumber are an entity's accounts with a number, in any currency.
func (tx *Tx) ReconAccountsByNumber(ctx context.Context, entity domain.EntityID, number string) ([]*domain.ReconAccount, error) {
	var rows []reconAccountRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND bank_account = ? AND closed_at IS NULL", entity, number).Order("id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("find account by its number: %w", err)
	}
	list := make([]*domain.ReconAccount, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// StatementsOf are all statements of an account and source, oldest first.
func (tx *Tx) StatementsOf(ctx context.Context, account domain.ID, source domain.ReconSource) ([]*domain.Statement, error) {
	var rows []statementRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND account_id = ? AND source = ?", account.Entity, account.UUID, source).
		Order("first_day", "last_day", "id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load statements of an account: %w", err)
	}
	list := make([]*domain.Statement, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// CountStatements is how many statements an account has.
func (tx *Tx) CountStatements(ctx context.Context, account domain.ID) (n int, err error) {
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT count(*) FROM bank_statement WHERE entity_id = $1 AND account_id = $2`, account.Entity, account.UUID).Scan(&n)
	return n, wrap("count statements of an account", err)
}

// InsertStatement adds a statement. Errors: DUPLICATE when it is here already.
func (tx *Tx) InsertStatement(ctx context.Context, s *domain.Statement) error {
	if _, err := tx.bun.NewInsert().Model(statementToRow(s)).Exec(ctx); err != nil {
		return fmt.Errorf("add statement: %w", err)
	}
	return nil
}

// SaveStatement writes what may change of a statement: what it continues, and what replaced it. Errors: STALE.
func (tx *Tx) SaveStatement(ctx context.Context, s *domain.Statement) error {
	row := statementToRow(s)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).Column("version", "continuous", "replaced_by").
		Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, s.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save statement: %w", err)
	}
	s.Version = row.Version
	return nil
}

// LineIDs are the ids of an account's lines of a source that were booked from first to last.
func (tx *Tx) LineIDs(ctx context.Context, account domain.ID, source domain.ReconSource, first, last domain.Date) (map[domain.UUID]bool, error) {
	known := map[domain.UUID]bool{}
	err := tx.onConn(func(c *pgx.Conn) error {
		rows, err := c.Query(ctx, `SELECT id FROM recon_line WHERE entity_id = $1 AND account_id = $2 AND source = $3 AND booked_on BETWEEN $4::date AND $5::date`,
			int32(account.Entity), account.UUID.String(), string(source), first.String(), last.String())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() { // as Postgres sends them: there may be a million
			known[domain.UUID(rows.RawValues()[0])] = true
		}
		return rows.Err()
	})
	return known, wrap("load ids of lines", err)
}

// LinesNamed are those of these lines of an entity that are here, without what became of them. It names no account: the index of an
// account's lines has their ids last, and looking forty thousand up in that one takes hours.
func (tx *Tx) LinesNamed(ctx context.Context, entity domain.EntityID, ids []domain.UUID) ([]*domain.Line, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	names := make([][16]byte, len(ids))
	for i, id := range ids {
		names[i] = id
	}
	var found []reconLineRow
	err := tx.onConn(func(c *pgx.Conn) error {
		rows, err := c.Query(ctx, `SELECT `+namesOf[reconLineRow]("t")+` FROM recon_line t WHERE entity_id = $1 AND id = ANY($2::uuid[])`,
			int32(entity), names)
		if err != nil {
			return err
		}
		return collect(&found)(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("load lines by their names: %w", err)
	}
	lines := make([]*domain.Line, len(found))
	for i := range found {
		lines[i] = (&reconLineStateRow{reconLineRow: found[i]}).record()
	}
	return lines, nil
}

// CopyLines adds lines by COPY. The caller holds the account and has left out those that are here. They go in the order of their ids,
// which are hashes: so each page of the table's key is looked for once.
func (tx *Tx) CopyLines(ctx context.Context, lines []*domain.Line) error {
	lines = slices.SortedFunc(slices.Values(lines), func(a, b *domain.Line) int { return bytes.Compare(a.ID.UUID[:], b.ID.UUID[:]) })
	const into = `recon_line (entity_id, id, account_id, statement_id, source, booked_on, value_on, minor, currency, reference, more, counterparty,
		counter_acct, text, code, reversal, provisional, loaded_at)`
	return tx.copyBinary(ctx, into, 18, len(lines), func(n int, w *rowWriter) {
		l := lines[n]
		w.int4(int(l.ID.Entity))
		w.uuid(l.ID.UUID)
		w.uuid(l.AccountID)
		w.uuid(l.StatementID)
		w.text(string(l.Source))
		w.date(l.BookedOn)
		w.date(l.ValueDay)
		w.int8(l.Amount.Minor)
		w.text(string(l.Amount.Currency))
		w.text(l.Ref)
		w.texts(l.More)
		w.text(l.Party)
		w.text(l.PartyAccount)
		w.text(l.Text)
		w.text(l.TypeCode)
		w.bool(l.Reversal)
		w.bool(l.Provisional)
		w.instant(l.LoadedAt)
	})
}

// onConn lends the connection of the open transaction to what database/sql does not offer, such as COPY.
func (tx *Tx) onConn(use func(*pgx.Conn) error) error {
	return tx.conn.Raw(func(driver any) error {
		c, ok := driver.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver is %T, not pgx", driver)
		}
		return use(c.Conn())
	})
}

// Released is what stood on lines that went.
type Released struct {
	Lines  int
	Groups []domain.UUID // that were taken back
	Cases  []domain.UUID // that lost a line
}

// DropProvisional removes an account's provisional lines of a source that were booked up to a day, but for those of one
// statement, and takes back the matches that they were in: the other lines of those are new again.
func (tx *Tx) DropProvisional(ctx context.Context, account domain.ID, source domain.ReconSource, upTo domain.Date, but domain.UUID) (r Released, err error) {
	err = tx.onConn(func(c *pgx.Conn) error {
		gone, err := pgx.CollectRows(must(c.Query(ctx, `DELETE FROM recon_line WHERE entity_id = $1 AND account_id = $2 AND source = $3 AND provisional
			AND booked_on <= $4::date AND statement_id IS DISTINCT FROM $5 RETURNING id`,
			int32(account.Entity), account.UUID.String(), string(source), upTo.String(), but.String())), pgx.RowTo[domain.UUID])
		if err != nil || len(gone) == 0 {
			return err
		}
		r.Lines = len(gone)
		ids := make([]string, len(gone))
		for i, id := range gone {
			ids[i] = id.String()
		}
		if r.Cases, err = pgx.CollectRows(must(c.Query(ctx, `SELECT DISTINCT case_id FROM recon_claim WHERE entity_id = $1 AND id = ANY($2::uuid[]) AND case_id IS NOT NULL`,
			int32(account.Entity), ids)), pgx.RowTo[domain.UUID]); err != nil {
			return err
		}
		if r.Groups, err = pgx.CollectRows(must(c.Query(ctx, `UPDATE match_group SET state = 'UNDONE', version = version + 1 WHERE entity_id = $1 AND state <> 'UNDONE'
			AND id IN (SELECT group_id FROM recon_claim WHERE entity_id = $1 AND id = ANY($2::uuid[])) RETURNING id`,
			int32(account.Entity), ids)), pgx.RowTo[domain.UUID]); err != nil {
			return err
		}
		groups := make([]string, len(r.Groups))
		for i, id := range r.Groups {
			groups[i] = id.String()
		}
		_, err = c.Exec(ctx, `DELETE FROM recon_claim WHERE entity_id = $1 AND (id = ANY($2::uuid[]) OR group_id = ANY($3::uuid[]))`, int32(account.Entity), ids, groups)
		return err
	})
	return r, wrap("replace provisional lines", err)
}

// must keeps an error in the rows themselves, which tell it when they are read.
func must(rows pgx.Rows, _ error) pgx.Rows { return rows }
