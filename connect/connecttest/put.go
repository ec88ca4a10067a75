package connecttest

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

var describing = map[string]func(*testing.T, Subject){
	"describe tells what the methods tell": func(t *testing.T, s Subject) {
		d, err := s.Connector.Describe(t.Context())
		require.NoError(t, err)
		require.Equal(t, connect.Capabilities(s.Connector), d.Capabilities)
		require.NotEmpty(t, d.System)
		require.NotEmpty(t, d.Version)
		require.Empty(t, s.Effects())
	},
	"every class has its error": func(t *testing.T, _ Subject) {
		for _, class := range connect.Classes() {
			require.Contains(t, (&connect.Error{Class: class}).Error(), strings.ToLower(string(class)))
		}
	},
}

var putting = map[string]func(*testing.T, Subject){
	"put once is one effect": func(t *testing.T, s Subject) {
		s.post(t, "k1", s.Document(1))
		s.post(t, "k2", s.Document(2))
		require.Equal(t, map[connect.Key]int{"k1": 1, "k2": 1}, s.Effects())
	},
	"put again is the same effect": func(t *testing.T, s Subject) {
		first := s.post(t, "k1", s.Document(1))
		require.Equal(t, first, s.post(t, "k1", s.Document(1)))
		elsewhere, err := posterOf(t, s.Again()).Put(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, first, elsewhere, "another connection knows it too")
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"another document under the key is a conflict": func(t *testing.T, s Subject) {
		s.post(t, "k1", s.Document(1))
		_, err := s.poster(t).Put(t.Context(), "k1", s.Document(2))
		require.False(t, failed(t, err, connect.Conflict).Sent, "an answer came")
		_, err = s.poster(t).Find(t.Context(), "k1", s.Document(2))
		failed(t, err, connect.Conflict)
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"one cent more under the key is a conflict": func(t *testing.T, s Subject) {
		d := s.Document(1)
		s.post(t, "k1", d)
		d.Lines = append([]domain.LedgerLine(nil), d.Lines...)
		d.Gross.Minor++
		d.Lines[0].Amount.Minor++
		d.Lines[1].Amount.Minor--
		_, err := s.poster(t).Put(t.Context(), "k1", d)
		failed(t, err, connect.Conflict)
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"the supplier's number under another key is a duplicate": func(t *testing.T, s Subject) {
		s.post(t, "k1", s.Document(1))
		_, err := s.poster(t).Put(t.Context(), "k2", s.Document(1))
		require.False(t, failed(t, err, connect.Duplicate).Sent)
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"a broken document is refused by check and by put": func(t *testing.T, s Subject) {
		require.NotEmpty(t, s.Broken)
		for _, b := range s.Broken {
			_, err := s.poster(t).Put(t.Context(), "k1", b.Document)
			require.False(t, failed(t, err, b.Class).Sent, b.Name)
			requireFinding(t, s, b.Document, b.Class)
		}
		require.Empty(t, s.Effects())
	},
	"a closed period is refused by check and by put": func(t *testing.T, s Subject) {
		d := s.Document(1)
		s.post(t, "k1", d)
		s.Close(d.Entity, d.PostingOn)
		next := s.Document(2)
		requireFinding(t, s, next, connect.PeriodClosed)
		_, err := s.poster(t).Put(t.Context(), "k2", next)
		require.False(t, failed(t, err, connect.PeriodClosed).Sent)
		require.Equal(t, connect.StatePosted, s.post(t, "k1", d).State, "what is posted stays posted")
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"check and find and status have no effect": func(t *testing.T, s Subject) {
		findings, err := s.poster(t).Check(t.Context(), s.Document(1))
		require.NoError(t, err)
		for _, f := range findings {
			require.False(t, f.Blocks, f.Message)
		}
		out, err := s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, connect.Outcome{State: connect.StateAbsent}, out)
		out, err = s.poster(t).Status(t.Context(), connect.Ref{Entity: s.Document(1).Entity, Reference: "NONE-1"})
		require.NoError(t, err)
		require.Equal(t, connect.Outcome{State: connect.StateAbsent}, out)
		require.Empty(t, s.Effects())
	},
	"check tells a duplicate": func(t *testing.T, s Subject) {
		s.post(t, "k1", s.Document(1))
		requireFinding(t, s, s.Document(1), connect.Duplicate)
	},
	"find and status tell what was put": func(t *testing.T, s Subject) {
		put := s.post(t, "k1", s.Document(1))
		found, err := s.poster(t).Find(t.Context(), "k1", s.Document(1))
		require.NoError(t, err)
		require.Equal(t, put, found)
		stands, err := s.poster(t).Status(t.Context(), connect.Ref{Entity: s.Document(1).Entity, Reference: put.Reference})
		require.NoError(t, err)
		require.Equal(t, put, stands)
	},
	"a key that cannot be written is refused": func(t *testing.T, s Subject) {
		for _, key := range []connect.Key{"", "a b", "a\nb", "ключ", connect.Key(strings.Repeat("k", 65))} {
			_, err := s.poster(t).Put(t.Context(), key, s.Document(1))
			require.False(t, failed(t, err, connect.Invalid).Sent)
		}
		require.Empty(t, s.Effects())
	},
	"a call that was given up before it began sends nothing": func(t *testing.T, s Subject) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.poster(t).Put(ctx, "k1", s.Document(1))
		require.False(t, failed(t, err, connect.Unavailable).Sent)
		require.Empty(t, s.Effects())
	},
	"many puts of one key at once are one effect": func(t *testing.T, s Subject) {
		outs := together(20, func(n int) (connect.Outcome, error) {
			return s.either(t, n).Put(t.Context(), "k1", s.Document(1))
		})
		for _, o := range outs {
			require.NoError(t, o.err)
			require.Equal(t, outs[0].Reference, o.Reference)
		}
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
	"many puts of one number at once are one effect": func(t *testing.T, s Subject) {
		outs := together(20, func(n int) (connect.Outcome, error) {
			return s.either(t, n).Put(t.Context(), connect.Key("k"+string(rune('a'+n))), s.Document(1))
		})
		won := 0
		for _, o := range outs {
			if o.err == nil {
				won++
				continue
			}
			failed(t, o.err, connect.Duplicate)
		}
		require.Equal(t, 1, won)
		require.Len(t, s.Effects(), 1)
	},
}

// requireFinding checks that Check objects as Put would.
func requireFinding(t *testing.T, s Subject, d domain.LedgerDocument, class connect.Class) {
	t.Helper()
	findings, err := s.poster(t).Check(t.Context(), d)
	require.NoError(t, err)
	for _, f := range findings {
		if f.Class == class && f.Blocks {
			require.NotEmpty(t, f.Message)
			return
		}
	}
	require.Failf(t, "not found", "%s in %v", class, findings)
}

// either is one of two connections to the system.
func (s Subject) either(t testing.TB, n int) poster {
	if n%2 == 0 {
		return s.poster(t)
	}
	return posterOf(t, s.Again())
}

type ended struct {
	connect.Outcome
	err error
}

// together makes n calls at the same moment.
func together(n int, do func(int) (connect.Outcome, error)) []ended {
	outs := make([]ended, n)
	var ready, done sync.WaitGroup
	ready.Add(1)
	for i := range n {
		done.Go(func() {
			ready.Wait()
			outs[i].Outcome, outs[i].err = do(i)
		})
	}
	ready.Done()
	done.Wait()
	return outs
}
