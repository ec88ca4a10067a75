package workflow_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/workflow"
)

// signedLog is a house whose log is sequenced and signed while a test looks at it.
type signedLog struct {
	*house
	kept   *auditlog.Directory
	public []note.Verifier
	pub    []byte
}

func signLog(t *testing.T) *signedLog {
	t.Helper()
	return signLogOf(setup(t))
}

// signLogOf sequences and signs the log of a house, its past included.
func signLogOf(h *house) *signedLog {
	t := h.t
	t.Helper()
	dir := t.TempDir()
	private, err := auditlog.MakeKeys(dir, auditlog.DefaultOrigin)
	require.NoError(t, err)
	signer, err := auditlog.ReadSigner(private)
	require.NoError(t, err)
	l := &signedLog{house: h}
	l.public, err = auditlog.ReadVerifiers(filepath.Join(dir, auditlog.PublicKeyFile))
	require.NoError(t, err)
	l.pub, err = os.ReadFile(filepath.Join(dir, auditlog.PublicKeyFile))
	require.NoError(t, err)
	l.kept, err = auditlog.OpenDirectory(filepath.Join(dir, "checkpoints"))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{}, 2)
	go func() { h.service.Sequence(ctx); done <- struct{}{} }()
	go func() {
		h.service.SignCheckpoints(ctx, workflow.Signing{Signer: signer, Known: l.public, Keeper: l.kept})
		done <- struct{}{}
	}()
	t.Cleanup(func() {
		cancel()
		<-done
		<-done
	})
	return l
}

// settled waits until every event has its position and is signed, and returns how many there are.
func (l *signedLog) settled() int64 {
	l.t.Helper()
	var size int64
	require.Eventually(l.t, func() bool {
		size = value[int64](l.house, `SELECT count(*) FROM event`)
		return value[int64](l.house, `SELECT coalesce(max(size), 0) FROM log_checkpoint`) == size
	}, time.Minute, 20*time.Millisecond, "the log is signed: %+v", l.service.LogStatus())
	return size
}

// export writes an export into a new directory and verifies it.
func (l *signedLog) export(ctx context.Context, in workflow.ExportLog, held ...auditlog.Held) (string, *auditlog.Report) {
	l.t.Helper()
	in.Form, in.PublicKeys = auditlog.Form, l.pub
	x, err := l.service.ExportLog(ctx, in)
	require.NoError(l.t, err)
	dir := filepath.Join(l.t.TempDir(), "export")
	_, err = auditlog.Write(dir, x)
	require.NoError(l.t, err)
	report, err := auditlog.Verify(os.DirFS(dir), auditlog.Trust{Keys: l.public, Held: held})
	require.NoError(l.t, err)
	return dir, report
}

func TestExportLog_HoldsEveryEventAsItWasSigned(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	for range 3 {
		l.enter(bill{})
	}
	size := l.settled()
	dir, r := l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept})
	require.True(t, r.OK, r.Reason)
	require.Equal(t, size, r.Entries)
	require.FileExists(t, filepath.Join(dir, "checkpoints", auditlog.Name(size)))
	_, inside := l.export(l.as("marit.holvaag"), workflow.ExportLog{})
	require.True(t, inside.OK, "the database's own checkpoints are of this log too: %s", inside.Reason)
	l.settled()
	from, to := int64(1), size-1
	_, part := l.export(l.system("operator"), workflow.ExportLog{Kept: l.kept, From: from, To: &to})
	require.True(t, part.OK, part.Reason)
	require.Equal(t, to-from, part.Entries)
	require.Equal(t, fmt.Sprintf("operator exported positions 1 to %d of the audit log.", to-1),
		value[string](l.house, `SELECT text FROM event WHERE kind = 'log.exported' ORDER BY id DESC LIMIT 1`), "who took it is an event")
	require.Equal(t, int64(3), value[int64](l.house, `SELECT count(*) FROM event WHERE kind = 'log.exported'`))
}

func TestExportLog_IsForWhoMayReadTheWholeLog(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	l.enter(bill{})
	size := l.settled()
	_, err := l.service.ExportLog(l.as("emre.tasdemir"), workflow.ExportLog{Kept: l.kept})
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, int64(1), value[int64](l.house, `SELECT count(*) FROM event WHERE kind = 'access.refused' AND command = 'exportLog'`))
	for _, wish := range [][2]int64{{-1, 1}, {0, size + 100}, {3, 3}, {size + 1, size + 2}} {
		_, err := l.service.ExportLog(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept, From: wish[0], To: &wish[1]})
		refused(t, err, domain.CodeInvalid)
	}
	require.Zero(t, value[int64](l.house, `SELECT count(*) FROM event WHERE kind = 'log.exported'`))
}

func TestExportLog_NeedsSomethingSigned(t *testing.T) {
	t.Parallel()
	h := setup(t)
	_, err := h.service.ExportLog(h.as("marit.holvaag"), workflow.ExportLog{})
	refused(t, err, domain.CodeInvalid)
}

// What the owner of the tables does behind our back is exported as it stands, and found.
func TestExportLog_LetsTamperingBeFound(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	for range 4 {
		l.enter(bill{})
	}
	size := l.settled()
	old, err := l.kept.Newest()
	require.NoError(t, err)
	at := func(position int64) string {
		return fmt.Sprintf(`(entity_id, id) = (SELECT entity, event FROM log_entry WHERE position = %d)`, position)
	}
	for _, c := range []struct {
		name, do, undo string
		first          int64
	}{
		{"a fact", `UPDATE event SET data = data || '{"more": 1}' WHERE ` + at(2), `UPDATE event SET data = data - 'more' WHERE ` + at(2), 2},
		{"a sentence", `UPDATE event SET text = text || '!' WHERE ` + at(1), `UPDATE event SET text = rtrim(text, '!') WHERE ` + at(1), 1},
		{"an instant", `UPDATE event SET at = at + interval '1 microsecond' WHERE ` + at(3), `UPDATE event SET at = at - interval '1 microsecond' WHERE ` + at(3), 3},
	} {
		l.exec(c.do)
		_, r := l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept, To: &size})
		require.False(t, r.OK, c.name)
		require.Equal(t, c.first, *r.FirstBad, "%s: %s", c.name, r.Reason)
		l.exec(c.undo)
		_, r = l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept, To: &size})
		require.True(t, r.OK, "%s undone: %s", c.name, r.Reason)
	}
	l.exec(`DELETE FROM event WHERE ` + at(size-1))
	_, r := l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept, From: 1, To: &size}, auditlog.Held{Name: "old", Signed: old})
	require.Equal(t, size-1, *r.FirstBad, r.Reason)
	l.exec(`UPDATE log_hash SET hash = sha256('x') WHERE idx = 0`)
	_, r = l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept, To: &size})
	require.Zero(t, *r.FirstBad, r.Reason)
}

func TestExportLog_CountsWhatWasErased(t *testing.T) {
	t.Parallel()
	l := signLog(t)
	l.enter(bill{})
	l.settled()
	l.exec(`SELECT event_erase(entity_id, id) FROM event WHERE kind = 'invoice.entered'`)
	_, r := l.export(l.as("marit.holvaag"), workflow.ExportLog{Kept: l.kept})
	require.True(t, r.OK, r.Reason)
	require.Equal(t, int64(1), r.Erased)
}
