package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/domain"
)

// exported is an export of a log of three events, its public key, and its checkpoint.
func exported(t *testing.T) (dir, key, checkpoint string) {
	t.Helper()
	home := t.TempDir()
	private, err := auditlog.MakeKeys(home, auditlog.DefaultOrigin)
	require.NoError(t, err)
	signer, err := auditlog.ReadSigner(private)
	require.NoError(t, err)
	key = filepath.Join(home, auditlog.PublicKeyFile)
	public, err := os.ReadFile(key)
	require.NoError(t, err)
	var entries []auditlog.Entry
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(at []int64) (found []tlog.Hash, _ error) {
		for _, i := range at {
			found = append(found, stored[i])
		}
		return found, nil
	})
	for n := range int64(3) {
		e := domain.Happened("invoice.approved", domain.EntityNode(1), fmt.Sprintf("Ada approved number %d.", n))
		e.Salt, e.At = domain.NewSalt(), time.Unix(n, 0)
		body, err := e.Canonical()
		require.NoError(t, err)
		more, err := tlog.StoredHashes(n, body, hashes)
		require.NoError(t, err)
		stored = append(stored, more...)
		entries = append(entries, auditlog.Entry{Position: n, Leaf: more[0], Body: body, Prose: auditlog.ProseOf(&e)})
	}
	root, err := tlog.TreeHash(3, hashes)
	require.NoError(t, err)
	signed, err := auditlog.Checkpoint{Origin: auditlog.DefaultOrigin, Size: 3, Root: root, At: time.Unix(9, 0)}.Sign(signer)
	require.NoError(t, err)
	checkpoint = filepath.Join(home, auditlog.Name(3))
	require.NoError(t, os.WriteFile(checkpoint, signed, 0o600))
	dir = filepath.Join(home, "export")
	_, err = auditlog.Write(dir, auditlog.Export{
		Origin: auditlog.DefaultOrigin, To: 3, Size: 3, PublicKeys: public, Hashes: hashes,
		Entries: func(yield func(auditlog.Entry, error) bool) {
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
		},
		Checkpoints: func(yield func([]byte, error) bool) { yield(signed, nil) },
	})
	require.NoError(t, err)
	return dir, key, checkpoint
}

func TestAuditVerify_SaysToWhichPositionTheLogVerifies(t *testing.T) {
	t.Parallel()
	dir, key, checkpoint := exported(t)
	code, out, problems := say(t, "audit", "verify", dir, "--key", key, "--checkpoint", checkpoint)
	require.Zero(t, code, problems)
	require.Equal(t, "log verifies to position 2\n3 entries (0 with erased prose), 1 checkpoints, 1 from earlier\n", out)
	require.Empty(t, problems)
	code, out, problems = say(t, "audit", "verify", dir, "--json")
	require.Zero(t, code)
	require.Contains(t, problems, "warning: the public key came with the export")
	var r auditlog.Report
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	require.True(t, r.OK)
	require.Equal(t, int64(3), r.Entries)
}

func TestAuditVerify_NamesTheFirstBadPosition(t *testing.T) {
	t.Parallel()
	dir, key, _ := exported(t)
	entries := filepath.Join(dir, "entries.jsonl")
	text, err := os.ReadFile(entries)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(entries, []byte(strings.Replace(string(text), "number 1.", "number 7.", 1)), 0o600))
	code, out, problems := say(t, "audit", "verify", dir, "--key", key)
	require.Equal(t, 1, code)
	require.Contains(t, out, "first bad position 1: entry 1: its names and sentences are not those that its body vouches for\n")
	require.Equal(t, "countersign: the log does not verify\n", problems)
	code, out, _ = say(t, "audit", "verify", dir, "--key", key, "--json")
	require.Equal(t, 1, code)
	require.Contains(t, out, `"first_bad":1,`)
}

func TestAuditVerify_TellsEachTroubleInOneSentence(t *testing.T) {
	t.Parallel()
	dir, _, checkpoint := exported(t)
	other, key, foreign := exported(t)
	empty := t.TempDir()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{empty}, "no verdict on " + empty + ": this is no export of the log: manifest.json cannot be read"},
		{[]string{filepath.Join(empty, "none")}, "manifest.json cannot be read"},
		{[]string{dir, "--key", checkpoint}, "holds a line that is no public key of a log"},
		{[]string{dir, "--key", filepath.Join(empty, "none")}, "no such file"},
		{[]string{dir, "--checkpoint", filepath.Join(empty, "none")}, "none cannot be read: no such file or directory"},
		{[]string{dir, "--checkpoint", foreign}, "says nothing: no key that is trusted has signed it"},
		{[]string{other, "--key", key, "--checkpoint", key}, "says nothing: it is damaged"},
	} {
		code, out, problems := say(t, append([]string{"audit", "verify"}, c.args...)...)
		require.Equal(t, 1, code, c.want)
		require.Empty(t, out)
		require.Contains(t, problems, c.want)
		require.Equal(t, 1, strings.Count(problems, "\n"), problems)
	}
}

func TestAuditKeys_MakesAPairOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "keys")
	code, public, problems := say(t, "audit", "keys", dir)
	require.Zero(t, code, problems)
	require.True(t, strings.HasPrefix(public, "countersign/log+"), public)
	about, err := os.Stat(filepath.Join(dir, "log.key"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), about.Mode().Perm())
	_, again, _ := say(t, "audit", "keys", dir)
	require.Equal(t, public, again, "what is there stays")
	code, _, problems = say(t, "audit", "keys", filepath.Join(dir, "more"), "--origin", "a log")
	require.Equal(t, 1, code)
	require.Contains(t, problems, `"a log" cannot name a key`)
}

func TestAuditExport_TellsEachTroubleInOneSentence(t *testing.T) {
	withoutEnvironment(t)
	dir, key, _ := exported(t)
	fresh, data := filepath.Join(t.TempDir(), "fresh"), t.TempDir()
	t.Setenv("DATABASE_URL", "postgres://127.0.0.1:1/x")
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "say where the export goes: --out DIR to verify it, or --csv FILE for a spreadsheet"},
		{[]string{"--out", fresh, "--csv", fresh}, "say where the export goes"},
		{[]string{"--out", dir, "--key", key}, "is not empty: name one that is, or that does not exist"},
		{[]string{"--csv", key}, "is there already: name another"},
		{[]string{"--out", fresh}, "the log's public keys go with an export"},
		{[]string{"--out", fresh, "--log-key", filepath.Join(data, "log.key")}, "the log's public keys are not at " + filepath.Join(data, "log.pub")},
		{[]string{"--out", fresh, "--key", key}, "the database does not answer at 127.0.0.1:1"},
	} {
		code, out, problems := say(t, append([]string{"audit", "export"}, c.args...)...)
		require.Equal(t, 1, code, c.want)
		require.Empty(t, out)
		require.Contains(t, problems, c.want)
		require.Equal(t, 1, strings.Count(problems, "\n"), problems)
	}
}
