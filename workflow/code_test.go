package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// coding books every line of an invoice of Dortmund on an account and a centre, "" for none.
func (h *house) coding(inv *domain.Invoice, account, center string) domain.CodeInvoiceInput {
	h.t.Helper()
	in := domain.CodeInvoiceInput{ID: inv.ID, Version: inv.Version, IdempotencyKey: fmt.Sprintf("code-%s-%d", inv.ID, inv.Version)}
	for _, l := range inv.Lines {
		line := &domain.LineCodingInput{Number: l.Number, AccountID: *h.account("DE01", account)}
		if center != "" {
			line.CostCenterID = h.center("DE01", center)
		}
		in.Lines = append(in.Lines, line)
	}
	return in
}

func TestCodeInvoice_VoidsApprovalsAndAsksAnew(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	before := inv.Digest
	_, err := h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "6000", "4100"))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.NotEqual(t, before, inv.Digest)
	require.Equal(t, 2, inv.Round)
	require.Equal(t, "6000", inv.Lines[0].AccountCode)
	require.Equal(t, h.person("jana.koehlert"), inv.EditedBy)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM decision WHERE standing`))
	require.Equal(t, "Sören Plagge", step(inv).Candidates[0].Name, "who answers for the new centre is asked")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM task WHERE state = 'READY'`))
	inv = h.approve(inv)
	require.Equal(t, domain.StatePosted, h.post(inv).State)
	h.clean()
}

func TestCodeInvoice_RefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	other := h.coding(inv, "6000", "4100")
	other.Lines[0].AccountID = *h.account("FR01", "6000")
	_, err := h.service.CodeInvoice(h.as("jana.koehlert"), other)
	require.Equal(t, "lines[0].accountId", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "5000", "3100"))
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "Nothing would change")
	stale := h.coding(inv, "6000", "4100")
	stale.Version--
	_, err = h.service.CodeInvoice(h.as("jana.koehlert"), stale)
	require.Equal(t, inv.Version, refused(t, err, domain.CodeStale).Details["current"])
	_, err = h.service.CodeInvoice(h.as("ulrike.hagenau"), h.coding(inv, "6000", "4100"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.CodeInvoice(h.as("mathis.delorieux"), h.coding(inv, "6000", "4100"))
	refused(t, err, domain.CodeNotFound)
	inv = h.approve(inv)
	_, err = h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "6000", "4100"))
	refused(t, err, domain.CodeWrongState)
}

func TestCodeInvoice_TellsWhatTheRouteWasBefore(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00})
	require.Nil(t, inv.Route.ChangedFrom, "the first route changed from nothing")
	require.Empty(t, inv.Route.Differences())
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideApprove)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideApprove)
	_, err := h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "6000", "4100"))
	require.NoError(t, err)

	route := h.invoice(inv.ID).Route
	require.Equal(t, 1, route.ChangedFrom.Round)
	require.NotNil(t, route.ChangedFrom.Policy)
	require.Nil(t, route.ChangedFrom.ChangedFrom)
	told := route.Differences()
	require.Len(t, told, len(route.Steps)+1)
	require.Equal(t, domain.StepGone, told[0].Kind, "the owner of the centre before")
	require.Equal(t, "Ulrike Hagenau", told[0].Fell().ActorName)
	require.Equal(t, domain.StepCame, told[1].Kind)
	require.Equal(t, "Sören Plagge", told[1].After.Approvers[0].Name)
	require.Equal(t, domain.StepSame, told[2].Kind)
	require.Nil(t, told[2].Fell(), "nobody had taken the second step")

	inv = h.invoice(inv.ID)
	_, err = h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "5000", "4100"))
	require.NoError(t, err)
	route = h.invoice(inv.ID).Route
	require.Equal(t, []int{3, 2, 1}, []int{route.Round, route.ChangedFrom.Round, route.ChangedFrom.ChangedFrom.Round})
	require.NotEmpty(t, route.ChangedFrom.Differences())
	for _, d := range route.Differences() {
		require.Equal(t, domain.StepSame, d.Kind, "the account decides nothing")
	}
	h.clean()
}
