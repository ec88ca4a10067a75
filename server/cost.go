package server

import (
	"encoding/json"
	"math"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

const (
	// pageSize stands in for a page whose size the request leaves open; it is the default of our lists.
	pageSize = 50
	// unsized stands in for a list whose size no argument bounds, for example the tasks of an invoice.
	unsized = 5
	// schemaCost lets a request read the whole schema once or twice, not ten times.
	schemaCost = 400
)

// weight is what one field costs.
type weight struct {
	own  int
	per  string // argument that multiplies the field and what is below it
	list bool   // holds several without an argument that says how many
	page bool   // the edges of a connection, multiplied by the connection's size
}

// weights are those of every field of the schema that costs anything.
//
// A scalar is free, and so is an object made of scalars alone, for it comes with its row: money, page info. Any other
// object weighs 1, or what @cost says. Below a list everything counts as often as the list is long.
type weights map[*ast.FieldDefinition]weight

func weightsOf(schema *ast.Schema) weights {
	all := weights{}
	for _, t := range schema.Types {
		for _, f := range t.Fields {
			inner := schema.Types[f.Type.Name()]
			w := weight{list: f.Type.Elem != nil, page: f.Name == "edges" && strings.HasSuffix(t.Name, "Connection")}
			if inner != nil && inner.IsCompositeType() && !plain(schema, inner) && !w.page {
				w.own = 1
			}
			if d := f.Directives.ForName("cost"); d != nil {
				w.own = number(d.Arguments.ForName("weight"), nil)
				if per := d.Arguments.ForName("per"); per != nil {
					w.per = per.Value.Raw
				}
			}
			if t.Name == schema.Query.Name && (f.Name == "__schema" || f.Name == "__type") {
				w = weight{own: schemaCost}
			}
			if w != (weight{}) {
				all[f] = w
			}
		}
	}
	return all
}

// plain says whether an object holds nothing but scalars and is no node of its own.
func plain(schema *ast.Schema, t *ast.Definition) bool {
	if t.Kind != ast.Object || strings.HasPrefix(t.Name, "__") {
		return t.Kind == ast.Object // the schema's own description is paid for at its door
	}
	for _, f := range t.Fields {
		if inner := schema.Types[f.Type.Name()]; f.Name == "id" || inner == nil || inner.IsCompositeType() || len(f.Arguments) > 0 {
			return false
		}
	}
	return true
}

// cost weighs an admitted operation with the list sizes that its arguments and variables state.
func (w weights) cost(operation *graphql.OperationContext) int {
	s := scale{weights: w, variables: operation.Variables, done: map[spread]int{}}
	return s.set(operation.Operation.SelectionSet, 1)
}

// scale weighs one operation. A fragment is weighed once for each size of page that it is spread in.
type scale struct {
	weights   weights
	variables map[string]any
	done      map[spread]int
}

type spread struct {
	fragment string
	page     int
}

// set weighs one pair of braces; page is the size of the connection that it belongs to.
func (s *scale) set(set ast.SelectionSet, page int) int {
	total := 0
	for _, selection := range set {
		switch n := selection.(type) {
		case *ast.Field:
			total = sum(total, s.field(n, page))
		case *ast.InlineFragment:
			total = sum(total, s.set(n.SelectionSet, page))
		case *ast.FragmentSpread:
			key := spread{n.Name, page}
			known, ok := s.done[key]
			if !ok {
				known = s.set(n.Definition.SelectionSet, page)
				s.done[key] = known
			}
			total = sum(total, known)
		}
	}
	return total
}

func (s *scale) field(f *ast.Field, page int) int {
	w, weighs := s.weights[f.Definition]
	if f.Name == "__schema" || f.Name == "__type" {
		return schemaCost
	}
	if !weighs {
		return s.set(f.SelectionSet, 1)
	}
	switch {
	case w.per != "" && strings.HasSuffix(f.Definition.Type.Name(), "Connection"):
		size := s.size(f, w.per)
		return sum(times(size, w.own), s.set(f.SelectionSet, size)) // its edges multiply, its count does not
	case w.per != "":
		return times(s.size(f, w.per), sum(w.own, s.set(f.SelectionSet, 1)))
	case w.page:
		return times(page, sum(w.own, s.set(f.SelectionSet, 1)))
	case w.list:
		return sum(w.own, times(unsized, s.set(f.SelectionSet, 1)))
	default:
		return sum(w.own, s.set(f.SelectionSet, 1))
	}
}

// size is how many the request asks of a list; `last` counts where `first` is absent.
func (s *scale) size(f *ast.Field, per string) int {
	for _, name := range []string{per, "last"} {
		if a := f.Arguments.ForName(name); a != nil {
			if n := number(a, s.variables); n > 0 {
				return n
			}
		}
	}
	if d := f.Definition.Arguments.ForName(per); d != nil && d.DefaultValue != nil {
		if n := number(&ast.Argument{Value: d.DefaultValue}, nil); n > 0 {
			return n
		}
	}
	return pageSize
}

// number is a whole number, or the length of a list; 0 for everything else.
func number(a *ast.Argument, variables map[string]any) int {
	if a == nil {
		return 0
	}
	if a.Value.Kind == ast.ListValue {
		return max(len(a.Value.Children), 1)
	}
	v, err := a.Value.Value(variables)
	if err != nil {
		return 0
	}
	switch n := v.(type) {
	case int:
		return min(n, math.MaxInt32)
	case int64:
		return int(min(n, math.MaxInt32))
	case float64:
		return int(min(n, math.MaxInt32))
	case json.Number:
		whole, _ := n.Int64()
		return int(min(whole, math.MaxInt32))
	case []any:
		return max(len(n), 1)
	}
	return 0
}

// times multiplies without running over.
func times(a, b int) int {
	if b != 0 && a > math.MaxInt32/b {
		return math.MaxInt32
	}
	return a * b
}
