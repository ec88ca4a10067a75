package domain

import (
	"slices"
	"time"
)

// The tasks of an invoice's round, as the state changes move them. Tasks must be loaded, each with its standing
// decision.

// steps are the approval steps of the round in order.
func (i *Invoice) steps() []*Task {
	var list []*Task
	for _, t := range i.Tasks {
		if t.Kind == TaskApprove && t.Round == i.Round && t.Step != nil {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b *Task) int { return *a.Step - *b.Step })
	return list
}

// own puts task in the place of the same one among Tasks, so that a task that was loaded by itself is moved with its
// invoice. It says whether the task is among them.
func (i *Invoice) own(task *Task) bool {
	for n, t := range i.Tasks {
		if t == task || t.ID == task.ID {
			i.Tasks[n] = task
			return true
		}
	}
	return false
}

// standing are the approvals of the round that no change has voided, in order of steps.
func (i *Invoice) standing() []*Decision {
	var list []*Decision
	for _, t := range i.steps() {
		if d := t.Decision; d != nil && d.Standing && d.Outcome == DecideApprove {
			list = append(list, d)
		}
	}
	return list
}

func (t *Task) open() bool { return t.State == TaskReady || t.State == TaskPending }

func (i *Invoice) closeTasks(kind TaskKind, as TaskState) {
	for _, t := range i.Tasks {
		if t.Kind == kind && t.open() {
			t.State = as
		}
	}
}

func (i *Invoice) cancelTasks() {
	for _, t := range i.Tasks {
		if t.open() {
			t.State = TaskCancelled
		}
	}
}

// voidRound lets the standing decisions of the round fall and cancels what is open. It returns how many approvals fell.
func (i *Invoice) voidRound() int {
	fell := len(i.standing())
	for _, t := range i.steps() {
		if t.Decision != nil {
			t.Decision.Standing = false
		}
	}
	i.cancelTasks()
	return fell
}

// FixDataTask asks people to mend what stopped the invoice, because of a sentence. It belongs to the invoice's round as
// it stands; its id is the workflow's to give.
func (i *Invoice) FixDataTask(candidates []UUID, because string, at time.Time) *Task {
	return i.task(TaskFixData, candidates, because, at)
}

// ResolveTask asks people to answer a refusal of the ledger.
func (i *Invoice) ResolveTask(candidates []UUID, because string, at time.Time) *Task {
	return i.task(TaskResolve, candidates, because, at)
}

func (i *Invoice) task(kind TaskKind, candidates []UUID, because string, at time.Time) *Task {
	return &Task{
		ID: ID{Kind: NodeTask, Entity: i.ID.Entity}, Version: 1, Kind: kind, State: TaskReady, InvoiceID: i.ID.UUID,
		Round: i.Round, Because: because, CandidateIDs: slices.Clone(candidates), CreatedAt: at, Subject: i,
	}
}
