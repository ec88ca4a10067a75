package domain_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// allowed is a document near the edge of a rule that the rule must leave alone.
type allowed struct {
	rule, why string
	mutate    func(*domain.EInvoice)
}

var allowedCases = []allowed{
	{"BR-08", "an address of one line is an address", func(e *domain.EInvoice) { e.Seller.Address = domain.PostalAddress{Lines: []string{"Wall 1"}} }},
	{"BR-09", "without an address BR-08 tells it", func(e *domain.EInvoice) { e.Seller.Address = domain.PostalAddress{} }},
	{"BR-10", "a country is an address", func(e *domain.EInvoice) { e.Buyer.Address = domain.PostalAddress{Country: "FR"} }},
	{"BR-10", "MINIMUM has no address of the buyer", func(e *domain.EInvoice) {
		e.Profile, e.Buyer.Address = "urn:factur-x.eu:1p0:minimum", domain.PostalAddress{}
	}},
	{"BR-11", "without an address BR-10 tells it", func(e *domain.EInvoice) { e.Buyer.Address = domain.PostalAddress{} }},
	{"BR-19", "no representative needs no address", func(e *domain.EInvoice) { e.TaxRepresentative = nil }},
	{"BR-19", "a post code is an address", func(e *domain.EInvoice) {
		e.TaxRepresentative = &domain.TradeParty{Address: domain.PostalAddress{Post: "100 10"}}
	}},
	{"BR-20", "without an address BR-19 tells it", func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{} }},
	{"BR-50", "the account stands with its holder", func(e *domain.EInvoice) {
		e.Payment = []domain.PaymentMeans{{TypeCode: "30", Account: "1234567", AccountName: "Seller", BIC: "COBADEFFXXX"}}
	}},
	{"BR-50", "cash names no transfer", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "10", Text: "Cash"}} }},
	{"BR-51", "no card is named", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "48"}} }},
	{"BR-51", "the last four", card("1234")},
	{"BR-51", "the last four behind signs", card("XXXX-XXXX-XXXX-1234")},
	{"BR-51", "the first six and the last four", card("411111******1111")},
	{"BR-54", "an attribute in full", func(e *domain.EInvoice) {
		e.Lines[0].Attributes = []domain.ItemAttribute{{Name: "Colour", Value: "red"}}
	}},
	{"BR-65", "the scheme is named", func(e *domain.EInvoice) { e.Lines[0].Classes = []domain.PartyID{{Value: "65434568", Scheme: "STI"}} }},
	{"BR-65", "an empty element classifies nothing", func(e *domain.EInvoice) { e.Lines[0].Classes = []domain.PartyID{{}} }},
	{"BR-CL-14", "Kosovo and Northern Ireland, as the artefacts have them", func(e *domain.EInvoice) {
		e.Seller.Address.Country, e.Buyer.Address.Country = "1A", "XI"
	}},
	{"BR-CL-17", "no category is BR-47", func(e *domain.EInvoice) { e.VAT[0].Category = "" }},
	{"BR-CL-18", "no category is BR-CO-04", func(e *domain.EInvoice) { e.Lines[0].VATCategory = "" }},
	{"BR-CL-19", "a code of the list", func(e *domain.EInvoice) { e.Adjustments[0].ReasonCode = "60" }},
	{"BR-CL-20", "a code of the list", func(e *domain.EInvoice) { e.Adjustments[1].ReasonCode = "FC" }},
	{"BR-CO-05", "prose beside a code is a person's to judge", func(e *domain.EInvoice) { e.Adjustments[0].ReasonCode = "60" }},
	{"BR-CO-05", "the code twice", func(e *domain.EInvoice) { e.Adjustments[0].Reason, e.Adjustments[0].ReasonCode = "95", "95" }},
	{"BR-CO-05", "a code as text alone", func(e *domain.EInvoice) { e.Adjustments[0].Reason = "104" }},
	{"BR-CO-06", "prose beside a code is a person's to judge", func(e *domain.EInvoice) { e.Adjustments[1].ReasonCode = "PC" }},
	{"BR-CO-06", "a code of allowances is no code of charges", func(e *domain.EInvoice) { e.Adjustments[1].Reason, e.Adjustments[1].ReasonCode = "95", "FC" }},
	{"BR-CO-07", "a reason of the seller's own", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Reason = "Treuerabatt" }},
	{"BR-CO-08", "the code twice, once in small letters", func(e *domain.EInvoice) {
		e.Lines[0].Adjustments[1].Reason, e.Lines[0].Adjustments[1].ReasonCode = "pc", "PC"
	}},
	{"BR-CO-09", "Greece writes EL", func(e *domain.EInvoice) { e.Seller.VATID = "EL123456789" }},
	{"BR-CO-09", "Northern Ireland writes XI", func(e *domain.EInvoice) { e.Buyer.VATID = "XI123456789" }},
	{"BR-CO-17", "a row without a rate and without tax", then(in("O"), func(*domain.EInvoice) {})},
	{"BR-CO-19", "a start will do", func(e *domain.EInvoice) { e.PeriodStart = e.Issued }},
	{"BR-CO-19", "an end will do", func(e *domain.EInvoice) { e.PeriodEnd = e.Issued }},
	{"BR-CO-20", "a start will do", func(e *domain.EInvoice) { e.Lines[0].PeriodStart = e.Issued }},
	{"BR-CO-21", "a code will do", func(e *domain.EInvoice) { e.Adjustments[0].Reason, e.Adjustments[0].ReasonCode = "", "95" }},
	{"BR-CO-22", "a code will do", func(e *domain.EInvoice) { e.Adjustments[1].Reason, e.Adjustments[1].ReasonCode = "", "FC" }},
	{"BR-CO-23", "a text will do", func(e *domain.EInvoice) {
		e.Lines[0].Adjustments[0].Reason, e.Lines[0].Adjustments[0].ReasonCode = "Bulk", ""
	}},
	{"BR-CO-24", "a code will do", func(e *domain.EInvoice) {
		e.Lines[0].Adjustments[1].Reason, e.Lines[0].Adjustments[1].ReasonCode = "", "PC"
	}},
	{"BR-AE-02", "the buyer's registration stands for a VAT number", then(in("AE"), func(e *domain.EInvoice) {
		e.Buyer.VATID, e.Buyer.LegalID.Value = "", "RCS 1"
	})},
	{"BR-IC-02", "the representative's VAT number stands for the seller's", then(in("K"), func(e *domain.EInvoice) {
		e.Seller.VATID, e.TaxRepresentative = "", &domain.TradeParty{VATID: "SE1"}
	})},
	{"BR-S-02", "a tax registration stands for a VAT number", func(e *domain.EInvoice) { e.Seller.VATID, e.Seller.TaxID = "", "12/345" }},
	{"BR-AF-05", "IGIC has a rate of zero", func(e *domain.EInvoice) { e.Lines[0].VATCategory, e.Lines[0].VATRate = "L", dec("0") }},
	{"BR-AG-05", "IPSI has a rate of zero", func(e *domain.EInvoice) { e.Lines[0].VATCategory, e.Lines[0].VATRate = "M", dec("0") }},
	{"BR-B-01", "at home in Italy", func(e *domain.EInvoice) {
		e.Lines[0].VATCategory, e.Seller.Address.Country, e.Buyer.Address.Country = "B", "IT", "IT"
	}},
	{"BR-B-02", "no standard rate beside it", func(e *domain.EInvoice) {
		for i := range e.Lines {
			e.Lines[i].VATCategory, e.Adjustments[i].VATCategory, e.VAT[i].Category = "B", "B", "B"
		}
	}},
	{"CS-VAT", "without any row of the category BR-S-01 tells it", func(e *domain.EInvoice) { e.VAT = nil }},
}

func TestCheckEInvoice_LeavesAloneWhatARuleAllows(t *testing.T) {
	t.Parallel()
	for _, c := range allowedCases {
		t.Run(c.rule+" "+c.why, func(t *testing.T) {
			t.Parallel()
			e := sound()
			c.mutate(e)
			for _, f := range domain.CheckEInvoice(e) {
				require.NotEqual(t, c.rule, f.Rule, "%+v", f)
			}
		})
	}
}
