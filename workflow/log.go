package workflow

import (
	"context"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/store"
)

// The log's two duties, giving positions and signing checkpoints, each belong to one process at a time: to the one whose
// connection holds the duty's lock. The others ask for it again and again, so when the holder's connection ends, another
// has it within the second.
const (
	lockRetry  = 250 * time.Millisecond
	errorRetry = time.Second
	// complainEvery is how often the same trouble is told again.
	complainEvery = time.Minute
)

// LogStatus is how the log stands, as this process sees it.
type LogStatus struct {
	Sequencing bool   // this process gives the positions
	Size       int64  // positions given; 0 while another process gives them
	Stalled    string // why this process cannot give positions; "" when all is well
	Signing    bool   // this process signs the checkpoints
	Signed     int64  // entries that the newest checkpoint covers; 0 while another process signs
	Unsigned   string // why this process does not sign though it should; "" when all is well
}

// LogStatus tells how the log stands.
func (s *Service) LogStatus() LogStatus {
	s.logMutex.Lock()
	defer s.logMutex.Unlock()
	return s.logStatus
}

func (s *Service) tellLog(change func(*LogStatus)) {
	s.logMutex.Lock()
	defer s.logMutex.Unlock()
	change(&s.logStatus)
}

// duty is one of the log's two duties as this process takes it up.
type duty struct {
	lock  store.LogLock
	work  func(context.Context, *store.LogSession) error
	state func(l *LogStatus, busy bool, trouble string) // keeps what LogStatus tells
	said  complaint
}

// perform does the duty's work whenever this process holds its lock, until ctx ends. Work that fails gives the lock away
// and begins anew.
func (s *Service) perform(ctx context.Context, d *duty) {
	for ctx.Err() == nil {
		err := s.performOnce(ctx, d)
		trouble := ""
		if err != nil && ctx.Err() == nil {
			trouble = err.Error()
			d.said.about(ctx, s, trouble)
		}
		s.tellLog(func(l *LogStatus) { d.state(l, false, trouble) })
		sleep(ctx, errorRetry)
	}
}

func (s *Service) performOnce(ctx context.Context, d *duty) error {
	session, err := s.db.OpenLogSession(ctx)
	if err != nil {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		session.Close(ctx)
	}()
	for {
		held, err := session.Take(ctx, d.lock)
		if err != nil {
			return err
		}
		s.tellLog(func(l *LogStatus) { d.state(l, held, "") })
		if held {
			return d.work(ctx, session)
		}
		if !sleep(ctx, lockRetry) {
			return nil
		}
	}
}

// complaint tells a trouble when it is new, and again each minute that it lasts.
type complaint struct {
	text string
	at   time.Time
}

func (c *complaint) about(ctx context.Context, s *Service, trouble string) {
	if trouble == c.text && time.Since(c.at) < complainEvery {
		return
	}
	c.text, c.at = trouble, time.Now()
	s.log.ErrorContext(ctx, "the audit log needs somebody to look at it", "trouble", trouble)
}

// sleep says whether d went by before ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// treeOf is the log's tree as package tlog reads it.
func treeOf(ctx context.Context, read func(context.Context, []int64) ([]tlog.Hash, error)) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) { return read(ctx, indexes) })
}
