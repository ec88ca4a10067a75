package camt_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/camt"
	"countersign/domain"
)

var sample = domain.BankStatement{
	Account: "SE4550000000058398257466", Bank: "HALDSE22", Currency: "EUR", Number: "00041",
	From: date("2031-03-03"), To: date("2031-03-04"), Opening: amount("-100.00"), Closing: amount("1129.50"), Page: 2,
}

func TestWrite_ComesBackAsItWas(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("Rechnung für Beschläge & <Zubehör> \"4711\" ", 12))
	entries := []domain.BankEntry{
		{
			Booked: date("2031-03-03"), Value: date("2031-03-04"), Amount: domain.MustDecimal("1240.00"), Currency: "EUR",
			EndToEndID: "HB-2031-0042", MandateID: "M-7", BankRef: "SRV-1", CustomerRef: "RF18539007547034",
			Counterparty: "Närke & Söner <AB>", CounterAcct: "DE89370400440532013000", Code: "PMNT/RCDT/ESCT", Text: long,
		},
		{Booked: date("2031-03-03"), Amount: domain.MustDecimal("-10.5"), Currency: "EUR", Reversal: true, Counterparty: "Payer", CounterAcct: "4711", CustomerRef: "I-1", Code: "NTRF+166"},
		{Booked: date("2031-03-04"), Amount: domain.MustDecimal("3"), Currency: "EUR", Reversal: true, Counterparty: "Payee", Batch: 1, Text: "x"},
		{Amount: domain.MustDecimal("0"), Currency: "SEK", Pending: true},
		{
			Booked: date("2031-03-04"), Value: date("2031-03-04"), Amount: domain.MustDecimal("-0.50"), Currency: "EUR", Batch: 2, Text: "Salaries",
			Details: []domain.BatchDetail{
				{Amount: amount("-0.20"), Currency: "EUR", EndToEndID: "A", Counterparty: "First GmbH", CounterAcct: "4711", Text: "one"},
				{Amount: amount("-0.30"), Currency: "EUR", CustomerRef: "CHQ 5", MandateID: "M", Counterparty: "Second"},
			},
		},
		{Amount: domain.MustDecimal("-99"), Currency: "EUR", Batch: 94, Text: "Ninety-four payments"},
	}
	var b bytes.Buffer
	require.NoError(t, camt.Write(&b, sample, slices.Values(entries)))
	require.True(t, camt.Sniff(b.Bytes()))
	got, err := read(b.Bytes())
	require.NoError(t, err)
	require.Equal(t, []domain.BankStatement{sample}, got.end)
	require.Equal(t, entries, got.entries)
}

func TestWrite_SaysLittleOfLittle(t *testing.T) {
	t.Parallel()
	s := domain.BankStatement{Account: "4711", Currency: "EUR", From: date("2031-03-03")}
	var b bytes.Buffer
	require.NoError(t, camt.Write(&b, s, slices.Values([]domain.BankEntry{})))
	got, err := read(b.Bytes())
	require.NoError(t, err)
	require.Equal(t, []domain.BankStatement{{Account: "4711", Currency: "EUR", Number: "4711"}}, got.end)
}

func TestWrite_Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		entry domain.BankEntry
		alter func(*domain.BankStatement)
		field string
	}{
		{"an amount without a currency", domain.BankEntry{}, nil, "Amt"},
		{"a long reference", domain.BankEntry{Currency: "EUR", EndToEndID: strings.Repeat("x", 36)}, nil, "EndToEndId"},
		{"a long name", domain.BankEntry{Currency: "EUR", Counterparty: strings.Repeat("é", 141)}, nil, "Nm"},
		{"a balance without a day", domain.BankEntry{Currency: "EUR"}, func(s *domain.BankStatement) { s.To = domain.Date{} }, "Bal"},
	} {
		s := sample
		if c.alter != nil {
			c.alter(&s)
		}
		err := camt.Write(io.Discard, s, slices.Values([]domain.BankEntry{c.entry, c.entry}))
		var refusal *domain.Error
		require.ErrorAs(t, err, &refusal, c.name)
		require.Equal(t, camt.ReasonNotWritable, refusal.Details["reason"], c.name)
		require.Equal(t, c.field, refusal.Field, c.name)
	}
}

type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWrite_EndsWithTheWritersError(t *testing.T) {
	t.Parallel()
	given := 0
	err := camt.Write(full{}, sample, func(yield func(domain.BankEntry) bool) {
		for yield(domain.BankEntry{Currency: "EUR", Text: "x"}) {
			given++
		}
	})
	require.ErrorIs(t, err, errFull)
	require.Less(t, given, 10_000)
}
