package e2e_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// loggedHouse is a house whose log is signed with a key of its own.
type loggedHouse struct {
	*house
	key, checkpoints string
}

// openLogged makes the keys as an operator does, and serves.
func openLogged(t *testing.T) *loggedHouse {
	t.Helper()
	keys := t.TempDir()
	checkpoints := filepath.Join(keys, "checkpoints")
	h := prepare(t, options{env: []string{"COUNTERSIGN_LOG_KEY=" + filepath.Join(keys, "log.key"), "COUNTERSIGN_CHECKPOINTS=" + checkpoints}})
	public, code := h.run("audit", "keys", keys)
	require.Zero(t, code)
	require.True(t, strings.HasPrefix(public, "countersign/log+"), public)
	h.program = h.serve()
	return &loggedHouse{house: h, key: filepath.Join(keys, "log.pub"), checkpoints: checkpoints}
}

// signed waits until every event is covered by a checkpoint, and returns its file and size.
func (h *loggedHouse) signed() (checkpoint string, size int) {
	h.t.Helper()
	eventually(h.t, 30*time.Second, "a checkpoint covers every event", func() bool {
		size = h.count(`SELECT count(*) FROM event`)
		checkpoint = filepath.Join(h.checkpoints, fmt.Sprintf("%020d.checkpoint", size))
		_, err := os.Stat(checkpoint)
		return err == nil
	})
	return checkpoint, size
}

// export writes the log into a new directory.
func (h *loggedHouse) export(args ...string) string {
	h.t.Helper()
	dir := filepath.Join(h.t.TempDir(), "export")
	out, code := h.run(append([]string{"audit", "export", "--out", dir}, args...)...)
	require.Zero(h.t, code)
	require.Contains(h.t, out, "complete to the checkpoint of size")
	return dir
}

// verify has both verifiers look at an export; they must say the same first line.
func (h *loggedHouse) verify(dir string, checkpoints ...string) (verdict string, ok bool) {
	h.t.Helper()
	args := []string{dir, "--key", h.key}
	for _, c := range checkpoints {
		args = append(args, "--checkpoint", c)
	}
	first, code := h.run(append([]string{"audit", "verify"}, args...)...)
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	node := exec.CommandContext(ctx, "node", append([]string{"../docs/verify-log.mjs"}, args...)...)
	second, err := node.Output()
	require.NotNil(h.t, node.ProcessState, "the second verifier needs Node.js: %v", err)
	require.Equal(h.t, code, node.ProcessState.ExitCode())
	verdict, _, _ = strings.Cut(first, ":")
	other, _, _ := strings.Cut(string(second), ":")
	require.Equal(h.t, strings.Split(verdict, "\n")[0], strings.Split(other, "\n")[0])
	return strings.Split(verdict, "\n")[0], code == 0
}

func TestAudit_ExportsAndVerifiesWhatHappened(t *testing.T) {
	t.Parallel()
	h := openLogged(t)
	inv := h.arrive(700)
	h.approve(inv)
	h.as(auditor).state(inv.ID, "POSTED")
	old, size := h.signed()
	dir := h.export("--as", auditor+"@kaldervik.example")
	verdict, ok := h.verify(dir, old)
	require.True(t, ok, verdict)
	require.Equal(t, fmt.Sprint("log verifies to position ", size-1), verdict)
	lines, err := os.ReadFile(filepath.Join(dir, "entries.jsonl"))
	require.NoError(t, err)
	for _, kind := range []string{"invoice.entered", "invoice.approved", "invoice.posted"} {
		require.Contains(t, string(lines), kind)
	}
	h.signed()
	part := h.export("--from", "1", "--to", fmt.Sprint(size-1))
	_, ok = h.verify(part)
	require.True(t, ok)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event WHERE kind = 'log.exported' AND actor_name = 'Marit Holvaag'`))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event WHERE kind = 'log.exported' AND actor_kind = 'SYSTEM'`))
	_, code := h.run("audit", "export", "--out", dir)
	require.Equal(t, 1, code, "what is there is not written over")
	_, code = h.run("audit", "export", "--out", filepath.Join(t.TempDir(), "x"), "--as", clerk+"@kaldervik.example")
	require.Equal(t, 1, code, "a clerk may not read the whole log")
}

func TestAudit_NamesThePositionThatWasChanged(t *testing.T) {
	t.Parallel()
	h := openLogged(t)
	h.approve(h.arrive(800))
	h.drain(30 * time.Second)
	old, size := h.signed()
	h.clean()
	const changed = 3
	_, err := h.db.Pool.Exec(t.Context(), `UPDATE event SET data = data || '{"amount": 1}' WHERE (entity_id, id) =
		(SELECT entity, event FROM log_entry WHERE position = $1)`, changed)
	require.NoError(t, err)
	verdict, ok := h.verify(h.export(), old)
	require.False(t, ok)
	require.Equal(t, fmt.Sprint("first bad position ", changed), verdict)
	list, code := h.sweeps()
	require.Equal(t, 1, code)
	var named []string
	for _, s := range list {
		named = append(named, s.Violations...)
	}
	require.Contains(t, strings.Join(named, "\n"), fmt.Sprintf("position %d:", changed), "the sweep names it too")
	require.Greater(t, size, changed)
}

func TestAudit_FindsALogThatWasCutShort(t *testing.T) {
	t.Parallel()
	h := openLogged(t)
	h.approve(h.arrive(900))
	h.drain(30 * time.Second)
	_, size := h.signed()
	require.NoError(t, h.stop())
	_, err := h.db.Pool.Exec(t.Context(), fmt.Sprintf(`DELETE FROM event WHERE (entity_id, id) IN (SELECT entity, event FROM log_entry WHERE position >= %d);
		DELETE FROM log_entry WHERE position >= %[1]d; DELETE FROM log_checkpoint WHERE size > %[1]d`, size-2))
	require.NoError(t, err)
	verdict, ok := h.verify(h.export())
	require.False(t, ok)
	_, end, _ := strings.Cut(verdict, "first bad position ")
	var first int
	_, err = fmt.Sscan(end, &first)
	require.NoError(t, err, verdict)
	require.LessOrEqual(t, first, size-2, "the checkpoints outside the database remember the rest")
}

func TestAudit_WritesATableForASpreadsheet(t *testing.T) {
	t.Parallel()
	h := openLogged(t)
	h.approve(h.arrive(600))
	_, size := h.signed()
	path := filepath.Join(t.TempDir(), "log.csv")
	_, code := h.run("audit", "export", "--csv", path, "--to", fmt.Sprint(size))
	require.Zero(t, code)
	var m struct {
		Count, Size int
		Sha256      map[string]string
		Parameters  map[string]string
	}
	text, err := os.ReadFile(path + ".manifest.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &m))
	require.Equal(t, size, m.Count)
	require.GreaterOrEqual(t, m.Size, size)
	require.Equal(t, "operator", m.Parameters["by"])
	table, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("%x", sha256.Sum256(table)), m.Sha256["log.csv"])
	require.GreaterOrEqual(t, strings.Count(string(table), "\n"), size+1)
}

// A backup is only one when the log that is restored from it is the log that was signed.
func TestAudit_ARestoredLogVerifiesAgainstOldCheckpoints(t *testing.T) {
	t.Parallel()
	h := openLogged(t)
	h.approve(h.arrive(750))
	h.drain(30 * time.Second)
	old, size := h.signed()
	require.NoError(t, h.stop())
	restored := restore(t, h.db)
	h.env = append(h.env, "DATABASE_URL="+restored.URL)
	h.db = restored
	h.clean()
	verdict, ok := h.verify(h.export("--to", fmt.Sprint(size)), old)
	require.True(t, ok, verdict)
	require.Equal(t, fmt.Sprint("log verifies to position ", size-1), verdict)
	h.program = h.serve()
	h.clients = map[string]*client{} // the restored house is another server
	h.arrive(760)
	_, longer := h.signed()
	require.Greater(t, longer, size, "the restored log goes on where it was")
	verdict, ok = h.verify(h.export(), old)
	require.True(t, ok, verdict)
}

// restore dumps a database and restores it into another, with PostgreSQL's own tools when they are there and not older
// than the server; else it copies the files of the database.
func restore(t *testing.T, from *storetest.DB) *storetest.DB {
	t.Helper()
	var server string
	require.NoError(t, from.Pool.QueryRow(t.Context(), "SHOW server_version_num").Scan(&server))
	from.Pool.Close() // a database in use cannot be copied
	major := server[:2]
	if out, err := exec.CommandContext(t.Context(), "pg_dump", "--version").Output(); err == nil && strings.Contains(string(out), " "+major+".") {
		to := storetest.NewEmpty(t)
		dump := exec.CommandContext(t.Context(), "sh", "-c", `pg_dump --dbname="$0" | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --dbname="$1"`, from.URL, to.URL)
		out, err := dump.CombinedOutput()
		require.NoError(t, err, string(out))
		t.Log("restored by pg_dump and psql ", major)
		return to
	}
	t.Log("restored by a copy of the database's files")
	return from.Copy(t)
}
