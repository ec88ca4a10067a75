package domain_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// line writes a line as "B1 2024-03-05 100.00 INV-1 Adler": source and id, day, amount, reference ("-" for none), counterparty.
func line(t testing.TB, text string, more ...string) domain.ReconLine {
	t.Helper()
	var id, day, amount, reference, party string
	_, err := fmt.Sscan(text, &id, &day, &amount, &reference, &party)
	require.NoError(t, err, text)
	booked, err := domain.ParseDate(day)
	require.NoError(t, err)
	money, err := domain.MoneyOf(domain.MustDecimal(amount), "EUR")
	require.NoError(t, err)
	l := domain.ReconLine{
		ID: id, Source: map[byte]domain.ReconSource{'B': domain.SourceBank, 'L': domain.SourceLedger, 'P': domain.SourceProcessor}[id[0]],
		Booked: booked, Amount: money, Reference: reference, Counterparty: party,
	}
	if reference == "-" {
		l.Reference = ""
	}
	if party == "-" {
		l.Counterparty = ""
	}
	if len(more) > 0 {
		l.Text = more[0]
	}
	return l
}

// outcome runs the standard rules and names, for each group, "ids by rule"; the rest by state.
func outcome(t testing.TB, lines ...domain.ReconLine) (groups map[string]string, states map[string]domain.LineState) {
	t.Helper()
	r, err := domain.Reconcile(domain.ReconInput{Lines: lines})
	require.NoError(t, err)
	groups, states = map[string]string{}, map[string]domain.LineState{}
	for _, g := range r.Groups {
		ids := ""
		for _, l := range g.Lines {
			ids += lines[l].ID + " "
		}
		groups[ids] = fmt.Sprintf("%s %s %s", g.State, g.Remainder.Amount(), r.Rules[g.Rule].Name)
	}
	for i, s := range r.States {
		states[lines[i].ID] = s
	}
	return groups, states
}

func TestReconcile_PairsEqualKeysOnce(t *testing.T) {
	t.Parallel()
	groups, states := outcome(t,
		line(t, "B1 2024-03-05 100.00 INV-2024-1 Adler"), line(t, "L1 2024-03-03 100.00 inv20241 Adler"),
		line(t, "B2 2024-03-05 50.00 INV-2024-2 Adler"), line(t, "B3 2024-03-06 50.00 INV-2024-2 Adler"), line(t, "L2 2024-03-04 50.00 INV-2024-2 Adler"),
		line(t, "B4 2024-03-05 70.00 INV-2024-4 Adler"), line(t, "B5 2024-03-05 70.00 INV-2024-4 Adler"),
		line(t, "L4 2024-03-05 70.00 INV-2024-4 Adler"), line(t, "L5 2024-03-05 70.00 INV-2024-4 Adler"),
	)
	require.Equal(t, "MATCHED 0.00 Same reference and amount", groups["B1 L1 "])
	require.Len(t, groups, 3, "twins make two pairs")
	for id, want := range map[string]domain.LineState{"B2": "AMBIGUOUS", "B3": "AMBIGUOUS", "L2": "AMBIGUOUS", "B4": "MATCHED", "B5": "MATCHED", "L4": "MATCHED", "L5": "MATCHED"} {
		require.Equal(t, want, states[id], id)
	}
}

func TestReconcile_LinesThatTakeEachOtherBackSettleNothing(t *testing.T) {
	t.Parallel()
	groups, states := outcome(t,
		line(t, "B1 2024-03-05 100.00 INV-2024-1 Adler"), line(t, "B2 2024-03-08 -100.00 INV-2024-1 Adler"), line(t, "L1 2024-03-03 100.00 INV-2024-1 Adler"))
	require.Equal(t, map[string]string{"B1 B2 ": "MATCHED 0.00 Taken back"}, groups)
	require.Equal(t, domain.LineCase, states["L1"], "what was paid and taken back is still open")

	groups, states = outcome(t,
		line(t, "B1 2024-03-05 100.00 INV-2024-1 Adler"), line(t, "B2 2024-03-08 -100.00 INV-2024-1 Adler"), line(t, "B3 2024-03-11 100.00 INV-2024-1 Adler"),
		line(t, "L1 2024-03-03 100.00 INV-2024-1 Adler"))
	require.Equal(t, map[string]string{"B1 B2 ": "MATCHED 0.00 Taken back", "B3 L1 ": "MATCHED 0.00 Same reference and amount"}, groups)
	require.Equal(t, domain.LineMatched, states["L1"])

	groups, _ = outcome(t,
		line(t, "B1 2024-03-05 100.00 INV-2024-1 Adler"), line(t, "B2 2024-03-08 -100.00 INV-2024-1 Adler"),
		line(t, "L1 2024-03-03 100.00 INV-2024-1 Adler"), line(t, "L2 2024-03-03 -100.00 INV-2024-1 Adler"))
	require.Equal(t, "MATCHED 0.00 Same reference and amount", groups["B1 L1 "], "an invoice and its credit note, both settled")
	require.Equal(t, "MATCHED 0.00 Same reference and amount", groups["B2 L2 "])
}

func TestReconcile_ARuleForSomeLinesHidesNoneFromTheNext(t *testing.T) {
	t.Parallel()
	some := domain.MatchRule{Name: "Some", Order: 1, Shape: domain.ManyToMany, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyReference}, Days: 5,
		Filter: &domain.RuleFilter{Source: domain.SourceBank, Text: "salary"}}
	all := some
	all.Name, all.Order, all.Days, all.Filter = "All", 2, 60, nil
	lines := []domain.ReconLine{
		line(t, "B1 2024-03-05 250.00 - Adler", "PAYMENT INV-2024-001 INV-2024-002"),
		line(t, "L1 2024-03-03 150.00 INV-2024-001 Adler"), line(t, "L2 2024-02-03 100.00 INV-2024-002 Adler"),
	}
	r, err := domain.Reconcile(domain.ReconInput{Lines: lines, Rules: []domain.MatchRule{some, all}})
	require.NoError(t, err)
	require.Len(t, r.Groups, 1, "what the first rule passed over, the second reads, with days of its own")
	require.Equal(t, "All", r.Rules[r.Groups[0].Rule].Name)
	require.Len(t, r.Groups[0].Lines, 3)
}

func TestReconcile_RefusesLinesThatCannotBeTold(t *testing.T) {
	t.Parallel()
	good := line(t, "B1 2024-03-05 100.00 INV-2024-1 Adler")
	for name, lines := range map[string][]domain.ReconLine{
		"an id twice": {good, good}, "no currency": {{ID: "B1", Source: domain.SourceBank}}, "no id": {{Source: domain.SourceBank, Amount: good.Amount}},
	} {
		_, err := domain.Reconcile(domain.ReconInput{Lines: lines})
		require.ErrorContains(t, err, "id", name)
	}
	stop := errors.New("stop")
	_, err := domain.Reconcile(domain.ReconInput{Lines: []domain.ReconLine{good}, Progress: func(string, int, int) error { return stop }})
	require.ErrorIs(t, err, stop)
}

// manyLines is n exact pairs and a few more, from a seed.
func manyLines(n int, seed uint64) []domain.ReconLine {
	random := rand.New(rand.NewPCG(seed, 1))
	lines := make([]domain.ReconLine, 0, 2*n)
	for i := range n {
		on := domain.NewDate(2024, 1, 1).AddDays(random.IntN(360))
		l := domain.ReconLine{
			ID: fmt.Sprintf("L%08d", i), Source: domain.SourceLedger, Booked: on, Amount: domain.NewMoney(random.Int64N(5_000_000), "EUR"),
			Reference: fmt.Sprintf("INV-2024-%07d", i), Counterparty: "Partner " + fmt.Sprint(i%(1+n/40)), Text: "Invoice",
		}
		b := l
		b.ID, b.Source, b.Booked = fmt.Sprintf("B%08d", random.Uint32())+fmt.Sprint(i), domain.SourceBank, on.AddDays(random.IntN(4))
		lines = append(lines, l, b)
	}
	random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return lines
}

func BenchmarkReconcileExact1M(b *testing.B) {
	lines := manyLines(1_000_000, 7)
	for b.Loop() {
		r, err := domain.Reconcile(domain.ReconInput{Lines: lines})
		require.NoError(b, err)
		require.Len(b, r.Groups, 1_000_000)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(lines)), "ns/line")
}
