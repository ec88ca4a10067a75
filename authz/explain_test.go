package authz_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

func TestExplain_TellsEveryGrantThatAllows(t *testing.T) {
	t.Parallel()
	b := book()
	second := grant("g9", "approver", "controller", domain.Money{}, de)
	second.ValidTo = noon.AddDate(0, 6, 0)
	tooSmall := grant("g10", "approver", "ap_approver", eur(10), de)
	b.Grants = append(b.Grants, second, tooSmall)
	answer := gate(t, b).Explain(person("approver"), domain.ApproveInvoice, invoice(de, 4_000_000), noon)
	require.True(t, answer.Allowed)
	require.Empty(t, answer.Reasons)
	limit := eur(5_000_000)
	require.Equal(t, []domain.AccessPath{
		{Role: "ap_approver", RoleName: "AP approver", GrantID: id("g2"), Grant: &b.Grants[1], EntityIDs: []domain.EntityID{de, fr}, Limit: &limit, ValidFrom: start,
			Sentence: "through role AP approver, entities DE01, FR01, up to 50,000.00 EUR; granted with the set-up"},
		{Role: "controller", RoleName: "Controller", GrantID: id("g9"), Grant: &second, EntityIDs: []domain.EntityID{de}, ValidFrom: start, ValidTo: &second.ValidTo,
			Sentence: "through role Controller, entity DE01, without limit, until 2026-12-01; granted with the set-up"},
	}, answer.Paths)
}

func TestExplain_TellsEveryReasonTheNearestMissFirst(t *testing.T) {
	t.Parallel()
	b := book()
	ended := grant("g9", "approver", "treasurer", domain.Money{}, de)
	ended.ValidTo = noon
	b.Grants = append(b.Grants, ended, grant("g10", "approver", "controller", domain.Money{}, us))
	answer := gate(t, b).Explain(person("approver"), domain.ApproveInvoice,
		invoice(de, 6_000_000, used("SOD-009", "approver", domain.SideLeft)), noon)
	require.False(t, answer.Allowed)
	require.Empty(t, answer.Paths)
	var told []string
	for _, r := range answer.Reasons {
		told = append(told, string(r.Code)+": "+r.Message)
	}
	require.Equal(t, []string{
		"OVER_LIMIT: 60,000.00 EUR is above your limit of 50,000.00 EUR as AP approver.",
		"EXPIRED: Your role Treasurer ended on 2026-06-01.",
		"OUT_OF_SCOPE: Your role Controller covers US01, not DE01.",
		"SOD: You entered or coded this invoice, so you cannot approve it.",
	}, told)
}

func TestExplainAbout_SpeaksOfThem(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	answer := g.ExplainAbout(id("treasurer"), domain.ApproveInvoice,
		invoice(de, 100, used("SOD-009", "treasurer", domain.SideLeft)), noon)
	require.Equal(t, "They entered or coded this invoice, so they cannot approve it.", answer.Reasons[0].Message)
	answer = g.ExplainAbout(id("clerk"), domain.ApproveInvoice, invoice(de, 100), noon)
	require.Equal(t, "None of their roles lets them approve invoices.", answer.Reasons[0].Message)
	require.True(t, g.ExplainAbout(id("controller"), domain.ApproveInvoice, invoice(de, 100), noon).Allowed)
}

func TestExplain_SaysMayOfTheEntityBeforeThereIsARecord(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	require.True(t, g.Explain(person("approver"), domain.ApproveInvoice, domain.Facts{Entity: fr}, noon).Allowed)
	require.False(t, g.Explain(person("approver"), domain.ApproveInvoice, domain.Facts{Entity: us}, noon).Allowed)
	require.False(t, g.Explain(domain.Actor{}, domain.ViewInvoice, domain.Facts{Entity: fr}, noon).Allowed)
}

func TestScope_IsWhereTheActionIsGrantedNow(t *testing.T) {
	t.Parallel()
	b := book()
	b.Grants[0].ValidTo = noon
	g := gate(t, b)
	require.Equal(t, []domain.EntityID{de, fr}, g.Scope(person("approver"), domain.ApproveInvoice, noon).Entities())
	require.Equal(t, []domain.EntityID{de, fr}, g.Scope(person("clerk"), domain.EnterInvoice, noon.Add(-1)).Entities())
	require.Empty(t, g.Scope(person("clerk"), domain.EnterInvoice, noon).Entities())
	require.Empty(t, g.Scope(person("approver"), domain.EnterInvoice, noon).Entities())
	require.Empty(t, g.Scope(domain.Actor{}, domain.ViewInvoice, noon).Entities())
	require.Equal(t, []domain.EntityID{0, de, fr, us},
		g.Scope(domain.SystemActor("poster"), domain.PostInvoice, noon).Entities())
	require.Empty(t, g.Scope(domain.SystemActor("poster"), domain.EnterInvoice, noon).Entities())
}

func TestCandidates_AreThoseOfTheRoleTheSmallestSufficientLimitFirst(t *testing.T) {
	t.Parallel()
	b := book()
	b.Grants = append(b.Grants, grant("g5", "junior", "ap_approver", eur(100_000), de),
		grant("g6", "senior", "ap_approver", eur(9_000_000), de), grant("g7", "abroad", "ap_approver", domain.Money{}, us),
		grant("g8", "leaver", "ap_approver", domain.Money{}, de))
	b.Inactive = []domain.UUID{id("leaver")}
	g := gate(t, b)
	q := authz.Question{Action: domain.ApproveInvoice, Role: "ap_approver", At: noon,
		Facts: invoice(de, 4_000_000, used("SOD-009", "senior", domain.SideLeft))}
	var may, not []domain.UUID
	for _, c := range g.Candidates(q) {
		if c.May() {
			may = append(may, c.Person)
			continue
		}
		not = append(not, c.Person)
		require.Equal(t, map[domain.UUID]string{
			id("junior"): "40,000.00 EUR is above their limit of 1,000.00 EUR as AP approver.",
			id("senior"): "They entered or coded this invoice, so they cannot approve it.",
		}[c.Person], c.Reasons[0].Message)
	}
	require.Equal(t, []domain.UUID{id("approver"), id("controller")}, may, "a role that inherits it counts")
	require.ElementsMatch(t, []domain.UUID{id("junior"), id("senior")}, not)
}

func TestCandidates_ComeInTheOrderOfTheirLimits(t *testing.T) {
	t.Parallel()
	b := book()
	var want []domain.UUID
	for i, name := range []string{"one", "two", "three", "four", "five", "six"} { // their ids are in no order
		b.Grants = append(b.Grants, grant("of "+name, name, "ap_approver", eur(6_000_000+int64(i)), de))
		want = append(want, id(name))
	}
	var got []domain.UUID
	for _, c := range gate(t, b).Candidates(authz.Question{Action: domain.ApproveInvoice, Role: "ap_approver", At: noon, Facts: invoice(de, 5_500_000)}) {
		if c.May() {
			got = append(got, c.Person)
		}
	}
	require.Equal(t, append(want, id("controller")), got, "who has no limit comes last")
}

func TestCandidates_OfAnyRole(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	found := g.Candidates(authz.Question{Action: domain.ApproveInvoice, Facts: invoice(de, 100), At: noon})
	require.Len(t, found, 3)
	require.Equal(t, id("approver"), found[0].Person)
	require.Equal(t, "ap_approver", found[0].Role)
	require.Equal(t, eur(5_000_000), found[0].Limit)
}

func TestCandidates_AmongNamedPeopleKeepTheirOrder(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	found := g.Candidates(authz.Question{Action: domain.ApproveInvoice, Facts: invoice(de, 100), At: noon,
		Among: []domain.UUID{id("stranger"), id("controller"), domain.SystemActor("poster").ID, {}}})
	require.Len(t, found, 4)
	require.Equal(t, []bool{false, true, false, false}, []bool{found[0].May(), found[1].May(), found[2].May(), found[3].May()})
	require.Equal(t, domain.DenyNoGrant, found[0].Reasons[0].Code)
}

func TestLimit_IsTheHighestThatStands(t *testing.T) {
	t.Parallel()
	b := book()
	ended := grant("g9", "approver", "controller", domain.Money{}, de)
	ended.ValidTo = noon
	b.Grants = append(b.Grants, grant("g10", "approver", "ap_approver", eur(100), de), ended)
	g := gate(t, b)
	limit, may := g.Limit(id("approver"), domain.ApproveInvoice, de, noon)
	require.True(t, may)
	require.Equal(t, eur(5_000_000), limit)
	limit, may = g.Limit(id("approver"), domain.ApproveInvoice, de, noon.Add(-1))
	require.True(t, may)
	require.True(t, limit.IsZero(), "no limit while the controller's role stood")
	_, may = g.Limit(id("approver"), domain.ApproveInvoice, us, noon)
	require.False(t, may)
}
