package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestOddities_TellAnOpenLineFromOthersOfItsCounterpartyInMoney(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	none, err := h.service.Oddities(h.as(reconciler), a, 20)
	require.NoError(t, err)
	require.Empty(t, none)
	var lines []domain.ReconLine
	for m := 1; m <= 10; m++ {
		for _, side := range []domain.ReconSource{domain.SourceBank, domain.SourceLedger} {
			lines = append(lines, domain.ReconLine{
				ID: fmt.Sprint(side, m), Source: side, Booked: domain.NewDate(2026, 1, 3).AddDays(30 * m), Amount: domain.NewMoney(int64(-100_000-m), "EUR"),
				Counterparty: "Hausverwaltung Nord", Text: "Miete", Reference: fmt.Sprint("M-", m),
			})
		}
	}
	odd := domain.ReconLine{
		ID: "odd", Source: domain.SourceBank, Booked: domain.NewDate(2026, 11, 29), Amount: domain.NewMoney(-930_000, "EUR"), Counterparty: "Hausverwaltung Nord", Text: "Miete",
	}
	ids := h.loads(a, append(lines, odd)...)
	h.runs(a, "what is settled says what is usual")
	require.Equal(t, map[string]int{"MATCHED": 20, "CASE": 1}, h.states(a))

	found, err := h.service.Oddities(h.as(reconciler), a, 20)
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, ids[20], found[0].Line.ID)
	require.Greater(t, found[0].Score, 0.5)
	require.Equal(t, "AMOUNT", found[0].Features[0].Kind)
	require.Equal(t, "9300.00 EUR, where 1000.06 EUR is usual and nine of ten lie between 967.15 EUR and 1032.96 EUR.", found[0].Features[0].Sentence)
	require.Equal(t, domain.NewMoney(829_994, "EUR"), *found[0].Features[0].Excess)
	again, err := h.service.Oddities(h.as(reconciler), a, 20)
	require.NoError(t, err)
	require.Equal(t, found, again, "from memory they are the same")

	hidden, err := h.service.Oddities(h.as("jana.koehlert"), a, 20)
	require.NoError(t, err)
	require.Empty(t, hidden)
	for _, n := range []int{0, domain.MaxOddities + 1} {
		_, err = h.service.Oddities(h.as(reconciler), a, n)
		refused(t, err, domain.CodeInvalid)
	}

	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "settled", ids[20], h.loads(a, ledgerLine("entry", "RE-9", -930_000))[0]))
	require.NoError(t, err)
	found, err = h.service.Oddities(h.as(reconciler), a, 20)
	require.NoError(t, err)
	require.Empty(t, found, "what is settled is no work any more")
}
