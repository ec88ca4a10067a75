package workflow

import (
	"context"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

const (
	// decisionsLooked bounds the past decisions that are looked at, of the entity and of the supplier.
	decisionsLooked = 200
	// approversTold is how many of those who may take a step are named, the likeliest first.
	approversTold = 5
	// approverModel names the counting, since nothing of it is learned: it is made of the decisions themselves.
	approverModel = "approvers 1"
)

// foretell says who usually takes the first step that the policy leaves to several people, and where the one who usually decides is not
// asked at all. The route stands before and is not touched: it is told beside the step, and what it says of the policy is for who writes that.
// Where little is known, or one person is asked, it says nothing.
func (s *Service) foretell(ctx context.Context, w *work, inv *domain.Invoice, route *domain.ApprovalRoute, tasks []*domain.Task) error {
	task := domain.ChoiceIn(tasks)
	if task == nil {
		return nil
	}
	policies, err := w.governedPolicies(ctx, inv.ID.Entity)
	if err != nil {
		return err
	}
	a := &advising{w: w, inv: inv, policies: policies}
	if a.policy(domain.UsePredictApprover).Silent() != "" {
		return nil
	}
	past, err := w.tx.PastDecisions(ctx, inv, task.Via, decisionsLooked)
	if err != nil {
		return err
	}
	r := s.foretold(ctx, a, route, task, past)
	if r == nil {
		return nil
	}
	r.Event = w.follow(domain.Happened("invoice.advised", inv.ID, fmt.Sprintf("1 piece of advice, on who usually takes step %d.", *task.Step)))
	return w.tx.InsertAdvice(ctx, []*domain.Recommendation{r})
}

// foretold counts past decisions; nil where nothing is worth a word, or the counting breaks.
func (s *Service) foretold(ctx context.Context, a *advising, route *domain.ApprovalRoute, task *domain.Task, past []store.PastDecision) (r *domain.Recommendation) {
	defer func() {
		if broken := recover(); broken != nil {
			s.log.ErrorContext(ctx, "a model broke", "invoice", a.inv.Key, "error", broken)
			r = nil
		}
	}()
	q := ml.Asking{Minor: a.inv.Group.Abs().Minor, At: a.w.at}
	for _, person := range task.CandidateIDs {
		q.Candidates = append(q.Candidates, person.String())
	}
	for _, person := range route.Explanation.Asked {
		q.Known = append(q.Known, person.String())
	}
	for _, e := range route.Explanation.Excluded {
		q.Known = append(q.Known, e.Person.String())
	}
	people := map[string]domain.UUID{}
	var rulings []ml.Ruling
	for _, d := range past {
		person := d.Person.String()
		if u := a.w.dir.people[d.Person]; u == nil || !u.Active {
			q.Known = append(q.Known, person) // who has left is not asked, whatever the policy says
		}
		people[person] = d.Person
		rulings = append(rulings, ml.Ruling{Item: d.Invoice.String(), Person: person, At: d.At, Minor: d.Minor, Step: d.Step, Supplier: d.Supplier, Center: d.Center})
	}
	outside := ""
	if o := ml.FindOutsider(rulings, q); o != nil {
		outside = fmt.Sprintf("%s decided %d of the last %d invoices of this supplier and is not asked by the policy.", a.w.dir.name(people[o.Person]), o.Count, o.Of)
	}
	ranked := ml.RankApprovers(rulings, q)
	r = a.recommend(domain.UsePredictApprover, 0)
	if len(ranked) == 0 || ranked[0].Confidence < r.Threshold.Suggest {
		if outside == "" {
			return nil
		}
		a.alone(r, outside)
		r.Action.Step = *task.Step
		return r
	}
	a.approvers(r, *task.Step, task.CandidateIDs, ranked)
	if outside != "" {
		r.Explanation.Summary += " " + outside
	}
	return r
}

// approvers fills in who usually takes the step, who else may, and why.
func (a *advising) approvers(r *domain.Recommendation, step int, candidates []domain.UUID, ranked []ml.Approver) {
	action := func(one ml.Approver) domain.ProposedAction {
		n := slices.IndexFunc(candidates, func(id domain.UUID) bool { return id.String() == one.Person })
		return askApprover(step, candidates[n], a.w.dir.name(candidates[n]), one.Confidence)
	}
	r.Model = approverModel
	r.Action, r.Confidence = action(ranked[0]), ranked[0].Confidence
	for _, other := range ranked[1:min(len(ranked), approversTold)] {
		r.Alternatives = append(r.Alternatives, action(other))
	}
	r.Explanation = domain.Explanation{Summary: fmt.Sprintf("%s usually takes step %d of invoices like this.", r.Action.Label, step), Reasons: []domain.AdviceReason{}}
	for _, reason := range ranked[0].Reasons {
		r.Explanation.Reasons = append(r.Explanation.Reasons, domain.AdviceReason{Sentence: reason.Sentence, Count: reason.Count, Of: reason.Of, Weight: reason.Weight})
	}
	r.Threshold.Why = "The policy decides who is asked; this only tells who of them usually decides."
}

// askApprover is what advice on a step proposes: nothing that anybody but its reader would notice.
func askApprover(step int, person domain.UUID, name string, confidence float64) domain.ProposedAction {
	return domain.ProposedAction{
		Kind: domain.ActionAskApprover, Label: name, PersonID: person, Step: step, Confidence: confidence,
		Effect: []string{"It changes nothing about who is asked: everybody whom the policy asks may still decide."},
	}
}

// mayTake says whether a person is asked in the step that the advice is about.
func mayTake(inv *domain.Invoice, r *domain.Recommendation, person domain.UUID) bool {
	return slices.ContainsFunc(inv.Tasks, func(t *domain.Task) bool {
		return t.Round == r.Round && t.Step != nil && *t.Step == r.Action.Step && slices.Contains(t.CandidateIDs, person)
	})
}

// stepTaken holds what was said of a step against who decided it. Where the policy left no choice, nothing was said.
func (w *work) stepTaken(ctx context.Context, inv *domain.Invoice, task *domain.Task, d *domain.Decision) error {
	by := d.OnBehalf.ID
	if by.IsZero() {
		by = d.ActorID
	}
	return w.eachForetold(ctx, inv, task, func(r *domain.Recommendation, step int) bool { return r.StepTaken(step, by, w.at) })
}

// stepReopened forgets what came of it, since the decision was taken back.
func (w *work) stepReopened(ctx context.Context, inv *domain.Invoice, task *domain.Task) error {
	return w.eachForetold(ctx, inv, task, func(r *domain.Recommendation, step int) bool { return r.StepReopened(step) })
}

func (w *work) eachForetold(ctx context.Context, inv *domain.Invoice, task *domain.Task, move func(*domain.Recommendation, int) bool) error {
	if task.Step == nil || len(task.CandidateIDs) < 2 {
		return nil
	}
	list, err := w.tx.ForetoldOf(ctx, inv, w.dir.currency)
	if err != nil {
		return err
	}
	for _, r := range list {
		if !move(r, *task.Step) {
			continue
		}
		if err := w.tx.SaveAdvice(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
