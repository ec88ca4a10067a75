package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"countersign/domain"
	"countersign/store"
)

// jobReconciliation is the kind of a run's job.
const jobReconciliation = "reconciliation"

const (
	// maxRounds is how often a run begins again because people or imports changed the account meanwhile.
	maxRounds = 5
	// maxAttempts is how often a run is taken up whose worker vanished or could not end it.
	maxAttempts = 100
)

// RunReconciliation asks for the open lines of an account to be matched.
//
// Errors: NOT_FOUND; FORBIDDEN without RECON_MATCH there; WRONG_STATE while the account is being reconciled.
func (s *Service) RunReconciliation(ctx context.Context, in domain.RunReconInput) (*domain.Job, error) {
	var job domain.Job
	c := command{name: "runReconciliation", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &job}
	return &job, s.change(ctx, c, func(w *work) error {
		account, permit, err := s.lockReconAccount(ctx, w, in.AccountID)
		if err != nil {
			return err
		}
		begun, under, err := s.beginRun(ctx, w, account, permit, "PERSON")
		if err != nil {
			return err
		}
		if under != nil {
			return domain.Refuse(domain.CodeWrongState, "This account is being reconciled since %s; wait for that run, or stop it.",
				under.StartedAt.Format("15:04:05")).With("state", under.State).With("run", under.ID)
		}
		job = *begun
		return nil
	})
}

// lockReconAccount locks an account that the actor may see, with the permit for matching its lines. Whoever holds it is alone in
// changing its lines and what became of them.
func (s *Service) lockReconAccount(ctx context.Context, w *work, id domain.ID) (*domain.ReconAccount, permit, error) {
	if id.Kind != domain.NodeReconAccount || w.actor.IsPerson() && !s.reconScope(w.actor, w.at).Sees(id.Entity) {
		return nil, permit{}, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	account, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
	if err != nil {
		return nil, permit{}, err
	}
	facts := account.Facts()
	allowed, err := s.allowOn(ctx, w, domain.MatchLines, &facts)
	if err == nil {
		err = account.NotClosed()
	}
	return account, allowed, err
}

// beginRun keeps a run that waits for a worker, with its job; under is the run that is under way instead.
func (s *Service) beginRun(ctx context.Context, w *work, account *domain.ReconAccount, permit permit, trigger string) (job *domain.Job, under *domain.ReconRun, err error) {
	entity := account.ID.Entity
	job = &domain.Job{
		ID: domain.ID{Kind: domain.NodeJob, Entity: entity, UUID: domain.NewUUID(w.at)}, Version: 1, Kind: jobReconciliation, Title: account.Name,
		State: domain.JobQueued, Stage: "waiting", ActorID: w.actor.ID, CreatedAt: w.at, UpdatedAt: w.at,
	}
	run := &domain.ReconRun{
		ID: domain.ID{Kind: domain.NodeReconRun, Entity: entity, UUID: domain.NewUUID(w.at)}, AccountID: account.ID.UUID, JobID: job.ID.UUID,
		Trigger: trigger, StartedAt: w.at,
	}
	standard := &domain.MatchRuleSet{
		ID:    domain.ID{Kind: domain.NodeRuleSet, Entity: entity, UUID: domain.NewUUID(w.at)},
		Rules: domain.StandardRules(account.Kind), Why: "The standard rules of this kind of account.",
	}
	if under, err = w.tx.BeginRun(ctx, run, standard); err != nil || under != nil {
		return nil, under, err
	}
	job.ResultID = run.ID
	event := domain.Happened("reconciliation.asked", account.ID, fmt.Sprintf("%s asked for %s to be reconciled.", actorName(w.actor), account.Name)).
		With("run", run.ID).With("job", job.ID).With("rules", run.RuleSetNo)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return nil, nil, err
	}
	w.enqueue(domain.RunReconciliation{Entity: entity, Run: run.ID.UUID, Job: job.ID.UUID, Attempt: 1})
	return job, nil, w.tx.InsertJob(ctx, job)
}

// Reconcile carries out a run that was asked for, in the name of who asked, with the rights that they have now. It ends with
// everything kept or nothing. Any number of workers may be told to: one takes the run, and it is taken from a worker that
// was not seen for lease. The same lines and rules give the same result, however often it is begun.
func (s *Service) Reconcile(ctx context.Context, task domain.RunReconciliation, lease time.Duration) error {
	run, err := s.db.TakeRun(ctx, domain.ID{Kind: domain.NodeReconRun, Entity: task.Entity, UUID: task.Run}, s.now(), lease)
	if err != nil || run == nil {
		return err
	}
	asker, err := s.runActor(ctx, run)
	if err != nil {
		return err
	}
	held, leave := context.WithCancelCause(domain.WithActor(ctx, asker))
	seen := make(chan struct{})
	go func() { defer close(seen); s.beSeen(held, leave, run, lease) }()
	err = s.rounds(held, run)
	lost := store.Lost(err) || store.Lost(context.Cause(held))
	leave(nil)
	<-seen
	switch {
	case err == nil:
		return nil
	case lost: // somebody else's by now, or nobody's: there is nothing to repeat
		return nil
	case refusalOf(err) == nil && !isIncomplete(err) && run.Attempt < maxAttempts: // ours or the database's: somebody tries again
		if left := s.db.LeaveRun(context.WithoutCancel(ctx), run); left != nil {
			return errors.Join(err, left)
		}
		return err
	}
	return errors.Join(s.failRun(context.WithoutCancel(ctx), run, err), ours(err))
}

// ours is an error that nobody but us can mend, so that the log of jobs has it; nil for refusals.
func ours(err error) error {
	if refusalOf(err) != nil {
		return nil //nolint:nilerr // a refusal is told in the run's own row
	}
	return river.JobCancel(err)
}

// runActor is who asked for a run: a person with the rights they have now, else the house's clock.
func (s *Service) runActor(ctx context.Context, run *domain.ReconRun) (domain.Actor, error) {
	asker := systemActor(ctx, "clock")
	jobs, err := s.db.JobsByID(ctx, domain.ScopeOf(run.ID.Entity), []domain.ID{{Kind: domain.NodeJob, Entity: run.ID.Entity, UUID: run.JobID}})
	if err != nil {
		return asker, err
	}
	dir, err := s.fresh(ctx)
	if err != nil {
		return asker, err
	}
	for _, j := range jobs {
		if p := dir.people[j.ActorID]; p != nil {
			asker = domain.Actor{Kind: domain.ActorPerson, ID: p.ID.UUID, Name: p.Name}
		}
	}
	asker.Auth, asker.RequestID = domain.AuthJob, "job:"+run.JobID.String()
	return asker, nil
}

// beSeen says every quarter of a lease that the worker is alive, and ends its work once the run is no longer its own.
func (s *Service) beSeen(ctx context.Context, leave context.CancelCauseFunc, run *domain.ReconRun, lease time.Duration) {
	tick := time.NewTicker(max(lease/4, 50*time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		held, err := s.db.SeeRun(ctx, run, s.now())
		if err == nil && !held && ctx.Err() == nil {
			leave(store.LostRun())
			return
		}
	}
}

// rounds runs until what was read still stands when it is kept.
func (s *Service) rounds(ctx context.Context, run *domain.ReconRun) error {
	for range maxRounds {
		err := s.round(ctx, run)
		if !store.Moved(err) {
			return err
		}
	}
	return domain.Refuse(domain.CodeStale, "Lines or matches of the account changed %d times while it was reconciled; run it again when it is quieter.", maxRounds)
}

// failRun says that a run came to nothing, and why. Nothing else of it is kept.
func (s *Service) failRun(ctx context.Context, run *domain.ReconRun, cause error) error {
	problem := "Something went wrong on our side; nothing was changed."
	if refusal := refusalOf(cause); refusal != nil {
		problem = refusal.Message
	} else if isIncomplete(cause) {
		problem = "The result was not complete, so nothing was changed: " + cause.Error() + "."
	}
	s.log.ErrorContext(ctx, "a run of reconciliation failed", "run", run.ID.String(), "error", cause)
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	err := s.change(ctx, command{name: "runReconciliation", entity: run.ID.Entity, about: run.ID}, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.MatchLines, runFacts(run), w.at)
		if err != nil {
			return err
		}
		event := domain.Happened("reconciliation.failed", run.ID, "The run came to nothing: "+problem).AtVersion(run.Version + 1)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		ended := *run
		ended.State, ended.Problem, ended.EndedAt = domain.JobFailed, &problem, &w.at
		if err := w.tx.EndRun(ctx, &ended); err != nil {
			return err
		}
		return w.endRunJob(ctx, run, domain.JobFailed, 0, problem)
	})
	if store.Lost(err) {
		return nil
	}
	return err
}

// endRunJob says what came of a run's job; problem is "" when it ended well.
func (w *work) endRunJob(ctx context.Context, run *domain.ReconRun, state domain.JobState, lines int, problem string) error {
	j, err := w.tx.JobForUpdate(ctx, domain.ID{Kind: domain.NodeJob, Entity: run.ID.Entity, UUID: run.JobID})
	if err != nil {
		return err
	}
	j.State, j.Stage, j.UpdatedAt = state, "done", w.at
	switch state {
	case domain.JobDone:
		j.Done, j.Total = lines, &lines
	case domain.JobCancelled:
		j.Stage = "stopped"
	default:
		j.Stage, j.Failed, j.Error = "failed", 1, &problem
	}
	w.follow(domain.Happened("job.ended", j.ID, "The work ended.").With("result", run.ID))
	return w.tx.SaveJob(ctx, j)
}

func runFacts(run *domain.ReconRun) domain.Facts {
	return domain.Facts{Kind: domain.NodeReconRun, Entity: run.ID.Entity, ID: run.ID.UUID, Linked: []domain.UUID{run.AccountID}}
}

// ResumeRuns asks for runs to be taken up whose worker was not seen for lease, and says how many. Asking twice is safe.
func (s *Service) ResumeRuns(ctx context.Context, lease time.Duration) (int, error) {
	lost, err := s.db.LostRuns(ctx, s.now().Add(-lease))
	if err != nil || len(lost) == 0 {
		return 0, err
	}
	params := make([]river.InsertManyParams, len(lost))
	for i, run := range lost {
		params[i] = river.InsertManyParams{
			Args:       domain.RunReconciliation{Entity: run.ID.Entity, Run: run.ID.UUID, Job: run.JobID, Attempt: run.Attempt + 1},
			InsertOpts: &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: max(lease, time.Second)}},
		}
	}
	_, err = s.queue.InsertMany(ctx, params)
	if err != nil {
		return 0, fmt.Errorf("ask for lost runs: %w", err)
	}
	return len(lost), nil
}

// CancelJob stops a run of reconciliation; nothing of it is kept. Whoever may reconcile the account may stop it. The version is
// not compared: a job moves on by itself while somebody decides to stop it.
//
// Errors: NOT_FOUND; FORBIDDEN; WRONG_STATE when it has ended, or for work that is over in seconds and cannot be stopped.
func (s *Service) CancelJob(ctx context.Context, in domain.ActInput) (*domain.Job, error) {
	var job domain.Job
	c := command{name: "cancelJob", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &job}
	return &job, s.change(ctx, c, func(w *work) error {
		if in.ID.Kind != domain.NodeJob || !s.reconScope(w.actor, w.at).Sees(in.ID.Entity) {
			return domain.Refuse(domain.CodeNotFound, "There is no such job, or you may not see it.")
		}
		run, err := w.tx.RunOfJob(ctx, in.ID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			if j, err := w.tx.JobForUpdate(ctx, in.ID); err == nil {
				return domain.Refuse(domain.CodeWrongState, "This work cannot be stopped; it is over in seconds.").With("state", j.State)
			}
		}
		if err != nil {
			return err
		}
		facts := runFacts(run)
		permit, err := s.allowOn(ctx, w, domain.MatchLines, &facts)
		if err != nil {
			return err
		}
		if run.State != domain.JobRunning {
			return domain.Refuse(domain.CodeWrongState, "This run has ended; what it did can be undone match by match.").With("state", run.State)
		}
		event := domain.Happened("reconciliation.stopped", run.ID, actorName(w.actor)+" stopped the run.").AtVersion(run.Version + 1)
		if in.Reason != nil {
			event = event.Because(*in.Reason)
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		run.State, run.EndedAt = domain.JobCancelled, &w.at
		if err := w.tx.EndRun(ctx, run); err != nil {
			return err
		}
		if err := w.endRunJob(ctx, run, domain.JobCancelled, 0, ""); err != nil {
			return err
		}
		stopped, err := w.tx.JobForUpdate(ctx, in.ID)
		if err == nil {
			job = *stopped
		}
		return err
	})
}
