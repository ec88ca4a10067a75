package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"

	"countersign/connect/auditlog"
	"countersign/workflow"
)

// The demo's log, below its data.
const (
	demoLogDir         = "log"
	demoCheckpointsDir = "checkpoints"
)

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

// signing is what this process signs checkpoints with; nil when it is not to sign.
// Errors: a key without a directory to keep checkpoints in; files that are not what they should be.
func (c *Config) signing() (*workflow.Signing, error) {
	key, checkpoints, err := c.logKeeping()
	switch {
	case err != nil:
		return nil, err
	case key == "":
		return nil, nil
	case checkpoints == "":
		return nil, errors.New("checkpoints of the audit log would be signed and not kept: name their directory with COUNTERSIGN_CHECKPOINTS")
	}
	if key != c.LogKey { // the demo's own
		if _, err := auditlog.MakeKeys(filepath.Dir(key), auditlog.DefaultOrigin); err != nil {
			return nil, err
		}
	}
	s := &workflow.Signing{}
	if s.Signer, err = auditlog.ReadSigner(key); err != nil {
		return nil, err
	}
	if s.Known, err = auditlog.ReadVerifiers(publicKeyOf(key)); err != nil {
		return nil, err
	}
	if s.Keeper, err = auditlog.OpenDirectory(checkpoints); err != nil {
		return nil, err
	}
	return s, nil
}

// keepLog gives events their positions and signs checkpoints, whenever this process is the one to do so, until it is
// stopped.
func keepLog(ctx context.Context, log *slog.Logger, service *workflow.Service, signing *workflow.Signing) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var duties sync.WaitGroup
	duties.Go(func() { service.Sequence(ctx) })
	if signing != nil {
		duties.Go(func() { service.SignCheckpoints(ctx, *signing) })
	} else {
		log.WarnContext(ctx, "this process signs no checkpoints of the audit log: COUNTERSIGN_LOG_KEY is not set")
	}
	return func() {
		cancel()
		duties.Wait()
	}
}

// publicKeyOf is where the public keys stand that belong to a private one.
func publicKeyOf(private string) string {
	return filepath.Join(filepath.Dir(private), auditlog.PublicKeyFile)
}
