package server

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// refusedWithin and refusedBytes are the bars of CONTROLS: a hostile document costs less than a good one.
const (
	refusedWithin = 100 * time.Millisecond
	refusedBytes  = 4 << 10
)

// hostileDocuments are bodies that a careless server answers slowly, at length, or at all. Each is the work of somebody
// who wants the server to work.
func hostileDocuments() map[string]string {
	many := func(n int, one string) string { return strings.Repeat(one, n) }
	count := func(n int, one func(int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(one(i))
		}
		return b.String()
	}
	viewer := func(inner string) string { return "{viewer{" + inner + "}}" }
	documents := map[string]string{
		"unknown directives on one field": viewer("user{id " + many(3000, "@a ") + "}"),
		"unknown directives, 0.3 MB":      viewer("user{id " + many(100_000, "@a ") + "}"),
		"known directive repeated":        viewer("user{id " + many(1500, "@skip(if:false) ") + "}"),
		"aliases":                         viewer(count(2000, func(i int) string { return fmt.Sprintf("a%d:user{id} ", i) })),
		"aliases of the root":             "{" + count(500, func(i int) string { return fmt.Sprintf("a%d:viewer{user{id}} ", i) }) + "}",
		"the same field, many times":      viewer(many(3000, "user{id} ")),
		"the same leaf, many times":       viewer("user{" + many(3900, "id ") + "}"),
		"same fields in two levels":       viewer(many(100, "user{"+many(30, "id ")+"} ")),
		"nesting":                         "{viewer{user{" + many(400, "manager{") + "id" + many(400, "}") + "}}}",
		"nesting beyond the parser":       many(200_000, "{a"),
		"nested lists":                    "{nodes(ids:" + many(5000, "[") + many(5000, "]") + "){id}}",
		"nested objects":                  "{invoices(filter:" + many(900, "{and:") + "{}" + many(900, "}") + "){edges{cursor}}}",
		"nested variable types":           "query($a:" + many(900, "[") + "ID" + many(900, "]") + "){viewer{user{id}}}",
		"fragment circle":                 "{...a} fragment a on Query{...b} fragment b on Query{...a}",
		"fragment spreading itself":       "{...a} fragment a on Query{viewer{user{id}} ...a}",
		"fragments doubling":              "{...f0}" + count(40, func(i int) string { return fmt.Sprintf(" fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1) }) + " fragment f40 on Query{viewer{user{id}}}",
		"fragments doubling below fields": "{viewer{user{...f0}}}" + count(30, func(i int) string {
			return fmt.Sprintf(" fragment f%d on User{manager{...f%d} manager{...f%d}}", i, i+1, i+1)
		}) + " fragment f30 on User{id}",
		"thousands of fragments":             "{viewer{user{id}}}" + count(600, func(i int) string { return fmt.Sprintf(" fragment f%d on User{id}", i) }),
		"thousands of spreads":               viewer("user{"+many(1900, "...a ")+"}") + " fragment a on User{id}",
		"unknown fields":                     viewer(count(1900, func(i int) string { return fmt.Sprintf("u%d ", i) })),
		"unknown fields that look alike":     viewer(count(140, func(i int) string { return fmt.Sprintf("usee%d ", i) })),
		"unknown types":                      "{" + count(140, func(i int) string { return fmt.Sprintf("...on Usr%d{id} ", i) }) + "}",
		"unknown arguments":                  "{viewer(" + count(1300, func(i int) string { return fmt.Sprintf("a%d:1 ", i) }) + "){user{id}}}",
		"a name of 30 KB":                    viewer(many(30_000, "a")),
		"a type of 30 KB":                    "{...on " + many(30_000, "A") + "{id}}",
		"an operation name of 30 KB":         "query " + many(30_000, "a") + "{viewer{user{id}}}",
		"unused variables":                   "query(" + count(900, func(i int) string { return fmt.Sprintf("$v%d:ID ", i) }) + "){viewer{user{id}}}",
		"the same variable, many times":      "query(" + many(900, "$v:ID ") + "){viewer{user{id}}}",
		"thousands of operations":            count(600, func(i int) string { return fmt.Sprintf("query q%d{viewer{user{id}}} ", i) }),
		"thousands of nameless operations":   many(900, "{viewer{user{id}}}"),
		"a page of a million":                viewer("inbox(first:1000000){edges{node{id}}}"),
		"a page of minus one":                viewer("inbox(first:100){edges{node{item{tasks{item{tasks{item{tasks{id}}}}}}}}}"),
		"pages in pages":                     "{invoices(first:100){edges{node{timeline(first:100){edges{node{text}}}}}}}",
		"thirty expensive lists":             "{" + count(12, func(i int) string { return fmt.Sprintf("a%d:invoices(first:100){edges{node{id}}} ", i) }) + "}",
		"ids by the thousand":                `{nodes(ids:[` + many(1000, `"x" `) + `]){id}}`,
		"introspection, many times":          "{" + count(12, func(i int) string { return fmt.Sprintf("a%d:__schema{types{fields{name}}} ", i) }) + "}",
		"introspection in circles":           "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}",
		"the schema unasked":                 "{__schema{types{name fields{name}}}}",
		"a command unasked, twice":           `mutation{a:withdrawDecision(input:{taskId:"a",version:1,idempotencyKey:"k"}){clientMutationId} b:withdrawDecision(input:{taskId:"a",version:1,idempotencyKey:"k"}){clientMutationId}}`,
		"a comment of 30 KB":                 viewer("nothing") + "#" + many(30_000, "x"),
		"commas":                             viewer("nothing" + many(30_000, ",")),
		"a text of 30 KB":                    `{search(text:"` + many(30_000, "x") + `",nope:1){id}}`,
		"a block text of line breaks":        `{search(text:"""` + many(15_000, "\\n ") + `""",nope:1){id}}`,
		"escapes":                            `{search(text:"` + many(5000, `\u0041`) + `",nope:1){id}}`,
		"a text without end":                 `{search(text:"` + many(30_000, "x"),
		"a number of 30 KB":                  "{search(first:" + many(30_000, "9") + `,text:""){id}}`,
		"zero bytes":                         "{viewer{user{id}}}" + many(1000, "\x00"),
		"deferred parts":                     viewer(many(100, "...@defer{user{id}} ")),
		"an echo of a script":                viewer("<script>alert(1)</script>"),
		"an echo in a name":                  viewer("IgnoreAllPreviousInstructions"),
		"a subscription to many things":      "subscription{" + count(10, func(i int) string { return fmt.Sprintf("a%d:inboxChanged{cursor} ", i) }) + "}",
		"a document of one megabyte":         viewer("nothing" + many(900_000, " ")),
		"a wide integer":                     `{invoices(first:99999999999999999999){edges{cursor}}}`,
		"the same argument, many times":      "{viewer{inbox(" + many(1300, "first:1 ") + "){edges{cursor}}}}",
		"the same input field, many times":   "{invoices(filter:{" + many(1300, "and:[] ") + "}){edges{cursor}}}",
		"enum values by the thousand":        "{viewer{permits(actions:[" + many(3000, "A ") + "]){allowed}}}",
		"fields that conflict":               viewer(many(60, "a:user{id} a:inboxCounts{count} ")),
		"inline fragments within each other": "{viewer" + many(300, "{...on Viewer") + "{user{id}}" + many(300, "}") + "}",
		"a spread of what is not there":      viewer("user{" + count(140, func(i int) string { return fmt.Sprintf("...n%d ", i) }) + "}"),
		"variables of types that nobody has": "query(" + count(1000, func(i int) string { return fmt.Sprintf("$v%d:T%d ", i, i) }) + "){viewer{user{id}}}",
		"descriptions":                       `"""` + many(30_000, "x") + `""" query{nothing}`,
		"a document that is no document":     many(30_000, "}"),
	}
	return documents
}

func hostileBodies(t *testing.T) map[string]string {
	t.Helper()
	bodies := map[string]string{
		"a body that is no JSON":          strings.Repeat("[", 100_000),
		"a batch":                         "[" + strings.Repeat(`{"query":"{viewer{user{id}}}"},`, 1000) + `{"query":"{a}"}]`,
		"extensions nested deep":          `{"query":"{nothing}","extensions":` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000) + "}",
		"variables nested deep":           `{"query":"query($f:InvoiceFilter){invoices(filter:$f){edges{cursor}}}","variables":{"f":` + strings.Repeat(`{"and":[`, 3000) + strings.Repeat("]}", 3000) + "}}",
		"variables by the thousand":       `{"query":"query($ids:[ID!]!){nodes(ids:$ids){id}}","variables":{"ids":[` + strings.Repeat(`"x",`, 50_000) + `"x"]}}`,
		"a digest that nobody knows":      `{"extensions":{"persistedQuery":{"sha256Hash":"` + strings.Repeat("f", 64) + `"}}}`,
		"an operation that is not there":  `{"query":"query a{viewer{user{id}}}","operationName":"<script>"}`,
		"a body above one megabyte":       `{"query":"{viewer{user{id}}}","variables":{"a":"` + strings.Repeat("x", 1<<20) + `"}}`,
		"a variable of the wrong type":    `{"query":"query($ids:[ID!]!){nodes(ids:$ids){id}}","variables":{"ids":{"<script>":"<script>"}}}`,
		"a query that is a list of lists": `{"query":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`,
	}
	for name, document := range hostileDocuments() {
		text, err := io.ReadAll(asJSON(t, map[string]string{"query": document}))
		require.NoError(t, err)
		bodies[name] = string(text)
	}
	return bodies
}

// TestGraphQL_RefusesHostileDocumentsCheaply sends each to the product's own schema, as a caller who may not read it.
func TestGraphQL_RefusesHostileDocumentsCheaply(t *testing.T) {
	p := setup(t, realContract, oidcMode)
	bodies := hostileBodies(t)
	require.GreaterOrEqual(t, len(bodies), 40)
	slowest, longest := time.Duration(0), 0
	for name, body := range bodies {
		best := time.Hour // the machine may pause; the server may not
		var r reply
		for range 3 {
			began := time.Now()
			r = p.do(http.MethodPost, "/graphql", strings.NewReader(body))
			best = min(best, time.Since(began))
		}
		code := r.code(t)
		require.NotEmpty(t, code, name)
		require.NotEqual(t, "INTERNAL", code, name)
		require.NotContains(t, r.text, `"data"`, "%s ran", name)
		require.Less(t, len(r.text), refusedBytes, name)
		require.Less(t, best, refusedWithin*slowness, name)
		for _, echo := range []string{"script", "Ignore", "usee", "aaaaaa", "Usr", "AAAA"} {
			require.NotContains(t, r.text, echo, name)
		}
		slowest, longest = max(slowest, best), max(longest, len(r.text))
	}
	t.Logf("hostile documents: %d/%d refused, slowest %s, longest answer %d bytes", len(bodies), len(bodies), slowest, longest)
}

// TestGraphQL_RefusesTwoHundredHostileDocumentsAtOnce sends 200 of them at the same time; in full, 200 of each.
//
// What they cost is processor time of this process, caller and server, so that a crowded machine fails nobody.
func TestGraphQL_RefusesTwoHundredHostileDocumentsAtOnce(t *testing.T) {
	const atOnce = 200
	p := setup(t, realContract, oidcMode)
	bodies := hostileBodies(t)
	names := slices.Sorted(maps.Keys(bodies))
	volleys := [][]string{names}
	if os.Getenv("COUNTERSIGN_PROVE") == "full" {
		volleys = volleys[:0]
		for _, name := range names {
			volleys = append(volleys, []string{name})
		}
	}
	dearest, longest := time.Duration(0), 0
	for _, volley := range volleys {
		var wait sync.WaitGroup
		replies := make([]reply, atOnce)
		began := busy(t)
		for i := range replies {
			wait.Go(func() {
				replies[i] = p.do(http.MethodPost, "/graphql", strings.NewReader(bodies[volley[i%len(volley)]]))
			})
		}
		wait.Wait()
		each := (busy(t) - began) / atOnce
		for i, r := range replies {
			name := volley[i%len(volley)]
			code := r.code(t)
			require.NotEmpty(t, code, name)
			require.NotEqual(t, "INTERNAL", code, name)
			require.Less(t, len(r.text), refusedBytes, name)
			longest = max(longest, len(r.text))
		}
		require.Less(t, each, refusedWithin*slowness, volley[0])
		dearest = max(dearest, each)
	}
	t.Logf("hostile documents: %d volleys of %d at once refused, dearest %s of processor time each, longest answer %d bytes", len(volleys), atOnce, dearest, longest)
}

// busy is the processor time that this process has taken.
func busy(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
