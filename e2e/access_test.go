package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// access is what somebody may do, as the API tells of it.
type access struct {
	User       person
	Action     string
	Entities   []struct{ Code string }
	Limit      *struct{ Amount, Currency string }
	Uses       *int
	LastUsedAt *time.Time
	Paths      []struct {
		Role, Sentence string
		Grant          *struct {
			ID     string
			Role   struct{ Key string }
			Record struct {
				From        time.Time
				RequestedBy *person
				Reason      string
			}
		}
	}
	Conflicts []struct {
		Rule  struct{ Key string }
		State string
	}
}

const accessFields = `
fragment Who on Actor { ... on User { email name } ... on SystemActor { name } }
fragment Access on EffectiveAccess {
  user { ...Who } action entities { code } group limit { amount currency } uses lastUsedAt
  paths { role sentence grant { id role { key } record { from requestedBy { email name } reason } } }
  conflicts { rule { key } state }
}`

// userID is a person's id.
func (c *client) userID(local string) string {
	c.t.Helper()
	got := ask[struct {
		Users struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}](c, `query($text: String!) { users(filter: {text: $text}, first: 2) { edges { node { id } } } }`, vars{"text": local + "@"})
	require.Len(c.t, got.Users.Edges, 1, local)
	return got.Users.Edges[0].Node.ID
}

// checked is an answer to "may they?".
type checked struct {
	AccessCheck struct {
		Permit struct {
			Allowed bool
			Reasons []struct{ Code, Message, Rule string }
			Paths   []struct{ Sentence string }
		}
		Rulebook int
		At       time.Time
		History  []struct{ Kind, Text string }
	}
}

const accessCheck = `query($user: ID!, $action: Action!, $subject: ID, $entity: ID, $asOf: DateTime) {
  accessCheck(userId: $user, action: $action, subjectId: $subject, entityId: $entity, asOf: $asOf) {
    permit { allowed reasons { code message rule } paths { sentence } } rulebook at history { kind text } } }`

const whoCan = `query($action: Action!, $subject: ID, $entity: ID, $over: MoneyInput, $asOf: DateTime) {
  whoCan(action: $action, subjectId: $subject, entityId: $entity, over: $over, asOf: $asOf) { ...Access } }` + accessFields

func TestAccess_AnAuditorAsksWhoMayDecideThisInvoice(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	a := h.as(auditor)
	inv := h.arrive(700)
	list := ask[struct{ WhoCan []access }](a, whoCan, vars{"action": "INVOICE_APPROVE", "subject": inv.ID}).WhoCan
	require.NotEmpty(t, list)
	for _, one := range list {
		got := ask[checked](a, accessCheck, vars{"user": a.userID(local(one.User)), "action": "INVOICE_APPROVE", "subject": inv.ID}).AccessCheck
		require.True(t, got.Permit.Allowed, one.User.Name)
		require.Equal(t, one.Paths[0].Sentence, got.Permit.Paths[0].Sentence)
		require.Positive(t, got.Rulebook)
		require.NotNil(t, one.Paths[0].Grant)
		require.Equal(t, one.Paths[0].Role, one.Paths[0].Grant.Role.Key)
	}
	h.approve(inv)
	again := ask[struct{ WhoCan []access }](a, whoCan, vars{"action": "INVOICE_APPROVE", "subject": inv.ID}).WhoCan
	require.Empty(t, again, "nobody decides twice")
	got := ask[checked](a, accessCheck, vars{"user": a.userID(local(list[0].User)), "action": "INVOICE_APPROVE", "subject": inv.ID}).AccessCheck
	require.False(t, got.Permit.Allowed)
	require.Equal(t, "WRONG_STATE", got.Permit.Reasons[len(got.Permit.Reasons)-1].Code)

	// Who did it is told with the use that they made of the right.
	over := ask[struct{ WhoCan []access }](a, whoCan, vars{"action": "INVOICE_APPROVE", "entity": a.entity("DE01"), "over": vars{"amount": "1", "currency": "EUR"}}).WhoCan
	used := 0
	for _, one := range over {
		require.NotNil(t, one.Uses)
		if used += *one.Uses; *one.Uses > 0 {
			require.NotNil(t, one.LastUsedAt)
		}
	}
	require.Positive(t, used)
}

func TestAccess_EverybodySeesTheirOwnAndNobodyElses(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	clerk := h.as("jana.koehlert")
	const own = `{ viewer { user { access { ...Access } grants { id role { key name actions } entities { code } validFrom record { reason } } conflicts { rule { key } } } } }` + accessFields
	mine := ask[struct {
		Viewer struct {
			User struct {
				Access []access
				Grants []struct{ Role struct{ Key string } }
			}
		}
	}](clerk, own, nil).Viewer.User
	require.Len(t, mine.Access, 4)
	require.Nil(t, mine.Access[0].Uses, "looking leaves no event")
	require.NotNil(t, mine.Access[1].Uses)
	require.ElementsMatch(t, []string{"ap_clerk", "advice_desk"}, []string{mine.Grants[0].Role.Key, mine.Grants[1].Role.Key})
	got := ask[checked](clerk, accessCheck, vars{"user": clerk.userID("jana.koehlert"), "action": "INVOICE_APPROVE"}).AccessCheck
	require.Equal(t, "None of your roles lets you approve invoices.", got.Permit.Reasons[0].Message)

	other := clerk.userID(auditor)
	for name, document := range map[string]string{
		"access":       `query($user: ID!) { node(id: $user) { ... on User { access { action } } } }`,
		"grants":       `query($user: ID!) { node(id: $user) { ... on User { grants { id } } } }`,
		"conflicts":    `query($user: ID!) { node(id: $user) { ... on User { conflicts { id } } } }`,
		"check":        `query($user: ID!) { accessCheck(userId: $user, action: INVOICE_APPROVE) { rulebook } }`,
		"who can":      `{ whoCan(action: INVOICE_APPROVE) { action } }`,
		"conflict":     `{ sodConflicts { totalCount { value } } }`,
		"matrix":       `{ conflictMatrix { rulebook } }`,
		"diff":         `{ rolePolicyDiff(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { toRulebook } }`,
		"simulate":     `query($user: ID!) { simulateAccess(input: {leave: [$user]}) { base } }`,
		"role holders": `{ roles { grants(first: 5) { edges { node { id } } } } }`,
		"unused":       `{ roles { unusedActions(days: 30) } }`,
	} {
		refusal, err := clerk.try(document, vars{"user": other}, nil)
		require.NoError(t, err)
		require.Equal(t, "FORBIDDEN", refusal.code(), name)
	}
	refusal, err := clerk.try(`{ roles { key name actions inherits { key } internalConflicts { key } } sodRules { key left right span mode control } }`, nil, nil)
	require.NoError(t, err)
	require.Nil(t, refusal, "what roles and rules are is nobody's secret")
}

func TestAccess_RolesRulesConflictsAndTheMatrixInOneLook(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"})
	got := ask[struct {
		Roles []struct {
			Key     string
			Actions []string
			Grants  struct {
				Edges []struct{ Node struct{ User person } }
			}
			InternalConflicts []struct{ Key string }
			UnusedActions     []string
			History           []struct{ Name string }
		}
		SodRules     []struct{ Key string }
		SodConflicts struct {
			TotalCount struct{ Value int }
			Edges      []struct {
				Node struct {
					Kind    string
					Objects struct {
						Edges []struct{ Node struct{ Subject string } }
					}
				}
			}
		}
		ConflictMatrix struct {
			Duties []struct{ Name string }
			Cells  []struct{ Left, Right, People, Open, Mitigated int }
		}
	}](h.as(auditor), `{
		roles { key actions grants(first: 3) { edges { node { user { ... on User { email } } } } } internalConflicts { key } unusedActions(days: 90) history { name } }
		sodRules { key }
		sodConflicts(first: 5) { totalCount { value } edges { node { kind objects(first: 3) { edges { node { subject } } } } } }
		conflictMatrix { duties { name } cells { left right people open mitigated } } }`, nil)
	require.GreaterOrEqual(t, len(got.SodRules), 42)
	for _, r := range got.Roles {
		require.NotEmpty(t, r.History, r.Key)
		if r.Key == "ap_clerk" {
			require.Empty(t, r.InternalConflicts)
			require.NotContains(t, r.UnusedActions, "INVOICE_ENTER", "clerks entered invoices")
			require.Len(t, r.Grants.Edges, 3)
		}
	}
	people := 0
	for _, c := range got.ConflictMatrix.Cells {
		require.Less(t, max(c.Left, c.Right), len(got.ConflictMatrix.Duties))
		require.Equal(t, c.People, c.Open+c.Mitigated)
		people += c.People
	}
	possible := ask[struct {
		SodConflicts struct{ TotalCount struct{ Value int } }
	}](h.as(auditor), `{ sodConflicts(filter: {kind: POTENTIAL}) { totalCount { value } } }`, nil).SodConflicts.TotalCount.Value
	require.Equal(t, possible, people, "the matrix counts what the list lists")
}

func TestAccess_ADraftIsLookedAtAndNotKept(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"})
	a := h.as(auditor)
	before := h.rulebook()
	got := ask[struct {
		SimulateAccess struct {
			Base           int
			Blocked        bool
			Gained, Lost   []access
			NewConflicts   []struct{ Rule struct{ Key string } }
			UncoveredSteps []struct {
				Row    struct{ Name string }
				Entity struct{ Code string }
				Why    string
			}
			Replayed struct {
				Decisions, StillAllowed, ChangedCount, TookMs int
				Changed                                       []struct {
					Now, Then bool
					Message   string
				}
			}
		}
	}](a, `query($who: ID!, $leaver: ID!, $de: ID!) { simulateAccess(input: {leave: [$leaver], grant: [{userId: $who, role: "ap_clerk", entityIds: [$de]}], replayDays: 365}) {
		base blocked gained { ...Access } lost { ...Access } newConflicts { rule { key } } uncoveredSteps { row { name } entity { code } why }
		replayed { decisions stillAllowed changedCount tookMs changed { now then message } } } }`+accessFields,
		vars{"who": a.userID("ulrike.hagenau"), "leaver": a.userID("matthias.ohlendiek"), "de": a.entity("DE01")}).SimulateAccess
	require.Equal(t, before, got.Base)
	require.True(t, got.Blocked)
	require.Equal(t, "SOD-009", got.NewConflicts[0].Rule.Key)
	require.NotEmpty(t, got.Gained)
	require.NotEmpty(t, got.Lost)
	require.NotEmpty(t, got.UncoveredSteps)
	require.Positive(t, got.Replayed.Decisions)
	require.Equal(t, min(got.Replayed.ChangedCount, 50), len(got.Replayed.Changed))
	require.Equal(t, before, h.rulebook(), "nothing was changed")
}

// rulebook is the version in force.
func (h *house) rulebook() int {
	h.t.Helper()
	var version int
	require.NoError(h.t, h.db.Pool.QueryRow(h.t.Context(), `SELECT authz FROM world`).Scan(&version))
	return version
}
