package cii_test

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

	"countersign/connect/cii"
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
			invoice, err := cii.Read(data)
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
	open = `<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"` +
		` xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"` +
		` xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">`
	end        = `</rsm:CrossIndustryInvoice>`
	settlement = "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
)

func settled(body string) []byte {
	return []byte(open + "<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>" + body +
		"</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>" + end)
}

func issued(date string) []byte {
	return []byte(open + "<rsm:ExchangedDocument><ram:IssueDateTime>" + date + "</ram:IssueDateTime></rsm:ExchangedDocument>" + end)
}

func TestRead_RefusesWhatItCannotTakeExactly(t *testing.T) {
	t.Parallel()
	const (
		summation = "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
		endSum    = "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
		date      = "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"
	)
	for _, c := range []struct {
		name          string
		data          []byte
		reason, field string
	}{
		{"scientific notation", settled(summation + "<ram:GrandTotalAmount>1E+2</ram:GrandTotalAmount>" + endSum), "bad_decimal", settlement + "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount[1]"},
		{"decimal comma", settled(summation + "<ram:DuePayableAmount>1,5</ram:DuePayableAmount>" + endSum), "bad_decimal", settlement + "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount"},
		{"two amounts due", settled(summation + "<ram:DuePayableAmount>1</ram:DuePayableAmount><ram:DuePayableAmount>2</ram:DuePayableAmount>" + endSum), "repeated_element", settlement + "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount"},
		{"two totals in one currency", settled(summation + strings.Repeat(`<ram:GrandTotalAmount>1</ram:GrandTotalAmount>`, 2) + endSum), "repeated_element", settlement + "/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:GrandTotalAmount[2]"},
		{"the same total under both names", settled(summation + endSum + "<ram:SpecifiedTradeSettlementMonetarySummation/>"), "repeated_element", settlement + "/ram:SpecifiedTradeSettlementMonetarySummation"},
		{"neither allowance nor charge", settled("<ram:SpecifiedTradeAllowanceCharge><ram:ActualAmount>1</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>"), "bad_indicator", settlement + "/ram:SpecifiedTradeAllowanceCharge[1]/ram:ActualAmount"},
		{"31 April", issued(`<udt:DateTimeString format="102">20310431</udt:DateTimeString>`), "impossible_date", date},
		{"month 13", issued(`<udt:DateTimeString format="102">20311301</udt:DateTimeString>`), "impossible_date", date},
		{"hour 25", issued(`<udt:DateTimeString format="203">203103142500</udt:DateTimeString>`), "impossible_date", date},
		{"another form", issued(`<udt:DateTimeString format="102">2031-03-14</udt:DateTimeString>`), "bad_date", date},
		{"a format we do not know", issued(`<udt:DateTimeString format="999">x</udt:DateTimeString>`), "bad_date", date},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := cii.Read(c.data)
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, domain.CodeInvalid, refusal.Code)
			require.Equal(t, c.reason, refusal.Details["reason"])
			require.Equal(t, c.field, refusal.Field)
		})
	}
}

func TestRead_DatesOfEveryFormat(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{
		`<udt:DateTimeString format="102">20310314</udt:DateTimeString>`:       "2031-03-14",
		`<udt:DateTimeString>20310314</udt:DateTimeString>`:                    "2031-03-14",
		`<udt:DateTimeString format="203">203103141030</udt:DateTimeString>`:   "2031-03-14",
		`<udt:DateTimeString format="204">20310314103059</udt:DateTimeString>`: "2031-03-14",
		`<udt:DateTimeString format="616">203111</udt:DateTimeString>`:         "",
		`<udt:DateTimeString format="102"></udt:DateTimeString>`:               "",
	} {
		invoice, err := cii.Read(issued(date))
		require.NoError(t, err, date)
		require.Equal(t, want, invoice.Issued.String(), date)
	}
}

func TestRead_TotalsAreToldByCurrency(t *testing.T) {
	t.Parallel()
	invoice, err := cii.Read(settled(`<ram:TaxCurrencyCode>EUR</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>GBP</ram:InvoiceCurrencyCode>` +
		`<ram:SpecifiedTradeSettlementHeaderMonetarySummation>` +
		`<ram:TaxTotalAmount currencyID="EUR">2</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="GBP">1</ram:TaxTotalAmount>` +
		`<ram:GrandTotalAmount currencyID="EUR">20</ram:GrandTotalAmount><ram:GrandTotalAmount currencyID="GBP">10</ram:GrandTotalAmount>` +
		`</ram:SpecifiedTradeSettlementHeaderMonetarySummation>`))
	require.NoError(t, err)
	require.Equal(t, "1", invoice.Totals.Tax.String())
	require.Equal(t, "2", invoice.Totals.TaxInTaxUnit.String())
	require.Equal(t, "10", invoice.Totals.Total.String())
}

func TestRead_TellsRootsByNamespace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, document, reason string }{
		{"another vocabulary", `<CrossIndustryInvoice xmlns="urn:example:other"/>`, "wrong_namespace"},
		{"the older root in the newer namespace", `<CrossIndustryDocument xmlns="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>`, "wrong_namespace"},
		{"an order", `<SCRDMCCBDACIOMessageStructure xmlns="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>`, "wrong_root"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.False(t, cii.Grammar.Sniff([]byte(c.document)))
			_, err := cii.Read([]byte(c.document))
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, c.reason, refusal.Details["reason"])
		})
	}
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
	f.Add(settled(""))
	f.Fuzz(func(t *testing.T, data []byte) {
		invoice, err := cii.Read(data)
		if err != nil {
			var refusal *domain.Error
			if !errors.As(err, &refusal) || refusal.Code != domain.CodeInvalid || refusal.Details["reason"] == nil {
				t.Fatalf("not a refusal with a reason: %v", err)
			}
			return
		}
		domain.CheckEInvoice(invoice)
		for term, path := range invoice.Paths {
			if !strings.HasPrefix(path, "/rsm:CrossIndustry") {
				t.Fatalf("%s has the path %q", term, path)
			}
		}
		first, _ := json.Marshal(invoice)
		again, err := cii.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if second, _ := json.Marshal(again); !bytes.Equal(first, second) {
			t.Fatal("two readings differ")
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/extended.xml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cii.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
