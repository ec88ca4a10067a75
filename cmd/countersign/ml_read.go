package main

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"countersign/domain"
	"countersign/ml"
)

// sheet is a CSV file whose first row names the columns.
type sheet struct {
	file   string
	column map[string]int
	rows   [][]string
}

// readSheet reads a CSV file, compressed when its name ends in .gz.
//
// Errors: a sentence with the file's name, also when a wanted column is missing.
func readSheet(file string, wanted ...string) (*sheet, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s is not compressed by gzip: %w", file, err)
		}
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s as CSV: %w", file, err)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("%s has no lines below a header", file)
	}
	s := &sheet{file: file, column: map[string]int{}, rows: rows[1:]}
	for i, name := range rows[0] {
		s.column[name] = i
	}
	var missing []string
	for _, name := range wanted {
		if _, ok := s.column[name]; !ok {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s has no column %s", file, strings.Join(missing, ", "))
	}
	return s, nil
}

// cell is "" where the file has no such column.
func (s *sheet) cell(row int, column string) string {
	if i, ok := s.column[column]; ok {
		return s.rows[row][i]
	}
	return ""
}

// fault names a row as an editor counts it: the header is line 1.
func (s *sheet) fault(row int, err error) error {
	return fmt.Errorf("%s, line %d: %w", s.file, row+2, err)
}

// sheetColumns says how a file's columns become lines to be coded.
type sheetColumns struct {
	date   string // column; a time of day behind it is left out
	label  string
	vendor string   // column with the supplier's identity
	fields []string // further codes known at capture
	drop   []string // columns that must not be used
}

// labels are columns that people fill in when they code a line. None of them is ever a feature of another: who knows the
// account's code knows the account.
var labels = []string{"account", "department", "gl_code", "tax_code", "cost_centre", "route", "first_approver"}

// examples are the lines of a sheet, ordered by date as the file must be.
//
// Errors: a date or an amount that cannot be read, with its line; a field that is a label.
func (r sheetColumns) examples(s *sheet) ([]ml.Example, error) {
	for _, f := range r.fields {
		if slices.Contains(labels, f) || f == r.label {
			return nil, fmt.Errorf("%s is a label and cannot be a field to code by", f)
		}
	}
	used := func(row int, column string) string {
		if slices.Contains(r.drop, column) {
			return ""
		}
		return s.cell(row, column)
	}
	list := make([]ml.Example, len(s.rows))
	siblings := map[string][]int64{}
	document := func(l *ml.Line) string {
		return l.Date.String() + "\x00" + l.Vendor + "\x00" + l.Name + "\x00" + l.Number
	}
	for i := range s.rows {
		day, _, _ := strings.Cut(s.cell(i, r.date), "T")
		date, err := domain.ParseDate(day)
		if err != nil {
			return nil, s.fault(i, err)
		}
		l := ml.Line{Date: date, Vendor: used(i, r.vendor), Name: used(i, "supplier"), Number: used(i, "invoice_no"), Text: used(i, "text")}
		if text := used(i, "amount"); text != "" {
			if l.Amount, err = minorUnits(text); err != nil {
				return nil, s.fault(i, err)
			}
		}
		for _, f := range r.fields {
			l.Fields = append(l.Fields, ml.Field{Name: f, Value: used(i, f)})
		}
		if l.Number != "" {
			siblings[document(&l)] = append(siblings[document(&l)], l.Amount)
		}
		list[i] = ml.Example{Line: l, Label: s.cell(i, r.label)}
	}
	for i := range list {
		if l := &list[i].Line; l.Number != "" {
			l.Siblings = siblings[document(l)]
		}
	}
	return list, nil
}

var errAmount = errors.New("it is not an amount with a decimal point")

// minorUnits reads an amount of a measured file, rounded half away from zero to hundredths.
func minorUnits(text string) (int64, error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(f) > 1e13 || math.IsNaN(f) {
		return 0, fmt.Errorf("%q: %w", text, errAmount)
	}
	return int64(math.Round(f * 100)), nil
}
