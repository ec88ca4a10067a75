package authz

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"countersign/domain"
)

// Snapshot is one rulebook, checked and laid out for questions. It never changes.
type Snapshot struct {
	version  int64
	book     domain.Rulebook // as it was handed in
	currency domain.Currency
	codes    map[domain.EntityID]string
	people   map[domain.UUID]*holder
	gone     map[domain.UUID]bool
	services map[domain.UUID]domain.ServiceAccount
	lent     map[pair][]*lending
	relaxed  map[accepted][]domain.Mitigation
	drafted  map[domain.UUID]bool // grants that are not in force but looked at; nil outside of a draft
	holders  map[post][]domain.UUID
	duties   map[domain.Action]*dutyTable
	words    map[domain.Action]map[domain.NodeKind]string
	pool     sync.Pool // of *evaluator or error
}

// role is a role with all that it inherits.
type role struct {
	key     string
	name    string
	actions uint64   // the bits of what it carries
	is      []string // keys of itself and of what it inherits
}

func (r *role) carries(a act) bool { return r.actions&a.bit != 0 }

// holder is a person with grants.
type holder struct {
	word   string
	grants []*grant
	at     map[domain.EntityID][]*held
}

// grant is a grant with its role found.
type grant struct {
	domain.Grant
	role *role
}

// held is a grant in one entity: one row of question 1.
type held struct {
	*grant
	row []string
}

// post is a role in an entity.
type post struct {
	role   string
	entity domain.EntityID
}

// accepted is a rule whose conflict was accepted for a person.
type accepted struct {
	rule   string
	person domain.UUID
}

// dutyTable is what question 2 needs for one action: the row that must be there, then one for each rule that prevents.
type dutyTable struct {
	rows   [][]string
	stands []dutySide     // of each row; the first has none
	rowOf  map[string]int // by the key of the rule
	sides  []dutySide     // of every rule, those that only detect included
}

// dutySide is where an action stands in a rule.
type dutySide struct {
	rule *domain.DutyRule
	side domain.Side
}

// NewSnapshot checks a rulebook and lays it out.
//
// Errors: INVALID with every violation at once when anything in it is not exactly as it must be (load.go); an empty
// rulebook is one. Any other error: the engine cannot answer a question about it.
func NewSnapshot(book domain.Rulebook) (*Snapshot, error) {
	if err := check(book); err != nil {
		return nil, err
	}
	book = cloned(book)
	s := &Snapshot{version: book.Version, book: book, currency: book.Currency, codes: book.Entities,
		people: map[domain.UUID]*holder{}, gone: map[domain.UUID]bool{}, services: map[domain.UUID]domain.ServiceAccount{},
		lent: map[pair][]*lending{}, relaxed: map[accepted][]domain.Mitigation{}, holders: map[post][]domain.UUID{},
		duties: dutyTables(book.Rules), words: actWords()}
	for _, person := range book.Inactive {
		s.gone[person] = true
	}
	for _, account := range book.Services {
		s.services[account.ID] = account
	}
	for _, m := range book.Mitigations {
		if s.gone[m.Owner] {
			continue // nobody does what was to be done instead
		}
		at := accepted{m.Rule, m.Person}
		s.relaxed[at] = append(s.relaxed[at], m)
	}
	roles := expand(book.Roles)
	for _, g := range book.Grants {
		if err := s.hold(&grant{Grant: g, role: roles[g.Role]}); err != nil {
			return nil, fmt.Errorf("lay out grant %s: %w", g.ID, err)
		}
	}
	for at := range s.holders {
		slices.SortFunc(s.holders[at], compareUUID)
		s.holders[at] = slices.Compact(s.holders[at])
	}
	carries := s.carried(roles)
	for i := range book.Delegations {
		if err := s.lend(&book.Delegations[i], carries); err != nil {
			return nil, fmt.Errorf("lay out delegation %s: %w", book.Delegations[i].ID, err)
		}
	}
	s.pool.New = func() any {
		e, err := newEvaluator(carries)
		if err != nil {
			return err
		}
		return e
	}
	return s, s.try()
}

// cloned is the rulebook with nothing that the caller could still change.
func cloned(b domain.Rulebook) domain.Rulebook {
	b.Entities, b.Names, b.Inactive = maps.Clone(b.Entities), maps.Clone(b.Names), slices.Clone(b.Inactive)
	b.Roles, b.Grants, b.Rules = slices.Clone(b.Roles), slices.Clone(b.Grants), slices.Clone(b.Rules)
	b.Delegations, b.Mitigations, b.Services = slices.Clone(b.Delegations), slices.Clone(b.Mitigations), slices.Clone(b.Services)
	for i, r := range b.Roles {
		b.Roles[i].Actions, b.Roles[i].Inherits = slices.Clone(r.Actions), slices.Clone(r.Inherits)
	}
	for i, g := range b.Grants {
		b.Grants[i].Entities = slices.Clone(g.Entities)
	}
	for i, r := range b.Rules {
		b.Rules[i].Left, b.Rules[i].Right = slices.Clone(r.Left), slices.Clone(r.Right)
	}
	for i, d := range b.Delegations {
		b.Delegations[i].Actions, b.Delegations[i].Entities = slices.Clone(d.Actions), slices.Clone(d.Entities)
	}
	return b
}

// hold adds the rows of a grant. A person who has left holds nothing.
func (s *Snapshot) hold(g *grant) error {
	if s.gone[g.Person] {
		return nil
	}
	row, err := grantRow(g)
	if err != nil {
		return err
	}
	h := s.people[g.Person]
	if h == nil {
		h = &holder{word: userWord(g.Person), at: map[domain.EntityID][]*held{}}
		s.people[g.Person] = h
	}
	h.grants = append(h.grants, g)
	for _, entity := range g.Entities {
		own := slices.Clone(row)
		own[2] = entityWord(entity)
		h.at[entity] = append(h.at[entity], &held{grant: g, row: own})
		for _, key := range g.role.is {
			s.holders[post{key, entity}] = append(s.holders[post{key, entity}], g.Person)
		}
	}
	return nil
}

// grantRow is sub, role, ent, lim, from, to, eft; ent is filled for each entity.
func grantRow(g *grant) ([]string, error) {
	return row(g.Person, roleWord(g.role.key), g.Limit, g.ValidFrom, g.ValidTo)
}

// row is a row of question 1 whose entity is still to be filled.
func row(person domain.UUID, role string, limit domain.Money, validFrom, validTo time.Time) ([]string, error) {
	most, to := unlimited, open
	var err error
	if !limit.IsZero() {
		if most, err = amountWord(limit.Minor); err != nil {
			return nil, err
		}
	}
	from, err := instantWord(validFrom)
	if err != nil {
		return nil, err
	}
	if !validTo.IsZero() {
		if to, err = instantWord(validTo); err != nil {
			return nil, err
		}
	}
	return []string{userWord(person), role, "", most, from, to, allow}, nil
}

// borrow takes an evaluator that nobody else uses; giveBack returns it.
func (s *Snapshot) borrow() (*evaluator, error) {
	switch e := s.pool.Get().(type) {
	case *evaluator:
		return e, nil
	case error:
		return nil, e
	default:
		return nil, fmt.Errorf("no evaluator but %T", e)
	}
}

func (s *Snapshot) giveBack(e *evaluator) { s.pool.Put(e) }
