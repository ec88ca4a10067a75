package workflow

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"regexp"
	"strings"
	"time"

	"countersign/domain"
	"countersign/store"
)

// EvidenceManifest says what an answer holds, so that somebody else can ask again and compare.
type EvidenceManifest struct {
	Format      string                     `json:"format"` // "countersign-evidence/1"
	Request     int                        `json:"request"`
	Title       string                     `json:"title"`
	Objectives  []string                   `json:"objectives"`
	Parameters  []domain.EvidenceParameter `json:"parameters"`
	At          time.Time                  `json:"at"` // by the house's clock
	Rows        int                        `json:"rows"`
	Columns     []string                   `json:"columns"`
	SHA256      map[string]string          `json:"sha256"`       // of each file, in hexadecimal
	LogPosition int64                      `json:"log_position"` // the last one that the answer is complete to; -1 while none was given
	Query       string                     `json:"query"`        // the statement and what is computed besides
	Command     string                     `json:"command"`      // that repeats it
}

// FileName names a file of the answer by its extension, for example "csv".
func (e *Evidence) FileName(extension string) string {
	return EvidenceFile(e.Request.Number, extension)
}

// EvidenceFile names a file of the answer to a request by its extension.
func EvidenceFile(number int, extension string) string {
	return fmt.Sprintf("evidence-%02d.%s", number, extension)
}

// Write reads the answer and writes it as a table (RFC 4180, safe to open in a spreadsheet) and as JSON, an object a line;
// either may be nil. It holds one row at a time. Errors: those of the writers, as they are.
func (e *Evidence) Write(ctx context.Context, table, lines io.Writer) (EvidenceManifest, error) {
	return e.write(ctx, table, lines, nil)
}

func (e *Evidence) write(ctx context.Context, table, lines io.Writer, each func(cells []string)) (m EvidenceManifest, err error) {
	m = EvidenceManifest{
		Format: "countersign-evidence/1", Request: e.Request.Number, Title: e.Request.Title, Objectives: e.Request.Objective,
		Parameters: e.Parameters, At: e.At, Columns: e.Request.Columns, Query: e.query(), Command: e.Command(),
	}
	rows, objects := newDigested(table), newDigested(lines)
	sheet := csv.NewWriter(rows)
	if err := sheet.Write(m.Columns); err != nil {
		return m, err
	}
	safe := make([]string, len(m.Columns))
	err = e.read(ctx, func(size int64) error { m.LogPosition = size - 1; return nil }, func(cells []string) error {
		if len(cells) != len(safe) {
			return fmt.Errorf("evidence of request %d: %d cells under %d columns", m.Request, len(cells), len(safe))
		}
		m.Rows++
		if each != nil {
			each(cells)
		}
		for i, cell := range cells {
			safe[i] = safeCell(cell)
		}
		if lines != nil {
			if _, err := objects.WriteString(objectOf(m.Columns, cells)); err != nil {
				return err
			}
		}
		return sheet.Write(safe)
	})
	if err != nil {
		return m, err
	}
	if sheet.Flush(); sheet.Error() != nil {
		return m, sheet.Error()
	}
	if err := rows.Flush(); err != nil {
		return m, err
	}
	m.SHA256 = map[string]string{e.FileName("csv"): rows.digest()}
	if lines != nil {
		if err := objects.Flush(); err != nil {
			return m, err
		}
		m.SHA256[e.FileName("jsonl")] = objects.digest()
	}
	return m, nil
}

// Write writes it as JSON for a person.
func (m EvidenceManifest) Write(out io.Writer) error {
	text := json.NewEncoder(out)
	text.SetEscapeHTML(false)
	text.SetIndent("", "  ")
	return text.Encode(m)
}

// read hands over what the statement reads, then what is computed.
func (e *Evidence) read(ctx context.Context, began func(size int64) error, take func(cells []string) error) error {
	if err := e.house.db.EachEvidence(ctx, e.Request.Number, e.ask, began, take); err != nil || e.piece.compute == nil {
		return err
	}
	return e.piece.compute(e.house, ctx, e.ask, func(cells ...string) error { return take(cells) })
}

// query is how the rows are found, in words that can be run or read again.
func (e *Evidence) query() string {
	return strings.TrimSpace(store.EvidenceStatement(e.Request.Number) + "\n\n" + e.piece.computed)
}

// digested writes on and adds up what was written; to nil it only adds up.
type digested struct {
	*bufio.Writer
	sum hash.Hash
}

func newDigested(out io.Writer) *digested {
	sum := sha256.New()
	if out == nil {
		return &digested{bufio.NewWriter(sum), sum}
	}
	return &digested{bufio.NewWriter(io.MultiWriter(out, sum)), sum}
}

func (d *digested) digest() string { return hex.EncodeToString(d.sum.Sum(nil)) }

// number is a cell that no spreadsheet runs, though it may begin with a minus.
var number = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func safeCell(cell string) string {
	if number.MatchString(cell) {
		return cell
	}
	return domain.SafeCell(cell)
}

// objectOf is a row as a line of JSON, its keys in the order of the columns.
func objectOf(columns, cells []string) string {
	var line strings.Builder
	for i, column := range columns {
		key, _ := json.Marshal(column)     //nolint:errchkjson // a string
		value, _ := json.Marshal(cells[i]) //nolint:errchkjson // a string
		fmt.Fprintf(&line, "%c%s:%s", "{,"[min(i, 1)], key, value)
	}
	return line.String() + "}\n"
}
