package workflow

import "countersign/domain"

// accessNodes finds what the rulebook in force holds: roles and segregation rules for everybody, grants, accepted
// conflicts and machines for whom they are about, who answers for them, and who may look at other people's access.
func (s *Service) accessNodes(r *reader, ids []domain.ID, found map[domain.ID]domain.Node) {
	l := &look{book: s.gate.Snapshot(), at: r.at}
	book := l.book.Book()
	audits := s.gate.Explain(r.actor, domain.ReadAudit, domain.Facts{}, r.at).Allowed
	wanted := make(map[domain.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	for i := range book.Roles {
		if view := (domain.RoleView{Role: &book.Roles[i]}); wanted[view.NodeID()] {
			found[view.NodeID()] = l.role(&book, view.Key)
		}
	}
	for i := range book.Rules {
		if rule := &book.Rules[i]; wanted[rule.NodeID()] {
			found[rule.NodeID()] = rule
		}
	}
	for i := range book.Grants {
		if g := &book.Grants[i]; wanted[g.NodeID()] && (audits || g.Person == r.actor.ID) {
			found[g.NodeID()] = g
		}
	}
	for i := range book.Services {
		if account := book.Services[i]; wanted[account.NodeID()] && (audits || account.Owner == r.actor.ID) {
			found[account.NodeID()] = &account
		}
	}
	for i := range book.Mitigations {
		if m := &book.Mitigations[i]; wanted[m.NodeID()] && (audits || m.Person == r.actor.ID || m.Owner == r.actor.ID) {
			found[m.NodeID()] = m
		}
	}
}
