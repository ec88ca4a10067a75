package workflow

import (
	"context"
	"slices"

	"countersign/authz"
	"countersign/domain"
)

// replayDays is over how many days decisions are replayed when nobody says.
const replayDays = 90

// SimulateAccess tells what a draft of roles and rules would change: who gains and who loses, which conflicts appear or
// vanish, which steps of the approval policy lose their last approver, and how recorded decisions would be answered. It
// changes nothing.
//
// Errors: FORBIDDEN without AUDIT_READ; NOT_FOUND; INVALID with every violation, also what the strict loader would refuse.
func (s *Service) SimulateAccess(ctx context.Context, in domain.SimulateAccessInput) (*domain.AccessSimulation, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLook(ctx, r, "simulateAccess", 0); err != nil {
		return nil, err
	}
	days := replayDays
	if in.ReplayDays != nil {
		days = *in.ReplayDays
	}
	if days < 0 || days > lastUseDays {
		return nil, domain.RefuseField(domain.CodeInvalid, "replayDays", "Decisions are replayed over 0 to %d days.", lastUseDays)
	}
	base := s.gate.Snapshot()
	revision, leave, err := r.drafted(base, in)
	if err != nil {
		return nil, err
	}
	draft, err := base.Draft(revision, leave...)
	if err != nil {
		return nil, err
	}
	at := revision.Effective(r.at)
	moved := base.Difference(draft, at)
	policies, err := s.db.Policies(ctx)
	if err != nil {
		return nil, err
	}
	sim := &domain.AccessSimulation{
		Base: base.Version(), At: at, Gained: moved.Gained, Lost: moved.Lost, NewConflicts: moved.New, ResolvedConflicts: moved.Resolved,
	}
	(&look{book: draft, at: at}).dressAll(sim.Gained)
	(&look{book: base, at: at}).dressAll(sim.Lost)
	for _, p := range policies {
		if p.Key == "approval" {
			sim.UncoveredSteps = r.dir.uncovered(base, draft, p.Active, at)
		}
	}
	if sim.Replayed, err = s.replay(ctx, base, draft, at, r.at.AddDate(0, 0, -days)); err != nil {
		return nil, err
	}
	return sim, s.dressReplayed(ctx, r, sim.Replayed.Changed)
}

// dressReplayed fills in the invoices that the caller may see.
func (s *Service) dressReplayed(ctx context.Context, r *reader, list []domain.ReplayedDecision) error {
	ids := make([]domain.ID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	seen, err := s.db.InvoicesByID(ctx, r.scope, unique(ids), 0)
	if err != nil {
		return err
	}
	for _, inv := range seen {
		r.dir.dress(inv)
		for i := range list {
			if list[i].ID == inv.ID {
				list[i].Item = inv
			}
		}
	}
	return nil
}

// drafted turns what was put in into rows of the rulebook, by the rules that requests are held to. A role or a rule of the
// draft can be granted in it.
func (r *reader) drafted(base *authz.Snapshot, in domain.SimulateAccessInput) (revision domain.Revision, leave []domain.UUID, err error) {
	p := newProposer(&work{dir: r.dir, actor: r.actor, at: r.at}, base)
	add := func(_ domain.UUID, proposal domain.Proposal, err error) error {
		if err != nil {
			return err
		}
		part, err := proposal.Revision(&p.now, domain.Record{From: r.at})
		if err == nil {
			revision.Add(part)
			p.now = part.On(p.now)
		}
		return err
	}
	for _, one := range in.Roles {
		if err := add(p.role(*one)); err != nil {
			return revision, nil, err
		}
	}
	for _, one := range in.Rules {
		if err := add(p.rule(*one)); err != nil {
			return revision, nil, err
		}
	}
	for _, one := range in.Grant {
		if err := add(p.grant(*one)); err != nil {
			return revision, nil, err
		}
	}
	for _, id := range in.Revoke {
		if err := add(p.revoke(domain.RevokeGrantInput{ID: id})); err != nil {
			return revision, nil, err
		}
	}
	for _, id := range in.Leave {
		leave = append(leave, p.person("leave", id))
	}
	if err := p.broken.Err(); err != nil {
		return revision, nil, err
	}
	if revision.Empty() && len(leave) == 0 {
		return revision, nil, domain.RefuseField(domain.CodeInvalid, "input", "The draft changes nothing.")
	}
	slices.SortFunc(leave, domain.UUID.Compare)
	return revision, slices.Compact(leave), nil
}
