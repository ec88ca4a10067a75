package server

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// event is one server-sent event.
type event struct{ name, data string }

// listen opens a stream and hands on its events; the channel closes when the stream ends.
func (p *porch) listen(ctx context.Context, document string) (events <-chan event, status int) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL+"/graphql", asJSON(p.t, map[string]string{"query": document}))
	require.NoError(p.t, err)
	for name, value := range map[string]string{"Authorization": "Bearer " + p.token, "X-Requested-With": "test", "Content-Type": "application/json", "Accept": "text/event-stream"} {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	require.NoError(p.t, err)
	out := make(chan event, 100)
	go func() {
		defer close(out)
		defer answer.Body.Close()
		var e event
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ":")
			switch value = strings.TrimPrefix(value, " "); {
			case lines.Text() == "" && e != event{}:
				out <- e
				e = event{}
			case name == "event":
				e.name = value
			case name == "data":
				e.data = value
			case name == "" && lines.Text() != "":
				out <- event{"comment", value}
			}
		}
	}()
	return out, answer.StatusCode
}

// all reads a stream to its end, comments left out.
func all(t *testing.T, events <-chan event) []event {
	t.Helper()
	var list []event
	for {
		select {
		case e, more := <-events:
			if !more {
				return list
			}
			if e.name != "comment" {
				list = append(list, e)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the stream does not end")
		}
	}
}

func TestStream_SendsEachResultAndTheEnd(t *testing.T) {
	t.Parallel()
	p := setup(t)
	events, status := p.listen(t.Context(), "subscription{ticks(count:3)}")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, []event{
		{"next", `{"data":{"ticks":1}}`}, {"next", `{"data":{"ticks":2}}`}, {"next", `{"data":{"ticks":3}}`}, {"complete", ""},
	}, all(t, events))
}

func TestStream_AnswersAQueryToo(t *testing.T) {
	t.Parallel()
	events, _ := setup(t).listen(t.Context(), "{hello}")
	require.Equal(t, []event{{"next", `{"data":{"hello":"world"}}`}, {"complete", ""}}, all(t, events))
}

func TestStream_SaysARefusalAndEnds(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for _, document := range []string{"subscription{nothing}", "subscription{forever ticks(count:1)}", "{"} {
		events, _ := p.listen(t.Context(), document)
		got := all(t, events)
		require.Len(t, got, 2, document)
		require.Contains(t, got[0].data, `"errors"`, document)
		require.NotContains(t, got[0].data, `"data"`, document)
		require.Equal(t, "complete", got[1].name, document)
	}
}

func TestStream_ThatBreaksSaysSoBeforeItEnds(t *testing.T) {
	t.Parallel()
	events, _ := setup(t).listen(t.Context(), "subscription{breaks(count:1)}")
	got := all(t, events)
	require.Len(t, got, 3)
	require.Equal(t, `{"data":{"breaks":1}}`, got[0].data)
	require.Contains(t, got[1].data, `"code":"INTERNAL"`)
	require.NotContains(t, got[1].data, `"data"`, "it is no result")
	require.NotContains(t, got[1].data, "secret")
	require.Equal(t, "complete", got[2].name)
}

func TestStream_NeedsWhatEveryPostNeeds(t *testing.T) {
	t.Parallel()
	p := setup(t)
	body := func() *strings.Reader { return strings.NewReader(`{"query":"subscription{ticks(count:1)}"}`) }
	require.Equal(t, http.StatusUnauthorized, p.do(http.MethodPost, "/graphql", body(), "Accept", "text/event-stream", "Authorization", "").status)
	require.Equal(t, http.StatusForbidden, p.do(http.MethodPost, "/graphql", body(), "Accept", "text/event-stream", "X-Requested-With", "").status)
	require.Equal(t, http.StatusUnsupportedMediaType, p.do(http.MethodPost, "/graphql", body(), "Accept", "text/event-stream", "Content-Type", "text/plain").status)
}

func TestStream_ShowsThatItLives(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.KeepAlive = 10 * time.Millisecond }))
	events, _ := p.listen(t.Context(), "subscription{forever}")
	for range 4 {
		select {
		case e := <-events:
			require.Equal(t, "comment", e.name)
		case <-time.After(5 * time.Second):
			t.Fatal("no sign of life")
		}
	}
}

func TestStream_EndsForWhoLeaves(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Recheck, l.PersonMemory = 10*time.Millisecond, time.Millisecond }))
	events, _ := p.listen(t.Context(), "subscription{forever}")
	time.Sleep(50 * time.Millisecond)
	select {
	case e, more := <-events:
		require.True(t, more && e.name == "comment", "it ended too early: %v", e)
	default:
	}
	p.house.leave("ana@example.com")
	got := all(t, events)
	require.Len(t, got, 2)
	require.Contains(t, got[0].data, "UNAUTHENTICATED")
	require.Equal(t, "complete", got[1].name)
}

func TestStream_EndsWithTheSession(t *testing.T) {
	t.Parallel()
	at := &movingClock{}
	p := setup(t, limited(func(l *Limits) { l.Recheck = 10 * time.Millisecond }), func(o *Options) { o.Now = at.now })
	events, _ := p.listen(t.Context(), "subscription{forever}")
	time.Sleep(30 * time.Millisecond)
	at.forward(demoLife + time.Minute)
	got := all(t, events)
	require.Len(t, got, 2)
	require.Contains(t, got[0].data, "UNAUTHENTICATED")
}

func TestStream_EndsWithTheServer(t *testing.T) {
	t.Parallel()
	p := setup(t)
	events, _ := p.listen(t.Context(), "subscription{forever}")
	<-events
	p.server.Close()
	require.Equal(t, []event{{"complete", ""}}, all(t, events))
}

func TestStream_CountsThoseOfOnePerson(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Streams = 2 }))
	ctx, cancel := context.WithCancel(t.Context())
	for range 2 {
		events, status := p.listen(ctx, "subscription{forever}")
		require.Equal(t, http.StatusOK, status)
		<-events
	}
	_, status := p.listen(t.Context(), "subscription{forever}")
	require.Equal(t, http.StatusTooManyRequests, status)
	p.token = p.tokenOf("bo@example.com")
	events, status := p.listen(t.Context(), "{hello}")
	require.Equal(t, http.StatusOK, status)
	all(t, events)
	cancel()
	p.token = p.tokenOf("ana@example.com")
	require.Eventually(t, func() bool {
		_, status := p.listen(t.Context(), "{hello}")
		return status == http.StatusOK
	}, 5*time.Second, 10*time.Millisecond, "a closed stream makes room")
}

func TestStream_OutlivesTheTimeOfARequest(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.KeepAlive = 200 * time.Millisecond }))
	events, _ := p.listen(t.Context(), "subscription{forever}")
	for until := time.Now().Add(2 * requestPatience); time.Now().Before(until); {
		_, more := <-events
		require.True(t, more, "the stream ended")
	}
}
