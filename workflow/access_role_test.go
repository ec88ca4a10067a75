package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// role is a role as an auditor reads it.
func (h *house) role(key string, asOf *time.Time) *domain.RoleView {
	h.t.Helper()
	roles, err := h.service.Roles(h.as(auditor), asOf)
	require.NoError(h.t, err)
	for _, r := range roles {
		if r.Key == key {
			return r
		}
	}
	return nil
}

// rewritten gives a role other actions and another purpose, by request and consent.
func (h *house) rewritten(key string, actions ...domain.Action) {
	h.t.Helper()
	done, err := h.service.SaveRole(h.as(asker), domain.SaveRoleInput{
		Role:   domain.RoleInput{Key: key, Name: "AP clerk", Purpose: "Enters what comes in.", Actions: actions},
		Reason: "Orders are kept by others.", IdempotencyKey: h.key("role"),
	})
	require.NoError(h.t, err)
	h.agree(h.change(done))
}

func TestRoles_TellWhatTheyGiveAndWhatWasChanged(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.exec(`UPDATE rulebook SET recorded_at = recorded_at - interval '1 day' WHERE change_id IS NULL`)
	before := h.now()
	h.later(time.Minute)
	h.rewritten("ap_clerk", domain.ViewInvoice, domain.EnterInvoice, domain.ReadSchema)
	h.later(time.Minute)
	now := h.now()

	r := h.role("ap_clerk", nil)
	require.Equal(t, []domain.Action{domain.ViewInvoice, domain.EnterInvoice, domain.ReadSchema}, r.Carries)
	then, err := h.service.RoleActions(h.as(auditor), r, &before)
	require.NoError(t, err)
	require.Equal(t, []domain.Action{domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice}, then)
	require.Equal(t, then, h.role("ap_clerk", &before).Carries)

	changes, err := h.service.RoleDiff(h.as(auditor), r, before, now)
	require.NoError(t, err)
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.Path)
	}
	require.Equal(t, []string{"purpose", "actions.INVOICE_CODE", "actions.SCHEMA_READ"}, paths)
	versions, err := h.service.RoleVersions(h.as(auditor), []domain.UUID{r.ID})
	require.NoError(t, err)
	require.Len(t, versions[r.ID], 2)
	require.Equal(t, "Enters what comes in.", versions[r.ID][0].Purpose, "newest first")
	require.Equal(t, h.person(asker), versions[r.ID][0].Record.Requested)
}

func TestRoleGrants_ArePagedByNameForAuditors(t *testing.T) {
	t.Parallel()
	h := setup(t)
	r := h.role("ap_clerk", nil)
	whole, err := h.service.RoleGrants(h.as(auditor), r, nil, domain.PageRequest{First: 100})
	require.NoError(t, err)
	require.Greater(t, len(whole.Items), 2)
	var paged []domain.ID
	page := domain.PageRequest{First: 2}
	for {
		part, err := h.service.RoleGrants(h.as(auditor), r, nil, page)
		require.NoError(t, err)
		for _, g := range part.Items {
			paged = append(paged, g.NodeID())
		}
		if !part.HasNext {
			break
		}
		page.After = part.Cursors[len(part.Cursors)-1]
	}
	require.Len(t, paged, len(whole.Items))
	_, err = h.service.RoleGrants(h.as(auditor), r, nil, domain.PageRequest{First: 2, After: "nothing"})
	refused(t, err, domain.CodeBadCursor)
	_, err = h.service.RoleGrants(h.as("ulrike.hagenau"), r, nil, page)
	refused(t, err, domain.CodeForbidden)
}

func TestUnused_TellsWhatNobodyDid(t *testing.T) {
	t.Parallel()
	h := setup(t)
	unused := func() map[string][]domain.Action {
		found, err := h.service.Unused(h.as(auditor), nil, nil, 30)
		require.NoError(t, err)
		return found
	}
	require.Equal(t, []domain.Action{domain.EnterInvoice, domain.CodeInvoice}, unused()["ap_clerk"], "looking leaves no event")
	inv := h.enter(bill{})
	require.Equal(t, []domain.Action{domain.CodeInvoice}, unused()["ap_clerk"])
	uses, err := h.service.Uses(h.as(auditor), []domain.UUID{inv.EnteredBy.ID}, nil)
	require.NoError(t, err)
	require.Equal(t, domain.EnterInvoice, uses[0].Action)
	require.Positive(t, uses[0].Times)
	h.later(31 * 24 * time.Hour)
	require.Equal(t, []domain.Action{domain.EnterInvoice, domain.CodeInvoice}, unused()["ap_clerk"])
	_, err = h.service.Unused(h.as(auditor), []string{"ap_clerk"}, nil, 0)
	refused(t, err, domain.CodeInvalid)
}

func TestNodes_ShowTheRulebookToWhomItConcerns(t *testing.T) {
	t.Parallel()
	h := setup(t)
	grants, err := h.service.GrantsOf(h.as(auditor), h.person("noor.veldmans"), nil)
	require.NoError(t, err)
	rules, err := h.service.SodRules(h.as(auditor), nil)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(rules), 42)
	role := h.role("ap_clerk", nil)
	ids := []domain.ID{grants[0].NodeID(), rules[0].NodeID(), role.NodeID()}
	for who, sees := range map[string]bool{auditor: true, "noor.veldmans": true, "ulrike.hagenau": false} {
		nodes, err := h.service.Nodes(h.as(who), ids, 0)
		require.NoError(t, err)
		require.Equal(t, sees, nodes[0] != nil, who)
		require.NotNil(t, nodes[1])
		require.Equal(t, role.Carries, nodes[2].(*domain.RoleView).Carries)
	}
}
