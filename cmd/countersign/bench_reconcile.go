package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow/reconset"
)

// BenchReconcileCmd makes a ledger, a bank and a processor whose truth is known, matches them by the standard rules, and
// holds the answer against the truth.
type BenchReconcileCmd struct {
	Lines   int    `default:"100000" help:"Lines of the ledger, at least."`
	Seed    int64  `default:"1" help:"Equal seeds make equal lines."`
	Mix     string `type:"existingfile" placeholder:"FILE" help:"How often each class happens, as JSON; default is the public mix."`
	Out     string `placeholder:"DIR" help:"Also write the sides as CSV, the bank as camt.053, and the truth, for use by anyone."`
	Workers int    `default:"0" help:"How many work at once; 0 is one a processor."`
	Bars    bool   `help:"Hold every bar that needs no database, on three seeds, in other orders and with other workers; fails when one is missed."`
	JSON    bool   `name:"json" help:"One JSON object a line."`
}

// benchLines is one measured run.
type benchLines struct {
	Lines       int            `json:"lines"` // of all sides
	Seed        int64          `json:"seed"`
	Seconds     float64        `json:"seconds"` // matching alone
	CPUSeconds  float64        `json:"cpuSeconds"`
	PeakBytes   int64          `json:"peakBytes"` // of the whole process, lines included
	Score       reconset.Score `json:"score"`
	WrongRate   float64        `json:"wrongRate"`
	Automatic   float64        `json:"automaticRate"`
	Complete    bool           `json:"complete"`
	ResultHash  string         `json:"resultHash"`
	LimitsFound int            `json:"limits"`
}

// Run prints one table, or with --bars one line for each bar.
//
// Errors: a mix that is none; a directory that cannot be written; with --bars, that a bar is missed.
func (b *BenchReconcileCmd) Run(ctx context.Context, k *kong.Kong) error {
	mix := reconset.DefaultMix()
	if b.Mix != "" {
		text, err := os.ReadFile(b.Mix)
		if err != nil {
			return fmt.Errorf("read the mix: %w", err)
		}
		if mix, err = reconset.ReadMix(text); err != nil {
			return err
		}
	}
	if b.Bars {
		return b.bars(ctx, k.Stdout, mix)
	}
	o := reconset.Options{Lines: b.Lines, Seed: b.Seed, Mix: mix}
	if b.Out != "" {
		if err := writeSet(b.Out, reconset.Make(o)); err != nil {
			return err
		}
	}
	run, _, err := measure(ctx, o, b.Workers)
	if err != nil {
		return err
	}
	if b.JSON {
		return json.NewEncoder(k.Stdout).Encode(run)
	}
	return run.print(k.Stdout)
}

// measure matches a set by the standard rules and scores the answer. While it matches, nobody holds the truth: that is made anew.
func measure(ctx context.Context, o reconset.Options, workers int) (benchLines, *reconset.Set, error) {
	set := reconset.Make(o)
	set.Truth = nil
	runtime.GC()
	debug.FreeOSMemory()
	forgetPeak()
	cpu, start := cpuTime(), time.Now()
	result, err := domain.Reconcile(domain.ReconInput{Lines: set.Lines, Workers: workers, Progress: func(string, int, int) error { return ctx.Err() }})
	if err != nil {
		return benchLines{}, nil, fmt.Errorf("match %d lines: %w", len(set.Lines), err)
	}
	run := benchLines{
		Lines: len(set.Lines), Seed: o.Seed, Seconds: time.Since(start).Seconds(), CPUSeconds: (cpuTime() - cpu).Seconds(), PeakBytes: peakMemory(),
		Complete: result.Proof.Lines == len(set.Lines), ResultHash: hex.EncodeToString(result.ResultHash[:]),
	}
	for _, l := range result.Limits {
		run.LimitsFound += l.Blocks
	}
	set.Truth = reconset.Make(o).Truth
	run.Score = reconset.ScoreOf(set, answer(result))
	run.WrongRate, run.Automatic = run.Score.WrongRate(), run.Score.AutomaticRate()
	return run, set, nil
}

func answer(r *domain.ReconResult) reconset.Answer {
	a := reconset.Answer{States: r.States}
	for _, g := range r.Groups {
		if g.State == domain.GroupMatched {
			a.Matched = append(a.Matched, g.Lines)
		} else {
			a.Offered = append(a.Offered, g.Lines)
		}
	}
	return a
}

func (r benchLines) print(out io.Writer) error {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "class\tthings\tlines\tright\twrong\toffered\tmissed\t")
	for _, c := range r.Score.Classes {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", c.Class, c.Things, c.Lines, c.Right, c.Wrong, c.Offered, c.Missed)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	_, err := fmt.Fprintf(out, "\n%d lines, seed %d: %.2f %% of matchable lines automatic, %d of %d automatic groups wrong, %d ambiguous lines matched, %d lost\n"+
		"%.2f s, %.2f s of processor time, peak memory %d MB, bounds reached %d times\nresult %s\n",
		r.Lines, r.Seed, 100*r.Automatic, r.Score.WrongGroups, r.Score.Groups, r.Score.AmbiguousMatched, r.Score.Lost,
		r.Seconds, r.CPUSeconds, r.PeakBytes>>20, r.LimitsFound, r.ResultHash)
	return err
}

// The bars; RECONCILIATION.md of the design is where they come from, docs/benchmark-reconciliation.md where they are told.
const (
	barWrongRate = 1.0 / 10_000
	barAutomatic = 0.95
	barSeconds   = 3.0
	barBytes     = 1 << 30
	barLines     = 100_000   // for what is right
	barBig       = 1_000_000 // for what is fast
	barTries     = 3
)

// bar is one promise and what was measured.
type bar struct {
	Name     string `json:"bar"`
	Wanted   string `json:"wanted"`
	Measured string `json:"measured"`
	Holds    bool   `json:"holds"`
}

// bars measures three seeds and the big set, and fails when one bar is missed.
func (b *BenchReconcileCmd) bars(ctx context.Context, out io.Writer, mix reconset.Mix) error {
	var all []bar
	for _, seed := range []int64{1, 2, 3} {
		run, set, err := measure(ctx, reconset.Options{Lines: barLines, Seed: seed, Mix: mix}, 0)
		if err != nil {
			return err
		}
		name := func(what string) string { return fmt.Sprintf("%s, %d lines, seed %d", what, run.Lines, seed) }
		all = append(all,
			bar{name("wrong automatic groups"), "<= 1 in 10,000", fmt.Sprintf("%d of %d", run.Score.WrongGroups, run.Score.Groups), run.WrongRate <= barWrongRate},
			bar{name("matchable lines matched by themselves"), ">= 95 %", fmt.Sprintf("%.2f %%", 100*run.Automatic), run.Automatic >= barAutomatic},
			bar{name("ambiguous lines matched by themselves"), "0", fmt.Sprint(run.Score.AmbiguousMatched), run.Score.AmbiguousMatched == 0},
			bar{name("lines lost"), "0", fmt.Sprint(run.Score.Lost), run.Score.Lost == 0 && run.Complete})
		same, err := sameInAnyOrder(ctx, set, run.ResultHash)
		if err != nil {
			return err
		}
		all = append(all, bar{name("other orders and workers, one result"), "4 of 4", fmt.Sprintf("%d of 4", same), same == 4})
	}
	run, err := bestOf(ctx, reconset.Options{Lines: barBig, Seed: 1, Mix: mix})
	if err != nil {
		return err
	}
	all = append(all,
		bar{fmt.Sprintf("matching %d lines in memory, best of %d", run.Lines, barTries), "<= 3 s", fmt.Sprintf("%.2f s", run.Seconds), run.Seconds <= barSeconds},
		bar{fmt.Sprintf("peak memory at %d lines, most of %d", run.Lines, barTries), "<= 1,024 MB", fmt.Sprintf("%d MB", run.PeakBytes>>20), run.PeakBytes <= barBytes},
		bar{fmt.Sprintf("wrong automatic groups, %d lines", run.Lines), "<= 1 in 10,000", fmt.Sprintf("%d of %d", run.Score.WrongGroups, run.Score.Groups), run.WrongRate <= barWrongRate})
	return b.report(out, all)
}

// bestOf measures a set several times. The least time counts, since what else the machine does only ever adds to it, and the most memory.
func bestOf(ctx context.Context, o reconset.Options) (benchLines, error) {
	var best benchLines
	for try := range barTries {
		run, _, err := measure(ctx, o, 0)
		if err != nil {
			return best, err
		}
		if try > 0 {
			run.Seconds, run.PeakBytes = min(run.Seconds, best.Seconds), max(run.PeakBytes, best.PeakBytes)
		}
		best = run
	}
	return best, nil
}

func (b *BenchReconcileCmd) report(out io.Writer, all []bar) error {
	missed := 0
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, one := range all {
		word := "holds"
		if !one.Holds {
			word = "MISSED"
			missed++
		}
		if b.JSON {
			if err := json.NewEncoder(out).Encode(one); err != nil {
				return fmt.Errorf("write the bars: %w", err)
			}
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", one.Name, one.Wanted, one.Measured, word)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the bars: %w", err)
	}
	if missed > 0 {
		return fmt.Errorf("%d of %d bars are missed", missed, len(all))
	}
	return nil
}

// sameInAnyOrder is how many of four runs, each in another order and with another number of workers, come to the result.
func sameInAnyOrder(ctx context.Context, set *reconset.Set, want string) (same int, err error) {
	for i, workers := range []int{1, 2, 3, 8} {
		lines := make([]domain.ReconLine, len(set.Lines))
		for to, from := range rand.New(rand.NewPCG(uint64(i), 7)).Perm(len(lines)) {
			lines[to] = set.Lines[from]
		}
		result, err := domain.Reconcile(domain.ReconInput{Lines: lines, Workers: workers, Progress: func(string, int, int) error { return ctx.Err() }})
		if err != nil {
			return same, fmt.Errorf("match in another order: %w", err)
		}
		if hex.EncodeToString(result.ResultHash[:]) == want {
			same++
		}
	}
	return same, nil
}

// forgetPeak lets the kernel count the peak of memory anew, where it can.
func forgetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600) }

// peakMemory is the most memory that the process held since, in bytes; 0 where the kernel does not tell.
func peakMemory() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kilobytes int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); err == nil {
			return kilobytes << 10
		}
	}
	return 0
}

// cpuTime is the processor time that this process has used.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
