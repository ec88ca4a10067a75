package auditlog

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// The files of a key pair, in the text forms of signed notes.
const (
	PrivateKeyFile = "log.key" // one line, for its owner's eyes alone
	PublicKeyFile  = "log.pub" // one key a line; those that signed earlier stay below the one in use
)

// MakeKeys makes a pair of Ed25519 keys named origin and writes both files to dir; what is there already stays as it is.
// It returns the path of the private key. Errors: an origin with a space or a plus sign; what the disk says.
func MakeKeys(dir, origin string) (private string, err error) {
	private = filepath.Join(dir, PrivateKeyFile)
	if _, err := os.Stat(private); err == nil {
		return private, nil
	}
	if origin == "" || strings.ContainsAny(origin, "+ \t\r\n") {
		return "", fmt.Errorf("%q cannot name a key", origin)
	}
	secret, public, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", fmt.Errorf("make keys: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make keys: %w", err)
	}
	older, err := os.ReadFile(filepath.Join(dir, PublicKeyFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("make keys: %w", err)
	}
	if err := writeOnce(private, []byte(secret+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("make keys: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, PublicKeyFile), append([]byte(public+"\n"), older...), 0o644); err != nil { //nolint:gosec // the public key is for everybody
		return "", fmt.Errorf("make keys: %w", err)
	}
	return private, nil
}

// ReadSigner reads a private key. Errors: a file that others may read; a file that holds no key.
func ReadSigner(path string) (note.Signer, error) {
	about, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the log's private key: %w", err)
	}
	if about.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the log's private key %s can be read by others: make it 0600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the log's private key: %w", err)
	}
	signer, err := note.NewSigner(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("%s holds no private key of a log: %w", path, err)
	}
	return signer, nil
}

// ReadVerifiers reads public keys, one a line, the one in use first. Errors: a line that is no key; no key at all.
func ReadVerifiers(path string) ([]note.Verifier, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the log's public key: %w", err)
	}
	keys, err := ParseVerifiers(text)
	if err != nil {
		return nil, fmt.Errorf("%s holds %w", path, err)
	}
	return keys, nil
}

// ParseVerifiers reads the text of a file of public keys. Errors: as ReadVerifiers, as the end of a sentence.
func ParseVerifiers(text []byte) (keys []note.Verifier, err error) {
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key, err := note.NewVerifier(line)
		if err != nil {
			return nil, fmt.Errorf("a line that is no public key of a log: %w", err)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, errors.New("no public key of a log")
	}
	return keys, nil
}
