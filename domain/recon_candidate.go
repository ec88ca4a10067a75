package domain

import (
	"cmp"
	"slices"
)

// Candidates ranks the ways to settle one line with open lines, best first, at most n of them: single lines, and several
// that add up. No candidates is not an error. Lines of the line's own source are no candidates, but that they take it back.
//
// The rules say how far amounts and days may be apart: the widest of them holds, and a difference stays as remainder. A line
// that names the other is shown however far their amounts are apart, with Rule -1: alone it may be more than a match may leave
// over. Lines of another currency are none.
// Errors: those of Reconcile for lines and rules that are none.
func Candidates(line ReconLine, open []ReconLine, rules []MatchRule, n int) ([]ReconCandidate, error) {
	ordered, err := orderedRules(rules)
	if err != nil {
		return nil, err
	}
	lines := make([]ReconLine, 0, len(open)+1)
	index := make([]int, 0, len(open)+1) // of lines in open
	lines, index = append(lines, line), append(index, -1)
	for i := range open {
		if open[i].Source != line.Source || open[i].ID != line.ID {
			lines, index = append(lines, open[i]), append(index, i)
		}
	}
	in := ReconInput{Lines: lines, Rules: ordered, Workers: 1}
	table, err := newReconTable(&in, ordered)
	if err != nil {
		return nil, err
	}
	s := &search{cascade: &cascade{reconTable: table, rules: ordered, out: &ReconResult{}, told: make([]foundTold, 1)}, texts: reasonsBook{}}
	s.widest()
	s.single()
	s.several()
	best := s.best(n)
	for i := range best {
		for j, at := range best[i].Lines {
			best[i].Lines[j] = index[at]
		}
		slices.Sort(best[i].Lines)
	}
	return best, nil
}

// search is the candidates of one line under way.
type search struct {
	*cascade
	target    int32
	days      int
	tolerance int64
	percent   float64
	found     []ReconCandidate
	texts     reasonsBook
	links     []link
}

// widest takes the widest bounds of the rules.
func (s *search) widest() {
	for i := range s.rules {
		r := &s.rules[i]
		s.days, s.tolerance = max(s.days, r.Days), max(s.tolerance, r.Tolerance)
		percent, _ := r.Percent.Rat().Float64()
		s.percent = max(s.percent, percent)
	}
	s.links, _ = s.cascade.links(s.days)
}

// named says whether the target names a line, or the line names the target.
func (s *search) named(at int32) bool {
	return slices.ContainsFunc(s.links, func(l link) bool {
		return l.a == s.target && l.b == at || l.b == s.target && l.a == at
	})
}

// single compares the target with each line of another side, and with those of its own that take it back.
func (s *search) single() {
	var f pairFound
	for at := range int32(len(s.rows)) {
		if at == s.target || s.rows[at].cur != s.rows[s.target].cur || s.span(at, s.target) > s.days || s.rows[at].side == sideNone {
			continue
		}
		difference := s.rows[s.target].amount - s.rows[at].amount
		amount := amountEqual
		switch own := s.rows[at].side == s.rows[s.target].side; {
		case own && s.rows[at].amount == -s.rows[s.target].amount && s.rows[at].ref != 0 && s.rows[at].ref == s.rows[s.target].ref:
			s.offer(evidenceOf(refEqual, s.compareParty(at, s.target), amountOpposite, s.span(at, s.target)), 0, at)
			continue
		case own:
			continue
		case difference == 0:
		case abs64(difference) <= s.tolerance || float64(abs64(difference)) <= s.percent/100*float64(abs64(s.rows[s.target].amount)):
			amount = amountExplained
		case s.named(at):
			amount = amountOther
		default:
			continue
		}
		a, b := s.target, at
		if s.rows[a].side > s.rows[b].side {
			a, b = b, a
		}
		e := s.compare(a, b, &f)
		s.offer(e.withAmount(amount), difference, at)
	}
}

// several looks for lines that add up to the target: those that its references name, and those of its counterparty.
func (s *search) several() {
	r := MatchRule{Days: 0}
	for i := range s.rules {
		if s.rules[i].Shape != OneToOne {
			r.Days = max(r.Days, s.rules[i].Days)
		}
	}
	named, owned := map[int32][]int32{}, map[int32][]int32{}
	for _, l := range s.links {
		named[l.a], owned[l.b] = append(named[l.a], l.b), append(owned[l.b], l.a)
	}
	var near []int32
	for at := range int32(len(s.rows)) {
		if s.rows[at].side != s.rows[s.target].side && s.rows[at].side != sideMiddle && s.rows[at].cur == s.rows[s.target].cur && s.rows[at].side != sideNone && s.rows[at].statesParty() {
			near = append(near, at)
		}
	}
	f, ok := s.addUp(&r, s.target, near, named, owned)
	if !ok || f.reached != "" {
		return
	}
	ref := refNone
	if f.named > 0 {
		ref = refPartly
	}
	e := evidenceOf(ref, f.party, amountAddsUp, f.days)
	for _, lines := range append([][]int32{f.lines}, f.others...) {
		if s.opposite(lines) {
			s.offer(e, 0, lines...)
		}
	}
}

// opposite says whether lines stand against the target once they are matched with it: where bank, processor and books are all
// in a match, the books alone are its other side, so a bank line adds to the processor's line and does not settle it.
func (s *search) opposite(lines []int32) bool {
	return s.rows[s.target].side == sideBooks || !slices.ContainsFunc(lines, func(at int32) bool { return s.rows[at].side != s.rows[lines[0]].side })
}

// offer keeps a candidate.
func (s *search) offer(e evidence, remainder int64, lines ...int32) {
	if e.score() <= 0 {
		return
	}
	c := ReconCandidate{Score: e.score(), Reasons: s.texts.of(e), Remainder: Money{remainder, s.money[s.rows[s.target].cur]}, Rule: s.ruleFor(e, len(lines))}
	for _, at := range lines {
		c.Lines = append(c.Lines, int(at))
	}
	s.found = append(s.found, c)
}

// ruleFor is the first rule that would take such a match, -1 for none.
func (s *search) ruleFor(e evidence, lines int) int {
	return slices.IndexFunc(s.rules, func(r MatchRule) bool {
		fits := false
		switch passOf(&r) {
		case passReturn:
			fits = e.amount() == amountOpposite
		case passExact:
			fits = lines == 1 && e.amount() == amountEqual && e.ref() == refEqual
		case passLinked:
			fits = lines > 1 && (e.ref() == refShared || e.ref() == refPartly)
		case passScored:
			fits = lines == 1 && e.amount() == amountEqual
		case passTolerance:
			fits = lines == 1 && e.amount() == amountExplained && (e.ref() == refEqual || e.ref() == refNamed)
		case passSum:
			fits = lines > 1
		}
		return fits && e.days() <= r.Days && e.score() >= r.MinScore
	})
}

// best sorts the candidates and says which of them no other comes near. Those that are as good stand in the order of their content.
func (s *search) best(n int) []ReconCandidate {
	byContent := func(x, y int) int { return s.byRank(int32(x), int32(y)) }
	for i := range s.found {
		slices.SortFunc(s.found[i].Lines, byContent)
	}
	slices.SortFunc(s.found, func(a, b ReconCandidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(abs64(a.Remainder.Minor), abs64(b.Remainder.Minor)), slices.CompareFunc(a.Lines, b.Lines, byContent))
	})
	const margin = 0.10 // that of the standard rules
	for i := range s.found {
		s.found[i].Unique = i == 0 && (len(s.found) == 1 || s.found[0].Score-s.found[1].Score >= margin)
	}
	return s.found[:min(max(n, 0), len(s.found))]
}
