package ubl

// side is a supplier or customer with the party inside.
type side struct {
	Party party `xml:"cac:Party"`
}

type party struct {
	Endpoint text `xml:"cbc:EndpointID"`
	IDs      []struct {
		ID text `xml:"cbc:ID"`
	} `xml:"cac:PartyIdentification"`
	Names []struct {
		Name text `xml:"cbc:Name"`
	} `xml:"cac:PartyName"`
	Address    address     `xml:"cac:PostalAddress"`
	TaxSchemes []taxScheme `xml:"cac:PartyTaxScheme"`
	Legal      []struct {
		Name      text `xml:"cbc:RegistrationName"`
		CompanyID text `xml:"cbc:CompanyID"`
		Form      text `xml:"cbc:CompanyLegalForm"`
	} `xml:"cac:PartyLegalEntity"`
	Contact struct {
		Name  text `xml:"cbc:Name"`
		Phone text `xml:"cbc:Telephone"`
		Email text `xml:"cbc:ElectronicMail"`
	} `xml:"cac:Contact"`
}

type taxScheme struct {
	CompanyID text `xml:"cbc:CompanyID"`
	Scheme    struct {
		ID text `xml:"cbc:ID"`
	} `xml:"cac:TaxScheme"`
}

type address struct {
	Street     text `xml:"cbc:StreetName"`
	Additional text `xml:"cbc:AdditionalStreetName"`
	City       text `xml:"cbc:CityName"`
	Post       text `xml:"cbc:PostalZone"`
	Region     text `xml:"cbc:CountrySubentity"`
	Lines      []struct {
		Line text `xml:"cbc:Line"`
	} `xml:"cac:AddressLine"`
	Country struct {
		Code text `xml:"cbc:IdentificationCode"`
	} `xml:"cac:Country"`
}

type delivery struct {
	Date     text `xml:"cbc:ActualDeliveryDate"`
	Location struct {
		ID      text    `xml:"cbc:ID"`
		Address address `xml:"cac:Address"`
	} `xml:"cac:DeliveryLocation"`
	Party struct {
		Names []struct {
			Name text `xml:"cbc:Name"`
		} `xml:"cac:PartyName"`
	} `xml:"cac:DeliveryParty"`
}
