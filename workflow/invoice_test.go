package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// update changes the due date of an invoice, as it stands.
func (h *house) update(inv *domain.Invoice, reason string) domain.UpdateInvoiceInput {
	due := inv.DueOn.AddDays(3)
	return domain.UpdateInvoiceInput{ID: inv.ID, Version: inv.Version, DueOn: &due, Reason: reason, IdempotencyKey: fmt.Sprintf("update-%s-%d", inv.ID, inv.Version)}
}

func TestCreateInvoice_IsCheckedAndRouted(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	require.Equal(t, domain.StateInReview, inv.State)
	require.Regexp(t, `^INV-\d{4}-000001$`, inv.Key)
	require.Equal(t, domain.NewMoney(1_190_00, "EUR"), inv.Gross)
	require.Equal(t, domain.NewMoney(1_000_00, "EUR"), inv.Net)
	require.Equal(t, inv.Gross, inv.Group)
	require.Equal(t, h.person("emre.tasdemir"), inv.EnteredBy.ID)
	require.Equal(t, "3100", inv.Center)
	require.NotEmpty(t, inv.Checks)
	require.Equal(t, "Everyday: below 5,000", inv.Route.Explanation.Chosen.Name)
	require.Equal(t, []string{"invoice.entered", "invoice.checked", "invoice.routed"}, kinds(inv))
	h.clean()
}

func kinds(inv *domain.Invoice) []string {
	var list []string
	for _, e := range inv.Events {
		list = append(list, e.Kind)
	}
	return list
}

func TestCreateInvoice_RefusesWhatDoesNotHoldTogether(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, c := range map[string]struct {
		change func(*domain.CreateInvoiceInput)
		field  string
	}{
		"no lines":                     {func(in *domain.CreateInvoiceInput) { in.Lines = nil }, "lines"},
		"finer than a cent":            {func(in *domain.CreateInvoiceInput) { in.Gross = domain.MustDecimal("1190.001") }, "gross"},
		"an account of another entity": {func(in *domain.CreateInvoiceInput) { in.Lines[0].AccountID = h.account("FR01", "5000") }, "lines[0].accountId"},
		"a centre of another entity":   {func(in *domain.CreateInvoiceInput) { in.Lines[0].CostCenterID = h.center("FR01", "3100") }, "lines[0].costCenterId"},
		"nobody's supplier":            {func(in *domain.CreateInvoiceInput) { in.SupplierID.UUID = domain.UUIDOf("nobody") }, "supplierId"},
		"no number":                    {func(in *domain.CreateInvoiceInput) { in.Number = " " }, "number"},
		"no entity of ours":            {func(in *domain.CreateInvoiceInput) { in.EntityID.Entity = 77 }, "entityId"},
		"a line without words":         {func(in *domain.CreateInvoiceInput) { in.Lines[0].Text = "" }, "lines[0].text"},
	} {
		ctx, in := h.input(bill{})
		c.change(&in)
		_, err := h.service.CreateInvoice(ctx, in)
		require.Equal(t, c.field, refused(t, err, domain.CodeInvalid).Field, name)
	}
	ctx, in := h.input(bill{})
	in.EntityID.Entity = h.entity("FR01")
	in.Lines[0].AccountID, in.Lines[0].CostCenterID = nil, nil
	_, err := h.service.CreateInvoice(ctx, in)
	refused(t, err, domain.CodeForbidden)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM invoice`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = 'createInvoice'
		AND actor_id = $1 AND entity_id = $2`, h.person("emre.tasdemir"), in.EntityID.Entity), "the log tells of the attempt")
}

func TestCreateInvoice_RefusesAnExactTwin(t *testing.T) {
	t.Parallel()
	h := setup(t)
	first := h.enter(bill{number: "RE-2026/77"})
	ctx, in := h.input(bill{number: "RE-2026/77"})
	in.IdempotencyKey = "another-key"
	_, err := h.service.CreateInvoice(ctx, in)
	require.Contains(t, refused(t, err, domain.CodeDuplicate).Message, first.Key)

	held := h.enter(bill{number: "re 2026 77", net: 990_00}) // the same number, another amount: a person decides
	require.Equal(t, domain.StateOnHold, held.State)
	require.NotNil(t, waiting(held, domain.TaskFixData))
	h.clean()
}

func TestUpdateInvoice_InReviewVoidsApprovalsAndAsksAnew(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	_, err := h.service.UpdateInvoice(h.as("jana.koehlert"), h.update(inv, "Agreed anew."))
	require.NoError(t, err)
	after := h.invoice(inv.ID)
	require.Equal(t, 2, after.Round)
	require.NotEqual(t, inv.Digest, after.Digest)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM decision WHERE standing`))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM task WHERE round = 1 AND state IN ('DONE', 'CANCELLED')`))
	require.Equal(t, domain.StatePosted, h.post(h.approve(after)).State)
	h.clean()
}

func TestUpdateInvoice_RefusesWhoMayNotAndWhatIsWrong(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.holds("ulrike.hagenau", "ap_clerk")
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	_, err := h.service.UpdateInvoice(h.as("ulrike.hagenau"), h.update(inv, "Agreed anew."))
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"], "who approved it does not change it")
	_, err = h.service.UpdateInvoice(h.as("dieter.moosbrugger"), h.update(inv, "Agreed anew."))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.UpdateInvoice(h.as("emre.tasdemir"), h.update(inv, ""))
	require.Equal(t, "reason", refused(t, err, domain.CodeInvalid).Field)
	old := h.update(inv, "Agreed anew.")
	old.Version--
	_, err = h.service.UpdateInvoice(h.as("emre.tasdemir"), old)
	refused(t, err, domain.CodeStale)
	inv = h.approve(inv)
	_, err = h.service.UpdateInvoice(h.as("emre.tasdemir"), h.update(inv, "Agreed anew."))
	refused(t, err, domain.CodeWrongState)
}

func TestReturn_GoesToTheClerkAndBackIntoANewRound(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideReturn)
	require.Equal(t, domain.StateReturned, inv.State)
	fix := waiting(inv, domain.TaskFixData)
	require.NotNil(t, fix)
	require.Equal(t, "Emre Taşdemir", fix.Candidates[0].Name)
	require.Len(t, fix.Candidates, 1)
	require.Contains(t, fix.Because, "The delivery note is missing.")
	page, err := h.service.Inbox(h.as("emre.tasdemir"), domain.TaskFilter{}, list(10))
	require.NoError(t, err)
	require.Len(t, page.Items, 1)

	_, err = h.service.UpdateInvoice(h.as("emre.tasdemir"), h.update(inv, "Added the note."))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateReturned, inv.State)
	_, err = h.service.SubmitInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateInReview, inv.State)
	require.Equal(t, 2, inv.Round)
	require.Nil(t, waiting(inv, domain.TaskFixData))
	require.Equal(t, "Ulrike Hagenau", step(inv).Candidates[0].Name, "who returned it is asked again")
	require.Equal(t, domain.StatePosted, h.post(h.approve(inv)).State)
	h.clean()
}

func TestHold_IsMendedAndHandedInAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	supplier := h.supplier()
	ctx, in := h.input(bill{})
	h.exec(`UPDATE supplier SET status = 'BLOCKED' WHERE id = $1`, supplier.UUID)
	item, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	inv := h.invoice(item.Invoice)
	require.Equal(t, domain.StateOnHold, inv.State)
	require.Contains(t, waiting(inv, domain.TaskFixData).Because, "must not be paid")
	require.Zero(t, inv.Round)

	_, err = h.service.SubmitInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err, "handed in again with nothing mended, it is held again")
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateOnHold, inv.State)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM task WHERE state = 'READY'`))

	h.exec(`UPDATE supplier SET status = 'ACTIVE' WHERE id = $1`, supplier.UUID)
	_, err = h.service.SubmitInvoice(h.as("jana.koehlert"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateInReview, inv.State)
	require.Nil(t, waiting(inv, domain.TaskFixData))
	h.clean()
}

func TestHold_ForWantOfARateIsMendedByTheRate(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	in.Currency = "GBP"
	h.exec(`CREATE TABLE kept AS SELECT * FROM exchange_rate WHERE from_currency = 'GBP'`)
	h.exec(`DELETE FROM exchange_rate WHERE from_currency = 'GBP'`)
	item, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	inv := h.invoice(item.Invoice)
	require.Equal(t, domain.StateOnHold, inv.State)
	require.True(t, inv.Group.IsZero())
	h.exec(`INSERT INTO exchange_rate SELECT * FROM kept`)
	_, err = h.service.SubmitInvoice(ctx, act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateInReview, inv.State, "%v", inv.Checks)
	require.Greater(t, inv.Group.Minor, int64(1_190_00), "a pound is worth more than a euro")
	require.Equal(t, inv.Group, inv.Base)
}

func TestHold_GoesToColleaguesWhenWhoEnteredItHasLeft(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	h.leaves("emre.tasdemir")
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideReturn)
	fix := waiting(inv, domain.TaskFixData)
	require.Len(t, fix.Candidates, 1)
	require.Equal(t, "Jana Köhlert", fix.Candidates[0].Name)
}

func TestWithdrawInvoice_EndsItBeforeAnybodyApproved(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00})
	_, err := h.service.WithdrawInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, ""))
	require.Equal(t, "reason", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.WithdrawInvoice(h.as("ulrike.hagenau"), act(inv.ID, inv.Version, "Not ours."))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.WithdrawInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, "Entered twice."))
	require.NoError(t, err)
	after := h.invoice(inv.ID)
	require.Equal(t, domain.StateCancelled, after.State)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM inbox`))
	again := h.enter(bill{net: 6_000_00, number: inv.Number + "A"})
	again = h.decide(again, "ulrike.hagenau", domain.DecideApprove)
	_, err = h.service.WithdrawInvoice(h.as("emre.tasdemir"), act(again.ID, again.Version, "Entered twice."))
	refused(t, err, domain.CodeWrongState)
	h.clean()
}

func TestNumber_IsFreeAgainAfterItsInvoiceFellAway(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for _, end := range []func(*domain.Invoice){
		func(inv *domain.Invoice) {
			_, err := h.service.WithdrawInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, "Entered twice."))
			require.NoError(t, err)
		},
		func(inv *domain.Invoice) { h.decide(inv, "ulrike.hagenau", domain.DecideReject) },
		func(*domain.Invoice) {},
	} {
		ctx, in := h.input(bill{number: "R-1"})
		in.IdempotencyKey = fmt.Sprintf("enter-again-%d", h.numbers.Add(1))
		item, err := h.service.CreateInvoice(ctx, in)
		require.NoError(t, err)
		inv := h.invoice(item.Invoice)
		require.Equal(t, domain.StateInReview, inv.State)
		end(inv)
	}
}
