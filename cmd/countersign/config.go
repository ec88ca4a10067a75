package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"countersign/connect/openai"
	"countersign/workflow"
)

// Config is everything that can be configured, read once. Flags win over the environment.
type Config struct {
	// Address of the database, postgres://…; no default. `serve` takes on the lesser role countersign_app there, `migrate`
	// needs the owner of the tables. The demo brings its own.
	DatabaseURL string `env:"DATABASE_URL" name:"database-url" help:"Address of the database, postgres://…" placeholder:"URL"`
	// Connections of this process to the database, 4 to 1000; default 16.
	DatabaseConns int32 `env:"COUNTERSIGN_DATABASE_CONNS" default:"16" help:"Connections to the database."`

	// host:port for API and console; default 127.0.0.1:8080.
	Listen string `env:"COUNTERSIGN_LISTEN" default:"127.0.0.1:8080" help:"Address for API and console."`
	// host:port for metrics alone. By default they are at /metrics of the address above when that is loopback, else nowhere.
	MetricsListen string `env:"COUNTERSIGN_METRICS_LISTEN" help:"Address for metrics alone." placeholder:"HOST:PORT"`
	// Where browsers reach this server, for example https://finance.example.com; needed to sign in through an issuer.
	PublicURL string `env:"COUNTERSIGN_PUBLIC_URL" help:"Where browsers reach this server." placeholder:"URL"`
	// Further origins, as https://host, that may open websockets; none by default.
	Origins []string `env:"COUNTERSIGN_ORIGINS" help:"Further origins that may open websockets." placeholder:"URL"`

	// OpenID Connect issuer whose tokens are accepted; its discovery document is read at start. No default.
	OIDCIssuer string `env:"COUNTERSIGN_OIDC_ISSUER" name:"oidc-issuer" help:"OpenID Connect issuer." placeholder:"URL"`
	// Client id at the issuer; without one, only bearer tokens are accepted.
	OIDCClientID string `env:"COUNTERSIGN_OIDC_CLIENT_ID" name:"oidc-client-id" help:"Client id at the issuer."`
	// Client secret, from the environment alone; empty for a public client.
	OIDCClientSecret string `env:"COUNTERSIGN_OIDC_CLIENT_SECRET" name:"oidc-client-secret" hidden:""`
	// Audiences accepted in bearer tokens besides the client id.
	OIDCAudiences []string `env:"COUNTERSIGN_OIDC_AUDIENCES" name:"oidc-audiences" help:"Audiences accepted in bearer tokens."`
	// Accepted typ headers of tokens; default JWT and at+jwt.
	OIDCTypes []string `env:"COUNTERSIGN_OIDC_TYPES" name:"oidc-types" default:"JWT,at+jwt" help:"Accepted types of tokens."`
	// Claim that holds the e-mail address by which a person is known; default email.
	OIDCClaim string `env:"COUNTERSIGN_OIDC_CLAIM" name:"oidc-claim" default:"email" help:"Claim that holds the e-mail address."`

	// Directory of the demo: its database, ledger and signing key. Default below XDG_DATA_HOME, else ~/.local/share.
	Data string `env:"COUNTERSIGN_DATA" help:"Directory of the demo." placeholder:"DIR"`
	// Directory of the file-backed ledger; without one nothing is posted. The demo keeps it below its data.
	Ledger string `env:"COUNTERSIGN_LEDGER" help:"Directory of the file-backed ledger." placeholder:"DIR"`
	// Private key that signs checkpoints of the audit log, as `countersign audit keys` makes it, readable by its owner alone;
	// log.pub stands beside it. Without one nothing is signed. The demo keeps its own below its data.
	LogKey string `env:"COUNTERSIGN_LOG_KEY" help:"Private key that signs checkpoints of the audit log." placeholder:"FILE"`
	// Directory of signed checkpoints, out of the reach of whoever administers the database. The demo keeps it below its data.
	Checkpoints string `env:"COUNTERSIGN_CHECKPOINTS" help:"Directory of signed checkpoints." placeholder:"DIR"`
	// How long one's own decision can be taken back, and its posting waits; 0 s to 10 m, default 10 s.
	Undo time.Duration `env:"COUNTERSIGN_UNDO" default:"10s" help:"How long one's own decision can be taken back."`

	// How long after its last sign of life the posting of a process that vanished is taken up; 1 s to 10 m, default 30 s.
	Lease time.Duration `env:"COUNTERSIGN_LEASE" default:"30s" help:"When the posting of a process that vanished is taken up, and how often the clock looks at what time alone asks for."`
	// Jobs at once in this process, 1 to 1000; default 8.
	Jobs int `env:"COUNTERSIGN_JOBS" default:"8" help:"Jobs at once."`
	// Requests of one person in a minute; default 1200, -1 without limit.
	RequestsPerMinute int `env:"COUNTERSIGN_REQUESTS_PER_MINUTE" default:"1200" help:"Requests of one person in a minute; -1 without limit."`
	// Largest file taken in, in megabytes, 1 to 20; default 20.
	UploadMegabytes int64 `env:"COUNTERSIGN_UPLOAD_MEGABYTES" default:"20" help:"Largest file taken in."`

	// Endpoint of a language model that may word summaries, for example http://127.0.0.1:8000/v1. By default there is none, and
	// nothing leaves this machine.
	LLMURL string `env:"COUNTERSIGN_LLM_URL" name:"llm-url" help:"Endpoint of a language model that may word summaries; none by default." placeholder:"URL"`
	// The model, as the endpoint names it.
	LLMModel string `env:"COUNTERSIGN_LLM_MODEL" name:"llm-model" help:"The language model, as its endpoint names it."`
	// Key of the endpoint, from the environment alone; empty where none is asked for.
	LLMKey string `env:"COUNTERSIGN_LLM_KEY" name:"llm-key" hidden:""`
	// How long one answer may take, 1 s to 1 m; default 8 s. The template's words stand after it.
	LLMTimeout time.Duration `env:"COUNTERSIGN_LLM_TIMEOUT" name:"llm-timeout" default:"8s" help:"How long an answer of the language model may take."`
	// Tokens of questions and answers in a calendar month of this process, from 1,000; default 2,000,000.
	LLMTokens int64 `env:"COUNTERSIGN_LLM_MONTHLY_TOKENS" name:"llm-monthly-tokens" default:"2000000" help:"Tokens of the language model in a month of this process."`

	// Least level that is logged: debug, info, warn or error; default info. The demo logs from warn on unless told.
	LogLevel string `env:"COUNTERSIGN_LOG" enum:",debug,info,warn,error" default:"" help:"Least level that is logged." placeholder:"LEVEL"`
	// Traces leave by OTLP over HTTP when OTEL_EXPORTER_OTLP_ENDPOINT is set, as OpenTelemetry's own documents say.
}

// Validate finds what cannot be meant. Kong calls it.
func (c *Config) Validate() error {
	for _, r := range []struct {
		name             string
		value, low, high int64
	}{
		{"--database-conns", int64(c.DatabaseConns), 4, 1000}, {"--jobs", int64(c.Jobs), 1, 1000},
		{"--upload-megabytes", c.UploadMegabytes, 1, 20}, {"--undo in seconds", int64(c.Undo / time.Second), 0, 600},
		{"--lease in seconds", int64(c.Lease / time.Second), 1, 600},
		{"--requests-per-minute", int64(c.RequestsPerMinute), -1, 1_000_000},
	} {
		if r.value < r.low || r.value > r.high {
			return fmt.Errorf("%s must be between %d and %d", r.name, r.low, r.high)
		}
	}
	if c.LLMURL != "" {
		if _, err := c.writer(); err != nil {
			return fmt.Errorf("--llm-url: %w", err)
		}
	}
	for name, address := range map[string]string{"--listen": c.Listen, "--metrics-listen": c.MetricsListen} {
		if _, _, err := net.SplitHostPort(address); address != "" && err != nil {
			return fmt.Errorf("%s must be host:port, for example 127.0.0.1:8080", name)
		}
	}
	return nil
}

// writer is the language model that words summaries, nil when none is configured.
func (c *Config) writer() (workflow.Writer, error) {
	if c.LLMURL == "" {
		return nil, nil
	}
	return openai.New(openai.Config{BaseURL: c.LLMURL, Model: c.LLMModel, Key: c.LLMKey, Timeout: c.LLMTimeout, Tokens: max(c.LLMTokens, 1000)})
}

// dataDir is the demo's directory.
func (c *Config) dataDir() (string, error) {
	if c.Data != "" {
		return filepath.Abs(c.Data)
	}
	if base := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "countersign"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find a directory for the demo's data: name one with --data")
	}
	return filepath.Join(home, ".local", "share", "countersign"), nil
}

// loopback says whether only this machine can reach the server.
func (c *Config) loopback() bool {
	host, _, _ := net.SplitHostPort(c.Listen)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// browserURL is where a person on this machine opens the console.
func browserURL(listen string) string {
	host, port, _ := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + strings.TrimSuffix(net.JoinHostPort(host, port), ":80")
}
