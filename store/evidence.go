package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"countersign/domain"
)

// EvidenceAsk says what an auditor's request is asked about.
type EvidenceAsk struct {
	From, To time.Time // To is exclusive
	Entities []domain.EntityID
	Subject  domain.UUID // zero when the request is about none
}

// evidence are the statements of an auditor's requests, by number. Their parameters are @from, @to, @entities and
// @subject; each column is told as text.
var evidence = map[int]string{
	2: evidenceGrants, 3: evidenceLeavers, 4: evidencePrivileged, 5: evidenceReviews, 6: evidenceRules, 7: evidenceViolations,
	8: evidenceConfiguration, 9: evidencePopulation, 10: evidenceSuppliers, 11: evidenceDelegated, 12: evidenceDenials,
	13: evidenceJobs, 14: evidenceInterfaces, 15: evidenceCheckpoints, 16: evidenceRestores, 17: evidenceWalkthrough, 18: evidenceRoles,
}

// EvidenceStatement is the text of the statement of a request, "" when it has none.
func EvidenceStatement(number int) string { return strings.TrimSpace(evidence[number]) }

// EachEvidence runs the statement of a request as of one instant. began hears first how many positions of the log were given
// by then, so what is read is complete to the one before; take gets the cells of each row, which it must not keep. A request
// without a statement has no rows.
//
// Errors: those of began and take, as they are.
func (db *DB) EachEvidence(ctx context.Context, number int, ask EvidenceAsk, began func(size int64) error, take func(cells []string) error) error {
	return db.snapshot(ctx, func(tx pgx.Tx) error {
		var size int64
		if err := tx.QueryRow(ctx, `SELECT coalesce(max(position) + 1, 0) FROM log_entry`).Scan(&size); err != nil {
			return fmt.Errorf("measure the log: %w", err)
		}
		if err := began(size); err != nil {
			return err
		}
		statement, known := evidence[number]
		if !known {
			return nil
		}
		var subject *string
		if !ask.Subject.IsZero() {
			text := ask.Subject.String()
			subject = &text
		}
		rows, err := tx.Query(ctx, statement, pgx.QueryResultFormats{pgx.TextFormatCode}, pgx.NamedArgs{
			"from": ask.From, "to": ask.To, "entities": entityNumbers(domain.ScopeOf(ask.Entities...)), "subject": subject,
		})
		if err != nil {
			return fmt.Errorf("read the evidence of request %d: %w", number, err)
		}
		defer rows.Close()
		cells := make([]string, len(rows.FieldDescriptions()))
		for rows.Next() {
			for i, raw := range rows.RawValues() {
				cells[i] = cellOf(rows.FieldDescriptions()[i].DataTypeOID, string(raw))
			}
			if err := take(cells); err != nil {
				return err
			}
		}
		return wrap(fmt.Sprintf("read the evidence of request %d", number), rows.Err())
	})
}

// cellOf writes an instant as RFC 3339 does and truth as a word; all else is as the database writes it.
func cellOf(oid uint32, text string) string {
	switch {
	case oid == pgtype.TimestamptzOID && text != "":
		return strings.Replace(strings.TrimSuffix(text, "+00"), " ", "T", 1) + "Z"
	case oid == pgtype.BoolOID && text == "t":
		return "yes"
	case oid == pgtype.BoolOID && text == "f":
		return "no"
	}
	return text
}
