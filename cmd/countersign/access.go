package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"countersign/domain"
	"countersign/workflow"
)

// AccessCmd asks about access: who may do what, why, since when, and what a change would do. It changes nothing, and may run
// beside servers.
type AccessCmd struct {
	Check    AccessCheckCmd    `cmd:"" help:"May this person do this? Why, or why not?"`
	WhoCan   AccessWhoCanCmd   `cmd:"" help:"Who can do this?"`
	Diff     AccessDiffCmd     `cmd:"" help:"Which rights were gained and lost between two instants, and who changed what?"`
	Simulate AccessSimulateCmd `cmd:"" help:"What would happen if access were changed so?"`
}

// asking is what every question about access is asked with.
type asking struct {
	As   string `placeholder:"EMAIL" help:"Person in whose name it is asked, with their rights; default is the operator of this machine."`
	JSON bool   `name:"json" xor:"form" help:"One JSON object per line."`
	CSV  bool   `name:"csv" xor:"form" help:"A table for a spreadsheet, safe to open in one."`
}

// told is an answer in all its forms.
type told struct {
	objects []any      // one for each line of JSON
	columns []string   // of the table
	rows    [][]string // of the table
	text    func(io.Writer) error
}

// answer asks and writes what comes back.
//
// Errors: no database; nobody by that name; what the workflow refuses, in its own sentence.
func (a *asking) answer(ctx context.Context, c *Config, k *kong.Kong, ask func(context.Context, *workflow.Service) (told, error)) error {
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
	t, err := ask(ctx, service)
	var refusal *domain.Error
	switch {
	case errors.As(err, &refusal):
		return errors.New(spoken(refusal))
	case err != nil:
		return err
	case a.JSON:
		return writeLines(k.Stdout, t.objects)
	case a.CSV:
		return writeTable(k.Stdout, t.columns, t.rows)
	}
	return t.text(k.Stdout)
}

// spoken is a refusal in one line: its sentence, and every violation that it carries.
func spoken(refusal *domain.Error) string {
	violations, _ := refusal.Details["violations"].([]domain.Violation)
	if len(violations) == 0 {
		return refusal.Message
	}
	sentences := make([]string, len(violations))
	for i, v := range violations {
		sentences[i] = v.Message
	}
	return strings.Join(sentences, " ")
}

func writeLines(out io.Writer, objects []any) error {
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, o := range objects {
		if err := lines.Encode(o); err != nil {
			return err
		}
	}
	return nil
}

// writeTable writes RFC 4180 with every cell made safe: names and reasons are other people's words.
func writeTable(out io.Writer, columns []string, rows [][]string) error {
	table := csv.NewWriter(out)
	if err := table.Write(columns); err != nil {
		return err
	}
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = domain.SafeCell(cell)
		}
		if err := table.Write(safe); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// instantOf reads an instant: RFC 3339, or a date, which is its last instant in UTC. "" is nil.
func instantOf(flag, text string) (*time.Time, error) {
	if text == "" {
		return nil, nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		at = at.UTC()
		return &at, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil, fmt.Errorf("%s must be a date, for example 2026-03-31, or an instant, for example 2026-03-31T12:00:00Z", flag)
	}
	end := day.AddDate(0, 0, 1).Add(-time.Microsecond)
	return &end, nil
}
