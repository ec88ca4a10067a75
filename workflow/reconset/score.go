package reconset

import (
	"cmp"
	"encoding/binary"
	"slices"

	"countersign/domain"
)

// Answer is what was made of a set: indices into Set.Lines.
type Answer struct {
	Matched [][]int            // groups that were matched without asking
	Offered [][]int            // groups that were suggested to a person
	States  []domain.LineState // of each line
}

// Tally is how the answer stands for the things of one class. Right, Wrong, Offered and Missed add up to Things.
//
// A thing whose lines belong together is right when they were matched as one group; offered when they were not, but some
// of them were suggested or called ambiguous; missed when they were left; wrong when one of them was matched otherwise.
// Anything else is right unless one of its lines was matched with a line of another side.
type Tally struct {
	Class   Class `json:"class"`
	Things  int   `json:"things"`
	Lines   int   `json:"lines"`
	Right   int   `json:"right"`
	Wrong   int   `json:"wrong"`
	Offered int   `json:"offered"`
	Missed  int   `json:"missed"`
}

// Score is how an answer stands against the truth.
type Score struct {
	Classes          []Tally `json:"classes"`
	Groups           int     `json:"groups"`           // matched without asking
	WrongGroups      int     `json:"wrongGroups"`      // of them
	AmbiguousMatched int     `json:"ambiguousMatched"` // lines of unclear things that were matched without asking
	Matchable        int     `json:"matchable"`        // lines that belong together with others
	Automatic        int     `json:"automatic"`        // of them, matched rightly without asking
	Lost             int     `json:"lost"`             // lines without a state, or matched in none or several groups
}

// WrongRate is the share of wrong groups among those matched without asking, in [0,1].
func (s Score) WrongRate() float64 { return share(s.WrongGroups, s.Groups) }

// AutomaticRate is the share of matchable lines that were matched rightly without asking, in [0,1].
func (s Score) AutomaticRate() float64 { return share(s.Automatic, s.Matchable) }

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

// scorer holds an answer against a set. Lines of one content cannot be told apart, so either may stand for the other.
type scorer struct {
	set     *Set
	content []int32 // per line: number of its content
	thing   []int32 // per line: which truth it belongs to
	wrong   []bool  // per thing
	right   []bool
	touched []bool // per thing: one of its lines was matched
	matched []int8 // per line: in how many groups
}

// ScoreOf holds an answer against the truth of its set.
func ScoreOf(set *Set, a Answer) Score {
	s := &scorer{
		set: set, content: contents(set.Lines), thing: make([]int32, len(set.Lines)), wrong: make([]bool, len(set.Truth)),
		right: make([]bool, len(set.Truth)), touched: make([]bool, len(set.Truth)), matched: make([]int8, len(set.Lines)),
	}
	together := map[string][]int32{} // content of the group -> things of it that nothing was found for yet
	for i, t := range set.Truth {
		for _, l := range t.Lines {
			s.thing[l] = int32(i)
		}
		if t.Fate == Together {
			key := s.key(t.Lines)
			together[key] = append(together[key], int32(i))
		}
	}
	out := Score{Groups: len(a.Matched)}
	for _, group := range a.Matched {
		if !s.judge(group, together) {
			out.WrongGroups++
		}
	}
	offered := make([]bool, len(set.Truth))
	for i, state := range a.States {
		if state == domain.LineSuggested || state == domain.LineAmbiguous {
			offered[s.thing[i]] = true
		}
		if state == "" || state == domain.LineNew || (state == domain.LineMatched) != (s.matched[i] == 1) {
			out.Lost++
		}
	}
	out.Lost += len(set.Lines) - len(a.States)
	s.count(&out, offered)
	return out
}

// judge marks the things that a group touches and says whether it is right.
func (s *scorer) judge(group []int, together map[string][]int32) bool {
	sides := map[domain.ReconSource]bool{}
	for _, l := range group {
		s.matched[l]++
		s.touched[s.thing[l]] = true
		sides[s.set.Lines[l].Source] = true
	}
	key := s.key(group)
	if things := together[key]; len(things) > 0 {
		s.right[things[0]] = true
		together[key] = things[1:]
		return true
	}
	if len(sides) == 1 && s.oneReturn(group) {
		return true
	}
	for _, l := range group {
		s.wrong[s.thing[l]] = true
	}
	return false
}

// oneReturn says whether a group within one side is a payment and what took it back.
func (s *scorer) oneReturn(group []int) bool {
	sum := int64(0)
	for _, l := range group {
		sum += s.set.Lines[l].Amount.Minor
		if s.thing[l] != s.thing[group[0]] || s.set.Truth[s.thing[l]].Class != returned {
			return false
		}
	}
	return sum == 0
}

func (s *scorer) count(out *Score, offered []bool) {
	tallies := map[Class]*Tally{}
	for i, t := range s.set.Truth {
		tally := tallies[t.Class]
		if tally == nil {
			tally = &Tally{Class: t.Class}
			tallies[t.Class] = tally
		}
		tally.Things++
		tally.Lines += len(t.Lines)
		if t.Fate == Together {
			out.Matchable += len(t.Lines)
		}
		switch {
		case s.wrong[i]:
			tally.Wrong++
		case t.Fate != Together, s.right[i]:
			tally.Right++
		case offered[i]:
			tally.Offered++
		default:
			tally.Missed++
		}
		if s.right[i] && !s.wrong[i] {
			out.Automatic += len(t.Lines)
		}
		if t.Fate == Unclear {
			for _, l := range t.Lines {
				out.AmbiguousMatched += int(min(s.matched[l], 1))
			}
		}
	}
	for _, class := range order {
		if tally := tallies[class]; tally != nil {
			out.Classes = append(out.Classes, *tally)
		}
	}
}

// key is the content of a group, whatever the order of its lines.
func (s *scorer) key(lines []int) string {
	numbers := make([]int32, len(lines))
	for i, l := range lines {
		numbers[i] = s.content[l]
	}
	slices.Sort(numbers)
	text := make([]byte, 0, 4*len(numbers))
	for _, n := range numbers {
		text = binary.BigEndian.AppendUint32(text, uint32(n))
	}
	return string(text)
}

// contents numbers the lines so that two have one number only when nothing but their ids differs.
func contents(lines []domain.ReconLine) []int32 {
	order := make([]int32, len(lines))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return compare(&lines[a], &lines[b]) })
	out := make([]int32, len(lines))
	number := int32(0)
	for i, l := range order {
		if i > 0 && compare(&lines[order[i-1]], &lines[l]) != 0 {
			number++
		}
		out[l] = number
	}
	return out
}

func compare(a, b *domain.ReconLine) int {
	return cmp.Or(cmp.Compare(a.Amount.Minor, b.Amount.Minor), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Reference, b.Reference),
		a.Booked.Time().Compare(b.Booked.Time()), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Counterparty, b.Counterparty), slices.Compare(a.More, b.More))
}
