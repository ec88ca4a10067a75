package authz_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

// violations is every rule that the loader says the rulebook breaks, with where.
func violations(t *testing.T, b domain.Rulebook) []string {
	t.Helper()
	_, err := authz.NewSnapshot(b)
	if err == nil {
		return nil
	}
	var refusal *domain.Error
	require.True(t, errors.As(err, &refusal), "%v", err)
	require.Equal(t, domain.CodeInvalid, refusal.Code)
	var all []string
	for _, v := range refusal.Details["violations"].([]domain.Violation) {
		require.NotEmpty(t, v.Message)
		all = append(all, v.Field+" "+v.Rule)
	}
	return all
}

func TestNewSnapshot_RefusesWhatIsNotExactlyAsItMustBe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*domain.Rulebook)
		want  []string
	}{
		"nothing":           {func(*domain.Rulebook) {}, nil},
		"no version":        {func(b *domain.Rulebook) { b.Version = 0 }, []string{"version version"}},
		"no currency":       {func(b *domain.Rulebook) { b.Currency, b.Grants = "", b.Grants[:1] }, []string{"currency currency"}},
		"no entities":       {func(b *domain.Rulebook) { b.Entities, b.Grants = nil, group(b.Grants[:1]) }, []string{"entities empty"}},
		"entity 0":          {func(b *domain.Rulebook) { b.Entities[0] = "GROUP" }, []string{"entities[0] entity"}},
		"entity no code":    {func(b *domain.Rulebook) { b.Entities[us] = "" }, []string{"entities[3] entity"}},
		"entity code twice": {func(b *domain.Rulebook) { b.Entities[us] = "DE01" }, []string{"entities[3] duplicate"}},
		"no roles":          {func(b *domain.Rulebook) { b.Roles, b.Grants = nil, nil }, []string{"roles empty", "grants empty"}},
		"role key":          {func(b *domain.Rulebook) { b.Roles[2].Key = "Controller*"; b.Grants[2].Role = "Controller*" }, []string{"roles[2].key key"}},
		"role key twice": {func(b *domain.Rulebook) {
			b.Roles[3].Key = "ap_clerk"
			b.Grants[3].Role = "ap_clerk"
			b.Roles[3].Inherits = nil
		}, []string{"roles[3].key duplicate"}},
		"role no name":       {func(b *domain.Rulebook) { b.Roles[0].Name = "" }, []string{"roles[0].name name"}},
		"role of nothing":    {func(b *domain.Rulebook) { b.Roles[0].Actions = nil }, []string{"roles[0].actions empty"}},
		"role odd action":    {func(b *domain.Rulebook) { b.Roles[0].Actions[1] = "invoice_enter" }, []string{"roles[0].actions action"}},
		"role pattern":       {func(b *domain.Rulebook) { b.Roles[0].Actions[1] = "*" }, []string{"roles[0].actions action"}},
		"role action twice":  {func(b *domain.Rulebook) { b.Roles[0].Actions[1] = domain.ViewInvoice }, []string{"roles[0].actions duplicate"}},
		"role odd parent":    {func(b *domain.Rulebook) { b.Roles[2].Inherits[0] = "boss" }, []string{"roles[2].inherits role"}},
		"role parent twice":  {func(b *domain.Rulebook) { b.Roles[2].Inherits = []string{"ap_clerk", "ap_clerk"} }, []string{"roles[2].inherits duplicate"}},
		"role of itself":     {func(b *domain.Rulebook) { b.Roles[2].Inherits[0] = "controller" }, []string{"roles[2].inherits circle"}},
		"circle of two":      {func(b *domain.Rulebook) { b.Roles[1].Inherits = []string{"controller"} }, []string{"roles[1].inherits circle", "roles[2].inherits circle"}},
		"chain of five":      {func(b *domain.Rulebook) { chain(b, 5) }, nil},
		"chain of six":       {func(b *domain.Rulebook) { chain(b, 6) }, []string{"roles[9].inherits depth"}},
		"no grants":          {func(b *domain.Rulebook) { b.Grants = nil }, []string{"grants empty"}},
		"grant no id":        {func(b *domain.Rulebook) { b.Grants[1].ID = domain.UUID{} }, []string{"grants[1].id id"}},
		"grant id twice":     {func(b *domain.Rulebook) { b.Grants[1].ID = b.Grants[0].ID }, []string{"grants[1].id id"}},
		"grant to nobody":    {func(b *domain.Rulebook) { b.Grants[1].Person = domain.UUID{} }, []string{"grants[1].person person"}},
		"grant to a machine": {func(b *domain.Rulebook) { b.Grants[1].Person = domain.SystemActor("poster").ID }, []string{"grants[1].person person"}},
		"person is a role":   {func(b *domain.Rulebook) { b.Grants[1].Person = b.Roles[0].ID }, []string{"grants[1].person person"}},
		"role key is person": {func(b *domain.Rulebook) {
			b.Roles[2].Key = id("controller").String()
			b.Grants[2].Role = b.Roles[2].Key
		}, []string{"roles[2].key key", "grants[2].person person"}},
		"grant odd role":     {func(b *domain.Rulebook) { b.Grants[1].Role = "AP_APPROVER" }, []string{"grants[1].role role"}},
		"grant no entities":  {func(b *domain.Rulebook) { b.Grants[1].Entities = nil }, []string{"grants[1].entities empty"}},
		"grant odd entity":   {func(b *domain.Rulebook) { b.Grants[1].Entities[0] = 9 }, []string{"grants[1].entities entity"}},
		"grant entity twice": {func(b *domain.Rulebook) { b.Grants[1].Entities[0] = fr }, []string{"grants[1].entities duplicate"}},
		"limit in dollars":   {func(b *domain.Rulebook) { b.Grants[1].Limit.Currency = "USD" }, []string{"grants[1].limit currency"}},
		"limit in nothing":   {func(b *domain.Rulebook) { b.Grants[1].Limit.Currency = "" }, []string{"grants[1].limit currency"}},
		"limit below zero":   {func(b *domain.Rulebook) { b.Grants[1].Limit.Minor = -1 }, []string{"grants[1].limit limit"}},
		"from never":         {func(b *domain.Rulebook) { b.Grants[1].ValidFrom = time.Time{} }, []string{"grants[1].validFrom time"}},
		"to before from":     {func(b *domain.Rulebook) { b.Grants[1].ValidTo = start }, []string{"grants[1].validTo time"}},
		"to year 10000":      {func(b *domain.Rulebook) { b.Grants[1].ValidTo = start.AddDate(9000, 0, 0) }, []string{"grants[1].validTo time"}},
		"too many grants":    {crowd, []string{"grants[204] rows"}},
		"no rules":           {func(b *domain.Rulebook) { b.Rules = nil }, []string{"rules empty"}},
		"rule key":           {func(b *domain.Rulebook) { b.Rules[0].Key = "sod:9" }, []string{"rules[0].key key"}},
		"rule key twice":     {func(b *domain.Rulebook) { b.Rules[0].Key = "SOD-011" }, []string{"rules[1].key duplicate"}},
		"rule no name":       {func(b *domain.Rulebook) { b.Rules[0].Name = "" }, []string{"rules[0].name name"}},
		"effect Deny":        {func(b *domain.Rulebook) { b.Rules[0].Mode, b.Rules[0].Risk = "Deny", domain.RiskHigh }, []string{"rules[0].mode effect"}},
		"effect prevent":     {func(b *domain.Rulebook) { b.Rules[0].Mode = "prevent" }, []string{"rules[0].mode effect", "rules[0].mode effect"}},
		"critical detects":   {func(b *domain.Rulebook) { b.Rules[0].Mode = domain.DutyDetect }, []string{"rules[0].mode effect"}},
		"rule no left":       {func(b *domain.Rulebook) { b.Rules[0].Left = nil }, []string{"rules[0] empty"}},
		"rule no right":      {func(b *domain.Rulebook) { b.Rules[0].Right = nil }, []string{"rules[0] empty"}},
		"rule odd action":    {func(b *domain.Rulebook) { b.Rules[0].Left[0] = "PAY" }, []string{"rules[0].left action"}},
		"rule both sides":    {func(b *domain.Rulebook) { b.Rules[0].Left[0] = domain.ApproveInvoice }, []string{"rules[0] sides"}},
		"leaver without id":  {func(b *domain.Rulebook) { b.Inactive = []domain.UUID{{}} }, []string{"inactive[0] id"}},
		"all at once": {func(b *domain.Rulebook) { b.Version, b.Grants[0].Role, b.Rules[1].Right = -1, "x", nil },
			[]string{"version version", "grants[0].role role", "rules[1] empty"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := book()
			c.spoil(&b)
			require.Equal(t, c.want, violations(t, b))
		})
	}
}

func TestNewSnapshot_RefusesAnEmptyRulebook(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"version version", "currency currency", "entities empty", "roles empty", "grants empty",
		"rules empty"}, violations(t, domain.Rulebook{}))
}

func TestRules_AreSound(t *testing.T) {
	t.Parallel()
	b := book()
	b.Rules = authz.Rules()
	require.Empty(t, violations(t, b))
	require.Len(t, b.Rules, 42)
	for _, r := range b.Rules {
		require.NotEmpty(t, r.Left, r.Key)
		require.NotEmpty(t, r.Right, r.Key)
		require.NotEmpty(t, r.Why, r.Key)
		require.NotEmpty(t, r.Control, r.Key)
	}
}

func group(grants []domain.Grant) []domain.Grant {
	grants[0].Entities = []domain.EntityID{0}
	return grants
}

// chain adds a chain of n roles, the last of which carries all the others.
func chain(b *domain.Rulebook, n int) {
	for i := range n {
		r := domain.Role{ID: id(fmt.Sprint("chain", i)), Key: fmt.Sprint("chain", i), Name: "Chain",
			Actions: []domain.Action{domain.ViewInvoice}}
		if i > 0 {
			r.Inherits = []string{fmt.Sprint("chain", i-1)}
		}
		b.Roles = append(b.Roles, r)
	}
}

// crowd gives one person 201 grants in one entity.
func crowd(b *domain.Rulebook) {
	for i := range 201 {
		b.Grants = append(b.Grants, grant(fmt.Sprint("crowd", i), "crowd", "ap_clerk", domain.Money{}, de))
	}
}

func TestAllow_FollowsAChainToItsEnd(t *testing.T) {
	t.Parallel()
	b := book()
	chain(&b, 5)
	b.Roles[4].Actions = []domain.Action{domain.ReadAudit}
	b.Grants = append(b.Grants, grant("deep", "deep", "chain4", domain.Money{}, de))
	_, err := gate(t, b).Allow(person("deep"), domain.ReadAudit, domain.Facts{Entity: de}, noon)
	require.NoError(t, err)
}
