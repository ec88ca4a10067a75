package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/workflow"
)

func TestTestRestore_RecordsWhatTheCopyIs(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	require.Empty(t, l.evidence(workflow.AskEvidence{Number: 16}).rows, "none is recorded, and that is said")
	l.enter(bill{})
	size := l.settled()
	operator := l.system("operator")
	in := workflow.TestRestore{Copy: l.db, Kept: l.kept, Known: l.public}
	found, err := l.service.TestRestore(operator, in)
	require.NoError(t, err)
	require.True(t, found.Verified, found.Why)
	require.GreaterOrEqual(t, found.Newest, size)
	require.Contains(t, found.Why, "its log verifies to position ")

	none, err := auditlog.OpenDirectory(t.TempDir())
	require.NoError(t, err)
	found, err = l.service.TestRestore(operator, workflow.TestRestore{Copy: l.db, Kept: none, Known: in.Known})
	require.NoError(t, err)
	require.False(t, found.Verified)
	require.Equal(t, "no kept checkpoint covers any of it", found.Why)

	l.settled()
	l.exec(`UPDATE event SET kind = 'invoice.forgotten' WHERE (entity_id, id) IN (SELECT entity, event FROM log_entry WHERE position = 2)`)
	found, err = l.service.TestRestore(operator, in)
	require.NoError(t, err)
	require.False(t, found.Verified)
	require.Equal(t, "position 2: its event was changed", found.Why)

	tests := l.evidence(workflow.AskEvidence{Number: 16})
	require.Len(t, tests.rows, 3)
	require.Len(t, tests.where("verified", "yes"), 1)
	require.Contains(t, tests.rows[2]["detail"], "position 2")
	_, err = l.service.TestRestore(l.as("jana.koehlert"), in)
	refused(t, err, domain.CodeForbidden)
}
