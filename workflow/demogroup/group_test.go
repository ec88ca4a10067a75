package demogroup_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"countersign/domain"
	"countersign/workflow/demogroup"
)

func TestGenerate_NobodyHoldsBothSidesOfARule(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	actions := map[string][]domain.Action{}
	for _, r := range g.Roles {
		actions[r.Key] = r.Actions
	}
	holds := map[domain.UUID][]domain.Action{}
	for _, grant := range g.Grants {
		holds[grant.Person] = append(holds[grant.Person], actions[grant.Role]...)
	}
	has := func(person domain.UUID, side []domain.Action) bool {
		return slices.ContainsFunc(side, func(a domain.Action) bool { return slices.Contains(holds[person], a) })
	}
	for _, p := range g.People {
		for _, r := range g.Rules {
			accepted := slices.ContainsFunc(g.Mitigations, func(m domain.Mitigation) bool { return m.Rule == r.Key && m.Person == p.ID.UUID })
			if has(p.ID.UUID, r.Left) && has(p.ID.UUID, r.Right) && !accepted {
				t.Errorf("%s holds both sides of %s", p.Name, r.Key)
			}
		}
	}
}

func TestGenerate_EveryActionIsSomebodys(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	for _, action := range performed {
		if !slices.ContainsFunc(g.Roles, func(r domain.Role) bool {
			return slices.Contains(r.Actions, action) && slices.ContainsFunc(g.Grants, func(grant domain.Grant) bool { return grant.Role == r.Key })
		}) {
			t.Errorf("nobody may %s", action)
		}
	}
}

func TestGenerate_IsAGroupInEightCountriesWithItsOwnCurrencies(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	countries, currencies := map[string]bool{}, map[domain.Currency]bool{}
	for i, e := range g.Entities {
		countries[e.Country], currencies[e.Base] = true, true
		if e.ParentNo != 0 && !slices.ContainsFunc(g.Entities[:i], func(p domain.Entity) bool { return p.Number == e.ParentNo }) {
			t.Errorf("%s stands before its parent", e.Code)
		}
	}
	if len(countries) != 8 || len(currencies) != 7 {
		t.Errorf("%d countries and %d currencies", len(countries), len(currencies))
	}
	if n := len(g.People); n < 55 || n > 75 {
		t.Errorf("%d people", n)
	}
	seen := map[domain.UUID]bool{{}: true}
	for _, p := range g.People {
		if !seen[p.ManagerID] {
			t.Errorf("%s stands before their manager", p.Name)
		}
		seen[p.ID.UUID] = true
	}
}

func TestGenerate_PoliciesAreFitToComeIntoForce(t *testing.T) {
	t.Parallel()
	for _, p := range demogroup.Generate(options(0)).Policies {
		if err := p.Active.Validate(); err != nil {
			t.Errorf("%s: %v", p.Key, err)
		}
	}
}

func TestGenerate_SuppliersBankWithValidNumbersUnderNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	local := []string{"JP", "US"} // have no IBAN
	names, numbers, statuses := map[string]bool{}, map[string]bool{}, map[string]int{}
	longest := 0
	for _, s := range g.Suppliers {
		statuses[s.Status]++
		longest = max(longest, utf8.RuneCountInString(s.Name))
		if folded := domain.FoldName(s.Name); names[folded] {
			t.Errorf("two suppliers are called %s", s.Name)
		} else {
			names[folded] = true
		}
		for _, id := range s.TaxIDs {
			if numbers[id] {
				t.Errorf("two suppliers have the tax number %s", id)
			}
			numbers[id] = true
		}
		for _, b := range s.BankAccounts {
			if domain.ValidIBAN(b.Account) == slices.Contains(local, s.Country) {
				t.Errorf("%s of %s: %s", s.Name, s.Country, b.Account)
			}
			if strings.Contains(b.Masked, b.Account) {
				t.Errorf("%s is not masked", b.Account)
			}
		}
	}
	for _, status := range []string{"ACTIVE", "ONBOARDING", "BLOCKED", "INACTIVE"} {
		if statuses[status] == 0 {
			t.Errorf("no supplier is %s", status)
		}
	}
	if len(g.Suppliers) != 400 || longest < 130 || longest > 140 {
		t.Errorf("%d suppliers, the longest name has %d characters", len(g.Suppliers), longest)
	}
	for _, text := range []string{"株式会社", "Sp. z o.o.", "GmbH", "ß", "ł", "å"} {
		if !slices.ContainsFunc(g.Suppliers, func(s domain.Supplier) bool { return strings.Contains(s.Name, text) }) {
			t.Errorf("no supplier's name holds %q", text)
		}
	}
}

func TestGenerate_KnowsARateForEachWorkingDayOfTwoYears(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	days := map[domain.Currency]map[domain.Date]bool{}
	for _, r := range g.Rates {
		if days[r.From] == nil {
			days[r.From] = map[domain.Date]bool{}
		}
		if days[r.From][r.On] || r.To != "EUR" || r.Rate.Sign() <= 0 || r.Source != "demo" {
			t.Fatalf("%+v", r)
		}
		days[r.From][r.On] = true
	}
	today := domain.DateOf(now)
	for _, c := range strings.Fields("USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN HRK ISK TRY JPY CNY AUD CAD NZD SGD HKD INR BRL MXN ZAR KRW ILS SAR AED KWD MAD THB") {
		for day := today.AddDays(-730); day.Before(today); day = day.AddDays(1) {
			if weekday := day.Time().Weekday(); weekday > 0 && weekday < 6 && !days[domain.Currency(c)][day] {
				t.Fatalf("no rate of %s on %s", c, day)
			}
		}
	}
}

// performed are the actions that some command asks for today.
var performed = []domain.Action{
	domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.ApproveInvoice, domain.PostInvoice, domain.EditSupplier,
	domain.EditSupplierBank, domain.EditOrder, domain.RecordReceipt, domain.EditMasterData, domain.EditChart, domain.EditRate,
	domain.EditPolicy, domain.PublishPolicy, domain.PublishThreshold, domain.PublishModel, domain.EditRole, domain.RequestGrant, domain.GrantRole, domain.EditDutyRule,
	domain.MitigateConflict, domain.Delegate, domain.UseEmergency, domain.ApproveEmergency, domain.CertifyAccess,
	domain.EditCredential, domain.DecideAdvice, domain.ResolveCase, domain.CommandOps, domain.ReadAudit, domain.ReadSchema,
}
