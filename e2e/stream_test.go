package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	"github.com/stretchr/testify/require"
)

// payload is one answer of a subscription.
type payload struct {
	Data   json.RawMessage
	Errors []*refusal
}

// subscription opens one and returns how to read the next answer and how to break off; next says io.EOF at the end.
type subscription func(c *client, document string, v vars) (next func() (*payload, error), leave func())

// streamPatience bounds the wait for one answer, which is longer than a stream of somebody who left may stay open.
const streamPatience = 75 * time.Second

// bySSE subscribes with server-sent events.
func bySSE(c *client, document string, v vars) (func() (*payload, error), func()) {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": v})
	require.NoError(c.t, err)
	ctx, leave := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/graphql", bytes.NewReader(body))
	require.NoError(c.t, err)
	for name, value := range map[string]string{
		"Accept": "text/event-stream", "Content-Type": "application/json", "Authorization": "Bearer " + c.token, "X-Requested-With": "e2e",
	} {
		r.Header.Set(name, value)
	}
	answer, err := (&http.Client{Transport: connections}).Do(r)
	require.NoError(c.t, err)
	require.Equal(c.t, http.StatusOK, answer.StatusCode)
	require.Contains(c.t, answer.Header.Get("Content-Type"), "text/event-stream")
	lines := bufio.NewReader(answer.Body)
	next := func() (*payload, error) {
		timer := time.AfterFunc(streamPatience, leave)
		defer timer.Stop()
		for event := ""; ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				return nil, fmt.Errorf("%w: %w", errAway, err)
			}
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			switch {
			case name == "event":
				event = value
			case name == "data" && event == "next":
				p := &payload{}
				return p, json.Unmarshal([]byte(value), p)
			case strings.HasPrefix(name, "data") && event == "complete":
				return nil, io.EOF
			}
		}
	}
	return next, func() {
		leave()
		answer.Body.Close()
	}
}

// bySocket subscribes with the protocol graphql-transport-ws.
func bySocket(c *client, document string, v vars) (func() (*payload, error), func()) {
	c.t.Helper()
	ctx := context.Background()
	conn, _, err := websocket.Dial(ctx, strings.Replace(c.base, "http", "ws", 1)+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	require.NoError(c.t, err)
	conn.SetReadLimit(1 << 20)
	type message struct {
		ID      string          `json:"id,omitempty"`
		Type    string          `json:"type"`
		Payload json.RawMessage `json:"payload,omitempty"`
	}
	say := func(kind, id string, body any) {
		text, err := json.Marshal(body)
		require.NoError(c.t, err)
		require.NoError(c.t, wsjson.Write(ctx, conn, message{ID: id, Type: kind, Payload: text}))
	}
	say("connection_init", "", vars{"Authorization": "Bearer " + c.token})
	var ack message
	require.NoError(c.t, wsjson.Read(ctx, conn, &ack))
	require.Equal(c.t, "connection_ack", ack.Type)
	say("subscribe", "1", vars{"query": document, "variables": v})
	next := func() (*payload, error) {
		ctx, done := context.WithTimeout(ctx, streamPatience)
		defer done()
		for {
			var m message
			if err := wsjson.Read(ctx, conn, &m); err != nil {
				return nil, fmt.Errorf("%w: %w", errAway, err)
			}
			switch m.Type {
			case "next":
				p := &payload{}
				return p, json.Unmarshal(m.Payload, p)
			case "error":
				p := &payload{}
				return p, json.Unmarshal(m.Payload, &p.Errors)
			case "complete":
				return nil, io.EOF
			case "ping":
				if err := wsjson.Write(ctx, conn, message{Type: "pong"}); err != nil {
					return nil, err
				}
			}
		}
	}
	return next, func() { _ = conn.CloseNow() }
}

// ways are the two transports of a subscription.
var ways = map[string]subscription{"server-sent events": bySSE, "websocket": bySocket}

// change is one answer of inboxChanged or itemChanged.
type change struct {
	Cursor, Kind, ID string
}

const (
	inboxChanged = `subscription($after: String) { change: inboxChanged(after: $after) { cursor kind id task { id state } counts { kind open } } }`
	itemChanged  = `subscription($ids: [ID!]!, $after: String) { change: itemChanged(ids: $ids, after: $after) { cursor kind id node { ... on Invoice { id state version } } } }`
	jobProgress  = `subscription($id: ID!) { change: jobProgress(id: $id) { cursor job { state done total } } }`
)

// changeOf reads an answer.
func changeOf(t testing.TB, p *payload) change {
	t.Helper()
	require.Empty(t, p.Errors)
	var got struct{ Change change }
	require.NoError(t, json.Unmarshal(p.Data, &got))
	return got.Change
}

// requireRefused wants the first answer to be a refusal.
func requireRefused(t testing.TB, code string, next func() (*payload, error)) {
	t.Helper()
	p, err := next()
	require.NoError(t, err)
	require.NotEmpty(t, p.Errors)
	require.Equal(t, code, p.Errors[0].code())
	_, err = next()
	require.True(t, errors.Is(err, io.EOF) || errors.Is(err, errAway), "%v", err)
}
