package domain

import (
	"fmt"
	"strings"
	"time"
)

// Phase says whether a step of a story has happened.
type Phase string

// The phases.
const (
	PhasePast Phase = "PAST"
	PhaseNow  Phase = "NOW"
)

// TimelineEntry is one step of an item's story.
type TimelineEntry struct {
	At    time.Time
	Phase Phase
	Text  string
	Actor Principal // nil for what is waited for
	Event *Event    // nil for what is waited for
}

// Timeline tells an invoice's story from its events, in order, and ends with whom it waits for. Events and Tasks, with
// their Candidates, must be loaded.
func (i *Invoice) Timeline() []*TimelineEntry {
	story := make([]*TimelineEntry, 0, len(i.Events)+1)
	for n := range i.Events {
		e := &i.Events[n]
		story = append(story, &TimelineEntry{At: e.At, Phase: PhasePast, Text: e.Text, Actor: e.Actor(), Event: e})
	}
	for _, t := range i.Tasks {
		if t.State != TaskReady {
			continue
		}
		story = append(story, &TimelineEntry{At: t.CreatedAt, Phase: PhaseNow, Text: "Waits for " + Either(t.Candidates) + "."})
	}
	return story
}

// Either lists people of whom one is enough: "A", "A, B or C", "A, B or 3 others".
func Either(people []*User) string {
	names := make([]string, len(people))
	for n, p := range people {
		names[n] = p.Name
	}
	return either(names)
}

func either(names []string) string {
	switch n := len(names); {
	case n == 0:
		return "somebody who may act"
	case n == 1:
		return names[0]
	case n <= 3:
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	default:
		return names[0] + ", " + names[1] + " or " + fmt.Sprintf("%d others", n-2)
	}
}
