package workflow_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func (h *house) leaving(local string) domain.PersonLeavesInput {
	h.t.Helper()
	return domain.PersonLeavesInput{UserID: h.user(local), Reason: "Takes another post.", IdempotencyKey: h.key("leave")}
}

// left records that somebody leaves at once, and asks others for what waits for them, as the queue would.
func (h *house) left(local string) *domain.Leaver {
	h.t.Helper()
	done, err := h.service.PersonLeaves(h.as(asker), h.leaving(local))
	require.NoError(h.t, err)
	require.Equal(h.t, 1, value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'settle_leaver' AND args->>'leaver' = $1`, done.Leaver.String()))
	require.NoError(h.t, h.service.SettleLeaver(h.t.Context(), domain.SettleLeaver{Leaver: done.Leaver}))
	return h.leaver(local)
}

// leaver is what the report says of somebody.
func (h *house) leaver(local string) *domain.Leaver {
	h.t.Helper()
	list, err := h.service.Leavers(h.as("marit.holvaag"), nil, nil)
	require.NoError(h.t, err)
	for _, l := range list {
		if l.Person == h.person(local) {
			return l
		}
	}
	h.t.Fatal(local + " was not recorded to leave")
	return nil
}

func TestPersonLeaves_EndsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.delegate("ulrike.hagenau", h.lent())
	in := h.lent()
	in.ToID = h.user("ulrike.hagenau")
	_, err := h.service.Delegate(h.as("dieter.moosbrugger"), in)
	require.Error(t, err, "it would be a chain")
	pending := h.requested(h.grantOf("ulrike.hagenau", "auditor"))
	done, err := h.service.SaveServiceAccount(h.as(asker), domain.SaveServiceAccountInput{
		Name: "gate-scale", OwnerID: h.user("ulrike.hagenau"), Until: h.now().AddDate(0, 6, 0), Role: "ap_clerk", EntityIds: []domain.ID{domain.EntityNode(2)},
		Reason: "Weighs what arrives.", IdempotencyKey: h.key("service"),
	})
	require.NoError(t, err)
	machine := h.agree(h.change(done)).Proposal.Service.Account
	asService := domain.WithActor(t.Context(), domain.Actor{Kind: domain.ActorService, ID: machine.ID, Name: machine.Name})
	_, err = h.service.CreateInvoice(asService, func() domain.CreateInvoiceInput { _, in := h.input(bill{}); return in }())
	require.NoError(t, err)

	h.enter(bill{})
	l := h.left("ulrike.hagenau")
	require.Equal(t, domain.LeaverCounts{Grants: 1, Delegations: 1, ServiceAccounts: 1, Changes: 1, Tasks: 1}, l.Ended)
	require.NotNil(t, l.RemovedAt)
	require.NotNil(t, l.LagSeconds())
	require.Zero(t, l.ActsAfter)
	_, err = h.service.Me(h.as("ulrike.hagenau"))
	refused(t, err, domain.CodeUnauthenticated)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM role_grant WHERE person_id = $1 AND recorded_to IS NULL AND (valid_to IS NULL OR valid_to > $2)`,
		h.person("ulrike.hagenau"), h.now()))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM delegation WHERE recorded_to IS NULL AND valid_to > $1`, h.now()))
	require.Equal(t, "VOID", value[string](h, `SELECT state FROM access_change WHERE id = $1`, pending.ID.UUID))
	_, err = h.service.CreateInvoice(asService, func() domain.CreateInvoiceInput { _, in := h.input(bill{}); return in }())
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "no longer works here")
	_, err = h.service.PersonLeaves(h.as(asker), h.leaving("ulrike.hagenau"))
	refused(t, err, domain.CodeWrongState)
	h.clean()
}

func TestPersonLeaves_AsksOthersByTheSameRule(t *testing.T) {
	t.Parallel()
	h := setup(t)
	open, pending := h.enter(bill{}), h.enter(bill{net: 6_000_00})
	require.Equal(t, "Ulrike Hagenau", step(open).Candidates[0].Name)
	pending = h.decide(pending, "ulrike.hagenau", domain.DecideApprove) // now Dieter Moosbrugger is asked
	third := h.enter(bill{net: 7_000_00})                               // Dieter's turn has not come
	require.Equal(t, 1, h.left("ulrike.hagenau").Ended.Tasks-1, "the step that waits, of each")
	open, third = h.invoice(open.ID), h.invoice(third.ID)
	require.Equal(t, "Klaus Brandhorst", step(open).Candidates[0].Name, "above the owner of the cost centre")
	require.Contains(t, step(open).Via, "Klaus Brandhorst, above the owner")
	require.Contains(t, h.inbox("klaus.brandhorst"), open.Number)
	require.Contains(t, value[string](h, `SELECT text FROM event WHERE kind = 'invoice.asked_anew' AND subject_id = $1`, open.ID.UUID), "Ulrike Hagenau left, so Klaus Brandhorst is asked now.")
	require.Equal(t, 1, open.Round, "what was approved of it stands")
	h.approve(open)

	// Nobody else is head of accounts payable: what he is asked for is held, where a person can see why.
	l := h.left("dieter.moosbrugger")
	require.Equal(t, []int{2, 2}, []int{l.Ended.Tasks, l.Ended.Unasked})
	for _, inv := range []*domain.Invoice{pending, third} {
		inv = h.invoice(inv.ID)
		require.Equal(t, domain.StateOnHold, inv.State)
		require.NotNil(t, waiting(inv, domain.TaskFixData))
		require.Contains(t, waiting(inv, domain.TaskFixData).Because, "nobody who holds it may approve this invoice")
	}
	require.NoError(t, h.service.SettleLeaver(t.Context(), domain.SettleLeaver{Leaver: l.ID}), "a repeat changes nothing")
	require.Equal(t, l.Version, h.leaver("dieter.moosbrugger").Version)
	h.clean()

	// Once somebody holds the role, it can be handed in again.
	h.granted(h.grantOf("henrik.steinkamp", "ap_approver"))
	held := h.invoice(pending.ID)
	_, err := h.service.SubmitInvoice(h.as("emre.tasdemir"), act(held.ID, held.Version, ""))
	require.NoError(t, err)
	require.Equal(t, domain.StateInReview, h.invoice(pending.ID).State)
}

func TestPersonLeaves_OpensACaseForATaskThatNobodyIsLeftFor(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{entity: "FR01", by: "mathis.delorieux", center: "-", net: 300_00})
	h.exec(`INSERT INTO task (entity_id, id, version, kind, state, invoice_id, round, via, because, candidates, created_at) VALUES ($1, $2, 1, 'FIX_DATA', 'READY', $3, $4, '', 'Mend it.', $5, now())`,
		inv.ID.Entity, domain.UUIDOf("mend"), inv.ID.UUID, inv.Round, []domain.UUID{h.person("mathis.delorieux")})
	h.exec(`INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at) VALUES ($1, gen_random_uuid(), $2, $3, 'FIX_DATA', now(), now())`,
		inv.ID.Entity, domain.UUIDOf("mend"), h.person("mathis.delorieux"))
	l := h.left("mathis.delorieux") // the only clerk of the French plant
	require.Equal(t, 1, l.Ended.Unasked)
	require.Equal(t, "OPEN", value[string](h, `SELECT state FROM control_case WHERE category = 'unasked'`))
	h.clean()
}

func TestPersonLeaves_HandsTheirCasesOn(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.exec(`UPDATE invoice SET entered_by = (SELECT actor_id FROM decision WHERE invoice_id = $1 LIMIT 1) WHERE id = $1`, inv.ID.UUID)
	require.NoError(t, h.service.SweepDaily(h.system("clock")))
	h.exec(`UPDATE control_case SET escalated_to = $1 WHERE state = 'OPEN'`, h.person("ulrike.hagenau"))
	page, err := h.service.Cases(h.as("marit.holvaag"), domain.CaseFilter{Category: []string{domain.CaseSweep}}, list(10), false)
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	found := page.Items[0]
	owner := func() string {
		return value[string](h, `SELECT coalesce(min(split_part(p.email, '@', 1)), '') FROM control_case c JOIN person p ON p.id = c.owner WHERE c.id = $1`, found.ID.UUID)
	}
	version := func() int { return value[int](h, `SELECT version FROM control_case WHERE id = $1`, found.ID.UUID) }
	first := owner()
	require.NotEmpty(t, first)

	require.Zero(t, h.left("ulrike.hagenau").Ended.Cases, "it was brought to her, and is another's")
	require.Equal(t, first, owner())
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM control_case WHERE escalated_to = $1 AND state = 'OPEN'`, h.person("ulrike.hagenau")), "the clock brings it to somebody else")
	h.later(8 * 24 * time.Hour)
	h.tend()
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.escalated' AND subject_id = $1`, found.ID.UUID))

	for n, who := 0, first; who != ""; who = owner() {
		if n++; n > 20 {
			t.Fatal("it goes round and round")
		}
		if who == asker { // who records that others leave is recorded to leave by an administrator
			h.holds("marcus.haldane", "admin")
			h.exec(`UPDATE role_grant SET entities = '{0}' WHERE person_id = $1 AND role_key = 'admin'`, h.person("marcus.haldane"))
		}
		was, name := version(), value[string](h, `SELECT name FROM person WHERE id = $1`, h.person(who))
		owned := value[int](h, `SELECT count(*)::int FROM control_case WHERE owner = $1 AND state = 'OPEN'`, h.person(who))
		l := h.left(who)
		require.Equal(t, owned, l.Ended.Cases)
		next := owner()
		require.NotEqual(t, who, next)
		require.Equal(t, was+1, version())
		text := value[string](h, `SELECT text FROM event WHERE kind = 'case.handed_on' AND subject_id = $1 ORDER BY at DESC, id DESC LIMIT 1`, found.ID.UUID)
		if next == "" {
			require.Equal(t, name+" left and nobody else could resolve "+found.Key+", so it has no owner.", text)
		} else {
			require.Equal(t, name+" left, so "+found.Key+" is for "+value[string](h, `SELECT name FROM person WHERE id = $1`, h.person(next))+" now.", text)
		}
		require.NoError(t, h.service.SettleLeaver(t.Context(), domain.SettleLeaver{Leaver: l.ID}), "a repeat changes nothing")
		require.Equal(t, was+1, version())
	}
}

func TestPersonLeaves_CanBePlannedAndMoved(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.leaving("jana.koehlert")
	at := h.now().Add(48 * time.Hour)
	in.At = &at
	done, err := h.service.PersonLeaves(h.as(asker), in)
	require.NoError(t, err)
	require.True(t, h.may("jana.koehlert", domain.EnterInvoice))
	require.Nil(t, h.leaver("jana.koehlert").RemovedAt)
	require.NoError(t, h.service.RemoveLeaver(t.Context(), domain.RemoveLeaver{Leaver: done.Leaver}), "too early does nothing")
	require.True(t, h.may("jana.koehlert", domain.EnterInvoice))
	later := at.Add(24 * time.Hour)
	in.At, in.IdempotencyKey = &later, h.key("leave")
	_, err = h.service.PersonLeaves(h.as(asker), in)
	require.NoError(t, err)
	h.later(49 * time.Hour)
	require.NoError(t, h.service.RemoveLeaver(t.Context(), domain.RemoveLeaver{Leaver: done.Leaver}))
	require.True(t, h.may("jana.koehlert", domain.EnterInvoice), "it was moved")
	h.later(24 * time.Hour)
	require.NoError(t, h.service.RemoveLeaver(t.Context(), domain.RemoveLeaver{Leaver: done.Leaver}))
	_, err = h.service.Me(h.as("jana.koehlert"))
	refused(t, err, domain.CodeUnauthenticated)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'remove_leaver'`))
	h.clean()
}

func TestPersonLeaves_EndsWorkInTheirName(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.receive("emre.tasdemir", "invoices.csv", []byte("entity,supplier,number,issued_on,currency,gross,tax,text,amount\nDE01,1,1,2026-11-03,EUR,1.00,0.00,x,1.00\n"))
	job, err := h.service.ImportMasterData(h.as("emre.tasdemir"), domain.ImportMasterDataInput{UploadID: in.ID, Kind: "INVOICES", IdempotencyKey: "load-leaver"})
	require.NoError(t, err)
	require.Equal(t, 1, h.left("emre.tasdemir").Ended.Jobs)
	require.Equal(t, "CANCELLED", value[string](h, `SELECT state FROM job WHERE id = $1`, job.ID.UUID))
	require.NoError(t, h.service.LoadMasterData(t.Context(), domain.LoadMasterData{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID, Rows: "INVOICES"}))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM invoice`), "a worker that comes to it later enters nothing")
	require.Equal(t, domain.CodeUnauthenticated, *h.intake(in.ID).ProblemCode, "and leaves the file to a colleague")
}

func TestPersonLeaves_EndsWorkInTheirNameThatAWorkerCameToFirst(t *testing.T) {
	t.Parallel()
	h := setup(t)
	supplier := value[string](h, `SELECT number FROM supplier WHERE id = $1`, h.supplier().UUID)
	var tasks []domain.LoadMasterData
	for name, row := range map[string]string{
		"sound":  "DE01," + supplier + ",1,2026-11-03,EUR,1.00,0.00,x,1.00\n",
		"faulty": "DE01,nobody,1,2026-11-03,EUR,1.00,0.00,x,1.00\n",
		"broken": "DE01\n",
	} {
		in := h.receive("emre.tasdemir", name+".csv", []byte("entity,supplier,number,issued_on,currency,gross,tax,text,amount\n"+row))
		job, err := h.service.ImportMasterData(h.as("emre.tasdemir"), domain.ImportMasterDataInput{UploadID: in.ID, Kind: "INVOICES", IdempotencyKey: "load-" + name})
		require.NoError(t, err)
		tasks = append(tasks, domain.LoadMasterData{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID, Rows: "INVOICES"})
	}
	work := func() {
		for _, task := range tasks {
			require.NoError(t, h.service.LoadMasterData(t.Context(), task))
		}
	}
	done, err := h.service.PersonLeaves(h.as(asker), h.leaving("emre.tasdemir"))
	require.NoError(t, err)
	work()
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM intake WHERE state = 'QUARANTINED' AND problem_code = 'UNAUTHENTICATED'`), "they wait for a colleague")
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM job WHERE state = 'QUEUED'`), "and are not done")
	require.NoError(t, h.service.SettleLeaver(t.Context(), domain.SettleLeaver{Leaver: done.Leaver}))
	require.Equal(t, 3, h.leaver("emre.tasdemir").Ended.Jobs)
	work()
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM invoice`))
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM job WHERE state = 'CANCELLED'`))
	asked := domain.ID{Kind: domain.NodeIntake, Entity: 2, UUID: tasks[0].Intake}
	job, err := h.service.ImportMasterData(h.as("jana.koehlert"), domain.ImportMasterDataInput{UploadID: asked, Kind: "INVOICES", IdempotencyKey: "load-again"})
	require.NoError(t, err)
	work()
	require.Equal(t, domain.IntakeReceived, h.intake(asked).State, "it waits for the colleague's work")
	tasks[0].Job = job.ID.UUID
	work()
	require.NotEqual(t, domain.IntakeReceived, h.intake(asked).State)
	require.NotEqual(t, "UNAUTHENTICATED", value[string](h, `SELECT coalesce(problem_code, '') FROM intake WHERE id = $1`, asked.UUID.String()))
	h.clean()
}

func TestPersonLeaves_RefusesWhoMayNot(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.holds("marcus.haldane", "admin")
	h.exec(`UPDATE role_grant SET entities = '{0}' WHERE person_id = $1 AND role_key = 'admin'`, h.person("marcus.haldane"))
	unknown := h.leaving("jana.koehlert")
	unknown.UserID.UUID = domain.UUIDOf("nobody")
	silent := h.leaving("jana.koehlert")
	silent.Reason = ""
	for name, c := range map[string]struct {
		as   context.Context
		in   domain.PersonLeavesInput
		code domain.Code
	}{
		"who may not":      {h.as("klaus.brandhorst"), h.leaving("jana.koehlert"), domain.CodeForbidden},
		"the auditor":      {h.as("marit.holvaag"), h.leaving("jana.koehlert"), domain.CodeForbidden},
		"the clock":        {h.system("clock"), h.leaving("jana.koehlert"), domain.CodeForbidden},
		"they themselves":  {h.as(asker), h.leaving(asker), domain.CodeForbidden},
		"who has left":     {h.as(asker), h.leaving("rainer.ostkamp"), domain.CodeWrongState},
		"nobody":           {h.as(asker), unknown, domain.CodeNotFound},
		"without a reason": {h.as(asker), silent, domain.CodeInvalid},
	} {
		_, err := h.service.PersonLeaves(c.as, c.in)
		require.Equal(t, c.code, domain.CodeOf(err), "%s: %v", name, err)
	}
	_, err := h.service.Leavers(h.as("klaus.brandhorst"), nil, nil)
	refused(t, err, domain.CodeForbidden)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM leaver`))
	done, err := h.service.PersonLeaves(h.as("marcus.haldane"), h.leaving(asker))
	require.NoError(t, err, "but somebody else who may can record it of an administrator")
	require.False(t, done.Leaver.IsZero())
}
