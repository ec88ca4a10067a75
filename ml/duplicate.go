package ml

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"countersign/domain"
)

// Action is what a suspected duplicate leads to.
type Action string

// Exact hits hold the payment; scored ones are laid before a person, twin side by side.
const (
	ActionHold   Action = "hold"
	ActionReview Action = "review"
)

// Pair is two bills that may be one invoice.
type Pair struct {
	A, B    Bill    // A is the earlier one
	Score   float64 // estimated probability, in [0,1]
	Action  Action
	Reasons []string // sentences: what agrees, what differs
}

// Verdict is what a person said about a pair, by ids in any order.
type Verdict struct {
	A, B      string
	Duplicate bool
}

// Duplicates scores pairs of bills. It is fitted to one ledger: what recurs there is no suspicion.
type Duplicates struct {
	seed  uint64
	model logistic
}

const (
	// injected is how many made duplicates the model learns from, as a share of the ledger.
	injected = 0.25
	// suspect: a pair of the ledger itself that scores more in the first round is left out of the second, lest real duplicates teach
	// that they are none.
	suspect = 0.3
	// verdictWeight is how many made pairs a person's word outweighs.
	verdictWeight = 20
)

// FitDuplicates learns from a ledger without labels: duplicates are made of its own bills, everything else counts as different. Verdicts
// of people correct it.
//
// Errors: INVALID for fewer than 100 bills, of which nothing could be learned, or for two bills with one id.
func FitDuplicates(ledger []Bill, verdicts []Verdict, seed uint64) (*Duplicates, error) {
	if len(ledger) < 100 {
		return nil, domain.RefuseField(domain.CodeInvalid, "ledger", "A ledger of %d bills is too short to learn from; 100 are needed.", len(ledger))
	}
	known := make(map[string]bool, len(ledger))
	for _, b := range ledger {
		if known[b.ID] {
			return nil, domain.RefuseField(domain.CodeInvalid, "ledger", "Two bills have the id %q.", b.ID)
		}
		known[b.ID] = true
	}
	r := rand.New(rand.NewPCG(seed, 2))
	made, original := slices.Clone(ledger), map[string]string{}
	for i := range int(injected * float64(len(ledger))) {
		b := ledger[r.IntN(len(ledger))]
		d := corrupt(r, b, "made "+strconv.Itoa(i))
		made = append(made, d)
		original[d.ID] = b.ID
	}
	d := &Duplicates{seed: seed}
	d.learn(newBooks(made), original, verdicts)
	return d, nil
}

// learn fits twice: the second time without what the first one suspects among the ledger's own pairs.
func (d *Duplicates) learn(b *books, original map[string]string, verdicts []Verdict) {
	said := map[[2]string]bool{}
	for _, v := range verdicts {
		said[[2]string{min(v.A, v.B), max(v.A, v.B)}] = v.Duplicate
	}
	var x [][]float64
	var y []bool
	var weight []float64
	for _, p := range b.candidates() {
		one, two := b.bills[p[0]].ID, b.bills[p[1]].ID
		from, madeOne := original[one]
		to, madeTwo := original[two]
		w, duplicate := 1.0, madeTwo && to == one || madeOne && from == two
		if madeOne && madeTwo && !duplicate {
			continue // two made ones of one bill are neither
		}
		if verdict, ok := said[[2]string{min(one, two), max(one, two)}]; ok {
			w, duplicate = verdictWeight, verdict
		}
		x, y, weight = append(x, b.pairFeatures(p[0], p[1])), append(y, duplicate), append(weight, w)
	}
	if len(x) == 0 {
		return
	}
	d.model.fit(x, y, weight, nil)
	for i := range x {
		if !y[i] && weight[i] == 1 && d.model.probability(x[i]) > suspect {
			weight[i] = 0
		}
	}
	d.model.fit(x, y, weight, nil)
}

// Pairs lists the pairs among bills that score at least least, which lies in [0,1]; the most suspicious first.
func (d *Duplicates) Pairs(bills []Bill, least float64) []Pair {
	if len(d.model.weight) == 0 {
		return nil
	}
	b := newBooks(bills)
	var out []Pair
	for _, p := range b.candidates() {
		one, two := &b.bills[p[0]], &b.bills[p[1]]
		if two.Date.Before(one.Date) {
			one, two = two, one
		}
		pair := Pair{A: one.Bill, B: two.Bill, Score: d.model.probability(b.pairFeatures(p[0], p[1])), Action: ActionReview}
		if one.Vendor == two.Vendor && one.normal == two.normal && one.normal != "" && one.Amount == two.Amount {
			pair.Action = ActionHold
		}
		if pair.Score < least && pair.Action != ActionHold {
			continue
		}
		pair.Reasons = b.reasons(one, two)
		out = append(out, pair)
	}
	slices.SortStableFunc(out, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID))
	})
	return out
}

// reasons say what agrees and what differs.
func (b *books) reasons(one, two *folded) []string {
	var list []string
	switch {
	case one.Vendor == two.Vendor:
		list = append(list, "The supplier is the same.")
	case one.bare == two.bare:
		list = append(list, "The suppliers differ in their identity and are called the same.")
	default:
		list = append(list, "The suppliers are called differently.")
	}
	switch n := edits(one.normal, two.normal); {
	case one.Number == two.Number:
		list = append(list, "The numbers are equal.")
	case n == 0:
		list = append(list, "The numbers differ in case, separators, leading zeros or characters that look alike.")
	default:
		list = append(list, fmt.Sprintf("The numbers are %d strokes apart.", n))
	}
	switch {
	case one.Amount == two.Amount:
		list = append(list, "The amounts are equal.")
	case byVAT(one.Amount, two.Amount):
		list = append(list, "One amount is the other with VAT.")
	default:
		list = append(list, "The amounts differ.")
	}
	list = append(list, fmt.Sprintf("%d days lie between them.", two.day-one.day))
	if n := b.monthly[one.recurring()]; n > 2 {
		list = append(list, fmt.Sprintf("The supplier billed this amount %d times.", n))
	}
	return list
}
