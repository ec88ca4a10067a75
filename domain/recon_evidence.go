package domain

import (
	"fmt"
	"slices"
)

// evidence is what speaks for a match, packed: how references, counterparties, amounts and days compare. A score is the sum
// of its reasons, so that a person can check it.
type evidence uint32

type (
	refEvidence    uint8
	partyEvidence  uint8
	amountEvidence uint8
)

const (
	refNone   refEvidence = iota // one line states none
	refEqual                     // equal but for blanks, signs and case
	refNamed                     // one stands in the other's text or among its further references
	refSlip                      // one slip of a person away
	refTaken                     // one slip away, and it is the reference of something else
	refClose                     // close, more than a slip
	refOther                     // another reference
	refShared                    // of several: each is named
	refPartly                    // of several: some are named
)

const (
	partyNone partyEvidence = iota
	partyEqual
	partyCut // one is the other's beginning, as a bank's field cuts it
	partyOther
)

const (
	amountOther amountEvidence = iota
	amountEqual
	amountExplained // the difference is a fee, a rate or within the tolerance
	amountAddsUp    // several lines add up
	amountOpposite  // takes back
)

// The weights were set so that no two of counterparty, amount and day reach what a rule asks when references speak against
// each other, and a reference alone never does.
var (
	refWeights    = [...]float64{refNone: 0, refEqual: 0.55, refNamed: 0.50, refSlip: 0.42, refTaken: 0, refClose: -0.10, refOther: -0.35, refShared: 0.50, refPartly: 0.40}
	partyWeights  = [...]float64{partyNone: 0, partyEqual: 0.22, partyCut: 0.17, partyOther: -0.25}
	amountWeights = [...]float64{amountOther: 0, amountEqual: 0.15, amountExplained: 0.10, amountAddsUp: 0.14, amountOpposite: 0.15}
	refWords      = [...]string{
		refEqual: "The reference is equal", refNamed: "One names the other's reference", refSlip: "The references are one slip apart",
		refTaken: "The references are one slip apart, and something else has it", refClose: "The references are close",
		refOther: "The references differ", refShared: "Every reference is named", refPartly: "Some references are named",
	}
	partyWords  = [...]string{partyEqual: "The counterparty is equal", partyCut: "The counterparty is equal as far as it is written", partyOther: "The counterparties differ"}
	amountWords = [...]string{
		amountOther: "The amounts differ", amountEqual: "The amount is equal", amountExplained: "The difference is explained",
		amountAddsUp: "The amounts add up", amountOpposite: "The amounts take each other back",
	}
)

const (
	dayWeight = 0.08 // of the same day; it falls to nothing over dayReach
	dayReach  = 31
)

func evidenceOf(ref refEvidence, party partyEvidence, amount amountEvidence, days int) evidence {
	return evidence(ref) | evidence(party)<<4 | evidence(amount)<<8 | evidence(min(days, 1<<16-1))<<12
}

func (e evidence) ref() refEvidence       { return refEvidence(e & 15) }
func (e evidence) party() partyEvidence   { return partyEvidence(e >> 4 & 15) }
func (e evidence) amount() amountEvidence { return amountEvidence(e >> 8 & 15) }
func (e evidence) days() int              { return int(e >> 12) }

func (e evidence) withReference(r refEvidence) evidence { return e&^15 | evidence(r) }
func (e evidence) withParty(p partyEvidence) evidence   { return e&^(15<<4) | evidence(p)<<4 }
func (e evidence) withAmount(a amountEvidence) evidence { return e&^(15<<8) | evidence(a)<<8 }

func (e evidence) dayScore() float64 {
	return dayWeight * float64(max(0, dayReach-e.days())) / dayReach
}

// score is the sum of the reasons, in [0,1].
func (e evidence) score() float64 {
	return min(1, max(0, refWeights[e.ref()]+partyWeights[e.party()]+amountWeights[e.amount()]+e.dayScore()))
}

// reasonsBook keeps one list per evidence: a million groups share a few hundred.
type reasonsBook map[evidence][]ReconReason

func (b reasonsBook) of(e evidence) []ReconReason {
	if known, ok := b[e]; ok {
		return known
	}
	out := []ReconReason{{amountWords[e.amount()], amountWeights[e.amount()]}}
	if e.ref() != refNone {
		out = append(out, ReconReason{refWords[e.ref()], refWeights[e.ref()]})
	}
	if e.party() != partyNone {
		out = append(out, ReconReason{partyWords[e.party()], partyWeights[e.party()]})
	}
	switch days := e.days(); days {
	case 0:
		out = append(out, ReconReason{"On the same day", e.dayScore()})
	case 1:
		out = append(out, ReconReason{"1 day apart", e.dayScore()})
	default:
		out = append(out, ReconReason{fmt.Sprintf("%d days apart", days), e.dayScore()})
	}
	slices.SortStableFunc(out, func(a, b ReconReason) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	b[e] = out
	return out
}
