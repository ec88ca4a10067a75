package auditlog

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"countersign/domain"
)

// FormCSV names the form of an export as a table.
const FormCSV = "countersign-log-csv/1"

// columns are the heads of the table: what the body of an event holds by key, and the prose by its own.
var columns = []string{
	"position", "at", "kind", "entity", "subject_kind", "subject", "subject_version", "command", "actor_kind", "actor", "actor_name",
	"on_behalf_of", "on_behalf_of_name", "auth", "client_address", "authority", "rulebook", "text", "reason", "changes", "data",
	"idempotency", "request_id", "trace_id", "id", "prose", "leaf",
}

// WriteCSV writes the entries of an export as a table (RFC 4180, UTF-8) that is safe to open in a spreadsheet, and beside
// it path.manifest.json, which says what was asked for, how many rows there are, the digest, and the position of the log
// that the table is complete to. An event that is gone keeps its position and its leaf.
//
// A table proves nothing; the digest joins it to its manifest. Errors: a file that is there already; what the disk says.
func WriteCSV(path string, x Export) (m Manifest, err error) {
	if err := Unwritten(path); err != nil {
		return m, err
	}
	w := newWriter(filepath.Dir(path), FormCSV, x)
	defer func() {
		if err != nil {
			err = errors.Join(err, w.undo())
		}
	}()
	table, err := w.create(filepath.Base(path))
	if err != nil {
		return m, err
	}
	if err := errors.Join(w.rows(csv.NewWriter(table), x), w.finish(table)); err != nil {
		return m, err
	}
	text, err := w.text()
	if err != nil {
		return m, err
	}
	return w.Manifest, w.whole(filepath.Base(path)+"."+manifestFile, text)
}

// Unwritten says that neither a table nor its manifest is at path, as WriteCSV does. Errors: one is.
func Unwritten(path string) error {
	for _, name := range []string{path, path + "." + manifestFile} {
		if _, err := os.Lstat(name); err == nil {
			return fmt.Errorf("the file %s is there already: name another", name)
		}
	}
	return nil
}

func (w *writer) rows(table *csv.Writer, x Export) error {
	if err := table.Write(columns); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	cells := make([]string, len(columns))
	for entry, err := range x.Entries {
		if err != nil {
			return err
		}
		values, err := entry.values()
		if err != nil {
			return err
		}
		for i, column := range columns {
			cells[i] = domain.SafeCell(values[column])
		}
		if err := table.Write(cells); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
		w.Count++
	}
	table.Flush()
	return table.Error()
}

// values are the cells of an entry by column; numbers and lists as their JSON.
func (e *Entry) values() (map[string]string, error) {
	values := map[string]string{"position": strconv.FormatInt(e.Position, 10), "leaf": e.Leaf.String()}
	if e.Body == nil {
		return values, nil
	}
	var body map[string]json.RawMessage
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return nil, fmt.Errorf("read the body of position %d: %w", e.Position, err)
	}
	for key, value := range body {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		values[key] = text
	}
	if p := e.Prose; p != nil {
		values["actor_name"], values["on_behalf_of_name"], values["client_address"] = p.ActorName, p.OnBehalfOfName, p.ClientAddress
		values["text"], values["reason"] = p.Text, p.Reason
	}
	return values, nil
}
