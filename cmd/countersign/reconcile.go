package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"countersign/connect/side"
	"countersign/domain"
)

// ReconcileCmd matches the lines of files. It needs neither database nor network.
type ReconcileCmd struct {
	Left      string `required:"" type:"existingfile" placeholder:"CSV" help:"Where money moved: a bank's or card's lines."`
	Right     string `required:"" type:"existingfile" placeholder:"CSV" help:"What it settles: open items of a ledger."`
	Processor string `type:"existingfile" placeholder:"CSV" help:"What a payment processor between both says."`
	Rules     string `type:"existingfile" placeholder:"YAML" help:"Rules, fees and rates; default are the standard rules."`
	Out       string `placeholder:"CSV" help:"Write what was found, one row a line, with rule, score and reasons."`
	Workers   int    `default:"0" help:"How many work at once; 0 is one a processor. The result is the same."`
	JSON      bool   `name:"json" help:"Print one JSON object."`
}

// reconReport is what is printed of a run.
type reconReport struct {
	Lines       int                 `json:"lines"`
	Matched     int                 `json:"matchedGroups"`
	Suggested   int                 `json:"suggestedGroups"`
	Ambiguities int                 `json:"ambiguities"`
	States      map[string]int      `json:"states"` // lines
	Sums        []sumReport         `json:"sums"`
	Rules       []ruleReport        `json:"rules"`
	Limits      []limitReport       `json:"limits"` // work that was left undone
	Seconds     map[string]float64  `json:"seconds"`
	Complete    bool                `json:"complete"` // every line is in one state, and the sums tie
	InputHash   string              `json:"inputHash"`
	ResultHash  string              `json:"resultHash"`
	Out         string              `json:"out,omitempty"`
	in          []domain.ReconLine  // what it is of
	result      *domain.ReconResult // all of it
}

type sumReport struct {
	Side     domain.ReconSource `json:"side"`
	State    domain.LineState   `json:"state"`
	Lines    int                `json:"lines"`
	Sum      string             `json:"sum"` // decimal
	Currency domain.Currency    `json:"currency"`
}

type ruleReport struct {
	Name      string `json:"name"`
	Matched   int    `json:"matched"`
	Suggested int    `json:"suggested"`
}

type limitReport struct {
	Rule   string `json:"rule"`
	Bound  string `json:"bound"`
	Max    int    `json:"max"`
	Blocks int    `json:"blocks"`
}

// Run reads the sides, matches them and prints what became of the lines. Nothing is written when anything is refused.
//
// Errors: INVALID with file, line and column; a file that cannot be read or written.
func (c *ReconcileCmd) Run(ctx context.Context, k *kong.Kong) error {
	// Lines and groups live until the end, so that collecting garbage often would find little.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	report, err := c.match(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		e := json.NewEncoder(k.Stdout)
		e.SetEscapeHTML(false)
		return e.Encode(report)
	}
	return report.print(k.Stdout)
}

func (c *ReconcileCmd) match(ctx context.Context) (*reconReport, error) {
	start := time.Now()
	in, err := c.read()
	if err != nil {
		return nil, err
	}
	report := &reconReport{Seconds: map[string]float64{"read": time.Since(start).Seconds()}, Out: c.Out, in: in.Lines}
	in.Progress = func(string, int, int) error { return ctx.Err() }
	start = time.Now()
	if report.result, err = domain.Reconcile(*in); err != nil {
		return nil, fmt.Errorf("match: %w", err)
	}
	report.Seconds["match"] = time.Since(start).Seconds()
	report.count()
	if c.Out != "" {
		start = time.Now()
		if err := report.write(c.Out); err != nil {
			return nil, err
		}
		report.Seconds["write"] = time.Since(start).Seconds()
	}
	return report, nil
}

// read reads all files.
func (c *ReconcileCmd) read() (*domain.ReconInput, error) {
	in := &domain.ReconInput{Workers: c.Workers}
	for _, s := range []struct {
		file   string
		source domain.ReconSource
	}{{c.Left, domain.SourceBank}, {c.Right, domain.SourceLedger}, {c.Processor, domain.SourceProcessor}} {
		if s.file == "" {
			continue
		}
		lines, err := readSide(s.file, s.source)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.file, err)
		}
		in.Lines = append(in.Lines, lines...)
	}
	if c.Rules == "" {
		return in, nil
	}
	text, err := load(c.Rules)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Rules, err)
	}
	rules, err := side.ReadRules(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Rules, err)
	}
	in.Rules, in.Fees, in.Rates = rules.Rules, rules.Fees, rules.Rates
	return in, nil
}

func readSide(file string, source domain.ReconSource) ([]domain.ReconLine, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	var lines []domain.ReconLine
	err = side.Read(f, func(l domain.ReconLine) error {
		l.Source = source
		lines = append(lines, l)
		return nil
	})
	return lines, err
}

// count makes the figures of the report.
func (r *reconReport) count() {
	out := r.result
	r.Lines, r.States = len(out.States), map[string]int{}
	for _, t := range out.Tallies {
		r.States[string(t.State)] += t.Lines
		r.Sums = append(r.Sums, sumReport{t.Source, t.State, t.Lines, t.Sum.Amount().String(), t.Sum.Currency})
	}
	r.Rules = make([]ruleReport, len(out.Rules))
	for i := range out.Rules {
		r.Rules[i].Name = out.Rules[i].Name
	}
	for i := range out.Groups {
		if g := &out.Groups[i]; g.State == domain.GroupMatched {
			r.Rules[g.Rule].Matched++
			r.Matched++
		} else {
			r.Rules[g.Rule].Suggested++
			r.Suggested++
		}
	}
	r.Ambiguities = len(out.Ambiguities)
	r.Limits = []limitReport{}
	for _, l := range out.Limits {
		r.Limits = append(r.Limits, limitReport{out.Rules[l.Rule].Name, l.Bound, l.Max, l.Blocks})
	}
	r.Complete = out.Proof.Lines == r.Lines
	r.InputHash, r.ResultHash = hex.EncodeToString(out.InputHash[:]), hex.EncodeToString(out.ResultHash[:])
}

func (r *reconReport) print(out io.Writer) error {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "side\tstate\tlines\tsum\t")
	for _, s := range r.Sums {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s %s\t\n", s.Side, s.State, s.Lines, s.Sum, s.Currency)
	}
	fmt.Fprintln(t, "\nrule\tmatched\tsuggested\t\t")
	for _, rule := range r.Rules {
		fmt.Fprintf(t, "%s\t%d\t%d\t\t\n", printable(rule.Name), rule.Matched, rule.Suggested)
	}
	err := t.Flush()
	for _, l := range r.Limits {
		_, more := fmt.Fprintf(out, "\n%s left %d undone: more than %d %s", printable(l.Rule), l.Blocks, l.Max, l.Bound)
		err = errors.Join(err, more)
	}
	_, more := fmt.Fprintf(out, "\nAll %d lines are in one state, and the sums tie: %d groups matched, %d suggested, %d sets ambiguous.\n"+
		"%.2f s to read, %.2f s to match\nresult %s\n", r.Lines, r.Matched, r.Suggested, r.Ambiguities, r.Seconds["read"], r.Seconds["match"], r.ResultHash)
	if err = errors.Join(err, more); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
