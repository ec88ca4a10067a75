package storetest

import (
	"context"
	"os"
	"testing"
	"time"

	"countersign/store/localpg"
)

// Private is a server of one test's own, which the test may kill and start again.
type Private struct {
	DB
	options localpg.Options
	server  *localpg.Server
}

// privateName is the one database of a private server.
const privateName = "countersign"

// stopPatience bounds the shutdown in order at a test's end.
const stopPatience = 20 * time.Second

// NewPrivate starts a server with one migrated database, and stops it when t ends. It lives in dir, which must be open to
// other accounts, since root lends the server one; "" makes a directory that goes with the test.
func NewPrivate(t testing.TB, dir string) *Private {
	t.Helper()
	return newPrivate(t, dir, true)
}

// NewDurable is NewPrivate with a server as a user has it, which is slower: what is committed outlives a power cut. It is for
// measuring.
func NewDurable(t testing.TB) *Private {
	t.Helper()
	return newPrivate(t, "", false)
}

func newPrivate(t testing.TB, dir string, unsafe bool) *Private {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a database of its own, and -short starts none")
	}
	if dir == "" {
		dir = place(t)
	}
	p := &Private{options: localpg.Options{Dir: dir, FastUnsafe: unsafe}}
	t.Cleanup(p.stop) // after the pool's own clean-up
	if err := p.Again(); err != nil {
		t.Fatalf("start a server of the test's own: %v", err)
	}
	p.options.Port = p.server.Port() // where the program will look for it again
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := p.server.EnsureDatabase(ctx, privateName); err != nil {
		t.Fatalf("create the test's database: %v", err)
	}
	p.DB = DB{Name: privateName, URL: p.server.URL(privateName)}
	if err := migrate(ctx, p.URL); err != nil {
		t.Fatalf("migrate the test's database: %v", err)
	}
	p.Pool = open(t, p.URL)
	return p
}

// Crash kills the server as kill -9 does, in the middle of whatever it does.
func (p *Private) Crash() { p.server.Crash() }

// Exited is closed when the server has ended, for whatever reason.
func (p *Private) Exited() <-chan struct{} { return p.server.Exited() }

// Again starts the server anew at the same address, and returns when it has replayed its log and takes connections.
func (p *Private) Again() (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if p.server != nil {
		_ = p.server.Stop(ctx) // nothing, when it was let go of
	}
	if p.server, err = localpg.Start(ctx, p.options); err != nil {
		return err
	}
	if p.Pool != nil {
		p.Pool.Reset() // its connections died with the server
	}
	return nil
}

// place is a directory that an account which root lends can enter; t.TempDir is open to its owner alone.
func place(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "countersign-own-") //nolint:usetesting // see above
	if err != nil {
		t.Fatalf("make a directory for a server: %v", err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("remove the server's directory: %v", err)
		}
	})
	if err := os.Chmod(dir, 0o711); err != nil { //nolint:gosec // the account must pass, nobody may look
		t.Fatalf("open a server's directory: %v", err)
	}
	return dir
}

func (p *Private) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), stopPatience)
	defer cancel()
	if p.server != nil {
		_ = p.server.Stop(ctx)
	}
}
