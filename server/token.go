package server

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

const (
	// tokenLeeway forgives clocks that differ, and no more.
	tokenLeeway = 30 * time.Second
	// tokenBytes is longer than any token of the large issuers and short enough to decode for nothing.
	tokenBytes = 8 << 10
	// tokenLife is the longest that a token may live, so that a mistake of the issuer cannot make one for ever.
	tokenLife = 24 * time.Hour
	// rsaBits is the least that NIST SP 800-57 still allows.
	rsaBits = 2048
)

// TokenRules say which tokens are accepted. Every field is required.
type TokenRules struct {
	Issuer    string   // iss, exactly
	Audiences []string // aud must name one of these
	Types     []string // typ of the header, compared without regard to case, for example "at+jwt"
	Claim     string   // the claim that holds the person's e-mail address, for example "email"
}

// Session is what a verified token says: who, and until when. What they may do is asked of the database.
type Session struct {
	Email   string
	Expires time.Time
}

// Verifier reads tokens. Every option of the parser is pinned here and nowhere else.
type Verifier struct {
	rules  TokenRules
	parser *jwt.Parser
	keys   keyfunc.Keyfunc
	now    func() time.Time
	memory tokenMemory
}

// NewVerifier accepts tokens by rules, signed with a key that keys holds in memory.
func NewVerifier(rules TokenRules, keys jwkset.Storage, now func() time.Time) (*Verifier, error) {
	if rules.Issuer == "" || len(rules.Audiences) == 0 || len(rules.Types) == 0 || rules.Claim == "" {
		return nil, errors.New("token rules need an issuer, an audience, a type and a claim")
	}
	found, err := keyfunc.New(keyfunc.Options{Storage: keys, UseWhitelist: []jwkset.USE{jwkset.UseSig, ""}})
	if err != nil {
		return nil, fmt.Errorf("token keys: %w", err)
	}
	return &Verifier{rules: rules, keys: found, now: now, parser: jwt.NewParser(
		jwt.WithValidMethods([]string{"RS256", "PS256", "ES256", "EdDSA"}),
		jwt.WithIssuer(rules.Issuer), jwt.WithAudience(rules.Audiences...), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithLeeway(tokenLeeway), jwt.WithStrictDecoding(), jwt.WithTimeFunc(now),
	)}, nil
}

// Verify reads a token in its compact form.
//
// Errors tell the log why; a caller learns only that the token is not good.
func (v *Verifier) Verify(ctx context.Context, text string) (Session, error) {
	now := v.now()
	if session, known := v.memory.recall(text, now); known {
		return session, nil
	}
	session, err := v.verify(ctx, text)
	if err == nil {
		v.memory.keep(text, session, now)
	}
	return session, err
}

func (v *Verifier) verify(ctx context.Context, text string) (Session, error) {
	if err := checkShape(text); err != nil {
		return Session{}, err
	}
	claims := jwt.MapClaims{} // a map compares names exactly; struct fields would take "EXP" for "exp"
	if _, err := v.parser.ParseWithClaims(text, claims, func(t *jwt.Token) (any, error) { return v.key(ctx, t) }); err != nil {
		return Session{}, err
	}
	return v.session(claims)
}

// key finds the key by its id, among those in memory, and insists that it is of the kind that the algorithm needs.
func (v *Verifier) key(ctx context.Context, t *jwt.Token) (any, error) {
	if err := v.checkHeader(t.Header); err != nil {
		return nil, err
	}
	key, err := v.keys.KeyfuncCtx(ctx)(t)
	if err != nil {
		return nil, err
	}
	fits := false
	switch k := key.(type) {
	case *rsa.PublicKey:
		fits = (t.Method.Alg() == "RS256" || t.Method.Alg() == "PS256") && k.N.BitLen() >= rsaBits
	case *ecdsa.PublicKey:
		fits = t.Method.Alg() == "ES256" && k.Curve == elliptic.P256()
	case ed25519.PublicKey:
		fits = t.Method.Alg() == "EdDSA"
	}
	if !fits {
		return nil, errors.New("key does not fit the algorithm")
	}
	return key, nil
}

// checkHeader refuses what would make a verifier fetch or trust a key of the sender's choice, and nested tokens.
func (v *Verifier) checkHeader(header map[string]any) error {
	for _, name := range []string{"jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "cty", "enc"} {
		if _, there := header[name]; there {
			return fmt.Errorf("header %s is not accepted", name)
		}
	}
	if kid, _ := header["kid"].(string); kid == "" {
		return errors.New("header kid is absent")
	}
	typ, _ := header["typ"].(string)
	if !slices.ContainsFunc(v.rules.Types, func(t string) bool { return strings.EqualFold(t, typ) }) {
		return errors.New("header typ is another")
	}
	return nil
}

// session reads who it is. The standard claims were checked before.
func (v *Verifier) session(claims jwt.MapClaims) (Session, error) {
	expires, err := claims.GetExpirationTime()
	if err != nil || expires == nil {
		return Session{}, errors.New("exp is absent")
	}
	if expires.After(v.now().Add(tokenLife + tokenLeeway)) {
		return Session{}, errors.New("exp is too far away")
	}
	if verified, there := claims["email_verified"]; there && verified != true {
		return Session{}, errors.New("the e-mail address is not verified")
	}
	if subject, _ := claims["sub"].(string); strings.TrimSpace(subject) == "" {
		return Session{}, errors.New("sub is absent")
	}
	email, _ := claims[v.rules.Claim].(string)
	if at := strings.IndexByte(email, '@'); at < 1 || at == len(email)-1 || len(email) > 254 || strings.ContainsAny(email, " \t\r\n") {
		return Session{}, fmt.Errorf("claim %s holds no e-mail address", v.rules.Claim)
	}
	return Session{Email: strings.ToLower(email), Expires: expires.Time}, nil
}
