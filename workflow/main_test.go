package workflow_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// born is when the group of these tests is loaded: its periods, rates and grants are those of today.
var born = time.Now().UTC().Truncate(time.Second)

// foundation is the demo group without a history, loaded once and cloned for each test; past is one with a history.
var (
	foundation = storetest.Prepare(func(url string) error { return load(url, 0) })
	past       = storetest.Prepare(func(url string) error { return load(url, 300) })
)

func load(url string, invoices int) error {
	db, err := store.Open(context.Background(), store.Options{URL: url})
	if err != nil {
		return err
	}
	defer db.Close()
	return workflow.LoadDemo(context.Background(), db, workflow.Demo{Seed: 1, Invoices: invoices, Now: born}, nil)
}

// TestMain is here for one thing: the databases that tests clone go when they are done.
func TestMain(m *testing.M) {
	code := m.Run()
	for _, p := range []*storetest.Prepared{foundation, past} {
		if err := p.Drop(); err != nil {
			fmt.Fprintln(os.Stderr, "drop what tests cloned from:", err)
		}
	}
	os.Exit(code)
}
