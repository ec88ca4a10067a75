package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
)

// confirmCoding keeps what the person of this change said by coding lines, and holds the advice that stood on them against it. It must
// come before the invoice is advised on anew.
func (w *work) confirmCoding(ctx context.Context, inv *domain.Invoice, changes []domain.Change, event domain.UUID) error {
	if w.confirms == "" || !w.actor.IsPerson() {
		return nil
	}
	standing, err := w.tx.StandingAdvice(ctx, inv.ID, w.dir.currency)
	if err != nil {
		return err
	}
	var labels []*domain.Label
	for _, l := range inv.Lines {
		place := fmt.Sprintf("lines[%d].", l.Number)
		moved := false
		for _, c := range changes {
			moved = moved || strings.HasPrefix(c.Path, place)
		}
		if !moved || l.AccountCode == "" {
			continue
		}
		label := domain.LabelOf(inv, l.Number, w.confirms, w.actor, event, w.at)
		label.Revision = inv.Version + 1
		for _, r := range standing {
			if r.Use != domain.UseCodeLine || r.Line != l.Number {
				continue
			}
			label.Said, label.Recommendation = r.Said(), r.ID.UUID
			r.TurnedOut(l.AccountCode, w.at)
			r.State = domain.AdviceSuperseded
			if err := w.tx.SaveAdvice(ctx, r); err != nil {
				return err
			}
		}
		labels = append(labels, label)
	}
	return w.tx.InsertLabels(ctx, labels)
}

// confirmApproved keeps how an invoice was coded when a person gave the last approval, once it is posted: an approval that is taken
// back before then taught nothing, so nothing learned must be forgotten. A line that was booked by advice and that nobody looked at
// by lot teaches nothing: a model must not learn from itself. Advice that stood until then has run out.
func (w *work) confirmApproved(ctx context.Context, inv *domain.Invoice, event domain.UUID) error {
	approver := inv.LastApprover()
	if !approver.IsPerson() {
		return nil
	}
	standing, err := w.tx.StandingAdvice(ctx, inv.ID, w.dir.currency)
	if err != nil {
		return err
	}
	var labels []*domain.Label
	for _, l := range inv.Lines {
		if l.AccountCode == "" {
			continue
		}
		label := domain.LabelOf(inv, l.Number, domain.LabelApproved, approver, event, w.at)
		label.Revision = inv.Version + 1
		for _, r := range standing {
			if r.Use != domain.UseCodeLine || r.Line != l.Number {
				continue
			}
			label.Said, label.Recommendation = r.Said(), r.ID.UUID
			if r.State == domain.AdviceAutoApplied {
				label.Trains = false
				continue
			}
			r.TurnedOut(l.AccountCode, w.at)
		}
		labels = append(labels, label)
	}
	for _, r := range standing {
		if r.State == domain.AdviceProposed {
			r.State = domain.AdviceExpired
			if err := w.tx.SaveAdvice(ctx, r); err != nil {
				return err
			}
		}
	}
	return w.tx.InsertLabels(ctx, labels)
}
