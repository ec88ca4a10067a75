package domain

import (
	"cmp"
	"math"
	"slices"
)

// The bounds of the search for lines that add up.
const (
	maxAddends  = 16        // lines of a group that are found by adding up alone
	maxPool     = 28        // lines of one counterparty within the days among which is searched; more have solutions by chance
	maxSumSteps = 2_000_000 // of one search
	// How many solutions are expected by chance, at most, for a unique one to be believed: subsets that were tried over sums
	// that they can have. Without a reference nothing else tells that the lines belong together.
	chanceAlone = 0.0005
	chanceNamed = 0.02 // when the line names some of them
)

// addend is a solution of one line.
type addend struct {
	target  int32
	lines   []int32
	others  [][]int32
	named   int
	chance  float64
	party   partyEvidence
	days    int
	unique  bool
	reached string // the bound that ended the search
}

// add matches one line of either side with several of the other that have its counterparty and add up to it. Solutions are
// counted: a second one, or one that chance explains, makes a suggestion.
func (c *cascade) add(rule int) {
	r := &c.rules[rule]
	links, _ := c.links(r.Days)
	named := map[int32][]int32{} // line -> those that it names
	owned := map[int32][]int32{} // line -> those that name it
	for _, l := range links {
		named[l.a] = append(named[l.a], l.b)
		owned[l.b] = append(owned[l.b], l.a)
	}
	for _, from := range [2]reconSide{sideOutside, sideBooks} {
		for range 3 { // what one solution takes may leave another line a single one
			if c.addFrom(rule, r, from, named, owned) == 0 {
				break
			}
		}
	}
}

// addFrom looks for the addends of the lines of one side and settles those that share no line with others.
func (c *cascade) addFrom(rule int, r *MatchRule, from reconSide, named, owned map[int32][]int32) int {
	blocks := c.partyBlocks()
	parts := make([][]addend, reconParts)
	_ = parallel(c.workers, reconParts, func(p int) error {
		blocks.runs(p, func(run []ranked) { parts[p] = c.addRun(r, run, from, named, owned, parts[p]) })
		return nil
	})
	found := slices.Concat(parts...)
	uses := map[int32]int{}
	bounds := map[string]int{}
	for _, f := range found {
		if f.reached != "" {
			bounds[f.reached]++
			continue
		}
		for _, at := range f.lines {
			uses[at]++
		}
	}
	settled := 0
	for _, f := range found {
		if f.reached != "" || slices.ContainsFunc(f.lines, func(at int32) bool { return uses[at] > 1 || !c.open(at) }) || !c.open(f.target) {
			continue
		}
		if c.settleSum(rule, r, &f) {
			settled++
		}
	}
	c.limit(rule, "lines of one counterparty within the days", maxPool, bounds["pool"])
	c.limit(rule, "steps of a search", maxSumSteps, bounds["steps"])
	return settled
}

func (c *cascade) settleSum(rule int, r *MatchRule, f *addend) bool {
	ref := refNone
	if f.named > 0 {
		ref = refPartly
	}
	e := evidenceOf(ref, f.party, amountAddsUp, f.days)
	if e.score() < r.MinScore {
		return false
	}
	g := foundBy(rule, r, e)
	most := chanceAlone
	if f.named > 0 {
		most = chanceNamed
	}
	if !f.unique {
		g.solutions = ReconMaxSolutions
	}
	g.suggested = g.suggested || !f.unique || f.chance > most
	g.told = c.tell("", f.others)
	lines := append([]int32{f.target}, f.lines...)
	if c.rows[f.target].side == sideBooks {
		lines = append(slices.Clone(f.lines), f.target)
	}
	c.claim(g, lines...)
	return true
}

// partyBlocks sorts open lines of bank and books by currency and the beginning of their counterparty's name, which is what
// a cut name keeps.
func (c *cascade) partyBlocks() keyBlocks {
	b, _ := c.sortLines(func(from, to int, out []ranked) ([]ranked, error) {
		var buf []byte
		for at := int32(from); at < int32(to); at++ {
			row := &c.rows[at]
			if !row.open() || !row.statesParty() || row.side == sideMiddle {
				continue
			}
			name := c.party(at)
			buf = append(append(buf[:0], name[:min(len(name), cutName)]...), row.cur)
			out = append(out, ranked{key: hashBytes(buf), at: at, side: row.side})
		}
		return out, nil
	})
	return b
}

func (c *cascade) addRun(r *MatchRule, run []ranked, from reconSide, named, owned map[int32][]int32, out []addend) []addend {
	to := sideBooks
	if from == sideBooks {
		to = sideOutside
	}
	pool := make([]int32, 0, len(run))
	for _, k := range run {
		if k.side == to {
			pool = append(pool, k.at)
		}
	}
	if len(pool) < 2 {
		return out
	}
	slices.SortFunc(run, func(x, y ranked) int { return c.byRank(x.at, y.at) })
	for _, k := range run {
		if k.side == from {
			if f, ok := c.addUp(r, k.at, pool, named, owned); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// addUp searches the addends of one line.
func (c *cascade) addUp(r *MatchRule, target int32, near []int32, named, owned map[int32][]int32) (addend, bool) {
	f := addend{target: target}
	must := slices.DeleteFunc(slices.Clone(named[target]), func(at int32) bool {
		return !c.open(at) || c.rows[at].side == sideMiddle || c.rows[at].cur != c.rows[target].cur
	})
	if c.rows[target].side == sideBooks {
		must = slices.DeleteFunc(slices.Clone(owned[target]), func(at int32) bool {
			return !c.open(at) || c.rows[at].side == sideMiddle || c.rows[at].cur != c.rows[target].cur
		})
	}
	f.named = len(must)
	var pool []int32
	for _, at := range near {
		if c.span(at, target) <= r.Days && !slices.Contains(must, at) && c.compareParty(target, at) != partyOther && !c.elsewhere(at, target, named, owned) {
			pool = append(pool, at)
		}
	}
	need := c.rows[target].amount - c.sum(must)
	if len(must)+len(pool) < 2 || len(pool) == 0 && need != 0 {
		return f, false
	}
	if len(pool) > maxPool {
		f.reached = "pool"
		return f, true
	}
	slices.SortFunc(pool, func(x, y int32) int {
		return cmp.Or(cmp.Compare(abs64(c.rows[y].amount), abs64(c.rows[x].amount)), c.byRank(x, y))
	})
	s := subsets{least: max(0, 2-len(must)), most: maxAddends - len(must)}
	for _, at := range pool {
		s.amounts = append(s.amounts, c.rows[at].amount)
	}
	s.search(need)
	if s.steps > maxSumSteps {
		f.reached = "steps"
		return f, true
	}
	if len(s.found) == 0 {
		return f, false
	}
	for i, picked := range s.found {
		lines := slices.Clone(must)
		for _, n := range picked {
			lines = append(lines, pool[n])
		}
		slices.SortFunc(lines, c.byRank)
		if i == 0 {
			f.lines = lines
		} else {
			f.others = append(f.others, lines)
		}
	}
	f.unique, f.chance = len(s.found) == 1, s.chance(need)
	f.party = partyEqual
	for _, at := range f.lines {
		f.days = max(f.days, c.span(at, target))
		if got := c.compareParty(target, at); worse(got, f.party) {
			f.party = got
		}
	}
	return f, true
}

// elsewhere says whether a line names, or is named by, something that is not the target.
func (c *cascade) elsewhere(at, target int32, named, owned map[int32][]int32) bool {
	of := named[at]
	if c.rows[at].side == sideBooks {
		of = owned[at]
	}
	return len(of) > 0 && !slices.Contains(of, target)
}

// subsets counts the ways in which amounts add up, at most ReconMaxSolutions.
type subsets struct {
	amounts     []int64 // largest first
	least, most int     // how many are taken
	found       [][]int
	steps       int
	above       []int64 // from each place on: what positive amounts add at most
	below       []int64 // and what negative ones take at most
	picked      []int
}

func (s *subsets) search(need int64) {
	n := len(s.amounts)
	s.above, s.below = make([]int64, n+1), make([]int64, n+1)
	for i := n - 1; i >= 0; i-- {
		s.above[i], s.below[i] = s.above[i+1]+max(0, s.amounts[i]), s.below[i+1]+min(0, s.amounts[i])
	}
	s.walk(0, need)
}

func (s *subsets) walk(i int, need int64) {
	s.steps++
	if len(s.found) >= ReconMaxSolutions || s.steps > maxSumSteps {
		return
	}
	if need == 0 && len(s.picked) >= s.least {
		s.found = append(s.found, slices.Clone(s.picked))
		if len(s.found) >= ReconMaxSolutions {
			return
		}
	}
	if i == len(s.amounts) || len(s.picked) == s.most {
		return
	}
	for ; i < len(s.amounts); i++ {
		if need > s.above[i] || need < s.below[i] {
			return
		}
		s.picked = append(s.picked, i)
		s.walk(i+1, need-s.amounts[i])
		s.picked = s.picked[:len(s.picked)-1]
	}
}

// chance is how many solutions are expected by chance: subsets over the sums that they can have. Round amounts can have
// fewer, which the greatest common divisor tells.
func (s *subsets) chance(need int64) float64 {
	ways, row := 0.0, 1.0
	for k := 0; k <= min(s.most, len(s.amounts)); k++ {
		if k >= s.least {
			ways += row
		}
		row = row * float64(len(s.amounts)-k) / float64(k+1)
	}
	divisor, reach := abs64(need), int64(0)
	for _, a := range s.amounts {
		divisor = gcd(divisor, abs64(a))
		reach += abs64(a)
	}
	if divisor == 0 || reach == 0 {
		return 1
	}
	return math.Max(0, ways-1) * float64(divisor) / float64(reach)
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
