package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/server"
	"countersign/workflow"
)

// say runs the program and returns its exit code and what it wrote.
func say(t *testing.T, args ...string) (code int, out, problems string) {
	t.Helper()
	var o, p bytes.Buffer
	code = run(t.Context(), args, &o, &p)
	return code, o.String(), p.String()
}

// withoutEnvironment makes the program see none of the machine's own configuration.
func withoutEnvironment(t *testing.T) {
	t.Helper()
	for _, pair := range os.Environ() {
		if name, _, _ := strings.Cut(pair, "="); strings.HasPrefix(name, "COUNTERSIGN_") || name == "DATABASE_URL" {
			t.Setenv(name, "")
			require.NoError(t, os.Unsetenv(name))
		}
	}
}

func TestRun_TellsEachTroubleInOneSentence(t *testing.T) {
	withoutEnvironment(t)
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer busy.Close()
	empty := t.TempDir()
	for _, c := range []struct {
		name string
		args []string
		env  string // DATABASE_URL
		want string
	}{
		{"a busy port", []string{"demo", "--data", empty, "--listen", busy.Addr().String()}, "", "is in use by another program"},
		{"an address that is not ours", []string{"demo", "--data", empty, "--listen", "192.0.2.1:80"}, "", "cannot be opened"},
		{"a demo for everybody", []string{"demo", "--data", empty, "--listen", "0.0.0.0:0"}, "", "127.0.0.1 only"},
		{"a demo beside an issuer", []string{"demo", "--data", empty, "--oidc-issuer", "https://i.example", "--listen", "127.0.0.1:0"}, "", "where an issuer is configured"},
		{"a demo on a database of somebody", []string{"demo", "--data", empty}, "postgres://x", "DATABASE_URL is set"},
		{"a scale that is none", []string{"demo", "--scale", "huge"}, "", "--scale must be"},
		{"no database to serve", []string{"serve", "--demo"}, "", "DATABASE_URL is not set"},
		{"nobody could sign in", []string{"serve"}, "postgres://x", "nobody could sign in"},
		{"a database that is away", []string{"serve", "--demo", "--data", empty, "--listen", "127.0.0.1:0"}, "postgres://127.0.0.1:1/x", "does not answer at 127.0.0.1:1"},
		{"checkpoints without a place", []string{"serve", "--demo", "--data", empty, "--listen", "127.0.0.1:0", "--log-key", "log.key"}, "postgres://127.0.0.1:1/x", "name their directory with COUNTERSIGN_CHECKPOINTS"},
		{"a key that is not there", []string{"serve", "--demo", "--data", empty, "--listen", "127.0.0.1:0", "--log-key", filepath.Join(empty, "none"), "--checkpoints", empty}, "postgres://127.0.0.1:1/x", "read the log's private key"},
		{"an issuer that is away", []string{"serve", "--oidc-issuer", "http://127.0.0.1:1", "--listen", "127.0.0.1:0"}, "postgres://127.0.0.1:1/x", "does not answer as OpenID Connect asks"},
		{"no demo to make tokens for", []string{"token", "a@example.com", "--data", filepath.Join(empty, "none")}, "", "there is no demo in"},
		{"no demo to import into", []string{"import", "--entity", "DE01", "--as", "a@example.com", "--data", filepath.Join(empty, "none"), "x.xml"}, "", "no demo is running here"},
		{"no database to migrate", []string{"migrate", "status"}, "", "DATABASE_URL is not set"},
	} {
		t.Setenv("DATABASE_URL", c.env)
		code, out, problems := say(t, c.args...)
		require.Equal(t, 1, code, c.name)
		require.Empty(t, out, c.name)
		require.Contains(t, problems, c.want, c.name)
		require.True(t, strings.HasPrefix(problems, "countersign: "), "%s: %s", c.name, problems)
		require.Equal(t, 1, strings.Count(problems, "\n"), "%s: %s", c.name, problems)
	}
}

func TestRun_TellsAMisuseApart(t *testing.T) {
	withoutEnvironment(t)
	for name, args := range map[string][]string{
		"no verb":                 {},
		"an unknown verb":         {"approve"},
		"an unknown flag":         {"demo", "--fast"},
		"an address without port": {"demo", "--listen", "127.0.0.1"},
		"too few connections":     {"serve", "--database-conns", "1"},
		"too large a file":        {"serve", "--upload-megabytes", "21"},
		"a level that is none":    {"serve", "--log-level", "loud"},
		"no folder to watch":      {"serve", "--watch", "/nowhere/at/all"},
	} {
		code, _, problems := say(t, args...)
		require.Equal(t, 2, code, name)
		require.Contains(t, problems, "countersign: error:", name)
	}
	code, out, _ := say(t, "--help")
	require.Zero(t, code)
	for _, verb := range []string{"demo", "serve", "migrate", "import", "inspect", "token"} {
		require.Contains(t, out, "\n  "+verb, verb)
	}
}

func TestToken_IsOneThatTheDemoTakes(t *testing.T) {
	withoutEnvironment(t)
	dir := t.TempDir()
	issuer, err := server.OpenDemoIssuer(dir, time.Now, true)
	require.NoError(t, err)
	code, out, _ := say(t, "token", "ana@example.com", "--data", dir)
	require.Zero(t, code)
	keys, err := issuer.Keys(t.Context())
	require.NoError(t, err)
	verifier, err := server.NewVerifier(issuer.Rules(), keys, time.Now)
	require.NoError(t, err)
	session, err := verifier.Verify(t.Context(), strings.TrimSpace(out))
	require.NoError(t, err)
	require.Equal(t, "ana@example.com", session.Email)
}

func TestConfig_FindsTheDemosDirectory(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/data/home")
	dir, err := (&Config{}).dataDir()
	require.NoError(t, err)
	require.Equal(t, "/data/home/countersign", dir)
	t.Setenv("XDG_DATA_HOME", "not/absolute")
	t.Setenv("HOME", "/home/ana")
	dir, err = (&Config{}).dataDir()
	require.NoError(t, err)
	require.Equal(t, "/home/ana/.local/share/countersign", dir)
	dir, err = (&Config{Data: "here"}).dataDir()
	require.NoError(t, err)
	require.True(t, filepath.IsAbs(dir))
}

func TestConfig_KnowsWhoCanReachIt(t *testing.T) {
	t.Parallel()
	for listen, own := range map[string]bool{"127.0.0.1:1": true, "[::1]:1": true, "localhost:1": true, ":1": false, "0.0.0.0:1": false, "10.0.0.1:1": false} {
		require.Equal(t, own, (&Config{Listen: listen}).loopback(), listen)
	}
	for listen, browser := range map[string]string{"127.0.0.1:8080": "http://127.0.0.1:8080", "0.0.0.0:80": "http://127.0.0.1", ":9": "http://127.0.0.1:9", "[::1]:8": "http://[::1]:8"} {
		require.Equal(t, browser, browserURL(listen), listen)
	}
}

func TestDatabaseAway_IsOneSentence(t *testing.T) {
	t.Parallel()
	_, err := pgconn.Connect(t.Context(), "postgres://127.0.0.1:1/x")
	require.Error(t, err)
	require.Equal(t, "the database does not answer at 127.0.0.1:1", databaseAway(fmt.Errorf("reach: %w", err)).Error())
	refused := databaseAway(&pgconn.PgError{Message: "password authentication failed", Code: "28P01"})
	require.Equal(t, "the database refuses us: password authentication failed (28P01)", refused.Error())
	other := errors.New("another")
	require.Equal(t, other, databaseAway(other))
}

func TestGreetedPeople_FitATerminal(t *testing.T) {
	t.Parallel()
	var people []workflow.DemoPerson
	for i := range 60 {
		people = append(people, workflow.DemoPerson{User: &domain.User{Name: fmt.Sprintf("Person %d", i), Title: "Clerk", Email: "x@example.com"}, Entity: "DE01", Hint: "AP clerk"})
	}
	var out bytes.Buffer
	greetWith(&out, "http://127.0.0.1:8080", people)
	require.Contains(t, out.String(), "Countersign is at http://127.0.0.1:8080\n")
	require.Contains(t, out.String(), "Person 0")
	require.Contains(t, out.String(), "lists all 60")
	require.Less(t, strings.Count(out.String(), "\n"), 24)
	out.Reset()
	greetWith(&out, "http://127.0.0.1:8080", nil)
	require.Contains(t, out.String(), "lists all 0")
}

func TestRun_EndsQuietlyWhenToldTo(t *testing.T) {
	withoutEnvironment(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, problems bytes.Buffer
	code := run(ctx, []string{"serve", "--demo", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--database-url", "postgres://127.0.0.1:1/x"}, &out, &problems)
	require.Zero(t, code, problems.String())
}

func TestConfig_ALanguageModelIsOffUnlessItIsConfigured(t *testing.T) {
	t.Parallel()
	none, err := (&Config{LLMModel: "m", LLMKey: "k"}).writer()
	require.NoError(t, err)
	require.Nil(t, none)
	one, err := (&Config{LLMURL: "http://127.0.0.1:8000/v1", LLMModel: "m", LLMTimeout: time.Second}).writer()
	require.NoError(t, err)
	require.Equal(t, "m", one.Name())
	c := Config{DatabaseConns: 4, Jobs: 1, UploadMegabytes: 1, Lease: time.Second, LLMURL: "model.example", LLMKey: "secret"}
	require.ErrorContains(t, c.Validate(), "--llm-url: the address of a language model")
	require.NotContains(t, c.Validate().Error(), "secret")
}
