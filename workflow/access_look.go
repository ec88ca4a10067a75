package workflow

import (
	"context"
	"slices"
	"sync"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// look is one rulebook looked at as of an instant: what was recorded by then and held then. One goroutine uses it at a time.
type look struct {
	book *authz.Snapshot
	at   time.Time
	asOf *time.Time // as it was asked; nil is now
	past bool       // before now

	known map[domain.UUID][]domain.SodConflict // conflicts that were asked for
}

// lookAt is the rulebook as of an instant; nil is now. One to come is looked at under the rulebook in force.
//
// Errors: INVALID for a time before anything was recorded.
func (s *Service) lookAt(ctx context.Context, asOf *time.Time) (*look, error) {
	now := s.now()
	if asOf == nil || !asOf.Before(now) {
		l := &look{book: s.gate.Snapshot(), at: now, asOf: asOf}
		if asOf != nil {
			l.at = asOf.UTC()
		}
		return l, nil
	}
	book, err := s.shelf.bookAt(ctx, s, asOf.UTC(), now)
	return &look{book: book, at: asOf.UTC(), asOf: asOf, past: true}, err
}

const (
	// shelved is how many past rulebooks are kept: an audit looks at a period's start and end, and at a few days between.
	shelved = 16
	// remembered is how many instants are known by their rulebook.
	remembered = 256
	// settled is how old an instant is when no transaction can still come that was to be seen in it: none lasts so long.
	settled = time.Minute
)

// shelf keeps past rulebooks that were looked at. They do not change; who works here does, so a book goes with a directory.
type shelf struct {
	mu       sync.Mutex
	books    []shelvedBook // least used first
	versions map[time.Time]int64
}

type shelvedBook struct {
	version, directory int64
	book               *authz.Snapshot
}

func (h *shelf) bookAt(ctx context.Context, s *Service, at, now time.Time) (*authz.Snapshot, error) {
	version, exact, err := h.versionAt(ctx, s, at, now)
	if err != nil {
		return nil, err
	}
	directory := s.directory.Load().version
	if book := h.find(version, directory); book != nil && exact {
		return book, nil
	}
	book, err := s.pastBook(ctx, at)
	if err == nil && exact {
		h.keep(shelvedBook{version, directory, book})
	}
	return book, err
}

func (h *shelf) versionAt(ctx context.Context, s *Service, at, now time.Time) (version int64, exact bool, err error) {
	h.mu.Lock()
	version, exact = h.versions[at]
	h.mu.Unlock()
	if exact {
		return version, exact, nil
	}
	version, exact, err = s.db.RulebookVersionAt(ctx, at)
	if err != nil || !exact || now.Sub(at) < settled {
		return version, exact, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.versions == nil || len(h.versions) >= remembered {
		h.versions = map[time.Time]int64{}
	}
	h.versions[at] = version
	return version, exact, nil
}

// pastBook loads a rulebook of the past. Errors: INVALID when nothing was recorded by then.
func (s *Service) pastBook(ctx context.Context, at time.Time) (*authz.Snapshot, error) {
	book, err := s.db.RulebookAsOf(ctx, at)
	if err != nil {
		return nil, err
	}
	if len(book.Roles) == 0 || len(book.Grants) == 0 {
		return nil, domain.RefuseField(domain.CodeInvalid, "asOf", "No roles and grants were recorded by %s.", at.Format(time.DateOnly))
	}
	return authz.NewSnapshot(book)
}

// find is a book that is kept, which becomes the last to go.
func (h *shelf) find(version, directory int64) *authz.Snapshot {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := slices.IndexFunc(h.books, func(b shelvedBook) bool { return b.version == version && b.directory == directory })
	if at < 0 {
		return nil
	}
	one := h.books[at]
	h.books = append(slices.Delete(h.books, at, at+1), one)
	return one.book
}

func (h *shelf) keep(one shelvedBook) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.books = append(h.books, one); len(h.books) > shelved {
		h.books = slices.Delete(h.books, 0, 1)
	}
}
