package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/alecthomas/kong"

	"countersign/server"
)

// TokenCmd prints a bearer token for the demo's API, good for twelve hours.
type TokenCmd struct {
	Email string `arg:"" help:"E-mail address of a demo person."`
}

// Run signs with the key of the demo in the data directory; there is no such key elsewhere.
func (t *TokenCmd) Run(_ context.Context, c *Config, k *kong.Kong) error {
	dir, err := c.dataDir()
	if err != nil {
		return err
	}
	issuer, err := server.OpenDemoIssuer(dir, time.Now, false)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no demo in %s: start one with `countersign demo`, or name its directory with --data", dir)
	}
	if err != nil {
		return err
	}
	token, _, err := issuer.Token(t.Email)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(k.Stdout, token)
	return err
}
