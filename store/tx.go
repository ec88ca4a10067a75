package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"

	"countersign/domain"
)

// Tx is one open transaction. Its methods lock what they read for change.
type Tx struct {
	bun  bun.Tx
	conn *sql.Conn // on which it runs
}

// SQL is the same transaction for the job queue's insert.
func (tx *Tx) SQL() *sql.Tx { return tx.bun.Tx }

// errRollback ends a dry run: everything was done, nothing is kept.
var errRollback = errors.New("rolled back on purpose")

// Rollback is what decide returns to undo everything without an error: a dry run.
func Rollback() error { return errRollback }

// InTx runs decide in one transaction: all of it or nothing. A constraint that states a rule comes back as that rule's
// refusal. Errors: whatever decide returns.
func (db *DB) InTx(ctx context.Context, decide func(*Tx) error) error {
	conn, err := db.bun.Conn(ctx)
	if err != nil {
		return fmt.Errorf("take a connection: %w", err)
	}
	defer conn.Close()
	err = conn.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error { return decide(&Tx{tx, conn.Conn}) })
	if errors.Is(err, errRollback) {
		return nil
	}
	return refusalOf(err)
}

// rules maps each constraint that states a rule to the refusal that a person reads.
var rules = map[string]*domain.Error{
	"duty_use_one_side": domain.Refuse(domain.CodeDutyConflict,
		"You have already acted on the other side of a segregation rule for this item, so you cannot do this too."),
	"decision_one_step_each": domain.Refuse(domain.CodeDutyConflict,
		"You have already taken a step of this item, so you cannot take another."),
	"decision_step_once": domain.Refuse(domain.CodeStale, "Somebody else has just decided this step."),
	"task_one_open_step": domain.Refuse(domain.CodeStale, "Somebody else has just changed this item."),
	"invoice_no_twin": domain.Refuse(domain.CodeDuplicate,
		"An invoice with this number from this supplier is here already."),
	"role_grant_four_eyes":    fourEyes("SOD-030"),
	"access_change_four_eyes": fourEyes("SOD-030"),
	"mitigation_not_own":      fourEyes("SOD-034"),
	"emergency_one_open": domain.Refuse(domain.CodeWrongState,
		"You have emergency access already, or have asked for it; end that first."),
	"emergency_four_eyes":   fourEyes("SOD-035"),
	"access_review_not_own": fourEyes("SOD-037"),
	"control_case_not_own":  domain.Refuse(domain.CodeForbidden, "This case is about you, so somebody else resolves it."),
	"recon_account_entity_id_account_code_currency_key": domain.RefuseField(domain.CodeDuplicate, "accountId",
		"This account of the ledger is reconciled already in this currency."),
	"recon_account_bank": domain.RefuseField(domain.CodeDuplicate, "bankAccount",
		"An account with this number and currency is reconciled already."),
	"recon_account_four_eyes": domain.RefuseField(domain.CodeInvalid, "reviewerId",
		"Who prepares the account and who reviews it are different people."),
	"bank_statement_once":       domain.Refuse(domain.CodeDuplicate, "A statement of this number and these days is here already."),
	"bank_statement_content":    domain.Refuse(domain.CodeDuplicate, "A statement that says the same is here already."),
	"intake_accepted_once":      domain.Refuse(domain.CodeDuplicate, "This very file is here already."),
	"invoice_entity_id_key_key": domain.Refuse(domain.CodeStale, "The number was just taken; try again."),
}

// fourEyes is the refusal of who would agree to what they asked for or gain by.
func fourEyes(rule string) *domain.Error {
	return domain.Refuse(domain.CodeDutyConflict, "Who asks for a change of access, who gains by it and who agrees are different people.").With("rule", rule)
}

func refusalOf(err error) error {
	var pg *pgconn.PgError
	if err == nil || !errors.As(err, &pg) {
		return err
	}
	if refusal, ok := rules[pg.ConstraintName]; ok {
		copied := *refusal
		return &copied
	}
	return err
}

// exactlyOne refuses a write that did not hit its row: somebody else was faster.
func exactlyOne(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err != nil {
		return fmt.Errorf("count changed rows: %w", err)
	}
	if n != 1 {
		return Stale(0)
	}
	return nil
}

// Stale is the refusal of a write that was based on an older version; current 0 is left out.
func Stale(current int) error {
	refusal := domain.Refuse(domain.CodeStale, "This was changed by somebody else in the meantime; look again before you decide.")
	if current > 0 {
		return refusal.With("current", current)
	}
	return refusal
}
