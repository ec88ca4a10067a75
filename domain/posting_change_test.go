package domain

import (
	"testing"
	"time"
)

// moves calls each way that a posting can be moved.
var moves = map[string]func(*Posting) error{
	"claim":    func(p *Posting) error { _, err := p.Claim(noon); return err },
	"absent":   func(p *Posting) error { return p.Absent(noon) },
	"confirm":  func(p *Posting) error { return p.Confirm("4711", noon) },
	"refuse":   func(p *Posting) error { return p.Refuse("Closed.", noon) },
	"postpone": func(p *Posting) error { return p.Postpone("Down.", noon.Add(time.Second), noon) },
	"doubt":    func(p *Posting) error { return p.Doubt("No answer.", noon.Add(time.Second), noon) },
	"retry":    func(p *Posting) error { return p.Retry(noon) },
	"reverse":  func(p *Posting) error { return p.Reverse("4712", noon) },
}

func TestPosting_MovesOnlyAlongItsWay(t *testing.T) {
	t.Parallel()
	way := map[PostingState]map[string]PostingState{
		PostingPending: {"claim": PostingSent},
		PostingInDoubt: {"claim": PostingSent},
		PostingSent: {"claim": PostingSent, "absent": PostingPending, "confirm": PostingConfirmed, "refuse": PostingRefused,
			"postpone": PostingPending, "doubt": PostingInDoubt},
		PostingConfirmed: {"reverse": PostingReversed},
		PostingRefused:   {"retry": PostingPending},
		PostingReversed:  {},
	}
	for state, allowed := range way {
		for name, move := range moves {
			p := &Posting{State: state}
			err := move(p)
			if next, ok := allowed[name]; ok && (err != nil || p.State != next || !p.UpdatedAt.Equal(noon)) {
				t.Errorf("%s of %s led to %s, %v", name, state, p.State, err)
			} else if !ok && (CodeOf(err) != CodeWrongState || p.State != state) {
				t.Errorf("%s of %s led to %s, %v", name, state, p.State, err)
			}
		}
	}
}

func TestClaim_AsksBeforeItSendsAgain(t *testing.T) {
	t.Parallel()
	for state, want := range map[PostingState]Step{PostingPending: StepPut, PostingSent: StepFind, PostingInDoubt: StepFind} {
		p := &Posting{State: state, Fence: 4, Attempts: 2, RetryAt: &noon}
		if step, err := p.Claim(noon); err != nil || step != want || p.Fence != 5 || p.Attempts != 3 || p.RetryAt != nil {
			t.Errorf("%s: %s %v %+v", state, step, err, p)
		}
	}
}

func TestPosting_KeepsWhatTheLedgerSaid(t *testing.T) {
	t.Parallel()
	p := &Posting{State: PostingSent}
	if err := p.Doubt("No answer.", noon.Add(time.Minute), noon); err != nil || *p.Problem != "No answer." || !p.RetryAt.Equal(noon.Add(time.Minute)) {
		t.Errorf("%v %+v", err, p)
	}
	p.State = PostingSent
	if err := p.Confirm("4711", noon); err != nil || *p.Reference != "4711" || p.Problem != nil || p.RetryAt != nil || !p.PostedAt.Equal(noon) {
		t.Errorf("%v %+v", err, p)
	}
	if err := p.Reverse("4712", noon); err != nil || *p.ReversalReference != "4712" || *p.Reference != "4711" {
		t.Errorf("%v %+v", err, p)
	}
}

func TestBackoff_DoublesUpToFiveMinutes(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]time.Duration{0: time.Second, 1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 9: 256 * time.Second, 10: 5 * time.Minute, 99: 5 * time.Minute} {
		if got := Backoff(n); got != want {
			t.Errorf("after %d attempts %s", n, got)
		}
	}
}
