package workflow

import (
	"context"
	"fmt"
	"math"

	"countersign/domain"
	"countersign/ml"
)

// NextActions are what the caller may do next about an approval that waits for them, the most worth first: let it go on, settle
// a doubt that advice raises, or send it back. Of what the caller may not do none is told. The subject's Used, Tasks and
// Advice must be loaded.
func (s *Service) NextActions(ctx context.Context, t *domain.Task) ([]*domain.NextAction, error) {
	list := []*domain.NextAction{}
	if t.Kind != domain.TaskApprove || t.State != domain.TaskReady || t.Subject == nil {
		return list, nil
	}
	answers, err := s.CanTask(ctx, t, []domain.Action{domain.ApproveInvoice})
	if err != nil || !answers[0].Allowed {
		return list, err
	}
	ahead, doubts := aheadOf(t)
	for i, n := range ml.NextOf(ahead, s.now()) {
		a := &domain.NextAction{Worth: domain.NewMoney(n.Gain, t.Subject.Group.Currency)}
		switch n.Kind {
		case ml.NextAccept:
			a.Kind, a.Label, a.Effect = "APPROVE", "Approve it", approvingDoes(t, doubts)
		case ml.NextLook:
			d := doubts[n.Doubt]
			a.Kind, a.Label, a.Advice = "LOOK", lookAt(d), d
			a.Effect = []string{fmt.Sprintf("A chance of %.1f %% that %s is lost is settled before money goes.", 100*d.Confidence, d.Risk.Abs())}
		case ml.NextSendBack:
			a.Kind, a.Label = "RETURN", "Return it to who entered it"
			a.Effect = []string{"It is likelier wrong than not. Who entered it mends it or says why it is right; it waits meanwhile."}
		}
		if i == 0 && !math.IsNaN(n.Turn) {
			a.WouldChange = wouldTurn(n, doubts)
		}
		list = append(list, a)
	}
	return list, nil
}

// aheadOf is an approval in money, and the advice that speaks against it.
func aheadOf(t *domain.Task) (ml.Ahead, []*domain.Recommendation) {
	inv := t.Subject
	stake := domain.Stake{Worth: inv.Group}
	a := ml.Ahead{Waiting: ml.Waiting{ID: t.ID.String(), Arrived: t.CreatedAt, AtRisk: inv.Group.Abs().Minor, LateFee: stake.LateFee()}}
	if t.DueAt != nil {
		a.Due = *t.DueAt
	}
	if saving, until := inv.DiscountInGroup(); saving != 0 {
		a.Saving, a.Until = max(saving, -saving), until.AddDays(1).Time()
	}
	var doubts []*domain.Recommendation
	for _, r := range inv.Advice {
		if r.Doubts() {
			doubts = append(doubts, r)
			a.Doubts = append(a.Doubts, ml.Doubt{Chance: r.Confidence, AtRisk: r.Risk.Minor})
		}
	}
	return a, doubts
}

func lookAt(r *domain.Recommendation) string {
	switch r.Action.Kind {
	case domain.ActionReviewDuplicate:
		return "Compare it with its twin"
	case domain.ActionCheckSupplier:
		return "Check who the supplier is"
	default:
		return fmt.Sprintf("Decide where line %d is booked", r.Line)
	}
}

func approvingDoes(t *domain.Task, doubts []*domain.Recommendation) []string {
	inv := t.Subject
	does := []string{fmt.Sprintf("%s goes on its way.", inv.Group.Abs())}
	if d := inv.Discount; d != nil {
		does = append(does, fmt.Sprintf("The discount of %s is kept until %s.", d.Worth, d.Until))
	}
	for _, d := range doubts {
		does = append(does, fmt.Sprintf("What advice says against it is not looked into: %s, %.1f %%.", d.Action.Label, 100*d.Confidence))
	}
	return does
}

// wouldTurn says from which chance on, or below which, another thing would come first.
func wouldTurn(n ml.Next, doubts []*domain.Recommendation) string {
	turn := fmt.Sprintf("%.1f %%", 100*n.Turn)
	switch {
	case n.Kind == ml.NextLook:
		return fmt.Sprintf("Below a chance of %s approving would come first.", turn)
	case n.Kind == ml.NextSendBack:
		return fmt.Sprintf("Below a chance of %s that it is wrong, nobody would be asked to return it.", turn)
	case len(doubts) > 0:
		return fmt.Sprintf("From a chance of %s on, looking into the doubt would come first.", turn)
	default:
		return fmt.Sprintf("A doubt about all of it from a chance of %s on would come first.", turn)
	}
}
