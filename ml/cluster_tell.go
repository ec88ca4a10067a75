package ml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"countersign/domain"
)

// masked stands for numbers, dates and months.
const masked = "#"

// months as banks write them, in German, English, French and Spanish, folded.
var months = wordsOf(`januar februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep sept okt nov dez
	january february march may june july october december mar oct dec
	janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre
	enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`)

func wordsOf(text string) map[string]bool {
	found := map[string]bool{}
	for _, w := range strings.Fields(text) {
		found[w] = true
	}
	return found
}

// maskedWords are the words of a text that name no number, date or month, folded. Letters alone are no words.
func maskedWords(text string) []string {
	var list []string
	for _, w := range strings.Fields(fold(text)) {
		if utf8.RuneCountInString(w) > 1 && !months[w] && !strings.ContainsFunc(w, unicode.IsDigit) {
			list = append(list, w)
		}
	}
	return list
}

func distinctWords(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}

// maskedText is a text as it stands with numbers, dates and months masked.
func maskedText(text string) string {
	var list []string
	for _, w := range strings.Fields(text) {
		if strings.ContainsFunc(w, unicode.IsDigit) || months[fold(w)] {
			w = masked
		}
		if n := len(list); n == 0 || w != masked || list[n-1] != masked {
			list = append(list, w)
		}
	}
	return strings.Join(list, " ")
}

// describe says what the lines of a cluster have in common.
func (g *grouping) describe(kind aspect, c Cluster) Cluster {
	n := float64(len(c.Lines))
	tell := func(in int, format string, args ...any) {
		if share := float64(in) / n; share >= often {
			c.Features = append(c.Features, domain.ReconReason{Label: fmt.Sprintf(format, args...), Weight: share})
		}
	}
	first := &g.lines[c.Lines[0]]
	party, named := most(c.Lines, func(at int) string { return g.party[at] })
	if party != "" {
		name, _ := most(c.Lines, func(at int) string {
			if g.party[at] != party {
				return ""
			}
			return g.lines[at].Counterparty
		})
		party = name
		tell(named, "counterparty is %s", name)
	}
	words, same := most(c.Lines, func(at int) string { return g.words[at] })
	text, alike := most(c.Lines, func(at int) string {
		if g.words[at] != words {
			return ""
		}
		return maskedText(g.lines[at].Text)
	})
	if float64(alike) < often*n {
		text = words // their texts differ in words that nobody else writes
	}
	if words != "" {
		tell(same, "text reads %q", text)
	}
	amount, equal := most(c.Lines, func(at int) string { return g.lines[at].Amount.String() })
	tell(equal, "amount is %s", amount)
	if first.Amount.Minor < 0 {
		tell(len(c.Lines), "money goes out")
	} else {
		tell(len(c.Lines), "money comes in")
	}
	if day, in := g.monthDay(c.Lines); day > 0 {
		tell(in, "around day %d of the month", day)
	}
	switch {
	case kind == byAmount:
		c.Label = amount
	case words != "" && float64(same) >= often*n && party != "" && kind == byParty:
		c.Label = party + ": " + text
	case kind == byWords:
		c.Label = text
	default:
		c.Label = party
	}
	return c
}

// most is the value that most lines have, the least of several, and how many have it; "" is no value.
func most(lines []int, of func(at int) string) (string, int) {
	count := map[string]int{}
	for _, at := range lines {
		if v := of(at); v != "" {
			count[v]++
		}
	}
	best, n := "", 0
	for v, c := range count {
		if c > n || c == n && cmp.Less(v, best) {
			best, n = v, c
		}
	}
	return best, n
}

const (
	// dayReach is how far from its day something of every month is booked: a weekend and a holiday.
	dayReach = 3
	// minMonths is in how many months it must have been.
	minMonths = 3
)

// monthDay is the day of the month around which most lines lie, and how many; 0 when they lie in too few months, or several
// to a month.
func (g *grouping) monthDay(lines []int) (day, in int) {
	inMonth := map[[2]int]bool{}
	for _, at := range lines {
		d := g.lines[at].Booked
		inMonth[[2]int{d.Year(), int(d.Month())}] = true
	}
	if len(inMonth) < minMonths || 3*len(inMonth) < 2*len(lines) {
		return 0, 0
	}
	least := 0 // days apart, all together
	for try := 1; try <= 31; try++ {
		near, all := 0, 0
		for _, at := range lines {
			apart := max(g.lines[at].Booked.Day()-try, try-g.lines[at].Booked.Day())
			if apart = min(apart, 30-apart); apart <= dayReach { // the 30th is a day before the 1st, more or less
				near, all = near+1, all+max(apart, -apart)
			}
		}
		if near > in || near == in && all < least {
			day, in, least = try, near, all
		}
	}
	return day, in
}
