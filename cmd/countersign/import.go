package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/jobs"
	"countersign/workflow"
)

// ImportCmd takes in files, e-invoices and statements alike, in the name of a person, with that person's rights, and waits until each was read.
type ImportCmd struct {
	Entity  string   `required:"" placeholder:"CODE" help:"Legal entity that received the files."`
	As      string   `required:"" placeholder:"EMAIL" help:"Person in whose name they are taken in."`
	Account string   `placeholder:"CODE" help:"Reconciled account that the files are for, by its code in the ledger or its number at the bank; found by the number in each file when left out."`
	Source  string   `placeholder:"SOURCE" help:"Whose lines they bring: BANK, LEDGER, SUBLEDGER, PROCESSOR, CARD or COUNTERPARTY. Needs --account."`
	Files   []string `arg:"" name:"file" help:"Files to take in."`
}

// Run works through the files and ends with a count. It works off its own jobs, so no server need run.
//
// Errors: when any file was not accepted; its reason stands in the output.
func (i *ImportCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	log := newLog(os.Stderr, firstWord(c.LogLevel, "error")) // the terminal belongs to the progress
	database, err := c.reachable()
	if err != nil {
		return err
	}
	ledger, err := c.reachableLedger() // its workers share in whatever is due, postings too
	if err != nil {
		return err
	}
	db, service, err := c.open(ctx, log, plan{database: database, ledger: ledger})
	if err != nil {
		return err
	}
	defer db.Close()
	if ctx, err = actorOf(ctx, service, i.As); err != nil {
		return err
	}
	entity, err := service.EntityByCode(ctx, i.Entity)
	if err != nil {
		return fmt.Errorf("%s is no legal entity of this group", i.Entity)
	}
	runner, err := jobs.Start(context.WithoutCancel(ctx), jobs.Options{Pool: db.Pool(), Service: service, Log: log, Workers: c.Jobs})
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeJobs)
		defer cancel()
		_ = runner.Stop(ctx) // what was cut short is repeated by whoever works next
	}()
	run := newIntakeRun(service, entity.Number, k.Stdout, len(i.Files))
	if run.account, run.source, err = i.reconciled(ctx, service, entity.Number); err != nil {
		return err
	}
	return run.all(ctx, i.Files)
}

// reconciled is the account and source that the files are for; nil where none was named.
func (i *ImportCmd) reconciled(ctx context.Context, service *workflow.Service, entity domain.EntityID) (*domain.ID, *domain.ReconSource, error) {
	if i.Account == "" {
		if i.Source != "" {
			return nil, nil, errors.New("--source needs --account: whose lines they are is said of an account")
		}
		return nil, nil, nil
	}
	account, err := service.ReconAccountByCode(ctx, entity, i.Account)
	if err != nil {
		return nil, nil, err
	}
	if i.Source == "" {
		return &account.ID, nil, nil
	}
	source := domain.ReconSource(strings.ToUpper(i.Source))
	return &account.ID, &source, nil
}

// reachable is the database to work on: the one that is named, or that of the demo running on this machine.
func (c *Config) reachable() (string, error) {
	if c.DatabaseURL != "" {
		return c.DatabaseURL, nil
	}
	dir, err := c.dataDir()
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(dir, demoURLFile))
	if err != nil {
		return "", errors.New("DATABASE_URL is not set and no demo is running here: set it, or start one with `countersign demo`")
	}
	return strings.TrimSpace(string(text)), nil
}

// reachableLedger is the ledger's directory that belongs to reachable; "" when none is named for a named database.
func (c *Config) reachableLedger() (string, error) {
	if c.Ledger != "" || c.DatabaseURL != "" {
		return c.Ledger, nil
	}
	dir, err := c.dataDir()
	return filepath.Join(dir, demoLedgerDir), err
}
