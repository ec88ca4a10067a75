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
	data, err := load(file)
	if err != nil {
		return connect.Refused(file, err)
	}
	return connect.Inspect(file, data)
}

// load reads a regular file of at most connect.MaxBytes.
func load(file string) ([]byte, error) {
	// A pipe would make Open wait for a writer, so look first.
	switch info, err := os.Stat(file); {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, domain.Refuse(domain.CodeInvalid, "It is not a regular file.")
	case info.Size() > connect.MaxBytes:
		return nil, domain.Refuse(domain.CodeInvalid, "It has %d bytes; the limit is %d.", info.Size(), connect.MaxBytes)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, connect.MaxBytes+1)) // it may grow; the readers refuse one byte too many
	if err != nil {
		return nil, unreadable(err)
	}
	return data, nil
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
		if _, err := fmt.Fprintf(out, textRow, r.Format, r.Kind, short(d.Number, 20), short(d.Issued, 10),
			amount(d.Total), amount(d.Payable), short(d.Currency, 3), d.Lines, r.File); err != nil {
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
