package workflow

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// demoAccount is one reconciled account of the demo group and what its weeks are like.
type demoAccount struct {
	entity   domain.EntityID
	name     string
	number   string
	currency domain.Currency
	days     int // of statements
	perDay   int // payments
	opening  int64
	risk     domain.Risk
	flawed   bool // fees, batches, a duplicate, items in transit and movements that nobody knows
	missing  int  // the statement of this day, counted back from the last, never came; 0 misses none
}

// demoAccounts are the accounts: one that is full of work, one with a missing statement, one that ties.
var demoAccounts = []demoAccount{
	{entity: 2, name: "Main account Dortmund", number: "DE07990000004711081500", currency: "EUR", days: 20, perDay: 9, opening: 1_284_310_55, risk: domain.RiskHigh, flawed: true},
	{entity: 1, name: "Treasury account Hamburg", number: "DE58990000000815004711", currency: "EUR", days: 9, perDay: 3, opening: 8_402_117_90, risk: domain.RiskCritical, missing: 3},
	{entity: 9, name: "Operating account Milwaukee", number: "990044187302", currency: "USD", days: 5, perDay: 4, opening: 611_902_14, risk: domain.RiskMedium},
}

// demoPayers are who is on the other side.
var demoPayers = []string{
	"Tölke & Söhne Stahlhandel GmbH", "Brückner Anlagenbau KG", "Voss Fördertechnik GmbH", "Ateliers Marquenoy SAS", "Hallström Kraft AB",
	"Northgate Conveyors Ltd", "Gerlach Windkraft GmbH", "Officine Bartolacci Srl", "Zahradník Strojírny s.r.o.", "Kilvern Marine Inc.",
}

// demoItem is an item of the ledger.
type demoItem struct {
	day   domain.Date
	minor int64
	ref   string
	party string
	text  string
}

// demoTelling is the weeks of one account while they are made up.
type demoTelling struct {
	*demoAccount
	dice    *rand.Rand
	items   []demoItem
	last    domain.Date // of the days
	ref     int
	balance int64
}

// reconciled lets accounts be set up and weeks of statements and items come in, each on its day.
func (d *demoControls) reconciled(end time.Time, seed int64) {
	for i := range demoAccounts {
		a := &demoAccounts[i]
		days := d.workdays(a.entity, domain.DateOf(end), a.days)
		d.now = days[0].Time().Add(6 * time.Hour)
		account := d.addDemoAccount(a)
		t := &demoTelling{demoAccount: a, dice: rand.New(rand.NewPCG(uint64(seed), uint64(i))), ref: 20_700 + 1000*i, balance: a.opening, last: days[len(days)-1]}
		for n, day := range days {
			opening := t.balance
			entries := t.day(day, n == len(days)-1)
			if a.missing > 0 && n == len(days)-1-a.missing {
				continue
			}
			d.now = day.AddDays(1).Time().Add(6*time.Hour + 12*time.Minute)
			if d.now.After(end) {
				d.now = end
			}
			before, after := domain.NewMoney(opening, a.currency).Amount(), domain.NewMoney(t.balance, a.currency).Amount()
			d.bringStatement(a.entity, domain.BankStatement{
				Account: a.number, Currency: a.currency, Number: strconv.Itoa(n + 1), From: day, To: day, Opening: &before, Closing: &after,
			}, entries)
		}
		d.bringItems(account, t.items)
	}
	d.now = end
}

// workdays are the last n working days of an entity before a day, oldest first.
func (d *demoControls) workdays(entity domain.EntityID, before domain.Date, n int) []domain.Date {
	e := d.directory.Load().entities[entity]
	var days []domain.Date
	for day := before.AddDays(-1); len(days) < n; day = day.AddDays(-1) {
		if e.Calendar().WorksOn(day, holidaysIn(e.Country)) {
			days = append(days, day)
		}
	}
	slices.Reverse(days)
	return days
}

func (d *demoControls) addDemoAccount(a *demoAccount) domain.ID {
	entity, kind := domain.EntityNode(a.entity), "BANK"
	ledger := d.directory.Load().accountOfKind(a.entity, "BANK")
	preparer, reviewer := d.personNode("greta.sundermoor"), d.personNode("oskar.fenwald")
	done := try(d, func() (*ReconAccountDone, error) {
		return d.SaveReconAccount(d.as("saskia.norholt"), domain.SaveReconAccountInput{
			EntityID: &entity, AccountID: &ledger.ID, Name: &a.name, Kind: &kind, Currency: &a.currency, BankAccount: &a.number, Risk: &a.risk,
			PreparerID: &preparer, ReviewerID: &reviewer, IdempotencyKey: d.key(),
		})
	})
	if done == nil {
		return domain.ID{}
	}
	return done.Account
}

func (d *demoControls) personNode(local string) domain.ID {
	p := try(d, func() (*domain.User, error) { return d.PersonByEmail(d.ctx, local+"@kaldervik.example") })
	if p == nil {
		return domain.ID{}
	}
	return p.ID
}

// day makes up one day: what the ledger has and what the bank books.
func (t *demoTelling) day(day domain.Date, last bool) []domain.BankEntry {
	var entries []domain.BankEntry
	book := func(minor int64, ref, party, text, code string) {
		t.balance += minor
		entries = append(entries, domain.BankEntry{
			Booked: day, Value: day, Amount: domain.NewMoney(minor, t.currency).Amount(), Currency: t.currency, EndToEndID: ref, Counterparty: party, Text: text, Code: code,
		})
	}
	for n := range t.perDay {
		item := t.item(day)
		t.items = append(t.items, item)
		switch {
		case last && n%3 == 0: // in transit: the bank books it tomorrow
		case t.flawed && n == 1 && t.dice.IntN(3) == 0: // the bank kept a fee back
			book(item.minor-t.fee(), item.ref, item.party, "Invoice "+item.ref, "PMNT/RCDT/XBCT")
		case t.flawed && n == 2 && t.dice.IntN(4) == 0: // the reference was mistyped
			book(item.minor, "", item.party, "Rechn. "+item.ref[:len(item.ref)-2]+item.ref[len(item.ref)-1:]+item.ref[len(item.ref)-2:len(item.ref)-1], "PMNT/RCDT/ESCT")
		default:
			book(item.minor, item.ref, item.party, "Invoice "+item.ref, "PMNT/RCDT/ESCT")
		}
	}
	if !t.flawed {
		return entries
	}
	t.batch(day, book)
	t.charge(day, book)
	if t.dice.IntN(5) == 0 {
		book(-t.fee(), "", "", "Account maintenance", "ACMT/MDOP/FEES")
	}
	if t.dice.IntN(6) == 0 {
		book(int64(500_00+t.dice.IntN(900_000)), "", "Unknown remitter", "Payment", "PMNT/RCDT/ESCT")
	}
	if t.dice.IntN(7) == 0 { // booked twice in the ledger
		t.items = append(t.items, t.items[len(t.items)-1])
	}
	return entries
}

// item is one payment that the ledger has; suppliers are paid, customers pay.
func (t *demoTelling) item(day domain.Date) demoItem {
	t.ref++
	minor := int64(80_00 + t.dice.IntN(4_500_000))
	if t.dice.IntN(5) < 2 {
		minor = -minor
	}
	party := demoPayers[t.dice.IntN(len(demoPayers))]
	return demoItem{day: day, minor: minor, ref: "RE-" + strconv.Itoa(t.ref), party: party, text: "Invoice RE-" + strconv.Itoa(t.ref)}
}

func (t *demoTelling) fee() int64 { return int64(250 + 50*t.dice.IntN(60)) }

// charge is what cards cost: nothing but the amount ties the bank's line to that of the ledger, which has words of its own. Fuel is booked days later, near
// enough to be suggested. Terminals are accrued weeks before, too far for the standard rules: the cluster of these lines proposes one for them.
func (t *demoTelling) charge(day domain.Date, book func(minor int64, ref, party, text, code string)) {
	minor, text, accrued := -int64(1_900+113*day.Day()), "Kartenterminal Entgelt", demoItem{day: day.AddDays(-23), text: "Terminal charges"}
	if day.Day()%4 == 0 {
		minor, text, accrued = -int64(6_300+217*day.Day()), "Tankkarten Abrechnung", demoItem{day: day.AddDays(2), text: "Fuel for the vans"}
	}
	book(minor, "", "", text+day.Time().Format(" 02.01."), "CCRD/OTHR/CHRG")
	if accrued.minor, accrued.text = minor, fmt.Sprintf("%s %d", accrued.text, day.Day()); !t.last.Before(accrued.day) {
		t.items = append(t.items, accrued)
	}
}

// batch is a payment run: several items of the ledger that the bank books as one sum.
func (t *demoTelling) batch(day domain.Date, book func(minor int64, ref, party, text, code string)) {
	if t.dice.IntN(3) > 0 {
		return
	}
	var sum int64
	run := fmt.Sprintf("RUN-%s", day)
	for range 3 + t.dice.IntN(3) {
		item := t.item(day)
		item.minor = -max(item.minor, -item.minor)
		item.text += ", payment run " + run
		sum += item.minor
		t.items = append(t.items, item)
	}
	book(sum, run, "", "Payment run "+run, "PMNT/ICDT/ESCT")
}

// bringStatement writes a statement as the bank would and has it read.
func (d *demoControls) bringStatement(entity domain.EntityID, s domain.BankStatement, entries []domain.BankEntry) {
	var file bytes.Buffer
	d.do(func() error { return connect.WriteStatement(&file, s, slices.Values(entries)) })
	d.do(func() error {
		in, err := d.ReceiveFile(d.as("greta.sundermoor"), ReceiveFile{
			Entity: entity, Name: fmt.Sprintf("camt053-%s-%s.xml", s.Account[len(s.Account)-4:], s.To), Channel: "UPLOAD", Content: file.Bytes(),
		})
		if err != nil {
			return err
		}
		return d.accepted(in.ID, domain.UUID{})
	})
}

// bringItems writes the ledger's items as a file and has it read for an account.
func (d *demoControls) bringItems(account domain.ID, items []demoItem) {
	var file bytes.Buffer
	rows := csv.NewWriter(&file)
	currency := d.currencyOf(account)
	d.do(func() error {
		return rows.Write([]string{"id", "date", "amount", "currency", "reference", "counterparty", "text"})
	})
	for i, item := range items {
		d.do(func() error {
			return rows.Write([]string{strconv.Itoa(i + 1), item.day.String(), domain.NewMoney(item.minor, currency).Amount().String(), string(currency), item.ref, item.party, item.text})
		})
	}
	rows.Flush()
	ledger := domain.SourceLedger
	d.do(func() error {
		in, err := d.ReceiveFile(d.as("greta.sundermoor"), ReceiveFile{Entity: account.Entity, Name: "ledger-items.csv", Channel: "UPLOAD", Content: file.Bytes()})
		if err != nil {
			return err
		}
		job, err := d.ImportStatement(d.as("greta.sundermoor"), domain.ImportStatementInput{UploadID: in.ID, AccountID: &account, Source: &ledger, IdempotencyKey: d.key()})
		if err != nil {
			return err
		}
		return d.accepted(in.ID, job.ID.UUID)
	})
}

func (d *demoControls) currencyOf(account domain.ID) domain.Currency {
	for i := range demoAccounts {
		if demoAccounts[i].entity == account.Entity {
			return demoAccounts[i].currency
		}
	}
	return ""
}

// accepted has a file read, and says why when it was not taken in.
func (d *demoControls) accepted(id domain.ID, job domain.UUID) error {
	if err := d.ReadFile(d.ctx, domain.ReadFile{Entity: id.Entity, Intake: id.UUID, Job: job}); err != nil {
		return err
	}
	nodes, err := d.Nodes(d.as("greta.sundermoor"), []domain.ID{id}, 0)
	if err != nil {
		return err
	}
	if in, _ := nodes[0].(*domain.Intake); in == nil || in.State != domain.IntakeAccepted {
		return fmt.Errorf("a file of the demo was not taken in: %+v", nodes[0])
	}
	return nil
}
