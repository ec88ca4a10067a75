package e2e_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// crowd is how many clients ask at once.
var crowd = []int{1, 16, 64}

// inboxWhole asks the inbox for what a reader of the list may want of each row besides what the console shows.
const inboxWhole = `query Whole($first: Int) { viewer {
  inbox(first: $first) { totalCount { value capped } pageInfo { hasNextPage endCursor } edges { cursor node {
    id version kind state dueAt createdAt because step candidates { id name }
    can { action allowed reasons { code message } }
    subject { id version key number kind state sellerName dueOn entity { id code } gross { amount currency }
      checks { rule outcome message field } match { outcome } } } } }
  inboxCounts { kind open overdue } } }`

// BenchmarkRequests measures the three requests of a person's day against a bare handler that sends PostgreSQL the very
// same statements, in the same run and over clones of the same database.
func BenchmarkRequests(b *testing.B) {
	group := benchGroup(b)
	watched := group.New(b)
	program, copied := benchHouse(b, watched, watched.URL), group.New(b)
	ear, through := overhear(b, copied.URL)
	overheard := benchHouse(b, copied, through)
	main, err := watched.Postmaster()
	require.NoError(b, err)
	bench := &comparison{b: b, program: program, postmaster: main}
	reader, open := busiest(b, program)

	tell := func(operation string, v vars) []byte {
		digest, _ := consoleDocument(b, operation)
		body, err := json.Marshal(map[string]any{"documentId": digest, "variables": v})
		require.NoError(b, err)
		return body
	}
	whole, err := json.Marshal(map[string]any{"query": inboxWhole, "variables": vars{"first": 50}})
	require.NoError(b, err)
	for _, read := range []struct {
		name string
		body []byte
	}{
		{"inbox", tell("query Inbox(", vars{"first": 50})},
		{"inbox with checks and rights", whole},
		{"invoice", tell("query InvoicePage(", vars{"id": open[0].Subject.ID})},
	} {
		request := operationRequest(reader.token, read.body)
		score := hear(b, ear, overheard, signedIn(b, overheard, reader.email).token, read.body)
		address, pid := startFloor(b, watched.URL, [][]statement{score})
		for _, clients := range crowd {
			_, err := load(program.address, clients, repeated(request, benchTime/4)) // every connection has prepared its statements
			require.NoError(b, err)
			_, err = load(address, clients, repeated(floorRequest(0), benchTime/4))
			require.NoError(b, err)
			bench.row(read.name, clients,
				func() (*measured, error) { return load(program.address, clients, repeated(request, benchTime)) },
				address, pid,
				func(a string) (*measured, error) {
					return load(a, clients, repeated(floorRequest(0), benchTime))
				})
		}
	}

	decisions, scores := rehearse(b, ear, overheard, program)
	untouched := group.New(b)
	address, pid := startFloor(b, untouched.URL, scores)
	used := 0
	for i, n := range shares(len(decisions)) {
		part := decisions[used : used+n]
		from := used
		bench.row("approve", crowd[i],
			func() (*measured, error) { return load(program.address, crowd[i], inTurn(part)) },
			address, pid,
			func(a string) (*measured, error) {
				floors := make([]wireRequest, n)
				for j := range floors {
					floors[j] = floorRequest(from + j)
				}
				return load(a, crowd[i], inTurn(floors))
			})
		used += n
	}
	for name, db := range map[string]string{"program": watched.Name, "floor": untouched.Name} {
		pool := watched.Pool
		if name == "floor" {
			pool = untouched.Pool
		}
		var n int
		require.NoError(b, pool.QueryRow(background, "SELECT count(*) FROM decision WHERE at > now() - interval '1 hour' AND outcome = 'APPROVE'").Scan(&n))
		require.GreaterOrEqual(b, n, used, "decisions of the %s in %s", name, db)
	}
	bench.print()
}

// shares cuts the decisions among the crowds: one client alone needs fewer to be measured.
func shares(n int) []int { return []int{n / 5, n * 2 / 5, n * 2 / 5} }

// waiting is a task in somebody's inbox.
type waiting struct {
	ID      string
	Version int
	Subject struct{ ID string }
}

// inboxOf is all that waits for a person's approval.
func inboxOf(c *client) []waiting {
	type page struct {
		Viewer struct {
			Inbox struct {
				Edges    []struct{ Node waiting }
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
	}
	var list []waiting
	v := vars{}
	for {
		p := ask[page](c, `query($after: String) { viewer { inbox(first: 100, after: $after, filter: {kind: [APPROVE]}) {
			edges { node { id version subject { id } } } pageInfo { hasNextPage endCursor } } } }`, v).Viewer.Inbox
		for _, e := range p.Edges {
			list = append(list, e.Node)
		}
		if !p.PageInfo.HasNextPage {
			return list
		}
		v["after"] = p.PageInfo.EndCursor
	}
}

// approvers are the addresses of who is asked for approvals, those first who are asked most.
func approvers(b *testing.B, h *house) []string {
	b.Helper()
	rows, err := h.db.Pool.Query(background, `SELECT p.email FROM inbox i JOIN person p ON p.id = i.person_id
		WHERE i.kind = 'APPROVE' GROUP BY 1 ORDER BY count(*) DESC, 1`)
	require.NoError(b, err)
	var list []string
	for rows.Next() {
		var email string
		require.NoError(b, rows.Scan(&email))
		list = append(list, email)
	}
	require.NoError(b, rows.Err())
	return list
}

// busiest is the person for whom most waits, and what.
func busiest(b *testing.B, h *house) (*client, []waiting) {
	b.Helper()
	c := signedIn(b, h, approvers(b, h)[0])
	open := inboxOf(c)
	require.Greater(b, len(open), 50, "%s has less than a page", c.email)
	return c, open
}

// hear is what the program asks of PostgreSQL for one request, once its connection is warm.
func hear(b *testing.B, ear *recorder, h *house, token string, body []byte) []statement {
	b.Helper()
	once := func() {
		_, err := load(h.address, 1, inTurn([]wireRequest{operationRequest(token, body)}))
		require.NoError(b, err)
	}
	for range 5 {
		once()
	}
	score := ear.during(once)
	require.NotEmpty(b, score)
	return score
}

// rehearse approves, through the recorder, every task that is to be approved in the run. It returns the same decisions
// as requests to the program, and what each asked of PostgreSQL.
func rehearse(b *testing.B, ear *recorder, overheard, program *house) ([]wireRequest, [][]statement) {
	b.Helper()
	var requests []wireRequest
	var scores [][]statement
	seen, stopped := map[string]bool{}, error(nil)
	_, text := consoleDocument(b, "mutation DecideTask(")
	text = strings.Replace(text, "{ __typename decideTask", "{ decideTask", 1) // a command comes alone
	for _, email := range approvers(b, program) {
		here, there := signedIn(b, program, email), signedIn(b, overheard, email)
		for _, task := range inboxOf(there) {
			if seen[task.Subject.ID] {
				continue // its next step: only the first of each is decided, in any order
			}
			seen[task.Subject.ID] = true
			body, err := json.Marshal(map[string]any{"query": text, "variables": vars{"input": vars{
				"id": task.ID, "version": task.Version, "outcome": "APPROVE", "idempotencyKey": "bench-" + task.ID}}})
			require.NoError(b, err)
			request := operationRequest(there.token, body)
			score := ear.during(func() {
				_, err = load(overheard.address, 1, inTurn([]wireRequest{request}))
			})
			if err != nil { // a rule stops it: closed periods, budgets of the history
				stopped = err
				continue
			}
			requests = append(requests, operationRequest(here.token, body))
			scores = append(scores, score)
		}
	}
	require.Greater(b, len(requests), 300, "too few decisions to measure; the last refusal was %v", stopped)
	return requests, scores
}

// comparison collects rows: the program and the bare handler, in turns.
type comparison struct {
	b          *testing.B
	program    *house
	postmaster int
	rows       []string
}

func (c *comparison) row(name string, clients int, run func() (*measured, error), floorAddress string, floorPID int, runFloor func(address string) (*measured, error)) {
	c.b.Helper()
	floor, err := cost(floorPID, c.postmaster, func() (*measured, error) { return runFloor(floorAddress) })
	require.NoError(c.b, err, "the floor of %s at %d clients", name, clients)
	m, err := cost(c.program.cmd.Process.Pid, c.postmaster, run)
	require.NoError(c.b, err, "%s at %d clients", name, clients)
	server, base := m.each(m.answerer), floor.each(floor.answerer)
	pg, basePG := m.each(m.postgres), floor.each(floor.postgres)
	c.rows = append(c.rows, fmt.Sprintf("| %s | %d | %.0f | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.1f |",
		name, clients, m.rate(), ms(m.wait(0.5)), ms(m.wait(0.99)), server, pg, floor.rate(), base, basePG, m.rate()/floor.rate(), pg/basePG, server/base))
	key := strings.ReplaceAll(name, " ", "-")
	c.b.ReportMetric(m.rate(), fmt.Sprintf("%s-%d-req/s", key, clients))
	fmt.Println(c.rows[len(c.rows)-1])
}

func (c *comparison) print() {
	fmt.Printf("\n%d invoices of history, %d generated, %d cores, %s\n\n", benchInvoices, benchOpen, runtime.NumCPU(), runtime.Version())
	fmt.Println("| request | clients | requests/s | p50 ms | p99 ms | server µs | Postgres µs | floor requests/s | floor µs | floor Postgres µs | requests to floor | Postgres to floor | server to floor |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	fmt.Println(strings.Join(slices.Clone(c.rows), "\n"))
	fmt.Println()
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkIntake takes generated files from disk to checked and routed, by the verb that does so.
func BenchmarkIntake(b *testing.B) {
	db := benchGroup(b).New(b)
	files := writeFiles(b, b.TempDir(), 2, benchFiles, billers(b, db.Pool, benchEntity, benchCountry))
	main, err := db.Postmaster()
	require.NoError(b, err)
	cluster, err := storetest.ServerTime(main)
	require.NoError(b, err)
	began := time.Now()
	ended, err := importFiles(db.URL, files)
	took := time.Since(began)
	require.NoError(b, err)
	after, err := storetest.ServerTime(main)
	require.NoError(b, err)
	n := float64(len(files))
	program := ended.UserTime() + ended.SystemTime()
	fmt.Printf("\n| files | files/s | program µs per file | Postgres µs per file |\n|--:|--:|--:|--:|\n| %d | %.0f | %.0f | %.0f |\n\n",
		len(files), n/took.Seconds(), float64(program.Microseconds())/n, float64((after-cluster).Microseconds())/n)
	rows, err := db.Pool.Query(background, `SELECT state, count(*) FROM invoice WHERE number LIKE 'B2-%' GROUP BY 1 ORDER BY 2 DESC`)
	require.NoError(b, err)
	for rows.Next() {
		var state string
		var count int
		require.NoError(b, rows.Scan(&state, &count))
		fmt.Printf("%s: %d\n", state, count)
	}
	require.NoError(b, rows.Err())
	b.ReportMetric(n/took.Seconds(), "files/s")
}
