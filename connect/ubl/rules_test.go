package ubl_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/ubl"
	"countersign/domain"
)

// TestRead_LetsTheRulesSeeWhatIsMissing holds that the rules on groups and on parts of an item are told what the file
// says: each fragment is asked about one rule, which must find it at a place (or leave it alone, when field is "").
func TestRead_LetsTheRulesSeeWhatIsMissing(t *testing.T) {
	t.Parallel()
	seller := func(body string) string {
		return "<cac:AccountingSupplierParty><cac:Party>" + body + "</cac:Party></cac:AccountingSupplierParty>"
	}
	line := func(body string) string { return "<cac:InvoiceLine>" + body + "</cac:InvoiceLine>" }
	item := func(body string) string {
		return line("<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cac:Item>" + body + "</cac:Item>")
	}
	means := func(code, body string) string {
		return "<cac:PaymentMeans><cbc:PaymentMeansCode>" + code + "</cbc:PaymentMeansCode>" + body + "</cac:PaymentMeans>"
	}
	charge := func(is, code, reason string) string {
		return "<cac:AllowanceCharge><cbc:ChargeIndicator>" + is + "</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>" + code +
			"</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>" + reason + "</cbc:AllowanceChargeReason></cac:AllowanceCharge>"
	}
	payable := func(currency string) string {
		return `<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="` + currency + `">1</cbc:PayableAmount></cac:LegalMonetaryTotal>`
	}
	const euros = "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
	for _, c := range []struct{ rule, body, field string }{
		{"BR-08", "", "BG-5"},
		{"BR-08", seller("<cac:PostalAddress/>"), "BG-5"},
		{"BR-08", seller("<cac:PostalAddress><cbc:CityName>Bremen</cbc:CityName></cac:PostalAddress>"), ""},
		{"BR-09", seller("<cac:PostalAddress><cbc:CityName>Bremen</cbc:CityName></cac:PostalAddress>"), "BT-40"},
		{"BR-10", "", "BG-8"},
		{"BR-19", "<cac:TaxRepresentativeParty/>", "BG-12"},
		{"BR-19", "", ""},
		{"BR-50", means("30", "<cac:PayeeFinancialAccount><cbc:Name>Seller</cbc:Name></cac:PayeeFinancialAccount>"), "BT-84[1]"},
		{"BR-50", means("30", "<cac:PayeeFinancialAccount><cbc:ID>1</cbc:ID><cbc:Name>Seller</cbc:Name></cac:PayeeFinancialAccount>"), ""},
		{"BR-51", means("48", "<cac:CardAccount><cbc:HolderName>N. Lind</cbc:HolderName></cac:CardAccount>"), "BT-87[1]"},
		{"BR-51", means("48", "<cac:CardAccount><cbc:PrimaryAccountNumberID>1234</cbc:PrimaryAccountNumberID></cac:CardAccount>"), ""},
		{"BR-54", item("<cac:AdditionalItemProperty><cbc:Name>Finish</cbc:Name></cac:AdditionalItemProperty>"), "BT-161[1.1]"},
		{"BR-54", item("<cac:AdditionalItemProperty><cbc:Name>Finish</cbc:Name><cbc:Value>zinc</cbc:Value></cac:AdditionalItemProperty>"), ""},
		{"BR-65", item("<cac:CommodityClassification><cbc:ItemClassificationCode>1</cbc:ItemClassificationCode></cac:CommodityClassification>"), "BT-158[1.1]"},
		{"BR-65", item(`<cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">1</cbc:ItemClassificationCode></cac:CommodityClassification>`), ""},
		{"BR-CO-05", charge("false", "95", "104"), "BT-97[1]"},
		{"BR-CO-06", charge("true", "FC", "PC"), "BT-104[1]"},
		{"BR-CO-07", line(charge("false", "95", "104") + "<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity>"), "BT-139[1.1]"},
		{"BR-CO-08", line(charge("true", "FC", "PC") + "<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity>"), "BT-144[1.1]"},
		{"BR-CO-19", "<cac:InvoicePeriod/>", "BG-14"},
		{"BR-CO-19", "<cac:InvoicePeriod><cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod>", ""},
		{"BR-CO-19", "<cac:InvoicePeriod><cbc:EndDate>2031-02-30</cbc:EndDate></cac:InvoicePeriod>", ""},
		{"BR-CO-20", line("<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cac:InvoicePeriod><cbc:StartDate/></cac:InvoicePeriod>"), "BG-26[1]"},
		{"BR-CO-20", line("<cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cac:InvoicePeriod><cbc:StartDate>2031-02-01</cbc:StartDate></cac:InvoicePeriod>"), ""},
		{"PEPPOL-EN16931-R051", euros + payable("USD"), "BT-115"},
		{"PEPPOL-EN16931-R051", euros + payable("EUR"), ""},
		{"PEPPOL-EN16931-R051", payable("USD"), ""},
		{"PEPPOL-EN16931-R051", euros + `<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID="SEK">1</cbc:TaxAmount></cac:TaxTotal>`, ""},
	} {
		t.Run(c.rule+" "+c.body, func(t *testing.T) {
			t.Parallel()
			invoice, err := ubl.Read([]byte(open + c.body + end))
			require.NoError(t, err)
			findings := domain.CheckEInvoice(invoice)
			at := slices.IndexFunc(findings, func(f domain.Finding) bool { return f.Rule == c.rule })
			if c.field == "" {
				require.Negative(t, at, "%+v", findings)
				return
			}
			require.GreaterOrEqual(t, at, 0, "%+v", findings)
			require.Equal(t, c.field, findings[at].Field)
		})
	}
}
