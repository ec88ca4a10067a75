package connecttest

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

// Subject is a fresh system with nothing posted in it. Every field must be set.
type Subject struct {
	Connector connect.Connector
	Again     func() connect.Connector              // one more connection to the same system
	Document  func(n int) domain.LedgerDocument     // that the system accepts; another supplier's number for each n
	Broken    []Broken                              // documents that the system refuses
	Effects   func() map[connect.Key]int            // documents in the books per key, counted past the connector
	Fail      func(on Call, how Failure)            // makes the next such call fail, once
	Close     func(entity string, date domain.Date) // closes the period of the date
}

// Broken is a document that is refused.
type Broken struct {
	Name     string
	Document domain.LedgerDocument
	Class    connect.Class
}

// Call is a call that can be made to fail.
type Call string

// The calls.
const (
	Put     Call = "put"
	Reverse Call = "reverse"
	Find    Call = "find"
)

// Failure is a way to fail.
type Failure string

// The failures.
const (
	Down      Failure = "down"      // nothing was sent
	Dropped   Failure = "dropped"   // lost on the way there; the caller cannot know
	Lost      Failure = "lost"      // the answer was lost
	Late      Failure = "late"      // the answer comes after 200 ms
	Throttled Failure = "throttled" // too many requests; the system names a time
	Denied    Failure = "auth"      // the credentials are refused
)

// late is how long the test waits for an answer that comes late.
const late = 50 * time.Millisecond

// poster is what is tested.
type poster = connect.Poster[domain.LedgerDocument]

// Run puts the connector under every test of the suite, each with a Subject of its own.
func Run(t *testing.T, fresh func(testing.TB) Subject) {
	t.Helper()
	for _, group := range []map[string]func(*testing.T, Subject){describing, putting, failing, reversing, listing} {
		for name, test := range group {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, fresh(t))
			})
		}
	}
	t.Run("whatever gets lost, each key ends with one effect", func(t *testing.T) {
		t.Parallel()
		walk(t, fresh)
	})
}

func (s Subject) poster(t testing.TB) poster { return posterOf(t, s.Connector) }

func posterOf(t testing.TB, c connect.Connector) poster {
	t.Helper()
	p, ok := c.(poster)
	require.True(t, ok, "%T does not post documents", c)
	return p
}

// failed checks that err is an error of the port and of the class.
func failed(t testing.TB, err error, class connect.Class) *connect.Error {
	t.Helper()
	var e *connect.Error
	require.True(t, errors.As(err, &e), "%v is not an error of the port", err)
	require.Equal(t, class, e.Class, e.Error())
	require.NotEmpty(t, e.Message, "a person reads it")
	return e
}

// post puts a document until it is in the books.
func (s Subject) post(t testing.TB, key connect.Key, d domain.LedgerDocument) connect.Outcome {
	t.Helper()
	for range 10 {
		out, err := s.poster(t).Put(t.Context(), key, d)
		require.NoError(t, err)
		if out.State.Final() {
			require.Equal(t, connect.StatePosted, out.State)
			require.NotEmpty(t, out.Reference)
			require.False(t, out.At.IsZero())
			return out
		}
	}
	require.FailNow(t, "ten steps and not posted")
	return connect.Outcome{}
}
