package workflow_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// sequenced waits until every event has its position in the log.
func (h *house) sequenced() {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	done := make(chan struct{})
	go func() { h.service.Sequence(ctx); close(done) }()
	require.Eventually(h.t, func() bool { return value[int](h, `SELECT count(*)::int FROM event_pending`) == 0 }, time.Minute, 20*time.Millisecond)
	cancel()
	<-done
}

// adviser lets clerks decide advice.
func (h *house) adviser() {
	h.t.Helper()
	h.exec(`UPDATE role SET actions = array_append(actions, 'ADVICE_DECIDE') WHERE key = 'ap_clerk'`)
	h.exec(`UPDATE world SET authz = authz + 1`)
}

// unbooked is an invoice of which nobody has said where it is booked; the supplier has no account agreed.
func (h *house) unbooked() *domain.Invoice {
	h.t.Helper()
	h.exec(`UPDATE supplier SET default_account = '' WHERE id = $1`, h.supplier().UUID)
	ctx, in := h.input(bill{})
	in.Lines[0].AccountID = nil
	item, err := h.service.CreateInvoice(ctx, in)
	require.NoError(h.t, err)
	return h.invoice(item.Invoice)
}

func (h *house) answering(r *domain.Recommendation, what domain.AdviceDecision) domain.DecideAdviceInput {
	return domain.DecideAdviceInput{ID: r.ID, Version: r.Version, Decision: what, IdempotencyKey: h.key("advice")}
}

func TestAdvice_LearnsFromApprovalsAndSuggestsWhereALineIsBooked(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	first := h.unbooked()
	require.Equal(t, domain.ZoneHuman, first.Lines[0].Advice.Zone, "nothing was learned yet, and the invoice is taken in all the same")
	for range 4 {
		h.post(h.approve(h.enter(bill{})))
	}
	require.Equal(t, 4, value[int](h, `SELECT count(*)::int FROM label WHERE source = 'APPROVED' AND account = '5000'`))
	h.sequenced()
	n, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Equal(t, 4, n)
	n, err = h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Zero(t, n, "what was learned is not learned again")

	inv := h.unbooked()
	r := inv.Lines[0].Advice
	require.Equal(t, "5000", r.Action.AccountCode)
	require.Equal(t, domain.ZoneSuggest, r.Zone, r.Threshold.Why)
	require.NotEmpty(t, r.Explanation.Reasons)
	require.Empty(t, inv.Lines[0].AccountCode, "it suggests and does not book")
	route := inv.Route

	in := h.answering(r, domain.AcceptAdvice)
	_, err = h.service.DecideAdvice(h.as("ulrike.hagenau"), in)
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.DecideAdvice(h.as("mathis.delorieux"), in)
	refused(t, err, domain.CodeNotFound)
	done, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
	require.NoError(t, err)
	again, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
	require.NoError(t, err)
	require.Equal(t, done, again, "a retry is answered, not done")
	inv = h.invoice(inv.ID)
	require.Equal(t, "5000", inv.Lines[0].AccountCode)
	require.Equal(t, h.person("jana.koehlert"), inv.EditedBy, "who accepts has coded, and approves no more")
	require.Len(t, inv.Route.Steps, len(route.Steps))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM decision WHERE invoice_id = $1`, inv.ID.UUID), "accepting approves nothing")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM label WHERE invoice_id = $1 AND source = 'ACCEPTED'`, inv.ID.UUID))
	_, err = h.service.DecideAdvice(h.as("emre.tasdemir"), func() domain.DecideAdviceInput { i := h.answering(r, domain.AcceptAdvice); i.Version++; return i }())
	require.Equal(t, domain.AdviceAccepted, refused(t, err, domain.CodeWrongState).Details["state"])
	h.post(h.approve(inv))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM label WHERE invoice_id = $1`, inv.ID.UUID), "what was confirmed already is not confirmed twice")
	h.clean()
}

func TestUndoDecision_AnApprovalTakenBackTaughtNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	labels := func(inv *domain.Invoice) int {
		return value[int](h, `SELECT count(*)::int FROM label WHERE invoice_id = $1`, inv.ID.UUID)
	}
	inv := h.decide(h.enter(bill{}), "ulrike.hagenau", domain.DecideApprove)
	require.Equal(t, domain.StatePosting, inv.State)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	require.Zero(t, labels(inv))
	inv = h.approve(h.invoice(inv.ID))
	require.Zero(t, labels(inv), "it may still be taken back")
	inv = h.post(inv)
	require.Equal(t, 1, labels(inv))
	require.Equal(t, h.person("ulrike.hagenau"), value[domain.UUID](h, `SELECT person_id FROM label WHERE invoice_id = $1`, inv.ID.UUID), "who approved it said so, whoever posted it")
	require.Equal(t, "invoice.posted", value[string](h, `SELECT e.kind FROM label l JOIN event e ON e.entity_id = l.entity_id AND e.id = l.event WHERE l.invoice_id = $1`, inv.ID.UUID))
	h.clean()
}

func TestTendControls_AdviceThatNobodyDecidedRunsOutOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	inv := h.enter(bill{net: 4_000_00})
	doubt := func(invoice domain.UUID) {
		h.exec(`INSERT INTO recommendation (entity_id, id, version, use, invoice_id, line, round, zone, state, confidence, risk_minor, model, action, threshold, explanation, made_at, expires_at, event)
			SELECT 2, gen_random_uuid(), 1, 'SUPPLIER_MISMATCH', $1, 0, 1, 'SUGGEST', 'PROPOSED', 0.3, 400000, 'm', '{"kind":"CHECK_SUPPLIER","label":"Check","effect":[]}', '{}',
				'{"summary":"Another name.","reasons":[]}', $2, $3, gen_random_uuid()`, invoice, h.now(), h.now().Add(time.Hour))
	}
	doubt(inv.ID.UUID)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.AdviceProposed, h.invoice(inv.ID).Advice[0].State, "it is not over yet")
	h.later(time.Hour)
	for range 2 {
		require.NoError(t, h.service.TendControls(t.Context()))
	}
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.AdviceExpired, inv.Advice[0].State)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND kind = 'advice.expired'`, inv.ID.UUID))
	require.InDelta(t, domain.UsualChance, value[float64](h, `SELECT max(chance)::float8 FROM inbox WHERE task_id IN (SELECT id FROM task WHERE invoice_id = $1)`, inv.ID.UUID), 1e-6)
	_, err := h.service.DecideAdvice(h.as("jana.koehlert"), h.answering(inv.Advice[0], domain.AcceptAdvice))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "run out")
	h.clean()
}

func TestDecideAdvice_WhatAPersonBookedOtherwiseIsNotToldThemAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	for range 6 {
		h.post(h.approve(h.enter(bill{})))
	}
	h.sequenced()
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	inv := h.unbooked()
	r := inv.Lines[0].Advice
	require.Equal(t, "5000", r.Action.AccountCode)
	in := h.answering(r, domain.EditAdvice)
	feedback := domain.FeedbackBusinessChange
	in.EditedTo, in.Feedback = &domain.EditedAdviceInput{AccountID: h.account("DE01", "5300")}, &feedback
	_, err = h.service.DecideAdvice(h.as("jana.koehlert"), in)
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, "5300", inv.Lines[0].AccountCode)
	require.Equal(t, r.ID, inv.Lines[0].Advice.ID)
	require.Equal(t, domain.AdviceEdited, inv.Lines[0].Advice.State)
	h.clean()
}

func TestAdvice_ACheckpointAndTheLogAfterItAreTheSameModel(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for range 3 {
		h.post(h.approve(h.enter(bill{})))
	}
	h.sequenced()
	require.NoError(t, h.service.KeepModels(h.system("clock")))
	require.NoError(t, h.service.KeepModels(h.system("clock")), "nothing new is kept once")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM model_version`))
	for range 2 {
		h.post(h.approve(h.enter(bill{net: 2_000_00})))
	}
	h.sequenced()
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	reborn := h.another() // a process that has nothing but the checkpoint and the log
	n, err := reborn.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Equal(t, 2, n)
	want, err := h.service.MindBytes(h.entity("DE01"))
	require.NoError(t, err)
	got, err := reborn.MindBytes(h.entity("DE01"))
	require.NoError(t, err)
	require.Equal(t, want, got)
	h.exec(`UPDATE model_version SET content = '\x00'`)
	anew := h.another() // a damaged checkpoint costs time and nothing else
	n, err = anew.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Equal(t, 5, n)
	got, err = anew.MindBytes(h.entity("DE01"))
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestDecideAdvice_AgainstAResubmissionOneOfThemWins(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	for range 3 {
		h.post(h.approve(h.enter(bill{})))
	}
	h.sequenced()
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	for n := range 6 {
		inv := h.unbooked()
		r := inv.Lines[0].Advice
		due := domain.DateOf(h.now()).AddDays(40 + n)
		var decided, resubmitted error
		var both sync.WaitGroup
		both.Go(func() {
			_, decided = h.service.DecideAdvice(h.as("jana.koehlert"), h.answering(r, domain.AcceptAdvice))
		})
		both.Go(func() {
			_, resubmitted = h.service.UpdateInvoice(h.as("emre.tasdemir"), domain.UpdateInvoiceInput{ID: inv.ID, Version: inv.Version, DueOn: &due, Reason: "Agreed anew.", IdempotencyKey: fmt.Sprint("update-", inv.ID)})
		})
		both.Wait()
		require.True(t, decided == nil || resubmitted == nil, "%v, %v", decided, resubmitted)
		if decided != nil {
			require.Contains(t, []domain.Code{domain.CodeStale, domain.CodeWrongState}, domain.CodeOf(decided))
		}
		inv = h.invoice(inv.ID)
		require.Equal(t, decided == nil, inv.Lines[0].AccountCode == "5000", "what was superseded books nothing")
		require.LessOrEqual(t, value[int](h, `SELECT count(*)::int FROM recommendation WHERE invoice_id = $1 AND state IN ('PROPOSED', 'AUTO_APPLIED')`, inv.ID.UUID), 1)
	}
	h.clean()
}

func TestInbox_StandsInTheOrderOfWhatWaitingLoses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	small, large := h.enter(bill{net: 1_200_00}), h.enter(bill{net: 4_000_00})
	rank := []*domain.SortInput{{Field: "rank", Direction: domain.Descending}}
	list := func() []*domain.Task {
		page, err := h.service.Inbox(h.as("ulrike.hagenau"), domain.TaskFilter{}, workflow.List{Sort: rank, Page: domain.PageRequest{First: 20}, Parts: ^workflow.Parts(0), Counted: true})
		require.NoError(t, err)
		require.Equal(t, len(page.Items), page.Total.Value)
		return page.Items
	}
	tasks := list()
	require.Len(t, tasks, 2)
	require.Equal(t, large.ID, tasks[0].Subject.ID, "more is at stake")
	require.Greater(t, tasks[0].Rank.Score.Minor, tasks[1].Rank.Score.Minor, "the order of the database is that of the sum")
	require.NotEmpty(t, tasks[0].Rank.Reasons)
	_, err := h.service.PinTask(h.as("ulrike.hagenau"), domain.PinTaskInput{ID: tasks[1].ID, Pinned: true, IdempotencyKey: h.key("pin")})
	require.NoError(t, err)
	tasks = list()
	require.Equal(t, small.ID, tasks[0].Subject.ID)
	require.True(t, tasks[0].Rank.Pinned)
	_, err = h.service.PinTask(h.as("jana.koehlert"), domain.PinTaskInput{ID: tasks[1].ID, Pinned: true, IdempotencyKey: h.key("pin")})
	refused(t, err, domain.CodeNotFound)
}
