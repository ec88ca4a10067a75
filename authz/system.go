package authz

import (
	"slices"

	"countersign/domain"
)

// systems is the closed list of what each part of the house may do, whatever the rows say. None may approve, hold a
// role, or change a rule.
var systems = map[string][]domain.Action{
	"intake":   {domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice},
	"poster":   {domain.ViewInvoice, domain.PostInvoice},
	"clock":    {domain.ViewInvoice},
	"operator": {domain.ViewInvoice, domain.EnterInvoice, domain.EditSupplier, domain.EditMasterData, domain.CommandOps},
}

// systemNames finds a part of the house by its id; its name in an Actor never decides anything.
var systemNames = func() map[domain.UUID]string {
	names := make(map[domain.UUID]string, len(systems))
	for name := range systems {
		names[domain.SystemActor(name).ID] = name
	}
	return names
}()

// systemMay says whether the part of the house with this id may do it, and its name.
func systemMay(id domain.UUID, action domain.Action) (name string, may bool) {
	name, known := systemNames[id]
	return name, known && action != domain.ApproveInvoice && slices.Contains(systems[name], action)
}
