package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"

	"countersign/connect/auditlog"
)

// AuditVerifyCmd checks an export of the log. It needs neither database nor network, and trusts nothing in the export
// when it is given the public key.
type AuditVerifyCmd struct {
	Dir        string   `arg:"" help:"Directory of the export." placeholder:"DIR"`
	Key        string   `help:"Public key of the log; without it, the one inside is taken." placeholder:"FILE"`
	Checkpoint []string `help:"Signed checkpoint kept from earlier; may be repeated." placeholder:"FILE" sep:"none"`
	JSON       bool     `name:"json" help:"One JSON object."`
}

// Run prints to which position the log verifies, or the first bad position and why, and what was counted.
//
// Errors: a log that does not verify; an export, key or checkpoint that no verdict can begin with.
func (a *AuditVerifyCmd) Run(k *kong.Kong) error {
	trust, err := a.trust()
	if err != nil {
		return err
	}
	report, err := auditlog.Verify(os.DirFS(a.Dir), trust)
	if err != nil {
		return fmt.Errorf("no verdict on %s: %w", a.Dir, err)
	}
	write := writeVerdict
	if a.JSON {
		write = func(out io.Writer, r *auditlog.Report) error { return json.NewEncoder(out).Encode(r) }
	}
	if err := write(k.Stdout, report); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	for _, w := range report.Warnings {
		fmt.Fprintln(k.Stderr, "warning:", w)
	}
	if !report.OK {
		return errors.New("the log does not verify")
	}
	return nil
}

// trust reads what whoever verifies brings along.
func (a *AuditVerifyCmd) trust() (trust auditlog.Trust, err error) {
	if a.Key != "" {
		if trust.Keys, err = auditlog.ReadVerifiers(a.Key); err != nil {
			return trust, err
		}
	}
	for _, name := range a.Checkpoint {
		signed, err := os.ReadFile(name)
		var path *fs.PathError
		if errors.As(err, &path) {
			return trust, fmt.Errorf("the checkpoint %s cannot be read: %w", name, path.Err)
		} else if err != nil {
			return trust, err
		}
		trust.Held = append(trust.Held, auditlog.Held{Name: name, Signed: signed})
	}
	return trust, nil
}

func writeVerdict(out io.Writer, r *auditlog.Report) error {
	verdict := fmt.Sprintf("log verifies to position %d", r.To-1)
	if !r.OK {
		verdict = fmt.Sprintf("first bad position %d: %s", *r.FirstBad, printable(r.Reason))
	}
	_, err := fmt.Fprintf(out, "%s\n%d entries (%d with erased prose), %d checkpoints, %d from earlier\n",
		verdict, r.Entries, r.Erased, r.Checkpoints, r.Held)
	return err
}
