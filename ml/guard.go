package ml

import (
	"cmp"
	"slices"

	"countersign/domain"
)

// Zone is what may be done with a suggestion.
type Zone string

// The zones. A person sees suggestions in ZoneSuggest; in ZoneHuman there is none to rely on.
const (
	ZoneAuto    Zone = "AUTO"
	ZoneSuggest Zone = "SUGGEST"
	ZoneHuman   Zone = "HUMAN"
)

// GuardOptions are what the owner of a use decides.
type GuardOptions struct {
	Target float64 // promised share of errors among automatic items, in (0, 0.5)
	Audit  float64 // share of automatic items that a person still looks at, in [0.02, 0.05]; 0 is DefaultAudit
	Window int     // confirmed decisions that the threshold rests on; 0 is DefaultWindow
	Seed   uint64  // of the audit sample
}

const (
	// DefaultAudit finds a change fastest.
	DefaultAudit = 0.05
	// DefaultWindow is about a quarter of the ledgers measured: enough for a promise of 1 %, recent enough to be true.
	DefaultWindow = 6000
)

const (
	// suspicion is the sum of the audit's alarm from which on more is looked at: one error, under any target up to 6 %.
	suspicion = 1.5
	// suspiciousAudit finds out within a day or two what an error meant; a ledger of 50 automatic lines a day has 12 looked at.
	suspiciousAudit = 0.25
)

// margin is the part of a promise that yesterday's decisions must support. The bound holds for a tomorrow like them; ledgers move, and
// without a margin half-years of the ledgers measured came out up to a third above their promise.
const margin = 0.8

// Guard decides whether one use of one organisation may act by itself, and stops it. It starts in suggestion mode.
type Guard struct {
	o         GuardOptions
	window    []Decision
	threshold Threshold
	stop      *Stop
	alarms    [alarms]alarm
	armed     bool            // the use could act by itself since it was last promoted
	fresh     map[string]bool // suppliers with labels that were already counted as new
	known     map[string]bool // labels confirmed while the use was stopped: they are new no longer
	since     map[string]bool // suppliers confirmed since the last stop; nil when there was none
	health    health
}

// Outcome is a suggestion, what was done with it, and what turned out.
type Outcome struct {
	Date       domain.Date
	Vendor     string
	Choice     string  // first choice, "" for none
	Confidence float64 // of it
	Unseen     Unseen
	Zone       Zone
	Audited    bool   // a person looked although it was automatic
	Label      string // what is right
	New        bool   // Label was first confirmed within the last NewDays, or never before
}

// NewDays is how long a label counts as new.
const NewDays = 28

// person says whether a person gave the outcome's label.
func (o Outcome) person() bool { return o.Zone != ZoneAuto || o.Audited }

func (o Outcome) right() bool { return o.Choice == o.Label }

// NewGuard makes a guard without history.
//
// Errors: INVALID for a target outside (0, 0.5), an audit share outside [0.02, 0.05] or a negative window.
func NewGuard(o GuardOptions) (*Guard, error) {
	o.Audit, o.Window = cmp.Or(o.Audit, DefaultAudit), cmp.Or(o.Window, DefaultWindow)
	switch {
	case !(o.Target > 0 && o.Target < 0.5):
		return nil, domain.RefuseField(domain.CodeInvalid, "target", "The promised share of errors lies between 0 and 0.5, not at %g.", o.Target)
	case !(o.Audit >= 0.02 && o.Audit <= 0.05):
		return nil, domain.RefuseField(domain.CodeInvalid, "audit", "The audited share lies between 0.02 and 0.05, not at %g.", o.Audit)
	case o.Window < 0:
		return nil, domain.RefuseField(domain.CodeInvalid, "window", "The window holds at least one decision, not %d.", o.Window)
	}
	g := &Guard{o: o, threshold: Threshold{Target: o.Target, Bound: 1, Confidence: 1}}
	g.disarm()
	return g, nil
}

// Threshold is the one in force.
func (g *Guard) Threshold() Threshold { return g.threshold }

// Stopped is why the use stopped acting by itself, nil when it did not.
func (g *Guard) Stopped() *Stop { return g.stop }

// Audits says whether the automatic item with this id goes to a person too: a random share of all items, and a larger one
// from an error on until enough others were right. The draw depends on seed and id alone, so nobody can wait for a better one.
func (g *Guard) Audits(item string) bool {
	share := g.o.Audit
	if g.alarms[onAudit].sum >= suspicion {
		share = suspiciousAudit
	}
	return draw(g.o.Seed, item) < share
}

// draw is a number in [0,1) that depends on seed and item alone.
func draw(seed uint64, item string) float64 {
	return float64(joinText(kind(seed), item)>>11) / (1 << 53)
}

// Confirm takes what was confirmed together, usually a day, and stops the use when it says that something changed.
func (g *Guard) Confirm(day []Outcome) {
	doubted := doubtedBatches(day)
	for _, o := range day {
		g.health.add(o)
		if o.Unseen == NothingUnseen && o.Choice != "" && !doubted[o.Vendor] {
			g.window = append(g.window, Decision{o.Date, o.Confidence, o.right()})
		}
	}
	if over := len(g.window) - g.o.Window; over > 0 {
		g.window = slices.Delete(g.window, 0, over)
	}
	if g.stop == nil && g.armed {
		g.watch(day)
	}
	if g.since != nil {
		for _, o := range day {
			g.since[o.Vendor] = true
		}
	}
	if g.stop != nil {
		for _, o := range day {
			g.known[o.Label] = true
		}
	}
}

// Refit finds the threshold anew on the decisions of the window. While the use is stopped, only those since the stop count.
func (g *Guard) Refit() Threshold {
	g.threshold = FindThreshold(g.window, g.o.Target*margin)
	g.threshold.Target = g.o.Target
	g.armed = g.armed || g.threshold.Holds && g.stop == nil
	return g.threshold
}

// Promote lets the use act again where the threshold allows; a person decides so.
func (g *Guard) Promote() {
	g.stop, g.armed = nil, g.threshold.Holds
	g.disarm()
}
