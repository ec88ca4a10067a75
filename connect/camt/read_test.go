package camt_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/camt"
	"countersign/connect/xmldoc"
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

// message is a message with one statement; body stands after its account.
func message(space, body string) []byte {
	return []byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:` + space + `"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>X</IBAN></Id></Acct>` + body + `</Stmt></BkToCstmrStmt></Document>`)
}

func TestRead_ReadsVersion1(t *testing.T) {
	t.Parallel()
	got, err := read([]byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.01"><BkToCstmrAcctRptV01>
		<GrpHdr><MsgPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></MsgPgntn></GrpHdr>
		<Rpt><Id>R-1</Id><Acct><Id><PrtryAcct><Id>ch28 0123</Id></PrtryAcct></Id></Acct>
		<Bal><Tp><Cd>PRCD</Cd></Tp><Amt Ccy="SEK">7</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2031-03-02</Dt></Dt></Bal>
		<Ntry><Amt Ccy="SEK">200000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>INFO</Sts><Btch><NbOfTxs>20</NbOfTxs></Btch>
		<TxDtls><Refs><EndToEndId>E</EndToEndId></Refs></TxDtls><AddtlNtryInf>Credit</AddtlNtryInf></Ntry></Rpt></BkToCstmrAcctRptV01></Document>`))
	require.NoError(t, err)
	require.Equal(t, []domain.BankStatement{{Account: "CH280123", Currency: "SEK", Number: "R-1", Opening: amount("-7"), Provisional: true, Page: 1}}, got.end)
	require.Equal(t, []domain.BankEntry{{
		Amount: domain.MustDecimal("-200000"), Currency: "SEK", Pending: true, Text: "Credit", Batch: 20, Details: []domain.BatchDetail{{EndToEndID: "E"}},
	}}, got.entries)
}

func TestRead_Refuses(t *testing.T) {
	t.Parallel()
	const entry, path = `<Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>`, "/Document/BkToCstmrStmt/Stmt[1]/"
	for _, c := range []struct {
		name, space, body, reason, field string
	}{
		{"another message", "pain.001.001.09", "", camt.ReasonWrongMessage, "/Document"},
		{"no amount", "camt.053.001.02", "<Ntry/>", camt.ReasonMissing, path + "Ntry[1]/Amt"},
		{"a wrong amount in the second entry", "camt.053.001.02", "<Ntry>" + entry + `</Ntry><Ntry><Amt Ccy="EUR">1,5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>`, xmldoc.ReasonBadDecimal, path + "Ntry[2]/Amt"},
		{"no side", "camt.053.001.02", `<Ntry><Amt Ccy="EUR">1</Amt></Ntry>`, xmldoc.ReasonBadIndicator, path + "Ntry[1]/Amt"},
		{"another side", "camt.053.001.02", `<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>C</CdtDbtInd></Ntry>`, xmldoc.ReasonBadIndicator, path + "Ntry[1]/CdtDbtInd"},
		{"a day that no calendar has", "camt.053.001.02", "<Ntry>" + entry + `<ValDt><Dt>2031-02-30</Dt></ValDt></Ntry>`, xmldoc.ReasonImpossibleDate, path + "Ntry[1]/ValDt/Dt"},
		{"no date", "camt.053.001.02", "<Ntry>" + entry + `<ValDt><Dt>tomorrow</Dt></ValDt></Ntry>`, xmldoc.ReasonBadDate, path + "Ntry[1]/ValDt/Dt"},
		{"a wrong amount in a batch", "camt.053.001.08", "<Ntry>" + entry + `<NtryDtls><TxDtls/><TxDtls><Amt>x</Amt></TxDtls></NtryDtls></Ntry>`, xmldoc.ReasonBadDecimal, path + "Ntry[1]/NtryDtls[1]/TxDtls[2]/Amt"},
		{"a wrong side in a batch", "camt.053.001.08", "<Ntry>" + entry + `<NtryDtls><TxDtls><CdtDbtInd>x</CdtDbtInd></TxDtls></NtryDtls></Ntry>`, xmldoc.ReasonBadIndicator, path + "Ntry[1]/NtryDtls[1]/TxDtls[1]/CdtDbtInd"},
		{"a wrong balance", "camt.053.001.08", `<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt>x</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`, xmldoc.ReasonBadDecimal, path + "Bal[1]/Amt"},
	} {
		_, err := read(message(c.space, c.body))
		var refusal *domain.Error
		require.ErrorAs(t, err, &refusal, c.name)
		require.Equal(t, domain.CodeInvalid, refusal.Code, c.name)
		require.Equal(t, c.reason, refusal.Details["reason"], "%s: %s", c.name, refusal.Message)
		require.Equal(t, c.field, refusal.Field, c.name)
	}
	_, err := read([]byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt/></Document>`))
	require.ErrorContains(t, err, "no statement")
}

// FuzzRead asks that any bytes are read or refused, twice alike, and that what is told makes sense.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/statement-v8.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(message("camt.054.001.02", `<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>1</RvslInd></Ntry>`))
	f.Add(message("camt.052.001.14", `<Bal><Amt>1</Amt></Bal><Ntry/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		camt.Sniff(data)
		first, err := read(data)
		second, again := read(data)
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
