package e2e_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// small types an everyday invoice in, which asks one owner of a cost centre.
func (h *house) small(entity, from string) string {
	h.t.Helper()
	type created struct {
		CreateInvoice struct{ Item struct{ ID, State string } }
	}
	got := ask[created](h.as(clerk), createInvoice, vars{"in": vars{
		"entityId": entity, "supplierId": from, "number": german(supplier{}, 1).Number, "issuedOn": time.Now().UTC().Format(time.DateOnly),
		"currency": "EUR", "gross": "250.00", "tax": "0.00", "idempotencyKey": key(), "lines": []vars{{"text": "Oil", "amount": "250.00"}},
	}})
	require.Equal(h.t, "IN_REVIEW", got.CreateInvoice.Item.State)
	return got.CreateInvoice.Item.ID
}

// flaps follows a subscription and breaks it off after some answers, at random, to resume behind the last cursor, until
// it has seen so many changes behind the cursor after.
func flaps(c *client, way subscription, document string, v vars, after string, changes int, dice *rand.Rand) (seen []change, breaks int) {
	c.t.Helper()
	for len(seen) < changes {
		v["after"] = after
		next, leave := way(c, document, v)
		for range 1 + dice.IntN(20) {
			p, err := next()
			if err != nil {
				c.t.Errorf("after %d of %d changes: %v", len(seen), changes, err)
				leave()
				return seen, breaks
			}
			one := changeOf(c.t, p)
			seen, after = append(seen, one), one.Cursor
			if len(seen) == changes {
				break
			}
		}
		leave()
		breaks++
	}
	return seen, breaks
}

// here is a cursor from which on a subscription misses nothing: that of a change which cause brings about once the
// subscription stands. A cause that comes too early is repeated.
func here(c *client, way subscription, document string, v vars, cause func()) string {
	c.t.Helper()
	next, leave := way(c, document, v)
	defer leave()
	seen := make(chan string, 1)
	go func() {
		if p, err := next(); err == nil {
			seen <- changeOf(c.t, p).Cursor
		}
	}()
	for range 20 {
		cause()
		select {
		case cursor := <-seen:
			return cursor
		case <-time.After(time.Second):
		}
	}
	c.t.Fatal("the subscription tells of nothing")
	return ""
}

// caughtUp waits until the feed shows all that was logged: it holds back what is younger than the oldest transaction that
// is open on the server, in other tests' databases too. Only then does a subscription from now on begin now.
func (h *house) caughtUp() {
	h.t.Helper()
	eventually(h.t, 20*time.Second, "the feed shows all that was logged", func() bool {
		return h.count(`SELECT count(*) FROM event WHERE txid >= pg_snapshot_xmin(pg_current_snapshot())`) == 0
	})
}

// log is what a subscription must have told behind a cursor: the ids and kinds of the log's events in the order of the
// feed.
func (h *house) log(query string, args ...any) []string {
	h.t.Helper()
	rows, err := h.db.Pool.Query(h.t.Context(), query, args...)
	require.NoError(h.t, err)
	defer rows.Close()
	var list []string
	for rows.Next() {
		var one string
		require.NoError(h.t, rows.Scan(&one))
		list = append(list, one)
	}
	require.NoError(h.t, rows.Err())
	return list
}

func TestSubscription_ResumesWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	dice := seeded(t)
	c := h.as(clerk)
	de, from := c.entity("DE01"), c.suppliers("DE", "LOW")[0].ID
	owner := h.as(local(c.invoice(h.small(de, from)).open("APPROVE").Candidates[0]))
	h.caughtUp()
	start := here(owner, bySSE, inboxChanged, vars{}, func() { h.small(de, from) })
	before := h.count(`SELECT count(*) FROM task`)

	const invoices = 100
	var watching sync.WaitGroup
	inboxes := map[string][]change{}
	var mu sync.Mutex
	follow := func(name string, way subscription, document string, v vars, after string, changes int) {
		mine := rand.New(rand.NewPCG(dice.Uint64(), dice.Uint64()))
		watching.Go(func() {
			seen, breaks := flaps(owner, way, document, v, after, changes, mine)
			mu.Lock()
			defer mu.Unlock()
			inboxes[name] = seen
			t.Logf("%s: %d changes, %d times broken off", name, len(seen), breaks)
		})
	}
	for name, way := range ways {
		follow("inbox by "+name, way, inboxChanged, vars{}, start, 2*invoices)
	}
	ids := make([]string, invoices)
	var entering sync.WaitGroup
	for n := range 2 {
		entering.Go(func() {
			for i := n; i < invoices; i += 2 {
				ids[i] = h.small(de, from)
			}
		})
	}
	entering.Wait()
	require.Equal(t, before+invoices, h.count(`SELECT count(*) FROM task`))

	h.caughtUp()
	first := c.invoice(ids[0])
	itemsFrom := here(owner, bySocket, itemChanged, vars{"ids": ids}, func() {
		first = c.invoice(ids[0])
		number := first.Number + "x"
		h.as(otherClerk).do(updateInvoice, vars{"in": vars{"id": ids[0], "version": first.Version, "number": number, "reason": "It was misread", "idempotencyKey": key()}})
	})
	// An approval tells of the decision, of what is sent to the ledger, and of the ledger's answer.
	for name, way := range ways {
		follow("items by "+name, way, itemChanged, vars{"ids": ids[1:]}, itemsFrom, 3*(invoices-1))
	}
	l := newTeam(h)
	for _, id := range ids[1:] {
		owner.decide(owner.invoice(id).open("APPROVE"), "APPROVE")
	}
	h.drain(30 * time.Second)
	// The amended one has closed and opened its task; its approval is the last change of the inbox.
	l.approveAll()
	watching.Wait()

	for name, seen := range inboxes {
		cursors := map[string]bool{}
		for _, one := range seen {
			require.False(t, cursors[one.Cursor], "%s: a change was told twice", name)
			cursors[one.Cursor] = true
		}
	}
	require.Equal(t, inboxes["inbox by websocket"], inboxes["inbox by server-sent events"])
	require.Equal(t, inboxes["items by websocket"], inboxes["items by server-sent events"])

	var told []string
	for _, one := range inboxes["inbox by websocket"] {
		told = append(told, uuidOf(t, one.ID)+" "+one.Kind)
	}
	logged := h.log(`SELECT subject_id::text || CASE kind WHEN 'task.opened' THEN ' ADDED' ELSE ' REMOVED' END FROM event
		WHERE subject_kind = 'tsk' AND data->'candidates' ? (SELECT id::text FROM person WHERE email = $1) ORDER BY txid, id`, owner.email)
	require.Equal(t, logged[slices.Index(logged, told[0]):][:len(told)], told, "the inbox was told every change in order")

	told = nil
	for _, one := range inboxes["items by websocket"] {
		told = append(told, uuidOf(t, one.ID))
	}
	logged = nil
	for _, id := range h.log(`SELECT subject_id::text FROM event WHERE subject_kind = 'inv' AND command IN ('decideTask', 'postDocument') ORDER BY txid, id`) {
		if id != uuidOf(t, ids[0]) && slices.ContainsFunc(ids, func(known string) bool { return uuidOf(t, known) == id }) {
			logged = append(logged, id)
		}
	}
	require.Equal(t, logged, told, "the items were told every change in order")
}

func TestSubscription_AJobTellsItsProgressUntilItEnds(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, options{args: []string{"--workers=false"}})
			c := h.as(clerk)
			id := c.upload(c.entity("DE01"), "a.xml", german(c.suppliers("DE", "LOW")[0], 500).ubl(t))
			type asked struct {
				ImportInvoice struct{ Job struct{ ID string } }
			}
			job := ask[asked](c, importInvoice, vars{"in": vars{"uploadId": id, "idempotencyKey": key()}}).ImportInvoice.Job.ID
			next, leave := way(c, jobProgress, vars{"id": job})
			defer leave()
			var states []string
			for {
				p, err := next()
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err)
				require.Empty(t, p.Errors)
				var got struct {
					Change struct{ Job struct{ State string } }
				}
				require.NoError(t, json.Unmarshal(p.Data, &got))
				if states = append(states, got.Change.Job.State); len(states) == 1 {
					h.serve() // somebody begins to work
				}
			}
			require.Equal(t, "QUEUED", states[0])
			require.Equal(t, "DONE", states[len(states)-1])
			next, leave = way(h.as(otherClerk), jobProgress, vars{"id": job})
			defer leave()
			requireRefused(t, "NOT_FOUND", next)
		})
	}
}

func TestSubscription_TellsWhatOneMaySeeAlone(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, options{})
			hers := h.arrive(800)
			stranger := h.as(french)
			fr := stranger.entity("FR01")
			type created struct {
				CreateInvoice struct{ Item struct{ ID string } }
			}
			own := ask[created](stranger, createInvoice, vars{"in": vars{
				"entityId": fr, "supplierId": stranger.suppliers("DE", "LOW")[0].ID, "number": "FR-1", "issuedOn": "2026-11-02", "currency": "EUR",
				"gross": "250.00", "tax": "0.00", "idempotencyKey": key(), "lines": []vars{{"text": "Oil", "amount": "250.00"}},
			}}).CreateInvoice.Item.ID
			next, leave := way(stranger, itemChanged, vars{"ids": []string{hers.ID, own}})
			defer leave()
			time.Sleep(300 * time.Millisecond) // the subscription stands; were it late, the wait below would fail
			h.as(clerk).do(withdrawItem, act(hers.ID, hers.Version, "Sent by mistake"))
			mine := stranger.invoice(own)
			stranger.do(withdrawItem, act(own, mine.Version, "Sent by mistake"))
			p, err := next()
			require.NoError(t, err)
			require.Equal(t, own, changeOf(t, p).ID)

			next, leave = way(stranger, inboxChanged, vars{"after": "nonsense"})
			defer leave()
			requireRefused(t, "BAD_CURSOR", next)
		})
	}
}

// outage keeps everybody from the house's database while act runs.
func (h *house) outage(act func()) {
	h.t.Helper()
	u, err := url.Parse(h.db.URL)
	require.NoError(h.t, err)
	name := strings.TrimPrefix(u.Path, "/")
	u.Path = "/postgres"
	conn, err := pgx.Connect(h.t.Context(), u.String())
	require.NoError(h.t, err)
	defer func() { _ = conn.Close(h.t.Context()) }()
	allow := func(yes bool) {
		_, err := conn.Exec(h.t.Context(), fmt.Sprintf(`ALTER DATABASE %s ALLOW_CONNECTIONS %t`, pgx.Identifier{name}.Sanitize(), yes))
		require.NoError(h.t, err)
	}
	allow(false)
	defer allow(true)
	_, err = conn.Exec(h.t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, name)
	require.NoError(h.t, err)
	act()
}

func TestSubscription_ThatLosesTheDatabaseSaysSoAndResumes(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, options{})
			inv := h.arrive(800)
			owner := h.as(local(inv.open("APPROVE").Candidates[0]))
			amend := func() {
				inv = h.as(clerk).invoice(inv.ID)
				h.as(otherClerk).do(updateInvoice, vars{"in": vars{"id": inv.ID, "version": inv.Version, "number": inv.Number + "x", "reason": "It was misread", "idempotencyKey": key()}})
			}
			watched := vars{"ids": []string{inv.ID}}
			cursor := here(owner, way, itemChanged, watched, amend)
			watched["after"] = cursor
			next, leave := way(owner, itemChanged, watched)
			defer leave()
			h.outage(func() {
				p, err := next()
				for ; err == nil && len(p.Errors) == 0; p, err = next() { // what was told before
					cursor = changeOf(t, p).Cursor
				}
				require.NoError(t, err, "it does not end as if all had been told")
				require.Contains(t, []string{"INTERNAL", "TIMEOUT"}, p.Errors[0].code())
			})
			eventually(t, 20*time.Second, "the house is back", func() bool {
				status, _ := owner.get("/readyz")
				return status == http.StatusOK
			})
			amend()
			watched["after"] = cursor
			next, leave = way(owner, itemChanged, watched)
			defer leave()
			p, err := next()
			require.NoError(t, err)
			require.Equal(t, inv.ID, changeOf(t, p).ID, "what happened meanwhile is told")
		})
	}
}

func TestSubscription_WhoMissedTooMuchReadsAnew(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	inv := h.arrive(800)
	cursor := here(c, bySSE, itemChanged, vars{"ids": []string{inv.ID}}, func() {
		inv = c.invoice(inv.ID)
		h.as(otherClerk).do(updateInvoice, vars{"in": vars{"id": inv.ID, "version": inv.Version, "number": inv.Number + "x", "reason": "It was misread", "idempotencyKey": key()}})
	})
	_, err := h.db.Pool.Exec(t.Context(), `INSERT INTO event (entity_id, id, at, kind, command, subject_kind, subject_id, actor_kind, actor_id, actor_name, text, request_id)
		SELECT e.entity_id, gen_random_uuid(), e.at, e.kind, e.command, e.subject_kind, e.subject_id, e.actor_kind, e.actor_id, e.actor_name, e.text, e.request_id
		FROM generate_series(1, 2000), (SELECT * FROM event WHERE kind = 'invoice.amended' LIMIT 1) e`)
	require.NoError(t, err)
	next, leave := bySSE(c, itemChanged, vars{"ids": []string{inv.ID}, "after": cursor})
	defer leave()
	for n := 0; ; n++ {
		require.LessOrEqual(t, n, 1100, "nobody is told of thousands of changes one by one")
		p, err := next()
		require.NoError(t, err)
		if changeOf(t, p).Kind == "RESYNC" {
			break
		}
	}
}
