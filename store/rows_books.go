package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// orderRow is a row of purchase_order.
type orderRow struct {
	bun.BaseModel `bun:"table:purchase_order" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Number        string
	SupplierID    domain.UUID
	OrderedOn     domain.Date
	Currency      domain.Currency
}

// orderLineRow is a row of po_line.
type orderLineRow struct {
	bun.BaseModel `bun:"table:po_line" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	OrderID       domain.UUID
	Number        int
	Text          string
	Quantity      domain.Decimal
	Unit          string
	Price         domain.Decimal
	Received      domain.Decimal
	Invoiced      domain.Decimal
	CenterCode    string
	AccountCode   string
}

// budgetRow is a row of budget.
type budgetRow struct {
	bun.BaseModel `bun:"table:budget" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	CenterCode    string
	Year          int
	Amount        int64
	Committed     int64
	UpdatedAt     time.Time
}

// periodRow is a row of period.
type periodRow struct {
	bun.BaseModel `bun:"table:period" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Year          int
	Number        int
	FirstDay      domain.Date
	LastDay       domain.Date
	State         domain.PeriodState
}

// assembleOrders puts lines, sorted by order, into their heads and sums each order in its currency.
func assembleOrders(heads []orderRow, lines []orderLineRow, now time.Time) []domain.PurchaseOrder {
	orders := make([]domain.PurchaseOrder, len(heads))
	at := make(map[domain.UUID]int, len(heads))
	for i, h := range heads {
		at[h.ID] = i
		orders[i] = domain.PurchaseOrder{
			ID:     domain.ID{Kind: domain.NodePurchaseOrder, Entity: h.EntityID, UUID: h.ID},
			Number: h.Number, SupplierID: h.SupplierID, OrderedOn: h.OrderedOn, Currency: h.Currency,
			Total: domain.NewMoney(0, h.Currency), ReadAt: now,
		}
	}
	for _, l := range lines {
		i, ok := at[l.OrderID]
		if !ok {
			continue
		}
		o := &orders[i]
		o.Lines = append(o.Lines, domain.PoLine{
			ID:      domain.ID{Kind: domain.NodePoLine, Entity: l.EntityID, UUID: l.ID},
			OrderID: l.OrderID, Number: l.Number, Text: l.Text, Quantity: l.Quantity, Unit: l.Unit, Price: l.Price,
			Currency: o.Currency, Received: l.Received, Invoiced: l.Invoiced, CostCenter: l.CenterCode, Account: l.AccountCode,
		})
		o.Total = o.Total.Add(l.value(o.Currency))
	}
	return orders
}

// value is quantity times price, rounded to the minor unit.
func (l *orderLineRow) value(in domain.Currency) domain.Money {
	exact := l.Quantity.Rat()
	rounded, err := domain.RoundRat(exact.Mul(exact, l.Price.Rat()), in.Digits())
	if err != nil {
		return domain.NewMoney(0, in)
	}
	value, err := domain.MoneyOf(rounded, in)
	if err != nil {
		return domain.NewMoney(0, in)
	}
	return value
}
