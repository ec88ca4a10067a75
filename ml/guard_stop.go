package ml

import (
	"fmt"
	"slices"
	"strings"

	"countersign/domain"
)

// Cause is which evidence stopped a use.
type Cause string

// The causes: more errors in the audit sample than promised; more corrections by people than the confidences announced; labels that
// nobody used before, at several suppliers.
const (
	CauseAudit     Cause = "AUDITED_ERRORS"
	CauseCorrected Cause = "CORRECTIONS"
	CauseNewLabels Cause = "NEW_LABELS"
)

// Stop is the end of acting without a person, until a person promotes the use again.
type Stop struct {
	Date   domain.Date
	Cause  Cause
	Reason string // a sentence for the owner of the model
	Tries  int    // lines since the evidence began
	Errors int    // of these, wrong or new
}

const (
	onAudit = iota
	onCorrections
	onNewLabels
	alarms
)

// Limits of the alarms, in natural logarithms of a likelihood ratio. At the audit's, three errors among few are enough. The others
// see ten times as many lines, and real ledgers have weeks of many corrections without a cause: see docs/benchmark-triage.md.
const (
	auditLimit      = 6.0
	correctionLimit = 7.0
	newLabelLimit   = 7.0
)

// newUsual and newWorse are the shares of suppliers' days with a new label, as ledgers usually have them and in a relabelling.
const (
	newUsual = 0.01
	newWorse = 0.10
)

func (g *Guard) disarm() {
	g.alarms = [alarms]alarm{onAudit: {limit: auditLimit}, onCorrections: {limit: correctionLimit}, onNewLabels: {limit: newLabelLimit}}
	g.fresh = map[string]bool{}
}

// watch adds what people saw on one day to the alarms.
func (g *Guard) watch(day []Outcome) {
	var seen []Outcome
	for _, o := range day {
		if o.person() && o.Choice != "" && o.Unseen != UnseenVendor {
			seen = append(seen, o)
		}
	}
	slices.SortStableFunc(seen, func(a, b Outcome) int { return strings.Compare(a.Vendor, b.Vendor) })
	for len(seen) > 0 {
		n := 1
		for n < len(seen) && seen[n].Vendor == seen[0].Vendor {
			n++
		}
		g.weigh(seen[:n])
		seen = seen[n:]
	}
	for i := range g.alarms {
		if a := &g.alarms[i]; a.rings() {
			g.demote(day[0].Date, i, a)
			return
		}
	}
}

// weigh adds one supplier's lines of one day.
func (g *Guard) weigh(lines []Outcome) {
	var audited, corrected, fresh []ratio
	for _, o := range lines {
		expected := min(max(1-o.Confidence, 0.01), 0.99)
		corrected = append(corrected, ratio{!o.right(), expected, quarter(expected)})
		if o.Audited {
			audited = append(audited, ratio{!o.right(), g.o.Target, quarter(g.o.Target)})
		}
		pair := o.Vendor + "\x00" + o.Label
		fresh = append(fresh, ratio{o.New && !g.fresh[pair] && !g.known[o.Label], newUsual, newWorse})
		if o.New {
			g.fresh[pair] = true
		}
	}
	if len(audited) > 0 {
		g.alarms[onAudit].add(audited)
	}
	g.alarms[onCorrections].add(corrected)
	g.alarms[onNewLabels].add(fresh)
}

// demote stops the use and forgets the decisions that came before.
func (g *Guard) demote(date domain.Date, which int, a *alarm) {
	s := &Stop{Date: date, Tries: a.tries, Errors: a.errors}
	switch which {
	case onAudit:
		s.Cause = CauseAudit
		s.Reason = fmt.Sprintf("%d of the last %d audited items were wrong; %.3g %% are promised.", s.Errors, s.Tries, 100*g.o.Target)
	case onCorrections:
		s.Cause = CauseCorrected
		s.Reason = fmt.Sprintf("People corrected %d of the last %d suggestions, far more than their confidences announced.", s.Errors, s.Tries)
	default:
		s.Cause = CauseNewLabels
		s.Reason = fmt.Sprintf("%d of the last %d lines were given labels that were not in use before.", s.Errors, s.Tries)
	}
	g.stop, g.window, g.armed = s, nil, false
	g.known, g.since = map[string]bool{}, map[string]bool{}
	g.threshold = Threshold{Target: g.o.Target, Bound: 1, Confidence: 1}
}
