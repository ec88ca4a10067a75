package server

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"countersign/domain"
)

const (
	// loginCookie carries what the answer of the issuer must match. It is Lax because that answer comes from another site.
	loginCookie = "countersign_login"
	loginLife   = 10 * time.Minute
	// cookieBytes is the most that browsers keep of one cookie.
	cookieBytes = 4000
)

// OIDCOptions name an OpenID Connect issuer.
type OIDCOptions struct {
	Issuer       string   // required; its discovery document is read at start
	ClientID     string   // "" accepts bearer tokens only and offers no login page
	ClientSecret string   // "" for a public client
	PublicURL    string   // where browsers reach this server, for example "https://finance.example.com"
	Audiences    []string // accepted in bearer tokens besides ClientID
	Types        []string // accepted typ headers; default JWT and at+jwt
	Claim        string   // holds the e-mail address; default "email"
	Now          func() time.Time
}

// OIDC signs people in through an OpenID Connect issuer, by authorization code with PKCE.
type OIDC struct {
	flow     oauth2.Config
	provider *oidc.Provider
	secure   bool
	now      func() time.Time
}

// NewOIDC reads the issuer's discovery document and keys; the keys are read again in the background until ctx ends.
func NewOIDC(ctx context.Context, o OIDCOptions, log *slog.Logger) (SignIn, error) {
	found, cancel := context.WithTimeout(ctx, keysPatience)
	defer cancel()
	provider, err := oidc.NewProvider(found, o.Issuer)
	if err != nil {
		return SignIn{}, fmt.Errorf("the issuer %s does not answer as OpenID Connect asks: %w", o.Issuer, err)
	}
	var document struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&document); err != nil {
		return SignIn{}, fmt.Errorf("read the issuer's discovery document: %w", err)
	}
	keys, err := RemoteKeys(ctx, document.Keys, log)
	if err != nil {
		return SignIn{}, err
	}
	rules := TokenRules{Issuer: o.Issuer, Audiences: o.Audiences, Types: o.Types, Claim: firstOf(o.Claim, "email")}
	if len(rules.Types) == 0 {
		rules.Types = []string{"JWT", "at+jwt"}
	}
	if o.ClientID != "" {
		rules.Audiences = append(rules.Audiences, o.ClientID)
	}
	verifier, err := NewVerifier(rules, keys, o.Now)
	if err != nil {
		return SignIn{}, err
	}
	in := SignIn{Verifier: verifier, SecureCookie: !strings.HasPrefix(o.PublicURL, "http://")}
	if o.ClientID == "" {
		return in, nil
	}
	public, err := url.Parse(o.PublicURL)
	if err != nil || public.Host == "" || public.Scheme != "https" && !isLoopback(public.Hostname()) {
		return SignIn{}, errors.New("signing in through an issuer needs the public https address of this server")
	}
	in.OIDC = &OIDC{provider: provider, secure: in.SecureCookie, now: o.Now, flow: oauth2.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, Endpoint: provider.Endpoint(),
		RedirectURL: public.JoinPath("auth", "callback").String(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}}
	return in, nil
}

// login sends the browser to the issuer. Three random values tie the answer to this browser: state against forged
// answers, nonce against replayed tokens, the verifier against stolen codes (RFC 7636).
func (o *OIDC) login(w http.ResponseWriter, r *http.Request) {
	state, verifier := randomText(), oauth2.GenerateVerifier()
	http.SetCookie(w, o.cookie(state+"."+verifier, int(loginLife.Seconds())))
	http.Redirect(w, r, o.flow.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier), oidc.Nonce(nonceOf(verifier))), http.StatusFound)
}

// cookie keeps a login under way; maxAge in seconds, below 0 forgets it.
func (o *OIDC) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // plain HTTP is for loopback alone, see NewOIDC
		Name: loginCookie, Value: value, Path: "/auth", MaxAge: maxAge, HttpOnly: true, Secure: o.secure, SameSite: http.SameSiteLaxMode,
	}
}

// finish trades the issuer's answer for an id token whose nonce and audience are ours.
func (o *OIDC) finish(r *http.Request) (string, error) {
	kept, err := r.Cookie(loginCookie)
	if err != nil {
		return "", errors.New("the browser has no login under way")
	}
	state, verifier, _ := strings.Cut(kept.Value, ".")
	if state == "" || subtle.ConstantTimeCompare([]byte(state), []byte(r.URL.Query().Get("state"))) != 1 {
		return "", errors.New("the answer belongs to another login")
	}
	if r.URL.Query().Has("error") {
		return "", errors.New("the issuer refused")
	}
	ctx, cancel := context.WithTimeout(r.Context(), keysPatience)
	defer cancel()
	answer, err := o.flow.Exchange(ctx, r.URL.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return "", fmt.Errorf("trade the code: %w", err)
	}
	raw, _ := answer.Extra("id_token").(string)
	token, err := o.provider.VerifierContext(ctx, &oidc.Config{ClientID: o.flow.ClientID, Now: o.now}).Verify(ctx, raw)
	if err != nil {
		return "", fmt.Errorf("id token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonceOf(verifier))) != 1 {
		return "", errors.New("the id token belongs to another login")
	}
	return raw, nil
}

// oidcCallback makes the id token the session: from here on it is read like any other token.
func (s *Server) oidcCallback(w http.ResponseWriter, r *http.Request) {
	raw, err := s.signIn.OIDC.finish(r)
	if err != nil {
		s.log.InfoContext(r.Context(), "login refused", "reason", err.Error())
		s.refused.note(r.Context(), "LOGIN", "")
		s.refuse(w, r, domain.Refuse(domain.CodeUnauthenticated, "The sign-in did not succeed. Try again."))
		return
	}
	session, err := s.signIn.Verifier.Verify(r.Context(), raw)
	if err != nil || len(raw) > cookieBytes {
		s.log.InfoContext(r.Context(), "login refused", "reason", fmt.Sprint(err), "bytes", len(raw))
		s.refused.note(r.Context(), "TOKEN", "")
		s.refuse(w, r, domain.Refuse(domain.CodeUnauthenticated, "The issuer's token cannot be used here."))
		return
	}
	if _, err := s.people.find(r.Context(), session.Email); err != nil {
		s.refused.stranger(r.Context(), session.Email, err)
		s.refuse(w, r, err)
		return
	}
	http.SetCookie(w, s.signIn.OIDC.cookie("", -1))
	s.setSession(w, raw, session.Expires)
	// A redirect would still count as coming from the issuer's site; a page of ours that moves on does not.
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'") // a sandbox would not move on
	_ = welcome.Execute(w, nil)
}

var welcome = template.Must(template.New("welcome").Parse(`<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Countersign</title><a href="/">Continue</a>`))

func randomText() string {
	var raw [24]byte
	_, _ = rand.Read(raw[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// nonceOf derives the nonce from the verifier, so that one secret in the cookie serves both.
func nonceOf(verifier string) string {
	sum := sha256.Sum256([]byte("nonce:" + verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
