package domain_test

import (
	"fmt"

	"countersign/domain"
)

// broken is one way to break a rule, and what must be said about it.
type broken struct {
	rule     string
	severity domain.Severity
	field    string
	stated   string
	expected string
	mutate   func(*domain.EInvoice)
}

const (
	blocker = domain.SeverityBlocker
	warning = domain.SeverityWarning
	info    = domain.SeverityInfo
)

var fieldRules = []broken{
	{"BR-01", warning, "BT-24", "", "", func(e *domain.EInvoice) { e.Profile = "" }},
	{"BR-02", blocker, "BT-1", "", "", func(e *domain.EInvoice) { e.Number = "" }},
	{"BR-03", blocker, "BT-2", "", "", func(e *domain.EInvoice) { e.Issued = domain.Date{} }},
	{"BR-04", warning, "BT-3", "", "", func(e *domain.EInvoice) { e.TypeCode = "" }},
	{"BR-05", blocker, "BT-5", "", "", func(e *domain.EInvoice) { e.Currency = "" }},
	{"BR-CL-04", blocker, "BT-5", "eur", "", func(e *domain.EInvoice) { e.Currency = "eur" }},
	{"BR-CL-05", warning, "BT-6", "KRONA", "", func(e *domain.EInvoice) { e.TaxCurrency, e.Totals.TaxInTaxUnit = "KRONA", dec("1") }},
	{"BR-06", blocker, "BT-27", "", "", func(e *domain.EInvoice) { e.Seller.Name = "" }},
	{"BR-07", warning, "BT-44", "", "", func(e *domain.EInvoice) { e.Buyer.Name = "" }},
	{"BR-08", warning, "BG-5", "", "", func(e *domain.EInvoice) { e.Seller.Address = domain.PostalAddress{} }},
	{"BR-09", warning, "BT-40", "", "", func(e *domain.EInvoice) { e.Seller.Address.Country = "" }},
	{"BR-10", warning, "BG-8", "", "", func(e *domain.EInvoice) { e.Buyer.Address = domain.PostalAddress{} }},
	{"BR-11", warning, "BT-55", "", "", func(e *domain.EInvoice) { e.Buyer.Address.Country = "" }},
	{"BR-12", blocker, "BT-106", "", "", func(e *domain.EInvoice) { e.Totals.Lines = nil }},
	{"BR-13", blocker, "BT-109", "", "", func(e *domain.EInvoice) { e.Totals.Net = nil }},
	{"BR-14", blocker, "BT-112", "", "", func(e *domain.EInvoice) { e.Totals.Total = nil }},
	{"BR-15", blocker, "BT-115", "", "", func(e *domain.EInvoice) { e.Totals.Payable = nil }},
	{"BR-16", blocker, "BG-25", "", "", func(e *domain.EInvoice) { e.Lines = nil }},
	{"BR-17", warning, "BT-59", "", "", func(e *domain.EInvoice) { e.Payee = &domain.TradeParty{} }},
	{"BR-18", warning, "BT-62", "", "", func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{} }},
	{"BR-19", warning, "BG-12", "", "", func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{} }},
	{"BR-20", warning, "BT-69", "", "", func(e *domain.EInvoice) {
		e.TaxRepresentative = &domain.TradeParty{Address: domain.PostalAddress{Region: "Skåne"}}
	}},
	{"BR-56", warning, "BT-63", "", "", func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{} }},
	{"BR-21", warning, "BT-126[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].ID = "" }},
	{"BR-22", warning, "BT-129[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].Quantity = nil }},
	{"BR-23", warning, "BT-130[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].Unit = "" }},
	{"BR-24", blocker, "BT-131[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].Net = nil }},
	{"BR-25", warning, "BT-153[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].Name = "" }},
	{"BR-26", warning, "BT-146[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].NetPrice = nil }},
	{"BR-27", warning, "BT-146[2]", "-25", "", func(e *domain.EInvoice) { e.Lines[1].NetPrice, e.Lines[1].Quantity = dec("-25"), dec("-2") }},
	{"BR-28", warning, "BT-148[2]", "-1", "", func(e *domain.EInvoice) { e.Lines[1].GrossPrice = dec("-1") }},
	{"BR-29", warning, "BT-74", "2031-01-31", "", func(e *domain.EInvoice) {
		e.PeriodStart, e.PeriodEnd = domain.NewDate(2031, 2, 1), domain.NewDate(2031, 1, 31)
	}},
	{"BR-30", warning, "BT-135[2]", "2031-01-31", "", func(e *domain.EInvoice) {
		e.Lines[1].PeriodStart, e.Lines[1].PeriodEnd = domain.NewDate(2031, 2, 1), domain.NewDate(2031, 1, 31)
	}},
	{"BR-31", blocker, "BT-92[1]", "", "", func(e *domain.EInvoice) { e.Adjustments[0].Amount = nil }},
	{"BR-32", warning, "BT-95[1]", "", "", func(e *domain.EInvoice) { e.Adjustments[0].VATCategory = "" }},
	{"BR-33", warning, "BT-97[1]", "", "", func(e *domain.EInvoice) { e.Adjustments[0].Reason = "" }},
	{"BR-36", blocker, "BT-99[2]", "", "", func(e *domain.EInvoice) { e.Adjustments[1].Amount = nil }},
	{"BR-37", warning, "BT-102[2]", "", "", func(e *domain.EInvoice) { e.Adjustments[1].VATCategory = "" }},
	{"BR-38", warning, "BT-104[2]", "", "", func(e *domain.EInvoice) { e.Adjustments[1].Reason = "" }},
	{"BR-41", blocker, "BT-136[1.1]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Amount = nil }},
	{"BR-42", warning, "BT-139[1.1]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].ReasonCode = "" }},
	{"BR-43", blocker, "BT-141[1.2]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].Amount = nil }},
	{"BR-44", warning, "BT-144[1.2]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].Reason = "" }},
	{"BR-45", blocker, "BT-116[2]", "", "", func(e *domain.EInvoice) { e.VAT[1].Basis = nil }},
	{"BR-46", blocker, "BT-117[2]", "", "", func(e *domain.EInvoice) { e.VAT[1].Tax = nil }},
	{"BR-47", warning, "BT-118[2]", "", "", func(e *domain.EInvoice) { e.VAT[1].Category = "" }},
	{"BR-48", warning, "BT-119[2]", "", "", func(e *domain.EInvoice) { e.VAT[1].Rate = nil }},
	{"BR-49", warning, "BT-81[1]", "", "", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{}} }},
	{"BR-50", warning, "BT-84[1]", "", "", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "30", AccountName: "Seller"}} }},
	{"BR-50", warning, "BT-84[2]", "", "", func(e *domain.EInvoice) {
		e.Payment = []domain.PaymentMeans{{TypeCode: "10"}, {TypeCode: "58", BIC: "COBADEFFXXX"}}
	}},
	{"BR-51", warning, "BT-87[1]", "", "", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "48", CardHolder: "A. Buyer"}} }},
	{"BR-51", warning, "BT-87[1]", "••••", "", card("XX-123")},
	{"BR-51", warning, "BT-87[1]", "•••• 1111", "", card("4111 1111 1111 1111")},
	{"BR-51", warning, "BT-87[1]", "•••• 8901", "", card("12345678901")},
	{"BR-52", warning, "BT-122[1]", "", "", func(e *domain.EInvoice) { e.Attachments = []domain.EInvoiceAttachment{{}} }},
	{"BR-53", warning, "BT-111", "", "", func(e *domain.EInvoice) { e.TaxCurrency = "SEK" }},
	{"BR-54", warning, "BT-160[2.1]", "", "", func(e *domain.EInvoice) { e.Lines[1].Attributes = []domain.ItemAttribute{{Value: "red"}} }},
	{"BR-54", warning, "BT-161[2.2]", "", "", func(e *domain.EInvoice) {
		e.Lines[1].Attributes = []domain.ItemAttribute{{Name: "Colour", Value: "red"}, {Name: "Size"}}
	}},
	{"BR-55", warning, "BT-25[1]", "", "", func(e *domain.EInvoice) { e.Preceding = []domain.PrecedingInvoice{{}} }},
	{"BR-57", warning, "BT-80", "", "", func(e *domain.EInvoice) {
		e.DeliverTo = &domain.TradeParty{Address: domain.PostalAddress{City: "Lyon"}}
	}},
	{"BR-61", warning, "BT-84[1]", "", "", func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "58"}} }},
	{"BR-62", warning, "BT-34", "", "", func(e *domain.EInvoice) { e.Seller.Endpoint.Value = "1" }},
	{"BR-63", warning, "BT-49", "", "", func(e *domain.EInvoice) { e.Buyer.Endpoint.Value = "1" }},
	{"BR-64", warning, "BT-157[1]", "", "", func(e *domain.EInvoice) { e.Lines[0].StandardItem.Value = "1" }},
	{"BR-65", warning, "BT-158[1.2]", "", "", func(e *domain.EInvoice) {
		e.Lines[0].Classes = []domain.PartyID{{Value: "9873242", Scheme: "STI"}, {Value: "1"}}
	}},
	{"BR-CL-14", warning, "BT-40", "de", "", func(e *domain.EInvoice) { e.Seller.Address.Country = "de" }},
	{"BR-CL-14", warning, "BT-55", "XX", "", func(e *domain.EInvoice) { e.Buyer.Address.Country = "XX" }},
	{"BR-CL-14", warning, "BT-69", "EL", "", func(e *domain.EInvoice) {
		e.TaxRepresentative = &domain.TradeParty{Address: domain.PostalAddress{Country: "EL"}}
	}},
	{"BR-CL-14", warning, "BT-80", "UK", "", func(e *domain.EInvoice) {
		e.DeliverTo = &domain.TradeParty{Address: domain.PostalAddress{Country: "UK"}}
	}},
	{"BR-CL-17", warning, "BT-118[2]", "SR", "", func(e *domain.EInvoice) { e.VAT[1].Category = "SR" }},
	{"BR-CL-17", warning, "BT-95[1]", "SR", "", func(e *domain.EInvoice) { e.Adjustments[0].VATCategory = "SR" }},
	{"BR-CL-17", warning, "BT-102[2]", "s", "", func(e *domain.EInvoice) { e.Adjustments[1].VATCategory = "s" }},
	{"BR-CL-18", warning, "BT-151[2]", "SR", "", func(e *domain.EInvoice) { e.Lines[1].VATCategory = "SR" }},
	{"BR-CL-19", warning, "BT-98[1]", "AA", "", func(e *domain.EInvoice) { e.Adjustments[0].ReasonCode = "AA" }},
	{"BR-CL-19", warning, "BT-140[1.1]", "1", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].ReasonCode = "1" }},
	{"BR-CL-20", warning, "BT-105[2]", "95", "", func(e *domain.EInvoice) { e.Adjustments[1].ReasonCode = "95" }},
	{"BR-CL-20", warning, "BT-145[1.2]", "fc", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].ReasonCode = "fc" }},
	{"BR-CO-03", warning, "BT-7", "2031-03-14", "", func(e *domain.EInvoice) { e.TaxPoint, e.TaxPointCode = e.Issued, "5" }},
	{"BR-CO-04", warning, "BT-151[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].VATCategory = "" }},
	{"BR-CO-05", warning, "BT-97[1]", "104", "95", func(e *domain.EInvoice) { e.Adjustments[0].Reason, e.Adjustments[0].ReasonCode = "104", "95" }},
	{"BR-CO-06", warning, "BT-104[2]", " pc ", "FC", func(e *domain.EInvoice) { e.Adjustments[1].Reason, e.Adjustments[1].ReasonCode = " pc ", "FC" }},
	{"BR-CO-07", warning, "BT-139[1.1]", "100", "95", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Reason = "100" }},
	{"BR-CO-08", warning, "BT-144[1.2]", "ABL", "PC", func(e *domain.EInvoice) {
		e.Lines[0].Adjustments[1].Reason, e.Lines[0].Adjustments[1].ReasonCode = "ABL", "PC"
	}},
	{"BR-CO-09", warning, "BT-31", "XX1", "", func(e *domain.EInvoice) { e.Seller.VATID = "XX1" }},
	{"BR-CO-09", warning, "BT-63", "DE", "", func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{VATID: "DE"} }},
	{"BR-CO-09", warning, "BT-31", "123456789", "", func(e *domain.EInvoice) { e.Seller.VATID = "123456789" }},
	{"BR-CO-09", warning, "BT-48", "fr1", "", func(e *domain.EInvoice) { e.Buyer.VATID = "fr1" }},
	{"BR-CO-19", warning, "BG-14", "", "", func(e *domain.EInvoice) { e.PeriodBlank = true }},
	{"BR-CO-20", warning, "BG-26[2]", "", "", func(e *domain.EInvoice) { e.Lines[1].PeriodBlank = true }},
	{"BR-CO-21", warning, "BT-97[1]", "", "", func(e *domain.EInvoice) { e.Adjustments[0].Reason = "" }},
	{"BR-CO-22", warning, "BT-104[2]", "", "", func(e *domain.EInvoice) { e.Adjustments[1].Reason = "" }},
	{"BR-CO-23", warning, "BT-139[1.1]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].ReasonCode = "" }},
	{"BR-CO-24", warning, "BT-144[1.2]", "", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].Reason = "" }},
	{"BR-CO-25", warning, "BT-9", "", "", func(e *domain.EInvoice) { e.Due = domain.Date{} }},
	{"BR-CO-26", warning, "BT-31", "", "", func(e *domain.EInvoice) { e.Seller.VATID, e.Seller.TaxID = "", "12/345" }},
	{"CS-KIND", warning, "BT-3", "380", "", func(e *domain.EInvoice) { e.Kind = domain.EInvoiceKindCreditNote }},
	{"CS-IBAN", warning, "BT-84[1]", "DE•• •••• 3001", "", func(e *domain.EInvoice) {
		e.Payment = []domain.PaymentMeans{{TypeCode: "58", Account: "DE89 3704 0044 0532 0130 01"}}
	}},
	{"CS-TEXT", warning, "BT-27", "Gr\uFFFDn", "", func(e *domain.EInvoice) { e.Seller.Name = "Gr\uFFFDn" }},
}

func card(number string) func(*domain.EInvoice) {
	return func(e *domain.EInvoice) { e.Payment = []domain.PaymentMeans{{TypeCode: "48", CardLastNumbers: number}} }
}

var sumRules = []broken{
	{"BR-CO-10", blocker, "BT-106", "150.01", "150.00", func(e *domain.EInvoice) { e.Totals.Lines = dec("150.01") }},
	{"BR-CO-11", blocker, "BT-107", "11", "10.00", func(e *domain.EInvoice) { e.Totals.Allowances = dec("11") }},
	{"BR-CO-11", blocker, "BT-107", "0", "10.00", func(e *domain.EInvoice) { e.Totals.Allowances = nil }},
	{"BR-CO-12", blocker, "BT-108", "7.99", "8.00", func(e *domain.EInvoice) { e.Totals.Charges = dec("7.99") }},
	{"BR-CO-13", blocker, "BT-109", "150.00", "148.00", func(e *domain.EInvoice) { e.Totals.Net = dec("150.00") }},
	{"BR-CO-14", blocker, "BT-110", "21.17", "21.16", func(e *domain.EInvoice) { e.Totals.Tax = dec("21.17") }},
	{"BR-CO-15", blocker, "BT-112", "169.15", "169.16", func(e *domain.EInvoice) { e.Totals.Total = dec("169.15") }},
	{"BR-CO-16", blocker, "BT-115", "169.16", "69.16", func(e *domain.EInvoice) { e.Totals.Prepaid = dec("100") }},
	{"BR-CO-16", blocker, "BT-115", "169.16", "169.20", func(e *domain.EInvoice) { e.Totals.Rounding = dec("0.04") }},
	{"BR-CO-17", blocker, "BT-117[1]", "18.10", "17.10", func(e *domain.EInvoice) { e.VAT[0].Tax = dec("18.10") }},
	{"BR-CO-17", info, "BT-117[1]", "17.11", "17.10", func(e *domain.EInvoice) { e.VAT[0].Tax = dec("17.11") }},
	{"BR-CO-17", blocker, "BT-117[2]", "4.06", "0.00", func(e *domain.EInvoice) { e.VAT[1].Rate = nil }},
	{"BR-CO-18", blocker, "BG-23", "", "", func(e *domain.EInvoice) { e.VAT = nil }},
	{"PEPPOL-EN16931-R040", warning, "BT-92[1]", "10.00", "10.03", func(e *domain.EInvoice) { e.Adjustments[0].Basis = dec("100.30") }},
	{"PEPPOL-EN16931-R120", warning, "BT-131[2]", "50.00", "75.00", func(e *domain.EInvoice) { e.Lines[1].Quantity = dec("3") }},
	{"PEPPOL-EN16931-R120", warning, "BT-131[1]", "100.00", "99.00", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Amount = dec("3") }},
	{"PEPPOL-EN16931-R120", warning, "BT-131[1]", "100.00", "1.00", func(e *domain.EInvoice) { e.Lines[0].BaseQuantity = dec("100") }},
	{"PEPPOL-EN16931-R121", warning, "BT-149[1]", "0", "", func(e *domain.EInvoice) { e.Lines[0].BaseQuantity = dec("0") }},
	{"BR-DEC-01", warning, "BT-92[1]", "10.000", "", func(e *domain.EInvoice) { e.Adjustments[0].Amount = dec("10.000") }},
	{"BR-DEC-02", warning, "BT-93[1]", "100.000", "", func(e *domain.EInvoice) { e.Adjustments[0].Basis = dec("100.000") }},
	{"BR-DEC-05", warning, "BT-99[2]", "8.000", "", func(e *domain.EInvoice) { e.Adjustments[1].Amount = dec("8.000") }},
	{"BR-DEC-06", warning, "BT-100[2]", "8.000", "", func(e *domain.EInvoice) { e.Adjustments[1].Basis = dec("8.000") }},
	{"BR-DEC-09", warning, "BT-106", "150.000", "", func(e *domain.EInvoice) { e.Totals.Lines = dec("150.000") }},
	{"BR-DEC-10", warning, "BT-107", "10.000", "", func(e *domain.EInvoice) { e.Totals.Allowances = dec("10.000") }},
	{"BR-DEC-11", warning, "BT-108", "8.000", "", func(e *domain.EInvoice) { e.Totals.Charges = dec("8.000") }},
	{"BR-DEC-12", warning, "BT-109", "148.000", "", func(e *domain.EInvoice) { e.Totals.Net = dec("148.000") }},
	{"BR-DEC-13", warning, "BT-110", "21.160", "", func(e *domain.EInvoice) { e.Totals.Tax = dec("21.160") }},
	{"BR-DEC-14", warning, "BT-112", "169.160", "", func(e *domain.EInvoice) { e.Totals.Total = dec("169.160") }},
	{"BR-DEC-15", warning, "BT-111", "1.001", "", func(e *domain.EInvoice) { e.Totals.TaxInTaxUnit = dec("1.001") }},
	{"BR-DEC-16", warning, "BT-113", "0.000", "", func(e *domain.EInvoice) { e.Totals.Prepaid = dec("0.000") }},
	{"BR-DEC-17", warning, "BT-114", "0.000", "", func(e *domain.EInvoice) { e.Totals.Rounding = dec("0.000") }},
	{"BR-DEC-18", warning, "BT-115", "169.160", "", func(e *domain.EInvoice) { e.Totals.Payable = dec("169.160") }},
	{"BR-DEC-19", warning, "BT-116[1]", "90.000", "", func(e *domain.EInvoice) { e.VAT[0].Basis = dec("90.000") }},
	{"BR-DEC-20", warning, "BT-117[1]", "17.100", "", func(e *domain.EInvoice) { e.VAT[0].Tax = dec("17.100") }},
	{"BR-DEC-23", warning, "BT-131[1]", "100.000", "", func(e *domain.EInvoice) { e.Lines[0].Net = dec("100.000") }},
	{"BR-DEC-24", warning, "BT-136[1.1]", "2.000", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Amount = dec("2.000") }},
	{"BR-DEC-25", warning, "BT-137[1.1]", "2.000", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[0].Basis = dec("2.000") }},
	{"BR-DEC-27", warning, "BT-141[1.2]", "2.000", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].Amount = dec("2.000") }},
	{"BR-DEC-28", warning, "BT-142[1.2]", "2.000", "", func(e *domain.EInvoice) { e.Lines[0].Adjustments[1].Basis = dec("2.000") }},
}

func then(first, second func(*domain.EInvoice)) func(*domain.EInvoice) {
	return func(e *domain.EInvoice) {
		first(e)
		second(e)
	}
}

// categoryRules breaks the ten rules of each VAT category in the same ways, with the differences of the standard.
func categoryRules() []broken {
	var out []broken
	for code, prefix := range map[string]string{"Z": "BR-Z", "E": "BR-E", "AE": "BR-AE", "K": "BR-IC", "G": "BR-G", "O": "BR-O"} {
		base, badRate, stated := in(code), dec("5"), "5"
		rule := func(n int) string { return fmt.Sprintf("%s-%02d", prefix, n) }
		add := func(n int, severity domain.Severity, field, stated, expected string, mutate func(*domain.EInvoice)) {
			out = append(out, broken{rule(n), severity, field, stated, expected, then(base, mutate)})
		}
		add(1, warning, "BG-23", "2", "1", func(e *domain.EInvoice) { e.VAT = append(e.VAT, e.VAT[0]) })
		add(5, warning, "BT-152[1]", stated, "", func(e *domain.EInvoice) { e.Lines[0].VATRate = badRate })
		add(6, warning, "BT-96[1]", stated, "", func(e *domain.EInvoice) { e.Adjustments[0].VATRate = badRate })
		add(7, warning, "BT-103[2]", stated, "", func(e *domain.EInvoice) { e.Adjustments[1].VATRate = badRate })
		add(8, blocker, "BT-116[1]", "148.01", "148.00", func(e *domain.EInvoice) { e.VAT[0].Basis = dec("148.01") })
		add(9, blocker, "BT-117[1]", "0.01", "0.00", func(e *domain.EInvoice) { e.VAT[0].Tax = dec("0.01") })
		if code == "Z" {
			add(10, warning, "BT-120[1]", "x", "", func(e *domain.EInvoice) { e.VAT[0].ExemptionCode = "x" })
		} else {
			add(10, warning, "BT-120[1]", "", "", func(e *domain.EInvoice) { e.VAT[0].Exemption = "" })
		}
		for n := 2; n <= 4; n++ {
			if code == "O" {
				add(n, warning, "BT-31", "DE1", "", func(e *domain.EInvoice) { e.Seller.VATID = "DE1" })
			} else {
				add(n, warning, "BT-31", "", "", func(e *domain.EInvoice) { e.Seller.VATID = "" })
			}
			if code == "AE" || code == "K" {
				add(n, warning, "BT-48", "", "", func(e *domain.EInvoice) { e.Buyer.VATID = "" })
			}
		}
	}
	for code, prefix := range map[string]string{"S": "BR-S", "L": "BR-AF", "M": "BR-AG"} {
		base := func(e *domain.EInvoice) {
			for i := range e.Lines {
				e.Lines[i].VATCategory, e.Adjustments[i].VATCategory, e.VAT[i].Category = code, code, code
			}
		}
		rule := func(n int) string { return fmt.Sprintf("%s-%02d", prefix, n) }
		add := func(n int, severity domain.Severity, field, stated, expected string, mutate func(*domain.EInvoice)) {
			out = append(out, broken{rule(n), severity, field, stated, expected, then(base, mutate)})
		}
		add(1, warning, "BG-23", "", code, func(e *domain.EInvoice) { e.VAT[0].Category, e.VAT[1].Category = "E", "E" })
		for n := 2; n <= 4; n++ {
			add(n, warning, "BT-31", "", "", func(e *domain.EInvoice) { e.Seller.VATID = "" })
		}
		add(5, warning, "BT-152[1]", "-1", "", func(e *domain.EInvoice) { e.Lines[0].VATRate = dec("-1") })
		add(6, warning, "BT-96[1]", "-1", "", func(e *domain.EInvoice) { e.Adjustments[0].VATRate = dec("-1") })
		add(7, warning, "BT-103[2]", "", "", func(e *domain.EInvoice) { e.Adjustments[1].VATRate = nil })
		add(8, blocker, "BT-116[1]", "91.00", "90.00", func(e *domain.EInvoice) { e.VAT[0].Basis = dec("91.00") })
		add(8, info, "BT-116[1]", "90.01", "90.00", func(e *domain.EInvoice) { e.VAT[0].Basis = dec("90.01") })
		add(9, blocker, "BT-117[1]", "18.10", "17.10", func(e *domain.EInvoice) { e.VAT[0].Tax = dec("18.10") })
		add(10, warning, "BT-120[1]", "why", "", func(e *domain.EInvoice) { e.VAT[0].Exemption = "why" })
	}
	return append(out,
		broken{"BR-O-02", warning, "BT-48", "FR1", "", then(in("O"), func(e *domain.EInvoice) { e.Buyer.VATID = "FR1" })},
		broken{"BR-O-03", warning, "BT-63", "SE1", "", then(in("O"), func(e *domain.EInvoice) { e.TaxRepresentative = &domain.TradeParty{VATID: "SE1"} })},
		broken{"BR-B-01", warning, "BT-55", "FR", "IT", func(e *domain.EInvoice) { e.Lines[0].VATCategory, e.Seller.Address.Country = "B", "IT" }},
		broken{"BR-B-02", warning, "BT-118[2]", "S", "B", func(e *domain.EInvoice) { e.VAT[0].Category = "B" }},
		broken{"BR-B-02", warning, "BT-151[2]", "S", "B", func(e *domain.EInvoice) { e.Lines[0].VATCategory = "B" }},
		broken{"CS-VAT", warning, "BT-152[2]", "7", "", func(e *domain.EInvoice) { e.VAT = e.VAT[:1] }},
		broken{"BR-S-05", warning, "BT-152[1]", "0", "", func(e *domain.EInvoice) { e.Lines[0].VATRate = dec("0") }},
		broken{"BR-IC-11", warning, "BT-72", "", "", then(in("K"), func(e *domain.EInvoice) { e.Delivered = domain.Date{} })},
		broken{"BR-IC-12", warning, "BT-80", "", "", then(in("K"), func(e *domain.EInvoice) { e.DeliverTo = nil })},
		broken{"BR-O-11", warning, "BT-118[2]", "S", "O", then(in("O"), func(e *domain.EInvoice) { e.VAT = append(e.VAT, sound().VAT[0]) })},
		broken{"BR-O-12", warning, "BT-151[1]", "S", "O", then(in("O"), func(e *domain.EInvoice) { e.Lines[0].VATCategory = "S" })},
		broken{"BR-O-13", warning, "BT-95[1]", "S", "O", then(in("O"), func(e *domain.EInvoice) { e.Adjustments[0].VATCategory = "S" })},
		broken{"BR-O-14", warning, "BT-102[2]", "S", "O", then(in("O"), func(e *domain.EInvoice) { e.Adjustments[1].VATCategory = "S" })},
	)
}
