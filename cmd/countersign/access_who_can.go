package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// AccessWhoCanCmd asks who may do something.
type AccessWhoCanCmd struct {
	Action string `arg:"" help:"For example PAYMENT_RELEASE."`
	about
	asking
}

// Run lists everybody of whom the check says yes, by name, with every way, how often they used it, and the segregation rules
// of which they hold both sides.
//
// Errors: what cannot be asked. Nobody is an answer and not an error.
func (a *AccessWhoCanCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return a.answer(ctx, c, k, func(ctx context.Context, s *workflow.Service) (told, error) {
		w := words{s}
		q, err := a.question(ctx, w, a.Action)
		if err != nil {
			return told{}, err
		}
		list, err := s.WhoCan(ctx, q)
		if err != nil {
			return told{}, err
		}
		people := make([]domain.UUID, len(list))
		for i, one := range list {
			people[i] = one.Person
		}
		uses, err := s.Uses(ctx, people, q.AsOf)
		if err != nil {
			return told{}, err
		}
		return a.tell(w, list, uses), nil
	})
}

// able is somebody who can, as JSON.
type able struct {
	Person    string        `json:"person"`
	Email     string        `json:"email,omitempty"`
	Action    domain.Action `json:"action"`
	Entities  []string      `json:"entities"`
	Limit     string        `json:"limit,omitempty"`
	Uses      int           `json:"uses"` // in 90 days
	LastUsed  string        `json:"lastUsed,omitempty"`
	Conflicts []string      `json:"conflicts"`
	Ways      []way         `json:"ways"`
}

func (a *AccessWhoCanCmd) tell(w words, list []*domain.EffectiveAccess, uses []workflow.Use) told {
	t := told{objects: []any{}, columns: []string{"person", "email", "action", "entities", "limit", "uses in 90 days", "last used", "conflicts", "way"}}
	var all []able
	for _, one := range list {
		p := able{
			Person: w.name(one.Person), Email: w.email(one.Person), Action: one.Action, Entities: w.codes(one.Entities), Limit: limit(one.Limit),
			Conflicts: []string{}, Ways: w.ways(one.Paths),
		}
		for _, u := range uses {
			if u.Person == one.Person && u.Action == one.Action {
				p.Uses, p.LastUsed = u.Times, moment(&u.Last)
			}
		}
		for _, conflict := range one.Conflicts {
			p.Conflicts = append(p.Conflicts, conflict.Rule.Key+" "+strings.ToLower(string(conflict.State)))
		}
		for _, v := range p.Ways {
			t.rows = append(t.rows, []string{p.Person, p.Email, string(p.Action), strings.Join(p.Entities, " "), p.Limit, fmt.Sprint(p.Uses), p.LastUsed,
				strings.Join(p.Conflicts, ", "), v.Sentence})
		}
		all, t.objects = append(all, p), append(t.objects, p)
	}
	t.text = func(out io.Writer) error { return writeAble(out, all) }
	return t
}

func writeAble(out io.Writer, all []able) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "Nobody can.")
		return err
	}
	t := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "PERSON\tENTITIES\tLIMIT\tUSES\tLAST USED\tWAY")
	for _, p := range all {
		name, where, most, uses, last := p.Person, strings.Join(p.Entities, " "), firstWord(p.Limit, "none"), fmt.Sprint(p.Uses), firstWord(p.LastUsed, "-")
		for _, v := range p.Ways {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", printable(name), where, most, uses, last, printable(v.Sentence))
			name, where, most, uses, last = "", "", "", "", ""
		}
		for _, conflict := range p.Conflicts {
			fmt.Fprintf(t, "\t\t\t\t\tholds both sides of %s\n", conflict)
		}
	}
	return t.Flush()
}
