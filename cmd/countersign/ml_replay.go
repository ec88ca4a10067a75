package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"countersign/domain"
)

// MLReplayCmd measures account coding, or the coding of any other label, on files. The same files and seed give the same figures, but
// for the times.
type MLReplayCmd struct {
	Train   string    `required:"" placeholder:"CSV" help:"Coded lines to learn from, ordered by date; .gz is read too."`
	Stream  string    `required:"" placeholder:"CSV" help:"Coded lines to walk through: each day is predicted, then learned."`
	Label   string    `default:"account" help:"Column to predict. Other labels are never used as features."`
	Date    string    `default:"date" help:"Column with the date of capture."`
	Targets []float64 `default:"0.01,0.02,0.05" help:"Promised shares of errors among automatic lines."`
	Vendor  string    `default:"supplier_id" help:"Column that identifies the supplier."`
	Fields  []string  `help:"Further columns known at capture, such as order or entity."`
	Drop    []string  `help:"Columns that must not be used."`
	Audit   float64   `default:"0.05" help:"Share of automatic lines that a person still sees, 0.02 to 0.05."`
	Seed    uint64    `default:"1" help:"Seed of model and audit sample."`

	Relabel      string  `placeholder:"DATE" help:"Rename labels of the stream from this date on, to see automation stop."`
	RelabelShare float64 `default:"1" help:"Share of the labels that is renamed."`
	RelabelSwap  bool    `help:"Give each renamed label the name of another one instead of a new name."`

	JSON bool `name:"json" help:"One JSON object."`
}

// Run prints the figures. While the stream runs, automation may stop itself; twenty working days later a person promotes it again,
// as soon as what was confirmed since supports a threshold.
//
// Errors: what cannot be read or asked.
func (c *MLReplayCmd) Run(k *kong.Kong) error {
	r, err := c.replay()
	if err != nil {
		return err
	}
	report, err := r.run()
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(k.Stdout).Encode(report)
	}
	return report.write(k.Stdout)
}

// replay reads the files.
func (c *MLReplayCmd) replay() (*replay, error) {
	how := sheetColumns{date: c.Date, label: c.Label, vendor: c.Vendor, fields: c.Fields, drop: c.Drop}
	r := &replay{use: c.Label, targets: c.Targets, audit: c.Audit, seed: c.Seed, change: relabelling{share: c.RelabelShare, swap: c.RelabelSwap}}
	if c.Relabel != "" {
		var err error
		if r.change.from, err = domain.ParseDate(c.Relabel); err != nil {
			return nil, fmt.Errorf("--relabel: %w", err)
		}
	}
	for file, into := range map[string]*[]example{c.Train: &r.train, c.Stream: &r.stream} {
		s, err := readSheet(file, append([]string{c.Date, c.Label}, c.Fields...)...)
		if err != nil {
			return nil, err
		}
		if *into, err = how.examples(s); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *replayReport) write(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %d learned before, %d walked through\n", r.Use, r.TrainLines, r.Lines)
	fmt.Fprintf(&b, "accuracy     %.4f frozen, %.4f online; top three %.4f; macro-F1 %.4f; calibration error %.4f\n",
		r.AccuracyFrozen, r.AccuracyOnline, r.Top3, r.MacroF1, r.ECE)
	for _, c := range r.CoverageAt {
		fmt.Fprintf(&b, "oracle       %.4f of lines at %g errors\n", c.Coverage, c.Target)
	}
	for _, p := range r.Kept {
		fmt.Fprintf(&b, "promised %-4g %s: %d of %d lines automatic (%.4f), errors %.4f\n", p.Target, p.Period, p.N, p.Lines, p.Coverage, p.RealisedError)
	}
	for _, s := range r.Stops {
		fmt.Fprintf(&b, "stopped      %s at %g: %s %s\n", s.Date, s.Target, s.Cause, s.Reason)
	}
	for _, c := range r.Relabelled {
		fmt.Fprintf(&b, "relabelled   at %g: stopped %s after %d working days, %d wrong before; %d automatic since the change, %d wrong, %.0f bearable\n",
			c.Target, orDash(c.Stopped), c.WorkingDays, c.WrongBefore, c.Automatic, c.Wrong, c.Bearable)
	}
	fmt.Fprintf(&b, "model        %s, %d bytes; %.1f s of processor time to learn (%.1f s by the clock), %.0f predictions a second\n",
		r.Model, r.ModelBytes, r.TrainSeconds, r.TrainClockSeconds, r.PredictionsPerSecond)
	if _, err := io.WriteString(out, b.String()); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
