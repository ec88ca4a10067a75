package reconset

import (
	"slices"
	"time"

	"countersign/domain"
)

// Currency is that of all lines.
const Currency = domain.Currency("EUR")

// FeeKey names the schedule by which the processor keeps its fees from payouts: FeePercent of each charge, rounded half
// away from zero, and FeeFixed minor units.
const (
	FeeKey   = "processor"
	FeeFixed = 25
)

// FeePercent is in percent.
var FeePercent = domain.MustDecimal("1.4")

// BankFees are what a bank keeps from a payment, in minor units.
var BankFees = []int64{150, 250, 450, 1200}

// Options say what is invented.
type Options struct {
	Lines int // of the ledger, at least; the bank has about as many
	Seed  int64
	Mix   Mix // nil is the default
}

// Set is the lines of all sides, in no order that tells anything, and what is true of them.
type Set struct {
	Lines []domain.ReconLine
	Truth []Truth
}

// Side is the lines of one source, in the order of the set.
func (s *Set) Side(source domain.ReconSource) []domain.ReconLine {
	var out []domain.ReconLine
	for _, l := range s.Lines {
		if l.Source == source {
			out = append(out, l)
		}
	}
	return out
}

// builder is a set under way.
type builder struct {
	dice
	set     Set
	parties int
	items   int // documents numbered so far
	first   domain.Date
	days    int
	truth   *Truth // of what is happening now
	wheel   wheel
}

// Make invents a set. Lines spread over a quarter for each 100,000 of them, at least one.
func Make(o Options) *Set {
	if o.Mix == nil {
		o.Mix = DefaultMix()
	}
	b := &builder{
		dice: diceOf(o.Seed), parties: max(40, o.Lines/40), first: domain.NewDate(2024, time.January, 1),
		days: 90 * max(1, min(8, o.Lines/100_000)), wheel: o.Mix.wheel(),
	}
	ledger, others := 0, 0
	for ledger < o.Lines && others < 4*o.Lines { // the second for a mix that leaves the ledger out
		class := b.wheel.turn(b.dice)
		b.truth = &Truth{Class: class}
		from := len(b.set.Lines)
		makers[class](b)
		for _, l := range b.set.Lines[from:] {
			if l.Source == domain.SourceLedger {
				ledger++
			} else {
				others++
			}
		}
		b.set.Truth = append(b.set.Truth, *b.truth)
	}
	b.shuffle()
	b.set.pack()
	return &b.set
}

// shuffle deals the lines anew and names them by their place, so that neither order nor name tells what belongs together.
func (b *builder) shuffle() {
	perm := b.Perm(len(b.set.Lines)) // perm[old] = new
	lines := make([]domain.ReconLine, len(perm))
	counts := map[domain.ReconSource]int{}
	for old, at := range perm {
		lines[at] = b.set.Lines[old]
	}
	for i := range lines {
		counts[lines[i].Source]++
		lines[i].ID = prefixes[lines[i].Source] + pad(counts[lines[i].Source], 8)
	}
	b.set.Lines = lines
	for i := range b.set.Truth {
		members := b.set.Truth[i].Lines
		for j, old := range members {
			members[j] = perm[old]
		}
		slices.Sort(members)
	}
}

var prefixes = map[domain.ReconSource]string{domain.SourceLedger: "L", domain.SourceBank: "B", domain.SourceProcessor: "P"}
