package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"countersign/server"
)

// ServeCmd serves an existing database. Several processes may share one.
type ServeCmd struct {
	Workers bool   `default:"true" negatable:"" help:"Do the work that requests leave behind; --workers=false answers requests only."`
	Watch   string `type:"existingdir" placeholder:"DIR" help:"Take in what appears in DIR/<entity code>/; it moves to done/ or failed/ there."`
	Demo    bool   `help:"Let people of the database sign in without a password; on loopback only."`
}

// Run serves until it is told to end.
func (s *ServeCmd) Run(ctx context.Context, c *Config) error {
	signal.Ignore(syscall.SIGPIPE) // whoever reads our log may go; the house stays
	if c.DatabaseURL == "" {
		return errors.New("DATABASE_URL is not set: point it at the database to serve, or run `countersign demo` to have one made")
	}
	if c.OIDCIssuer == "" && !s.Demo {
		return errors.New("nobody could sign in: name an issuer with COUNTERSIGN_OIDC_ISSUER, or say --demo on your own machine")
	}
	log := newLog(os.Stderr, c.LogLevel)
	stop, err := startTracing(ctx, log)
	if err != nil {
		return err
	}
	defer stop()
	l, err := listen(ctx, c.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	signIn, err := c.signIn(ctx, log, s.Demo, false)
	if err != nil {
		return err
	}
	return c.serve(ctx, log, plan{listener: l, database: c.DatabaseURL, ledger: c.Ledger, workers: s.Workers, watch: s.Watch, signIn: signIn})
}

// signIn is how people show who they are: by the issuer of the configuration, or without a password in the demo.
func (c *Config) signIn(ctx context.Context, log *slog.Logger, demo, private bool) (server.SignIn, error) {
	if !demo {
		return server.NewOIDC(ctx, server.OIDCOptions{
			Issuer: c.OIDCIssuer, ClientID: c.OIDCClientID, ClientSecret: c.OIDCClientSecret, PublicURL: c.PublicURL,
			Audiences: c.OIDCAudiences, Types: c.OIDCTypes, Claim: c.OIDCClaim, Now: time.Now,
		}, log)
	}
	if c.OIDCIssuer != "" {
		return server.SignIn{}, errors.New("the demo signs people in without a password, so it does not run where an issuer is configured")
	}
	dir, err := c.dataDir()
	if err != nil {
		return server.SignIn{}, err
	}
	issuer, err := server.NewDemoIssuer(server.DemoIssuerOptions{Dir: dir, Listen: c.Listen, Private: private, Explicit: !private, Now: time.Now})
	if err != nil {
		return server.SignIn{}, err
	}
	keys, err := issuer.Keys(ctx)
	if err != nil {
		return server.SignIn{}, err
	}
	verifier, err := server.NewVerifier(issuer.Rules(), keys, time.Now)
	return server.SignIn{Verifier: verifier, Demo: issuer}, err
}
