package ml

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

var firstDay = domain.NewDate(2031, 3, 3)

// ledger invents days of coded lines: suppliers that always book one account, suppliers that split by amount, by the shape of
// the number or by nothing that could be known.
func ledger(seed uint64, days, perDay int) []Example {
	r := rand.New(rand.NewPCG(seed, 1))
	list := make([]Example, 0, days*perDay)
	for day := range days {
		for range perDay {
			list = append(list, invented(r, firstDay.AddDays(day)))
		}
	}
	return list
}

func invented(r *rand.Rand, date domain.Date) Example {
	vendor := int(40 * r.Float64() * r.Float64())
	label := vendor % 9
	l := Line{Date: date, Vendor: fmt.Sprintf("S%03d", vendor), Name: fmt.Sprintf("Supplier %c%d Ltd", 'A'+vendor%7, vendor),
		Number: fmt.Sprintf("%06d", r.IntN(900000)+1000*vendor), Amount: 1000 + int64(r.IntN(50000))}
	switch vendor % 4 {
	case 1:
		if r.IntN(2) == 0 {
			label, l.Amount = label+10, l.Amount*100
		}
	case 2:
		if r.IntN(3) == 0 {
			label, l.Number = label+10, "INV-"+l.Number
		}
	case 3:
		if r.IntN(5) == 0 {
			label += 20
		}
	}
	return Example{Line: l, Label: fmt.Sprintf("%d00 Costs", label)}
}

func fitted(t *testing.T, seed uint64, history []Example) *Coder {
	t.Helper()
	c := NewCoder(seed)
	require.NoError(t, c.Fit(history, nil))
	return c
}
