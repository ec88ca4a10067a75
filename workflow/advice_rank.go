package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/ml"
)

// rankOf says why a task stands where it stands in an inbox; nil outside of one.
func rankOf(t *domain.Task, now time.Time) *domain.TaskRank {
	s := t.Stake
	if s == nil {
		return nil
	}
	worth := s.Worth.Abs()
	waiting := ml.Waiting{
		ID: t.ID.String(), Arrived: t.CreatedAt, Pinned: s.Pinned, Problem: s.Chance, AtRisk: worth.Minor, LateFee: s.LateFee(), Saving: s.Discount.Abs().Minor,
	}
	if s.DueAt != nil {
		waiting.Due = *s.DueAt
	}
	if !s.Until.IsZero() {
		waiting.Until = s.Until.AddDays(1).Time()
	}
	ranked := ml.Rank([]ml.Waiting{waiting}, now)[0]
	rank := &domain.TaskRank{
		Score: domain.NewMoney(ranked.Loss, worth.Currency), Probability: s.Chance, AtRisk: worth, Pinned: s.Pinned, Reasons: []domain.RankReason{},
	}
	for _, p := range ranked.Parts {
		amount, of := domain.NewMoney(p.Money, worth.Currency), domain.NewMoney(p.Of, worth.Currency)
		rank.Reasons = append(rank.Reasons, domain.RankReason{Kind: string(p.Kind), Amount: amount, Sentence: rankSentence(p.Kind, p.Share, of, s, now)})
	}
	return rank
}

func rankSentence(kind ml.PartKind, share float64, of domain.Money, s *domain.Stake, now time.Time) string {
	switch kind {
	case ml.PartLate:
		if s.DueAt.Before(now) {
			return fmt.Sprintf("It is late, which costs about %s.", of)
		}
		return fmt.Sprintf("It is due within %s; being late costs about %s.", plural(int(s.DueAt.Sub(now).Hours()/24)+1, "day"), of)
	case ml.PartDiscount:
		return fmt.Sprintf("A discount of %s lapses after %s.", of, s.Until)
	default:
		if s.Chance <= domain.UsualChance {
			return fmt.Sprintf("Nothing is known against it; of %s, %.1f %% is lost as a rule.", of, 100*share)
		}
		return fmt.Sprintf("A chance of %.1f %% that %s is lost: advice says that something may be wrong.", 100*share, of)
	}
}

// PinTask puts a task first in the caller's own inbox, or takes that back. It moves nobody else's.
//
// Errors: NOT_FOUND when it does not wait for the caller.
func (s *Service) PinTask(ctx context.Context, in domain.PinTaskInput) (domain.ID, error) {
	task := in.ID
	c := command{name: "pinTask", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &task}
	return task, s.change(ctx, c, func(w *work) error {
		if !w.scope.Sees(in.ID.Entity) || in.ID.Kind != domain.NodeTask {
			return domain.Refuse(domain.CodeNotFound, "There is no such task, or you may not see it.")
		}
		permit, err := s.gate.Allow(w.actor, domain.ViewInvoice, domain.Facts{Kind: domain.NodeTask, Entity: in.ID.Entity, ID: in.ID.UUID}, w.at)
		if err != nil {
			return err
		}
		at, did := &w.at, "put a task first in their inbox"
		if !in.Pinned {
			at, did = nil, "took a task from the first place of their inbox"
		}
		if err := w.tx.PinTask(ctx, in.ID, w.actor.ID, at); err != nil {
			return err
		}
		_, _, err = w.record(ctx, permit, domain.Happened("task.pinned", in.ID, actorName(w.actor)+" "+did+".").With("pinned", in.Pinned))
		return err
	})
}
