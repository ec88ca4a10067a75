package workflow_test

import (
	"context"
	"testing"
	"time"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

func loaded(t *testing.T, invoices int) *store.DB {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{URL: storetest.New(t).URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	demo := workflow.Demo{Seed: 1, Invoices: invoices, Now: time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)}
	if err := workflow.LoadDemo(ctx, db, demo, nil); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestLoadDemo_RefusesADatabaseThatIsNotEmpty(t *testing.T) {
	t.Parallel()
	db := loaded(t, 0)
	err := workflow.LoadDemo(context.Background(), db, workflow.Demo{Seed: 2, Now: time.Now()}, nil)
	if domain.CodeOf(err) != domain.CodeWrongState {
		t.Fatalf("got %v, want %s", err, domain.CodeWrongState)
	}
}

func TestLoadDemo_FillsEveryTable(t *testing.T) {
	t.Parallel()
	db := loaded(t, 600)
	for _, table := range []string{
		"entity", "person", "role", "role_grant", "duty_rule", "policy", "policy_version", "supplier", "exchange_rate",
		"cost_center", "account", "period", "budget", "purchase_order", "po_line", "receipt", "key_counter", "file", "invoice",
		"invoice_line", "invoice_detail", "intake", "check_report", "approval_route", "task", "inbox", "duty_use", "decision",
		"posting", "posting_attempt", "event",
	} {
		var n int
		if err := db.Pool().QueryRow(context.Background(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			t.Errorf("%s is empty", table)
		}
		t.Logf("%s: %d", table, n)
	}
}

func TestLoadDemo_HistoryKeepsEveryRuleOfTheSweeps(t *testing.T) {
	t.Parallel()
	results, err := loaded(t, 1500).Sweep(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Broken > 0 || r.Checked == 0 {
			t.Errorf("%s: %d of %d break it: %v", r.Rule, r.Broken, r.Checked, r.Violations)
		}
	}
}
