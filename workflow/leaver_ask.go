package workflow

import (
	"context"
	"fmt"
	"slices"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// askOthers puts others in the place of somebody who left wherever an invoice asks them: those who are asked beside them,
// else whom the same row of the policy finds now, else everybody who may mend or post it. A step for which nobody is left
// sends the invoice round again, which holds it where a person can see why; a task of another sort opens a case.
func (s *Service) askOthers(ctx context.Context, l *domain.Leaver, id domain.ID) error {
	seen, err := s.db.InvoicesByID(ctx, domain.ScopeOf(id.Entity), []domain.ID{id}, store.PartRoute)
	if err != nil || len(seen) != 1 {
		return err
	}
	c := command{name: "settleLeaver", entity: id.Entity, about: id}
	return s.change(ctx, c, func(w *work) error {
		inv, err := w.lockInvoice(ctx, id, 0)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		a := &asker{s: s, w: w, inv: inv, permit: permit, row: rowOf(seen[0], inv.Round), left: w.dir.people[l.Person].Name}
		for _, t := range inv.Tasks {
			if (t.State == domain.TaskReady || t.State == domain.TaskPending) && slices.Contains(t.CandidateIDs, l.Person) {
				if err := a.ask(ctx, t); err != nil {
					return err
				}
			}
		}
		if a.asked == 0 && !a.rerouted {
			return store.Rollback() // done before
		}
		locked, err := w.tx.LeaverForUpdate(ctx, l.ID)
		if err != nil {
			return err
		}
		locked.Ended.Tasks, locked.Ended.Unasked = locked.Ended.Tasks+a.asked, locked.Ended.Unasked+a.unasked
		return w.tx.SaveLeaver(ctx, locked)
	})
}

// rowOf is the row of the policy that routed the invoice in a round, nil when it is another round's.
func rowOf(inv *domain.Invoice, round int) *domain.PolicyRow {
	if inv.Route == nil || inv.Route.Round != round || inv.Route.Explanation == nil {
		return nil
	}
	return inv.Route.Explanation.Chosen
}

// asker asks others for the tasks of one invoice.
type asker struct {
	s        *Service
	w        *work
	inv      *domain.Invoice
	permit   permit
	row      *domain.PolicyRow
	left     string // name of who left
	asked    int
	unasked  int
	rerouted bool
	told     bool
}

func (a *asker) ask(ctx context.Context, t *domain.Task) error {
	if a.rerouted { // nothing of the round is open any more
		return nil
	}
	a.asked++
	people, via := a.stillHere(t), ""
	if len(people) == 0 {
		people, via = a.others(t)
	}
	if len(people) == 0 && t.Kind == domain.TaskApprove {
		a.unasked++
		return a.reroute(ctx, t)
	}
	why := a.left + " left, so nobody is asked now."
	if len(people) > 0 {
		why = a.left + " left, so " + domain.Either(a.w.dir.users(people)) + " is asked now."
	}
	event, err := a.inv.AskAnew(t, people, via, why)
	if err != nil {
		return err
	}
	if err := a.tell(ctx, why); err != nil {
		return err
	}
	if err := a.w.tx.SaveCandidates(ctx, a.inv, t); err != nil {
		return err
	}
	a.w.follow(event.AtVersion(t.Version))
	if len(people) > 0 {
		return nil
	}
	a.unasked++
	_, err = a.s.openCase(ctx, a.w, &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase, Entity: a.inv.ID.Entity}, Category: domain.CaseUnasked, Title: "Nobody is left for a task of " + a.inv.Key,
		SubjectID: a.inv.ID, Twin: t.ID.UUID.String(), Evidence: why + "\n" + t.Because, DueAt: a.w.at.Add(caseTime),
	})
	return err
}

// tell records on the invoice what follows on its tasks.
func (a *asker) tell(ctx context.Context, why string) error {
	event := domain.Happened("invoice.asked_anew", a.inv.ID, why)
	if a.told {
		a.w.follow(event)
		return nil
	}
	a.told = true
	_, _, err := a.w.record(ctx, a.permit, event)
	return err
}

// stillHere are those asked for a task who work here and did not take another step.
func (a *asker) stillHere(t *domain.Task) []domain.UUID {
	return slices.DeleteFunc(slices.Clone(t.CandidateIDs), func(id domain.UUID) bool {
		u := a.w.dir.people[id]
		return u == nil || !u.Active || t.Kind == domain.TaskApprove && a.took(id)
	})
}

// took says whether somebody took a step of the round, themselves or by a delegate.
func (a *asker) took(person domain.UUID) bool {
	return slices.ContainsFunc(a.inv.Tasks, func(t *domain.Task) bool {
		return t.Decision != nil && t.Decision.Standing && t.Decision.By().Stands(person)
	})
}

// others are whom the rule that asked before finds now.
func (a *asker) others(t *domain.Task) (people []domain.UUID, via string) {
	if t.Kind != domain.TaskApprove {
		action := map[domain.TaskKind]domain.Action{domain.TaskFixData: domain.EnterInvoice, domain.TaskResolve: domain.PostInvoice}[t.Kind]
		for _, c := range a.s.gate.Candidates(authz.Question{Action: action, Facts: a.inv.Facts(), At: a.w.at}) {
			if c.May() && len(people) < maxAsked {
				people = append(people, c.Person)
			}
		}
		return people, "may do it for this entity"
	}
	if a.row == nil || t.Step == nil {
		return nil, ""
	}
	policy := &domain.PolicyVersion{Rows: []domain.PolicyRow{*a.row}, Currency: a.inv.Group.Currency}
	tasks, _, err := domain.BuildRoute(*a.row, a.w.dir.askable(a.s.gate, a.inv.Facts(), policy, a.w.at), a.inv)
	if err != nil || *t.Step > len(tasks) {
		return nil, ""
	}
	found := tasks[*t.Step-1]
	return slices.DeleteFunc(found.CandidateIDs, a.took), found.Via
}

// reroute sends the invoice round again, since nobody is left for a step.
func (a *asker) reroute(ctx context.Context, t *domain.Task) error {
	a.rerouted = true
	why := fmt.Sprintf("%s left and nobody else may take step %d, so it is checked and routed anew.", a.left, *t.Step)
	event, err := a.inv.Reroute(a.w.actor, why, a.w.at)
	if err != nil {
		return err
	}
	if a.told {
		a.w.follow(event)
	} else if _, _, err := a.w.record(ctx, a.permit, event); err != nil {
		return err
	}
	if err := a.w.release(ctx, a.inv); err != nil {
		return err
	}
	if err := a.w.tx.VoidDecisions(ctx, a.inv); err != nil {
		return err
	}
	if err := a.w.saveTasks(ctx, a.inv); err != nil {
		return err
	}
	if err := a.s.checkAndRoute(ctx, a.w, a.inv); err != nil {
		return err
	}
	return a.w.save(ctx, a.inv)
}
