package domain_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// oneLine is a line of 4 May 2026 with a counterparty.
func oneLine(source domain.ReconSource, id string, minor int64, reference string) domain.ReconLine {
	return domain.ReconLine{
		ID: id, Source: source, Booked: domain.NewDate(2026, 5, 4), Amount: domain.NewMoney(minor, "EUR"), Reference: reference, Counterparty: "Nordwerk GmbH", Text: "Transfer",
	}
}

// told is what candidates say: ids, remainder and whether no other comes near, best first.
func told(t *testing.T, line domain.ReconLine, open []domain.ReconLine, n int) []string {
	t.Helper()
	found, err := domain.Candidates(line, open, nil, n)
	require.NoError(t, err)
	list := make([]string, len(found))
	for i, c := range found {
		for _, at := range c.Lines {
			list[i] += open[at].ID + " "
		}
		list[i] += c.Remainder.Amount().String()
		if c.Unique {
			list[i] += " unique"
		}
		require.NotEmpty(t, c.Reasons)
		require.True(t, c.Score > 0 && c.Score <= 1, "%g", c.Score)
		require.True(t, i == 0 || c.Score <= found[i-1].Score, "the best stands first")
	}
	return list
}

func TestCandidates_SeveralThatAddUp(t *testing.T) {
	t.Parallel()
	bank := oneLine(domain.SourceBank, "b", 118_000, "")
	bank.Text = "RE-2026-0815 RE-2026-0816"
	open := []domain.ReconLine{oneLine(domain.SourceLedger, "x", 100_000, "RE-2026-0815"), oneLine(domain.SourceLedger, "y", 18_000, "RE-2026-0816"), oneLine(domain.SourceLedger, "z", 7_777, "RE-2026-0900")}
	require.Equal(t, []string{"x y 0.00", "x 180.00", "y 1000.00"}, told(t, bank, open, 5), "what ties stands before what is named and does not")
}

func TestCandidates_WhatIsNone(t *testing.T) {
	t.Parallel()
	bank := oneLine(domain.SourceBank, "b", 118_000, "RE-2026-0815")
	dollars := oneLine(domain.SourceLedger, "dollars", 0, "RE-2026-0815")
	dollars.Amount = domain.NewMoney(118_000, "USD")
	late := oneLine(domain.SourceLedger, "late", 118_000, "RE-2026-0815")
	late.Booked = late.Booked.AddDays(400)
	twin := oneLine(domain.SourceBank, "twin", 118_000, "RE-2026-0815")
	for name, line := range map[string]domain.ReconLine{
		"one of another currency: that takes a rate, and a rule": dollars, "one of another year": late, "one of its own side that says the same": twin, "the line itself": bank,
		"one that has nothing in common with it": oneLine(domain.SourceLedger, "other", 5, "X-1111-2222"),
	} {
		require.Empty(t, told(t, bank, []domain.ReconLine{line}, 5), name)
	}
	back := oneLine(domain.SourceBank, "back", -118_000, "RE-2026-0815")
	require.Equal(t, []string{"back 0.00 unique"}, told(t, bank, []domain.ReconLine{back, twin}, 5), "but one that takes it back is")

	_, err := domain.Candidates(domain.ReconLine{Source: domain.SourceBank}, nil, nil, 5)
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
	_, err = domain.Candidates(bank, []domain.ReconLine{back, back}, nil, 5)
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err), "an id twice")
	_, err = domain.Candidates(bank, nil, []domain.MatchRule{{Name: "none", Days: -1}}, 5)
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
}

// What is offered does not depend on the order in which lines come, and what leaves nothing ties.
func TestCandidates_InAnyOrderTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		dice := rand.New(rand.NewPCG(seed, 1))
		var open []domain.ReconLine
		for i := range 30 {
			l := oneLine([]domain.ReconSource{domain.SourceLedger, domain.SourceBank}[dice.IntN(2)], fmt.Sprint("l", i), int64(1+dice.IntN(12))*1000, fmt.Sprintf("RE-2026-%04d", dice.IntN(6)))
			if dice.IntN(3) == 0 {
				l.Amount.Minor = -l.Amount.Minor
			}
			l.Booked = l.Booked.AddDays(dice.IntN(5))
			open = append(open, l)
		}
		bank := oneLine(domain.SourceBank, "b", int64(1+dice.IntN(12))*1000, fmt.Sprintf("RE-2026-%04d", dice.IntN(6)))
		want, sums := told(t, bank, open, 5), map[string]int64{}
		for _, l := range open {
			sums[l.ID] = l.Amount.Minor
		}
		found, err := domain.Candidates(bank, open, nil, 100)
		require.NoError(t, err)
		for _, c := range found {
			sum := int64(0)
			for _, at := range c.Lines {
				if open[at].Source == bank.Source {
					sum -= open[at].Amount.Minor
				} else {
					sum += open[at].Amount.Minor
				}
			}
			require.Equal(t, bank.Amount.Minor-sum, c.Remainder.Minor, "seed %d", seed)
		}
		dice.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
		got := told(t, bank, open, 5)
		require.Len(t, got, len(want))
		for i := range want {
			require.ElementsMatch(t, strings.Fields(want[i]), strings.Fields(got[i]), "seed %d", seed)
		}
	}
}
