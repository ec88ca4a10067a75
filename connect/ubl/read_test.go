package ubl_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/ubl"
	"countersign/domain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRead_Golden holds every term and every path of our fixtures, and that sound documents have no findings.
func TestRead_Golden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.xml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			invoice, err := ubl.Read(data)
			require.NoError(t, err)
			require.Empty(t, domain.CheckEInvoice(invoice))
			got, err := json.MarshalIndent(invoice, "", "  ")
			require.NoError(t, err)
			golden := strings.TrimSuffix(file, ".xml") + ".golden.json"
			if *update {
				require.NoError(t, os.WriteFile(golden, append(got, '\n'), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got)+"\n")
		})
	}
}

const (
	open = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"` +
		` xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`
	end = `</Invoice>`
)

func TestRead_RefusesWhatItCannotTakeExactly(t *testing.T) {
	t.Parallel()
	total := func(v string) string {
		return "<cac:LegalMonetaryTotal><cbc:PayableAmount>" + v + "</cbc:PayableAmount></cac:LegalMonetaryTotal>"
	}
	const payable = "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"
	for _, c := range []struct{ name, body, reason, field string }{
		{"scientific notation", total("1E2"), "bad_decimal", payable},
		{"decimal comma", total("1,50"), "bad_decimal", payable},
		{"not a number", total("NaN"), "bad_decimal", payable},
		{"blank inside", total("1 000"), "bad_decimal", payable},
		{"hexadecimal", total("0x10"), "bad_decimal", payable},
		{"nineteen digits", total("1234567890123456789"), "bad_decimal", payable},
		{"full-width digits", total("１２"), "bad_decimal", payable},
		{"a quantity", "<cac:InvoiceLine/><cac:InvoiceLine><cbc:InvoicedQuantity>1/2</cbc:InvoicedQuantity></cac:InvoiceLine>", "bad_decimal", "/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity"},
		{"31 February", "<cbc:IssueDate>2031-02-31</cbc:IssueDate>", "impossible_date", "/Invoice/cbc:IssueDate"},
		{"29 February", "<cbc:DueDate>2031-02-29</cbc:DueDate>", "impossible_date", "/Invoice/cbc:DueDate"},
		{"month 13", "<cbc:TaxPointDate>2031-13-01</cbc:TaxPointDate>", "impossible_date", "/Invoice/cbc:TaxPointDate"},
		{"year 0", "<cbc:IssueDate>0000-01-01</cbc:IssueDate>", "impossible_date", "/Invoice/cbc:IssueDate"},
		{"another form of date", "<cbc:IssueDate>14.03.2031</cbc:IssueDate>", "bad_date", "/Invoice/cbc:IssueDate"},
		{"a time", "<cbc:IssueDate>2031-03-14T10:00:00</cbc:IssueDate>", "bad_date", "/Invoice/cbc:IssueDate"},
		{"neither allowance nor charge", "<cac:AllowanceCharge><cbc:Amount>1</cbc:Amount></cac:AllowanceCharge>", "bad_indicator", "/Invoice/cac:AllowanceCharge[1]/cbc:Amount"},
		{"an indicator in words", "<cac:AllowanceCharge><cbc:ChargeIndicator>yes</cbc:ChargeIndicator></cac:AllowanceCharge>", "bad_indicator", "/Invoice/cac:AllowanceCharge[1]/cbc:ChargeIndicator"},
		{"two numbers", "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>", "repeated_element", "/Invoice/cbc:ID"},
		{"two amounts", "<cac:LegalMonetaryTotal><cbc:PayableAmount>1</cbc:PayableAmount><cbc:PayableAmount>2</cbc:PayableAmount></cac:LegalMonetaryTotal>", "repeated_element", payable},
		{"two VAT totals", strings.Repeat("<cac:TaxTotal><cbc:TaxAmount>1</cbc:TaxAmount></cac:TaxTotal>", 2), "repeated_element", "/Invoice/cac:TaxTotal[2]/cbc:TaxAmount"},
		{"two prices", "<cac:InvoiceLine><cac:Price/><cac:Price/></cac:InvoiceLine>", "repeated_element", "/Invoice/cac:InvoiceLine[1]/cac:Price"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := ubl.Read([]byte(open + c.body + end))
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, domain.CodeInvalid, refusal.Code)
			require.Equal(t, c.reason, refusal.Details["reason"])
			require.Equal(t, c.field, refusal.Field)
		})
	}
}

func TestRead_TellsRootsByNamespace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, document, reason string }{
		{"another vocabulary", `<Invoice xmlns="urn:example:other"/>`, "wrong_namespace"},
		{"no namespace", `<Invoice/>`, "wrong_namespace"},
		{"the namespace of the other root", `<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>`, "wrong_namespace"},
		{"an order", `<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>`, "wrong_root"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.False(t, ubl.Grammar.Sniff([]byte(c.document)))
			_, err := ubl.Read([]byte(c.document))
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, c.reason, refusal.Details["reason"])
		})
	}
}

func TestRead_IgnoresElementsOfOtherNamespaces(t *testing.T) {
	t.Parallel()
	invoice, err := ubl.Read([]byte(open + `<ID xmlns="urn:example:other">X</ID><cbc:ID>1</cbc:ID><cac:ID>2</cac:ID>` + end))
	require.NoError(t, err)
	require.Equal(t, "1", invoice.Number)
}

func TestRead_KindFollowsTypeCodeAndRoot(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]domain.EInvoiceKind{
		"380": domain.EInvoiceKindInvoice, "389": domain.EInvoiceKindInvoice, "384": domain.EInvoiceKindInvoice,
		"381": domain.EInvoiceKindCreditNote, "261": domain.EInvoiceKindCreditNote, "": domain.EInvoiceKindInvoice,
	} {
		invoice, err := ubl.Read([]byte(open + "<cbc:InvoiceTypeCode>" + code + "</cbc:InvoiceTypeCode>" + end))
		require.NoError(t, err)
		require.Equal(t, want, invoice.Kind, code)
	}
	note := strings.NewReplacer("Invoice-2", "CreditNote-2", "<Invoice", "<CreditNote", "</Invoice", "</CreditNote").Replace(open + end)
	invoice, err := ubl.Read([]byte(note))
	require.NoError(t, err)
	require.Equal(t, domain.EInvoiceKindCreditNote, invoice.Kind)
}

func TestRead_TaxTotalsAreToldByCurrencyAndBreakdown(t *testing.T) {
	t.Parallel()
	body := `<cbc:DocumentCurrencyCode>SAR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>` +
		`<cac:TaxTotal><cbc:TaxAmount currencyID="SAR">15.01</cbc:TaxAmount></cac:TaxTotal>` +
		`<cac:TaxTotal><cbc:TaxAmount currencyID="SAR">15.00</cbc:TaxAmount><cac:TaxSubtotal/></cac:TaxTotal>`
	invoice, err := ubl.Read([]byte(open + body + end))
	require.NoError(t, err)
	require.Equal(t, "15.00", invoice.Totals.Tax.String())
	require.Nil(t, invoice.Totals.TaxInTaxUnit)
	require.Len(t, invoice.VAT, 1)
}

func TestRead_TakesTheCurrencyOfAmountsWhereNoneIsNamed(t *testing.T) {
	t.Parallel()
	invoice, err := ubl.Read([]byte(open + `<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="GBP">1</cbc:PayableAmount></cac:LegalMonetaryTotal>` + end))
	require.NoError(t, err)
	require.Equal(t, domain.Currency("GBP"), invoice.Currency)
	require.Equal(t, "BR-05", invoice.Doubts[0].Rule)
}

func TestRead_LeavesAnUnreadablePeriodUnstated(t *testing.T) {
	t.Parallel()
	invoice, err := ubl.Read([]byte(open + `<cac:InvoicePeriod><cbc:StartDate>2031-02-30</cbc:StartDate></cac:InvoicePeriod>` + end))
	require.NoError(t, err)
	require.True(t, invoice.PeriodStart.IsZero())
	require.Equal(t, []domain.Finding{{
		Rule: "CS-DATE", Field: "BT-73",
		Message: `"2031-02-30" is a day that no calendar has.`, Stated: "2031-02-30",
	}}, invoice.Doubts)
}

// FuzzRead asks that any input is read, the same way twice, or refused with a reason.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.xml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(open + end))
	f.Fuzz(func(t *testing.T, data []byte) {
		invoice, err := ubl.Read(data)
		if err != nil {
			var refusal *domain.Error
			if !errors.As(err, &refusal) || refusal.Code != domain.CodeInvalid || refusal.Details["reason"] == nil {
				t.Fatalf("not a refusal with a reason: %v", err)
			}
			return
		}
		domain.CheckEInvoice(invoice)
		for term, path := range invoice.Paths {
			if !strings.HasPrefix(path, "/Invoice") && !strings.HasPrefix(path, "/CreditNote") {
				t.Fatalf("%s has the path %q", term, path)
			}
		}
		first, _ := json.Marshal(invoice)
		again, err := ubl.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if second, _ := json.Marshal(again); !bytes.Equal(first, second) {
			t.Fatal("two readings differ")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/invoice.xml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ubl.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
