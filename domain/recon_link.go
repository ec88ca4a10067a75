package domain

import (
	"cmp"
	"slices"
)

// component is lines that name each other, directly or through others, by side and in the order of their content.
type component struct {
	lines                  []int32 // all of them, outside first
	outside, middle, books []int32
	links                  []rankedLink
}

// maxComponent is how many lines that name each other are looked at as one.
const maxComponent = 500

// linkedRun matches lines that name each other and whose sums tie: instalments, batches, payments set off against each
// other, and a processor's payouts with the charges that they pay and the items that those settle.
func (c *cascade) linkedRun(rule int) {
	r := &c.rules[rule]
	links, crowded := c.links(r.Days)
	c.limit(rule, "lines with one reference", maxBearer, crowded)
	c.linkedPairs(rule, links)
	c.tieComponents(rule, links)
	// A reference may name the wrong one by chance. What did not tie is looked at again without what speaks of chance.
	c.tieComponents(rule, slices.DeleteFunc(links, c.byChance))
}

// byChance says whether a line may name another without meaning it: it is of another counterparty. What a processor paid
// is of its customers' and still of one amount with the books, and its payout is named by none of their references.
func (c *cascade) byChance(l link) bool {
	switch {
	case c.rows[l.a].side == sideMiddle:
		return c.rows[l.a].amount != c.rows[l.b].amount
	case c.rows[l.b].side == sideMiddle:
		return c.rows[l.a].ref == c.rows[l.b].ref && c.rows[l.a].amount != c.rows[l.b].amount && c.compareParty(l.a, l.b) == partyOther
	}
	return c.compareParty(l.a, l.b) == partyOther
}

// linkedPairs settles the lines that name exactly one other of the same amount: whatever else names that one, it is not
// what was meant. Two of one amount that name one line are ambiguous.
func (c *cascade) linkedPairs(rule int, links []link) {
	r := &c.rules[rule]
	var claims []link          // of lines that name one other alone
	inside := map[int32]bool{} // named by a processor's line: settled through it
	for from := 0; from < len(links); {
		to := from + 1
		for to < len(links) && links[to].a == links[from].a {
			to++
		}
		l := links[from]
		switch {
		case c.rows[l.a].side == sideMiddle:
			for _, m := range links[from:to] {
				inside[m.b] = true
			}
		case to-from == 1 && c.rows[l.b].side == sideBooks && c.rows[l.a].amount == c.rows[l.b].amount && c.rows[l.a].cur == c.rows[l.b].cur:
			claims = append(claims, l)
		}
		from = to
	}
	slices.SortFunc(claims, func(x, y link) int {
		if x.b != y.b {
			return c.byRank(x.b, y.b)
		}
		return c.byRank(x.a, y.a)
	})
	var of []int32
	for from := 0; from < len(claims); {
		b := claims[from].b
		of = of[:0]
		for from < len(claims) && claims[from].b == b {
			of = append(of, claims[from].a)
			from++
		}
		if inside[b] {
			continue
		}
		if len(of) > 1 {
			all := append(slices.Clone(of), b)
			c.ambiguous(rule, c.countsReason(all), all)
			continue
		}
		e := evidenceOf(c.nameEvidence(of[0], b), c.compareParty(of[0], b), amountEqual, c.span(of[0], b))
		if e.score() >= r.MinScore {
			c.claim(foundBy(rule, r, e), of[0], b)
		}
	}
}

// nameEvidence is how a line names another that it is linked to.
func (c *cascade) nameEvidence(a, b int32) refEvidence {
	if c.rows[a].ref != 0 && c.rows[a].ref == c.rows[b].ref {
		return refEqual
	}
	return refNamed
}

// components joins open lines by their links and calls do for each component, in the order of the line of each that ranks
// first. Its lines stand until do returns, its links until the next call.
func (c *cascade) components(links []link, do func(p component)) {
	if c.parent == nil {
		c.parent = make([]int32, len(c.rows))
	}
	parent := c.parent // of the lines that are linked; a line that is its own parent is the first of its component
	for _, l := range links {
		parent[l.a], parent[l.b] = l.a, l.b
	}
	root := func(at int32) int32 {
		for parent[at] != at {
			parent[at] = parent[parent[at]]
			at = parent[at]
		}
		return at
	}
	live := c.live[:0]
	for _, l := range links {
		if !c.open(l.a) || !c.open(l.b) {
			continue
		}
		live = append(live, rankedLink{link: l})
		if a, b := root(l.a), root(l.b); c.rank[a] < c.rank[b] {
			parent[b] = a
		} else {
			parent[a] = b
		}
	}
	for i := range live {
		l := &live[i]
		l.root, l.first, l.second = c.rank[root(l.a)], c.rank[l.a], c.rank[l.b]
	}
	slices.SortFunc(live, func(x, y rankedLink) int {
		return cmp.Or(cmp.Compare(x.root, y.root), cmp.Compare(x.first, y.first), cmp.Compare(x.second, y.second))
	})
	c.live = live
	var lines []int32
	for from := 0; from < len(live); {
		to := from
		for lines = lines[:0]; to < len(live) && live[to].root == live[from].root; to++ {
			lines = append(lines, live[to].a, live[to].b)
		}
		do(c.componentOf(lines, live[from:to]))
		from = to
	}
}

// rankedLink is a link with what it is sorted by: the ranks of its component's first line and of its own two.
type rankedLink struct {
	link
	root, first, second int32
}

// componentOf sorts lines by side and rank and cuts them by side, each once.
func (c *cascade) componentOf(lines []int32, links []rankedLink) component {
	slices.SortFunc(lines, func(x, y int32) int { return cmp.Or(cmp.Compare(c.rows[x].side, c.rows[y].side), c.byRank(x, y)) })
	p := component{lines: slices.Compact(lines), links: links}
	var of [sideBooks + 1]int
	for _, at := range p.lines {
		of[c.rows[at].side]++
	}
	outside, middle := of[sideOutside], of[sideOutside]+of[sideMiddle]
	p.outside, p.middle, p.books = p.lines[:outside], p.lines[outside:middle], p.lines[middle:]
	return p
}

// kept is the component with lines of its own.
func (p component) kept() component {
	p.lines = slices.Clone(p.lines)
	outside, middle := len(p.outside), len(p.outside)+len(p.middle)
	p.outside, p.middle, p.books = p.lines[:outside], p.lines[outside:middle], p.lines[middle:]
	return p
}

// charges are what a payout pays: the processor's lines, or the books' where there is no processor between.
func (p *component) charges() []int32 {
	if len(p.middle) > 0 {
		return p.middle
	}
	return p.books
}

// sum adds amounts.
func (c *cascade) sum(lines []int32) int64 {
	sum := int64(0)
	for _, at := range lines {
		sum += c.rows[at].amount
	}
	return sum
}

// tieComponents matches the components whose sums tie, and then those whose difference a fee explains.
func (c *cascade) tieComponents(rule int, links []link) {
	r := &c.rules[rule]
	var rest []component
	crowded := 0
	c.components(links, func(p component) {
		switch ok, most := c.oneGroup(&p, r.Days); {
		case most:
			crowded++
		case !ok:
		case c.sum(p.charges()) == c.sum(p.outside):
			c.settle(rule, &p, 0, "")
		case r.Fee != "" && len(p.outside) == 1 && (len(p.charges()) > 1 || len(p.middle) > 0):
			rest = append(rest, p.kept()) // one payment of one item is the business of a rule with a tolerance
		}
	})
	c.limit(rule, "lines that name each other", maxComponent, crowded)
	if r.Fee == "" {
		return
	}
	schedules := c.schedules(r.Fee, rest)
	for _, p := range rest {
		if name := c.explain(schedules, &p); name != "" {
			c.settle(rule, &p, c.sum(p.outside)-c.sum(p.charges()), name)
		}
	}
}

// oneGroup says whether a component can be one group: all sides are there, in one currency, within the days, and the
// processor's lines tie with the books'.
func (c *cascade) oneGroup(p *component, days int) (ok, crowded bool) {
	lines := p.lines
	if len(lines) > maxComponent {
		return false, true
	}
	if len(p.outside) == 0 || len(p.books) == 0 && len(p.middle) == 0 {
		return false, false
	}
	if len(p.middle) > 0 && len(p.books) > 0 && c.sum(p.middle) != c.sum(p.books) {
		return false, false
	}
	first, last := c.rows[lines[0]].day, c.rows[lines[0]].day
	for _, at := range lines {
		first, last = min(first, c.rows[at].day), max(last, c.rows[at].day)
		if c.rows[at].cur != c.rows[lines[0]].cur {
			return false, false
		}
	}
	return int(last-first) <= days, false
}

// settle matches a component as one group when its evidence reaches what the rule asks.
func (c *cascade) settle(rule int, p *component, remainder int64, name string) {
	r := &c.rules[rule]
	e := evidenceOf(refShared, partyNone, amountAddsUp, 0)
	if len(p.outside) == 1 && len(p.books) == 1 && len(p.middle) == 0 {
		e = e.withReference(c.nameEvidence(p.outside[0], p.books[0])).withAmount(amountEqual)
	}
	if remainder != 0 {
		e = e.withAmount(amountExplained)
	}
	party, days := partyNone, 0
	for i, l := range p.links {
		days = max(days, c.span(l.a, l.b))
		if c.rows[l.b].side == sideBooks && c.rows[l.a].side == sideOutside {
			if got := c.compareParty(l.a, l.b); i == 0 || worse(got, party) {
				party = got
			}
		}
	}
	e = evidenceOf(e.ref(), party, e.amount(), days)
	if e.score() < r.MinScore {
		return
	}
	f := foundBy(rule, r, e)
	f.remainder, f.told = remainder, c.tell(name, nil)
	c.claim(f, p.lines...)
}

// worse says whether a counterparty's evidence weighs less than another's.
func worse(a, b partyEvidence) bool { return partyWeights[a] < partyWeights[b] }
