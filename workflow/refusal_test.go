package workflow_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// Each of these refusals stands before another one that would come in its place, or before none: they are held one by one,
// by what they say.

func TestRefusal_OfChangesOfAccess(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.GrantRole(h.as("klaus.brandhorst"), h.grantOf("noor.veldmans", "ap_clerk"))
	refused(t, err, domain.CodeForbidden)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM access_change WHERE state = 'REQUESTED'`))

	c := h.requested(h.grantOf("noor.veldmans", "ap_clerk"))
	again := func() domain.ActInput {
		return domain.ActInput{ID: c.ID, Version: c.Version, IdempotencyKey: h.key("refresh")}
	}
	_, err = h.service.RefreshAccessChange(h.as("klaus.brandhorst"), again())
	refused(t, err, domain.CodeForbidden)
	c = h.agree(c)
	_, err = h.service.RefreshAccessChange(h.as(approver), again())
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "waits for no decision")
	require.Equal(t, domain.ChangeApplied, h.change(&workflow.AccessChanged{Change: c.ID}).State)
}

func TestRefusal_OfARulebookThatWasNotRecordedYet(t *testing.T) {
	t.Parallel()
	h := setup(t)
	long := h.now().AddDate(-30, 0, 0)
	_, err := h.service.SodRules(h.as("marit.holvaag"), &long)
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "No roles and grants were recorded by")
}

func TestRefusal_OfTakingBackByWhoLostTheRight(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{}), "ulrike.hagenau", domain.DecideApprove)
	h.exec(`UPDATE role_grant SET recorded_to = now() WHERE person_id = $1`, h.person("ulrike.hagenau"))
	h.holds("ulrike.hagenau", "auditor") // so that she still sees it
	refused(t, h.undo("ulrike.hagenau", inv, 1), domain.CodeForbidden)
	require.True(t, value[bool](h, `SELECT standing FROM decision WHERE invoice_id = $1`, inv.ID.UUID))
}

func TestRefusal_OfATaskTellsNothingOfWhetherItIsThere(t *testing.T) {
	t.Parallel()
	h := setup(t)
	there := decision(step(h.enter(bill{})), domain.DecideApprove)
	gone := there
	gone.ID.UUID, gone.IdempotencyKey = domain.UUIDOf("no such task"), h.key("decide")
	_, err := h.service.DecideTask(h.as("mathis.delorieux"), there)
	seen := refused(t, err, domain.CodeNotFound)
	_, err = h.service.DecideTask(h.as("mathis.delorieux"), gone)
	require.Equal(t, seen, refused(t, err, domain.CodeNotFound))
}

func TestRefusal_OfActingForNobody(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, id := range map[string]domain.ID{
		"nobody": {Kind: domain.NodeUser, UUID: domain.UUIDOf("nobody")}, "no person": {Kind: domain.NodeInvoice, UUID: h.person("ulrike.hagenau")},
	} {
		in := decision(step(h.enter(bill{})), domain.DecideApprove)
		in.OnBehalfOfID, in.IdempotencyKey = &id, h.key("decide")
		_, err := h.service.DecideTask(h.as("soeren.plagge"), in)
		require.Equal(t, "onBehalfOfId", refused(t, err, domain.CodeNotFound).Field, name)
	}
}

func TestRefusal_OfDelegations(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.Delegate(h.system("poster"), h.lent())
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "Only a person delegates")

	strict, err := workflow.New(t.Context(), workflow.Options{DB: h.db, NoReports: true, Log: slog.New(slog.DiscardHandler), Now: h.now})
	require.NoError(t, err)
	h.exec(`UPDATE person SET manager = $1 WHERE id = $2`, h.person("ulrike.hagenau"), h.person("soeren.plagge"))
	h.exec(`UPDATE world SET directory = directory + 1`)
	_, err = strict.Delegate(h.as("ulrike.hagenau"), h.lent())
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "who reports to them")
	h.delegate("ulrike.hagenau", h.lent())
}

func TestRefusal_OfABundleThatGivesNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	bundles, err := h.service.EmergencyBundles(h.as(onCall))
	require.NoError(t, err)
	hollow := *bundles[0]
	hollow.Actions = nil
	can, err := h.service.CanBundle(h.as(onCall), &hollow, nil)
	require.NoError(t, err)
	require.False(t, can[0].Allowed)
	require.Contains(t, can[0].Reasons[0].Message, "gives nothing")
}

func TestRefusal_OfEnteringTellsNothingOfSuppliers(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, in := h.input(bill{})
	in.SupplierID = domain.ID{Kind: domain.NodeSupplier, UUID: domain.UUIDOf("nobody")}
	_, err := h.service.CreateInvoice(h.as("ulrike.hagenau"), in)
	refused(t, err, domain.CodeForbidden)
}

func TestRefusal_OfLeavingTwice(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in, later := h.leaving("rainer.ostkamp"), h.now().Add(time.Hour)
	in.At = &later
	_, err := h.service.PersonLeaves(h.as(asker), in)
	require.Equal(t, "Rainer Ostkamp has left already.", refused(t, err, domain.CodeWrongState).Message)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM leaver`), "nor is it planned")
}

func TestRefusal_OfFilesOfRows(t *testing.T) {
	t.Parallel()
	h := setup(t)
	received := h.receive("pavel.dvorny", "x.csv", []byte("a,b\n1,2\n"))
	_, err := h.service.ImportMasterData(h.as("pavel.dvorny"), domain.ImportMasterDataInput{UploadID: received.ID, Kind: "SECRETS", IdempotencyKey: h.key("load")})
	require.Equal(t, "kind", refused(t, err, domain.CodeInvalid).Field)

	in, job := h.load("emre.tasdemir", "DE01", "INVOICES", "entity,supplier,number,issued_on,currency,gross,tax,text,amount\nXX99,1,1,2026-11-03,EUR,1.00,0.00,x,1.00\n")
	require.Equal(t, domain.IntakeQuarantined, in.State)
	require.Contains(t, *in.Problem, "None of its invoices could be entered.")
	require.Contains(t, *in.Problem, `There is no entity "XX99".`)
	require.Equal(t, 1, job.Failed)

	h.split("jana.koehlert", "site_desk", domain.EditMasterData)
	h.exec(`UPDATE role_grant SET entities = '{2}' WHERE role_key = 'site_desk'`)
	h.exec(`UPDATE world SET authz = authz + 1`)
	in, _ = h.load("jana.koehlert", "DE01", "COST_CENTERS", "entity,code,name,owner\nFR01,9901,Fonderie,\n")
	require.Equal(t, domain.IntakeQuarantined, in.State, "who keeps the rows of one entity brings none of another")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM cost_center WHERE code = '9901'`))

	err = h.service.TellTouched(t.Context(), domain.RowsSuppliers, make([]domain.Touched, 20_001))
	require.Contains(t, refused(t, err, domain.CodeInvalid).Message, "20001 records")
}

func TestRefusal_OfReversals(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	ask := func(inv *domain.Invoice, why string) error {
		_, err := h.service.ReversePosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, why))
		return err
	}
	require.Contains(t, refused(t, ask(inv, "Entered for the wrong plant."), domain.CodeWrongState).Message, "Only what the ledger has confirmed")
	inv = h.post(inv)
	require.NoError(t, ask(inv, "Entered for the wrong plant."))
	require.Contains(t, refused(t, ask(h.invoice(inv.ID), "I think so, too."), domain.CodeWrongState).Message, "has been asked to take this back already")
}

func TestRefusal_OfLongOrStrangeLists(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.Nodes(h.as("marit.holvaag"), make([]domain.ID, domain.MaxPage+1), 0)
	require.Equal(t, "ids", refused(t, err, domain.CodeInvalid).Field)
	for _, page := range []domain.PageRequest{{First: 5, After: "usr_x"}, {Last: 5, Before: "usr_x"}} {
		_, err = h.service.Users(h.as("marit.holvaag"), domain.UserFilter{}, page)
		refused(t, err, domain.CodeBadCursor)
	}
	r := h.started(h.campaign("ap_clerk"))
	for _, item := range h.lines(h.as(approver), r) {
		for _, key := range []string{"short", strings.Repeat("x", 101)} {
			_, err = h.service.DecideReviewItems(h.as("dieter.moosbrugger"), domain.DecideReviewInput{
				Items: []*domain.ReviewAnswerInput{line(item, domain.ReviewKeep, "")}, IdempotencyKey: key,
			})
			require.Equal(t, "idempotencyKey", refused(t, err, domain.CodeInvalid).Field, fmt.Sprint(len(key)))
		}
	}
}
