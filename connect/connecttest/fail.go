package connecttest

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"countersign/connect"
	"countersign/domain"
)

var failing = map[string]func(*testing.T, Subject){
	"after a lost answer find tells what put would have": func(t *testing.T, s Subject) {
		s.Fail(Put, Lost)
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(1))
		require.True(t, failed(t, err, connect.Unavailable).Sent)
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
		found, err := s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, connect.StatePosted, found.State)
		require.Equal(t, found, s.post(t, "k1", s.Document(1)))
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"after a dropped request find tells that nothing arrived": func(t *testing.T, s Subject) {
		s.Fail(Put, Dropped)
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(1))
		require.True(t, failed(t, err, connect.Unavailable).Sent, "the caller cannot know")
		found, err := s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, connect.StateAbsent, found.State)
		s.post(t, "k1", s.Document(1))
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"an answer that comes too late may have arrived": func(t *testing.T, s Subject) {
		s.Fail(Put, Late)
		ctx, cancel := context.WithTimeout(t.Context(), late)
		defer cancel()
		_, err := s.poster(t).Put(ctx, "k1", s.Document(1))
		require.True(t, failed(t, err, connect.Unavailable).Sent)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		found, err := s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, connect.StatePosted, found.State)
	},
	"a late answer is an answer": func(t *testing.T, s Subject) {
		s.Fail(Put, Late)
		s.post(t, "k1", s.Document(1))
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"a system that is down was sent nothing": func(t *testing.T, s Subject) {
		s.Fail(Put, Down)
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(1))
		e := failed(t, err, connect.Unavailable)
		require.False(t, e.Sent)
		require.True(t, e.Class.Transient())
		require.Empty(t, s.Effects())
		s.Fail(Find, Down)
		_, err = s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.False(t, failed(t, err, connect.Unavailable).Sent)
	},
	"a throttled call names its time": func(t *testing.T, s Subject) {
		s.Fail(Put, Throttled)
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(1))
		e := failed(t, err, connect.Throttled)
		require.Positive(t, e.RetryAfter)
		require.False(t, e.Sent)
		require.True(t, e.Class.Transient())
		require.Empty(t, s.Effects())
	},
	"refused credentials are not a reason to try again": func(t *testing.T, s Subject) {
		s.Fail(Put, Denied)
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(1))
		e := failed(t, err, connect.Auth)
		require.False(t, e.Sent)
		require.False(t, e.Class.Transient())
		require.Empty(t, s.Effects())
	},
}

// walk drives documents into the books as the loop in workflow does, over a system that fails at random, and counts.
func walk(t *testing.T, fresh func(testing.TB) Subject) {
	rapid.Check(t, func(r *rapid.T) {
		s := fresh(t)
		documents := rapid.IntRange(1, 4).Draw(r, "documents")
		want := map[connect.Key]int{}
		for n := range documents {
			key := connect.Key(fmt.Sprintf("post-%d", n))
			out := s.drive(t, r, Put, func() (connect.Outcome, error) {
				return s.poster(t).Find(t.Context(), key, s.Document(n))
			}, func() (connect.Outcome, error) {
				return s.poster(t).Put(t.Context(), key, s.Document(n))
			}, connect.StatePosted)
			want[key] = 1
			if !rapid.Bool().Draw(r, "reverse") {
				continue
			}
			back := connect.Key(fmt.Sprintf("reverse-%d", n))
			of := s.reversal(s.Document(n), out.Reference)
			s.drive(t, r, Reverse, func() (connect.Outcome, error) {
				return s.poster(t).Status(t.Context(), of.Of)
			}, func() (connect.Outcome, error) {
				return s.poster(t).Reverse(t.Context(), back, of)
			}, connect.StateReversed)
			want[back] = 1
		}
		require.Equal(t, want, s.Effects())
	})
}

// drive repeats an act until the document stands as wanted, and looks before it repeats what may have arrived.
func (s Subject) drive(t testing.TB, r *rapid.T, on Call, look, act func() (connect.Outcome, error),
	wanted connect.State) connect.Outcome {
	t.Helper()
	sent := false
	for range 20 {
		if sent {
			out, err := look()
			require.NoError(t, err)
			if out.State == wanted {
				return out
			}
		}
		how := rapid.SampledFrom([]Failure{"", "", Down, Dropped, Lost, Throttled}).Draw(r, "failure")
		if how != "" {
			s.Fail(on, how)
		}
		out, err := act()
		if err == nil && out.State == wanted {
			return out
		}
		sent = sent || err != nil && connect.AsError(err).Sent
	}
	require.FailNow(t, "twenty attempts and not there")
	return connect.Outcome{}
}

func (s Subject) reversal(d domain.LedgerDocument, reference string) connect.Reversal {
	return connect.Reversal{Of: connect.Ref{Entity: d.Entity, Reference: reference}, On: d.PostingOn, Reason: "Billed twice"}
}
