package demogroup

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"

	"countersign/domain"
)

// Piece is one order with the invoices that name it, or one invoice without an order.
type Piece struct {
	Order    *domain.PurchaseOrder
	Receipts []domain.Receipt
	Invoices []domain.History
}

// Counter is the last human key of a prefix that an entity has given out in a year.
type Counter struct {
	Entity domain.EntityID
	Prefix string
	Year   int
	Last   int64
}

// Telling is one telling of the group's history: Pieces first, then what only its end knows.
type Telling struct {
	group   *Group
	keys    map[keyOf]int64
	numbers []int // how many invoices each supplier has written
	orders  int   // how many orders were placed
	budgets map[budgetOf]*domain.Budget

	desks     []desk // cost centres, with how much each buys
	weights   []int
	turns     []desk               // each owner once in a round
	sellers   map[string][]*vendor // by desk
	barred    []*vendor            // suppliers that must not be used
	strangers []*vendor            // not on file
	sides     map[domain.Action][]stand
	sentences []string // as long as the group's grants
}

type keyOf struct {
	entity domain.EntityID
	year   int
}

type budgetOf struct {
	entity domain.EntityID
	center string
	year   int
}

// History begins a telling. It is for one goroutine and for one run through Pieces.
func (g *Group) History() *Telling {
	t := &Telling{
		group: g, keys: map[keyOf]int64{}, numbers: make([]int, len(g.vendors)), budgets: map[budgetOf]*domain.Budget{},
	}
	t.prepareDesks()
	t.prepareRights()
	return t
}

// Pieces tells history from its beginning, in bounded memory.
func (t *Telling) Pieces() iter.Seq[Piece] {
	return func(yield func(Piece) bool) {}
}

// Counters are the keys given out, in a fixed order.
func (t *Telling) Counters() []Counter {
	var out []Counter
	for k, last := range t.keys {
		out = append(out, Counter{k.entity, keyPrefix, k.year, last})
	}
	slices.SortFunc(out, func(a, b Counter) int { return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Year, b.Year)) })
	return out
}

const keyPrefix = "INV"

// Budgets are every cost centre's for each year of the history, with what was committed.
func (t *Telling) Budgets() []domain.Budget {
	keys := slices.SortedFunc(maps.Keys(t.budgets), func(a, b budgetOf) int {
		return cmp.Or(cmp.Compare(a.entity, b.entity), cmp.Compare(a.center, b.center), cmp.Compare(a.year, b.year))
	})
	out := make([]domain.Budget, len(keys))
	for i, k := range keys {
		out[i] = *t.budgets[k]
		out[i].ID = domain.UUIDOf("budget", placeOf(k.entity).Code, k.center, strconv.Itoa(k.year))
	}
	return out
}
