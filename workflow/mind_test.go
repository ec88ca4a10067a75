package workflow

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// lessons are what people of one entity confirmed: 40 suppliers, an account or two each, a person's slip now and then.
func lessons(events int) []*store.Lesson {
	r := rand.New(rand.NewPCG(3, 4))
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	var list []*store.Lesson
	for n := range events {
		at = at.Add(time.Duration(20+r.IntN(120)) * time.Minute)
		vendor := r.IntN(40)
		l := &store.Lesson{Position: int64(n*7 + r.IntN(6)), Entity: 2}
		for line := range 1 + r.IntN(3) {
			account := fmt.Sprintf("6%02d0", vendor%11)
			text := fmt.Sprint("goods of kind ", vendor%5)
			if line > 0 {
				account, text = "6990", "freight"
			}
			if r.IntN(50) == 0 {
				account = "6000"
			}
			l.Labels = append(l.Labels, &domain.Label{
				ID: domain.ID{Kind: domain.NodeLabel, Entity: 2, UUID: domain.UUIDOf(fmt.Sprint(n, line))}, InvoiceID: domain.UUIDOf(fmt.Sprint(n)), Line: line + 1, Revision: 3,
				Account: account, Center: []string{"", "4100"}[vendor%2], Source: domain.LabelApproved, Trains: r.IntN(20) > 0, At: at,
				Features: domain.LabelFeatures{Date: domain.DateOf(at), Vendor: fmt.Sprint("v", vendor), Name: fmt.Sprint("Vendor ", vendor), Number: fmt.Sprint("R-", n), Text: text, Minor: int64(1000 + r.IntN(90000)), Currency: "EUR"},
			})
		}
		list = append(list, l)
	}
	return list
}

func taught(t *testing.T, m *mind, list []*store.Lesson) *mind {
	t.Helper()
	for _, l := range list {
		m.learn(l.Position, l.Labels)
	}
	return m
}

// restart gives a mind a guard without history.
func (m *mind) restart(p *domain.AdvicePolicy) (err error) {
	m.guard, err = ml.NewGuard(guardOptions(p))
	return err
}

func bytesOf(t *testing.T, m *mind) []byte {
	t.Helper()
	raw, err := m.MarshalBinary()
	require.NoError(t, err)
	return raw
}

func TestMind_IsTheSameToTheByteWhereverItWasCutOff(t *testing.T) {
	t.Parallel()
	list := lessons(600)
	whole := taught(t, newMind(2), list)
	want := bytesOf(t, whole)
	require.Equal(t, want, bytesOf(t, taught(t, newMind(2), list)), "the same labels give the same bytes")
	require.NotEqual(t, want, bytesOf(t, taught(t, newMind(2), list[:599])))
	r := rand.New(rand.NewPCG(8, 8))
	for range 12 { // a crash between two events: the checkpoint, and some of the log once more
		cut := r.IntN(len(list))
		raw := bytesOf(t, taught(t, newMind(2), list[:cut]))
		packed, err := pack(raw)
		require.NoError(t, err)
		back, err := unpack(packed, int64(len(raw)))
		require.NoError(t, err)
		m := newMind(2)
		require.NoError(t, m.UnmarshalBinary(back))
		taught(t, m, list[max(0, cut-r.IntN(50)):])
		require.Equal(t, want, bytesOf(t, m), "cut before event %d", cut)
		require.Equal(t, whole.dataHash(), m.dataHash())
		require.Equal(t, whole.learned, m.learned, "nothing lost, nothing doubled")
	}
	require.Error(t, newMind(2).UnmarshalBinary(want[:len(want)/2]))
}

func TestMind_OrderIsThatOfTheLogAlone(t *testing.T) {
	t.Parallel()
	list := lessons(100)
	want := bytesOf(t, taught(t, newMind(2), list))
	swapped := slices.Clone(list)
	a, b := *swapped[40], *swapped[41]
	a.Position, b.Position = b.Position, a.Position
	swapped[40], swapped[41] = &b, &a
	require.NotEqual(t, want, bytesOf(t, taught(t, newMind(2), swapped)), "another order is another state")
}

func TestAdvisor_StopsBetweenEventsOnly(t *testing.T) {
	t.Parallel()
	list := lessons(200)
	want := bytesOf(t, taught(t, newMind(2), list))
	a := &advisor{minds: map[domain.EntityID]*mind{}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for n, l := range list[:120] {
		if n == 100 {
			cancel()
		}
		if ctx.Err() != nil {
			break
		}
		require.NoError(t, a.take(l))
	}
	require.Equal(t, list[99].Position+1, a.mindOf(2).position)
	for _, l := range list[80:] { // it goes on from an earlier place: what was learned is not learned again
		require.NoError(t, a.take(l))
	}
	require.Equal(t, want, bytesOf(t, a.mindOf(2)))
}

func TestMind_StopsByItselfWhenAccountsAreRenamedAndAPersonLetsItGoOn(t *testing.T) {
	t.Parallel()
	list := lessons(2400)
	m := newMind(2)
	for n, l := range list[:2000] {
		if n == 400 { // the guard begins once the first accounts are known: what is sure of the one account it ever met is wrong
			require.NoError(t, m.restart(&domain.AdvicePolicy{Use: domain.UseCodeLine, Automatic: true, Target: 0.2, Audit: 0.05}))
		}
		if stop := m.learn(l.Position, l.Labels); stop != nil {
			m.promote(m.position)
		}
	}
	require.True(t, m.guard.Threshold().Holds && m.guard.Stopped() == nil, "%+v", m.guard.Threshold())
	days, first := map[domain.Date]bool{}, domain.Date{}
	for _, l := range list[2000:] {
		for _, one := range l.Labels {
			one.Account = "9" + one.Account[1:]
		}
		day := domain.DateOf(l.Labels[0].At)
		days[day] = true
		if stop := m.learn(l.Position, l.Labels); stop != nil {
			first = stop.Date
			break
		}
	}
	require.False(t, first.IsZero())
	require.LessOrEqual(t, len(days), 6, "within five days, seen on the next")
	require.NotNil(t, m.guard.Stopped())
	m.promote(m.position)
	require.Nil(t, m.guard.Stopped())
}
