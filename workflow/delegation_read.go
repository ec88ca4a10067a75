package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
	"countersign/store"
)

// looksBack is how far a preview of a delegation looks back, and how many of what it finds it lists.
const (
	looksBack    = 30 * 24 * time.Hour
	listedBefore = 20
)

// Delegations are those from and to a person, or of everybody, as they were recorded at an instant (nil is now), the last
// to begin first. One's own are everybody's to see; those of others need AUDIT_READ or ROLE_GRANT.
//
// Errors: FORBIDDEN.
func (s *Service) Delegations(ctx context.Context, of *domain.ID, asOf *time.Time) ([]*domain.DelegationView, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	var only domain.UUID
	if of != nil {
		only = of.UUID
	}
	if only != r.actor.ID && !s.readsDelegations(r.actor, r.at) {
		if of == nil {
			only = r.actor.ID
		} else {
			return nil, domain.Refuse(domain.CodeForbidden, "Delegations of other people are seen by who audits or grants roles.")
		}
	}
	at := r.at
	if asOf != nil {
		at = asOf.UTC()
	}
	list, err := s.db.Delegations(ctx, only, nil, at)
	s.dressDelegations(r, list)
	return list, err
}

// ActingAs are the delegations to the caller that are in force.
func (s *Service) ActingAs(ctx context.Context) ([]*domain.DelegationView, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.db.Delegations(ctx, r.actor.ID, nil, r.at)
	list = slices.DeleteFunc(list, func(d *domain.DelegationView) bool { return d.To != r.actor.ID || d.State != domain.DelegationActive })
	s.dressDelegations(r, list)
	return list, err
}

// readsDelegations says whether the actor sees the delegations of everybody.
func (s *Service) readsDelegations(actor domain.Actor, at time.Time) bool {
	return slices.ContainsFunc([]domain.Action{domain.ReadAudit, domain.GrantRole},
		func(a domain.Action) bool { return len(s.gate.Scope(actor, a, at).Entities()) > 0 })
}

func (s *Service) readsDelegation(actor domain.Actor, d *domain.Delegation, at time.Time) bool {
	return actor.ID == d.From || actor.ID == d.To || s.readsDelegations(actor, at)
}

// dressDelegations fills in people, and in which conflicts of the delegate each delegation has a part.
func (s *Service) dressDelegations(r *reader, list []*domain.DelegationView) {
	book := s.gate.Snapshot()
	for _, d := range list {
		d.Giver, d.Taker = r.dir.people[d.From], r.dir.people[d.To]
		if d.State != domain.DelegationActive && d.State != domain.DelegationPlanned {
			continue
		}
		for _, c := range book.Conflicts(d.To, r.at) {
			if by := func(p domain.AccessPath) bool { return p.DelegationID == d.ID }; slices.ContainsFunc(c.Left, by) || slices.ContainsFunc(c.Right, by) {
				d.Conflicts = append(d.Conflicts, &c)
			}
		}
	}
}

// PreviewDelegation shows what a delegation would have covered over the last 30 days, what of it the delegate could not have
// decided, and what it would bring about. It changes nothing.
//
// Errors: as Delegate, but for a conflict, which is shown.
func (s *Service) PreviewDelegation(ctx context.Context, in domain.DelegateInput) (*domain.DelegationPreview, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	w := &work{dir: r.dir, actor: r.actor, at: r.at, rulebook: s.gate.Version()}
	d, err := s.lend(w, in)
	if err != nil {
		return nil, err
	}
	if _, err := s.mayLend(w, d, domain.Facts{Kind: domain.NodeDelegation, ID: d.ID}); err != nil {
		return nil, err
	}
	book, revision := s.gate.Snapshot(), domain.Revision{Delegations: []domain.Delegation{*d}}
	if _, err := s.lends(w, book, d, revision); err != nil {
		return nil, err
	}
	draft, err := book.Draft(revision)
	if err != nil {
		return nil, unsound(err)
	}
	p := &domain.DelegationPreview{}
	access := domain.AccessPreview{NewConflicts: book.Difference(draft, revision.Effective(r.at)).New}
	for i := range access.NewConflicts {
		p.Conflicts = append(p.Conflicts, &access.NewConflicts[i])
	}
	p.Blocked = access.Blocked()
	if p.Waiting, err = s.db.WaitingFor(ctx, d); err != nil {
		return nil, err
	}
	return p, s.lookBack(ctx, r, d, p)
}

// lookBack fills in what the delegation would have covered lately.
func (s *Service) lookBack(ctx context.Context, r *reader, d *domain.Delegation, p *domain.DelegationPreview) error {
	done, err := s.db.DecidedBy(ctx, d, r.at.Add(-looksBack), listedBefore)
	if err != nil {
		return err
	}
	p.Decided, p.Amount = done.Count, domain.NewMoney(done.Minor, r.dir.currency)
	invoices, err := s.db.InvoicesByID(ctx, r.scope, done.Invoices, store.PartUsed|store.PartTasks|store.PartDecisions)
	if err != nil {
		return err
	}
	byID := make(map[domain.ID]*domain.Invoice, len(invoices))
	for _, inv := range invoices {
		r.dir.dress(inv)
		byID[inv.ID] = inv
	}
	for i, id := range done.Invoices {
		inv := byID[id]
		if inv == nil {
			continue
		}
		item := &domain.DelegatedItem{Item: inv, At: done.At[i]}
		if reason := s.barredFrom(d.To, inv, done.At[i]); reason != nil {
			item.Barred = reason
			p.Barred++
		}
		p.Items = append(p.Items, item)
	}
	return nil
}

// barredFrom is why somebody could not have decided on an invoice, whoever lent them the right; nil when nothing that they
// did stands against it.
func (s *Service) barredFrom(person domain.UUID, inv *domain.Invoice, at time.Time) *domain.DenyReason {
	for _, t := range inv.Tasks {
		if t.Decision != nil && t.Decision.By().Stands(person) {
			return &domain.DenyReason{Code: domain.DenyAlreadyActed, Message: "They took another step of it themselves."}
		}
	}
	for _, r := range s.gate.ExplainAbout(person, domain.ApproveInvoice, inv.Facts(), at).Reasons {
		if r.Code == domain.DenySod {
			return &r
		}
	}
	return nil
}

// delegationsByID are those of these delegations that the reader may see.
func (s *Service) delegationsByID(ctx context.Context, r *reader, ids []domain.UUID) ([]*domain.DelegationView, error) {
	list, err := s.db.Delegations(ctx, domain.UUID{}, ids, r.at)
	list = slices.DeleteFunc(list, func(d *domain.DelegationView) bool { return !s.readsDelegation(r.actor, d.Delegation, r.at) })
	s.dressDelegations(r, list)
	return list, err
}

// FillActs loads what was decided under delegations: for who did it, for who lent if they want to be informed, and for who
// reads the audit log. It is empty for everybody else.
func (s *Service) FillActs(ctx context.Context, list []*domain.DelegationView) error {
	r, err := s.glance(ctx)
	if err != nil {
		return err
	}
	audits := len(s.gate.Scope(r.actor, domain.ReadAudit, r.at).Entities()) > 0
	told := slices.DeleteFunc(slices.Clone(list), func(d *domain.DelegationView) bool {
		return !audits && r.actor.ID != d.To && !(r.actor.ID == d.From && d.Inform)
	})
	acts, err := s.db.DelegatedActs(ctx, r.scope, told)
	for _, d := range list {
		d.Acts = append([]*domain.Event{}, acts[d.ID]...)
		for _, e := range d.Acts {
			e.Person = r.dir.people[e.ActorID]
		}
	}
	return err
}
