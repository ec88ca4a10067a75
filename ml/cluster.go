package ml

import (
	"cmp"
	"slices"
	"strings"

	"countersign/domain"
)

// Cluster is lines that look like one kind of event: a fee of every month, a payer who pays often.
type Cluster struct {
	Key      string               // of what its lines have in common: the same however many they are
	Label    string               // in the words of its lines
	Lines    []int                // indices, earliest line first
	Features []domain.ReconReason // what they have in common, and the share of the lines that have it
}

const (
	// minCluster is how many lines make a cluster: two of a kind happen by chance.
	minCluster = 3
	// widePart is the share of a wider set that a narrower one must hold to be dropped for it.
	widePart = 0.6
	// maxWordParties is how many counterparties may share words that are to mean one thing: "transfer" is written by all.
	maxWordParties = 2
	// often is the share of lines from which on a day, an amount or a name is told of as a feature.
	often = 0.8
)

// Clusters groups open lines, largest first, at most limit; each line is in one cluster or in none. Lines of a cluster have one
// source, currency and sign, and share their counterparty, the words of their text once numbers, dates and months are
// masked, or one amount on one day of the month. It depends on what the lines say, never on their order.
func Clusters(lines []domain.ReconLine, limit int) []Cluster {
	g := newGrouping(lines)
	var found []Cluster
	for _, kind := range []aspect{byParty, byWords, byAmount} {
		found = append(found, g.take(kind)...)
	}
	slices.SortFunc(found, func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(len(b.Lines), len(a.Lines)), cmp.Compare(a.Key, b.Key))
	})
	return found[:min(len(found), limit)]
}

// aspect is what the lines of a cluster share.
type aspect uint8

const (
	byParty aspect = iota
	byWords
	byAmount
)

// grouping is lines on their way into clusters.
type grouping struct {
	lines []domain.ReconLine
	order []int // indices by what the lines say
	taken []bool
	side  []string // source, currency and sign: only lines of one are compared
	party []string // folded; "" when not stated
	words []string // of the masked text, those that several lines have; "" when none are
}

func newGrouping(lines []domain.ReconLine) *grouping {
	n := len(lines)
	g := &grouping{lines: lines, order: make([]int, n), taken: make([]bool, n), side: make([]string, n), party: make([]string, n), words: make([]string, n)}
	uses := map[string]int{} // how many lines of a side have a word
	texts := make([][]string, n)
	for i := range lines {
		l := &lines[i]
		g.order[i], g.party[i], texts[i] = i, domain.FoldName(l.Counterparty), maskedWords(l.Text)
		g.side[i] = string(l.Source) + " " + string(l.Amount.Currency) + " " + sign(l.Amount.Minor)
		for _, w := range distinctWords(texts[i]) {
			uses[g.side[i]+" "+w]++
		}
	}
	slices.SortFunc(g.order, func(a, b int) int {
		x, y := &lines[a], &lines[b]
		return cmp.Or(x.Booked.Time().Compare(y.Booked.Time()), cmp.Compare(x.Source, y.Source), cmp.Compare(x.ID, y.ID))
	})
	for i := range lines {
		g.words[i] = strings.Join(slices.DeleteFunc(texts[i], func(w string) bool { return uses[g.side[i]+" "+w] < minCluster }), " ")
	}
	return g
}

func sign(minor int64) string {
	if minor < 0 {
		return "-"
	}
	return "+"
}

// take makes the clusters of one aspect of the lines that are in none yet.
func (g *grouping) take(kind aspect) []Cluster {
	sets := map[string][]int{}
	for _, at := range g.order {
		if key := g.key(kind, at); key != "" && !g.taken[at] {
			sets[key] = append(sets[key], at)
		}
	}
	var found []Cluster
	for _, key := range sortedBySize(sets) {
		for _, part := range g.parts(kind, key, sets[key]) {
			for _, at := range part.Lines {
				g.taken[at] = true
			}
			found = append(found, g.describe(kind, part))
		}
	}
	return found
}

// key is what a line must share with others of its cluster; "" when it says nothing of that kind.
func (g *grouping) key(kind aspect, at int) string {
	switch {
	case kind == byParty && g.party[at] != "":
		return g.side[at] + " party " + g.party[at]
	case kind == byWords && g.words[at] != "":
		return g.side[at] + " words " + g.words[at]
	case kind == byAmount:
		return g.side[at] + " amount " + g.lines[at].Amount.String()
	}
	return ""
}

// parts cuts a set into clusters; none when what its lines share means nothing.
func (g *grouping) parts(kind aspect, key string, set []int) []Cluster {
	if len(set) < minCluster {
		return nil
	}
	whole := []Cluster{{Key: key, Lines: set}}
	switch kind {
	case byParty: // one payer may do several things, each with words of its own
		texts := map[string][]int{}
		for _, at := range set {
			if g.words[at] != "" {
				texts[g.words[at]] = append(texts[g.words[at]], at)
			}
		}
		var list []Cluster
		inside := 0
		for _, words := range sortedBySize(texts) {
			if part := texts[words]; len(part) >= minCluster {
				list, inside = append(list, Cluster{Key: key + " words " + words, Lines: part}), inside+len(part)
			}
		}
		if len(list) > 1 && float64(inside) >= widePart*float64(len(set)) {
			return list
		}
		return whole
	case byWords:
		parties := map[string]bool{}
		for _, at := range set {
			if g.party[at] != "" {
				parties[g.party[at]] = true
			}
		}
		if len(parties) > maxWordParties {
			return nil
		}
		return whole
	}
	if day, in := g.monthDay(set); day == 0 || in < len(set) {
		return nil // equal amounts alone are chance
	}
	return whole
}

// sortedBySize are the keys of sets, those of the largest first.
func sortedBySize(sets map[string][]int) []string {
	keys := make([]string, 0, len(sets))
	for key := range sets {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(sets[b]), len(sets[a])), cmp.Compare(a, b)) })
	return keys
}
