package domain

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// october is a period of an account of some risk that ended before nightfall, and figures that tie.
func october(risk Risk) (*Reconciliation, ReconFigures) {
	end := DateOf(nightfall).AddDays(-3)
	r := &Reconciliation{
		ID: ID{Kind: NodeReconciliation, Entity: 1, UUID: UUIDOf("october")}, State: ReconciliationOpen,
		AccountID: UUIDOf("bank"), PeriodID: UUIDOf("period"),
		Account: &ReconAccount{ID: ID{Kind: NodeReconAccount, Entity: 1, UUID: UUIDOf("bank")}, Name: "Bank 1200", Risk: risk, Currency: "EUR"},
		Period:  &Period{ID: UUIDOf("period"), Year: 2026, Number: 10, First: end.AddDays(-30), Last: end},
	}
	return r, ReconFigures{Ledger: NewMoney(1000, "EUR"), Supported: NewMoney(1000, "EUR"), Unexplained: NewMoney(0, "EUR"), Lines: 7, DataHash: strings.Repeat("a", 64)}
}

func signing(role SignRole, now ReconFigures) CertifyInput {
	return CertifyInput{Role: role, Covers: now.DataHash}
}

func TestReconciliation_EveryLevelIsSignedByAnotherPersonInOrder(t *testing.T) {
	t.Parallel()
	r, now := october(RiskHigh)
	people := map[SignRole]Actor{SignPreparer: caller, SignReviewer: second, SignSecondReviewer: {Kind: ActorPerson, ID: UUIDOf("third"), Name: "Third"}}
	for _, role := range []SignRole{SignReviewer, SignSecondReviewer} {
		_, err := r.Sign(people[role], signing(role, now), now, nightfall)
		require.Equal(t, CodeWrongState, CodeOf(err), role)
		require.ErrorContains(t, err, "signs first")
	}
	for i, role := range r.Account.Levels() {
		for _, other := range r.SignOffs {
			signer := caller
			signer.ID = other.ByID
			_, err := r.Sign(signer, signing(role, now), now, nightfall)
			require.Equal(t, CodeForbidden, CodeOf(err), "who signed once does not sign again")
		}
		event, err := r.Sign(people[role], signing(role, now), now, nightfall)
		require.NoError(t, err)
		require.Contains(t, event.Text, "Bank 1200 for 2026-10")
		want := ReconciliationPrepared
		if i == 2 {
			want = ReconciliationCertified
		}
		require.Equal(t, want, r.State)
		_, err = r.Sign(Actor{Kind: ActorPerson, ID: UUIDOf("else"), Name: "Else"}, signing(role, now), now, nightfall)
		require.Equal(t, CodeWrongState, CodeOf(err), "one signature a role")
	}
}

func TestReconciliation_RefusesWhatMustNotBeSigned(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Reconciliation, *ReconFigures, *CertifyInput, *Actor)
		code   Code
		says   string
	}{
		"data that changed": {func(_ *Reconciliation, now *ReconFigures, _ *CertifyInput, _ *Actor) { now.DataHash = "other" }, CodeSignOffStale, "changed since you looked"},
		"a running period": {func(r *Reconciliation, _ *ReconFigures, _ *CertifyInput, _ *Actor) { r.Period.Last = DateOf(nightfall) },
			CodeWrongState, "has not ended"},
		"a level that it has not": {func(_ *Reconciliation, _ *ReconFigures, in *CertifyInput, _ *Actor) { in.Role = SignSecondReviewer }, CodeInvalid, "not signed by a second reviewer"},
		"a machine":               {func(_ *Reconciliation, _ *ReconFigures, _ *CertifyInput, by *Actor) { *by = SystemActor("clock") }, CodeForbidden, "in their own name"},
		"a delegate": {func(_ *Reconciliation, _ *ReconFigures, _ *CertifyInput, by *Actor) {
			by.OnBehalf = Behalf{ID: second.ID}
		}, CodeForbidden, "in their own name"},
		"what is unexplained": {func(_ *Reconciliation, now *ReconFigures, _ *CertifyInput, _ *Actor) { now.Unexplained.Minor = 5 },
			CodeInvalid, "0.05 EUR are unexplained"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, now := october(RiskLow)
			in, by := signing(SignPreparer, now), caller
			c.change(r, &now, &in, &by)
			_, err := r.Sign(by, in, now, nightfall)
			require.Equal(t, c.code, CodeOf(err))
			require.ErrorContains(t, err, c.says)
			require.Empty(t, r.SignOffs)
			require.Equal(t, ReconciliationOpen, r.State)
		})
	}
}

func TestReconciliation_WhatChangesVoidsEverySignature(t *testing.T) {
	t.Parallel()
	r, now := october(RiskLow)
	_, err := r.Sign(caller, signing(SignPreparer, now), now, nightfall)
	require.NoError(t, err)
	changed := now
	changed.DataHash = strings.Repeat("b", 64)
	_, err = r.Sign(second, signing(SignReviewer, changed), changed, nightfall)
	require.Equal(t, CodeSignOffStale, CodeOf(err), "the reviewer reads other data than the preparer signed")
	event, voided := r.Void("a statement of 12 October came late.", nightfall)
	require.True(t, voided)
	require.Equal(t, ReconciliationVoid, r.State)
	require.Contains(t, event.Text, "came late")
	require.False(t, r.SignOffs[0].StillValid())
	_, again := r.Void("again", nightfall)
	require.False(t, again)
	_, err = r.Sign(caller, signing(SignPreparer, changed), changed, nightfall)
	require.NoError(t, err, "it can be signed anew")
	require.Len(t, r.SignOffs, 2, "what was void stays to be seen")
}

func TestCertifyRule_NeverForHighRiskAndOnlyOnItsGrounds(t *testing.T) {
	t.Parallel()
	rule := CertifyRule{NoActivity: true, ZeroBalance: true, Tied: true, Within: 10, SampleEvery: 20}
	for _, risk := range []Risk{RiskHigh, RiskCritical} {
		r, now := october(risk)
		require.Empty(t, rule.Certifies(r, now))
		require.Error(t, rule.Validate(r.Account))
	}
	r, now := october(RiskLow)
	require.NoError(t, rule.Validate(r.Account))
	for name, c := range map[string]struct {
		rule   CertifyRule
		change func(*ReconFigures)
		ground string
	}{
		"tied":             {CertifyRule{Tied: true, SampleEvery: 20}, func(*ReconFigures) {}, "tie"},
		"not tied":         {CertifyRule{Tied: true, SampleEvery: 20}, func(f *ReconFigures) { f.Unexplained.Minor = 1 }, ""},
		"something open":   {rule, func(f *ReconFigures) { f.Open = 1 }, ""},
		"no activity":      {CertifyRule{NoActivity: true, SampleEvery: 20}, func(f *ReconFigures) { f.Lines = 0 }, "nothing moved"},
		"activity":         {CertifyRule{NoActivity: true, SampleEvery: 20}, func(*ReconFigures) {}, ""},
		"zero":             {CertifyRule{ZeroBalance: true, SampleEvery: 20}, func(f *ReconFigures) { f.Ledger.Minor, f.Supported.Minor = 0, 0 }, "zero"},
		"within threshold": {CertifyRule{Within: 10, SampleEvery: 20}, func(f *ReconFigures) { f.Unexplained.Minor = -10 }, "within 0.10 EUR"},
		"above threshold":  {CertifyRule{Within: 10, SampleEvery: 20}, func(f *ReconFigures) { f.Unexplained.Minor = 11 }, ""},
	} {
		figures := now
		c.change(&figures)
		ground := c.rule.Certifies(r, figures)
		require.Equal(t, c.ground != "", ground != "", "%s: %q", name, ground)
		require.Contains(t, ground, c.ground, name)
	}
	event, did := r.CertifyItself(CertifyRule{Tied: true, SampleEvery: 20}, now, nightfall)
	require.True(t, did)
	require.Equal(t, ReconciliationCertified, r.State)
	require.True(t, r.Automatic)
	require.Contains(t, event.Text, "certified itself")
	_, did = r.CertifyItself(rule, now, nightfall)
	require.False(t, did, "once")
}

func TestCertifyRule_OneInSoManyGoesToPeople(t *testing.T) {
	t.Parallel()
	rule, sampled := CertifyRule{Tied: true, SampleEvery: 5}, 0
	for n := range 2000 {
		r, now := october(RiskLow)
		r.PeriodID = UUIDOf("period", time.Duration(n).String())
		first := rule.Certifies(r, now)
		require.Equal(t, first, rule.Certifies(r, now), "the same at every look")
		if first == "" {
			sampled++
		}
	}
	require.InDelta(t, 400, sampled, 70)
}
