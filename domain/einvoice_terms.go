package domain

// PartyTerms names the business terms under which one role's party stands in EInvoice.Paths, "" for a term that the
// role does not have.
type PartyTerms struct {
	Name, TradingName, ID, LegalID, VATID, TaxID, LegalNote, Endpoint string
	Street, Additional, Third, City, Post, Region, Country            string
	ContactName, Phone, Email                                         string
}

// The roles of EN 16931-1: groups BG-4, 7, 10, 11 and 13 with their addresses and contacts.
var (
	SellerTerms = PartyTerms{
		Name: "BT-27", TradingName: "BT-28", ID: "BT-29", LegalID: "BT-30", VATID: "BT-31", TaxID: "BT-32",
		LegalNote: "BT-33", Endpoint: "BT-34",
		Street: "BT-35", Additional: "BT-36", Third: "BT-162", City: "BT-37", Post: "BT-38", Region: "BT-39", Country: "BT-40",
		ContactName: "BT-41", Phone: "BT-42", Email: "BT-43",
	}
	BuyerTerms = PartyTerms{
		Name: "BT-44", TradingName: "BT-45", ID: "BT-46", LegalID: "BT-47", VATID: "BT-48", Endpoint: "BT-49",
		Street: "BT-50", Additional: "BT-51", Third: "BT-163", City: "BT-52", Post: "BT-53", Region: "BT-54", Country: "BT-55",
		ContactName: "BT-56", Phone: "BT-57", Email: "BT-58",
	}
	PayeeTerms          = PartyTerms{Name: "BT-59", ID: "BT-60", LegalID: "BT-61"}
	RepresentativeTerms = PartyTerms{
		Name: "BT-62", VATID: "BT-63",
		Street: "BT-64", Additional: "BT-65", Third: "BT-164", City: "BT-66", Post: "BT-67", Region: "BT-68", Country: "BT-69",
	}
	DeliverToTerms = PartyTerms{
		Name: "BT-70", ID: "BT-71",
		Street: "BT-75", Additional: "BT-76", Third: "BT-165", City: "BT-77", Post: "BT-78", Region: "BT-79", Country: "BT-80",
	}
)

// AdjustmentTerms names the business terms of an allowance or charge.
type AdjustmentTerms struct {
	Amount, Basis, Percent, VATCategory, VATRate, Reason, ReasonCode string
}

// TermsOf are the terms of an allowance or charge of the document or of a line (BG-20, BG-21, BG-27, BG-28).
func (a Adjustment) TermsOf(line bool) AdjustmentTerms {
	switch {
	case line && a.Charge:
		return AdjustmentTerms{Amount: "BT-141", Basis: "BT-142", Percent: "BT-143", Reason: "BT-144", ReasonCode: "BT-145"}
	case line:
		return AdjustmentTerms{Amount: "BT-136", Basis: "BT-137", Percent: "BT-138", Reason: "BT-139", ReasonCode: "BT-140"}
	case a.Charge:
		return AdjustmentTerms{"BT-99", "BT-100", "BT-101", "BT-102", "BT-103", "BT-104", "BT-105"}
	}
	return AdjustmentTerms{"BT-92", "BT-93", "BT-94", "BT-95", "BT-96", "BT-97", "BT-98"}
}
