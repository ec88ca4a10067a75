package server

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCost_CountsWhatTheArgumentsAskFor(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Cost = 1; l.Depth = 30 }))
	cost := func(document string, variables ...any) int {
		r := p.ask(document, variables...)
		if r.code(t) == "" {
			return 0
		}
		require.Equal(t, "TOO_COMPLEX", r.code(t), document)
		is, _ := r.errors(t)[0].Extensions.Details["cost"].(float64)
		return int(is)
	}
	for _, c := range []struct {
		name      string
		document  string
		variables []any
		want      int
	}{
		{"scalars are free", "{hello me}", nil, 0},
		{"two objects", "{row{parent{id}}}", nil, 2},
		{"an object of scalars comes with its row", "{row{money{amount} parent{money{amount}}}}", nil, 2},
		{"ten rows: weight 2 and the row itself", "{rows(first:10){edges{cursor node{name}}}}", nil, 30},
		{"what a row holds counts ten times", "{rows(first:10){edges{node{parent{id}}}}}", nil, 40},
		{"the total counts once", "{rows(first:10){totalCount pageInfo{hasNextPage}}}", nil, 30},
		{"last counts as first", "{rows(last:10){edges{node{id}}}}", nil, 30},
		{"no size is a whole page", "{rows{edges{node{id}}}}", nil, 150},
		{"the default of the schema", "{page{id}}", nil, 40},
		{"a size in a variable", "query($n:Int){rows(first:$n){edges{node{id}}}}", []any{"n", 20}, 60},
		{"a variable's own default", "query($n:Int=30){rows(first:$n){edges{node{id}}}}", nil, 90},
		{"ids by their number", `{byIds(ids:["a","b","c"]){parent{id}}}`, nil, 12},
		{"ids in a variable", `query($ids:[String!]!){byIds(ids:$ids){id}}`, []any{"ids", []string{"a", "b"}}, 6},
		{"a list of unknown size counts five", "{row{children{parent{id}}}}", nil, 1 + 1 + 5},
		{"and five again inside", "{row{children{children{parent{id}}}}}", nil, 1 + 1 + 5*(1+5)},
		{"its own weight", "{row{checks{rule}}}", nil, 3},
		{"a fragment as often as it is spread", "{a:row{...f} b:row{...f}} fragment f on Row{parent{id}}", nil, 4},
		{"a fragment across the page", "{rows(first:10){...f}} fragment f on RowConnection{edges{node{parent{id}}}}", nil, 40},
		{"the same fragment in two sizes", "{a:rows(first:10){...f} b:rows(first:20){...f}} fragment f on RowConnection{edges{node{id}}}", nil, 90},
		{"an inline fragment is no way round", "{rows(first:10){...{edges{...{node{id}}}}}}", nil, 30},
		{"a negative size is a whole page", "{rows(first:-1){edges{node{id}}}}", nil, 150},
		{"the schema", "{__schema{types{name}}}", nil, schemaCost},
		{"numbers that run over", "{rows(first:2147483647){edges{node{children{children{children{id}}}}}}}", nil, 2147483647},
	} {
		got := cost(c.document, c.variables...)
		if c.want <= 1 {
			require.Zero(t, got, c.name)
			continue
		}
		require.Equal(t, c.want, got, c.name)
	}
}

func TestCost_StandsAtItsLimit(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Cost = 30 }))
	require.Empty(t, p.ask("{rows(first:10){edges{node{id}}}}").code(t))
	require.Equal(t, "TOO_COMPLEX", p.ask("{rows(first:10){edges{node{id}}} row{id}}").code(t))
}
