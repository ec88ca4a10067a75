package cii

import (
	"encoding/xml"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

const (
	spaceInvoice  = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
	spaceDocument = "urn:ferd:CrossIndustryDocument:invoice:1p0"
)

// Grammar reads both editions alike: their namespaces share prefixes, and the struct tags name both elements.
var Grammar = xmldoc.Grammar{
	Roots: []xml.Name{
		{Space: spaceInvoice, Local: "CrossIndustryInvoice"},
		{Space: spaceDocument, Local: "CrossIndustryDocument"},
	},
	Words: xmldoc.Vocabulary{
		spaceInvoice:  "rsm",
		spaceDocument: "rsm",
		"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100": "ram",
		"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12":  "ram",
		"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100":                        "udt",
		"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15":                         "udt",
		"urn:un:unece:uncefact:data:standard:QualifiedDataType:100":                          "qdt",
		"urn:un:unece:uncefact:data:standard:QualifiedDataType:12":                           "qdt",
	},
}

// Read returns the invoice or credit note in the terms of EN 16931.
//
// Errors: INVALID with one of xmldoc's reasons; Field is the path of the element that could not be read.
func Read(data []byte) (*domain.EInvoice, error) {
	var doc document
	if _, err := xmldoc.Decode(data, Grammar, &doc); err != nil {
		return nil, err
	}
	m := mapping{doc: &doc, Values: xmldoc.NewValues()}
	invoice := m.invoice()
	if err := m.Err(); err != nil {
		return nil, err
	}
	return invoice, nil
}

type text = xmldoc.Text

type document struct {
	Context struct {
		Process   parameter `xml:"ram:BusinessProcessSpecifiedDocumentContextParameter"`
		Guideline parameter `xml:"ram:GuidelineSpecifiedDocumentContextParameter"`
	} `xml:"rsm:ExchangedDocumentContext,rsm:SpecifiedExchangedDocumentContext"`
	Header struct {
		ID       text   `xml:"ram:ID"`
		TypeCode text   `xml:"ram:TypeCode"`
		Issued   date   `xml:"ram:IssueDateTime"`
		Notes    []note `xml:"ram:IncludedNote"`
	} `xml:"rsm:ExchangedDocument,rsm:HeaderExchangedDocument"`
	Trade struct {
		Lines      []line     `xml:"ram:IncludedSupplyChainTradeLineItem"`
		Agreement  agreement  `xml:"ram:ApplicableHeaderTradeAgreement,ram:ApplicableSupplyChainTradeAgreement"`
		Delivery   delivery   `xml:"ram:ApplicableHeaderTradeDelivery,ram:ApplicableSupplyChainTradeDelivery"`
		Settlement settlement `xml:"ram:ApplicableHeaderTradeSettlement,ram:ApplicableSupplyChainTradeSettlement"`
	} `xml:"rsm:SupplyChainTradeTransaction,rsm:SpecifiedSupplyChainTradeTransaction"`
}

type parameter struct {
	ID text `xml:"ram:ID"`
}

type note struct {
	Content []text `xml:"ram:Content"`
}

type agreement struct {
	BuyerReference text         `xml:"ram:BuyerReference"`
	Seller         party        `xml:"ram:SellerTradeParty"`
	Buyer          party        `xml:"ram:BuyerTradeParty"`
	Representative *party       `xml:"ram:SellerTaxRepresentativeTradeParty"`
	SalesOrder     reference    `xml:"ram:SellerOrderReferencedDocument"`
	Orders         []reference  `xml:"ram:BuyerOrderReferencedDocument"`
	Contracts      []reference  `xml:"ram:ContractReferencedDocument"`
	Documents      []supporting `xml:"ram:AdditionalReferencedDocument"`
	Project        struct {
		ID text `xml:"ram:ID"`
	} `xml:"ram:SpecifiedProcuringProject"`
}

type delivery struct {
	ShipTo *party `xml:"ram:ShipToTradeParty"`
	Event  struct {
		At date `xml:"ram:OccurrenceDateTime"`
	} `xml:"ram:ActualDeliverySupplyChainEvent"`
	Despatch []reference `xml:"ram:DespatchAdviceReferencedDocument"`
	Receipt  []reference `xml:"ram:ReceivingAdviceReferencedDocument"`
}

type reference struct {
	ID     text `xml:"ram:IssuerAssignedID,ram:ID"`
	LineID text `xml:"ram:LineID"`
	Issued date `xml:"ram:FormattedIssueDateTime"`
}

type supporting struct {
	ID       text   `xml:"ram:IssuerAssignedID,ram:ID"`
	URI      text   `xml:"ram:URIID"`
	TypeCode text   `xml:"ram:TypeCode"`
	Names    []text `xml:"ram:Name"`
	Object   text   `xml:"ram:AttachmentBinaryObject"`
}

// date is a point in time as D16B writes it: a string with its format; qdt is used inside referenced documents.
type date struct {
	String text `xml:"udt:DateTimeString,qdt:DateTimeString,udt:DateString"`
}
