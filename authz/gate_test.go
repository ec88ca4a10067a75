package authz_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

var (
	noon  = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
)

const (
	de domain.EntityID = 1
	fr domain.EntityID = 2
	us domain.EntityID = 3
)

func id(name string) domain.UUID { return domain.UUIDOf("test", name) }

func person(name string) domain.Actor {
	return domain.Actor{Kind: domain.ActorPerson, ID: id(name), Name: name}
}

func eur(minor int64) domain.Money { return domain.NewMoney(minor, "EUR") }

// book is a small sound rulebook: a clerk, an approver up to 50,000.00 EUR, a controller above without limit, and a
// treasurer whose role inherits the clerk's.
func book() domain.Rulebook {
	return domain.Rulebook{
		Version: 1, Currency: "EUR", Entities: map[domain.EntityID]string{de: "DE01", fr: "FR01", us: "US01"},
		Roles: []domain.Role{
			{ID: id("clerk-role"), Key: "ap_clerk", Name: "AP clerk",
				Actions: []domain.Action{domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice}},
			{ID: id("approver-role"), Key: "ap_approver", Name: "AP approver",
				Actions: []domain.Action{domain.ViewInvoice, domain.ApproveInvoice}},
			{ID: id("controller-role"), Key: "controller", Name: "Controller", Inherits: []string{"ap_approver"},
				Actions: []domain.Action{domain.ReadAudit}},
			{ID: id("treasurer-role"), Key: "treasurer", Name: "Treasurer", Inherits: []string{"ap_clerk"},
				Actions: []domain.Action{domain.PostInvoice, domain.ApproveInvoice}},
		},
		Grants: []domain.Grant{
			grant("g1", "clerk", "ap_clerk", domain.Money{}, de, fr),
			grant("g2", "approver", "ap_approver", eur(5_000_000), de, fr),
			grant("g3", "controller", "controller", domain.Money{}, de),
			grant("g4", "treasurer", "treasurer", domain.Money{}, de),
		},
		Rules: rules(9, 11),
	}
}

func grant(name, who, role string, limit domain.Money, entities ...domain.EntityID) domain.Grant {
	return domain.Grant{ID: id(name), Person: id(who), Role: role, Entities: entities, Limit: limit, ValidFrom: start}
}

// rules are shipped ones, by their numbers.
func rules(numbers ...int) []domain.DutyRule {
	var some []domain.DutyRule
	for _, n := range numbers {
		some = append(some, authz.Rules()[n-1])
	}
	return some
}

func gate(t testing.TB, b domain.Rulebook) *authz.Gate {
	t.Helper()
	snapshot, err := authz.NewSnapshot(b)
	require.NoError(t, err)
	return authz.NewGate(snapshot)
}

func invoice(entity domain.EntityID, minor int64, used ...domain.DutyUse) domain.Facts {
	return domain.Facts{Kind: domain.NodeInvoice, Entity: entity, ID: id("invoice"), Amount: eur(minor), Used: used}
}

func used(rule, who string, side domain.Side) domain.DutyUse {
	return domain.DutyUse{Chain: id("invoice"), Rule: rule, Person: id(who), Side: side}
}

func refused(t *testing.T, err error, code domain.Code) *domain.Error {
	t.Helper()
	var refusal *domain.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, code, refusal.Code, refusal.Message)
	return refusal
}

func TestAllow_PermitsWhatAGrantGives(t *testing.T) {
	t.Parallel()
	permit, err := gate(t, book()).Allow(person("approver"), domain.ApproveInvoice, invoice(fr, 5_000_000), noon)
	require.NoError(t, err)
	require.True(t, permit.Valid())
	action, object := permit.For()
	require.Equal(t, domain.ApproveInvoice, action)
	require.Equal(t, id("invoice"), object)
	require.True(t, permit.By(person("approver")))
	require.Equal(t, int64(1), permit.Version())
	require.Equal(t, "through role AP approver, entities DE01, FR01, up to 50,000.00 EUR", permit.Sentence())
	want := []domain.DutyUse{spent("SOD-009", "approver", domain.SideRight, true),
		spent("SOD-011", "approver", domain.SideLeft, true)}
	for i := range want {
		want[i].Entity = fr
	}
	require.Equal(t, want, onObject(permit.Duties()))
}

func TestAllow_RefusesOneCentAboveTheLimit(t *testing.T) {
	t.Parallel()
	_, err := gate(t, book()).Allow(person("approver"), domain.ApproveInvoice, invoice(de, 5_000_001), noon)
	r := refused(t, err, domain.CodeOverLimit)
	require.Equal(t, "50,000.01 EUR is above your limit of 50,000.00 EUR as AP approver.", r.Message)
	require.Equal(t, eur(5_000_000), r.Details["limit"])
	require.Equal(t, eur(5_000_001), r.Details["amount"])
}

func TestAllow_RefusesAnUnknownAmountUnderALimit(t *testing.T) {
	t.Parallel()
	g, facts := gate(t, book()), invoice(de, 0)
	facts.Amount = domain.Money{}
	_, err := g.Allow(person("approver"), domain.ApproveInvoice, facts, noon)
	refused(t, err, domain.CodeOverLimit)
	_, err = g.Allow(person("controller"), domain.ApproveInvoice, facts, noon)
	require.NoError(t, err, "a grant without limit needs no amount")
}

func TestAllow_ComparesAmountsThatFloatsCannotHold(t *testing.T) {
	t.Parallel()
	b := book()
	b.Grants[1].Limit = eur(1<<53 + 1)
	g := gate(t, b)
	_, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 1<<53+1), noon)
	require.NoError(t, err)
	_, err = g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 1<<53+2), noon)
	refused(t, err, domain.CodeOverLimit)
}

func TestAllow_RefusesAmountsInAnotherCurrencyAndBelowZero(t *testing.T) {
	t.Parallel()
	g, facts := gate(t, book()), invoice(de, 100)
	facts.Amount = domain.NewMoney(100, "USD")
	_, err := g.Allow(person("controller"), domain.ApproveInvoice, facts, noon)
	refused(t, err, domain.CodeForbidden)
	facts.Amount = eur(-100)
	_, err = g.Allow(person("controller"), domain.ApproveInvoice, facts, noon)
	refused(t, err, domain.CodeForbidden)
	require.ErrorContains(t, err, "negative amount", "the cause is for the log")
}

func TestAllow_RefusesOutsideTheEntities(t *testing.T) {
	t.Parallel()
	_, err := gate(t, book()).Allow(person("approver"), domain.ApproveInvoice, invoice(us, 100), noon)
	r := refused(t, err, domain.CodeForbidden)
	require.Equal(t, "Your role AP approver covers DE01, FR01, not US01.", r.Message)
	answer := r.Details["permit"].(domain.Answer)
	require.False(t, answer.Allowed)
	require.Equal(t, domain.DenyOutOfScope, answer.Reasons[0].Code)
}

func TestAllow_CoversTheGroupOnlyWhenItIsGranted(t *testing.T) {
	t.Parallel()
	b := book()
	b.Roles = append(b.Roles, domain.Role{ID: id("buyer-role"), Key: "buyer", Name: "Buyer",
		Actions: []domain.Action{domain.EditSupplier}})
	b.Grants = append(b.Grants, grant("g5", "local", "buyer", domain.Money{}, de, fr, us),
		grant("g6", "central", "buyer", domain.Money{}, 0))
	g := gate(t, b)
	supplier := domain.Facts{Kind: domain.NodeSupplier, ID: id("supplier")}
	_, err := g.Allow(person("local"), domain.EditSupplier, supplier, noon)
	refused(t, err, domain.CodeForbidden)
	permit, err := g.Allow(person("central"), domain.EditSupplier, supplier, noon)
	require.NoError(t, err)
	require.Equal(t, "through role Buyer, entity the group", permit.Sentence())
	supplier.Entity = de
	_, err = g.Allow(person("central"), domain.EditSupplier, supplier, noon)
	refused(t, err, domain.CodeForbidden)
}

func TestAllow_HoldsTheTimeOfAGrant(t *testing.T) {
	t.Parallel()
	b := book()
	b.Grants[1].ValidTo = noon
	g := gate(t, b)
	for at, wanted := range map[time.Time]string{
		start.Add(-time.Nanosecond): "Your role AP approver begins on 2026-01-01.",
		start:                       "",
		noon.Add(-time.Nanosecond):  "",
		noon:                        "Your role AP approver ended on 2026-06-01.",
	} {
		_, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 100), at)
		if wanted == "" {
			require.NoError(t, err, at)
			continue
		}
		require.Equal(t, wanted, refused(t, err, domain.CodeForbidden).Message)
	}
}

func TestAllow_RefusesWhoHasLeftAndWhoIsNobody(t *testing.T) {
	t.Parallel()
	b := book()
	b.Inactive = []domain.UUID{id("approver")}
	g := gate(t, b)
	_, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 100), noon)
	require.Equal(t, "You no longer work here.", refused(t, err, domain.CodeForbidden).Message)
	_, err = g.Allow(person("stranger"), domain.ViewInvoice, invoice(de, 100), noon)
	require.Equal(t, "None of your roles lets you see invoices.", refused(t, err, domain.CodeForbidden).Message)
	_, err = g.Allow(domain.Actor{}, domain.ViewInvoice, invoice(de, 100), noon)
	refused(t, err, domain.CodeUnauthenticated)
	_, err = g.Allow(domain.Actor{Kind: "ROBOT", ID: id("approver")}, domain.ViewInvoice, invoice(de, 100), noon)
	refused(t, err, domain.CodeForbidden)
}

func TestAllow_RefusesQuestionsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	nameless := invoice(de, 100)
	nameless.ID = domain.UUID{}
	supplier := invoice(de, 100)
	supplier.Kind = domain.NodeSupplier
	odd := invoice(de, 100)
	odd.Kind = "xyz"
	for name, ask := range map[string]func() error{
		"no id":        func() error { return only(g.Allow(person("controller"), domain.ApproveInvoice, nameless, noon)) },
		"wrong kind":   func() error { return only(g.Allow(person("controller"), domain.ApproveInvoice, supplier, noon)) },
		"unknown kind": func() error { return only(g.Allow(person("controller"), domain.ViewInvoice, odd, noon)) },
		"no time": func() error {
			return only(g.Allow(person("controller"), domain.ApproveInvoice, invoice(de, 1), time.Time{}))
		},
		"unknown action": func() error { return only(g.Allow(person("controller"), "INVOICE_PAY", invoice(de, 1), noon)) },
		"no record at all": func() error {
			return only(g.Allow(person("controller"), domain.ApproveInvoice, domain.Facts{Entity: de}, noon))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, ask(), domain.CodeForbidden)
		})
	}
}

func only(p authz.Permit, err error) error {
	if p.Valid() {
		return errors.New("permitted")
	}
	return err
}

func TestAllow_PermitsBeforeThereIsARecord(t *testing.T) {
	t.Parallel()
	permit, err := gate(t, book()).Allow(person("clerk"), domain.EnterInvoice, domain.Facts{Entity: fr}, noon)
	require.NoError(t, err)
	_, object := permit.For()
	require.True(t, object.IsZero())
	require.Empty(t, permit.Duties(), "without a record there is no chain to spend a duty on")
}

func TestPermit_ZeroIsNotValid(t *testing.T) {
	t.Parallel()
	require.False(t, authz.Permit{}.Valid())
}

func TestGate_WithoutRulebookRefuses(t *testing.T) {
	t.Parallel()
	g := authz.NewGate(nil)
	require.Zero(t, g.Version())
	_, err := g.Allow(person("controller"), domain.ViewInvoice, invoice(de, 1), noon)
	refused(t, err, domain.CodeForbidden)
	require.False(t, g.Explain(person("controller"), domain.ViewInvoice, invoice(de, 1), noon).Allowed)
	require.Empty(t, g.Scope(person("controller"), domain.ViewInvoice, noon).Entities())
	require.Empty(t, g.Candidates(authz.Question{Action: domain.ViewInvoice, Facts: invoice(de, 1), At: noon}))
}

func TestSwap_NeverGoesBack(t *testing.T) {
	t.Parallel()
	b := book()
	old, err := authz.NewSnapshot(b)
	require.NoError(t, err)
	b.Version, b.Grants = 2, b.Grants[:1]
	revoked, err := authz.NewSnapshot(b)
	require.NoError(t, err)
	g := authz.NewGate(old)
	require.True(t, g.Swap(revoked))
	require.False(t, g.Swap(old), "a slow reload of the older book must not give the right back")
	require.False(t, g.Swap(nil))
	require.Equal(t, int64(2), g.Version())
	_, err = g.Allow(person("controller"), domain.ApproveInvoice, invoice(de, 1), noon)
	refused(t, err, domain.CodeForbidden)
}

func TestNewSnapshot_KeepsNothingOfTheCallers(t *testing.T) {
	t.Parallel()
	b := book()
	g := gate(t, b)
	b.Grants[1].Entities[0], b.Entities[de], b.Rules[0].Left[0] = us, "XX99", domain.ReadAudit
	permit, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, 1), noon)
	require.NoError(t, err)
	require.Contains(t, permit.Sentence(), "DE01")
}
