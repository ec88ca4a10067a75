package connect_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

// TestCorpus_EveryRowComesOutAsExpected reads files that nobody here wrote and compares every stated figure. The files
// are not part of the repository: they lie beside the checkout or where COUNTERSIGN_CORPUS says.
func TestCorpus_EveryRowComesOutAsExpected(t *testing.T) {
	t.Parallel()
	root := corpus()
	if root == "" {
		t.Log("corpus 0/0: no files of others beside the checkout (../shared/corpus) nor in COUNTERSIGN_CORPUS; only our own fixtures were read")
		return
	}
	formats := slices.Concat([]string{"ubl", "cii", "pdf", "hostile"}, statementFormats)
	right, all := map[string]int{}, map[string]int{}
	for _, row := range rows(t, root) {
		if !slices.Contains(formats, row.format) {
			continue
		}
		all[row.format]++
		data, err := os.ReadFile(filepath.Join(root, row.file))
		require.NoError(t, err)
		fault, wrong := faults[row.file]
		if wrong {
			fault.file, fault.format, fault.kind = row.file, row.format, row.kind
			t.Logf("%s: the row is at fault, see faults", row.file)
			row = fault
		}
		problems := row.problems(connect.Inspect(row.file, bytes.NewReader(data)), data)
		if len(problems) == 0 && !wrong {
			right[row.format]++
		}
		for _, p := range problems {
			t.Errorf("%s: %s", row.file, p)
		}
	}
	var line []string
	for _, f := range formats {
		require.NotZero(t, all[f], "no row of format %s", f)
		line = append(line, fmt.Sprintf("%s %d/%d", f, right[f], all[f]))
	}
	t.Log(strings.Join(line, " "))
}

// corpus is the folder with expected.tsv, "" when there is none.
func corpus() string {
	for _, dir := range []string{os.Getenv("COUNTERSIGN_CORPUS"), filepath.Join("..", "..", "shared", "corpus")} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, "expected.tsv")); err == nil {
			return dir
		}
	}
	return ""
}

// row is one line of expected.tsv. An empty cell is not tested.
type row struct {
	file, format, kind, count, currency, total, opening string
	notes                                               map[string]string
}

func rows(t *testing.T, root string) []row {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "expected.tsv"))
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	cells, err := r.ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"file", "format", "kind", "count", "currency", "total_or_closing", "opening", "notes"}, cells[0])
	var out []row
	for _, c := range cells[1:] {
		one := row{c[0], c[1], c[2], c[3], c[4], c[5], c[6], map[string]string{}}
		for _, note := range strings.Split(c[7], ";") {
			key, value, _ := strings.Cut(note, "=")
			one.notes[key] = value
		}
		out = append(out, one)
	}
	return out
}

// problems lists what a report has other than the row.
func (r row) problems(report connect.Report, data []byte) []string {
	switch {
	case r.kind == "reject" && slices.Contains(statementFormats, r.format):
		return r.statementRejectProblems(report, data)
	case r.kind == "reject":
		return r.rejectProblems(report, data)
	case r.kind == "statement":
		return r.statementProblems(report)
	}
	if report.Error != nil {
		return []string{"refused: " + report.Error.Message}
	}
	var out []string
	differ := func(what, want, got string) {
		if want != "" && want != got {
			out = append(out, fmt.Sprintf("%s is %q, want %q", what, got, want))
		}
	}
	content, err := connect.Read(data)
	if err != nil {
		return []string{err.Error()}
	}
	d, e := report.Documents[0].(*connect.InvoiceSummary), content.Invoice
	differ("format", r.format, string(report.Format))
	differ("kind", r.kind, report.Kind)
	differ("count", r.count, strconv.Itoa(d.Lines))
	differ("currency", r.currency, text(d.Currency))
	differ("number", r.notes["number"], text(d.Number))
	differ("type", r.notes["type"], text(d.Type))
	differ("taxcurrency", r.notes["taxcurrency"], string(e.TaxCurrency))
	differ("vat_rates", r.notes["vat_rates"], r.rates(e))
	differ("attachments", r.notes["attachments"], strconv.Itoa(embedded(e)))
	differ("neg_lines", r.notes["neg_lines"], strconv.Itoa(negativeLines(e)))
	for what, amounts := range map[string]struct {
		want string
		got  *domain.Decimal
	}{
		"total":    {r.total, d.Total},
		"net":      {r.notes["net"], d.Net},
		"tax":      {r.notes["tax"], d.Tax},
		"payable":  {r.notes["payable"], d.Payable},
		"prepaid":  {r.notes["prepaid"], d.Prepaid},
		"rounding": {r.notes["rounding"], e.Totals.Rounding},
		"allow":    {r.notes["allow"], e.Totals.Allowances},
		"charge":   {r.notes["charge"], e.Totals.Charges},
	} {
		switch {
		case amounts.want == "":
		case amounts.got == nil:
			differ(what, amounts.want, "not stated")
		case amounts.got.Cmp(domain.MustDecimal(amounts.want)) != 0:
			differ(what, amounts.want, amounts.got.String())
		}
	}
	if want := r.notes["line_allowance_charge"]; want != "" {
		differ("line_allowance_charge", want, strconv.Itoa(lineAdjustments(e)))
	}
	if want := r.notes["doc_allowance_charge"]; want != "" {
		logistics, _ := strconv.Atoi(r.notes["logistics_charge"])
		differ("doc_allowance_charge", want, strconv.Itoa(len(e.Adjustments)-logistics))
	}
	return out
}

// rejectProblems accepts a refusal, and for a broken business rule a document with a blocker of that rule.
func (r row) rejectProblems(report connect.Report, data []byte) []string {
	if report.Error != nil {
		_, err := connect.Read(data)
		want, _, _ := strings.Cut(r.notes["reason"], ":")
		if got := reason(err); got != want {
			return []string{fmt.Sprintf("refused for %q, want %q", got, want)}
		}
		return nil
	}
	if strings.HasPrefix(r.notes["reason"], "business_rule") {
		for _, f := range report.Findings {
			if f.Severity == domain.SeverityBlocker && strings.Contains(r.notes["rule"], f.Rule) {
				return nil
			}
		}
	}
	return []string{"not refused, want reason " + r.notes["reason"]}
}

// rates writes the breakdown as the corpus does: each pair of rate and category once, sorted as text.
func (r row) rates(e *domain.EInvoice) string {
	var pairs []string
	for _, v := range e.VAT {
		rate := "0"
		if v.Rate != nil {
			rate = plain(*v.Rate)
		}
		if pair := rate + ":" + v.Category; !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
	}
	slices.Sort(pairs)
	return strings.Join(pairs, ",")
}

func plain(d domain.Decimal) string {
	s := d.String()
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func negativeLines(e *domain.EInvoice) int {
	n := 0
	for _, l := range e.Lines {
		if l.Quantity != nil && l.Quantity.Sign() < 0 || l.Net != nil && l.Net.Sign() < 0 {
			n++
		}
	}
	return n
}

func lineAdjustments(e *domain.EInvoice) int {
	n := 0
	for _, l := range e.Lines {
		n += len(l.Adjustments)
	}
	return n
}

// embedded counts the attachments that stand in the document, one without bytes among them.
func embedded(e *domain.EInvoice) int {
	n := 0
	for i := range e.Attachments {
		if e.Paths[fmt.Sprintf("BT-125[%d]", i+1)] != "" {
			n++
		}
	}
	return n
}

// reason is the slug in a refusal's details, "" for anything else.
func reason(err error) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	slug, _ := refusal.Details["reason"].(string)
	return slug
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
