package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// auditor reads the whole log and everybody's access.
const auditor = "marit.holvaag"

// about asks an auditor's question about an invoice.
func about(id domain.ID, action domain.Action) domain.AccessQuestion {
	return domain.AccessQuestion{Action: action, SubjectID: &id}
}

func TestAccessCheck_AnswersAsTheDecisionWould(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	asked := step(inv).Candidates[0]
	answer, err := h.service.AccessCheck(h.as(auditor), asked.ID, about(inv.ID, domain.ApproveInvoice))
	require.NoError(t, err)
	require.True(t, answer.Permit.Allowed, answer.Permit.Reasons)
	require.NotEmpty(t, answer.Permit.Paths)
	require.NotNil(t, answer.Permit.Paths[0].Grant)
	require.Equal(t, value[int64](h, `SELECT authz FROM world`), answer.Rulebook)
	require.Empty(t, answer.History)

	// Who entered it is told which act bars them.
	answer, err = h.service.AccessCheck(h.as(auditor), domain.ID{Kind: domain.NodeUser, UUID: inv.EnteredBy.ID}, about(inv.ID, domain.ApproveInvoice))
	require.NoError(t, err)
	require.False(t, answer.Permit.Allowed)
	require.NotEmpty(t, answer.History)
	require.Equal(t, "invoice.entered", answer.History[0].Kind)
	require.Equal(t, inv.EnteredBy.ID, answer.History[0].ActorID)

	// Before it was entered nobody was barred by a duty.
	before := h.now().Add(-time.Minute)
	q := about(inv.ID, domain.ApproveInvoice)
	q.AsOf = &before
	h.exec(`UPDATE rulebook SET recorded_at = recorded_at - interval '1 year'`)
	answer, err = h.service.AccessCheck(h.as(auditor), asked.ID, q)
	require.NoError(t, err)
	require.True(t, answer.Permit.Allowed)
	require.Empty(t, answer.History)
}

func TestAccessCheck_IsForOneselfAndForAuditors(t *testing.T) {
	t.Parallel()
	h := setup(t)
	q := domain.AccessQuestion{Action: domain.EnterInvoice}
	own, err := h.service.AccessCheck(h.as("ulrike.hagenau"), h.user("ulrike.hagenau"), q)
	require.NoError(t, err)
	require.False(t, own.Permit.Allowed)
	require.Equal(t, "None of your roles lets you enter invoices.", own.Permit.Reasons[0].Message)

	_, err = h.service.AccessCheck(h.as("ulrike.hagenau"), h.user(auditor), q)
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = 'accessCheck' AND actor_id = $1`, h.person("ulrike.hagenau")))
	for name, ask := range map[string]func() error{
		"whoCan": func() error { _, err := h.service.WhoCan(h.as("ulrike.hagenau"), q); return err },
		"access": func() error {
			_, err := h.service.AccessOf(h.as("ulrike.hagenau"), h.person(auditor), nil, nil)
			return err
		},
		"grants": func() error { _, err := h.service.GrantsOf(h.as("ulrike.hagenau"), h.person(auditor), nil); return err },
		"conflicts": func() error {
			_, err := h.service.ConflictsOf(h.as("ulrike.hagenau"), h.person(auditor), nil)
			return err
		},
		"conflictMatrix": func() error { _, err := h.service.ConflictMatrix(h.as("ulrike.hagenau"), nil); return err },
		"unusedActions":  func() error { return h.service.MayCountUses(h.as("ulrike.hagenau")) },
		"sodConflicts": func() error {
			_, err := h.service.SodConflicts(h.as("ulrike.hagenau"), domain.ConflictFilter{}, nil, domain.PageRequest{First: 10})
			return err
		},
		"rolePolicyDiff": func() error {
			_, err := h.service.RolePolicyDiff(h.as("ulrike.hagenau"), h.now().AddDate(0, 0, -1), h.now(), nil, nil)
			return err
		},
	} {
		refused(t, ask(), domain.CodeForbidden)
		require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = $1`, name), name)
	}
}

func TestAccessCheck_RefusesWhatItCannotAnswer(t *testing.T) {
	t.Parallel()
	h := setup(t)
	long := h.now().AddDate(-50, 0, 0)
	inv := h.enter(bill{})
	entity := domain.EntityNode(inv.ID.Entity)
	for name, c := range map[string]struct {
		who  domain.ID
		q    domain.AccessQuestion
		code domain.Code
	}{
		"nobody":            {domain.ID{Kind: domain.NodeUser, UUID: domain.UUIDOf("nobody")}, domain.AccessQuestion{Action: domain.EnterInvoice}, domain.CodeNotFound},
		"no record":         {h.user(auditor), about(domain.ID{Kind: domain.NodeInvoice, Entity: 2, UUID: domain.UUIDOf("none")}, domain.ApproveInvoice), domain.CodeNotFound},
		"record and entity": {h.user(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice, SubjectID: &inv.ID, EntityID: &entity}, domain.CodeInvalid},
		"no entity":         {h.user(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice, EntityID: &domain.ID{Kind: domain.NodeEntity, Entity: 99}}, domain.CodeInvalid},
		"currency": {h.user(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice,
			Amount: &domain.MoneyInput{Amount: domain.MustDecimal("1"), Currency: "USD"}}, domain.CodeInvalid},
		"before records": {h.user(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice, AsOf: &long}, domain.CodeInvalid},
	} {
		_, err := h.service.AccessCheck(h.as(auditor), c.who, c.q)
		require.Equal(t, c.code, domain.CodeOf(err), "%s: %v", name, err)
	}
}

func TestWhoCan_ListsEverybodyByNameWithEveryWay(t *testing.T) {
	t.Parallel()
	h := setup(t)
	entity := domain.EntityNode(h.entity("DE01"))
	over := &domain.MoneyInput{Amount: domain.MustDecimal("100000"), Currency: "EUR"}
	list, err := h.service.WhoCan(h.as(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice, EntityID: &entity, Amount: over})
	require.NoError(t, err)
	require.NotEmpty(t, list)
	for _, one := range list {
		require.Equal(t, []domain.EntityID{entity.Entity}, one.Entities)
		require.True(t, one.Limit == nil || one.Limit.Minor >= 100_000_00)
		require.Regexp(t, `^through role .+`, one.Paths[0].Sentence)
	}
	all, err := h.service.WhoCan(h.as(auditor), domain.AccessQuestion{Action: domain.ApproveInvoice})
	require.NoError(t, err)
	require.Greater(t, len(all), len(list))
}

func TestAccessCheck_KnowsWhoWasDelegatedTo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	h.delegate("ulrike.hagenau", h.lent())
	answer, err := h.service.AccessCheck(h.as(auditor), h.user("soeren.plagge"), about(inv.ID, domain.ApproveInvoice))
	require.NoError(t, err)
	require.True(t, answer.Permit.Allowed, answer.Permit.Reasons)
	require.Len(t, answer.Permit.Paths, 1, "in his own right he is not asked")
	require.Contains(t, answer.Permit.Paths[0].Sentence, "for Ulrike Hagenau, by delegation until")
	list, err := h.service.WhoCan(h.as(auditor), about(inv.ID, domain.ApproveInvoice))
	require.NoError(t, err)
	require.Len(t, list, 2)

	// A decision for somebody is replayed for both.
	require.NoError(t, h.decideFor("soeren.plagge", "ulrike.hagenau", inv))
	sim := h.simulated(domain.SimulateAccessInput{Leave: []domain.ID{h.user("ulrike.hagenau")}})
	require.Len(t, sim.Replayed.Changed, 1)
	require.Equal(t, h.person("soeren.plagge"), sim.Replayed.Changed[0].Person)
	require.Contains(t, sim.Replayed.Changed[0].Message, "Ulrike Hagenau")
}

func TestAccessCheck_AnAuditorOfOneEntityAsksAboutThatEntity(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.granted(h.grantOf("soeren.plagge", "auditor"))
	here, there := domain.EntityNode(h.entity("DE01")), domain.EntityNode(h.entity("FR01"))
	as := h.as("soeren.plagge")
	list, err := h.service.WhoCan(as, domain.AccessQuestion{Action: domain.EnterInvoice, EntityID: &here})
	require.NoError(t, err)
	require.NotEmpty(t, list)
	page := domain.PageRequest{First: 10}
	_, err = h.service.SodConflicts(as, domain.ConflictFilter{EntityID: &here}, nil, page)
	require.NoError(t, err)
	for _, ask := range []func() error{
		func() error {
			_, err := h.service.WhoCan(as, domain.AccessQuestion{Action: domain.EnterInvoice, EntityID: &there})
			return err
		},
		func() error {
			_, err := h.service.WhoCan(as, domain.AccessQuestion{Action: domain.EnterInvoice})
			return err
		},
		func() error { _, err := h.service.SodConflicts(as, domain.ConflictFilter{}, nil, page); return err },
		func() error { _, err := h.service.AccessOf(as, h.person(auditor), nil, nil); return err },
	} {
		refused(t, ask(), domain.CodeForbidden)
	}
}
