package workflow

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// proposer turns what was put in into proposals, and finds every fault of it. What the strict loader of rulebooks finds
// besides is told by it.
type proposer struct {
	w      *work
	book   *authz.Snapshot
	now    domain.Rulebook
	broken domain.Violations
}

func newProposer(w *work, book *authz.Snapshot) *proposer {
	return &proposer{w: w, book: book, now: book.Book()}
}

// soon forgives a clock that is ahead of ours.
const soon = time.Minute

func (p *proposer) grant(in domain.GrantInput) (person domain.UUID, out domain.Proposal, err error) {
	g := domain.Grant{ID: domain.NewUUID(p.w.at), Person: p.person("grant.userId", in.UserID), Role: in.Role}
	role := p.roleByKey("grant.role", in.Role)
	g.Entities = p.entities("grant.entityIds", in.EntityIds, in.Group)
	g.Limit = p.limit("grant.limit", in.Limit)
	g.ValidFrom, g.ValidTo = p.spell("grant.", in.ValidFrom, in.ValidTo)
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Grant = &g
	out.Title = fmt.Sprintf("Give %s the role %s in %s%s%s.", p.name(g.Person), role.Name, p.codes(g.Entities), upTo(g.Limit), p.lasting(g.ValidFrom, g.ValidTo))
	return g.Person, out, nil
}

func (p *proposer) revoke(in domain.RevokeGrantInput) (person domain.UUID, out domain.Proposal, err error) {
	at := slices.IndexFunc(p.now.Grants, func(g domain.Grant) bool { return g.ID == in.ID.UUID })
	if at < 0 || in.ID.Kind != domain.NodeGrant {
		return person, out, domain.Refuse(domain.CodeNotFound, "There is no such grant.")
	}
	g := p.now.Grants[at]
	from, _ := p.spell("", in.From, nil)
	if g.Emergency != "" {
		p.broken.Add("id", "emergency", "This is emergency access: end its session instead.")
	}
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Revoke = &domain.Revocation{Grant: g.ID, From: from}
	out.Title = fmt.Sprintf("Take from %s the role %s in %s%s.", p.name(g.Person), p.roleName(g.Role), p.codes(g.Entities), p.lasting(from, time.Time{}))
	return g.Person, out, nil
}

func (p *proposer) role(in domain.RoleInput) (person domain.UUID, out domain.Proposal, err error) {
	r := domain.Role{
		ID: domain.UUIDOf("role", in.Key), Key: in.Key, Name: strings.TrimSpace(in.Name), Purpose: strings.TrimSpace(in.Purpose),
		Owner: p.owner("role.ownerId", in.OwnerID), Actions: in.Actions, Inherits: in.Inherits,
	}
	verb := "Bring in"
	if at := slices.IndexFunc(p.now.Roles, func(old domain.Role) bool { return old.Key == in.Key }); at >= 0 {
		r.ID, verb = p.now.Roles[at].ID, "Change"
	}
	if r.Purpose == "" {
		p.broken.Add("role.purpose", "empty", "Say in a sentence what the role is for.")
	}
	for _, a := range in.Actions {
		if a.Stands() {
			p.broken.Add("role.actions", "action", "%s is not given to anybody.", string(a))
		}
	}
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Role, out.Title = &r, fmt.Sprintf("%s the role %s.", verb, r.Name)
	return person, out, nil
}

func (p *proposer) rule(in domain.RuleInput) (person domain.UUID, out domain.Proposal, err error) {
	r := domain.DutyRule{
		ID: domain.UUIDOf("duty rule", in.Key), Key: in.Key, Name: strings.TrimSpace(in.Name), Why: strings.TrimSpace(in.Why),
		Process: strings.TrimSpace(in.Process), Risk: in.Risk, Mode: in.Mode, Span: in.Span, Left: in.Left, Right: in.Right,
		Owner: p.owner("rule.ownerId", in.OwnerID), Control: strings.TrimSpace(in.Control),
	}
	verb := "Bring in"
	if old := p.ruleByKey(in.Key); old != nil {
		r.ID, verb = old.ID, "Change"
		if how := r.Weakens(old); how != "" && old.Critical() {
			p.broken.Add("rule", "critical", "The rule %s is critical, so it is never weakened: it %s.", r.Key, how)
		}
	}
	for field, text := range map[string]string{"rule.why": r.Why, "rule.control": r.Control} {
		if text == "" {
			p.broken.Add(field, "empty", "Say in a sentence what could go wrong, and what is done about it.")
		}
	}
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Rule, out.Title = &r, fmt.Sprintf("%s the segregation rule %s, %s.", verb, r.Key, r.Name)
	return person, out, nil
}

func (p *proposer) drop(key string) (person domain.UUID, out domain.Proposal, err error) {
	old := p.ruleByKey(key)
	switch {
	case old == nil:
		return person, out, domain.Refuse(domain.CodeNotFound, "There is no segregation rule %.40q.", key)
	case old.Critical():
		return person, out, domain.RefuseField(domain.CodeInvalid, "rule", "The rule %s is critical, so it is never removed.", old.Key)
	}
	out.Drop, out.Title = old.ID, fmt.Sprintf("Remove the segregation rule %s, %s.", old.Key, old.Name)
	return person, out, nil
}

func (p *proposer) mitigation(in domain.MitigateInput) (person domain.UUID, out domain.Proposal, err error) {
	m := domain.Mitigation{
		ID: domain.NewUUID(p.w.at), Rule: in.Rule, Person: p.person("userId", in.UserID), Control: strings.TrimSpace(in.Control),
		Owner: p.person("ownerId", in.OwnerID),
	}
	m.ValidFrom, m.ValidTo = p.spell("", in.ValidFrom, &in.Until)
	if p.ruleByKey(in.Rule) == nil {
		p.broken.Add("rule", "rule", "There is no segregation rule %.40q.", in.Rule)
	}
	if m.Control == "" {
		p.broken.Add("control", "empty", "Say in a sentence what is done instead.")
	}
	if m.Owner == m.Person {
		p.broken.Add("ownerId", "owner", "Somebody other than who benefits keeps the control.")
	}
	if m.ValidTo.Sub(p.w.at) > domain.MaxMitigation {
		p.broken.Add("until", "time", "A conflict is accepted for %d days at most.", int(domain.MaxMitigation.Hours()/24))
	}
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Mitigation = &m
	out.Title = fmt.Sprintf("Accept that %s stands on both sides of %s%s.", p.name(m.Person), m.Rule, p.lasting(m.ValidFrom, m.ValidTo))
	return m.Person, out, nil
}

func (p *proposer) service(in domain.SaveServiceAccountInput) (person domain.UUID, out domain.Proposal, err error) {
	account := domain.ServiceAccount{ID: domain.NewUUID(p.w.at), Name: in.Name, Owner: p.person("ownerId", in.OwnerID)}
	if !serviceName.MatchString(in.Name) {
		p.broken.Add("name", "name", "A service account's name has 3 to 60 lower-case letters, digits and hyphens, as at the issuer of its tokens.")
	}
	_, account.ValidTo = p.spell("", nil, &in.Until)
	verb := "Bring in"
	for _, old := range p.now.Services {
		if old.Name == in.Name {
			account.ID, verb = old.ID, "Change"
		}
	}
	g := domain.Grant{
		ID: domain.UUIDOf("grant of service account", account.ID.String()), Person: account.ID, Role: in.Role,
		Entities: p.entities("entityIds", in.EntityIds, in.Group), Limit: p.limit("limit", in.Limit),
	}
	role := p.roleByKey("role", in.Role)
	if err := p.broken.Err(); err != nil {
		return person, out, err
	}
	out.Service = &domain.ServiceProposal{Account: account, Grant: g}
	out.Title = fmt.Sprintf("%s the service account %s of %s with the role %s in %s%s%s.", verb, account.Name, p.name(account.Owner), role.Name,
		p.codes(g.Entities), upTo(g.Limit), p.lasting(time.Time{}, account.ValidTo))
	return account.ID, out, nil
}
