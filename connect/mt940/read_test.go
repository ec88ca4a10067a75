package mt940_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/mt940"
	"countersign/connect/textdoc"
	"countersign/domain"
)

// told is everything that a visitor is told of a file.
type told struct {
	begin, end []domain.BankStatement
	entries    []domain.BankEntry
}

func read(text string) (told, error) {
	var t told
	err := mt940.Read(iotest.OneByteReader(strings.NewReader(text)), domain.StatementVisitor{
		Begin: func(s domain.BankStatement) error { t.begin = append(t.begin, s); return nil },
		Entry: func(e domain.BankEntry) error { t.entries = append(t.entries, e); return nil },
		End:   func(s domain.BankStatement) error { t.end = append(t.end, s); return nil },
	})
	return t, err
}

// message is one with these fields after the opening balance.
func message(fields ...string) string {
	return ":20:REF\n:25:4711\n:28C:1\n:60F:C310301EUR0,\n" + strings.Join(fields, "\n") + "\n:62F:C310331EUR0,\n-\n"
}

func amount(s string) *domain.Decimal {
	d := domain.MustDecimal(s)
	return &d
}

func date(month, day int) domain.Date { return dateOf(2031, month, day) }

func dateOf(year, month, day int) domain.Date {
	return domain.DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
}

func TestRead_TellsEachPageAsAStatement(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/pages.sta")
	require.NoError(t, err)
	require.True(t, mt940.Sniff(data))
	got, err := read(string(data))
	require.NoError(t, err)

	first := domain.BankStatement{Account: "47110815", Bank: "HALDSE22", Currency: "EUR", Number: "00041", From: date(3, 3), Opening: amount("-100.00"), Page: 2}
	second := domain.BankStatement{
		Account: "47110815", Bank: "HALDSE22", Currency: "EUR", Number: "00041", From: date(3, 4), To: date(3, 5),
		Opening: amount("1135.00"), Closing: amount("1135.00"), Page: 3,
	}
	require.Equal(t, []domain.BankStatement{first, second}, got.begin)
	first.To, first.Closing = date(3, 4), amount("1135")
	require.Equal(t, []domain.BankStatement{first, second}, got.end)

	require.Equal(t, []domain.BankEntry{
		{
			Booked: date(3, 3), Value: date(3, 4), Amount: domain.MustDecimal("1240.00"), Currency: "EUR", Code: "NTRF+166",
			EndToEndID: "HB-2031-0042", MandateID: "M-7", CustomerRef: "HB-2031-0042", BankRef: "SRV-1",
			Counterparty: "Närke Verkstad AB", CounterAcct: "DE89370400440532013000",
			Text: "/OCMT/SEK13100,00/ GUTSCHRIFT Invoice HB-2031-0042 of 14 March",
		},
		{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-10.50"), Currency: "EUR", Code: "NRTI", Reversal: true},
		{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("0.5"), Currency: "EUR", Code: "S051", Reversal: true},
		{Booked: date(2, 28), Value: date(2, 28), Amount: domain.MustDecimal("5"), Currency: "EUR", Code: "NMSC", Text: "no structure at all and a second line"},
	}, got.entries)
}

func TestRead_ReadsMovements(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, line string
		want       domain.BankEntry
	}{
		{"debit with a funds code", "310304DR12,50NMSCNONREF", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-12.50"), Code: "NMSC"}},
		{"blanks for the booking day", "310304    DD12,5NMSCA//B", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-12.5"), Code: "NMSC", CustomerRef: "A", BankRef: "B"}},
		{"leading zeros and no fraction", "310304C000000000250,N699X", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("250"), Code: "N699", CustomerRef: "X"}},
		{"booked in the year before", "3101011229C1,NTRFNONREF", domain.BankEntry{Booked: dateOf(2030, 12, 29), Value: date(1, 1), Amount: domain.MustDecimal("1"), Code: "NTRF"}},
		{"booked in the year after", "3012310102C1,NTRFNONREF", domain.BankEntry{Booked: date(1, 2), Value: dateOf(2030, 12, 31), Amount: domain.MustDecimal("1"), Code: "NTRF"}},
		{"reversal of a credit with a funds code", "310304RCR204,88NRTINONREF", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-204.88"), Code: "NRTI", Reversal: true}},
		{"expected credit", "310304EC7,NTRFNONREF", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("7"), Code: "NTRF", Pending: true}},
		{"last century", "991231C1,NTRFNONREF", domain.BankEntry{Booked: dateOf(1999, 12, 31), Value: dateOf(1999, 12, 31), Amount: domain.MustDecimal("1"), Code: "NTRF"}},
		{"day that no calendar has", "311541C1,NTRFNONREF", domain.BankEntry{Amount: domain.MustDecimal("1"), Code: "NTRF"}},
		{"type of two letters", "310304C1,NGT EREF", domain.BankEntry{Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("1"), Code: "NGT"}},
		{"account and name in columns", "310304D500,N062P266050522      Halden  Services", domain.BankEntry{
			Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-500"), Code: "N062", CounterAcct: "P266050522", Counterparty: "Halden Services",
		}},
		{"counter account below", "310304D25,N102EREF\nNL70ABNA0987654321", domain.BankEntry{
			Booked: date(3, 4), Value: date(3, 4), Amount: domain.MustDecimal("-25"), Code: "N102", CounterAcct: "NL70ABNA0987654321",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := read(message(":61:" + c.line))
			require.NoError(t, err)
			c.want.Currency = "EUR"
			require.Equal(t, []domain.BankEntry{c.want}, got.entries)
		})
	}
}

func TestRead_ReadsTheDialectsOfField86(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		lines []string
		want  domain.BankEntry // without day, amount and code
	}{
		{"German before SEPA", []string{":86:835?00ENTGELT?20Account charges of the?21first quarter?3012345678?311122334", "455?32HALDEN"}, domain.BankEntry{
			Text: "ENTGELT Account charges of the first quarter", CounterAcct: "1122334455", Counterparty: "HALDEN", Code: "NMSC+835",
		}},
		{"German keys inside a part", []string{":86:109?00RETOURE?20EREF+A1.2?21KREF+B-7 MREF+?222085 OAMT+11,85 SVWZ+Account?23 closed"}, domain.BankEntry{
			Text: "RETOURE OAMT+11,85 Account closed", EndToEndID: "A1.2", CustomerRef: "B-7", MandateID: "2085", Code: "NMSC+109",
		}},
		{"German without an end-to-end reference", []string{":86:177?20EREF+NOTPROVIDED?21SVWZ+Rent?22IBAN: DE89370400440532013000"}, domain.BankEntry{
			Text: "Rent IBAN: DE89370400440532013000", CounterAcct: "DE89370400440532013000", Code: "NMSC+177",
		}},
		{"another sign", []string{":86:000>100000>20NLBANK2U>21FIRST PART", ">22SECOND PART>310454545454"}, domain.BankEntry{
			Text: "NLBANK2U FIRST PART SECOND PART", CounterAcct: "0454545454",
		}},
		{"a time of day that a line break cut", []string{":86:106?20Card 2031-03-04T13", ":12:11 Halden?32Shop"}, domain.BankEntry{
			Text: "Card 2031-03-04T13 :12:11 Halden", Counterparty: "Shop", Code: "NMSC+106",
		}},
		{"Dutch", []string{":86:/EREF/02-04-2031 22:56/MARF/M-7/BENM//NAME/Halden Nederland B.V./REMI/RF18539007547034 of ", "March/ISDT/2031-04-03"}, domain.BankEntry{
			Text: "RF18539007547034 of March", EndToEndID: "02-04-2031 22:56", MandateID: "M-7", Counterparty: "Halden Nederland B.V.", CustomerRef: "RF18539007547034",
		}},
		{"Dutch with a counterparty of parts", []string{":86:/CNTP/NL86INGB0002445588/INGBNL2A/TAX OFFICE/Utrecht//REMI/STRD/CUR/8850426741301240/"}, domain.BankEntry{
			Text: "CUR/8850426741301240", CounterAcct: "NL86INGB0002445588", Counterparty: "TAX OFFICE", CustomerRef: "8850426741301240",
		}},
		{"words with colons", []string{":86:SEPA IDEAL                       IBAN: NL70ABNA0888888888", "NAAM: HALDEN RAIL", "KENMERK: 26-01-2031"}, domain.BankEntry{
			Text:        "SEPA IDEAL IBAN: NL70ABNA0888888888 NAAM: HALDEN RAIL KENMERK: 26-01-2031",
			CounterAcct: "NL70ABNA0888888888", Counterparty: "HALDEN RAIL", EndToEndID: "26-01-2031",
		}},
		{"Polish", []string{":86:911 COLLECT; Z RACH.: ", "56114010810000267002001001; OD: JAN NOWAK  ", "UL. NIJAKA 1; TYT.: FAKTURA 7"}, domain.BankEntry{
			Text:        "911 COLLECT; Z RACH.: 56114010810000267002001001; OD: JAN NOWAK UL. NIJAKA 1; TYT.: FAKTURA 7",
			CounterAcct: "56114010810000267002001001", Counterparty: "JAN NOWAK UL. NIJAKA 1",
		}},
		{"a wrong creditor reference is text", []string{":86:RF19539007547034"}, domain.BankEntry{Text: "RF19539007547034"}},
		{"a batch", []string{":86:VERZAMELBETALING TOTAAL 198 POSTEN"}, domain.BankEntry{Text: "VERZAMELBETALING TOTAAL 198 POSTEN", Batch: 198}},
		{"several fields", []string{":86:one", ":86:two"}, domain.BankEntry{Text: "one two"}},
		{"field NS", []string{":NS:01purpose", "02goes on", "15HALDEN", "16GMBH", "17BOOKED", "340004279070017"}, domain.BankEntry{
			Text: "purpose goes on BOOKED", Counterparty: "HALDEN GMBH", CounterAcct: "4279070017",
		}},
		{"a dash does not end the message unless it stands alone", []string{":86:one", "-two"}, domain.BankEntry{Text: "one -two"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := read(message(append([]string{":61:310304C1,NMSCNONREF"}, c.lines...)...))
			require.NoError(t, err)
			c.want.Booked, c.want.Value, c.want.Amount, c.want.Currency = date(3, 4), date(3, 4), domain.MustDecimal("1"), "EUR"
			if c.want.Code == "" {
				c.want.Code = "NMSC"
			}
			require.Equal(t, []domain.BankEntry{c.want}, got.entries)
		})
	}
}

func TestRead_ReadsAccounts(t *testing.T) {
	t.Parallel()
	for value, want := range map[string][2]string{
		"NL62INGB0001212121EUR":      {"NL62INGB0001212121", ""},
		"3462.483.153 EUR":           {"3462.483.153", ""},
		"12345678/1020304050":        {"1020304050", "12345678"},
		"HALDHUHB/123456789/HUF":     {"123456789", "HALDHUHB"},
		"  0878787878      ":         {"0878787878", ""},
		"SE45 5000 0000 0583 9825 7": {"SE4550000000058398257", ""},
	} {
		got, err := read(":20:R\n:25:" + value + "\n:28C:1\n-\n")
		require.NoError(t, err)
		require.Equal(t, want, [2]string{got.end[0].Account, got.end[0].Bank}, value)
	}
}

func TestRead_SaysWhatItHadToTakeOtherwise(t *testing.T) {
	t.Parallel()
	var findings []domain.Finding
	text := strings.Replace(message(":61:3102300301C1,NTRFNONREF", ":86:N\xe4rke", ":61:319999C1,NTRFNONREF"), ":62F:C310331EUR0,", ":62F:C310331EUR11 27421,94", 1) +
		":61:310304C1,NTRFNONREF\n"
	err := mt940.Read(strings.NewReader(text), domain.StatementVisitor{Finding: func(f domain.Finding) error { findings = append(findings, f); return nil }})
	require.NoError(t, err)
	warning := domain.SeverityWarning
	require.Equal(t, []domain.Finding{
		{Rule: "MT940-DATE", Severity: warning, Field: "line 5", Stated: "310230", Expected: "2031-02-28", Message: "No calendar has the day; the last one of its month was taken."},
		{Rule: "MT940-DATE", Severity: warning, Field: "line 7", Stated: "319999", Message: "No calendar has the day; it was left out."},
		{Rule: "MT940-62F", Severity: warning, Field: "line 8", Stated: "11 27421,94", Expected: "11", Message: "What follows the amount was not read."},
		{Rule: "MT940-LATE", Severity: warning, Field: "line 10", Message: "The movement stands after the closing balance of its message."},
		{Rule: "MT940-CHARSET", Severity: domain.SeverityInfo, Message: "The file is no UTF-8 and does not say what it is: letters beyond ASCII were read as Windows-1252."},
	}, findings)
}

func TestRead_TellsInterimReports(t *testing.T) {
	t.Parallel()
	got, err := read(":20:R1\n:25:4711\n:28C:13/37\n:34F:EURD12345,67\n:13D:3103041733+0100\n:61:310304C9,FTRFNONREF\n:90D:0EUR0,00\n:90C:1EUR9,00\n:20:R2\n:25:4711\n:28C:14\n")
	require.NoError(t, err)
	require.Equal(t, domain.BankStatement{Account: "4711", Currency: "EUR", Number: "13", Provisional: true}, got.end[0])
	require.Len(t, got.entries, 1)
	require.Len(t, got.end, 2)
}

func TestRead_Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, reason, field string }{
		{"no message", "hello\n", textdoc.ReasonNoStatement, ""},
		{"a message in a message", ":20:A\n:25:1\n:60F:C310301EUR0,\n:20:B\n", textdoc.ReasonMalformed, "line 4"},
		{"an account after a movement", message(":61:310304C1,NTRFNONREF", ":25:166?00GUTSCHRIFT"), textdoc.ReasonMalformed, "line 6"},
		{"a movement without a side", message(":61:3103041,00NTRFNONREF"), textdoc.ReasonMalformed, "line 5"},
		{"a movement without an amount", message(":61:310304CNTRFNONREF"), textdoc.ReasonMalformed, "line 5"},
		{"an amount of many digits", message(":61:310304C1234567890123456789,NTRFNONREF"), textdoc.ReasonBadDecimal, "line 5"},
		{"a balance without a day", ":20:A\n:25:1\n:60F:CEUR0,\n", textdoc.ReasonMalformed, "line 3"},
		{"a closing balance without a side", message(":62F:310304EUR1,"), textdoc.ReasonMalformed, "line 5"},
		{"a balance of many digits", ":20:A\n:25:1\n:60F:C310301EUR1234567890123456789,\n", textdoc.ReasonBadDecimal, "line 3"},
		{"a long line", ":20:" + strings.Repeat("x", 2<<20), textdoc.ReasonTooLarge, "line 1"},
		{"a long field", message(":61:310304C1,NTRFNONREF", ":86:x", strings.Repeat(strings.Repeat("x", 100)+"\n", 1000)), textdoc.ReasonTooLarge, "line 6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.text)
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, domain.CodeInvalid, refusal.Code)
			require.Equal(t, c.reason, refusal.Details["reason"], refusal.Message)
			require.Equal(t, c.field, refusal.Field)
		})
	}
}

func TestRead_EndsWithTheErrorOfReaderOrVisitor(t *testing.T) {
	t.Parallel()
	cut := errors.New("line is down")
	err := mt940.Read(io.MultiReader(strings.NewReader(":20:A\n"), iotest.ErrReader(cut)), domain.StatementVisitor{})
	require.ErrorIs(t, err, cut)

	stop := errors.New("enough")
	err = mt940.Read(strings.NewReader(message(":61:310304C1,NTRFNONREF")), domain.StatementVisitor{Entry: func(domain.BankEntry) error { return stop }})
	require.ErrorIs(t, err, stop)
}

// FuzzRead asks that any bytes are read or refused, twice alike, and that what is told makes sense.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/pages.sta")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add(message(":61:310304C1,NTRFNONREF", ":86:/EREF/1/REMI/2", ":NS:01a", ":86:177?20EREF+1?31DE?32N"))
	f.Add(message(":61:310304C1,NTRFNONREF\nDE89370400440532013000", ":86:RF18539007547034 IBAN: X NAAM: Y;"))
	f.Fuzz(func(t *testing.T, text string) {
		mt940.Sniff([]byte(text))
		first, err := read(text)
		second, again := read(text)
		require.Equal(t, first, second)
		require.Equal(t, err, again)
		if err != nil {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
			return
		}
		require.NotEmpty(t, first.begin)
		require.Len(t, first.end, len(first.begin))
	})
}
