package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"countersign/domain"
)

// stream answers one operation as server-sent events, as the graphql-sse protocol says for distinct connections: `next`
// for each result, `complete` at the end, a comment as a sign of life between.
//
// It ends when the client goes, the server closes, the caller's session does, or what it tells of cannot be read; with the
// last two, the last result is an error.
func (e *endpoint) stream(w http.ResponseWriter, r *http.Request) {
	params, ok := e.readBody(w, r)
	if !ok {
		return
	}
	person := callerFrom(r.Context()).person.ID.UUID
	if !e.open.enter(person) {
		e.s.refuse(w, r, domain.Refuse(domain.CodeRateLimited, "You have %d streams open; close one first.", e.s.o.Limits.Streams).With("retryAfter", 1))
		return
	}
	defer e.open.leave(person)
	ctx, cancel := context.WithCancelCause(withLane(r.Context(), byStream))
	defer cancel(nil)
	defer context.AfterFunc(e.s.life, func() { cancel(errClosing) })()

	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-cache, no-store")
	h.Set("X-Accel-Buffering", "no") // proxies hand each event on at once
	out := &eventWriter{w: w, flush: http.NewResponseController(w)}
	_ = out.flush.SetReadDeadline(time.Time{}) // the request is read; the server's limit for that would end the stream
	gauge := e.s.gauges.streams.WithLabelValues(string(byStream))
	gauge.Inc()
	defer gauge.Dec()

	operation, errs := e.CreateOperationContext(ctx, params)
	switch {
	case len(errs) > 0:
		out.next(e.DispatchError(ctx, errs))
	case operation.Operation.Operation != ast.Subscription:
		out.next(e.runOnce(ctx, operation))
	default:
		go e.watch(ctx, cancel, out)
		e.subscribe(ctx, operation, out)
	}
	out.write("event: complete\ndata:\n\n")
}

// errClosing ends streams because the server does.
var errClosing = errors.New("server is closing")

// subscribe hands on every result until there are no more.
func (e *endpoint) subscribe(ctx context.Context, operation *graphql.OperationContext, out *eventWriter) {
	out.write(":\n\n") // headers go out before the first event
	run, ctx := e.exec.DispatchOperation(ctx, operation)
	for out.alive() {
		response := run(ctx)
		if response == nil {
			break
		}
		if out.next(response); endsIt(response) {
			return
		}
	}
	var refusal *domain.Error
	if errors.As(context.Cause(ctx), &refusal) {
		out.next(e.refusal(ctx, refusal))
	}
}

// watch gives signs of life and ends the stream of a caller who has left.
func (e *endpoint) watch(ctx context.Context, cancel context.CancelCauseFunc, out *eventWriter) {
	life, look := time.NewTicker(e.s.o.Limits.KeepAlive), time.NewTicker(e.s.o.Limits.Recheck)
	defer life.Stop()
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-life.C:
			if out.write(":\n\n"); !out.alive() {
				cancel(nil)
				return
			}
		case <-look.C:
			if err := e.s.still(ctx); err != nil {
				cancel(err)
				return
			}
		}
	}
}

// slowReader is how long one event may take to leave; a client that does not read loses its stream and asks again with
// the cursor that it saw last.
const slowReader = 15 * time.Second

// eventWriter writes whole events, one at a time.
type eventWriter struct {
	mu    sync.Mutex
	w     http.ResponseWriter
	flush *http.ResponseController
	err   error
}

func (o *eventWriter) next(response *graphql.Response) {
	text, err := encode(response)
	if err != nil { // the executor made it
		o.fail(err)
		return
	}
	o.write("event: next\ndata: %s\n\n", text)
}

func (o *eventWriter) write(format string, args ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return
	}
	_ = o.flush.SetWriteDeadline(time.Now().Add(slowReader)) // not every writer can; then the connection's own holds
	if _, o.err = fmt.Fprintf(o.w, format, args...); o.err == nil {
		o.err = o.flush.Flush()
	}
}

func (o *eventWriter) fail(err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.err = err
}

func (o *eventWriter) alive() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err == nil
}

// openStreams counts streams and sockets by person.
type openStreams struct {
	mu    sync.Mutex
	limit int
	count map[domain.UUID]int
}

func newOpenStreams(limit int) *openStreams {
	return &openStreams{limit: limit, count: map[domain.UUID]int{}}
}

func (o *openStreams) enter(person domain.UUID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.count[person] >= o.limit {
		return false
	}
	o.count[person]++
	return true
}

func (o *openStreams) leave(person domain.UUID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.count[person]--; o.count[person] <= 0 {
		delete(o.count, person)
	}
}
