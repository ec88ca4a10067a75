package domain

// What commands are given, as the public API takes it. Each carries the key that makes a retry safe.

// ActInput is an act on one node that needs no further input.
type ActInput struct {
	ID               ID
	Version          int
	Reason           *string
	IdempotencyKey   string
	ClientMutationID *string
}

// CreateInvoiceInput is an invoice typed in or sent by a program.
type CreateInvoiceInput struct {
	EntityID         ID
	SupplierID       ID
	Number           string
	Kind             *InvoiceKind
	IssuedOn         Date
	DueOn            *Date
	Currency         Currency
	Gross            Decimal
	Tax              Decimal
	BankAccount      *string
	Lines            []*InvoiceLineInput
	IdempotencyKey   string
	ClientMutationID *string
}

// InvoiceLineInput is what a billed line states.
type InvoiceLineInput struct {
	Text         string
	Quantity     *Decimal
	Unit         *string
	Price        *Decimal
	Amount       Decimal
	TaxCategory  *string
	TaxRate      *Decimal
	AccountID    *ID
	CostCenterID *ID
	OrderNumber  *string
}

// UpdateInvoiceInput mends an invoice; what is nil stays.
type UpdateInvoiceInput struct {
	ID               ID
	Version          int
	SupplierID       *ID
	Number           *string
	IssuedOn         *Date
	DueOn            *Date
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// CodeInvoiceInput says where lines are booked.
type CodeInvoiceInput struct {
	ID               ID
	Version          int
	Lines            []*LineCodingInput
	IdempotencyKey   string
	ClientMutationID *string
}

// LineCodingInput says where one line is booked.
type LineCodingInput struct {
	Number       int
	AccountID    ID
	CostCenterID *ID
}

// DecideTaskInput is a decision on one task.
type DecideTaskInput struct {
	ID               ID
	Version          int
	Outcome          DecisionKind
	OnBehalfOfID     *ID // whose delegation is used; nil is the caller's own right
	ReasonCode       *string
	Comment          *string
	IdempotencyKey   string
	ClientMutationID *string
}

// ImportInvoiceInput turns a received file into a document.
type ImportInvoiceInput struct {
	UploadID         ID
	IdempotencyKey   string
	ClientMutationID *string
}

// ImportMasterDataInput loads master data from a received file.
type ImportMasterDataInput struct {
	UploadID         ID
	Kind             string // enum MasterDataKind
	IdempotencyKey   string
	ClientMutationID *string
}
