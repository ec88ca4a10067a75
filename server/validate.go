package server

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"countersign/domain"
)

// namedRule is one rule of the GraphQL specification, section 5.
type namedRule struct {
	name  string
	check core.RuleFunc
}

// validationRules are all rules of the specification. Those that look for similar names to suggest are replaced: a
// suggestion costs time and tells the schema to whoever may not read it.
func validationRules() []namedRule {
	r := rules.NewDefaultRules()
	r.ReplaceRule(rules.FieldsOnCorrectTypeRule.Name, rules.FieldsOnCorrectTypeRuleWithoutSuggestions.RuleFunc)
	r.ReplaceRule(rules.ScalarLeafsRule.Name, rules.ScalarLeafsRuleWithoutSuggestions.RuleFunc)
	var all []namedRule
	for name, check := range r.GetInner() {
		all = append(all, namedRule{name, check})
	}
	all = append(all, namedRule{"ValuesOfCorrectType", intsFit})
	slices.SortFunc(all, func(a, b namedRule) int { return strings.Compare(a.name, b.name) })
	return all
}

// intsFit refuses written Ints beyond 32 bits, which the library's rule takes.
func intsFit(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, v *ast.Value) {
		if v.Kind != ast.IntValue || v.Definition == nil || v.Definition.Name != "Int" {
			return
		}
		if _, err := strconv.ParseInt(v.Raw, 10, 32); err != nil {
			addError(core.At(v.Position))
		}
	})
}

// said is what a person reads of a broken rule. The rule library's own words quote the document.
var said = map[string]string{
	"FieldsOnCorrectType":          "A field is asked for that its type does not have.",
	"FragmentsOnCompositeTypes":    "A fragment is on a type that has no fields.",
	"KnownArgumentNames":           "An argument is given that is not known there.",
	"KnownDirectives":              "A directive is used that is not known there.",
	"KnownFragmentNames":           "A fragment is spread that the document does not hold.",
	"KnownRootType":                "The schema has no such kind of operation.",
	"KnownTypeNames":               "A type is named that the schema does not have.",
	"LoneAnonymousOperation":       "An operation without a name must be the only one.",
	"MaxIntrospectionDepth":        "The schema is asked for too deeply.",
	"NoFragmentCycles":             "A fragment spreads itself.",
	"NoUndefinedVariables":         "A variable is used that the operation does not declare.",
	"NoUnusedFragments":            "A fragment is never spread.",
	"NoUnusedVariables":            "A variable is never used.",
	"OverlappingFieldsCanBeMerged": "Two fields of the same name differ; give one an alias.",
	"PossibleFragmentSpreads":      "A fragment is spread where its type can never be.",
	"ProvidedRequiredArguments":    "A required argument is absent.",
	"ScalarLeafs":                  "An object needs fields in braces, and a plain value must not have them.",
	"SingleFieldSubscriptions":     "A subscription asks for exactly one field.",
	"UniqueArgumentNames":          "An argument is given twice.",
	"UniqueDirectivesPerLocation":  "A directive is used twice in one place.",
	"UniqueFragmentNames":          "Two fragments have the same name.",
	"UniqueInputFieldNames":        "A field of an input is given twice.",
	"UniqueOperationNames":         "Two operations have the same name.",
	"UniqueVariableNames":          "A variable is declared twice.",
	"ValuesOfCorrectType":          "A value is not of the type that is asked for.",
	"VariablesAreInputTypes":       "A variable is of a type that cannot be sent.",
	"VariablesInAllowedPosition":   "A variable is used where its type does not fit.",
}

// enough ends a validation that has found as many errors as are reported.
type enough struct{}

// validate checks a document against the schema and stops at the limit of errors: a document with thousands would cost
// as much to explain as a good one to answer.
func (e *endpoint) validate(ctx context.Context, tree *ast.QueryDocument) (errs gqlerror.List) {
	defer func() {
		if what := recover(); what != nil {
			if _, ok := what.(enough); !ok {
				panic(what) //nolint:forbidigo // not ours
			}
		}
	}()
	observers := &core.Events{}
	for _, rule := range e.rules {
		rule.check(observers, func(options ...core.ErrorOption) {
			var found gqlerror.Error
			for _, option := range options {
				option(&found)
			}
			words, known := said[rule.name]
			if !known {
				words = "The document does not fit the schema."
			}
			told := contractError(ctx, domain.Refuse(domain.CodeGraphQLInvalid, "%s", words).With("rule", rule.name))
			told.Locations = found.Locations[:min(len(found.Locations), 1)]
			if errs = append(errs, told); len(errs) >= e.s.o.Limits.Errors {
				panic(enough{}) //nolint:forbidigo // the walk has no other way to end early
			}
		})
	}
	core.Walk(e.schema, tree, observers)
	return errs
}

// parseError words what the parser refused.
func (e *endpoint) parseError(ctx context.Context, err error) gqlerror.List {
	var found *gqlerror.Error
	if !errors.As(err, &found) {
		return refusals(ctx, domain.Refuse(domain.CodeBadRequest, "The document is not GraphQL."))
	}
	if strings.Contains(found.Message, "token limit") {
		return refusals(ctx, domain.Refuse(domain.CodeTooComplex, "The request is too large: its tokens may be at most %d.", e.s.o.Limits.Tokens).With("limit", e.s.o.Limits.Tokens))
	}
	told := contractError(ctx, domain.Refuse(domain.CodeBadRequest, "The document is not GraphQL."))
	told.Locations = found.Locations[:min(len(found.Locations), 1)]
	return gqlerror.List{told}
}

// variableErrors words what gqlgen refused of the variables. The path is told as far as it is made of names of ours.
func (e *endpoint) variableErrors(ctx context.Context, found gqlerror.List) gqlerror.List {
	var names []string
	for i, part := range found[0].Path {
		name, ok := part.(ast.PathName)
		if i > 1 && ok && e.inputField(string(name)) {
			names = append(names, string(name))
		}
	}
	field := "variables"
	if len(names) > 0 {
		field += "." + strings.Join(names, ".")
	}
	return refusals(ctx, domain.RefuseField(domain.CodeInvalid, field, "A variable is absent or not of its declared type."))
}

// inputField says whether any input of the schema has a field of that name.
func (e *endpoint) inputField(name string) bool {
	for _, t := range e.schema.Types {
		if t.Kind == ast.InputObject && t.Fields.ForName(name) != nil {
			return true
		}
	}
	return false
}

// refusals is a list of one.
func refusals(ctx context.Context, refusal *domain.Error) gqlerror.List {
	return gqlerror.List{contractError(ctx, refusal)}
}

func (e *endpoint) refusal(ctx context.Context, refusal *domain.Error) *graphql.Response {
	return &graphql.Response{Errors: refusals(ctx, refusal)}
}

// init tells gqlgen's websocket that our refusals end the operation, as its protocol asks, and are not results.
func init() {
	for _, code := range []domain.Code{domain.CodeBadRequest, domain.CodeTooComplex, domain.CodeNotAllowed, domain.CodeInvalid,
		domain.CodeForbidden, domain.CodeRateLimited, domain.CodeUnauthenticated} {
		errcode.RegisterErrorType(string(code), errcode.KindProtocol)
	}
}
