package server

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"log/slog"

	"github.com/stretchr/testify/require"
)

// BenchmarkGraphQL measures what the porch itself costs: sign-in, limits, log line, measures, a document known already.
func BenchmarkGraphQL(b *testing.B) {
	issuer, err := OpenDemoIssuer(b.TempDir(), time.Now, true)
	require.NoError(b, err)
	keys, err := issuer.Keys(b.Context())
	require.NoError(b, err)
	verifier, err := NewVerifier(issuer.Rules(), keys, time.Now)
	require.NoError(b, err)
	quiet := slog.New(LogHandler{slog.NewJSONHandler(io.Discard, nil)}) //nolint:sloglint // writing the line is part of what is measured
	s, err := New(Options{House: newSmallHouse(), Schema: newSmallSchema(), Present: presentSmall, SignIn: SignIn{Verifier: verifier, Demo: issuer},
		Log: quiet, Limits: Limits{PerMinute: -1}})
	require.NoError(b, err)
	token, _, err := issuer.Token("ana@example.com")
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`{"query":"query($n:Int){hello rows(first:$n){edges{node{id name}}}}","variables":{"n":20}}`))
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Requested-With", "bench")
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
