package domain

import "time"

// Entity is a legal entity of the group.
type Entity struct {
	ID       ID // its UUID is derived from the code
	Number   EntityID
	Code     string
	Name     string
	Country  string   // ISO 3166-1 alpha-2
	Base     Currency // of its books
	TimeZone string   // IANA
	ParentNo EntityID // 0 for the top
	TaxIDs   []string // VAT numbers by which a buyer is recognised
	Workdays []int    // ISO, 1 Monday to 7 Sunday
	Parent   *Entity
}

// User is a person.
type User struct {
	ID        ID
	Name      string
	Email     string
	Title     string
	Locale    string
	Home      EntityID // where they work
	Active    bool
	ManagerID UUID
	Manager   *User
}

// CostCenter is where cost is gathered.
type CostCenter struct {
	ID      ID
	Code    string
	Name    string
	OwnerID UUID
	Owner   *User
}

// Account is an account of an entity's ledger.
type Account struct {
	ID   ID
	Code string
	Name string
	Kind string
}

// Supplier is who bills the group.
type Supplier struct {
	ID              ID
	Version         int
	Number          string
	Name            string
	Country         string
	TaxIDs          []string
	Status          string // ONBOARDING ACTIVE BLOCKED INACTIVE
	Risk            string // LOW MEDIUM HIGH CRITICAL
	PaymentTermDays int
	DefaultAccount  string // code, "" when none is agreed
	DefaultCenter   string // code, "" when none is agreed
	BankAccounts    []BankDetail
	UpdatedAt       time.Time
}

// BankDetail is a bank account on file.
type BankDetail struct {
	Account    string // IBAN or local number, folded; never leaves the server whole
	Masked     string
	Country    string
	VerifiedAt *time.Time
}

// PurchaseOrder is what was ordered.
type PurchaseOrder struct {
	ID         ID
	Number     string
	SupplierID UUID
	Supplier   *Supplier
	Entity     *Entity
	OrderedOn  Date
	Currency   Currency
	Lines      []PoLine
	Total      Money
	ReadAt     time.Time // when the order was read, for the age of the data
}

// PoLine is a line of an order with what has arrived and was billed.
type PoLine struct {
	ID         ID
	OrderID    UUID
	Number     int
	Text       string
	Quantity   Decimal
	Unit       string
	Price      Decimal
	Currency   Currency
	Received   Decimal
	Invoiced   Decimal
	CostCenter string
	Account    string
}

// Rate is one dated exchange rate: one unit of From is worth Rate units of the group's currency To.
type Rate struct {
	From   Currency
	To     Currency
	On     Date
	Rate   Decimal
	Source string
}

// WorkCalendar is the working days of an entity.
type WorkCalendar struct {
	Country  string // whose public holidays it keeps
	Workdays []int  // ISO, 1 Monday to 7 Sunday
}

// Calendar is the entity's working days.
func (e *Entity) Calendar() *WorkCalendar { return &WorkCalendar{e.Country, e.Workdays} }
