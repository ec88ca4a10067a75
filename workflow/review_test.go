package workflow_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// campaign is an access review over some roles, as Dagmar Wesseling starts it.
func (h *house) campaign(roles ...string) domain.StartReviewInput {
	return domain.StartReviewInput{Name: "Second half of the year", DueAt: h.now().Add(14 * 24 * time.Hour), Roles: roles, IdempotencyKey: h.key("review")}
}

// started starts a campaign and reads it.
func (h *house) started(in domain.StartReviewInput) *domain.AccessReview {
	h.t.Helper()
	done, err := h.service.StartAccessReview(h.as(approver), in)
	require.NoError(h.t, err)
	return h.review(done.Review)
}

// review reads a campaign as who started it.
func (h *house) review(id domain.ID) *domain.AccessReview {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(approver), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.AccessReview)
}

// lines are a campaign's by the holder's name.
func (h *house) lines(ctx context.Context, r *domain.AccessReview) map[string]*domain.ReviewItem {
	h.t.Helper()
	page, err := h.service.ReviewItems(ctx, r, domain.ReviewItemFilter{}, list(100))
	require.NoError(h.t, err)
	found := map[string]*domain.ReviewItem{}
	for _, item := range page.Items {
		found[value[string](h, `SELECT name FROM person WHERE id = $1`, item.Grant.Person)] = item
	}
	return found
}

// line is an answer to a line as it stands.
func line(item *domain.ReviewItem, decision domain.ReviewDecision, reason string, stay ...domain.ID) *domain.ReviewAnswerInput {
	return &domain.ReviewAnswerInput{ID: item.ID, Version: item.Version, Decision: decision, Reason: &reason, NarrowTo: stay}
}

// answer decides lines and returns what became of each.
func (h *house) answer(local string, lines ...*domain.ReviewAnswerInput) []workflow.BulkRow {
	h.t.Helper()
	rows, err := h.service.DecideReviewItems(h.as(local), domain.DecideReviewInput{Items: lines, IdempotencyKey: h.key("answer")})
	require.NoError(h.t, err)
	return rows
}

func TestStartAccessReview_AsksTheManagerWithUses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.approve(h.enter(bill{}))
	in := h.campaign("ap_clerk")
	in.EntityIDs = []domain.ID{domain.EntityNode(h.entity("DE01"))}
	r := h.started(in)
	require.Equal(t, "AP clerk, in DE01", r.ScopeText)
	require.Equal(t, domain.ReviewProgress{Lines: 2}, r.Progress)
	lines := h.lines(h.as(approver), r)
	emre, jana := lines["Emre Taşdemir"], lines["Jana Köhlert"]
	require.Equal(t, "Dieter Moosbrugger", emre.Reviewer.Name)
	require.Equal(t, "manager of Emre Taşdemir", emre.Via)
	require.Equal(t, 1, emre.Uses, "entering is one act, whatever follows from it")
	require.WithinDuration(t, h.now(), *emre.LastUsedAt, time.Minute)
	require.Zero(t, jana.Uses)
	require.Nil(t, jana.LastUsedAt)
	require.Equal(t, "ap_clerk", emre.Grant.Role)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM duty_use WHERE rule = 'SOD-037' AND side = 'R' AND chain IN ($1, $2)`, emre.ID.UUID, jana.ID.UUID),
		"the holders stand where they are reviewed")
	require.Len(t, h.lines(h.as("dieter.moosbrugger"), r), 2, "the reviewer sees what is asked of him")
	require.Empty(t, h.lines(h.as("yildiz.ackermann"), r))
	h.clean()
}

func TestStartAccessReview_AsksTheOwnerOfTheRoleAndNeverTheHolder(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.exec(`UPDATE role SET owner = $1 WHERE key = 'internal_control'`, h.person(approver))
	h.exec(`UPDATE world SET authz = authz + 1`)
	in, owner := h.campaign("internal_control"), domain.ReviewByOwner
	in.AskFirst = &owner
	lines := h.lines(h.as(approver), h.started(in))
	require.Equal(t, "Dagmar Wesseling", lines["Beatrix Amsholt"].Reviewer.Name)
	require.Equal(t, "owner of the role Internal control", lines["Beatrix Amsholt"].Via)
	require.Equal(t, "Beatrix Amsholt", lines["Dagmar Wesseling"].Reviewer.Name, "her own line goes to her manager")
	astrid := h.lines(h.as(approver), h.started(h.campaign("managing_director")))["Astrid Lindqvarn"]
	require.Equal(t, "Dagmar Wesseling", astrid.Reviewer.Name, "who has no manager is certified by who started it")
	h.clean()
}

func TestStartAccessReview_Refuses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, c := range map[string]struct {
		as   context.Context
		code domain.Code
	}{
		"who certifies for some alone": {h.as("dieter.moosbrugger"), domain.CodeForbidden},
		"who audits":                   {h.as("marit.holvaag"), domain.CodeForbidden},
		"the clock":                    {h.system("clock"), domain.CodeForbidden},
		"nobody":                       {t.Context(), domain.CodeUnauthenticated},
	} {
		_, err := h.service.StartAccessReview(c.as, h.campaign("ap_clerk"))
		require.Equal(t, c.code, domain.CodeOf(err), name)
	}
	bad := h.campaign("ap_clerk", "chief_of_everything")
	bad.Name, bad.DueAt, bad.EntityIDs = "x", h.now(), []domain.ID{domain.EntityNode(77)}
	_, err := h.service.StartAccessReview(h.as(approver), bad)
	var fields []string
	for _, v := range refused(t, err, domain.CodeInvalid).Details["violations"].([]domain.Violation) {
		fields = append(fields, v.Field)
	}
	require.Equal(t, []string{"name", "dueAt", "roles[1]", "entityIds[0]"}, fields)
	_, err = h.service.StartAccessReview(h.as(approver), h.campaign("emergency_poster"))
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "this scope holds 0")
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM access_review`), "those that the demo group comes with")
}

func TestDecideReviewItems_KeepsRevokesAndNarrowsEachByItself(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.exec(`UPDATE role_grant SET entities = '{2,3}' WHERE person_id = $1 AND role_key = 'ap_clerk'`, h.person("jana.koehlert"))
	h.exec(`UPDATE world SET authz = authz + 1`)
	in := h.campaign("ap_clerk")
	in.EntityIDs = []domain.ID{domain.EntityNode(2)}
	r := h.started(in)
	lines := h.lines(h.as(approver), r)
	emre, jana := lines["Emre Taşdemir"], lines["Jana Köhlert"]
	stale := line(jana, domain.ReviewKeep, "")
	stale.Version++
	rows := h.answer("dieter.moosbrugger", line(emre, domain.ReviewRevoke, ""), stale, line(jana, domain.ReviewNarrow, "France has a clerk.", domain.EntityNode(7)),
		&domain.ReviewAnswerInput{ID: domain.ID{Kind: domain.NodeReviewItem, Entity: 2, UUID: domain.UUIDOf("none")}, Decision: domain.ReviewKeep})
	codes := []domain.Code{}
	for _, row := range rows {
		codes = append(codes, row.Refusal.Code)
	}
	require.Equal(t, []domain.Code{domain.CodeInvalid, domain.CodeStale, domain.CodeInvalid, domain.CodeNotFound}, codes)
	require.Equal(t, "reason", rows[0].Refusal.Field)

	rows = h.answer("dieter.moosbrugger", line(emre, domain.ReviewRevoke, "Moved to logistics."), line(jana, domain.ReviewNarrow, "France has a clerk.", domain.EntityNode(2)))
	for _, row := range rows {
		require.Nil(t, row.Refusal, "%+v", row)
	}
	require.False(t, h.may("emre.tasdemir", domain.EnterInvoice), "in the same transaction")
	require.True(t, h.may("jana.koehlert", domain.EnterInvoice))
	fr := domain.EntityNode(3)
	answers, err := h.service.Permits(h.as("jana.koehlert"), []domain.Action{domain.EnterInvoice}, &fr)
	require.NoError(t, err)
	require.False(t, answers[0].Allowed)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM role_grant WHERE change_id = $1 AND requested_by = $2 AND approved_by = $3`,
		r.ID.UUID, h.person(approver), h.person("dieter.moosbrugger")))
	lines = h.lines(h.as(approver), r)
	require.True(t, lines["Emre Taşdemir"].Applied())
	require.Nil(t, lines["Emre Taşdemir"].VerifiedAt, "nobody has looked again yet")
	require.Equal(t, []domain.EntityID{2}, lines["Jana Köhlert"].NarrowedTo)

	h.tend()
	lines = h.lines(h.as(approver), r)
	require.NotNil(t, lines["Emre Taşdemir"].VerifiedAt)
	require.NotNil(t, lines["Jana Köhlert"].VerifiedAt)
	require.Equal(t, domain.ReviewClosed, h.review(r.ID).State, "every line is decided")
	row := h.answer("dieter.moosbrugger", line(lines["Emre Taşdemir"], domain.ReviewKeep, ""))[0]
	require.Equal(t, domain.CodeWrongState, row.Refusal.Code)
	h.clean()
}

func TestDecideReviewItems_RefusesTheHolderAndWhoIsNotAsked(t *testing.T) {
	t.Parallel()
	h := setup(t)
	r := h.started(h.campaign("internal_control"))
	dagmar := h.lines(h.as(approver), r)["Dagmar Wesseling"]
	require.Equal(t, "Beatrix Amsholt", dagmar.Reviewer.Name)
	row := h.answer(approver, line(dagmar, domain.ReviewKeep, ""))[0]
	require.Equal(t, domain.CodeDutyConflict, row.Refusal.Code)
	require.Equal(t, "SOD-037", row.Refusal.Details["rule"])
	_, err := h.pool.AsApp(t).Exec(t.Context(), `UPDATE access_review_item SET decision = 'KEEP', decided_by = person_id, decided_at = now() WHERE id = $1`, dagmar.ID.UUID)
	require.ErrorContains(t, err, "access_review_not_own")

	clerks := h.campaign("ap_clerk")
	clerks.EntityIDs = []domain.ID{domain.EntityNode(2)}
	other := h.started(clerks)
	emre := h.lines(h.as(approver), other)["Emre Taşdemir"]
	row = h.answer(approver, line(emre, domain.ReviewKeep, ""))[0]
	require.Equal(t, domain.CodeForbidden, row.Refusal.Code, "Dieter Moosbrugger is asked")
	require.Equal(t, domain.CodeNotFound, h.answer("yildiz.ackermann", line(emre, domain.ReviewKeep, ""))[0].Refusal.Code)
	can, err := h.service.CanReviewItem(h.as(approver), emre, nil)
	require.NoError(t, err)
	require.Equal(t, row.Refusal.Message, can[0].Reasons[0].Message)

	h.exec(`UPDATE role_grant SET valid_to = now() WHERE person_id = $1 AND role_key = 'access_reviewer'`, h.person("dieter.moosbrugger"))
	h.exec(`UPDATE world SET authz = authz + 1`)
	row = h.answer("dieter.moosbrugger", line(emre, domain.ReviewKeep, ""))[0]
	require.Equal(t, domain.CodeForbidden, row.Refusal.Code, "to be asked is not to have the right")
	require.Contains(t, row.Refusal.Message, "Access reviewer")
	require.Nil(t, h.answer(approver, line(emre, domain.ReviewKeep, ""))[0].Refusal, "somebody must answer for who may no longer")
	_, err = h.service.DecideReviewItems(h.as(approver), domain.DecideReviewInput{IdempotencyKey: h.key("answer")})
	refused(t, err, domain.CodeInvalid)
}

func TestAccessReview_RevokesWhatNobodyAnsweredAndKeepsTheEvidence(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.campaign("ap_clerk")
	in.EntityIDs = []domain.ID{domain.EntityNode(2)}
	in.Name = "=HYPERLINK(\"clerks\")"
	r := h.started(in)
	lines := h.lines(h.as(approver), r)
	require.Nil(t, h.answer("dieter.moosbrugger", line(lines["Jana Köhlert"], domain.ReviewKeep, "=1+1"))[0].Refusal)
	h.tend()
	require.Equal(t, domain.ReviewOpen, h.review(r.ID).State)
	h.later(14*24*time.Hour + time.Minute)
	row := h.answer("dieter.moosbrugger", line(lines["Emre Taşdemir"], domain.ReviewKeep, ""))[0]
	require.Contains(t, row.Refusal.Message, "deadline")
	require.True(t, h.may("emre.tasdemir", domain.EnterInvoice))
	h.tend()
	require.False(t, h.may("emre.tasdemir", domain.EnterInvoice))
	h.tend()
	h.tend()
	r = h.review(r.ID)
	require.Equal(t, domain.ReviewClosed, r.State)
	require.Equal(t, domain.ReviewProgress{Lines: 2, Decided: 2, Kept: 1, Revoked: 1, Lapsed: 1, Applied: 1, Verified: 1}, r.Progress)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'review.lapsed' AND actor_name = 'clock' AND data->>'review' = $1`, r.ID.UUID.String()))

	require.Len(t, r.Evidence, 2)
	file, table, err := h.service.File(h.as("marit.holvaag"), r.Evidence[0].ID)
	require.NoError(t, err)
	cells, err := csv.NewReader(strings.NewReader(string(table))).ReadAll()
	require.NoError(t, err)
	require.Len(t, cells, 3)
	require.Contains(t, string(table), "'=1+1", "safe to open in a spreadsheet")
	_, text, err := h.service.File(h.as("marit.holvaag"), r.Evidence[1].ID)
	require.NoError(t, err)
	var manifest struct {
		Rows, Kept, Revoked, Unanswered, Verified int
		SHA256                                    map[string]string
		LogPosition                               *int64 `json:"log_position"`
	}
	require.NoError(t, json.Unmarshal(text, &manifest))
	require.Equal(t, []int{2, 1, 1, 1, 1}, []int{manifest.Rows, manifest.Kept, manifest.Revoked, manifest.Unanswered, manifest.Verified})
	require.Equal(t, file.SHA256, manifest.SHA256[file.Name])
	require.NotNil(t, manifest.LogPosition)
	_, _, err = h.service.File(h.as("greta.sundermoor"), r.Evidence[0].ID)
	refused(t, err, domain.CodeNotFound)
	h.tend()
	require.Equal(t, r.Version, h.review(r.ID).Version)
	h.clean()
}

func TestVerifyRevocations_OpensACaseForWhatIsStillThere(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.campaign("ap_clerk")
	in.EntityIDs = []domain.ID{domain.EntityNode(2)}
	r := h.started(in)
	emre := h.lines(h.as(approver), r)["Emre Taşdemir"]
	require.Nil(t, h.answer("dieter.moosbrugger", line(emre, domain.ReviewRevoke, "Moved to logistics."))[0].Refusal)
	h.exec(`UPDATE role_grant SET valid_to = NULL WHERE id = $1 AND recorded_to IS NULL`, emre.Grant.ID) // behind the program's back
	h.exec(`UPDATE world SET authz = authz + 1`)
	h.tend()
	h.tend()
	require.Nil(t, h.lines(h.as(approver), r)["Emre Taşdemir"].VerifiedAt)
	page, err := h.service.Cases(h.as(approver), domain.CaseFilter{Category: []string{domain.CaseAccess}}, list(10), false)
	require.NoError(t, err)
	require.Len(t, page.Items, 1, "one case, however often the clock looks")
	require.Equal(t, h.person("emre.tasdemir"), page.Items[0].AboutID)
	require.Equal(t, domain.EntityID(2), page.Items[0].ID.Entity)

	h.exec(`UPDATE role_grant SET valid_to = recorded_from WHERE id = $1 AND recorded_to IS NULL`, emre.Grant.ID)
	h.exec(`UPDATE world SET authz = authz + 1`)
	h.tend()
	require.NotNil(t, h.lines(h.as(approver), r)["Emre Taşdemir"].VerifiedAt)
}

func TestSweepDaily_OpensOneCaseForEachBrokenRule(t *testing.T) {
	t.Parallel()
	h := setup(t)
	sweep := func() { require.NoError(t, h.service.SweepDaily(h.system("clock"))) }
	sweep()
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'sweep'`))
	require.Contains(t, value[string](h, `SELECT text FROM event WHERE kind = 'sweep.finished'`), "all hold")
	inv := h.approve(h.enter(bill{}))
	h.exec(`UPDATE invoice SET entered_by = (SELECT actor_id FROM decision WHERE invoice_id = $1 LIMIT 1) WHERE id = $1`, inv.ID.UUID)
	sweep()
	sweep()
	page, err := h.service.Cases(h.as(approver), domain.CaseFilter{Category: []string{domain.CaseSweep}}, list(10), false)
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	c := page.Items[0]
	require.Equal(t, "1 row: who entered or changed an invoice has not approved it", c.Title)
	require.Contains(t, c.Evidence, inv.ID.UUID.String())
	require.NotNil(t, c.Owner)
	require.Equal(t, 1, c.Version, "what is the same is not written again")

	_, err = h.service.ResolveCase(h.as(approver), h.resolving(c, "EXPLAINED"))
	require.NoError(t, err)
	sweep()
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'sweep'`), "what is found after it was resolved is a case anew")
	require.Equal(t, 4, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'sweep.finished'`))
}
