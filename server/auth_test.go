package server

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func cookieOf(r reply, name string) *http.Cookie {
	for _, c := range (&http.Response{Header: r.header}).Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func TestAuth_TellsTheConsoleHowToSignIn(t *testing.T) {
	t.Parallel()
	var config struct {
		Mode   string
		People []struct{ ID, Name, Title, Email, Entity, Hint string }
	}
	r := setup(t).do(http.MethodGet, "/auth/config", nil, "Authorization", "")
	require.NoError(t, json.Unmarshal([]byte(r.text), &config))
	require.Equal(t, "demo", config.Mode)
	require.Len(t, config.People, 2)
	require.Equal(t, "ana@example.com", config.People[0].Email)
	require.Equal(t, "DE01", config.People[0].Entity)
	require.Equal(t, "AP clerk", config.People[0].Hint)
	require.True(t, strings.HasPrefix(config.People[0].ID, "usr_"), config.People[0].ID)

	r = setup(t, oidcMode).do(http.MethodGet, "/auth/config", nil, "Authorization", "")
	require.JSONEq(t, `{"mode":"oidc","people":[]}`, r.text, "outside the demo nobody is listed")
}

func TestAuth_SignsIntoTheDemoAndOut(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"bo@example.com"}`), "Authorization", "")
	require.Equal(t, http.StatusOK, r.status)
	c := cookieOf(r, sessionCookie)
	require.NotNil(t, c)
	require.True(t, c.HttpOnly)
	require.Equal(t, http.SameSiteStrictMode, c.SameSite)
	require.Equal(t, "/", c.Path)
	var body struct{ Token string }
	require.NoError(t, json.Unmarshal([]byte(r.text), &body))
	require.Equal(t, c.Value, body.Token)

	me := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), "Authorization", "", "Cookie", sessionCookie+"="+c.Value)
	require.Equal(t, map[string]any{"me": "Bo"}, me.data(t))

	out := p.do(http.MethodPost, "/auth/sign-out", nil)
	require.Equal(t, http.StatusNoContent, out.status)
	require.Negative(t, cookieOf(out, sessionCookie).MaxAge)
}

func TestAuth_SetsASecureCookieWhereOthersCanListen(t *testing.T) {
	t.Parallel()
	p := setup(t, func(o *Options) { o.SignIn.SecureCookie = true })
	r := p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"bo@example.com"}`))
	require.True(t, cookieOf(r, sessionCookie).Secure)
}

func TestAuth_RefusesWhoIsNotThere(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.house.leave("bo@example.com")
	for body, status := range map[string]int{
		`{"email":"nobody@example.com"}`: http.StatusUnauthorized,
		`{"email":"bo@example.com"}`:     http.StatusUnauthorized,
		`{"email":""}`:                   http.StatusBadRequest,
		`{`:                              http.StatusBadRequest,
		`{"email":"` + strings.Repeat("x", 5000) + `"}`: http.StatusBadRequest,
	} {
		r := p.do(http.MethodPost, "/auth/demo", strings.NewReader(body))
		require.Equal(t, status, r.status, body)
		require.Nil(t, cookieOf(r, sessionCookie), body)
	}
}

func TestAuth_HasNoDemoElsewhere(t *testing.T) {
	t.Parallel()
	p := setup(t, oidcMode)
	for _, path := range []string{"/auth/demo", "/auth/keys"} {
		require.Equal(t, http.StatusNotFound, p.do(http.MethodGet, path, nil).status, path)
	}
	require.GreaterOrEqual(t, p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"bo@example.com"}`)).status, 404)
}

func TestAuth_CountsSignIns(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.SignIns = 2 }))
	statuses := []int{}
	for range 3 {
		statuses = append(statuses, p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"bo@example.com"}`)).status)
	}
	require.Equal(t, []int{200, 200, 429}, statuses)
}

func TestAuth_PublishesTheDemosPublicKeyAlone(t *testing.T) {
	t.Parallel()
	r := setup(t).do(http.MethodGet, "/auth/keys", nil)
	require.Contains(t, r.text, `"kty":"OKP"`)
	require.NotContains(t, r.text, `"d"`)
}

func TestDemoIssuer_RefusesToBeAnythingElse(t *testing.T) {
	t.Parallel()
	base := DemoIssuerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:8080", Private: true, Now: time.Now}
	_, err := NewDemoIssuer(base)
	require.NoError(t, err)
	for _, listen := range []string{"0.0.0.0:8080", ":8080", "192.168.1.4:80", "[::]:80", "example.com:80", "nonsense"} {
		o := base
		o.Listen = listen
		_, err := NewDemoIssuer(o)
		require.ErrorContains(t, err, "127.0.0.1 only", listen)
	}
	for _, listen := range []string{"127.0.0.1:1", "[::1]:1", "localhost:1", "127.8.9.10:1"} {
		o := base
		o.Listen = listen
		_, err := NewDemoIssuer(o)
		require.NoError(t, err, listen)
	}
	o := base
	o.Private = false
	_, err = NewDemoIssuer(o)
	require.ErrorContains(t, err, "unless you say --demo")
	o.Explicit = true
	_, err = NewDemoIssuer(o)
	require.NoError(t, err)
}

func TestDemoIssuer_KeepsSessionsOverARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := OpenDemoIssuer(dir, time.Now, true)
	require.NoError(t, err)
	token, _, err := first.Token("ana@example.com")
	require.NoError(t, err)
	second, err := OpenDemoIssuer(dir, time.Now, false)
	require.NoError(t, err)
	keys, err := second.Keys(t.Context())
	require.NoError(t, err)
	v, err := NewVerifier(second.Rules(), keys, time.Now)
	require.NoError(t, err)
	session, err := v.Verify(context.Background(), token)
	require.NoError(t, err)
	require.Equal(t, "ana@example.com", session.Email)
}

func TestDemoIssuer_GuardsItsKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := OpenDemoIssuer(dir, time.Now, false)
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = OpenDemoIssuer(dir, time.Now, true)
	require.NoError(t, err)
	key := filepath.Join(dir, demoKeyFile)
	info, err := os.Stat(key)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	require.NoError(t, os.Chmod(key, 0o644))
	_, err = OpenDemoIssuer(dir, time.Now, true)
	require.ErrorContains(t, err, "can be read by others")
	require.NoError(t, os.Chmod(key, 0o600))
	require.NoError(t, os.WriteFile(key, []byte("short"), 0o600))
	_, err = OpenDemoIssuer(dir, time.Now, true)
	require.ErrorContains(t, err, "damaged")
}
