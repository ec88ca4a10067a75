package workflow

import (
	"context"
	"slices"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// List says which part of a list is wanted.
type List struct {
	Sort    []*domain.SortInput
	Page    domain.PageRequest
	Parts   store.Parts // of each invoice, beyond its row
	Counted bool        // count all that fit, to domain.MaxCount
}

// Me is the caller as a person. Errors: UNAUTHENTICATED.
func (s *Service) Me(ctx context.Context) (*domain.User, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if me := r.dir.people[r.actor.ID]; me != nil {
		return me, nil
	}
	return nil, domain.Refuse(domain.CodeUnauthenticated, "Only people have an inbox.")
}

// Inbox is a page of what waits for the caller.
func (s *Service) Inbox(ctx context.Context, f domain.TaskFilter, l List) (domain.Page[*domain.Task], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Task]{}, err
	}
	page, err := s.db.Inbox(ctx, r.scope, r.actor.ID, f, l.Sort, l.Page, l.Parts, l.Counted, r.at)
	for _, t := range page.Items {
		r.dir.dressTask(t)
	}
	return page, s.dressPolicies(ctx, l.Parts, subjects(page.Items), err)
}

// InboxCounts is how much waits for the caller, by kind.
func (s *Service) InboxCounts(ctx context.Context) ([]*domain.KindCount, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	return s.db.InboxCounts(ctx, r.scope, r.actor.ID, r.at)
}

// Invoices is a page of the invoices that the caller may see.
func (s *Service) Invoices(ctx context.Context, f domain.InvoiceFilter, l List) (domain.Page[*domain.Invoice], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Invoice]{}, err
	}
	page, err := s.db.Invoices(ctx, r.scope, f, l.Sort, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	if err := s.db.FillInvoices(ctx, r.scope, page.Items, l.Parts); err != nil {
		return page, err
	}
	for _, inv := range page.Items {
		r.dir.dress(inv)
	}
	return page, s.dressPolicies(ctx, l.Parts, page.Items, nil)
}

// Search finds invoices by number, key or seller, newest first.
func (s *Service) Search(ctx context.Context, text string, first int, parts store.Parts) ([]*domain.Invoice, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	page, err := s.Invoices(ctx, domain.InvoiceFilter{Text: &text}, List{Page: domain.PageRequest{First: first}, Parts: parts})
	return page.Items, err
}

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
		list, err := s.db.IntakesByID(ctx, r.scope, ids)
		for _, in := range list {
			r.dir.dressIntake(in)
			found[in.ID] = in
		}
		return err
	case domain.NodeJob:
		list, err := s.db.JobsByID(ctx, r.scope, ids)
		if err != nil {
			return err
		}
		for _, j := range list {
			if j.ActorID == r.actor.ID {
				found[j.ID] = j
			}
		}
		return s.fillResults(ctx, list, parts)
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
	case domain.NodeEvent:
		if !s.gate.Explain(r.actor, domain.ReadAudit, domain.Facts{}, r.at).Allowed {
			return nil
		}
		list, err := s.db.EventsByID(ctx, r.scope, ids)
		for _, e := range list {
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

// Entities are the legal entities that the caller may see.
func (s *Service) Entities(ctx context.Context) ([]*domain.Entity, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	var seen []*domain.Entity
	for _, e := range r.dir.list.Entities {
		if r.scope.Sees(e.Number) {
			seen = append(seen, e)
		}
	}
	return seen, nil
}

// EntityList are the legal entities with these numbers.
func (s *Service) EntityList(numbers []domain.EntityID) []*domain.Entity {
	d := s.directory.Load()
	var list []*domain.Entity
	for _, n := range numbers {
		if e := d.entities[n]; e != nil {
			list = append(list, e)
		}
	}
	return list
}

// Users is a page of people by name. The directory is small, so the page is cut in memory.
func (s *Service) Users(ctx context.Context, f domain.UserFilter, page domain.PageRequest) (domain.Page[*domain.User], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.User]{}, err
	}
	var fit []*domain.User
	for _, p := range r.dir.list.People {
		if f.Active != nil && p.Active != *f.Active {
			continue
		}
		if f.Text != nil && !containsFold(p.Name, *f.Text) && !containsFold(p.Email, *f.Text) {
			continue
		}
		fit = append(fit, p)
	}
	start := 0
	if page.After != "" {
		start = slices.IndexFunc(fit, func(p *domain.User) bool { return p.ID.String() == page.After }) + 1
		if start == 0 {
			return domain.Page[*domain.User]{}, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
		}
	}
	end := min(start+page.Size(), len(fit))
	out := domain.Page[*domain.User]{Items: fit[start:end], HasNext: end < len(fit), HasPrevious: start > 0}
	for _, p := range out.Items {
		out.Cursors = append(out.Cursors, p.ID.String())
	}
	return out, nil
}

// CostCenters are those of an entity that the caller may see, by code.
func (s *Service) CostCenters(ctx context.Context, entity domain.ID) ([]*domain.CostCenter, error) {
	r, err := s.reading(ctx)
	if err != nil || !r.scope.Sees(entity.Entity) {
		return nil, err
	}
	var list []*domain.CostCenter
	for _, c := range r.dir.list.Centers {
		if c.ID.Entity == entity.Entity {
			list = append(list, c)
		}
	}
	return list, nil
}

// Accounts are those of an entity that the caller may see, by code.
func (s *Service) Accounts(ctx context.Context, entity domain.ID) ([]*domain.Account, error) {
	r, err := s.reading(ctx)
	if err != nil || !r.scope.Sees(entity.Entity) {
		return nil, err
	}
	var list []*domain.Account
	for _, a := range r.dir.list.Accounts {
		if a.ID.Entity == entity.Entity {
			list = append(list, a)
		}
	}
	return list, nil
}

// Suppliers is a page of suppliers, for whoever may see any invoice.
func (s *Service) Suppliers(ctx context.Context, f domain.SupplierFilter, l List) (domain.Page[*domain.Supplier], error) {
	r, err := s.reading(ctx)
	if err != nil || len(r.scope.Entities()) == 0 {
		return domain.Page[*domain.Supplier]{}, err
	}
	return s.db.Suppliers(ctx, f, l.Sort, l.Page, l.Counted)
}

// PurchaseOrders is a page of the orders of entities that the caller may see.
func (s *Service) PurchaseOrders(ctx context.Context, f domain.PoFilter, page domain.PageRequest) (domain.Page[*domain.PurchaseOrder], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.PurchaseOrder]{}, err
	}
	list, err := s.db.PurchaseOrders(ctx, r.scope, f, page, r.at)
	for _, o := range list.Items {
		o.Entity = r.dir.entities[o.ID.Entity]
	}
	return list, err
}

// Policies are all policies with their version in force.
func (s *Service) Policies(ctx context.Context) ([]*domain.Policy, error) {
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	return s.db.Policies(ctx)
}

// Intakes is a page of the received files that the caller may see.
func (s *Service) Intakes(ctx context.Context, f domain.IntakeFilter, l List) (domain.Page[*domain.Intake], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Intake]{}, err
	}
	page, err := s.db.Intakes(ctx, r.scope, f, l.Page, l.Counted)
	for _, in := range page.Items {
		r.dir.dressIntake(in)
	}
	return page, err
}

// Jobs are the caller's latest jobs, newest first.
func (s *Service) Jobs(ctx context.Context) ([]*domain.Job, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	jobs, err := s.db.Jobs(ctx, r.actor.ID)
	if err != nil {
		return nil, err
	}
	return jobs, s.fillResults(ctx, jobs, 0)
}

// fillResults loads what jobs led to.
func (s *Service) fillResults(ctx context.Context, jobs []*domain.Job, parts store.Parts) error {
	var ids []domain.ID
	for _, j := range jobs {
		if !j.ResultID.IsZero() && j.ResultID.Kind != domain.NodeJob && len(ids) < domain.MaxPage {
			ids = append(ids, j.ResultID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	nodes, err := s.Nodes(ctx, ids, parts)
	if err != nil {
		return err
	}
	byID := map[domain.ID]domain.Node{}
	for i, id := range ids {
		byID[id] = nodes[i]
	}
	for _, j := range jobs {
		j.Result = byID[j.ResultID]
	}
	return nil
}

// File is a kept file with its bytes. Reading one is looking at its invoice. Errors: NOT_FOUND.
func (s *Service) File(ctx context.Context, id domain.ID) (*domain.Evidence, []byte, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, nil, err
	}
	return s.db.File(ctx, r.scope, id)
}

// dressPolicies loads the policy version of each route, in one statement.
func (s *Service) dressPolicies(ctx context.Context, parts store.Parts, invoices []*domain.Invoice, err error) error {
	if err != nil || !parts.Has(store.PartRoute) {
		return err
	}
	var ids []domain.UUID
	for _, inv := range invoices {
		if inv != nil && inv.Route != nil && !slices.Contains(ids, inv.Route.PolicyID.UUID) {
			ids = append(ids, inv.Route.PolicyID.UUID)
		}
	}
	versions, err := s.db.PolicyVersions(ctx, ids)
	if err != nil {
		return err
	}
	for _, inv := range invoices {
		if inv == nil || inv.Route == nil {
			continue
		}
		for _, v := range versions {
			if v.ID.UUID == inv.Route.PolicyID.UUID {
				inv.Route.Policy = v
			}
		}
	}
	return nil
}

func (d *directory) dressTask(t *domain.Task) {
	t.Candidates = d.users(t.CandidateIDs)
	d.dress(t.Subject)
}

func (d *directory) dressIntake(in *domain.Intake) {
	in.Entity = d.entities[in.ID.Entity]
	d.dress(in.Invoice)
	d.dress(in.Twin)
}

func subjects(tasks []*domain.Task) []*domain.Invoice {
	list := make([]*domain.Invoice, 0, len(tasks))
	for _, t := range tasks {
		list = append(list, t.Subject)
	}
	return list
}

func uuids(ids []domain.ID) []domain.UUID {
	list := make([]domain.UUID, len(ids))
	for i, id := range ids {
		list[i] = id.UUID
	}
	return list
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
