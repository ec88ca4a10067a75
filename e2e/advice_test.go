package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	standingAdvice = `query($use: [AiUse!]) { recommendations(filter: {use: $use, standing: true}, first: 50) {
		edges { node { id version use line zone state confidence action { kind account { id code } } threshold { auto suggest policy why } explanation { summary uncited } invoice { id key } } }
		totalCount { value } } }`
	decideAdvice = `mutation($in: DecideAdviceInput!) { decideAdvice(input: $in) {
		recommendation { id version state outcome feedback openedEvidence decidedBy { ... on User { name } } } item { id lines { number account { id code } } } } }`
	pinTask    = `mutation($in: PinTaskInput!) { pinTask(input: $in) { task { id } } }`
	rankedWork = `{ viewer { inbox(first: 50, sort: [{field: "rank", direction: DESC}]) { totalCount { value } edges { node { id rank { pinned probability score { amount currency } reasons { kind amount { amount } } }
		nextActions { kind label worth { amount currency } wouldChange recommendation { id } } } } } } }`
	modelFields = `model { version state stateReason owner { name } stateBy { name } promotion { reason } drafts { id number target } policy { number target automatic } can { action allowed } }`
)

type advisedLine struct {
	ID, Use, Zone, State string
	Version, Line        int
	Confidence           float64
	Action               struct {
		Kind    string
		Account struct{ ID, Code string }
	}
	Threshold struct {
		Auto    *float64
		Suggest float64
		Policy  int
		Why     string
	}
	Explanation struct {
		Summary string
		Uncited int
	}
	Invoice struct{ ID, Key string }
}

// advice is what waits for a client's word, by the account that it names.
func (c *client) advice(account string) (list []advisedLine) {
	c.t.Helper()
	type page struct {
		Recommendations struct {
			Edges      []struct{ Node advisedLine }
			TotalCount struct{ Value int }
		}
	}
	got := ask[page](c, standingAdvice, vars{"use": []string{"CODE_LINE"}}).Recommendations
	require.Equal(c.t, len(got.Edges), got.TotalCount.Value)
	for _, e := range got.Edges {
		if e.Node.Action.Account.Code == account {
			list = append(list, e.Node)
		}
	}
	return list
}

type adviceDecided struct {
	DecideAdvice struct {
		Recommendation struct {
			ID, State, Outcome string
			Version            int
			Feedback           *string
			OpenedEvidence     bool
			DecidedBy          *struct{ Name string }
		}
		Item struct {
			ID    string
			Lines []struct {
				Number  int
				Account *struct{ ID, Code string }
			}
		}
	}
}

func TestAdvice_AClerkTakesOverChangesAndTurnsDownWhatModelsSay(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"})
	c := h.as("emre.tasdemir")
	said := c.advice("6300")
	require.GreaterOrEqual(t, len(said), 3)
	for _, r := range said {
		require.Equal(t, "PROPOSED", r.State)
		require.Equal(t, "SUGGEST", r.Zone)
		require.Zero(t, r.Threshold.Policy, "no policy is in force there, so it acts on nothing")
		require.NotEmpty(t, r.Threshold.Why)
		require.NotEmpty(t, r.Explanation.Summary)
		require.Zero(t, r.Explanation.Uncited)
		require.Greater(t, r.Confidence, 0.5)
	}
	answer := func(r advisedLine, decision string, more vars) vars {
		in := vars{"id": r.ID, "version": r.Version, "decision": decision, "idempotencyKey": key()}
		for name, value := range more {
			in[name] = value
		}
		return vars{"in": in}
	}

	take := answer(said[0], "ACCEPT", vars{"openedEvidence": true})
	h.as("ulrike.hagenau").refused("FORBIDDEN", decideAdvice, take)
	h.as("mathis.delorieux").refused("NOT_FOUND", decideAdvice, take)
	done := ask[adviceDecided](c, decideAdvice, take).DecideAdvice
	require.Equal(t, done, ask[adviceDecided](c, decideAdvice, take).DecideAdvice, "the same key is the same act")
	require.Equal(t, []string{"ACCEPTED", "RIGHT", "Emre Taşdemir"}, []string{done.Recommendation.State, done.Recommendation.Outcome, done.Recommendation.DecidedBy.Name})
	require.True(t, done.Recommendation.OpenedEvidence)
	require.Equal(t, said[0].Invoice.ID, done.Item.ID)
	require.Equal(t, "6300", done.Item.Lines[0].Account.Code)
	c.refused("STALE", decideAdvice, answer(said[0], "ACCEPT", nil))
	decided := said[0]
	decided.Version = done.Recommendation.Version
	require.Equal(t, "ACCEPTED", c.refused("WRONG_STATE", decideAdvice, answer(decided, "REJECT", vars{"feedback": "WRONG_VALUE"})).Extensions.Details["state"])
	require.Zero(t, h.count(`SELECT count(*) FROM decision d JOIN invoice i ON i.id = d.invoice_id AND i.entity_id = d.entity_id WHERE i.key = $1`, said[0].Invoice.Key), "it approved nothing")

	c.refused("INVALID", decideAdvice, answer(said[1], "EDIT", vars{"feedback": "BUSINESS_CHANGE"}))
	accounts := ask[struct{ Accounts []struct{ ID, Code string } }](c, `query($e: ID!) { accounts(entityId: $e) { id code } }`, vars{"e": c.entity("DE01")}).Accounts
	var freight string
	for _, a := range accounts {
		if a.Code == "5300" {
			freight = a.ID
		}
	}
	c.refused("INVALID", decideAdvice, answer(said[1], "EDIT", vars{"editedTo": vars{"accountId": freight}}))
	done = ask[adviceDecided](c, decideAdvice, answer(said[1], "EDIT", vars{"feedback": "BUSINESS_CHANGE", "editedTo": vars{"accountId": freight}})).DecideAdvice
	require.Equal(t, []string{"EDITED", "WRONG", "5300"}, []string{done.Recommendation.State, done.Recommendation.Outcome, done.Item.Lines[0].Account.Code})
	require.False(t, done.Recommendation.OpenedEvidence, "a rubber stamp is told as one")

	done = ask[adviceDecided](c, decideAdvice, answer(said[2], "REJECT", vars{"feedback": "FORMAT", "reason": "Upkeep is written 6310 in the old chart."})).DecideAdvice
	require.Equal(t, []string{"REJECTED", "RIGHT", "FORMAT"}, []string{done.Recommendation.State, done.Recommendation.Outcome, *done.Recommendation.Feedback})
	require.NotEqual(t, "6300", done.Item.Lines[0].Account.Code, "what is turned down books nothing")
	h.clean()
}

func TestAdvice_AnInboxStandsInItsOrderAndTellsWhatIsNext(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"})
	c := h.as("jonas.wiebelt")
	type work struct {
		Viewer struct {
			Inbox struct {
				TotalCount struct{ Value int }
				Edges      []struct {
					Node struct {
						ID   string
						Rank struct {
							Pinned      bool
							Probability float64
							Score       struct{ Amount, Currency string }
							Reasons     []struct {
								Kind   string
								Amount struct{ Amount string }
							}
						}
						NextActions []struct {
							Kind, Label    string
							Worth          struct{ Amount, Currency string }
							WouldChange    *string
							Recommendation *struct{ ID string }
						}
					}
				}
			}
		}
	}
	for _, who := range deciders { // whoever has most to decide
		if n := ask[work](h.as(who), rankedWork, nil).Viewer.Inbox.TotalCount.Value; n > ask[work](c, rankedWork, nil).Viewer.Inbox.TotalCount.Value {
			c = h.as(who)
		}
	}
	tasks := ask[work](c, rankedWork, nil).Viewer.Inbox.Edges
	require.GreaterOrEqual(t, len(tasks), 2)
	told := 0
	for _, e := range tasks {
		require.NotEmpty(t, e.Node.Rank.Reasons)
		require.Equal(t, "EUR", e.Node.Rank.Score.Currency)
		for n, a := range e.Node.NextActions {
			require.Equal(t, n == 0 && a.WouldChange != nil, a.WouldChange != nil, "the first alone tells what would turn the order")
			require.Equal(t, a.Kind == "LOOK", a.Recommendation != nil)
			told++
		}
	}
	require.Positive(t, told)
	last := tasks[len(tasks)-1].Node.ID
	ask[struct{}](c, pinTask, vars{"in": vars{"id": last, "pinned": true, "idempotencyKey": key()}})
	tasks = ask[work](c, rankedWork, nil).Viewer.Inbox.Edges
	require.Equal(t, last, tasks[0].Node.ID)
	require.True(t, tasks[0].Node.Rank.Pinned)
	h.as("marit.holvaag").refused("NOT_FOUND", pinTask, vars{"in": vars{"id": last, "pinned": true, "idempotencyKey": key()}})
}

type governed struct {
	Version     int
	State       string
	StateReason *string
	Owner       *struct{ Name string }
	StateBy     *struct{ Name string }
	Promotion   *struct{ Reason string }
	Drafts      []struct {
		ID     string
		Number int
		Target float64
	}
	Policy struct {
		Number    int
		Target    float64
		Automatic bool
	}
}

func TestModels_OneStopsTwoLetActAgainAndTwoPutAPromiseInForce(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "60"})
	owner, publisher, drafter := h.as("dagmar.wesseling"), h.as("beatrix.amsholt"), h.as("lennart.quist")
	entity := owner.entity("GB01")
	of := func(more vars) vars {
		in := vars{"entityId": entity, "use": "CODE_LINE", "idempotencyKey": key()}
		for name, value := range more {
			in[name] = value
		}
		return vars{"in": in}
	}
	mutation := func(name, input string) string {
		return `mutation($in: ` + input + `!) { done: ` + name + `(input: $in) { ` + modelFields + ` } }`
	}
	type done struct{ Done struct{ Model governed } }
	kill, demote := mutation("killModel", "TurnModelInput"), mutation("demoteModel", "TurnModelInput")
	asks, decides := mutation("askPromotion", "AskPromotionInput"), mutation("decidePromotion", "DecidePromotionInput")
	drafts, publishes := mutation("draftAdvicePolicy", "DraftAdvicePolicyInput"), mutation("publishAdvicePolicy", "PublishAdvicePolicyInput")

	why := vars{"reason": "It books the new plant on accounts of the old one."}
	h.as("emre.tasdemir").refused("NOT_FOUND", kill, of(why))
	h.as("owen.pritchley").refused("FORBIDDEN", kill, of(why))
	publisher.refused("INVALID", kill, of(vars{"reason": ""}))
	m := ask[done](publisher, kill, of(why)).Done.Model
	require.Equal(t, []string{"KILLED", "Beatrix Amsholt", "Dagmar Wesseling"}, []string{m.State, m.StateBy.Name, m.Owner.Name})
	publisher.refused("WRONG_STATE", kill, of(why))

	owner.refused("FORBIDDEN", asks, of(why))
	m = ask[done](drafter, asks, of(vars{"reason": "The chart was mended."})).Done.Model
	require.Equal(t, "The chart was mended.", m.Promotion.Reason)
	drafter.refused("WRONG_STATE", asks, of(why))
	yes := vars{"agree": true, "comment": "Seen on a hundred lines."}
	publisher.refused("FORBIDDEN", decides, of(yes))
	drafter.refused("FORBIDDEN", decides, of(yes))
	m = ask[done](owner, decides, of(yes)).Done.Model
	require.Equal(t, "ACTIVE", m.State)
	require.Nil(t, m.Promotion)
	owner.refused("WRONG_STATE", decides, of(yes))
	require.Equal(t, "DEMOTED", ask[done](owner, demote, of(vars{"reason": "Until the audit is over."})).Done.Model.State)

	require.Equal(t, 1, m.Policy.Number)
	require.True(t, m.Policy.Automatic)
	require.Len(t, m.Drafts, 1)
	publish := func(id string) vars { return vars{"in": vars{"id": id, "idempotencyKey": key()}} }
	drafter.refused("FORBIDDEN", publishes, publish(m.Drafts[0].ID))
	m = ask[done](publisher, publishes, publish(m.Drafts[0].ID)).Done.Model
	require.Equal(t, 2, m.Policy.Number)
	require.InDelta(t, 0.01, m.Policy.Target, 1e-9)
	require.Empty(t, m.Drafts)
	broken := drafter.refused("INVALID", drafts, of(vars{"automatic": true, "target": 0.7, "audit": 0.5, "reason": "Too much."}))
	require.Len(t, broken.Extensions.Details["violations"], 2)

	clerk := h.as("emre.tasdemir")
	for _, r := range clerk.advice("6300") { // what people confirm is what a promise is tried on
		ask[adviceDecided](clerk, decideAdvice, vars{"in": vars{"id": r.ID, "version": r.Version, "decision": "ACCEPT", "idempotencyKey": key()}})
	}
	day := func(back int) string { return time.Now().UTC().AddDate(0, 0, -back).Format(time.DateOnly) }
	simulate := `query($in: SimulateThresholdInput!) { simulateThreshold(input: $in) { considered automatic audited touchesSaved coverage wrong bound boundMoney { amount currency } } }`
	tried := ask[struct {
		SimulateThreshold struct {
			Considered, Automatic, Audited, TouchesSaved int
			Coverage, Bound                              float64
		}
	}](drafter, simulate, vars{"in": vars{"entityId": drafter.entity("DE01"), "threshold": 0.5, "from": day(700), "to": day(0)}}).SimulateThreshold
	require.Positive(t, tried.Considered)
	require.Equal(t, tried.Automatic-tried.Audited, tried.TouchesSaved)
	drafter.refused("INVALID", simulate, vars{"in": vars{"entityId": entity, "threshold": 0.5, "target": 0.01, "from": day(90), "to": day(0)}})
	h.as("owen.pritchley").refused("FORBIDDEN", simulate, vars{"in": vars{"entityId": entity, "threshold": 0.5, "from": day(90), "to": day(0)}})
	quality := `query($f: QualityFilter!) { adviceQuality(filter: $f) { use n known decided calibration { n } } }`
	type measured struct {
		AdviceQuality []struct {
			Use               string
			N, Known, Decided int
			Calibration       []struct{ N int }
		}
	}
	found := ask[measured](clerk, quality, vars{"f": vars{"from": day(90), "to": day(0), "use": []string{"CODE_LINE"}}}).AdviceQuality
	require.Len(t, found, 1)
	for _, q := range found {
		require.GreaterOrEqual(t, q.N, 3)
		require.GreaterOrEqual(t, q.Decided, 3)
		require.Len(t, q.Calibration, 15)
	}
	drafter.refused("INVALID", quality, vars{"f": vars{"from": day(0), "to": day(90)}})
	h.clean()
}

const whoDecides = `query($id: ID!) { node(id: $id) { ... on Invoice { route { steps { order approvers { email } } } advice { id version use zone state outcome confidence modelState
	action { kind label input effect person { email } } alternatives { person { email } } explanation { summary reasons { sentence count of } } can { action allowed } } } } }`

type foretold struct {
	ID, Use, Zone, State, Outcome string
	Version                       int
	ModelState                    *string
	Action                        struct {
		Kind, Label string
		Input       struct {
			Person string
			Step   int
		}
		Effect []string
		Person person
	}
	Alternatives []struct{ Person person }
	Explanation  struct {
		Summary string
		Reasons []struct{ Count, Of int }
	}
}

// foretold is what is said of who decides an invoice, and who is asked.
func (c *client) foretold(id string) (said []foretold, asked [][]person) {
	c.t.Helper()
	got := ask[struct {
		Node struct {
			Route struct {
				Steps []struct{ Approvers []person }
			}
			Advice []foretold
		}
	}](c, whoDecides, vars{"id": id}).Node
	for _, s := range got.Route.Steps {
		asked = append(asked, s.Approvers)
	}
	for _, r := range got.Advice {
		if r.Use == "PREDICT_APPROVER" {
			said = append(said, r)
		}
	}
	return said, asked
}

func TestAdvice_TellsWhoUsuallyDecidesAndThePolicyStillAsksEverybody(t *testing.T) {
	t.Parallel()
	h := open(t, options{env: []string{"COUNTERSIGN_UNDO=1m"}})
	const usual, other = "yildiz.ackermann", "dieter.moosbrugger"
	h.grant(usual, "ap_approver", 0)
	auditing := h.as(auditor)
	first := func(inv *invoice) *invoice { // the owner of the cost centre is asked alone
		step := inv.open("APPROVE")
		require.Len(t, step.Candidates, 1)
		h.as(local(step.Candidates[0])).decide(step, "APPROVE")
		return auditing.invoice(inv.ID)
	}
	var before [][]person
	for range 5 {
		inv := h.arrive(12_000)
		said, asked := auditing.foretold(inv.ID)
		require.Empty(t, said, "too little is known")
		before = asked
		h.as(usual).decide(first(inv).open("APPROVE"), "APPROVE")
	}
	require.Len(t, before[1], 2)

	inv := h.arrive(12_000)
	said, asked := auditing.foretold(inv.ID)
	require.Equal(t, before, asked, "everybody is asked as before")
	require.Len(t, said, 1)
	r := said[0]
	require.Equal(t, []string{"SUGGEST", "PROPOSED", "UNKNOWN", "ASK_APPROVER", usual, "approvers 1"}, []string{r.Zone, r.State, r.Outcome, r.Action.Kind, local(r.Action.Person), *r.ModelState})
	require.Equal(t, 2, r.Action.Input.Step)
	require.Equal(t, other, local(r.Alternatives[0].Person))
	require.Equal(t, 5, r.Explanation.Reasons[0].Count)

	c := h.as(clerk)
	answer := func(decision string, more vars) vars {
		in := vars{"id": r.ID, "version": r.Version, "decision": decision, "idempotencyKey": key()}
		for name, value := range more {
			in[name] = value
		}
		return vars{"in": in}
	}
	h.as(other).refused("FORBIDDEN", decideAdvice, answer("ACCEPT", nil))
	c.refused("INVALID", decideAdvice, answer("EDIT", vars{"feedback": "WRONG_VALUE", "editedTo": vars{"personId": c.userID(clerk)}}))
	inv = first(inv)
	h.as(other).decide(inv.open("APPROVE"), "APPROVE")
	said, _ = auditing.foretold(inv.ID)
	require.Equal(t, []string{"EXPIRED", "WRONG"}, []string{said[0].State, said[0].Outcome})
	h.as(other).undo(auditing.invoice(inv.ID), 2)
	said, _ = auditing.foretold(inv.ID)
	require.Equal(t, []string{"PROPOSED", "UNKNOWN"}, []string{said[0].State, said[0].Outcome})
	r = said[0]
	done := ask[adviceDecided](c, decideAdvice, answer("ACCEPT", nil)).DecideAdvice
	require.Equal(t, []string{"ACCEPTED", "UNKNOWN"}, []string{done.Recommendation.State, done.Recommendation.Outcome}, "who decides is still to be seen")
	_, asked = auditing.foretold(inv.ID)
	require.Equal(t, before, asked)
	h.as(usual).decide(auditing.invoice(inv.ID).open("APPROVE"), "APPROVE")
	said, _ = auditing.foretold(inv.ID)
	require.Equal(t, []string{"ACCEPTED", "RIGHT"}, []string{said[0].State, said[0].Outcome})
	h.clean()
}
