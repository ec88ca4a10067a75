package workflow

import (
	"context"
	"errors"
	"fmt"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// errOutlived ends a decision on a preview that the rulebook has outlived.
var errOutlived = errors.New("the rulebook moved since the preview")

// DecideAccessChange agrees to a change of access, which applies it in the same transaction, or turns it down.
//
// A preview that the rulebook has outlived is made anew and the decision refused as STALE: whoever decides must see what
// the change does now. It is not let fall as VOID, since what was asked for is as right as before and whoever asked would
// only ask again.
//
// Errors: NOT_FOUND; FORBIDDEN; DUTY_CONFLICT to who asked for it or gains by it, and, with rule and paths, for a change
// that completes a conflict which nobody accepted; STALE; WRONG_STATE; INVALID.
func (s *Service) DecideAccessChange(ctx context.Context, in domain.DecideAccessChangeInput) (*AccessChanged, error) {
	done := AccessChanged{Change: in.ID}
	c := command{name: "decideAccessChange", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	err := s.change(ctx, c, func(w *work) error {
		change, permit, err := s.lockAccessChange(ctx, w, in.ID, in.Version, domain.AccessChangeKind.Decides)
		if err != nil {
			return err
		}
		switch in.Outcome {
		case domain.DecideApprove:
			return s.applyAccess(ctx, w, change, permit, in.Comment)
		case domain.DecideReject:
			event, err := change.Reject(w.actor, in.Comment, w.at)
			if err != nil {
				return err
			}
			return w.keepAccess(ctx, change, permit, event)
		default:
			return domain.RefuseField(domain.CodeInvalid, "outcome", "A change of access is approved or rejected.")
		}
	})
	if errors.Is(err, errOutlived) {
		return nil, s.refreshOutlived(ctx, in)
	}
	return &done, err
}

// WithdrawAccessChange takes back a change that the caller asked for.
//
// Errors: NOT_FOUND; FORBIDDEN to everybody else; STALE; WRONG_STATE.
func (s *Service) WithdrawAccessChange(ctx context.Context, in domain.ActInput) (*AccessChanged, error) {
	done := AccessChanged{Change: in.ID}
	c := command{name: "withdrawAccessChange", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		change, permit, err := s.lockAccessChange(ctx, w, in.ID, in.Version, domain.AccessChangeKind.Asks)
		if err != nil {
			return err
		}
		event, err := change.Withdraw(w.actor, in.Reason, w.at)
		if err != nil {
			return err
		}
		return w.keepAccess(ctx, change, permit, event)
	})
}

// RefreshAccessChange makes the preview of a waiting change anew against the rulebook in force.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE.
func (s *Service) RefreshAccessChange(ctx context.Context, in domain.ActInput) (*AccessChanged, error) {
	done := AccessChanged{Change: in.ID}
	c := command{name: "refreshAccessChange", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error { return s.refreshAccess(ctx, w, in.ID, in.Version) })
}

// lockAccessChange locks a change of access and asks for the right to do something to it.
func (s *Service) lockAccessChange(ctx context.Context, w *work, id domain.ID, version int, needs func(domain.AccessChangeKind) domain.Action) (*domain.AccessChange, permit, error) {
	unseen := domain.Refuse(domain.CodeNotFound, "There is no such change of access, or you may not see it.")
	if id.Kind != domain.NodeAccessChange {
		return nil, permit{}, unseen
	}
	change, err := w.tx.AccessChangeForUpdate(ctx, id, 0)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound || err == nil && !s.seesChange(w.actor, change, w.at):
		return nil, permit{}, unseen
	case err != nil:
		return nil, permit{}, err
	case change.Version != version:
		return nil, permit{}, store.Stale(change.Version)
	}
	facts := change.Facts()
	given, err := s.allowInGroup(ctx, w, needs(change.Kind), &facts)
	return change, given, err
}

// keepAccess records what became of a change of access.
func (w *work) keepAccess(ctx context.Context, change *domain.AccessChange, permit permit, event domain.Event) error {
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	return w.tx.SaveAccessChange(ctx, change)
}

// applyAccess agrees to a change and writes it into the rulebook. What the rulebook then is must be sound, and complete
// no conflict that nobody accepted: else nothing of it is kept.
func (s *Service) applyAccess(ctx context.Context, w *work, change *domain.AccessChange, permit permit, comment *string) error {
	event, err := change.Agree(w.actor, comment, w.at)
	if err != nil {
		return err
	}
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	switch {
	case change.Digest != change.Proposal.Digest():
		return fmt.Errorf("decide on %s: the proposal is not the one that was asked for", change.ID)
	case change.Base != book.Version():
		return errOutlived
	}
	now := book.Book()
	revision, err := change.Proposal.Revision(&now, domain.Record{
		From: w.at, Requested: change.Requested, Approved: w.actor.ID, Reason: change.Reason, Change: change.ID.UUID,
	})
	if err != nil {
		return err
	}
	applied, err := s.revise(ctx, w, book, revision, change.ID.UUID)
	if err != nil {
		return err
	}
	change.Preview, err = s.compare(ctx, w, book, applied, change.Proposal.Effective(&now, &revision, w.at))
	if err != nil {
		return err
	}
	if err := s.sound(change, w.actor, applied); err != nil {
		return err
	}
	version := applied.Version()
	change.Rulebook = &version
	if err := w.keepAccess(ctx, change, permit, event.With("rulebook", version)); err != nil {
		return err
	}
	w.follow(domain.Happened("rulebook.revised", change.ID, change.Title()).With("version", version))
	return nil
}

// revise writes rows into the rulebook. What it then is must be sound. A delegation that is left without the right that it
// rests on ends with it, and settle tells so. It returns the rulebook as this transaction leaves it.
//
// Errors: movedError when another revision was faster; INVALID when the rulebook would not be sound.
func (s *Service) revise(ctx context.Context, w *work, book *authz.Snapshot, r domain.Revision, change domain.UUID) (*authz.Snapshot, error) {
	draft, err := book.Draft(r)
	if err != nil {
		return nil, unsound(err)
	}
	for _, d := range draft.Lapsed(w.at) {
		ended, err := d.End(w.at, domain.Record{From: w.at, Requested: d.Record.Requested, Approved: d.Record.Approved, Change: change})
		if err != nil {
			return nil, err
		}
		r.Delegations, r.Closed = append(r.Delegations, ended.Delegations...), append(r.Closed, ended.Closed...)
		w.lapsed = append(w.lapsed, d)
	}
	version, err := w.tx.Revise(ctx, r, w.at, change)
	if err != nil {
		return nil, err
	}
	if version != book.Version()+1 { // between our look at the version and now
		return nil, &movedError{store.Version{Authz: version - 1}}
	}
	after, err := w.tx.Rulebook(ctx)
	if err != nil {
		return nil, err
	}
	snapshot, err := authz.NewSnapshot(after)
	if err != nil {
		return nil, unsound(err)
	}
	return snapshot, nil
}

// sound refuses a change that completes a conflict, or by which whoever takes part in it gains.
func (s *Service) sound(change *domain.AccessChange, approver domain.Actor, applied *authz.Snapshot) error {
	for _, person := range []domain.UUID{approver.ID, change.Requested} {
		if err := change.Gainer(person); err != nil {
			return err
		}
	}
	c := change.Preview.Blocking()
	if c == nil {
		return nil
	}
	return blocked(c, applied.Book().Names[c.Person])
}

// blocked refuses what would complete a conflict that nobody accepted, with the ways to both of its sides.
func blocked(c *domain.SodConflict, name string) error {
	return domain.Refuse(domain.CodeDutyConflict, "%s would hold both sides of %s (%s): %s And %s Let somebody accept the conflict first, or take one side away.",
		name, c.Rule.Key, c.Rule.Name, sentenceOf(c.Left), sentenceOf(c.Right)).
		With("rule", c.Rule.Key).With("person", c.Person).With("name", name).With("left", c.Left).With("right", c.Right)
}

// sentenceOf is the first of several paths as a sentence of its own.
func sentenceOf(paths []domain.AccessPath) string { return "one " + paths[0].Sentence + "." }

// refreshOutlived makes the preview of a change anew and tells who was about to decide on the old one to look again.
func (s *Service) refreshOutlived(ctx context.Context, in domain.DecideAccessChangeInput) error {
	c := command{name: "refreshAccessChange", about: in.ID}
	if err := s.change(ctx, c, func(w *work) error { return s.refreshAccess(ctx, w, in.ID, in.Version) }); err != nil {
		return err
	}
	return domain.Refuse(domain.CodeStale, "Roles or rules have changed since this preview was made. It was made anew: look again before you decide.").
		With("current", in.Version+1)
}

// refreshAccess previews a waiting change anew. It is told by the right of who looks, and uses no duty: looking is not
// deciding.
func (s *Service) refreshAccess(ctx context.Context, w *work, id domain.ID, version int) error {
	change, err := w.tx.AccessChangeForUpdate(ctx, id, version)
	if err != nil {
		return err
	}
	looks, err := s.gate.Allow(w.actor, change.Kind.Decides(), domain.Facts{}, w.at)
	if err != nil {
		return err
	}
	if change.State != domain.ChangeRequested {
		return domain.Refuse(domain.CodeWrongState, "This change waits for no decision any more.").With("state", change.State)
	}
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	before := change.Base
	if err := s.preview(ctx, w, book, change); err != nil {
		return err
	}
	event := domain.Happened("access_change.refreshed", change.ID, w.actor.Name+" had the preview made anew: "+change.Title()).
		With("kind", change.Kind).With("was", before).With("base", change.Base).With("blocked", change.Preview.Blocked()).AtVersion(change.Version + 1)
	return w.keepAccess(ctx, change, looks, event)
}
