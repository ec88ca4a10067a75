package ml

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// profile is what is usual in a group of entries, in order of their dates.
type profile struct {
	entries []Entry // of the group
	amount  robust  // without signs
	gap     robust  // days between two
	perWeek robust  // entries in seven days
	debits  int
	words   map[string]int // in how many entries
	once    int            // how many words only one entry has
	week    []int          // entries within the seven days that end with each
}

// robust is a median and a spread that half of the values may lie about (Hampel 1974).
type robust struct{ median, sigma float64 }

// madToSigma makes the median absolute deviation of a normal distribution its standard deviation.
const madToSigma = 1.4826

func robustOf(values []float64, least float64) robust {
	m := median(values)
	off := make([]float64, len(values))
	for i, v := range values {
		off[i] = math.Abs(v - m)
	}
	return robust{m, max(madToSigma*median(off), least)}
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	list := slices.Clone(values)
	slices.Sort(list)
	if n := len(list); n%2 == 0 {
		return (list[n/2-1] + list[n/2]) / 2
	}
	return list[len(list)/2]
}

func (r robust) sigmas(v float64) float64 { return min(math.Abs(v-r.median)/r.sigma, mostSigmas) }

func profileOf(all []Entry, members []int) *profile {
	g := &profile{words: map[string]int{}}
	var amounts, gaps, weeks []float64
	for k, m := range members {
		e := all[m]
		g.entries = append(g.entries, e)
		amounts = append(amounts, math.Abs(float64(e.Amount)))
		if e.Amount < 0 {
			g.debits++
		}
		if k > 0 {
			gaps = append(gaps, float64(all[members[k-1]].Date.DaysUntil(e.Date)))
		}
		n := 1
		for j := k - 1; j >= 0 && all[members[j]].Date.DaysUntil(e.Date) < 7; j-- {
			n++
		}
		g.week = append(g.week, n)
		weeks = append(weeks, float64(n))
		for _, w := range rareWords(e.Text) {
			g.words[w]++
		}
	}
	for _, n := range g.words {
		if n == 1 {
			g.once++
		}
	}
	g.amount = robustOf(amounts, max(flatShare*median(amounts), 1))
	g.gap = robustOf(gaps, 1)
	g.perWeek = robustOf(weeks, 1)
	return g
}

// rareWords are the different words of a text that could mean something: letters alone, three or more.
func rareWords(text string) []string {
	var list []string
	for w := range strings.FieldsSeq(fold(text)) {
		if len(w) >= 3 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// look is entry k as a point among the others, and what is odd about it.
func (g *profile) look(k int) (point []float64, list []Odd) {
	e := &g.entries[k]
	size := math.Abs(float64(e.Amount))
	point = []float64{min(g.amount.sigmas(size), mostSigmas), 0, 0, 0, 0}
	if point[0] > oddFrom {
		m, s := g.amount.median, g.amount.sigma
		list = append(list, Odd{Kind: OddAmount, Sigmas: point[0], Usual: int64(m), Low: int64(max(m-1.645*s, 0)), High: int64(m + 1.645*s), Excess: int64(math.Abs(size - m))})
	}
	if same := g.sameSign(e.Amount < 0); same*10 <= len(g.entries) && same <= 2 {
		point[1] = oddFrom + 1
		list = append(list, Odd{Kind: OddSign, Sigmas: point[1], Usual: int64(g.amount.median), Excess: int64(size)})
	}
	if k > 0 {
		days := g.entries[k-1].Date.DaysUntil(e.Date)
		if point[2] = g.gap.sigmas(float64(days)); point[2] > oddFrom && float64(days) > g.gap.median {
			list = append(list, Odd{Kind: OddTiming, Sigmas: point[2], Days: int(g.gap.median), Was: days, Previous: g.entries[k-1].Date})
		}
	}
	if point[3] = g.perWeek.sigmas(float64(g.week[k])); point[3] > oddFrom && float64(g.week[k]) > g.perWeek.median {
		list = append(list, Odd{Kind: OddFrequency, Sigmas: point[3], Days: int(g.perWeek.median), Was: g.week[k]})
	}
	if words, share := g.strange(e); share >= 0.5 {
		point[4] = oddFrom + share
		list = append(list, Odd{Kind: OddText, Sigmas: point[4], Words: words})
	}
	return point, list
}

func (g *profile) sameSign(debit bool) int {
	if debit {
		return g.debits
	}
	return len(g.entries) - g.debits
}

// strange are the words that no other entry of the group uses, and their share of the entry's words; none where unusual words are usual.
func (g *profile) strange(e *Entry) (words []string, share float64) {
	if g.once*4 > len(g.entries) { // each says something else, so saying something else means nothing
		return nil, 0
	}
	all := rareWords(e.Text)
	for _, w := range all {
		if g.words[w] == 1 {
			words = append(words, w)
		}
	}
	return words, float64(len(words)) / float64(max(len(all), 1))
}
