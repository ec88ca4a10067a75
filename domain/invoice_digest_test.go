package domain

import (
	"testing"
	"time"
)

func TestComputeDigest_ChangesWithEverythingThatAnApprovalCovers(t *testing.T) {
	t.Parallel()
	base := sample(StateInReview).ComputeDigest()
	seen := map[string]string{base: "nothing"}
	for name, change := range map[string]func(*Invoice){
		"entity": func(i *Invoice) { i.ID.Entity = 2 }, "kind": func(i *Invoice) { i.Kind = KindCreditNote },
		"number": func(i *Invoice) { i.Number = "RE-2" }, "supplier": func(i *Invoice) { i.SupplierID = UUIDOf("s") },
		"seller": func(i *Invoice) { i.SellerName = "Stahl AG" }, "tax id": func(i *Invoice) { i.SellerTaxID = "DE2" },
		"bank": func(i *Invoice) { i.BankAccount = "DE02" }, "no bank": func(i *Invoice) { i.BankAccount = "" },
		"second bank": func(i *Invoice) { i.OtherAccounts = []string{"DE02"} }, "two more": func(i *Invoice) { i.OtherAccounts = []string{"DE0", "2"} },
		"longer bank": func(i *Invoice) { i.BankAccount += "DE02" },
		"buyer":       func(i *Invoice) { i.BuyerName = ptr("Other") }, "no buyer": func(i *Invoice) { i.BuyerName = nil },
		"empty buyer": func(i *Invoice) { i.BuyerName = ptr("") },
		"issued":      func(i *Invoice) { i.IssuedOn = i.IssuedOn.AddDays(1) }, "due": func(i *Invoice) { i.DueOn = i.DueOn.AddDays(1) }, "no due": func(i *Invoice) { i.DueOn = Date{} },
		"currency": func(i *Invoice) { i.Currency = "USD" }, "net": func(i *Invoice) { i.Net.Minor++ }, "tax": func(i *Invoice) { i.Tax.Minor++ },
		"gross": func(i *Invoice) { i.Gross.Minor++ }, "gross currency": func(i *Invoice) { i.Gross.Currency = "USD" },
		"prepaid": func(i *Invoice) { i.Prepaid = NewMoney(0, "EUR") }, "payable": func(i *Invoice) { i.Payable.Minor-- },
		"discount": func(i *Invoice) { i.Discount = &Discount{Percent: *dec("2"), Until: NewDate(2026, 3, 9)} },
		"file":     func(i *Invoice) { i.FileID = UUIDOf("other") }, "order": func(i *Invoice) { i.Orders[0] = "1" },
		"orders": func(i *Invoice) { i.Orders = append(i.Orders, "2") },
		"vat":    func(i *Invoice) { i.Taxes[0].Tax.Minor++ }, "vat base": func(i *Invoice) { i.Taxes[0].Base.Minor++ },
		"vat rate": func(i *Invoice) { i.Taxes[0].Rate = dec("7") }, "no vat rate": func(i *Invoice) { i.Taxes[0].Rate = nil },
		"vat category": func(i *Invoice) { i.Taxes[0].Category = "E" }, "exemption": func(i *Invoice) { i.Taxes[0].Exemption = ptr("x") },
		"no vat": func(i *Invoice) { i.Taxes = nil },
		"line":   func(i *Invoice) { i.Lines = i.Lines[:1] }, "line number": func(i *Invoice) { i.Lines[0].Number = 9 },
		"text": func(i *Invoice) { i.Lines[0].Text = "Iron" }, "quantity": func(i *Invoice) { i.Lines[0].Quantity = dec("3") },
		"no quantity": func(i *Invoice) { i.Lines[0].Quantity = nil }, "unit": func(i *Invoice) { i.Lines[0].Unit = ptr("KGM") },
		"price": func(i *Invoice) { i.Lines[0].Price = dec("30.01") }, "amount": func(i *Invoice) { i.Lines[0].Amount.Minor++ },
		"line category": func(i *Invoice) { i.Lines[0].TaxCategory = ptr("Z") }, "line rate": func(i *Invoice) { i.Lines[0].TaxRate = dec("7") },
		"account": func(i *Invoice) { i.Lines[0].AccountCode = "1" }, "center": func(i *Invoice) { i.Lines[0].CenterCode = "1" },
		"line order": func(i *Invoice) { i.Lines[0].OrderNumber = ptr("1") }, "order line": func(i *Invoice) { i.Lines[0].OrderLine = ptr("20") },
		"moved text": func(i *Invoice) { i.Lines[0].Text, i.Lines[1].Text = i.Lines[1].Text, i.Lines[0].Text },
		"shifted":    func(i *Invoice) { i.Number, i.SellerName = "RE-1S", "tahl GmbH" },
	} {
		i := sample(StateInReview)
		change(i)
		digest := i.ComputeDigest()
		if other, taken := seen[digest]; taken {
			t.Errorf("changing %s gives the digest of changing %s", name, other)
		}
		seen[digest] = name
	}
}

func TestComputeDigest_IgnoresWhatFollowsOrHappens(t *testing.T) {
	t.Parallel()
	base := sample(StateInReview).ComputeDigest()
	for name, change := range map[string]func(*Invoice){
		"state": func(i *Invoice) { i.State = StatePosted }, "version": func(i *Invoice) { i.Version++ }, "round": func(i *Invoice) { i.Round++ },
		"checks": func(i *Invoice) { i.Checks = []CheckResult{{}} }, "rate": func(i *Invoice) { i.Group.Minor++; i.Base.Minor++; i.RateSource = "ECB" },
		"posting": func(i *Invoice) { i.PostingOn = NewDate(2026, 5, 1) }, "touches": func(i *Invoice) { i.Touches++ }, "match": func(i *Invoice) { i.Match = NoPO },
		"time": func(i *Invoice) { i.UpdatedAt = time.Now(); i.ReceivedAt = time.Now() }, "fold": func(i *Invoice) { i.NumberNorm = "X" },
		"writing": func(i *Invoice) { i.Lines[0].Price = dec("30.00"); i.Taxes[0].Rate = dec("19.0") },
		"names":   func(i *Invoice) { i.Lines[0].Account = &Account{Name: "x"}; i.Supplier = &Supplier{Name: "x"} },
		"empty":   func(i *Invoice) { i.Tasks = nil; i.Route = nil; i.Fields = []ExtractedField{{}} },
	} {
		i := sample(StateInReview)
		if change(i); i.ComputeDigest() != base {
			t.Errorf("%s changes the digest", name)
		}
	}
}
