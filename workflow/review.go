package workflow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// ReviewDone is a campaign after a command about it.
type ReviewDone struct{ Review domain.ID }

// StartAccessReview opens a campaign: each grant in its scope becomes a line, with how often it was used, for somebody
// other than its holder to decide on.
//
// Errors: FORBIDDEN; INVALID with every violation, also when the scope holds nothing or too much, or when nobody may
// decide on a line.
func (s *Service) StartAccessReview(ctx context.Context, in domain.StartReviewInput) (*ReviewDone, error) {
	var done ReviewDone
	c := command{name: "startAccessReview", about: domain.EntityNode(0), key: in.IdempotencyKey, body: in, answer: &done}
	uses, err := s.usesInScope(ctx, in)
	if err != nil {
		return nil, err
	}
	return &done, s.change(ctx, c, func(w *work) error {
		id := domain.ID{Kind: domain.NodeReview, UUID: domain.NewUUID(w.at)}
		permit, err := s.allowInGroup(ctx, w, domain.CertifyAccess, &domain.Facts{Kind: id.Kind, ID: id.UUID})
		if err != nil {
			return err
		}
		if err := w.actor.InOwnName(); err != nil {
			return err
		}
		book, err := s.standing(w)
		if err != nil {
			return err
		}
		review, err := startReview(book, id, w, in)
		if err != nil {
			return err
		}
		items, err := s.linesOf(ctx, w, book, review, uses)
		if err != nil {
			return err
		}
		done.Review = id
		event := domain.Happened("review.started", id, fmt.Sprintf("%s started the access review %s over %s.", w.actor.Name, review.Name, plural(len(items), "grant"))).
			With("lines", len(items)).With("roles", review.Roles).With("entities", review.Entities).With("due", review.DueAt).AtVersion(1)
		of, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		var stands []domain.DutyUse
		for _, item := range items {
			stands = append(stands, s.gate.Stand(item.Grant.Person, domain.BeReviewed, item.Facts(), w.at)...)
		}
		if err := w.stand(ctx, stands, of); err != nil {
			return err
		}
		return w.tx.InsertReview(ctx, review, items)
	})
}

func startReview(book *authz.Snapshot, id domain.ID, w *work, in domain.StartReviewInput) (*domain.AccessReview, error) {
	rows := book.Book()
	roles := make([]string, len(rows.Roles))
	for i, r := range rows.Roles {
		roles[i] = r.Key
	}
	return domain.StartReview(id, w.actor, in, roles, rows.Entities, w.at)
}

// usesInScope counts uses before the change begins: the log may be long. A grant that comes into the scope in between
// shows none.
func (s *Service) usesInScope(ctx context.Context, in domain.StartReviewInput) (map[domain.UUID]store.GrantUse, error) {
	r, err := s.reading(ctx)
	if err != nil || !s.gate.Scope(r.actor, domain.CertifyAccess, r.at).Sees(0) {
		return nil, err // the change refuses it, and tells why
	}
	scope := &domain.AccessReview{Roles: in.Roles}
	for _, e := range in.EntityIDs {
		scope.Entities = append(scope.Entities, e.Entity)
	}
	var grants []domain.UUID
	for _, g := range covered(s.gate.Snapshot(), scope, r.at) {
		grants = append(grants, g.ID)
	}
	return s.db.GrantUses(ctx, grants, r.at.Add(-domain.ReviewUse))
}

// linesOf makes a line of each grant in the scope.
func (s *Service) linesOf(ctx context.Context, w *work, book *authz.Snapshot, review *domain.AccessReview, uses map[domain.UUID]store.GrantUse) ([]*domain.ReviewItem, error) {
	grants := covered(book, review, w.at)
	if n := len(grants); n == 0 || n > domain.ReviewLines {
		return nil, domain.RefuseField(domain.CodeInvalid, "roles", "A campaign has 1 to %d grants; this scope holds %d.", domain.ReviewLines, n)
	}
	ids := make([]domain.UUID, len(grants))
	for i := range grants {
		ids[i] = grants[i].ID
	}
	rows, err := w.tx.GrantRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	var broken domain.Violations
	items := make([]*domain.ReviewItem, len(grants))
	for i, g := range grants {
		item := &domain.ReviewItem{
			ID: domain.ID{Kind: domain.NodeReviewItem, UUID: domain.UUIDOf("review item", review.ID.UUID.String(), g.ID.String())}, Version: 1,
			ReviewID: review.ID.UUID, GrantRow: rows[g.ID], Grant: g, Uses: uses[g.ID].Uses,
		}
		if p := w.dir.people[g.Person]; p != nil {
			item.ID.Entity = p.Home
		}
		if last := uses[g.ID].Last.UTC(); item.Uses > 0 {
			item.LastUsedAt = &last
		}
		if item.ReviewerID, item.Via = s.reviewer(w, book, review, item); item.ReviewerID.IsZero() {
			broken.Add("roles", "reviewer", "Nobody who may certify access can decide on the role %s of %s.", g.Role, book.Book().Names[g.Person])
		}
		items[i] = item
	}
	return items, broken.Err()
}

// covered are the grants in a scope, those of people who have left aside.
func covered(book *authz.Snapshot, review *domain.AccessReview, at time.Time) []domain.Grant {
	rows := book.Book()
	var list []domain.Grant
	for i := range rows.Grants {
		if g := &rows.Grants[i]; review.Covers(g, at) && !slices.Contains(rows.Inactive, g.Person) {
			list = append(list, *g)
		}
	}
	return list
}

// reviewer is who decides on a line, and why: the first of those who could be asked who may certify there and is not the
// holder. It is zero when there is nobody.
func (s *Service) reviewer(w *work, book *authz.Snapshot, review *domain.AccessReview, item *domain.ReviewItem) (domain.UUID, string) {
	rows := book.Book()
	type ask struct {
		person domain.UUID
		via    string
	}
	var managers, owners []ask
	holder := w.dir.people[item.Grant.Person]
	for at, n := holder, 0; at != nil && at.Manager != nil && n < 3; at, n = at.Manager, n+1 {
		managers = append(managers, ask{at.Manager.ID.UUID, "manager of " + at.Name})
	}
	for _, r := range rows.Roles {
		if r.Key == item.Grant.Role {
			owners = append(owners, ask{r.Owner, "owner of the role " + r.Name})
		}
	}
	for _, a := range rows.Services {
		if a.ID == item.Grant.Person {
			managers = append(managers, ask{a.Owner, "owner of the service account " + a.Name})
		}
	}
	asked := append(managers, owners...)
	if review.AskFirst == domain.ReviewByOwner {
		asked = append(owners, managers...)
	}
	asked = append(asked, ask{review.StartedByID, "started the review"})
	for _, c := range s.gate.Candidates(authz.Question{Action: domain.CertifyAccess, Facts: item.Facts(), At: w.at}) {
		asked = append(asked, ask{c.Person, "certifies access"})
	}
	for _, one := range asked {
		if !one.person.IsZero() && one.person != item.Grant.Person && s.gate.ExplainAbout(one.person, domain.CertifyAccess, item.Facts(), w.at).Allowed {
			return one.person, one.via
		}
	}
	return domain.UUID{}, ""
}
