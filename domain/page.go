package domain

// PageRequest asks for a part of a list: First after After, or Last before Before; at most MaxPage.
type PageRequest struct {
	First, Last   int // exactly one is above 0
	After, Before string
}

// Bounds of a page, as SCHEMA.md section 1 sets them.
const (
	DefaultPage = 50
	MaxPage     = 100
)

// NewPage reads the arguments of a connection. Errors: INVALID for both directions at once, BAD_REQUEST for a size
// outside 1 to 100.
func NewPage(first *int, after *string, last *int, before *string) (PageRequest, error) {
	var p PageRequest
	if (first != nil || after != nil) && (last != nil || before != nil) {
		return p, RefuseField(CodeInvalid, "last", "Ask for the first ones after a cursor or the last ones before one, not both.")
	}
	size, field := first, "first"
	if last != nil || before != nil {
		size, field = last, "last"
	}
	n := DefaultPage
	if size != nil {
		n = *size
	}
	if n < 1 || n > MaxPage {
		return p, RefuseField(CodeInvalid, field, "A page holds 1 to %d nodes.", MaxPage)
	}
	if field == "first" {
		p.First = n
	} else {
		p.Last = n
	}
	if after != nil {
		p.After = *after
	}
	if before != nil {
		p.Before = *before
	}
	return p, nil
}

// Size is how many nodes are asked for.
func (p PageRequest) Size() int { return max(p.First, p.Last) }

// Page is a part of a list with a cursor for each item.
type Page[T any] struct {
	Items       []T
	Cursors     []string // as long as Items
	HasNext     bool
	HasPrevious bool
	Total       *Count // nil when it was not asked for
}

// Count is how many there are, at most MaxCount; Capped when there are more.
type Count struct {
	Value  int
	Capped bool
}

// MaxCount is how far lists are counted: counting further costs more than anybody learns from it.
const MaxCount = 10_000

// StringFilter compares text; every stated part must hold.
type StringFilter struct {
	Eq         *string
	In         []string
	Contains   *string
	StartsWith *string
}

// DecimalFilter compares decimals; every stated part must hold.
type DecimalFilter struct{ Eq, Gte, Lt *Decimal }

// DateFilter compares dates; every stated part must hold.
type DateFilter struct{ Eq, Gte, Lt *Date }

// SortDirection is which way a list runs.
type SortDirection string

// The ways.
const (
	Ascending  SortDirection = "ASC"
	Descending SortDirection = "DESC"
)

// SortInput is one key of an order.
type SortInput struct {
	Field     string
	Direction SortDirection
}

// InvoiceFilter says which invoices; every stated part must hold.
type InvoiceFilter struct {
	State        []ItemState
	EntityID     []ID
	SupplierID   []ID
	Text         *string
	Number       *StringFilter
	Gross        *DecimalFilter
	Currency     []Currency
	DueOn        *DateFilter
	IssuedOn     *DateFilter
	MatchOutcome []MatchOutcome
	Kind         []InvoiceKind
}

// TaskFilter says which tasks; every stated part must hold.
type TaskFilter struct {
	Kind     []TaskKind
	EntityID []ID
	Overdue  *bool
	Text     *string
}

// IntakeFilter says which received files; every stated part must hold.
type IntakeFilter struct {
	State    []IntakeState
	EntityID []ID
}

// SupplierFilter says which suppliers; every stated part must hold.
type SupplierFilter struct {
	Text    *string
	Status  []string
	Risk    []string
	Country []string
}

// PoFilter says which orders; every stated part must hold.
type PoFilter struct {
	Number     *string
	SupplierID []ID
	EntityID   []ID
}

// UserFilter says which people; every stated part must hold.
type UserFilter struct {
	Text   *string
	Active *bool
}

// KindCount is how many open tasks of a kind wait.
type KindCount struct {
	Kind    TaskKind
	Open    int
	Overdue int
}
