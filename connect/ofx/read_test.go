package ofx_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/ofx"
	"countersign/domain"
)

// told is what a visitor was told.
type told struct {
	begun    int
	ended    []domain.BankStatement
	entries  []domain.BankEntry
	findings []domain.Finding
}

func read(text string) (told, error) {
	var got told
	err := ofx.Read(strings.NewReader(text), domain.StatementVisitor{
		Begin:   func(domain.BankStatement) error { got.begun++; return nil },
		Entry:   func(e domain.BankEntry) error { got.entries = append(got.entries, e); return nil },
		End:     func(s domain.BankStatement) error { got.ended = append(got.ended, s); return nil },
		Finding: func(f domain.Finding) error { got.findings = append(got.findings, f); return nil },
	})
	return got, err
}

func (t told) rules() []string {
	var out []string
	for _, f := range t.findings {
		out = append(out, f.Rule)
	}
	return out
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.True(t, ofx.Sniff(data))
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

func TestRead_TakesEveryFieldOfBothVersions(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"card.qfx", "card.ofx"} {
		got, err := read(fixture(t, file))
		require.NoError(t, err, file)
		require.Empty(t, got.findings, file)
		require.Equal(t, 2, got.begun)
		require.Equal(t, []domain.BankStatement{
			{Account: "DE02120300000000202051", Bank: "NORDDE71", Currency: "EUR", From: date("2026-03-01"), To: date("2026-03-31"), Closing: decimal("3230.50")},
			{Account: "4111-XXXX-0001", Currency: "EUR", From: date("2026-03-01"), To: date("2026-03-31"), Closing: decimal("-19.99")},
		}, got.ended, file)
		require.Equal(t, []domain.BankEntry{
			{
				Booked: date("2026-03-02"), Value: date("2026-03-03"), Amount: *decimal("1290.50"), Currency: "EUR", BankRef: "A-1", CustomerRef: "INV-77",
				Counterparty: "Fjellheim Tooling AS", Text: "Fjellheim Tooling AS Invoice 77 & postage", Code: "CREDIT",
			},
			{
				Booked: date("2026-03-15"), Amount: *decimal("-60.00"), Currency: "EUR", BankRef: "A-2", Counterparty: "Nordlicht Strom",
				CounterAcct: "DE711001", Code: "DIRECTDEBIT",
			},
			{Booked: date("2026-03-31"), Amount: *decimal("-12.00"), Currency: "EUR", Pending: true, Counterparty: "Kiosk", Text: "Kiosk", Code: "POS"},
			{Booked: date("2026-03-09"), Amount: *decimal("-19.99"), Currency: "USD", BankRef: "C-1", Counterparty: "Café Blå", Text: "Café Blå", Code: "POS"},
		}, got.entries, file)
	}
}

func TestRead_TakesAmountsAsWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"-80":                 "-80",
		"+0012.50":            "12.50",
		"-200,00":             "-200.00",
		"1,234.56":            "1234.56",
		"1.234.567,8":         "1234567.8",
		"-995.4190396554627":  "-995.4190396554627",
		"12.3400000000000000": "12.3400000000000000",
		"-0":                  "0",
		".5":                  "0.5",
	} {
		got, err := read(strings.Replace(fixture(t, "card.qfx"), "<TRNAMT>1.290,50", "<TRNAMT>"+text, 1))
		require.NoError(t, err, text)
		require.Equal(t, want, got.entries[0].Amount.String(), text)
		require.NotContains(t, got.rules(), "OFX-COMMA")
	}
	for _, text := range []string{"$12", "1 200", "1,23.45", "1.234.56", "1,234,567", "12,345,6", "1e3", "", "-", "1234567890123456789"} {
		_, err := read(strings.Replace(fixture(t, "card.qfx"), "<TRNAMT>1.290,50", "<TRNAMT>"+text, 1))
		require.Equal(t, "bad_decimal", reason(err), text)
	}
}

func TestRead_TellsWhatAPersonShouldKnow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, rule string }{
		{"<TRNAMT>-60,00", "<TRNAMT>-60,123", "OFX-COMMA"},
		{"<TRNAMT>-60,00", "<TRNAMT>60,00", "OFX-SIGN"},
		{"<FITID>A-2", "<FITID>A-1", "OFX-FITID"},
		{"<FITID>A-2", "<FITID>A-2<CORRECTFITID>A-1<CORRECTACTION>DELETE", "OFX-CORRECTION"},
		{"<CURDEF>EUR\n", "<CURDEF>\n", "OFX-CURRENCY"},
		{"<BALAMT>+3.230,50<DTASOF>20260331", "<BALAMT><DTASOF>20260331", "OFX-EMPTY-BALANCE"},
		{"<BALAMT>+3.230,50<DTASOF>20260331", "<BALAMT>1,00<DTASOF>20260401", "OFX-BALANCE-DAY"},
		{"</BANKTRANLIST>\n<LEDGERBAL>", "<LEDGERBAL>", "OFX-UNCLOSED"},
		{"</STMTTRN>\n</BANKTRANLIST>", "</STMTTRN> lost </BANKTRANLIST>", "OFX-STRAY-TEXT"},
		{"</STMTTRNRS>", "<STMTENDRS><X>1</STMTENDRS></STMTTRNRS>", "OFX-NOT-READ"},
		{"<BANKTRANLIST>", "<INVTRANLIST><BUYSTOCK><INVTRAN><FITID>9</INVTRAN></BUYSTOCK></INVTRANLIST><BANKTRANLIST>", "OFX-TRADES"},
	} {
		text := fixture(t, "card.qfx")
		require.Contains(t, text, c.from)
		got, err := read(strings.Replace(text, c.from, c.to, 1))
		require.NoError(t, err, c.to)
		require.Equal(t, []string{c.rule}, got.rules(), c.to)
		require.Len(t, got.entries, 4)
	}
}

func TestRead_PassesOverWhateverStandsBeforeOFX(t *testing.T) {
	t.Parallel()
	text := fixture(t, "card.qfx")
	want, err := read(text)
	require.NoError(t, err)
	body := text[strings.Index(text, "<OFX>"):]
	for _, header := range []string{"", "\r\n\r\n", "OFXHEADER:100DATA:OFXSGMLVERSION:102", "OFXHEADER:100\r\r\nVERSION:151\r\r\n", "<START><DATA>OFXSGML</DATA></START>\n and more\n"} {
		got, err := read(header + body)
		require.NoError(t, err, header)
		require.Equal(t, want, got, header)
	}
	twice, err := read(text + text)
	require.NoError(t, err)
	require.Len(t, twice.ended, 4)
}

func TestRead_RefusesWhatItCannotTakeExactly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, reason string }{
		{"<DTPOSTED>20260315", "<DTPOSTED>20260231", "impossible_date"},
		{"<DTPOSTED>20260315", "<DTPOSTED>2026-03-15", "impossible_date"},
		{"<DTPOSTED>20260315", "<DTPOSTED>", "missing_date"},
		{"<DTPOSTED>20260315", "", "missing_date"},
		{"<TRNAMT>-60,00", "", "bad_decimal"},
		{"<TRNAMT>-60,00", "<TRNAMT>-60,00<TRNAMT>-61,00", "malformed"},
		{"<ACCTID>DE02 1203 0000 0000 2020 51", "", "malformed"},
		{"<CURDEF>EUR\n", "<CURDEF>EURO\n", "malformed"},
		{"<CURSYM>USD", "<CURSYM>$", "malformed"},
		{"</BANKTRANLISTP>", "", "malformed"},
		{"<MEMO></STMTTRN>", "<MEMO>", "malformed"},
		{"</OFX>", "", "malformed"},
		{"</OFX>", "</OFX", "malformed"},
		{"<BANKMSGSRSV1>", "<!-- <BANKMSGSRSV1>", "malformed"},
		{"<BANKMSGSRSV1>", "<BANKMSGSRSV1><OFX>", "malformed"},
		{"<BANKMSGSRSV1>", "<BANK$MSGSRSV1>", "malformed"},
		{"<OFX>", "<OFC>", "malformed"},
		{"<OFX>", "", "malformed"},
		{"<OFX>", "<!DOCTYPE OFX [<!ENTITY a \"b\">]><OFX>", "hostile_xml"},
		{"<NAME>Fjellheim", "<NAME>\x00Fjellheim", "malformed"},
		{"<NAME>Fjellheim", "<NAME>" + strings.Repeat("x", 70_000), "too_large"},
		{"<STMTRS>", strings.Repeat("<A>", 100), "too_large"},
		{"<LEDGERBAL><BALAMT>+3", "<LEDGERBAL><BALAMT>1</LEDGERBAL><LEDGERBAL><BALAMT>+3", "malformed"},
		{"<STMTTRN><TRNTYPE>CREDIT", "<STMTTRN><STMTTRN><TRNTYPE>CREDIT", "malformed"},
		{"<STMTRS>", "<STMTRS><STMTRS>", "malformed"},
		{"<STMTRS>", "<STMTRS>text", "malformed"},
	} {
		text := fixture(t, "card.qfx")
		require.Contains(t, text, c.from)
		_, err := read(strings.Replace(text, c.from, c.to, 1))
		require.Equal(t, domain.CodeInvalid, domain.CodeOf(err), c.to)
		require.Equal(t, c.reason, reason(err), "%.60s: %v", c.to, err)
	}
}

func TestRead_SaysWhatTheBankAnsweredInstead(t *testing.T) {
	t.Parallel()
	_, err := read("<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Signon invalid</STATUS></SONRS></SIGNONMSGSRSV1></OFX>")
	require.Equal(t, "no_statement_in_file", reason(err))
	require.ErrorContains(t, err, "15500 Signon invalid")
	_, err = read("<OFX></OFX>")
	require.Equal(t, "no_statement_in_file", reason(err))
}

func TestRead_EndsWithTheVisitorsError(t *testing.T) {
	t.Parallel()
	stop := errors.New("enough")
	text := fixture(t, "card.qfx")
	for _, v := range []domain.StatementVisitor{
		{Begin: func(domain.BankStatement) error { return stop }},
		{Entry: func(domain.BankEntry) error { return stop }},
		{End: func(domain.BankStatement) error { return stop }},
	} {
		require.ErrorIs(t, ofx.Read(strings.NewReader(text), v), stop)
	}
	require.NoError(t, ofx.Read(strings.NewReader(text), domain.StatementVisitor{}))
}

func reason(err error) string {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	slug, _ := refusal.Details["reason"].(string)
	return slug
}

// FuzzRead holds that a file is read or refused, twice alike, and that every statement that began ended.
func FuzzRead(f *testing.F) {
	f.Add([]byte(fixture(f, "card.qfx")))
	f.Add([]byte(fixture(f, "card.ofx")))
	f.Add([]byte("<OFX><STMTRS><BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNAMT>1<DTPOSTED>20260101</STMTTRN><LEDGERBAL><BALAMT>1</LEDGERBAL></STMTRS></OFX>"))
	f.Add([]byte("<OFX\n<<OFX></STATUS><![CDATA[</OFX>]]>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(string(data))
		again, second := read(string(data))
		require.Equal(t, got, again)
		require.Equal(t, err, second)
		if err != nil {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
			return
		}
		require.Len(t, got.ended, got.begun)
		require.NotEmpty(t, got.ended)
		require.LessOrEqual(t, len(got.entries), strings.Count(strings.ToUpper(string(data)), "STMTTRN"))
	})
}
