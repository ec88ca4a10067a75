package workflow

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"countersign/authz"
	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// Options is what a Service is built from.
type Options struct {
	DB         *store.DB
	Ledger     connect.Poster[domain.LedgerDocument] // where approved documents are posted; nil posts nothing
	LedgerName string                                // of that connection, for people; default "ledger"
	Now        func() time.Time                      // nil is the machine's clock
	UndoWindow time.Duration                         // how long one's own decision can be taken back; 0 is not at all
	NoReports  bool                                  // nobody delegates to who reports to them
	Log        *slog.Logger                          // nil is the default
	Writer     Writer                                // rewords summaries; nil leaves the template's words
	OnPlaced   func(waited time.Duration)            // told of each event that got its position in the log; nil tells nobody
}

// Service is every verb of the business. It is safe for concurrent use, and stateless but for snapshots of roles and
// of the directory, which it checks at each use.
type Service struct {
	db         *store.DB
	gate       *authz.Gate
	queue      *river.Client[*sql.Tx]
	ledger     connect.Poster[domain.LedgerDocument]
	ledgerName string
	now        func() time.Time
	undoWindow time.Duration
	noReports  bool
	log        *slog.Logger
	directory  atomic.Pointer[directory]
	refreshing sync.Mutex
	shelf      shelf
	writer     Writer
	written    written
	clusters   accountShelf[clustersOf, []madeCluster]
	oddities   accountShelf[int64, []madeOddity] // by the account's count of changes
	feed       *feedHub
	onPlaced   func(waited time.Duration)
	logMutex   sync.Mutex
	logStatus  LogStatus
	advisor    advisor
}

// New builds the service and loads the first snapshots.
// Errors: when the database does not answer, or roles and rules cannot be enforced as they stand.
func New(ctx context.Context, opts Options) (*Service, error) {
	s := &Service{
		db: opts.DB, ledger: opts.Ledger, ledgerName: opts.LedgerName, now: opts.Now, undoWindow: opts.UndoWindow, noReports: opts.NoReports, log: opts.Log,
		onPlaced: opts.OnPlaced, writer: opts.Writer,
	}
	if s.onPlaced == nil {
		s.onPlaced = func(time.Duration) {}
	}
	if s.now == nil {
		s.now = func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) } // what Postgres keeps
	}
	if s.ledgerName == "" {
		s.ledgerName = "ledger"
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.advisor.minds = map[domain.EntityID]*mind{}
	s.feed = newFeedHub(s.db, s.log)
	queue, err := river.NewClient(riverdatabasesql.New(opts.DB.SQL()), &river.Config{Logger: s.log})
	if err != nil {
		return nil, fmt.Errorf("open the job queue: %w", err)
	}
	s.queue = queue
	version, err := s.db.Version(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.refresh(ctx, version); err != nil {
		return nil, err
	}
	return s, nil
}

// refresh makes the snapshots at least as new as version.
func (s *Service) refresh(ctx context.Context, version store.Version) error {
	if s.current(version) {
		return nil
	}
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if s.current(version) {
		return nil
	}
	book, err := s.db.Rulebook(ctx)
	if err != nil {
		return err
	}
	snapshot, err := authz.NewSnapshot(book)
	if err != nil {
		return fmt.Errorf("take on roles and rules of version %d: %w", book.Version, err)
	}
	rows, err := s.db.Directory(ctx)
	if err != nil {
		return err
	}
	s.directory.Store(newDirectory(rows, book.Roles))
	if s.gate == nil {
		s.gate = authz.NewGate(snapshot)
	} else {
		s.gate.Swap(snapshot)
	}
	return nil
}

func (s *Service) current(v store.Version) bool {
	d := s.directory.Load()
	return d != nil && s.gate != nil && d.version >= v.Directory && s.gate.Version() >= v.Authz
}

// fresh is the directory, after making sure that it and the gate are those in force.
func (s *Service) fresh(ctx context.Context) (*directory, error) {
	version, err := s.db.Version(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.refresh(ctx, version); err != nil {
		return nil, err
	}
	return s.directory.Load(), nil
}

// reader is who reads, through fresh snapshots, and what they may see.
type reader struct {
	actor domain.Actor
	dir   *directory
	scope domain.Scope // entities whose invoices the actor may see
	at    time.Time
}

// reading is the caller as a reader. Errors: UNAUTHENTICATED, also for people who have left.
func (s *Service) reading(ctx context.Context) (*reader, error) {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	if err := dir.admits(actor); err != nil {
		return nil, err
	}
	at := s.now()
	return &reader{actor: actor, dir: dir, scope: s.gate.Scope(actor, domain.ViewInvoice, at), at: at}, nil
}
