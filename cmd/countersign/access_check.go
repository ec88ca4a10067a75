package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// about is what a question about access is about.
type about struct {
	Subject string `placeholder:"RECORD" help:"A record: an invoice's key, or any record's id."`
	Entity  string `placeholder:"CODE" help:"In this legal entity; GROUP is what belongs to none."`
	Amount  string `placeholder:"AMOUNT" help:"For this amount, in the group's currency."`
	AsOf    string `placeholder:"WHEN" help:"As recorded and valid then: an instant, or a date for its end. Default is now."`
}

// question reads what was written.
func (a *about) question(ctx context.Context, w words, act string) (q domain.AccessQuestion, err error) {
	if q.Action, err = action(act); err != nil {
		return q, err
	}
	if q.AsOf, err = instantOf("--as-of", a.AsOf); err != nil {
		return q, err
	}
	if q.SubjectID, err = w.record(ctx, a.Subject); err != nil {
		return q, err
	}
	if q.EntityID, err = w.entity(ctx, a.Entity); err != nil {
		return q, err
	}
	q.Amount, err = w.amount(a.Amount)
	return q, err
}

// AccessCheckCmd asks what the gate would answer a person.
type AccessCheckCmd struct {
	Who    string `arg:"" help:"E-mail address of a person, or name of a service account."`
	Action string `arg:"" help:"For example INVOICE_APPROVE."`
	about
	asking
}

// Run prints yes with every way, or no with every reason, and the acts that were looked at.
//
// Errors: what cannot be asked. No is an answer and not an error.
func (a *AccessCheckCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return a.answer(ctx, c, k, func(ctx context.Context, s *workflow.Service) (told, error) {
		w := words{s}
		who, err := w.principal(ctx, a.Who)
		if err != nil {
			return told{}, err
		}
		q, err := a.question(ctx, w, a.Action)
		if err != nil {
			return told{}, err
		}
		answer, err := s.AccessCheck(ctx, who, q)
		if err != nil {
			return told{}, err
		}
		return a.tell(w, who, answer), nil
	})
}

// checked is the answer as JSON.
type checked struct {
	Person   string              `json:"person"`
	Action   domain.Action       `json:"action"`
	Allowed  bool                `json:"allowed"`
	Ways     []way               `json:"ways"`
	Reasons  []domain.DenyReason `json:"reasons"`
	History  []pastAct           `json:"history"`
	Rulebook int64               `json:"rulebook"`
	At       string              `json:"at"`
}

// way is one path as JSON.
type way struct {
	Role     string   `json:"role"`
	Entities []string `json:"entities"`
	Limit    string   `json:"limit,omitempty"`
	Until    string   `json:"until,omitempty"`
	Sentence string   `json:"sentence"`
}

// pastAct is one act that was looked at.
type pastAct struct {
	At   string `json:"at"`
	Who  string `json:"who"`
	Text string `json:"text"`
	ID   string `json:"id"`
}

func (w words) ways(paths []domain.AccessPath) []way {
	ways := make([]way, len(paths))
	for i, p := range paths {
		ways[i] = way{Role: p.Role, Entities: w.codes(p.EntityIDs), Limit: limit(p.Limit), Until: moment(p.ValidTo), Sentence: p.Sentence}
	}
	return ways
}

func (a *AccessCheckCmd) tell(w words, who domain.ID, answer *domain.AccessAnswer) told {
	p := answer.Permit
	one := checked{
		Person: w.name(who.UUID), Action: p.Action, Allowed: p.Allowed, Ways: w.ways(p.Paths), Reasons: append([]domain.DenyReason{}, p.Reasons...),
		History: []pastAct{}, Rulebook: answer.Rulebook, At: moment(&answer.At),
	}
	t := told{columns: []string{"person", "action", "allowed", "what", "sentence", "role", "entities", "limit", "until", "rulebook", "at"}}
	verdict := "no"
	if p.Allowed {
		verdict = "yes"
	}
	row := func(what, sentence string, v way) {
		t.rows = append(t.rows, []string{one.Person, string(p.Action), verdict, what, sentence, v.Role, strings.Join(v.Entities, " "), v.Limit, v.Until, fmt.Sprint(answer.Rulebook), one.At})
	}
	for _, v := range one.Ways {
		row("way", v.Sentence, v)
	}
	for _, r := range p.Reasons {
		row("reason", r.Message, way{})
	}
	for _, e := range answer.History {
		act := pastAct{At: moment(&e.At), Who: e.ActorName, Text: e.Text, ID: e.ID.String()}
		one.History = append(one.History, act)
		row("act", act.At+" "+act.Who+": "+act.Text, way{})
	}
	t.objects = []any{one}
	t.text = func(out io.Writer) error { return writeChecked(out, one) }
	return t
}

func writeChecked(out io.Writer, one checked) error {
	verdict := "NO"
	if one.Allowed {
		verdict = "YES"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-5s%s, %s\n", verdict, printable(one.Person), one.Action)
	for _, v := range one.Ways {
		fmt.Fprintf(&b, "     %s\n", printable(v.Sentence))
	}
	for _, r := range one.Reasons {
		fmt.Fprintf(&b, "     %s\n", printable(r.Message))
	}
	if len(one.History) > 0 {
		fmt.Fprintln(&b, "Acts that were looked at:")
	}
	for _, h := range one.History {
		fmt.Fprintf(&b, "     %s  %s\n", h.At, printable(h.Text))
	}
	fmt.Fprintf(&b, "Rulebook %d, as of %s\n", one.Rulebook, one.At)
	_, err := io.WriteString(out, b.String())
	return err
}
