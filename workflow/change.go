package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"go.opentelemetry.io/otel/trace"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// command names one call of one verb.
type command struct {
	name   string          // for example "decideTask"
	entity domain.EntityID // whose books it changes
	about  domain.ID       // what it is about, for the log of refusals
	key    string          // makes a retry safe; "" for the clock, whose work is safe to repeat by itself
	body   any             // the input; another body under the same key is refused
	answer any             // pointer to what a repeat is answered
}

// work is one open change.
type work struct {
	tx       *store.Tx
	dir      *directory
	actor    domain.Actor
	scope    domain.Scope // entities whose invoices the actor may see
	rulebook int64        // version of roles and rules that this change stands on
	command  command
	at       time.Time
	events   []domain.Event
	errands  []errand
	lifted   []domain.DutyUse                 // uses that do not bind because of emergency access
	unguided bool                             // an event without a permit was recorded
	invoice  *domain.Invoice                  // that is locked or new; nil when the change is about none
	before   map[domain.UUID]domain.TaskState // how the tasks of the locked invoice stood
	lapsed   []domain.Delegation              // that ended because their right did
	confirms domain.LabelSource               // by which act its person says where lines are booked; "" when they say nothing of it
	busy     map[domain.UUID]int              // open cases by owner, counted when the first case looks for one
}

// errand is work for later, kept with the change.
type errand struct {
	args river.JobArgs
	at   time.Time // zero is at once
}

// change runs decide in one transaction and keeps rows, events and jobs together or not at all.
//
// A command whose key was seen before changes nothing and fills the first answer. A refusal over rights is written to
// the log in a transaction of its own, since the first rolled back.
func (s *Service) change(ctx context.Context, c command, decide func(*work) error) error {
	actor, err := domain.ActorFrom(ctx) // UNAUTHENTICATED
	if err != nil {
		return err
	}
	if c.key != "" && (len(c.key) < 8 || len(c.key) > 100) {
		return domain.RefuseField(domain.CodeInvalid, "idempotencyKey", "An idempotency key has 8 to 100 characters.")
	}
	for {
		err = s.attempt(ctx, actor, c, decide)
		var moved *movedError
		if !errors.As(err, &moved) {
			break
		}
		if err := s.refresh(ctx, moved.to); err != nil {
			return err
		}
	}
	switch domain.CodeOf(err) {
	case domain.CodeForbidden, domain.CodeDutyConflict, domain.CodeOverLimit:
		s.recordRefusal(ctx, actor, c, err)
	}
	return err
}

// movedError ends an attempt that stood on an outdated snapshot. The snapshot is taken anew outside of the transaction,
// so that no transaction waits for a second connection.
type movedError struct{ to store.Version }

func (*movedError) Error() string { return "roles or the directory were changed" }

func (s *Service) attempt(ctx context.Context, actor domain.Actor, c command, decide func(*work) error) error {
	return s.db.InTx(ctx, func(tx *store.Tx) error {
		version, err := tx.Version(ctx)
		if err != nil {
			return err
		}
		if !s.current(version) {
			return &movedError{version}
		}
		w := &work{tx: tx, dir: s.directory.Load(), actor: actor, command: c, at: s.now(), rulebook: version.Authz}
		if err := w.dir.admits(actor); err != nil {
			return err
		}
		w.scope = s.gate.Scope(actor, domain.ViewInvoice, w.at)
		if c.key != "" {
			seen, err := tx.Remember(ctx, c.entity, c.keyOf(actor), c.bodyHash(), w.at, c.answer)
			if err != nil || seen {
				return err
			}
		}
		if err := decide(w); err != nil {
			return err
		}
		return s.settle(ctx, w)
	})
}

// keyOf scopes a key to its caller and operation.
func (c command) keyOf(actor domain.Actor) domain.UUID {
	return domain.UUIDOf("idempotency", actor.ID.String(), c.name, c.key)
}

func (c command) bodyHash() string {
	text, err := json.Marshal(c.body)
	if err != nil {
		panic(fmt.Sprintf( //nolint:forbidigo // a struct of ours that JSON cannot write is found by the first test
			"workflow: input of %s cannot be written: %v", c.name, err)) // a struct of ours
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// record adds an event that a permit allows, and spends the duties of the permit. It returns the event's id and the id
// of the first row of duty on the record itself, which an approval must name.
func (w *work) record(ctx context.Context, permit authz.Permit, e domain.Event) (event, duty domain.UUID, err error) {
	event, uses, err := w.admit(permit, e)
	if err != nil {
		return event, duty, err
	}
	ids, err := w.tx.UseDuties(ctx, uses)
	if err != nil {
		return event, duty, err
	}
	for i, use := range uses {
		if use.Chain == e.Subject.UUID && use.Binding {
			return event, ids[i], nil
		}
	}
	return event, duty, nil
}

// admit adds an event that a permit allows and returns its id, and the duties of the permit, which are still to be spent.
func (w *work) admit(permit authz.Permit, e domain.Event) (event domain.UUID, uses []domain.DutyUse, err error) {
	action, object := permit.For()
	switch {
	case !permit.By(w.actor):
		return event, nil, fmt.Errorf("%s: %s was recorded without a permit", w.command.name, e.Kind)
	case permit.Version() != w.rulebook: // it came into force since this change began
		return event, nil, &movedError{store.Version{Authz: permit.Version()}}
	case !object.IsZero() && object != e.Subject.UUID:
		return event, nil, fmt.Errorf("%s: the permit for %s is for another record than %s", w.command.name, action, e.Kind)
	}
	sentence := permit.Sentence()
	e.Authority = &sentence
	event = w.note(permitted(e, permit))
	uses = permit.Duties()
	for i := range uses {
		uses[i].Event = event
		if permit.Emergency() != "" && !uses[i].Binding {
			w.lifted = append(w.lifted, uses[i])
		}
	}
	return event, uses, nil
}

// tellBroken adds to each event under emergency access which rules were lifted for it and then broken: the person stands on
// both of their sides now.
func (w *work) tellBroken(ctx context.Context) error {
	both, err := w.tx.BothSides(ctx, w.lifted)
	if err != nil {
		return err
	}
	rules := map[domain.UUID][]string{}
	for _, u := range both {
		if !slices.Contains(rules[u.Event], u.Rule) {
			rules[u.Event] = append(rules[u.Event], u.Rule)
		}
	}
	for i := range w.events {
		if broken := rules[w.events[i].ID.UUID]; broken != nil {
			w.events[i] = w.events[i].With("broken", broken)
		}
	}
	return nil
}

// permitted tells programs what was permitted and by which grant, so that uses of a grant can be counted, and under which
// ticket when it was emergency access.
func permitted(e domain.Event, permit authz.Permit) domain.Event {
	action, _ := permit.For()
	e = e.With("action", action)
	if grant := permit.Grant(); !grant.IsZero() {
		e = e.With("grant", grant)
	}
	if ticket := permit.Emergency(); ticket != "" {
		e = e.With("emergency", ticket)
	}
	return e
}

// follow adds an event that follows from one already recorded in this change, under the same permit.
func (w *work) follow(e domain.Event) domain.UUID {
	if len(w.events) == 0 {
		w.unguided = true
		return w.note(e)
	}
	e.Authority = w.events[0].Authority
	if ticket := w.events[0].Data["emergency"]; ticket != nil {
		e = e.With("emergency", ticket)
	}
	return w.note(e)
}

// followAs is follow for what a part of the house did in the course of somebody's change.
func (w *work) followAs(part domain.Actor, e domain.Event) domain.UUID {
	id := w.follow(e)
	last := &w.events[len(w.events)-1]
	last.ActorKind, last.ActorID, last.ActorName, last.OnBehalf, last.Auth, last.Address = part.Kind, part.ID, part.Name, part.OnBehalf, part.Auth, ""
	return id
}

func (w *work) note(e domain.Event) domain.UUID {
	e.At = w.at
	e.ID = domain.ID{Kind: domain.NodeEvent, Entity: e.Subject.Entity, UUID: domain.NewUUID(w.at.Add(time.Duration(len(w.events)) * time.Microsecond))} // told in order
	e.Command = w.command.name
	e.ActorKind, e.ActorID, e.ActorName = w.actor.Kind, w.actor.ID, w.actor.Name
	e.OnBehalf, e.Auth, e.Address = w.actor.OnBehalf, w.actor.Auth, w.actor.Address
	e.RequestID, e.Rulebook, e.Salt = w.actor.RequestID, w.rulebook, domain.NewSalt()
	if w.command.key != "" {
		sum := sha256.Sum256([]byte(w.command.key))
		e.Idempotency = hex.EncodeToString(sum[:])
	}
	if w.actor.TraceID != "" {
		e.TraceID = &w.actor.TraceID
	}
	w.events = append(w.events, e)
	return e.ID.UUID
}

// enqueue keeps work for later with the change.
func (w *work) enqueue(args river.JobArgs) { w.errands = append(w.errands, errand{args: args}) }

// enqueueAt keeps work for an instant with the change.
func (w *work) enqueueAt(args river.JobArgs, at time.Time) {
	w.errands = append(w.errands, errand{args: args, at: at})
}

// settle writes what a change recorded: events, jobs, the answer to a repeat. It refuses a change that recorded
// nothing, or something without a permit.
func (s *Service) settle(ctx context.Context, w *work) error {
	if len(w.events) == 0 {
		return fmt.Errorf("%s: a change must record what happened", w.command.name)
	}
	if w.unguided {
		return fmt.Errorf("%s: a change must begin with a permit", w.command.name)
	}
	for _, d := range w.lapsed {
		w.follow(domain.Happened("delegation.lapsed", d.NodeID(), "A delegation ended with the right that it rests on.").With("from", d.From).With("to", d.To).AtVersion(2))
	}
	for i := range w.events {
		if e := &w.events[i]; w.invoice != nil && e.Subject == w.invoice.ID {
			e.SubjectVersion = w.invoice.Version
		}
	}
	if err := w.tellBroken(ctx); err != nil {
		return err
	}
	if err := w.tx.AppendEvents(ctx, w.events); err != nil {
		return err
	}
	if len(w.errands) > 0 {
		params := make([]river.InsertManyParams, len(w.errands))
		for i, e := range w.errands {
			opts := &river.InsertOpts{Metadata: carry(ctx)}
			if e.at.After(w.at) { // what is due now does not wait for the scheduler's next round
				opts.ScheduledAt = e.at
			}
			params[i] = river.InsertManyParams{Args: e.args, InsertOpts: opts}
		}
		if _, err := s.queue.InsertManyFastTx(ctx, w.tx.SQL(), params); err != nil {
			return fmt.Errorf("keep work for later: %w", err)
		}
	}
	if w.command.key != "" {
		if err := w.tx.Answer(ctx, w.command.entity, w.command.keyOf(w.actor), w.command.answer); err != nil {
			return err
		}
	}
	return w.tx.Notify(ctx)
}

// carry tells a job which trace asked for it.
func carry(ctx context.Context) []byte {
	span := trace.SpanContextFromContext(ctx)
	if !span.IsValid() {
		return nil
	}
	text, _ := json.Marshal(map[string]string{ //nolint:errchkjson // strings only
		"trace_id": span.TraceID().String(), "span_id": span.SpanID().String(),
	})
	return text
}

// recordRefusal writes that somebody was refused. The refusal stands whether or not this succeeds.
func (s *Service) recordRefusal(ctx context.Context, actor domain.Actor, c command, refused error) {
	var refusal *domain.Error
	if !errors.As(refused, &refusal) {
		return
	}
	about := c.about
	if about.IsZero() {
		about = domain.EntityNode(c.entity)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := s.db.InTx(ctx, func(tx *store.Tx) error {
		w := &work{tx: tx, actor: actor, command: c, at: s.now(), rulebook: s.gate.Version()}
		e := domain.Happened("access.refused", about, actor.Name+" was refused: "+refusal.Message).
			With("code", refusal.Code).With("details", refusal.Details)
		if ticket := s.gate.Emergency(actor.ID, w.at); ticket != "" {
			e = e.With("emergency", ticket)
		}
		w.note(e)
		if err := tx.AppendEvents(ctx, w.events); err != nil {
			return err
		}
		return tx.Notify(ctx)
	})
	if err != nil {
		s.log.ErrorContext(ctx, "a refusal could not be written to the log", "command", c.name, "error", err)
	}
}
