package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
)

// medium bills ask the owner of the centre first, then anybody of two who approve for accounts payable.
const medium = 6_000_00

// usual is who takes the second step, though two may.
const usual = "yildiz.ackermann"

// choosing is a house in which two people approve for accounts payable.
func choosing(t *testing.T) *house {
	t.Helper()
	h := setup(t)
	h.holds(usual, "ap_approver")
	return h
}

// settled has n bills of two steps decided, the second by this person.
func (h *house) settled(n int, by string) {
	h.t.Helper()
	for range n {
		h.decide(h.decide(h.enter(bill{net: medium}), "ulrike.hagenau", domain.DecideApprove), by, domain.DecideApprove)
	}
}

// foretold is the advice on who decides of an invoice, nil when there is none.
func (h *house) foretold(inv *domain.Invoice) *domain.Recommendation {
	h.t.Helper()
	for _, r := range h.invoice(inv.ID).Advice {
		if r.Use == domain.UsePredictApprover {
			return r
		}
	}
	return nil
}

// asked is who is asked in each step of an invoice.
func asked(inv *domain.Invoice) (steps [][]domain.UUID) {
	for _, t := range inv.Tasks {
		if t.Round == inv.Round && t.Step != nil {
			steps = append(steps, t.CandidateIDs)
		}
	}
	return steps
}

func TestForetell_NamesWhoUsuallyDecidesWhereThePolicyLeavesAChoice(t *testing.T) {
	t.Parallel()
	h := choosing(t)
	first := h.enter(bill{net: medium})
	require.Nil(t, h.foretold(first), "nobody has decided anything yet")
	require.Len(t, asked(first)[1], 2)
	h.settled(6, usual)
	inv := h.enter(bill{net: medium})
	r := h.foretold(inv)
	require.NotNil(t, r)
	require.Equal(t, domain.ZoneSuggest, r.Zone)
	require.Equal(t, domain.AdviceProposed, r.State)
	require.Equal(t, domain.ActionAskApprover, r.Action.Kind)
	require.Equal(t, []any{"Yıldız Ackermann", 2}, []any{r.Action.Person.Name, r.Action.Step})
	require.Greater(t, r.Confidence, 0.8)
	require.Len(t, r.Alternatives, 1)
	require.Equal(t, "Dieter Moosbrugger", r.Alternatives[0].Person.Name)
	require.Equal(t, []int{6, 6}, []int{r.Explanation.Reasons[0].Count, r.Explanation.Reasons[0].Of})
	require.NotContains(t, r.Explanation.Summary, "not asked", "everybody who decided is asked")
	require.Contains(t, r.Action.Effect[0], "changes nothing")
	require.Equal(t, asked(first), asked(inv), "the same people are asked in the same order")
	require.False(t, r.Doubts())
	require.InDelta(t, domain.UsualChance, value[float64](h, `SELECT max(chance)::float8 FROM inbox WHERE task_id IN (SELECT id FROM task WHERE invoice_id = $1)`, inv.ID.UUID), 1e-6)
	require.Nil(t, h.foretold(h.enter(bill{})), "one person is asked, so there is nothing to say")
	h.clean()
}

func TestDecideTask_TellsWhetherWhoWasForetoldDecided(t *testing.T) {
	t.Parallel()
	h := choosing(t)
	h.settled(5, usual) // of the next one it is foretold
	said := func(inv *domain.Invoice) []any {
		r := h.foretold(inv)
		require.Equal(t, r.Outcome == domain.OutcomeUnknown, r.OutcomeAt == nil)
		return []any{r.State, r.Outcome}
	}
	stands, right, wrong := []any{domain.AdviceProposed, domain.OutcomeUnknown}, []any{domain.AdviceExpired, domain.OutcomeRight}, []any{domain.AdviceExpired, domain.OutcomeWrong}

	inv := h.decide(h.enter(bill{net: medium}), "ulrike.hagenau", domain.DecideApprove)
	require.Equal(t, stands, said(inv), "the other step says nothing of this one")
	inv = h.decide(inv, "dieter.moosbrugger", domain.DecideApprove)
	require.Equal(t, wrong, said(inv))
	require.NoError(t, h.undo("dieter.moosbrugger", inv, 2))
	require.Equal(t, stands, said(inv), "what is taken back leaves nothing behind")
	inv = h.decide(h.invoice(inv.ID), usual, domain.DecideApprove)
	require.Equal(t, right, said(inv))
	h.post(inv)
	require.Equal(t, right, said(inv))

	inv = h.decide(h.decide(h.enter(bill{net: medium}), "ulrike.hagenau", domain.DecideApprove), "dieter.moosbrugger", domain.DecideReject)
	require.Equal(t, wrong, said(inv), "turning down is deciding")
	today := domain.DateOf(h.now())
	list, err := h.service.AdviceQuality(h.as(publishes), domain.QualityFilter{Use: []domain.AiUse{domain.UsePredictApprover}, From: today.AddDays(-1), To: today.AddDays(1)})
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, 2, list[0].Known)
	require.InDelta(t, 0.5, list[0].Precision, 1e-9)
	h.clean()
}

func TestForetell_TellsOfWhoUsuallyDecidesAndIsNotAsked(t *testing.T) {
	t.Parallel()
	h := choosing(t)
	h.settled(6, usual)
	h.exec(`DELETE FROM role_grant WHERE person_id = $1 AND role_key = 'ap_approver'`, h.person(usual))
	h.holds("klaus.brandhorst", "ap_approver")
	inv := h.enter(bill{net: medium})
	require.Len(t, asked(inv)[1], 2)
	r := h.foretold(inv)
	require.NotNil(t, r)
	require.Equal(t, []any{domain.ZoneHuman, domain.ActionNone}, []any{r.Zone, r.Action.Kind}, "nobody who may decide ever did")
	require.Equal(t, "Yıldız Ackermann decided 6 of the last 6 invoices of this supplier and is not asked by the policy.", r.Explanation.Summary)
	require.NotContains(t, asked(inv)[1], h.person(usual), "it is told and changes nothing")
	h.exec(`UPDATE person SET active = false WHERE id = $1`, h.person(usual))
	h.exec(`UPDATE world SET authz = authz + 1`)
	require.Nil(t, h.foretold(h.enter(bill{net: medium})), "who has left is no question to the policy")
	h.clean()
}

// Whatever is said of who decides, the policy asks the same people.
func TestForetell_NeverAsksFewerOrOthers(t *testing.T) {
	t.Parallel()
	h := choosing(t)
	sizes := []int64{1_000_00, medium, 30_000_00, 300_000_00}
	routes := func() (all [][][]domain.UUID) {
		for _, net := range sizes {
			all = append(all, asked(h.enter(bill{net: net})))
		}
		return all
	}
	absent := routes()
	require.Len(t, absent[1], 2)
	h.settled(6, usual)
	require.Equal(t, absent, routes(), "honest")

	inv := h.enter(bill{net: medium})
	clerk := h.person("emre.tasdemir")
	h.exec(`UPDATE recommendation SET confidence = 1, action = jsonb_set(action, '{person}', to_jsonb($2::text)), alternatives = '[]' WHERE invoice_id = $1 AND use = 'PREDICT_APPROVER'`, inv.ID.UUID, clerk.String())
	hostile := h.foretold(inv)
	require.Equal(t, clerk, hostile.Action.PersonID)
	h.decide(inv, "ulrike.hagenau", domain.DecideApprove)
	inv = h.invoice(inv.ID)
	require.Equal(t, absent[1], asked(inv))
	h.adviser()
	in := h.answering(hostile, domain.AcceptAdvice)
	_, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
	require.NoError(t, err)
	require.Equal(t, absent[1], asked(h.invoice(inv.ID)), "accepting asks nobody else")
	_, err = h.service.DecideTask(h.as("emre.tasdemir"), decision(step(h.invoice(inv.ID)), domain.DecideApprove))
	require.Error(t, err, "who is named may not decide for that")
	require.Equal(t, absent, routes(), "hostile")

	turn := h.turning("It suggests nonsense.")
	turn.Use, turn.EntityID = domain.UsePredictApprover, domain.EntityNode(2)
	_, err = h.service.KillModel(h.as(publishes), turn)
	require.NoError(t, err)
	require.Equal(t, absent, routes(), "killed")
	require.Nil(t, h.foretold(h.enter(bill{net: medium})), "killed says nothing")
	h.clean()
}

func TestDecideAdvice_OnWhoDecidesIsAnOpinionAndNoOutcome(t *testing.T) {
	t.Parallel()
	h := choosing(t)
	h.adviser()
	h.settled(6, usual)
	inv := h.enter(bill{net: medium})
	r := h.foretold(inv)
	wrong := domain.FeedbackWrongValue
	in := h.answering(r, domain.EditAdvice)
	in.Feedback = &wrong
	for name, person := range map[string]domain.ID{"who is asked elsewhere": h.user("ulrike.hagenau"), "who entered it": h.user("emre.tasdemir"), "who is proposed": h.user(usual)} {
		in.EditedTo, in.IdempotencyKey = &domain.EditedAdviceInput{PersonID: &person}, h.key("advice")
		_, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
		require.Equal(t, domain.CodeInvalid, domain.CodeOf(err), name)
	}
	dieter := h.user("dieter.moosbrugger")
	in.EditedTo, in.IdempotencyKey = &domain.EditedAdviceInput{PersonID: &dieter}, h.key("advice")
	_, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
	require.NoError(t, err)
	r = h.foretold(inv)
	require.Equal(t, []any{domain.AdviceEdited, domain.OutcomeUnknown, "Dieter Moosbrugger"}, []any{r.State, r.Outcome, r.EditedTo.Person.Name}, "who decides is still to be seen")
	inv = h.decide(h.decide(inv, "ulrike.hagenau", domain.DecideApprove), usual, domain.DecideApprove)
	r = h.foretold(inv)
	require.Equal(t, []any{domain.AdviceEdited, domain.OutcomeRight}, []any{r.State, r.Outcome}, "the model was right, whatever was said of it")
	h.later(undoWindow - time.Second)
	require.NoError(t, h.undo(usual, inv, 2))
	r = h.foretold(inv)
	require.Equal(t, []any{domain.AdviceEdited, domain.OutcomeUnknown}, []any{r.State, r.Outcome})
	h.clean()
}

func TestPastDecisions_AreBoundedAndFoundByIndex(t *testing.T) {
	t.Parallel()
	db, base, seen := listening(t, 1500)
	inv := &domain.Invoice{ID: domain.ID{Kind: domain.NodeInvoice, Entity: 2, UUID: domain.UUIDOf("none")}}
	require.NoError(t, base.Pool.QueryRow(t.Context(), `SELECT i.supplier_id FROM invoice i JOIN decision d ON d.entity_id = i.entity_id AND d.invoice_id = i.id
		WHERE i.entity_id = 2 AND i.supplier_id IS NOT NULL AND d.standing AND d.actor_kind = 'PERSON' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`).Scan(&inv.SupplierID))
	require.NoError(t, db.InTx(t.Context(), func(tx *store.Tx) error {
		seen.statements = nil
		past, err := tx.PastDecisions(t.Context(), inv, "owner of cost centre 3100", 20)
		require.NoError(t, err)
		require.GreaterOrEqual(t, len(past), 20)
		of := 0
		for _, d := range past {
			require.False(t, d.Person.IsZero())
			if d.Supplier {
				of++
			}
		}
		require.Positive(t, of)
		require.LessOrEqual(t, len(past)-of, 20)
		return nil
	}))
	plans := seen.plans(t, base)
	require.Len(t, plans, 1)
	require.Contains(t, plans[0], "decision_newest")
	require.NotContains(t, plans[0], "Seq Scan on decision")
}
