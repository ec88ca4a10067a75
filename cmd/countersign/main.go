package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// verbs are what the program can do; the configuration is read before any of them runs.
type verbs struct {
	Config

	Demo      DemoCmd      `cmd:"" help:"Run everything here, with an invented group: database, API, console, workers."`
	Serve     ServeCmd     `cmd:"" help:"Serve API and console, and work."`
	Migrate   MigrateCmd   `cmd:"" help:"Change the database's schema."`
	Import    ImportCmd    `cmd:"" help:"Take in files, as if they had been uploaded."`
	Inspect   InspectCmd   `cmd:"" help:"Show what files hold and which rules they break; needs no database."`
	Reconcile ReconcileCmd `cmd:"" help:"Match two exports, or three, and prove that no line was lost; needs no database."`
	Sweep     SweepCmd     `cmd:"" help:"Recompute from all rows that no rule was broken."`
	Audit     AuditCmd     `cmd:"" help:"Export the audit log, and verify an export."`
	Evidence  EvidenceCmd  `cmd:"" help:"Answer one of the requests that auditors usually make."`
	Access    AccessCmd    `cmd:"" help:"Ask who may do what, why, since when, and what a change would do."`
	Bench     BenchCmd     `cmd:"" help:"Measure this program on this machine; needs no database."`
	ML        MLCmd        `cmd:"" name:"ml" help:"Measure what is estimated, on files."`
	Token     TokenCmd     `cmd:"" help:"Print a bearer token of a demo person."`
}

func main() {
	time.Local = time.UTC // nothing of ours may depend on where the machine stands
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program: 0 is success, 1 a failure told in one sentence, 2 a misuse.
func run(ctx context.Context, args []string, out, problems io.Writer) int {
	// A terminal that goes away asks to end, as Ctrl-C does. The second signal ends at once.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop)

	var v verbs
	code := -1
	parser, err := kong.New(&v, kong.Name("countersign"), kong.Description("Governed finance workflow: invoices from file to ledger."),
		kong.Writers(out, problems), kong.Exit(func(c int) { code = c }), kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.ShortUsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(problems, "countersign:", err)
		return 2
	}
	chosen, err := parser.Parse(args)
	switch {
	case code >= 0: // help was printed
		return code
	case err != nil:
		parser.Errorf("%s", err)
		return 2
	}
	err = chosen.Run(&v.Config)
	if err == nil || errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return 0
	}
	fmt.Fprintln(problems, "countersign:", err)
	return 1
}
