package masterdata

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"countersign/domain"
)

// Caps. A file that passes them is small enough to be held whole.
const (
	MaxRows       = 200_000 // records below the header
	MaxCellChars  = 10_000
	maxColumns    = 200
	maxViolations = 1_000 // kept; nobody mends more than these in one go
)

// table is a file as rows and named columns, before any cell is understood.
type table struct {
	delimiter rune
	columns   map[string]int // position by name
	broken    domain.Violations
	more      int // violations beyond those kept
}

// add keeps a fault of a cell, or of a whole line when column is "".
func (t *table) add(line int, column, rule, format string, args ...any) {
	if len(t.broken) == maxViolations {
		t.more++
		return
	}
	place := fmt.Sprintf("row %d", line)
	if column != "" {
		place += ", column " + column
	}
	t.broken.Add(place, rule, "Row %d%s: %s", line, inColumn(column), fmt.Sprintf(format, args...))
}

func inColumn(column string) string {
	if column == "" {
		return ""
	}
	return ", " + column
}

// Err is nil when nothing was wrong, else one INVALID refusal that carries every fault.
func (t *table) Err() error {
	if t.more > 0 {
		t.broken = append(t.broken, domain.Violation{Field: "file", Rule: "more", Message: fmt.Sprintf("There are %d more faults.", t.more)})
	}
	return t.broken.Err()
}

// each reads the file and hands over every record that has as many cells as the header. The cells belong to the caller
// until the next call.
func (t *table) each(text []byte, kind domain.MasterDataKind, take func(r *row)) {
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = t.delimiter, -1, true
	header, err := in.Read()
	if err != nil {
		t.unreadable(err)
		return
	}
	if !t.header(header, kind) {
		return
	}
	width, count, filled := len(header), 0, 0
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.unreadable(err)
			return
		}
		line, _ := in.FieldPos(0)
		if count++; count > MaxRows {
			t.add(line, "", "rows", "the file has more than %d records.", MaxRows)
			return
		}
		if blank(cells) {
			continue
		}
		filled++
		if len(cells) != width {
			t.add(line, "", "cells", "it has %d cells, the header has %d.", len(cells), width)
			continue
		}
		take(&row{table: t, line: line, cells: cells, kind: kind})
	}
	if filled == 0 {
		t.add(1, "", "empty", "there is no record below the header.")
	}
}

// header finds the columns and names each that is unknown, missing or there twice.
func (t *table) header(cells []string, kind domain.MasterDataKind) bool {
	before := len(t.broken)
	required, optional := Columns(kind)
	known := slices.Concat(required, optional)
	if len(cells) > maxColumns {
		t.add(1, "", "columns", "it has %d columns; the limit is %d.", len(cells), maxColumns)
		return false
	}
	t.columns = map[string]int{}
	for i, cell := range cells {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(cell)), " ", "_")
		switch _, twice := t.columns[name]; {
		case !slices.Contains(known, name):
			t.add(1, cut(name), "unknown", "there is no such column; %s has %s.", kind, strings.Join(known, ", "))
		case twice:
			t.add(1, name, "twice", "the column stands there twice.")
		default:
			t.columns[name] = i
		}
	}
	for _, name := range required {
		if _, there := t.columns[name]; !there {
			t.add(1, name, "missing", "the column is missing.")
		}
	}
	return len(t.broken) == before
}

func (t *table) unreadable(err error) {
	var fault *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		t.add(1, "", "empty", "the file is empty.")
	case errors.As(err, &fault):
		t.add(fault.Line, "", "quotes", "a quotation mark stands where none may, or is not closed.")
	default:
		t.add(1, "", "format", "the file cannot be read as CSV.")
	}
}

// delimiterOf is the sign that stands most often in the header line outside of quotation marks: a comma, a semicolon or
// a tab. A file of one column has none, and any does.
func delimiterOf(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	count := map[rune]int{}
	quoted := false
	for _, c := range string(line) {
		switch c {
		case '"':
			quoted = !quoted
		case ',', ';', '\t':
			if !quoted {
				count[c]++
			}
		}
	}
	best := ','
	for _, c := range []rune{';', '\t'} {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// cut shortens what a file says before it is repeated to a person.
func cut(text string) string {
	if utf8.RuneCountInString(text) <= 40 {
		return text
	}
	return string([]rune(text)[:40]) + "…"
}
