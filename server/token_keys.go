package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/MicahParks/jwkset"
)

const (
	// keysEvery is how often an issuer's keys are read again; a revoked key is trusted no longer than that.
	keysEvery = 10 * time.Minute
	// keysPatience bounds one reading.
	keysPatience = 10 * time.Second
	// keysBytes is far above any key set.
	keysBytes = 1 << 20
)

// RemoteKeys reads an issuer's key set now and every ten minutes, in the background, until ctx ends. A token never
// causes a request: an unknown key id is refused, and known at the latest after the next reading.
//
// Errors: when address is no https address (http is taken on loopback), or the first reading fails.
func RemoteKeys(ctx context.Context, address string, log *slog.Logger) (jwkset.Storage, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return nil, fmt.Errorf("the issuer's key set must have an https address")
	}
	keys, err := jwkset.NewStorageFromHTTP(address, jwkset.HTTPClientStorageOptions{
		Ctx: ctx, RefreshInterval: keysEvery, HTTPTimeout: keysPatience,
		Client: &http.Client{Timeout: keysPatience, Transport: cappedTransport{http.DefaultTransport}},
		RefreshErrorHandler: func(ctx context.Context, err error) {
			log.ErrorContext(ctx, "issuer's keys not read; the last ones stay in use", "error", err)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read the issuer's keys: %w", err)
	}
	return keys, nil
}

// cappedTransport refuses to read more of an answer than any key set needs.
type cappedTransport struct{ http.RoundTripper }

func (t cappedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = http.MaxBytesReader(nil, answer.Body, keysBytes)
	return answer, nil
}
