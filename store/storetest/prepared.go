package storetest

import (
	"crypto/rand"
	"strings"
	"sync"
	"testing"
)

// Prepared is one more database to clone from: the migrated one, after something was put into it once. The zero value
// is of no use; make it with Prepare.
type Prepared struct {
	make func() (name string, err error)
	made string
}

// Prepare says how the database is filled; fill is called once, at the first New, with the address of the owner of the
// tables. It must leave no connection open, for a database in use cannot be cloned.
func Prepare(fill func(url string) error) *Prepared {
	p := &Prepared{}
	p.make = sync.OnceValues(func() (string, error) {
		s, err := shared()
		if err != nil {
			return "", err
		}
		template, err := s.template()
		if err != nil {
			return "", err
		}
		name := "p_" + strings.ToLower(rand.Text()[:16])
		if err := s.admin("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
			return "", err
		}
		p.made = name
		return name, fill(withDatabase(s.url, name))
	})
	return p
}

// New clones the filled database for t and drops the clone when t ends.
func (p *Prepared) New(t testing.TB) *DB {
	t.Helper()
	s := theServer(t)
	name, err := p.make()
	if err != nil {
		t.Fatalf("fill the database to clone: %v", err)
	}
	return s.create(t, name)
}

// Drop drops what New cloned from, if there is anything. Call it when all tests have ended.
func (p *Prepared) Drop() error {
	if p.made == "" {
		return nil
	}
	s, err := shared()
	if err != nil {
		return err
	}
	return s.admin("DROP DATABASE " + p.made + " WITH (FORCE)")
}
