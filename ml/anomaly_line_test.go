package ml_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/ml"
)

func TestOddLines_ComparesWithinSideCurrencyAndKind(t *testing.T) {
	t.Parallel()
	var lines []domain.ReconLine
	add := func(source domain.ReconSource, party, text string, minor int64, currency domain.Currency) {
		n := len(lines)
		lines = append(lines, domain.ReconLine{
			ID: fmt.Sprint(n), Source: source, Booked: domain.NewDate(2026, 1, 1).AddDays(7 * n), Amount: domain.NewMoney(minor, currency), Counterparty: party, Text: text,
		})
	}
	for m := range 12 {
		add(domain.SourceBank, "", fmt.Sprintf("Kontoentgelt %02d/2026", m), -490, "EUR")
		add(domain.SourceBank, "Müller AG", "Rechnung", 10_000, "EUR")
		add(domain.SourceLedger, "Müller AG", "Rechnung", 90_000, "EUR")
		add(domain.SourceBank, "MUELLER AG", "Rechnung", 500_000, "JPY")
	}
	require.Empty(t, ml.OddLines(lines, 1), "each is like others of its side, currency and kind")
	add(domain.SourceBank, "", "Kontoentgelt 13/2026", -49_000, "EUR")
	add(domain.SourceBank, "Müller AG", "Rechnung", 90_000, "EUR") // usual in the ledger, not at the bank
	found := ml.OddLines(lines, 1)
	require.Len(t, found, 2)
	for _, o := range found {
		require.GreaterOrEqual(t, o.Entry, 48)
		require.Equal(t, ml.OddAmount, o.Features[0].Kind)
	}
}
