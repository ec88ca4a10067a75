package ml

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Ahead is what a person may do about an item that waits for them, as far as it can be told in money: minor units of one currency.
type Ahead struct {
	Waiting // what it loses by waiting; Problem and AtRisk are left to Doubts

	Doubts []Doubt
}

// Doubt is one thing that may be wrong with an item.
type Doubt struct {
	Chance float64       // calibrated, in [0,1]
	AtRisk int64         // what is lost when it is so and nobody looks
	Effort time.Duration // of looking; 0 counts as usualLook
}

// Next is one thing to do, and what it is worth against leaving the item as it is.
type Next struct {
	Kind  NextKind
	Doubt int   // index of the one to look into; -1 for what is about all of the item
	Gain  int64 // expected; below 0 is a loss
	// Turn is the chance of the doubt at which another first thing would take this one's place; NaN when none would. It is told of
	// the first alone, about the doubt that it looks into, or else the gravest. Without doubts it is of one about all of the item.
	Turn float64
}

// NextKind is what to do.
type NextKind string

// What can be done.
const (
	NextAccept   NextKind = "ACCEPT"    // let it go on as it stands: what is doubted goes through
	NextLook     NextKind = "LOOK"      // settle one doubt first
	NextSendBack NextKind = "SEND_BACK" // to who brought it, which costs what waiting costs
)

const (
	// minuteCost is what a person's minute costs, in minor units: 60 an hour.
	minuteCost = 100
	usualLook  = 3 * time.Minute
	// sendBackFrom is the chance from which it is likelier wrong than not, in most of its worth, so that whoever brought it should say.
	sendBackFrom = 0.5
)

// NextOf ranks what can be done next, the most worth first.
func NextOf(a Ahead, now time.Time) []Next {
	ranked := a.rank(now)
	waits := ranked.lossOf(PartLate, PartDiscount)
	doubted, gravest := 0.0, -1
	for i, d := range a.Doubts {
		doubted += d.loss()
		if gravest < 0 || d.loss() > a.Doubts[gravest].loss() {
			gravest = i
		}
	}
	list := []Next{{Kind: NextAccept, Doubt: -1, Gain: round(waits - doubted)}}
	likely := false
	for i, d := range a.Doubts {
		list = append(list, Next{Kind: NextLook, Doubt: i, Gain: round(d.loss() - d.cost())})
		likely = likely || d.Chance >= sendBackFrom && 2*math.Abs(float64(d.AtRisk)) >= math.Abs(float64(a.AtRisk))
	}
	if likely {
		list = append(list, Next{Kind: NextSendBack, Doubt: -1, Gain: round(doubted - waits - Doubt{}.cost())})
	}
	slices.SortStableFunc(list, func(x, y Next) int { return cmp.Compare(y.Gain, x.Gain) })
	for i := range list {
		list[i].Turn = math.NaN()
	}
	first := &list[0]
	switch {
	case first.Kind == NextSendBack:
		first.Turn = sendBackFrom
	case first.Doubt >= 0:
		gravest = first.Doubt
		fallthrough
	case gravest >= 0:
		d := a.Doubts[gravest]
		first.Turn = turn(waits-doubted+d.loss(), d)
	default:
		first.Turn = turn(waits, Doubt{AtRisk: a.AtRisk})
	}
	return list
}

// turn is the chance of a doubt at which looking into it is worth as much as accepting; rest is what accepting is worth without it.
func turn(rest float64, d Doubt) float64 {
	if d.AtRisk == 0 {
		return math.NaN()
	}
	at := (rest + d.cost()) / (2 * math.Abs(float64(d.AtRisk)))
	if at <= 0 || at >= 1 {
		return math.NaN()
	}
	return at
}

func (d Doubt) loss() float64 { return min(max(d.Chance, 0), 1) * math.Abs(float64(d.AtRisk)) }

func (d Doubt) cost() float64 {
	effort := d.Effort
	if effort <= 0 {
		effort = usualLook
	}
	return effort.Minutes() * minuteCost
}

// lossOf is what parts of these kinds come to.
func (r *Ranked) lossOf(kinds ...PartKind) (sum float64) {
	for _, p := range r.Parts {
		if slices.Contains(kinds, p.Kind) {
			sum += float64(p.Money)
		}
	}
	return sum
}

func round(v float64) int64 { return int64(math.Round(v)) }
