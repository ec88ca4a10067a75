package authz_test

import (
	"slices"
	"time"

	"countersign/domain"
)

// oracle answers the gate's question a second time, from the rulebook alone and by other means: no rows, no words, no
// index, no engine. "" is yes, else the code of the refusal.
func oracle(b domain.Rulebook, actor domain.Actor, action domain.Action, facts domain.Facts, at time.Time) domain.Code {
	switch {
	case actor.ID.IsZero():
		return domain.CodeUnauthenticated
	case !sensible(b, actor, action, facts, at):
		return domain.CodeForbidden
	case actor.Kind == domain.ActorSystem && !houseMay(actor.ID, action):
		return domain.CodeForbidden
	case actor.Kind == domain.ActorPerson:
		if code := granted(b, actor.ID, action, facts, at); code != "" {
			return code
		}
	}
	if len(conflicts(b, actor.ID, action, facts.Used)) > 0 {
		return domain.CodeDutyConflict
	}
	return ""
}

// sensible says whether the question has an answer at all.
func sensible(b domain.Rulebook, actor domain.Actor, action domain.Action, facts domain.Facts, at time.Time) bool {
	if actor.Kind != domain.ActorPerson && actor.Kind != domain.ActorSystem || at.IsZero() {
		return false
	}
	for _, u := range facts.Used {
		if u.Person == actor.ID && u.Side != "L" && u.Side != "R" {
			return false
		}
	}
	if facts.Kind == "" {
		return action != domain.ApproveInvoice && action != domain.PostInvoice
	}
	if !slices.Contains(aboutKinds(action), facts.Kind) || facts.ID.IsZero() {
		return false
	}
	if commits(action) && facts.Amount != (domain.Money{}) {
		return facts.Amount.Currency == b.Currency && facts.Amount.Minor >= 0
	}
	return true
}

func commits(action domain.Action) bool {
	return action == domain.ApproveInvoice || action == domain.PostInvoice
}

// aboutKinds restates which of the kinds that the test draws an action is about.
func aboutKinds(action domain.Action) []domain.NodeKind {
	switch action {
	case domain.ViewInvoice, domain.CommandOps, domain.ReadAudit, domain.ReadSchema:
		return []domain.NodeKind{"inv", "itk", "sup"}
	case domain.EnterInvoice:
		return []domain.NodeKind{"inv", "itk"}
	case domain.CodeInvoice, domain.ApproveInvoice, domain.PostInvoice:
		return []domain.NodeKind{"inv"}
	case domain.EditSupplier:
		return []domain.NodeKind{"sup", "itk"}
	case domain.EditMasterData:
		return []domain.NodeKind{"itk"}
	}
	return nil
}

func houseMay(id domain.UUID, action domain.Action) bool {
	switch id {
	case domain.SystemActor("intake").ID:
		return action == "INVOICE_VIEW" || action == "INVOICE_ENTER" || action == "INVOICE_CODE"
	case domain.SystemActor("poster").ID:
		return action == "INVOICE_VIEW" || action == "INVOICE_POST"
	case domain.SystemActor("clock").ID:
		return action == "INVOICE_VIEW" || action == "OPS_COMMAND"
	case domain.SystemActor("operator").ID:
		return slices.Contains([]domain.Action{"INVOICE_VIEW", "INVOICE_ENTER", "SUPPLIER_EDIT", "SUPPLIER_BANK_EDIT",
			"PO_EDIT", "RECEIPT_RECORD", "MASTER_DATA_EDIT", "CHART_EDIT", "RATE_EDIT", "OPS_COMMAND", "AUDIT_READ"}, action)
	}
	return false
}

// granted looks for a grant that gives it: "" when there is one; OVER_LIMIT when one lacks nothing but the limit.
func granted(b domain.Rulebook, person domain.UUID, action domain.Action, facts domain.Facts, at time.Time) domain.Code {
	code := domain.CodeForbidden
	for _, g := range standing(b, person, action, at) {
		if !slices.Contains(g.Entities, facts.Entity) {
			continue
		}
		if !commits(action) || facts.Kind == "" || g.Limit == (domain.Money{}) ||
			facts.Amount != (domain.Money{}) && facts.Amount.Minor <= g.Limit.Minor {
			return ""
		}
		code = domain.CodeOverLimit
	}
	return code
}

// standing is the grants of a person that give the action at the instant.
func standing(b domain.Rulebook, person domain.UUID, action domain.Action, at time.Time) []domain.Grant {
	var some []domain.Grant
	for _, g := range b.Grants {
		if g.Person == person && !slices.Contains(b.Inactive, person) && !at.Before(g.ValidFrom) &&
			(g.ValidTo.IsZero() || at.Before(g.ValidTo)) && gives(b, g.Role, action) {
			some = append(some, g)
		}
	}
	return some
}

func gives(b domain.Rulebook, key string, action domain.Action) bool {
	for _, r := range b.Roles {
		if r.Key == key {
			return slices.Contains(r.Actions, action) ||
				slices.ContainsFunc(r.Inherits, func(above string) bool { return gives(b, above, action) })
		}
	}
	return false
}

// isRole says whether a role is another or inherits it.
func isRole(b domain.Rulebook, key, wanted string) bool {
	if key == wanted {
		return true
	}
	for _, r := range b.Roles {
		if r.Key == key {
			return slices.ContainsFunc(r.Inherits, func(above string) bool { return isRole(b, above, wanted) })
		}
	}
	return false
}

// conflicts is the rules that the act would break, in the order of the book.
func conflicts(b domain.Rulebook, who domain.UUID, action domain.Action, used []domain.DutyUse) []string {
	var broken []string
	for _, r := range b.Rules {
		stood := func(side domain.Side) bool {
			return slices.ContainsFunc(used, func(u domain.DutyUse) bool {
				return u.Person == who && u.Rule == r.Key && u.Side == side
			})
		}
		if r.Mode == domain.DutyPrevent && (slices.Contains(r.Left, action) && stood("R") ||
			slices.Contains(r.Right, action) && stood("L")) {
			broken = append(broken, r.Key)
		}
	}
	return broken
}
