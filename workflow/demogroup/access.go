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
		role(roleOwner, "Cost centre owner", domain.ViewInvoice, domain.ApproveInvoice, domain.Delegate),
		role(roleApprover, "AP approver", domain.ViewInvoice, domain.ApproveInvoice, domain.Delegate),
		role(roleController, "Controller", domain.ViewInvoice, domain.ApproveInvoice, domain.Delegate),
		role(roleDirector, "Managing director", domain.ViewInvoice, domain.ApproveInvoice, domain.ApproveCredit, domain.Delegate),
		role(roleCFO, "Chief financial officer", domain.ViewInvoice, domain.ApproveInvoice, domain.ApproveCredit, domain.Delegate),
		role(rolePoster, "AP poster", domain.ViewInvoice, domain.PostInvoice),
		role(roleAuditor, "Auditor", domain.ViewInvoice, domain.ReadAudit),
		role(roleAdmin, "Access administrator", domain.EditRole, domain.RequestGrant, domain.EditDutyRule, domain.EditCredential,
			domain.CommandOps, domain.ReadAudit),
		role(roleControl, "Internal control", domain.ViewInvoice, domain.GrantRole, domain.MitigateConflict, domain.ApproveEmergency,
			domain.CertifyAccess, domain.ResolveCase, domain.ReadAudit),
		role(roleOnCall, "On call", domain.UseEmergency),
		role(roleMaster, "Master data steward", domain.ViewInvoice, domain.EditSupplier, domain.EditSupplierBank, domain.EditMasterData,
			domain.EditOrder, domain.RecordReceipt, domain.EditChart, domain.EditRate),
		role(roleDraughts, "Policy editor", domain.ViewInvoice, domain.EditPolicy),
		role(rolePublisher, "Policy publisher", domain.ViewInvoice, domain.PublishPolicy, domain.PublishThreshold, domain.PublishModel),
		role(roleReviewer, "Access reviewer", domain.CertifyAccess),
		role(roleRecovery, "Posting recovery", domain.ViewInvoice, domain.PostInvoice),
		role(roleDesk, "Invoice desk out of hours", domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice),
		role(roleCover, "Approver cover", domain.ViewInvoice, domain.ApproveInvoice),
		role(roleReconciler, "Account reconciler", domain.ViewInvoice, domain.MatchLines, domain.UndoMatch, domain.CertifyAccount,
			domain.ResolveCase),
		role(roleSecond, "Reconciliation reviewer", domain.ViewInvoice, domain.MatchLines, domain.ReviewAccount, domain.WriteOff,
			domain.ResolveCase),
		role(roleAdvised, "Advice desk", domain.ViewInvoice, domain.DecideAdvice),
		role(roleModels, "Model owner", domain.ViewInvoice, domain.PublishModel, domain.PublishThreshold),
		role(roleDeveloper, "Developer", domain.ViewInvoice, domain.ReadSchema),
	}
}

// limits are how far each approving role reaches, in whole units of the group's currency; 0 is without limit.
var limits = map[string]int64{
	roleOwner: 25_000, roleApprover: 50_000, roleController: 250_000, roleDirector: 250_000, roleCFO: 0,
}

// writeOffs is how far the treasury clears reconciling items, in whole units of the group's currency.
const writeOffs = 500

// groupWide are the roles that are held for every entity and for what belongs to none.
var groupWide = map[string]bool{
	roleCFO: true, rolePoster: true, roleAuditor: true, roleAdmin: true, roleMaster: true, roleDraughts: true,
	rolePublisher: true, roleDeveloper: true, roleControl: true, roleOnCall: true,
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
			Entities: []domain.EntityID{s.entity}, ValidFrom: from, Record: domain.Record{From: from},
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
	for _, more := range []struct{ local, role string }{
		{"beatrix.amsholt", roleControl}, {"tilman.ruschke", roleOnCall}, {"noor.veldmans", roleOnCall},
		{"ruben.kaltenfeld", roleOnCall}, {"lennart.quist", roleOnCall}, // until an access review looks at it
	} {
		out = append(out, domain.Grant{
			ID: domain.UUIDOf("grant", more.local, more.role), Person: personID(more.local).UUID, Role: more.role, Entities: all, ValidFrom: from,
			Record: domain.Record{From: from},
		})
	}
	for _, more := range []struct{ local, role string }{
		{"greta.sundermoor", roleReconciler}, {"oskar.fenwald", roleSecond}, {"ingeborg.tessmar", roleSecond},
	} {
		out = append(out, domain.Grant{
			ID: domain.UUIDOf("grant", more.local, more.role), Person: personID(more.local).UUID, Role: more.role, Entities: all[1:],
			Limit: domain.NewMoney(writeOffs*100, groupCurrency), ValidFrom: from, Record: domain.Record{From: from},
		})
	}
	for _, s := range seats { // who books lines answers what models say of them
		if s.role == roleClerk {
			out = append(out, domain.Grant{
				ID: domain.UUIDOf("grant", s.local, roleAdvised), Person: personID(s.local).UUID, Role: roleAdvised, Entities: []domain.EntityID{s.entity}, ValidFrom: from,
				Record: domain.Record{From: from},
			})
		}
	}
	out = append(out, domain.Grant{
		ID: domain.UUIDOf("grant", "dagmar.wesseling", roleModels), Person: personID("dagmar.wesseling").UUID, Role: roleModels, Entities: all, ValidFrom: from,
		Record: domain.Record{From: from},
	})
	out = append(out, reviewers(from)...)
	left := now.AddDate(-1, 0, 0).Truncate(24 * time.Hour)
	return append(out, domain.Grant{ // of who has left: ended, kept for the record
		ID: domain.UUIDOf("grant", "rainer.ostkamp", roleApprover), Person: personID("rainer.ostkamp").UUID,
		Role: roleApprover, Entities: []domain.EntityID{holding, 2},
		Limit: domain.NewMoney(50_000_00, groupCurrency), ValidFrom: from, ValidTo: left, Record: domain.Record{From: from},
	})
}

// mitigations accept that the stewards both order and receive: the group has no store keepers in the system yet.
func mitigations(now time.Time) []domain.Mitigation {
	from := now.AddDate(0, -7, 0).Truncate(24 * time.Hour)
	var out []domain.Mitigation
	for _, local := range []string{"saskia.norholt", "pavel.dvorny"} {
		out = append(out, domain.Mitigation{
			ID: domain.UUIDOf("mitigation", local, "SOD-007"), Rule: "SOD-007", Person: personID(local).UUID,
			Control: "The group controller compares a sample of 25 receipts with delivery notes each month.",
			Owner:   personID("ingeborg.tessmar").UUID, ValidFrom: from, ValidTo: from.AddDate(0, 11, 0),
			Record: domain.Record{From: from, Requested: personID("tilman.ruschke").UUID, Approved: personID("beatrix.amsholt").UUID,
				Reason: "Orders and receipts are still loaded from files."},
		})
	}
	return out
}
