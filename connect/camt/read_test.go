package camt_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/camt"
	"countersign/domain"
)

// told is everything that a visitor is told of a file.
type told struct {
	begin, end []domain.BankStatement
	entries    []domain.BankEntry
}

func read(data []byte) (told, error) {
	var t told
	err := camt.Read(data[:min(len(data), 64<<10)], bytes.NewReader(data), domain.StatementVisitor{
		Begin: func(s domain.BankStatement) error { t.begin = append(t.begin, s); return nil },
		Entry: func(e domain.BankEntry) error { t.entries = append(t.entries, e); return nil },
		End:   func(s domain.BankStatement) error { t.end = append(t.end, s); return nil },
	})
	return t, err
}

func fixture(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return data
}

func amount(s string) *domain.Decimal {
	d := domain.MustDecimal(s)
	return &d
}

func date(s string) domain.Date {
	d, err := domain.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestRead_TellsAStatementWithAllItsReferences(t *testing.T) {
	t.Parallel()
	got, err := read(fixture(t, "statement-v8.xml"))
	require.NoError(t, err)
	statement := domain.BankStatement{
		Account: "SE4550000000058398257466", Bank: "HALDSE22", Currency: "EUR", Number: "41",
		From: date("2031-03-03"), To: date("2031-03-04"), Opening: amount("-100.00"), Closing: amount("1129.50"), Page: 2,
	}
	require.Equal(t, []domain.BankStatement{statement}, got.begin)
	require.Equal(t, []domain.BankStatement{statement}, got.end)
	require.Equal(t, []domain.BankEntry{
		{
			Booked: date("2031-03-03"), Value: date("2031-03-04"), Amount: domain.MustDecimal("1240.00"), Currency: "EUR",
			EndToEndID: "HB-2031-0042", BankRef: "SRV-1", CustomerRef: "RF18539007547034",
			Counterparty: "Närke Verkstad AB", CounterAcct: "DE89370400440532013000", Code: "PMNT/RCDT/ESCT",
			Text: "Invoice HB-2031-0042 of 14 March Thank you",
		},
		{
			Booked: date("2031-03-04"), Value: date("2031-03-04"), Amount: domain.MustDecimal("-10.50"), Currency: "EUR",
			BankRef: "SRV-2", Code: "PMNT/RDDT/UPDD", Reversal: true, Batch: 1, MandateID: "M-7", Counterparty: "Norrköping Energi AB",
			CounterAcct: "SE3550000000054910000003", Text: "AC04 Account closed",
		},
		{
			Booked: date("2031-03-04"), Value: date("2031-03-04"), Amount: domain.MustDecimal("-0.50"), Currency: "EUR",
			BankRef: "SRV-3", Code: "NTRF+106", Text: "Two payments", Batch: 2,
			Details: []domain.BatchDetail{
				{Amount: amount("-0.20"), Currency: "EUR", EndToEndID: "A", Counterparty: "First GmbH", CounterAcct: "4711", Text: "one"},
				{Amount: amount("-0.30"), Currency: "EUR", CustomerRef: "CHQ 5", Counterparty: "Second Bank", Text: "two"},
			},
		},
		{Amount: domain.MustDecimal("77"), Currency: "EUR", Pending: true, BankRef: "N-4"},
	}, got.entries)
}
