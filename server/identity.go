package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"countersign/domain"
)

// SignIn is how people show who they are. Verifier is required; one of Demo and OIDC names the way in, neither leaves
// bearer tokens of the verifier's issuer.
type SignIn struct {
	Verifier     *Verifier
	Demo         *DemoIssuer
	OIDC         *OIDC
	SecureCookie bool // sessions travel over TLS only; false only where the server is on loopback
}

// sessionCookie holds a token; scripts cannot read it and no other site can send it.
const sessionCookie = "countersign_session"

// caller is who stands at the porch: the person, by which token.
type caller struct {
	person  *domain.User
	session Session
	cookie  bool // came as a cookie, which browsers send by themselves
}

type callerKey struct{}

func callerFrom(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// identify lets through who shows a good token of a person who is still here, as the actor of the request.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, err := s.enter(r)
		if err != nil {
			w.Header().Set("WWW-Authenticate", "Bearer")
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// enter puts the caller and the actor into the request's context. Errors: UNAUTHENTICATED.
func (s *Server) enter(r *http.Request) (context.Context, error) {
	token, cookie := bearer(r.Header.Get("Authorization")), false
	if token == "" && r.Header.Get("Authorization") == "" {
		if c, err := r.Cookie(sessionCookie); err == nil {
			token, cookie = c.Value, true
		}
	}
	return s.admit(r.Context(), token, cookie)
}

// admit is enter for a token that came another way.
func (s *Server) admit(ctx context.Context, token string, cookie bool) (context.Context, error) {
	if token == "" {
		return nil, domain.Refuse(domain.CodeUnauthenticated, "Sign in first.")
	}
	session, err := s.signIn.Verifier.Verify(ctx, token)
	if err != nil {
		s.log.InfoContext(ctx, "token refused", "reason", err.Error())
		if !errors.Is(err, jwt.ErrTokenExpired) { // ours, and every session ends so
			s.refused.note(ctx, "TOKEN", "")
		}
		return nil, domain.Refuse(domain.CodeUnauthenticated, "Your session is not valid or has ended. Sign in again.")
	}
	person, err := s.people.find(ctx, session.Email)
	if err != nil {
		s.refused.stranger(ctx, session.Email, err)
		return nil, err
	}
	rq := requestFrom(ctx)
	auth := domain.AuthBearer
	if cookie {
		auth = domain.AuthSession
	}
	ctx = domain.WithActor(ctx, domain.Actor{
		Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, Auth: auth, Address: rq.address, RequestID: rq.id, TraceID: rq.trace,
	})
	return context.WithValue(ctx, callerKey{}, caller{person: person, session: session, cookie: cookie}), nil
}

// still says why the caller may no longer be served: the token ended or the person left. nil while all is well.
func (s *Server) still(ctx context.Context) error {
	c := callerFrom(ctx)
	if c.person == nil || !s.o.Now().Before(c.session.Expires.Add(tokenLeeway)) {
		return domain.Refuse(domain.CodeUnauthenticated, "Your session has ended. Sign in again.")
	}
	_, err := s.people.find(ctx, c.session.Email)
	if domain.CodeOf(err) == domain.CodeUnauthenticated {
		return err
	}
	return nil // a database that is away for a moment throws nobody out
}

func bearer(header string) string {
	scheme, token, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// peopleMax bounds the memory; a group has fewer people.
const peopleMax = 20_000

// peopleCache remembers for a moment who is here, so that a page of requests asks the database once.
type peopleCache struct {
	house House
	keep  time.Duration
	now   func() time.Time
	mu    sync.Mutex
	known map[string]remembered
}

type remembered struct {
	person *domain.User
	until  time.Time
}

func newPeopleCache(house House, keep time.Duration, now func() time.Time) *peopleCache {
	return &peopleCache{house: house, keep: keep, now: now, known: map[string]remembered{}}
}

// find is the active person with that address. Errors: UNAUTHENTICATED when there is none, or they have left.
func (p *peopleCache) find(ctx context.Context, email string) (*domain.User, error) {
	p.mu.Lock()
	hit, ok := p.known[email]
	p.mu.Unlock()
	if ok && p.now().Before(hit.until) {
		return hit.person, nil
	}
	person, err := p.house.PersonByEmail(ctx, email)
	if err == nil && !person.Active || domain.CodeOf(err) == domain.CodeNotFound {
		p.forget(email)
		return nil, domain.Refuse(domain.CodeUnauthenticated, "Nobody with this sign-in works here.")
	}
	if err != nil {
		return nil, errors.Join(errors.New("find the caller"), err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= peopleMax {
		clear(p.known)
	}
	p.known[email] = remembered{person, p.now().Add(p.keep)}
	return person, nil
}

func (p *peopleCache) forget(email string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, email)
}
