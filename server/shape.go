package server

import (
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"countersign/domain"
)

// introspectionDepth lets the introspection query of the usual tools through: nine wrapped types below an argument.
const introspectionDepth = 20

// bracesDepth bounds braces within braces: the deepest fields with a fragment around each.
const bracesDepth = 2 * introspectionDepth

// shape is what a document looks like with its fragments spread. Numbers stop at math.MaxInt32.
type shape struct {
	depth       int // of nested fields; __schema and __type count as one
	schema      int // of nested fields below those two
	braces      int // of nested braces, those of fragments included
	level       int // fields in one pair of braces, fragments spread
	fields      int
	introspects bool
}

// ruler measures a parsed document before it is validated: in time linear to its text, whatever it says.
type ruler struct {
	limits    Limits
	fragments map[string]*ast.FragmentDefinition
	done      map[string]*shape
	under     map[string]bool // fragments being measured, to notice circles
	aliases   int
	refusal   *domain.Error
}

// measure refuses a document whose shape alone is too much to look at any further.
func measure(d *ast.QueryDocument, limits Limits) (shape, *domain.Error) {
	r := &ruler{limits: limits, fragments: map[string]*ast.FragmentDefinition{}, done: map[string]*shape{}, under: map[string]bool{}}
	if len(d.Fragments) > limits.Fragments {
		return shape{}, tooComplex("fragments", len(d.Fragments), limits.Fragments)
	}
	for _, f := range d.Fragments {
		r.name(f.Name)
		r.name(f.TypeCondition)
		r.directives(f.Directives)
		r.fragments[f.Name] = f
	}
	for _, f := range d.Fragments { // those that nobody spreads are validated too
		r.fragment(f.Name)
	}
	var all shape
	for _, operation := range d.Operations {
		r.name(operation.Name)
		r.directives(operation.Directives)
		for _, v := range operation.VariableDefinitions {
			r.name(v.Variable)
			r.name(v.Type.Name())
		}
		one := r.set(operation.SelectionSet)
		if one.level > limits.RootFields {
			r.refuse(tooComplex("rootFields", one.level, limits.RootFields))
		}
		all.join(one)
	}
	switch {
	case r.refusal != nil:
	case all.fields > limits.Fields:
		r.refuse(tooComplex("fields", all.fields, limits.Fields))
	case r.aliases > limits.Aliases:
		r.refuse(tooComplex("aliases", r.aliases, limits.Aliases))
	case all.depth > limits.Depth:
		r.refuse(tooComplex("depth", all.depth, limits.Depth))
	case all.braces > bracesDepth:
		r.refuse(tooComplex("depth", all.braces, bracesDepth))
	case all.schema > introspectionDepth:
		r.refuse(tooComplex("depth", all.schema, introspectionDepth))
	}
	return all, r.refusal
}

// join counts what stands beside a.
func (a *shape) join(b shape) {
	a.depth = max(a.depth, b.depth)
	a.schema = max(a.schema, b.schema)
	a.braces = max(a.braces, b.braces)
	a.level = sum(a.level, b.level)
	a.fields = sum(a.fields, b.fields)
	a.introspects = a.introspects || b.introspects
}

func sum(a, b int) int { return min(a+b, math.MaxInt32) }

func (r *ruler) refuse(e *domain.Error) {
	if r.refusal == nil {
		r.refusal = e
	}
}

// set measures one pair of braces.
func (r *ruler) set(set ast.SelectionSet) shape {
	var s shape
	for _, selection := range set {
		var one shape
		switch n := selection.(type) {
		case *ast.Field:
			one = r.field(n)
		case *ast.InlineFragment:
			r.name(n.TypeCondition)
			r.directives(n.Directives)
			one = r.set(n.SelectionSet)
		case *ast.FragmentSpread:
			r.name(n.Name)
			r.directives(n.Directives)
			one = r.fragment(n.Name)
		}
		s.join(one)
	}
	s.braces++
	if s.level > r.limits.Selections {
		r.refuse(tooComplex("selections", s.level, r.limits.Selections))
	}
	return s
}

func (r *ruler) field(f *ast.Field) shape {
	r.name(f.Name)
	r.name(f.Alias)
	r.directives(f.Directives)
	if f.Alias != f.Name {
		r.aliases++
	}
	for _, a := range f.Arguments {
		r.name(a.Name)
	}
	inner := r.set(f.SelectionSet)
	s := shape{depth: inner.depth + 1, schema: inner.schema, braces: inner.braces, level: 1, fields: sum(inner.fields, 1), introspects: inner.introspects}
	if f.Name == "__schema" || f.Name == "__type" {
		s.depth, s.schema, s.introspects = 1, max(inner.depth, inner.schema)+1, true
	}
	return s
}

// fragment measures a fragment once, however often it is spread.
func (r *ruler) fragment(name string) shape {
	f, there := r.fragments[name]
	if !there {
		return shape{} // the validator says so
	}
	if known := r.done[name]; known != nil {
		return *known
	}
	if r.under[name] {
		r.refuse(domain.Refuse(domain.CodeGraphQLInvalid, "A fragment spreads itself."))
		return shape{}
	}
	r.under[name] = true
	s := r.set(f.SelectionSet) // its depth is judged where it is spread
	delete(r.under, name)
	r.done[name] = &s
	return s
}

// directives refuses deferred parts: an answer of ours is one piece.
func (r *ruler) directives(list ast.DirectiveList) {
	for _, d := range list {
		r.name(d.Name)
		if d.Name == "defer" {
			r.refuse(domain.Refuse(domain.CodeNotAllowed, "Answers come in one piece; @defer is not offered."))
		}
	}
}

func (r *ruler) name(name string) {
	if len(name) > r.limits.NameBytes {
		r.refuse(tooComplex("nameBytes", len(name), r.limits.NameBytes))
	}
}
