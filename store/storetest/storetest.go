package storetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"countersign/store/localpg"
)

// AppRole is what the running program may be: it owns no table, and the tables of record it may only add to.
const AppRole = "countersign_app"

// LogRole is what gives events their positions: it adds to the log's tree, and takes off what is pending.
const LogRole = "countersign_log"

// poolConns bounds one test's connections; tests that need more open a pool of their own on DB.URL.
const poolConns = 10

// patience bounds each step of getting a database, on a machine that does other things too.
const patience = 2 * time.Minute

// DB is one test's database.
type DB struct {
	Name string
	URL  string        // as the owner of the tables
	Pool *pgxpool.Pool // as the owner of the tables; closed when the test ends
}

// New clones the migrated template for t and drops the clone when t ends.
func New(t testing.TB) *DB {
	t.Helper()
	s := theServer(t)
	template, err := s.template()
	if err != nil {
		t.Fatalf("make the template database: %v", err)
	}
	return s.create(t, template)
}

// NewEmpty gives t a database without tables, for tests of the migrations themselves.
func NewEmpty(t testing.TB) *DB {
	t.Helper()
	return theServer(t).create(t, "template0")
}

// Copy gives t a copy of the database, which nobody may be connected to meanwhile: close Pool before.
func (db *DB) Copy(t testing.TB) *DB {
	t.Helper()
	return theServer(t).create(t, db.Name)
}

// AppURL addresses the same database with sessions that are the application's role from their first statement, as the
// running program's are.
func (db *DB) AppURL() string { return withRole(db.URL, AppRole) }

// AsApp opens a pool of the application's role, to show what Postgres refuses by itself. It is closed when t ends.
func (db *DB) AsApp(t testing.TB) *pgxpool.Pool {
	t.Helper()
	return open(t, db.AppURL())
}

// AsLog opens a pool of the role that gives events their positions. It is closed when t ends.
func (db *DB) AsLog(t testing.TB) *pgxpool.Pool {
	t.Helper()
	return open(t, withRole(db.URL, LogRole))
}

// server is where this process makes its databases.
type server struct {
	url      string // of the database postgres, or of the one in DATABASE_URL
	template func() (string, error)
}

var shared = sync.OnceValues(func() (*server, error) {
	s := &server{url: os.Getenv("DATABASE_URL")}
	if s.url == "" {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		// Nobody stops it: there is no hook at the end of a test process, and it ends with the process.
		own, err := localpg.Borrow(ctx, nil)
		if err != nil {
			return nil, err
		}
		s.url = own.URL("postgres")
	}
	s.template = sync.OnceValues(s.makeTemplate)
	return s, nil
})

// theServer fails t when there is no database to be had.
func theServer(t testing.TB) *server {
	t.Helper()
	if testing.Short() && os.Getenv("DATABASE_URL") == "" {
		t.Skip("needs a database, and -short starts none")
	}
	s, err := shared()
	if err != nil {
		t.Fatalf("this test needs a database: %v", err)
	}
	return s
}

// create makes a database from a template and arranges for its end.
func (s *server) create(t testing.TB, template string) *DB {
	t.Helper()
	name := "t_" + strings.ToLower(rand.Text()[:16])
	// Copying files takes a tenth of the default way, which writes every page to the log.
	if err := s.admin("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	t.Cleanup(func() { // runs after the pools' clean-ups
		if err := s.admin("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	db := &DB{Name: name, URL: withDatabase(s.url, name)}
	db.Pool = open(t, db.URL)
	return db
}

// admin runs one statement outside any test's database.
func (s *server) admin(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return fmt.Errorf("connect to the test server: %w", err)
	}
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, statement)
	return err
}

func open(t testing.TB, address string) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		t.Fatalf("read the database address: %v", err)
	}
	config.MaxConns = poolConns
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func withDatabase(address, name string) string {
	return edit(address, func(u *url.URL) { u.Path = "/" + name })
}

func withRole(address, role string) string {
	return edit(address, func(u *url.URL) {
		q := u.Query()
		q.Set("options", "-c role="+role)
		u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // libpq reads + as a plus sign
	})
}

// edit changes an address; one that is no URL is left as it is, and connecting says what is wrong with it.
func edit(address string, change func(*url.URL)) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	change(u)
	return u.String()
}
