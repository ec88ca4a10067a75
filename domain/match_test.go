package domain

import (
	"fmt"
	"slices"
	"testing"
)

// strict asks for receipts and forgives nothing.
var strict = Tolerance{NeedsReceipt: true}

func poLine(number int, text, quantity, price, arrived, billed string) PoLine {
	return PoLine{
		ID: ID{NodePoLine, 1, UUIDOf("pol", text, fmt.Sprint(number))}, Number: number, Text: text, Quantity: MustDecimal(quantity),
		Price: MustDecimal(price), Received: MustDecimal(arrived), Invoiced: MustDecimal(billed), Currency: "EUR",
	}
}

// ordered is 10 steel at 30.00, of which 6 arrived and 2 were billed.
func ordered() PurchaseOrder {
	return PurchaseOrder{Number: "4500001", Currency: "EUR", Lines: []PoLine{poLine(10, "Steel", "10", "30", "6", "2")}}
}

// bill names order 4500001 in its head and has the given lines.
func bill(lines ...InvoiceLine) *Invoice {
	i := &Invoice{Kind: KindInvoice, Currency: "EUR", Orders: []string{" 4500001 "}, Gross: NewMoney(100, "EUR"), Lines: lines}
	for n := range lines {
		lines[n].Number = n + 1
	}
	return i
}

func item(quantity, price, amount string) InvoiceLine {
	m, err := MoneyOf(MustDecimal(amount), "EUR")
	if err != nil {
		panic(err)
	}
	l := InvoiceLine{Text: "Steel", Amount: m, OrderLine: ptr("00010")}
	if quantity != "" {
		l.Quantity = dec(quantity)
	}
	if price != "" {
		l.Price = dec(price)
	}
	return l
}

func TestMatchInvoice_ComparesPriceAndQuantity(t *testing.T) {
	t.Parallel()
	loose := Tolerance{PricePercent: MustDecimal("2"), PriceAmount: MustDecimal("1"), QuantityPercent: MustDecimal("10"), NeedsReceipt: true}
	for name, c := range map[string]struct {
		line       InvoiceLine
		tol        Tolerance
		want       MatchOutcome
		difference string
	}{
		"exact":                       {item("4", "30", "120.00"), strict, Matched, "0.00"},
		"fewer than open":             {item("3", "30", "90.00"), strict, Matched, "0.00"},
		"one too many":                {item("5", "30", "150.00"), strict, QuantityVariance, "30.00"},
		"one cent too dear":           {item("4", "30", "120.01"), strict, PriceVariance, "0.01"},
		"cheaper":                     {item("4", "29", "116.00"), strict, WithinTolerance, "-4.00"},
		"at the percentage":           {item("4", "30.60", "122.40"), loose, WithinTolerance, "2.40"},
		"above the percentage":        {item("4", "30.61", "122.41"), loose, PriceVariance, "2.41"},
		"small sums by the amount":    {item("1", "31", "31.00"), loose, WithinTolerance, "1.00"},
		"above both":                  {item("1", "31.01", "31.01"), loose, PriceVariance, "1.01"},
		"quantity at the percentage":  {item("4.4", "30", "132.00"), loose, WithinTolerance, "12.00"},
		"quantity above it":           {item("4.5", "30", "135.00"), loose, QuantityVariance, "15.00"},
		"both differ":                 {item("5", "31", "155.00"), strict, QuantityVariance, "35.00"},
		"lump sum for all that is in": {item("", "", "120.00"), strict, Matched, "0.00"},
		"lump sum too dear":           {item("", "", "121.00"), strict, PriceVariance, "1.00"},
		"price hides a line charge":   {item("4", "30", "125.00"), strict, PriceVariance, "5.00"},
		"two ways: ordered":           {item("8", "30", "240.00"), Tolerance{}, Matched, "0.00"},
		"two ways: too many":          {item("9", "30", "270.00"), Tolerance{}, QuantityVariance, "30.00"},
	} {
		got := MatchInvoice(bill(c.line), []PurchaseOrder{ordered()}, c.tol)
		if got.Outcome != c.want || len(got.Lines) != 1 || got.Lines[0].Outcome != c.want {
			t.Errorf("%s is %s", name, got.Outcome)
			continue
		}
		if d := got.Lines[0].Difference; d.Amount().String() != c.difference {
			t.Errorf("%s differs by %s", name, d)
		}
		if ways := map[bool]int{true: 3, false: 2}[c.tol.NeedsReceipt]; got.Ways != ways {
			t.Errorf("%s went %d ways", name, got.Ways)
		}
	}
}

func TestMatchInvoice_SaysWhenNothingArrived(t *testing.T) {
	t.Parallel()
	o := ordered()
	o.Lines[0].Received, o.Lines[0].Invoiced = Decimal{}, Decimal{}
	got := MatchInvoice(bill(item("1", "30", "30.00")), []PurchaseOrder{o}, strict)
	if got.Outcome != NoReceipt || got.Lines[0].Quantity.Before.Sign() != 0 || got.Lines[0].Difference.Minor != 3000 {
		t.Errorf("%+v", got.Lines[0])
	}
	if got = MatchInvoice(bill(item("1", "30", "30.00")), []PurchaseOrder{o}, Tolerance{}); got.Outcome != Matched {
		t.Errorf("two ways: %s", got.Outcome)
	}
}

func TestMatchInvoice_LinesOfOneBillShareWhatIsOpen(t *testing.T) {
	t.Parallel()
	got := MatchInvoice(bill(item("3", "30", "90.00"), item("1", "30", "30.00"), item("1", "30", "30.00")), []PurchaseOrder{ordered()}, strict)
	if got.Lines[0].Outcome != Matched || got.Lines[1].Outcome != Matched || got.Lines[2].Outcome != QuantityVariance {
		t.Errorf("%+v", got.Lines)
	}
	if q := got.Lines[1].Quantity; q.Before.String() != "1" || q.After.String() != "1" {
		t.Errorf("%+v", q)
	}
}

func TestMatchInvoice_MirrorsWhatTakesMoneyBack(t *testing.T) {
	t.Parallel()
	credit := func(quantity, price, amount string) *Invoice {
		i := bill(item(quantity, price, amount))
		i.Kind = KindCreditNote
		return i
	}
	negative := bill(item("-2", "30", "-60.00"))
	negative.Kind, negative.Gross = KindCorrection, NewMoney(-6000, "EUR")
	for name, c := range map[string]struct {
		i          *Invoice
		want       MatchOutcome
		difference string
	}{
		"all that was billed":   {credit("2", "30", "60.00"), Matched, "0.00"},
		"more than was billed":  {credit("3", "30", "90.00"), QuantityVariance, "-30.00"},
		"credits too little":    {credit("2", "29", "58.00"), PriceVariance, "2.00"},
		"credits more for each": {credit("2", "31", "62.00"), WithinTolerance, "-2.00"},
		"a negative line":       {negative, Matched, "0.00"},
	} {
		got := MatchInvoice(c.i, []PurchaseOrder{ordered()}, strict)
		if got.Outcome != c.want || got.Lines[0].Difference.Amount().String() != c.difference {
			t.Errorf("%s is %s, %v", name, got.Outcome, got.Lines[0].Difference)
		}
		if q := got.Lines[0].Quantity; q.After.Sign() != -1 || q.Before.String() != "-2" {
			t.Errorf("%s: %+v", name, q)
		}
	}
}

func TestMatchInvoice_FindsTheOrderLine(t *testing.T) {
	t.Parallel()
	orders := []PurchaseOrder{
		{Number: "A", Currency: "EUR", Lines: []PoLine{
			poLine(1, "Steel", "5", "30", "5", "0"), poLine(2, "Bolts", "5", "30", "5", "0"), poLine(3, "Nuts", "7", "2", "7", "0"),
		}},
		{Number: "B", Currency: "EUR", Lines: []PoLine{poLine(1, "Wire", "4", "9", "4", "0"), poLine(2, "Bolts", "1", "8", "1", "0")}},
	}
	line := func(text string, quantity, price string, order, position *string) InvoiceLine {
		l := InvoiceLine{Text: text, Amount: NewMoney(1, "EUR"), OrderNumber: order, OrderLine: position}
		if quantity != "" {
			l.Quantity = dec(quantity)
		}
		if price != "" {
			l.Price = dec(price)
		}
		return l
	}
	for name, c := range map[string]struct {
		l    InvoiceLine
		want string
	}{
		"position":                      {line("?", "1", "1", ptr("A"), ptr("0002")), "A/2"},
		"position that is not there":    {line("Nuts", "7", "2", ptr("A"), ptr("9")), ""},
		"position in several orders":    {line("Wire", "1", "1", nil, ptr("1")), ""},
		"only price and quantity":       {line("?", "7", "2.00", nil, nil), "A/3"},
		"text breaks equal prices":      {line("bolts ", "5", "30", ptr("A"), nil), "A/2"},
		"equal text in two orders":      {line("Bolts", "3", "1", nil, nil), ""},
		"text in its own order":         {line("Bolts", "3", "1", ptr(" b "), nil), "B/2"},
		"only price":                    {line("?", "3", "9", nil, nil), "B/1"},
		"price of two":                  {line("?", "3", "30", nil, nil), ""},
		"nothing fits":                  {line("Sand", "1", "1", nil, nil), ""},
		"an order that we do not have":  {line("Steel", "5", "30", ptr("C"), nil), ""},
		"the only line for an only one": {line("Sand", "1", "1", ptr("S"), nil), "S/1"},
	} {
		i := &Invoice{Kind: KindInvoice, Currency: "EUR", Orders: []string{"B", "a"}, Gross: NewMoney(1, "EUR"), Lines: []InvoiceLine{c.l}}
		all := append(slices.Clone(orders), PurchaseOrder{Number: "S", Currency: "EUR", Lines: []PoLine{poLine(1, "Gravel", "1", "50", "1", "0")}})
		got := MatchInvoice(i, all, strict).Lines[0]
		found := ""
		if got.PoLine != nil {
			found = *got.OrderNumber + "/" + fmt.Sprint(got.PoLine.Number)
		}
		if found != c.want || (found == "") != (got.Outcome == NoPO) {
			t.Errorf("%s found %q, %s", name, found, got.Outcome)
		}
	}
}

func TestMatchInvoice_TakesNoOrderOfSomebodyElseOrInOtherMoney(t *testing.T) {
	t.Parallel()
	i := bill(item("4", "30", "120.00"))
	i.SupplierID = UUIDOf("us")
	o := ordered()
	o.SupplierID = UUIDOf("them")
	if got := MatchInvoice(i, []PurchaseOrder{o}, strict); got.Outcome != NoPO {
		t.Error(got.Outcome)
	}
	o = ordered()
	o.Currency = "USD"
	if got := MatchInvoice(i, []PurchaseOrder{o}, strict); got.Outcome != NoPO {
		t.Error(got.Outcome)
	}
}

func TestMatchInvoice_TheWorstLineSpeaksForTheBill(t *testing.T) {
	t.Parallel()
	good, cheap, dear, many := item("1", "30", "30.00"), item("1", "29", "29.00"), item("1", "31", "31.00"), item("9", "30", "270.00")
	freight := InvoiceLine{Text: "Freight", Amount: NewMoney(500, "EUR")}
	allowance := InvoiceLine{Text: "Allowance", Amount: NewMoney(-500, "EUR")}
	words := InvoiceLine{Text: "Thank you", Amount: NewMoney(0, "EUR")}
	for name, c := range map[string]struct {
		lines []InvoiceLine
		want  MatchOutcome
		count int
	}{
		"good":                   {[]InvoiceLine{good, good}, Matched, 2},
		"cheaper":                {[]InvoiceLine{good, cheap}, WithinTolerance, 2},
		"dearer":                 {[]InvoiceLine{cheap, dear, good}, PriceVariance, 3},
		"too many":               {[]InvoiceLine{dear, many}, QuantityVariance, 2},
		"freight beside":         {[]InvoiceLine{good, freight}, PartialMatch, 2},
		"freight and dearer":     {[]InvoiceLine{freight, dear}, PriceVariance, 2},
		"allowances are no buys": {[]InvoiceLine{good, allowance, words}, Matched, 1},
	} {
		if got := MatchInvoice(bill(c.lines...), []PurchaseOrder{ordered()}, strict); got.Outcome != c.want || len(got.Lines) != c.count {
			t.Errorf("%s is %s with %d lines", name, got.Outcome, len(got.Lines))
		}
	}
	two := []PurchaseOrder{ordered(), {Number: "4500002", Currency: "EUR", Lines: []PoLine{poLine(1, "X", "1", "1", "1", "0")}}}
	if got := MatchInvoice(bill(freight, item("", "", "1.00")), two[1:], strict); got.Outcome != NoPO || *got.Lines[0].OrderNumber != "4500001" {
		t.Errorf("%+v", got)
	}
}

func TestMatchInvoice_ABillWithoutOrderIsNotCompared(t *testing.T) {
	t.Parallel()
	i := bill(item("4", "30", "120.00"))
	i.Orders = nil
	if got := MatchInvoice(i, []PurchaseOrder{ordered()}, strict); got.Outcome != "" || got.Lines != nil || got.Ways != 0 {
		t.Errorf("%+v", got)
	}
}

func TestMatchInvoice_AQuantityOfNothingIsNoPrice(t *testing.T) {
	t.Parallel()
	got := MatchInvoice(bill(item("0", "", "5.00")), []PurchaseOrder{ordered()}, strict)
	if got.Outcome != PriceVariance || got.Lines[0].Price != nil || got.Lines[0].Difference.Minor != 500 {
		t.Errorf("%+v", got.Lines[0])
	}
}
