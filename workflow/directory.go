package workflow

import (
	"strings"

	"countersign/domain"
	"countersign/store"
)

// directory is the group by id: who works here and what the entities consist of. It never changes once built.
type directory struct {
	version  int64
	currency domain.Currency // of the group
	list     *store.Directory
	entities map[domain.EntityID]*domain.Entity
	people   map[domain.UUID]*domain.User
	emails   map[string]*domain.User
	centers  map[place]*domain.CostCenter
	accounts map[place]*domain.Account
	roles    map[string]string // names by key
}

// place is a code in an entity's books.
type place struct {
	entity domain.EntityID
	code   string
}

func newDirectory(rows *store.Directory, roles []domain.Role) *directory {
	d := &directory{
		version: rows.Version, currency: rows.Currency, list: rows,
		entities: map[domain.EntityID]*domain.Entity{}, people: map[domain.UUID]*domain.User{},
		emails: map[string]*domain.User{}, centers: map[place]*domain.CostCenter{}, accounts: map[place]*domain.Account{},
		roles: map[string]string{},
	}
	for _, r := range roles {
		d.roles[r.Key] = r.Name
	}
	for _, e := range rows.Entities {
		d.entities[e.Number] = e
	}
	for _, e := range rows.Entities {
		e.Parent = d.entities[e.ParentNo]
	}
	for _, p := range rows.People {
		d.people[p.ID.UUID] = p
		d.emails[p.Email] = p
	}
	for _, p := range rows.People {
		p.Manager = d.people[p.ManagerID]
	}
	for _, c := range rows.Centers {
		c.Owner = d.people[c.OwnerID]
		d.centers[place{c.ID.Entity, c.Code}] = c
	}
	for _, a := range rows.Accounts {
		d.accounts[place{a.ID.Entity, a.Code}] = a
	}
	return d
}

// admits refuses people who do not work here. Errors: UNAUTHENTICATED.
func (d *directory) admits(actor domain.Actor) error {
	if p := d.people[actor.ID]; actor.Kind == domain.ActorPerson && (p == nil || !p.Active) {
		return domain.Refuse(domain.CodeUnauthenticated, "This sign-in belongs to nobody who works here.")
	}
	return nil
}

// centerByID and accountByID are rare look-ups, so they walk the list.
func (d *directory) centerByID(id domain.ID) *domain.CostCenter {
	for _, c := range d.list.Centers {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (d *directory) accountByID(id domain.ID) *domain.Account {
	for _, a := range d.list.Accounts {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// accountOfKind is an entity's first account of a kind, by code; nil when it has none.
func (d *directory) accountOfKind(entity domain.EntityID, kind string) *domain.Account {
	for _, a := range d.list.Accounts {
		if a.ID.Entity == entity && a.Kind == kind {
			return a
		}
	}
	return nil
}

// numbers are those of all legal entities, in the order of their codes.
func (d *directory) numbers() []domain.EntityID {
	list := make([]domain.EntityID, len(d.list.Entities))
	for i, e := range d.list.Entities {
		list[i] = e.Number
	}
	return list
}

// name is a person's, for sentences.
func (d *directory) name(id domain.UUID) string {
	if p := d.people[id]; p != nil {
		return p.Name
	}
	return "somebody who is not on file"
}

// known is the id of somebody who is on file as a person, zero for a machine.
func (d *directory) known(id domain.UUID) domain.UUID {
	if d.people[id] == nil {
		return domain.UUID{}
	}
	return id
}

// users are the people with these ids, unknown ones left out.
func (d *directory) users(ids []domain.UUID) []*domain.User {
	list := make([]*domain.User, 0, len(ids))
	for _, id := range ids {
		if p := d.people[id]; p != nil {
			list = append(list, p)
		}
	}
	return list
}

// dress fills what the directory knows of an invoice: entity, accounts, centres, people.
func (d *directory) dress(inv *domain.Invoice) {
	if inv == nil || inv.Entity != nil {
		return
	}
	inv.Entity = d.entities[inv.ID.Entity]
	for i := range inv.Lines {
		l := &inv.Lines[i]
		l.Account = d.accounts[place{inv.ID.Entity, l.AccountCode}]
		l.CostCenter = d.centers[place{inv.ID.Entity, l.CenterCode}]
	}
	inv.EnteredBy.Person = d.people[inv.EnteredBy.ID]
	for i := range inv.Events {
		inv.Events[i].Person = d.people[inv.Events[i].ActorID]
	}
	for i := range inv.Budget {
		inv.Budget[i].CostCenter = d.centers[place{inv.ID.Entity, inv.Budget[i].CenterCode}]
	}
	for _, twin := range inv.Duplicates {
		d.dress(twin.Other)
	}
	for _, r := range inv.Advice {
		d.dressAdvice(r)
	}
	for _, t := range inv.Tasks {
		t.Candidates = d.users(t.CandidateIDs)
		t.Subject = inv
		if t.Decision != nil {
			t.Decision.Person, t.Decision.OnBehalfOf = d.people[t.Decision.ActorID], d.people[t.Decision.OnBehalf.ID]
		}
	}
	for route := inv.Route; route != nil; route = route.ChangedFrom {
		route.Steps = stepsOf(inv, route.Round)
	}
}

// stepsOf are the steps of one round, in order.
func stepsOf(inv *domain.Invoice, round int) []domain.ApprovalStep {
	var steps []domain.ApprovalStep
	for _, t := range inv.Tasks {
		if t.Round != round || t.Step == nil {
			continue
		}
		steps = append(steps, domain.ApprovalStep{
			Order: *t.Step, State: t.State, Via: t.Via, Approvers: t.Candidates, Limit: t.Limit, Decision: t.Decision,
		})
	}
	return steps
}

// entityByCode is a legal entity by its short code, nil when there is none.
func (d *directory) entityByCode(code string) *domain.Entity {
	for _, e := range d.list.Entities {
		if strings.EqualFold(e.Code, code) {
			return e
		}
	}
	return nil
}
