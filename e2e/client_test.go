package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// client is one signed-in person, or nobody when token is empty.
type client struct {
	t     testing.TB
	base  string // tried first
	other string // tried when base does not answer; "" is nobody
	token string
	email string
	http  *http.Client
}

// vars are the variables of a document.
type vars = map[string]any

// refusal is one error as the API tells it.
type refusal struct {
	Message    string
	Path       []any
	Extensions struct {
		Code, Field, RequestID, TraceID string
		Details                         vars
	}
	Status int `json:"-"` // of HTTP
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s (%s): %s", r.Extensions.Code, r.Extensions.Field, r.Message)
}

// code is the refusal's code, "" for none.
func (r *refusal) code() string {
	if r == nil {
		return ""
	}
	return r.Extensions.Code
}

// errAway is a request whose answer did not come: it may or may not have been carried out.
var errAway = errors.New("no answer")

// as signs a person of the demo in; local is their address up to the @. Signing in twice gives the same client.
func (h *house) as(local string) *client {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if c := h.clients[local]; c != nil {
		return c
	}
	c := h.nobody()
	c.email = local + "@kaldervik.example"
	status, body := c.post("/auth/demo", "application/json", fmt.Appendf(nil, `{"email":%q}`, c.email))
	require.Equal(h.t, http.StatusOK, status, "sign in as %s: %s", c.email, body)
	var in struct{ Token string }
	require.NoError(h.t, json.Unmarshal(body, &in))
	c.token = in.Token
	h.clients[local] = c
	return c
}

// connections are shared by all clients, and as many as a load needs stay open.
var connections = &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: 10 * time.Second}

// nobody is a client without a sign-in.
func (h *house) nobody() *client {
	return &client{t: h.t, base: h.base(), http: &http.Client{Timeout: 20 * time.Second, Transport: connections}}
}

// post sends a body and reads the answer whole; it fails the test when none comes.
func (c *client) post(path, contentType string, body []byte) (int, []byte) {
	c.t.Helper()
	status, answer, err := c.send(http.MethodPost, c.base+path, contentType, body)
	require.NoError(c.t, err)
	return status, answer
}

// get reads a path whole.
func (c *client) get(path string) (int, []byte) {
	c.t.Helper()
	status, answer, err := c.send(http.MethodGet, c.base+path, "", nil)
	require.NoError(c.t, err)
	return status, answer
}

// send makes one request. Errors: errAway when no whole answer came.
func (c *client) send(method, address, contentType string, body []byte) (int, []byte, error) {
	r, err := http.NewRequestWithContext(context.Background(), method, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("X-Requested-With", "e2e")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errAway, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errAway, err)
	}
	return answer.StatusCode, text, nil
}

// try sends one operation. The refusal is the first error; the error is errAway when no answer came.
func (c *client) try(document string, v vars, into any) (*refusal, error) {
	body, err := json.Marshal(map[string]any{"query": document, "variables": v})
	if err != nil {
		return nil, err
	}
	status, text, err := c.send(http.MethodPost, c.base+"/graphql", "application/json", body)
	if err != nil && c.other != "" {
		status, text, err = c.send(http.MethodPost, c.other+"/graphql", "application/json", body)
	}
	if err != nil {
		return nil, err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []*refusal
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, fmt.Errorf("%w: status %d, %.200q", errAway, status, text)
	}
	if len(answer.Errors) > 0 {
		answer.Errors[0].Status = status
		return answer.Errors[0], nil
	}
	if into == nil {
		return nil, nil
	}
	return nil, json.Unmarshal(answer.Data, into)
}

// ask reads or changes something and fails the test when it is refused.
func ask[T any](c *client, document string, v vars) T {
	c.t.Helper()
	var into T
	refused, err := c.try(document, v, &into)
	require.NoError(c.t, err)
	if refused != nil {
		c.t.Fatalf("%s was refused: %v (details %v)", c.email, refused, refused.Extensions.Details)
	}
	return into
}

// refused sends what must be refused with this code, and returns how.
func (c *client) refused(code, document string, v vars) *refusal {
	c.t.Helper()
	refused, err := c.try(document, v, nil)
	require.NoError(c.t, err)
	require.NotNil(c.t, refused, "%s was not refused", c.email)
	require.Equal(c.t, code, refused.code(), refused.Message)
	require.NotEmpty(c.t, refused.Message)
	return refused
}

// upload hands a file to an entity and returns its id.
func (c *client) upload(entity, name string, content []byte) string {
	c.t.Helper()
	status, body := c.post("/uploads?entity="+url.QueryEscape(entity)+"&name="+url.QueryEscape(name), "application/xml", content)
	require.Equal(c.t, http.StatusCreated, status, "%s", body)
	var up struct {
		ID, Name, SHA256 string
		Bytes            int
	}
	require.NoError(c.t, json.Unmarshal(body, &up))
	require.Equal(c.t, len(content), up.Bytes)
	return up.ID
}

// eventually waits until done says so.
func eventually(t testing.TB, patience time.Duration, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if done() {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("not within %s: %s", patience, what)
		}
	}
}
