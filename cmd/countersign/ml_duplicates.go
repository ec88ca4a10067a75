package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/ml"
)

// MLDuplicatesCmd looks for invoices that came in twice. It learns from the file itself and needs no labels.
type MLDuplicatesCmd struct {
	In    string  `required:"" placeholder:"CSV" help:"Invoices: id, date, supplier_id, supplier, invoice_no, amount; .gz is read too."`
	Out   string  `required:"" placeholder:"CSV" help:"Where to write the pairs: id_a, id_b, score, action hold or review."`
	Least float64 `default:"0.1" help:"Smallest score that is written, 0 to 1."`
	Seed  uint64  `default:"1" help:"Seed of the made duplicates that the model learns from."`
	JSON  bool    `name:"json" help:"Print counts as one JSON object."`
}

// duplicatesReport counts what was found.
type duplicatesReport struct {
	Invoices int     `json:"invoices"`
	Pairs    int     `json:"pairs"`
	Hold     int     `json:"hold"`
	Review   int     `json:"review"`
	Seconds  float64 `json:"seconds"` // of processor time
}

// Run writes the pairs, the most suspicious first.
//
// Errors: what cannot be read, asked or written.
func (c *MLDuplicatesCmd) Run(k *kong.Kong) error {
	if c.Least < 0 || c.Least > 1 {
		return fmt.Errorf("--least is %g; a score lies between 0 and 1", c.Least)
	}
	took := start()
	bills, err := readBills(c.In)
	if err != nil {
		return err
	}
	model, err := ml.FitDuplicates(bills, nil, c.Seed)
	if err != nil {
		return fmt.Errorf("learn from %s: %w", c.In, err)
	}
	pairs := model.Pairs(bills, c.Least)
	f, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("write pairs: %w", err)
	}
	defer f.Close()
	if err := writePairs(f, pairs); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write pairs: %w", err)
	}
	report := duplicatesReport{Invoices: len(bills), Pairs: len(pairs), Seconds: took.processor()}
	for _, p := range pairs {
		if p.Action == ml.ActionHold {
			report.Hold++
		}
	}
	report.Review = report.Pairs - report.Hold
	if c.JSON {
		return json.NewEncoder(k.Stdout).Encode(report)
	}
	_, err = fmt.Fprintf(k.Stdout, "%d invoices, %d pairs: %d held, %d to review\n", report.Invoices, report.Pairs, report.Hold, report.Review)
	return err
}

// readBills reads invoices.
//
// Errors: a missing column, a date or an amount that cannot be read, with its line.
func readBills(file string) ([]ml.Bill, error) {
	s, err := readSheet(file, "id", "date", "supplier_id", "supplier", "invoice_no", "amount")
	if err != nil {
		return nil, err
	}
	list := make([]ml.Bill, len(s.rows))
	for i := range s.rows {
		b := ml.Bill{ID: s.cell(i, "id"), Vendor: s.cell(i, "supplier_id"), Name: s.cell(i, "supplier"), Number: s.cell(i, "invoice_no")}
		if b.Date, err = domain.ParseDate(s.cell(i, "date")); err != nil {
			return nil, s.fault(i, err)
		}
		if b.Amount, err = minorUnits(s.cell(i, "amount")); err != nil {
			return nil, s.fault(i, err)
		}
		list[i] = b
	}
	return list, nil
}

func writePairs(out io.Writer, pairs []ml.Pair) error {
	w := csv.NewWriter(out)
	rows := [][]string{{"id_a", "id_b", "score", "action"}}
	for _, p := range pairs {
		rows = append(rows, []string{p.A.ID, p.B.ID, strconv.FormatFloat(p.Score, 'f', 6, 64), string(p.Action)})
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("write pairs: %w", err)
	}
	return nil
}
