package domain

import (
	"fmt"
	"strings"
	"time"
)

// OpenWork is what keeps an account from being closed.
type OpenWork struct {
	Lines       int // neither matched nor excluded, provisional ones too
	Adjustments int // proposed, or approved and not in the ledger yet
	Runs        int // under way
}

// NotClosed refuses work on an account that was closed. Errors: WRONG_STATE.
func (a *ReconAccount) NotClosed() error {
	if a.ClosedAt == nil {
		return nil
	}
	return Refuse(CodeWrongState, "%s was closed on %s; it must be opened again first.", a.Name, DateOf(*a.ClosedAt)).With("closedAt", *a.ClosedAt)
}

// Close ends the account: it expects no statements and takes no lines, runs or matches any more.
//
// Errors: FORBIDDEN to delegates and machines; WRONG_STATE when it is closed, and while work on it is open, with how much;
// INVALID without a reason.
func (a *ReconAccount) Close(by Actor, reason *string, open OpenWork, at time.Time) (Event, error) {
	why, err := a.actOn(by, reason)
	if err != nil {
		return Event{}, err
	}
	if err := a.NotClosed(); err != nil {
		return Event{}, err
	}
	if open != (OpenWork{}) {
		return Event{}, Refuse(CodeWrongState, "%s has %s that nothing settles, %d adjustments that are not in the ledger and %d runs under way; it is closed when there are none.",
			a.Name, lineCount(open.Lines), open.Adjustments, open.Runs).With("lines", open.Lines).With("adjustments", open.Adjustments).With("runs", open.Runs)
	}
	a.ClosedAt, a.CloserID, a.Closing, a.UpdatedAt = &at, by.ID, why, at
	return a.lifeEvent("recon_account.closed", fmt.Sprintf("%s closed the account %s.", by.named(), a.Name), why, "open", "closed"), nil
}

// Reopen takes up a closed account again. Errors: FORBIDDEN to delegates and machines; WRONG_STATE when it is open; INVALID
// without a reason.
func (a *ReconAccount) Reopen(by Actor, reason *string, at time.Time) (Event, error) {
	why, err := a.actOn(by, reason)
	if err != nil {
		return Event{}, err
	}
	if a.ClosedAt == nil {
		return Event{}, Refuse(CodeWrongState, "%s is not closed.", a.Name)
	}
	a.ClosedAt, a.CloserID, a.Closing, a.UpdatedAt = nil, UUID{}, "", at
	return a.lifeEvent("recon_account.reopened", fmt.Sprintf("%s opened the account %s again.", by.named(), a.Name), why, "closed", "open"), nil
}

// RemoveMapping forgets how its CSV files are read. Errors: FORBIDDEN to delegates and machines; WRONG_STATE when it is closed or
// there is none; INVALID without a reason.
func (a *ReconAccount) RemoveMapping(by Actor, reason *string, at time.Time) (Event, error) {
	why, err := a.actOn(by, reason)
	if err != nil {
		return Event{}, err
	}
	if err := a.NotClosed(); err != nil {
		return Event{}, err
	}
	if len(a.Mapping) == 0 {
		return Event{}, Refuse(CodeWrongState, "No mapping is saved for %s.", a.Name)
	}
	was := string(a.Mapping)
	a.Mapping, a.UpdatedAt = nil, at
	return Happened("recon_account.changed", a.ID, fmt.Sprintf("%s removed the mapping of the CSV files of %s.", by.named(), a.Name)).
		Because(why).AtVersion(a.Version+1).Changed("mapping", was, ""), nil
}

// actOn says who may act on the account's life, and why they do.
func (a *ReconAccount) actOn(by Actor, reason *string) (why string, err error) {
	if err := by.InOwnName(); err != nil {
		return "", err
	}
	if reason != nil {
		why = strings.TrimSpace(*reason)
	}
	return why, needReason(why).Err()
}

func (a *ReconAccount) lifeEvent(kind, text, why, was, is string) Event {
	return Happened(kind, a.ID, text).Because(why).AtVersion(a.Version+1).Changed("state", was, is)
}
