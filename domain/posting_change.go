package domain

import "time"

// The way of a posting, as pure changes. PENDING and IN_DOUBT are claimed for an attempt and become SENT before anything
// leaves the house; what comes back decides. A SENT posting whose holder vanished may be claimed again: it is in doubt.

// Step is what the next attempt does.
type Step string

// The steps. An effect that may have arrived is looked for before anything is sent again.
const (
	StepFind Step = "find"
	StepPut  Step = "put"
)

// Claimable says whether an attempt may begin: the posting waits for one and its time has come, or whoever made the last
// one has been silent for lease.
func (p *Posting) Claimable(at time.Time, lease time.Duration) bool {
	switch p.State {
	case PostingPending, PostingInDoubt:
		return p.RetryAt == nil || !p.RetryAt.After(at)
	case PostingSent:
		return !p.UpdatedAt.Add(lease).After(at)
	default:
		return false
	}
}

// Claim takes the posting for one attempt and says what that attempt does. The fence counts up, so that an attempt
// which is overtaken can no longer record anything.
//
// Errors: WRONG_STATE when the posting is at its end.
func (p *Posting) Claim(at time.Time) (Step, error) {
	step := StepPut
	switch p.State {
	case PostingPending:
	case PostingSent, PostingInDoubt:
		step = StepFind
	default:
		return "", p.wrongState()
	}
	p.State, p.RetryAt, p.UpdatedAt = PostingSent, nil, at
	p.Attempts++
	p.Fence++
	return step, nil
}

// Absent takes the ledger's word that nothing had arrived: the posting is safe to send.
func (p *Posting) Absent(at time.Time) error { return p.answered(PostingPending, "", nil, at) }

// Confirm takes the ledger's number; the effect is in the books.
func (p *Posting) Confirm(reference string, at time.Time) error {
	if err := p.answered(PostingConfirmed, "", nil, at); err != nil {
		return err
	}
	p.Reference, p.PostedAt = &reference, &at
	return nil
}

// Refuse takes the ledger's refusal: a person decides.
func (p *Posting) Refuse(problem string, at time.Time) error {
	return p.answered(PostingRefused, problem, nil, at)
}

// Postpone takes a failure before anything was sent; the posting waits until retryAt.
func (p *Posting) Postpone(problem string, retryAt, at time.Time) error {
	return p.answered(PostingPending, problem, &retryAt, at)
}

// Doubt takes a failure after something may have arrived; the ledger is asked at retryAt.
func (p *Posting) Doubt(problem string, retryAt, at time.Time) error {
	return p.answered(PostingInDoubt, problem, &retryAt, at)
}

// Retry lets a refused posting try again, after a person mended the cause. Errors: WRONG_STATE.
func (p *Posting) Retry(at time.Time) error {
	if p.State != PostingRefused {
		return p.wrongState()
	}
	p.State, p.Problem, p.RetryAt, p.UpdatedAt = PostingPending, nil, nil, at
	return nil
}

// Reverse marks a confirmed posting as taken back by the ledger's reversing document. Errors: WRONG_STATE.
func (p *Posting) Reverse(reference string, at time.Time) error {
	if p.State != PostingConfirmed {
		return p.wrongState()
	}
	p.State, p.ReversalReference, p.UpdatedAt = PostingReversed, &reference, at
	return nil
}

// answered moves a sent posting on. Errors: WRONG_STATE.
func (p *Posting) answered(to PostingState, problem string, retryAt *time.Time, at time.Time) error {
	if p.State != PostingSent {
		return p.wrongState()
	}
	p.State, p.Problem, p.RetryAt, p.UpdatedAt = to, optional(problem), retryAt, at
	return nil
}

func (p *Posting) wrongState() error {
	return Refuse(CodeWrongState, "This posting is %s, so this cannot be done with it.", p.State).With("state", p.State)
}

// Backoff is how long the n-th attempt (from 1) is followed by a pause: 1 s, doubled each time, at most 5 minutes.
func Backoff(n int) time.Duration {
	pause := time.Second << min(max(n-1, 0), 9)
	return min(pause, 5*time.Minute)
}
