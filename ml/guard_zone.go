package ml

import (
	"cmp"
	"slices"
)

const (
	// batch is from how many lines of one supplier on one day they are probed. They are booked as a whole, so their errors come
	// together: one invoice of 75 lines broke the promise of half a year on a ledger measured.
	batch = 10
	// probesPerBatch: one may be an oddity, three that are right have not been followed by a wrong rest in the ledgers measured.
	probesPerBatch = 3
)

// Zones are where suggestions belong that were made together, usually for a day, in their order; and the probes: lines of large
// batches of one supplier that a person decides before the others of the batch may be automatic. When one turns out wrong, see Withhold.
func (g *Guard) Zones(day []Suggestion) (zones []Zone, probes []int) {
	zones = make([]Zone, len(day))
	for i, s := range day {
		zones[i] = g.zone(s)
	}
	for _, list := range batches(len(day), func(i int) (string, float64) { return day[i].sure() }) {
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

// Withhold takes the batches of wrong probes from what is automatic.
func (g *Guard) Withhold(day []Suggestion, zones []Zone, wrong []int) {
	for _, w := range wrong {
		for i := range day {
			if day[i].Vendor == day[w].Vendor && zones[i] == ZoneAuto {
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

// sure is the supplier of a suggestion that could ever be automatic, "" of any other, and its confidence.
func (s Suggestion) sure() (vendor string, confidence float64) {
	if len(s.Choices) == 0 || s.Unseen != NothingUnseen {
		return "", 0
	}
	return s.Vendor, s.Choices[0].Confidence
}

// batches are the indices of n lines in each batch, the most confident first; batches in order of their first line.
func batches(n int, line func(i int) (vendor string, confidence float64)) [][]int {
	at := map[string]int{}
	var all [][]int
	for i := range n {
		vendor, _ := line(i)
		if vendor == "" {
			continue
		}
		k, met := at[vendor]
		if !met {
			k = len(all)
			at[vendor] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], i)
	}
	all = slices.DeleteFunc(all, func(list []int) bool { return len(list) < batch })
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b int) int {
			_, one := line(a)
			_, two := line(b)
			return cmp.Compare(two, one)
		})
	}
	return all
}

// probesOf spreads the probes over the more confident half of a batch: a wrong one there says most about the rest.
func probesOf(list []int) []int {
	probes := make([]int, probesPerBatch)
	for k := range probes {
		probes[k] = list[k*(len(list)/2)/(probesPerBatch-1)]
	}
	return probes
}

// doubtedBatches are those of a confirmed day that a probe found wrong: nothing of them would have been automatic.
func doubtedBatches(day []Outcome) map[string]bool {
	doubted := map[string]bool{}
	for _, list := range batches(len(day), func(i int) (string, float64) {
		if day[i].Choice == "" || day[i].Unseen != NothingUnseen {
			return "", 0
		}
		return day[i].Vendor, day[i].Confidence
	}) {
		for _, i := range probesOf(list) {
			if !day[i].right() {
				doubted[day[i].Vendor] = true
			}
		}
	}
	return doubted
}
