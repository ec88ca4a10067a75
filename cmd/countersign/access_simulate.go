package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// AccessSimulateCmd asks what a draft of roles and rules would change.
type AccessSimulateCmd struct {
	Grant  []string `placeholder:"EMAIL:ROLE:CODES[:LIMIT]" sep:"none" help:"Give a person a role in entities, for example a@b.example:ap_clerk:DE01,FR01:2500."`
	Revoke []string `placeholder:"ID" help:"Take away a grant, by its id."`
	Leave  []string `placeholder:"EMAIL" help:"Let a person leave."`
	File   string   `placeholder:"FILE" help:"A draft as JSON, as the API's SimulateAccessInput: roles, rules, grants."`
	Days   int      `default:"90" help:"Replay the decisions of so many days, 0 to 365."`
	asking
}

// Run prints who gains, who loses, which conflicts appear and vanish, which steps of the approval policy lose their last
// approver, and how recorded decisions would be answered. It changes nothing.
//
// Errors: a draft that cannot be read, or that the strict loader would refuse.
func (a *AccessSimulateCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return a.answer(ctx, c, k, func(ctx context.Context, s *workflow.Service) (told, error) {
		w := words{s}
		draft, err := a.draft(ctx, w)
		if err != nil {
			return told{}, err
		}
		sim, err := s.SimulateAccess(ctx, draft)
		if err != nil {
			return told{}, err
		}
		return tellSimulated(w, sim), nil
	})
}

// draft reads the file and adds what the flags say.
func (a *AccessSimulateCmd) draft(ctx context.Context, w words) (draft domain.SimulateAccessInput, err error) {
	if a.File != "" {
		text, err := os.ReadFile(a.File)
		if err != nil {
			return draft, err
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&draft); err != nil {
			return draft, fmt.Errorf("%s is not a draft as SimulateAccessInput describes it: %w", a.File, err)
		}
	}
	draft.ReplayDays = &a.Days
	for _, text := range a.Grant {
		g, err := w.grant(ctx, text)
		if err != nil {
			return draft, err
		}
		draft.Grant = append(draft.Grant, g)
	}
	for _, text := range a.Revoke {
		id, err := domain.ParseID(text)
		if err != nil {
			return draft, fmt.Errorf("%s is not the id of a grant", text)
		}
		draft.Revoke = append(draft.Revoke, id)
	}
	for _, text := range a.Leave {
		id, err := w.principal(ctx, text)
		if err != nil {
			return draft, err
		}
		draft.Leave = append(draft.Leave, id)
	}
	return draft, nil
}

// grant reads "address:role:codes" with an optional limit.
func (w words) grant(ctx context.Context, text string) (*domain.GrantInput, error) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 && len(parts) != 4 {
		return nil, errors.New("--grant must be EMAIL:ROLE:CODES or EMAIL:ROLE:CODES:LIMIT")
	}
	who, err := w.principal(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	g := &domain.GrantInput{UserID: who, Role: parts[1]}
	for _, code := range strings.Split(parts[2], ",") {
		entity, err := w.entity(ctx, code)
		if err != nil {
			return nil, err
		}
		if entity != nil {
			g.EntityIds = append(g.EntityIds, *entity)
		}
	}
	if len(parts) == 4 {
		g.Limit, err = w.amount(parts[3])
	}
	return g, err
}

// replayed is how recorded decisions would be answered, as JSON.
type replayed struct {
	What         string `json:"what"` // "replayed"
	Since        string `json:"since"`
	Decisions    int    `json:"decisions"`
	StillAllowed int    `json:"stillAllowed"`
	Changed      int    `json:"changed"`
	TookMs       int    `json:"tookMs"`
	Base         int64  `json:"base"`
	Blocked      bool   `json:"blocked"`
}

func tellSimulated(w words, sim *domain.AccessSimulation) told {
	list := w.moved(sim.Gained, sim.Lost, sim.NewConflicts, sim.ResolvedConflicts)
	for _, u := range sim.UncoveredSteps {
		list = append(list, moved{What: "uncovered step", Entities: []string{u.Entity.Code}, Sentence: u.Why})
	}
	for _, d := range sim.Replayed.Changed {
		key := d.ID.String()
		if inv, seen := d.Item.(*domain.Invoice); seen {
			key = inv.Key
		}
		sentence := key + " would be allowed; it was refused"
		if d.Now {
			sentence = key + " would be refused: " + d.Message
		}
		list = append(list, moved{What: "decision", Person: w.name(d.Person), At: moment(&d.At), Sentence: sentence})
	}
	header := fmt.Sprintf("A draft on rulebook %d, as of %s", sim.Base, moment(&sim.At))
	if sim.Blocked() {
		header += "; it could not be applied, for it has a conflict that is prevented"
	}
	t := tellMoved(header, list)
	sum := replayed{"replayed", moment(&sim.Replayed.Since), sim.Replayed.Decisions, sim.Replayed.StillAllowed, sim.Replayed.ChangedCount, sim.Replayed.TookMs(), sim.Base, sim.Blocked()}
	t.objects = append(t.objects, sum)
	moves := t.text
	t.text = func(out io.Writer) error {
		if err := moves(out); err != nil {
			return err
		}
		_, err := fmt.Fprintf(out, "%d recorded decisions since %s asked anew in %d ms: %d still allowed, %d answered otherwise\n",
			sum.Decisions, sum.Since[:10], sum.TookMs, sum.StillAllowed, sum.Changed)
		return err
	}
	return t
}
