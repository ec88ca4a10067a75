package reconset

import (
	"slices"
	"strings"
)

// pack lays the texts of the lines one after the other, in the order of the lines, as a reader of files does, and the lines
// of the truth likewise. What is measured of a set is then matching, not how an invention lies about in memory.
func (s *Set) pack() {
	size := 0
	for i := range s.Lines {
		l := &s.Lines[i]
		size += len(l.ID) + len(l.Reference) + len(l.Text) + len(l.Counterparty)
	}
	var all strings.Builder
	all.Grow(size)
	keep := func(text string) string {
		from := all.Len()
		all.WriteString(text)
		return all.String()[from:]
	}
	parties := map[string]string{}
	for i := range s.Lines {
		l := &s.Lines[i]
		l.ID, l.Text = keep(l.ID), keep(l.Text)
		if at := strings.Index(l.Text, l.Reference); at >= 0 {
			l.Reference = l.Text[at : at+len(l.Reference)]
		} else {
			l.Reference = keep(l.Reference)
		}
		if _, known := parties[l.Counterparty]; !known {
			parties[l.Counterparty] = keep(l.Counterparty)
		}
		l.Counterparty = parties[l.Counterparty]
	}
	places := make([]int, 0, len(s.Lines))
	s.Truth = slices.Clone(s.Truth)
	for i := range s.Truth {
		from := len(places)
		places = append(places, s.Truth[i].Lines...)
		s.Truth[i].Lines = places[from:len(places):len(places)]
	}
}
