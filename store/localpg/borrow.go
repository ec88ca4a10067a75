package localpg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// maxSlots bounds how many borrowed servers may run at once for one account: each takes a few hundred megabytes.
const maxSlots = 8

// TemplatePrefix begins the names of databases that outlive a borrowed server's owner.
const TemplatePrefix = "tpl_"

// keptTemplates is how many templates stay from one borrower to the next: this schema's, and the one of the branch
// that was tested before.
const keptTemplates = 2

// Borrow starts a server for tests on the first free of a few directories that are kept from run to run, so that only
// the first run pays for making a cluster and migrating a template. What the last borrower left is dropped, but for
// templates. The server stops when this process ends; nothing but the bounded directories stays.
//
// Errors: as Start, and ErrInUse when eight borrowers of this account are alive.
func Borrow(ctx context.Context, log io.Writer) (*Server, error) {
	return borrow(ctx, filepath.Join(os.TempDir(), "countersign-pg-"+strconv.Itoa(os.Geteuid())), log)
}

func borrow(ctx context.Context, root string, log io.Writer) (*Server, error) {
	if err := ownDir(root); err != nil {
		return nil, err
	}
	var busy error
	for slot := range maxSlots {
		o := Options{Dir: filepath.Join(root, strconv.Itoa(slot)), FastUnsafe: true, Log: log}
		s, err := Start(ctx, o)
		if errors.Is(err, ErrDamaged) || errors.Is(err, ErrVersion) {
			if err := throwAway(o.Dir); err != nil {
				return nil, err
			}
			s, err = Start(ctx, o)
		}
		if errors.Is(err, ErrInUse) {
			busy = err
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := s.tidy(ctx); err != nil {
			_ = s.Stop(ctx)
			return nil, err
		}
		return s, nil
	}
	return nil, busy
}

// ownDir makes root or checks that it is ours alone: in a directory that everybody may write, a stranger could have
// laid it out for us.
func ownDir(root string) error {
	if err := os.Mkdir(root, 0o711); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	info, err := os.Lstat(root)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || (ok && int(owner.Uid) != os.Geteuid()) || info.Mode().Perm()&0o022 != 0 {
		return tell(ErrNotOurs, "%s does not belong to this account alone: remove it", root)
	}
	return nil
}

// throwAway removes a cluster of a slot that nobody holds.
func throwAway(dir string) error {
	home, _, err := prepareHome(dir, sharedRoot)
	if err != nil {
		return err
	}
	lock, err := holdLock(home)
	if err != nil {
		return err
	}
	defer lock.release()
	return os.RemoveAll(filepath.Join(home, "data"))
}

// tidy drops the databases that earlier borrowers left: all that were killed before their clean-up, and all templates
// but the newest.
func (s *Server) tidy(ctx context.Context) error {
	c, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return fmt.Errorf("connect to the borrowed server: %w", err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	rows, err := c.Query(ctx, "SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1') ORDER BY oid DESC")
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	kept := 0
	for _, name := range names {
		if strings.HasPrefix(name, TemplatePrefix) && kept < keptTemplates {
			kept++
			continue
		}
		quoted := pgx.Identifier{name}.Sanitize()
		if _, err := c.Exec(ctx, "ALTER DATABASE "+quoted+" IS_TEMPLATE false"); err != nil {
			return err
		}
		if _, err := c.Exec(ctx, "DROP DATABASE "+quoted+" WITH (FORCE)"); err != nil {
			return err
		}
	}
	return nil
}
