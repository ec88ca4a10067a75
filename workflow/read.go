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
	page, err := s.db.Inbox(ctx, r.scope, r.actor.ID, f, l.Sort, l.Page, l.Parts, l.Counted, r.at, r.dir.currency)
	for _, t := range page.Items {
		r.dir.dressTask(t)
		t.Rank = rankOf(t, r.at)
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
	page, err := s.db.Invoices(ctx, r.scope, f, l.Sort, l.Page, l.Parts, l.Counted)
	if err != nil {
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
	page, err := s.db.Intakes(ctx, s.fileScope(r), f, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressIntakes(ctx, r, page.Items, l.Parts)
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

// File is a kept file with its bytes. Reading one is looking at its invoice or at its statements, and reading a file of the group as a whole is
// looking at an access review. Errors: NOT_FOUND.
func (s *Service) File(ctx context.Context, id domain.ID) (*domain.Evidence, []byte, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, nil, err
	}
	scope := r.scope
	if !scope.Sees(id.Entity) && s.reconScope(r.actor, r.at).Sees(id.Entity) {
		of, err := s.db.IsOfStatements(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if of {
			scope = domain.ScopeOf(id.Entity)
		}
	}
	if id.Entity == 0 {
		scope = domain.Scope{}
		if s.seesReviews(r.actor, r.at) {
			scope = domain.ScopeOf(0)
		}
	}
	file, content, err := s.db.File(ctx, scope, id)
	if err != nil {
		return nil, nil, err
	}
	return file, content, s.noteRead(ctx, r, "file.read", id, "the file "+file.Name)
}

// dressPolicies loads the policy version of each route, those before among them, in one statement.
func (s *Service) dressPolicies(ctx context.Context, parts store.Parts, invoices []*domain.Invoice, err error) error {
	if err != nil || !parts.Has(store.PartRoute|store.PartFormerRoutes) {
		return err
	}
	var routes []*domain.ApprovalRoute
	var ids []domain.UUID
	for _, inv := range invoices {
		if inv == nil {
			continue
		}
		for route := inv.Route; route != nil; route = route.ChangedFrom {
			routes = append(routes, route)
			if !slices.Contains(ids, route.PolicyID.UUID) {
				ids = append(ids, route.PolicyID.UUID)
			}
		}
	}
	versions, err := s.db.PolicyVersions(ctx, ids)
	if err != nil {
		return err
	}
	byID := make(map[domain.UUID]*domain.PolicyVersion, len(versions))
	for _, v := range versions {
		byID[v.ID.UUID] = v
	}
	for _, route := range routes {
		route.Policy = byID[route.PolicyID.UUID]
	}
	return nil
}

func (d *directory) dressTask(t *domain.Task) {
	t.Candidates = d.users(t.CandidateIDs)
	d.dress(t.Subject)
}

// fileScope is which received files a reader sees.
func (s *Service) fileScope(r *reader) store.FileScope {
	return store.FileScope{Invoices: r.scope, Lines: s.gate.Scope(r.actor, domain.MatchLines, r.at), Person: r.actor.ID}
}

// dressIntakes fills in entities and people, and the statements and accounts of files, as far as the reader sees those.
func (s *Service) dressIntakes(ctx context.Context, r *reader, list []*domain.Intake, parts store.Parts) error {
	var statements, accounts []domain.ID
	for _, in := range list {
		r.dir.dressIntake(in)
		if !in.StatementID.IsZero() {
			statements = append(statements, domain.ID{Kind: domain.NodeStatement, Entity: in.ID.Entity, UUID: in.StatementID})
		}
		if !in.ReconID.IsZero() {
			accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: in.ID.Entity, UUID: in.ReconID})
		}
	}
	if len(accounts) == 0 && len(statements) == 0 {
		return nil
	}
	foundStatements, err := s.statementsByID(ctx, r, statements, parts)
	if err != nil {
		return err
	}
	foundAccounts, err := s.reconAccountsByID(ctx, r, accounts, parts)
	for _, in := range list {
		in.Statement, in.Account = foundStatements[in.StatementID], foundAccounts[in.ReconID]
	}
	return err
}

func (d *directory) dressIntake(in *domain.Intake) {
	in.Entity = d.entities[in.ID.Entity]
	in.ReceivedBy.Person = d.people[in.ReceivedBy.ID]
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
