package domain

import (
	"slices"
	"strings"
	"time"
)

// InvoiceKind is what kind of document it is.
type InvoiceKind string

// The kinds of invoices.
const (
	KindInvoice    InvoiceKind = "INVOICE"
	KindCreditNote InvoiceKind = "CREDIT_NOTE"
	KindCorrection InvoiceKind = "CORRECTION"
	KindPrepayment InvoiceKind = "PREPAYMENT"
	KindSelfBilled InvoiceKind = "SELF_BILLED"

	// KindJournal is no invoice: an entry of the house itself, in ledgers alone.
	KindJournal InvoiceKind = "JOURNAL"
)

// ItemState is where a work item stands; enum ItemState of the schema.
type ItemState string

// The states that an invoice can be in.
const (
	StateDraft     ItemState = "DRAFT"
	StateSubmitted ItemState = "SUBMITTED"
	StateInReview  ItemState = "IN_REVIEW"
	StateReturned  ItemState = "RETURNED"
	StateOnHold    ItemState = "ON_HOLD"
	StateRejected  ItemState = "REJECTED"
	StatePosting   ItemState = "POSTING"
	StatePosted    ItemState = "POSTED"
	StateCancelled ItemState = "CANCELLED"
	StateFailed    ItemState = "FAILED"
)

// Invoice is a supplier's document from capture to ledger. The first block is its row; the parts below are loaded when
// somebody asks for them.
type Invoice struct {
	ID          ID
	Version     int
	Key         string // "INV-2026-000123", unique in its entity
	Number      string // the supplier's own
	NumberNorm  string // Normalise(Number), for finding twins
	Kind        InvoiceKind
	State       ItemState
	SupplierID  UUID   // zero when not on file
	SellerName  string // as the document states it
	BuyerName   *string
	SellerTaxID string // as the document states it, folded
	BankAccount string // the first to be paid to, folded; "" when none is stated
	IssuedOn    Date
	DueOn       Date
	PostingOn   Date
	ReceivedAt  time.Time
	Currency    Currency
	Net         Money
	Tax         Money
	Gross       Money
	Prepaid     Money
	Payable     Money
	Base        Money // gross in the entity's currency
	Group       Money // gross in the group's currency; limits and policies compare this
	RateDate    Date
	RateSource  string
	Format      string // "" when typed in
	FileID      UUID
	Digest      string // of everything that an approval covers
	Round       int    // counts how often it was routed
	Match       MatchOutcome
	Center      string // code of the cost centre with the largest share
	EnteredBy   Actor  // kind, id and name
	EditedBy    UUID   // the last person who changed what an approval covers
	Touches     int
	CreatedAt   time.Time
	UpdatedAt   time.Time

	OtherAccounts []string // of its row too: further accounts that the document names, folded; see Accounts

	Discount   *Discount
	Lines      []InvoiceLine
	Taxes      []TaxLine
	Fields     []ExtractedField
	Orders     []string      // order numbers named in the head
	Findings   []CheckResult // of the business rules of its format, once, at intake
	Checks     []CheckResult
	Entity     *Entity
	Supplier   *Supplier
	MatchLines []LineMatch
	Duplicates []DuplicateCandidate
	Budget     []BudgetCheck
	Route      *ApprovalRoute
	Tasks      []*Task
	Evidence   []*Evidence
	Posting    *Posting
	Events     []Event
	Linked     []UUID            // orders that it names, as far as they are on file
	Used       []DutyUse         // duties used on its chains
	Advice     []*Recommendation // the newest first, superseded ones left out
}

// Discount is money saved by paying early.
type Discount struct {
	Percent Decimal `json:"percent"`
	Until   Date    `json:"until"`
	Worth   Money   `json:"worth"`
}

// DiscountInGroup is what paying early saves, in minor units of the group's currency, and until when; zero without a discount.
func (i *Invoice) DiscountInGroup() (minor int64, until Date) {
	if i.Discount == nil || i.Gross.Minor == 0 {
		return 0, Date{}
	}
	return int64(float64(i.Discount.Worth.Minor) / float64(i.Gross.Minor) * float64(i.Group.Minor)), i.Discount.Until
}

// InvoiceLine is a billed line.
type InvoiceLine struct {
	ID          ID
	Number      int
	Text        string
	Quantity    *Decimal
	Unit        *string
	Price       *Decimal
	Amount      Money
	TaxCategory *string
	TaxRate     *Decimal
	Account     *Account
	CostCenter  *CostCenter
	AccountCode string // "" until coded
	CenterCode  string // "" when none
	OrderNumber *string
	OrderLine   *string         // position in the order, as the document states it
	Advice      *Recommendation // the newest on where it is booked; nil when there is none, or it was not asked for
}

// TaxLine is VAT of one category and rate.
type TaxLine struct {
	Category  string   `json:"category"`
	Rate      *Decimal `json:"rate"`
	Base      Money    `json:"base"`
	Tax       Money    `json:"tax"`
	Exemption *string  `json:"exemption"`
}

// ExtractedField is a value of the document and where it stands in it.
type ExtractedField struct {
	Name   string  `json:"name"`
	Label  string  `json:"label"`
	Value  *string `json:"value"`
	Path   *string `json:"path"`
	Source string  `json:"source"` // E_INVOICE, RULE or PERSON
}

// MatchOutcome is how a billed line fits its order.
type MatchOutcome string

// The outcomes of a match.
const (
	Matched          MatchOutcome = "MATCHED"
	WithinTolerance  MatchOutcome = "WITHIN_TOLERANCE"
	PriceVariance    MatchOutcome = "PRICE_VARIANCE"
	QuantityVariance MatchOutcome = "QUANTITY_VARIANCE"
	NoReceipt        MatchOutcome = "NO_RECEIPT"
	NoPO             MatchOutcome = "NO_PO"
	PartialMatch     MatchOutcome = "PARTIAL"
)

// LineMatch is one billed line against its order line.
type LineMatch struct {
	InvoiceLine int          `json:"invoiceLine"`
	PoLine      *PoLine      `json:"poLine"`
	OrderNumber *string      `json:"orderNumber"`
	Price       *Delta       `json:"price"`
	Quantity    *Delta       `json:"quantity"`
	Difference  *Money       `json:"difference"` // billed minus expected
	Outcome     MatchOutcome `json:"outcome"`
}

// MatchResult is how the whole bill fits.
type MatchResult struct {
	Ways    int // 2 order, 3 order and receipt
	Outcome MatchOutcome
	Lines   []LineMatch
}

// Delta is two values that were compared.
type Delta struct {
	Before Decimal `json:"before"`
	After  Decimal `json:"after"`
}

// DuplicateCandidate is another document that looks like this one.
type DuplicateCandidate struct {
	OtherID UUID     `json:"otherId"`
	Other   *Invoice `json:"-"`
	Exact   bool     `json:"exact"`
	Same    []string `json:"same"`
	Differs []Change `json:"differs"`
}

// BudgetCheck is what a budget has left.
type BudgetCheck struct {
	CenterCode string       `json:"center"`
	CostCenter *CostCenter  `json:"-"`
	Left       Money        `json:"left"`
	After      Money        `json:"after"`
	Outcome    CheckOutcome `json:"outcome"`
	AsOf       time.Time    `json:"asOf"`
}

// Evidence is a document kept word for word.
type Evidence struct {
	ID        ID
	Kind      string
	Name      string
	MediaType string
	Bytes     int
	SHA256    string
	AddedAt   time.Time
}

// Facts is what the gate must know of the invoice; Used must be loaded.
func (i *Invoice) Facts() Facts {
	return Facts{
		Kind: NodeInvoice, Entity: i.ID.Entity, ID: i.ID.UUID, Amount: i.Group.Abs(), Counterparty: i.SupplierID,
		Linked: i.Linked, Used: i.Used,
	}
}

// OrderNumbers are the orders that the document names, in its head or on a line, each once, in order.
func (i *Invoice) OrderNumbers() []string {
	var numbers []string
	for _, n := range i.Orders {
		numbers = append(numbers, strings.TrimSpace(n))
	}
	for _, l := range i.Lines {
		if l.OrderNumber != nil {
			numbers = append(numbers, strings.TrimSpace(*l.OrderNumber))
		}
	}
	slices.Sort(numbers)
	return slices.DeleteFunc(slices.Compact(numbers), func(n string) bool { return n == "" })
}

// Payee is who a twin would come from: the supplier on file, else the seller's tax number, else the seller's name.
func (i *Invoice) Payee() string {
	switch {
	case !i.SupplierID.IsZero():
		return i.SupplierID.String()
	case i.SellerTaxID != "":
		return i.SellerTaxID
	}
	return FoldName(i.SellerName)
}
