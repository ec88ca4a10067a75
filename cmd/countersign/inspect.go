package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"countersign/connect"
	"countersign/domain"
)

// InspectCmd shows what files hold and which business rules they break. It needs neither database nor network.
type InspectCmd struct {
	JSON  bool     `help:"Write one line of JSON per file."`
	Files []string `arg:"" name:"file" help:"Files to read; the format is found by content."`
}

// Run writes one report per file as it goes, so that any number of files needs the memory of one.
//
// Errors: a count of the refused files, after all reports are written; a failure to write.
func (c *InspectCmd) Run(k *kong.Kong) error { return inspect(k.Stdout, c.JSON, c.Files) }

func inspect(out io.Writer, asJSON bool, files []string) error {
	write := writeText
	if asJSON {
		write = writeJSON
	} else if _, err := fmt.Fprintf(out, textRow, "FORMAT", "KIND", "NUMBER", "ISSUED", "TOTAL", "PAYABLE", "CUR", "LINES", "FILE"); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	refused := 0
	for _, file := range files {
		report := inspectFile(file)
		if report.Error != nil {
			refused++
		}
		if err := write(out, report); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d files refused", refused, len(files))
	}
	return nil
}

func inspectFile(file string) connect.Report {
	f, err := open(file)
	if err != nil {
		return connect.Refused(file, err)
	}
	defer f.Close()
	return connect.Inspect(file, reading{f})
}

// open opens a regular file.
func open(file string) (*os.File, error) {
	// A pipe would make Open wait for a writer, so look first.
	switch info, err := os.Stat(file); {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, domain.Refuse(domain.CodeInvalid, "It is not a regular file.")
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadable(err)
	}
	return f, nil
}

// load reads a regular file of at most connect.MaxBytes.
func load(file string) ([]byte, error) {
	f, err := open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(reading{f}, connect.MaxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > connect.MaxBytes:
		return nil, domain.Refuse(domain.CodeInvalid, "It has more than %d bytes, the limit.", connect.MaxBytes)
	}
	return data, nil
}

// reading is a file whose errors do not repeat its name.
type reading struct{ file *os.File }

func (r reading) Read(p []byte) (int, error) {
	n, err := r.file.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unreadable(err)
	}
	return n, err
}

// unreadable drops the path from an error of package os: the report names the file already.
func unreadable(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return domain.Refuse(domain.CodeInvalid, "It cannot be read: %s.", err)
}

func writeJSON(out io.Writer, r connect.Report) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

const textRow = "%-6s %-10s %-20s %-10s %14s %14s %-3s %5v  %s\n"

func writeText(out io.Writer, r connect.Report) error {
	if r.Error != nil {
		_, err := fmt.Fprintf(out, textRow+"       %s %s\n", "-", "refused", "", "", "", "", "", "", r.File, r.Error.Code, printable(r.Error.Message))
		return err
	}
	for _, d := range r.Documents {
		if err := writeDocument(out, r, d); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		values := ""
		if f.Stated != "" || f.Expected != "" {
			values = fmt.Sprintf(" (stated %s, expected %s)", orDash(f.Stated), orDash(f.Expected))
		}
		if _, err := fmt.Fprintf(out, "       %-7s %-9s %-11s %s%s\n", f.Severity, f.Rule, f.Field, printable(f.Message), printable(values)); err != nil {
			return err
		}
	}
	return nil
}

func writeDocument(out io.Writer, r connect.Report, document connect.Summary) error {
	switch d := document.(type) {
	case *connect.InvoiceSummary:
		_, err := fmt.Fprintf(out, textRow, r.Format, r.Kind, short(d.Number, 20), short(d.Issued, 10),
			amount(d.Total), amount(d.Payable), short(d.Currency, 3), d.Lines, r.File)
		return err
	case *connect.StatementSummary:
		_, err := fmt.Fprintf(out, textRow+"       account %s, from %s, opening %s, sum %s, closing %s, %d pending, %d reversals: %s\n",
			r.Format, r.Kind, short(d.Number, 20), short(d.To, 10), amount(d.Closing), "", short(d.Currency, 3), d.Entries, r.File,
			short(d.Account, 40), short(d.From, 10), amount(d.Opening), amount(d.Sum), amount(d.Closing), d.Pending, d.Reversals,
			balance(d))
		return err
	}
	return fmt.Errorf("no text for %T", document)
}

// balance says whether a statement's figures agree.
func balance(d *connect.StatementSummary) string {
	switch {
	case d.Reconciles == nil:
		return "a balance is not stated"
	case *d.Reconciles:
		return "reconciles"
	}
	return "DOES NOT RECONCILE"
}

// short cuts a text to width letters; what is not stated is a dash.
func short(s *string, width int) string {
	if s == nil {
		return "-"
	}
	text := printable(*s)
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:width-1]) + "…"
}

// printable keeps text from a file from steering the terminal.
func printable(s string) string {
	clean := []rune(s)
	for i, r := range clean {
		if r < ' ' || r >= 0x7F && r < 0xA0 {
			clean[i] = ' '
		}
	}
	return string(clean)
}

func amount(d *domain.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
