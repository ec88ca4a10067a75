package domain_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func dec(s string) *domain.Decimal {
	d := domain.MustDecimal(s)
	return &d
}

// sound is an invoice without any finding: two lines, one allowance, one charge, two rates.
func sound() *domain.EInvoice {
	return &domain.EInvoice{
		Number: "R-1", TypeCode: "380", Kind: domain.EInvoiceKindInvoice, Currency: "EUR", Profile: "urn:cen.eu:en16931:2017",
		Issued: domain.NewDate(2031, 3, 14), Due: domain.NewDate(2031, 4, 13),
		Seller: domain.TradeParty{Name: "Seller GmbH", VATID: "DE123456789", Address: domain.PostalAddress{City: "Bremen", Country: "DE"}},
		Buyer:  domain.TradeParty{Name: "Buyer SA", VATID: "FR12345678901", Address: domain.PostalAddress{City: "Lyon", Country: "FR"}},
		Adjustments: []domain.Adjustment{
			{Amount: dec("10.00"), Basis: dec("100.00"), Percent: dec("10"), VATCategory: "S", VATRate: dec("19"), Reason: "Loyalty"},
			{Charge: true, Amount: dec("8.00"), VATCategory: "S", VATRate: dec("7"), Reason: "Freight"},
		},
		VAT: []domain.VATBreakdown{
			{Basis: dec("90.00"), Tax: dec("17.10"), Category: "S", Rate: dec("19")},
			{Basis: dec("58.00"), Tax: dec("4.06"), Category: "S", Rate: dec("7.0")},
		},
		Totals: domain.EInvoiceTotals{
			Lines: dec("150.00"), Allowances: dec("10.00"), Charges: dec("8.00"), Net: dec("148.00"), Tax: dec("21.16"),
			Total: dec("169.16"), Payable: dec("169.16"),
		},
		Lines: []domain.EInvoiceLine{
			{
				ID: "1", Quantity: dec("10"), Unit: "C62", Net: dec("100.00"), NetPrice: dec("10.00"), VATCategory: "S",
				VATRate: dec("19.00"), Name: "Bolt",
				Adjustments: []domain.Adjustment{{Amount: dec("2.00"), ReasonCode: "95"}, {Charge: true, Amount: dec("2.00"), Reason: "Box"}},
			},
			{ID: "2", Quantity: dec("2"), Unit: "C62", Net: dec("50.00"), NetPrice: dec("25.00"), VATCategory: "S", VATRate: dec("7"), Name: "Book"},
		},
	}
}

// in moves the whole invoice into another VAT category without tax and gives it all that the category needs.
func in(category string) func(*domain.EInvoice) {
	return func(e *domain.EInvoice) {
		rate := dec("0")
		if category == "O" {
			rate, e.Seller.VATID, e.Buyer.VATID = nil, "", ""
			e.Seller.LegalID.Value = "HRB 1"
		}
		if category == "K" {
			e.Delivered = e.Issued
			e.DeliverTo = &domain.TradeParty{Address: domain.PostalAddress{Country: "FR"}}
		}
		for i := range e.Lines {
			e.Lines[i].VATCategory, e.Lines[i].VATRate = category, rate
		}
		for i := range e.Adjustments {
			e.Adjustments[i].VATCategory, e.Adjustments[i].VATRate = category, rate
		}
		e.VAT = []domain.VATBreakdown{{Basis: dec("148.00"), Tax: dec("0.00"), Category: category, Rate: rate, Exemption: "by law"}}
		if category == "Z" {
			e.VAT[0].Exemption = ""
		}
		e.Totals.Tax, e.Totals.Total, e.Totals.Payable = dec("0"), dec("148.00"), dec("148.00")
	}
}

func TestCheckEInvoice_FindsNothingInSoundDocuments(t *testing.T) {
	t.Parallel()
	require.Equal(t, []domain.Finding{}, domain.CheckEInvoice(sound()))
	for _, category := range []string{"Z", "E", "AE", "K", "G", "O"} {
		e := sound()
		in(category)(e)
		require.Empty(t, domain.CheckEInvoice(e), category)
	}
	for _, category := range []string{"L", "M"} {
		e := sound()
		for i := range e.Lines {
			e.Lines[i].VATCategory = category
		}
		for i := range e.Adjustments {
			e.Adjustments[i].VATCategory = category
			e.VAT[i].Category = category
		}
		require.Empty(t, domain.CheckEInvoice(e), category)
	}
}

func allBroken() []broken { return slices.Concat(fieldRules, sumRules, categoryRules()) }

func TestCheckEInvoice_FindsEachBrokenRule(t *testing.T) {
	t.Parallel()
	for _, c := range allBroken() {
		t.Run(c.rule+" "+c.field, func(t *testing.T) {
			t.Parallel()
			e := sound()
			c.mutate(e)
			findings := domain.CheckEInvoice(e)
			i := slices.IndexFunc(findings, func(f domain.Finding) bool {
				return f.Rule == c.rule && f.Field == c.field && f.Stated == c.stated && f.Expected == c.expected
			})
			require.GreaterOrEqual(t, i, 0, "%+v", findings)
			if c.rule == "BR-01" { // whose absence makes the document claim nothing
				c.severity = info
			}
			require.Equal(t, c.severity, findings[i].Severity)
			require.NotEmpty(t, findings[i].Message)
		})
	}
}

// TestCheckEInvoice_EveryRuleIsTested reads the ids out of the source, so that a new rule cannot come without its case.
func TestCheckEInvoice_EveryRuleIsTested(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{}
	for _, c := range allBroken() {
		tested[c.rule] = true
	}
	ids := rulesIn(t, "einvoice_rules*.go")
	require.Greater(t, len(ids), 180)
	for _, id := range ids {
		require.True(t, tested[id], id)
	}
}

// vatGroups are the prefixes of the ten rules that each VAT category has.
var vatGroups = []string{"BR-S", "BR-Z", "BR-E", "BR-AE", "BR-IC", "BR-G", "BR-O", "BR-AF", "BR-AG"}

func tenOf(group string) []string {
	ids := make([]string, 10)
	for i := range ids {
		ids[i] = fmt.Sprintf("%s-%02d", group, i+1)
	}
	return ids
}

// rulesIn lists the ids of rules that source files name, sorted, each once; a group stands for its ten.
func rulesIn(t *testing.T, patterns ...string) []string {
	t.Helper()
	id := regexp.MustCompile(`"((?:BR|CS|PEPPOL)-[A-Z0-9-]*[0-9A-Z])"`)
	var ids []string
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files, pattern)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range id.FindAllStringSubmatch(string(source), -1) {
				if slices.Contains(vatGroups, m[1]) {
					ids = append(ids, tenOf(m[1])...)
				} else {
					ids = append(ids, m[1])
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func TestCheckEInvoice_IsMildWithDocumentsThatClaimNothing(t *testing.T) {
	t.Parallel()
	e := sound()
	e.Profile = "urn:ferd:CrossIndustryDocument:invoice:1p0:basic"
	e.Totals.Payable, e.VAT[0].Category, e.Totals.Total = nil, "", dec("170")
	e.Lines = append(e.Lines, domain.EInvoiceLine{Note: "text only"})
	findings := domain.CheckEInvoice(e)
	require.NotEmpty(t, findings)
	require.False(t, domain.Blocked(findings), "%+v", findings)
	e.Number = ""
	require.True(t, domain.Blocked(domain.CheckEInvoice(e)), "a document without a number is of no use in any format")
}

func TestCheckEInvoice_AsksOfAProfileWhatItHas(t *testing.T) {
	t.Parallel()
	e := sound()
	e.Profile, e.Lines = "urn:factur-x.eu:1p0:basicwl", nil
	require.Empty(t, domain.CheckEInvoice(e), "BASIC WL has no lines")
	e.Profile, e.VAT, e.Adjustments = "urn:factur-x.eu:1p0:minimum", nil, nil
	e.Totals = domain.EInvoiceTotals{Net: dec("148.00"), Tax: dec("21.16"), Total: dec("169.16"), Payable: dec("100.00")}
	e.Due = domain.Date{}
	require.Empty(t, domain.CheckEInvoice(e), "MINIMUM has totals only, and none of what was prepaid")
	e.Totals.Total = dec("170.00")
	require.True(t, domain.Blocked(domain.CheckEInvoice(e)))
}

func TestCheckEInvoice_NamesTwentyPlacesAndCountsTheRest(t *testing.T) {
	t.Parallel()
	e := sound()
	for range 30 {
		e.Preceding = append(e.Preceding, domain.PrecedingInvoice{})
	}
	findings := domain.CheckEInvoice(e)
	require.Len(t, findings, 21)
	require.Equal(t, "BT-25[20]", findings[19].Field)
	require.Equal(t, domain.Finding{Rule: "BR-55", Severity: warning, Message: "The same in 10 more places."}, findings[20])
}

func TestCheckEInvoice_SummaryLinesEnterNoSum(t *testing.T) {
	t.Parallel()
	e := sound()
	e.Lines = append(e.Lines, domain.EInvoiceLine{
		ID: "0", Summary: true, Quantity: dec("1"), Unit: "C62", Net: dec("150.00"), NetPrice: dec("1"), VATCategory: "S", VATRate: dec("0"), Name: "All",
	})
	require.Empty(t, domain.CheckEInvoice(e))
}

func TestCheckEInvoice_ReportsTheReadersDoubtsFirst(t *testing.T) {
	t.Parallel()
	e := sound()
	e.Doubts = []domain.Finding{{Rule: "CS-DATE", Severity: warning, Field: "BT-73"}}
	e.Number = ""
	findings := domain.CheckEInvoice(e)
	require.Equal(t, e.Doubts[0], findings[0])
	require.Len(t, findings, 2)
	e.Doubts = []domain.Finding{{Rule: "PEPPOL-EN16931-R051"}, {Rule: "CS-DATE"}}
	findings = domain.CheckEInvoice(e)
	require.Equal(t, []domain.Severity{blocker, warning}, []domain.Severity{findings[0].Severity, findings[1].Severity}, "as grave as their rules")
	require.Empty(t, e.Doubts[0].Severity, "the document is not changed")
}

func TestCheckEInvoice_SumsAreExactBeyondTheDigitsOfADecimal(t *testing.T) {
	t.Parallel()
	e := sound()
	for i := range e.Lines {
		e.Lines[i].Net = dec("9999999999999999.99")
	}
	findings := domain.CheckEInvoice(e)
	require.Contains(t, findings, domain.Finding{
		Rule: "BR-CO-10", Severity: blocker, Field: "BT-106", Stated: "150.00", Expected: "19999999999999999.98",
		Message: "The sum of the lines is not what the lines add up to.",
	})
}

func TestCheckEInvoice_RoundsHalfAwayFromZero(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ basis, tax string }{{"0.50", "0.03"}, {"-0.50", "-0.03"}} { // 5 % of it ends in half a cent
		e := sound()
		e.VAT[0].Basis, e.VAT[0].Rate, e.VAT[0].Tax = dec(c.basis), dec("5"), dec(c.tax)
		for _, f := range domain.CheckEInvoice(e) {
			require.NotEqual(t, "BR-CO-17", f.Rule, "%+v", f)
		}
	}
}

func TestFinding_JSONLeavesOutWhatIsNotStated(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(domain.Finding{Rule: "BR-02", Severity: blocker, Field: "BT-1", Message: "No number."})
	require.NoError(t, err)
	require.JSONEq(t, `{"rule":"BR-02","severity":"BLOCKER","field":"BT-1","message":"No number."}`, string(text))
}

func TestDiscountsOf_ReadsStructuredTermsOnly(t *testing.T) {
	t.Parallel()
	require.Nil(t, domain.DiscountsOf("2 % within 14 days"))
	require.Equal(t, []domain.PaymentDiscount{
		{Days: 14, Percent: dec("2.00")}, {Days: 7, Percent: dec("3.00"), Basis: dec("200.40")},
	}, domain.DiscountsOf("net\n#SKONTO#TAGE=14#PROZENT=2.00#\r\n#SKONTO#TAGE=7#PROZENT=3.00#BASISBETRAG=200.40#\n#SKONTO#TAGE=7#PROZENT=3#"))
}

func BenchmarkCheckEInvoice(b *testing.B) {
	e := sound()
	b.ReportAllocs()
	for b.Loop() {
		if len(domain.CheckEInvoice(e)) != 0 {
			b.Fatal("findings in a sound invoice")
		}
	}
}
