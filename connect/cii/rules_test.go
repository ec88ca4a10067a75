package cii_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/cii"
	"countersign/domain"
)

// TestRead_LetsTheRulesSeeWhatIsMissing holds that the rules on groups and on parts of an item are told what the file
// says: each fragment is asked about one rule, which must find it at a place (or leave it alone, when field is "").
func TestRead_LetsTheRulesSeeWhatIsMissing(t *testing.T) {
	t.Parallel()
	agreed := func(body string) []byte {
		return []byte(open + "<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>" + body +
			"</ram:ApplicableHeaderTradeAgreement></rsm:SupplyChainTradeTransaction>" + end)
	}
	line := func(product, settlement string) []byte {
		return []byte(open + "<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem>" +
			"<ram:SpecifiedTradeProduct>" + product + "</ram:SpecifiedTradeProduct>" +
			"<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity>1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>" +
			"<ram:SpecifiedLineTradeSettlement>" + settlement + "</ram:SpecifiedLineTradeSettlement>" +
			"</ram:IncludedSupplyChainTradeLineItem></rsm:SupplyChainTradeTransaction>" + end)
	}
	means := func(body string) []byte {
		return settled("<ram:SpecifiedTradeSettlementPaymentMeans>" + body + "</ram:SpecifiedTradeSettlementPaymentMeans>")
	}
	charge := func(is, code, reason string) string {
		return "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>" + is + "</udt:Indicator></ram:ChargeIndicator>" +
			"<ram:ReasonCode>" + code + "</ram:ReasonCode><ram:Reason>" + reason + "</ram:Reason></ram:SpecifiedTradeAllowanceCharge>"
	}
	const due = `<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:DuePayableAmount currencyID="USD">1</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>`
	const week = `<ram:StartDateTime><udt:DateTimeString format="616">203111</udt:DateTimeString></ram:StartDateTime>`
	for _, c := range []struct {
		rule, name string
		data       []byte
		field      string
	}{
		{"BR-08", "no seller", agreed(""), "BG-5"},
		{"BR-08", "an empty address", agreed("<ram:SellerTradeParty><ram:PostalTradeAddress/></ram:SellerTradeParty>"), "BG-5"},
		{"BR-09", "a city", agreed("<ram:SellerTradeParty><ram:PostalTradeAddress><ram:CityName>Bremen</ram:CityName></ram:PostalTradeAddress></ram:SellerTradeParty>"), "BT-40"},
		{"BR-10", "no buyer", agreed(""), "BG-8"},
		{"BR-19", "a representative", agreed("<ram:SellerTaxRepresentativeTradeParty/>"), "BG-12"},
		{"BR-19", "none", agreed(""), ""},
		{"BR-50", "a bank", means("<ram:PayeeSpecifiedCreditorFinancialInstitution><ram:BICID>COBADEFFXXX</ram:BICID></ram:PayeeSpecifiedCreditorFinancialInstitution>"), "BT-84[1]"},
		{"BR-50", "a national number", means("<ram:PayeePartyCreditorFinancialAccount><ram:AccountName>S</ram:AccountName><ram:ProprietaryID>1</ram:ProprietaryID></ram:PayeePartyCreditorFinancialAccount>"), ""},
		{"BR-51", "a holder", means("<ram:ApplicableTradeSettlementFinancialCard><ram:CardholderName>N. Lind</ram:CardholderName></ram:ApplicableTradeSettlementFinancialCard>"), "BT-87[1]"},
		{"BR-51", "the last four", means("<ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234</ram:ID></ram:ApplicableTradeSettlementFinancialCard>"), ""},
		{"BR-54", "no name", line("<ram:ApplicableProductCharacteristic><ram:Value>zinc</ram:Value></ram:ApplicableProductCharacteristic>", ""), "BT-160[1.1]"},
		{"BR-54", "a measure", line("<ram:ApplicableProductCharacteristic><ram:Description>Length</ram:Description><ram:ValueMeasure>8</ram:ValueMeasure></ram:ApplicableProductCharacteristic>", ""), ""},
		{"BR-65", "no list", line("<ram:DesignatedProductClassification><ram:ClassCode>1</ram:ClassCode></ram:DesignatedProductClassification>", ""), "BT-158[1.1]"},
		{"BR-65", "a list", line(`<ram:DesignatedProductClassification><ram:ClassCode listID="STI">1</ram:ClassCode></ram:DesignatedProductClassification>`, ""), ""},
		{"BR-CO-05", "other codes", settled(charge("false", "95", "104")), "BT-97[1]"},
		{"BR-CO-06", "other codes", settled(charge("true", "FC", "PC")), "BT-104[1]"},
		{"BR-CO-07", "other codes", line("", charge("false", "95", "104")), "BT-139[1.1]"},
		{"BR-CO-08", "other codes", line("", charge("true", "FC", "PC")), "BT-144[1.1]"},
		{"BR-CO-19", "empty", settled("<ram:BillingSpecifiedPeriod/>"), "BG-14"},
		{"BR-CO-19", "a week", settled("<ram:BillingSpecifiedPeriod>" + week + "</ram:BillingSpecifiedPeriod>"), ""},
		{"BR-CO-20", "empty", line("", "<ram:BillingSpecifiedPeriod><ram:EndDateTime/></ram:BillingSpecifiedPeriod>"), "BG-26[1]"},
		{"BR-CO-20", "a week", line("", "<ram:BillingSpecifiedPeriod>"+week+"</ram:BillingSpecifiedPeriod>"), ""},
		{"PEPPOL-EN16931-R051", "dollars among euros", settled("<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>" + due), "BT-115"},
		{"PEPPOL-EN16931-R051", "dollars", settled("<ram:InvoiceCurrencyCode>USD</ram:InvoiceCurrencyCode>" + due), ""},
	} {
		t.Run(c.rule+" "+c.name, func(t *testing.T) {
			t.Parallel()
			invoice, err := cii.Read(c.data)
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
