package ml

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	// approverHalf is after which time a past decision counts half: people change desks within a year.
	approverHalf = 120 * 24 * time.Hour
	// approverPrior is how many decisions what is known of the wider context counts as in a narrower one.
	approverPrior = 2.0
	// approverLeast is of how few decisions nothing is said.
	approverLeast = 5
	// approverSure is how sure it must be to name somebody: routing by prediction alone was right in two of three (TRIAGE), and less
	// than that is noise.
	approverSure = 0.6
)

// Ruling is one past decision of a person, by what its item has in common with the one that is asked about.
type Ruling struct {
	Item     string
	Person   string
	At       time.Time
	Minor    int64 // worth, as that of Asking
	Step     bool  // the policy asked for it in the same words
	Supplier bool
	Center   bool
}

// Asking is a step of an item that several people may take.
type Asking struct {
	Candidates []string // who may take it
	Known      []string // whom else the policy asks or looked at, or who could not be asked: that they decided before is no surprise
	Minor      int64    // worth, in minor units of one currency
	At         time.Time
}

// Approver is somebody who may take a step, how likely they do, and why.
type Approver struct {
	Person     string
	Confidence float64  // in (0,1); those of a step add up to 1
	Reasons    []Reason // the weightiest first; none where they never decided anything alike
}

// Outsider is somebody whom the policy does not ask though they decided most items of the supplier.
type Outsider struct {
	Person    string
	Count, Of int // items of the supplier
}

// approverContexts are what an item is compared by, the widest first.
var approverContexts = []struct {
	words string
	holds func(r *Ruling, q *Asking) bool
}{
	{"decisions on this step", func(r *Ruling, _ *Asking) bool { return r.Step }},
	{"decisions on this step at a similar amount", func(r *Ruling, q *Asking) bool { return r.Step && similarWorth(r.Minor, q.Minor) }},
	{"decisions on this step for this cost centre", func(r *Ruling, _ *Asking) bool { return r.Step && r.Center }},
	{"decisions on invoices of this supplier", func(r *Ruling, _ *Asking) bool { return r.Supplier }},
	{"decisions on this step for this supplier", func(r *Ruling, _ *Asking) bool { return r.Step && r.Supplier }},
}

// similarWorth is within a factor of two.
func similarWorth(a, b int64) bool {
	return a > 0 && b > 0 && float64(a) <= 2*float64(b) && float64(b) <= 2*float64(a)
}

// RankApprovers says who of the candidates usually decides items like this one, the likeliest first, from decayed counts that back off
// from the supplier and step to the step alone. It is a function of the set of past decisions, in whatever order they come.
//
// It returns nobody with fewer than two candidates, with fewer than five decisions of theirs that have anything in common with the
// item, and when nobody is likely enough to be worth a word.
func RankApprovers(past []Ruling, q Asking) []Approver {
	past = slices.DeleteFunc(inOneOrder(past), func(r Ruling) bool { return !(r.Step || r.Supplier) })
	own := 0
	for _, r := range past {
		if slices.Contains(q.Candidates, r.Person) {
			own++
		}
	}
	if len(q.Candidates) < 2 || own < approverLeast {
		return nil
	}
	ranked := make([]Approver, len(q.Candidates))
	for i, person := range q.Candidates {
		ranked[i] = Approver{Person: person, Confidence: 1 / float64(len(q.Candidates))}
	}
	for _, c := range approverContexts {
		weight, count, of := map[string]float64{}, map[string]int{}, 0
		for i := range past {
			if r := &past[i]; c.holds(r, &q) {
				weight[r.Person] += math.Exp2(-max(0, q.At.Sub(r.At).Hours()) / approverHalf.Hours())
				count[r.Person]++
				of++
			}
		}
		all := approverPrior
		for _, person := range q.Candidates {
			all += weight[person]
		}
		for i := range ranked {
			a := &ranked[i]
			a.Confidence = (weight[a.Person] + approverPrior*a.Confidence) / all
			if n := count[a.Person]; n > 0 {
				a.Reasons = append(a.Reasons, Reason{Sentence: fmt.Sprintf("%d of the last %d %s.", n, of, c.words), Count: n, Of: of, Weight: weight[a.Person] / all})
			}
		}
	}
	for _, a := range ranked {
		slices.Reverse(a.Reasons) // of equal ones the narrowest says most
		slices.SortStableFunc(a.Reasons, func(x, y Reason) int { return cmp.Compare(y.Weight, x.Weight) })
	}
	slices.SortFunc(ranked, func(x, y Approver) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(x.Person, y.Person))
	})
	if ranked[0].Confidence < approverSure {
		return nil
	}
	return ranked
}

// FindOutsider finds who decided more than half of the items of the supplier, and five at least, and is neither a candidate nor known; nil
// when there is nobody. That is a question to the policy, not to who is asked.
func FindOutsider(past []Ruling, q Asking) *Outsider {
	items, by := map[string]bool{}, map[string]map[string]bool{}
	for _, r := range past {
		if !r.Supplier {
			continue
		}
		items[r.Item] = true
		if by[r.Person] == nil {
			by[r.Person] = map[string]bool{}
		}
		by[r.Person][r.Item] = true
	}
	var most *Outsider
	for person, decided := range by {
		n := len(decided)
		if n < approverLeast || 2*n <= len(items) || slices.Contains(q.Candidates, person) || slices.Contains(q.Known, person) {
			continue
		}
		if most == nil || n > most.Count || n == most.Count && person < most.Person {
			most = &Outsider{Person: person, Count: n, Of: len(items)}
		}
	}
	return most
}

// inOneOrder is a copy in an order of its own, so that sums of floats come out the same.
func inOneOrder(past []Ruling) []Ruling {
	past = slices.Clone(past)
	slices.SortFunc(past, func(a, b Ruling) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Person, b.Person))
	})
	return past
}
