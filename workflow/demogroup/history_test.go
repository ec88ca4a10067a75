package demogroup_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"sync"
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

// told is one telling that all tests look at; none changes it.
var told = sync.OnceValues(func() ([]demogroup.Piece, []domain.Budget) {
	var pieces []demogroup.Piece
	telling := demogroup.Generate(options(3000)).History()
	for piece := range telling.Pieces() {
		pieces = append(pieces, piece)
	}
	if err := telling.Err(); err != nil {
		panic(err)
	}
	return pieces, telling.Budgets()
})

// history is the invoices of the telling.
func history() []domain.History {
	pieces, _ := told()
	var all []domain.History
	for _, piece := range pieces {
		all = append(all, piece.Invoices...)
	}
	return all
}

// gate enforces as the live one does.
var gate = sync.OnceValue(func() *authz.Gate {
	g := demogroup.Generate(options(0))
	book := domain.Rulebook{
		Version: 1, Currency: g.Currency, Entities: map[domain.EntityID]string{}, Roles: g.Roles, Grants: g.Grants, Rules: g.Rules,
	}
	for _, e := range g.Entities {
		book.Entities[e.Number] = e.Code
	}
	snapshot, err := authz.NewSnapshot(book)
	if err != nil {
		panic(err)
	}
	return authz.NewGate(snapshot)
})

// claims says whether an invoice in this state has taken what it bills from orders and budgets.
func claims(state domain.ItemState) bool {
	switch state {
	case domain.StateInReview, domain.StatePosting, domain.StatePosted, domain.StateFailed:
		return true
	default:
		return false
	}
}

func TestHistory_OrdersCountWhatArrivedAndWasBilled(t *testing.T) {
	t.Parallel()
	pieces, _ := told()
	orders, shared := 0, 0
	for _, piece := range pieces {
		if piece.Order == nil {
			continue
		}
		orders++
		if len(piece.Invoices) > 1 {
			shared++
		}
		for _, line := range piece.Order.Lines {
			arrived, billed := new(big.Rat), new(big.Rat)
			for _, r := range piece.Receipts {
				if r.LineID == line.ID.UUID {
					arrived.Add(arrived, r.Quantity.Rat())
				}
			}
			for _, h := range piece.Invoices {
				if !claims(h.Invoice.State) {
					continue
				}
				for _, m := range h.Reports[len(h.Reports)-1].Match.Lines {
					if m.PoLine != nil && m.PoLine.ID == line.ID {
						billed.Add(billed, m.Quantity.After.Rat())
					}
				}
			}
			if arrived.Cmp(line.Received.Rat()) != 0 || billed.Cmp(line.Invoiced.Rat()) != 0 {
				t.Errorf("order %s, line %d: received %s, billed %s", piece.Order.Number, line.Number, line.Received, line.Invoiced)
			}
		}
	}
	if orders < 800 || shared < 50 {
		t.Errorf("%d orders, %d of them billed twice", orders, shared)
	}
}

func TestHistory_BudgetsCountWhatInvoicesTake(t *testing.T) {
	t.Parallel()
	type pot struct {
		entity domain.EntityID
		center string
		year   int
	}
	taken := map[pot]int64{}
	for _, h := range history() {
		if !claims(h.Invoice.State) {
			continue
		}
		for _, b := range h.Reports[len(h.Reports)-1].Budget {
			taken[pot{h.Invoice.ID.Entity, b.CenterCode, h.Invoice.PostingOn.Year()}] += b.Left.Minor - b.After.Minor
		}
	}
	_, budgets := told()
	over := 0
	for _, b := range budgets {
		if got := taken[pot{b.Entity, b.CenterCode, b.Year}]; got != b.Committed.Minor {
			t.Errorf("%d %s %d: %s is committed, %d is taken", b.Entity, b.CenterCode, b.Year, b.Committed, got)
		}
		if b.Committed.Minor > b.Amount.Minor {
			over++
		}
	}
	if over == 0 || over > len(budgets)/3 {
		t.Errorf("%d of %d budgets are exceeded", over, len(budgets))
	}
}

func TestHistory_IsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	digest := func(o demogroup.Options) string {
		sum := sha256.New()
		out := json.NewEncoder(sum)
		g := demogroup.Generate(o)
		telling := g.History()
		for piece := range telling.Pieces() {
			for i := range piece.Invoices {
				inv := piece.Invoices[i].Invoice
				for _, task := range inv.Tasks {
					task.Subject = nil // a ring
				}
				inv.Route = nil
			}
			if err := out.Encode(piece); err != nil {
				t.Fatal(err)
			}
		}
		for _, part := range []any{g, telling.Budgets(), telling.Counters()} {
			if err := out.Encode(part); err != nil {
				t.Fatal(err)
			}
		}
		return hex.EncodeToString(sum.Sum(nil))
	}
	first, again, other := options(300), options(300), options(300)
	other.Seed = 2
	if a, b := digest(first), digest(again); a != b {
		t.Errorf("the same seed told %s and %s", a, b)
	}
	if digest(first) == digest(other) {
		t.Error("another seed told the same")
	}
}

func TestHistory_HasAsManyInvoicesAsAskedInEveryState(t *testing.T) {
	t.Parallel()
	states, kinds := map[domain.ItemState]int{}, map[domain.InvoiceKind]int{}
	currencies, formats := map[domain.Currency]int{}, map[string]int{}
	for _, h := range history() {
		states[h.Invoice.State]++
		kinds[h.Invoice.Kind]++
		currencies[h.Invoice.Currency]++
		formats[h.Invoice.Format]++
	}
	if n := len(history()); n != 3000 {
		t.Errorf("%d invoices", n)
	}
	for _, state := range domain.InvoiceStates() {
		if states[state] == 0 && state != domain.StateSubmitted { // lasts no longer than a transaction
			t.Errorf("none is %s", state)
		}
	}
	if states[domain.StatePosted] < 2000 || len(kinds) != 5 || len(currencies) < 9 || len(formats) != 2 {
		t.Errorf("%v %v %v %v", states, kinds, currencies, formats)
	}
}

func TestHistory_AmountsTieUnlessTheyAreOnHold(t *testing.T) {
	t.Parallel()
	for _, h := range history() {
		inv := h.Invoice
		lines, tax := int64(0), int64(0)
		for _, l := range inv.Lines {
			lines += l.Amount.Minor
		}
		for _, one := range inv.Taxes {
			tax += one.Tax.Minor
		}
		tied := lines == inv.Net.Minor && tax == inv.Tax.Minor && lines+tax == inv.Gross.Minor
		if !tied && inv.State != domain.StateOnHold {
			t.Errorf("%s is %s: lines %d, tax %d, %s + %s = %s", inv.Key, inv.State, lines, tax, inv.Net, inv.Tax, inv.Gross)
		}
		for _, p := range h.Postings {
			if p.Body.Balance().Minor != 0 || p.Digest != inv.Digest && inv.State == domain.StatePosted {
				t.Errorf("%s: its posting does not balance or is not what was approved", inv.Key)
			}
		}
	}
}

func TestHistory_ApprovalsBindToTheDigestOfWhatIsKept(t *testing.T) {
	t.Parallel()
	for _, h := range history() {
		if got := h.Invoice.ComputeDigest(); got != h.Invoice.Digest {
			t.Errorf("%s: digest %s is kept, %s is right", h.Invoice.Key, h.Invoice.Digest, got)
		}
		for _, d := range h.Decisions {
			if d.Standing && d.Digest != h.Invoice.Digest {
				t.Errorf("%s: a standing decision covers another digest", h.Invoice.Key)
			}
		}
	}
}

func TestHistory_TheGateWouldHaveLetEveryDecisionPass(t *testing.T) {
	t.Parallel()
	asked := 0
	for _, h := range history() {
		for _, d := range h.Decisions {
			if d.ActorKind != domain.ActorPerson {
				continue
			}
			asked++
			actor := domain.Actor{Kind: d.ActorKind, ID: d.ActorID, Name: d.ActorName}
			if _, err := gate().Allow(actor, domain.ApproveInvoice, h.Invoice.Facts(), d.At); err != nil {
				t.Errorf("%s: %s decided: %v", h.Invoice.Key, d.ActorName, err)
			}
			at := slices.IndexFunc(h.Tasks, func(task *domain.Task) bool { return task.ID.UUID == d.TaskID })
			if at < 0 || !slices.Contains(h.Tasks[at].CandidateIDs, d.ActorID) {
				t.Errorf("%s: %s was not asked", h.Invoice.Key, d.ActorName)
			}
		}
	}
	if asked < 2000 {
		t.Errorf("only %d decisions", asked)
	}
}

func TestHistory_AuthoritiesReadAsTheGateTellsThem(t *testing.T) {
	t.Parallel()
	for _, h := range history()[:400] {
		for _, d := range h.Decisions {
			if d.ActorKind != domain.ActorPerson {
				continue
			}
			answer := gate().Explain(domain.Actor{Kind: d.ActorKind, ID: d.ActorID}, domain.ApproveInvoice, h.Invoice.Facts(), d.At)
			if !slices.ContainsFunc(answer.Paths, func(p domain.AccessPath) bool { return strings.HasPrefix(p.Sentence, d.Authority+";") }) {
				t.Fatalf("%q is none of %+v", d.Authority, answer.Paths)
			}
		}
	}
}

func TestHistory_DutiesAreThoseThatPermitsSpend(t *testing.T) {
	t.Parallel()
	for _, h := range history() {
		used := map[domain.DutyUse]bool{}
		for _, u := range h.Duties {
			use := u.DutyUse
			used[domain.DutyUse{Chain: use.Chain, Rule: use.Rule, Person: use.Person, Side: use.Side}] = true
		}
		entered := domain.DutyUse{Chain: h.Invoice.ID.UUID, Rule: "SOD-009", Person: h.Invoice.EnteredBy.ID, Side: domain.SideLeft}
		if !used[entered] {
			t.Errorf("%s: entering it used no duty", h.Invoice.Key)
		}
		for _, d := range h.Decisions {
			if d.ActorKind != domain.ActorPerson {
				continue
			}
			for _, want := range []domain.DutyUse{
				{Chain: h.Invoice.ID.UUID, Rule: "SOD-009", Person: d.ActorID, Side: domain.SideRight},
				{Chain: h.Invoice.ID.UUID, Rule: "SOD-011", Person: d.ActorID, Side: domain.SideLeft},
			} {
				if !used[want] {
					t.Errorf("%s: a decision did not use %s on side %s", h.Invoice.Key, want.Rule, want.Side)
				}
			}
		}
	}
}

func TestHistory_OpenStepsWaitForPeopleWhoMayTakeThem(t *testing.T) {
	t.Parallel()
	for _, h := range history() {
		for _, task := range h.Tasks {
			if task.State != domain.TaskReady {
				continue
			}
			action := map[domain.TaskKind]domain.Action{domain.TaskApprove: domain.ApproveInvoice,
				domain.TaskFixData: domain.EnterInvoice, domain.TaskResolve: domain.PostInvoice}[task.Kind]
			if len(task.CandidateIDs) == 0 {
				t.Errorf("%s waits for nobody", h.Invoice.Key)
			}
			for _, person := range task.CandidateIDs {
				if answer := gate().ExplainAbout(person, action, h.Invoice.Facts(), now); !answer.Allowed {
					t.Errorf("%s waits for somebody who may not: %v", h.Invoice.Key, answer.Reasons)
				}
			}
		}
	}
}

func TestHistory_GivesEverybodyAMorningsWork(t *testing.T) {
	t.Parallel()
	g := demogroup.Generate(options(0))
	open, late := map[domain.UUID]int{}, 0
	for _, h := range history() {
		for _, task := range h.Tasks {
			if task.State != domain.TaskReady {
				continue
			}
			for _, person := range task.CandidateIDs {
				open[person]++
			}
			if task.DueAt.Before(now) {
				late++
			}
		}
	}
	between := map[string][2]int{"cost_center_owner": {3, 25}, "ap_clerk": {2, 25}, "cfo": {2, 12}, "controller": {1, 40}, "ap_poster": {3, 40}}
	for _, grant := range g.Grants {
		if want, told := between[grant.Role]; told && (open[grant.Person] < want[0] || open[grant.Person] > want[1]) {
			t.Errorf("somebody with the role %s has %d open tasks", grant.Role, open[grant.Person])
		}
	}
	if late < 50 {
		t.Errorf("only %d are late", late)
	}
}

func TestHistory_EventsTellAStoryThatEndsByNow(t *testing.T) {
	t.Parallel()
	seen := map[domain.UUID]bool{}
	for _, h := range history() {
		last := time.Time{}
		for _, e := range h.Events {
			if e.At.Before(last) || e.At.After(now) || e.Entity != h.Invoice.ID.Entity {
				t.Errorf("%s: %s happened at %s, after %s", h.Invoice.Key, e.Kind, e.At, last)
			}
			last = e.At
			made, err := domain.UUIDFrom(e.At, zeros{})
			if err != nil || string(made[:6]) != string(e.ID.UUID[:6]) || seen[e.ID.UUID] {
				t.Errorf("%s: the id of %s is not of its time, or not its own", h.Invoice.Key, e.Kind)
			}
			seen[e.ID.UUID] = true
		}
		if h.Invoice.UpdatedAt.After(now) || h.Invoice.CreatedAt.After(h.Invoice.UpdatedAt) {
			t.Errorf("%s was made at %s and changed at %s", h.Invoice.Key, h.Invoice.CreatedAt, h.Invoice.UpdatedAt)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestHistory_FilesAreReadableDocumentsOfTheirInvoices(t *testing.T) {
	t.Parallel()
	files := 0
	for _, h := range history()[:500] {
		if h.File == nil {
			continue
		}
		files++
		sum := sha256.Sum256(h.File.Content)
		read, _, err := connect.ReadInvoice(h.File.Name, h.File.Content)
		if err != nil {
			t.Fatalf("%s: %v", h.Invoice.Key, err)
		}
		if hex.EncodeToString(sum[:]) != h.File.SHA256 || read.Number != h.Invoice.Number || h.Intake.InvoiceID != h.Invoice.ID.UUID {
			t.Errorf("%s: the file is not its own", h.Invoice.Key)
		}
	}
	if files < 300 {
		t.Errorf("only %d of 500 came as files", files)
	}
}

func TestHistory_CanEndAtAnyTimeAndBeOfAnySize(t *testing.T) {
	t.Parallel()
	for i, end := range []string{
		"2026-01-01T00:00:30Z", "2026-03-01T23:59:59Z", "2027-12-31T12:00:00Z", "2028-02-29T06:00:00Z", "2026-10-25T01:30:00Z",
		"2030-06-02T15:00:00Z", // a Sunday
	} {
		at, err := time.Parse(time.RFC3339, end)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{0, 1, 7, 40, 330} {
			o := options(n)
			o.Now, o.Seed = at, int64(i)
			told := 0
			telling := demogroup.Generate(o).History()
			for piece := range telling.Pieces() {
				told += len(piece.Invoices)
			}
			if err := telling.Err(); err != nil || told != n {
				t.Errorf("%s: %d of %d invoices were told: %v", end, told, n, err)
			}
		}
	}
}
