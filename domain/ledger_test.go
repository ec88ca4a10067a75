package domain

import (
	"math/rand/v2"
	"testing"
)

var fallback = LedgerAccounts{Payable: "1600", Tax: "1576", Expense: "4980"}

func ledgerOf(t *testing.T, i *Invoice) LedgerDocument {
	t.Helper()
	d, err := i.LedgerDocument(&Entity{Code: "DE01"}, &Supplier{Number: "S-1", Name: "Stahl GmbH"}, fallback)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLedgerDocument_DebitsLinesAndVATAndOwesTheGross(t *testing.T) {
	t.Parallel()
	i := sample(StatePosting)
	i.Lines[1].AccountCode = ""
	d := ledgerOf(t, i)
	want := []LedgerLine{
		{"6300", "4100", "Steel", NewMoney(6000, "EUR")}, {"4980", "4200", "Bolts", NewMoney(4000, "EUR")},
		{"1576", "", "VAT RE-1", NewMoney(1900, "EUR")}, {"1600", "", "Stahl GmbH", NewMoney(-11900, "EUR")},
	}
	if len(d.Lines) != len(want) {
		t.Fatalf("%+v", d.Lines)
	}
	for n := range want {
		if d.Lines[n] != want[n] {
			t.Errorf("line %d is %+v", n, d.Lines[n])
		}
	}
	if d.Gross != i.Gross || d.Entity != "DE01" || d.Supplier != "S-1" || d.Key != i.Key || d.Number != "RE-1" {
		t.Errorf("%+v", d)
	}
}

func TestLedgerDocument_TurnsTheSignsOfACreditNote(t *testing.T) {
	t.Parallel()
	i := sample(StatePosting)
	i.Kind = KindCreditNote
	if d := ledgerOf(t, i); d.Gross.Minor != -11900 || d.Lines[0].Amount.Minor != -6000 || d.Lines[3].Amount.Minor != 11900 {
		t.Errorf("%+v", d)
	}
}

func TestLedgerDocument_NeedsATotal(t *testing.T) {
	t.Parallel()
	i := sample(StatePosting)
	i.Gross = Money{}
	if _, err := i.LedgerDocument(&Entity{}, nil, fallback); err == nil {
		t.Error("posted without a total")
	}
}

// TestLedgerDocument_SumsToZero invents documents, also without lines, and with totals that their lines do not reach.
func TestLedgerDocument_SumsToZero(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		in := []Currency{"EUR", "JPY", "KWD"}[random.IntN(3)]
		i := sample(StatePosting)
		i.Currency, i.Lines = in, nil
		if random.IntN(2) == 0 {
			i.Kind = KindCreditNote
		}
		for n := range random.IntN(6) {
			i.Lines = append(i.Lines, InvoiceLine{Number: n + 1, Text: "x", Amount: NewMoney(random.Int64N(2e9)-1e9, in)})
		}
		i.Gross, i.Tax = NewMoney(random.Int64N(2e12)-1e12, in), Money{}
		if random.IntN(3) > 0 {
			i.Tax = NewMoney(random.Int64N(2e9)-1e9, in)
		}
		d := ledgerOf(t, i)
		if d.Balance().Minor != 0 || d.Balance().Currency != in {
			t.Fatalf("%+v is off by %s", d, d.Balance())
		}
		if owed := d.Lines[len(d.Lines)-1]; owed.Account != "1600" || owed.Amount != d.Gross.Neg() {
			t.Fatalf("%+v", owed)
		}
	}
}
