package ubl

type adjustment struct {
	Charge      text          `xml:"cbc:ChargeIndicator"`
	ReasonCode  text          `xml:"cbc:AllowanceChargeReasonCode"`
	Reasons     []text        `xml:"cbc:AllowanceChargeReason"`
	Percent     text          `xml:"cbc:MultiplierFactorNumeric"`
	Amount      text          `xml:"cbc:Amount"`
	Base        text          `xml:"cbc:BaseAmount"`
	TaxCategory []taxCategory `xml:"cac:TaxCategory"`
}

type taxCategory struct {
	ID            text   `xml:"cbc:ID"`
	Percent       text   `xml:"cbc:Percent"`
	ExemptionCode text   `xml:"cbc:TaxExemptionReasonCode"`
	Exemption     []text `xml:"cbc:TaxExemptionReason"`
}

type taxTotal struct {
	Amount    text `xml:"cbc:TaxAmount"`
	Subtotals []struct {
		Basis    text        `xml:"cbc:TaxableAmount"`
		Tax      text        `xml:"cbc:TaxAmount"`
		Category taxCategory `xml:"cac:TaxCategory"`
	} `xml:"cac:TaxSubtotal"`
}

type totals struct {
	Lines      text `xml:"cbc:LineExtensionAmount"`
	Net        text `xml:"cbc:TaxExclusiveAmount"`
	Total      text `xml:"cbc:TaxInclusiveAmount"`
	Allowances text `xml:"cbc:AllowanceTotalAmount"`
	Charges    text `xml:"cbc:ChargeTotalAmount"`
	Prepaid    text `xml:"cbc:PrepaidAmount"`
	Rounding   text `xml:"cbc:PayableRoundingAmount"`
	Payable    text `xml:"cbc:PayableAmount"`
}

type line struct {
	ID             text     `xml:"cbc:ID"`
	Notes          []text   `xml:"cbc:Note"`
	Quantity       text     `xml:"cbc:InvoicedQuantity,cbc:CreditedQuantity"`
	Net            text     `xml:"cbc:LineExtensionAmount"`
	AccountingCost text     `xml:"cbc:AccountingCost"`
	Period         []period `xml:"cac:InvoicePeriod"`
	Orders         []struct {
		LineID text      `xml:"cbc:LineID"`
		Order  reference `xml:"cac:OrderReference"`
	} `xml:"cac:OrderLineReference"`
	Documents   []reference  `xml:"cac:DocumentReference"`
	Adjustments []adjustment `xml:"cac:AllowanceCharge"`
	Item        struct {
		Descriptions []text `xml:"cbc:Description"`
		Name         text   `xml:"cbc:Name"`
		Buyers       struct {
			ID text `xml:"cbc:ID"`
		} `xml:"cac:BuyersItemIdentification"`
		Sellers struct {
			ID text `xml:"cbc:ID"`
		} `xml:"cac:SellersItemIdentification"`
		Standard struct {
			ID text `xml:"cbc:ID"`
		} `xml:"cac:StandardItemIdentification"`
		Classes []struct {
			Code text `xml:"cbc:ItemClassificationCode"`
		} `xml:"cac:CommodityClassification"`
		TaxCategory []taxCategory `xml:"cac:ClassifiedTaxCategory"`
		Attributes  []struct {
			Names  []text `xml:"cbc:Name"`
			Values []text `xml:"cbc:Value"`
		} `xml:"cac:AdditionalItemProperty"`
	} `xml:"cac:Item"`
	Price struct {
		Amount      text         `xml:"cbc:PriceAmount"`
		Quantity    text         `xml:"cbc:BaseQuantity"`
		Adjustments []adjustment `xml:"cac:AllowanceCharge"`
	} `xml:"cac:Price"`
}
