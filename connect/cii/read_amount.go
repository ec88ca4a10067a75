package cii

type settlement struct {
	CreditorID   text           `xml:"ram:CreditorReferenceID"`
	Reference    text           `xml:"ram:PaymentReference"`
	TaxCurrency  text           `xml:"ram:TaxCurrencyCode"`
	Currency     text           `xml:"ram:InvoiceCurrencyCode"`
	Payee        *party         `xml:"ram:PayeeTradeParty"`
	PaymentMeans []paymentMeans `xml:"ram:SpecifiedTradeSettlementPaymentMeans"`
	Taxes        []tradeTax     `xml:"ram:ApplicableTradeTax"`
	Period       []period       `xml:"ram:BillingSpecifiedPeriod"`
	Adjustments  []adjustment   `xml:"ram:SpecifiedTradeAllowanceCharge"`
	Logistics    []logistics    `xml:"ram:SpecifiedLogisticsServiceCharge"`
	Terms        []paymentTerms `xml:"ram:SpecifiedTradePaymentTerms"`
	Totals       summation      `xml:"ram:SpecifiedTradeSettlementHeaderMonetarySummation,ram:SpecifiedTradeSettlementMonetarySummation"`
	Preceding    []reference    `xml:"ram:InvoiceReferencedDocument"`
	Accounts     []account      `xml:"ram:ReceivableSpecifiedTradeAccountingAccount"`
}

type account struct {
	ID text `xml:"ram:ID"`
}

type period struct {
	Start date `xml:"ram:StartDateTime"`
	End   date `xml:"ram:EndDateTime"`
}

type paymentMeans struct {
	Code        text   `xml:"ram:TypeCode"`
	Information []text `xml:"ram:Information"`
	Card        struct {
		ID     text `xml:"ram:ID"`
		Holder text `xml:"ram:CardholderName"`
	} `xml:"ram:ApplicableTradeSettlementFinancialCard"`
	Payer struct {
		IBAN text `xml:"ram:IBANID"`
	} `xml:"ram:PayerPartyDebtorFinancialAccount"`
	Payee struct {
		IBAN  text `xml:"ram:IBANID"`
		Name  text `xml:"ram:AccountName"`
		Other text `xml:"ram:ProprietaryID"`
	} `xml:"ram:PayeePartyCreditorFinancialAccount"`
	Institution struct {
		BIC text `xml:"ram:BICID"`
	} `xml:"ram:PayeeSpecifiedCreditorFinancialInstitution"`
}

type paymentTerms struct {
	Description []text `xml:"ram:Description"`
	Due         date   `xml:"ram:DueDateDateTime"`
	Mandate     text   `xml:"ram:DirectDebitMandateID"`
	Discounts   []struct {
		Days    text `xml:"ram:BasisPeriodMeasure"`
		Basis   text `xml:"ram:BasisAmount"`
		Percent text `xml:"ram:CalculationPercent"`
		Amount  text `xml:"ram:ActualDiscountAmount"`
	} `xml:"ram:ApplicableTradePaymentDiscountTerms"`
}

type tradeTax struct {
	Tax           text `xml:"ram:CalculatedAmount"`
	Type          text `xml:"ram:TypeCode"`
	Exemption     text `xml:"ram:ExemptionReason"`
	Basis         text `xml:"ram:BasisAmount"`
	Category      text `xml:"ram:CategoryCode"`
	ExemptionCode text `xml:"ram:ExemptionReasonCode"`
	TaxPoint      date `xml:"ram:TaxPointDate"`
	DueCode       text `xml:"ram:DueDateTypeCode"`
	Rate          text `xml:"ram:RateApplicablePercent,ram:ApplicablePercent"`
}

type indicator struct {
	Value text `xml:"udt:Indicator"`
}

type adjustment struct {
	Charge     indicator  `xml:"ram:ChargeIndicator"`
	Percent    text       `xml:"ram:CalculationPercent"`
	Basis      text       `xml:"ram:BasisAmount"`
	Amount     text       `xml:"ram:ActualAmount"`
	ReasonCode text       `xml:"ram:ReasonCode"`
	Reason     text       `xml:"ram:Reason"`
	Taxes      []tradeTax `xml:"ram:CategoryTradeTax"`
}

// logistics is a charge for carriage, which only ZUGFeRD 1 and the extended profile have; it counts among the charges.
type logistics struct {
	Description []text     `xml:"ram:Description"`
	Amount      text       `xml:"ram:AppliedAmount"`
	Taxes       []tradeTax `xml:"ram:AppliedTradeTax"`
}

type summation struct {
	Lines      text   `xml:"ram:LineTotalAmount"`
	Charges    text   `xml:"ram:ChargeTotalAmount"`
	Allowances text   `xml:"ram:AllowanceTotalAmount"`
	Net        []text `xml:"ram:TaxBasisTotalAmount"`
	Tax        []text `xml:"ram:TaxTotalAmount"`
	Rounding   text   `xml:"ram:RoundingAmount"`
	Total      []text `xml:"ram:GrandTotalAmount"`
	Prepaid    text   `xml:"ram:TotalPrepaidAmount"`
	Payable    text   `xml:"ram:DuePayableAmount"`
}
