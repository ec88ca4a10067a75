package domain

import (
	"errors"
	"slices"
	"testing"
	"time"
)

var received = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

func dec(s string) *Decimal {
	d := MustDecimal(s)
	return &d
}

func ptr[T any](v T) *T { return &v }

// billed is a document of two lines, 100.00 net and 19.00 VAT.
func billed() *EInvoice {
	return &EInvoice{
		Number: "RE-0042", TypeCode: "380", Kind: EInvoiceKindInvoice, Currency: "EUR",
		Issued: NewDate(2026, 3, 2), Due: NewDate(2026, 4, 1),
		Seller: TradeParty{Name: "Stahlwerk Köln GmbH", VATID: "DE 123456789"}, Buyer: TradeParty{Name: "Rollwerk SE", VATID: "DE999"},
		OrderReferences: []string{"4500001"},
		Payment:         []PaymentMeans{{TypeCode: "58"}, {Account: "de89 3704 0044 0532 0130 00"}},
		Totals:          EInvoiceTotals{Lines: dec("100.00"), Net: dec("100.00"), Tax: dec("19.00"), Total: dec("119.00"), Payable: dec("119.00")},
		VAT:             []VATBreakdown{{Basis: dec("100"), Tax: dec("19.00"), Category: "S", Rate: dec("19")}},
		Lines: []EInvoiceLine{
			{ID: "1", Name: "Steel", Quantity: dec("2"), Unit: "C62", Net: dec("60.00"), NetPrice: dec("30"), VATCategory: "S", VATRate: dec("19")},
			{ID: "2", Name: "Screws", Quantity: dec("300"), Unit: "C62", Net: dec("40"), NetPrice: dec("13.3333"), BaseQuantity: dec("100"), OrderLine: "20", OrderReference: "4500002"},
		},
		Paths: map[string]string{"BT-112": "/Invoice/total", "BT-131[2]": "/Invoice/line2", "BT-1": "/Invoice/ID"},
	}
}

func TestNewInvoice_CarriesTheDocumentExactly(t *testing.T) {
	t.Parallel()
	i, err := NewInvoice(billed(), &Entity{Number: 7}, received)
	if err != nil {
		t.Fatal(err)
	}
	if i.State != StateDraft || i.Kind != KindInvoice || i.ID.Entity != 7 || i.NumberNorm != "RE42" || i.SellerTaxID != "DE123456789" {
		t.Errorf("head is %+v", i)
	}
	if i.BankAccount != "DE89370400440532013000" {
		t.Errorf("account is %q", i.BankAccount)
	}
	if i.Gross != NewMoney(11900, "EUR") || i.Net != NewMoney(10000, "EUR") || i.Tax != NewMoney(1900, "EUR") || i.Payable != i.Gross || !i.Prepaid.IsZero() {
		t.Errorf("totals are %v %v %v %v %v", i.Net, i.Tax, i.Gross, i.Prepaid, i.Payable)
	}
	if len(i.Lines) != 2 || i.Lines[1].Amount != NewMoney(4000, "EUR") || i.Lines[1].Price.String() != "0.133333" || *i.Lines[1].OrderLine != "20" || i.Lines[1].Number != 2 {
		t.Errorf("lines are %+v", i.Lines)
	}
	if !slices.Equal(i.Orders, []string{"4500001"}) || len(i.Taxes) != 1 || i.Taxes[0].Base != NewMoney(10000, "EUR") {
		t.Errorf("orders %v, taxes %+v", i.Orders, i.Taxes)
	}
	if i.Digest != i.ComputeDigest() || len(i.Digest) != 64 {
		t.Errorf("digest is %q", i.Digest)
	}
}

func TestNewInvoice_KeepsEveryAccountOnce(t *testing.T) {
	t.Parallel()
	const iban = "DE89 3704 0044 0532 0130 00"
	for name, c := range map[string]struct {
		means []PaymentMeans
		want  []string
	}{
		"none":                      {[]PaymentMeans{{TypeCode: "10"}}, nil},
		"one":                       {[]PaymentMeans{{Account: iban}}, []string{"DE89370400440532013000"}},
		"two ways of payment":       {[]PaymentMeans{{Account: iban}, {TypeCode: "59"}, {Account: "gb29 NWBK 6016 1331 9268 19"}}, []string{"DE89370400440532013000", "GB29NWBK60161331926819"}},
		"the same twice":            {[]PaymentMeans{{Account: iban}, {Account: "DE89370400440532013000"}}, []string{"DE89370400440532013000"}},
		"the same by its number":    {[]PaymentMeans{{Account: iban, OtherAccount: "532 013 000"}}, []string{"DE89370400440532013000"}},
		"another beside the IBAN":   {[]PaymentMeans{{Account: iban, OtherAccount: "532013001"}}, []string{"DE89370400440532013000", "532013001"}},
		"an end that is no account": {[]PaymentMeans{{Account: iban, OtherAccount: "13000"}}, []string{"DE89370400440532013000", "13000"}},
		"beside a false IBAN":       {[]PaymentMeans{{Account: "DE88370400440532013000", OtherAccount: "532013000"}}, []string{"DE88370400440532013000", "532013000"}},
		"debited from us":           {[]PaymentMeans{{TypeCode: "59", DebitedAccount: iban}}, nil},
	} {
		doc := billed()
		doc.Payment = c.means
		i, err := NewInvoice(doc, &Entity{Number: 1}, received)
		if err != nil || !slices.Equal(i.Accounts(), c.want) {
			t.Errorf("%s: %v %v", name, i.Accounts(), err)
		}
	}
}

func TestNewInvoice_ShowsEachValueWithItsPlace(t *testing.T) {
	t.Parallel()
	i, err := NewInvoice(billed(), &Entity{Number: 7}, received)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(i.Fields, func(f ExtractedField) bool { return f.Name == "BT-112" })
	if at < 0 || *i.Fields[at].Value != "119.00" || *i.Fields[at].Path != "/Invoice/total" || i.Fields[at].Source != FieldByDocument {
		t.Fatalf("fields are %+v", i.Fields)
	}
	for _, f := range i.Fields {
		if f.Value != nil && *f.Value == "DE89370400440532013000" {
			t.Error("the account stands there whole")
		}
	}
}

func TestNewInvoice_MapsKinds(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]InvoiceKind{
		"380": KindInvoice, "326": KindInvoice, "875": KindInvoice, "384": KindCorrection, "386": KindPrepayment,
		"389": KindSelfBilled, "381": KindCreditNote, "261": KindCreditNote, "": KindInvoice,
	} {
		doc := billed()
		doc.TypeCode, doc.Kind = code, KindOfType(code)
		i, err := NewInvoice(doc, &Entity{Number: 1}, received)
		if err != nil || i.Kind != want {
			t.Errorf("%s became %v, %v", code, i.Kind, err)
		}
	}
	doc := billed()
	doc.TypeCode, doc.Kind = "384", EInvoiceKindCreditNote // a credit note by its form
	if i, _ := NewInvoice(doc, &Entity{Number: 1}, received); i.Kind != KindCreditNote {
		t.Errorf("kind is %s", i.Kind)
	}
}

func TestNewInvoice_RefusesWhatIsFinerThanTheCurrency(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*EInvoice){
		"/Invoice/total": func(d *EInvoice) { d.Totals.Total = dec("119.001") },
		"BT-115":         func(d *EInvoice) { d.Totals.Payable = dec("119.005") },
		"/Invoice/line2": func(d *EInvoice) { d.Lines[1].Net = dec("40.0001") },
		"BT-131[1]":      func(d *EInvoice) { d.Currency = "JPY"; d.Lines[0].Net = dec("60.50") },
		"BT-99[1]":       func(d *EInvoice) { d.Adjustments = []Adjustment{{Charge: true, Amount: dec("0.001")}} },
	} {
		doc := billed()
		spoil(doc)
		_, err := NewInvoice(doc, &Entity{Number: 1}, received)
		var refusal *Error
		if !errors.As(err, &refusal) || refusal.Code != CodeInvalid || refusal.Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewInvoice_LeavesAFinerVATTotalOutAndBlocks(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Totals.Tax = dec("19.001")
	i, err := NewInvoice(doc, &Entity{Number: 1}, received)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(i.Findings, func(c CheckResult) bool { return c.Rule == "AMOUNT_PRECISION" })
	if !i.Tax.IsZero() || at < 0 {
		t.Fatalf("tax %v, findings %+v", i.Tax, i.Findings)
	}
	if f := i.Findings[at]; f.Outcome != CheckBlocker || *f.Stated != "19.001" || *f.Field != "BT-110" {
		t.Errorf("finding is %+v", f)
	}
}

func TestNewInvoice_CountsTrailingZerosAsNoPrecision(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Totals.Total = dec("119.0000")
	if i, err := NewInvoice(doc, &Entity{Number: 1}, received); err != nil || i.Gross != NewMoney(11900, "EUR") {
		t.Errorf("%v %v", i, err)
	}
}

func TestNewInvoice_DerivesTotalsThatAreNotStated(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		totals EInvoiceTotals
		want   [3]int64
	}{
		"net and tax":   {EInvoiceTotals{Net: dec("100"), Tax: dec("19")}, [3]int64{10000, 1900, 11900}},
		"total and tax": {EInvoiceTotals{Total: dec("119"), Tax: dec("19")}, [3]int64{10000, 1900, 11900}},
		"due, prepaid and rounding": {EInvoiceTotals{Payable: dec("100"), Prepaid: dec("19.02"), Rounding: dec("0.02")},
			[3]int64{10000, 1900, 11900}},
		"total and net": {EInvoiceTotals{Total: dec("119"), Net: dec("100")}, [3]int64{10000, 1900, 11900}},
	} {
		doc := billed()
		doc.Totals = c.totals
		i, err := NewInvoice(doc, &Entity{Number: 1}, received)
		if err != nil || [3]int64{i.Net.Minor, i.Tax.Minor, i.Gross.Minor} != c.want {
			t.Errorf("%s: %v %+v", name, err, i)
		}
	}
}

func TestNewInvoice_NamesEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := NewInvoice(&EInvoice{Currency: "euro"}, &Entity{Number: 1}, received)
	var refusal *Error
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	if list := refusal.Details["violations"].([]Violation); len(list) != 3 {
		t.Errorf("%+v", list)
	}
	doc := billed()
	doc.Totals = EInvoiceTotals{}
	if _, err := NewInvoice(doc, &Entity{Number: 1}, received); CodeOf(err) != CodeInvalid {
		t.Errorf("no total: %v", err)
	}
}

func TestNewInvoice_BooksChargesAndAllowancesAsLines(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Adjustments = []Adjustment{{Charge: true, Amount: dec("10"), Reason: "Freight", VATCategory: "S"}, {Amount: dec("5"), Basis: dec("100")}}
	doc.Totals.Net, doc.Totals.Total = dec("105"), dec("124")
	i, err := NewInvoice(doc, &Entity{Number: 1}, received)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, l := range i.Lines {
		sum += l.Amount.Minor
	}
	if sum != i.Net.Minor || i.Lines[2].Text != "Charge: Freight" || i.Lines[3].Amount.Minor != -500 || i.Lines[3].Number != 4 {
		t.Errorf("lines are %+v", i.Lines)
	}
	doc.Lines = nil
	if i, _ = NewInvoice(doc, &Entity{Number: 1}, received); len(i.Lines) != 0 {
		t.Errorf("a document without lines got %+v", i.Lines)
	}
}

func TestNewInvoice_SkipsGroupingLines(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Lines[0].Summary = true
	if i, err := NewInvoice(doc, &Entity{Number: 1}, received); err != nil || len(i.Lines) != 1 || i.Lines[0].Text != "Screws" || i.Lines[0].Number != 1 {
		t.Errorf("%v %+v", err, i)
	}
}

func TestNewInvoice_TakesTheDiscountThatSavesMost(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Discounts = []PaymentDiscount{{Days: 30, Percent: dec("1")}, {Days: 14, Percent: dec("2.25")}, {Days: 7}}
	i, err := NewInvoice(doc, &Entity{Number: 1}, received)
	if err != nil || i.Discount == nil || i.Discount.Until != NewDate(2026, 3, 16) || i.Discount.Worth != NewMoney(268, "EUR") {
		t.Errorf("%v %+v", err, i.Discount) // 2.25 % of 119.00 is 2.6775
	}
}

func TestNewInvoice_WarnsOfAnotherPayee(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Payee = &TradeParty{Name: "Factor Bank AG"}
	doc.TypeCode = "325"
	i, err := NewInvoice(doc, &Entity{Number: 1}, received)
	if err != nil || !found(i.Findings, "PAYEE_OTHER", CheckWarning) || !found(i.Findings, "TYPE_UNPAYABLE", CheckWarning) {
		t.Errorf("%v %+v", err, i.Findings)
	}
	doc.Payee.Name, doc.TypeCode = "STAHLWERK KOLN, GMBH", "380"
	if i, _ = NewInvoice(doc, &Entity{Number: 1}, received); found(i.Findings, "PAYEE_OTHER", CheckWarning) || found(i.Findings, "TYPE_UNPAYABLE", CheckWarning) {
		t.Errorf("%+v", i.Findings)
	}
}

func TestRecognise_FillsADueDateByTheSuppliersTerms(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Due = Date{}
	i, _ := NewInvoice(doc, &Entity{Number: 1}, received)
	s := &Supplier{ID: ID{Kind: NodeSupplier, UUID: UUIDOf("s")}, PaymentTermDays: 14}
	if i.Recognise(s); i.DueOn != NewDate(2026, 3, 16) || i.SupplierID != s.ID.UUID {
		t.Errorf("due %v", i.DueOn)
	}
	stated, _ := NewInvoice(billed(), &Entity{Number: 1}, received)
	if stated.Recognise(s); stated.DueOn != NewDate(2026, 4, 1) {
		t.Errorf("a stated date became %v", stated.DueOn)
	}
	if stated.Recognise(nil); !stated.SupplierID.IsZero() || stated.Supplier != nil {
		t.Error("nobody is somebody")
	}
}

func TestNewInvoice_KeepsWhatTheBusinessRulesFind(t *testing.T) {
	t.Parallel()
	doc := billed()
	doc.Profile = "urn:cen.eu:en16931:2017"
	doc.Totals.Total = dec("120.00")
	i, err := NewInvoice(doc, &Entity{Number: 1}, received)
	if err != nil || !found(i.Findings, "BR-CO-15", CheckBlocker) {
		t.Errorf("%v %+v", err, i.Findings)
	}
}

func found(results []CheckResult, rule string, outcome CheckOutcome) bool {
	return slices.ContainsFunc(results, func(c CheckResult) bool { return c.Rule == rule && c.Outcome == outcome })
}
