package auditlog

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/domain"
)

// began is when the generated logs begin.
var began = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// madeLog is a log in memory.
type madeLog struct {
	key     note.Signer
	public  note.Verifier
	pub     []byte // text of log.pub
	entries []Entry
	stored  []tlog.Hash      // as package tlog numbers them
	signed  map[int64][]byte // checkpoints by size
}

// makeLog makes a log of n entries with a checkpoint at each size.
func makeLog(t testing.TB, seed uint64, n int, sizes ...int64) *madeLog {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	secret, public, err := note.GenerateKey(rand.NewChaCha8([32]byte{byte(seed)}), DefaultOrigin)
	require.NoError(t, err)
	l := &madeLog{pub: []byte(public + "\n"), signed: map[int64][]byte{}}
	l.key, err = note.NewSigner(secret)
	require.NoError(t, err)
	l.public, err = note.NewVerifier(public)
	require.NoError(t, err)
	for i := range n {
		l.entries = append(l.entries, makeEntry(t, random, int64(i)))
	}
	l.grow(t, sizes)
	return l
}

// grow computes the tree of the entries and signs it at each size.
func (l *madeLog) grow(t testing.TB, sizes []int64) {
	t.Helper()
	l.stored = nil
	for i := range l.entries {
		e := &l.entries[i]
		e.Leaf = tlog.RecordHash(e.Body)
		more, err := tlog.StoredHashesForRecordHash(int64(i), e.Leaf, l)
		require.NoError(t, err)
		l.stored = append(l.stored, more...)
	}
	for _, size := range sizes {
		root, err := tlog.TreeHash(size, l)
		require.NoError(t, err)
		l.signed[size] = l.sign(t, l.key, size, root)
	}
}

func (l *madeLog) sign(t testing.TB, key note.Signer, size int64, root tlog.Hash) []byte {
	t.Helper()
	signed, err := Checkpoint{DefaultOrigin, size, root, began.Add(time.Duration(size) * time.Second)}.Sign(key)
	require.NoError(t, err)
	return signed
}

// ReadHashes reads the tree as the database does.
func (l *madeLog) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		hashes[i] = l.stored[at]
	}
	return hashes, nil
}

// makeEntry makes an event as the program writes it; every seventh has lost its prose.
func makeEntry(t testing.TB, random *rand.Rand, position int64) Entry {
	t.Helper()
	invoice := domain.ID{Kind: domain.NodeInvoice, Entity: domain.EntityID(1 + random.IntN(4)), UUID: domain.UUIDOf("invoice", fmt.Sprint(random.IntN(500)))}
	kind := []string{"invoice.entered", "invoice.approved", "invoice.posted", "access.refused"}[random.IntN(4)]
	name := []string{"Ada Weiß", "Bob \"the\" Builder", "李雷", "=cmd()"}[random.IntN(4)]
	e := domain.Happened(kind, invoice, name+" acted on\tit:\u2028 <b>&amp;</b> \\ "+fmt.Sprint(random.Uint64())).
		With("amount", map[string]any{"value": fmt.Sprintf("%d.%02d", random.IntN(90000), random.IntN(100)), "currency": "EUR"}).
		With("round", 1+random.IntN(3)).Changed("state", "IN_APPROVAL", "APPROVED").Because([]string{"", "as agreed"}[random.IntN(2)])
	e.At = began.Add(time.Duration(position) * 1234567 * time.Microsecond)
	e.ID = domain.ID{Kind: domain.NodeEvent, Entity: invoice.Entity, UUID: domain.UUIDOf("event", fmt.Sprint(position), fmt.Sprint(random.Uint64()))}
	e.ActorKind, e.ActorID, e.ActorName = domain.ActorPerson, domain.UUIDOf(name), name
	e.Command, e.RequestID, e.Address, e.Auth = "decideTask", fmt.Sprintf("r-%d", position), "192.0.2.7", domain.AuthSession
	e.Salt = make([]byte, 16)
	for i := range e.Salt {
		e.Salt[i] = byte(random.Uint32())
	}
	if position%7 == 6 {
		digest, err := e.ProseDigest()
		require.NoError(t, err)
		e.Erased, e.Salt = digest, nil
	}
	body, err := e.Canonical()
	require.NoError(t, err)
	return Entry{Position: position, Body: body, Prose: ProseOf(&e)}
}

// export is the part of the log from to to-1, complete to size.
func (l *madeLog) export(from, to, size int64) Export {
	return Export{
		Origin: DefaultOrigin, From: from, To: to, Size: size, At: began, Parameters: map[string]string{"by": "a test"}, PublicKeys: l.pub,
		Entries: func(yield func(Entry, error) bool) {
			for _, e := range l.entries[from:to] {
				if !yield(e, nil) {
					return
				}
			}
		},
		Checkpoints: l.checkpoints(), Hashes: l,
	}
}

func (l *madeLog) checkpoints() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, size := range l.sizes() {
			if !yield(l.signed[size], nil) {
				return
			}
		}
	}
}

// sizes are those of the log's checkpoints.
func (l *madeLog) sizes() []int64 {
	var sizes []int64
	for size := range l.signed {
		sizes = append(sizes, size)
	}
	slices.Sort(sizes)
	return sizes
}

// written is an export in a new directory.
func (l *madeLog) written(t testing.TB, from, to, size int64) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "export")
	_, err := Write(dir, l.export(from, to, size))
	require.NoError(t, err)
	return dir
}

// verified is the report of a directory, with the log's key given.
func (l *madeLog) verified(t testing.TB, dir string, held ...int64) *Report {
	t.Helper()
	trust := Trust{Keys: []note.Verifier{l.public}}
	for _, size := range held {
		trust.Held = append(trust.Held, Held{fmt.Sprint("held ", size), l.signed[size]})
	}
	r, err := Verify(os.DirFS(dir), trust)
	require.NoError(t, err)
	return r
}

// requireBad checks where a report says that the log is bad, and part of its reason.
func requireBad(t testing.TB, r *Report, position int64, reason string) {
	t.Helper()
	require.False(t, r.OK)
	require.NotNil(t, r.FirstBad)
	require.Equal(t, position, *r.FirstBad, r.Reason)
	require.Contains(t, r.Reason, reason)
	require.Equal(t, position, r.Verified())
}
