package workflow_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/workflow"
)

func listed(first int) workflow.List {
	return workflow.List{Page: domain.PageRequest{First: first}, Counted: true}
}

func TestAuditEvents_AreReadByWhoMayReadTheLog(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	l.enter(bill{})
	size := l.settled()

	page, err := l.service.AuditEvents(l.as("marit.holvaag"), domain.AuditFilter{}, listed(2))
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	require.True(t, page.HasNext)
	require.EqualValues(t, size, page.Total.Value)
	require.Equal(t, size-1, *page.Items[0].Seq(), "newest first")
	require.Equal(t, size-2, *page.Items[1].Seq())
	require.NotEmpty(t, *page.Items[0].Hash())

	kind := "invoice.entered"
	entered, err := l.service.AuditEvents(l.as("marit.holvaag"), domain.AuditFilter{Kind: &kind}, listed(10))
	require.NoError(t, err)
	require.Len(t, entered.Items, 1)
	about := entered.Items[0].Subject
	story, err := l.service.AuditEvents(l.as("marit.holvaag"), domain.AuditFilter{SubjectID: &about}, listed(100))
	require.NoError(t, err)
	require.Greater(t, len(story.Items), 1)
	for _, e := range story.Items {
		require.Equal(t, about, e.Subject)
	}

	_, err = l.service.AuditEvents(l.as("jana.koehlert"), domain.AuditFilter{}, listed(2))
	require.Contains(t, refused(t, err, domain.CodeForbidden).Message, "read the audit log")
	_, err = l.service.AuditProof(l.as("jana.koehlert"), nil, nil)
	refused(t, err, domain.CodeForbidden)
}

func TestAuditProof_NamesTheFirstPositionThatWasChanged(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	for range 3 {
		l.enter(bill{})
	}
	size := l.settled()
	auditor := l.as("marit.holvaag")
	p, err := l.service.AuditProof(auditor, nil, nil)
	require.NoError(t, err)
	require.True(t, p.Intact, "%+v", p)
	require.Equal(t, size, p.Size)
	require.Nil(t, p.FirstBreak)

	l.exec(`UPDATE event SET kind = 'invoice.forgotten' WHERE (entity_id, id) IN (SELECT entity, event FROM log_entry WHERE position IN (3, 5))`)
	p, err = l.service.AuditProof(auditor, nil, nil)
	require.NoError(t, err)
	require.False(t, p.Intact)
	require.EqualValues(t, 3, *p.FirstBreak)
	require.Equal(t, "its event was changed", *p.Why)
	from, to := 4, 6
	p, err = l.service.AuditProof(auditor, &from, &to)
	require.NoError(t, err)
	require.EqualValues(t, 5, *p.FirstBreak)

	results, err := l.service.Sweep(t.Context())
	require.NoError(t, err)
	for _, r := range results {
		if r.Rule == "the log's tree holds every event as its row says it now" {
			require.EqualValues(t, 2, r.Broken, r.Violations)
			require.Equal(t, "position 3: its event was changed", r.Violations[0])
		}
	}
	empty := 9999
	_, err = l.service.AuditProof(auditor, &empty, nil)
	refused(t, err, domain.CodeInvalid)
}

func TestEventProof_IsCheckedWithTheRootAlone(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	for range 2 {
		l.enter(bill{})
	}
	l.settled()
	page, err := l.service.AuditEvents(l.as("marit.holvaag"), domain.AuditFilter{}, listed(50))
	require.NoError(t, err)
	for _, e := range page.Items {
		proof, err := l.service.EventProof(l.as("marit.holvaag"), e)
		require.NoError(t, err)
		require.NotNil(t, proof)
		require.NoError(t, auditlog.CheckInclusion(proof.Position, e.Place.Leaf, proof.Hashes, proof.Checkpoint, l.public))
		alone, err := l.service.Nodes(l.as("marit.holvaag"), []domain.ID{e.ID}, 0)
		require.NoError(t, err)
		require.Equal(t, e.Place, alone[0].(*domain.Event).Place, "read by itself, it stands at the same position")
		other := e.Place.Leaf
		other[0] ^= 1
		require.Error(t, auditlog.CheckInclusion(proof.Position, other, proof.Hashes, proof.Checkpoint, l.public))
	}
}

func TestSequence_IsTakenOverWithinAboutASecond(t *testing.T) {
	t.Parallel()
	h := setup(t)
	first, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { h.service.Sequence(first); close(done) }()
	require.Eventually(t, func() bool { return h.service.LogStatus().Sequencing }, 10*time.Second, 10*time.Millisecond)
	other := h.another()
	second, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { other.Sequence(second); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })

	cancel()
	<-done
	began := time.Now()
	require.Eventually(t, func() bool { return other.LogStatus().Sequencing }, 10*time.Second, 10*time.Millisecond)
	t.Logf("taken over after %v", time.Since(began).Round(time.Millisecond))
	h.enter(bill{})
	require.Eventually(t, func() bool { return value[int64](h, `SELECT count(*) FROM event_pending`) == 0 }, 10*time.Second, 10*time.Millisecond)
	require.Equal(t, value[int64](h, `SELECT count(*) FROM event`), value[int64](h, `SELECT max(position) + 1 FROM log_entry`))
	h.clean()
}
