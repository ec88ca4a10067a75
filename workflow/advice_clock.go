package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// expireAdvice ends advice that nobody decided in time. What it doubted weighs no more in inboxes.
func (s *Service) expireAdvice(ctx context.Context) error {
	due, err := s.db.DueAdvice(ctx, s.now(), tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(id domain.ID) error { return s.endAdvice(ctx, id) })
}

func (s *Service) endAdvice(ctx context.Context, id domain.ID) error {
	c := command{name: "endAdvice", entity: id.Entity, about: id}
	return s.change(ctx, c, func(w *work) error {
		about, err := w.tx.InvoiceOfAdvice(ctx, id)
		if err != nil {
			return err
		}
		inv, err := w.lockInvoice(ctx, about, 0)
		if err != nil {
			return err
		}
		advice, err := w.tx.AdviceForUpdate(ctx, id, w.dir.currency)
		if err != nil {
			return err
		}
		event, ended := advice.Expire(w.at)
		if !ended {
			return store.Rollback() // decided or replaced meanwhile
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveAdvice(ctx, advice); err != nil {
			return err
		}
		if err := w.tx.WeighTasks(ctx, inv); err != nil {
			return err
		}
		return w.save(ctx, inv)
	})
}
