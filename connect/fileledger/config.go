package fileledger

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"syscall"
	"time"

	"countersign/connect"
)

// maxLines is more than any bill has; a document above it is a mistake.
const maxLines = 10_000

// entityCode is what a journal's file may be called.
var entityCode = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$`)

// Config is one directory as a ledger.
type Config struct {
	Dir         string            // made when it is not there
	Companies   []connect.Company // that have books; none is any
	Faults      bool              // faults.json may say what goes wrong; never for real books
	Now         func() time.Time  // nil is time.Now
	AfterAccept func(connect.Key) // runs between a new document on the disk and the answer; nil is nothing
	Crash       func()            // what the fault "crash" does; nil kills the process with SIGKILL
}

// Ledger is an open directory. Safe for many goroutines and, through the lock files, for many processes.
type Ledger struct {
	config Config
	mu     sync.Mutex // over books
	books  map[string]*books
}

var (
	_ connect.Connector             = (*Ledger)(nil)
	_ connect.Lister[connect.Entry] = (*Ledger)(nil)
)

// Open makes the directory when it is not there and says what is wrong with it. Errors: Config.
func Open(c Config) (*Ledger, error) {
	for _, company := range c.Companies {
		if !entityCode.MatchString(company.Code) {
			return nil, wrong("COMPANY", fmt.Sprintf("%q cannot be the code of a company.", company.Code), nil)
		}
	}
	if err := os.MkdirAll(c.Dir, 0o750); err != nil {
		return nil, wrong("DIRECTORY", "The ledger's directory cannot be made.", err)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Crash == nil {
		c.Crash = func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) }
	}
	c.Companies = slices.Clone(c.Companies)
	return &Ledger{config: c, books: map[string]*books{}}, nil
}

func (l *Ledger) path(name string) string { return filepath.Join(l.config.Dir, name) }

// booksOf finds the books of a legal entity. Errors: Config when it has none here.
func (l *Ledger) booksOf(entity string) (*books, error) {
	known := slices.ContainsFunc(l.config.Companies, func(c connect.Company) bool { return c.Code == entity })
	if !entityCode.MatchString(entity) || len(l.config.Companies) > 0 && !known {
		return nil, wrong("COMPANY", fmt.Sprintf("The ledger keeps no books for %.40q.", entity), nil)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.books[entity]
	if b == nil {
		b = &books{entity: entity, dir: l.config.Dir, turn: make(chan struct{}, 1)}
		b.forget()
		l.books[entity] = b
	}
	return b, nil
}

// entities lists, in order, who has books.
func (l *Ledger) entities() ([]string, error) {
	files, err := filepath.Glob(l.path("*.jsonl"))
	if err != nil {
		return nil, wrong("DIRECTORY", "The ledger's directory cannot be read.", err)
	}
	codes := make([]string, len(files))
	for i, file := range files {
		codes[i] = file[len(filepath.Dir(file))+1 : len(file)-len(".jsonl")]
	}
	for _, company := range l.config.Companies {
		codes = append(codes, company.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

func wrong(code, message string, cause error) *connect.Error {
	return &connect.Error{Class: connect.Config, Code: code, Message: message, Cause: cause}
}
