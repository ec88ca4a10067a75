package domain

import (
	"time"
)

// PostingState is where an item's way to the ledger stands.
type PostingState string

// The states of a posting.
const (
	PostingPending   PostingState = "PENDING"
	PostingSent      PostingState = "SENT"
	PostingConfirmed PostingState = "CONFIRMED"
	PostingRefused   PostingState = "REFUSED"
	PostingInDoubt   PostingState = "IN_DOUBT"
	PostingReversed  PostingState = "REVERSED"
)

// Posting is a durable intent: one effect of one revision of one document in one ledger. Unique in the store by
// (entity, document, revision, effect), so that it can be meant only once.
type Posting struct {
	ID                ID
	InvoiceID         UUID // zero for an adjustment's
	AdjustmentID      UUID // zero for an invoice's
	Version           int
	Revision          int    // the approval round that was approved
	Effect            string // "post" or "reverse"
	Connector         string
	State             PostingState
	Key               string // our key, written into the ledger's document
	BodyHash          string // digest of what is posted; another body under the same key is refused
	Body              *LedgerDocument
	Digest            string // of the invoice as approved; posting anything else is refused
	Reference         *string
	ReversalReference *string
	Attempts          int
	Fence             int64   // counts attempts over all workers; only the holder of the newest may record
	Reason            *string // why it is reversed, in a person's words
	Problem           *string // what the ledger said last, when it did not confirm
	RetryAt           *time.Time
	PostedAt          *time.Time
	UpdatedAt         time.Time
}

// LedgerDocument is what a ledger is given: everything it needs, nothing it must look up.
type LedgerDocument struct {
	Entity       string       `json:"entity"`   // code of the legal entity
	Kind         InvoiceKind  `json:"kind"`     // KindJournal for an entry without a supplier
	Number       string       `json:"number"`   // the supplier's number
	Key          string       `json:"key"`      // our human key
	Supplier     string       `json:"supplier"` // number in the master, "" for one-time suppliers
	SupplierName string       `json:"supplierName"`
	IssuedOn     Date         `json:"issuedOn"`
	PostingOn    Date         `json:"postingOn"`
	DueOn        Date         `json:"dueOn"`
	Gross        Money        `json:"gross"` // signed; a credit note is negative
	Lines        []LedgerLine `json:"lines"` // debits positive; with the payable line they sum to zero
}

// LedgerLine is one line of a journal entry.
type LedgerLine struct {
	Account    string `json:"account"`
	CostCenter string `json:"costCenter,omitempty"`
	Text       string `json:"text"`
	Amount     Money  `json:"amount"` // debit positive, credit negative
}
