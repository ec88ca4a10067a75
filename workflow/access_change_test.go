package workflow_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// The people of these tests: Tilman Ruschke asks, Dagmar Wesseling agrees, Beatrix Amsholt could too.
const (
	asker    = "tilman.ruschke"
	approver = "dagmar.wesseling"
	another  = "beatrix.amsholt"
)

func (h *house) user(local string) domain.ID {
	return domain.ID{Kind: domain.NodeUser, UUID: h.person(local)}
}

// grantOf is a role for a person in Dortmund.
func (h *house) grantOf(local, role string) domain.GrantRoleInput {
	return domain.GrantRoleInput{
		Grant:  domain.GrantInput{UserID: h.user(local), Role: role, EntityIds: []domain.ID{domain.EntityNode(h.entity("DE01"))}},
		Reason: "Covers for a colleague.", IdempotencyKey: h.key("grant"),
	}
}

// key is another idempotency key.
func (h *house) key(what string) string { return fmt.Sprintf("%s-%06d", what, h.numbers.Add(1)) }

// requested asks for a grant and returns the change.
func (h *house) requested(in domain.GrantRoleInput) *domain.AccessChange {
	h.t.Helper()
	done, err := h.service.GrantRole(h.as(asker), in)
	require.NoError(h.t, err)
	return h.change(done)
}

// change reads a change of access, as who decides on it.
func (h *house) change(done *workflow.AccessChanged) *domain.AccessChange {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(approver), []domain.ID{done.Change}, 0)
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.AccessChange)
}

// verdict is a decision on a change as it stands.
func (h *house) verdict(c *domain.AccessChange, outcome domain.DecisionKind) domain.DecideAccessChangeInput {
	comment := "As agreed with the controller."
	return domain.DecideAccessChangeInput{ID: c.ID, Version: c.Version, Outcome: outcome, Comment: &comment, IdempotencyKey: h.key("verdict")}
}

// agree approves a change.
func (h *house) agree(c *domain.AccessChange) *domain.AccessChange {
	h.t.Helper()
	done, err := h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	require.NoError(h.t, err)
	return h.change(done)
}

// granted asks for a grant and has it agreed to.
func (h *house) granted(in domain.GrantRoleInput) *domain.AccessChange {
	h.t.Helper()
	c := h.agree(h.requested(in))
	require.Equal(h.t, domain.ChangeApplied, c.State)
	return c
}

// may says whether a person may do something in Dortmund.
func (h *house) may(local string, action domain.Action) bool {
	h.t.Helper()
	e := domain.EntityNode(h.entity("DE01"))
	answers, err := h.service.Permits(h.as(local), []domain.Action{action}, &e)
	require.NoError(h.t, err)
	return answers[0].Allowed
}

func TestGrantRole_IsAskedForPreviewedAndAgreedTo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	before := value[int64](h, `SELECT authz FROM world`)
	in := h.grantOf("noor.veldmans", "ap_clerk")
	limit := domain.MoneyInput{Amount: domain.MustDecimal("2500"), Currency: "EUR"}
	in.Grant.Limit = &limit
	c := h.requested(in)
	require.Equal(t, domain.ChangeRequested, c.State)
	require.Equal(t, "Give Noor Veldmans the role AP clerk in DE01, up to 2500.00 EUR.", c.Title())
	require.Equal(t, "Tilman Ruschke", c.RequestedBy.Name)
	require.False(t, c.Preview.Stale)
	require.False(t, c.Preview.Blocked())
	gained := map[domain.Action]bool{}
	for _, g := range c.Preview.Gained {
		require.Equal(t, h.person("noor.veldmans"), g.Person)
		gained[g.Action] = true
	}
	require.Equal(t, map[domain.Action]bool{domain.EnterInvoice: true, domain.CodeInvoice: true}, gained)
	require.Empty(t, c.Preview.Lost)
	require.False(t, h.may("noor.veldmans", domain.EnterInvoice), "asking changes nothing")
	require.Equal(t, before, value[int64](h, `SELECT authz FROM world`))

	c = h.agree(c)
	require.Equal(t, before+1, *c.Rulebook)
	require.Equal(t, "Dagmar Wesseling", c.DecidedBy.Name)
	require.True(t, h.may("noor.veldmans", domain.EnterInvoice))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM role_grant WHERE change_id = $1 AND requested_by = $2 AND approved_by = $3 AND reason = $4`,
		c.ID.UUID, h.person(asker), h.person(approver), in.Reason))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM rulebook WHERE version = $1 AND change_id = $2`, *c.Rulebook, c.ID.UUID))
	require.Equal(t, "access_change.requested access_change.approved rulebook.revised",
		value[string](h, `SELECT string_agg(kind, ' ' ORDER BY id) FROM event WHERE subject_id = $1`, c.ID.UUID))
	h.clean()
}

func TestGrantRole_IsAnsweredOnceForAKey(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.grantOf("noor.veldmans", "ap_clerk")
	first, err := h.service.GrantRole(h.as(asker), in)
	require.NoError(t, err)
	again, err := h.service.GrantRole(h.as(asker), in)
	require.NoError(t, err)
	require.Equal(t, first, again)
	in.Reason = "Another one."
	_, err = h.service.GrantRole(h.as(asker), in)
	refused(t, err, domain.CodeIdempotencyMismatch)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM access_change`))
}

func TestGrantRole_BeginsAndEndsByItself(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.grantOf("noor.veldmans", "ap_clerk")
	from, to := h.now().Add(48*time.Hour), h.now().Add(72*time.Hour)
	in.Grant.ValidFrom, in.Grant.ValidTo = &from, &to
	c := h.granted(in)
	require.NotEmpty(t, c.Preview.Gained, "the preview looks at when it has begun")
	require.False(t, h.may("noor.veldmans", domain.EnterInvoice))
	h.later(49 * time.Hour)
	require.True(t, h.may("noor.veldmans", domain.EnterInvoice))
	h.later(24 * time.Hour)
	require.False(t, h.may("noor.veldmans", domain.EnterInvoice))
}

func TestGrantRole_FindsEveryFault(t *testing.T) {
	t.Parallel()
	h := setup(t)
	past := h.now().Add(-time.Hour)
	in := h.grantOf("rainer.ostkamp", "chief_of_everything")
	in.Grant.EntityIds = []domain.ID{domain.EntityNode(77)}
	in.Grant.Limit = &domain.MoneyInput{Amount: domain.MustDecimal("5"), Currency: "USD"}
	in.Grant.ValidFrom, in.Grant.ValidTo = &past, &past
	_, err := h.service.GrantRole(h.as(asker), in)
	var fields []string
	for _, v := range refused(t, err, domain.CodeInvalid).Details["violations"].([]domain.Violation) {
		fields = append(fields, v.Field)
	}
	require.Equal(t, []string{"grant.userId", "grant.role", "grant.entityIds[0]", "grant.limit", "grant.validFrom", "grant.validTo"}, fields)
	in = h.grantOf("noor.veldmans", "ap_clerk")
	in.Reason = " "
	_, err = h.service.GrantRole(h.as(asker), in)
	require.Equal(t, "reason", refused(t, err, domain.CodeInvalid).Field)
}

func TestDecideAccessChange_RefusesWhoAskedWhoGainsMachinesAndWhoMayNot(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.holds(asker, "internal_control") // both sides, by mistake
	h.exec(`UPDATE role_grant SET entities = '{0}' WHERE person_id = $1 AND role_key = 'internal_control'`, h.person(asker))
	own := h.requested(h.grantOf(approver, "ap_clerk"))
	other := h.requested(h.grantOf("noor.veldmans", "ap_clerk"))
	for name, c := range map[string]struct {
		as     context.Context
		change *domain.AccessChange
		code   domain.Code
		rule   any
	}{
		"who asked":        {h.as(asker), other, domain.CodeDutyConflict, "SOD-030"},
		"who gains":        {h.as(approver), own, domain.CodeDutyConflict, "SOD-030"},
		"who may not":      {h.as("marit.holvaag"), other, domain.CodeForbidden, nil},
		"who sees nothing": {h.as("emre.tasdemir"), other, domain.CodeNotFound, nil},
		"the clock":        {h.system("clock"), other, domain.CodeNotFound, nil},
		"the operator":     {h.system("operator"), other, domain.CodeForbidden, nil},
		"who has left":     {h.as("rainer.ostkamp"), other, domain.CodeUnauthenticated, nil},
		"nobody":           {t.Context(), other, domain.CodeUnauthenticated, nil},
	} {
		for _, outcome := range []domain.DecisionKind{domain.DecideApprove, domain.DecideReject} {
			_, err := h.service.DecideAccessChange(c.as, h.verdict(c.change, outcome))
			require.Equal(t, c.rule, refused(t, err, c.code).Details["rule"], name)
		}
	}
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM access_change WHERE state = 'REQUESTED'`))
	require.Positive(t, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = 'decideAccessChange'
		AND actor_id = $1 AND subject_id = $2`, h.person(approver), own.ID.UUID))
	done, err := h.service.DecideAccessChange(h.as(another), h.verdict(own, domain.DecideApprove))
	require.NoError(t, err)
	require.Equal(t, domain.ChangeApplied, h.change(done).State)
}

func TestDecideAccessChange_TurnsDownWithWords(t *testing.T) {
	t.Parallel()
	h := setup(t)
	c := h.requested(h.grantOf("noor.veldmans", "ap_clerk"))
	silent := h.verdict(c, domain.DecideReject)
	silent.Comment = nil
	_, err := h.service.DecideAccessChange(h.as(approver), silent)
	require.Equal(t, "comment", refused(t, err, domain.CodeInvalid).Field)
	odd := h.verdict(c, domain.DecideReturn)
	_, err = h.service.DecideAccessChange(h.as(approver), odd)
	require.Equal(t, "outcome", refused(t, err, domain.CodeInvalid).Field)
	done, err := h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideReject))
	require.NoError(t, err)
	c = h.change(done)
	require.Equal(t, domain.ChangeRejected, c.State)
	require.Nil(t, c.Rulebook)
	require.False(t, h.may("noor.veldmans", domain.EnterInvoice))
	_, err = h.service.DecideAccessChange(h.as(another), h.verdict(c, domain.DecideApprove))
	refused(t, err, domain.CodeWrongState)
}

func TestWithdrawAccessChange_IsForWhoAsked(t *testing.T) {
	t.Parallel()
	h := setup(t)
	c := h.requested(h.grantOf("noor.veldmans", "ap_clerk"))
	_, err := h.service.WithdrawAccessChange(h.as(approver), act(c.ID, c.Version, "Not needed."))
	refused(t, err, domain.CodeForbidden)
	done, err := h.service.WithdrawAccessChange(h.as(asker), act(c.ID, c.Version, "Not needed."))
	require.NoError(t, err)
	c = h.change(done)
	require.Equal(t, domain.ChangeWithdrawn, c.State)
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	refused(t, err, domain.CodeWrongState)
}

func TestRevokeGrant_EndsNowOrAtADate(t *testing.T) {
	t.Parallel()
	h := setup(t)
	revoke := func(id domain.UUID, from *time.Time) *domain.AccessChange {
		in := domain.RevokeGrantInput{ID: domain.ID{Kind: domain.NodeGrant, UUID: id}, From: from, Reason: "Moves to sales.", IdempotencyKey: h.key("revoke")}
		done, err := h.service.RevokeGrant(h.as(asker), in)
		require.NoError(t, err)
		return h.agree(h.change(done))
	}
	at := h.now().Add(36 * time.Hour)
	c := revoke(domain.UUIDOf("grant", "jana.koehlert", "ap_clerk"), &at)
	require.NotEmpty(t, c.Preview.Lost, "the preview looks at when it has ended")
	require.True(t, h.may("jana.koehlert", domain.EnterInvoice))
	h.later(37 * time.Hour)
	require.False(t, h.may("jana.koehlert", domain.EnterInvoice))

	require.True(t, h.may("emre.tasdemir", domain.EnterInvoice))
	revoke(domain.UUIDOf("grant", "emre.tasdemir", "ap_clerk"), nil)
	require.False(t, h.may("emre.tasdemir", domain.EnterInvoice))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM role_grant WHERE id = $1`, domain.UUIDOf("grant", "emre.tasdemir", "ap_clerk")),
		"what was known before stays on file")

	// What has not begun ceases without having been.
	in := h.grantOf("noor.veldmans", "ap_clerk")
	from := h.now().Add(48 * time.Hour)
	in.Grant.ValidFrom = &from
	later := h.granted(in)
	revoke(later.Proposal.Grant.ID, nil)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM role_grant WHERE id = $1 AND recorded_to IS NULL`, later.Proposal.Grant.ID))
	_, err := h.service.RevokeGrant(h.as(asker), domain.RevokeGrantInput{ID: domain.ID{Kind: domain.NodeGrant, UUID: later.Proposal.Grant.ID},
		Reason: "Again.", IdempotencyKey: h.key("revoke")})
	refused(t, err, domain.CodeNotFound)
}

func TestRevokeGrant_ShowsWhichStepsLoseTheirLastApprover(t *testing.T) {
	t.Parallel()
	h := setup(t)
	done, err := h.service.RevokeGrant(h.as(asker), domain.RevokeGrantInput{
		ID:     domain.ID{Kind: domain.NodeGrant, UUID: domain.UUIDOf("grant", "elodie.vasseurin", "ap_approver")},
		Reason: "Moves to Lyon.", IdempotencyKey: h.key("revoke"),
	})
	require.NoError(t, err)
	c := h.change(done)
	require.False(t, c.Preview.Blocked(), "it is shown, and for a person to judge")
	rows := map[string]bool{}
	for _, u := range c.Preview.UncoveredSteps {
		require.Equal(t, "FR01", u.Entity.Code)
		rows[u.Row.Name] = true
	}
	require.True(t, rows["Credit notes and corrections"], rows)
}

// withdrawn is the grant of a role that the group was set up with, as the change that take ends.
func (h *house) withdrawn(local, role string) *domain.AccessChange {
	h.t.Helper()
	id := value[domain.UUID](h, `SELECT id FROM role_grant WHERE person_id = $1 AND role_key = $2 AND recorded_to IS NULL
		AND (valid_to IS NULL OR valid_to > $3)`, h.person(local), role, h.now())
	return &domain.AccessChange{Proposal: domain.Proposal{Grant: &domain.Grant{ID: id}}}
}
