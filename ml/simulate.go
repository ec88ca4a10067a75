package ml

import (
	"cmp"
	"slices"

	"countersign/domain"
)

// Candidate is what an owner thinks of setting: a promise, or a threshold by itself.
type Candidate struct {
	Target     float64 // promised share of errors, in (0, 0.5); 0 where Confidence is given
	Confidence float64 // act at or above it, in (0,1]; 0 where Target is given
	Cap        int64   // what is worth more goes to a person, in minor units; 0 is no cap
}

// Simulation is what a candidate would have meant for advice of the past, of which it is known what was right.
type Simulation struct {
	Considered int     // known advice
	Automatic  int     // of these, what would have been acted on without a person
	Audited    int     // of the automatic ones, what a person would have looked at all the same
	Saved      int     // touches saved: automatic and not audited
	Coverage   float64 // automatic share of what was considered, in [0,1]
	Wrong      int     // automatic ones that were wrong
	Bound      float64 // 95 % upper bound of the share of errors; 1 when nothing is automatic
	WrongMoney int64   // money of the wrong ones, in minor units
	BoundMoney int64   // 95 % upper bound of the money of the wrong ones, were the period repeated
	Money      int64   // money of all automatic ones
	Stop       *Stop   // the candidate would have stopped then; nil when it would not
}

// Simulate runs a candidate over advice of the past.
//
// A threshold is held against each piece of advice as it stands. A promise is run through a Guard day by day, as it would have run
// then: it starts without history, finds its threshold on what was confirmed before, probes, audits and stops, and nobody promotes it
// again. Seed is of its audit sample.
//
// Errors: INVALID for a target outside (0, 0.5), a confidence outside (0,1], both or neither.
func Simulate(history []Advised, c Candidate, seed uint64) (Simulation, error) {
	known := make([]Advised, 0, len(history))
	for _, a := range history {
		if a.Known() {
			known = append(known, a)
		}
	}
	slices.SortStableFunc(known, func(a, b Advised) int {
		switch {
		case a.Date.Before(b.Date):
			return -1
		case b.Date.Before(a.Date):
			return 1
		}
		return cmp.Compare(a.Item, b.Item)
	})
	switch {
	case (c.Target > 0) == (c.Confidence > 0):
		return Simulation{}, domain.RefuseField(domain.CodeInvalid, "target", "Name either a promised share of errors or a threshold.")
	case c.Confidence > 1:
		return Simulation{}, domain.RefuseField(domain.CodeInvalid, "threshold", "The threshold lies above 0 and at most at 1, not at %g.", c.Confidence)
	case c.Target > 0:
		return c.guarded(known, seed)
	}
	s := Simulation{Considered: len(known)}
	var automatic []Advised
	for _, a := range known {
		if a.Choice != "" && a.Unseen == NothingUnseen && a.Confidence >= c.Confidence && c.carries(a.Worth) {
			automatic = append(automatic, a)
			if draw(seed, a.Item) < DefaultAudit {
				s.Audited++
			}
		}
	}
	s.count(automatic)
	return s, nil
}

func (c Candidate) carries(worth int64) bool { return c.Cap == 0 || worth <= c.Cap }

// count fills in what follows from the automatic ones.
func (s *Simulation) count(automatic []Advised) {
	s.Automatic = len(automatic)
	s.Saved = s.Automatic - s.Audited
	s.Coverage = share(s.Automatic, s.Considered)
	for i := range automatic {
		s.Money += automatic[i].Worth
		if automatic[i].wrong() {
			s.Wrong++
			s.WrongMoney += automatic[i].Worth
		}
	}
	s.Bound, s.BoundMoney = UpperBound(s.Wrong, s.Automatic), min(boundMoney(automatic), s.Money)
}
