package domain

import (
	"slices"
	"testing"
)

func TestRulebook_FollowsWhatARoleInherits(t *testing.T) {
	t.Parallel()
	b := Rulebook{
		Roles: []Role{
			{Key: "clerk", Actions: []Action{EnterInvoice}}, {Key: "head", Actions: []Action{ApproveInvoice}, Inherits: []string{"clerk", "round"}},
			{Key: "round", Actions: []Action{ViewInvoice}, Inherits: []string{"head"}},
		},
		Rules: []DutyRule{
			{Key: "A", Left: []Action{EnterInvoice}, Right: []Action{ApproveInvoice}},
			{Key: "B", Left: []Action{EnterInvoice}, Right: []Action{PostInvoice}},
		},
	}
	if got := b.Carries("head"); !slices.Equal(got, []Action{ViewInvoice, EnterInvoice, ApproveInvoice}) {
		t.Errorf("carries %v", got)
	}
	if got := b.InternalConflicts("head"); len(got) != 1 || got[0].Key != "A" {
		t.Errorf("conflicts %v", got)
	}
	if got := b.InternalConflicts("clerk"); got != nil {
		t.Errorf("conflicts %v", got)
	}
	if b.Carries("nobody") == nil || len(b.Carries("nobody")) != 0 || b.RoleByKey("nobody") != nil || b.RuleByKey("C") != nil {
		t.Error("a role that is not there gives nothing")
	}
}

func TestRoleChanges_TellsEachValue(t *testing.T) {
	t.Parallel()
	before := &Role{Key: "r", Name: "One", Actions: []Action{EnterInvoice}, Inherits: []string{"a", "b"}}
	after := &Role{Key: "r", Name: "Two", Actions: []Action{CodeInvoice}, Inherits: []string{"b", "c"}}
	var paths []string
	for _, c := range RoleChanges(before, after) {
		paths = append(paths, c.Path)
	}
	if want := []string{"name", "actions.INVOICE_ENTER", "actions.INVOICE_CODE", "inherits.a", "inherits.c"}; !slices.Equal(paths, want) {
		t.Errorf("%v", paths)
	}
	if got := RoleChanges(before, before); got != nil {
		t.Errorf("%v", got)
	}
	if got := RoleChanges(nil, after); len(got) != 5 {
		t.Errorf("a new role differs in all that it says: %v", got)
	}
}
