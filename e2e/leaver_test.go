package e2e_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"
)

const (
	accessAsker = "tilman.ruschke" // records who leaves
	// leaverBar is within how long everything of somebody who left has ended.
	leaverBar = time.Minute
)

const (
	personLeaves = `mutation($in: PersonLeavesInput!) { personLeaves(input: $in) { leaver { removedAt } } }`
	whoLeft      = `{ leavers { user { email } lagSeconds actsAfter ended { grants delegations emergencies tasks unasked jobs } } }`
	whoAmI       = `{ viewer { user { id } } }`
)

// leaverReport is what the API tells of somebody who left.
type leaverReport struct {
	User       person
	LagSeconds *float64
	ActsAfter  int
	Ended      struct{ Grants, Delegations, Emergencies, Tasks, Unasked, Jobs int }
}

// lags are how long after they left each thing of somebody went on, by kind.
type lags struct {
	mu    sync.Mutex
	worst map[string]time.Duration
	count map[string]int
}

func (l *lags) add(kind string, lag time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.worst[kind] = max(l.worst[kind], lag)
	l.count[kind]++
}

func (l *lags) String() string {
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(l.worst)) {
		all = append(all, fmt.Sprintf("%d %s %.1f s", l.count[kind], kind, l.worst[kind].Seconds()))
	}
	return strings.Join(all, ", ")
}

// leaver is somebody who leaves during a test.
type leaver struct {
	t       *testing.T
	c       *client       // at the server where their streams are
	cookie  string        // of a session in a browser
	left    chan struct{} // closed once at is known
	at      time.Time     // from when on they do not work here
	removed chan struct{} // closed once gone is known
	gone    time.Time     // when the database had it for certain: until then nobody could know
	lags    *lags
	ongoing sync.WaitGroup
}

// leaver signs somebody in twice at a server: by token and in a browser.
func (h *house) leaver(who, base string, all *lags) *leaver {
	h.t.Helper()
	c := *h.as(who)
	c.base = base
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, base+"/auth/demo", strings.NewReader(fmt.Sprintf(`{"email":%q}`, c.email)))
	require.NoError(h.t, err)
	r.Header.Set("X-Requested-With", "e2e")
	answer, err := c.http.Do(r)
	require.NoError(h.t, err)
	defer answer.Body.Close()
	require.Len(h.t, answer.Cookies(), 1)
	l := &leaver{t: h.t, c: &c, cookie: answer.Cookies()[0].String(), left: make(chan struct{}), removed: make(chan struct{}), lags: all}
	l.cookie, _, _ = strings.Cut(l.cookie, ";")
	return l
}

// ends waits until done says that a thing of theirs has ended, and notes when.
func (l *leaver) ends(kind string, done func() bool) {
	l.ongoing.Go(func() {
		<-l.left
		for !done() {
			if time.Since(l.at) > leaverBar {
				l.t.Errorf("%s: %s goes on after %s", l.c.email, kind, leaverBar)
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		l.lags.add(kind, max(time.Since(l.at), 0))
	})
}

// onItsWay is how long something may take that a server told while nobody could know yet.
const onItsWay = 50 * time.Millisecond

// stream follows an item until the server ends it, which says why and has told nothing since it could know that they left.
func (l *leaver) stream(kind, item string) {
	next, leave := ways[kind](l.c, itemChanged, vars{"ids": []string{item}})
	l.ongoing.Go(func() {
		defer leave()
		var told time.Time
		for code := ""; ; {
			p, err := next()
			switch {
			case err == nil && len(p.Errors) > 0:
				code = p.Errors[0].code()
			case err == nil:
				told = time.Now()
			default:
				ended := time.Now()
				if status := websocket.CloseStatus(err); status > 0 {
					code = fmt.Sprint(int(status))
				}
				<-l.left
				<-l.removed
				if code != "UNAUTHENTICATED" && code != "4401" {
					l.t.Errorf("%s: a stream by %s ended with %q: %v", l.c.email, kind, code, err)
				}
				if ended.Before(l.at) || told.After(l.gone.Add(onItsWay)) {
					l.t.Errorf("%s: a stream by %s ended %s after they left, and told something %s after that was known", l.c.email, kind, ended.Sub(l.at), told.Sub(l.gone))
				}
				l.lags.add(kind, ended.Sub(l.at))
				return
			}
		}
	})
}

// shutOut says whether a server turns away who shows this token or this cookie.
func (l *leaver) shutOut(base, token, cookie string) func() bool {
	return func() bool {
		r, err := http.NewRequestWithContext(l.t.Context(), http.MethodPost, base+"/graphql", strings.NewReader(fmt.Sprintf(`{"query":%q}`, whoAmI)))
		if err != nil {
			l.t.Error(err)
			return true
		}
		for name, value := range map[string]string{"Content-Type": "application/json", "X-Requested-With": "e2e", "Authorization": token, "Cookie": cookie} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		answer, err := l.c.http.Do(r)
		if err != nil {
			return false
		}
		defer answer.Body.Close()
		return answer.StatusCode == http.StatusUnauthorized
	}
}

// none waits until a count over the database is 0.
func (l *leaver) none(h *house, kind, query string) {
	l.ends(kind, func() bool {
		var n int
		err := h.db.Pool.QueryRow(l.t.Context(), query, l.c.email).Scan(&n)
		return err == nil && n == 0
	})
}

// Four people leave a house of three servers, one of them at an instant that was planned. Their streams are open at one
// server, it is recorded at another, and a third does the work.
func TestLeaver_EverythingEndsWithinAMinute(t *testing.T) {
	t.Parallel()
	streams, apart := 2, time.Second // of each kind and person, of which the first follows what changes
	if full {
		streams = 10
	}
	h := open(t, options{args: []string{"--workers=false"}})
	other := h.serve("--workers=false")
	entity := h.as(clerk).entity("DE01")
	watched, idle := h.small(entity, h.as(clerk).suppliers("DE", "LOW")[0].ID), h.small(entity, h.as(clerk).suppliers("DE", "LOW")[1].ID)
	require.Equal(t, standIn, local(h.as(auditor).invoice(watched).open("APPROVE").Candidates[0]), "a step waits for them")
	h.as(standIn).do(delegate, vars{"in": h.lent(owner)})
	h.as(director).do(delegate, vars{"in": h.lent(controller)})
	asked := ask[struct{ UseOverride struct{ Session session } }](h.as(onCall), useOverride, override("posting_recovery")).UseOverride.Session
	h.as(control).do(decideEmergency, vars{"in": vars{"id": asked.ID, "version": asked.Version, "outcome": "APPROVE", "idempotencyKey": key()}})
	_, files := examples(t)
	bills := h.as(otherClerk).upload(entity, "bills.csv", files["INVOICES"])
	h.as(otherClerk).do(importRows, vars{"in": vars{"uploadId": bills, "kind": "INVOICES", "idempotencyKey": key()}})
	invoices := h.count(`SELECT count(*) FROM invoice`)

	all := &lags{worst: map[string]time.Duration{}, count: map[string]int{}}
	var people []*leaver
	for _, who := range []string{standIn, otherClerk, onCall, controller} {
		people = append(people, h.leaver(who, other.base(), all))
	}
	for n := range streams { // apart, so that the server looks at each of them at another time
		for _, l := range people {
			item := idle
			if n == 0 {
				item = watched
			}
			l.stream("websocket", item)
			l.stream("server-sent events", item)
		}
		time.Sleep(apart)
	}
	leave := func(l *leaver, at *time.Time) {
		l.at = time.Now()
		in := vars{"userId": h.as(auditor).userID(local(person{Email: l.c.email})), "reason": "Retires.", "idempotencyKey": key()}
		if at != nil {
			l.at, in["at"] = *at, *at
		}
		h.as(accessAsker).do(personLeaves, vars{"in": in})
		close(l.left)
		l.ongoing.Go(func() {
			defer close(l.removed)
			for known := false; !known && time.Since(l.at) < leaverBar; time.Sleep(10 * time.Millisecond) {
				err := h.db.Pool.QueryRow(t.Context(), `SELECT count(*) = 1 FROM leaver WHERE removed_at IS NOT NULL AND person_id = (SELECT id FROM person WHERE email = $1)`, l.c.email).Scan(&known)
				if err != nil {
					t.Error(err)
					return
				}
			}
			l.gone = time.Now()
		})
	}
	leave(people[1], nil)
	h.serve() // does the work, of which what waits in the name of who left is none any more
	leave(people[0], nil)
	leave(people[2], nil)
	planned := time.Now().Add(4 * time.Second)
	leave(people[3], &planned)
	for _, l := range people {
		for _, base := range []string{h.base(), other.base()} {
			l.ends("tokens", l.shutOut(base, "Bearer "+l.c.token, ""))
			l.ends("sessions", l.shutOut(base, "", l.cookie))
		}
		const of = ` (SELECT id FROM person WHERE email = $1) `
		l.none(h, "grants", `SELECT count(*) FROM role_grant WHERE person_id IN`+of+`AND recorded_to IS NULL AND (valid_to IS NULL OR valid_to > now())`)
		l.none(h, "delegations", `SELECT count(*) FROM delegation WHERE (from_person IN`+of+`OR to_person IN`+of+`) AND recorded_to IS NULL AND valid_to > now()`)
		l.none(h, "emergencies", `SELECT count(*) FROM emergency_session WHERE person_id IN`+of+`AND state IN ('ACTIVE', 'REQUESTED')`)
		l.none(h, "steps", `SELECT count(*) FROM task WHERE state IN ('READY', 'PENDING') AND candidates && ARRAY`+of)
		l.none(h, "work", `SELECT count(*) FROM job WHERE actor_id IN`+of+`AND state IN ('QUEUED', 'RUNNING')`)
	}
	for _, l := range people {
		l.ongoing.Wait()
	}
	worst := slices.Max(slices.Collect(maps.Values(all.worst)))
	t.Logf("leavers: %d people at 3 servers, worst lag %.1f s: %s", len(people), worst.Seconds(), all)
	require.Less(t, worst, leaverBar)

	reports := map[string]leaverReport{}
	for _, one := range ask[struct{ Leavers []leaverReport }](h.as(auditor), whoLeft, nil).Leavers {
		reports[local(one.User)] = one
		require.NotNil(t, one.LagSeconds, one.User.Email)
		require.Less(t, *one.LagSeconds, leaverBar.Seconds(), one.User.Email)
		require.Zero(t, one.ActsAfter, one.User.Email)
		require.Positive(t, one.Ended.Grants, one.User.Email)
	}
	require.Len(t, reports, len(people))
	require.Equal(t, []int{1, 1}, []int{reports[standIn].Ended.Delegations, reports[controller].Ended.Delegations})
	require.Equal(t, 1, reports[onCall].Ended.Emergencies)
	require.Equal(t, 1, reports[otherClerk].Ended.Jobs)
	require.Positive(t, reports[standIn].Ended.Tasks)
	require.NotEqual(t, standIn, local(h.as(auditor).invoice(watched).open("APPROVE").Candidates[0]))
	require.Equal(t, invoices, h.count(`SELECT count(*) FROM invoice`), "what was to be loaded for who left is not")
	h.clean()
}
