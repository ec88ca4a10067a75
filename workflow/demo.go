package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/authz"
	"countersign/connect"
	"countersign/domain"
	"countersign/store"
	"countersign/workflow/demogroup"
)

// demoBatch is how many invoices are copied in one transaction: large enough that commits cost nothing, small enough
// that memory stays small however long the history is.
const demoBatch = 500

// Demo says which demo group is loaded.
type Demo struct {
	Seed     int64
	Invoices int       // of its history, 0 to 10,000,000
	Now      time.Time // the instant at which history ends
	Ledger   string    // name of the live connection, through which what is still under way will be posted; default "ledger"
}

// LoadDemo fills an empty database with an invented group and its history. progress, if not nil, hears how many
// invoices are in.
//
// Each batch is a transaction of its own: a load that is cut short leaves a shorter history, and is not taken up again.
// Errors: WRONG_STATE when the database is not empty.
func LoadDemo(ctx context.Context, db *store.DB, demo Demo, progress func(done, total int)) error {
	empty, err := db.IsEmpty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return domain.Refuse(domain.CodeWrongState, "The database holds a group already; the demo group is loaded into an empty one only.")
	}
	group := demogroup.Generate(demogroup.Options{
		Seed: demo.Seed, Invoices: demo.Invoices, Now: demo.Now, Rules: authz.Rules(), BodyHash: connect.Digest, Ledger: demo.Ledger,
	})
	if err := db.LoadFoundation(ctx, foundationOf(group)); err != nil {
		return err
	}
	telling := group.History()
	if err := loadHistory(ctx, db, telling, demo.Invoices, progress); err != nil {
		return err
	}
	if err := telling.Err(); err != nil {
		return err
	}
	var counters []store.Counter
	for _, c := range telling.Counters() {
		counters = append(counters, store.Counter(c))
	}
	if err := db.FinishLoad(ctx, telling.Budgets(), counters, demo.Now); err != nil {
		return err
	}
	return loadControls(ctx, db, demo)
}

// loadHistory copies one batch while the next is being invented.
func loadHistory(ctx context.Context, db *store.DB, telling *demogroup.Telling, total int, progress func(done, total int)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan *store.Past, 1)
	go func() {
		defer close(batches)
		batch := &store.Past{}
		for piece := range telling.Pieces() {
			if piece.Order != nil {
				batch.Orders = append(batch.Orders, *piece.Order)
				batch.Receipts = append(batch.Receipts, piece.Receipts...)
			}
			batch.Invoices = append(batch.Invoices, piece.Invoices...)
			batch.Files = append(batch.Files, piece.Files...)
			if len(batch.Invoices) < demoBatch {
				continue
			}
			select {
			case batches <- batch:
				batch = &store.Past{}
			case <-ctx.Done():
				return
			}
		}
		select {
		case batches <- batch:
		case <-ctx.Done():
		}
	}()
	done := 0
	for batch := range batches {
		if err := db.LoadPast(ctx, batch); err != nil {
			return fmt.Errorf("load invoices after the %dth: %w", done, err)
		}
		done += len(batch.Invoices)
		if progress != nil {
			progress(done, total)
		}
	}
	return ctx.Err()
}

func foundationOf(g *demogroup.Group) *store.Foundation {
	return &store.Foundation{
		Currency: g.Currency, Entities: g.Entities, People: g.People, Roles: g.Roles, Grants: g.Grants, Rules: g.Rules, Mitigations: g.Mitigations, Bundles: g.Bundles,
		Centers: g.Centers, Accounts: g.Accounts, Suppliers: g.Suppliers, Periods: g.Periods, Rates: g.Rates,
		Policies: g.Policies,
	}
}
