package domain

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	proposer = Actor{Kind: ActorPerson, ID: UUIDOf("proposer"), Name: "Carla Clerk"}
	decider  = Actor{Kind: ActorPerson, ID: UUIDOf("decider"), Name: "Dora Decider"}
	dusk     = time.Date(2026, time.November, 20, 18, 0, 0, 0, time.UTC)
)

func adjustable(source ReconSource, minor int64) *Line {
	return &Line{ID: ID{Kind: NodeLine, Entity: 2, UUID: UUIDOf("line", string(source))}, Source: source, Amount: NewMoney(minor, "EUR")}
}

func wantEntry() ProposeAdjustmentInput {
	return ProposeAdjustmentInput{Kind: "FEE", ReasonCode: "BANK_FEE", Reason: "The bank kept its fee of October."}
}

func adjusting(in ProposeAdjustmentInput, against string, lines ...*Line) (*MatchAdjustment, *MatchGroup, error) {
	a := &MatchAdjustment{ID: ID{Kind: NodeAdjustment, Entity: 2, UUID: UUIDOf("adjustment")}, Key: "ADJ-2026-000001"}
	account := &ReconAccount{ID: ID{Kind: NodeReconAccount, Entity: 2, UUID: UUIDOf("account")}, AccountCode: "1200", Name: "House bank", Currency: "EUR"}
	g, _, err := ProposeAdjustment(a, account, proposer, lines, &Account{Code: against}, in, dusk)
	if g != nil {
		a.Group = g
	}
	return a, g, err
}

func TestProposeAdjustment_BooksWhatTheBooksLack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []*Line
		want  int64
	}{
		"a fee that the bank alone has":            {[]*Line{adjustable(SourceBank, -450)}, -450},
		"an entry that never reached the bank":     {[]*Line{adjustable(SourceLedger, 1000)}, -1000},
		"what a payment came short":                {[]*Line{adjustable(SourceBank, 990), adjustable(SourceLedger, 1000)}, -10},
		"what a processor kept before the bank":    {[]*Line{adjustable(SourceBank, 970), adjustable(SourceProcessor, 0), adjustable(SourceLedger, 1000)}, -30},
		"what the books have less than the bank":   {[]*Line{adjustable(SourceBank, 1010), adjustable(SourceLedger, 1000)}, 10},
		"two lines of the bank that nobody booked": {[]*Line{adjustable(SourceBank, 5), adjustable(SourceBank, 6)}, 11},
	} {
		a, g, err := adjusting(wantEntry(), "6855", c.lines...)
		require.NoError(t, err, name)
		require.Equal(t, c.want, a.Amount.Minor, name)
		require.Equal(t, []string{"1200", "6855"}, []string{a.Lines[0].Account, a.Lines[1].Account})
		require.Equal(t, []int64{c.want, -c.want}, []int64{a.Lines[0].Amount.Minor, a.Lines[1].Amount.Minor}, name)
		require.Equal(t, GroupSuggested, g.State)
		require.Equal(t, a.Amount, g.Remainder)
	}
}

func TestProposeAdjustment_RefusesWithEveryBrokenRule(t *testing.T) {
	t.Parallel()
	_, _, err := adjusting(ProposeAdjustmentInput{Kind: "GIFT", Reason: "short"}, "1200", adjustable(SourceBank, 7), adjustable(SourceLedger, 7))
	var refusal *Error
	require.ErrorAs(t, err, &refusal)
	require.Len(t, refusal.Details["violations"], 5)
	_, _, err = adjusting(wantEntry(), "6855")
	require.Equal(t, CodeInvalid, CodeOf(err))
	dollars := adjustable(SourceLedger, 7)
	dollars.Amount.Currency = "USD"
	_, _, err = adjusting(wantEntry(), "6855", adjustable(SourceBank, 7), dollars)
	require.ErrorContains(t, err, "one currency")
	_, _, err = adjusting(wantEntry(), "6855", dollars)
	require.ErrorContains(t, err, "currency of the account")
}

func TestAdjustment_IsDecidedOnceAndByAnother(t *testing.T) {
	t.Parallel()
	a, g, err := adjusting(wantEntry(), "6855", adjustable(SourceBank, -450))
	require.NoError(t, err)
	_, err = a.Decide(proposer, DecideAdjustmentInput{Approve: true}, dusk)
	require.Equal(t, CodeForbidden, CodeOf(err))
	_, err = a.Decide(SystemActor("poster"), DecideAdjustmentInput{Approve: true}, dusk)
	require.Equal(t, CodeForbidden, CodeOf(err))
	_, err = a.Decide(decider, DecideAdjustmentInput{}, dusk)
	require.Equal(t, CodeInvalid, CodeOf(err), "a rejection says why")
	g.Certified = "2026-10"
	_, err = a.Decide(decider, DecideAdjustmentInput{Approve: true}, dusk)
	require.Equal(t, CodeWrongState, CodeOf(err))
	g.Certified = ""
	require.Equal(t, AdjustmentProposed, a.State)
	event, err := a.Decide(decider, DecideAdjustmentInput{Approve: true}, dusk)
	require.NoError(t, err)
	require.Equal(t, "adjustment.approved", event.Kind)
	_, changed := g.Settle(decider, a)
	require.True(t, changed)
	require.Equal(t, GroupApproved, g.State)
	_, err = a.Decide(decider, DecideAdjustmentInput{Approve: true}, dusk)
	require.Equal(t, CodeWrongState, CodeOf(err))
}

func TestSettle_ADifferenceDoesNotStandWithoutItsEntry(t *testing.T) {
	t.Parallel()
	for _, state := range []GroupState{GroupSuggested, GroupMatched, GroupApproved} {
		g := &MatchGroup{State: state}
		_, changed := g.Settle(decider, &MatchAdjustment{State: AdjustmentRejected})
		require.True(t, changed)
		require.Equal(t, GroupUndone, g.State)
	}
	g := &MatchGroup{State: GroupMatched}
	_, changed := g.Settle(decider, &MatchAdjustment{State: AdjustmentApproved})
	require.False(t, changed, "it stands already")
}
