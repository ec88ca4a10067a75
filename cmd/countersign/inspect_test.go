package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
)

const (
	sample = "../../connect/ubl/testdata/invoice.xml"
	note   = "../../connect/ubl/testdata/credit-note.xml"
)

func TestInspect_WritesOneLineOfJSONPerFile(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.xml")
	data, err := os.ReadFile(sample)
	require.NoError(t, err)
	data = bytes.Replace(data, []byte(`<cbc:PayableAmount currencyID="EUR">200.40`), []byte(`<cbc:PayableAmount currencyID="EUR">2000.40`), 1)
	require.NoError(t, os.WriteFile(broken, data, 0o600))

	var out strings.Builder
	require.EqualError(t, inspect(&out, true, []string{sample, "no/such.xml", broken, note}), "1 of 4 files refused")
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Len(t, lines, 4)
	require.Equal(t, `{"file":"`+sample+`","format":"ubl","kind":"invoice","documents":[{"number":"HB-2031-0042","type":"380",`+
		`"currency":"EUR","issued":"2031-03-14","due":"2031-04-13","net":"220.00","tax":"26.44","total":"246.44","payable":"200.40",`+
		`"prepaid":"46.00","lines":3,"seller":"Halden Beschläge GmbH","buyer":"Närke Verkstad AB"}],"findings":[]}`, lines[0])
	require.Equal(t, `{"file":"no/such.xml","error":{"code":"INVALID","message":"It cannot be read: no such file or directory."}}`, lines[1])
	require.Equal(t, `[{"rule":"BR-CO-16","severity":"BLOCKER","field":"BT-115","message":"The amount due is not the total with VAT`+
		` less what was prepaid plus rounding.","stated":"2000.40","expected":"200.40"}]`, member(t, lines[2], "findings"))
	require.Contains(t, lines[3], `"prepaid":null`)
	require.Equal(t, `"creditnote"`, member(t, lines[3], "kind"))
}

func member(t *testing.T, line, key string) string {
	t.Helper()
	var object map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(line), &object))
	return string(object[key])
}

func TestInspect_WritesATableForPeople(t *testing.T) {
	t.Parallel()
	hostile := filepath.Join(t.TempDir(), "hostile.xml")
	require.NoError(t, os.WriteFile(hostile, []byte("<!DOCTYPE a>"), 0o600))
	var out strings.Builder
	require.Error(t, inspect(&out, false, []string{sample, hostile}))
	lines := strings.Split(out.String(), "\n")
	require.Equal(t, []string{"FORMAT", "KIND", "NUMBER", "ISSUED", "TOTAL", "PAYABLE", "CUR", "LINES", "FILE"}, strings.Fields(lines[0]))
	require.Equal(t, []string{"ubl", "invoice", "HB-2031-0042", "2031-03-14", "246.44", "200.40", "EUR", "3", sample}, strings.Fields(lines[1]))
	require.Contains(t, lines[2], "refused")
	require.Contains(t, lines[3], "INVALID The document has a document type definition")
}

func TestInspect_KeepsAFileFromSteeringTheTerminal(t *testing.T) {
	t.Parallel()
	require.Equal(t, " [31mred [0m  x", printable("\x1b[31mred\x1b[0m\n\u009bx"))
	name := "a\u0007b"
	require.Equal(t, "a b", short(&name, 10))
	require.Equal(t, "a…", short(&name, 2))
	require.Equal(t, "-", short(nil, 2))
}

func TestInspect_RefusesWhatIsNoFileOrTooBig(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	big := filepath.Join(dir, "big.xml")
	require.NoError(t, os.WriteFile(big, nil, 0o600))
	require.NoError(t, os.Truncate(big, connect.MaxBytes+1)) // sparse: it takes no room
	require.Equal(t, "It is not a regular file.", inspectFile(dir).Error.Message)
	require.Equal(t, "It has more than 33554432 bytes, the limit.", inspectFile(big).Error.Message)
	require.Equal(t, "It is not a regular file.", inspectFile(os.DevNull).Error.Message)
}

// TestInspect_WritesAsItGoes shows that thousands of files need no more than one at a time.
func TestInspect_WritesAsItGoes(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	files := make([]string, 3000)
	for i := range files {
		files[i] = note
	}
	done := make(chan error, 1)
	go func() {
		err := inspect(w, true, files)
		_ = w.Close()
		done <- err
	}()
	first := make([]byte, 10)
	_, err := io.ReadFull(r, first) // the rest is not written yet: nobody reads it
	require.NoError(t, err)
	select {
	case <-done:
		t.Fatal("all reports were made before the first was read")
	default:
	}
	rest, err := io.ReadAll(r)
	require.NoError(t, err)
	require.NoError(t, <-done)
	require.Equal(t, 3000, bytes.Count(rest, []byte("\n")))
}
