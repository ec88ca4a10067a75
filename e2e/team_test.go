package e2e_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// clerks enter invoices, one for each plant with an everyday policy.
var clerks = map[string]string{
	"DE01": "jana.koehlert", "FR01": "mathis.delorieux", "GB01": "owen.pritchley", "CH01": "sandra.oberholz",
	"SE01": "viktor.lofdahlin", "PL01": "kamil.brzozwiak", "US01": "rosa.velardes",
}

// deciders are everybody of the plants who is ever asked for an approval.
var deciders = []string{
	"dieter.moosbrugger", "yildiz.ackermann", "klaus.brandhorst", "ulrike.hagenau", "soeren.plagge", "birgit.wuelfing", "henrik.steinkamp",
	"elodie.vasseurin", "thibault.marcenay", "camille.rochebrune", "helene.abrivard", "youssef.belkhadir", "francois.noirmont",
	"priya.namboor", "callum.threlfeld", "fiona.ashgrove", "gareth.lindwell", "aisling.corrane",
	"luca.bernaschino", "nadja.caflischer", "reto.zumbrunnen", "urs.tannmatter", "corinne.fauxpierre",
	"maja.sjoqvarn", "johan.akerhielmsson", "elin.bergstrand", "kerstin.nordgard", "anders.hagblomst",
	"malgorzata.sledzinska", "tomasz.zielonecki", "agnieszka.wronkowicz", "lukasz.gorniewski", "zofia.halczyk",
	"tyler.brannigan", "denise.okaforth", "marcus.haldane", "wyatt.colbourne", "linh.tranova",
	"ingeborg.tessmar", "matthias.ohlendiek", "astrid.lindqvarn",
}

// team is many people at work at once, each of whom asks again, by the same key, until there is an answer.
type team struct {
	h         *house
	other     string // a second server, for whom the first does not answer
	patient   bool   // who is told that something went wrong on our side, or took too long, asks again too
	supplies  []supplier
	entities  map[string]string
	over      atomic.Bool // nobody begins anything new
	people    sync.WaitGroup
	retries   atomic.Int64
	mu        sync.Mutex
	entered   map[string]string // supplier's number to invoice id, as acknowledged
	decisions map[string]string // task id to the address of who was told that it is decided
	refusals  map[string]int    // by code
	broken    []string          // answers that must never come
}

func newTeam(h *house) *team {
	h.t.Helper()
	c := h.as(auditor)
	l := &team{h: h, supplies: c.suppliers("DE", "LOW"), entities: map[string]string{}, entered: map[string]string{}, decisions: map[string]string{}, refusals: map[string]int{}}
	for code, who := range clerks {
		l.entities[code] = c.entity(code)
		h.as(who)
	}
	for _, who := range deciders { // before any server dies
		h.as(who)
	}
	return l
}

// client is a person with a connection of their own.
func (l *team) client(who string) *client {
	c := *l.h.as(who)
	c.other = l.other
	return &c
}

// insist sends an operation, by the same key, until there is an answer; the refusal is nil when it was carried out.
func (l *team) insist(c *client, document string, v vars, into any) *refusal {
	for wait := 10 * time.Millisecond; ; wait = min(2*wait, 200*time.Millisecond) {
		refused, err := c.try(document, v, into)
		if err == nil && (!l.patient || refused.code() != "INTERNAL" && refused.code() != "TIMEOUT") {
			return refused
		}
		l.retries.Add(1)
		time.Sleep(wait)
	}
}

func (l *team) refuse(c *client, what string, refused *refusal) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refusals[refused.code()]++
	switch refused.code() {
	case "STALE", "WRONG_STATE", "DUTY_CONFLICT": // somebody else was faster
	default:
		l.broken = append(l.broken, fmt.Sprintf("%s, %s: %v", c.email, what, refused))
	}
}

// enter has the clerk of a plant type an invoice in.
func (l *team) enter(code string, dice *rand.Rand) {
	c := l.client(clerks[code])
	number := fmt.Sprintf("L-%s-%d", code, numbers.Add(1))
	net := int64(100+dice.IntN(9900)) * 100
	if dice.IntN(4) == 0 {
		net *= 4 // asks a controller, too
	}
	in := vars{"in": vars{
		"entityId": l.entities[code], "supplierId": l.supplies[dice.IntN(len(l.supplies))].ID, "number": number,
		"issuedOn": time.Now().UTC().Format(time.DateOnly), "currency": "EUR", "gross": euros(net), "tax": "0.00", "idempotencyKey": key(),
		"lines": []vars{{"text": "Delivered and used", "amount": euros(net), "taxCategory": "E", "taxRate": "0"}},
	}}
	var got struct {
		CreateInvoice struct{ Item struct{ ID string } }
	}
	if refused := l.insist(c, createInvoice, in, &got); refused != nil {
		l.refuse(c, "enter "+number, refused)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entered[number] = got.CreateInvoice.Item.ID
}

// enterAll has clerks enter n invoices, a few at a time.
func (l *team) enterAll(n int, dice *rand.Rand) {
	l.h.t.Helper()
	codes := []string{"DE01", "FR01", "GB01", "CH01", "SE01", "PL01", "US01"}
	var at atomic.Int64
	var clerks sync.WaitGroup
	for range 4 {
		mine := rand.New(rand.NewPCG(dice.Uint64(), dice.Uint64()))
		clerks.Go(func() {
			for i := at.Add(1); i <= int64(n); i = at.Add(1) {
				l.enter(codes[int(i)%len(codes)], mine)
			}
		})
	}
	clerks.Wait()
}

const tasksWaiting = `{ viewer { inbox(first: 20, filter: {kind: [APPROVE]}) { edges { node { id version kind state } } } } }`

// inbox is what waits for a person.
type inbox struct {
	Viewer struct {
		Inbox struct{ Edges []struct{ Node task } }
	}
}

// approve has a person take tasks of their inbox until the load is over; pause is the longest that they think.
func (l *team) approve(who string, dice *rand.Rand, pause time.Duration) {
	c := l.client(who)
	l.people.Go(func() {
		for !l.over.Load() {
			var in inbox
			if refused := l.insist(c, tasksWaiting, nil, &in); refused != nil {
				l.refuse(c, "look", refused)
				return
			}
			time.Sleep(time.Duration(dice.Int64N(int64(pause))))
			if tasks := in.Viewer.Inbox.Edges; len(tasks) > 0 {
				l.decide(c, &tasks[dice.IntN(len(tasks))].Node)
			}
		}
	})
}

// work has so many people approve and the clerks enter more, until the team is told to end.
func (l *team) work(people int, dice *rand.Rand) {
	for i := range people {
		l.approve(deciders[i%len(deciders)], rand.New(rand.NewPCG(dice.Uint64(), dice.Uint64())), 500*time.Millisecond)
	}
	for code := range clerks {
		mine := rand.New(rand.NewPCG(dice.Uint64(), dice.Uint64()))
		l.people.Go(func() {
			for !l.over.Load() {
				l.enter(code, mine)
				time.Sleep(time.Duration(100+mine.IntN(300)) * time.Millisecond)
			}
		})
	}
}

// decide approves one task for sure: the same key goes out again until there is an answer.
func (l *team) decide(c *client, t *task) {
	var got decided
	if refused := l.insist(c, decideTask, t.decision("APPROVE"), &got); refused != nil {
		l.refuse(c, "decide "+t.ID, refused)
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if by := l.decisions[t.ID]; by != "" {
		l.broken = append(l.broken, fmt.Sprintf("%s and %s were both told that they decided %s", by, c.email, t.ID))
	}
	l.decisions[t.ID] = c.email
}

// approveAll has people approve until nothing waits for anybody.
func (l *team) approveAll() {
	l.h.t.Helper()
	for round := range 20 {
		var some atomic.Bool
		var turn sync.WaitGroup
		limit := make(chan struct{}, 4)
		for _, who := range deciders {
			turn.Go(func() {
				limit <- struct{}{}
				defer func() { <-limit }()
				c := l.client(who)
				var in inbox
				l.insist(c, tasksWaiting, nil, &in)
				for _, e := range in.Viewer.Inbox.Edges {
					some.Store(true)
					l.decide(c, &e.Node)
				}
			})
		}
		turn.Wait()
		if !some.Load() && round > 0 {
			return
		}
	}
	l.h.t.Fatal("the approvals do not end")
}

// end lets everybody finish what they have begun.
func (l *team) end() {
	l.over.Store(true)
	l.people.Wait()
}

// count answers a query that counts.
func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	require.NoError(h.t, h.db.Pool.QueryRow(h.t.Context(), query, args...).Scan(&n))
	return n
}

// drain waits until nothing is on its way to the ledger any more.
func (h *house) drain(patience time.Duration) {
	h.t.Helper()
	eventually(h.t, patience, "everything approved has reached the ledger", func() bool {
		return h.count(`SELECT count(*) FROM posting WHERE connector = 'file ledger' AND state IN ('PENDING', 'SENT', 'IN_DOUBT')`) == 0
	})
}

// verdict is what a team left behind.
type verdict struct{ lost, double, unacknowledged, missing, doublePostings int }

// judge compares what people were told with what the database and the ledger hold. Nothing may have gone before the
// load in this house.
func (l *team) judge() (v verdict) {
	h := l.h
	h.t.Helper()
	kept := map[string]int{} // decisions by task, by who took it
	rows, err := h.db.Pool.Query(h.t.Context(), `SELECT d.task_id::text, p.email FROM decision d JOIN person p ON p.id = d.actor_id
		JOIN event e ON e.entity_id = d.entity_id AND e.id = d.event AND e.command = 'decideTask' AND e.actor_id = d.actor_id WHERE d.standing`)
	require.NoError(h.t, err)
	defer rows.Close()
	byTask := map[string]int{}
	for rows.Next() {
		var id, email string
		require.NoError(h.t, rows.Scan(&id, &email))
		kept[id+email]++
		byTask[id]++
	}
	require.NoError(h.t, rows.Err())
	for _, n := range byTask {
		if n > 1 {
			v.double++
		}
	}
	for id, email := range l.decisions {
		if kept[uuidOf(h.t, id)+email] == 0 {
			v.lost++
		}
		delete(byTask, uuidOf(h.t, id))
	}
	v.unacknowledged = len(byTask)
	v.lost += len(l.entered) - h.count(`SELECT count(*) FROM invoice WHERE number = ANY ($1)`, keysOf(l.entered))
	v.double += h.count(`SELECT count(*) FROM (SELECT FROM invoice GROUP BY number HAVING count(*) > 1) twice`)
	perKey, perNumber := map[string]int{}, h.posted()
	for _, r := range h.journal() {
		perKey[r.Key]++
	}
	for _, n := range perKey {
		if n > 1 {
			v.doublePostings++
		}
	}
	posted, err := h.db.Pool.Query(h.t.Context(), `SELECT number FROM invoice WHERE state IN ('POSTED', 'POSTING', 'FAILED')`)
	require.NoError(h.t, err)
	defer posted.Close()
	for posted.Next() {
		var number string
		require.NoError(h.t, posted.Scan(&number))
		switch n := perNumber[number]; {
		case n == 0:
			v.missing++
		case n > 1:
			v.doublePostings++
		}
		delete(perNumber, number)
	}
	require.NoError(h.t, posted.Err())
	require.Empty(h.t, perNumber, "the ledger holds what nobody approved")
	return v
}

// uuidOf is how the database knows what the API calls id.
func uuidOf(t testing.TB, id string) string {
	t.Helper()
	parts := strings.SplitN(id, "_", 3)
	require.Len(t, parts, 3)
	raw, err := base64.RawURLEncoding.DecodeString(parts[2])
	require.NoError(t, err)
	require.Len(t, raw, 16)
	return fmt.Sprintf("%x-%x-%x-%x-%x", raw[:4], raw[4:6], raw[6:8], raw[8:10], raw[10:])
}

func keysOf(m map[string]string) []string { return slices.Collect(maps.Keys(m)) }
