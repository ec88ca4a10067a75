package domain

import "time"

// StepTaken holds whom the recommendation named against the person in whose right a step was decided, and says whether it was about that
// step. It is over then, unless somebody answered it.
func (r *Recommendation) StepTaken(step int, by UUID, at time.Time) bool {
	if r.Use != UsePredictApprover || r.Action.Kind != ActionAskApprover || r.Action.Step != step || r.State == AdviceSuperseded {
		return false
	}
	r.Outcome, r.OutcomeAt = OutcomeWrong, &at
	if r.Action.PersonID == by {
		r.Outcome = OutcomeRight
	}
	if r.State == AdviceProposed {
		r.State = AdviceExpired
	}
	return true
}

// StepReopened takes back what StepTaken said, since the decision was taken back, and says whether it was about that step.
func (r *Recommendation) StepReopened(step int) bool {
	if r.Use != UsePredictApprover || r.Action.Step != step || r.Outcome == OutcomeUnknown {
		return false
	}
	r.Outcome, r.OutcomeAt = OutcomeUnknown, nil
	if r.State == AdviceExpired {
		r.State = AdviceProposed
	}
	return true
}

// ChoiceIn is the first open step among the tasks of a route that the policy leaves to more than one person, nil when there is none.
func ChoiceIn(tasks []*Task) *Task {
	for _, t := range tasks {
		if t.Step != nil && t.Kind == TaskApprove && len(t.CandidateIDs) > 1 && (t.State == TaskReady || t.State == TaskPending) {
			return t
		}
	}
	return nil
}
