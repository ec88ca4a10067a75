package demogroup

import (
	"time"

	"countersign/domain"
)

// roles are what people may do. Segregation rules are written over actions, so a role may be renamed freely.
func roles() []domain.Role {
	role := func(key, name string, actions ...domain.Action) domain.Role {
		return domain.Role{ID: domain.UUIDOf("role", key), Key: key, Name: name, Actions: actions}
	}
	return []domain.Role{
		role(roleClerk, "AP clerk", domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice),
		role(roleOwner, "Cost centre owner", domain.ViewInvoice, domain.ApproveInvoice),
		role(roleApprover, "AP approver", domain.ViewInvoice, domain.ApproveInvoice),
		role(roleController, "Controller", domain.ViewInvoice, domain.ApproveInvoice),
		role(roleDirector, "Managing director", domain.ViewInvoice, domain.ApproveInvoice),
		role(roleCFO, "Chief financial officer", domain.ViewInvoice, domain.ApproveInvoice),
		role(rolePoster, "AP poster", domain.ViewInvoice, domain.PostInvoice),
		role(roleAuditor, "Auditor", domain.ViewInvoice, domain.ReadAudit),
		role(roleAdmin, "Access administrator", domain.EditRole, domain.GrantRole, domain.CommandOps),
		role(roleMaster, "Master data steward", domain.ViewInvoice, domain.EditSupplier, domain.EditMasterData),
		role(roleDraughts, "Policy editor", domain.ViewInvoice, domain.EditPolicy),
		role(rolePublisher, "Policy publisher", domain.ViewInvoice, domain.PublishPolicy),
		role(roleDeveloper, "Developer", domain.ViewInvoice, domain.ReadSchema),
	}
}

// limits are how far each approving role reaches, in whole units of the group's currency; 0 is without limit.
var limits = map[string]int64{
	roleOwner: 25_000, roleApprover: 50_000, roleController: 250_000, roleDirector: 250_000, roleCFO: 0,
}

// groupWide are the roles that are held for every entity and for what belongs to none.
var groupWide = map[string]bool{
	roleCFO: true, rolePoster: true, roleAuditor: true, roleAdmin: true, roleMaster: true, roleDraughts: true,
	rolePublisher: true, roleDeveloper: true,
}

// grants give each seat its role where the person works; the seats of the group's top reach further.
func grants(now time.Time) []domain.Grant {
	from := time.Date(now.Year()-3, time.January, 1, 0, 0, 0, 0, time.UTC)
	all := []domain.EntityID{0}
	for _, p := range places {
		all = append(all, p.Number)
	}
	var out []domain.Grant
	for _, s := range seats {
		g := domain.Grant{
			ID: domain.UUIDOf("grant", s.local, s.role), Person: personID(s.local).UUID, Role: s.role,
			Entities: []domain.EntityID{s.entity}, ValidFrom: from,
		}
		if limit := limits[s.role]; limit > 0 {
			g.Limit = domain.NewMoney(limit*100, groupCurrency)
		}
		switch {
		case groupWide[s.role]:
			g.Entities = all
		case s.entity == holding && s.role == roleController:
			g.Entities, g.Limit = all[1:], domain.NewMoney(1_000_000_00, groupCurrency)
		case s.entity == holding && s.role == roleDirector:
			g.Entities, g.Limit = all[1:], domain.Money{}
		case s.entity == 2 && s.role == roleApprover: // the holding has no payables department of its own
			g.Entities = []domain.EntityID{holding, 2}
		}
		out = append(out, g)
	}
	left := now.AddDate(-1, 0, 0).Truncate(24 * time.Hour)
	return append(out, domain.Grant{ // of who has left: ended, kept for the record
		ID: domain.UUIDOf("grant", "rainer.ostkamp", roleApprover), Person: personID("rainer.ostkamp").UUID,
		Role: roleApprover, Entities: []domain.EntityID{holding, 2},
		Limit: domain.NewMoney(50_000_00, groupCurrency), ValidFrom: from, ValidTo: left,
	})
}
