package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"

	"countersign/connect/auditlog"
	"countersign/workflow"
)

// AuditExportCmd writes the log, or a part of it, complete to the newest signed checkpoint. That it was taken is an event
// of the log.
type AuditExportCmd struct {
	Out  string `placeholder:"DIR" help:"Directory to make, with everything that a verifier needs."`
	CSV  string `name:"csv" placeholder:"FILE" help:"A table instead, safe to open in a spreadsheet."`
	From int64  `placeholder:"POS" help:"First position."`
	To   *int64 `placeholder:"POS" help:"Position behind the last one; default is everything that is signed."`
	As   string `placeholder:"EMAIL" help:"Person in whose name it is taken, with their rights; default is the operator of this machine."`
	Key  string `placeholder:"FILE" help:"The log's public keys; default is log.pub beside COUNTERSIGN_LOG_KEY."`
}

// Run writes the export and prints what it holds.
//
// Errors: a directory that holds something, a file that is there; nothing signed yet; who may not read the log.
func (a *AuditExportCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	if (a.Out == "") == (a.CSV == "") {
		return errors.New("say where the export goes: --out DIR to verify it, or --csv FILE for a spreadsheet")
	}
	wish, err := a.wish(c)
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
	if ctx, err = actorOrOperator(ctx, service, a.As); err != nil {
		return err
	}
	x, err := service.ExportLog(ctx, wish)
	if err != nil {
		return err
	}
	m, err := a.write(x)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(k.Stdout, "%s: positions %d to %d, %d entries, complete to the checkpoint of size %d\n",
		firstWord(a.Out, a.CSV), m.From, m.To-1, m.Count, m.Size)
	return err
}

// wish is what the workflow is asked for. What cannot be written is found before that: who took an export is on record.
func (a *AuditExportCmd) wish(c *Config) (wish workflow.ExportLog, err error) {
	wish = workflow.ExportLog{Form: auditlog.FormCSV, From: a.From, To: a.To}
	if a.Out != "" {
		wish.Form, err = auditlog.Form, auditlog.MakeEmpty(a.Out)
	} else {
		err = auditlog.Unwritten(a.CSV)
	}
	if err != nil {
		return wish, err
	}
	private, checkpoints, err := c.logKeeping()
	if err != nil {
		return wish, err
	}
	if checkpoints != "" {
		if wish.Kept, err = auditlog.OpenDirectory(checkpoints); err != nil {
			return wish, err
		}
	}
	switch {
	case a.Key != "":
		wish.PublicKeys, err = readPublicKeys(a.Key)
	case private != "":
		wish.PublicKeys, err = readPublicKeys(publicKeyOf(private))
	case a.Out != "":
		err = errors.New("the log's public keys go with an export: name them with --key, or the private one in COUNTERSIGN_LOG_KEY")
	}
	return wish, err
}

// readPublicKeys reads the text of a file of public keys, once it is seen to hold some.
func readPublicKeys(path string) ([]byte, error) {
	if _, err := auditlog.ReadVerifiers(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the log's public keys are not at %s: name their file with --key", path)
	} else if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func (a *AuditExportCmd) write(x auditlog.Export) (auditlog.Manifest, error) {
	if a.CSV != "" {
		return auditlog.WriteCSV(a.CSV, x)
	}
	return auditlog.Write(a.Out, x)
}
