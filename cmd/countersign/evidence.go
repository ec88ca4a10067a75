package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// EvidenceCmd answers the requests that an auditor usually makes. That an answer was taken is an event of the log.
type EvidenceCmd struct {
	Number  int    `arg:"" optional:"" help:"Which request; none lists them all." placeholder:"N"`
	From    string `placeholder:"WHEN" help:"First day, or an instant; default is a year before the end."`
	To      string `placeholder:"WHEN" help:"Last day, or the instant before which it ends; default is now."`
	Entity  string `placeholder:"CODE" help:"One entity, of a request that is about entities."`
	Subject string `placeholder:"INVOICE" help:"The invoice by its key or id, of a request that is about one."`
	As      string `placeholder:"EMAIL" help:"Person in whose name it is asked, with their rights; default is the operator of this machine."`
	Out     string `placeholder:"DIR" xor:"form" help:"Directory to write table, lines and manifest to; made when it is not there."`
	JSON    bool   `name:"json" xor:"form" help:"One JSON object per line."`
	CSV     bool   `name:"csv" xor:"form" help:"A table for a spreadsheet, safe to open in one; the default."`
}

// Run prints the answer, or writes it with its manifest to --out. How many rows there are, what they are complete to and
// their digest are told beside it.
//
// Errors: no database; nobody by that name, no such entity; files that are there; what the workflow refuses, in its own sentence.
func (e *EvidenceCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	database, err := c.reachable()
	if err != nil {
		return err
	}
	db, service, err := c.open(ctx, newLog(os.Stderr, firstWord(c.LogLevel, "warn")), plan{database: database})
	if err != nil {
		return err
	}
	defer db.Close()
	if ctx, err = actorOrOperator(ctx, service, e.As); err != nil {
		return err
	}
	if e.Number == 0 {
		return e.list(ctx, service, k.Stdout)
	}
	err = e.answer(ctx, service, k)
	var refusal *domain.Error
	if errors.As(err, &refusal) {
		return errors.New(spoken(refusal))
	}
	return err
}

func (e *EvidenceCmd) list(ctx context.Context, service *workflow.Service, out io.Writer) error {
	requests, err := service.EvidenceRequests(ctx)
	if err != nil {
		return err
	}
	if e.JSON {
		return json.NewEncoder(out).Encode(requests)
	}
	t := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "N\tOBJECTIVES\tTAKES\tREQUEST")
	for _, r := range requests {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\n", r.Number, strings.Join(r.Objective, " "), strings.Join(r.Parameters, " "), r.Title)
	}
	return t.Flush()
}

func (e *EvidenceCmd) answer(ctx context.Context, service *workflow.Service, k *kong.Kong) error {
	in, err := e.asked(ctx, service)
	if err != nil {
		return err
	}
	answer := func(table, lines io.Writer) (workflow.EvidenceManifest, error) {
		found, err := service.Evidence(ctx, in)
		if err != nil {
			return workflow.EvidenceManifest{}, err
		}
		return found.Write(ctx, table, lines)
	}
	var m workflow.EvidenceManifest
	switch {
	case e.Out != "":
		m, err = e.write(answer)
	case e.JSON:
		m, err = answer(nil, k.Stdout)
	default:
		m, err = answer(k.Stdout, nil)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(k.Stderr, "request %d: %d rows, complete to position %d of the log, sha-256 of the table %s\n",
		m.Request, m.Rows, m.LogPosition, m.SHA256[workflow.EvidenceFile(m.Request, "csv")])
	return nil
}

// asked is what the workflow is asked.
func (e *EvidenceCmd) asked(ctx context.Context, service *workflow.Service) (in workflow.AskEvidence, err error) {
	in.Number = e.Number
	if in.From, err = dayOf("--from", e.From, 0); err != nil {
		return in, err
	}
	if in.To, err = dayOf("--to", e.To, 1); err != nil {
		return in, err
	}
	if e.Entity != "" {
		entity, err := service.EntityByCode(ctx, e.Entity)
		if err != nil {
			return in, fmt.Errorf("there is no entity %s", e.Entity)
		}
		in.Entity = domain.EntityNode(entity.Number)
	}
	if e.Subject != "" {
		found, err := words{service: service}.record(ctx, e.Subject)
		if err != nil {
			return in, err
		}
		in.Subject = *found
	}
	return in, nil
}

// dayOf reads an instant, or the beginning of a day so many days later, in UTC; "" is nil.
func dayOf(flag, text string, later int) (*time.Time, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		day = day.AddDate(0, 0, later)
		return &day, nil
	}
	return instantOf(flag, text)
}

// write writes table, lines and manifest; what cannot be written is found before anything is asked.
func (e *EvidenceCmd) write(answer func(table, lines io.Writer) (workflow.EvidenceManifest, error)) (m workflow.EvidenceManifest, err error) {
	if err := os.MkdirAll(e.Out, 0o700); err != nil {
		return m, err
	}
	var files []*os.File
	for _, extension := range []string{"csv", "jsonl", "manifest.json"} {
		path := filepath.Join(e.Out, workflow.EvidenceFile(e.Number, extension))
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("the file %s is there already: name another directory", path)
		}
		if err != nil {
			return m, errors.Join(err, undone(files))
		}
		files = append(files, file)
	}
	m, err = answer(files[0], files[1])
	if err == nil {
		err = m.Write(files[2])
	}
	if err != nil {
		return m, errors.Join(err, undone(files))
	}
	return m, errors.Join(files[0].Close(), files[1].Close(), files[2].Close())
}

// undone takes back what was written before it went wrong: no half answer is left.
func undone(files []*os.File) error {
	var errs []error
	for _, file := range files {
		errs = append(errs, file.Close(), os.Remove(file.Name()))
	}
	return errors.Join(errs...)
}
