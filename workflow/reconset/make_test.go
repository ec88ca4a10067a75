package reconset_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow/reconset"
)

func TestMake_IsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	one := reconset.Make(reconset.Options{Lines: 3000, Seed: 1})
	require.True(t, reflect.DeepEqual(one, reconset.Make(reconset.Options{Lines: 3000, Seed: 1})))
	require.False(t, reflect.DeepEqual(one, reconset.Make(reconset.Options{Lines: 3000, Seed: 2})))
}

func TestMake_EveryLineIsInOneTruthAndEveryClassHappens(t *testing.T) {
	t.Parallel()
	set := reconset.Make(reconset.Options{Lines: 20_000, Seed: 3})
	seen, classes, ids := make([]int, len(set.Lines)), map[reconset.Class]int{}, map[string]bool{}
	for _, truth := range set.Truth {
		classes[truth.Class]++
		for _, l := range truth.Lines {
			seen[l]++
		}
	}
	for i, n := range seen {
		require.Equal(t, 1, n, "line %d", i)
		require.False(t, ids[set.Lines[i].ID])
		ids[set.Lines[i].ID] = true
	}
	for _, class := range reconset.Classes() {
		require.NotZero(t, classes[class], class)
	}
	require.GreaterOrEqual(t, len(set.Side(domain.SourceLedger)), 20_000)
	require.InEpsilon(t, len(set.Side(domain.SourceLedger)), len(set.Side(domain.SourceBank)), 0.15, "batches make the bank shorter")
}

func TestMake_WhatBelongsTogetherAddsUp(t *testing.T) {
	t.Parallel()
	set := reconset.Make(reconset.Options{Lines: 20_000, Seed: 4})
	for _, truth := range set.Truth {
		if truth.Fate != reconset.Together {
			continue
		}
		sums := map[domain.ReconSource]int64{}
		fees := int64(0)
		for _, l := range truth.Lines {
			line := set.Lines[l]
			sums[line.Source] += line.Amount.Minor
			if line.Source == domain.SourceProcessor {
				fees += reconset.ProcessorFee(line.Amount.Minor)
			}
		}
		difference := sums[domain.SourceLedger] - sums[domain.SourceBank]
		switch truth.Class {
		case "fee":
			require.Contains(t, reconset.BankFees, difference)
		case "fx":
			require.NotZero(t, difference)
			require.LessOrEqual(t, 1000*max(difference, -difference), 16*sums[domain.SourceLedger])
		case "payout":
			require.Equal(t, sums[domain.SourceLedger], sums[domain.SourceProcessor])
			require.Equal(t, fees, difference)
		default:
			require.Zero(t, difference, "%s %v", truth.Class, truth.Lines)
		}
	}
}

func TestReadMix_RefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	for text, says := range map[string]string{
		`[]`: "one JSON object", `{"exact": -1}`: "0 to 1,000,000", `{"magic": 1}`: `no class "magic"`, `{"exact": 0}`: "Nothing happens",
	} {
		_, err := reconset.ReadMix([]byte(text))
		require.Equal(t, domain.CodeInvalid, domain.CodeOf(err), text)
		require.ErrorContains(t, err, says)
	}
	require.Len(t, reconset.DefaultMix(), len(reconset.Classes()), "every class stands in the mix that is measured")
}
