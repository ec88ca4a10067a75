package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"countersign/migrations"
	"countersign/store"
	"countersign/store/localpg"
	"countersign/workflow"
)

const (
	demoDatabase = "countersign"
	demoSeed     = 1 // the same group for everybody, so that two people can talk about one invoice
	// smallScale shows every state; defaultScale also fills charts.
	smallScale, defaultScale = 300, 3000
	closeDatabase            = 5 * time.Second
	demoLedgerDir            = "ledger"
	demoURLFile              = "demo.url" // where the running demo's database is; readable by the owner alone
)

// DemoCmd runs the whole house on this machine over an invented group. A second start keeps what was done.
type DemoCmd struct {
	Scale string `default:"default" help:"Invoices of the history: small (300), default (3000), or a number."`
	Demo  bool   `help:"Load the group into the empty database at DATABASE_URL instead of one of its own."`
	Watch string `type:"existingdir" placeholder:"DIR" help:"Take in what appears in DIR/<entity code>/."`
}

// Run serves until it is told to end.
func (d *DemoCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	signal.Ignore(syscall.SIGPIPE) // `make run | head` must not end it halfway
	invoices, err := d.invoices()
	if err != nil {
		return err
	}
	if c.DatabaseURL != "" && !d.Demo {
		return errors.New("the demo brings its own database, but DATABASE_URL is set: unset it, or say --demo to use the empty database there")
	}
	dir, err := c.dataDir()
	if err != nil {
		return err
	}
	level := c.LogLevel
	if level == "" {
		level = "warn" // the terminal belongs to the people to sign in as
	}
	log := newLog(os.Stderr, level)
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
	signIn, err := c.signIn(ctx, log, true, c.DatabaseURL == "")
	if err != nil {
		return err
	}
	ready := demoDB{dir: dir, invoices: invoices, out: k.Stdout, log: log}
	if err := ready.open(ctx, c.DatabaseURL); err != nil {
		return err
	}
	defer ready.close()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if ready.server != nil {
		go func() {
			<-ready.server.Exited()
			cancel(errors.New("the demo's database ended; see postgres.log in " + filepath.Join(dir, "postgres")))
		}()
	}
	ledger := c.Ledger
	if ledger == "" {
		ledger = filepath.Join(dir, demoLedgerDir)
	}
	err = c.serve(ctx, log, plan{listener: l, database: ready.url, ledger: ledger, faults: true, workers: true, watch: d.Watch, signIn: signIn,
		started: func(ctx context.Context, s *workflow.Service) { greet(ctx, k.Stdout, browserURL(l.Addr().String()), s) }})
	if cause := context.Cause(ctx); err == nil && cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

func (d *DemoCmd) invoices() (int, error) {
	switch d.Scale {
	case "small":
		return smallScale, nil
	case "default", "":
		return defaultScale, nil
	}
	n, err := strconv.Atoi(d.Scale)
	if err != nil || n < 0 || n > 10_000_000 {
		return 0, errors.New("--scale must be small, default, or a number up to 10000000")
	}
	return n, nil
}

// demoDB is the demo's database: a private server below its directory, or one that was named.
type demoDB struct {
	dir      string
	invoices int
	out      io.Writer
	log      *slog.Logger
	server   *localpg.Server
	url      string
}

// open has the group in the database when it returns.
func (d *demoDB) open(ctx context.Context, named string) error {
	if named != "" {
		d.url = named
		return d.fill(ctx)
	}
	running, err := localpg.Start(ctx, localpg.Options{Dir: filepath.Join(d.dir, "postgres")})
	if err != nil {
		return err
	}
	d.server, d.url = running, running.URL(demoDatabase)
	if err := d.openOwn(ctx); err != nil {
		d.close()
		return err
	}
	return os.WriteFile(filepath.Join(d.dir, demoURLFile), []byte(d.url+"\n"), 0o600)
}

// openOwn loads a group unless a whole one is there. A load that was cut short left no note and is thrown away.
func (d *demoDB) openOwn(ctx context.Context) error {
	note := filepath.Join(d.dir, "demo.json")
	_, err := os.Stat(note)
	if errors.Is(err, fs.ErrNotExist) {
		if err := errors.Join(d.drop(ctx), os.RemoveAll(filepath.Join(d.dir, demoLogDir))); err != nil { // no checkpoint is of another group
			return err
		}
	} else if err != nil {
		return err
	}
	if err := d.server.EnsureDatabase(ctx, demoDatabase); err != nil {
		return err
	}
	if err := d.fill(ctx); err != nil {
		return err
	}
	text, err := json.Marshal(map[string]any{"seed": demoSeed, "invoices": d.invoices, "at": time.Now().UTC()})
	if err != nil || errors.Is(ctx.Err(), context.Canceled) {
		return errors.Join(err, ctx.Err())
	}
	if _, err := os.Stat(note); err == nil {
		return nil
	}
	return os.WriteFile(note, text, 0o600)
}

func (d *demoDB) drop(ctx context.Context) error {
	admin, err := pgx.Connect(ctx, d.server.URL("postgres"))
	if err != nil {
		return fmt.Errorf("connect to the demo's database: %w", err)
	}
	defer func() { _ = admin.Close(context.WithoutCancel(ctx)) }()
	_, err = admin.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{demoDatabase}.Sanitize()+" WITH (FORCE)")
	return err
}

// fill migrates, and loads the group into an empty database.
func (d *demoDB) fill(ctx context.Context) error {
	owner, err := pgxpool.New(ctx, d.url)
	if err != nil {
		return fmt.Errorf("read the database address: %w", err)
	}
	defer owner.Close()
	if _, err := store.MigrateUp(ctx, owner, migrations.FS); err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Options{URL: d.url})
	if err != nil {
		return err
	}
	defer db.Close()
	if empty, err := db.IsEmpty(ctx); err != nil || !empty {
		return err
	}
	began := time.Now()
	fmt.Fprintf(d.out, "Inventing a group with %d invoices ...\n", d.invoices)
	if err := workflow.LoadDemo(ctx, db, workflow.Demo{Seed: demoSeed, Invoices: d.invoices, Now: began.UTC().Truncate(time.Second), Ledger: ledgerName}, nil); err != nil {
		return err
	}
	d.log.InfoContext(ctx, "demo group loaded", "invoices", d.invoices, "seconds", time.Since(began).Seconds())
	return nil
}

func (d *demoDB) close() {
	if d.server == nil {
		return
	}
	_ = os.Remove(filepath.Join(d.dir, demoURLFile))
	ctx, cancel := context.WithTimeout(context.Background(), closeDatabase)
	defer cancel()
	if err := d.server.Stop(ctx); err != nil {
		d.log.WarnContext(ctx, "the demo's database did not end in order", "error", err)
	}
}

// greetedPeople is how many are printed; the console lists them all.
const greetedPeople = 12

// greet prints where the console is and whom one may sign in as, those first for whom most waits.
func greet(ctx context.Context, out io.Writer, address string, service *workflow.Service) {
	people, err := service.DemoPeople(ctx)
	if err != nil {
		slog.WarnContext(ctx, "demo people not listed", "error", err)
	}
	greetWith(out, address, people)
}

func greetWith(out io.Writer, address string, people []workflow.DemoPerson) {
	fmt.Fprintf(out, "\nCountersign is at %s\n\nSign in as one of these, no password needed:\n", address)
	t := tabwriter.NewWriter(out, 2, 8, 3, ' ', 0)
	for _, p := range people[:min(len(people), greetedPeople)] {
		fmt.Fprintf(t, "\t%s\t%s, %s\t%s\t%s\n", p.User.Name, p.User.Title, p.Entity, p.User.Email, p.Hint)
	}
	_ = t.Flush()
	fmt.Fprintf(out, "\nThe console lists all %d. Ctrl-C ends it; the next start finds everything as it was left.\n", len(people))
}
