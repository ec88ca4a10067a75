package side_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/side"
	"countersign/domain"
)

func read(text string) ([]domain.ReconLine, error) {
	var out []domain.ReconLine
	err := side.Read(strings.NewReader(text), func(l domain.ReconLine) error { out = append(out, l); return nil })
	return out, err
}

const header = "id,date,amount,currency,reference,counterparty,text\n"

func TestRead_TakesEveryField(t *testing.T) {
	t.Parallel()
	day := domain.NewDate(2026, 3, 31)
	want := []domain.ReconLine{
		{ID: "B-1", Booked: day, Amount: domain.NewMoney(-120000, "EUR"), Reference: "PAY-77", Counterparty: "Kaldervik", Text: "Wages, \"March\"\nall"},
		{ID: "B-2", Booked: day.AddDays(1), Amount: domain.NewMoney(5, "JPY")},
		{ID: "B-3", Booked: day.AddDays(1), Amount: domain.NewMoney(1500, "KWD"), Text: "Gebühr"},
	}
	got, err := read("\uFEFF" + header + "B-1,2026-03-31,-1200.00,EUR,PAY-77,Kaldervik,\"Wages, \"\"March\"\"\nall\"\r\n\nB-2,2026-04-01,5,JPY,,,\nB-3,2026-04-01,+1.5,KWD,,,Gebühr")
	require.NoError(t, err)
	require.Equal(t, want, got)
	got, err = read("Amount,ID,Currency,Date\n5.000,B-2,JPY,2026-04-01\n")
	require.NoError(t, err)
	require.Equal(t, want[1:2], got)
}

func TestRead_RefusesALineAndNamesIt(t *testing.T) {
	t.Parallel()
	good := header + "B-1,2026-03-31,1.00,EUR,,,\n"
	for _, c := range []struct{ text, field, reason string }{
		{"", "line 1", "bad_header"},
		{"id,date,amount\n", "line 1", "bad_header"},
		{"id,date,amount,currency,id\n", "line 1", "bad_header"},
		{"id,date,amount,currency,iban\n", "line 1", "bad_header"},
		{good + "B-2,2026-02-30,1.00,EUR,,,\n", "line 3", "bad_date"},
		{good + "B-2,,1.00,EUR,,,\n", "line 3", "bad_date"},
		{good + "B-2,2026-03-31,1.001,EUR,,,\n", "line 3", "bad_decimal"},
		{good + "B-2,2026-03-31,\"1,00\",EUR,,,\n", "line 3", "bad_decimal"},
		{good + "B-2,2026-03-31,,EUR,,,\n", "line 3", "bad_decimal"},
		{good + "B-2,2026-03-31,-,EUR,,,\n", "line 3", "bad_decimal"},
		{good + "B-2,2026-03-31,10000000000000000,EUR,,,\n", "line 3", "bad_decimal"},
		{good + "B-2,2026-03-31,1.00,eur,,,\n", "line 3", "bad_currency"},
		{good + ",2026-03-31,1.00,EUR,,,\n", "line 3", "bad_row"},
		{good + "B-2,2026-03-31,1.00,EUR,,\n", "line 3", "bad_row"},
		{good + "B-2,2026-03-31,1.00,EUR,,,,\n", "line 3", "bad_row"},
		{good + "B-2,2026-03-31,1.00,EUR,,,a\"b\"\n", "line 3", "malformed"},
		{good + "B-2,2026-03-31,1.00,EUR,,,\"a\"b\n", "line 3", "malformed"},
		{good + "B-2,2026-03-31,1.00,EUR,,,\"a\n\n", "line 3", "malformed"},
		{good + "B-2,2026-03-31,1.00,EUR,,,\xE4\n", "line 3", "malformed"},
		{header + "B-1,2026-03-31,1.00,EUR,,,\"a\nb\"\nB-2,x,1.00,EUR,,,\n", "line 4", "bad_date"},
		{good + strings.Repeat("x", 2<<20), "line 3", "too_large"},
	} {
		_, err := read(c.text)
		var refusal *domain.Error
		require.ErrorAs(t, err, &refusal, "%.200q", c.text)
		require.Equal(t, domain.CodeInvalid, refusal.Code)
		require.Equal(t, c.field, refusal.Field, "%.200q", c.text)
		require.Equal(t, c.reason, refusal.Details["reason"], "%.200q", c.text)
	}
}

func TestRead_EndsWithTheCallersError(t *testing.T) {
	t.Parallel()
	stop := errors.New("enough")
	err := side.Read(strings.NewReader(header+"B-1,2026-03-31,1.00,EUR,,,\n"), func(domain.ReconLine) error { return stop })
	require.ErrorIs(t, err, stop)
}

// BenchmarkRead reads a million lines of some 120 bytes.
func BenchmarkRead(b *testing.B) {
	var file bytes.Buffer
	file.WriteString(header)
	for i := range 1_000_000 {
		fmt.Fprintf(&file, "BANK-%08d,2026-%02d-%02d,%d.%02d,EUR,INV-2026-%07d,Fjellheim Tooling AS %04d,SEPA credit transfer invoice %07d thank you\n",
			i, 1+i%12, 1+i%28, i%9000, i%100, i, i%10000, i)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := side.Read(bytes.NewReader(file.Bytes()), func(domain.ReconLine) error { n++; return nil }); err != nil || n != 1_000_000 {
			b.Fatal(n, err)
		}
	}
}

// FuzzRead holds that a file is read or refused, twice alike.
func FuzzRead(f *testing.F) {
	f.Add([]byte(header + "B-1,2026-03-31,-1200.00,EUR,PAY-77,Kaldervik,\"Wages, \"\"March\"\"\nall\"\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(string(data))
		again, second := read(string(data))
		require.Equal(t, got, again)
		require.Equal(t, err, second)
		if err != nil {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
		}
	})
}
