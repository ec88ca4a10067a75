package ml

import (
	"cmp"
	"slices"
)

const (
	// longDocument is from how many lines on an invoice is probed. It is booked as a whole, so its errors come together: one of 75 lines
	// would break the promise of half a year.
	longDocument = 20
	// probesPerDocument: one may be an oddity, three that are right have not been followed by a wrong rest in the ledgers measured.
	probesPerDocument = 3
)

// Zones are where suggestions belong that were made together, usually for a day, in their order; and the probes: lines of long invoices
// that a person decides before the others of the same invoice may be automatic. When one turns out wrong, see Withhold.
func (g *Guard) Zones(day []Suggestion) (zones []Zone, probes []int) {
	zones = make([]Zone, len(day))
	for i, s := range day {
		zones[i] = g.zone(s)
	}
	for _, list := range longDocuments(len(day), func(i int) (string, float64) { return day[i].sure() }) {
		for _, i := range probesOf(list) {
			if zones[i] == ZoneAuto {
				zones[i] = ZoneSuggest
			}
			probes = append(probes, i)
		}
	}
	slices.Sort(probes)
	return zones, probes
}

// Withhold takes the lines of the invoices of wrong probes from what is automatic.
func (g *Guard) Withhold(day []Suggestion, zones []Zone, wrong []int) {
	for _, w := range wrong {
		for i := range day {
			if day[i].Document == day[w].Document && zones[i] == ZoneAuto {
				zones[i] = ZoneSuggest
			}
		}
	}
}

// zone is where one suggestion belongs by itself. After a stop, a supplier of whom nothing was confirmed since counts as unseen: what
// the model knows of him is from before the change.
func (g *Guard) zone(s Suggestion) Zone {
	switch {
	case len(s.Choices) == 0 || s.Unseen != NothingUnseen:
		return ZoneHuman
	case g.since != nil && !g.since[s.Vendor]:
		return ZoneSuggest
	case g.stop == nil && g.threshold.Holds && s.Choices[0].Confidence >= g.threshold.Confidence:
		return ZoneAuto
	}
	return ZoneSuggest
}

// sure is the document of a suggestion that could ever be automatic, "" of any other, and its confidence.
func (s Suggestion) sure() (document string, confidence float64) {
	if len(s.Choices) == 0 || s.Unseen != NothingUnseen {
		return "", 0
	}
	return s.Document, s.Choices[0].Confidence
}

// longDocuments are the indices of n lines on each long document, the most confident first; documents in order of their first line.
func longDocuments(n int, line func(i int) (document string, confidence float64)) [][]int {
	at := map[string]int{}
	var all [][]int
	for i := range n {
		document, _ := line(i)
		if document == "" {
			continue
		}
		k, met := at[document]
		if !met {
			k = len(all)
			at[document] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], i)
	}
	all = slices.DeleteFunc(all, func(list []int) bool { return len(list) < longDocument })
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b int) int {
			_, one := line(a)
			_, two := line(b)
			return cmp.Compare(two, one)
		})
	}
	return all
}

// probesOf spreads the probes over the more confident half of a document: a wrong one there says most about the rest.
func probesOf(list []int) []int {
	probes := make([]int, probesPerDocument)
	for k := range probes {
		probes[k] = list[k*(len(list)/2)/(probesPerDocument-1)]
	}
	return probes
}

// doubtedDocuments are those of a confirmed day that a probe found wrong: nothing on them would have been automatic.
func doubtedDocuments(day []Outcome) map[string]bool {
	doubted := map[string]bool{}
	for _, list := range longDocuments(len(day), func(i int) (string, float64) {
		if day[i].Choice == "" || day[i].Unseen != NothingUnseen {
			return "", 0
		}
		return day[i].Document, day[i].Confidence
	}) {
		for _, i := range probesOf(list) {
			if !day[i].right() {
				doubted[day[i].Document] = true
			}
		}
	}
	return doubted
}
