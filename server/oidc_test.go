package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
)

// issuer is an OpenID Connect provider of one page: whoever comes is Ana.
type issuer struct {
	*httptest.Server
	t        *testing.T
	key      ed25519.PrivateKey
	keysRead atomic.Int32
	claims   jwt.MapClaims // override those of the id token
	nonce    string        // of the last login
	verifier string        // S256 challenge of the last login
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	i := &issuer{t: t, key: key, claims: jwt.MapClaims{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/authorize",
			"token_endpoint": i.URL + "/token", "jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"EdDSA"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, r *http.Request) {
		i.keysRead.Add(1)
		public, err := jwkset.NewJWKFromKey(key.Public(), jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{KID: "k1", USE: jwkset.UseSig}})
		if err != nil {
			t.Error(err)
		}
		set := jwkset.NewMemoryStorage()
		_ = set.KeyWrite(r.Context(), public)
		text, _ := set.JSONPublic(r.Context())
		_, _ = w.Write(text)
	})
	mux.HandleFunc("/token", i.token)
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) idToken() string {
	now := time.Now()
	claims := jwt.MapClaims{"iss": i.URL, "aud": "countersign-web", "sub": "ana", "email": "ana@example.com", "email_verified": true,
		"nonce": i.nonce, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()}
	for name, value := range i.claims {
		claims[name] = value
	}
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
	t.Header["kid"] = "k1"
	text, err := t.SignedString(i.key)
	require.NoError(i.t, err)
	return text
}

// token trades a code for an id token when the verifier fits the challenge.
func (i *issuer) token(w http.ResponseWriter, r *http.Request) {
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if r.FormValue("code") != "good" || base64.RawURLEncoding.EncodeToString(sum[:]) != i.verifier {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": i.idToken()})
}

// oidcPorch is the porch with that issuer.
func oidcPorch(t *testing.T, i *issuer) *porch {
	t.Helper()
	in, err := NewOIDC(t.Context(), OIDCOptions{Issuer: i.URL, ClientID: "countersign-web", PublicURL: "http://127.0.0.1:1", Audiences: []string{"countersign-api"}, Now: time.Now}, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	return setup(t, func(o *Options) { o.SignIn = in })
}

// login walks to the issuer and remembers what it was told; it returns the cookie that the browser keeps and the state.
func (i *issuer) login(p *porch) (cookie, state string) {
	r := p.do(http.MethodGet, "/auth/login", nil, "Authorization", "")
	require.Equal(p.t, http.StatusFound, r.status)
	to, err := url.Parse(r.header.Get("Location"))
	require.NoError(p.t, err)
	require.Equal(p.t, "S256", to.Query().Get("code_challenge_method"))
	require.Equal(p.t, "http://127.0.0.1:1/auth/callback", to.Query().Get("redirect_uri"))
	require.Contains(p.t, to.Query().Get("scope"), "openid")
	i.verifier, i.nonce = to.Query().Get("code_challenge"), to.Query().Get("nonce")
	require.NotEmpty(p.t, i.nonce)
	c := cookieOf(r, loginCookie)
	require.NotNil(p.t, c)
	require.True(p.t, c.HttpOnly)
	require.Equal(p.t, http.SameSiteLaxMode, c.SameSite)
	return c.Name + "=" + c.Value, to.Query().Get("state")
}

func (p *porch) callback(cookie, query string) reply {
	return p.do(http.MethodGet, "/auth/callback?"+query, nil, "Authorization", "", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
}

func TestOIDC_SignsInByCodeWithPKCE(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	p := oidcPorch(t, i)
	cookie, state := i.login(p)
	r := p.callback(cookie, "code=good&state="+state)
	require.Equal(t, http.StatusOK, r.status, r.text)
	require.Contains(t, r.text, `http-equiv="refresh"`)
	session := cookieOf(r, sessionCookie)
	require.NotNil(t, session)
	require.Equal(t, http.SameSiteStrictMode, session.SameSite)
	me := p.do(http.MethodGet, "/files/nothing", nil, "Authorization", "", "Cookie", sessionCookie+"="+session.Value)
	require.Equal(t, http.StatusNotFound, me.status, "inside, and the file is not there")
}

func TestOIDC_RefusesAnswersThatBelongElsewhere(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query  func(state string) string
		cookie func(string) string
		claims jwt.MapClaims
	}{
		"no login under way":      {query: func(s string) string { return "code=good&state=" + s }, cookie: func(string) string { return "a=b" }},
		"another state":           {query: func(string) string { return "code=good&state=forged" }},
		"no state":                {query: func(string) string { return "code=good" }},
		"an empty state for none": {query: func(string) string { return "code=good&state=" }, cookie: func(string) string { return loginCookie + "=." }},
		"the issuer said no":      {query: func(s string) string { return "error=access_denied&state=" + s }},
		"a code of others":        {query: func(s string) string { return "code=stolen&state=" + s }},
		"another verifier": {query: func(s string) string { return "code=good&state=" + s }, cookie: func(c string) string {
			return c[:strings.Index(c, ".")] + ".another"
		}},
		"a replayed token":          {claims: jwt.MapClaims{"nonce": "old"}},
		"a token for another":       {claims: jwt.MapClaims{"aud": "payroll"}},
		"a token of another":        {claims: jwt.MapClaims{"iss": "https://evil.example"}},
		"an expired token":          {claims: jwt.MapClaims{"exp": 1}},
		"an address not verified":   {claims: jwt.MapClaims{"email_verified": false}},
		"a stranger":                {claims: jwt.MapClaims{"email": "nobody@example.com"}},
		"a token too large to keep": {claims: jwt.MapClaims{"groups": strings.Repeat("x", 4000)}},
	} {
		i := newIssuer(t)
		p := oidcPorch(t, i)
		cookie, state := i.login(p)
		i.claims = c.claims
		query := "code=good&state=" + state
		if c.query != nil {
			query = c.query(state)
		}
		if c.cookie != nil {
			cookie = c.cookie(cookie)
		}
		r := p.callback(cookie, query)
		require.Equal(t, http.StatusUnauthorized, r.status, name)
		require.Equal(t, "UNAUTHENTICATED", r.code(t), name)
		require.Nil(t, cookieOf(r, sessionCookie), name)
	}
}

func TestOIDC_TakesBearerTokensOfTheIssuer(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	i.claims["aud"] = "countersign-api"
	p := oidcPorch(t, i)
	p.token = i.idToken()
	require.Equal(t, map[string]any{"me": "Ana"}, p.ask("{me}").data(t))
}

func TestOIDC_NeverFetchesForAToken(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	p := oidcPorch(t, i)
	before := i.keysRead.Load()
	require.EqualValues(t, 1, before, "once, at start")
	stranger := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{"iss": i.URL})
	stranger.Header["kid"] = "unknown"
	p.token, _ = stranger.SignedString(i.key)
	for range 5 {
		require.Equal(t, http.StatusUnauthorized, p.ask("{me}").status)
	}
	require.Equal(t, before, i.keysRead.Load())
}

func TestNewOIDC_SaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	i := newIssuer(t)
	log := slog.New(slog.DiscardHandler)
	for name, o := range map[string]OIDCOptions{
		"no issuer there":               {Issuer: "http://127.0.0.1:1", Audiences: []string{"a"}},
		"another issuer than it says":   {Issuer: i.URL + "/", Audiences: []string{"a"}},
		"no audience":                   {Issuer: i.URL},
		"no public address":             {Issuer: i.URL, ClientID: "c"},
		"a public address in the clear": {Issuer: i.URL, ClientID: "c", PublicURL: "http://finance.example.com"},
	} {
		o.Now = time.Now
		_, err := NewOIDC(t.Context(), o, log)
		require.Error(t, err, name)
	}
}

func TestRemoteKeys_NeedsAnAddressThatNobodyElseCanAnswer(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://issuer.example/keys", "ftp://127.0.0.1/keys", "", "keys"} {
		_, err := RemoteKeys(context.Background(), address, slog.New(slog.DiscardHandler))
		require.ErrorContains(t, err, "https", address)
	}
}
