package domain_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/domain"
)

// offered ranks at most five candidates of the first line, each as "ids remainder unique rule".
func offered(t *testing.T, lines ...domain.ReconLine) []string {
	t.Helper()
	rules := domain.StandardRules("BANK")
	found, err := domain.Candidates(lines[0], lines[1:], rules, 5)
	require.NoError(t, err)
	list := make([]string, len(found))
	for i, c := range found {
		for _, at := range c.Lines {
			list[i] += lines[1+at].ID + " "
		}
		rule := "none"
		if c.Rule >= 0 {
			rule = rules[c.Rule].Name
		}
		list[i] += fmt.Sprintf("%s %v %s", c.Remainder.Amount(), c.Unique, rule)
	}
	return list
}

func TestCandidates_RanksTheBestFirstAndSaysWhetherItIsAlone(t *testing.T) {
	t.Parallel()
	bank := line(t, "B1 2024-03-05 100.00 INV-2024-001 Adler")
	for name, c := range map[string]struct {
		open []domain.ReconLine
		want []string
	}{
		"none":            {nil, []string{}},
		"another amount":  {[]domain.ReconLine{line(t, "L1 2024-03-05 700.00 INV-2024-009 Borg")}, []string{}},
		"out of its days": {[]domain.ReconLine{line(t, "L1 2024-06-05 100.00 INV-2024-001 Adler")}, []string{}},
		"its own side":    {[]domain.ReconLine{line(t, "B2 2024-03-05 100.00 INV-2024-001 Adler")}, []string{}},
		"the named one first": {
			[]domain.ReconLine{line(t, "L1 2024-03-05 100.00 - Adler"), line(t, "L2 2024-03-05 100.00 INV-2024-001 Adler")},
			[]string{"L2 0.00 true Same reference and amount", "L1 0.00 false none"}, // the reference speaks against it: it is another's
		},
		"the reference is nobody's": {
			[]domain.ReconLine{line(t, "L1 2024-03-05 100.00 - Adler")},
			[]string{"L1 0.00 true Same amount and counterparty"},
		},
		"two alike": {
			[]domain.ReconLine{line(t, "L1 2024-03-05 100.00 INV-2024-001 Adler"), line(t, "L2 2024-03-05 100.00 INV-2024-001 Adler")},
			[]string{"L1 0.00 false Same reference and amount", "L2 0.00 false Same reference and amount"},
		},
		"a difference stays over": {
			[]domain.ReconLine{line(t, "L1 2024-03-05 101.50 INV-2024-001 Adler")},
			[]string{"L1 -1.50 true Same reference, a fee was kept"},
		},
		"what takes it back": {
			[]domain.ReconLine{line(t, "B2 2024-03-06 -100.00 INV-2024-001 Adler")},
			[]string{"B2 0.00 true Taken back"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.want, offered(t, append([]domain.ReconLine{bank}, c.open...)...))
		})
	}
}

func TestCandidates_GivesAtMostAsManyAsAsked(t *testing.T) {
	t.Parallel()
	bank, ledger := line(t, "B1 2024-03-05 100.00 INV-2024-001 Adler"), line(t, "L1 2024-03-05 100.00 INV-2024-001 Adler")
	for n, want := range map[int]int{-1: 0, 0: 0, 1: 1, 9: 1} {
		found, err := domain.Candidates(bank, []domain.ReconLine{ledger}, domain.StandardRules("BANK"), n)
		require.NoError(t, err)
		require.Len(t, found, want, n)
	}
	_, err := domain.Candidates(bank, nil, []domain.MatchRule{{Shape: "NONE"}}, 1)
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
}

// Whoever takes what is offered is not refused. What is shown only because one line names the other, however far apart they
// are, is no rule's: it may be refused, and only because it leaves too much over.
func TestCandidates_WhatIsOfferedCanBeMatched(t *testing.T) {
	t.Parallel()
	set := &domain.MatchRuleSet{Rules: domain.StandardRules("BANK")}
	matched, unexplained := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		lines := someLines(t)
		if len(lines) == 0 {
			return
		}
		found, err := domain.Candidates(lines[0], lines[1:], set.Rules, 20)
		require.NoError(t, err)
		for i, c := range found {
			require.True(t, i == 0 || found[i-1].Score >= c.Score, "best first")
			require.False(t, c.Unique && i > 0, "only the best can be alone")
			members := []*domain.Line{kept(0, &lines[0])}
			for _, at := range c.Lines {
				members = append(members, kept(1+at, &lines[1+at]))
			}
			code := ""
			if c.Remainder.Minor != 0 {
				code = "FEE"
			}
			g, err := domain.MatchByHand(&domain.ReconAccount{}, members, set, code)
			if c.Rule < 0 && c.Remainder.Minor != 0 && err != nil {
				require.Equal(t, domain.CodeToleranceExceeded, domain.CodeOf(err))
				unexplained++
				continue
			}
			require.NoError(t, err, "%+v", c)
			require.Equal(t, c.Remainder.Abs(), g.Remainder.Abs(), "%+v", c)
			matched++
		}
	})
	require.Positive(t, matched)
	require.Positive(t, unexplained)
}

// kept is a line as it is kept.
func kept(at int, l *domain.ReconLine) *domain.Line {
	return &domain.Line{
		ID: domain.ID{Kind: domain.NodeLine, Entity: 2, UUID: domain.UUIDOf("line", fmt.Sprint(at))}, Source: l.Source, BookedOn: l.Booked, Amount: l.Amount,
		Ref: l.Reference, More: l.More, Party: l.Counterparty, Text: l.Text, Reversal: l.Reversal,
	}
}

// Matched with both, the processor's line and the bank's are one side, and the invoice alone does not settle them.
func TestCandidates_NeverAddABankLineToAnInvoice(t *testing.T) {
	t.Parallel()
	payment := line(t, "P1 2024-03-05 100.00 PO-77001 Adler")
	invoice, other := line(t, "L1 2024-03-05 60.00 - Adler"), line(t, "L2 2024-03-05 40.00 - Adler")
	found := sums(offered(t, payment, invoice, other))
	require.Len(t, found, 1)
	require.Contains(t, found[0], "L1 L2 0.00 ")
	bank := line(t, "B1 2024-03-05 40.00 - Adler")
	require.Empty(t, sums(offered(t, payment, invoice, bank)))
}

// sums are the candidates of several lines.
func sums(list []string) []string {
	return slices.DeleteFunc(list, func(c string) bool { return strings.Count(c[:strings.Index(c, ".")], " ") < 2 })
}
