package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// SweepDaily sweeps and keeps the result: an event that says what was looked at, and one open case for each rule that is
// broken. A rule that is still broken the next day brings its case up to date and opens no other. It is for the clock.
func (s *Service) SweepDaily(ctx context.Context) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	results, err := s.Sweep(ctx)
	if err != nil {
		return err
	}
	c := command{name: "sweepDaily", about: domain.EntityNode(0)}
	return s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{}, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, swept(results)); err != nil {
			return err
		}
		for _, r := range results {
			if r.Broken > 0 {
				if err := s.openSweepCase(ctx, w, r); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// swept is what a sweep found, as an event.
func swept(results []store.Sweep) domain.Event {
	var rows, broken, rules, ms int64
	for _, r := range results {
		rows, broken, ms = rows+r.Checked, broken+r.Broken, ms+r.Ms
		if r.Broken > 0 {
			rules++
		}
	}
	return domain.Happened("sweep.finished", domain.EntityNode(0), fmt.Sprintf("The daily sweep held %d rules against the rows: %s.",
		len(results), map[bool]string{true: "all hold", false: fmt.Sprintf("%d rows break %d of them", broken, rules)}[broken == 0])).
		With("rules", len(results)).With("rows", rows).With("broken", broken).With("ms", ms)
}

// openSweepCase opens the case of a rule, or brings the open one up to date.
func (s *Service) openSweepCase(ctx context.Context, w *work, r store.Sweep) error {
	title := fmt.Sprintf("%s: %s", plural(int(r.Broken), "row"), r.Rule)
	evidence := fmt.Sprintf("%d of %d rows break the rule of the sweep %q: %s.\n%s", r.Broken, r.Checked, r.Name, r.Rule, strings.Join(r.Violations, "\n"))
	twin := domain.UUIDOf("sweep", r.Rule).String()
	found, err := w.tx.OpenCase(ctx, 0, domain.CaseSweep, twin)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		_, err = s.openCase(ctx, w, &domain.Case{
			ID: domain.ID{Kind: domain.NodeCase}, Category: domain.CaseSweep, Twin: twin, Title: title, Evidence: evidence, DueAt: w.at.Add(caseTime),
		})
		return err
	case err != nil || found.Evidence == evidence:
		return err
	}
	found.Title, found.Evidence, found.UpdatedAt = title, evidence, w.at
	w.follow(domain.Happened("case.updated", found.ID, found.Key+": "+title).AtVersion(found.Version + 1))
	return w.tx.SaveCase(ctx, found)
}
