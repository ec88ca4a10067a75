package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"countersign/migrations"
	"countersign/store"
	"countersign/store/localpg"
)

// templateLock is the advisory lock under which one process makes the template: "tmpl" in ASCII.
const templateLock = 0x746d706c

// makeTemplate returns the name of a migrated database that nobody can connect to, made once per content of the
// migrations whatever number of test processes ask at the same time.
func (s *server) makeTemplate() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	name, err := templateName()
	if err != nil {
		return "", err
	}
	c, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return "", fmt.Errorf("connect to the test server: %w", err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }() // and let go of the lock
	if _, err := c.Exec(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return "", err
	}
	var there, whole bool
	err = c.QueryRow(ctx, "SELECT count(*) > 0, coalesce(bool_and(datistemplate), false) FROM pg_database WHERE datname = $1", name).Scan(&there, &whole)
	if err != nil || whole {
		return name, err
	}
	if there { // its maker was killed half-way
		if _, err := c.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			return "", err
		}
	}
	if _, err := c.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		return "", err
	}
	if err := migrate(ctx, withDatabase(s.url, name)); err != nil {
		return "", err
	}
	_, err = c.Exec(ctx, "ALTER DATABASE "+name+" IS_TEMPLATE true ALLOW_CONNECTIONS false")
	return name, err
}

// migrate brings an empty database up to date and leaves no connection open: a database in use cannot be cloned.
func migrate(ctx context.Context, address string) error {
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return err
	}
	defer pool.Close()
	_, err = store.MigrateUp(ctx, pool, migrations.FS)
	return err
}

// templateName carries a digest of everything that the schema is made of.
func templateName() (string, error) {
	digest := sha256.New()
	err := fs.WalkDir(migrations.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS, path)
		_, _ = fmt.Fprintf(digest, "%s %d\n%s", path, len(text), text)
		return err
	})
	if err != nil {
		return "", err
	}
	river, err := rivermigrate.New(riverpgxv5.New(nil), nil)
	if err != nil {
		return "", err
	}
	for _, version := range river.AllVersions() {
		_, _ = fmt.Fprintf(digest, "river %d\n%s", version.Version, version.SQLUp)
	}
	return localpg.TemplatePrefix + hex.EncodeToString(digest.Sum(nil)[:8]), nil
}
