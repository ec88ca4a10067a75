package ml

import "countersign/domain"

// guarded runs a promise over known advice in order of its days.
func (c Candidate) guarded(known []Advised, seed uint64) (Simulation, error) {
	g, err := NewGuard(GuardOptions{Target: c.Target, Seed: seed})
	if err != nil {
		return Simulation{}, err
	}
	s := Simulation{Considered: len(known)}
	var automatic []Advised
	met := newLabels(known)
	for len(known) > 0 {
		n := 1
		for n < len(known) && known[n].Date == known[0].Date {
			n++
		}
		automatic = append(automatic, c.day(g, known[:n], met, &s)...)
		known = known[n:]
	}
	s.Stop = g.Stopped()
	s.count(automatic)
	return s, nil
}

// day runs one day through a guard and returns what was automatic.
func (c Candidate) day(g *Guard, list []Advised, met *metLabels, s *Simulation) []Advised {
	suggestions := make([]Suggestion, len(list))
	for i := range list {
		suggestions[i] = list[i].suggestion()
	}
	zones, probes := g.Zones(suggestions)
	var wrong []int
	for _, p := range probes {
		if list[p].wrong() {
			wrong = append(wrong, p)
		}
	}
	g.Withhold(suggestions, zones, wrong)
	var automatic []Advised
	outcomes := make([]Outcome, len(list))
	for i := range list {
		a := &list[i]
		if !c.carries(a.Worth) && zones[i] == ZoneAuto {
			zones[i] = ZoneSuggest
		}
		audited := zones[i] == ZoneAuto && g.Audits(a.Item)
		if zones[i] == ZoneAuto {
			automatic = append(automatic, *a)
		}
		if audited {
			s.Audited++
		}
		outcomes[i] = Outcome{
			Date: a.Date, Vendor: a.Vendor, Choice: a.Choice, Confidence: a.Confidence, Unseen: a.Unseen, Zone: zones[i], Audited: audited,
			Label: a.Label, New: met.fresh(a),
		}
	}
	met.learn(list)
	g.Confirm(outcomes)
	g.Refit()
	return automatic
}

func (a *Advised) suggestion() Suggestion {
	s := Suggestion{Vendor: a.Vendor, Unseen: a.Unseen}
	if a.Choice != "" {
		s.Choices = []Choice{{Label: a.Choice, Confidence: a.Confidence}}
	}
	return s
}

// metLabels knows when a label was first confirmed.
type metLabels struct {
	start domain.Date // what is met within NewDays of it may be older than the history
	first map[string]domain.Date
}

func newLabels(known []Advised) *metLabels {
	m := &metLabels{first: map[string]domain.Date{}}
	if len(known) > 0 {
		m.start = known[0].Date
	}
	return m
}

func (m *metLabels) fresh(a *Advised) bool {
	first, met := m.first[a.Label]
	if !met {
		first = a.Date
	}
	return m.start.DaysUntil(first) > NewDays && first.DaysUntil(a.Date) <= NewDays
}

func (m *metLabels) learn(day []Advised) {
	for i := range day {
		if _, met := m.first[day[i].Label]; !met {
			m.first[day[i].Label] = day[i].Date
		}
	}
}
