package server

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLimits_HoldAtTheirNumber asks at each limit and one above it.
func TestLimits_HoldAtTheirNumber(t *testing.T) {
	t.Parallel()
	d := DefaultLimits()
	list := func(n int, one func(int) string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = one(i)
		}
		return strings.Join(parts, " ")
	}
	parents := func(n int) string {
		return "{row{" + strings.Repeat("parent{", n-2) + "id" + strings.Repeat("}", n-2) + "}}"
	}
	for _, c := range []struct {
		name  string
		limit int
		make  func(n int) string
		what  string // the detail that names the limit
	}{
		{"depth", d.Depth, parents, "depth"},
		{"depth through fragments", d.Depth, func(n int) string {
			return "{row{...f}} fragment f on Row{" + strings.Repeat("parent{", n-2) + "id" + strings.Repeat("}", n-2) + "}"
		}, "depth"},
		{"aliases", d.Aliases, func(n int) string {
			return "{row{" + list(n, func(i int) string { return fmt.Sprintf("a%d:id", i) }) + "}}"
		}, "aliases"},
		{"root fields", d.RootFields, func(n int) string { return "{" + list(n, func(int) string { return "hello" }) + "}" }, "rootFields"},
		{"root fields in fragments", d.RootFields, func(n int) string {
			return "{hello ...f} fragment f on Query{" + list(n-1, func(int) string { return "hello" }) + "}"
		}, "rootFields"},
		{"selections", d.Selections, func(n int) string { return "{row{" + list(n, func(int) string { return "id" }) + "}}" }, "selections"},
		{"fragments", d.Fragments, func(n int) string {
			return "{row{" + list(n, func(i int) string { return fmt.Sprintf("...f%d", i) }) + "}} " + list(n, func(i int) string { return fmt.Sprintf("fragment f%d on Row{id}", i) })
		}, "fragments"},
		{"fields", d.Fields, func(n int) string { // 10 rows of 100 and what is left
			row := "row{" + list(100, func(int) string { return "id" }) + "}"
			rows := (n - 1) / 101
			return "{" + list(rows, func(int) string { return row }) + " row{" + list(n-rows*101-1, func(int) string { return "id" }) + "}}"
		}, "fields"},
		{"a name", d.NameBytes, func(n int) string { return "query " + strings.Repeat("q", n) + "{hello}" }, "nameBytes"},
		{"bytes", d.DocumentBytes, func(n int) string { return "{hello}" + strings.Repeat(" ", n-7) }, "bytes"},
	} {
		p := setup(t, limited(func(l *Limits) {
			if c.what == "fields" {
				l.RootFields, l.Cost = 100, 1_000_000
			}
		}))
		require.Empty(t, p.ask(c.make(c.limit)).code(t), "%s: %d", c.name, c.limit)
		r := p.ask(c.make(c.limit + 1))
		require.Equal(t, "TOO_COMPLEX", r.code(t), c.name)
		details := r.errors(t)[0].Extensions.Details
		require.EqualValues(t, c.limit, details["limit"], c.name)
		require.EqualValues(t, c.limit+1, details[c.what], c.name)
	}
}

func TestLimits_OfTokens(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Tokens = 50 }))
	require.Empty(t, p.ask("{hello}").code(t))
	r := p.ask("{row{" + strings.Repeat("id ", 60) + "}}")
	require.Equal(t, "TOO_COMPLEX", r.code(t))
	require.EqualValues(t, 50, r.errors(t)[0].Extensions.Details["limit"])
}

func TestLimits_OfTheBody(t *testing.T) {
	t.Parallel()
	p := setup(t)
	body := func(n int) string {
		text := `{"query":"{hello}","extensions":{"a":""}}`
		return strings.Replace(text, `""`, `"`+strings.Repeat("x", n-len(text))+`"`, 1)
	}
	require.Equal(t, http.StatusOK, p.do(http.MethodPost, "/graphql", strings.NewReader(body(1<<20))).status)
	r := p.do(http.MethodPost, "/graphql", strings.NewReader(body(1<<20+1)))
	require.Equal(t, http.StatusRequestEntityTooLarge, r.status)
	require.Equal(t, "BAD_REQUEST", r.code(t))
}

func TestLimits_OfErrorsToldOfOneDocument(t *testing.T) {
	t.Parallel()
	r := setup(t).ask("{a b c d e f}")
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", r.code(t))
	require.Len(t, r.errors(t), DefaultLimits().Errors)
	require.Equal(t, "FieldsOnCorrectType", r.errors(t)[0].Extensions.Details["rule"])
}

func TestLimits_OfRequestsPerPerson(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.PerMinute = 3 }))
	for range 3 {
		require.Equal(t, http.StatusOK, p.ask("{hello}").status)
	}
	r := p.ask("{hello}")
	require.Equal(t, http.StatusTooManyRequests, r.status)
	require.Equal(t, "RATE_LIMITED", r.code(t))
	require.Greater(t, r.errors(t)[0].Extensions.Details["retryAfter"], 0.0)
	require.NotEmpty(t, r.header.Get("Retry-After"))

	require.Equal(t, http.StatusTooManyRequests, p.do(http.MethodGet, "/files/x", nil).status, "one count for every path")
	p.token = p.tokenOf("bo@example.com")
	require.Equal(t, http.StatusOK, p.ask("{hello}").status, "another person has their own")
}

func TestLimits_OfVariables(t *testing.T) {
	t.Parallel()
	ids := make([]string, variableValues+2)
	r := setup(t).ask("query($ids:[String!]!){byIds(ids:$ids){id}}", "ids", ids)
	require.Equal(t, "TOO_COMPLEX", r.code(t))
	require.EqualValues(t, variableValues, r.errors(t)[0].Extensions.Details["limit"])
}

func TestRefusesDeferredAnswersAndCircles(t *testing.T) {
	t.Parallel()
	p := setup(t)
	require.Equal(t, "OPERATION_NOT_ALLOWED", p.ask("{...@defer{hello}}").code(t))
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", p.ask("{...a} fragment a on Query{...b} fragment b on Query{...a}").code(t))
	require.Equal(t, "TOO_COMPLEX", p.ask("{"+strings.Repeat("...on Query{", 50)+"hello"+strings.Repeat("}", 50)+"}").code(t))
}
