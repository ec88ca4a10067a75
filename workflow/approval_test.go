package workflow_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestDecideTask_LastApprovalPostsOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00})
	require.Equal(t, domain.StateInReview, inv.State, "%v", inv.Checks)
	inv = h.approve(inv)
	require.Equal(t, domain.StatePosting, inv.State)
	inv = h.post(inv)
	require.Equal(t, domain.StatePosted, inv.State)
	require.Equal(t, domain.PostingConfirmed, inv.Posting.State)
	require.Len(t, h.books("DE01"), 1)
	h.clean()
}

func TestDecideTask_RefusesWhoMayNot(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00}) // first Ulrike Hagenau, then Dieter Moosbrugger
	first, second := inv.Tasks[0], inv.Tasks[1]
	approve := decision(first, domain.DecideApprove)
	with := func(change func(*domain.DecideTaskInput)) domain.DecideTaskInput {
		in := approve
		change(&in)
		return in
	}
	for name, c := range map[string]struct {
		as   context.Context
		in   domain.DecideTaskInput
		code domain.Code
	}{
		"nobody signed in":               {t.Context(), approve, domain.CodeUnauthenticated},
		"who has left":                   {h.as("rainer.ostkamp"), approve, domain.CodeUnauthenticated},
		"who may approve, is not asked":  {h.as("dieter.moosbrugger"), approve, domain.CodeForbidden},
		"who entered it":                 {h.as("emre.tasdemir"), approve, domain.CodeForbidden},
		"who sees it and may not":        {h.as("marit.holvaag"), approve, domain.CodeForbidden},
		"who posts":                      {h.as("greta.sundermoor"), approve, domain.CodeForbidden},
		"of another entity":              {h.as("elodie.vasseurin"), approve, domain.CodeNotFound},
		"the house itself":               {h.system("policy"), approve, domain.CodeNotFound},
		"the poster":                     {h.system("poster"), approve, domain.CodeForbidden},
		"the clock":                      {h.system("clock"), approve, domain.CodeForbidden},
		"a task that is not":             {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.ID.UUID = domain.UUIDOf("none") }), domain.CodeNotFound},
		"a task of another entity":       {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.ID.Entity = 3 }), domain.CodeNotFound},
		"an older version":               {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.Version-- }), domain.CodeStale},
		"a newer version":                {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.Version++ }), domain.CodeStale},
		"a step whose time has not come": {h.as("dieter.moosbrugger"), decision(second, domain.DecideApprove), domain.CodeWrongState},
		"no outcome of a person":         {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.Outcome = domain.DecideAuto }), domain.CodeInvalid},
		"a key that is too short":        {h.as("ulrike.hagenau"), with(func(in *domain.DecideTaskInput) { in.IdempotencyKey = "short" }), domain.CodeInvalid},
	} {
		_, err := h.service.DecideTask(c.as, c.in)
		require.Equal(t, c.code, domain.CodeOf(err), "%s: %v", name, err)
		refused(t, err, c.code)
	}
	after := h.invoice(inv.ID)
	require.Equal(t, inv.Version, after.Version)
	require.Equal(t, domain.TaskReady, after.Tasks[0].State)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM decision`))
	h.clean()
}

func TestDecideTask_NeedsWordsToTurnDown(t *testing.T) {
	t.Parallel()
	h := setup(t)
	task := step(h.enter(bill{}))
	words := func(code, comment string) domain.DecideTaskInput {
		in := decision(task, domain.DecideReject)
		in.ReasonCode, in.Comment = &code, &comment
		return in
	}
	silent := decision(task, domain.DecideReturn)
	silent.ReasonCode, silent.Comment = nil, nil
	for name, c := range map[string]struct {
		in    domain.DecideTaskInput
		field string
	}{
		"nothing":               {silent, "reasonCode"},
		"a reason of one's own": {words("BAD_MOOD", "I do not like it."), "reasonCode"},
		"too short":             {words("OTHER", " a "), "comment"},
	} {
		_, err := h.service.DecideTask(h.as("ulrike.hagenau"), c.in)
		require.Equal(t, c.field, refused(t, err, domain.CodeInvalid).Field, name)
	}
	long := decision(task, domain.DecideApprove)
	text := string(make([]rune, 2001))
	long.Comment = &text
	_, err := h.service.DecideTask(h.as("ulrike.hagenau"), long)
	require.Equal(t, "comment", refused(t, err, domain.CodeInvalid).Field)
}

func TestDecideTask_RefusesAboveTheLimit(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	h.limit("ulrike.hagenau", 1_189_99) // of 1,190.00
	_, err := h.service.DecideTask(h.as("ulrike.hagenau"), decision(step(inv), domain.DecideApprove))
	refusal := refused(t, err, domain.CodeOverLimit)
	require.Equal(t, domain.NewMoney(1_189_99, "EUR"), refusal.Details["limit"])
	require.Equal(t, domain.NewMoney(1_190_00, "EUR"), refusal.Details["amount"])
	h.limit("ulrike.hagenau", 1_190_00)
	h.decide(inv, "ulrike.hagenau", domain.DecideApprove)
}

// holds grants a person a role in Dortmund, as the administration of roles would.
func (h *house) holds(local, role string) {
	h.t.Helper()
	h.exec(`INSERT INTO role_grant (id, person_id, role_key, entities, valid_from) VALUES ($1, $2, $3, '{2}', now() - interval '1 day')`,
		domain.UUIDOf("grant", local, role), h.person(local), role)
	h.exec(`UPDATE world SET authz = authz + 1`)
}

func TestDecideTask_RefusesWhoEnteredOrCodedIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.holds("ulrike.hagenau", "ap_clerk") // both sides, by mistake
	h.holds("klaus.brandhorst", "ap_clerk")
	inv := h.enter(bill{by: "ulrike.hagenau"})
	require.Equal(t, "Klaus Brandhorst", step(inv).Candidates[0].Name, "who entered it is not asked")
	require.Equal(t, inv.Version, h.invoice(inv.ID).Version)

	// Whoever coded it, and was not the last to, does not approve it either.
	_, err := h.service.CodeInvoice(h.as("klaus.brandhorst"), h.coding(inv, "5100", "3100"))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	_, err = h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "5000", "3100"))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.NotNil(t, step(inv), inv.Checks)
	for _, p := range step(inv).Candidates {
		require.NotContains(t, []string{"Klaus Brandhorst", "Ulrike Hagenau"}, p.Name)
	}
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, step(inv).ID.UUID, []domain.UUID{h.person("klaus.brandhorst"), h.person("ulrike.hagenau")})
	for _, local := range []string{"klaus.brandhorst", "ulrike.hagenau"} {
		_, err = h.service.DecideTask(h.as(local), decision(step(inv), domain.DecideApprove))
		require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"], local)
	}
}

func TestDecideTask_RefusesASecondStepOfOnePerson(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00})
	h.exec(`UPDATE task SET candidates = $2 WHERE invoice_id = $1`, inv.ID.UUID, []domain.UUID{h.person("ulrike.hagenau"), h.person("dieter.moosbrugger")})
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideApprove)
	_, err := h.service.DecideTask(h.as("ulrike.hagenau"), decision(step(inv), domain.DecideApprove))
	refused(t, err, domain.CodeDutyConflict)
	require.Equal(t, domain.StatePosting, h.decide(inv, "dieter.moosbrugger", domain.DecideApprove).State)
}

func TestDecideTask_RefusesWhatIsDecidedAlready(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	task := step(inv)
	h.decide(inv, "ulrike.hagenau", domain.DecideReject)
	again := decision(task, domain.DecideApprove)
	_, err := h.service.DecideTask(h.as("ulrike.hagenau"), again)
	refused(t, err, domain.CodeStale)
	again.Version++
	again.IdempotencyKey += "-2"
	_, err = h.service.DecideTask(h.as("ulrike.hagenau"), again)
	refused(t, err, domain.CodeWrongState)
	require.Equal(t, domain.StateRejected, h.invoice(inv.ID).State)
}

func TestDecideTask_BindsToWhatWasSeen(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{}), "ulrike.hagenau", domain.DecideApprove)
	d := inv.Tasks[0].Decision
	require.Equal(t, inv.Digest, d.Digest)
	require.Equal(t, inv.ComputeDigest(), d.Digest, "what is stored has the digest of what was read")
	require.Equal(t, inv.Digest, inv.Posting.Digest)
	require.Contains(t, d.Authority, "through role Cost centre owner, entity DE01, up to 25,000.00 EUR")
	event := value[domain.UUID](h, `SELECT id FROM event WHERE kind = 'invoice.approved'`)
	require.Equal(t, event, d.Event)
}

func TestDecideTask_RefusedOverRightsIsWrittenToTheLog(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	before := len(inv.Events)
	_, err := h.service.DecideTask(h.as("dieter.moosbrugger"), decision(step(inv), domain.DecideApprove))
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = 'decideTask'
		AND actor_id = $1 AND subject_id = $2 AND data->>'code' = 'FORBIDDEN'`, h.person("dieter.moosbrugger"), step(inv).ID.UUID))
	require.Len(t, h.invoice(inv.ID).Events, before, "the invoice itself did not change")
}
