package domain

// EInvoice is one invoice or credit note in the terms of EN 16931-1, whatever syntax it came in. Numbers stand exactly
// as they were written, signs too: a credit note's amounts are positive in most files, a correction's negative.
// A nil amount, a zero Date and an empty text mean that the document does not state the term.
type EInvoice struct {
	Number      string       // BT-1
	TypeCode    string       // BT-3, UNTDID 1001: 380, 381, 384, 389 ...
	Kind        EInvoiceKind // from BT-3 and, in UBL, the root element
	Currency    Currency     // BT-5
	TaxCurrency Currency     // BT-6, the seller's accounting currency of VAT
	Issued      Date         // BT-2
	Due         Date         // BT-9
	Delivered   Date         // BT-72
	TaxPoint    Date         // BT-7
	PeriodStart Date         // BT-73
	PeriodEnd   Date         // BT-74
	PeriodBlank bool         // BG-14 is there and holds nothing, neither a date nor, in UBL, a code of BT-8

	TaxPointCode      string // BT-8, UNTDID 2005 or 2475
	BuyerReference    string // BT-10
	ProjectReference  string // BT-11
	ContractReference string // BT-12
	OrderReferences   []string
	SalesOrder        string // BT-14
	ReceivingAdvice   string // BT-15
	DespatchAdvice    string // BT-16
	AccountingCost    string // BT-19
	PaymentTerms      string // BT-20
	Process           string // BT-23
	Profile           string // BT-24, as written
	Notes             []string
	Preceding         []PrecedingInvoice

	Seller            TradeParty
	Buyer             TradeParty
	Payee             *TradeParty // nil: the seller is paid
	TaxRepresentative *TradeParty
	DeliverTo         *TradeParty

	Payment     []PaymentMeans
	Discounts   []PaymentDiscount
	Adjustments []Adjustment // BG-20 and BG-21
	VAT         []VATBreakdown
	Totals      EInvoiceTotals
	Lines       []EInvoiceLine
	Attachments []EInvoiceAttachment

	// Paths says where each value stands in the source, keyed by business term and, for the members of a list, their
	// position from 1: "BT-115", "BT-131[2]" for the second line, "BT-136[2.1]" for its first allowance or charge.
	// A path is XPath with the syntax's usual prefixes: /Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount.
	Paths map[string]string
	// Doubts are the reader's findings, such as a value that it could not read and left unstated. One without a severity
	// is as grave as its rule.
	Doubts []Finding
	// Embedded is the name of the file inside the source that the paths are about, "" when it is the source itself.
	Embedded string
}

// EInvoiceKind tells which way the money goes before any sign.
type EInvoiceKind string

// The two kinds. Self-billed invoices, corrections and prepayments are invoices.
const (
	EInvoiceKindInvoice    EInvoiceKind = "INVOICE"
	EInvoiceKindCreditNote EInvoiceKind = "CREDIT_NOTE"
)

// creditNoteTypes are the codes of UNTDID 1001 that EN 16931 lets a credit note carry, and 261, the self-billed one.
var creditNoteTypes = map[string]bool{
	"81": true, "83": true, "261": true, "262": true, "296": true, "308": true, "381": true, "396": true, "420": true,
	"458": true, "532": true,
}

// KindOfType is the kind that a type code (BT-3, UNTDID 1001) means; an unknown code is an invoice.
func KindOfType(code string) EInvoiceKind {
	if creditNoteTypes[code] {
		return EInvoiceKindCreditNote
	}
	return EInvoiceKindInvoice
}

// PrecedingInvoice is BG-3: the document that this one corrects or completes.
type PrecedingInvoice struct {
	Number string // BT-25
	Issued Date   // BT-26
}

// TradeParty is a seller, buyer, payee, tax representative or place of delivery (BG-4, 7, 10, 11, 13).
type TradeParty struct {
	Name        string    // legal name: BT-27, BT-44, BT-59, BT-62, BT-70
	TradingName string    // BT-28, BT-45
	IDs         []PartyID // BT-29, BT-46, BT-60, BT-71
	LegalID     PartyID   // BT-30, BT-47, BT-61
	VATID       string    // BT-31, BT-48, BT-63
	TaxID       string    // BT-32, the tax registration that is no VAT number
	LegalNote   string    // BT-33
	Endpoint    PartyID   // BT-34, BT-49
	Address     PostalAddress
	Contact     Contact // BG-6, BG-9
}

// PartyID is an identifier and the scheme that gave it (ISO 6523 or EAS code), "" when none is named.
type PartyID struct {
	Value  string
	Scheme string
}

// PostalAddress is BG-5, BG-8, BG-12 or BG-15.
type PostalAddress struct {
	Lines   []string // street, additional line, third line; empty ones left out
	City    string
	Post    string // post code
	Region  string // country subdivision
	Country string // ISO 3166-1 alpha-2: BT-40, BT-55, BT-69, BT-80
}

// Stated says whether the group holds anything. An address that holds nothing is not there, whatever the syntax wrote.
func (a PostalAddress) Stated() bool {
	return len(a.Lines) > 0 || a.City != "" || a.Post != "" || a.Region != "" || a.Country != ""
}

// Contact is BG-6 or BG-9.
type Contact struct {
	Name  string
	Phone string
	Email string
}

// PaymentMeans is one way of paying (BG-16, BG-17, BG-19).
type PaymentMeans struct {
	TypeCode        string // BT-81, UNTDID 4461
	Text            string // BT-82
	Remittance      string // BT-83
	Account         string // BT-84, IBAN or a national number, as written
	OtherAccount    string // the national number that CII may state beside an IBAN
	AccountName     string // BT-85
	BIC             string // BT-86
	Mandate         string // BT-89
	DebitedAccount  string // BT-91
	CreditorID      string // BT-90
	CardLastNumbers string // BT-87, as written
	CardHolder      string // BT-88
}

// PaymentDiscount is a cash discount that the document states in figures (CII extended profile) or in the structured
// text of XRechnung ("#SKONTO#TAGE=14#PROZENT=2.00#"). A nil figure is not stated.
type PaymentDiscount struct {
	Days    int // after the invoice's date, 0 when not stated
	Percent *Decimal
	Basis   *Decimal
	Amount  *Decimal
}

// Adjustment is an allowance or a charge, of the document (BG-20, BG-21) or of a line (BG-27, BG-28).
type Adjustment struct {
	Charge      bool     // false: an allowance, which lowers the sum
	Amount      *Decimal // BT-92, BT-99, BT-136, BT-141
	Basis       *Decimal // BT-93, BT-100, BT-137, BT-142
	Percent     *Decimal // BT-94, BT-101, BT-138, BT-143
	VATCategory string   // BT-95, BT-102; "" on a line
	VATRate     *Decimal // BT-96, BT-103
	Reason      string   // BT-97, BT-104, BT-139, BT-144
	ReasonCode  string   // BT-98, BT-105, BT-140, BT-145
}

// VATBreakdown is one row of BG-23.
type VATBreakdown struct {
	Basis         *Decimal // BT-116
	Tax           *Decimal // BT-117
	Category      string   // BT-118: S Z E AE K G O L M, "" in files older than EN 16931
	Rate          *Decimal // BT-119, per cent
	Exemption     string   // BT-120
	ExemptionCode string   // BT-121
}

// EInvoiceTotals is BG-22 in the document's currency.
type EInvoiceTotals struct {
	Lines        *Decimal // BT-106, sum of line net amounts
	Allowances   *Decimal // BT-107
	Charges      *Decimal // BT-108
	Net          *Decimal // BT-109
	Tax          *Decimal // BT-110
	TaxInTaxUnit *Decimal // BT-111, in TaxCurrency
	Total        *Decimal // BT-112
	Prepaid      *Decimal // BT-113
	Rounding     *Decimal // BT-114
	Payable      *Decimal // BT-115
}

// EInvoiceLine is one line (BG-25).
type EInvoiceLine struct {
	ID             string   // BT-126
	Parent         string   // BT-X-304, the line that this one details; "" in documents without sub-lines
	Summary        bool     // BT-X-8: the line groups or informs, its amount is not part of the sum
	Note           string   // BT-127
	ObjectID       PartyID  // BT-128
	Quantity       *Decimal // BT-129
	Unit           string   // BT-130, UN/ECE Recommendation 20 or 21
	Net            *Decimal // BT-131
	OrderReference string   // the order of this line, where a document covers several
	OrderLine      string   // BT-132
	AccountingCost string   // BT-133
	PeriodStart    Date     // BT-134
	PeriodEnd      Date     // BT-135
	PeriodBlank    bool     // BG-26 is there and holds neither date
	Adjustments    []Adjustment
	NetPrice       *Decimal  // BT-146
	PriceDiscount  *Decimal  // BT-147
	GrossPrice     *Decimal  // BT-148
	BaseQuantity   *Decimal  // BT-149, nil means 1
	BaseUnit       string    // BT-150
	VATCategory    string    // BT-151
	VATRate        *Decimal  // BT-152
	Name           string    // BT-153
	Description    string    // BT-154
	SellerItem     string    // BT-155
	BuyerItem      string    // BT-156
	StandardItem   PartyID   // BT-157
	Classes        []PartyID // BT-158, the scheme is BT-158-1 of UNTDID 7143
	Attributes     []ItemAttribute
}

// ItemAttribute is BG-32, a property of the item such as its colour.
type ItemAttribute struct {
	Name  string // BT-160
	Value string // BT-161
}

// EInvoiceAttachment names a supporting document (BG-24). The bytes stay in the source file.
type EInvoiceAttachment struct {
	ID          string // BT-122
	Description string // BT-123
	Location    string // BT-124; never fetched
	FileName    string // BT-125
	MediaType   string
	Size        int // bytes once decoded, 0 when the document embeds none
}
