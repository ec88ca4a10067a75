package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"
)

// check is one command and the bars that its output is held against: those that it tells itself, one JSON object a line, and those
// of the figures that its benchmarks report.
type check struct {
	command []string
	figures []figure
	tells   bool   // bars of its own
	passes  string // a bar that holds when the command ends well and said a line with this beginning; "" for none
	shows   string // the name of that bar
}

// figure is what a benchmark reports in a unit, which must not be more than most. Of several runs the least counts: what else the machine
// does only ever adds.
type figure struct {
	name, benchmark, unit, in string
	most                      float64
}

// barsOf are the tables of bars by name.
var barsOf = map[string][]check{
	"reconcile": {
		{command: []string{"bin/countersign", "bench", "reconcile", "--bars", "--json"}, tells: true},
		{
			command: []string{"go", "test", "./workflow", "-run", "^$", "-bench", "Reconcile/lines=1000000$", "-benchtime=1x", "-count=3", "-timeout=60m"},
			figures: []figure{{"a million lines a side, from files to a kept and proved result, best of three", "BenchmarkReconcile/lines=1000000", "s/whole", "s", 60}},
		},
		{
			command: []string{"go", "test", "./e2e", "-run", "^$", "-bench", "ReconAPI", "-benchtime=1x", "-count=1", "-timeout=30m"},
			figures: []figure{{"10,000 lines a side through the API, from upload to finished run, best of five", "BenchmarkReconAPI", "s/best", "s", 2}},
		},
		{
			command: []string{"go", "test", "./e2e", "-run", "Crash_ARun", "-v", "-count=1", "-timeout=30m"},
			passes:  "crash: 20 kills", shows: "kill -9 in the middle of runs, 20 times: one result, nothing lost or doubled",
		},
	},
}

// bar is one promise and what was measured.
type bar struct {
	Name     string `json:"bar"`
	Wanted   string `json:"wanted"`
	Measured string `json:"measured"`
	Holds    bool   `json:"holds"`
}

// holdBars runs the checks of a table one after the other and prints it. Errors: when a bar is missed, or one was not measured.
func holdBars(ctx context.Context, table string, out io.Writer) error {
	checks, known := barsOf[table]
	if !known {
		return fmt.Errorf("there is no table of bars %q", table)
	}
	var all []bar
	for _, c := range checks {
		fmt.Fprintln(os.Stderr, strings.Join(c.command, " "))
		run := exec.CommandContext(ctx, c.command[0], c.command[1:]...) //nolint:gosec // a command of the table
		said, err := run.CombinedOutput()
		found := c.hold(said, err)
		for _, b := range found {
			if !b.Holds {
				fmt.Fprintf(os.Stderr, "%s\n", said)
				break
			}
		}
		all = append(all, found...)
	}
	return writeTable(out, all)
}

// hold is what the output of a command says of its bars. A command that failed has at least one that is missed.
func (c check) hold(said []byte, failed error) (all []bar) {
	if c.tells {
		all = toldBars(said)
	}
	for _, f := range c.figures {
		value, there := reported(said, f.benchmark, f.unit)
		one := bar{Name: f.name, Wanted: fmt.Sprintf("<= %g %s", f.most, f.in), Measured: "not measured"}
		if there {
			one.Measured, one.Holds = fmt.Sprintf("%.2f %s", value, f.in), value <= f.most && failed == nil
		}
		all = append(all, one)
	}
	if c.passes != "" {
		line := lastLine(said, c.passes)
		all = append(all, bar{Name: c.shows, Wanted: "holds", Measured: firstOf(line, "not said"), Holds: line != "" && failed == nil})
	}
	missed := false
	for _, b := range all {
		missed = missed || !b.Holds
	}
	if failed != nil && !missed {
		all = append(all, bar{Name: strings.Join(c.command, " "), Wanted: "ends well", Measured: failed.Error()})
	}
	if len(all) == 0 {
		all = append(all, bar{Name: strings.Join(c.command, " "), Wanted: "tells its bars", Measured: "told none"})
	}
	return all
}

func firstOf(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// toldBars reads the lines that are bars.
func toldBars(said []byte) (all []bar) {
	for line := range bytes.Lines(said) {
		var b bar
		if json.Unmarshal(line, &b) == nil && b.Name != "" {
			all = append(all, b)
		}
	}
	return all
}

var processors = regexp.MustCompile(`-\d+$`)

// reported is the least that a benchmark reported in a unit: "BenchmarkX-2  1  3 ns/op  5.2 s/whole".
func reported(said []byte, benchmark, unit string) (value float64, there bool) {
	for line := range bytes.Lines(said) {
		fields := strings.Fields(string(line))
		if len(fields) < 2 || processors.ReplaceAllString(fields[0], "") != benchmark {
			continue
		}
		for i := 2; i+1 < len(fields); i += 2 {
			if v, err := strconv.ParseFloat(fields[i], 64); err == nil && fields[i+1] == unit {
				if !there || v < value {
					value, there = v, true
				}
			}
		}
	}
	return value, there
}

func writeTable(out io.Writer, all []bar) error {
	missed := 0
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, b := range all {
		word := "holds"
		if !b.Holds {
			word = "MISSED"
			missed++
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", b.Name, b.Wanted, b.Measured, word)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	switch {
	case len(all) == 0:
		return errors.New("no bar was measured")
	case missed > 0:
		return fmt.Errorf("%d of %d bars are missed", missed, len(all))
	}
	return nil
}
