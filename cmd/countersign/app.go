package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/prometheus/client_golang/prometheus"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/jobs"
	"countersign/migrations"
	"countersign/resolvers"
	"countersign/server"
	"countersign/store"
	"countersign/web"
	"countersign/workflow"
)

const (
	// closeRequests and closeJobs together stay below the ten seconds that service managers and people wait.
	closeRequests = 4 * time.Second
	closeJobs     = 4 * time.Second
	// ledgerName is what people and postings call the ledger of this program.
	ledgerName = "file ledger"
)

// plan is what a verb wants started; the rest stands in the configuration.
type plan struct {
	listener net.Listener // open already, so that a busy port is told before anything else begins
	database string
	ledger   string // directory; "" posts nothing
	faults   bool   // the ledger may be told to fail
	workers  bool
	watch    string // directory; "" watches nothing
	signIn   server.SignIn
	started  func(context.Context, *workflow.Service) // called once requests are answered; may be nil
}

// listen opens the port. Errors: a sentence when another program has it.
func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use by another program; end that one or choose another with --listen", address)
	case err != nil:
		return nil, fmt.Errorf("the address %s cannot be opened: %w", address, err)
	}
	return l, nil
}

// open builds the business over a database whose schema is this program's.
func (c *Config) open(ctx context.Context, log *slog.Logger, p plan) (*store.DB, *workflow.Service, error) {
	db, err := store.Open(ctx, store.Options{URL: p.database, MaxConns: c.DatabaseConns})
	if err != nil {
		return nil, nil, databaseAway(err)
	}
	if err := migrated(ctx, db); err != nil {
		db.Close()
		return nil, nil, err
	}
	o := workflow.Options{DB: db, UndoWindow: c.Undo, Log: log, LedgerName: ledgerName}
	if p.ledger != "" {
		if o.Ledger, err = fileledger.Open(fileledger.Config{Dir: p.ledger, Faults: p.faults}); err != nil {
			db.Close()
			return nil, nil, err
		}
	}
	if o.Writer, err = c.writer(); err != nil {
		db.Close()
		return nil, nil, err
	}
	service, err := workflow.New(ctx, o)
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, service, nil
}

// databaseAway tells a database that does not answer in one sentence; the driver writes a paragraph.
func databaseAway(err error) error {
	var away *pgconn.ConnectError
	var refused *pgconn.PgError
	switch {
	case errors.As(err, &refused):
		return fmt.Errorf("the database refuses us: %s (%s)", refused.Message, refused.Code)
	case errors.As(err, &away):
		return fmt.Errorf("the database does not answer at %s", net.JoinHostPort(away.Config.Host, strconv.Itoa(int(away.Config.Port))))
	}
	return err
}

// migrated says whether the database has every step that this program knows.
func migrated(ctx context.Context, db *store.DB) error {
	steps, err := store.MigrationStatus(ctx, db.Pool(), migrations.FS)
	if err != nil {
		return err
	}
	for _, step := range steps {
		if step.AppliedAt.IsZero() {
			return fmt.Errorf("the database lacks migration %s: run `countersign migrate up` first", step.Name)
		}
	}
	return nil
}

// serve runs the house until ctx ends, then closes it in order: streams, requests, jobs, database.
func (c *Config) serve(ctx context.Context, log *slog.Logger, p plan) error {
	signing, err := c.signing()
	if err != nil {
		return err
	}
	db, service, err := c.open(ctx, log, p)
	if err != nil {
		return err
	}
	defer db.Close()
	porch, err := server.New(server.Options{
		House: service, Schema: resolvers.NewSchema(service), Present: resolvers.PresentError, SignIn: p.signIn,
		Console: web.Dist, Persisted: web.PersistedDocuments, Ready: db.Ping, Log: log, Origins: c.Origins,
		Collectors: []prometheus.Collector{newPoolNumbers(db.Pool())}, Metrics: c.loopback() && c.MetricsListen == "",
		Limits: server.Limits{PerMinute: c.RequestsPerMinute, UploadBytes: c.UploadMegabytes << 20},
	})
	if err != nil {
		return err
	}
	if p.workers {
		defer keepLog(context.WithoutCancel(ctx), log, service, signing)() // until the last job has written its events
		runner, err := jobs.Start(context.WithoutCancel(ctx), jobs.Options{Pool: db.Pool(), Service: service, Log: log, Workers: c.Jobs, Lease: c.Lease})
		if err != nil {
			return err
		}
		defer func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeJobs)
			defer cancel()
			if err := runner.Stop(ctx); err != nil {
				log.WarnContext(ctx, "workers did not end in time", "error", err)
			}
		}()
	}
	if p.watch != "" {
		watching, err := jobs.Watch(ctx, jobs.WatchOptions{Dir: p.watch, Service: service, Log: log})
		if err != nil {
			return err
		}
		defer watching.Wait()
	}
	failed := make(chan error, 2)
	if c.MetricsListen != "" {
		l, err := listen(ctx, c.MetricsListen)
		if err != nil {
			return err
		}
		defer serveOn(l, porch.MetricsHandler(), log, failed)()
	}
	defer serveOn(p.listener, porch.Handler(), log, failed)()
	defer porch.Close()
	log.InfoContext(ctx, "serving", "address", p.listener.Addr().String(), "workers", p.workers)
	if p.started != nil {
		p.started(ctx, service)
	}
	select {
	case <-ctx.Done():
		log.InfoContext(ctx, "closing")
		return nil
	case err := <-failed:
		return err
	}
}

// serveOn answers on l; the returned function lets requests end, for a while.
func serveOn(l net.Listener, h http.Handler, log *slog.Logger, failed chan<- error) (stop func()) {
	s := &http.Server{
		Handler: h, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), MaxHeaderBytes: 32 << 10,
		ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute,
		ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, // streams and uploads set their own
	}
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			failed <- fmt.Errorf("serve: %w", err)
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), closeRequests)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			_ = s.Close()
		}
	}
}

// actorOf is a person as the command line acts for them.
func actorOf(ctx context.Context, service *workflow.Service, email string) (context.Context, error) {
	person, err := service.PersonByEmail(ctx, email)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && !person.Active {
		return nil, fmt.Errorf("nobody with the address %s works here", email)
	}
	if err != nil {
		return nil, err
	}
	actor := domain.Actor{
		Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, Auth: domain.AuthCommand,
		RequestID: "command:" + domain.NewUUID(time.Now()).String(),
	}
	return domain.WithActor(ctx, actor), nil
}

// actorOrOperator is a person as the command line acts for them, or the operator of this machine when nobody is named.
func actorOrOperator(ctx context.Context, service *workflow.Service, email string) (context.Context, error) {
	if email != "" {
		return actorOf(ctx, service, email)
	}
	operator := domain.SystemActor("operator")
	operator.Auth, operator.RequestID = domain.AuthCommand, "command:"+domain.NewUUID(time.Now()).String()
	return domain.WithActor(ctx, operator), nil
}
