package openai

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	api "github.com/sashabaranov/go-openai"
)

// Config says which endpoint is asked, and how much of it.
type Config struct {
	BaseURL string        // up to and with the version, for example http://127.0.0.1:8000/v1
	Model   string        // as the endpoint names it
	Key     string        // "" where none is asked for
	Timeout time.Duration // of one answer, 1 s to 1 m; 0 is DefaultTimeout
	Tokens  int64         // of questions and answers in a month of UTC, counted by this process since it started; 0 is DefaultTokens

	Now func() time.Time // nil is time.Now
}

const (
	// DefaultTimeout is how long a person waits who could read the template meanwhile.
	DefaultTimeout = 8 * time.Second
	// DefaultTokens are about a thousand summaries.
	DefaultTokens = 2_000_000
	// maxAnswer bounds what is read of an answer in bytes; forty sentences are a tenth of it.
	maxAnswer = 256 << 10
	// maxWords bounds an answer in tokens.
	maxWords = 1500
)

// Writer asks one model. It is safe for use by many goroutines.
type Writer struct {
	client  *api.Client
	model   string
	timeout time.Duration
	tokens  int64
	now     func() time.Time

	mutex   sync.Mutex
	month   string // "2026-11"
	used    int64  // tokens of it, with those of open questions
	circuit circuit
}

// New makes a writer; nothing is asked yet.
//
// Errors: what of the configuration cannot be meant.
func New(c Config) (*Writer, error) {
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "":
		return nil, errors.New("the address of a language model begins with http:// or https:// and names a host, without a password or a query")
	case strings.TrimSpace(c.Model) == "":
		return nil, errors.New("a language model has a name")
	case c.Timeout != 0 && (c.Timeout < time.Second || c.Timeout > time.Minute):
		return nil, fmt.Errorf("a language model is given between 1 s and 1 m, not %s", c.Timeout)
	case c.Tokens < 0:
		return nil, fmt.Errorf("a month has no %d tokens", c.Tokens)
	}
	w := &Writer{model: c.Model, timeout: c.Timeout, tokens: c.Tokens, now: c.Now}
	if w.timeout == 0 {
		w.timeout = DefaultTimeout
	}
	if w.tokens == 0 {
		w.tokens = DefaultTokens
	}
	if w.now == nil {
		w.now = time.Now
	}
	wire := api.DefaultConfig(c.Key)
	wire.BaseURL = strings.TrimRight(c.BaseURL, "/")
	wire.HTTPClient = &bounded{client: &http.Client{
		// A redirect could send the key and the brief to another host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	w.client = api.NewClientWithConfig(wire)
	return w, nil
}

// Name is who wrote, for whoever reads.
func (w *Writer) Name() string { return w.model }

// bounded reads no more of an answer than is good for us.
type bounded struct{ client *http.Client }

func (b *bounded) Do(r *http.Request) (*http.Response, error) {
	answer, err := b.client.Do(r) //nolint:gosec // G704: the operator configured where it goes, no request does
	if err == nil {
		answer.Body = &limited{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	}
	return answer, err
}

type limited struct {
	io.Reader
	io.Closer
}

// begin lets a question out and takes tokens of the month for it. Errors: the endpoint is left alone; the month has none left.
func (w *Writer) begin(tokens int64) error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if month := w.now().UTC().Format("2006-01"); month != w.month {
		w.month, w.used = month, 0
	}
	if w.used+tokens > w.tokens {
		return fmt.Errorf("the month's %d tokens are used up", w.tokens)
	}
	if !w.circuit.enter(w.now()) {
		return errors.New("the endpoint failed several times and is left alone for a while")
	}
	w.used += tokens
	return nil
}

// end puts what a question took in place of what was reserved for it; where the endpoint did not say, took is 0 and what was reserved counts.
func (w *Writer) end(reserved, took int64, how result) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if took > 0 {
		w.used += took - reserved
	}
	w.circuit.leave(how, w.now())
}
