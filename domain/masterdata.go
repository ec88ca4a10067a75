package domain

// MasterDataKind is what the rows of a master data file are; enum MasterDataKind of the schema.
type MasterDataKind string

// The kinds of rows.
const (
	RowsEntities       MasterDataKind = "ENTITIES"
	RowsCostCenters    MasterDataKind = "COST_CENTERS"
	RowsAccounts       MasterDataKind = "ACCOUNTS"
	RowsSuppliers      MasterDataKind = "SUPPLIERS"
	RowsPurchaseOrders MasterDataKind = "PURCHASE_ORDERS"
	RowsReceipts       MasterDataKind = "RECEIPTS"
	RowsBudgets        MasterDataKind = "BUDGETS"
	RowsRates          MasterDataKind = "RATES"
	RowsInvoices       MasterDataKind = "INVOICES"
	RowsItems          MasterDataKind = "ITEMS" // lines of one side of a reconciliation; not of the schema's enum
)

// Touched is a record that a load brought or changed.
type Touched struct {
	ID           ID
	Number       string // in the master
	Counterparty UUID   // the supplier that it is about
	Version      int    // that the load made; 0 where records have none
	Details      bool   // more than bank details of a supplier moved, or it is no supplier
	Bank         bool   // bank details of a supplier moved
}

// The rows of files. Records name each other by their codes there; Row is the line of the file, from 1, so that what is
// found wrong later can still be named by its place.

// ItemRow is a line of one side of a reconciliation as a file states it.
type ItemRow struct {
	Row      int
	Own      string // its key in the system that it comes from
	On       Date
	Amount   Decimal // signed
	Currency Currency
	Ref      string
	Party    string
	Text     string
}

// EntityRow is a legal entity as a file states it.
type EntityRow struct {
	Row    int
	Entity Entity // Number and ParentNo are not known yet
	Parent string // code of the entity above, "" for the top
}

// CostCenterRow is a cost centre as a file states it.
type CostCenterRow struct {
	Row    int
	Entity string // code
	Code   string
	Name   string
	Owner  string // e-mail address, "" when nobody owns it
}

// AccountRow is a ledger account as a file states it.
type AccountRow struct {
	Row    int
	Entity string // code
	Code   string
	Name   string
	Kind   string // enum AccountKind of the schema
}

// OrderRow is an order as a file states it, its lines gathered.
type OrderRow struct {
	Row       int // of its first line
	Entity    string
	Number    string
	Supplier  string // number in the master
	OrderedOn Date
	Currency  Currency
	Lines     []PoLine // ids, received and invoiced quantities are not known yet
}

// ReceiptRow is an arrival against an order line as a file states it.
type ReceiptRow struct {
	Row       int
	Entity    string
	Order     string // number
	Line      int
	On        Date
	Quantity  Decimal
	Reference string
}

// BudgetRow is a budget as a file states it, in the entity's base currency.
type BudgetRow struct {
	Row        int
	Entity     string
	CostCenter string
	Year       int
	Amount     Decimal
}

// InvoiceRow is an invoice as a file states it, its lines gathered.
type InvoiceRow struct {
	Row         int // of its first line
	Entity      string
	Supplier    string // number in the master
	Number      string
	Kind        InvoiceKind
	IssuedOn    Date
	DueOn       Date // zero when the supplier's terms say it
	Currency    Currency
	Gross       Decimal
	Tax         Decimal
	BankAccount string // folded, "" when none is stated
	Lines       []InvoiceRowLine
}

// InvoiceRowLine is a line of an invoice as a file states it.
type InvoiceRowLine struct {
	Row         int
	Text        string
	Quantity    *Decimal
	Unit        *string
	Price       *Decimal
	Amount      Decimal
	TaxCategory *string
	TaxRate     *Decimal
	Account     string // code
	CostCenter  string // code
	OrderNumber *string
}
