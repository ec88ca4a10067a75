package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
)

var loadedAt = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// books is a database with one entity, its books and one person.
func books(t *testing.T) *store.DB {
	t.Helper()
	ctx := context.Background()
	test := storetest.New(t)
	for _, statement := range []string{
		`INSERT INTO entity (number, code, name, country, base, time_zone) VALUES (1, 'DE01', 'Works', 'DE', 'EUR', 'Europe/Berlin')`,
		`INSERT INTO person (id, name, email, home) VALUES ('00000000-0000-8000-8000-000000000001', 'Sören Plagge', 'soeren.plagge@kaldervik.example', 1)`,
	} {
		if _, err := test.Pool.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(ctx, store.Options{URL: test.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// change runs one load in a transaction of its own.
func change(db *store.DB, load func(context.Context, *store.Tx) (int, error)) (changed int, err error) {
	ctx := context.Background()
	err = db.InTx(ctx, func(tx *store.Tx) (err error) {
		changed, err = load(ctx, tx)
		return err
	})
	return changed, err
}

// Loads of each kind, to be handed to change.
type loading = func(context.Context, *store.Tx) (int, error)

// counted is how many rows a load changed.
func counted(l store.Loaded, err error) (int, error) { return l.Changed, err }

func entities(rows ...domain.EntityRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return tx.UpsertEntities(ctx, rows) }
}

func centers(rows ...domain.CostCenterRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return tx.UpsertCostCenters(ctx, rows) }
}

func accounts(rows ...domain.AccountRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return tx.UpsertAccounts(ctx, rows) }
}

func suppliers(rows ...domain.Supplier) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) {
		return counted(tx.UpsertSuppliers(ctx, rows, loadedAt))
	}
}

func orders(rows ...domain.OrderRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return counted(tx.UpsertOrders(ctx, rows)) }
}

func receipts(rows ...domain.ReceiptRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return counted(tx.UpsertReceipts(ctx, rows)) }
}

func budgets(rows ...domain.BudgetRow) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return tx.UpsertBudgets(ctx, rows, loadedAt) }
}

func rates(rows ...domain.Rate) loading {
	return func(ctx context.Context, tx *store.Tx) (int, error) { return tx.UpsertRates(ctx, rows) }
}

func mustLoad(t *testing.T, db *store.DB, load loading) int {
	t.Helper()
	changed, err := change(db, load)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// Rows that fit each other.
var (
	works  = domain.EntityRow{Row: 2, Entity: domain.Entity{Code: "FR01", Name: "Usine", Country: "FR", Base: "EUR", TimeZone: "Europe/Paris", TaxIDs: []string{"FR1", "FR2"}, Workdays: []int{1, 2, 3, 4}}, Parent: "DE01"}
	center = domain.CostCenterRow{Row: 2, Entity: "DE01", Code: "4100", Name: "Maintenance", Owner: "soeren.plagge@kaldervik.example"}
	ledger = domain.AccountRow{Row: 2, Entity: "DE01", Code: "5000", Name: "Raw material", Kind: "PROFIT_LOSS"}
	seller = domain.Supplier{Number: "S-1", Name: "Tölke & Söhne", Country: "DE", TaxIDs: []string{"DE999000100"}, Status: "ACTIVE", Risk: "LOW",
		PaymentTermDays: 14, BankAccounts: []domain.BankDetail{{Account: "DE83990000000000000000", Masked: "DE•• •••• 0000", Country: "DE"}}}
	order = domain.OrderRow{Row: 2, Entity: "DE01", Number: "45", Supplier: "S-1", OrderedOn: domain.NewDate(2026, 10, 5), Currency: "EUR",
		Lines: []domain.PoLine{
			{Number: 1, Text: "Rundstahl", Quantity: domain.MustDecimal("1500"), Unit: "KGM", Price: domain.MustDecimal("1.85"), CostCenter: "4100", Account: "5000"},
			{Number: 2, Text: "Fracht", Quantity: domain.MustDecimal("1"), Unit: "C62", Price: domain.MustDecimal("120")},
		}}
	arrival = domain.ReceiptRow{Row: 2, Entity: "DE01", Order: "45", Line: 1, On: domain.NewDate(2026, 10, 19), Quantity: domain.MustDecimal("1000"), Reference: "LS-1"}
	plan    = domain.BudgetRow{Row: 2, Entity: "DE01", CostCenter: "4100", Year: 2027, Amount: domain.MustDecimal("250000")}
	dollar  = domain.Rate{From: "USD", To: "EUR", On: domain.NewDate(2026, 11, 20), Rate: domain.MustDecimal("0.9214"), Source: "central bank"}
)

func number(t *testing.T, db *store.DB, query string) (n int64) {
	t.Helper()
	if err := db.Pool().QueryRow(context.Background(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestUpsert_LoadingTheSameRowsTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	db := books(t)
	for _, step := range []struct {
		name  string
		load  loading
		want  int
		moves store.Version
	}{
		{"entities", entities(works), 1, store.Version{Authz: 1, Directory: 1}},
		{"cost centres", centers(center), 1, store.Version{Directory: 1}},
		{"accounts", accounts(ledger), 1, store.Version{Directory: 1}},
		{"suppliers", suppliers(seller), 1, store.Version{}},
		{"orders", orders(order), 3, store.Version{}},
		{"receipts", receipts(arrival), 1, store.Version{}},
		{"budgets", budgets(plan), 1, store.Version{}},
		{"rates", rates(dollar), 1, store.Version{}},
	} {
		before, err := db.Version(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if got := mustLoad(t, db, step.load); got != step.want {
			t.Errorf("%s: the first load changed %d rows, want %d", step.name, got, step.want)
		}
		if got := mustLoad(t, db, step.load); got != 0 {
			t.Errorf("%s: the second load changed %d rows", step.name, got)
		}
		after, err := db.Version(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if after.Authz-before.Authz != step.moves.Authz || after.Directory-before.Directory != step.moves.Directory {
			t.Errorf("%s: the versions moved from %+v to %+v", step.name, before, after)
		}
	}
}

func TestUpsertEntities_KnowsParentsOfTheFileAndRefusesRings(t *testing.T) {
	t.Parallel()
	db := books(t)
	entity := func(code, parent string, base domain.Currency) domain.EntityRow {
		return domain.EntityRow{Row: 2, Parent: parent, Entity: domain.Entity{Code: code, Name: code, Country: "DE", Base: base, TimeZone: "Europe/Berlin", TaxIDs: []string{}, Workdays: []int{1}}}
	}
	if got := mustLoad(t, db, entities(entity("FR01", "HQ00", "EUR"), entity("HQ00", "", "EUR"))); got != 2 {
		t.Errorf("%d changed", got)
	}
	if got := number(t, db, `SELECT count(*) FROM entity WHERE code = 'FR01' AND parent = (SELECT number FROM entity WHERE code = 'HQ00')`); got != 1 {
		t.Error("the parent is not kept")
	}
	for want, row := range map[string]domain.EntityRow{
		"parent":                 entity("HQ00", "FR01", "EUR"),
		"row 2, column parent":   entity("XX01", "NONE", "EUR"),
		"row 2, column currency": entity("DE01", "HQ00", "USD"),
	} {
		_, err := change(db, entities(row))
		if got := fieldsOf(t, err); !slices.Equal(got, []string{want}) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := number(t, db, `SELECT count(*) FROM entity`); got != 3 {
		t.Errorf("%d entities are there after refusals", got)
	}
}

func TestUpsertSuppliers_KeepsWhatWasConfirmedAndCountsVersions(t *testing.T) {
	t.Parallel()
	db := books(t)
	ctx := context.Background()
	mustLoad(t, db, suppliers(seller))
	if _, err := db.Pool().Exec(ctx, `UPDATE supplier SET bank_accounts = jsonb_set(bank_accounts, '{0,VerifiedAt}', '"2026-01-05T10:00:00Z"')`); err != nil {
		t.Fatal(err)
	}
	confirmed := time.Now()
	more := seller
	more.BankAccounts = append(slices.Clone(seller.BankAccounts), domain.BankDetail{Account: "00112233", Masked: "•••• 2233", Country: "DE", VerifiedAt: &confirmed})
	if got := mustLoad(t, db, suppliers(more)); got != 1 {
		t.Errorf("%d changed", got)
	}
	found, err := db.SuppliersByID(ctx, []domain.UUID{domain.UUIDOf("supplier", "S-1")})
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	kept := found[0].BankAccounts
	if len(kept) != 2 || kept[0].VerifiedAt == nil || kept[1].VerifiedAt != nil || found[0].Version != 2 {
		t.Errorf("%+v", found[0])
	}
}

func TestUpsertOrders_LeavesWhatArrivedAndWasBilled(t *testing.T) {
	t.Parallel()
	db := books(t)
	other := seller
	other.Number = "S-2"
	second := arrival
	second.Quantity, second.Reference = domain.MustDecimal("500"), "LS-2"
	for _, load := range []loading{centers(center), accounts(ledger), suppliers(seller, other), orders(order), receipts(arrival, second)} {
		mustLoad(t, db, load)
	}
	if _, err := db.Pool().Exec(context.Background(), `UPDATE po_line SET invoiced = 5 WHERE number = 1`); err != nil {
		t.Fatal(err)
	}
	larger := order
	larger.Lines = slices.Clone(order.Lines[:1])
	larger.Lines[0].Quantity = domain.MustDecimal("1600")
	if got := mustLoad(t, db, orders(larger)); got != 1 {
		t.Errorf("%d changed", got)
	}
	if got := number(t, db, `SELECT count(*) FROM po_line WHERE number = 2 OR (received = 1500 AND invoiced = 5 AND quantity = 1600)`); got != 2 {
		t.Error("the lines are not as they should be")
	}
	larger.Supplier = "S-2"
	_, err := change(db, orders(larger))
	if got := fieldsOf(t, err); !slices.Equal(got, []string{"row 2, column supplier"}) {
		t.Errorf("got %q", got)
	}
}

func TestUpsert_NamesEveryRowThatPointsNowhere(t *testing.T) {
	t.Parallel()
	db := books(t)
	lost, stranger := center, center
	lost.Entity, stranger.Owner, stranger.Row = "XX01", "nobody@kaldervik.example", 3
	elsewhere, fine := ledger, plan
	elsewhere.Entity = "XX01"
	fine.Amount = domain.MustDecimal("1.005")
	for _, c := range []struct {
		load loading
		want []string
	}{
		{centers(lost, stranger), []string{"row 2, column entity", "row 3, column owner"}},
		{accounts(elsewhere), []string{"row 2, column entity"}},
		{budgets(fine), []string{"row 2, column cost_center", "row 2, column amount"}},
		{orders(order), []string{"row 2, column supplier", "row 2, column cost_center", "row 2, column account"}},
		{receipts(arrival), []string{"row 2, column line"}},
	} {
		_, err := change(db, c.load)
		if got := fieldsOf(t, err); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// fieldsOf are the fields of a refusal's violations.
func fieldsOf(t *testing.T, err error) []string {
	t.Helper()
	var refusal *domain.Error
	if !errors.As(err, &refusal) || refusal.Code != domain.CodeInvalid {
		t.Fatalf("got %v, want a refusal", err)
	}
	list, _ := refusal.Details["violations"].([]domain.Violation)
	var fields []string
	for _, v := range list {
		fields = append(fields, v.Field)
	}
	return fields
}
