package workflow

import (
	"math/rand/v2"
	"time"

	"countersign/domain"
)

// demoClose is an account of the Dortmund plant that moves little and is certified month by month.
type demoClose struct {
	name   string
	code   string // in the ledger
	number string
	kind   string
	risk   domain.Risk
	days   int  // by which working day it is due
	early  int  // working day on which it is certified at the earliest
	spread int  // and how many later at most
	waits  bool // nobody has signed its last period yet
}

// demoCloses are three that are mostly in time and one that is often late. That one is due so late, and waits, so that something is foretold of it
// on any day.
var demoCloses = []demoClose{
	{"Payables control Dortmund", "1600", "1600001", "SUBLEDGER", domain.RiskLow, 6, 2, 5, false},
	{"Input VAT Dortmund", "1570", "1570001", "CLEARING", domain.RiskMedium, 8, 3, 4, false},
	{"Intercompany clearing Dortmund", "1700", "1700001", "CLEARING", domain.RiskMedium, 10, 5, 7, false},
	{"Goods received, invoice pending, Dortmund", "1590", "1590001", "CLEARING", domain.RiskMedium, 24, 19, 9, true},
}

// demoCloseMonths is how many months they were certified in.
const demoCloseMonths = 9

// demoClosing is one of them while its months pass.
type demoClosing struct {
	*demoClose
	id     domain.ID
	closes map[domain.UUID]int // working day on which a period is certified
}

// closed lets months of closes pass, day by day: people certify, some of them late, and the house foretells it.
func (d *demoControls) closed(end time.Time, seed int64) {
	plant := domain.EntityNode(2)
	e := d.directory.Load().entities[plant.Entity]
	dice := rand.New(rand.NewPCG(uint64(seed), 31))
	first := domain.DateOf(end.AddDate(0, -demoCloseMonths, 0))
	d.now = first.Time().Add(6 * time.Hour)
	var accounts []*demoClosing
	for i := range demoCloses {
		accounts = append(accounts, &demoClosing{&demoCloses[i], d.addControl(plant, &demoCloses[i]), map[domain.UUID]int{}})
	}
	for day := first; day.Before(domain.DateOf(end)); day = day.AddDays(1) {
		if !e.Calendar().WorksOn(day, holidaysIn(e.Country)) {
			continue
		}
		d.now = day.Time().Add(7 * time.Hour)
		for _, a := range accounts {
			d.certifyDue(a, e, day, end, dice)
		}
		d.later(time.Hour)
		d.do(func() error { return d.ForecastCloses(d.ctx) })
	}
	d.now = end
}

func (d *demoControls) addControl(plant domain.ID, c *demoClose) domain.ID {
	ledger := d.directory.Load().accounts[place{plant.Entity, c.code}]
	preparer, reviewer, monthly := d.personNode("greta.sundermoor"), d.personNode("oskar.fenwald"), "MONTHLY"
	currency := domain.Currency("EUR")
	return try(d, func() (*ReconAccountDone, error) {
		return d.SaveReconAccount(d.as("saskia.norholt"), domain.SaveReconAccountInput{
			EntityID: &plant, AccountID: &ledger.ID, Name: &c.name, Kind: &c.kind, Currency: &currency, BankAccount: &c.number, Risk: &c.risk, Frequency: &monthly,
			Sources: []domain.ReconSource{domain.SourceSubledger, domain.SourceLedger}, CloseDays: &c.days,
			PreparerID: &preparer, ReviewerID: &reviewer, IdempotencyKey: d.key(),
		})
	}).Account
}

// certifyDue signs what is to be signed of an account on a day: who prepares it the working day before, who reviews it on the day.
func (d *demoControls) certifyDue(a *demoClosing, e *domain.Entity, day domain.Date, end time.Time, dice *rand.Rand) {
	d.do(func() error {
		nodes, err := d.Nodes(d.as("greta.sundermoor"), []domain.ID{a.id}, 0)
		if err != nil {
			return err
		}
		list, err := d.Reconciliations(d.as("greta.sundermoor"), nodes[0].(*domain.ReconAccount), 3, false)
		if err != nil {
			return err
		}
		for _, r := range list[1:] {
			if r.Period.Last.Before(domain.DateOf(r.Account.CreatedAt)) || r.State == domain.ReconciliationCertified {
				continue
			}
			if a.closes[r.PeriodID] == 0 {
				a.closes[r.PeriodID] = a.early + dice.IntN(a.spread+1)
				if err := d.bringMonth(a, r.Period); err != nil {
					return err
				}
			}
			if next := r.Period.Last.AddDays(1); a.waits && next.Year() == end.Year() && next.Month() == end.Month() {
				continue
			}
			passed := e.Calendar().WorkingDays(r.Period.Last, day, holidaysIn(e.Country))
			if err := d.signDue(r, a.closes[r.PeriodID]-passed); err != nil {
				return err
			}
		}
		return nil
	})
}

// signDue signs a period that is certified in so many working days.
func (d *demoControls) signDue(r *domain.Reconciliation, left int) error {
	sign := func(who string, role domain.SignRole) error {
		_, err := d.Certify(d.as(who), domain.CertifyInput{AccountID: r.Account.ID, PeriodID: r.Period.NodeID(), Role: role, Covers: r.Figures.DataHash, IdempotencyKey: d.key()})
		return err
	}
	if left <= 1 && r.Signed(domain.SignPreparer) == nil {
		if err := sign("greta.sundermoor", domain.SignPreparer); err != nil {
			return err
		}
	}
	if left <= 0 {
		return sign("oskar.fenwald", domain.SignReviewer)
	}
	return nil
}

// bringMonth brings the statement of a month in which nothing moved.
func (d *demoControls) bringMonth(a *demoClosing, period *domain.Period) error {
	nothing := domain.NewMoney(0, "EUR").Amount()
	d.bringStatement(a.id.Entity, domain.BankStatement{
		Account: a.number, Currency: "EUR", Number: period.Name(), From: period.First, To: period.Last, Opening: &nothing, Closing: &nothing,
	}, nil)
	return d.fault
}
