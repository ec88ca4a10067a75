package demogroup

import (
	"fmt"
	"strings"

	"countersign/domain"
)

// stand is a side of a segregation rule that an action takes.
type stand struct {
	rule string
	side domain.Side
}

// prepareRights lays out which duties each action uses and how each grant reads in a sentence.
func (t *Telling) prepareRights() {
	t.sides = map[domain.Action][]stand{}
	for _, r := range t.group.Rules {
		if r.Mode != domain.DutyPrevent {
			continue
		}
		for _, a := range r.Left {
			t.sides[a] = append(t.sides[a], stand{r.Key, domain.SideLeft})
		}
		for _, a := range r.Right {
			t.sides[a] = append(t.sides[a], stand{r.Key, domain.SideRight})
		}
	}
	names := map[string]string{}
	for _, r := range t.group.Roles {
		names[r.Key] = r.Name
	}
	for _, g := range t.group.Grants {
		t.sentences = append(t.sentences, sentence(names[g.Role], g))
	}
}

func sentence(role string, g domain.Grant) string {
	var codes []string
	for _, e := range g.Entities {
		if e == 0 {
			codes = append(codes, "the group")
			continue
		}
		codes = append(codes, placeOf(e).Code)
	}
	noun := "entity"
	if len(codes) > 1 {
		noun = "entities"
	}
	text := fmt.Sprintf("through role %s, %s %s", role, noun, strings.Join(codes, ", "))
	if limit, approves := limits[g.Role]; approves {
		switch {
		case g.Limit.IsZero():
			text += ", without limit"
		case limit >= 0:
			text += ", up to " + thousands(g.Limit)
		}
	}
	return text
}

// thousands is an amount as people read it: "50,000.00 EUR".
func thousands(m domain.Money) string {
	whole, rest, _ := strings.Cut(m.String(), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return whole + "." + rest
}
