package workflow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"countersign/domain"
)

// accountsOf are the accounts of statements, in their order, all locked. They are locked in the order of their ids, so that
// two files never wait for each other.
func (w *work) accountsOf(ctx context.Context, intake *domain.Intake, drafts []*domain.StatementDraft) ([]*domain.ReconAccount, error) {
	found := make([]domain.ID, len(drafts))
	for i, d := range drafts {
		id, err := w.accountOf(ctx, intake, d)
		if err != nil {
			return nil, err
		}
		found[i] = id
	}
	locked := map[domain.ID]*domain.ReconAccount{}
	order := distinct(found)
	slices.SortFunc(order, func(a, b domain.ID) int { return a.UUID.Compare(b.UUID) })
	for _, id := range order {
		a, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
		if err != nil {
			return nil, err
		}
		locked[id] = a
	}
	list := make([]*domain.ReconAccount, len(found))
	for i, id := range found {
		list[i] = locked[id]
	}
	return list, nil
}

// accountOf is the account that a statement belongs to: the one that was named, else the one with its number.
func (w *work) accountOf(ctx context.Context, intake *domain.Intake, d *domain.StatementDraft) (domain.ID, error) {
	number := domain.FoldAccount(d.Head.Account)
	if !intake.ReconID.IsZero() {
		id := domain.ID{Kind: domain.NodeReconAccount, Entity: intake.ID.Entity, UUID: intake.ReconID}
		a, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
		if err != nil {
			return id, err
		}
		if err := a.NotClosed(); err != nil {
			return id, err
		}
		if number != "" && a.BankAccount != "" && number != a.BankAccount {
			return id, unknownAccount(d, "Statement %d of the file is of account %s, and the account %s that it was brought for has another number.", d.Place, d.Head.Account, a.Name)
		}
		return id, nil
	}
	if number == "" {
		return domain.ID{}, unknownAccount(d, "Statement %d of the file names no account; say which account it is for.", d.Place)
	}
	list, err := w.tx.ReconAccountsByNumber(ctx, intake.ID.Entity, number)
	if err != nil {
		return domain.ID{}, err
	}
	var fits []*domain.ReconAccount
	for _, a := range list {
		if d.Head.Currency == "" || a.Currency == d.Head.Currency {
			fits = append(fits, a)
		}
	}
	switch {
	case len(fits) == 1:
		return fits[0].ID, nil
	case len(fits) > 1:
		return domain.ID{}, unknownAccount(d, "Statement %d of the file names no currency, and account %s is kept in several; say which account it is for.", d.Place, d.Head.Account)
	case len(list) > 0:
		return domain.ID{}, unknownAccount(d, "Account %s is reconciled in %s here, and statement %d of the file is in %s; add it in that currency and resubmit the file.",
			d.Head.Account, list[0].Currency, d.Place, d.Head.Currency)
	}
	return domain.ID{}, unknownAccount(d, "No account with the number %s is reconciled here; add it to the accounts of this entity, or say which account the file is for, and resubmit the file.", d.Head.Account)
}

func unknownAccount(d *domain.StatementDraft, format string, args ...any) error {
	return domain.RefuseField(domain.CodeInvalid, fmt.Sprintf("statement[%d].account", d.Place), format, args...).With("reason", "unknown_account")
}

// accountError is a refusal that knows which account it is about, so that the file is told of by its account.
type accountError struct {
	error
	account *domain.ReconAccount
}

func (e *accountError) Unwrap() error { return e.error }

func aboutAccount(err error, account *domain.ReconAccount) error { return &accountError{err, account} }

// accountIn is the account that a refusal is about, zero when it is not known.
func accountIn(err error) domain.UUID {
	var about *accountError
	if errors.As(err, &about) {
		return about.account.ID.UUID
	}
	return domain.UUID{}
}
