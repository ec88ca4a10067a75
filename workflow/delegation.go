package workflow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// Delegated is a delegation after a command about it.
type Delegated struct{ Delegation domain.ID }

// Delegate lends some of the caller's own rights to somebody for a time. It holds at once: who lends answers for it, and
// nobody gains a right that a second person did not grant before, to the delegate in that entity and to the delegator.
//
// Errors: FORBIDDEN for what the caller may not lend or does not hold; INVALID with every violation: a chain, a circle,
// oneself, no end, a beginning in the past, too long; DUTY_CONFLICT when it would complete a conflict that nobody accepted.
func (s *Service) Delegate(ctx context.Context, in domain.DelegateInput) (*Delegated, error) {
	var done Delegated
	c := command{name: "delegate", about: domain.EntityNode(0), key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		d, err := s.lend(w, in)
		if err != nil {
			return err
		}
		facts := domain.Facts{Kind: domain.NodeDelegation, Entity: d.Entities[0], ID: d.ID}
		permit, err := s.mayLend(w, d, facts)
		if err != nil {
			return err
		}
		book, err := s.standing(w)
		if err != nil {
			return err
		}
		revision := domain.Revision{Delegations: []domain.Delegation{*d}}
		conflict, err := s.lends(w, book, d, revision)
		if err != nil {
			return err
		}
		if conflict != nil {
			return blocked(conflict, book.Book().Names[d.To])
		}
		text := fmt.Sprintf("%s delegated to %s until %s.", w.actor.Name, w.dir.people[d.To].Name, d.ValidTo.Format(time.DateOnly))
		event := domain.Happened("delegation.made", d.NodeID(), text).With("to", d.To).With("actions", d.Actions).With("entities", d.Entities).
			With("from", d.ValidFrom).With("until", d.ValidTo).Because(d.Record.Reason).AtVersion(1)
		of, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		if err := w.stand(ctx, s.gate.Stand(d.To, domain.ReceiveDelegation, facts, w.at), of); err != nil {
			return err
		}
		done.Delegation = d.NodeID()
		return s.relend(ctx, w, book, revision, d, "A delegation was made.")
	})
}

// RevokeDelegation ends a delegation at once: by who gave it, by who received it, or by who may grant roles.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE when it is over.
func (s *Service) RevokeDelegation(ctx context.Context, in domain.ActInput) (*Delegated, error) {
	done := Delegated{Delegation: in.ID}
	c := command{name: "revokeDelegation", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		book, err := s.standing(w)
		if err != nil {
			return err
		}
		list := book.Book().Delegations
		at := slices.IndexFunc(list, func(d domain.Delegation) bool { return d.ID == in.ID.UUID })
		if at < 0 || in.ID.Kind != domain.NodeDelegation || !s.readsDelegation(w.actor, &list[at], w.at) {
			return domain.Refuse(domain.CodeNotFound, "There is no such delegation, or you may not see it.")
		}
		d := list[at]
		permit, err := s.mayEndLoan(w, &d)
		if err != nil {
			return err
		}
		if in.Version != 1 { // one that holds has one row
			return domain.Refuse(domain.CodeStale, "This delegation was changed in the meantime; look again.").With("current", 1)
		}
		revision, err := d.End(w.at, domain.Record{From: w.at, Requested: w.actor.ID, Change: d.ID})
		if err != nil {
			return err
		}
		text := fmt.Sprintf("%s ended the delegation of %s to %s.", w.actor.Name, book.Book().Names[d.From], book.Book().Names[d.To])
		event := domain.Happened("delegation.revoked", d.NodeID(), text).With("from", d.From).With("to", d.To).AtVersion(2)
		if in.Reason != nil {
			event = event.Because(strings.TrimSpace(*in.Reason))
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return s.relend(ctx, w, book, revision, &d, "A delegation was ended.")
	})
}

// relend writes a delegation into the rulebook as it now stands, and tells which version that made.
func (s *Service) relend(ctx context.Context, w *work, book *authz.Snapshot, r domain.Revision, d *domain.Delegation, text string) error {
	applied, err := s.revise(ctx, w, book, r, d.ID)
	if err != nil {
		return err
	}
	w.follow(domain.Happened("rulebook.revised", d.NodeID(), text).With("version", applied.Version()))
	return nil
}

// lend reads what is to be lent, and finds every fault of it.
func (s *Service) lend(w *work, in domain.DelegateInput) (*domain.Delegation, error) {
	p := newProposer(w, s.gate.Snapshot())
	d := &domain.Delegation{
		ID: domain.NewUUID(w.at), From: w.actor.ID, To: p.person("toId", in.ToID), Actions: in.Actions, Entities: p.entities("entityIds", in.EntityIds, false),
		Limit: p.limit("limit", in.Limit), Inform: in.KeepInformed == nil || *in.KeepInformed,
	}
	d.Record = domain.Record{From: w.at, Requested: w.actor.ID, Reason: strings.TrimSpace(in.Reason), Change: d.ID}
	d.ValidFrom, d.ValidTo = p.spell("", in.ValidFrom, &in.ValidTo)
	if d.ValidFrom.Before(w.at) {
		d.ValidFrom = w.at
	}
	if d.ValidTo.Sub(d.ValidFrom) > domain.MaxDelegation {
		p.broken.Add("validTo", "time", "A delegation lasts %d days at most.", int(domain.MaxDelegation.Hours()/24))
	}
	if len(d.Actions) == 0 {
		p.broken.Add("actions", "empty", "Say which rights you lend.")
	}
	for _, a := range d.Actions {
		if !slices.Contains(domain.Delegable(), a) {
			p.broken.Add("actions", "action", "%s cannot be delegated: nobody could do it for you.", string(a))
		}
	}
	if d.To == d.From {
		p.broken.Add("toId", "self", "You cannot delegate to yourself.")
	}
	for i := range p.now.Delegations {
		if why := d.Against(&p.now.Delegations[i]); why != "" {
			p.broken.Add("toId", "chain", "Delegations do not chain: %s.", why)
		}
	}
	if n := len([]rune(d.Record.Reason)); n < 3 || n > 500 {
		p.broken.Add("reason", "length", "Say why, in 3 to 500 characters.")
	}
	return d, p.broken.Err()
}

// mayLend asks for the right to delegate in every entity, and for the house's rule on delegating down.
func (s *Service) mayLend(w *work, d *domain.Delegation, facts domain.Facts) (first permit, err error) {
	if !w.actor.IsPerson() || !w.actor.OnBehalf.ID.IsZero() {
		return first, domain.Refuse(domain.CodeForbidden, "Only a person delegates, and only their own rights.")
	}
	if s.noReports && w.dir.reportsTo(d.To, d.From) {
		return first, domain.Refuse(domain.CodeForbidden, "This group does not let anybody delegate to who reports to them.")
	}
	for i, e := range d.Entities {
		facts.Entity = e
		given, err := s.gate.Allow(w.actor, domain.Delegate, facts, w.at)
		if err != nil {
			return first, err
		}
		if i == 0 {
			first = given
		}
	}
	return first, nil
}

// lends tries the delegation: it must lend something in every entity that it names. It returns the first conflict that it
// would complete, nil when it completes none.
func (s *Service) lends(w *work, book *authz.Snapshot, d *domain.Delegation, revision domain.Revision) (*domain.SodConflict, error) {
	draft, err := book.Draft(revision)
	if err != nil {
		return nil, unsound(err)
	}
	at := revision.Effective(w.at)
	for _, action := range d.Actions {
		for _, e := range d.Entities {
			if lentIn(draft.Access(d.To, at), action, d.ID, e) {
				continue
			}
			if !heldIn(draft.Access(d.From, at), action, e) {
				return nil, domain.RefuseField(domain.CodeForbidden, "entityIds", "You have no standing right of this kind in %s that you could lend.", w.dir.code(e))
			}
			return nil, domain.RefuseField(domain.CodeInvalid, "entityIds", "%s has no right of their own in %s, so nothing there can be delegated to them.",
				w.dir.people[d.To].Name, w.dir.code(e))
		}
	}
	preview := domain.AccessPreview{NewConflicts: book.Difference(draft, at).New}
	return preview.Blocking(), nil
}

// lentIn says whether a delegation gives the action in an entity.
func lentIn(access []domain.EffectiveAccess, action domain.Action, delegation domain.UUID, e domain.EntityID) bool {
	return anyPath(access, action, func(p domain.AccessPath) bool { return p.DelegationID == delegation && slices.Contains(p.EntityIDs, e) })
}

// heldIn says whether somebody holds the action in an entity by a standing grant of their own.
func heldIn(access []domain.EffectiveAccess, action domain.Action, e domain.EntityID) bool {
	return anyPath(access, action, func(p domain.AccessPath) bool {
		return p.DelegationID.IsZero() && p.Emergency == nil && slices.Contains(p.EntityIDs, e)
	})
}

func anyPath(access []domain.EffectiveAccess, action domain.Action, fits func(domain.AccessPath) bool) bool {
	return slices.ContainsFunc(access, func(a domain.EffectiveAccess) bool { return a.Action == action && slices.ContainsFunc(a.Paths, fits) })
}

// mayEndLoan permits who gave a delegation, who received it, and who may grant roles.
func (s *Service) mayEndLoan(w *work, d *domain.Delegation) (permit, error) {
	if w.actor.ID == d.To && w.actor.IsPerson() { // giving back what was lent needs no right but to be here
		return s.gate.Allow(w.actor, domain.ViewInvoice, domain.Facts{Entity: d.Entities[0]}, w.at)
	}
	if w.actor.ID == d.From {
		return s.gate.Allow(w.actor, domain.Delegate, domain.Facts{Entity: d.Entities[0]}, w.at)
	}
	return s.gate.Allow(w.actor, domain.GrantRole, domain.Facts{}, w.at)
}

// reportsTo says whether a person stands below another in the line of managers.
func (d *directory) reportsTo(person, boss domain.UUID) bool {
	u := d.people[person]
	for climbed := 0; u != nil && climbed < 30; climbed++ {
		if u.ManagerID == boss {
			return true
		}
		u = d.people[u.ManagerID]
	}
	return false
}

// code is an entity's code, "the group" for what belongs to no entity.
func (d *directory) code(e domain.EntityID) string {
	if one := d.entities[e]; one != nil {
		return one.Code
	}
	return "the group"
}
