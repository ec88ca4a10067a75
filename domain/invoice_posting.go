package domain

import "time"

// Posted takes the ledger's confirmation; ref is the ledger's own number. Errors: WRONG_STATE.
func (i *Invoice) Posted(ref string, at time.Time) (Event, error) {
	if err := i.may(VerbPosted); err != nil {
		return Event{}, err
	}
	i.to(VerbPosted, StatePosted)
	return i.told("invoice.posted", Actor{}, at, "The ledger confirmed it as %s.", ref).
		Changed("state", string(StatePosting), string(i.State)).With("reference", ref), nil
}

// PostingRefused takes the ledger's refusal; problem is a sentence. Errors: WRONG_STATE.
func (i *Invoice) PostingRefused(problem string, at time.Time) (Event, error) {
	if err := i.may(VerbRefused); err != nil {
		return Event{}, err
	}
	i.to(VerbRefused, StateFailed)
	return i.told("invoice.posting_refused", Actor{}, at, "The ledger refused it: %s", problem).
		Changed("state", string(StatePosting), string(i.State)).With("problem", problem), nil
}

// PostingRetried sends a refused invoice to the ledger again after its cause was mended. Tasks to resolve the refusal
// are done with it. Errors: WRONG_STATE.
func (i *Invoice) PostingRetried(by Actor, at time.Time) (Event, error) {
	if err := i.may(VerbRetry); err != nil {
		return Event{}, err
	}
	i.to(VerbRetry, StatePosting)
	i.closeTasks(TaskResolve, TaskDone)
	return i.told("invoice.posting_retried", by, at, "%s sent it to the ledger again.", by.named()).
		Changed("state", string(StateFailed), string(i.State)), nil
}

// Reversed takes a posted invoice out of the books for good, once the ledger has reversed it or is asked to.
//
// Errors: WRONG_STATE; INVALID for a reason outside 3 to 500 characters.
func (i *Invoice) Reversed(by Actor, reason string, at time.Time) (Event, error) {
	if err := i.may(VerbReverse); err != nil {
		return Event{}, err
	}
	if err := needReason(reason).Err(); err != nil {
		return Event{}, err
	}
	i.to(VerbReverse, StateCancelled)
	return i.told("invoice.reversed", by, at, "%s took it back in the ledger.", by.named()).Because(reason).
		Changed("state", string(StatePosted), string(i.State)), nil
}
