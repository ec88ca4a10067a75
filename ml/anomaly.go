package ml

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"countersign/domain"
)

// Entry is one line to be looked at for what is odd: of a statement, a ledger, a journal.
type Entry struct {
	ID     string
	Group  string // what it is compared within: a counterparty, an account, with the currency
	Date   domain.Date
	Amount int64 // minor units of the group's currency, signed
	Text   string
}

// Oddity is an entry that is unlike the others, and in what.
type Oddity struct {
	Entry    int     // index
	Score    float64 // in [0,1], by all features together; an entry like the others has about 0
	Features []Odd   // the strongest first, at least one
}

// Odd is one feature that is unlike the usual.
type Odd struct {
	Kind     OddKind
	Sigmas   float64     // how far from the usual, in robust standard deviations; capped at 20
	Usual    int64       // for amounts: the median, in minor units
	Low      int64       // for amounts: what nine of ten lie above, as far as the group tells
	High     int64       // and below
	Excess   int64       // for amounts: how far it lies from the usual, in minor units and without sign
	Days     int         // for timing: the usual days between two; for frequency: how many fell on its days
	Was      int         // for timing: the days that there were
	Words    []string    // for text: words that the group never uses elsewhere
	Previous domain.Date // for timing: the one before
}

// OddKind is which feature is odd.
type OddKind string

// What can be odd.
const (
	OddAmount    OddKind = "AMOUNT"
	OddSign      OddKind = "SIGN"
	OddTiming    OddKind = "TIMING"
	OddFrequency OddKind = "FREQUENCY"
	OddText      OddKind = "TEXT"
)

const (
	// leastGroup is how many entries tell what is usual.
	leastGroup = 8
	// oddFrom: Iglewicz and Hoaglin (1993) call 3.5 robust standard deviations an outlier.
	oddFrom = 3.5
	// mostSigmas: beyond it, farther is not odder.
	mostSigmas = 20
	// flatShare is the least spread that a group is given, as a part of its median: a rent that never moved may move by a cent.
	flatShare = 0.02
)

// Oddities are the entries unlike others of their group, the oddest first. Groups of fewer than 8 entries say nothing. It depends on what
// the entries say, never on their order.
func Oddities(entries []Entry, seed uint64) []Oddity {
	groups := map[string][]int{}
	for i := range entries {
		groups[entries[i].Group] = append(groups[entries[i].Group], i)
	}
	var found []Oddity
	for _, members := range groups {
		if len(members) < leastGroup {
			continue
		}
		slices.SortFunc(members, func(a, b int) int {
			x, y := &entries[a], &entries[b]
			return cmp.Or(x.Date.Time().Compare(y.Date.Time()), strings.Compare(x.ID, y.ID))
		})
		found = append(found, oddOf(entries, members, seed)...)
	}
	slices.SortFunc(found, func(a, b Oddity) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(entries[a.Entry].ID, entries[b.Entry].ID))
	})
	return found
}

// oddOf looks at one group, whose members are in order of their dates.
func oddOf(entries []Entry, members []int, seed uint64) []Oddity {
	g := profileOf(entries, members)
	points := make([][]float64, len(members))
	features := make([][]Odd, len(members))
	for k := range members {
		points[k], features[k] = g.look(k)
	}
	isolation := isolate(points, seed)
	var found []Oddity
	for k, list := range features {
		if len(list) == 0 {
			continue
		}
		slices.SortStableFunc(list, func(a, b Odd) int { return cmp.Compare(b.Sigmas, a.Sigmas) })
		// The strongest feature says how odd; how easily the entry is told apart from all others decides among equals.
		strength := min(list[0].Sigmas/mostSigmas, 1)
		found = append(found, Oddity{Entry: members[k], Score: 0.5*math.Sqrt(strength) + 0.5*isolation[k], Features: list})
	}
	return found
}
