package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func consoleFiles(o *Options) {
	o.Console = fstest.MapFS{
		"index.html":           {Data: []byte(`<!doctype html><script>let a = 1</script><script type="module" src="/assets/app-1a2b.js"></script>`)},
		"assets/app-1a2b.js":   {Data: []byte(strings.Repeat("console.log('hello'); ", 100))},
		"assets/logo-3c4d.png": {Data: []byte("\x89PNG")},
		".gitkeep":             {},
	}
}

func TestConsole_ServesItsPageForEveryAddressOfItsOwn(t *testing.T) {
	t.Parallel()
	p := setup(t, consoleFiles)
	for _, path := range []string{"/", "/index.html", "/invoices", "/invoices/inv_1_abc", "/a/b/c"} {
		r := p.do(http.MethodGet, path, nil, "Authorization", "")
		require.Equal(t, http.StatusOK, r.status, path)
		require.Contains(t, r.text, "<!doctype html>", path)
		require.Equal(t, "no-cache", r.header.Get("Cache-Control"), path)
	}
	require.Equal(t, http.StatusOK, p.do(http.MethodGet, "/invoices/RE.2026", nil, "Accept", "text/html,*/*").status, "a browser going somewhere")
	for _, path := range []string{"/assets/gone.js", "/favicon.ico", "/.gitkeep", "/../server.go"} {
		require.Equal(t, http.StatusNotFound, p.do(http.MethodGet, path, nil).status, path)
	}
	require.Equal(t, http.StatusMethodNotAllowed, p.do(http.MethodPost, "/invoices", nil).status)
}

func TestConsole_LetsBrowsersKeepWhatIsNamedByItsContent(t *testing.T) {
	t.Parallel()
	p := setup(t, consoleFiles)
	r := p.do(http.MethodGet, "/assets/app-1a2b.js", nil)
	require.Equal(t, "public, max-age=31536000, immutable", r.header.Get("Cache-Control"))
	require.Contains(t, r.header.Get("Content-Type"), "javascript")
	again := p.do(http.MethodGet, "/assets/app-1a2b.js", nil, "If-None-Match", r.header.Get("ETag"))
	require.Equal(t, http.StatusNotModified, again.status)
	require.Empty(t, again.text)
}

func TestConsole_CompressesText(t *testing.T) {
	t.Parallel()
	p := setup(t, consoleFiles)
	r := p.do(http.MethodGet, "/assets/app-1a2b.js", nil, "Accept-Encoding", "br, gzip;q=0.8")
	require.Equal(t, "gzip", r.header.Get("Content-Encoding"))
	z, err := gzip.NewReader(strings.NewReader(r.text))
	require.NoError(t, err)
	text, err := io.ReadAll(z)
	require.NoError(t, err)
	require.Equal(t, strings.Repeat("console.log('hello'); ", 100), string(text))
	require.Empty(t, p.do(http.MethodGet, "/assets/app-1a2b.js", nil, "Accept-Encoding", "gzip;q=0").header.Get("Content-Encoding"))
	require.Empty(t, p.do(http.MethodGet, "/assets/logo-3c4d.png", nil, "Accept-Encoding", "gzip").header.Get("Content-Encoding"))
}

func TestConsole_RunsItsOwnScriptsAlone(t *testing.T) {
	t.Parallel()
	policy := setup(t, consoleFiles).do(http.MethodGet, "/", nil).header.Get("Content-Security-Policy")
	scripts := ""
	for part := range strings.SplitSeq(policy, ";") {
		if strings.HasPrefix(strings.TrimSpace(part), "script-src") {
			scripts = part
		}
	}
	// echo -n 'let a = 1' | openssl dgst -sha256 -binary | base64
	require.Equal(t, " script-src 'self' 'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ='", scripts)
	require.Contains(t, policy, "frame-ancestors 'none'")
	require.Contains(t, policy, "base-uri 'none'")
}

func TestConsole_SaysWhenItWasNotBuilt(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.do(http.MethodGet, "/", nil)
	require.Equal(t, http.StatusOK, r.status)
	require.Contains(t, r.text, "make build")
	require.Equal(t, http.StatusNotFound, p.do(http.MethodGet, "/invoices", nil).status)
}
