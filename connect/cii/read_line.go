package cii

type line struct {
	Document struct {
		ID     text   `xml:"ram:LineID"`
		Parent text   `xml:"ram:ParentLineID"`
		Status text   `xml:"ram:LineStatusReasonCode"`
		Notes  []note `xml:"ram:IncludedNote"`
	} `xml:"ram:AssociatedDocumentLineDocument"`
	Product struct {
		GlobalID    text   `xml:"ram:GlobalID"`
		SellerID    text   `xml:"ram:SellerAssignedID"`
		BuyerID     text   `xml:"ram:BuyerAssignedID"`
		Names       []text `xml:"ram:Name"`
		Description []text `xml:"ram:Description"`
		Attributes  []struct {
			Names    []text `xml:"ram:Description"`
			Values   []text `xml:"ram:Value"`
			Measures []text `xml:"ram:ValueMeasure"`
		} `xml:"ram:ApplicableProductCharacteristic"`
		Classes []struct {
			Code text `xml:"ram:ClassCode"`
		} `xml:"ram:DesignatedProductClassification"`
	} `xml:"ram:SpecifiedTradeProduct"`
	Agreement struct {
		Orders []reference `xml:"ram:BuyerOrderReferencedDocument"`
		Gross  price       `xml:"ram:GrossPriceProductTradePrice"`
		Net    price       `xml:"ram:NetPriceProductTradePrice"`
	} `xml:"ram:SpecifiedLineTradeAgreement,ram:SpecifiedSupplyChainTradeAgreement"`
	Delivery struct {
		Quantity text `xml:"ram:BilledQuantity"`
	} `xml:"ram:SpecifiedLineTradeDelivery,ram:SpecifiedSupplyChainTradeDelivery"`
	Settlement struct {
		Taxes       []tradeTax   `xml:"ram:ApplicableTradeTax"`
		Period      []period     `xml:"ram:BillingSpecifiedPeriod"`
		Adjustments []adjustment `xml:"ram:SpecifiedTradeAllowanceCharge"`
		Totals      struct {
			Net text `xml:"ram:LineTotalAmount"`
		} `xml:"ram:SpecifiedTradeSettlementLineMonetarySummation,ram:SpecifiedTradeSettlementMonetarySummation"`
		Documents []supporting `xml:"ram:AdditionalReferencedDocument"`
		Accounts  []account    `xml:"ram:ReceivableSpecifiedTradeAccountingAccount,ram:SpecifiedTradeAccountingAccount"`
	} `xml:"ram:SpecifiedLineTradeSettlement,ram:SpecifiedSupplyChainTradeSettlement"`
}

type price struct {
	Amount      text         `xml:"ram:ChargeAmount"`
	Quantity    text         `xml:"ram:BasisQuantity"`
	Adjustments []adjustment `xml:"ram:AppliedTradeAllowanceCharge"`
}
