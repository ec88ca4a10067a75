package server

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/stretchr/testify/require"
)

// socketMessage is one of graphql-transport-ws.
type socketMessage struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

type socket struct {
	t *testing.T
	c *websocket.Conn
}

// dial opens a socket without saying who calls.
func (p *porch) dial(header http.Header, protocols ...string) (*socket, *http.Response, error) {
	p.t.Helper()
	if len(protocols) == 0 {
		protocols = []string{socketProtocol}
	}
	c, answer, err := websocket.Dial(p.t.Context(), "ws"+strings.TrimPrefix(p.URL, "http")+"/graphql", &websocket.DialOptions{Subprotocols: protocols, HTTPHeader: header})
	if err != nil {
		return nil, answer, err
	}
	p.t.Cleanup(func() { _ = c.CloseNow() })
	return &socket{p.t, c}, answer, nil
}

// enter opens a socket as Ana.
func (p *porch) enter() *socket {
	p.t.Helper()
	s, _, err := p.dial(nil)
	require.NoError(p.t, err)
	s.send(socketMessage{Type: "connection_init", Payload: json.RawMessage(`{"Authorization":"Bearer ` + p.token + `"}`)})
	require.Equal(p.t, "connection_ack", s.next().Type)
	return s
}

func (s *socket) send(m socketMessage) {
	s.t.Helper()
	require.NoError(s.t, wsjson.Write(s.t.Context(), s.c, m))
}

func (s *socket) subscribe(id, document string) {
	s.t.Helper()
	payload, err := json.Marshal(map[string]string{"query": document})
	require.NoError(s.t, err)
	s.send(socketMessage{ID: id, Type: "subscribe", Payload: payload})
}

// next reads a message; pings are left out.
func (s *socket) next() socketMessage {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 5*time.Second)
	defer cancel()
	for {
		var m socketMessage
		require.NoError(s.t, wsjson.Read(ctx, s.c, &m))
		if m.Type != "ping" {
			return m
		}
	}
}

// closed waits for the server to close and answers its code.
func (s *socket) closed() websocket.StatusCode {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 5*time.Second)
	defer cancel()
	for {
		if _, _, err := s.c.Read(ctx); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

func TestSocket_SendsEachResultAndTheEnd(t *testing.T) {
	t.Parallel()
	s := setup(t).enter()
	s.subscribe("1", "subscription{ticks(count:2)}")
	for _, want := range []string{`{"data":{"ticks":1}}`, `{"data":{"ticks":2}}`} {
		m := s.next()
		require.Equal(t, "next", m.Type)
		require.Equal(t, "1", m.ID)
		require.JSONEq(t, want, string(m.Payload))
	}
	require.Equal(t, "complete", s.next().Type)
	s.subscribe("2", "{me}")
	require.JSONEq(t, `{"data":{"me":"Ana"}}`, string(s.next().Payload))
	require.Equal(t, "complete", s.next().Type)
	s.subscribe("3", `mutation{act(input:{})}`)
	require.JSONEq(t, `{"data":{"act":"world"}}`, string(s.next().Payload))
}

func TestSocket_SaysARefusal(t *testing.T) {
	t.Parallel()
	s := setup(t).enter()
	s.subscribe("1", "subscription{nothing}")
	m := s.next()
	require.Equal(t, "error", m.Type)
	require.Contains(t, string(m.Payload), "GRAPHQL_VALIDATION_FAILED")
	require.NotContains(t, string(m.Payload), "nothing")
}

func TestSocket_ASubscriptionThatBreaksEndsWithAnError(t *testing.T) {
	t.Parallel()
	s := setup(t).enter()
	s.subscribe("1", "subscription{breaks(count:1)}")
	require.JSONEq(t, `{"data":{"breaks":1}}`, string(s.next().Payload))
	m := s.next()
	require.Equal(t, "error", m.Type)
	require.Contains(t, string(m.Payload), `"code":"INTERNAL"`)
	require.NotContains(t, string(m.Payload), "secret")
	s.subscribe("2", "subscription{ticks(count:1)}")
	require.Equal(t, "2", s.next().ID, "nothing follows the error, and the socket stays")
}

func TestSocket_LetsNobodyInWithoutAToken(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for name, payload := range map[string]string{
		"no payload":    ``,
		"no token":      `{}`,
		"a bad token":   `{"Authorization":"Bearer nonsense"}`,
		"a stranger":    `{"Authorization":"Bearer ` + p.tokenOf("nobody@example.com") + `"}`,
		"not as bearer": `{"Authorization":"` + p.token + `"}`,
	} {
		s, _, err := p.dial(http.Header{"Cookie": {sessionCookie + "=" + p.token}}) // a cookie is not looked at
		require.NoError(t, err)
		s.send(socketMessage{Type: "connection_init", Payload: json.RawMessage(payload)})
		require.Equal(t, websocket.StatusCode(closeForbidden), s.closed(), name)
	}
}

func TestSocket_ClosesWhenNothingIsAskedBeforeTheToken(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.SocketInit = 50 * time.Millisecond }))
	s, _, err := p.dial(nil)
	require.NoError(t, err)
	require.NotEqual(t, websocket.StatusCode(-1), s.closed(), "nobody said anything")
	s, _, err = p.dial(nil)
	require.NoError(t, err)
	s.subscribe("1", "{hello}")
	require.NotEqual(t, websocket.StatusCode(-1), s.closed(), "asked before saying who")
}

func TestSocket_SpeaksOneProtocolToItsOwnSite(t *testing.T) {
	t.Parallel()
	p := setup(t, func(o *Options) { o.Origins = []string{"https://partner.example"} })
	_, answer, err := p.dial(nil, "graphql-ws")
	require.Error(t, err)
	require.Equal(t, http.StatusBadRequest, answer.StatusCode)
	_, answer, err = p.dial(http.Header{"Origin": {"https://evil.example"}})
	require.Error(t, err)
	require.Equal(t, http.StatusForbidden, answer.StatusCode)
	_, _, err = p.dial(http.Header{"Origin": {"https://partner.example"}})
	require.NoError(t, err)
	_, _, err = p.dial(http.Header{"Origin": {p.URL}})
	require.NoError(t, err)
	s, _, err := p.dial(nil, "graphql-ws", socketProtocol)
	require.NoError(t, err)
	require.Equal(t, socketProtocol, s.c.Subprotocol())
}

func TestSocket_ClosesForWhoLeaves(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Recheck, l.PersonMemory = 10*time.Millisecond, time.Millisecond }))
	s := p.enter()
	s.subscribe("1", "subscription{forever}")
	p.house.leave("ana@example.com")
	require.Equal(t, websocket.StatusCode(closeUnauthorized), s.closed())
}

func TestSocket_ClosesWithTheServer(t *testing.T) {
	t.Parallel()
	p := setup(t)
	s := p.enter()
	s.subscribe("1", "subscription{forever}")
	p.server.Close()
	require.Equal(t, websocket.StatusCode(closeGoingAway), s.closed())
}

func TestSocket_BoundsWhatOneMayAsk(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.SocketSubs, l.Streams, l.PerMinute = 2, 2, 60 }))
	s := p.enter()
	for _, id := range []string{"1", "2"} {
		s.subscribe(id, "subscription{forever}")
	}
	s.subscribe("3", "subscription{forever}")
	m := s.next()
	require.Equal(t, "3", m.ID)
	require.Contains(t, string(m.Payload), "RATE_LIMITED")
	s.send(socketMessage{ID: "1", Type: "complete"})
	require.Eventually(t, func() bool {
		s.subscribe("4", "subscription{ticks(count:1)}")
		return s.next().Type == "next"
	}, 5*time.Second, 20*time.Millisecond, "an ended subscription makes room")

	_ = p.enter()
	third, _, err := p.dial(nil)
	require.NoError(t, err)
	third.send(socketMessage{Type: "connection_init", Payload: json.RawMessage(`{"Authorization":"Bearer ` + p.token + `"}`)})
	require.Equal(t, websocket.StatusCode(closeTooMany), third.closed())
}

func TestSocket_CountsMessages(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.PerMinute = 8 })) // two at once, then one in 7.5 s
	s := p.enter()
	refused := 0
	for range 4 {
		s.subscribe("q", "{hello}")
		for m := s.next(); m.Type != "complete"; m = s.next() {
			if m.Type == "error" {
				require.Contains(t, string(m.Payload), "RATE_LIMITED")
				refused++
			}
		}
	}
	require.Equal(t, 2, refused)
}

func TestSocket_RefusesLongMessages(t *testing.T) {
	t.Parallel()
	s := setup(t).enter()
	_ = wsjson.Write(t.Context(), s.c, socketMessage{ID: "1", Type: "subscribe", Payload: json.RawMessage(`"` + strings.Repeat("x", 1<<20) + `"`)})
	require.Equal(t, websocket.StatusMessageTooBig, s.closed())
}
