package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"countersign/connect/auditlog"
	"countersign/store"
	"countersign/workflow"
)

// AuditRestoreTestCmd holds a copy that was restored from a backup against the checkpoints that were kept, and records the
// outcome in the log of the house. It neither makes nor restores backups: that is for the tools that do so here.
type AuditRestoreTestCmd struct {
	Copy string `required:"" placeholder:"URL" help:"Address of the restored copy, postgres://…; it is only read."`
	Key  string `placeholder:"FILE" help:"The log's public keys; default is log.pub beside COUNTERSIGN_LOG_KEY."`
	JSON bool   `name:"json" help:"One JSON object."`
}

// Run prints what was found.
//
// Errors: a copy that does not verify, once that is recorded; no database, copy, checkpoints or keys.
func (a *AuditRestoreTestCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	in, err := a.wish(c)
	if err != nil {
		return err
	}
	database, err := c.reachable()
	if err != nil {
		return err
	}
	db, service, err := c.open(ctx, newLog(os.Stderr, firstWord(c.LogLevel, "warn")), plan{database: database})
	if err != nil {
		return err
	}
	defer db.Close()
	if in.Copy, err = store.Open(ctx, store.Options{URL: a.Copy}); err != nil {
		return fmt.Errorf("open the copy: %w", databaseAway(err))
	}
	defer in.Copy.Close()
	if ctx, err = actorOrOperator(ctx, service, ""); err != nil {
		return err
	}
	t, err := service.TestRestore(ctx, in)
	if err != nil {
		return err
	}
	if a.JSON {
		err = json.NewEncoder(k.Stdout).Encode(t)
	} else {
		_, err = fmt.Fprintf(k.Stdout, "%s\n%d entries in the copy, %d here, %d checkpoints\n", t.Why, t.Entries, t.Size, t.Checkpoints)
	}
	if err == nil && !t.Verified {
		err = errors.New("the restored log does not verify")
	}
	return err
}

// wish reads keys and checkpoints.
func (a *AuditRestoreTestCmd) wish(c *Config) (in workflow.TestRestore, err error) {
	private, checkpoints, err := c.logKeeping()
	if err != nil {
		return in, err
	}
	if checkpoints == "" {
		return in, errors.New("the restored log is held against kept checkpoints: name their directory with --checkpoints")
	}
	if in.Kept, err = auditlog.OpenDirectory(checkpoints); err != nil {
		return in, err
	}
	path := a.Key
	if path == "" && private != "" {
		path = publicKeyOf(private)
	}
	if path == "" {
		return in, errors.New("checkpoints are trusted by the log's public keys: name them with --key, or the private one in COUNTERSIGN_LOG_KEY")
	}
	in.Known, err = auditlog.ReadVerifiers(path)
	return in, err
}
