package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"countersign/workflow"
)

// needs says what each field of an invoice, or of what stands around one, must have loaded. A field that is not here is
// on the row itself.
var needs = map[string]workflow.Parts{
	"lines":       workflow.PartLines,
	"taxes":       workflow.PartDetail,
	"fields":      workflow.PartDetail,
	"checks":      workflow.PartChecks,
	"match":       workflow.PartChecks,
	"duplicates":  workflow.PartChecks,
	"budget":      workflow.PartChecks,
	"route":       workflow.PartRoute | workflow.PartTasks | workflow.PartDecisions,
	"tasks":       workflow.PartTasks | workflow.PartDecisions,
	"evidence":    workflow.PartEvidence,
	"posting":     workflow.PartPosting,
	"timeline":    workflow.PartEvents | workflow.PartTasks,
	"can":         workflow.PartUsed | workflow.PartTasks | workflow.PartPosting,
	"supplier":    workflow.PartSupplier,
	"advice":      workflow.PartAdvice,
	"nextActions": workflow.PartUsed | workflow.PartTasks | workflow.PartAdvice,
	// Of a route:
	"changedFrom": workflow.PartFormer,
	"differences": workflow.PartFormer,
}

// adviceNeeds says the same of lines of an invoice, and of why a model advises.
var adviceNeeds = map[string]workflow.Parts{"advice": workflow.PartAdvice, "similar": workflow.PartSimilar}

// reconNeeds says the same of accounts to reconcile, and of their statements and lines.
var reconNeeds = map[string]map[string]workflow.Parts{
	"ReconAccount": {
		"feed": workflow.PartFeed, "tallies": workflow.PartTallies, "equation": workflow.PartEquation, "openItems": workflow.PartAging, "missRisk": workflow.PartForecast,
	},
	"Statement": {"account": workflow.PartAccount, "replacedBy": workflow.PartStatement, "file": workflow.PartFile},
	"Line":      {"account": workflow.PartAccount, "statement": workflow.PartStatement, "case": workflow.PartCase, "group": workflow.PartGroup},
}

// partsOf is everything that the current field's selection asks for of the records below it, so that they are loaded
// with a fixed number of statements before any child is resolved.
func partsOf(ctx context.Context) workflow.Parts {
	var parts workflow.Parts
	eachField(ctx, func(f *ast.Field) {
		switch f.ObjectDefinition.Name {
		case "Invoice", "WorkItem", "Task", "ApprovalRoute":
			parts |= needs[f.Name]
		case "InvoiceLine", "Explanation":
			parts |= adviceNeeds[f.Name]
		default:
			parts |= reconNeeds[f.ObjectDefinition.Name][f.Name]
		}
	})
	return parts
}

// asksFor says whether a direct child of the current field is selected.
func asksFor(ctx context.Context, parent, name string) bool {
	found := false
	eachField(ctx, func(f *ast.Field) {
		found = found || f.ObjectDefinition.Name == parent && f.Name == name
	})
	return found
}

// eachField visits every field below the current one, through fragments.
func eachField(ctx context.Context, visit func(*ast.Field)) {
	field := graphql.GetFieldContext(ctx)
	operation := graphql.GetOperationContext(ctx)
	if field == nil || operation == nil {
		return
	}
	walk(operation.Doc.Fragments, field.Field.SelectionSet, visit)
}

func walk(fragments ast.FragmentDefinitionList, set ast.SelectionSet, visit func(*ast.Field)) {
	for _, one := range set {
		switch one := one.(type) {
		case *ast.Field:
			visit(one)
			walk(fragments, one.SelectionSet, visit)
		case *ast.InlineFragment:
			walk(fragments, one.SelectionSet, visit)
		case *ast.FragmentSpread:
			if f := fragments.ForName(one.Name); f != nil {
				walk(fragments, f.SelectionSet, visit)
			}
		}
	}
}
