package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The people of these tests: Tilman Ruschke asks for changes of access, Dagmar Wesseling decides on them.
const (
	asker    = "tilman.ruschke"
	owner    = "ulrike.hagenau" // of cost centre 3100 in Dortmund
	standIn  = "soeren.plagge"  // of cost centre 4100 there
	newcomer = "noor.veldmans"
)

const changeFields = `id version kind state title reason digest rulebook user { ... on User { name } ... on ServiceAccount { name owner { name } } }
	requestedBy { name } decidedBy { name } comment
	preview { blocked stale gained { action user { ... on User { name } } paths { sentence } } lost { action }
		newConflicts { rule { key } left { sentence } right { sentence } state } resolvedConflicts { rule { key } }
		uncoveredSteps { entity { code } row { name } why } }
	can { action allowed reasons { code message rule } }`

const (
	grantRole            = `mutation($in: GrantRoleInput!) { grantRole(input: $in) { change { ` + changeFields + ` } } }`
	revokeGrant          = `mutation($in: RevokeGrantInput!) { revokeGrant(input: $in) { change { ` + changeFields + ` } } }`
	saveRole             = `mutation($in: SaveRoleInput!) { saveRole(input: $in) { change { ` + changeFields + ` } } }`
	saveSodRule          = `mutation($in: SaveSodRuleInput!) { saveSodRule(input: $in) { change { ` + changeFields + ` } } }`
	removeSodRule        = `mutation($in: RemoveSodRuleInput!) { removeSodRule(input: $in) { change { ` + changeFields + ` } } }`
	mitigateConflict     = `mutation($in: MitigateInput!) { mitigateConflict(input: $in) { change { ` + changeFields + ` } } }`
	saveServiceAccount   = `mutation($in: SaveServiceAccountInput!) { saveServiceAccount(input: $in) { change { ` + changeFields + ` } } }`
	decideAccessChange   = `mutation($in: DecideAccessChangeInput!) { decideAccessChange(input: $in) { change { ` + changeFields + ` } } }`
	withdrawAccessChange = `mutation($in: ActInput!) { withdrawAccessChange(input: $in) { change { ` + changeFields + ` } } }`
	refreshAccessChange  = `mutation($in: ActInput!) { refreshAccessChange(input: $in) { change { ` + changeFields + ` } } }`
	readChange           = `query($id: ID!) { node(id: $id) { ... on AccessChange { ` + changeFields + ` } } }`
)

// accessChange is a change of access as the tests look at it.
type accessChange struct {
	ID, Kind, State, Title, Digest string
	Version                        int
	Rulebook                       *int
	User                           *struct {
		Name  string
		Owner struct{ Name string }
	}
	RequestedBy, DecidedBy struct{ Name string }
	Preview                struct {
		Blocked, Stale bool
		Gained         []struct {
			Action string
			User   struct{ Name string }
			Paths  []struct{ Sentence string }
		}
		Lost         []struct{ Action string }
		NewConflicts []struct {
			Rule        struct{ Key string }
			Left, Right []struct{ Sentence string }
			State       string
		}
		ResolvedConflicts []struct{ Rule struct{ Key string } }
		UncoveredSteps    []struct {
			Entity struct{ Code string }
			Row    struct{ Name string }
			Why    string
		}
	}
	Can []permit
}

// changed sends a command about access and returns the change; each answers under a name of its own.
func (c *client) changed(document string, in vars) accessChange {
	c.t.Helper()
	got := ask[map[string]struct{ Change accessChange }](c, document, vars{"in": in})
	for _, payload := range got {
		return payload.Change
	}
	c.t.Fatal("nothing was answered")
	return accessChange{}
}

// forDortmund is a role for a person there.
func (h *house) forDortmund(local, role string) vars {
	h.t.Helper()
	c := h.as(auditor)
	return vars{
		"grant":  vars{"userId": c.userID(local), "role": role, "entityIds": []string{c.entity("DE01")}},
		"reason": "Covers for a colleague.", "idempotencyKey": key(),
	}
}

// verdict is a decision on a change as it stands.
func (a accessChange) verdict(outcome string) vars {
	return vars{"id": a.ID, "version": a.Version, "outcome": outcome, "comment": "Looked at what it gives and whom.", "idempotencyKey": key()}
}

func (a accessChange) act() vars {
	return vars{"id": a.ID, "version": a.Version, "reason": "Not needed any more.", "idempotencyKey": key()}
}

func TestAccessChange_FromRequestToRight(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	change := h.as(asker).changed(grantRole, h.forDortmund(newcomer, "ap_clerk"))
	require.Equal(t, "REQUESTED", change.State)
	require.Equal(t, "Give Noor Veldmans the role AP clerk in DE01.", change.Title)
	require.Len(t, change.Preview.Gained, 2)
	require.Contains(t, change.Preview.Gained[0].Paths[0].Sentence, "through role AP clerk, entity DE01")
	require.False(t, change.Can[0].Allowed)
	require.Equal(t, "SOD-030", change.Can[0].Reasons[len(change.Can[0].Reasons)-1].Rule)
	seen := ask[struct{ Node accessChange }](h.as(control), readChange, vars{"id": change.ID}).Node
	require.True(t, seen.Can[0].Allowed, seen.Can[0].Reasons)

	for local, code := range map[string]string{asker: "FORBIDDEN", newcomer: "FORBIDDEN", clerk: "NOT_FOUND", auditor: "FORBIDDEN"} {
		h.as(local).refused(code, decideAccessChange, vars{"in": change.verdict("APPROVE")})
	}
	applied := h.as(control).changed(decideAccessChange, change.verdict("APPROVE"))
	require.Equal(t, "APPLIED", applied.State)
	require.NotNil(t, applied.Rulebook)
	require.Equal(t, change.Digest, applied.Digest)
	in := h.as(newcomer)
	b := german(in.suppliers("DE", "LOW")[0], 700)
	require.Equal(t, "ACCEPTED", in.bring(in.entity("DE01"), b.Number+".xml", b.ubl(t)).State, "what was agreed to holds for the next request")
	h.as(control).refused("WRONG_STATE", decideAccessChange, vars{"in": applied.verdict("REJECT")})
	list := ask[struct {
		AccessChanges struct{ Edges []struct{ Node accessChange } }
	}](h.as(newcomer), `{ accessChanges(first: 5) { edges { node { id state } } } }`, nil)
	require.Len(t, list.AccessChanges.Edges, 1, "everybody sees what is about them")
	require.Empty(t, ask[struct {
		AccessChanges struct{ Edges []struct{ Node accessChange } }
	}](h.as(clerk), `{ accessChanges { edges { node { id } } } }`, nil).AccessChanges.Edges)
}

func TestAccessChange_IsStoppedByAConflictUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	change := h.as(asker).changed(grantRole, h.forDortmund(owner, "ap_clerk"))
	require.True(t, change.Preview.Blocked)
	refused := h.as(control).refused("DUTY_CONFLICT", decideAccessChange, vars{"in": change.verdict("APPROVE")})
	require.Equal(t, "SOD-009", refused.Extensions.Details["rule"])
	require.NotEmpty(t, refused.Extensions.Details["left"])
	require.NotEmpty(t, refused.Extensions.Details["right"])
	accepted := h.as(asker).changed(mitigateConflict, vars{
		"rule": "SOD-009", "userId": h.as(auditor).userID(owner), "ownerId": h.as(auditor).userID(controller),
		"control": "The controller looks at each of them.", "until": time.Now().AddDate(0, 1, 0), "reason": "Nobody else is there.", "idempotencyKey": key(),
	})
	require.Equal(t, "APPLIED", h.as(control).changed(decideAccessChange, accepted.verdict("APPROVE")).State)
	change = ask[struct{ Node accessChange }](h.as(control), readChange, vars{"id": change.ID}).Node
	require.True(t, change.Preview.Stale)
	h.as(control).refused("STALE", decideAccessChange, vars{"in": change.verdict("APPROVE")})
	change = ask[struct{ Node accessChange }](h.as(control), readChange, vars{"id": change.ID}).Node
	require.False(t, change.Preview.Stale)
	require.Equal(t, "MITIGATED", change.Preview.NewConflicts[0].State)
	require.Equal(t, "APPLIED", h.as(control).changed(decideAccessChange, change.verdict("APPROVE")).State)
}

// Every command about access refuses whoever lacks the right, and machines.
func TestAccessChange_EveryCommandRefusesWhoMayNot(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(auditor)
	grants := ask[struct {
		Node struct{ Grants []struct{ ID string } }
	}](c, `query($id: ID!) { node(id: $id) { ... on User { grants { id } } } }`,
		vars{"id": c.userID(clerk)}).Node.Grants
	person, other := c.userID(newcomer), c.userID(controller)
	waiting := h.as(asker).changed(grantRole, h.forDortmund(newcomer, "ap_clerk"))
	rule := vars{"key": "KV-9", "name": "a / b", "why": "w", "risk": "HIGH", "mode": "DETECT", "span": "SAME_OBJECT", "left": []string{"PO_EDIT"}, "right": []string{"INVOICE_ENTER"}, "control": "c"}
	for name, one := range map[string]struct {
		document string
		in       vars
	}{
		"grantRole":            {grantRole, h.forDortmund(newcomer, "auditor")},
		"revokeGrant":          {revokeGrant, vars{"id": grants[0].ID, "reason": "Gone.", "idempotencyKey": key()}},
		"saveRole":             {saveRole, vars{"role": vars{"key": "x", "name": "X", "purpose": "p", "actions": []string{"INVOICE_VIEW"}}, "reason": "New.", "idempotencyKey": key()}},
		"saveSodRule":          {saveSodRule, vars{"rule": rule, "reason": "New.", "idempotencyKey": key()}},
		"removeSodRule":        {removeSodRule, vars{"rule": "SOD-007", "reason": "Old.", "idempotencyKey": key()}},
		"mitigateConflict":     {mitigateConflict, vars{"rule": "SOD-004", "userId": person, "ownerId": other, "control": "c", "until": time.Now().AddDate(0, 1, 0), "reason": "Must be.", "idempotencyKey": key()}},
		"saveServiceAccount":   {saveServiceAccount, vars{"name": "robot", "ownerId": person, "until": time.Now().AddDate(0, 1, 0), "role": "ap_clerk", "entityIds": []string{c.entity("DE01")}, "reason": "New.", "idempotencyKey": key()}},
		"decideAccessChange":   {decideAccessChange, waiting.verdict("APPROVE")},
		"withdrawAccessChange": {withdrawAccessChange, waiting.act()},
		"refreshAccessChange":  {refreshAccessChange, waiting.act()},
	} {
		refused := h.as(auditor).refused("FORBIDDEN", one.document, vars{"in": one.in})
		require.NotEmpty(t, refused.Message, name)
		h.as(clerk).refused(map[bool]string{true: "NOT_FOUND", false: "FORBIDDEN"}[name == "decideAccessChange" || name == "withdrawAccessChange"], one.document, vars{"in": one.in})
		h.nobody().refused("UNAUTHENTICATED", one.document, vars{"in": one.in})
	}
	require.Equal(t, "WITHDRAWN", h.as(asker).changed(withdrawAccessChange, waiting.act()).State)
}
