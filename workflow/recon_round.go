package workflow

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"countersign/domain"
	"countersign/store"
)

// incompleteError ends a run whose result does not account for every line.
type incompleteError struct{ what string }

func (e *incompleteError) Error() string { return e.what }

func isIncomplete(err error) bool {
	var incomplete *incompleteError
	return errors.As(err, &incomplete)
}

// round reads, matches, keeps and proves, once.
func (s *Service) round(ctx context.Context, run *domain.ReconRun) error {
	p := &progress{s: s, run: run}
	if err := p.say(ctx, "reading", 0, 0); err != nil {
		return err
	}
	account, rules, err := s.runOf(ctx, run)
	if err != nil {
		return err
	}
	open, err := s.db.OpenLines(ctx, account.ID, func(read int) error { return p.say(ctx, "reading", read, 0) })
	if err != nil {
		return err
	}
	total := len(open.Lines)
	p.reported = time.Time{}
	if err := p.say(ctx, "matching", 0, total); err != nil {
		return err
	}
	in, err := s.matching(ctx, account, open.Lines, rules.Rules)
	if err != nil {
		return err
	}
	in.Progress = func(stage string, done, of int) error {
		return p.say(ctx, "matching: "+stage, done*total/max(of, 1), total)
	}
	result, err := domain.Reconcile(in)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case refusalOf(err) == nil && !errors.As(err, new(*pausedError)):
		return &incompleteError{err.Error()}
	default:
		return err
	}
	found, err := gatherOutcome(run, account, open, result)
	if err != nil {
		return err
	}
	p.reported = time.Time{}
	if err := p.say(ctx, "keeping and proving", total, total); err != nil {
		return err
	}
	return s.keepRun(ctx, run, account, open, result, found)
}

// runOf is the account and the rules of a run.
func (s *Service) runOf(ctx context.Context, run *domain.ReconRun) (*domain.ReconAccount, *domain.MatchRuleSet, error) {
	id := domain.ID{Kind: domain.NodeReconAccount, Entity: run.ID.Entity, UUID: run.AccountID}
	accounts, err := s.db.ReconAccountsByID(ctx, domain.ScopeOf(run.ID.Entity), []domain.ID{id})
	if err != nil {
		return nil, nil, err
	}
	sets, err := s.db.RuleSets(ctx, []domain.ID{id})
	if err != nil {
		return nil, nil, err
	}
	for _, set := range sets {
		if set.Number == run.RuleSetNo && len(accounts) == 1 {
			return accounts[0], set, nil
		}
	}
	return nil, nil, fmt.Errorf("the account or the rules of run %s are gone", run.ID)
}

// sayEvery is how often progress is told: more often costs more than anybody sees.
const sayEvery = 400 * time.Millisecond

// progress tells how far a run is.
type progress struct {
	s        *Service
	run      *domain.ReconRun
	reported time.Time
}

// pausedError is an error of telling progress, which ends the matching and is none of it.
type pausedError struct{ cause error }

func (e *pausedError) Error() string { return e.cause.Error() }
func (e *pausedError) Unwrap() error { return e.cause }

// say writes the stage into the job's row and tells who watches it. Errors: when the run is no longer the worker's.
func (p *progress) say(ctx context.Context, stage string, done, total int) error {
	if ctx.Err() != nil {
		return &pausedError{context.Cause(ctx)}
	}
	now := time.Now()
	if now.Sub(p.reported) < sayEvery {
		return nil
	}
	p.reported = now
	id := domain.ID{Kind: domain.NodeJob, Entity: p.run.ID.Entity, UUID: p.run.JobID}
	err := p.s.change(ctx, command{name: "runReconciliation", entity: id.Entity, about: id}, func(w *work) error {
		permit, err := p.s.gate.Allow(w.actor, domain.MatchLines, domain.Facts{Kind: domain.NodeJob, Entity: id.Entity, ID: id.UUID}, w.at)
		if err != nil {
			return err
		}
		j, err := w.tx.JobForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if j.State != domain.JobQueued && j.State != domain.JobRunning {
			return store.LostRun()
		}
		j.State, j.Stage, j.Done, j.UpdatedAt = domain.JobRunning, stage, done, w.at
		if total > 0 {
			j.Total = &total
		}
		if _, _, err := w.record(ctx, permit, domain.Happened("job.moved", id, fmt.Sprintf("%s: %s.", j.Title, stage)).AtVersion(j.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveJob(ctx, j)
	})
	if err != nil {
		return &pausedError{err}
	}
	return nil
}

// keepRun writes what a run found in one transaction, proves in the database that nothing was lost, and ends the run; all of
// it or nothing. Errors: Moved when the account changed since it was read; Lost; incompleteError.
func (s *Service) keepRun(ctx context.Context, run *domain.ReconRun, account *domain.ReconAccount, open *store.OpenLines, result *domain.ReconResult, found *outcome) error {
	return s.change(ctx, command{name: "runReconciliation", entity: run.ID.Entity, about: run.ID}, func(w *work) error {
		if _, err := w.tx.ReconAccountForUpdate(ctx, account.ID, 0); err != nil {
			return err
		}
		if err := w.tx.CheckUnchanged(ctx, account.ID, open.Changes); err != nil {
			return err
		}
		facts := runFacts(run)
		permit, err := s.allowOn(ctx, w, domain.MatchLines, &facts)
		if err != nil {
			return err
		}
		ended := *run
		found.describe(&ended, result, w.at)
		event := domain.Happened("reconciliation.ended", run.ID, ended.Story(account.Name)).AtVersion(run.Version+1).
			With("account", account.ID).With("lines", ended.Lines).With("groups", len(found.Groups)).With("rules", run.RuleSetNo).
			With("inputHash", *ended.InputHash).With("resultHash", *ended.ResultHash).With("attempt", run.Attempt)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.ReadWhole(ctx); err != nil {
			return err
		}
		kept, err := w.tx.Kept(ctx, account.ID, domain.DateOf(w.at))
		if err != nil {
			return err
		}
		if err := w.tx.ClearClaims(ctx, account.ID); err != nil {
			return err
		}
		before, err := w.tx.CountSides(ctx, account.ID)
		if err != nil {
			return err
		}
		if err := s.openCauses(ctx, w, account, open, result, found, kept); err != nil {
			return err
		}
		if err := w.proposeEntries(ctx, account, found); err != nil {
			return err
		}
		found.At = w.at
		if err := w.tx.KeepOutcome(ctx, &found.RunOutcome); err != nil {
			return err
		}
		if err := s.settleCases(ctx, w, account, slices.Collect(maps.Values(kept)), domain.ResolvedMatched); err != nil {
			return err
		}
		if ended.Proof, err = w.prove(ctx, account, open, result, before); err != nil {
			return err
		}
		if !slices.Equal(ended.Proof.States, found.tallies) {
			return &incompleteError{"the states that are stored are not those that were found"}
		}
		if err := w.tx.ReconChanged(ctx, account.ID); err != nil {
			return err
		}
		if err := w.tx.EndRun(ctx, &ended); err != nil {
			return err
		}
		return w.endRunJob(ctx, run, domain.JobDone, ended.Lines, "")
	})
}

// hexOf is a digest in hexadecimal.
func hexOf(sum [32]byte) *string {
	text := hex.EncodeToString(sum[:])
	return &text
}
