package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"
)

const (
	demoIssuer   = "countersign-demo"
	demoAudience = "countersign"
	demoType     = "at+jwt" // RFC 9068
	demoLife     = 12 * time.Hour
	demoKeyFile  = "demo-issuer.key"
)

// DemoIssuer signs people in without a password. It exists for demonstrations on one's own machine and refuses to be
// anything else.
type DemoIssuer struct {
	key ed25519.PrivateKey
	kid string
	now func() time.Time
}

// DemoIssuerOptions say where the issuer would run. All fields are required.
type DemoIssuerOptions struct {
	Dir      string // where its key lies, readable by the owner alone, so that a restart keeps sessions
	Listen   string // host:port of the server; must be loopback
	Private  bool   // the database is the demo's own
	Explicit bool   // the operator asked for the demo by name although the database is another
	Now      func() time.Time
}

// NewDemoIssuer reads its key, making one at the first start.
//
// Errors, each one sentence: the address is not loopback; the database is not the demo's; the key cannot be kept.
func NewDemoIssuer(o DemoIssuerOptions) (*DemoIssuer, error) {
	host, _, err := net.SplitHostPort(o.Listen)
	if err != nil || !isLoopback(host) {
		return nil, fmt.Errorf("the demo signs people in without a password, so it listens on 127.0.0.1 only, not on %q", o.Listen)
	}
	if !o.Private && !o.Explicit {
		return nil, errors.New("the demo signs people in without a password, so it does not run on a database of yours unless you say --demo")
	}
	return OpenDemoIssuer(o.Dir, o.Now, true)
}

// OpenDemoIssuer reads the key of the demo in dir; create makes one when there is none.
func OpenDemoIssuer(dir string, now func() time.Time, create bool) (*DemoIssuer, error) {
	seed, err := readSeed(filepath.Join(dir, demoKeyFile))
	if errors.Is(err, fs.ErrNotExist) && create {
		seed, err = makeSeed(dir)
	}
	if err != nil {
		return nil, err
	}
	d := &DemoIssuer{key: ed25519.NewKeyFromSeed(seed), now: now}
	sum := sha256.Sum256(d.key.Public().(ed25519.PublicKey))
	d.kid = hex.EncodeToString(sum[:8])
	return d, nil
}

func readSeed(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the demo's key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the demo's key %s can be read by others; delete it to have a new one made", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the demo's key: %w", err)
	}
	seed, err := hex.DecodeString(string(text))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("the demo's key %s is damaged; delete it to have a new one made", path)
	}
	return seed, nil
}

func makeSeed(dir string) ([]byte, error) {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed)                          // never fails
	if err := os.MkdirAll(dir, 0o755); err != nil { // the database's account must pass through
		return nil, fmt.Errorf("keep the demo's key: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, demoKeyFile), []byte(hex.EncodeToString(seed)), 0o600); err != nil {
		return nil, fmt.Errorf("keep the demo's key: %w", err)
	}
	return seed, nil
}

// Token is a bearer token for the person with that address, and when it ends. Whether there is such a person is found
// out when the token is used.
func (d *DemoIssuer) Token(email string) (string, time.Time, error) {
	now := d.now()
	until := now.Add(demoLife).Truncate(time.Second)
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
		"iss": demoIssuer, "aud": demoAudience, "sub": email, "email": email, "iat": now.Unix(), "exp": until.Unix(),
	})
	t.Header["kid"], t.Header["typ"] = d.kid, demoType
	text, err := t.SignedString(d.key)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("sign the demo's token: %w", err)
	}
	return text, until, nil
}

// Rules are what the issuer's tokens look like.
func (d *DemoIssuer) Rules() TokenRules {
	return TokenRules{Issuer: demoIssuer, Audiences: []string{demoAudience}, Types: []string{demoType}, Claim: "email"}
}

// Keys holds the public key.
func (d *DemoIssuer) Keys(ctx context.Context) (jwkset.Storage, error) {
	key, err := jwkset.NewJWKFromKey(d.key.Public(), jwkset.JWKOptions{
		Metadata: jwkset.JWKMetadataOptions{KID: d.kid, ALG: jwkset.AlgEdDSA, USE: jwkset.UseSig},
	})
	if err != nil {
		return nil, fmt.Errorf("publish the demo's key: %w", err)
	}
	keys := jwkset.NewMemoryStorage()
	return keys, keys.KeyWrite(ctx, key)
}

// isLoopback says whether nobody else can reach that host.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
