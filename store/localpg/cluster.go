package localpg

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// superuser is the only login of a private server.
const superuser = "countersign"

// clusterMajor reads which release made the data; 0 when there is none yet.
//
// Errors: ErrDamaged when the directory exists but is not a whole cluster; ErrNotOurs.
func clusterMajor(home string) (int, error) {
	data := filepath.Join(home, "data")
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	} else if err != nil {
		return 0, notOurs(home, err)
	}
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrPermission) {
		return 0, notOurs(home, err)
	}
	major, notNumber := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || notNumber != nil {
		return 0, damaged(home, "PG_VERSION is missing or unreadable")
	}
	for _, part := range []string{"global/pg_control", "base", "pg_wal", "postgresql.conf", "pg_hba.conf"} {
		if _, err := os.Stat(filepath.Join(data, part)); err != nil {
			return 0, damaged(home, part+" is missing")
		}
	}
	if _, err := os.Stat(filepath.Join(home, "password")); err != nil {
		return 0, damaged(home, "its password file is missing")
	}
	return major, nil
}

func damaged(home, why string) error {
	return tell(ErrDamaged, "the database in %s is damaged (%s): restore it from a backup, or move the directory away to begin anew",
		home, strings.TrimSuffix(why, "."))
}

// makeCluster makes a cluster in home/data. It appears there whole or not at all.
func makeCluster(ctx context.Context, home string, p programs, who account, unsafe bool, log io.Writer) error {
	half := filepath.Join(home, "data.new")
	if err := removeHalf(half); err != nil {
		return notOurs(home, err)
	}
	if err := os.Mkdir(half, 0o700); err != nil {
		return err
	}
	password := filepath.Join(home, "password")
	if err := os.WriteFile(password, []byte(rand.Text()+"\n"), 0o600); err != nil {
		return err
	}
	for _, path := range []string{half, password} {
		if err := who.own(path); err != nil {
			return err
		}
	}
	args := []string{
		"--pgdata=" + half, "--username=" + superuser, "--pwfile=" + password, "--auth=scram-sha-256",
		"--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
	}
	if unsafe {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, p.path("initdb"), args...) //nolint:gosec // a program that we looked up, no shell
	cmd.Dir, cmd.Env = "/", environment(home)
	made, err := spawn(cmd, who, log)
	if err != nil {
		return fmt.Errorf("run initdb: %w", err)
	}
	<-made.done
	if made.err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("initdb could not make a database in %s: %s", home, firstLine(made.tail.complaint(), made.err))
	}
	return os.Rename(half, filepath.Join(home, "data"))
}

// removeHalf throws away a cluster that was never finished. The initdb that was making it may be tidying up itself.
func removeHalf(half string) (err error) {
	for range 20 {
		if err = os.RemoveAll(half); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// environment is what the server's processes see: nothing of the caller's PG* settings.
func environment(home string) []string {
	return []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=" + home}
}

func readPassword(home string) (string, error) {
	text, err := os.ReadFile(filepath.Join(home, "password"))
	if err != nil {
		return "", notOurs(home, err)
	}
	return string(bytes.TrimSpace(text)), nil
}
