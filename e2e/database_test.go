package e2e_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// ownHouse is a house over a server of its own, whose database a test may harm. Clients ask again when they are told that
// something went wrong on our side.
func ownHouse(t *testing.T, own *storetest.Private, o options) (*house, *team) {
	t.Helper()
	require.NoError(t, fill(own.URL, "0"))
	o.db = &own.DB
	h := open(t, o)
	l := newTeam(h)
	l.patient = true
	return h, l
}

func TestDatabase_NothingAcknowledgedIsLostWhenPostgresDies(t *testing.T) {
	t.Parallel()
	const kills, people = 5, 20
	own := storetest.NewPrivate(t, "")
	h, l := ownHouse(t, own, options{})
	dice := seeded(t)
	l.enterAll(30, dice)
	l.work(people, dice)
	var slowest time.Duration
	for range kills {
		time.Sleep(time.Duration(300+dice.IntN(900)) * time.Millisecond)
		own.Crash()
		began := time.Now()
		require.NoError(t, own.Again())
		require.NoError(t, h.awaitReady(30*time.Second))
		slowest = max(slowest, time.Since(began))
		before := l.done()
		eventually(t, 30*time.Second, "people go on with the server that never stopped", func() bool { return l.done() > before })
	}
	h.endsWell(l, fmt.Sprintf("database: %d kills of the postmaster, %d approvers", kills, people), slowest)
}

// endsWell lets a team end its work and proves that nothing was lost or doubled; what names the load in the line printed.
func (h *house) endsWell(l *team, what string, slowest time.Duration) {
	h.t.Helper()
	l.end()
	h.drain(90 * time.Second)
	v := l.judge()
	h.t.Logf("%s, %d decisions and %d invoices acknowledged after %d repeats, %d lost, %d double, %d double postings, %d missing, slowest recovery %.1f s; refused %v",
		what, len(l.decisions), len(l.entered), l.retries.Load(), v.lost, v.double, v.doublePostings, v.missing, slowest.Seconds(), l.refusals)
	require.Empty(h.t, l.broken)
	require.Equal(h.t, verdict{}, v)
	require.NotEmpty(h.t, l.decisions, "nobody did anything")
	require.Less(h.t, slowest, 5*time.Second)
	h.clean()
}
