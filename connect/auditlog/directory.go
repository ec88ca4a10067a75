package auditlog

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// suffix ends the name of a file that holds a checkpoint.
const suffix = ".checkpoint"

// Directory keeps signed checkpoints as files, one each, named by size in twenty digits so that names sort as sizes do.
// Put it where the database's administrator cannot write.
// Safe for many goroutines.
type Directory struct {
	path   string
	mu     sync.Mutex
	newest string    // name of the newest file when the directory was last listed; "" of none
	seen   time.Time // when the directory had last been changed then; zero before it was listed
}

// OpenDirectory opens a directory of checkpoints and makes it when it is missing.
func OpenDirectory(path string) (*Directory, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("open the directory of checkpoints: %w", err)
	}
	return &Directory{path: path}, nil
}

// Name is the name of the file that holds the checkpoint of size.
func Name(size int64) string { return fmt.Sprintf("%020d%s", size, suffix) }

// Put keeps a signed checkpoint of size; to keep the same text again changes nothing.
// Errors: another text is kept under this size already, and stays.
func (d *Directory) Put(size int64, signed []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	newest, err := d.look()
	if err != nil {
		return err
	}
	path := filepath.Join(d.path, Name(size))
	err = writeOnce(path, signed, 0o644)
	if err == nil {
		d.newest = max(newest, Name(size))
		d.seen, err = d.changed()
	}
	if !errors.Is(err, fs.ErrExist) {
		if err != nil {
			return fmt.Errorf("keep checkpoint %d: %w", size, err)
		}
		return nil
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("keep checkpoint %d: %w", size, err)
	}
	if !bytes.Equal(kept, signed) {
		return fmt.Errorf("%s holds another checkpoint of this size; it stays as it is", path)
	}
	return nil
}

// Newest is the signed checkpoint of the greatest size; nil when the directory holds none.
func (d *Directory) Newest() ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	name, err := d.look()
	if err != nil || name == "" {
		return nil, err
	}
	return d.read(name)
}

// look is the name of the newest file, "" when there is none. A directory that grows each second becomes long, so it is
// listed again only when somebody else has changed it.
func (d *Directory) look() (string, error) {
	changed, err := d.changed()
	if err != nil || changed.Equal(d.seen) {
		return d.newest, err
	}
	names, err := d.names()
	if err != nil {
		return "", err
	}
	d.newest, d.seen = "", changed
	if len(names) > 0 {
		d.newest = names[len(names)-1]
	}
	return d.newest, nil
}

func (d *Directory) changed() (time.Time, error) {
	about, err := os.Stat(d.path)
	if err != nil {
		return time.Time{}, fmt.Errorf("look at the directory of checkpoints: %w", err)
	}
	return about.ModTime(), nil
}

// Between are the signed checkpoints of more than after and at most upTo entries, by size, read one by one.
func (d *Directory) Between(after, upTo int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		names, err := d.names()
		if err != nil {
			yield(nil, err)
			return
		}
		for _, name := range names {
			if size, err := sizeOf(name); err != nil || size <= after || size > upTo {
				continue
			}
			if text, err := d.read(name); !yield(text, err) || err != nil {
				return
			}
		}
	}
}

// All are the signed checkpoints, by size.
func (d *Directory) All() ([][]byte, error) {
	names, err := d.names()
	if err != nil {
		return nil, err
	}
	signed := make([][]byte, len(names))
	for i, name := range names {
		if signed[i], err = d.read(name); err != nil {
			return nil, err
		}
	}
	return signed, nil
}

func (d *Directory) read(name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(d.path, name))
	if err != nil {
		return nil, fmt.Errorf("read checkpoint: %w", err)
	}
	return text, nil
}

// names are the files that hold checkpoints, by size.
func (d *Directory) names() ([]string, error) {
	entries, err := os.ReadDir(d.path) // sorted
	if err != nil {
		return nil, fmt.Errorf("list checkpoints: %w", err)
	}
	var names []string
	for _, e := range entries {
		if len(e.Name()) == len(Name(0)) && strings.HasSuffix(e.Name(), suffix) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// writeOnce makes a file whole or not at all, and never over another. Errors: fs.ErrExist.
func writeOnce(path string, text []byte, mode fs.FileMode) error {
	dir := filepath.Dir(path)
	temp, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.Write(text)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err != nil {
		return err
	}
	if err := os.Link(temp.Name(), path); err != nil { // a rename would write over what is there
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
