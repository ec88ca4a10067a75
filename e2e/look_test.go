package e2e_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/stretchr/testify/require"
)

// record is one line of a journal of the file-backed ledger.
type record struct {
	Kind, Key, Reference string
	Document             struct{ Number string }
}

// journal reads all journals of the house's ledger. A line without its end is not in the books.
func (h *house) journal() []record {
	h.t.Helper()
	files, err := filepath.Glob(filepath.Join(h.ledger, "*.jsonl"))
	require.NoError(h.t, err)
	var list []record
	for _, path := range files {
		file, err := os.Open(path)
		require.NoError(h.t, err)
		lines := bufio.NewReader(file)
		for {
			line, err := lines.ReadBytes('\n')
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(h.t, err)
			var r record
			require.NoError(h.t, json.Unmarshal(line, &r))
			list = append(list, r)
		}
		require.NoError(h.t, file.Close())
	}
	return list
}

// posted counts the documents of the ledger by the supplier's number.
func (h *house) posted() map[string]int {
	h.t.Helper()
	n := map[string]int{}
	for _, r := range h.journal() {
		if r.Kind == "post" {
			n[r.Document.Number]++
		}
	}
	return n
}

// sweep is one rule's recomputation as the verb prints it.
type sweep struct {
	Name, Rule      string
	Checked, Broken int
	Violations      []string
}

// sweeps asks the verb whether any rule was broken.
func (h *house) sweeps() (list []sweep, code int) {
	h.t.Helper()
	out, code := h.run("sweep", "--json")
	lines := json.NewDecoder(bufio.NewReader(strings.NewReader(out)))
	for lines.More() {
		var s sweep
		require.NoError(h.t, lines.Decode(&s))
		list = append(list, s)
	}
	return list, code
}

// clean fails the test when any rule was broken, or when nothing was looked at.
func (h *house) clean() {
	h.t.Helper()
	list, code := h.sweeps()
	require.NotEmpty(h.t, list)
	for _, s := range list {
		require.Zero(h.t, s.Broken, "%s: %v", s.Rule, s.Violations)
	}
	require.Zero(h.t, code)
}
