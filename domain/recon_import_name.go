package domain

import "slices"

// NameLines gives the lines of a statement their ids and leaves out those that are here. known has the ids of the lines
// that are here; next says of a day whether its equal lines come after those that are here, because the statement begins
// where one that brought them ends, or ends where one begins. It returns the lines that are new.
func NameLines(lines []*Line, known map[UUID]bool, next func(Date) bool) []*Line {
	counted, fresh := map[string]int{}, make([]*Line, 0, len(lines))
	for _, l := range lines {
		if l.Own != "" {
			if l.ID.UUID = OwnLineID(l.AccountID, l.Source, l.Own); !known[l.ID.UUID] {
				fresh, known[l.ID.UUID] = append(fresh, l), true
			}
			continue
		}
		content := l.Content()
		if _, met := counted[content]; !met && next(l.BookedOn) {
			for known[LineID(l.AccountID, l.Source, content, counted[content]+1)] {
				counted[content]++
			}
		}
		counted[content]++
		l.ID.UUID = LineID(l.AccountID, l.Source, content, counted[content])
		if !known[l.ID.UUID] {
			fresh = append(fresh, l)
		}
	}
	return fresh
}

// Adjoins says whether one statement begins on a day where the other ends, with its balance: then equal lines of that day
// are different movements. It is asked of booked statements of one account and source.
func (s *Statement) Adjoins(other *Statement, day Date) bool {
	follows := func(a, b *Statement) bool {
		follows := b.Follows(a)
		return a.To == day && b.From == day && follows != nil && *follows
	}
	return other.ID != s.ID && (follows(s, other) || follows(other, s))
}

// Continuity says of each booked statement of an account and source whether its opening is the closing of one before it:
// one that ends on the last day before, or on its own first day. Nil where there is nothing to compare. The order of the
// list does not matter.
func Continuity(list []*Statement) map[UUID]*bool {
	found := map[UUID]*bool{}
	ends := slices.Clone(list)
	slices.SortFunc(ends, func(a, b *Statement) int { return a.To.Time().Compare(b.To.Time()) })
	for _, s := range list {
		at, _ := slices.BinarySearchFunc(ends, s.From, func(t *Statement, d Date) int { return t.To.Time().Compare(d.Time()) })
		continues, compared := false, false
		for _, t := range ends[at:] { // on its own first day
			if t.To != s.From {
				break
			}
			if follows := s.Follows(t); t != s && follows != nil && *follows {
				continues = true
			}
		}
		if at > 0 {
			for last, i := ends[at-1].To, at-1; i >= 0 && ends[i].To == last; i-- {
				if follows := s.Follows(ends[i]); follows != nil {
					compared, continues = true, continues || *follows
				}
			}
		}
		if continues || compared {
			found[s.ID.UUID] = &continues
		} else {
			found[s.ID.UUID] = nil
		}
	}
	return found
}
