package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// faultyItems is how many invoices meet the faulty ledger: a thousand in full.
func faultyItems() int {
	if full {
		return 1000
	}
	return 150
}

// TestLedger_OneEffectWhateverItAnswers has a ledger lose answers, give them late, after somebody else took the posting up,
// break connections, and be asked twice for everything by two servers.
func TestLedger_OneEffectWhateverItAnswers(t *testing.T) {
	t.Parallel()
	n := faultyItems()
	h := open(t, options{args: []string{"--workers=false"}})
	dice := seeded(t)
	l := newTeam(h)
	l.enterAll(n, dice)
	l.approveAll()
	require.Equal(t, n, h.count(`SELECT count(*) FROM posting`))
	twice, err := h.db.Pool.Exec(t.Context(), `INSERT INTO river_job (args, kind, max_attempts, queue, state, scheduled_at, priority, metadata, tags)
		SELECT args, kind, max_attempts, queue, state, scheduled_at, priority, metadata, tags FROM river_job WHERE kind = 'post_document'`)
	require.NoError(t, err)
	require.EqualValues(t, n, twice.RowsAffected(), "each is asked for twice")

	h.fault(
		fault{ID: "lost", On: "put", Kind: "lost", Times: n / 5},
		fault{ID: "late", On: "put", Kind: "late", Delay: "2500ms", Times: n / 20}, // longer than the lease: somebody else takes it up
		fault{ID: "dropped", On: "put", Kind: "dropped", Times: n / 5},
		fault{ID: "throttled", On: "put", Kind: "throttled", Delay: "300ms", Times: n / 10},
		fault{ID: "down", On: "put", Kind: "down", Times: n / 20},
		fault{ID: "blind", On: "find", Kind: "lost", Times: n / 10},
		fault{ID: "slow", On: "find", Kind: "slow", Delay: "100ms", Times: n / 10},
	)
	began := time.Now()
	h.serveFaults()
	h.serveFaults()
	h.drain(3 * time.Minute)
	v := l.judge()
	t.Logf("ledger: %d documents, each asked for twice, %d faults met, %d attempts by two servers in %.0f s, %d posted, %d double, %d missing",
		n, h.faulted(), h.count(`SELECT count(*) FROM posting_attempt`), time.Since(began).Seconds(), len(h.posted()), v.doublePostings, v.missing)
	require.Empty(t, l.broken)
	require.Equal(t, verdict{}, v)
	require.Equal(t, n, len(h.journal()), "one effect each")
	require.Equal(t, n, h.count(`SELECT count(*) FROM invoice WHERE state = 'POSTED'`))
	require.Greater(t, h.faulted(), n/2, "the ledger hardly failed")
	h.clean()
}
