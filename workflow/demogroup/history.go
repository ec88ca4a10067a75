package demogroup

import (
	"cmp"
	"fmt"
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
	Files    []domain.Received // files that became no invoice
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
	err     error
	group   *Group
	keys    map[keyOf]int64
	numbers []int // how many invoices each supplier has written
	orders  int   // how many orders were placed
	budgets map[budgetOf]*domain.Budget
	posted  map[twinOf]*domain.Invoice // the newest of each

	desks     []desk // cost centres, with how much each buys
	weights   []int
	turns     []desk               // each owner once in a round
	sellers   map[string][]*vendor // by desk
	barred    []*vendor            // suppliers that must not be used
	strangers []*vendor            // not on file
	sides     map[domain.Action][]stand
	wide      map[domain.UUID]bool // uses of duty on suppliers and entities that are there already
	sentences []string             // as long as the group's grants

	people  map[domain.UUID]*domain.User
	rolesOf map[domain.EntityID]map[string]domain.RoleHolders
	limits  map[domain.EntityID]map[domain.UUID]domain.Money
	owners  map[domain.EntityID]map[string]domain.UUID
	centers map[domain.EntityID]map[string]*domain.CostCenter
	periods map[domain.EntityID][]domain.Period
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
		group: g, keys: map[keyOf]int64{}, numbers: make([]int, len(g.vendors)+len(g.strangers)), budgets: map[budgetOf]*domain.Budget{}, posted: map[twinOf]*domain.Invoice{},
	}
	t.prepareDesks()
	t.prepareRights()
	t.prepareDirectory()
	return t
}

// Pieces tells history from its beginning, in bounded memory.
func (t *Telling) Pieces() iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		for number := 0; number < t.group.options.Invoices; {
			piece, err := t.caught(t.plan(number))
			if err != nil {
				t.err = err
				return
			}
			if !yield(piece) {
				return
			}
			number += len(piece.Invoices)
		}
	}
}

// tell is one piece: the order, if there is one, and the life of the invoice. An order that was delivered in two parts
// brings the next invoice, too.
func (t *Telling) tell(p plan) Piece {
	d := diceFor(t.group.options.Seed, "tale", p.number)
	v := p.vendor
	lines := articles(d, v, p.factor)
	if p.worth > 0 {
		t.enlarge(lines, v.currency, p)
	}
	issued := domain.DateOf(p.received).AddDays(-d.between(0, 9))
	if p.kind != domain.KindInvoice || v.stranger || !d.chance(v.trade.orders) {
		return t.finish(Piece{}, t.life(p, d, issued, lines, nil))
	}
	how, parts := fit(weighted(d, fitWeights)), int64(1)
	if how == fitExact && d.chance(12) && p.number+1 < t.old() {
		parts = 2
	}
	piece := t.order(d, v, p.place, p.center, lines, issued, how, parts)
	orders := []domain.PurchaseOrder{*piece.Order}
	piece = t.finish(piece, t.life(p, d, issued, lines, orders))
	if parts == 2 {
		later := t.plan(p.number + 1)
		later.place, later.center, later.vendor, later.kind = p.place, p.center, v, domain.KindInvoice
		if later.end == endHeld {
			later.end = endPosted
		}
		pause := d.between(3, 12)
		later.received = p.received.AddDate(0, 0, pause)
		again := diceFor(t.group.options.Seed, "tale", later.number)
		piece = t.finish(piece, t.life(later, again, issued.AddDays(pause), lines, orders))
	}
	piece.Order = &orders[0]
	return piece
}

// life tells one invoice of these lines. What it claims is counted on the orders, which later invoices share.
func (t *Telling) life(p plan, d dice, issued domain.Date, lines []article, orders []domain.PurchaseOrder) *tale {
	var names []string
	for _, o := range orders {
		names = append(names, o.Number)
	}
	document := p.vendor.write(p.kind, t.number(p.vendor, issued), issued, p.place, lines, names...)
	twin := t.spoil(p, d, document)
	s := t.begin(p, d, document, orders)
	if twin != nil {
		s.twins = []*domain.Invoice{twin}
	}
	s.stopped = p.end == endPosted && d.chance(3)
	s.live()
	if s.inv.State == domain.StatePosted {
		t.posted[twinOf{p.place.Number, p.vendor.index}] = headOf(s.inv)
	}
	return s
}

// headOf is what a check compares of another document. The rest of it may be forgotten.
func headOf(i *domain.Invoice) *domain.Invoice {
	return &domain.Invoice{
		ID: i.ID, Key: i.Key, Number: i.Number, NumberNorm: i.NumberNorm, Kind: i.Kind, State: i.State, SupplierID: i.SupplierID,
		SellerName: i.SellerName, SellerTaxID: i.SellerTaxID, BankAccount: i.BankAccount, OtherAccounts: i.OtherAccounts, IssuedOn: i.IssuedOn, DueOn: i.DueOn,
		Currency: i.Currency, Gross: i.Gross, Tax: i.Tax,
	}
}

// finish adds a told life to a piece.
func (t *Telling) finish(piece Piece, s *tale) Piece {
	s.h.Invoice = s.inv
	piece.Invoices = append(piece.Invoices, s.h)
	if s.h.File != nil {
		piece.Files = append(piece.Files, s.failedFiles()...)
	}
	return piece
}

// enlarge buys as much of everything as the plan's worth takes.
func (t *Telling) enlarge(lines []article, currency domain.Currency, p plan) {
	var minor int64
	for _, l := range lines {
		minor += l.quantity * l.price
	}
	cents := t.convert(domain.NewMoney(minor, currency), groupCurrency, domain.DateOf(p.received)).Minor
	for i := range lines {
		lines[i].quantity *= p.worth*100/max(cents, 1) + 1
	}
}

// spoil makes a document that is to be held one that a check blocks: another account, a sum that is off, or the number
// of one that is here already, which it returns. A supplier that must not be used needs no more.
func (t *Telling) spoil(p plan, d dice, e *domain.EInvoice) *domain.Invoice {
	if p.end != endHeld || p.vendor.Status != "ACTIVE" {
		return nil
	}
	twin := t.posted[twinOf{p.place.Number, p.vendor.index}]
	switch {
	case twin != nil && p.number%3 == 0:
		e.Number, e.Payment[0].Remittance = twin.Number, twin.Number
		return twin
	case p.number%3 == 1:
		off := domain.NewDecimal(int64(d.between(101, 9000)), e.Currency.Digits())
		total := sum(*e.Totals.Total, off, 1)
		e.Totals.Total, e.Totals.Payable = &total, &total
	default:
		e.Payment[0].Account = account(d, p.vendor.Country)
	}
	return nil
}

// twinOf finds what a supplier billed an entity last.
type twinOf struct {
	entity domain.EntityID
	vendor int
}

// number is the supplier's next, in its own style.
func (t *Telling) number(v *vendor, issued domain.Date) string {
	t.numbers[v.index]++
	n := v.first + t.numbers[v.index]
	if v.yearly {
		return fmt.Sprintf("%s%d/%0*d", v.prefix, issued.Year(), v.width, n)
	}
	return fmt.Sprintf("%s%0*d", v.prefix, v.width, n)
}

// Err is why the telling ended early, nil when it did not. It is a fault of the generator.
func (t *Telling) Err() error { return t.err }

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
