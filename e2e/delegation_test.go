package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const delegationFields = `id version state from { name } to { name } actions entities { code } reason keepInformed acts { text } conflicts { rule { key } }`

const (
	delegate          = `mutation($in: DelegateInput!) { delegate(input: $in) { delegation { ` + delegationFields + ` } } }`
	revokeDelegation  = `mutation($in: ActInput!) { revokeDelegation(input: $in) { delegation { ` + delegationFields + ` } } }`
	previewDelegation = `query($in: DelegateInput!) { previewDelegation(input: $in) { decided amount { amount } barred waiting blocked conflicts { rule { key } }
		items { item { key } at barred { message } } } }`
	actingAs = `{ viewer { actingAs { ` + delegationFields + ` } inbox { edges { node { id version state kind step onBehalfOf { id name } candidates { email }
		subject { id key } can { allowed reasons { message } paths { sentence } } } } } } }`
)

type delegation struct {
	ID, State, Reason string
	Version           int
	From, To          struct{ Name string }
	Entities          []struct{ Code string }
	Acts              []struct{ Text string }
	KeepInformed      bool
}

// lent is what is delegated for a week in Dortmund.
func (h *house) lent(to string) vars {
	c := h.as(auditor)
	return vars{
		"toId": c.userID(to), "actions": []string{"INVOICE_APPROVE"}, "entityIds": []string{c.entity("DE01")}, "validTo": time.Now().Add(7 * 24 * time.Hour),
		"reason": "On leave.", "idempotencyKey": key(),
	}
}

type sharedInbox struct {
	Viewer struct {
		ActingAs []delegation
		Inbox    struct {
			Edges []struct {
				Node struct {
					task
					OnBehalfOf *struct{ ID, Name string }
					Can        []permit
				}
			}
		}
	}
}

func TestDelegation_OneDecidesForAnother(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(2_000)
	giver := local(inv.open("APPROVE").Candidates[0])
	taker := standIn
	if giver == taker {
		taker = owner
	}
	shown := ask[struct {
		PreviewDelegation struct {
			Decided, Waiting int
			Blocked          bool
		}
	}](h.as(giver), previewDelegation, vars{"in": h.lent(taker)}).PreviewDelegation
	require.Equal(t, 1, shown.Waiting)
	require.False(t, shown.Blocked)
	h.as(giver).refused("DUTY_CONFLICT", delegate, vars{"in": h.lent(clerk)})
	made := ask[struct {
		Delegate struct{ Delegation delegation }
	}](h.as(giver), delegate, vars{"in": h.lent(taker)}).Delegate.Delegation
	require.Equal(t, "ACTIVE", made.State)

	box := ask[sharedInbox](h.as(taker), actingAs, nil).Viewer
	require.Len(t, box.ActingAs, 1)
	require.Len(t, box.Inbox.Edges, 1)
	node := box.Inbox.Edges[0].Node
	require.Equal(t, made.From.Name, node.OnBehalfOf.Name)
	require.True(t, node.Can[0].Allowed, node.Can[0].Reasons)
	require.Contains(t, node.Can[0].Paths[0].Sentence, "for "+made.From.Name+", by delegation")
	h.as(taker).refused("FORBIDDEN", decideTask, node.decision("APPROVE"))
	in := node.decision("APPROVE")
	in["in"].(vars)["onBehalfOfId"], in["in"].(vars)["idempotencyKey"] = node.OnBehalfOf.ID, key()
	ask[decided](h.as(taker), decideTask, in)

	told := ask[struct {
		Node struct {
			Route struct {
				Steps []struct {
					Decision struct {
						Actor      person
						OnBehalfOf struct{ Name string }
						Authority  string
					}
				}
			}
		}
	}](h.as(auditor), `query($id: ID!) { node(id: $id) { ... on Invoice { route { steps { decision { actor { ... on User { name email } } onBehalfOf { name } authority } } } } } }`,
		vars{"id": inv.ID}).Node.Route.Steps[0].Decision
	require.Equal(t, taker, local(told.Actor))
	require.Equal(t, made.From.Name, told.OnBehalfOf.Name)
	story := h.as(auditor).invoice(inv.ID).Timeline.Edges
	texts := ""
	for _, e := range story {
		texts += e.Node.Text + "\n"
	}
	require.Contains(t, texts, made.To.Name+" for "+made.From.Name+" approved step 1 of 1")

	list := ask[struct{ Delegations []delegation }](h.as(giver), `query { delegations { `+delegationFields+` } }`, nil).Delegations
	require.Len(t, list, 1)
	require.Len(t, list[0].Acts, 1, "who lends sees what is done for them")
	require.Contains(t, list[0].Acts[0].Text, made.To.Name+" for "+made.From.Name)
	h.as(clerk).refused("FORBIDDEN", `query($id: ID!) { delegations(userId: $id) { id } }`, vars{"id": h.as(auditor).userID(giver)})
	ended := ask[struct {
		RevokeDelegation struct{ Delegation delegation }
	}](h.as(taker), revokeDelegation,
		vars{"in": vars{"id": made.ID, "version": made.Version, "reason": "Back at work.", "idempotencyKey": key()}}).RevokeDelegation.Delegation
	require.Equal(t, "REVOKED", ended.State)
	require.Empty(t, ask[sharedInbox](h.as(taker), actingAs, nil).Viewer.ActingAs)
}

func TestServiceAccounts_AreARegister(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(auditor)
	in := vars{
		"name": "scan-centre", "ownerId": c.userID(newcomer), "until": time.Now().AddDate(0, 6, 0), "role": "ap_approver", "entityIds": []string{c.entity("DE01")},
		"reason": "Hands in what it scans.", "idempotencyKey": key(),
	}
	refused := h.as(asker).refused("INVALID", saveServiceAccount, vars{"in": in})
	require.Contains(t, refused.Message, "which a service account may not have", "a machine never approves")
	in["role"], in["idempotencyKey"] = "ap_clerk", key()
	change := h.as(asker).changed(saveServiceAccount, in)
	require.Len(t, change.Preview.Gained, 3)
	require.Equal(t, "APPLIED", h.as(control).changed(decideAccessChange, change.verdict("APPROVE")).State)
	list := ask[struct {
		ServiceAccounts []struct {
			Name    string
			Owner   struct{ Name string }
			Active  bool
			Actions []string
			Grants  []struct{ Role struct{ Key string } }
		}
	}](c, `{ serviceAccounts { name owner { name } validTo active actions grants { role { key } } lastUsedAt } }`, nil).ServiceAccounts
	require.Len(t, list, 1)
	require.Equal(t, []any{"scan-centre", "Noor Veldmans", true}, []any{list[0].Name, list[0].Owner.Name, list[0].Active})
	require.Equal(t, []string{"INVOICE_VIEW", "INVOICE_ENTER", "INVOICE_CODE"}, list[0].Actions)
	require.Equal(t, "ap_clerk", list[0].Grants[0].Role.Key)
	h.as(clerk).refused("FORBIDDEN", `{ serviceAccounts { name } }`, nil)
}
