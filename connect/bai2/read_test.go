package bai2_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/bai2"
	"countersign/domain"
)

// told is what a visitor was told.
type told struct {
	begun, ended []domain.BankStatement
	entries      []domain.BankEntry
	findings     []domain.Finding
}

func read(text string) (told, error) {
	var got told
	err := bai2.Read(strings.NewReader(text), domain.StatementVisitor{
		Begin:   func(s domain.BankStatement) error { got.begun = append(got.begun, s); return nil },
		Entry:   func(e domain.BankEntry) error { got.entries = append(got.entries, e); return nil },
		End:     func(s domain.BankStatement) error { got.ended = append(got.ended, s); return nil },
		Finding: func(f domain.Finding) error { got.findings = append(got.findings, f); return nil },
	})
	return got, err
}

func (t told) rules() []string {
	var out []string
	for _, f := range t.findings {
		out = append(out, f.Field+" "+f.Rule)
	}
	return out
}

func fixture(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/report.bai")
	require.NoError(t, err)
	require.True(t, bai2.Sniff(data))
	return string(data)
}

func date(t *testing.T, s string) domain.Date {
	t.Helper()
	d, err := domain.ParseDate(s)
	require.NoError(t, err)
	return d
}

func decimal(s string) *domain.Decimal {
	d := domain.MustDecimal(s)
	return &d
}

func TestRead_TakesEveryField(t *testing.T) {
	t.Parallel()
	got, err := read(fixture(t))
	require.NoError(t, err)
	require.Empty(t, got.findings)
	day := date(t, "2026-03-30")
	require.Equal(t, []domain.BankStatement{
		{Account: "4400120077", Bank: "021000021", Currency: "EUR", From: day, To: day, Opening: decimal("12500.00"), Closing: decimal("13315.00")},
		{Account: "9910", Bank: "021000021", Currency: "JPY", From: day, To: day, Opening: decimal("500"), Closing: decimal("400"), Provisional: true},
	}, got.ended)
	require.Equal(t, got.ended, got.begun)
	require.Equal(t, []domain.BankEntry{
		{
			Booked: day, Value: date(t, "2026-03-31"), Amount: *decimal("1290.00"), Currency: "EUR", BankRef: "TRN99120", CustomerRef: "INV-2026-0311",
			EndToEndID: "E2E-7741", Counterparty: "Fjellheim Tooling AS", CounterAcct: "NO9386011117947", Code: "195",
			Text: "Fjellheim Tooling AS EREF: E2E-7741 DBNM: Fjellheim Tooling AS DACT: NO93 8601 1117 947",
		},
		{Booked: day, Amount: *decimal("125.00"), Currency: "EUR", BankRef: "DD-17", Code: "165", Text: "Direct debits, two of them"},
		{Booked: day, Amount: *decimal("-600.00"), Currency: "EUR", CustomerRef: "OUT-5", Code: "495", Text: "Rent April"},
		{Booked: day, Amount: *decimal("-100"), Currency: "JPY", Code: "475", Text: "Cheque 17"},
	}, got.entries)
}

func TestRead_IsTheSameWithAllRecordsOnOneLine(t *testing.T) {
	t.Parallel()
	want, err := read(fixture(t))
	require.NoError(t, err)
	text := strings.Replace(fixture(t), "88,EREF: E2E-7741\n88,DBNM: Fjellheim Tooling AS\n88,DACT: NO93 8601 1117 947\n",
		"88,EREF: E2E-7741/\n88,DBNM: Fjellheim Tooling AS/\n88,DACT: NO93 8601 1117 947/\n", 1)
	got, err := read(strings.ReplaceAll(text, "\n", "  "))
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestRead_TellsWhatTheTrailersStateOtherwise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		rules    []string
	}{
		{"49,4184500,9/", "49,4184501,9/", []string{"line 11 BAI2-49-TOTAL", "line 12 BAI2-98-TOTAL"}},
		{"49,4184500,9/", "49,4184500,8/", []string{"line 11 BAI2-49-RECORDS"}},
		{"49,4184500,9/\n", "", []string{"line 11 BAI2-49-MISSING", "line 11 BAI2-98-RECORDS", "line 17 BAI2-99-RECORDS"}},
		{"98,4184500,1,11/", "98,4184500,2,11/", []string{"line 12 BAI2-98-ACCOUNTS"}},
		{"98,1000,1,5/\n", "", []string{"line 17 BAI2-98-MISSING", "line 17 BAI2-99-RECORDS"}},
		{"99,4185500,2,18/", "99,4185400,3,19/", []string{"line 18 BAI2-99-TOTAL", "line 18 BAI2-99-GROUPS", "line 18 BAI2-99-RECORDS"}},
		{"S,60000,0,0,,OUT-5", "S,60000,1,0,,OUT-5", []string{"line 10 BAI2-16-FUNDS"}},
		{"16,475,100,0,,,Cheque 17/\n", "16,890,,,,,Closed on Friday/\n16,475,100,0,,,Cheque 17/\n",
			[]string{"line 15 BAI2-16-NON-MONETARY", "line 17 BAI2-49-RECORDS", "line 18 BAI2-98-RECORDS", "line 19 BAI2-99-RECORDS"}},
		{"Cheque 17/", "Cheque\n17 of March/", []string{"line 16 BAI2-STRAY-LINE"}},
		{"260330,2359,JPY,3", "260330,2359,,3", []string{"line 14 BAI2-CURRENCY"}},
	} {
		text := fixture(t)
		require.Contains(t, text, c.from)
		got, err := read(strings.Replace(text, c.from, c.to, 1))
		require.NoError(t, err, c.to)
		require.Equal(t, c.rules, got.rules(), c.to)
		require.Len(t, got.entries, 4)
	}
}

func TestRead_RefusesWhatItCannotTakeExactly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, field, reason string }{
		{"99,4185500,2,18/\n", "", "line 17", "truncated"},
		{"01,021000021,KALDERVIK,260331,0615,7,80,,2/\n", "", "line 1", "malformed"},
		{"01,021000021", "88,021000021", "line 1", "malformed"},
		{",80,,2/", ",80,,3/", "line 1", "malformed"},
		{"16,195,129000", "16,195,1290.00", "line 5", "bad_decimal"},
		{"16,195,129000", "16,195,", "line 5", "bad_decimal"},
		{"16,195,129000", "16,195,1290000000000000000", "line 5", "bad_decimal"},
		{"16,195,129000", "16,850,129000", "line 5", "malformed"},
		{"16,195,129000", "16,19X,129000", "line 5", "malformed"},
		{"129000,V,260331", "129000,V,260231", "line 5", "impossible_date"},
		{"129000,V,260331", "129000,Q,260331", "line 5", "malformed"},
		{"1,260330,2359,EUR", "1,261330,2359,EUR", "line 2", "impossible_date"},
		{"1,260330,2359,EUR", "1,,2359,EUR", "line 2", "malformed"},
		{"1,260330,2359,EUR", "2,260330,2359,EUR", "line 2", "not_a_report"},
		{"1,260330,2359,EUR", "4,260330,2359,EUR", "line 2", "not_a_report"},
		{"03,4400120077,EUR", "03,,EUR", "line 3", "malformed"},
		{"03,4400120077,EUR", "03,4400120077,E9R", "line 3", "malformed"},
		{"010,1250000", "01,1250000", "line 3", "malformed"},
		{"D,2,0,10000", "D,x,0,10000", "line 9", "malformed"},
		{"03,9910,,010,500,,,015,400/\n", "", "line 14", "malformed"},
		{"49,4184500,9/", "49,4184500/", "line 11", "malformed"},
	} {
		text := fixture(t)
		require.Contains(t, text, c.from)
		_, err := read(strings.Replace(text, c.from, c.to, 1))
		var refusal *domain.Error
		require.ErrorAs(t, err, &refusal, c.to)
		require.Equal(t, domain.CodeInvalid, refusal.Code)
		require.Equal(t, c.reason, refusal.Details["reason"], "%s: %s", c.to, refusal.Message)
		require.Equal(t, c.field, refusal.Field, c.to)
	}
}

func TestRead_EndsWithTheVisitorsError(t *testing.T) {
	t.Parallel()
	stop := errors.New("enough")
	for _, v := range []domain.StatementVisitor{
		{Begin: func(domain.BankStatement) error { return stop }},
		{Entry: func(domain.BankEntry) error { return stop }},
		{End: func(domain.BankStatement) error { return stop }},
	} {
		require.ErrorIs(t, bai2.Read(strings.NewReader(fixture(t)), v), stop)
	}
	require.NoError(t, bai2.Read(strings.NewReader(fixture(t)), domain.StatementVisitor{}))
}

func TestSniff(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"01,122099999,123456789,040621,0200,1,65,,2/": true,
		"\n 01,0004,12345,060321,0829,001,80,1,2/\n":  true,
		"00,0004,1/2/345,06/0321,0829,001,80,1,2/\n":  true, // known, to be refused by name
		"01,02,2026,Rent,12.00\n":                     false,
		"12,Lunch a/b,3.50\n":                         false,
		":20:STARTUMS":                                false,
		"":                                            false,
	} {
		require.Equal(t, want, bai2.Sniff([]byte(text)), text)
	}
}

// FuzzRead holds that a file is read or refused, twice alike, and that nothing is counted twice.
func FuzzRead(f *testing.F) {
	f.Add([]byte(fixture(f)))
	f.Add([]byte("01,A,B,260331,,1,,,2/ 02,,B,1,260330,,,/ 03,1,,010,5,,V,260330,,015,6,1,D,1,0,6/\n49,11,2/\n98,11,1,4/\n99,11,1,6/"))
	f.Add([]byte("00,0004/"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(string(data))
		again, second := read(string(data))
		require.Equal(t, got, again)
		require.Equal(t, err, second)
		if err != nil {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
			return
		}
		require.Len(t, got.ended, len(got.begun))
		require.LessOrEqual(t, len(got.entries), bytes.Count(data, []byte("16,")))
	})
}
