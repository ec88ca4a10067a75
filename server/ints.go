package server

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// wideInt names the first variable or input field that holds an Int beyond 32 bits, which gqlgen would take; "" for none.
func (e *endpoint) wideInt(operation *graphql.OperationContext) string {
	for _, v := range operation.Operation.VariableDefinitions {
		if field, wide := e.wide(v.Type, operation.Variables[v.Variable], "variables"); wide {
			return field
		}
	}
	return ""
}

// wide looks through a value of type t. It ends because a value has an end.
func (e *endpoint) wide(t *ast.Type, value any, field string) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "", false
	case []any:
		return e.wideIn(t, v, field)
	case map[string]any:
		input := e.schema.Types[t.Name()]
		for _, f := range input.Fields {
			if name, wide := e.wide(f.Type, v[f.Name], f.Name); wide {
				return name, true
			}
		}
		return "", false
	}
	return field, t.Name() == "Int" && beyond(value)
}

func (e *endpoint) wideIn(t *ast.Type, list []any, field string) (string, bool) {
	if t.Elem != nil {
		t = t.Elem
	}
	i := slices.IndexFunc(list, func(one any) bool {
		_, wide := e.wide(t, one, field)
		return wide
	})
	return field, i >= 0
}

func beyond(value any) bool {
	switch n := value.(type) {
	case int:
		return n > math.MaxInt32 || n < math.MinInt32
	case int64:
		return n > math.MaxInt32 || n < math.MinInt32
	case float64:
		return n > math.MaxInt32 || n < math.MinInt32
	case json.Number:
		whole, err := n.Int64()
		return err != nil || whole > math.MaxInt32 || whole < math.MinInt32
	}
	return false
}
