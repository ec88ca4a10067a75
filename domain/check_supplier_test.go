package domain

import (
	"fmt"
	"testing"
)

func TestCheckInvoice_NamesWhereEachUnknownAccountStands(t *testing.T) {
	t.Parallel()
	f := clean()
	f.Invoice.OtherAccounts = []string{"DE02120300000000202051", "DE88100900001234562051"}
	f.Invoice.Fields = append(f.Invoice.Fields,
		ExtractedField{Name: "BT-84[1]", Value: ptr("DE•• •••• 3000")}, ExtractedField{Name: "BT-84[3]", Value: ptr("DE•• •••• 2051")},
		ExtractedField{Name: "BT-84[4.2]", Value: ptr("DE•• •••• 2051")})
	list := answers(CheckInvoice(f), "SUPPLIER_BANK")
	if len(list) != 2 || *list[0].Field != "BT-84[3]" || *list[1].Field != "BT-84[4.2]" || *list[1].Stated != "DE•• •••• 2051" {
		t.Errorf("%+v", list)
	}
}

func TestCheckInvoice_BlocksAfterTwentyAccountsAndNamesNoMore(t *testing.T) {
	t.Parallel()
	f := clean()
	f.Supplier.BankAccounts[1].VerifiedAt = nil
	for n := range 30 {
		account := fmt.Sprintf("12345678%02d", n)
		f.Invoice.OtherAccounts = append(f.Invoice.OtherAccounts, account)
		f.Supplier.BankAccounts = append(f.Supplier.BankAccounts, BankDetail{Account: account})
	}
	list := answers(CheckInvoice(f), "SUPPLIER_BANK")
	if last := list[len(list)-1]; len(list) != 21 || last.Outcome != CheckBlocker || last.Message != "11 more accounts were not compared." {
		t.Errorf("%d answers, the last %+v", len(list), list[len(list)-1])
	}
}
