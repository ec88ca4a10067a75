package demogroup_test

import (
	"testing"
	"time"

	"countersign/authz"
	"countersign/connect"
	"countersign/domain"
	"countersign/workflow/demogroup"
)

var now = time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)

func options(invoices int) demogroup.Options {
	return demogroup.Options{Seed: 1, Invoices: invoices, Now: now, Rules: authz.Rules(), BodyHash: connect.Digest}
}

func TestHistory_HasInvoicesInEveryState(t *testing.T) {
	t.Parallel()
	states := map[domain.ItemState]int{}
	for piece := range demogroup.Generate(options(3000)).History().Pieces() {
		for _, h := range piece.Invoices {
			states[h.Invoice.State]++
		}
	}
	t.Log(states)
}
