package localpg

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// sharedRoot is where a server run by root lives when its account cannot reach the directory that was asked for, as
// under /root.
const sharedRoot = "/var/lib/countersign"

// account is who the server's processes run as. PostgreSQL refuses root, so root lends them an unprivileged account.
type account struct {
	uid, gid int
	switched bool // the processes run as somebody else than we do
}

// chooseAccount returns ourselves, or, when we are root: the owner of the data if there is any, else postgres, else nobody.
func chooseAccount(data string) (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	if info, err := os.Stat(data); err == nil {
		if owner, ok := info.Sys().(*syscall.Stat_t); ok && owner.Uid != 0 {
			return account{uid: int(owner.Uid), gid: int(owner.Gid), switched: true}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(found.Uid)
		if err != nil {
			continue
		}
		gid, err := strconv.Atoi(found.Gid)
		if err != nil {
			continue
		}
		return account{uid: uid, gid: gid, switched: true}, nil
	}
	return account{}, tell(ErrNoPrograms, "PostgreSQL refuses to run as root and there is neither an account postgres nor nobody: run as an ordinary user")
}

// own hands path to the account.
func (a account) own(path string) error {
	if !a.switched {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}

// lend makes cmd run as the account.
func (a account) lend(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	if a.switched {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
}

// reaches tells whether the account may pass through every directory above path.
func (a account) reaches(path string) bool {
	if !a.switched {
		return true
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil && !a.mayEnter(info) {
			return false
		}
		if dir == filepath.Dir(dir) {
			return true
		}
	}
}

func (a account) mayEnter(dir fs.FileInfo) bool {
	owner, ok := dir.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	bit := fs.FileMode(0o001)
	switch {
	case int(owner.Uid) == a.uid:
		bit = 0o100
	case int(owner.Gid) == a.gid:
		bit = 0o010
	}
	return dir.Mode().Perm()&bit != 0
}

// homeFor returns dir, or a directory of its own below root when the account cannot reach dir.
func (a account) homeFor(dir, root string) string {
	if a.reaches(dir) { // dir itself is opened up later, being ours to open
		return dir
	}
	return filepath.Join(root, stamped(dir))
}

// programsFor returns p, or a copy of it below root when the account cannot reach p.
func (a account) programsFor(ctx context.Context, p programs, root string) (programs, error) {
	if a.reaches(p.path("postgres")) {
		return p, nil
	}
	info, err := os.Stat(p.path("postgres"))
	if err != nil {
		return programs{}, err
	}
	// Size and time keep the copy from outliving an upgrade of what it was copied from.
	home := filepath.Join(root, fmt.Sprintf("%s-%d-%d", stamped(p.root), info.Size(), info.ModTime().Unix()))
	moved := programs{dir: filepath.Join(home, filepath.Base(p.dir)), root: home, major: p.major}
	if _, err := os.Stat(home); err == nil {
		return moved, nil
	}
	if err := os.MkdirAll(root, 0o755); err != nil {
		return programs{}, fmt.Errorf("copy PostgreSQL to where its account can reach it: %w", err)
	}
	half, err := os.MkdirTemp(root, "copy-*")
	if err != nil {
		return programs{}, fmt.Errorf("copy PostgreSQL to where its account can reach it: %w", err)
	}
	defer func() { _ = os.RemoveAll(half) }()
	if err := os.Chmod(half, 0o755); err != nil { //nolint:gosec // programs, meant to be run by another account
		return programs{}, err
	}
	if out, err := exec.CommandContext(ctx, "cp", "-a", p.root+"/.", half).CombinedOutput(); err != nil { //nolint:gosec // no shell, paths of ours
		return programs{}, fmt.Errorf("copy PostgreSQL to where its account can reach it: %s", firstLine(string(out), err))
	}
	if err := os.Rename(half, home); err != nil {
		if _, lost := os.Stat(home); lost != nil {
			return programs{}, err
		}
	}
	return moved, nil
}

// stamped is a short name for an absolute path: its last word for people, a hash to keep two checkouts apart.
func stamped(path string) string {
	sum := sha256.Sum256([]byte(path))
	return filepath.Base(path) + "-" + hex.EncodeToString(sum[:4])
}
