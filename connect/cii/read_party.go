package cii

type party struct {
	IDs         []text `xml:"ram:ID"`
	GlobalIDs   []text `xml:"ram:GlobalID"`
	Name        text   `xml:"ram:Name"`
	Description []text `xml:"ram:Description"`
	Legal       struct {
		ID   text `xml:"ram:ID"`
		Name text `xml:"ram:TradingBusinessName"`
	} `xml:"ram:SpecifiedLegalOrganization"`
	Contacts []contact `xml:"ram:DefinedTradeContact"`
	Address  struct {
		Post    text   `xml:"ram:PostcodeCode"`
		One     text   `xml:"ram:LineOne"`
		Two     text   `xml:"ram:LineTwo"`
		Three   text   `xml:"ram:LineThree"`
		City    text   `xml:"ram:CityName"`
		Country text   `xml:"ram:CountryID"`
		Region  []text `xml:"ram:CountrySubDivisionName"`
	} `xml:"ram:PostalTradeAddress"`
	Endpoint struct {
		ID text `xml:"ram:URIID"`
	} `xml:"ram:URIUniversalCommunication"`
	TaxIDs []struct {
		ID text `xml:"ram:ID"`
	} `xml:"ram:SpecifiedTaxRegistration"`
}

type contact struct {
	Person     text `xml:"ram:PersonName"`
	Department text `xml:"ram:DepartmentName"`
	Phone      struct {
		Number text `xml:"ram:CompleteNumber"`
	} `xml:"ram:TelephoneUniversalCommunication"`
	Email struct {
		URI text `xml:"ram:URIID"`
	} `xml:"ram:EmailURIUniversalCommunication"`
}
