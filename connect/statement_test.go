package connect_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

func TestReadStatements_FindsTheFormatByContent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file    string
		format  connect.Format
		entries int
	}{
		{"camt/testdata/statement-v8.xml", connect.FormatCAMT, 4},
		{"mt940/testdata/pages.sta", connect.FormatMT940, 4},
	} {
		entries := 0
		format, err := connect.ReadStatements(bytes.NewReader(fixture(t, c.file)), domain.StatementVisitor{
			Entry: func(domain.BankEntry) error { entries++; return nil },
		})
		require.NoError(t, err)
		require.Equal(t, c.format, format)
		require.Equal(t, c.entries, entries)
	}
}

func TestReadStatements_RefusesOtherFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, reason string
		format             connect.Format
	}{
		{"empty", " ", "empty", ""},
		{"no format", "hello", "unknown_format", ""},
		{"invoice", string(fixture(t, "ubl/testdata/invoice.xml")), "no_statement", ""},
		{"another document", "<order/>", "wrong_root", ""},
		{"another message", `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>`, "wrong_message", connect.FormatCAMT},
	} {
		format, err := connect.ReadStatements(strings.NewReader(c.text), domain.StatementVisitor{})
		require.Equal(t, c.reason, reason(err), c.name)
		require.Equal(t, c.format, format, c.name)
	}
	cut := errors.New("line is down")
	_, err := connect.ReadStatements(iotest.ErrReader(cut), domain.StatementVisitor{})
	require.ErrorIs(t, err, cut)
}

func TestInspect_ReportsStatements(t *testing.T) {
	t.Parallel()
	report := connect.Inspect("s.xml", bytes.NewReader(fixture(t, "camt/testdata/statement-v8.xml")))
	require.Equal(t, "statement", report.Kind)
	line, err := json.Marshal(report.Documents)
	require.NoError(t, err)
	require.JSONEq(t, `[{"account":"SE4550000000058398257466","currency":"EUR","number":"41","from":"2031-03-03","to":"2031-03-04",
		"opening":"-100.00","closing":"1129.50","entries":4,"pending":1,"sum":"1229.00","reversals":1,"reconciles":false}]`, string(line))

	require.Equal(t, []domain.Finding{{
		Rule: "CS-BALANCE", Severity: domain.SeverityWarning, Field: "statement 1", Stated: "1129.50", Expected: "1129.00",
		Message: "The opening balance and the booked entries do not make the closing balance.",
	}}, report.Findings)

	report = connect.Inspect("s.sta", bytes.NewReader(fixture(t, "mt940/testdata/pages.sta")))
	require.Len(t, report.Documents, 2)
	line, err = json.Marshal(report.Documents[0])
	require.NoError(t, err)
	require.JSONEq(t, `{"account":"47110815","currency":"EUR","number":"00041","from":"2031-03-03","to":"2031-03-04",
		"opening":"-100.00","closing":"1135","entries":4,"pending":0,"sum":"1235.00","reversals":2,"reconciles":true}`, string(line))
}

func TestInspect_LeavesOpenWhatIsNotStated(t *testing.T) {
	t.Parallel()
	report := connect.Inspect("n.xml", strings.NewReader(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02">
		<BkToCstmrDbtCdtNtfctn><Ntfctn><Acct><Id/></Acct></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`))
	require.Nil(t, report.Error)
	line, err := json.Marshal(report.Documents)
	require.NoError(t, err)
	require.JSONEq(t, `[{"account":null,"currency":null,"number":null,"from":null,"to":null,"opening":null,"closing":null,
		"entries":0,"pending":0,"sum":"0","reversals":0,"reconciles":null}]`, string(line))
}
