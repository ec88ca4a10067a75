package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"golang.org/x/time/rate"

	"countersign/domain"
)

const (
	socketProtocol = "graphql-transport-ws"
	// socketPing is how often a socket must show that somebody is there.
	socketPing = 20 * time.Second
	// close codes of graphql-transport-ws, and 1001 of RFC 6455
	closeUnauthorized = 4401
	closeForbidden    = 4403
	closeTooMany      = 4429
	closeGoingAway    = 1001
)

// socketState is what the porch keeps of one socket.
type socketState struct {
	messages *rate.Limiter
	subs     atomic.Int32
	maxSubs  int
	mu       sync.Mutex
	code     int // with which the server closes; 0 for the protocol's own
	reason   string
	leave    func()
}

type socketKey struct{}

func socketFrom(ctx context.Context) *socketState {
	s, _ := ctx.Value(socketKey{}).(*socketState)
	return s
}

func (s *socketState) closeWith(code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.code == 0 {
		s.code, s.reason = code, reason
	}
}

// newSocket serves graphql-transport-ws. The first message carries the bearer token; cookies are not looked at, so a page
// of another site gets nowhere even before its origin is refused.
func (e *endpoint) newSocket() http.Handler {
	limit := e.s.o.Limits.BodyBytes
	var origins []string
	for _, origin := range e.s.o.Origins {
		if u, err := url.Parse(origin); err == nil {
			origins = append(origins, u.Host)
		}
	}
	ws := transport.Websocket{
		Implementation: socketAccepter{transport.CoderWebsocketImplementation{AcceptOptions: websocket.AcceptOptions{OriginPatterns: origins}}},
		InitTimeout:    e.s.o.Limits.SocketInit, InitFunc: e.openSocket, PingPongInterval: socketPing, PayloadReadLimit: &limit,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !speaks(r, socketProtocol) {
			e.s.refuse(w, r, domain.Refuse(domain.CodeBadRequest, "Open the socket with the protocol %s.", socketProtocol))
			return
		}
		if !e.s.knownOrigin(r) {
			e.s.refuse(w, r, domain.Refuse(domain.CodeNotAllowed, "Sockets from other sites are not taken."))
			return
		}
		r.Header.Set("Sec-WebSocket-Protocol", socketProtocol) // gqlgen would also speak the older one
		perSecond := rate.Inf
		if n := e.s.o.Limits.PerMinute; n > 0 {
			perSecond = rate.Limit(float64(n) / 60)
		}
		state := &socketState{messages: rate.NewLimiter(perSecond, max(e.s.o.Limits.PerMinute/4, 1)), maxSubs: e.s.o.Limits.SocketSubs}
		ctx, cancel := context.WithCancel(context.WithValue(withLane(r.Context(), bySocket), socketKey{}, state))
		defer cancel()
		defer context.AfterFunc(e.s.life, func() {
			state.closeWith(closeGoingAway, "the server is closing")
			cancel()
		})()
		gauge := e.s.gauges.streams.WithLabelValues(string(bySocket))
		gauge.Inc()
		defer gauge.Dec()
		ws.Do(w, r.WithContext(ctx), e)
		if state.leave != nil {
			state.leave()
		}
	})
}

// openSocket reads the token of connection_init and looks again, for as long as the socket lives, whether it still holds.
func (e *endpoint) openSocket(ctx context.Context, in transport.InitPayload) (context.Context, *transport.InitPayload, error) {
	state := socketFrom(ctx)
	admitted, err := e.s.admit(ctx, bearer(in.Authorization()), false)
	if err != nil {
		state.closeWith(closeForbidden, "Forbidden")
		return ctx, nil, err
	}
	person := callerFrom(admitted).person.ID.UUID
	if !e.open.enter(person) {
		state.closeWith(closeTooMany, "Too many streams")
		return ctx, nil, domain.Refuse(domain.CodeRateLimited, "You have too many streams open.")
	}
	state.leave = sync.OnceFunc(func() { e.open.leave(person) })
	admitted, cancel := context.WithCancel(admitted)
	go func() {
		defer cancel()
		look := time.NewTicker(e.s.o.Limits.Recheck)
		defer look.Stop()
		for {
			select {
			case <-admitted.Done():
				return
			case <-look.C:
				if err := e.s.still(admitted); err != nil {
					state.closeWith(closeUnauthorized, "Unauthorized")
					return
				}
			}
		}
	}()
	return admitted, nil, nil
}

// admitOnSocket bounds what one socket may ask: messages a minute, subscriptions at once.
func admitOnSocket(ctx context.Context, kind ast.Operation) *domain.Error {
	state := socketFrom(ctx)
	if !state.messages.Allow() {
		return domain.Refuse(domain.CodeRateLimited, "Too many requests. Try again in a second.").With("retryAfter", 1)
	}
	if kind != ast.Subscription {
		return nil
	}
	// Counted here, one message after the other; gqlgen runs them side by side.
	if int(state.subs.Add(1)) > state.maxSubs {
		state.subs.Add(-1)
		return domain.Refuse(domain.CodeRateLimited, "This socket has %d subscriptions; end one first.", state.maxSubs).With("retryAfter", 1)
	}
	return nil
}

// DispatchOperation runs what came over a socket: subscriptions as long as they last, everything else within its time.
func (e *endpoint) DispatchOperation(ctx context.Context, operation *graphql.OperationContext) (graphql.ResponseHandler, context.Context) {
	if operation.Operation.Operation != ast.Subscription {
		return graphql.OneShot(e.runOnce(ctx, operation)), ctx
	}
	context.AfterFunc(ctx, func() { socketFrom(ctx).subs.Add(-1) })
	run, ctx := e.exec.DispatchOperation(ctx, operation)
	return endSocket(run), ctx
}

// DispatchError words refusals as a response.
func (e *endpoint) DispatchError(ctx context.Context, list gqlerror.List) *graphql.Response {
	return e.exec.DispatchError(ctx, list)
}

func speaks(r *http.Request, protocol string) bool {
	for offered := range strings.SplitSeq(r.Header.Get("Sec-WebSocket-Protocol"), ",") {
		if strings.TrimSpace(offered) == protocol {
			return true
		}
	}
	return false
}

// socketAccepter opens sockets whose closing code tells the client why.
type socketAccepter struct {
	transport.CoderWebsocketImplementation
}

// Accept opens a socket.
func (a socketAccepter) Accept(w http.ResponseWriter, r *http.Request, o transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	conn, err := a.CoderWebsocketImplementation.Accept(w, r, o)
	if err != nil {
		return nil, err
	}
	return &socketConn{WebsocketConn: conn, state: socketFrom(r.Context())}, nil
}

type socketConn struct {
	transport.WebsocketConn
	state *socketState
}

// WriteClose closes with the code that the porch set.
func (c *socketConn) WriteClose(code int, message string) error {
	c.state.mu.Lock()
	if c.state.code != 0 {
		code, message = c.state.code, c.state.reason
	}
	c.state.mu.Unlock()
	return c.WebsocketConn.WriteClose(code, message)
}

// SetReadLimit bounds one message.
func (c *socketConn) SetReadLimit(limit int64) {
	if l, ok := c.WebsocketConn.(transport.WebsocketReadLimiter); ok {
		l.SetReadLimit(limit)
	}
}

// SetReadDeadline ends a socket that shows no sign of life.
func (c *socketConn) SetReadDeadline(at time.Time) error {
	if d, ok := c.WebsocketConn.(transport.WebsocketReadDeadliner); ok {
		return d.SetReadDeadline(at)
	}
	return nil
}
