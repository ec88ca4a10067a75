package server

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestIdentify_TakesABearerTokenOrTheCookie(t *testing.T) {
	t.Parallel()
	p := setup(t)
	bo := p.tokenOf("bo@example.com")
	for _, c := range []struct {
		name                  string
		authorization, cookie string
		want                  string // who it is, or the code
	}{
		{"bearer", "Bearer " + p.token, "", "Ana"},
		{"bearer in small letters", "bearer " + p.token, "", "Ana"},
		{"cookie", "", p.token, "Ana"},
		{"bearer before cookie", "Bearer " + bo, p.token, "Bo"},
		{"nothing", "", "", "UNAUTHENTICATED"},
		{"a bad bearer is not mended by a good cookie", "Bearer nonsense", p.token, "UNAUTHENTICATED"},
		{"another scheme is not mended by a good cookie", "Basic YTpi", p.token, "UNAUTHENTICATED"},
		{"a bad cookie", "", "nonsense", "UNAUTHENTICATED"},
		{"a stranger", "Bearer " + p.tokenOf("nobody@example.com"), "", "UNAUTHENTICATED"},
	} {
		header := []string{"Authorization", c.authorization}
		if c.cookie != "" {
			header = append(header, "Cookie", sessionCookie+"="+c.cookie)
		}
		r := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), header...)
		if c.want == "UNAUTHENTICATED" {
			require.Equal(t, http.StatusUnauthorized, r.status, c.name)
			require.Equal(t, c.want, r.code(t), c.name)
			require.Equal(t, "Bearer", r.header.Get("WWW-Authenticate"), c.name)
			continue
		}
		require.Equal(t, map[string]any{"me": c.want}, r.data(t), c.name)
	}
}

func TestIdentify_LetsNobodyInWhoHasLeft(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.PersonMemory = 20 * time.Millisecond }))
	require.Equal(t, http.StatusOK, p.ask("{me}").status)
	p.house.leave("ana@example.com")
	require.Eventually(t, func() bool { return p.ask("{me}").status == http.StatusUnauthorized }, 2*time.Second, 10*time.Millisecond)
}

func TestIdentify_RemembersAPersonForAMoment(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for range 5 {
		p.ask("{me}")
	}
	require.Equal(t, 1, p.house.asked)
}

func TestIdentify_TakesADatabaseThatIsAwayForAFaultOfOurs(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.house.outOfOrder = true
	r := p.ask("{me}")
	require.Equal(t, http.StatusInternalServerError, r.status)
	require.Equal(t, "INTERNAL", r.code(t))
	require.NotContains(t, r.text, "secret")
	require.NotEmpty(t, p.log.lines(t, "request failed"))
}

func TestIdentify_LogsWhyATokenIsRefusedButNotTheToken(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), "Authorization", "Bearer "+p.token[:len(p.token)-4])
	require.Len(t, p.log.lines(t, "token refused"), 1)
	require.NotContains(t, p.log.String(), p.token[:40])
	require.NotContains(t, p.log.String(), "example.com", "no personal data")
}

func TestSameOrigin_WantsAHeaderThatNoFormCanSend(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for _, path := range []string{"/graphql", "/uploads?entity=x", "/auth/demo", "/auth/sign-out"} {
		r := p.do(http.MethodPost, path, strings.NewReader("{}"), "X-Requested-With", "")
		require.Equal(t, http.StatusForbidden, r.status, path)
		require.Equal(t, "OPERATION_NOT_ALLOWED", r.code(t), path)
	}
}

func TestSameOrigin_RefusesOtherSites(t *testing.T) {
	t.Parallel()
	p := setup(t, func(o *Options) { o.Origins = []string{"https://partner.example"} })
	ask := func(header ...string) int {
		return p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), header...).status
	}
	require.Equal(t, http.StatusForbidden, ask("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"))
	require.Equal(t, http.StatusOK, ask("Sec-Fetch-Site", "cross-site", "Origin", "https://partner.example"))
	require.Equal(t, http.StatusOK, ask("Sec-Fetch-Site", "same-origin", "Origin", p.URL))
}
