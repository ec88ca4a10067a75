package domain_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

var update = flag.Bool("update", false, "write the manual's table anew")

const manual = "../docs/einvoice-rules.md"

// checkedIDs are the rules that the code can report, here and in the readers.
func checkedIDs(t *testing.T) []string {
	t.Helper()
	return rulesIn(t, "einvoice_rules*.go", "../connect/xmldoc/*.go", "../connect/ubl/*.go", "../connect/cii/*.go")
}

// standardIDs are the rules of EN 16931-1:2017+A1:2019 under their ids in the CEN validation artefacts. Numbers in
// between are of no rule.
func standardIDs() []string {
	var ids []string
	add := func(prefix string, numbers ...int) {
		for _, n := range numbers {
			ids = append(ids, fmt.Sprintf("%s%02d", prefix, n))
		}
	}
	span := func(prefix string, first, last int) {
		for n := first; n <= last; n++ {
			add(prefix, n)
		}
	}
	span("BR-", 1, 33)
	span("BR-", 36, 38)
	span("BR-", 41, 57)
	span("BR-", 61, 65)
	span("BR-CO-", 3, 26)
	add("BR-DEC-", 1, 2, 5, 6, 23, 24, 25, 27, 28)
	span("BR-DEC-", 9, 20)
	add("BR-CL-", 1, 3, 4, 5, 6, 7, 8, 10, 11)
	span("BR-CL-", 13, 26)
	for _, group := range vatGroups {
		ids = append(ids, tenOf(group)...)
	}
	span("BR-IC-", 11, 12)
	span("BR-O-", 11, 14)
	span("BR-B-", 1, 2)
	return ids
}

// TestManual_ShowsTheRulesThatTheCodeChecks holds the table of docs/einvoice-rules.md to the code, or writes it.
func TestManual_ShowsTheRulesThatTheCodeChecks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(manual)
	require.NoError(t, err)
	head, rest, found := strings.Cut(string(text), "-update`; the test fails when it is not what the code does. -->\n")
	require.True(t, found)
	shown, tail, found := strings.Cut(rest, "\n## Decided in part\n")
	require.True(t, found)
	if *update {
		whole := head + "-update`; the test fails when it is not what the code does. -->\n" + checkedTable(t) + "\n## Decided in part\n" + tail
		require.NoError(t, os.WriteFile(manual, []byte(whole), 0o600))
		return
	}
	require.Equal(t, checkedTable(t), shown)
}

// checkedTable has a row for each severity with its reason, gravest first.
func checkedTable(t *testing.T) string {
	t.Helper()
	type row struct {
		claimed, other domain.Severity
		why            string
	}
	var order []row
	rules := map[row][]string{}
	for _, id := range checkedIDs(t) {
		var r row
		r.claimed, r.other, r.why = domain.SeverityOf(id)
		if rules[r] == nil {
			order = append(order, r)
		}
		rules[r] = append(rules[r], id)
	}
	rank := func(s domain.Severity) int { return slices.Index([]domain.Severity{blocker, warning, info}, s) }
	slices.SortStableFunc(order, func(a, b row) int { return 3*(rank(a.claimed)-rank(b.claimed)) + rank(a.other) - rank(b.other) })
	var out strings.Builder
	out.WriteString("\n| EN 16931 | other | why | rules |\n|---|---|---|---|\n")
	for _, r := range order {
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", r.claimed, r.other, r.why, strings.Join(rules[r], " "))
	}
	return out.String()
}

// TestManual_AccountsForEveryRuleOfTheStandard wants each rule of the standard either checked or named with the reason
// why it is not, never both.
func TestManual_AccountsForEveryRuleOfTheStandard(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(manual)
	require.NoError(t, err)
	_, section, found := strings.Cut(string(text), "\n## Not checked\n")
	require.True(t, found)
	id := regexp.MustCompile(`\bBR-(?:[A-Z]+-)?[0-9]{2}\b`)
	var left []string
	for line := range strings.Lines(section) {
		if first, _, isRow := strings.Cut(strings.TrimPrefix(line, "| "), " | "); isRow {
			left = append(left, id.FindAllString(first, -1)...)
		}
	}
	checked := checkedIDs(t)
	for _, rule := range standardIDs() {
		require.NotEqual(t, slices.Contains(checked, rule), slices.Contains(left, rule), "%s must be checked or stand among those that are not", rule)
	}
	for _, rule := range slices.Concat(checked, left) {
		if strings.HasPrefix(rule, "BR-") {
			require.Contains(t, standardIDs(), rule, "the standard has no such rule")
		}
	}
}
