package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// AccessDiffCmd compares who could do what at two instants.
type AccessDiffCmd struct {
	From string `required:"" placeholder:"WHEN" help:"The earlier instant, or a date for its end."`
	To   string `placeholder:"WHEN" help:"The later one; default is now."`
	User string `placeholder:"EMAIL" help:"Only about this person or service account."`
	Role string `placeholder:"KEY" help:"Only about this role and who holds it."`
	asking
}

// Run lists rights gained and lost, conflicts that appeared and vanished, and every change of roles and rules recorded between,
// with who asked, who agreed and why.
//
// Errors: what cannot be asked.
func (a *AccessDiffCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	from, err := instantOf("--from", a.From)
	if err != nil {
		return err
	}
	to, err := instantOf("--to", a.To)
	if err != nil {
		return err
	}
	if from == nil {
		return errors.New("--from is missing")
	}
	return a.answer(ctx, c, k, func(ctx context.Context, s *workflow.Service) (told, error) {
		w := words{s}
		var user, role *domain.ID
		if a.User != "" {
			id, err := w.principal(ctx, a.User)
			if err != nil {
				return told{}, err
			}
			user = &id
		}
		if a.Role != "" {
			view := s.RoleNow(a.Role)
			if view == nil {
				return told{}, fmt.Errorf("there is no role %s", a.Role)
			}
			id := view.NodeID()
			role = &id
		}
		if to == nil {
			now := s.Now()
			to = &now
		}
		diff, err := s.RolePolicyDiff(ctx, *from, *to, user, role)
		if err != nil {
			return told{}, err
		}
		return tellDiff(w, diff), nil
	})
}

// moved is one thing that is different, as JSON and as a row.
type moved struct {
	What     string          `json:"what"` // gained, lost, new conflict, resolved conflict, changed
	Person   string          `json:"person,omitempty"`
	Action   domain.Action   `json:"action,omitempty"`
	Rule     string          `json:"rule,omitempty"`
	Entities []string        `json:"entities,omitempty"`
	Limit    string          `json:"limit,omitempty"`
	Sentence string          `json:"sentence"`
	At       string          `json:"at,omitempty"`
	Changes  []domain.Change `json:"changes,omitempty"`
	Asked    string          `json:"requestedBy,omitempty"`
	Agreed   string          `json:"approvedBy,omitempty"`
	Reason   string          `json:"reason,omitempty"`
}

var movedColumns = []string{"what", "person", "action", "rule", "entities", "limit", "sentence", "at", "asked by", "agreed by", "reason"}

func (m moved) row() []string {
	return []string{m.What, m.Person, string(m.Action), m.Rule, strings.Join(m.Entities, " "), m.Limit, m.Sentence, m.At, m.Asked, m.Agreed, m.Reason}
}

func tellDiff(w words, d *domain.RolePolicyDiff) told {
	list := w.moved(d.Gained, d.Lost, d.NewConflicts, d.ResolvedConflicts)
	for _, c := range d.Changes {
		m := moved{What: "changed", Sentence: c.Subject, At: moment(&c.At), Changes: c.Changes, Reason: c.Record.Reason}
		if len(c.Changes) > 0 {
			m.Sentence += ": " + changeText(c.Changes)
		}
		if !c.Record.Requested.IsZero() {
			m.Asked = w.name(c.Record.Requested)
		}
		if !c.Record.Approved.IsZero() {
			m.Agreed = w.name(c.Record.Approved)
		}
		list = append(list, m)
	}
	header := fmt.Sprintf("From rulebook %d, %s, to rulebook %d, %s", d.FromRulebook, moment(&d.From), d.ToRulebook, moment(&d.To))
	return tellMoved(header, list)
}

// moved lays out rights and conflicts.
func (w words) moved(gained, lost []domain.EffectiveAccess, appeared, vanished []domain.SodConflict) []moved {
	var list []moved
	for _, part := range []struct {
		what string
		list []domain.EffectiveAccess
	}{{"gained", gained}, {"lost", lost}} {
		for _, one := range part.list {
			sentences := make([]string, len(one.Paths))
			for i, p := range one.Paths {
				sentences[i] = p.Sentence
			}
			list = append(list, moved{What: part.what, Person: w.name(one.Person), Action: one.Action, Entities: w.codes(one.Entities),
				Limit: limit(one.Limit), Sentence: strings.Join(sentences, "; and ")})
		}
	}
	for _, part := range []struct {
		what string
		list []domain.SodConflict
	}{{"new conflict", appeared}, {"resolved conflict", vanished}} {
		for _, one := range part.list {
			list = append(list, moved{What: part.what, Person: w.name(one.Person), Rule: one.Rule.Key, Entities: w.codes(one.Entities),
				Sentence: one.Rule.Name + ": " + strings.ToLower(string(one.State)) + ", " + strings.ToLower(string(one.Rule.Mode))})
		}
	}
	return list
}

func changeText(changes []domain.Change) string {
	parts := make([]string, len(changes))
	for i, c := range changes {
		parts[i] = c.Path + " " + orDashed(c.Before) + " -> " + orDashed(c.After)
	}
	return strings.Join(parts, ", ")
}

func orDashed(text *string) string {
	if text == nil {
		return "-"
	}
	return *text
}

func tellMoved(header string, list []moved) told {
	t := told{objects: []any{}, columns: movedColumns}
	for _, m := range list {
		t.objects, t.rows = append(t.objects, m), append(t.rows, m.row())
	}
	t.text = func(out io.Writer) error { return writeMoved(out, header, list) }
	return t
}

// writeMoved writes each thing as a line and the sentence below it. What is the same in several entities is told once.
func writeMoved(out io.Writer, header string, list []moved) error {
	var b strings.Builder
	fmt.Fprintln(&b, header)
	if len(list) == 0 {
		fmt.Fprintln(&b, "Nothing is different.")
	}
	for i := range list {
		m := list[i]
		if m.Person == "" && len(m.Entities) > 0 {
			if slices.ContainsFunc(list[:i], m.likeIn) {
				continue
			}
			for _, other := range list[i+1:] {
				if m.likeIn(other) {
					m.Entities = append(m.Entities, other.Entities...)
				}
			}
		}
		line := strings.Join(slices.DeleteFunc([]string{printable(m.Person), string(m.Action), m.Rule, strings.Join(m.Entities, " "), m.At}, func(s string) bool { return s == "" }), "  ")
		fmt.Fprintf(&b, "%-19s%s\n", m.What, line)
		fmt.Fprintf(&b, "    %s\n", printable(m.Sentence))
		if m.Asked != "" || m.Agreed != "" {
			fmt.Fprintf(&b, "    asked for by %s, agreed to by %s: %s\n", firstWord(m.Asked, "nobody"), firstWord(m.Agreed, "nobody"), printable(m.Reason))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// likeIn says whether the other is the same thing in another entity.
func (m moved) likeIn(other moved) bool {
	return m.What == other.What && m.Person == other.Person && m.Sentence == other.Sentence
}
