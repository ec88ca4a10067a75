package authz

import (
	"slices"

	"countersign/domain"
)

// house is what each part of the house may do, by its name.
type house map[string][]domain.Action

// systems is the closed list, whatever the rows say. No part may hold a role or change a rule.
var systems = house{
	"intake": {domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.MatchLines},
	"poster": {domain.ViewInvoice, domain.PostInvoice},
	"clock":  {domain.ViewInvoice, domain.CommandOps, domain.MatchLines},
	"operator": {domain.ViewInvoice, domain.EnterInvoice, domain.EditSupplier, domain.EditSupplierBank, domain.EditOrder,
		domain.RecordReceipt, domain.EditMasterData, domain.EditChart, domain.EditRate, domain.CommandOps, domain.ReadAudit},
}

// ids tells the parts of the house by their ids; the name in an Actor never decides anything.
func (h house) ids() map[domain.UUID]string {
	names := make(map[domain.UUID]string, len(h))
	for name := range h {
		names[domain.SystemActor(name).ID] = name
	}
	return names
}

// may says whether the part of the house with this id may do it, and its name. None may approve, even if a list said so.
func (h house) may(id domain.UUID, action domain.Action) (name string, may bool) {
	name = h.ids()[id]
	return name, !acts[action].human && slices.Contains(h[name], action)
}
