package ml

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// open is an invented open line of the bank.
func open(id string, month, day int, minor int64, party, text string) domain.ReconLine {
	return domain.ReconLine{ID: id, Source: domain.SourceBank, Booked: domain.NewDate(2026, time.Month(month), day), Amount: domain.NewMoney(minor, "EUR"),
		Counterparty: party, Text: text}
}

// idsOf names the lines of a cluster.
func idsOf(lines []domain.ReconLine, c Cluster) []string {
	var list []string
	for _, at := range c.Lines {
		list = append(list, lines[at].ID)
	}
	return list
}

func labels(c Cluster) []string {
	var list []string
	for _, f := range c.Features {
		list = append(list, f.Label)
	}
	return list
}

// noise are lines that have nothing in common but what all payments have.
func noise(n int) []domain.ReconLine {
	dice := rand.New(rand.NewPCG(7, 7))
	lines := make([]domain.ReconLine, n)
	for i := range lines {
		lines[i] = open(fmt.Sprint("noise ", i), 1+dice.IntN(11), 1+dice.IntN(28), int64(100+dice.IntN(900_000)), fmt.Sprintf("Firm %c%c Trading", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Transfer invoice RE-%d", 10_000+i))
	}
	return lines
}

func TestClusters_FindsWhatIsOfOneKindAndLeavesNoiseAlone(t *testing.T) {
	t.Parallel()
	lines := noise(120)
	for m := 1; m <= 6; m++ { // fees of a card machine: other amounts, one text
		lines = append(lines, open(fmt.Sprint("fee ", m), m, 3+m%2, int64(-2_000-137*m), "", fmt.Sprintf("Kartenentgelt %02d/2026 Terminal %d", m, 88_000+m)))
	}
	for m := 1; m <= 5; m++ { // charges of a bank: one amount, and texts that say nothing
		lines = append(lines, open(fmt.Sprint("charge ", m), m+1, 28-m%2, -490, "", fmt.Sprintf("R%dX%d", m, 7*m)))
	}
	for i := range 9 { // one payer, whatever it writes
		lines = append(lines, open(fmt.Sprint("payer ", i), 1+i%4, 2+3*i, int64(10_000+777*i*i), []string{"Nordwerk GmbH", "NORDWERK GMBH"}[i%2], fmt.Sprintf("%c%cmuster %d", 'a'+i, 'k'+i, i)))
	}
	found := Clusters(lines, 50)
	require.Len(t, found, 3)
	require.Equal(t, "Nordwerk GmbH", found[0].Label)
	require.Len(t, found[0].Lines, 9)
	require.Contains(t, labels(found[0]), "counterparty is Nordwerk GmbH")
	require.Equal(t, "Kartenentgelt # Terminal #", found[1].Label)
	require.Equal(t, []string{"fee 1", "fee 2", "fee 3", "fee 4", "fee 5", "fee 6"}, idsOf(lines, found[1]))
	require.Contains(t, labels(found[1]), "money goes out")
	require.Contains(t, labels(found[1]), `text reads "Kartenentgelt # Terminal #"`)
	require.Contains(t, labels(found[1]), "around day 3 of the month")
	require.Equal(t, "-4.90 EUR", found[2].Label)
	require.Equal(t, []string{"charge 1", "charge 2", "charge 3", "charge 4", "charge 5"}, idsOf(lines, found[2]))
	require.Contains(t, labels(found[2]), "amount is -4.90 EUR")
}

func TestClusters_NoiseMakesNone(t *testing.T) {
	t.Parallel()
	require.Empty(t, Clusters(noise(300), 50))
	var equal []domain.ReconLine // round amounts on whatever days
	for i := range 12 {
		equal = append(equal, open(fmt.Sprint(i), 1+i%3, 2+2*i%27, 10_000, "", fmt.Sprintf("X%dY", i)))
	}
	require.Empty(t, Clusters(equal, 50))
	require.Empty(t, Clusters(nil, 50))
}

func TestClusters_OnePayerWithTwoHabitsIsTwo(t *testing.T) {
	t.Parallel()
	var lines []domain.ReconLine
	for m := 1; m <= 8; m++ {
		lines = append(lines, open(fmt.Sprint("rent ", m), m, 1, -120_000, "Haus & Grund KG", fmt.Sprintf("Miete %d/2026", m)))
		lines = append(lines, open(fmt.Sprint("heat ", m), m, 15, int64(-8_000-m), "Haus & Grund KG", fmt.Sprintf("Nebenkosten %d/2026", m)))
	}
	found := Clusters(lines, 50)
	require.Len(t, found, 2)
	require.Equal(t, "Haus & Grund KG: Miete #", found[0].Label)
	require.Contains(t, labels(found[0]), "amount is -1200.00 EUR")
	require.Equal(t, "Haus & Grund KG: Nebenkosten #", found[1].Label)
	require.Len(t, Clusters(lines, 1), 1)
}

func TestClusters_DependOnTheLinesNotOnTheirOrder(t *testing.T) {
	t.Parallel()
	lines := noise(60)
	for m := 1; m <= 6; m++ {
		lines = append(lines, open(fmt.Sprint("fee ", m), m, 3, int64(-2_000-m), "", fmt.Sprintf("Fee %d", m)), open(fmt.Sprint("in ", m), m, 3, 500, "Bank", fmt.Sprintf("Interest %d", m)))
	}
	name := func(lines []domain.ReconLine) (list []string) {
		for _, c := range Clusters(lines, 50) {
			list = append(list, fmt.Sprint(c.Key, c.Label, c.Features, idsOf(lines, c)))
		}
		return list
	}
	want := name(lines)
	require.Len(t, want, 2)
	for seed := range uint64(20) {
		other := slices.Clone(lines)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		require.Equal(t, want, name(other))
	}
}
