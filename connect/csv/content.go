package csv

import (
	"slices"

	"countersign/domain"
)

// column is what the rows of a sample hold in one place.
type column struct {
	at       int // from 0
	filled   int
	dates    int
	numbers  int
	money    int // numbers with decimals, a currency or a sign
	negative int
	codes    int // currency codes
	words    int // for a direction
	digits   int // digits alone
}

func columnsOf(list []row) []column {
	width := 0
	for _, r := range list {
		width = max(width, len(r.cells))
	}
	out := make([]column, width)
	for i := range out {
		c := &out[i]
		c.at = i
		for _, r := range list {
			cell := r.cell(i)
			if cell == "" {
				continue
			}
			c.filled++
			if d, ok := dayOf(cell); ok && possible(d) {
				c.dates++
			}
			if n, ok := numberOf(cell); ok {
				c.numbers++
				if n.hint() != "" || n.symbol != "" || n.negative {
					c.money++
				}
				if n.negative {
					c.negative++
				}
				if n.digits == cell {
					c.digits++
				}
			}
			if known[domain.Currency(cell)] {
				c.codes++
			}
			if direction(cell) != 0 {
				c.words++
			}
		}
	}
	return out
}

// possible says whether any order makes a date of the figures.
func possible(d day) bool {
	return slices.ContainsFunc([]Order{YearFirst, DayFirst, MonthFirst}, func(o Order) bool { _, ok := d.date(o); return ok })
}

// isMovement says whether a line without a header looks like a movement: it has a date and money.
func isMovement(r row) bool {
	date, money := false, false
	for _, cell := range r.cells {
		if d, ok := dayOf(cell); ok && possible(d) {
			date = true
			continue
		}
		n, ok := numberOf(cell)
		money = money || ok && (n.hint() != "" || n.symbol != "" || n.negative)
	}
	return date && money
}

// contentColumns finds columns by what they hold. several are further columns that might be the amount.
func contentColumns(list []row, decimal string) (columns map[Role][]int, several []int) {
	columns = map[Role][]int{}
	var money []column
	for _, c := range columnsOf(list) {
		switch {
		case c.filled == 0:
		case c.dates == len(list) && len(columns[Booked]) == 0:
			columns[Booked] = []int{c.at + 1}
		case c.dates == len(list) && len(columns[Value]) == 0:
			columns[Value] = []int{c.at + 1}
		case c.dates == c.filled:
		case c.numbers == c.filled && c.money > 0:
			money = append(money, c)
		case c.codes == c.filled && len(columns[Currency]) == 0:
			columns[Currency] = []int{c.at + 1}
		case c.words == len(list) && len(columns[Sign]) == 0:
			columns[Sign] = []int{c.at + 1}
		case c.digits < c.filled:
			columns[Text] = append(columns[Text], c.at+1)
		}
	}
	if b, first, second := runningBalance(list, money, decimal); b >= 0 {
		columns[Balance] = []int{b + 1}
		if second < 0 {
			columns[Amount] = []int{first + 1}
		} else {
			columns[Debit], columns[Credit] = []int{first + 1}, []int{second + 1}
		}
		return columns, nil
	}
	for i := 1; i < len(money); i++ {
		if exclusive(list, money[i-1].at, money[i].at) {
			columns[Debit], columns[Credit] = []int{money[i-1].at + 1}, []int{money[i].at + 1}
			return columns, nil
		}
	}
	best := -1
	for i, c := range money {
		if c.filled == len(list) && (best < 0 || c.negative > 0 && money[best].negative == 0) {
			best = i
		}
	}
	if best < 0 {
		return columns, nil
	}
	columns[Amount] = []int{money[best].at + 1}
	for i, c := range money {
		if i != best && c.filled == len(list) && (c.negative > 0 || money[best].negative == 0) {
			several = append(several, c.at+1)
		}
	}
	return columns, several
}

// exclusive says whether in every row one of two columns is filled, and each in some row.
func exclusive(list []row, a, b int) bool {
	left, right := 0, 0
	for _, r := range list {
		x, y := filledAmount(r.cell(a)), filledAmount(r.cell(b))
		if x == y {
			return false
		}
		if x {
			left++
		} else {
			right++
		}
	}
	return left > 0 && right > 0
}

func filledAmount(cell string) bool {
	n, ok := numberOf(cell)
	if !ok {
		return false
	}
	for _, c := range n.digits {
		if c >= '1' && c <= '9' {
			return true
		}
	}
	return false
}

// runningBalance finds a column in which every row follows from its neighbour by the amount of another column, or of a
// debit and a credit column. Positions are from 0, -1 where there is none.
func runningBalance(list []row, money []column, decimal string) (balance, first, second int) {
	if len(list) < 3 { // two rows agree too easily
		return -1, -1, -1
	}
	for _, b := range slices.Backward(money) {
		for _, a := range money {
			if a.at == b.at {
				continue
			}
			m := Mapping{Decimal: decimal, Columns: map[Role][]int{Balance: {b.at + 1}, Amount: {a.at + 1}}}
			if _, share := m.follows(list); share >= 0.8 {
				return b.at, a.at, -1
			}
			for _, c := range money {
				if c.at == b.at || c.at == a.at || !exclusive(list, a.at, c.at) {
					continue
				}
				m.Columns = map[Role][]int{Balance: {b.at + 1}, Debit: {a.at + 1}, Credit: {c.at + 1}}
				m.Debits = m.debitStyle(list)
				if _, share := m.follows(list); share >= 0.8 {
					return b.at, a.at, c.at
				}
			}
		}
	}
	return -1, -1, -1
}

// follows is the share of rows whose balance follows from the row before, or from the one after when newest is true.
func (m Mapping) follows(list []row) (newest bool, share float64) {
	up, down := 0, 0
	var beforeAmount, beforeBalance domain.Decimal
	steps := 0
	for i, r := range list {
		amount, err := m.amount(r)
		balance, ok := m.decimal(r.cell(m.column(Balance)))
		if err != nil || !ok {
			return false, 0
		}
		if i > 0 {
			steps++
			if sum, err := beforeBalance.Add(amount); err == nil && sum.Cmp(balance) == 0 {
				up++
			}
			if sum, err := balance.Add(beforeAmount); err == nil && sum.Cmp(beforeBalance) == 0 {
				down++
			}
		}
		beforeAmount, beforeBalance = amount, balance
	}
	if steps == 0 {
		return false, 0
	}
	return down > up, float64(max(up, down)) / float64(steps)
}
