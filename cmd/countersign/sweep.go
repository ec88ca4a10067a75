package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"countersign/store"
)

// sweepShown is how many broken rows of a rule are named in the terminal; --json has up to twenty.
const sweepShown = 3

// SweepCmd recomputes from the rows themselves that no rule of the house was broken. It changes nothing, and may run
// beside servers.
type SweepCmd struct {
	JSON bool `name:"json" help:"One JSON object per rule and line."`
}

// Run prints every rule with how many rows it looked at and how many break it, and the equation of approvals and postings
// with its numbers. With a ledger, from --ledger or the demo's
// own, it also compares the ledger's documents with the postings.
//
// Errors: when any rule is broken.
func (s *SweepCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	database, err := c.reachable()
	if err != nil {
		return err
	}
	ledger, err := c.reachableLedger()
	if err != nil {
		return err
	}
	db, service, err := c.open(ctx, newLog(os.Stderr, firstWord(c.LogLevel, "warn")), plan{database: database, ledger: ledger})
	if err != nil {
		return err
	}
	defer db.Close()
	results, err := service.Sweep(ctx)
	if err != nil {
		return err
	}
	write := writeSweeps
	if s.JSON {
		write = writeSweepsJSON
	}
	if err := write(k.Stdout, results); err != nil {
		return err
	}
	return sweepVerdict(results)
}

func writeSweepsJSON(out io.Writer, results []store.Sweep) error {
	lines := json.NewEncoder(out)
	for _, r := range results {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func writeSweeps(out io.Writer, results []store.Sweep) error {
	t := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "SWEEP\tCHECKED\tBROKEN\tMS\tRULE")
	for _, r := range results {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%s\n", r.Name, r.Checked, r.Broken, r.Ms, r.Rule)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, r := range results {
		if r.Sum != "" {
			fmt.Fprintln(out, r.Sum)
		}
	}
	for _, r := range results {
		for _, row := range r.Violations[:min(len(r.Violations), sweepShown)] {
			fmt.Fprintf(out, "broken: %s: %s\n", row, r.Rule)
		}
	}
	return nil
}

// sweepVerdict is an error when any rule is broken.
func sweepVerdict(results []store.Sweep) error {
	var rules, rows int64
	for _, r := range results {
		if rows += r.Broken; r.Broken > 0 {
			rules++
		}
	}
	if rules == 0 {
		return nil
	}
	if rules == 1 && rows == 1 {
		return errors.New("1 row breaks 1 rule")
	}
	return fmt.Errorf("%d rows break %d of %d rules", rows, rules, len(results))
}
