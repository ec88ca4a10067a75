package csv_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/csv"
	"countersign/domain"
)

// told is what a visitor was told.
type told struct {
	ended    []domain.BankStatement
	entries  []domain.BankEntry
	findings []domain.Finding
}

func (g *told) visitor() domain.StatementVisitor {
	return domain.StatementVisitor{
		Entry:   func(e domain.BankEntry) error { g.entries = append(g.entries, e); return nil },
		End:     func(s domain.BankStatement) error { g.ended = append(g.ended, s); return nil },
		Finding: func(f domain.Finding) error { g.findings = append(g.findings, f); return nil },
	}
}

func read(text string) (told, error) {
	var got told
	err := csv.ReadFound([]byte(text), strings.NewReader(text), got.visitor())
	return got, err
}

func (g *told) amounts() string {
	var out []string
	for _, e := range g.entries {
		out = append(out, e.Amount.String())
	}
	return strings.Join(out, " ")
}

func fixture(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/giro.csv")
	require.NoError(t, err)
	require.True(t, csv.Sniff(data))
	return string(data)
}

func date(s string) domain.Date {
	d, _ := domain.ParseDate(s)
	return d
}

func decimal(s string) *domain.Decimal {
	d := domain.MustDecimal(s)
	return &d
}

func reason(err error) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	slug, _ := refusal.Details["reason"].(string)
	return slug
}

func TestRead_TakesEveryField(t *testing.T) {
	t.Parallel()
	got, err := read(fixture(t))
	require.NoError(t, err)
	require.Equal(t, []domain.BankStatement{{
		Account: "DE02120300000000202051", Currency: "EUR", From: date("2026-03-02"), To: date("2026-03-31"),
		Opening: decimal("3000.00"), Closing: decimal("3030.50"),
	}}, got.ended)
	require.Equal(t, []domain.BankEntry{
		{Booked: date("2026-03-31"), Value: date("2026-03-31"), Amount: *decimal("-1200.00"), Currency: "EUR", Counterparty: "Kaldervik Payroll", Text: "Gehälter März"},
		{Booked: date("2026-03-15"), Value: date("2026-03-16"), Amount: *decimal("-60.00"), Currency: "EUR", Counterparty: "Nordlicht Strom", Text: "Strom; Abschlag März"},
		{Booked: date("2026-03-02"), Value: date("2026-03-02"), Amount: *decimal("1290.50"), Currency: "EUR", Counterparty: "Fjellheim Tooling AS", Text: "Rechnung 77"},
	}, got.entries)
}

func TestDetect_FindsDialects(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, amounts string
		uncertain     []csv.Question
	}{
		"signed":                {"Date,Text,Amount\n2026-03-31,a,-1.50\n2026-04-01,b,2.00\n", "-1.50 2.00", nil},
		"tabs":                  {"Date\tText\tAmount\n2026-03-31\ta, b\t-1.50\n", "-1.50", nil},
		"comma decimals":        {"Datum;Text;Betrag\n31.03.2026;a;-1.234,50\n", "-1234.50", nil},
		"parentheses":           {"Date,Text,Amount\n31/03/2026,a,($1.50)\n31/03/2026,b,$2.00\n", "-1.50 2.00", nil},
		"trailing minus":        {"Datum;Text;Betrag\n31.03.2026;a;1,50-\n31.03.2026;b;2,00+\n", "-1.50 2.00", nil},
		"debit and credit":      {"Date,Text,Debit,Credit\n31/03/2026,a,1.50,\n31/03/2026,b,,2.00\n", "-1.50 2.00", nil},
		"signed debits":         {"Date,Text,Debit,Credit\n31/03/2026,a,-1.50,\n31/03/2026,b,,2.00\n", "-1.50 2.00", nil},
		"a word for the sign":   {"Datum;Tekst;Af Bij;Bedrag\n20260331;a;Af;1,50\n20260331;b;Bij;2,00\n", "-1.50 2.00", nil},
		"a card":                {"31/03/2026,DEBIT,shop,1.50\n31/03/2026,CREDIT,paid,-2.00\n", "-1.50 2.00", nil},
		"no header":             {"31.03.2026;Miete;-1,50\n01.04.2026;Zins;2,00\n", "-1.50 2.00", nil},
		"proved by balance":     {"31/03/2026,a,1.50,,8.50\n31/03/2026,b,,2.00,10.50\n31/03/2026,c,0.50,,10.00\n", "-1.50 2.00 -0.50", nil},
		"dates either way":      {"Date,Text,Amount\n02/03/2026,a,-1.50\n04/05/2026,b,2.00\n", "-1.50 2.00", []csv.Question{csv.AskDates}},
		"thousands or decimals": {"Date;Text;Amount\n31/03/2026;a;-1,234\n", "-1234", []csv.Question{csv.AskDecimal}},
		"no sign anywhere":      {"Date,Text,Amount\n" + strings.Repeat("31/03/2026,a,1.50\n", 5), "1.50 1.50 1.50 1.50 1.50", []csv.Question{csv.AskSign}},
		"two amounts":           {"31/03/2026,a,-1.50,-2.50\n31/03/2026,b,1.00,-3.00\n", "-1.50 1.00", []csv.Question{csv.AskAmount}},
		"header alone":          {"Date,Text,Amount\n", "", nil},
	} {
		require.True(t, csv.Sniff([]byte(c.text)), name)
		m, findings, err := csv.Detect([]byte(c.text))
		require.NoError(t, err, name)
		require.Equal(t, c.uncertain, m.Uncertain, name)
		require.Equal(t, len(c.uncertain) > 0, domain.Blocked(findings), name)
		var got told
		err = csv.Read(strings.NewReader(c.text), m, got.visitor())
		if c.uncertain != nil {
			require.Equal(t, "ambiguous", reason(err), name)
			err = csv.Read(strings.NewReader(c.text), m.Settled(), got.visitor())
		}
		require.NoError(t, err, name)
		require.Equal(t, c.amounts, got.amounts(), name)
	}
}

func TestRead_ByASavedMapping(t *testing.T) {
	t.Parallel()
	text := "Date,Text,Amount\n02/03/2026,a,1.50\n04/05/2026,b,-2.00\n"
	m, _, err := csv.Detect([]byte(text))
	require.NoError(t, err)
	m.Dates, m.Invert, m.Currency, m.Uncertain = csv.MonthFirst, true, "NZD", nil
	saved, err := json.Marshal(m)
	require.NoError(t, err)
	var again csv.Mapping
	require.NoError(t, json.Unmarshal(saved, &again))
	require.Equal(t, m, again)
	var got told
	require.NoError(t, csv.Read(strings.NewReader(text), again, got.visitor()))
	require.Equal(t, "-1.50 2.00", got.amounts())
	require.Equal(t, date("2026-02-03"), got.entries[0].Booked)
	require.Equal(t, domain.Currency("NZD"), got.ended[0].Currency)
}

func TestRead_RefusesWhatItCannotTakeExactly(t *testing.T) {
	t.Parallel()
	m, _, err := csv.Detect([]byte(fixture(t)))
	require.NoError(t, err)
	for _, c := range []struct{ from, to, reason string }{
		{"15.03.2026;16", "31.02.2026;16", "bad_date"},
		{"15.03.2026;16", "soon;16", "bad_date"},
		{"15.03.2026;16.03.2026", "15.03.2026;16.13.2026", "bad_date"},
		{"-60,00", "-60.00", "bad_decimal"},
		{"-60,00", "sixty", "bad_decimal"},
		{"Buchungstag", "Tag", "header_not_found"},
		{"\nMärz\"", strings.Repeat("x", 2<<20), "too_large"},
		{"Rechnung 77", "\x00", "malformed"},
	} {
		text := fixture(t)
		require.Contains(t, text, c.from)
		err := csv.Read(strings.NewReader(strings.Replace(text, c.from, c.to, 1)), m, domain.StatementVisitor{})
		require.Equal(t, c.reason, reason(err), "%.40s: %v", c.to, err)
	}
	_, _, err = csv.Detect([]byte("entry1,entry2\nentry3,entry4\n"))
	require.Equal(t, "no_date_or_amount_columns", reason(err))
	m.Decimal = "x"
	require.Equal(t, "bad_mapping", reason(csv.Read(strings.NewReader(""), m, domain.StatementVisitor{})))
}

func TestRead_TellsWhenTheBalanceDoesNotFollow(t *testing.T) {
	t.Parallel()
	got, err := read(strings.Replace(fixture(t), "4.230,50", "4.231,50", 1))
	require.NoError(t, err)
	require.Equal(t, "CSV-BALANCE", got.findings[len(got.findings)-1].Rule)
}

// FuzzRead holds that a file is read or refused, and twice alike.
func FuzzRead(f *testing.F) {
	f.Add([]byte(fixture(f)))
	f.Add([]byte("Date,Text,Debit,Credit,Balance\n31/03/2026,a,1.50,,8\n31/03/2026,b,,2.00,10\n"))
	f.Add([]byte("31-Mar-26,DEBIT,\"shop,(1.50)\n7 Nov 2026,CREDIT,paid,£-2.00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(string(data))
		again, second := read(string(data))
		require.Equal(t, got, again)
		require.Equal(t, err, second)
		if err != nil {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
			return
		}
		require.Len(t, got.ended, 1)
	})
}
