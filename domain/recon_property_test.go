package domain_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/domain"
)

// someLines draws lines from few amounts, references and partners, so that everything that can collide does.
func someLines(t *rapid.T) []domain.ReconLine {
	sources := []domain.ReconSource{domain.SourceBank, domain.SourceLedger}
	if rapid.Bool().Draw(t, "processor") {
		sources = append(sources, domain.SourceProcessor)
	}
	references := []string{"", "INV-2024-001", "INV-2024-002", "inv 2024 001", "INV-2024-0010", "INV-2024-010", "PO-77001", "X"}
	parties := []string{"", "Adler Antriebe GmbH", "ADLER ANTRIEBE", "Adler Antriebe 02 AG", "ADLER ANTRIEBE 0", "Borg Ltd"}
	texts := []string{"", "PAYMENT", "PAYMENT INV-2024-001 INV 2024 002", "RETURNED INV-2024-001", "PAYOUT PO-77001"}
	n := rapid.IntRange(0, 40).Draw(t, "lines")
	lines := make([]domain.ReconLine, n)
	for i := range lines {
		l := &lines[i]
		l.Source = rapid.SampledFrom(sources).Draw(t, "source")
		l.ID = fmt.Sprint(l.Source[:1], i)
		l.Booked = domain.NewDate(2024, 1, 20).AddDays(rapid.IntRange(0, 25).Draw(t, "day"))
		l.Amount = domain.NewMoney(rapid.SampledFrom([]int64{100_00, 50_00, 150_00, -100_00, 97_50, 0, 250_00, 33_33}).Draw(t, "amount"), rapid.SampledFrom([]domain.Currency{"EUR", "EUR", "EUR", "USD"}).Draw(t, "currency"))
		l.Reference = rapid.SampledFrom(references).Draw(t, "reference")
		if l.Source == domain.SourceProcessor {
			l.More = []string{"PO-77001"}
		}
		l.Counterparty = rapid.SampledFrom(parties).Draw(t, "party")
		l.Text = rapid.SampledFrom(texts).Draw(t, "text")
		l.Reversal = rapid.IntRange(0, 9).Draw(t, "reversal") == 0
	}
	return lines
}

func TestReconcile_AnyOrderAndAnyWorkersGiveOneHash(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := someLines(t)
		first, err := domain.Reconcile(domain.ReconInput{Lines: lines, Workers: 1})
		require.NoError(t, err)
		turned := rapid.Permutation(lines).Draw(t, "order")
		again, err := domain.Reconcile(domain.ReconInput{Lines: turned, Workers: rapid.IntRange(1, 8).Draw(t, "workers")})
		require.NoError(t, err)
		require.Equal(t, first.InputHash, again.InputHash)
		require.Equal(t, first.ResultHash, again.ResultHash)
		states := map[string]domain.LineState{}
		for i, s := range first.States {
			states[lines[i].ID] = s
		}
		for i, s := range again.States {
			require.Equal(t, states[turned[i].ID], s)
		}
		if len(lines) > 0 {
			changed := slices.Clone(lines)
			changed[0].Text += "!"
			other, err := domain.Reconcile(domain.ReconInput{Lines: changed})
			require.NoError(t, err)
			require.NotEqual(t, first.InputHash, other.InputHash, "another input has another hash")
		}
	})
}

func TestReconcile_NothingIsLostOrTwice(t *testing.T) {
	t.Parallel()
	seen := map[domain.LineState]int{}
	rapid.Check(t, func(t *rapid.T) {
		lines := someLines(t)
		var excluded []int
		for i := range lines {
			if rapid.IntRange(0, 20).Draw(t, "excluded") == 0 {
				excluded = append(excluded, i)
			}
		}
		r, err := domain.Reconcile(domain.ReconInput{Lines: lines, Excluded: excluded})
		require.NoError(t, err)
		in := make([]int, len(lines))
		for g, group := range r.Groups {
			require.GreaterOrEqual(t, len(group.Lines), 2)
			for _, l := range group.Lines {
				in[l]++
				require.EqualValues(t, g, r.GroupOf[l])
				require.NotContains(t, excluded, l)
			}
			if group.State == domain.GroupMatched {
				require.True(t, group.Unique() && r.Others[g] == nil, "what has a second solution is never matched")
				require.Equal(t, group.Remainder.Minor != 0, group.Adjustment != nil, "a difference is proposed as an adjustment")
			}
			score := 0.0
			for _, reason := range group.Reasons {
				score += reason.Weight
			}
			require.InDelta(t, group.Score, min(1, max(0, score)), 1e-9, "a score is the sum of its reasons")
			requireTies(t, lines, group)
		}
		ambiguous := map[int]bool{}
		for _, a := range r.Ambiguities {
			for _, l := range a.Lines {
				ambiguous[l] = true
			}
		}
		sums := map[string]int64{}
		for i, s := range r.States {
			seen[s]++
			require.Equal(t, s == domain.LineMatched || s == domain.LineSuggested, in[i] == 1)
			require.LessOrEqual(t, in[i], 1, "no line is in two groups")
			require.Equal(t, s == domain.LineAmbiguous, ambiguous[i], "what is ambiguous is never matched")
			require.Equal(t, s == domain.LineExcluded, slices.Contains(excluded, i))
			sums[fmt.Sprint(lines[i].Source, lines[i].Amount.Currency, s)] += lines[i].Amount.Minor
		}
		for _, tally := range r.Tallies {
			require.Equal(t, sums[fmt.Sprint(tally.Source, tally.Sum.Currency, tally.State)], tally.Sum.Minor)
		}
		require.Equal(t, len(lines), r.Proof.Lines)
	})
	for _, s := range []domain.LineState{domain.LineMatched, domain.LineSuggested, domain.LineAmbiguous, domain.LineCase, domain.LineExcluded} {
		require.Positive(t, seen[s], "the sample has no line that is %s", s)
	}
}

// requireTies adds a group up: outside minus books is its remainder, and the processor's lines tie with the books'.
func requireTies(t *rapid.T, lines []domain.ReconLine, g domain.ReconGroup) {
	sums, sources, currencies := map[domain.ReconSource]int64{}, 0, map[domain.Currency]bool{}
	for _, l := range g.Lines {
		if _, known := sums[lines[l].Source]; !known {
			sources++
		}
		sums[lines[l].Source] += lines[l].Amount.Minor
		currencies[lines[l].Amount.Currency] = true
	}
	if len(currencies) > 1 || g.State != domain.GroupMatched {
		return
	}
	total := int64(0)
	for _, sum := range sums {
		total += sum
	}
	if sources == 1 {
		require.Zero(t, total, "what takes each other back is nothing together")
		return
	}
	require.Len(t, currencies, 1)
	if _, processor := sums[domain.SourceProcessor]; !processor {
		require.Equal(t, g.Remainder.Minor, sums[domain.SourceBank]-sums[domain.SourceLedger])
	}
}

func TestReconcile_UndoingAGroupIsAsIfItHadNotBeen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := someLines(t)
		before, err := domain.Reconcile(domain.ReconInput{Lines: lines})
		require.NoError(t, err)
		if len(before.Groups) == 0 {
			return
		}
		states := make([]domain.LineState, len(lines))
		for i := range states {
			states[i] = domain.LineCase
		}
		start := slices.Clone(states)
		g := before.Groups[rapid.IntRange(0, len(before.Groups)-1).Draw(t, "group")]
		undo, err := g.Apply(states)
		require.NoError(t, err)
		_, err = g.Apply(states)
		require.Error(t, err, "a line is in one group at most")
		undo()
		require.Equal(t, start, states)
		// The lines of what was undone are open again, and the next run finds what the first found.
		again, err := domain.Reconcile(domain.ReconInput{Lines: lines})
		require.NoError(t, err)
		require.Equal(t, before.ResultHash, again.ResultHash)
	})
}

func TestProveRecon_NoticesWhatWasLost(t *testing.T) {
	t.Parallel()
	lines := manyLines(20, 3)
	for name, break1 := range map[string]func(r *domain.ReconResult){
		"a line in no state":          func(r *domain.ReconResult) { r.States[3] = "" },
		"a state without its group":   func(r *domain.ReconResult) { r.States[3] = domain.LineCase },
		"a group that is gone":        func(r *domain.ReconResult) { r.Groups = r.Groups[1:] },
		"a line twice":                func(r *domain.ReconResult) { r.Groups[1].Lines[0] = r.Groups[0].Lines[0] },
		"a line too few":              func(r *domain.ReconResult) { r.States = r.States[1:] },
		"a sum that is wrong":         func(r *domain.ReconResult) { r.Tallies[0].Sum.Minor++ },
		"a count that is wrong":       func(r *domain.ReconResult) { r.Tallies[0].Lines++ },
		"a tally that is gone":        func(r *domain.ReconResult) { r.Tallies = nil },
		"a second solution":           func(r *domain.ReconResult) { r.Groups[2].Solutions = 2 },
		"a difference left as it was": func(r *domain.ReconResult) { r.Groups[2].Remainder.Minor = 5 },
		"a line that is none":         func(r *domain.ReconResult) { r.Groups[2].Lines[0] = 4000 },
	} {
		r, err := domain.Reconcile(domain.ReconInput{Lines: lines})
		require.NoError(t, err)
		_, err = domain.ProveRecon(lines, r)
		require.NoError(t, err)
		break1(r)
		_, err = domain.ProveRecon(lines, r)
		require.ErrorContains(t, err, "prove completeness", name)
	}
}
