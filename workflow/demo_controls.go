package workflow

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"countersign/domain"
	"countersign/store"
)

// demoControls lets the demo group live through its last half year as far as controls go, by the very commands that people
// have, under a clock that is set back: changes of access, a deputy, an access review that closed and one that is open, one
// use of emergency access that was reviewed and one in which nothing was done.
type demoControls struct {
	*Service
	ctx   context.Context
	now   time.Time // of the clock that is set back
	away  string    // who delegated, and to whom
	in    string
	keys  int
	fault error // the first; what follows it does nothing
}

// loadControls tells it, so that the last of it happened two hours before the history ends.
func loadControls(ctx context.Context, db *store.DB, demo Demo) error {
	d := &demoControls{ctx: ctx, now: demo.Now.UTC().Truncate(time.Second)}
	service, err := New(ctx, Options{DB: db, LedgerName: demo.Ledger, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return d.now }})
	if err != nil {
		return err
	}
	d.Service = service
	end, past := d.now, demo.Invoices > 0 // a group without a past has the rights that it was set up with
	if past {
		d.accessHistory(end)
	}
	d.closedReview(end.AddDate(0, 0, -50))
	if past {
		d.governed(end.AddDate(0, 0, -40))
	}
	d.reviewedEmergency(end.AddDate(0, 0, -30))
	if past {
		d.standIn(end.AddDate(0, 0, -6), end)
	}
	d.openReviewOf(end.AddDate(0, 0, -3))
	d.emptyEmergency(end.AddDate(0, 0, -1))
	if past {
		d.decidedFor(end.Add(-3 * time.Hour))
		d.openRequests(end.Add(-2 * time.Hour))
		d.closed(end, demo.Seed)
		d.reconciled(end, demo.Seed)
		d.advised(end.Add(-70 * time.Minute))
	}
	if d.fault != nil {
		return fmt.Errorf("tell the controls of the demo group: %w", d.fault)
	}
	return nil
}

// closedReview is of who is on call: two were kept, one was taken away, and one was never answered.
func (d *demoControls) closedReview(at time.Time) {
	d.now = at
	review := try(d, func() (*ReviewDone, error) {
		return d.StartAccessReview(d.as("dagmar.wesseling"), domain.StartReviewInput{
			Name: "Standby duty", DueAt: at.AddDate(0, 0, 14), Roles: []string{"on_call"}, IdempotencyKey: d.key(),
		})
	})
	d.later(26 * time.Hour)
	d.decide(review, "ruben.kaltenfeld", domain.ReviewKeep, "On the rota until the end of the year.")
	d.later(19 * time.Hour)
	d.decide(review, "astrid.lindqvarn", domain.ReviewRevoke, "Leads the department and takes no standby duty any more.")
	d.now = at.AddDate(0, 0, 14)
	for range 4 { // what nobody answered is revoked, then looked at again, then kept as evidence
		d.later(time.Minute)
		d.tend()
	}
}

// openReviewOf is of who posts, keeps master data and writes policies; one reviewer has answered.
func (d *demoControls) openReviewOf(at time.Time) {
	d.now = at
	review := try(d, func() (*ReviewDone, error) {
		return d.StartAccessReview(d.as("dagmar.wesseling"), domain.StartReviewInput{
			Name: "Treasury, master data and policies", DueAt: at.AddDate(0, 0, 60), IdempotencyKey: d.key(),
			Roles: []string{"ap_poster", "master_data", "policy_editor", "policy_publisher"},
		})
	})
	d.later(5 * time.Hour)
	d.decide(review, "matthias.ohlendiek", domain.ReviewKeep, "Works in treasury.")
}

// reviewedEmergency was approved, used to look at bank accounts, and found justified.
func (d *demoControls) reviewedEmergency(at time.Time) {
	d.now = at
	asked := try(d, func() (*EmergencyDone, error) {
		return d.UseOverride(d.as("noor.veldmans"), domain.UseOverrideInput{
			Bundle: "posting_recovery", Ticket: "INC-20417", Minutes: 60, IdempotencyKey: d.key(),
			Reason: "The ledger rejects payees since the update; their accounts must be compared before the payment run.",
		})
	})
	d.later(4 * time.Minute)
	comment := "Agreed on the phone, for the comparison alone."
	d.do(func() error {
		_, err := d.DecideEmergency(d.as("dagmar.wesseling"), domain.DecideEmergencyInput{
			ID: asked.Session, Version: 1, Outcome: domain.DecideApprove, Comment: &comment, IdempotencyKey: d.key(),
		})
		return err
	})
	d.later(9 * time.Minute)
	d.do(func() error {
		page, err := d.Suppliers(d.as("noor.veldmans"), domain.SupplierFilter{}, List{Page: domain.PageRequest{First: 2}})
		for _, supplier := range page.Items {
			if err == nil {
				_, err = d.BankAccounts(d.as("noor.veldmans"), supplier)
			}
		}
		return err
	})
	d.later(22 * time.Minute)
	d.do(func() error {
		_, err := d.EndEmergency(d.as("noor.veldmans"), domain.ActInput{ID: asked.Session, Version: 2, IdempotencyKey: d.key()})
		return err
	})
	d.later(20 * time.Hour)
	d.do(func() error {
		page, err := d.Cases(d.as("dagmar.wesseling"), domain.CaseFilter{Category: []string{domain.CaseEmergency}}, List{Page: domain.PageRequest{First: 1}}, false)
		if err != nil || len(page.Items) == 0 {
			return fmt.Errorf("no review is open: %w", err)
		}
		_, err = d.ResolveCase(d.as("dagmar.wesseling"), domain.ResolveCaseInput{
			ID: page.Items[0].ID, Version: page.Items[0].Version, Code: "JUSTIFIED", IdempotencyKey: d.key(),
			Note: "Two accounts were compared, as the ticket says. Nothing was posted.",
		})
		return err
	})
}

// emptyEmergency was in force at once and never used; its review is open.
func (d *demoControls) emptyEmergency(at time.Time) {
	d.now = at
	d.do(func() error {
		_, err := d.UseOverride(d.as("tilman.ruschke"), domain.UseOverrideInput{
			Bundle: "invoice_desk", Ticket: "INC-20931", Minutes: 30, IdempotencyKey: d.key(),
			Reason: "A supplier stops deliveries unless its invoice is entered tonight.",
		})
		return err
	})
	d.later(31 * time.Minute)
	d.tend()
}

// decide answers every line of a campaign that is asked of a person.
func (d *demoControls) decide(review *ReviewDone, local string, decision domain.ReviewDecision, reason string) {
	d.do(func() error {
		yes := true
		page, err := d.ReviewItems(d.as(local), &domain.AccessReview{ID: review.Review}, domain.ReviewItemFilter{Mine: &yes}, List{Page: domain.PageRequest{First: domain.MaxPage}})
		if err != nil {
			return err
		}
		in := domain.DecideReviewInput{IdempotencyKey: d.key()}
		for _, item := range page.Items {
			in.Items = append(in.Items, &domain.ReviewAnswerInput{ID: item.ID, Version: item.Version, Decision: decision, Reason: &reason})
		}
		rows, err := d.DecideReviewItems(d.as(local), in)
		for _, row := range rows {
			if row.Refusal != nil && err == nil {
				err = row.Refusal
			}
		}
		return err
	})
}

// do does one step, unless one failed before.
func (d *demoControls) do(step func() error) {
	if d.fault == nil {
		d.fault = step()
	}
}

// try does one step that answers something; the answer is never nil.
func try[T any](d *demoControls, step func() (*T, error)) *T {
	var done *T
	d.do(func() (err error) {
		done, err = step()
		return err
	})
	if done == nil {
		done = new(T)
	}
	return done
}

func (d *demoControls) tend() { d.do(func() error { return d.TendControls(d.ctx) }) }

func (d *demoControls) later(by time.Duration) { d.now = d.now.Add(by) }

func (d *demoControls) key() string {
	d.keys++
	return fmt.Sprintf("demo-controls-%d", d.keys)
}

// as is a person of the demo group, by the local part of their address.
func (d *demoControls) as(local string) context.Context {
	person, err := d.PersonByEmail(d.ctx, local+"@kaldervik.example")
	if err != nil {
		d.do(func() error { return err })
		return d.ctx
	}
	actor := domain.Actor{Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, RequestID: fmt.Sprintf("past:controls-%d", d.keys)}
	return domain.WithActor(d.ctx, actor)
}
