package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// Nodes are these records in the order asked; nil for each that is absent or not visible, which look alike.
func (s *Service) Nodes(ctx context.Context, ids []domain.ID, parts store.Parts) ([]domain.Node, error) {
	if len(ids) > domain.MaxPage {
		return nil, domain.RefuseField(domain.CodeInvalid, "ids", "Ask for at most %d nodes at once.", domain.MaxPage)
	}
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	byKind := map[domain.NodeKind][]domain.ID{}
	for _, id := range ids {
		byKind[id.Kind] = append(byKind[id.Kind], id)
	}
	found := map[domain.ID]domain.Node{}
	for kind, wanted := range byKind {
		if err := s.nodesOfKind(ctx, r, kind, wanted, parts, found); err != nil {
			return nil, err
		}
	}
	nodes := make([]domain.Node, len(ids))
	for i, id := range ids {
		nodes[i] = found[id]
	}
	return nodes, nil
}

// nodesOfKind reads nodes of one kind in a fixed number of statements.
func (s *Service) nodesOfKind(ctx context.Context, r *reader, kind domain.NodeKind, ids []domain.ID, parts store.Parts, found map[domain.ID]domain.Node) error {
	switch kind {
	case domain.NodeInvoice:
		list, err := s.db.InvoicesByID(ctx, r.scope, ids, parts)
		for _, inv := range list {
			r.dir.dress(inv)
			found[inv.ID] = inv
		}
		return s.dressPolicies(ctx, parts, list, err)
	case domain.NodeTask:
		list, err := s.db.TasksByID(ctx, r.scope, ids, parts)
		for _, t := range list {
			if t.State == domain.TaskPending {
				continue
			}
			r.dir.dressTask(t)
			found[t.ID] = t
		}
		return s.dressPolicies(ctx, parts, subjects(list), err)
	case domain.NodeIntake:
		list, err := s.db.IntakesByID(ctx, s.fileScope(r), ids)
		if err != nil {
			return err
		}
		for _, in := range list {
			found[in.ID] = in
		}
		return s.dressIntakes(ctx, r, list, parts)
	case domain.NodeJob:
		seen := append(r.scope.Entities(), s.gate.Scope(r.actor, domain.MatchLines, r.at).Entities()...)
		list, err := s.db.JobsByID(ctx, domain.ScopeOf(seen...), ids)
		if err != nil {
			return err
		}
		for _, j := range list {
			if j.ActorID == r.actor.ID || j.Kind == jobReconciliation && s.reconScope(r.actor, r.at).Sees(j.ID.Entity) {
				found[j.ID] = j
			}
		}
		return s.fillResults(ctx, list, parts)
	case domain.NodeRecommendation:
		list, err := s.adviceByID(ctx, r, ids, parts)
		for _, one := range list {
			found[one.ID] = one
		}
		return err
	case domain.NodeModel:
		list, err := s.models(ctx, r, entitiesOf(ids))
		for _, m := range list {
			found[m.ID] = m
		}
		return err
	case domain.NodePurchaseOrder:
		list, err := s.db.PurchaseOrdersByID(ctx, r.scope, ids, r.at)
		for _, o := range list {
			o.Entity = r.dir.entities[o.ID.Entity]
			found[o.ID] = o
		}
		return err
	case domain.NodeSupplier:
		if len(r.scope.Entities()) == 0 {
			return nil
		}
		list, err := s.db.SuppliersByID(ctx, uuids(ids))
		for _, one := range list {
			found[one.ID] = one
		}
		return err
	case domain.NodePolicyVersion:
		list, err := s.db.PolicyVersions(ctx, uuids(ids))
		for _, v := range list {
			found[v.ID] = v
		}
		return err
	case domain.NodeDelegation:
		list, err := s.delegationsByID(ctx, r, uuids(ids))
		for _, d := range list {
			found[d.NodeID()] = d
		}
		return err
	case domain.NodeAccessChange:
		list, err := s.accessChangesByID(ctx, r, uuids(ids))
		for _, c := range list {
			found[c.ID] = c
		}
		return err
	case domain.NodeRole, domain.NodeGrant, domain.NodeDutyRule, domain.NodeMitigation, domain.NodeService:
		s.accessNodes(r, ids, found)
		return nil
	case domain.NodeBundle, domain.NodeEmergency, domain.NodeReview, domain.NodeReviewItem, domain.NodeCase:
		return s.controlNodes(ctx, r, kind, ids, found)
	case domain.NodeReconAccount, domain.NodeStatement, domain.NodeLine, domain.NodeReconRun, domain.NodeMatchGroup, domain.NodeAdjustment, domain.NodeRuleSet:
		return s.reconNodes(ctx, r, kind, ids, parts, found)
	case domain.NodeEvent:
		if !s.gate.Explain(r.actor, domain.ReadAudit, domain.Facts{}, r.at).Allowed {
			return nil
		}
		list, err := s.db.EventsByID(ctx, r.scope, ids)
		for _, e := range list {
			e.Person = r.dir.people[e.ActorID]
			found[e.ID] = e
		}
		return err
	}
	r.dir.nodes(r.scope, ids, found)
	return nil
}

// nodes finds what the directory holds: entities, people, centres, accounts.
func (d *directory) nodes(scope domain.Scope, ids []domain.ID, found map[domain.ID]domain.Node) {
	for _, id := range ids {
		switch id.Kind {
		case domain.NodeEntity:
			if e := d.entities[id.Entity]; e != nil && e.ID == id && scope.Sees(id.Entity) {
				found[id] = e
			}
		case domain.NodeUser:
			if p := d.people[id.UUID]; p != nil && p.ID == id {
				found[id] = p
			}
		case domain.NodeCostCenter:
			if c := d.centerByID(id); c != nil && scope.Sees(id.Entity) {
				found[id] = c
			}
		case domain.NodeAccount:
			if a := d.accountByID(id); a != nil && scope.Sees(id.Entity) {
				found[id] = a
			}
		}
	}
}
