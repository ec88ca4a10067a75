package ubl

import (
	"encoding/xml"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

const (
	spaceInvoice    = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
	spaceCreditNote = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
)

var (
	rootInvoice    = xml.Name{Space: spaceInvoice, Local: "Invoice"}
	rootCreditNote = xml.Name{Space: spaceCreditNote, Local: "CreditNote"}

	// Grammar tells documents of this format from others.
	Grammar = xmldoc.Grammar{
		Roots: []xml.Name{rootInvoice, rootCreditNote},
		Words: xmldoc.Vocabulary{
			spaceInvoice:    "",
			spaceCreditNote: "",
			"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac",
			"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2":     "cbc",
		},
	}
)

// Read returns the invoice or credit note in the terms of EN 16931.
//
// Errors: INVALID with one of xmldoc's reasons; Field is the path of the element that could not be read.
func Read(data []byte) (*domain.EInvoice, error) {
	var doc document
	root, err := xmldoc.Decode(data, Grammar, &doc)
	if err != nil {
		return nil, err
	}
	m := mapping{doc: &doc, Values: xmldoc.NewValues()}
	invoice := m.invoice(root)
	if err := m.Err(); err != nil {
		return nil, err
	}
	return invoice, nil
}

type text = xmldoc.Text

// document holds what both roots have; each uses its own names for type code and lines.
type document struct {
	CustomizationID text           `xml:"cbc:CustomizationID"`
	ProfileID       text           `xml:"cbc:ProfileID"`
	ID              text           `xml:"cbc:ID"`
	IssueDate       text           `xml:"cbc:IssueDate"`
	DueDate         text           `xml:"cbc:DueDate"`
	TypeCode        text           `xml:"cbc:InvoiceTypeCode,cbc:CreditNoteTypeCode"`
	Notes           []text         `xml:"cbc:Note"`
	TaxPointDate    text           `xml:"cbc:TaxPointDate"`
	Currency        text           `xml:"cbc:DocumentCurrencyCode"`
	TaxCurrency     text           `xml:"cbc:TaxCurrencyCode"`
	AccountingCost  text           `xml:"cbc:AccountingCost"`
	BuyerReference  text           `xml:"cbc:BuyerReference"`
	Period          []period       `xml:"cac:InvoicePeriod"`
	Order           order          `xml:"cac:OrderReference"`
	Billing         []billing      `xml:"cac:BillingReference"`
	Despatch        []reference    `xml:"cac:DespatchDocumentReference"`
	Receipt         []reference    `xml:"cac:ReceiptDocumentReference"`
	Contract        []reference    `xml:"cac:ContractDocumentReference"`
	Project         []reference    `xml:"cac:ProjectReference"`
	Documents       []supporting   `xml:"cac:AdditionalDocumentReference"`
	Supplier        side           `xml:"cac:AccountingSupplierParty"`
	Customer        side           `xml:"cac:AccountingCustomerParty"`
	Payee           *party         `xml:"cac:PayeeParty"`
	Representative  *party         `xml:"cac:TaxRepresentativeParty"`
	Delivery        []delivery     `xml:"cac:Delivery"`
	PaymentMeans    []paymentMeans `xml:"cac:PaymentMeans"`
	PaymentTerms    []paymentTerms `xml:"cac:PaymentTerms"`
	Adjustments     []adjustment   `xml:"cac:AllowanceCharge"`
	TaxTotals       []taxTotal     `xml:"cac:TaxTotal"`
	Totals          totals         `xml:"cac:LegalMonetaryTotal"`
	Lines           []line         `xml:"cac:InvoiceLine,cac:CreditNoteLine"`
}

type period struct {
	Start text `xml:"cbc:StartDate"`
	End   text `xml:"cbc:EndDate"`
	Code  text `xml:"cbc:DescriptionCode"`
}

type reference struct {
	ID        text `xml:"cbc:ID"`
	IssueDate text `xml:"cbc:IssueDate"`
}

type order struct {
	ID         text `xml:"cbc:ID"`
	SalesOrder text `xml:"cbc:SalesOrderID"`
}

type billing struct {
	Invoice    reference `xml:"cac:InvoiceDocumentReference"`
	CreditNote reference `xml:"cac:CreditNoteDocumentReference"`
}

type supporting struct {
	ID          text   `xml:"cbc:ID"`
	TypeCode    text   `xml:"cbc:DocumentTypeCode"`
	Description []text `xml:"cbc:DocumentDescription"`
	Attachment  struct {
		Object   text `xml:"cbc:EmbeddedDocumentBinaryObject"`
		External struct {
			URI text `xml:"cbc:URI"`
		} `xml:"cac:ExternalReference"`
	} `xml:"cac:Attachment"`
}

type paymentMeans struct {
	Code    text   `xml:"cbc:PaymentMeansCode"`
	DueDate text   `xml:"cbc:PaymentDueDate"`
	IDs     []text `xml:"cbc:PaymentID"`
	Card    struct {
		Number text `xml:"cbc:PrimaryAccountNumberID"`
		Holder text `xml:"cbc:HolderName"`
	} `xml:"cac:CardAccount"`
	Account struct {
		ID     text `xml:"cbc:ID"`
		Name   text `xml:"cbc:Name"`
		Branch struct {
			ID          text `xml:"cbc:ID"`
			Institution struct {
				ID text `xml:"cbc:ID"`
			} `xml:"cac:FinancialInstitution"`
		} `xml:"cac:FinancialInstitutionBranch"`
	} `xml:"cac:PayeeFinancialAccount"`
	Mandate struct {
		ID    text `xml:"cbc:ID"`
		Payer struct {
			ID text `xml:"cbc:ID"`
		} `xml:"cac:PayerFinancialAccount"`
	} `xml:"cac:PaymentMandate"`
}

type paymentTerms struct {
	Notes []text `xml:"cbc:Note"`
}
