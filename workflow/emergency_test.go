package workflow_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// Noor Veldmans is on call; Dagmar Wesseling and Beatrix Amsholt decide on emergency access and review it.
const onCall = "noor.veldmans"

// override asks for a bundle as Noor Veldmans does.
func (h *house) override(bundle string) domain.UseOverrideInput {
	return domain.UseOverrideInput{Bundle: bundle, Ticket: "INC-20931", Reason: "The ledger refuses postings of the month end.", Minutes: 45,
		IdempotencyKey: h.key("override")}
}

// emergency asks for emergency access and reads it.
func (h *house) emergency(local string, in domain.UseOverrideInput) *domain.EmergencySession {
	h.t.Helper()
	done, err := h.service.UseOverride(h.as(local), in)
	require.NoError(h.t, err)
	return h.session(done.Session)
}

// session reads emergency access as who reviews it.
func (h *house) session(id domain.ID) *domain.EmergencySession {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(approver), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.EmergencySession)
}

// deciding is a decision on a session as it stands.
func (h *house) deciding(s *domain.EmergencySession, outcome domain.DecisionKind, comment string) domain.DecideEmergencyInput {
	in := domain.DecideEmergencyInput{ID: s.ID, Version: s.Version, Outcome: outcome, IdempotencyKey: h.key("decide")}
	if comment != "" {
		in.Comment = &comment
	}
	return in
}

// activated asks for emergency access and has it approved.
func (h *house) activated(local string, in domain.UseOverrideInput) *domain.EmergencySession {
	h.t.Helper()
	s := h.emergency(local, in)
	if s.State == domain.EmergencyActive {
		return s
	}
	_, err := h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideApprove, ""))
	require.NoError(h.t, err)
	return h.session(s.ID)
}

// ended ends emergency access by hand.
func (h *house) ended(local string, s *domain.EmergencySession) *domain.EmergencySession {
	h.t.Helper()
	_, err := h.service.EndEmergency(h.as(local), act(s.ID, s.Version, ""))
	require.NoError(h.t, err)
	return h.session(s.ID)
}

// tend lets the clock look around.
func (h *house) tend() {
	h.t.Helper()
	require.NoError(h.t, h.service.TendControls(h.system("clock")))
}

// calls gives somebody the right to use emergency access.
func (h *house) calls(local string) {
	h.t.Helper()
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES (gen_random_uuid(), $1, 'on_call', '{0}', '2020-01-01')`, h.person(local))
	h.exec(`UPDATE world SET authz = authz + 1`)
}

func TestUseOverride_WaitsForASecondPersonAndEndsWithItsTime(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.emergency(onCall, h.override("posting_recovery"))
	require.Equal(t, domain.EmergencyRequested, s.State)
	require.Empty(t, s.Conflicts)
	require.False(t, h.may(onCall, domain.PostInvoice), "asking gives nothing")
	_, err := h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideApprove, "As told on the phone."))
	require.NoError(t, err)
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyActive, s.State)
	require.Equal(t, "Dagmar Wesseling", s.DecidedBy.Name)
	require.Nil(t, s.Review, "there is nothing to review yet")
	require.True(t, h.may(onCall, domain.PostInvoice))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM role_grant WHERE emergency = 'INC-20931' AND requested_by = $1 AND approved_by = $2
		AND valid_to = valid_from + interval '45 minutes' AND change_id = $3`, h.person(onCall), h.person(approver), s.ID.UUID))

	h.later(46 * time.Minute)
	require.False(t, h.may(onCall, domain.PostInvoice), "the gate ends it, whether or not the clock has looked")
	h.tend()
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyEnded, s.State)
	require.Equal(t, *s.EndsAt, *s.EndedAt)
	require.True(t, s.Empty())
	require.Zero(t, s.Score)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM role_grant WHERE emergency <> '' AND recorded_to IS NULL`), "it is out of the rulebook")
	require.Equal(t, "Dagmar Wesseling", s.Review.Owner.Name)
	require.Equal(t, h.person(onCall), s.Review.AboutID)
	require.Contains(t, s.Review.Title, "nothing was done")
	h.tend()
	require.Equal(t, s.Version, h.session(s.ID).Version, "another look changes nothing")
	require.Equal(t, "emergency.requested emergency.activated rulebook.revised emergency.ended rulebook.revised",
		value[string](h, `SELECT string_agg(kind, ' ' ORDER BY id) FROM event WHERE subject_id = $1`, s.ID.UUID))
	h.clean()
}

func TestUseOverride_IsAtOnceWithNoticeForAnInstantBundle(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.override("invoice_desk")
	s := h.emergency(onCall, in)
	require.Equal(t, domain.EmergencyActive, s.State)
	require.True(t, s.DecidedID.IsZero())
	require.True(t, h.may(onCall, domain.EnterInvoice))
	require.Equal(t, "Beatrix Amsholt", s.Review.Owner.Name, "the controller has it before her at once")
	mine := true
	page, err := h.service.Cases(h.as("beatrix.amsholt"), domain.CaseFilter{Mine: &mine, State: []domain.CaseState{domain.CaseOpen}}, list(10), false)
	require.NoError(t, err)
	require.Equal(t, s.Review.Key, page.Items[0].Key)
	again, err := h.service.UseOverride(h.as(onCall), in)
	require.NoError(t, err)
	require.Equal(t, s.ID, again.Session, "a repeat is answered the same")
	s = h.ended(onCall, s)
	require.Equal(t, s.Review.Key, page.Items[0].Key, "and it is the same case that is reviewed")
	require.False(t, h.may(onCall, domain.EnterInvoice))
	h.clean()
}

func TestUseOverride_WaitsWhenAnInstantBundleWouldCompleteAConflict(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.calls("ulrike.hagenau") // who approves
	s := h.emergency("ulrike.hagenau", h.override("invoice_desk"))
	require.Equal(t, domain.EmergencyRequested, s.State)
	require.Contains(t, s.Conflicts, "SOD-009")
	_, err := h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideApprove, "She enters and does not approve."))
	require.NoError(t, err)
	require.Equal(t, domain.EmergencyActive, h.session(s.ID).State)
	require.True(t, h.may("ulrike.hagenau", domain.EnterInvoice))
}

func TestUseOverride_Refuses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.UseOverride(h.as("jana.koehlert"), h.override("invoice_desk"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.UseOverride(h.system("clock"), h.override("invoice_desk"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.UseOverride(h.as("rainer.ostkamp"), h.override("invoice_desk"))
	refused(t, err, domain.CodeUnauthenticated)
	_, err = h.service.UseOverride(h.as(onCall), h.override("keys_of_the_house"))
	require.Equal(t, "bundle", refused(t, err, domain.CodeNotFound).Field)
	bad := h.override("invoice_desk")
	bad.Ticket, bad.Reason, bad.Minutes = "?", "urgent", 61
	_, err = h.service.UseOverride(h.as(onCall), bad)
	var fields []string
	for _, v := range refused(t, err, domain.CodeInvalid).Details["violations"].([]domain.Violation) {
		fields = append(fields, v.Field)
	}
	require.Equal(t, []string{"ticket", "reason", "minutes"}, fields)

	h.emergency(onCall, h.override("posting_recovery"))
	_, err = h.service.UseOverride(h.as(onCall), h.override("invoice_desk"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "end that first")

	h.exec(`UPDATE role SET actions = actions || '{ROLE_GRANT}' WHERE key = 'emergency_approver'`)
	h.exec(`UPDATE world SET authz = authz + 1`)
	_, err = h.service.UseOverride(h.as("tilman.ruschke"), h.override("approver_cover"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "ROLE_GRANT", "no bundle gives what outlasts it")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM emergency_session WHERE state IN ('REQUESTED', 'ACTIVE')`))
}

func TestDecideEmergency_RefusesTheUserWhoMayNotAndWhatIsOver(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.emergency(onCall, h.override("posting_recovery"))
	yes := func(version int) domain.DecideEmergencyInput {
		in := h.deciding(s, domain.DecideApprove, "")
		in.Version = version
		return in
	}
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES (gen_random_uuid(), $1, 'internal_control', '{0}', '2020-01-01')`, h.person(onCall))
	h.exec(`UPDATE world SET authz = authz + 1`)
	for name, c := range map[string]struct {
		as      context.Context
		version int
		code    domain.Code
		rule    any
	}{
		"the user":         {h.as(onCall), s.Version, domain.CodeDutyConflict, "SOD-035"},
		"who audits":       {h.as("marit.holvaag"), s.Version, domain.CodeForbidden, nil},
		"who sees nothing": {h.as("jana.koehlert"), s.Version, domain.CodeNotFound, nil},
		"the clock":        {h.system("clock"), s.Version, domain.CodeNotFound, nil},
		"nobody":           {t.Context(), s.Version, domain.CodeUnauthenticated, nil},
		"an older version": {h.as(approver), s.Version + 1, domain.CodeStale, nil},
	} {
		_, err := h.service.DecideEmergency(c.as, yes(c.version))
		require.Equal(t, c.rule, refused(t, err, c.code).Details["rule"], name)
	}
	_, err := h.pool.AsApp(t).Exec(t.Context(), `UPDATE emergency_session SET decided_by = person_id WHERE id = $1`, s.ID.UUID)
	require.ErrorContains(t, err, "emergency_four_eyes", "the database refuses by itself")

	_, err = h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideReject, ""))
	require.Equal(t, "comment", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideReturn, "Ask again."))
	require.Equal(t, "outcome", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideReject, "It can wait for Monday."))
	require.NoError(t, err)
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyRefused, s.State)
	_, err = h.service.DecideEmergency(h.as("beatrix.amsholt"), h.deciding(s, domain.DecideApprove, ""))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.EndEmergency(h.as(onCall), act(s.ID, s.Version, ""))
	refused(t, err, domain.CodeWrongState)
	require.False(t, h.may(onCall, domain.PostInvoice))
	h.clean()
}

func TestDecideEmergency_LooksAgainAtWhoAsked(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.emergency(onCall, h.override("posting_recovery"))
	h.exec(`UPDATE role_grant SET valid_to = now() WHERE person_id = $1 AND role_key = 'on_call'`, h.person(onCall))
	h.exec(`UPDATE world SET authz = authz + 1`)
	_, err := h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideApprove, ""))
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "Noor Veldmans may no longer")
	h.later(25 * time.Hour)
	h.tend()
	s = h.session(s.ID)
	require.Equal(t, domain.EmergencyRefused, s.State, "what nobody decides falls away")
	require.True(t, s.DecidedID.IsZero())
	h.tend()
}

func TestEndEmergency_IsForTheUserAndForWhoCouldApproveIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	s := h.activated(onCall, h.override("posting_recovery"))
	_, err := h.service.EndEmergency(h.as("tilman.ruschke"), act(s.ID, s.Version, ""))
	refused(t, err, domain.CodeForbidden) // he audits, and decides on none
	s = h.ended("beatrix.amsholt", s)
	require.Equal(t, domain.EmergencyEnded, s.State)
	require.True(t, s.EndedAt.Before(*s.EndsAt))
	require.False(t, h.may(onCall, domain.PostInvoice))
	h.clean()
}
