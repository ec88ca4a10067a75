package domain

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// clean is an invoice about which nothing can be said: everything on file, ordered, received and in time.
func clean() *CheckFacts {
	i := sample(StateSubmitted)
	confirmed := noon.AddDate(-1, 0, 0)
	s := &Supplier{
		ID: ID{NodeSupplier, 0, UUIDOf("s")}, Number: "S-1", Name: "Stahl GmbH", Status: "ACTIVE", Risk: "LOW",
		BankAccounts: []BankDetail{{Account: "GB29NWBK60161331926819", VerifiedAt: &confirmed}, {Account: "DE89 3704 0044 0532 0130 00", VerifiedAt: &confirmed}},
	}
	i.Supplier, i.SupplierID, i.Format = s, s.ID.UUID, "UBL 2.1"
	i.Fields = []ExtractedField{{Name: "BT-48", Value: ptr("DE 999")}}
	i.Lines[1].OrderLine, i.Lines[1].Quantity, i.Lines[1].Price = ptr("20"), dec("100"), dec("0.40")
	return &CheckFacts{
		Invoice: i, Supplier: s, Now: noon, Tolerance: strict,
		Entity: &Entity{Number: 1, Code: "DE01", Name: "Rollwerk SE", TimeZone: "Europe/Berlin", Base: "EUR", TaxIDs: []string{"DE999"}},
		Orders: []PurchaseOrder{{Number: "4500001", Currency: "EUR", SupplierID: s.ID.UUID, ReadAt: noon.Add(-time.Hour),
			Lines: []PoLine{poLine(10, "Steel", "2", "30", "2", "0"), poLine(20, "Bolts", "100", "0.40", "100", "0")}}},
		Budgets: []Budget{{CenterCode: "4100", Amount: eur(1000), Committed: eur(0)}, {CenterCode: "4200", Amount: eur(1000), Committed: eur(900)}},
		Periods: []Period{
			{Number: 2, First: NewDate(2026, 2, 1), Last: NewDate(2026, 2, 28), State: PeriodClosed},
			{Number: 3, First: NewDate(2026, 3, 1), Last: NewDate(2026, 3, 31), State: PeriodOpen},
			{Number: 4, First: NewDate(2026, 4, 1), Last: NewDate(2026, 4, 30), State: PeriodFuture},
		},
		Rate:    &Rate{From: "EUR", To: "EUR"},
		Centers: map[string]*CostCenter{"4100": {Code: "4100", Name: "Rolling mill"}},
	}
}

func answers(r CheckReport, rule string) []CheckResult {
	return slices.DeleteFunc(slices.Clone(r.Results), func(c CheckResult) bool { return c.Rule != rule })
}

func TestCheckInvoice_ACleanInvoicePassesEveryCheck(t *testing.T) {
	t.Parallel()
	r := CheckInvoice(clean())
	var rules []string
	for _, c := range r.Results {
		if c.Outcome != CheckPass {
			t.Errorf("%+v", c)
		}
		if c.Message == "" || c.Source == nil || !c.At.Equal(noon) || (c.AgeSeconds == nil) != (*c.Source == string(SourceDocument)) {
			t.Errorf("%+v", c)
		}
		rules = append(rules, c.Rule)
	}
	want := "SUPPLIER_KNOWN SUPPLIER_ACTIVE SUPPLIER_BANK BUYER_IS_US DATES ARITHMETIC DUPLICATE_EXACT DUPLICATE_SIMILAR PO_MATCH PERIOD_OPEN CURRENCY_RATE BUDGET BUDGET"
	if got := strings.Join(rules, " "); got != want {
		t.Errorf("rules are %s", got)
	}
	if r.Match.Outcome != Matched || r.PostingOn != NewDate(2026, 3, 1) || len(r.Budget) != 2 || len(r.Duplicates) != 0 {
		t.Errorf("%+v", r)
	}
	if age := answers(r, "PO_MATCH")[0].AgeSeconds; *age != 3600 {
		t.Errorf("orders are %d s old", *age)
	}
}

func TestCheckInvoice_EachTroubleHasItsAnswer(t *testing.T) {
	t.Parallel()
	twin := func(spoil func(*Invoice)) func(*CheckFacts) {
		return func(f *CheckFacts) {
			other := sample(StatePosted)
			other.ID.UUID, other.Key = UUIDOf("other"), "INV-2025-000007"
			spoil(other)
			f.Twins = []*Invoice{f.Invoice, other}
		}
	}
	issued := func(d Date) func(*CheckFacts) { return func(f *CheckFacts) { f.Invoice.IssuedOn = d } }
	status := func(s string) func(*CheckFacts) { return func(f *CheckFacts) { f.Supplier.Status = s } }
	for name, c := range map[string]struct {
		spoil func(*CheckFacts)
		rule  string
		want  CheckOutcome
		text  string
	}{
		"unknown supplier":   {func(f *CheckFacts) { f.Supplier = nil; f.Invoice.SupplierID = UUID{} }, "SUPPLIER_KNOWN", CheckWarning, "Stahl GmbH is not on file"},
		"blocked supplier":   {status("BLOCKED"), "SUPPLIER_ACTIVE", CheckBlocker, "must not be paid"},
		"inactive supplier":  {status("INACTIVE"), "SUPPLIER_ACTIVE", CheckBlocker, "no longer used"},
		"new supplier":       {status("ONBOARDING"), "SUPPLIER_ACTIVE", CheckWarning, "still being checked"},
		"no such status":     {status("ODD"), "SUPPLIER_ACTIVE", CheckBlocker, "must not be paid"},
		"other account":      {func(f *CheckFacts) { f.Invoice.BankAccount = "DE02120300000000202051" }, "SUPPLIER_BANK", CheckBlocker, "not on file"},
		"no account on file": {func(f *CheckFacts) { f.Supplier.BankAccounts = nil }, "SUPPLIER_BANK", CheckBlocker, "not on file"},
		"no account stated":  {func(f *CheckFacts) { f.Invoice.BankAccount = "" }, "SUPPLIER_BANK", CheckInfo, "names no account"},
		"nobody to compare":  {func(f *CheckFacts) { f.Supplier = nil }, "SUPPLIER_BANK", CheckInfo, "cannot be compared"},
		"not confirmed":      {func(f *CheckFacts) { f.Supplier.BankAccounts[1].VerifiedAt = nil }, "SUPPLIER_BANK", CheckInfo, "nobody has confirmed"},
		"another beside": {func(f *CheckFacts) { f.Invoice.OtherAccounts = []string{"DE02120300000000202051"} },
			"SUPPLIER_BANK", CheckBlocker, "One of the 2 accounts that it names, DE•• •••• 2051, is not on file for Stahl GmbH."},
		"both on file": {func(f *CheckFacts) { f.Invoice.OtherAccounts = []string{"GB29NWBK60161331926819"} }, "SUPPLIER_BANK", CheckPass, "All 2 accounts"},
		"one not confirmed": {func(f *CheckFacts) {
			f.Invoice.OtherAccounts, f.Supplier.BankAccounts[0].VerifiedAt = []string{"GB29NWBK60161331926819"}, nil
		}, "SUPPLIER_BANK", CheckInfo, "GB•• •••• 6819, is on file, but nobody has confirmed it yet."},
		"credit to several": {func(f *CheckFacts) {
			f.Invoice.Kind, f.Invoice.OtherAccounts = KindCreditNote, []string{"1234567890"}
		}, "SUPPLIER_BANK", CheckWarning, "•••• 7890, is not on file"},
		"credit elsewhere": {func(f *CheckFacts) { f.Invoice.Kind, f.Invoice.BankAccount = KindCreditNote, "1234567890" },
			"SUPPLIER_BANK", CheckWarning, "not on file"},
		"other buyer by number": {func(f *CheckFacts) { f.Invoice.Fields[0].Value = ptr("FR1") }, "BUYER_IS_US", CheckWarning, "VAT number FR1"},
		"other buyer by name": {func(f *CheckFacts) { f.Invoice.Fields = nil; f.Invoice.BuyerName = ptr("Else AG") },
			"BUYER_IS_US", CheckWarning, "bills Else AG"},
		"us by name": {func(f *CheckFacts) { f.Invoice.Fields = nil; f.Invoice.BuyerName = ptr("ROLLWERK, S.E.") }, "BUYER_IS_US", CheckPass, "by name"},
		"no buyer":   {func(f *CheckFacts) { f.Invoice.Fields, f.Invoice.BuyerName = nil, nil }, "BUYER_IS_US", CheckInfo, "does not say"},

		"no date":         {issued(Date{}), "DATES", CheckBlocker, "no date of issue"},
		"due first":       {func(f *CheckFacts) { f.Invoice.DueOn = NewDate(2026, 2, 28) }, "DATES", CheckWarning, "before it was issued"},
		"the future":      {issued(NewDate(2026, 3, 6)), "DATES", CheckWarning, "has not come yet"},
		"tomorrow":        {issued(NewDate(2026, 3, 5)), "DATES", CheckPass, "Issued on"},
		"a year old":      {issued(NewDate(2025, 3, 4)), "DATES", CheckPass, "Issued on"},
		"older":           {issued(NewDate(2025, 3, 3)), "DATES", CheckWarning, "more than a year"},
		"no due date":     {func(f *CheckFacts) { f.Invoice.DueOn = Date{} }, "DATES", CheckInfo, "when it is due"},
		"total is off":    {func(f *CheckFacts) { f.Invoice.Gross = eur(121) }, "ARITHMETIC", CheckBlocker, "121.00 EUR and 119.00 EUR"},
		"lines are off":   {func(f *CheckFacts) { f.Invoice.Lines[0].Amount = eur(10) }, "ARITHMETIC", CheckBlocker, "what the lines add up to"},
		"rounding":        {func(f *CheckFacts) { f.Invoice.Lines[0].Amount.Minor += 99 }, "ARITHMETIC", CheckWarning, "what the lines add up to"},
		"VAT rate is off": {func(f *CheckFacts) { f.Invoice.Taxes[0].Rate = dec("7") }, "ARITHMETIC", CheckBlocker, "VAT at 7 %"},
		"VAT by line": {func(f *CheckFacts) {
			f.Invoice.Taxes[0].Tax.Minor += 2
			f.Invoice.Tax.Minor += 2
			f.Invoice.Gross.Minor += 2
		},
			"ARITHMETIC", CheckInfo, "VAT at 19 %"},
		"VAT total is off": {func(f *CheckFacts) {
			f.Invoice.Taxes = append(f.Invoice.Taxes, TaxLine{Base: eur(0), Tax: eur(50)})
		}, "ARITHMETIC", CheckBlocker, "VAT by rate adds up to"},
		"no VAT total": {func(f *CheckFacts) { f.Invoice.Tax = Money{} }, "ARITHMETIC", CheckWarning, "does not state"},

		"exact twin":       {twin(func(i *Invoice) { i.Number = "re 0001"; i.Gross = eur(5) }), "DUPLICATE_EXACT", CheckBlocker, "INV-2025-000007"},
		"same digits":      {twin(func(i *Invoice) { i.Number = "R-E1" }), "DUPLICATE_EXACT", CheckBlocker, "INV-2025-000007"},
		"rejected twin":    {twin(func(i *Invoice) { i.State = StateRejected }), "DUPLICATE_EXACT", CheckPass, "No other"},
		"cancelled twin":   {twin(func(i *Invoice) { i.State = StateCancelled }), "DUPLICATE_EXACT", CheckPass, "No other"},
		"same sum and day": {twin(func(i *Invoice) { i.Number = "X9" }), "DUPLICATE_SIMILAR", CheckWarning, "number X9"},
		"other sum":        {twin(func(i *Invoice) { i.Number, i.Gross = "X9", eur(5) }), "DUPLICATE_SIMILAR", CheckPass, "No other"},
		"its credit":       {twin(func(i *Invoice) { i.Number, i.Kind = "X9", KindCreditNote }), "DUPLICATE_SIMILAR", CheckPass, "No other"},

		"no order named":   {func(f *CheckFacts) { f.Invoice.Orders = nil }, "PO_MATCH", CheckInfo, "names no order"},
		"order not here":   {func(f *CheckFacts) { f.Orders = nil }, "PO_MATCH", CheckWarning, "No line fits"},
		"nothing arrived":  {func(f *CheckFacts) { f.Orders[0].Lines[0].Received = Decimal{} }, "PO_MATCH", CheckWarning, "1 line for which nothing has arrived."},
		"too dear":         {func(f *CheckFacts) { f.Orders[0].Lines[0].Price = MustDecimal("29") }, "PO_MATCH", CheckWarning, "1 line with too high a price."},
		"too many":         {func(f *CheckFacts) { f.Orders[0].Lines[0].Received = MustDecimal("1") }, "PO_MATCH", CheckWarning, "too large a quantity"},
		"cheaper":          {func(f *CheckFacts) { f.Orders[0].Lines[0].Price = MustDecimal("31") }, "PO_MATCH", CheckInfo, "1 line within tolerance."},
		"more than orders": {func(f *CheckFacts) { f.Orders[0].Lines = f.Orders[0].Lines[:1] }, "PO_MATCH", CheckWarning, "1 line that no order line fits."},
		"order of others":  {func(f *CheckFacts) { f.Orders[0].SupplierID = UUIDOf("x") }, "PO_MATCH", CheckWarning, "another supplier"},
		"order in dollars": {func(f *CheckFacts) { f.Orders[0].Currency = "USD" }, "PO_MATCH", CheckWarning, "is in USD"},

		"period closed":      {func(f *CheckFacts) { f.Periods[1].State = PeriodClosed; f.Periods[2].State = PeriodOpen }, "PERIOD_OPEN", CheckInfo, "counts on 2026-04-01"},
		"all closed":         {func(f *CheckFacts) { f.Periods[1].State = PeriodSoftClosed }, "PERIOD_OPEN", CheckBlocker, "No posting period"},
		"no rate":            {func(f *CheckFacts) { f.Rate = nil }, "CURRENCY_RATE", CheckBlocker, "No exchange rate for EUR"},
		"old rate":           {func(f *CheckFacts) { f.Rate = &Rate{From: "USD", To: "EUR", On: NewDate(2026, 2, 24)} }, "CURRENCY_RATE", CheckWarning, "1 USD is"},
		"a week's rate":      {func(f *CheckFacts) { f.Rate = &Rate{From: "USD", To: "EUR", On: NewDate(2026, 2, 25)} }, "CURRENCY_RATE", CheckPass, "1 USD is"},
		"no budget":          {func(f *CheckFacts) { f.Budgets = f.Budgets[1:] }, "BUDGET", CheckInfo, "Cost centre 4100 Rolling mill has no budget."},
		"budget gone":        {func(f *CheckFacts) { f.Budgets[1].Committed = eur(970) }, "BUDGET", CheckWarning, "30.00 EUR left, which is exceeded: -10.00 EUR"},
		"budget to the cent": {func(f *CheckFacts) { f.Budgets[1].Committed = eur(960) }, "BUDGET", CheckPass, "40.00 EUR left, 0.00 EUR after"},
		"credit to a budget": {func(f *CheckFacts) { f.Invoice.Kind = KindCreditNote; f.Budgets[1].Committed = eur(1100) }, "BUDGET", CheckPass, "-60.00 EUR after"},
		"not coded":          {func(f *CheckFacts) { f.Invoice.Lines[0].CenterCode, f.Invoice.Lines[1].CenterCode = "", "" }, "BUDGET", CheckInfo, "No line names"},
		"a finding": {func(f *CheckFacts) {
			f.Invoice.Findings = []CheckResult{{Rule: "BR-1", Outcome: CheckWarning, Message: "Odd."}}
		}, "BR-1", CheckWarning, "Odd."},
	} {
		f := clean()
		c.spoil(f)
		list := answers(CheckInvoice(f), c.rule)
		if !slices.ContainsFunc(list, func(r CheckResult) bool { return r.Outcome == c.want && strings.Contains(r.Message, c.text) }) {
			t.Errorf("%s: %+v", name, list)
		}
		if c.want == CheckPass && Worst(list) != CheckPass {
			t.Errorf("%s: passes and does not: %+v", name, list)
		}
	}
}

func TestCheckInvoice_ASourceThatIsDownIsNeverAPass(t *testing.T) {
	t.Parallel()
	for source, rules := range map[CheckSource][]string{
		SourceSuppliers: {"SUPPLIER_KNOWN", "SUPPLIER_ACTIVE", "SUPPLIER_BANK"}, SourceInvoices: {"DUPLICATE_EXACT"}, SourceOrders: {"PO_MATCH"},
		SourceBudgets: {"BUDGET"}, SourcePeriods: {"PERIOD_OPEN"}, SourceRates: {"CURRENCY_RATE"},
	} {
		f := clean()
		f.Sources = map[CheckSource]SourceState{source: {Problem: "no answer", ReadAt: noon.Add(-time.Minute)}}
		r := CheckInvoice(f)
		for _, rule := range rules {
			list := answers(r, rule)
			if len(list) != 1 || list[0].Outcome != CheckUnknown || *list[0].Source != string(source) || *list[0].AgeSeconds != 60 {
				t.Errorf("%s of %s: %+v", rule, source, list)
			}
		}
		if Worst(r.Results) == CheckPass {
			t.Errorf("%s is down and everything passes", source)
		}
	}
}

func TestCheckInvoice_NeverShowsAnAccountWhole(t *testing.T) {
	t.Parallel()
	f := clean()
	f.Invoice.BankAccount, f.Invoice.OtherAccounts = "DE02120300000000202051", []string{"FR7630006000011234567890189"}
	text := fmt.Sprintf("%+v", CheckInvoice(f).Results)
	for _, r := range CheckInvoice(f).Results {
		for _, part := range []*string{r.Stated, r.Expected} {
			if part != nil {
				text += *part
			}
		}
	}
	for _, account := range []string{"DE02120300000000202051", "FR7630006000011234567890189", "DE89370400440532013000", "GB29NWBK60161331926819"} {
		if strings.Contains(text, account) || strings.Contains(text, account[4:12]) {
			t.Errorf("%s is shown", account)
		}
	}
	bank := answers(CheckInvoice(f), "SUPPLIER_BANK")[0]
	if *bank.Stated != "DE•• •••• 2051" || *bank.Expected != "GB•• •••• 6819, DE•• •••• 3000" || *bank.Field != "BT-84" {
		t.Errorf("%+v", bank)
	}
}

func TestCheckInvoice_ShowsTheTwinFieldByField(t *testing.T) {
	t.Parallel()
	f := clean()
	other := sample(StatePosted)
	other.ID.UUID, other.Key, other.Number, other.DueOn = UUIDOf("o"), "INV-1", "RE/01", NewDate(2026, 5, 1)
	f.Twins = []*Invoice{other}
	twin := CheckInvoice(f).Duplicates[0]
	if !twin.Exact || twin.OtherID != other.ID.UUID || !slices.Equal(twin.Same, []string{"kind", "issuedOn", "gross", "tax", "bankAccount"}) {
		t.Errorf("%+v", twin)
	}
	if len(twin.Differs) != 2 || twin.Differs[0].Path != "number" || *twin.Differs[0].Before != "RE-1" || *twin.Differs[0].After != "RE/01" || twin.Differs[1].Path != "dueOn" {
		t.Errorf("%+v", twin.Differs)
	}
}

func TestCheckInvoice_OtherSignsInANumberAreATwinOnlyWithAmountAndDay(t *testing.T) {
	t.Parallel()
	for day, want := range map[int]CheckOutcome{1: CheckBlocker, 2: CheckPass} {
		f, other := clean(), sample(StatePosted)
		f.Invoice.Number, other.Number, other.ID.UUID, other.IssuedOn = "2026-0042", "20260042", UUIDOf("o"), NewDate(2026, 3, day)
		f.Twins = []*Invoice{other}
		if got := answers(CheckInvoice(f), "DUPLICATE_EXACT"); got[0].Outcome != want {
			t.Errorf("on day %d: %+v", day, got)
		}
	}
}

func TestCheckOutcomes_AnUnknownAnswerBlocks(t *testing.T) {
	t.Parallel()
	if outcomeOf("SUPPLIER_KNOWN", "nonsense") != CheckBlocker || outcomeOf("NO_RULE", "x") != CheckBlocker || outcomeOf("DATES", "ok") != CheckPass {
		t.Error("a slip in the table lets money out")
	}
	for rule, found := range checkOutcomes {
		for name, entry := range found {
			if entry.why == "" || entry.outcome == CheckPass || entry.outcome == CheckUnknown {
				t.Errorf("%s %s: %+v", rule, name, entry)
			}
		}
	}
}

func TestFindingResults_CarryPlaceAndValues(t *testing.T) {
	t.Parallel()
	doc := &EInvoice{Paths: map[string]string{"BT-112": "/Invoice/total"}}
	got := FindingResults(doc, []Finding{
		{Rule: "BR-CO-15", Severity: SeverityBlocker, Field: "BT-112", Message: "Off.", Stated: "1", Expected: "2"},
		{Rule: "BR-X", Severity: SeverityInfo, Message: "Note."},
	}, noon)
	if got[0].Outcome != CheckBlocker || *got[0].Source != "the document, /Invoice/total" || *got[0].Stated != "1" || *got[0].Expected != "2" {
		t.Errorf("%+v", got[0])
	}
	if got[1].Outcome != CheckInfo || *got[1].Source != "the document" || got[1].Field != nil {
		t.Errorf("%+v", got[1])
	}
}
