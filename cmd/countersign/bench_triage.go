package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"countersign/ml"
)

// BenchTriageCmd holds every bar of docs/benchmark-triage.md on real ledgers, which are no part of the repository.
type BenchTriageCmd struct {
	Sets string `env:"COUNTERSIGN_DATA" default:"../shared/data" placeholder:"DIR" help:"Folder with ap-calderdale, dup-ledger, routing-rfp and log-domestic-declarations."`
	Seed uint64 `default:"1" help:"Seed of all models."`
}

// advice is one row of the table: a value, what it must reach, and whether more is better.
type advice struct {
	what        string
	value, want float64
	atLeast     bool
	note        string
}

func (b advice) holds() bool {
	if b.atLeast {
		return b.value >= b.want
	}
	return b.value <= b.want
}

// Run prints the table.
//
// Errors: a folder or file that is missing; that a bar is missed, after all rows are written.
func (b *BenchTriageCmd) Run(_ context.Context, k *kong.Kong) error {
	if _, err := os.Stat(filepath.Join(b.Sets, "ap-calderdale")); err != nil {
		return fmt.Errorf("no data sets in %s: put them there or say where they are in COUNTERSIGN_DATA", b.Sets)
	}
	var rows []advice
	for _, measure := range []func() ([]advice, error){b.coding, b.relabelling, b.duplicates, b.routing, b.closes} {
		more, err := measure()
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	return writeBars(k.Stdout, rows)
}

func writeBars(out io.Writer, rows []advice) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "WHAT\tVALUE\tBAR\tHOLDS\t")
	missed := 0
	for _, r := range rows {
		sign, holds := "<=", "holds"
		if r.atLeast {
			sign = ">="
		}
		if !r.holds() {
			holds = "MISSED"
			missed++
		}
		fmt.Fprintf(w, "%s\t%.6g\t%s %g\t%s\t%s\n", r.what, r.value, sign, r.want, holds, r.note)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	if missed > 0 {
		return fmt.Errorf("%d of %d bars missed", missed, len(rows))
	}
	return nil
}

func (b *BenchTriageCmd) replay(change func(*MLReplayCmd)) (*replayReport, error) {
	c := &MLReplayCmd{Train: filepath.Join(b.Sets, "ap-calderdale", "train.csv.gz"), Stream: filepath.Join(b.Sets, "ap-calderdale", "dev.csv.gz"),
		Label: "account", Date: "date", Vendor: "supplier_id", Targets: []float64{0.01, 0.02, 0.05}, Seed: b.Seed, RelabelShare: 1}
	change(c)
	r, err := c.replay()
	if err != nil {
		return nil, err
	}
	return r.run()
}

// coding are the bars of account coding.
func (b *BenchTriageCmd) coding() ([]advice, error) {
	r, err := b.replay(func(*MLReplayCmd) {})
	if err != nil {
		return nil, err
	}
	rows := []advice{
		{"accuracy online", r.AccuracyOnline, 0.845, true, ""},
		{"accuracy frozen", r.AccuracyFrozen, 0.80, true, ""},
		{"macro-F1", r.MacroF1, 0.50, true, ""},
		{"calibration error", r.ECE, 0.02, false, ""},
	}
	for i, want := range []float64{0.523, 0.651, 0.766} {
		rows = append(rows, advice{fmt.Sprintf("oracle coverage at %g", r.CoverageAt[i].Target), r.CoverageAt[i].Coverage, want, true, ""})
	}
	for _, p := range r.Kept {
		rows = append(rows, advice{fmt.Sprintf("realised error, %g promised, %s", p.Target, p.Period), p.RealisedError, p.Target, false, fmt.Sprintf("%d of %d lines automatic", p.N, p.Lines)})
	}
	return append(rows,
		advice{"predictions a second", r.PredictionsPerSecond, 20000, true, "of processor time"},
		advice{"seconds to learn", r.TrainSeconds, 60, false, fmt.Sprintf("of processor time, %d lines; model of %d bytes", r.TrainLines, r.ModelBytes)}), nil
}

// relabelling are the bars of automation that stops: all accounts renamed, three of ten, and accounts that swap their names.
func (b *BenchTriageCmd) relabelling() ([]advice, error) {
	var rows []advice
	for _, c := range []struct {
		what, from string
		share      float64
		swap       bool
	}{{"all renamed", "2018-06-04", 1, false}, {"three of ten renamed", "2018-03-05", 0.3, false}, {"all swapped", "2018-06-04", 1, true}} {
		r, err := b.replay(func(m *MLReplayCmd) {
			m.Targets, m.Relabel, m.RelabelShare, m.RelabelSwap = []float64{0.02}, c.from, c.share, c.swap
		})
		if err != nil {
			return nil, err
		}
		got := r.Relabelled[0]
		days := float64(got.WorkingDays)
		if got.Stopped == "" {
			days = 999 // it never stopped
		}
		rows = append(rows, advice{c.what + ": working days to the stop", days, 5, false, fmt.Sprintf("%d wrong until then", got.WrongBefore)},
			advice{c.what + ": wrong automatic lines", float64(got.Wrong), got.Bearable, false, fmt.Sprintf("of %d since the change", got.Automatic)})
	}
	return rows, nil
}

// duplicates are the bars of the search for duplicates.
func (b *BenchTriageCmd) duplicates() ([]advice, error) {
	dir := filepath.Join(b.Sets, "dup-ledger")
	bills, err := readBills(filepath.Join(dir, "invoices.csv.gz"))
	if err != nil {
		return nil, err
	}
	truth, err := readTwins(filepath.Join(dir, "truth.csv"))
	if err != nil {
		return nil, err
	}
	model, err := ml.FitDuplicates(bills, nil, b.Seed)
	if err != nil {
		return nil, fmt.Errorf("learn duplicates: %w", err)
	}
	pairs := model.Pairs(bills, 0)
	f1, cut, precision := bestCut(pairs, truth)
	typed, found := 0, 0
	for _, kind := range truth {
		if mistyped(kind) {
			typed++
		}
	}
	for _, p := range pairs[:cut] {
		if kind, ok := truth[twins(p.A.ID, p.B.ID)]; ok && mistyped(kind) {
			found++
		}
	}
	return []advice{
		{"duplicates: F1 at the best threshold", f1, 0.95, true, fmt.Sprintf("score %.3f, precision %.3f", pairs[max(cut-1, 0)].Score, precision)},
		{"duplicates: recall of mistyped numbers", float64(found) / float64(max(typed, 1)), 0.9, true, fmt.Sprintf("%d of %d", found, typed)},
	}, nil
}

func mistyped(kind string) bool { return kind == "invoice_no_typo" || kind == "typo_and_alias" }

// twins is the key of a pair, whichever comes first.
func twins(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// readTwins reads known duplicates and of which kind each is.
func readTwins(file string) (map[[2]string]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read truth: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 || len(rows[0]) != 3 {
		return nil, errors.Join(fmt.Errorf("%s is no list of id_original, id_duplicate, kind", file), err)
	}
	truth := map[[2]string]string{}
	for _, row := range rows[1:] {
		truth[twins(row[0], row[1])] = row[2]
	}
	return truth, nil
}

// bestCut is the largest F1 over all numbers of most suspicious pairs, that number, and its precision.
func bestCut(pairs []ml.Pair, truth map[[2]string]string) (f1 float64, cut int, precision float64) {
	hit := 0
	for i, p := range pairs {
		if _, ok := truth[twins(p.A.ID, p.B.ID)]; ok {
			hit++
		}
		if f := 2 * float64(hit) / float64(i+1+len(truth)); f > f1 {
			f1, cut, precision = f, i+1, float64(hit)/float64(i+1)
		}
	}
	return f1, cut, precision
}

// routing shows abstention: by these fields alone nothing may be routed without a person.
func (b *BenchTriageCmd) routing() ([]advice, error) {
	r, err := b.replay(func(m *MLReplayCmd) {
		m.Train, m.Stream = filepath.Join(b.Sets, "routing-rfp", "train.csv.gz"), filepath.Join(b.Sets, "routing-rfp", "dev.csv.gz")
		m.Label, m.Date, m.Vendor, m.Fields, m.Targets = "route", "submitted", "org", []string{"project", "task", "activity"}, []float64{0.02}
	})
	if err != nil {
		return nil, err
	}
	automatic, lines := 0, 0
	for _, p := range r.Kept {
		automatic, lines = automatic+p.N, lines+p.Lines
	}
	return []advice{
		{"routing: automatic share", float64(automatic) / float64(max(lines, 1)), 0.01, false, fmt.Sprintf("%d of %d requests", automatic, lines)},
		{"routing: accuracy of the suggestion", r.AccuracyOnline, 0.684, true, ""},
	}, nil
}
