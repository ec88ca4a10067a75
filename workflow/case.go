package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// caseTime is how long somebody has for a case that has no deadline of its own: a working week.
const caseTime = 7 * 24 * time.Hour

// CaseDone is a case after a command about it.
type CaseDone struct{ Case domain.ID }

// openCase keeps a case and says whether it did: while its twin is open, what was found again changes nothing. It is owned
// as caseOwner says.
func (s *Service) openCase(ctx context.Context, w *work, c *domain.Case, wanted ...domain.UUID) (bool, error) {
	if _, err := w.tx.OpenCase(ctx, c.ID.Entity, c.Category, c.Twin); domain.CodeOf(err) != domain.CodeNotFound {
		return false, err
	}
	c.ID.UUID, c.Version, c.State, c.OpenedAt, c.UpdatedAt = domain.NewUUID(w.at), 1, domain.CaseOpen, w.at, w.at
	var err error
	if c.OwnerID, err = s.caseOwner(ctx, w, c, wanted...); err != nil {
		return false, err
	}
	if c.Key, err = w.tx.NextKey(ctx, c.ID.Entity, "CAS", w.at.Year()); err != nil {
		return false, err
	}
	opened, err := w.tx.InsertCase(ctx, c)
	if err != nil || !opened {
		return false, err
	}
	event := domain.Happened("case.opened", c.ID, c.Key+": "+c.Title).With("category", c.Category).AtVersion(1)
	if !c.OwnerID.IsZero() {
		event = event.With("owner", c.OwnerID)
	}
	w.follow(event)
	return true, nil
}

// caseOwner is who should resolve a case, zero when nobody can: the first of wanted who could, else who could and has the
// fewest open cases, those that this change gave out among them.
func (s *Service) caseOwner(ctx context.Context, w *work, c *domain.Case, wanted ...domain.UUID) (owner domain.UUID, err error) {
	if w.busy == nil {
		if w.busy, err = w.tx.OpenCasesByOwner(ctx); err != nil {
			return domain.UUID{}, err
		}
	}
	for _, person := range wanted {
		if !person.IsZero() && s.couldResolve(c, person, w.at) {
			owner = person
			break
		}
	}
	if owner.IsZero() {
		for _, candidate := range s.gate.Candidates(authz.Question{Action: domain.ResolveCase, Facts: c.Facts(), At: w.at}) {
			if candidate.May() && (owner.IsZero() || w.busy[candidate.Person] < w.busy[owner]) && s.couldResolve(c, candidate.Person, w.at) {
				owner = candidate.Person
			}
		}
	}
	w.busy[owner]++
	return owner, nil
}

// couldResolve says whether a person has the rights to resolve a case and it is not about them.
func (s *Service) couldResolve(c *domain.Case, person domain.UUID, at time.Time) bool {
	for _, action := range resolving(c.Category) {
		if person == c.AboutID || !s.gate.ExplainAbout(person, action, c.Facts(), at).Allowed {
			return false
		}
	}
	return true
}

// resolving is what resolving a case of a category needs; the first action is recorded on the case itself.
func resolving(category string) []domain.Action {
	if category == domain.CaseEmergency {
		return []domain.Action{domain.ResolveCase, domain.ApproveEmergency}
	}
	return []domain.Action{domain.ResolveCase}
}

// ResolveCase ends a case with a code of its category. The review of emergency access closes its session, too, and needs
// the right to approve one. The code of a case of lines says what became of them; see resolveLines.
//
// Errors: NOT_FOUND; FORBIDDEN, also to whom it is about; DUTY_CONFLICT for a session of one's own; STALE; WRONG_STATE,
// also while the session is in force, or lines are open that the code says are settled; OVER_LIMIT; INVALID.
func (s *Service) ResolveCase(ctx context.Context, in domain.ResolveCaseInput) (*CaseDone, error) {
	done := CaseDone{Case: in.ID}
	c := command{name: "resolveCase", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		found, session, account, err := s.lockCase(ctx, w, in.ID)
		if err != nil {
			return err
		}
		if found.Version != in.Version {
			return store.Stale(found.Version)
		}
		facts := found.Facts()
		permit, err := s.allowOn(ctx, w, domain.ResolveCase, &facts)
		if err != nil {
			return err
		}
		if found.OfLines() && account != nil {
			return s.resolveLines(ctx, w, account, found, permit, in)
		}
		event, err := found.Resolve(w.actor, in, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event.AtVersion(found.Version+1)); err != nil {
			return err
		}
		if session != nil {
			if err := s.reviewed(ctx, w, session, in.Code); err != nil {
				return err
			}
		}
		return w.tx.SaveCase(ctx, found)
	})
}

// reviewed closes a session with the outcome of its review. What came into the log while it was ending counts, too.
func (s *Service) reviewed(ctx context.Context, w *work, session *domain.EmergencySession, code string) error {
	facts := session.Facts()
	permit, err := s.allowOn(ctx, w, domain.ApproveEmergency, &facts)
	if err != nil {
		return err
	}
	if err := w.assess(ctx, s.gate.Snapshot(), session); err != nil {
		return err
	}
	event, err := session.Reviewed(w.actor, code, w.at)
	if err != nil {
		return err
	}
	if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
		return err
	}
	return w.tx.SaveEmergency(ctx, session)
}

// lockCase locks a case that the actor may see and, before it, the session that it reviews, in the order in which a session
// ends, or the account that it is about. They are nil for any other case.
func (s *Service) lockCase(ctx context.Context, w *work, id domain.ID) (*domain.Case, *domain.EmergencySession, *domain.ReconAccount, error) {
	unseen := domain.Refuse(domain.CodeNotFound, "There is no such case, or you may not see it.")
	if id.Kind != domain.NodeCase {
		return nil, nil, nil, unseen
	}
	subject, err := w.tx.CaseSubject(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	var session *domain.EmergencySession
	var account *domain.ReconAccount
	switch subject.Kind {
	case domain.NodeEmergency:
		session, err = w.tx.EmergencyForUpdate(ctx, subject.UUID)
	case domain.NodeReconAccount:
		account, err = w.tx.ReconAccountForUpdate(ctx, subject, 0)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	found, err := w.tx.CaseForUpdate(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	if found.Category != domain.CaseEmergency {
		session = nil
	}
	mine := !w.actor.IsPerson() || found.OwnerID == w.actor.ID || found.EscalatedID == w.actor.ID
	if !mine && !s.casesSeen(w.actor, w.at).Sees(id.Entity) {
		return nil, nil, nil, unseen
	}
	return found, session, account, nil
}

// allowOn asks the gate about a record, with the duties that were used on its chains.
func (s *Service) allowOn(ctx context.Context, w *work, action domain.Action, facts *domain.Facts) (permit, error) {
	if facts.Entity == 0 {
		return s.allowInGroup(ctx, w, action, facts)
	}
	used, err := w.tx.Used(ctx, *facts)
	if err != nil {
		return permit{}, err
	}
	facts.Used = used
	return s.gate.Allow(w.actor, action, *facts, w.at)
}

// escalateCase tells somebody above the owner of a case that it is overdue.
func (s *Service) escalateCase(ctx context.Context, id domain.ID) error {
	c := command{name: "escalateCase", entity: id.Entity, about: id}
	return s.change(ctx, c, func(w *work) error {
		found, err := w.tx.CaseForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if found.State != domain.CaseOpen || !found.EscalatedID.IsZero() || !found.DueAt.Before(w.at) {
			return store.Rollback() // done before
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, found.Facts(), w.at)
		if err != nil {
			return err
		}
		if found.EscalatedID, found.UpdatedAt = s.above(w, found), w.at; found.EscalatedID.IsZero() {
			return store.Rollback() // nobody is there to be told
		}
		event := domain.Happened("case.escalated", id, fmt.Sprintf("%s is overdue; %s was told.", found.Key, w.dir.name(found.EscalatedID))).
			With("owner", found.OwnerID).With("told", found.EscalatedID)
		if _, _, err := w.record(ctx, permit, event.AtVersion(found.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveCase(ctx, found)
	})
}

// above is who is told of an overdue case: the owner's first manager who works here and whom it is not about, else
// somebody else who can resolve it, else the owner.
func (s *Service) above(w *work, c *domain.Case) domain.UUID {
	owner := w.dir.people[c.OwnerID]
	for n := 0; owner != nil && owner.Manager != nil && n < len(w.dir.people); n++ {
		if owner = owner.Manager; owner.Active && owner.ID.UUID != c.AboutID && owner.ID.UUID != c.OwnerID {
			return owner.ID.UUID
		}
	}
	for _, candidate := range s.gate.Candidates(authz.Question{Action: domain.ResolveCase, Facts: c.Facts(), At: w.at}) {
		if candidate.May() && candidate.Person != c.OwnerID && s.couldResolve(c, candidate.Person, w.at) {
			return candidate.Person
		}
	}
	return c.OwnerID
}
