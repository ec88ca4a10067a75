package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// AdviceDone is a recommendation and its invoice after a decision.
type AdviceDone struct {
	Recommendation domain.ID
	Invoice        domain.ID
}

// DecideAdvice records what the caller does with a recommendation. Where it books a line, the line is coded by the caller as by
// CodeInvoice: approvals given before fall, and the caller approves it no more. It never approves anything itself.
//
// Errors: NOT_FOUND; FORBIDDEN; DUTY_CONFLICT for who approved the invoice, where a line is coded; STALE when in.Version is not the
// stored one; WRONG_STATE when it was decided, ran out or was replaced, or the invoice can no longer be coded; INVALID.
func (s *Service) DecideAdvice(ctx context.Context, in domain.DecideAdviceInput) (*AdviceDone, error) {
	var done AdviceDone
	c := command{name: "decideAdvice", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		inv, advice, err := w.lockAdvice(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.DecideAdvice, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		edited, err := w.editedAdvice(inv, advice, in)
		if err != nil {
			return err
		}
		event, err := advice.Decide(w.actor, in, edited, w.at)
		if err != nil {
			return err
		}
		decided, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		if err := w.tx.SaveAdvice(ctx, advice); err != nil {
			return err
		}
		if err := s.judged(ctx, w, advice); err != nil {
			return err
		}
		done = AdviceDone{Recommendation: advice.ID, Invoice: inv.ID}
		if advice.Use == domain.UseCodeLine {
			return s.followCoding(ctx, w, inv, advice, decided)
		}
		if err := w.tx.WeighTasks(ctx, inv); err != nil {
			return err
		}
		return w.save(ctx, inv)
	})
}

// lockAdvice locks the invoice of a recommendation, then the recommendation itself, as every change of both does.
func (w *work) lockAdvice(ctx context.Context, id domain.ID, version int) (*domain.Invoice, *domain.Recommendation, error) {
	if !w.scope.Sees(id.Entity) || id.Kind != domain.NodeRecommendation {
		return nil, nil, domain.Refuse(domain.CodeNotFound, "There is no such advice, or you may not see it.")
	}
	about, err := w.tx.InvoiceOfAdvice(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	inv, err := w.lockInvoice(ctx, about, 0)
	if err != nil {
		return nil, nil, err
	}
	advice, err := w.tx.AdviceForUpdate(ctx, id, w.dir.currency)
	if err != nil {
		return nil, nil, err
	}
	if advice.Version != version {
		return nil, nil, store.Stale(advice.Version)
	}
	return inv, advice, nil
}

// editedAdvice is what a person does in place of what was recommended, nil unless they edit. Errors: INVALID.
func (w *work) editedAdvice(inv *domain.Invoice, r *domain.Recommendation, in domain.DecideAdviceInput) (*domain.ProposedAction, error) {
	if in.Decision != domain.EditAdvice || in.EditedTo == nil {
		return nil, nil
	}
	var broken domain.Violations
	a := &domain.ProposedAction{Kind: r.Action.Kind, Confidence: 1, Effect: []string{}}
	switch r.Use {
	case domain.UseCodeLine:
		a.Kind = domain.ActionCodeLine
		if in.EditedTo.AccountID != nil {
			a.Account = w.dir.accountByID(*in.EditedTo.AccountID)
		}
		if a.Account == nil || a.Account.ID.Entity != r.ID.Entity {
			broken.Add("editedTo.accountId", "known", "Name an account that the entity has.")
			break
		}
		a.AccountCode, a.Label = a.Account.Code, a.Account.Code+" "+a.Account.Name
		if in.EditedTo.CostCenterID == nil {
			break
		}
		a.Center = w.dir.centerByID(*in.EditedTo.CostCenterID)
		if a.Center == nil || a.Center.ID.Entity != r.ID.Entity {
			broken.Add("editedTo.costCenterId", "known", "Name a cost centre that the entity has.")
			break
		}
		a.CenterCode = a.Center.Code
	case domain.UsePredictApprover:
		if in.EditedTo.PersonID == nil || !mayTake(inv, r, in.EditedTo.PersonID.UUID) {
			broken.Add("editedTo.personId", "oneOf", "Name one of those whom the policy asks in this step.")
			break
		}
		*a = askApprover(r.Action.Step, in.EditedTo.PersonID.UUID, w.dir.name(in.EditedTo.PersonID.UUID), 1)
	default:
		broken.Add("decision", "oneOf", "This advice is accepted or turned down; there is nothing to put in its place.")
	}
	return a, broken.Err()
}

// followCoding books the line as the person decided, and keeps what they confirmed for the model. What is booked so already moves
// nothing.
func (s *Service) followCoding(ctx context.Context, w *work, inv *domain.Invoice, advice *domain.Recommendation, decided domain.UUID) error {
	action := &advice.Action
	if advice.State == domain.AdviceEdited {
		action = advice.EditedTo
	}
	line := inv.LineByNumber(advice.Line)
	if advice.State == domain.AdviceRejected || line == nil {
		return w.save(ctx, inv)
	}
	center := action.CenterCode
	if center == "" && advice.State == domain.AdviceAccepted {
		center = line.CenterCode // advice without a centre leaves the one that is there
	}
	if line.AccountCode != action.AccountCode || line.CenterCode != center {
		if err := s.codeAsAdvised(ctx, w, inv, domain.LineCoding{
			Number: line.Number, Account: w.dir.accounts[place{inv.ID.Entity, action.AccountCode}], Center: w.dir.centers[place{inv.ID.Entity, center}],
		}); err != nil {
			return err
		}
	}
	source := domain.LabelAccepted
	if advice.State == domain.AdviceEdited {
		source = domain.LabelEdited
	}
	label := domain.LabelOf(inv, line.Number, source, w.actor, decided, w.at)
	label.Revision, label.Feedback, label.Recommendation, label.Said = inv.Version+1, advice.Feedback, advice.ID.UUID, advice.Said()
	label.Trains = advice.Feedback == nil || *advice.Feedback != domain.FeedbackFormat
	if err := w.tx.InsertLabels(ctx, []*domain.Label{label}); err != nil {
		return err
	}
	return w.save(ctx, inv)
}

// codeAsAdvised codes a line in the name of the person who decided so, who must be allowed to, and checks and routes the invoice anew
// where that voids what was decided on it.
func (s *Service) codeAsAdvised(ctx context.Context, w *work, inv *domain.Invoice, coding domain.LineCoding) error {
	permit, err := s.gate.Allow(w.actor, domain.CodeInvoice, inv.Facts(), w.at)
	if err != nil {
		return err
	}
	claimed := claims(inv.State)
	event, err := inv.Code([]domain.LineCoding{coding}, w.actor, w.at)
	if err != nil {
		return err
	}
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	if err := w.tx.SaveCoding(ctx, inv); err != nil {
		return err
	}
	return s.altered(ctx, w, inv, claimed)
}
