package connect_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

func fixture(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return data
}

func TestReadInvoice_FindsTheFormatByContent(t *testing.T) {
	t.Parallel()
	ublFile, ciiFile := fixture(t, "ubl/testdata/invoice.xml"), fixture(t, "cii/testdata/minimum.xml")
	for _, c := range []struct {
		name   string
		data   []byte
		format connect.Format
		number string
	}{
		{"misleading.pdf", ublFile, connect.FormatUBL, "HB-2031-0042"},
		{"misleading.txt", ciiFile, connect.FormatCII, "F-9"},
		{"hybrid.xml", pdfWith(ciiFile, ""), connect.FormatPDF, "F-9"},
		{"hybrid with UBL", pdfWith(deflate(strings.NewReader(string(ublFile))), "/Filter /FlateDecode"), connect.FormatPDF, "HB-2031-0042"},
	} {
		invoice, format, err := connect.ReadInvoice(c.name, c.data)
		require.NoError(t, err, c.name)
		require.Equal(t, c.format, format)
		require.Equal(t, c.number, invoice.Number)
		require.Equal(t, c.format == connect.FormatPDF, invoice.Embedded == "factur-x.xml")
	}
}

func TestReadInvoice_TellsTheFormatOfARefusedFile(t *testing.T) {
	t.Parallel()
	_, format, err := connect.ReadInvoice("a.xml", []byte(ublOpen+"<cbc:IssueDate>2031-02-31</cbc:IssueDate>"+ublClose))
	require.Equal(t, "impossible_date", reason(err))
	require.Equal(t, connect.FormatUBL, format)
	_, format, err = connect.ReadInvoice("a.xml", []byte(`<testSet/>`))
	require.Equal(t, "wrong_root", reason(err))
	require.Empty(t, format)
}

// pdfOf embeds files under names, in that order.
func pdfOf(files ...[2]string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, f := range files {
		fmt.Fprintf(&b, "%d 0 obj <</F (%s)/EF <</F %d 0 R>>>> endobj %d 0 obj <</Length %d>> stream\n%s\nendstream endobj\n",
			2*i+1, f[0], 2*i+2, 2*i+2, len(f[1]), f[1])
	}
	return []byte(b.String())
}

func TestRead_ChoosesTheInvoiceOfAPDF(t *testing.T) {
	t.Parallel()
	one, two := ublOpen+"<cbc:ID>1</cbc:ID>"+ublClose, ublOpen+"<cbc:ID>2</cbc:ID>"+ublClose
	for _, c := range []struct {
		name           string
		files          [][2]string
		number, reason string
	}{
		{"one of any name", [][2]string{{"invoice.XML", one}}, "1", ""},
		{"other enclosures beside it", [][2]string{{"extra.xml", "<extra/>"}, {"a.xml", one}, {"notes.txt", two}}, "1", ""},
		{"the prescribed name wins", [][2]string{{"a.xml", one}, {"Factur-X.xml", two}}, "2", ""},
		{"twice the same", [][2]string{{"a.xml", one}, {"b.xml", one}}, "1", ""},
		{"two that differ", [][2]string{{"a.xml", one}, {"b.xml", two}}, "", "several_invoice_xml"},
		{"two prescribed that differ", [][2]string{{"factur-x.xml", one}, {"xrechnung.xml", two}}, "", "several_invoice_xml"},
		{"none", [][2]string{{"a.xml", "<extra/>"}}, "", "pdf_without_invoice_xml"},
		{"a prescribed name with something else", [][2]string{{"factur-x.xml", "<extra/>"}, {"a.xml", one}}, "", "wrong_root"},
		{"an invoice that is refused", [][2]string{{"factur-x.xml", ublOpen + "<cbc:IssueDate>x</cbc:IssueDate>" + ublClose}}, "", "bad_date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			content, err := connect.Read(pdfOf(c.files...))
			require.Equal(t, connect.FormatPDF, content.Format)
			require.Equal(t, c.reason, reason(err))
			if c.reason == "" {
				require.Equal(t, c.number, content.Invoice.Number)
			}
		})
	}
}

func TestInspect_ReportsDocumentsAndFindings(t *testing.T) {
	t.Parallel()
	report := connect.Inspect("x/minimum.xml", bytes.NewReader(fixture(t, "cii/testdata/minimum.xml")))
	require.Equal(t, "invoice", report.Kind)
	require.Nil(t, report.Error)
	require.NotNil(t, report.Findings)
	require.Empty(t, report.Findings)
	d := report.Documents[0].(*connect.InvoiceSummary)
	require.Equal(t, "F-9", *d.Number)
	require.Nil(t, d.Due)
	require.Nil(t, d.Prepaid)
	require.Equal(t, "90.00", d.Payable.String())
	require.Equal(t, "creditnote", connect.Inspect("c.xml", bytes.NewReader(fixture(t, "ubl/testdata/credit-note.xml"))).Kind)
}

func TestInspect_RefusesWithCodeAndMessage(t *testing.T) {
	t.Parallel()
	report := connect.Inspect("a.xml", strings.NewReader(ublOpen+"<cbc:IssueDate>2031-02-31</cbc:IssueDate>"+ublClose))
	require.Equal(t, connect.Report{File: "a.xml", Error: &connect.ReportError{
		Code: domain.CodeInvalid, Message: `/Invoice/cbc:IssueDate: "2031-02-31" is a day that no calendar has.`,
	}}, report)
	require.Equal(t, "unexpected", connect.Refused("b", fmt.Errorf("unexpected")).Error.Message)
}

// FuzzInspect asks that no file at all makes reader or rules fail in another way than by refusing.
func FuzzInspect(f *testing.F) {
	for _, file := range []string{"ubl/testdata/invoice.xml", "ubl/testdata/credit-note.xml", "cii/testdata/extended.xml", "cii/testdata/zugferd1.xml",
		"camt/testdata/statement-v8.xml", "mt940/testdata/pages.sta"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(pdfWith([]byte(ublOpen+ublClose), ""))
	f.Fuzz(func(t *testing.T, data []byte) {
		report := connect.Inspect("fuzz", bytes.NewReader(data))
		if (report.Error == nil) == (len(report.Documents) == 0) {
			t.Fatalf("neither read nor refused: %+v", report)
		}
		if report.Error != nil && report.Error.Code != domain.CodeInvalid {
			t.Fatalf("refused for %s", report.Error.Code)
		}
	})
}
