package main

import (
	"fmt"
	"path/filepath"

	"github.com/alecthomas/kong"

	"countersign/connect/auditlog"
)

const (
	demoLogDir         = "log"
	demoCheckpointsDir = "checkpoints"
)

// AuditKeysCmd makes the pair of keys of a log. The private one is for the server that signs, and for nobody else.
type AuditKeysCmd struct {
	Dir    string `arg:"" help:"Directory for the two files." placeholder:"DIR"`
	Origin string `default:"countersign/log" help:"Name of the log, and of its key."`
}

// Run makes log.key and log.pub unless they are there, and prints the public key.
func (a *AuditKeysCmd) Run(k *kong.Kong) error {
	private, err := auditlog.MakeKeys(a.Dir, a.Origin)
	if err != nil {
		return err
	}
	public, err := readPublicKeys(publicKeyOf(private))
	if err == nil {
		_, err = fmt.Fprintf(k.Stdout, "%s", public)
	}
	return err
}

// publicKeyOf is where the public keys stand that belong to a private one.
func publicKeyOf(private string) string {
	return filepath.Join(filepath.Dir(private), auditlog.PublicKeyFile)
}

// logKeeping is where the log's private key and checkpoints are: as configured, or the demo's own. Either may be "" for a
// named database.
func (c *Config) logKeeping() (key, checkpoints string, err error) {
	key, checkpoints = c.LogKey, c.Checkpoints
	if c.DatabaseURL != "" {
		return key, checkpoints, nil
	}
	dir, err := c.dataDir()
	if err != nil {
		return "", "", err
	}
	return firstWord(key, filepath.Join(dir, demoLogDir, auditlog.PrivateKeyFile)),
		firstWord(checkpoints, filepath.Join(dir, demoLogDir, demoCheckpointsDir)), nil
}
