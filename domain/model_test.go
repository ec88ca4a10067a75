package domain

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var modelDay = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

func acts(name string) Actor { return Actor{Kind: ActorPerson, ID: UUIDOf(name), Name: name} }

func rested() *Model {
	m := NewModel(1, UseCodeLine)
	m.State, m.OwnerID = ModelDemoted, UUIDOf("owner")
	return m
}

func TestModel_StopsByOnePersonAndNeverUpwards(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to ModelState
		want     Code
	}{
		{ModelActive, ModelDemoted, ""}, {ModelActive, ModelKilled, ""}, {ModelDemoted, ModelKilled, ""},
		{ModelDemoted, ModelDemoted, CodeWrongState}, {ModelKilled, ModelDemoted, CodeWrongState}, {ModelKilled, ModelKilled, CodeWrongState}, {ModelDemoted, ModelActive, CodeWrongState},
	} {
		m := NewModel(1, UseCodeLine)
		m.State = c.from
		_, err := m.Turn(acts("ana"), c.to, "Because of it.", modelDay)
		require.Equal(t, c.want, CodeOf(err), "%s to %s", c.from, c.to)
		if c.want == "" {
			require.Equal(t, []any{c.to, UUIDOf("ana"), "Because of it."}, []any{m.State, m.ByID, m.Why})
		} else {
			require.Equal(t, c.from, m.State)
		}
	}
	_, err := NewModel(1, UseCodeLine).Turn(SystemActor("clock"), ModelKilled, "Because of it.", modelDay)
	require.Equal(t, CodeForbidden, CodeOf(err))
}

func TestModel_FourEyesLetItActAgain(t *testing.T) {
	t.Parallel()
	m := rested()
	_, _, err := m.Ask(acts("owner"), "It has learned.", modelDay)
	require.Equal(t, CodeForbidden, CodeOf(err), "an owner who asks would agree with themselves")
	p, _, err := m.Ask(acts("ana"), "It has learned.", modelDay)
	require.NoError(t, err)
	_, err = m.Judge(acts("ben"), true, "It was right.", modelDay)
	require.EqualError(t, err, "FORBIDDEN: Only who owns the model lets it act again.")
	m.OwnerID = UUIDOf("ana") // since made the owner
	_, err = m.Judge(acts("ana"), true, "It was right.", modelDay)
	require.EqualError(t, err, "FORBIDDEN: You asked for this, so somebody else decides.")
	m.OwnerID = UUIDOf("owner")
	_, err = m.Judge(acts("owner"), true, "", modelDay)
	require.Equal(t, CodeInvalid, CodeOf(err))
	_, err = m.Judge(acts("owner"), true, "It was right.", modelDay)
	require.NoError(t, err)
	require.Equal(t, []any{ModelActive, PromotionAgreed, (*ModelPromotion)(nil)}, []any{m.State, p.State, m.Asked})
}

func TestModel_ActsOnlyWhereEverythingLetsIt(t *testing.T) {
	t.Parallel()
	p := &AdvicePolicy{Use: UseCodeLine, Automatic: true}
	worth := Caution{Worth: NewMoney(100, "EUR")}
	require.Empty(t, p.Forbids(worth))
	p.Spending = &Spending{Left: NewMoney(99, "EUR"), Slow: 0.5}
	require.Equal(t, "It is worth more than the 0.99 EUR that are left of the budget of error money.", p.Forbids(worth))
	require.InDelta(t, 0.95, p.Raise(0.9), 1e-12)
	p.Spending.Left, p.Spending.Stopped = NewMoney(1000, "EUR"), true
	require.Equal(t, "The budget of error money is used up.", p.Forbids(worth))
	p.Model = ModelDemoted
	require.Equal(t, "The model was taken from acting.", p.Forbids(worth))
	require.Empty(t, p.Silent())
	p.Model = ModelKilled
	require.Equal(t, "The model is switched off.", p.Forbids(worth))
	require.NotEmpty(t, p.Silent())
}

func TestAdvicePolicy_WhoDraftsDoesNotPublish(t *testing.T) {
	t.Parallel()
	in := DraftAdvicePolicyInput{Use: UseCodeLine, Automatic: true, Target: 0.01, Audit: 0.05, Reason: "Right often enough.", Budget: &MoneyInput{Amount: NewDecimal(100, 0), Currency: "USD"}}
	_, _, err := NewAdvicePolicy(ID{}, in, acts("ana"), 1, "EUR")
	require.Equal(t, CodeInvalid, CodeOf(err))
	in.Budget.Currency = "EUR"
	p, _, err := NewAdvicePolicy(ID{}, in, acts("ana"), 1, "EUR")
	require.NoError(t, err)
	require.Equal(t, NewMoney(10000, "EUR"), *p.Budget)
	_, err = p.Publish(acts("ana"), nil, nil, modelDay)
	require.Equal(t, CodeForbidden, CodeOf(err))
	before := &AdvicePolicy{State: "ACTIVE"}
	_, err = p.Publish(acts("ben"), before, nil, modelDay)
	require.NoError(t, err)
	require.Equal(t, []string{"ACTIVE", "RETIRED"}, []string{p.State, before.State})
	_, err = p.Publish(acts("ben"), nil, nil, modelDay)
	require.Equal(t, CodeWrongState, CodeOf(err))
}
