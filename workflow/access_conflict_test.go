package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// mitigated asks that a conflict is accepted for half a year, and has it agreed to.
func (h *house) mitigated(local, rule string) *domain.AccessChange {
	h.t.Helper()
	done, err := h.service.MitigateConflict(h.as(asker), h.mitigation(local, rule))
	require.NoError(h.t, err)
	return h.agree(h.change(done))
}

func (h *house) mitigation(local, rule string) domain.MitigateInput {
	return domain.MitigateInput{
		Rule: rule, UserID: h.user(local), Control: "The controller looks at ten of them each month.", OwnerID: h.user("ingeborg.tessmar"),
		Until: h.now().AddDate(0, 6, 0), Reason: "Nobody else is at the site.", IdempotencyKey: h.key("mitigate"),
	}
}

func TestGrantRole_IsRefusedWhenItCompletesAConflict(t *testing.T) {
	t.Parallel()
	h := setup(t)
	c := h.requested(h.grantOf("ulrike.hagenau", "ap_clerk")) // she approves there
	require.True(t, c.Preview.Blocked())
	require.Equal(t, "SOD-009", c.Preview.Blocking().Rule.Key)
	_, err := h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	refusal := refused(t, err, domain.CodeDutyConflict)
	require.Equal(t, "SOD-009", refusal.Details["rule"])
	require.Equal(t, "Ulrike Hagenau", refusal.Details["name"])
	require.Contains(t, refusal.Message, "through role AP clerk, entity DE01")
	require.Contains(t, refusal.Message, "through role Cost centre owner, entity DE01")
	require.Equal(t, int64(0), value[int64](h, `SELECT count(*) FROM role_grant WHERE change_id = $1`, c.ID.UUID))
	require.Equal(t, "SOD-009", value[string](h, `SELECT data->'details'->>'rule' FROM event WHERE kind = 'access.refused' AND subject_id = $1`, c.ID.UUID))
	require.False(t, h.may("ulrike.hagenau", domain.EnterInvoice))

	// Once somebody accepted the conflict it can be agreed to, after another look.
	h.mitigated("ulrike.hagenau", "SOD-009")
	require.True(t, h.change(&workflow.AccessChanged{Change: c.ID}).Preview.Stale)
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	require.Equal(t, c.Version+1, refused(t, err, domain.CodeStale).Details["current"])
	c = h.change(&workflow.AccessChanged{Change: c.ID})
	require.False(t, c.Preview.Stale)
	require.Equal(t, domain.ConflictMitigated, c.Preview.NewConflicts[0].State)
	h.agree(c)

	// The check of acts by the critical rule goes on: what she enters she is not asked to approve.
	inv := h.enter(bill{by: "ulrike.hagenau"})
	require.Equal(t, "Klaus Brandhorst", step(inv).Candidates[0].Name)
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, step(inv).ID.UUID, []domain.UUID{h.person("ulrike.hagenau")})
	_, err = h.service.DecideTask(h.as("ulrike.hagenau"), decision(step(inv), domain.DecideApprove))
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"])
}

func TestMitigateConflict_RefusesWhoBenefitsAndWhatDoesNotEnd(t *testing.T) {
	t.Parallel()
	h := setup(t)
	own := h.mitigation(approver, "SOD-004")
	done, err := h.service.MitigateConflict(h.as(asker), own)
	require.NoError(t, err)
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(h.change(done), domain.DecideApprove))
	require.Equal(t, "SOD-034", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM duty_use WHERE rule = 'SOD-034' AND person = $1 AND side = 'R'`, h.person(approver)))

	long := h.mitigation("saskia.norholt", "SOD-099")
	long.OwnerID, long.Until, long.Control = long.UserID, h.now().AddDate(2, 0, 0), ""
	_, err = h.service.MitigateConflict(h.as(asker), long)
	var fields []string
	for _, v := range refused(t, err, domain.CodeInvalid).Details["violations"].([]domain.Violation) {
		fields = append(fields, v.Field)
	}
	require.Equal(t, []string{"rule", "control", "ownerId", "until"}, fields)
}

func TestMitigation_EndsByItself(t *testing.T) {
	t.Parallel()
	h := setup(t)
	m := h.mitigation("noor.veldmans", "SOD-004")
	m.Until = h.now().Add(24 * time.Hour)
	done, err := h.service.MitigateConflict(h.as(asker), m)
	require.NoError(t, err)
	h.agree(h.change(done))
	h.granted(h.grantOf("noor.veldmans", "ap_clerk"))
	h.later(25 * time.Hour)
	c := h.requested(h.grantOf("noor.veldmans", "master_data"))
	require.Equal(t, "SOD-004", c.Preview.Blocking().Rule.Key, "what was accepted until yesterday is open today")
}

func TestDecideAccessChange_LooksAgainWhenTheRulebookMoved(t *testing.T) {
	t.Parallel()
	h := setup(t)
	first, second := h.requested(h.grantOf("noor.veldmans", "ap_clerk")), h.requested(h.grantOf("lennart.quist", "ap_clerk"))
	h.agree(first)
	in := h.verdict(second, domain.DecideApprove)
	_, err := h.service.DecideAccessChange(h.as(approver), in)
	refused(t, err, domain.CodeStale)
	_, err = h.service.DecideAccessChange(h.as(approver), in)
	refused(t, err, domain.CodeStale) // the version that was read is gone
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access_change.refreshed' AND subject_id = $1`, second.ID.UUID))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM duty_use WHERE chain = $1 AND person = $2`, second.ID.UUID, h.person(approver)), "looking is not deciding")
	h.agree(h.change(&workflow.AccessChanged{Change: second.ID}))
}

func TestDecideAccessChange_IsBoundToWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	h := setup(t)
	c := h.requested(h.grantOf("noor.veldmans", "ap_clerk"))
	h.exec(`UPDATE access_change SET proposal = jsonb_set(proposal, '{grant,Role}', '"cfo"') WHERE id = $1`, c.ID.UUID)
	_, err := h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	require.Equal(t, domain.CodeInternal, domain.CodeOf(err))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM role_grant WHERE role_key = 'cfo' AND person_id = $1`, h.person("noor.veldmans")))
}
