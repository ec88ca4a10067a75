package demogroup

import (
	"time"

	"countersign/domain"
)

// Options say which group.
type Options struct {
	Seed     int64
	Invoices int                                // of the whole history, 0 to 10,000,000
	Now      time.Time                          // the instant at which history ends; the same instant is needed for the same rows
	Rules    []domain.DutyRule                  // segregation rules that history keeps; those of authz.Rules
	BodyHash func(domain.LedgerDocument) string // of what is posted, as live postings have it; connect.Digest
	Ledger   string                             // connection through which what is still under way will be posted; default "ledger"
}

// Group is everything but the invoices: small, and whole in memory.
type Group struct {
	Currency    domain.Currency
	Entities    []domain.Entity
	People      []domain.User // managers before those they manage
	Roles       []domain.Role
	Grants      []domain.Grant
	Rules       []domain.DutyRule
	Mitigations []domain.Mitigation
	Bundles     []domain.EmergencyBundle
	Centers     []domain.CostCenter
	Accounts    []domain.Account
	Suppliers   []domain.Supplier
	Periods     []domain.Period
	Rates       []domain.Rate
	Policies    []domain.Policy

	options   Options
	vendors   []vendor
	strangers []vendor // bill, but are not on file
	rates     rateTable
}

// strangers is how many suppliers bill without being on file.
const strangers = 20

// Generate invents the group. It takes milliseconds whatever the number of invoices: those come from History.
func Generate(o Options) *Group {
	o.Now = o.Now.UTC().Truncate(time.Second)
	if o.Ledger == "" {
		o.Ledger = "ledger"
	}
	count := 400
	if o.Invoices > 50_000 {
		count = 2000
	}
	g := &Group{
		Currency: groupCurrency, People: people(), Roles: roles(), Grants: grants(o.Now), Rules: o.Rules, Mitigations: mitigations(o.Now), Bundles: bundles(o.Now),
		Centers: centers(), Accounts: accounts(), Periods: periods(o.Now), Policies: policies(o.Now),
		options: o, rates: rates(o.Seed, o.Now),
	}
	all := vendors(o.Seed, count+strangers, o.Now)
	g.vendors, g.strangers = all[:count], all[count:]
	for i := range g.strangers {
		g.strangers[i].stranger = true
	}
	for _, p := range places {
		g.Entities = append(g.Entities, p.Entity)
	}
	for _, v := range g.vendors {
		g.Suppliers = append(g.Suppliers, v.Supplier)
	}
	g.Rates = g.rates.all()
	return g
}
