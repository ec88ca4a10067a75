package connect_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"countersign/connect"
	"countersign/domain"
)

// statementFormats are the formats of the corpus whose rows are bank statements.
var statementFormats = []string{"camt", "mt940", "bai2", "ofx", "csv"}

// faults are rows that we do not follow, each with what the file says instead and why. They do not count as right.
var faults = map[string]row{
	// The sign 1A, which ends a DOS file, stands before the fourth message. The row's reading overlooks that message, and
	// so books 250.00 of the account 1325.76.155 on the account 3462.483.153. Read apart, all four agree with themselves.
	"mt940/zilverline/two_accounts.txt": {
		count: "3", currency: "EUR", total: "2666.37|352.84|5000.00|238.00", opening: "9265.12|352.84|5000.00|-12.00",
		notes: map[string]string{"messages": "4", "reconciles": "yes"},
	},
}

// statementProblems lists what a report on statements has other than the row.
func (r row) statementProblems(report connect.Report) []string {
	if report.Error != nil {
		return []string{"refused: " + report.Error.Message}
	}
	var out []string
	differ := func(what, want, got string) {
		if want != "" && want != got {
			out = append(out, fmt.Sprintf("%s is %q, want %q", what, got, want))
		}
	}
	var statements []*connect.StatementSummary
	entries, pending, reversals := 0, 0, 0
	verdict := "yes"
	for _, d := range report.Documents {
		s := d.(*connect.StatementSummary)
		statements = append(statements, s)
		entries, pending, reversals = entries+s.Entries, pending+s.Pending, reversals+s.Reversals
		if s.Reconciles != nil && !*s.Reconciles {
			verdict = "no"
		}
		differ("currency", r.currency, text(s.Currency))
	}
	differ("format", r.format, string(report.Format))
	differ("kind", "statement", report.Kind)
	differ("count", r.count, strconv.Itoa(entries))
	differ("closing", r.total, amounts(r.total, statements, func(s *connect.StatementSummary) *domain.Decimal { return s.Closing }))
	differ("opening", r.opening, amounts(r.opening, statements, func(s *connect.StatementSummary) *domain.Decimal { return s.Opening }))
	want, _, _ := strings.Cut(r.notes["reconciles"], "(")
	differ("reconciles", want, verdict)
	differ("statements", r.notes["statements"], strconv.Itoa(len(statements)))
	differ("messages", r.notes["messages"], strconv.Itoa(len(statements)))
	differ("reversals", r.notes["reversals"], strconv.Itoa(reversals))
	differ("not_booked", r.notes["not_booked"], strconv.Itoa(pending))
	return out
}

// amounts writes one amount a statement as the corpus does. Amounts that are equal to the wanted ones are written as
// these are, so that 0 and 0.00 are one.
func amounts(want string, statements []*connect.StatementSummary, of func(*connect.StatementSummary) *domain.Decimal) string {
	wanted := strings.Split(want, "|")
	var out []string
	for i, s := range statements {
		d := of(s)
		switch {
		case d == nil:
			out = append(out, "")
		case i < len(wanted) && wanted[i] != "" && d.Cmp(domain.MustDecimal(wanted[i])) == 0:
			out = append(out, wanted[i])
		default:
			out = append(out, d.String())
		}
	}
	return strings.Join(out, "|")
}

// statementRejectProblems accepts a refusal for the reason that the row names, of a file that nobody could know for a
// statement also the refusal of its format, and of a lenient row any reading.
func (r row) statementRejectProblems(report connect.Report, data []byte) []string {
	if _, lenient := r.notes["lenient_ok"]; lenient && report.Error == nil {
		return nil
	}
	if report.Error == nil {
		return []string{"not refused, want reason " + r.notes["reason"]}
	}
	_, err := connect.ReadStatements(bytes.NewReader(data), domain.StatementVisitor{})
	want, _, _ := strings.Cut(r.notes["reason"], ":")
	if got := reason(err); got != want && (want != "malformed" || got != "unknown_format") {
		return []string{fmt.Sprintf("refused for %q, want %q", got, want)}
	}
	return nil
}
