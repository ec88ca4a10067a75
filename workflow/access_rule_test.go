package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func (h *house) roleInput(key string, actions ...domain.Action) domain.SaveRoleInput {
	return domain.SaveRoleInput{
		Role:   domain.RoleInput{Key: key, Name: "AP clerk", Purpose: "Enters and codes what suppliers bill.", Actions: actions},
		Reason: "Clerks post small bills from now on.", IdempotencyKey: h.key("role"),
	}
}

func TestSaveRole_ChangesWhatAllItsHoldersMay(t *testing.T) {
	t.Parallel()
	h := setup(t)
	done, err := h.service.SaveRole(h.as(asker), h.roleInput("ap_clerk", domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.PrepareJournal))
	require.NoError(t, err)
	c := h.change(done)
	require.Equal(t, "Change the role AP clerk.", c.Title())
	require.Len(t, c.Preview.Gained, value[int](h, `SELECT count(*)::int FROM role_grant WHERE role_key = 'ap_clerk'`))
	h.agree(c)
	require.True(t, h.may("jana.koehlert", domain.PrepareJournal))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM role WHERE key = 'ap_clerk'`))

	done, err = h.service.SaveRole(h.as(asker), h.roleInput("ap_clerk", domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.ApproveInvoice))
	require.NoError(t, err)
	c = h.change(done)
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	refused(t, err, domain.CodeDutyConflict)
}

func TestSaveRole_LetsNobodyGainWhoTakesPart(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.roleInput("admin", domain.EditRole, domain.RequestGrant, domain.EditDutyRule, domain.EditCredential, domain.ReadAudit, domain.ResolveCase)
	_, err := h.service.SaveRole(h.as(asker), in)
	require.Equal(t, "SOD-030", refused(t, err, domain.CodeDutyConflict).Details["rule"], "the administrator would gain")
	in = h.roleInput("internal_control", domain.ViewInvoice, domain.GrantRole, domain.MitigateConflict, domain.ApproveEmergency, domain.CertifyAccess, domain.ResolveCase, domain.ReadAudit, domain.ReadSchema)
	done, err := h.service.SaveRole(h.as(asker), in)
	require.NoError(t, err)
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(h.change(done), domain.DecideApprove))
	require.Equal(t, "SOD-030", refused(t, err, domain.CodeDutyConflict).Details["rule"], "who approves it would gain")
}

func TestSaveRole_RefusesWhatTheLoaderWould(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, c := range map[string]struct {
		change func(*domain.RoleInput)
		says   string
	}{
		"a circle":          {func(r *domain.RoleInput) { r.Inherits = []string{"ap_clerk"} }, "inherits itself"},
		"an unknown role":   {func(r *domain.RoleInput) { r.Inherits = []string{"nobody"} }, "not a role"},
		"a key of capitals": {func(r *domain.RoleInput) { r.Key = "AP" }, "not a key"},
		"nothing":           {func(r *domain.RoleInput) { r.Key, r.Actions = "empty", nil }, "gives nothing"},
		"a way to stand":    {func(r *domain.RoleInput) { r.Actions = []domain.Action{domain.BeReviewed} }, "not given to anybody"},
		"no purpose":        {func(r *domain.RoleInput) { r.Purpose = " " }, "what the role is for"},
	} {
		in := h.roleInput("ap_clerk", domain.ViewInvoice)
		c.change(&in.Role)
		_, err := h.service.SaveRole(h.as(asker), in)
		require.Contains(t, refused(t, err, domain.CodeInvalid).Message, c.says, name)
	}
}

func ruleInput(r domain.DutyRule) domain.RuleInput {
	return domain.RuleInput{Key: r.Key, Name: r.Name, Why: r.Why, Process: r.Process, Risk: r.Risk, Mode: r.Mode, Span: r.Span, Left: r.Left,
		Right: r.Right, Control: r.Control}
}

func (h *house) rule(key string) domain.DutyRule {
	h.t.Helper()
	book, err := h.db.Rulebook(h.t.Context())
	require.NoError(h.t, err)
	for _, r := range book.Rules {
		if r.Key == key {
			return r
		}
	}
	h.t.Fatal("no rule " + key)
	return domain.DutyRule{}
}

func (h *house) saveRule(in domain.RuleInput) (*domain.AccessChange, error) {
	h.t.Helper()
	done, err := h.service.SaveSodRule(h.as(asker), domain.SaveSodRuleInput{Rule: in, Reason: "After the audit.", IdempotencyKey: h.key("rule")})
	if err != nil {
		return nil, err
	}
	return h.change(done), nil
}

func TestSaveSodRule_NeverWeakensACriticalOne(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, weaken := range map[string]func(*domain.RuleInput){
		"reported only": func(r *domain.RuleInput) { r.Mode = domain.DutyDetect },
		"rated lower":   func(r *domain.RuleInput) { r.Risk = domain.RiskHigh },
		"fewer actions": func(r *domain.RuleInput) { r.Left = r.Left[:1] },
		"another span":  func(r *domain.RuleInput) { r.Span = domain.SpanCounterparty },
	} {
		in := ruleInput(h.rule("SOD-009"))
		weaken(&in)
		_, err := h.saveRule(in)
		require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "never weakened", name)
	}
	in := ruleInput(h.rule("SOD-009"))
	in.Right = append(in.Right, domain.ReleaseHold)
	c, err := h.saveRule(in)
	require.NoError(t, err)
	h.agree(c)
	require.Contains(t, h.rule("SOD-009").Right, domain.ReleaseHold)
	_, err = h.service.RemoveSodRule(h.as(asker), domain.RemoveSodRuleInput{Rule: "SOD-009", Reason: "In the way.", IdempotencyKey: h.key("drop")})
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "never removed")
}

func TestRemoveSodRule_TakesWhatWasAcceptedUnderItAlong(t *testing.T) {
	t.Parallel()
	h := setup(t)
	done, err := h.service.RemoveSodRule(h.as(asker), domain.RemoveSodRuleInput{Rule: "SOD-007", Reason: "Goods come to store keepers now.", IdempotencyKey: h.key("drop")})
	require.NoError(t, err)
	c := h.agree(h.change(done))
	require.Len(t, c.Preview.ResolvedConflicts, 2)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM duty_rule WHERE key = 'SOD-007' AND recorded_to IS NULL`))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM mitigation WHERE rule_key = 'SOD-007' AND recorded_to IS NULL`))
	book, err := h.db.RulebookAsOf(t.Context(), c.RequestedAt)
	require.NoError(t, err)
	require.Len(t, book.Rules, 42, "what held before stays on file")
	_, err = h.service.RemoveSodRule(h.as(asker), domain.RemoveSodRuleInput{Rule: "SOD-007", Reason: "Again.", IdempotencyKey: h.key("drop")})
	refused(t, err, domain.CodeNotFound)
}

func TestSaveSodRule_AddsOneOfACustomer(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := domain.RuleInput{
		Key: "KV-001", Name: "View / post", Why: "For the test.", Process: "procure to pay", Risk: domain.RiskHigh, Mode: domain.DutyPrevent,
		Span: domain.SpanObject, Left: []domain.Action{domain.EditSupplier}, Right: []domain.Action{domain.RecordReceipt}, Control: "Nobody does both.",
	}
	c, err := h.saveRule(in)
	require.NoError(t, err)
	require.True(t, c.Preview.Blocked(), "the stewards hold both")
	_, err = h.service.DecideAccessChange(h.as(approver), h.verdict(c, domain.DecideApprove))
	require.Equal(t, "KV-001", refused(t, err, domain.CodeDutyConflict).Details["rule"])
	in.Mode = domain.DutyDetect
	c, err = h.saveRule(in)
	require.NoError(t, err)
	h.agree(c)
	require.Equal(t, domain.DutyDetect, h.rule("KV-001").Mode)
	in.Why = ""
	_, err = h.saveRule(in)
	require.Equal(t, "rule.why", refused(t, err, domain.CodeInvalid).Field)
}
