package connecttest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
)

var reversing = map[string]func(*testing.T, Subject){
	"reverse once is one effect": func(t *testing.T, s Subject) {
		d := s.Document(1)
		put := s.post(t, "k1", d)
		reversed, err := s.poster(t).Reverse(t.Context(), "r1", s.reversal(d, put.Reference))
		require.NoError(t, err)
		require.Equal(t, connect.StateReversed, reversed.State)
		require.Equal(t, put.Reference, reversed.Reference)
		require.NotEmpty(t, reversed.ReversedBy)
		require.NotEqual(t, put.Reference, reversed.ReversedBy)
		require.Equal(t, map[connect.Key]int{"k1": 1, "r1": 1}, s.Effects())

		again, err := s.poster(t).Reverse(t.Context(), "r1", s.reversal(d, put.Reference))
		require.NoError(t, err)
		require.Equal(t, reversed, again)
		for name, ask := range map[string]func() (connect.Outcome, error){
			"find": func() (connect.Outcome, error) { return s.poster(t).Find(t.Context(), "k1", d) },
			"status": func() (connect.Outcome, error) {
				return s.poster(t).Status(t.Context(), s.reversal(d, put.Reference).Of)
			},
			"put": func() (connect.Outcome, error) { return s.poster(t).Put(t.Context(), "k1", d) },
		} {
			out, err := ask()
			require.NoError(t, err, name)
			require.Equal(t, reversed, out, name)
		}
		require.Equal(t, map[connect.Key]int{"k1": 1, "r1": 1}, s.Effects())
	},
	"reverse under another key is a conflict": func(t *testing.T, s Subject) {
		d := s.Document(1)
		of := s.reversal(d, s.post(t, "k1", d).Reference)
		_, err := s.poster(t).Reverse(t.Context(), "r1", of)
		require.NoError(t, err)
		_, err = s.poster(t).Reverse(t.Context(), "r2", of)
		require.False(t, failed(t, err, connect.Conflict).Sent)
		_, err = s.poster(t).Reverse(t.Context(), "k1", of)
		failed(t, err, connect.Conflict)
		require.Equal(t, map[connect.Key]int{"k1": 1, "r1": 1}, s.Effects())
	},
	"many reversals at once are one effect": func(t *testing.T, s Subject) {
		d := s.Document(1)
		of := s.reversal(d, s.post(t, "k1", d).Reference)
		outs := together(10, func(n int) (connect.Outcome, error) { return s.either(t, n).Reverse(t.Context(), "r1", of) })
		for _, o := range outs {
			require.NoError(t, o.err)
			require.Equal(t, outs[0].ReversedBy, o.ReversedBy)
		}
		require.Equal(t, map[connect.Key]int{"k1": 1, "r1": 1}, s.Effects())
	},
	"after a lost answer status tells that it is reversed": func(t *testing.T, s Subject) {
		d := s.Document(1)
		of := s.reversal(d, s.post(t, "k1", d).Reference)
		s.Fail(Reverse, Lost)
		_, err := s.poster(t).Reverse(t.Context(), "r1", of)
		require.True(t, failed(t, err, connect.Unavailable).Sent)
		out, err := s.poster(t).Status(t.Context(), of.Of)
		require.NoError(t, err)
		require.Equal(t, connect.StateReversed, out.State)
		require.Equal(t, map[connect.Key]int{"k1": 1, "r1": 1}, s.Effects())
	},
	"what is not there cannot be reversed": func(t *testing.T, s Subject) {
		_, err := s.poster(t).Reverse(t.Context(), "r1", s.reversal(s.Document(1), "NONE-1"))
		require.False(t, failed(t, err, connect.Invalid).Sent)
		require.Empty(t, s.Effects())
	},
	"a reversal cannot be reversed": func(t *testing.T, s Subject) {
		d := s.Document(1)
		out, err := s.poster(t).Reverse(t.Context(), "r1", s.reversal(d, s.post(t, "k1", d).Reference))
		require.NoError(t, err)
		_, err = s.poster(t).Reverse(t.Context(), "r2", s.reversal(d, out.ReversedBy))
		failed(t, err, connect.Invalid)
	},
	"a closed period takes no reversal": func(t *testing.T, s Subject) {
		d := s.Document(1)
		of := s.reversal(d, s.post(t, "k1", d).Reference)
		s.Close(d.Entity, d.PostingOn)
		_, err := s.poster(t).Reverse(t.Context(), "r1", of)
		require.False(t, failed(t, err, connect.PeriodClosed).Sent)
		require.Equal(t, map[connect.Key]int{"k1": 1}, s.Effects())
	},
}

var listing = map[string]func(*testing.T, Subject){
	"the list has every document once, oldest first": func(t *testing.T, s Subject) {
		for n, key := range []connect.Key{"k0", "k1", "k2", "k3", "k4"} {
			s.post(t, key, s.Document(n))
		}
		entries, next := s.list(t, connect.Query{Size: 2})
		require.Equal(t, []connect.Key{"k0", "k1", "k2", "k3", "k4"}, keys(entries))
		for n, e := range entries {
			require.Equal(t, s.Document(n), e.Document)
			require.NotEmpty(t, e.Reference)
		}
		s.post(t, "k5", s.Document(5))
		fresh, _ := s.list(t, connect.Query{After: next})
		require.Equal(t, []connect.Key{"k5"}, keys(fresh), "the cursor of yesterday goes on today")
	},
	"the list shows a reversal with turned signs": func(t *testing.T, s Subject) {
		d := s.Document(1)
		put := s.post(t, "k1", d)
		_, err := s.poster(t).Reverse(t.Context(), "r1", s.reversal(d, put.Reference))
		require.NoError(t, err)
		entries, _ := s.list(t, connect.Query{Entity: d.Entity})
		at := slices.IndexFunc(entries, func(e connect.Entry) bool { return e.Key == "r1" })
		require.Equal(t, put.Reference, entries[at].Reverses)
		require.Equal(t, d.Gross.Neg(), entries[at].Document.Gross)
		for i, line := range entries[at].Document.Lines {
			require.Equal(t, d.Lines[i].Amount.Neg(), line.Amount)
		}
	},
	"the list of another entity is its own": func(t *testing.T, s Subject) {
		d := s.Document(1)
		s.post(t, "k1", d)
		entries, _ := s.list(t, connect.Query{Entity: d.Entity})
		require.Equal(t, []connect.Key{"k1"}, keys(entries))
	},
	"a cursor of somebody else is refused": func(t *testing.T, s Subject) {
		lister, ok := s.Connector.(connect.Lister[connect.Entry])
		require.True(t, ok)
		for _, err := range lister.List(t.Context(), connect.Query{After: "not a cursor"}) {
			failed(t, err, connect.Invalid)
		}
	},
}

func (s Subject) list(t testing.TB, q connect.Query) (entries []connect.Entry, next string) {
	t.Helper()
	lister, ok := s.Connector.(connect.Lister[connect.Entry])
	require.True(t, ok, "%T does not list", s.Connector)
	for page, err := range lister.List(t.Context(), q) {
		require.NoError(t, err)
		require.NotEmpty(t, page.Next)
		if q.Size > 0 {
			require.LessOrEqual(t, len(page.Items), q.Size)
		}
		entries, next = append(entries, page.Items...), page.Next
	}
	return entries, next
}

func keys(entries []connect.Entry) []connect.Key {
	var all []connect.Key
	for _, e := range entries {
		all = append(all, e.Key)
	}
	return all
}
