package main

import (
	"fmt"

	"github.com/alecthomas/kong"

	"countersign/connect/auditlog"
)

// AuditKeysCmd makes the pair of keys of a log. The private one is for the server that signs, and for nobody else.
type AuditKeysCmd struct {
	Dir    string `arg:"" help:"Directory for the two files." placeholder:"DIR"`
	Origin string `default:"countersign/log" help:"Name of the log, and of its key."`
}

// Run makes log.key and log.pub unless they are there, and prints the public key.
func (a *AuditKeysCmd) Run(k *kong.Kong) error {
	private, err := auditlog.MakeKeys(a.Dir, a.Origin)
	if err != nil {
		return err
	}
	public, err := readPublicKeys(publicKeyOf(private))
	if err == nil {
		_, err = fmt.Fprintf(k.Stdout, "%s", public)
	}
	return err
}
