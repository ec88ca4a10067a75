package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

const (
	drafts    = "lennart.quist"   // policies, and asks
	publishes = "beatrix.amsholt" // policies, thresholds and models
	other     = "noor.veldmans"   // is made to publish, too
)

// dortmund is the node of the entity of these tests.
func (h *house) dortmund() domain.ID { return domain.EntityNode(h.entity("DE01")) }

func (h *house) turning(why string) domain.TurnModelInput {
	return domain.TurnModelInput{EntityID: h.dortmund(), Use: domain.UseCodeLine, Reason: why, IdempotencyKey: h.key("turn")}
}

func (h *house) model(use domain.AiUse) *domain.Model {
	h.t.Helper()
	m, err := h.service.Model(h.as(publishes), workflow.ModelDone{Entity: h.entity("DE01"), Use: use})
	require.NoError(h.t, err)
	return m
}

// inForce is the policy of coding as the next request finds it.
func (h *house) policyInForce() *domain.AdvicePolicy {
	h.t.Helper()
	policies, err := h.db.AdvicePolicies(h.t.Context(), h.entity("DE01"))
	require.NoError(h.t, err)
	return policies[domain.UseCodeLine]
}

func (h *house) owned(by, owner string) error {
	_, err := h.service.NameModelOwner(h.as(by), domain.NameModelOwnerInput{
		EntityID: h.dortmund(), Use: domain.UseCodeLine, OwnerID: h.user(owner), Reason: "Answers for coding.", IdempotencyKey: h.key("own"),
	})
	return err
}

func (h *house) asksPromotion(by string) error {
	_, err := h.service.AskPromotion(h.as(by), domain.AskPromotionInput{EntityID: h.dortmund(), Use: domain.UseCodeLine, Reason: "It has learned since.", IdempotencyKey: h.key("ask")})
	return err
}

func (h *house) promoted(by string, agree bool) error {
	_, err := h.service.DecidePromotion(h.as(by), domain.DecidePromotionInput{
		EntityID: h.dortmund(), Use: domain.UseCodeLine, Agree: agree, Comment: "The last month was right.", IdempotencyKey: h.key("promote"),
	})
	return err
}

// policy drafts and publishes a policy of coding that may act.
func (h *house) policy(budget int64) *domain.AdvicePolicy {
	h.t.Helper()
	in := h.draft()
	if budget > 0 {
		in.Budget = &domain.MoneyInput{Amount: domain.NewDecimal(budget, 2), Currency: "EUR"}
	}
	done, err := h.service.DraftAdvicePolicy(h.as(drafts), in)
	require.NoError(h.t, err)
	_, err = h.service.PublishAdvicePolicy(h.as(publishes), domain.PublishAdvicePolicyInput{ID: done.Policy, IdempotencyKey: h.key("publish")})
	require.NoError(h.t, err)
	return h.policyInForce()
}

func (h *house) draft() domain.DraftAdvicePolicyInput {
	return domain.DraftAdvicePolicyInput{
		EntityID: h.dortmund(), Use: domain.UseCodeLine, Automatic: true, Target: 0.02, Audit: 0.05, Reason: "Coding is right often enough.", IdempotencyKey: h.key("draft"),
	}
}

func (h *house) sure() domain.Caution { return domain.Caution{Worth: domain.NewMoney(100_00, "EUR")} }

func TestKillModel_HoldsFromTheNextRequestOn(t *testing.T) {
	t.Parallel()
	h := setup(t)
	require.Empty(t, h.policy(0).Forbids(h.sure()))

	_, err := h.service.KillModel(h.as("emre.tasdemir"), h.turning("I do not like it."))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.KillModel(h.as(publishes), h.turning(""))
	refused(t, err, domain.CodeInvalid)
	require.Empty(t, h.policyInForce().Forbids(h.sure()), "a refusal changes nothing")

	_, err = h.service.DemoteModel(h.as(publishes), h.turning("Accounts were renamed."))
	require.NoError(t, err)
	require.Equal(t, "The model was taken from acting.", h.policyInForce().Forbids(h.sure()))
	require.Empty(t, h.policyInForce().Silent(), "it still suggests")

	_, err = h.service.KillModel(h.as(publishes), h.turning("It suggests nonsense."))
	require.NoError(t, err)
	require.Equal(t, "The model is switched off.", h.policyInForce().Forbids(h.sure()))
	require.Equal(t, "The model is switched off.", h.policyInForce().Silent())
	_, err = h.service.DemoteModel(h.as(publishes), h.turning("Again."))
	refused(t, err, domain.CodeWrongState)

	m := h.model(domain.UseCodeLine)
	require.Equal(t, domain.ModelKilled, m.State)
	require.Equal(t, "Beatrix Amsholt", m.By.Name)
	require.Equal(t, "It suggests nonsense.", *m.WhyState())
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'model.turned' AND subject_id = $1`, m.ID.UUID))
	h.clean()
}

func TestKillModel_HoldsWhereNobodySetAPolicy(t *testing.T) {
	t.Parallel()
	h := setup(t)
	require.Nil(t, h.policyInForce())
	_, err := h.service.KillModel(h.as(publishes), h.turning("It suggests nonsense."))
	require.NoError(t, err)
	require.NotEmpty(t, h.policyInForce().Silent())
}

func TestKillModel_SaysNothingAboutTheNextInvoice(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for range 4 {
		h.post(h.approve(h.enter(bill{})))
	}
	h.sequenced()
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Equal(t, "5000", h.unbooked().Lines[0].Advice.Action.AccountCode)

	_, err = h.service.KillModel(h.as(publishes), h.turning("It suggests nonsense."))
	require.NoError(t, err)
	silent := h.unbooked().Lines[0].Advice
	require.Equal(t, domain.ZoneHuman, silent.Zone)
	require.Equal(t, domain.ActionNone, silent.Action.Kind)
	require.Equal(t, "The model is switched off.", silent.Threshold.Why)
	h.clean()
}

func TestPromotion_IsAskedByOneAndDecidedByTheOwner(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.granted(h.grantOf(other, "policy_publisher"))
	refused(t, h.asksPromotion(drafts), domain.CodeWrongState) // nothing keeps it from acting
	_, err := h.service.DemoteModel(h.as(publishes), h.turning("Accounts were renamed."))
	require.NoError(t, err)
	refused(t, h.asksPromotion(drafts), domain.CodeWrongState) // it has no owner

	refused(t, h.owned(publishes, publishes), domain.CodeForbidden)
	refused(t, h.owned(publishes, "emre.tasdemir"), domain.CodeInvalid)
	refused(t, h.owned("emre.tasdemir", publishes), domain.CodeForbidden)
	require.NoError(t, h.owned(other, publishes))
	refused(t, h.owned(other, publishes), domain.CodeWrongState)

	refused(t, h.promoted(publishes, true), domain.CodeWrongState) // nobody asks
	refused(t, h.asksPromotion("emre.tasdemir"), domain.CodeForbidden)
	require.NoError(t, h.asksPromotion(drafts))
	refused(t, h.asksPromotion(drafts), domain.CodeWrongState)
	refused(t, h.promoted(other, true), domain.CodeForbidden) // may put models in force, and does not own this one
	refused(t, h.promoted(drafts, true), domain.CodeForbidden)
	require.Equal(t, domain.ModelDemoted, h.model(domain.UseCodeLine).State)

	require.NoError(t, h.promoted(publishes, false))
	require.Equal(t, domain.ModelDemoted, h.model(domain.UseCodeLine).State)
	require.NoError(t, h.asksPromotion(drafts))
	require.NoError(t, h.promoted(publishes, true))
	m := h.model(domain.UseCodeLine)
	require.Equal(t, domain.ModelActive, m.State)
	require.Nil(t, m.Asked)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM advice_turn t JOIN event e ON e.id = t.event AND e.kind = 'model.promoted' WHERE t.kind = 'PROMOTED'`))
	h.clean()
}

func TestAdvicePolicy_IsPutInForceBySomebodyElse(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.DraftAdvicePolicy(h.as("emre.tasdemir"), h.draft())
	refused(t, err, domain.CodeForbidden)
	wrong := h.draft()
	wrong.Target, wrong.Audit, wrong.Use = 0.7, 0.5, domain.UseDuplicate
	_, err = h.service.DraftAdvicePolicy(h.as(drafts), wrong)
	broken := refused(t, err, domain.CodeInvalid)
	require.Contains(t, fmt.Sprint(broken.Details), "target")
	require.Contains(t, fmt.Sprint(broken.Details), "audit")
	require.Contains(t, fmt.Sprint(broken.Details), "automatic")

	done, err := h.service.DraftAdvicePolicy(h.as(drafts), h.draft())
	require.NoError(t, err)
	list := h.model(domain.UseCodeLine).Drafts
	require.Len(t, list, 1)
	require.Equal(t, "Lennart Qvist", list[0].Drafter.Name)
	require.Nil(t, list[0].Publisher)
	require.Nil(t, h.policyInForce(), "a draft holds for nobody")
	publish := func(by string) error {
		_, err := h.service.PublishAdvicePolicy(h.as(by), domain.PublishAdvicePolicyInput{ID: done.Policy, IdempotencyKey: h.key("publish")})
		return err
	}
	refused(t, publish("emre.tasdemir"), domain.CodeForbidden)
	refused(t, publish(drafts), domain.CodeForbidden) // who drafted it
	require.NoError(t, publish(publishes))
	refused(t, publish(publishes), domain.CodeWrongState)
	require.Equal(t, 1, h.policyInForce().Number)
	require.Equal(t, 2, h.policy(500_00).Number)
	m := h.model(domain.UseCodeLine)
	require.Equal(t, []string{"Lennart Qvist", "Beatrix Amsholt"}, []string{m.Policy.Drafter.Name, m.Policy.Publisher.Name})
	require.Equal(t, []int64{500_00, 0, 500_00}, []int64{m.Spending.Limit.Minor, m.Spending.Spent.Minor, m.Spending.Left.Minor})
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM advice_policy WHERE state = 'RETIRED'`))
	require.Len(t, m.Retired, 1)
	require.Equal(t, []any{1, "Lennart Qvist", "Beatrix Amsholt"}, []any{m.Retired[0].Number, m.Retired[0].Drafter.Name, m.Retired[0].Publisher.Name}, "what was in force before stays to be read")
	h.exec(`INSERT INTO advice_policy SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number', 10 + n))).* FROM advice_policy p, generate_series(1, 12) n WHERE state = 'RETIRED'`)
	m = h.model(domain.UseCodeLine)
	require.Len(t, m.Retired, 10)
	require.Equal(t, 22, m.Retired[0].Number, "the newest first")
	require.NotNil(t, m.Policy.ActiveFrom)
	h.clean()
}

func TestCanModel_TellsWhoMayAndWhyNot(t *testing.T) {
	t.Parallel()
	h := setup(t)
	m := h.model(domain.UseCodeLine)
	allowed := func(who string) (list []bool, why string) {
		answers, err := h.service.CanModel(h.as(who), m, nil)
		require.NoError(t, err)
		for _, a := range answers {
			list = append(list, a.Allowed)
			if !a.Allowed {
				why = a.Reasons[0].Message
			}
		}
		return list, why
	}
	// Models, thresholds, drafts.
	may, why := allowed(publishes)
	require.Equal(t, []bool{true, true, false}, may)
	require.Contains(t, why, "draft policies")
	may, why = allowed(drafts)
	require.Equal(t, []bool{false, false, true}, may)
	require.Contains(t, why, "put thresholds in force")
}

func TestModel_IsFoundByItsId(t *testing.T) {
	t.Parallel()
	h := setup(t)
	m := h.model(domain.UseDuplicate)
	nodes, err := h.service.Nodes(h.as(drafts), []domain.ID{m.ID, {Kind: domain.NodeModel, Entity: m.ID.Entity, UUID: domain.UUIDOf("model", "no use")}}, 0)
	require.NoError(t, err)
	found, ok := nodes[0].(*domain.Model)
	require.True(t, ok)
	require.Equal(t, []any{domain.UseDuplicate, "DE01"}, []any{found.Use, found.Entity.Code})
	require.Nil(t, nodes[1])
}

// followed keeps a piece of advice on a new invoice that was followed by itself, or audited.
func (h *house) followed(audited bool, worth int64) *domain.Recommendation {
	h.t.Helper()
	inv := h.enter(bill{})
	r := domain.ID{Kind: domain.NodeRecommendation, Entity: inv.ID.Entity, UUID: domain.NewUUID(h.now())}
	state := "AUTO_APPLIED"
	if audited {
		state = "PROPOSED"
	}
	h.exec(`INSERT INTO recommendation (entity_id, id, version, use, invoice_id, line, round, action, confidence, zone, threshold, explanation, model, state, audited, risk_minor, made_at, event)
		VALUES ($1, $2, 1, 'CODE_LINE', $3, 1, 1, '{"kind": "CODE_LINE", "label": "5000", "account": "5000", "confidence": 0.99, "effect": []}', 0.99, 'AUTO', '{}', '{}', 'm', $4, $5, $6, $7, $2)`,
		inv.ID.Entity, r.UUID, inv.ID.UUID, state, audited, worth, h.now())
	return &domain.Recommendation{ID: r, Version: 1}
}

// rejects says that advice was wrong.
func (h *house) rejects(r *domain.Recommendation) {
	h.t.Helper()
	wrong := domain.FeedbackWrongValue
	_, err := h.service.DecideAdvice(h.as("emre.tasdemir"), domain.DecideAdviceInput{
		ID: r.ID, Version: r.Version, Decision: domain.RejectAdvice, Feedback: &wrong, IdempotencyKey: h.key("reject"),
	})
	require.NoError(h.t, err)
}

func TestBudget_SlowsThenStopsAndOnlyItsOwnerLetsItActAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	if !h.may("emre.tasdemir", domain.DecideAdvice) {
		h.rewritten("ap_clerk", domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.DecideAdvice)
	}
	h.granted(h.grantOf(other, "policy_publisher"))
	require.NoError(t, h.owned(other, publishes))
	h.policy(1000_00)

	h.rejects(h.followed(false, 100_00))
	m := h.model(domain.UseCodeLine)
	require.Equal(t, []int64{100_00, 900_00}, []int64{m.Spending.Spent.Minor, m.Spending.Left.Minor})
	require.Zero(t, m.Spending.Slow)
	h.rejects(h.followed(true, 30_00)) // one audit in twenty: it stands for 600.00
	m = h.model(domain.UseCodeLine)
	require.Equal(t, int64(700_00), m.Spending.Spent.Minor)
	require.InDelta(t, 0.4, m.Spending.Slow, 1e-9)
	m.Policy.Spending = m.Spending
	require.InDelta(t, 0.94, m.Policy.Raise(0.9), 1e-9)
	require.Contains(t, m.Policy.Forbids(domain.Caution{Worth: domain.NewMoney(301_00, "EUR")}), "It is worth more than the 300.00 EUR that are left")
	require.Empty(t, m.Policy.Forbids(h.sure()))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'advice_budget'`))

	h.rejects(h.followed(false, 300_00))
	m = h.model(domain.UseCodeLine)
	require.Equal(t, domain.ModelDemoted, m.State)
	require.Nil(t, m.By, "nobody but the house")
	require.Contains(t, *m.WhyState(), "estimated at 1000.00 EUR")
	require.Equal(t, "The model was taken from acting.", h.policyInForce().Forbids(h.sure()))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'advice_budget' AND state = 'OPEN' AND owner = $1`, h.person(publishes)))

	h.later(time.Minute)
	require.NoError(t, h.asksPromotion(drafts))
	require.NoError(t, h.promoted(publishes, true))
	m = h.model(domain.UseCodeLine)
	require.Equal(t, domain.ModelActive, m.State)
	require.Zero(t, m.Spending.Spent.Minor, "a named person began the budget anew")
	h.clean()
}

func TestAdviceQuality_AndSimulationTellWhatCameTrue(t *testing.T) {
	t.Parallel()
	h := setup(t)
	today := domain.DateOf(h.now())
	for i := range 3 {
		r := h.followed(i == 0, 100_00)
		outcome := []string{"RIGHT", "WRONG", "UNKNOWN"}[i]
		h.exec(`UPDATE recommendation SET outcome = $2, outcome_at = CASE WHEN $2 <> 'UNKNOWN' THEN now() END WHERE id = $1`, r.ID.UUID, outcome)
		h.exec(`INSERT INTO label (entity_id, id, invoice_id, line, revision, account, center, source, trains, person_id, event, recommendation, features, said, at)
			SELECT entity_id, id, invoice_id, 1, 1, CASE outcome WHEN 'WRONG' THEN '6000' ELSE '5000' END, '', 'CODED', true, $2, id, id, '{"vendor": "v", "name": "V", "minor": 10000}',
			'{"account": "5000", "confidence": 0.99, "zone": "AUTO"}', made_at FROM recommendation WHERE id = $1`, r.ID.UUID, h.person("emre.tasdemir"))
	}
	list, err := h.service.AdviceQuality(h.as(publishes), domain.QualityFilter{From: today.AddDays(-1), To: today.AddDays(1)})
	require.NoError(t, err)
	require.Len(t, list, 1)
	q := list[0]
	require.Equal(t, []int{3, 2, 2, 1}, []int{q.N, q.Known, q.Automatic, q.WrongAutomatic})
	require.InDelta(t, 0.5, q.Precision, 1e-9)
	require.Equal(t, domain.NewMoney(100_00, "EUR"), q.WrongAutomaticMoney)
	require.Len(t, q.Calibration, 15)
	_, err = h.service.AdviceQuality(h.as(publishes), domain.QualityFilter{From: today, To: today.AddDays(-1)})
	refused(t, err, domain.CodeInvalid)

	try := domain.SimulateThresholdInput{EntityID: h.dortmund(), Threshold: new(0.9), From: today.AddDays(-1), To: today.AddDays(1)}
	sim, err := h.service.SimulateThreshold(h.as(drafts), try)
	require.NoError(t, err)
	require.Equal(t, []int{3, 3, 1}, []int{sim.Considered, sim.Automatic, sim.Wrong})
	require.Equal(t, domain.NewMoney(100_00, "EUR"), sim.WrongMoney)
	require.GreaterOrEqual(t, sim.BoundMoney.Minor, sim.WrongMoney.Minor)
	_, err = h.service.SimulateThreshold(h.as("emre.tasdemir"), try)
	refused(t, err, domain.CodeForbidden)
	try.Target = new(0.02)
	_, err = h.service.SimulateThreshold(h.as(drafts), try)
	refused(t, err, domain.CodeInvalid)
}
