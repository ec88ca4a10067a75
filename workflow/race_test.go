package workflow_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/workflow"
)

// races is how often each pair meets.
const races = 100

// atOnce runs do n times at the same moment, numbered from 0, and waits for all.
func atOnce(n int, do func(i int)) {
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	all.Wait()
}

// together calls all of these at the same moment and returns how each ended.
func together(calls ...func() error) []error {
	errs := make([]error, len(calls))
	atOnce(len(calls), func(i int) { errs[i] = calls[i]() })
	return errs
}

// won counts those without an error; every other must be a refusal of one of these codes.
func won(t *testing.T, errs []error, codes ...domain.Code) int {
	t.Helper()
	n := 0
	for _, err := range errs {
		if err == nil {
			n++
			continue
		}
		require.Contains(t, codes, domain.CodeOf(err), err)
	}
	return n
}

// asked puts these people alone into the place of those who are asked for a task.
func (h *house) asked(task *domain.Task, people ...string) {
	h.t.Helper()
	var ids []domain.UUID
	for _, p := range people {
		ids = append(ids, h.person(p))
	}
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, task.ID.UUID, ids)
	h.exec(`DELETE FROM inbox WHERE task_id = $1`, task.ID.UUID)
	if task.State == domain.TaskReady {
		h.exec(`INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at)
			SELECT t.entity_id, gen_random_uuid(), t.id, unnest(t.candidates), t.kind, t.due_at, t.created_at FROM task t WHERE t.id = $1`, task.ID.UUID)
	}
}

func TestDecideTask_OfFiftyAtOnceOneWins(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from)
		SELECT gen_random_uuid(), id, 'controller', '{2}', now() - interval '1 day' FROM person WHERE active AND email NOT LIKE 'emre%'`)
	h.exec(`UPDATE world SET authz = authz + 1`)
	inv := h.enter(bill{})
	task := step(inv)
	h.exec(`UPDATE task SET candidates = (SELECT array_agg(id) FROM (SELECT id FROM person WHERE active AND email NOT LIKE 'emre%' LIMIT 50) p) WHERE id = $1`, task.ID.UUID)
	h.exec(`DELETE FROM inbox`)
	h.exec(`INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at)
		SELECT entity_id, gen_random_uuid(), id, unnest(candidates), kind, due_at, created_at FROM task WHERE id = $1`, task.ID.UUID)
	people := value[[]domain.UUID](h, `SELECT candidates FROM task WHERE id = $1`, task.ID.UUID)
	require.Len(t, people, 50)
	errs := make([]error, len(people))
	atOnce(len(people), func(i int) {
		service := h.service
		if i%2 == 1 {
			service = second
		}
		in := decision(task, domain.DecideApprove)
		in.IdempotencyKey = fmt.Sprintf("fifty-at-once-%d", i)
		_, errs[i] = service.DecideTask(actingAs(t.Context(), &domain.User{ID: domain.ID{Kind: domain.NodeUser, UUID: people[i]}, Name: "Somebody"}), in)
	})
	require.Equal(t, 1, won(t, errs, domain.CodeStale, domain.CodeWrongState, domain.CodeDutyConflict))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM decision`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM posting`))
	require.Equal(t, domain.StatePosting, h.invoice(inv.ID).State)
	h.clean()
}

func TestRace_WhoChangesItAndApprovesItDoesOneOfBoth(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	h.holds("ulrike.hagenau", "ap_clerk")
	ctx := h.as("ulrike.hagenau")
	var changed, approved int
	for i := range races {
		inv := h.enter(bill{})
		task := step(inv)
		change := func() error { _, err := second.UpdateInvoice(ctx, h.update(inv, "Agreed anew.")); return err }
		if i%2 == 1 {
			coding := h.coding(inv, "6000", "3100")
			change = func() error { _, err := second.CodeInvoice(ctx, coding); return err }
		}
		approve := func() error { _, err := h.service.DecideTask(ctx, decision(task, domain.DecideApprove)); return err }
		errs := together(change, approve)
		require.Equal(t, 1, won(t, errs, domain.CodeStale, domain.CodeDutyConflict, domain.CodeWrongState, domain.CodeForbidden), "%v", errs)
		if errs[0] == nil {
			changed++
		} else {
			approved++
		}
	}
	t.Logf("changed %d, approved %d", changed, approved)
	h.clean()
}

func TestRace_NobodyTakesTwoSteps(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	ctx := h.as("ulrike.hagenau")
	for range races {
		inv := h.enter(bill{net: 6_000_00})
		for _, task := range inv.Tasks {
			h.asked(task, "ulrike.hagenau", "dieter.moosbrugger")
		}
		one, two := decision(inv.Tasks[0], domain.DecideApprove), decision(inv.Tasks[1], domain.DecideApprove)
		opened := two // as it stands once the first step is done
		opened.Version++
		opened.IdempotencyKey += "-opened"
		errs := together(
			func() error { _, err := h.service.DecideTask(ctx, one); return err },
			func() error { _, err := second.DecideTask(ctx, two); return err },
			func() error { _, err := second.DecideTask(ctx, opened); return err },
		)
		require.Equal(t, 1, won(t, errs, domain.CodeStale, domain.CodeDutyConflict, domain.CodeWrongState), "%v", errs)
		require.NoError(t, errs[0])
	}
	require.Equal(t, races, value[int](h, `SELECT count(*)::int FROM decision`))
	h.clean()
}

func TestRace_WhoApprovesDoesNotPost(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	h.holds("ulrike.hagenau", "ap_poster")
	ctx := h.as("ulrike.hagenau")
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultClosed})
	for range races {
		inv := h.enter(bill{})
		approve := decision(step(inv), domain.DecideApprove)
		post := func(version int) func() error {
			return func() error { _, err := second.RetryPosting(ctx, again(act(inv.ID, version, ""))); return err }
		}
		drive := func() error { // the ledger refuses it as soon as it is approved
			h.later(undoWindow)
			_, err := h.service.ResumePostings(t.Context(), 0)
			return err
		}
		errs := together(
			func() error { _, err := h.service.DecideTask(ctx, approve); return err },
			drive, post(inv.Version+2), post(inv.Version+3),
		)
		require.NoError(t, errs[0])
		require.NoError(t, errs[1])
		require.Zero(t, won(t, errs[2:], domain.CodeStale, domain.CodeDutyConflict, domain.CodeWrongState))
	}
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM event WHERE command = 'postItem' AND kind <> 'access.refused'`))
	h.clean()
}

func TestRace_OneKeyIsOneEffectAndOneAnswer(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	for range 20 {
		ctx, in := h.input(bill{net: 6_000_00})
		answers := make([]*workflow.Item, 4)
		errs := make([]error, len(answers))
		atOnce(len(answers), func(i int) {
			service := h.service
			if i%2 == 1 {
				service = second
			}
			answers[i], errs[i] = service.CreateInvoice(ctx, in)
		})
		for i := range answers {
			require.NoError(t, errs[i])
			require.Equal(t, answers[0], answers[i])
		}
		inv := h.invoice(answers[0].Invoice)
		approve := decision(step(inv), domain.DecideApprove)
		decided := make([]*workflow.Decided, 4)
		atOnce(len(decided), func(i int) { decided[i], errs[i] = h.service.DecideTask(h.as("ulrike.hagenau"), approve) })
		for i := range decided {
			require.NoError(t, errs[i])
			require.Equal(t, workflow.Decided{Task: step(inv).ID, Invoice: inv.ID}, *decided[i])
		}
	}
	require.Equal(t, 20, value[int](h, `SELECT count(*)::int FROM invoice`))
	require.Equal(t, 20, value[int](h, `SELECT count(*)::int FROM decision`))
	h.clean()
}

// Orders and budgets are shared by many invoices: changes that meet on them wait for each other and never fail.
func TestRace_SharedOrdersAndBudgetsAddUp(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	h.budget("3100", 1_000_000_00)
	h.order("4500000001", 10_000, 10_000, 90_00)
	h.order("4500000002", 10_000, 10_000, 90_00)
	orders := []string{"4500000001", "4500000002"}
	two := func(i int) (context.Context, domain.CreateInvoiceInput) {
		ctx, in := h.input(bill{order: orders[i%2], count: 10, net: 900_00})
		_, more := h.input(bill{order: orders[(i+1)%2], count: 10, net: 900_00})
		in.Lines = append(in.Lines, more.Lines...)
		in.Gross, in.Tax = domain.MustDecimal("2142.00"), domain.MustDecimal("342.00")
		return ctx, in
	}
	const n = 24
	var failed atomic.Int32
	var mu sync.Mutex
	var problems []error
	call := func(err error) {
		if err != nil {
			failed.Add(1)
			mu.Lock()
			problems = append(problems, err)
			mu.Unlock()
		}
	}
	type one struct {
		ctx context.Context
		in  domain.CreateInvoiceInput
		inv domain.ID
	}
	bills := make([]one, n)
	for i := range bills {
		bills[i].ctx, bills[i].in = two(i) //nolint:fatcontext // each bill has its own
	}
	atOnce(n, func(i int) {
		item, err := []*workflow.Service{h.service, second}[i%2].CreateInvoice(bills[i].ctx, bills[i].in)
		call(err)
		if err == nil {
			bills[i].inv = item.Invoice
		}
	})
	require.Empty(t, problems)
	require.Equal(t, "240", h.billed("4500000001"))
	invoices := make([]*domain.Invoice, n)
	for i := range bills {
		invoices[i] = h.invoice(bills[i].inv)
		require.Equal(t, domain.StateInReview, invoices[i].State)
	}
	coding := make([]domain.CodeInvoiceInput, n)
	for i, inv := range invoices {
		coding[i] = h.coding(inv, "6000", "3100")
	}
	emre, ulrike := h.as("emre.tasdemir"), h.as("ulrike.hagenau")
	atOnce(n, func(i int) { // half are coded anew, which gives back and takes; the others end
		var err error
		switch i % 4 {
		case 0, 1:
			_, err = h.service.CodeInvoice(emre, coding[i])
		case 2:
			_, err = second.DecideTask(ulrike, decision(step(invoices[i]), domain.DecideReject))
		case 3:
			_, err = second.WithdrawInvoice(emre, act(invoices[i].ID, invoices[i].Version, "Entered twice."))
		}
		call(err)
	})
	require.Empty(t, problems)
	require.Equal(t, "120", h.billed("4500000001"))
	require.Equal(t, "120", h.billed("4500000002"))
	require.Equal(t, int64(12*1_800_00), h.committed("3100"))
	h.clean()
}

func TestRace_TakingBackMeetsPosting(t *testing.T) {
	t.Parallel()
	h := setup(t)
	undone := 0
	for range 40 {
		inv := h.approve(h.enter(bill{}))
		task := inv.Tasks[0]
		h.exec(`UPDATE posting SET retry_at = NULL WHERE state = 'PENDING'`)
		errs := together(
			func() error {
				_, err := h.service.UndoDecision(h.as("ulrike.hagenau"), act(task.ID, task.Version, ""))
				return err
			},
			func() error {
				return h.service.PostDocument(t.Context(), domain.PostDocument{Entity: 2, Posting: inv.Posting.ID.UUID})
			},
		)
		require.NoError(t, errs[1])
		inv = h.invoice(inv.ID)
		if won(t, errs[:1], domain.CodeWrongState, domain.CodeStale) == 1 {
			undone++
			require.Equal(t, domain.StateInReview, inv.State)
			require.Nil(t, inv.Posting)
		} else {
			require.Equal(t, domain.StatePosted, inv.State)
		}
	}
	require.Len(t, append(h.books("DE01"), make([]string, undone)...), 40)
	h.clean()
}
