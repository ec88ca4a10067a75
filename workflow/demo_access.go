package workflow

import (
	"time"

	"countersign/domain"
)

// The people who change access in the demo group: one asks, two may agree.
const (
	demoAsker   = "tilman.ruschke"
	demoControl = "dagmar.wesseling"
	demoHead    = "beatrix.amsholt"
)

// accessHistory is half a year of changes of access, oldest first: a role that was changed and changed back, cover that
// ended by itself, what was turned down and what was taken back, a conflict that was accepted for a while, a machine.
func (d *demoControls) accessHistory(end time.Time) {
	at := func(days int) time.Time { return end.AddDate(0, 0, -days).Truncate(24 * time.Hour).Add(9 * time.Hour) }
	poster := []domain.Action{domain.ViewInvoice, domain.PostInvoice}
	d.now = at(170)
	d.agreed(demoControl, d.saved("ap_poster", "AP poster", "Sends approved invoices to the ledger, and answers what it refuses.",
		"Holds of the ledger are to be released by who posts.", append(poster, domain.ReleaseHold)...))
	d.now = at(160)
	until := at(125)
	d.agreed(demoHead, d.asked(domain.GrantInput{UserID: d.user("jonas.wiebelt"), Role: "ap_clerk", EntityIds: entityIDs(2), ValidTo: &until},
		"Covers for a clerk in Dortmund on parental leave."))
	d.now = at(142)
	d.refused(demoControl, d.asked(domain.GrantInput{UserID: d.user("ulrike.hagenau"), Role: "ap_clerk", EntityIds: entityIDs(2)},
		"Wants to enter the bills of her department herself."), "She approves the same invoices. Her department's clerk enters them.")
	d.now = at(133)
	d.withdrew(d.asked(domain.GrantInput{UserID: d.user("noor.veldmans"), Role: "admin", EntityIds: entityIDs(0)}, "For the test of the interface."))
	d.now = at(121)
	d.agreed(demoControl, d.saved("ap_poster", "AP poster", "Sends approved invoices to the ledger, and answers what it refuses.",
		"Internal audit: who posts does not release what holds a posting back.", poster...))
	d.now = at(118)
	d.agreed(demoHead, d.saved("supplier_desk", "Supplier desk", "Keeps names, addresses and terms of suppliers, but no bank details.",
		"A site may keep its local suppliers during the move to the new master.", domain.ViewInvoice, domain.EditSupplier))
	d.acceptedFor("sandra.oberholz", at(115), at(70))
	d.now = at(81)
	d.agreed(demoHead, d.saved("scan_desk", "Scan desk", "Hands in what a machine has read from paper.", "The scan centre takes up its work.",
		domain.ViewInvoice, domain.EnterInvoice))
	d.now = at(80)
	d.agreed(demoControl, d.machine(end))
	d.now = at(75)
	audit := d.asked(domain.GrantInput{UserID: d.user("noor.veldmans"), Role: "auditor", EntityIds: entityIDs(0, 1, 2)}, "Prepares the interface for the external auditors.")
	d.agreed(demoHead, audit)
	d.now = at(58)
	d.revoked(demoControl, audit, "The external auditors have accounts of their own.")
	d.now = at(57)
	d.delegated("camille.rochebrune", "thibault.marcenay", 3, at(56), at(46), "Summer holidays.")
}

// acceptedFor lets a clerk keep suppliers of her site for a while, under a control.
func (d *demoControls) acceptedFor(local string, from, until time.Time) {
	d.now = from
	d.agreed(demoControl, d.ask(func() (*AccessChanged, error) {
		return d.MitigateConflict(d.as(demoAsker), domain.MitigateInput{
			Rule: "SOD-004", UserID: d.user(local), OwnerID: d.user("nadja.caflischer"), Until: until, IdempotencyKey: d.key(),
			Control: "The controller of the site compares each new supplier with its extract from the commercial register.",
			Reason:  "One clerk does both until the move to the new master is over.",
		})
	}))
	d.later(24 * time.Hour)
	d.agreed(demoHead, d.asked(domain.GrantInput{UserID: d.user(local), Role: "supplier_desk", EntityIds: entityIDs(5), ValidTo: &until},
		"Keeps local suppliers during the move to the new master."))
}

// machine is the scanner's account: it enters what it reads, and nothing else.
func (d *demoControls) machine(end time.Time) *domain.ID {
	return d.ask(func() (*AccessChanged, error) {
		return d.SaveServiceAccount(d.as(demoAsker), domain.SaveServiceAccountInput{
			Name: "invoice-scanner", OwnerID: d.user("noor.veldmans"), Until: end.AddDate(0, 9, 0), Role: "scan_desk", EntityIds: entityIDs(1, 2, 3),
			Reason: "The scan centre hands in what it reads.", IdempotencyKey: d.key(),
		})
	})
}

// standIn is a delegation that is in force, of that owner of a cost centre in Dortmund for whom most waits.
func (d *demoControls) standIn(at, end time.Time) {
	from, to, most := "ulrike.hagenau", "soeren.plagge", 0
	for _, local := range []string{"ulrike.hagenau", "soeren.plagge", "birgit.wuelfing", "henrik.steinkamp"} {
		page := try(d, func() (*domain.Page[*domain.Task], error) {
			page, err := d.Inbox(d.as(local), domain.TaskFilter{Kind: []domain.TaskKind{domain.TaskApprove}}, List{Page: domain.PageRequest{First: domain.MaxPage}})
			return &page, err
		})
		if n := len(page.Items); n > most {
			from, most = local, n
		}
	}
	if from == to {
		to = "ulrike.hagenau"
	}
	d.now = at
	d.delegated(from, to, 2, at, end.AddDate(0, 0, 8), "On leave until the end of next week.")
	d.away, d.in = from, to
}

// decidedFor is what was decided under it today.
func (d *demoControls) decidedFor(at time.Time) {
	d.now = at
	page := try(d, func() (*domain.Page[*domain.Task], error) {
		page, err := d.Inbox(d.as(d.in), domain.TaskFilter{Kind: []domain.TaskKind{domain.TaskApprove}}, List{Page: domain.PageRequest{First: domain.MaxPage}})
		return &page, err
	})
	of := d.user(d.away)
	for decided, i := 0, 0; i < len(page.Items) && decided < 2; i++ {
		task := page.Items[i]
		actor, _ := domain.ActorFrom(d.as(d.in))
		if d.guise(actor, task).OnBehalf.ID != of.UUID || !task.CreatedAt.Before(at) {
			continue
		}
		decided++
		d.do(func() error {
			_, err := d.DecideTask(d.as(d.in), domain.DecideTaskInput{
				ID: task.ID, Version: task.Version, Outcome: domain.DecideApprove, OnBehalfOfID: &of, IdempotencyKey: d.key(),
			})
			return err
		})
		d.later(4 * time.Minute)
	}
}

// openRequests wait for a decision: one that could be agreed to, and one that a segregation rule stops.
func (d *demoControls) openRequests(at time.Time) {
	d.now = at
	d.asked(domain.GrantInput{UserID: d.user("jonas.wiebelt"), Role: "ap_clerk", EntityIds: entityIDs(3)}, "Helps the French clerks over the turn of the year.")
	d.later(11 * time.Minute)
	d.asked(domain.GrantInput{UserID: d.user("owen.pritchley"), Role: "ap_approver", EntityIds: entityIDs(4), Limit: &domain.MoneyInput{
		Amount: domain.MustDecimal("5000"), Currency: "EUR",
	}}, "Deputises for the purchase ledger manager.")
}

// entityIDs are legal entities by number; 0 is the group itself.
func entityIDs(numbers ...domain.EntityID) []domain.ID {
	ids := make([]domain.ID, len(numbers))
	for i, n := range numbers {
		ids[i] = domain.EntityNode(n)
	}
	return ids
}

func (d *demoControls) user(local string) domain.ID {
	actor, err := domain.ActorFrom(d.as(local))
	if err != nil {
		return domain.ID{}
	}
	return domain.ID{Kind: domain.NodeUser, UUID: actor.ID}
}

// ask is a change of access that was asked for; the zero id once something failed.
func (d *demoControls) ask(step func() (*AccessChanged, error)) *domain.ID {
	return &try(d, step).Change
}

func (d *demoControls) asked(grant domain.GrantInput, reason string) *domain.ID {
	return d.ask(func() (*AccessChanged, error) {
		return d.GrantRole(d.as(demoAsker), domain.GrantRoleInput{Grant: grant, Reason: reason, IdempotencyKey: d.key()})
	})
}

func (d *demoControls) saved(key, name, purpose, reason string, actions ...domain.Action) *domain.ID {
	return d.ask(func() (*AccessChanged, error) {
		return d.SaveRole(d.as(demoAsker), domain.SaveRoleInput{
			Role: domain.RoleInput{Key: key, Name: name, Purpose: purpose, Actions: actions}, Reason: reason, IdempotencyKey: d.key(),
		})
	})
}

func (d *demoControls) agreed(by string, change *domain.ID) {
	d.decideChange(by, change, domain.DecideApprove, "Looked at what it gives and whom.")
}

func (d *demoControls) refused(by string, change *domain.ID, why string) {
	d.decideChange(by, change, domain.DecideReject, why)
}

func (d *demoControls) decideChange(by string, change *domain.ID, outcome domain.DecisionKind, comment string) {
	d.later(3*time.Hour + 20*time.Minute)
	d.do(func() error {
		_, err := d.DecideAccessChange(d.as(by), domain.DecideAccessChangeInput{
			ID: *change, Version: 1, Outcome: outcome, Comment: &comment, IdempotencyKey: d.key(),
		})
		return err
	})
}

func (d *demoControls) withdrew(change *domain.ID) {
	d.later(40 * time.Minute)
	reason := "A test account does as well."
	d.do(func() error {
		_, err := d.WithdrawAccessChange(d.as(demoAsker), domain.ActInput{ID: *change, Version: 1, Reason: &reason, IdempotencyKey: d.key()})
		return err
	})
}

// revoked ends what a change gave.
func (d *demoControls) revoked(by string, given *domain.ID, reason string) {
	d.agreed(by, d.ask(func() (*AccessChanged, error) {
		list, err := d.db.AccessChangesByID(d.ctx, []domain.UUID{given.UUID})
		if err != nil || len(list) != 1 {
			return nil, err
		}
		return d.RevokeGrant(d.as(demoAsker), domain.RevokeGrantInput{
			ID: domain.ID{Kind: domain.NodeGrant, UUID: list[0].Proposal.Grant.ID}, Reason: reason, IdempotencyKey: d.key(),
		})
	}))
}

func (d *demoControls) delegated(from, to string, entity domain.EntityID, begin, end time.Time, reason string) {
	d.do(func() error {
		_, err := d.Delegate(d.as(from), domain.DelegateInput{
			ToID: d.user(to), Actions: domain.Delegable(), EntityIds: entityIDs(entity), ValidFrom: &begin, ValidTo: end, Reason: reason, IdempotencyKey: d.key(),
		})
		return err
	})
}
