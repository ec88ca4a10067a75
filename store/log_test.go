package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
)

// openStore opens a test's database as the program does.
func openStore(t *testing.T) (*store.DB, *storetest.DB) {
	t.Helper()
	base := storetest.New(t)
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, MaxConns: 4})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	return db, base
}

// happened is an event of an entity at an instant, with values that a row must give back as they were.
func happened(entity domain.EntityID, at time.Time) domain.Event {
	subject := domain.ID{Kind: domain.NodeInvoice, Entity: entity, UUID: domain.NewUUID(at)}
	e := domain.Happened("invoice.approved", subject, "Ada approved it: \"fine\".").AtVersion(3).Because("Because <it> is\nright.").
		Changed("state", "IN_REVIEW", "POSTING").Changed("note", "", "now").
		With("zeta", []string{"b", "a"}).With("alpha", map[string]any{"b": 1, "a": nil}).With("exact", json.Number("100.50")).
		With("large", int64(9007199254740993)).With("when", at).With("entities", []domain.EntityID{2, 1})
	e.At, e.ID = at, domain.ID{Kind: domain.NodeEvent, Entity: entity, UUID: domain.NewUUID(at)}
	e.Command, e.RequestID, e.Salt = "decideTask", "request", domain.NewSalt()
	e.ActorKind, e.ActorID, e.ActorName = domain.ActorPerson, domain.UUIDOf("ada"), "Ada"
	e.OnBehalf, e.Auth, e.Address = domain.Behalf{ID: domain.UUIDOf("bob"), Name: "Bob"}, domain.AuthSession, "192.0.2.7"
	e.Rulebook, e.Idempotency = 12, "ab"
	return e
}

func appendEvents(t *testing.T, db *store.DB, events ...domain.Event) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(tx *store.Tx) error { return tx.AppendEvents(t.Context(), events) }))
}

// sequencer is a session that holds the lock, and a way to sequence with it that keeps no tree.
type sequencer struct {
	*store.LogSession
	t    *testing.T
	size int64
}

func sequence(t *testing.T, db *store.DB) *sequencer {
	t.Helper()
	session, err := db.OpenLogSession(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { session.Close(context.Background()) })
	s := &sequencer{LogSession: session, t: t}
	s.size, err = session.Begin(t.Context())
	require.NoError(t, err)
	return s
}

// next sequences what waits and keeps as many hashes as a tree would have.
func (s *sequencer) next(limit int) ([]store.Pending, error) {
	taken, err := s.Sequence(s.t.Context(), s.size, limit, func(events []store.Pending) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, tlog.StoredHashCount(s.size+int64(len(events)))-tlog.StoredHashCount(s.size))
		for i := range events {
			body, err := events[i].Event.Canonical()
			if err != nil {
				return nil, err
			}
			hashes[tlog.StoredHashIndex(0, s.size+int64(i))-tlog.StoredHashCount(s.size)] = tlog.RecordHash(body)
		}
		return hashes, nil
	})
	s.size += int64(len(taken))
	return taken, err
}

func TestAppendEvents_GivesBackTheBytesThatWereWritten(t *testing.T) {
	t.Parallel()
	db, _ := openStore(t)
	now := time.Now().UTC().Truncate(time.Microsecond)
	plain := domain.Happened("entity.loaded", domain.EntityNode(3), "")
	plain.At, plain.ID, plain.Salt = now, domain.ID{Kind: domain.NodeEvent, Entity: 3, UUID: domain.NewUUID(now.Add(time.Millisecond))}, domain.NewSalt()
	plain.ActorID, plain.ActorKind = domain.UUIDOf("system", "intake"), domain.ActorSystem
	written := []domain.Event{happened(2, now), plain}
	appendEvents(t, db, written...)
	_, err := sequence(t, db).next(10)
	require.NoError(t, err)

	entries, err := db.LogEntries(t.Context(), 0, 10)
	require.NoError(t, err)
	require.Len(t, entries, 2)
	for i, entry := range entries {
		require.EqualValues(t, i, entry.Position)
		require.Equal(t, written[i].ID, entry.ID)
		want, err := written[i].Canonical()
		require.NoError(t, err)
		got, err := entry.Event.Canonical()
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
		require.Equal(t, tlog.RecordHash(want), entry.Leaf)
	}
	size, err := db.LogSize(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, size)
	hashes, err := db.LogHashes(t.Context(), []int64{1, 0})
	require.NoError(t, err)
	require.Equal(t, []tlog.Hash{entries[1].Leaf, entries[0].Leaf}, hashes)
	_, err = db.LogHashes(t.Context(), []int64{0, 99})
	require.ErrorContains(t, err, "hash 99 is missing")
}

func TestSequence_TakesWhatCameIntoSightLate(t *testing.T) {
	t.Parallel()
	db, _ := openStore(t)
	now := time.Now().UTC().Truncate(time.Microsecond)
	s := sequence(t, db)
	older, newer := happened(1, now.Add(-time.Minute)), happened(2, now)
	require.NoError(t, db.InTx(t.Context(), func(tx *store.Tx) error {
		require.NoError(t, tx.AppendEvents(t.Context(), []domain.Event{older}))
		appendEvents(t, db, newer) // commits first
		taken, err := s.next(10)
		require.NoError(t, err)
		require.Len(t, taken, 1)
		require.Equal(t, newer.ID, taken[0].Event.ID)
		return nil
	}))
	taken, err := s.next(10)
	require.NoError(t, err)
	require.Len(t, taken, 1)
	require.Equal(t, older.ID, taken[0].Event.ID)
	waits, err := s.Waits(t.Context())
	require.NoError(t, err)
	require.False(t, waits)
}

func TestSequence_TakesTheOldestFirstAndNoMoreThanAsked(t *testing.T) {
	t.Parallel()
	db, _ := openStore(t)
	now := time.Now().UTC().Truncate(time.Microsecond)
	var want []domain.ID
	for i := range 5 {
		e := happened(domain.EntityID(5-i), now.Add(time.Duration(i)*time.Second))
		want = append(want, e.ID)
		appendEvents(t, db, e)
	}
	s := sequence(t, db)
	var got []domain.ID
	for _, n := range []int{2, 2, 1, 0} {
		taken, err := s.next(2)
		require.NoError(t, err)
		require.Len(t, taken, n)
		for _, p := range taken {
			got = append(got, p.Event.ID)
		}
	}
	require.Equal(t, want, got)
}

func TestSequence_IsFencedByTheEpoch(t *testing.T) {
	t.Parallel()
	db, _ := openStore(t)
	appendEvents(t, db, happened(1, time.Now().UTC()))
	first := sequence(t, db)
	held, err := first.Take(t.Context(), store.SequencerLock)
	require.NoError(t, err)
	require.True(t, held)

	second := sequence(t, db) // as if the lock had been lost
	held, err = second.Take(t.Context(), store.SequencerLock)
	require.NoError(t, err)
	require.False(t, held, "one holds the lock")
	_, err = first.next(10)
	require.ErrorIs(t, err, store.ErrOvertaken)
	taken, err := second.next(10)
	require.NoError(t, err)
	require.Len(t, taken, 1)

	first.Close(t.Context())
	require.Eventually(t, func() bool {
		held, err := second.Take(t.Context(), store.SequencerLock)
		return err == nil && held
	}, 10*time.Second, 20*time.Millisecond, "a closed session gives its lock away")
}

func TestSequence_KeepsNothingOfABatchThatFails(t *testing.T) {
	t.Parallel()
	db, _ := openStore(t)
	appendEvents(t, db, happened(1, time.Now().UTC()))
	s := sequence(t, db)
	_, err := s.Sequence(t.Context(), 0, 10, func([]store.Pending) ([]tlog.Hash, error) { return nil, errors.New("no tree") })
	require.ErrorContains(t, err, "no tree")
	size, err := db.LogSize(t.Context())
	require.NoError(t, err)
	require.Zero(t, size)
	taken, err := s.next(10)
	require.NoError(t, err)
	require.Len(t, taken, 1)
}

func TestSequence_FindsWhatWaitsThoughItHasAPosition(t *testing.T) {
	t.Parallel()
	db, base := openStore(t)
	appendEvents(t, db, happened(1, time.Now().UTC()))
	s := sequence(t, db)
	_, err := s.next(10)
	require.NoError(t, err)
	_, err = base.AsApp(t).Exec(t.Context(), `INSERT INTO event_pending (entity_id, id) SELECT entity_id, id FROM event`)
	require.NoError(t, err)
	_, err = s.next(10)
	require.ErrorIs(t, err, store.ErrPlacedTwice)
	n, err := s.ForgetPlaced(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
}

func TestErase_LeavesEveryProofAsItWas(t *testing.T) {
	t.Parallel()
	db, base := openStore(t)
	e := happened(2, time.Now().UTC().Truncate(time.Microsecond))
	e.ActorName, e.Text = "Åsa Öberg", "Åsa approved it." // longer in bytes than in letters
	appendEvents(t, db, e)
	_, err := sequence(t, db).next(10)
	require.NoError(t, err)
	_, err = base.Pool.Exec(t.Context(), `SELECT event_erase(entity_id, id) FROM event`)
	require.NoError(t, err)
	_, err = base.Pool.Exec(t.Context(), `SELECT event_erase(entity_id, id) FROM event`) // again changes nothing
	require.NoError(t, err)

	entries, err := db.LogEntries(t.Context(), 0, 1)
	require.NoError(t, err)
	kept := entries[0].Event
	require.Empty(t, kept.ActorName+kept.OnBehalf.Name+kept.Address+kept.Text)
	require.Nil(t, kept.Reason)
	require.Nil(t, kept.Salt)
	digest, err := e.ProseDigest()
	require.NoError(t, err)
	require.Equal(t, digest, kept.Erased)
	body, err := kept.Canonical()
	require.NoError(t, err)
	require.Equal(t, entries[0].Leaf, tlog.RecordHash(body))
}
